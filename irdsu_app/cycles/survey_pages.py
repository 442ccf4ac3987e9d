"""The pages of a questionnaire, written by the server: to answer, to be thanked, to come back, to erase.

They hold no name and know nobody: a personal code, drawn here and noted by whoever answers, is all there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from irdsu_app.cycles import paris, survey_form
from irdsu_app.cycles.shown import DEMONSTRATION
from irdsu_app.cycles.survey_form import Typed
from irdsu_app.cycles.surveys import Survey, surveys
from irdsu_app.cycles.surveys_register import Asked
from irdsu_app.design import plain
from irdsu_app.design.markup import Markup, el, text

SEND, RESUME, ERASE = "Envoyer mes réponses", "Reprendre mes réponses", "Effacer mes réponses"
ACT, CODE, SHOWN = "geste", "code", "repris"
ACTS = ("envoyer", "reprendre", "effacer")
"""What the buttons of these pages ask for."""
ABOUT_CODE = (
    "Notez-le : il relie vos réponses d’avant et d’après, et permet de les compléter, de les corriger ou de les "
    "effacer. Nous ne le gardons pas : perdu, il ne se retrouve pas."
)
HAVE_ONE = "Vous en avez déjà un pour ce cycle ? Tapez-le à la place de celui-ci."
FREE = "Aucune question n’est obligatoire. Vos réponses sont effacées douze mois après le cycle."
ABOUT_ERASING = "Tout ce que ce code a répondu pour ce cycle, à tous les questionnaires, disparaît aussitôt."
REPLACED = (
    "Elles complètent ou remplacent celles que ce code avait déjà données : rien d’autre ne change, vous ne comptez "
    "qu’une fois."
)
WHOLE = "Toutes les questions ont une réponse."


@dataclass(frozen=True)
class Form:
    """What is in the form: the code, what was typed, what is wrong (`code` for the code), what is said first."""

    code: str
    typed: Typed = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    refusal: str = ""


def title_of(asked: Asked) -> str:
    """« Avant le cycle », « Après la séance : Encore évaluer ? »."""
    return f"{asked.survey.title} : {asked.sitting.title}" if asked.sitting else asked.survey.title


def asking(asked: Asked, form: Form) -> Markup:
    """The form; when the questionnaire is not open and nothing was typed, why."""
    if asked.problem and not form.typed:
        return closed(asked)
    wrong = survey_form.summary(asked.survey, form.wrong)
    refusals = [el("p", text(said), role="alert", class_="notice alert") for said in (form.refusal,) if said]
    saids = [el("p", text(form.said), role="status", class_="notice success")] if form.said else []
    # What Enter does in a field: the first button of a form, even when it is not shown.
    first = el("button", name=ACT, value="envoyer", hidden=True)
    send = el("button", text(SEND), name=ACT, value="envoyer", class_="button")
    body = el(
        "form",
        first,
        # Whoever was shown what they had answered may empty an answer; whoever was not has only left a blank.
        *[el("input", type="hidden", name=SHOWN, value=shown) for shown in form.typed.get(SHOWN, ())],
        _code(form),
        el("div", survey_form.fields(asked.survey, form.typed, form.wrong), class_="questions"),
        el("p", send, class_="button-row"),
        method="post",
        novalidate=True,
        class_="answering",
    )
    lead = f"{_minutes(asked.survey)}. {surveys().notice}"
    until = f" Ouvert jusqu’au {_until(asked.closes)}." if asked.closes else ""
    content = [el("p", text(lead), class_="lead"), el("p", text(FREE + until), class_="meta")]
    mistaken = bool(form.wrong or form.refusal)
    return _page(asked, *content, *refusals, wrong, *saids, body, _erasing(""), mistaken=mistaken)


def closed(asked: Asked) -> Markup:
    """Why a questionnaire cannot be answered now, with its date."""
    return _page(asked, el("p", text(asked.problem), class_="notice"), _back(asked), _erasing(""))


def thanked(asked: Asked, code: str, *, replaced: bool, left: int) -> Markup:
    """What became of the answers; `left` is how many questions have none."""
    whole = WHOLE
    if left:
        many = f"{left} questions restent" if left > 1 else "Une question reste"
        whole = f"{many} sans réponse : complétez quand vous voulez, jusqu’au {_until(asked.closes)}."
    said = [REPLACED, whole] if replaced else [whole]
    shown = el(
        "div",
        el("h2", text("Votre code personnel")),
        el("p", el("b", text(code), class_="code-shown")),
        el("p", text(ABOUT_CODE)),
        class_="card code-card",
    )
    again = el(
        "form",
        el("input", type="hidden", name=CODE, value=code),
        el("button", text("Compléter ou corriger"), name=ACT, value="reprendre", class_="button second"),
        plain.link("Revenir au cycle", f"/cycles/{asked.slug}", "button second"),
        method="post",
        class_="button-row",
    )
    return _page(
        asked,
        el("p", text(" ".join(said)), class_="lead", role="status"),
        shown,
        again,
        _erasing(code),
        title="Merci, vos réponses sont gardées",
        done="gardees",
        code=code,
    )


def erased(asked: Asked, many: int) -> Markup:
    """What was erased."""
    said = {0: "Ce code n’avait rien répondu pour ce cycle : il n’y a rien à effacer.", 1: "Une réponse est effacée."}
    words = said.get(many, f"Vos réponses à {many} questionnaires sont effacées.")
    title = "C’est effacé" if many else "Rien à effacer"
    return _page(
        asked,
        el("p", text(words), class_="lead", role="status"),
        _back(asked),
        title=title,
        done="effacees" if many else "",
    )


def _code(form: Form) -> Markup:
    wrong = form.wrong.get(CODE, "")
    about = "code-hint code-error" if wrong else "code-hint"
    box = el(
        "input",
        type="text",
        id="code",
        name=CODE,
        value=form.code,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
        maxlength="60",
        aria_describedby=about,
        aria_invalid="true" if wrong else None,
        class_="code-field",
    )
    label = el("label", text("Votre code"), for_="code")
    told = [el("p", text(wrong), id="code-error", class_="error", role="alert")] if wrong else []
    resume = el("button", text(RESUME), name=ACT, value="reprendre", class_="button second")
    keep = el(
        "label",
        el("input", type="checkbox", id="retenir"),
        el("span", text("Retenir ce code dans ce navigateur, pour ce cycle")),
        class_="pick",
        hidden=True,
    )
    field_ = el("div", label, el("p", text(HAVE_ONE), id="code-hint", class_="hint"), *told, box, class_="field")
    return el(
        "section",
        el("h2", text("Votre code personnel"), id="votre-code"),
        el("p", text(ABOUT_CODE)),
        field_,
        keep,
        el("p", resume, class_="button-row"),
        class_="card code-card",
        aria_labelledby="votre-code",
    )


def _erasing(code: str) -> Markup:
    box = el(
        "input",
        type="text",
        id="code-a-effacer",
        name=CODE,
        value=code,
        autocomplete="off",
        spellcheck="false",
        maxlength="60",
        class_="code-field",
    )
    sure = el("button", text("Effacer pour toujours"), name=ACT, value="effacer", class_="button danger")
    form = el(
        "form",
        el("p", text(ABOUT_ERASING)),
        el("div", el("label", text("Code personnel"), for_="code-a-effacer"), box, class_="field"),
        el("p", sure, class_="button-row"),
        method="post",
        novalidate=True,
    )
    return el("details", el("summary", text(ERASE)), form, class_="unfold erasing")


def _page(
    asked: Asked, *content: Markup, title: str = "", done: str = "", code: str = "", mistaken: bool = False
) -> Markup:
    banner = [el("p", text(DEMONSTRATION), class_="demo", role="note")] if asked.demonstration else []
    of = el("p", plain.link(asked.cycle, f"/cycles/{asked.slug}"), class_="cycle-of")
    said = el("p", role="status", class_="told", tabindex="-1")
    about = {"data_done": done or None, "data_code": code or None, "data_cycle": asked.slug}
    whole = el(
        "div", *banner, of, el("h1", text(title or title_of(asked)), tabindex="-1"), *content, said, id="avis", **about
    )
    named = f"{'Erreur : ' if mistaken else ''}{title or title_of(asked)}"
    described = f"Questionnaire du cycle « {asked.cycle} » : anonyme, {_minutes(asked.survey).lower()}."
    return plain.page(named, whole, description=described, styles=("cycles", "surveys"), scripts=("surveys",))


def _back(asked: Asked) -> Markup:
    return el("p", plain.link("Revenir au cycle", f"/cycles/{asked.slug}", "button second"), class_="button-row")


def _minutes(asked: Survey) -> str:
    return f"{asked.minutes} minutes"


def _until(closes: datetime | None) -> str:
    return paris.instant(closes) if closes else ""

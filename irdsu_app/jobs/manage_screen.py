"""What a personal link opens, as HTML: where the offer stands, and all that whoever posted it may do. Pure."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from irdsu_app.design import typed
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs import deciding, fields, submission
from irdsu_app.jobs.deposit_frame import Seen, last_day, refused, until
from irdsu_app.jobs.fields import NAMES
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.submission import STAGES, Stage

_TONES = {"online": "new", "to_correct": "soon", "refused": "job-over", "withdrawn": "job-over", "filled": "job-over"}
SAID: Mapping[str, tuple[str, tuple[Stage, ...]]] = {
    "confirme": ("Votre adresse est confirmée : l’offre est entre les mains de l’équipe.", ("to_review",)),
    "envoye": ("C’est envoyé.", ("to_review", "online")),
    "fill": ("L’offre est marquée comme pourvue : elle n’est plus parmi les offres.", ("filled",)),
    "withdraw": ("L’offre est retirée.", ("withdrawn",)),
    "extend": ("La nouvelle date limite est en ligne.", ("online", "to_review", "to_correct")),
    "back": ("L’offre est de nouveau en ligne.", ("online",)),
    "again": ("Un nouveau courriel de confirmation est parti.", ("to_confirm",)),
    "revert": ("Votre modification est abandonnée : le texte est celui qui est en ligne.", ("online",)),
}
"""What was just done, by the word of the address, and where the offer then stands."""


def manage(seen: Seen, now: datetime, address: str, done: str = "") -> Markup:
    """The page; `address` is that of the offer online, if any; `done`, the word of what was just done."""
    posting = seen.posting
    parts = (
        el("p", el("a", "Les offres", href="/offres"), class_="job-back"),
        el("h1", text("Gérer mon offre"), tabindex="-1"),
        _done(seen, done, now),
        refused(seen),
        el(
            "section",
            el(
                "ul",
                _label(seen, now),
                class_="labels",
            ),
            el("h2", text(posting.written.title or "Une offre sans intitulé"), class_="job-mine"),
            el("p", text(posting.written.organisation), class_="organisation") if posting.written.organisation else "",
            *_standing(seen, now),
            el("div", *_main(seen, address), class_="button-row"),
            aria_label="Où en est l’offre",
        ),
        *_acts(seen, now),
        _link(seen),
        el("p", text(_KEPT), class_="meta"),
    )
    return el("div", *parts, class_="deposit managing")


def _done(seen: Seen, done: str, now: datetime) -> Markup:
    """What was just done; not when something else came after, nor « online » of what is past its deadline."""
    said, stages = SAID.get(done, ("", ()))
    if not said or seen.posting.stage not in stages or (done == "back" and _expired(seen, now)):
        return ""
    return el("p", text(said), role="status", id="fait", tabindex="-1", class_="notice success")


_KEPT = (
    "Gardé : un brouillon, trente jours après le dernier changement ; une offre en ligne, tant qu’elle dure, puis six "
    "mois. Ensuite votre adresse, ce lien et le fichier joint sont effacés."
)


def _label(seen: Seen, now: datetime) -> Markup:
    stage = seen.posting.stage
    said, tone = STAGES[stage], _TONES.get(stage, "job-calm")
    if stage == "online" and _expired(seen, now):
        said, tone = "Expirée", "job-over"
    return el("li", text(said), class_=tone)


def _expired(seen: Seen, now: datetime) -> bool:
    then = last_day(seen)
    return then is not None and then < today(now)


def _standing(seen: Seen, now: datetime) -> list[Markup]:
    """Where it stands, in a sentence or two."""
    posting = seen.posting
    whom = typed.masked(posting.email) if posting.email else ""
    said = {
        "draft": "Rien n’est envoyé : vous pouvez reprendre où vous en étiez.",
        "to_confirm": f"Un courriel vient de partir vers {whom}. Ouvrez-le et confirmez votre adresse : l’offre part "
        "alors à l’équipe. Rien ne vient ? Regardez dans les indésirables, ou corrigez l’adresse.",
        "to_review": "L’équipe relit l’offre avant de la publier. Vous recevrez un courriel.",
        "to_correct": "L’équipe vous demande une correction :",
        "refused": "L’équipe ne publiera pas cette offre. Motif : "
        f"{deciding.REASONS.get(posting.reason, 'non précisé').lower()}.",
        "online": "La date limite est passée : prolongez l’offre pour la remettre parmi les autres."
        if _expired(seen, now)
        else f"On peut y répondre {until(seen)}.",
        "filled": "Elle n’est plus parmi les offres. Une erreur ? Remettez-la en ligne.",
        "withdrawn": "Elle n’est plus visible. Une copie permet de la déposer de nouveau.",
    }[posting.stage]
    found = [el("p", text(said))]
    if posting.words and posting.stage in ("to_correct", "refused", "online"):
        found.append(el("blockquote", text(posting.words), class_="job-words"))
    if posting.on_board and posting.stage in ("to_review", "to_correct"):
        found.append(el("p", text("En attendant, la version précédente reste en ligne.")))
    if posting.stage == "online" and (those := submission.changing(posting)):
        names = ", ".join(NAMES[each].lower() for each in those)
        found.append(el("p", text(f"Une modification n’est pas encore envoyée : {names}."), class_="notice"))
    return found


def _main(seen: Seen, address: str) -> list[Markup]:
    """The main things to do."""
    posting, base = seen.posting, seen.base
    changing = submission.changing(posting) if posting.stage == "online" else ()
    found: list[Markup] = []
    if posting.stage in ("draft", "to_correct"):
        words = "Corriger l’offre" if posting.stage == "to_correct" else "Reprendre"
        at = 2 if posting.stage == "to_correct" else max(1, min(4, posting.screen))
        found.append(el("a", text(words), href=f"{base}?ecran={at}", class_="button"))
    if posting.stage == "to_confirm":
        found += [
            _act(seen, "again", "Envoyer un autre courriel", second=False),
            el("a", text("Corriger l’adresse"), href=f"{base}?ecran=4#envoyer", class_="button second"),
        ]
    if changing:
        found += [
            el("a", text("Relire et envoyer la modification"), href=f"{base}?ecran=4", class_="button"),
            _act(seen, "revert", "Abandonner la modification"),
        ]
    if posting.on_board and address:
        found.append(el("a", text("Voir l’offre en ligne"), href=address, class_="button second"))
    if posting.stage in ("to_confirm", "to_review", "online"):
        found.append(el("a", text("Modifier"), href=f"{base}?ecran=1", class_="button second"))
    if posting.stage == "filled":
        found.append(_act(seen, "back", "Remettre en ligne"))
    if posting.stage != "draft":
        found.append(_act(seen, "duplicate", "Dupliquer"))
    return found


def _act(seen: Seen, act: str, words: str, second: bool = True, *inside: Markup) -> Markup:
    """A form of one button, which the browser itself sends."""
    button = el("button", text(words), type="submit", class_="button second" if second else "button")
    hidden = f'<input type="hidden" name="acte" value="{act}">'
    return el("form", hidden, *inside, button, method="post", action=f"{seen.base}/faire", class_="job-act")


def _acts(seen: Seen, now: datetime) -> list[Markup]:
    posting = seen.posting
    if posting.stage in submission.CLOSED:
        return []
    found = [_extending(seen)] if posting.on_board else []
    if posting.on_board:
        act = _act(seen, "fill", "Oui, le poste est pourvu")
        found.append(_fold("pourvue", "Marquer comme pourvue", "Elle sort des offres et rejoint les archives.", act))
    words = "Effacer ce brouillon" if posting.stage == "draft" else "Retirer l’offre"
    hint = "Sa page n’existera plus." if posting.public else "Elle ne sera pas publiée."
    hint = "Tout ce qui est écrit ici est effacé." if posting.stage == "draft" else hint
    found.append(_fold("retirer", words, hint, _act(seen, "withdraw", f"Oui, {words[0].lower()}{words[1:]}")))
    return found


def _fold(name: str, words: str, hint: str, body: Markup) -> Markup:
    return el(
        "details", el("summary", text(words), id=name), el("p", text(hint)), body, class_="job-fold", id=f"plis-{name}"
    )


def _extending(seen: Seen) -> Markup:
    public = seen.posting.public
    then = fields.deadline(public) if public and not public.open_ended else None
    value = then.isoformat() if then else ""
    error = seen.shown.wrong.get("until", "")
    field = el(
        "div",
        el("label", text("Nouvelle date limite"), for_="until"),
        el("p", text("Dans six mois au plus ; la date change aussitôt en ligne."), id="until-hint", class_="hint"),
        f'<input type="date" id="until" name="until" value="{escape(value)}" aria-describedby="until-hint until-said"'
        f' aria-invalid="{"true" if error else "false"}">',
        el("p", text(error), id="until-said", class_="error"),
        class_="field",
    )
    endless = '<input type="checkbox" name="open_ended" value="oui" id="sans-date">'
    box = el("label", endless, el("span", text("Jusqu’au recrutement, sans date")), class_="job-choice")
    body = _act(seen, "extend", "Prolonger", True, field, box)
    summary = el("summary", text("Prolonger"), id="prolonger")
    return el("details", summary, body, class_="job-fold", id="plis-prolonger", open=bool(error))


_MINE = "L’adresse de cette page est votre lien : qui l’a peut tout faire de cette offre. Gardez-la pour vous."
_STOLEN = (
    "Quelqu’un d’autre l’a eue ? Remplacez-la : le nouveau lien part à votre adresse, l’ancien n’ouvre plus rien. Si "
    "vous ne le recevez pas, écrivez-nous."
)


def _link(seen: Seen) -> Markup:
    """The personal link, and how to take it back."""
    act = _act(seen, "link", "Remplacer le lien")
    return el(
        "details",
        el("summary", text("Mon lien personnel"), id="lien"),
        *(el("p", text(each)) for each in (_MINE, _STOLEN)),
        act,
        class_="job-fold",
        id="plis-lien",
    )


def replaced(whom: str) -> Markup:
    """After the link was replaced: this page opens nothing more."""
    said = f"Le nouveau vient de partir vers {whom}. Celui de cette page n’ouvre plus rien."
    return el(
        "div",
        el("h1", text("Le lien est remplacé"), tabindex="-1"),
        el("p", text(said), role="status", class_="lead"),
        el("p", el("a", text("Voir les offres"), href="/offres", class_="button"), class_="button-row"),
        class_="deposit",
    )


def lost(said: str, sent: bool = False) -> Markup:
    """A link that opens nothing, and how to have it again."""
    hint = "Celui donné en déposant l’offre : les liens de vos offres y partent."
    told = "C’est noté : si des offres ont été déposées avec cette adresse, leurs liens viennent d’y partir."
    done = el("p", text(told), role="status", id="fait", tabindex="-1", class_="notice success") if sent else ""
    new = el("a", text("Déposer une offre"), href="/offres/deposer", class_="job-link")
    return el(
        "div",
        el("h1", text("Gérer mon offre"), tabindex="-1"),
        done,
        el("p", text(said), role="alert", class_="lead") if said else "",
        el(
            "form",
            el("h2", text("Recevoir de nouveau mon lien"), id="recevoir"),
            el(
                "div",
                el("label", text("Votre courriel"), for_="courriel"),
                el("p", text(hint), id="courriel-hint", class_="hint"),
                '<input type="email" id="courriel" name="courriel" autocomplete="email" maxlength="254" required'
                ' aria-describedby="courriel-hint">',
                class_="field",
            ),
            el("button", text("Envoyer mes liens"), type="submit", class_="button"),
            method="post",
            action="/offres/liens",
        ),
        el("p", new),
        class_="deposit",
    )


def confirming(seen: Seen, proof: str) -> Markup:
    """What the link of the letter opens: looking changes nothing, its button does."""
    written = seen.posting.written
    return el(
        "div",
        el("h1", text("Confirmer mon adresse"), tabindex="-1"),
        refused(seen),
        el("p", text(f"Vous avez déposé l’offre « {written.title} » ({written.organisation})."), class_="lead"),
        el("p", text("Un geste encore : confirmez, et l’équipe la relit avant de la publier.")),
        el(
            "form",
            el("button", text("Confirmer et envoyer à l’équipe"), type="submit", class_="button"),
            method="post",
            action=f"/offres/confirmer/{proof}",
            class_="button-row",
        ),
        class_="deposit",
    )

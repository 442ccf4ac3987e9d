"""The fields of the screens where one posts an offer, as HTML: label, hint, what is wrong, what the law says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal, Protocol

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.jobs.fields import LINE, LISTED, NAMES, TEXT, Fields

Kind = Literal["line", "text", "email", "url", "date", "list", "radio", "check", "number"]


class Said(Protocol):
    """What a legal check says of a field (`checks.Finding`)."""

    @property
    def field(self) -> str:
        """Where it is said."""
        ...

    @property
    def sentence(self) -> str:
        """What, why, and what to write instead."""
        ...

    @property
    def blocking(self) -> bool:
        """Whether it stops the offer."""
        ...


@dataclass(frozen=True)
class Shown:
    """What is known of the fields: what is written, what is wrong, what the law says, what two wrote at once."""

    written: Fields
    wrong: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Said] = ()
    clashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A field: how it is asked, and what is said before one writes."""

    name: str
    kind: Kind = "line"
    hint: str = ""
    needed: bool = False
    rows: int = 4
    none: str = ""
    suggested: tuple[str, ...] = ()
    complete: str = ""


def shown(asked: Asked, seen: Shown) -> Markup:
    """A field and all that is said of it."""
    if asked.kind == "radio":
        return _radios(asked, seen)
    if asked.kind == "check":
        return _check(asked, seen)
    label = el("label", text(NAMES[asked.name]), _need(asked), for_=asked.name)
    hint = el("p", text(asked.hint), id=f"{asked.name}-hint", class_="hint") if asked.hint else ""
    return el("div", label, hint, _control(asked, seen), said(asked.name, seen), class_="field")


def said(name: str, seen: Shown) -> Markup:
    """What is said of a field, announced when it changes; always there."""
    return el("div", *remarks(name, seen), id=f"{name}-said", class_="job-said", aria_live="polite")


def remarks(name: str, seen: Shown) -> list[Markup]:
    """What is wrong, what the law says, the text of whoever wrote at the same time."""
    found = [el("p", text(seen.wrong[name]), class_="error")] if name in seen.wrong else []
    those = [each for each in seen.findings if each.field == name and not (name in seen.wrong and each.blocking)]
    found += [
        el(
            "p",
            el("b", text("À corriger : " if each.blocking else "Conseil : ")),
            text(each.sentence),
            class_="job-finding stops" if each.blocking else "job-finding",
        )
        for each in those
    ]
    if name in seen.clashes:
        theirs = str(getattr(seen.written, name))
        found.append(_clash(theirs, seen.clashes[name]))
    return found


def _clash(theirs: str, mine: str) -> Markup:
    return el(
        "div",
        el("p", el("b", text("Quelqu’un d’autre a modifié ce champ en même temps.")), text(" Rien n’est perdu :")),
        el("p", text("Son texte, gardé dans l’offre : "), el("q", text(theirs))),
        el("p", text("Le vôtre, gardé ici : "), el("q", text(mine))),
        el("p", text("Écrivez ci-dessus celui des deux qui convient : il sera enregistré.")),
        class_="notice alert job-clash",
    )


def _need(asked: Asked) -> Markup:
    return "" if asked.needed else el("span", text(" (facultatif)"), class_="job-may")


def _described(asked: Asked) -> str:
    return f"{asked.name}-hint {asked.name}-said" if asked.hint else f"{asked.name}-said"


def _common(asked: Asked, seen: Shown) -> str:
    invalid = "true" if asked.name in seen.wrong else "false"
    complete = f' autocomplete="{asked.complete}"' if asked.complete else ""
    said_by = f'aria-describedby="{_described(asked)}" aria-invalid="{invalid}"'
    return f'id="{asked.name}" name="{asked.name}" {said_by}{complete}'


def _control(asked: Asked, seen: Shown) -> Markup:
    value = getattr(seen.written, asked.name)
    if asked.kind == "list":
        return _choice(asked, seen, value)
    quoted = escape(str(value))
    if asked.kind == "text":
        return f'<textarea {_common(asked, seen)} rows="{asked.rows}" maxlength="{TEXT}">\n{quoted}</textarea>'
    # A date that is none stays as it was typed, to be corrected.
    is_date = asked.kind == "date" and (not value or (len(value) == 10 and value[4:5] == "-"))
    kind = {"date": "date" if is_date else "text", "email": "email", "number": "text"}.get(asked.kind, "text")
    mode = {"url": ' inputmode="url" autocapitalize="off"', "number": ' inputmode="numeric"'}.get(asked.kind, "")
    listed = f' list="{asked.name}-choix"' if asked.suggested else ""
    field_ = f'<input type="{kind}" {_common(asked, seen)} maxlength="{LINE}"{mode}{listed} value="{quoted}">'
    return field_ + _suggested(asked)


def _suggested(asked: Asked) -> Markup:
    if not asked.suggested:
        return ""
    return el(
        "datalist", *[f'<option value="{escape(fr(each))}">' for each in asked.suggested], id=f"{asked.name}-choix"
    )


def _choice(asked: Asked, seen: Shown, value: str) -> Markup:
    options = [f'<option value="">{text(asked.none)}</option>']
    for word, name in LISTED[asked.name].items():
        words = f"{word} – {name}" if asked.name == "department" else name
        options.append(f'<option value="{word}"{" selected" if word == value else ""}>{text(words)}</option>')
    return f"<select {_common(asked, seen)}>{''.join(options)}</select>"


def _radios(asked: Asked, seen: Shown) -> Markup:
    value = getattr(seen.written, asked.name)
    choices = [
        el(
            "label",
            f'<input type="radio" name="{asked.name}" value="{word}"'
            f' id="{asked.name if not at else f"{asked.name}-{word}"}"'
            f"{' checked' if word == value else ''}>",
            el("span", text(name)),
            class_="job-choice",
        )
        for at, (word, name) in enumerate(LISTED[asked.name].items())
    ]
    hint = el("p", text(asked.hint), id=f"{asked.name}-hint", class_="hint") if asked.hint else ""
    legend = el("legend", text(NAMES[asked.name]), _need(asked))
    group = el("div", *choices, class_="job-radios")
    return el(
        "fieldset", legend, hint, group, said(asked.name, seen), class_="field", aria_describedby=_described(asked)
    )


def _check(asked: Asked, seen: Shown) -> Markup:
    checked = " checked" if getattr(seen.written, asked.name) else ""
    box = f'<input type="checkbox" {_common(asked, seen)} value="oui"{checked}>'
    label = el("label", box, el("span", text(NAMES[asked.name])), class_="job-choice")
    hint = el("p", text(asked.hint), id=f"{asked.name}-hint", class_="hint") if asked.hint else ""
    return el("div", label, hint, said(asked.name, seen), class_="field job-check")

"""The questions of a questionnaire as a plain HTML form, and what was typed there read back. Pure.

Each kind of question is made of fields that every browser has had for twenty years: it is answered by keyboard, by
voice, on an old telephone, without scripts. An order is given place by place: nothing is dragged.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from irdsu_app.cycles.surveys import DETAIL, SCALE, TEXT, WORD, Answers, Kind, Question, Survey
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr

Typed = Mapping[str, Sequence[str]]
"""What the form holds: by name of field, every value."""
PLACES = ("En premier", "En deuxième", "En troisième", "En quatrième", "En cinquième", "En sixième", "En septième")
NO_ANSWER = "Sans réponse"
UNRANKED = "Pas encore choisi"


def fields(asked: Survey, typed: Typed, wrong: Mapping[str, str]) -> Markup:
    """The questions, with what was typed already and the sentence of each that is not in order."""
    return "".join(
        _question(question, number, typed, wrong.get(question.id, ""))
        for number, question in enumerate(asked.questions, 1)
    )


def summary(asked: Survey, wrong: Mapping[str, str]) -> Markup:
    """What is not in order, each with a link to its question; nothing when all is well."""
    lines = [
        el("li", el("a", text(f"{number}. {wrong[each.id]}"), href=f"#{first(each)}"))
        for number, each in enumerate(asked.questions, 1)
        if each.id in wrong
    ]
    title = el("p", el("b", text("Il reste une chose à revoir :" if len(lines) == 1 else "À revoir :")))
    return el("div", title, el("ul", *lines), role="alert", class_="notice alert summary") if lines else ""


def first(question: Question) -> str:
    """The id of the first field of a question."""
    return name_of(question.id) if question.kind in ("word", "text") else f"{name_of(question.id)}-1"


def name_of(number: str) -> str:
    """The name of the field of a question."""
    return f"q-{number}"


def read(asked: Survey, typed: Typed) -> dict[str, Any]:
    """What was typed, by question, for `surveys.read` to judge."""
    found: dict[str, Any] = {}
    for question in asked.questions:
        found[question.id] = _READ.get(question.kind, _one)(question, typed)
        if question.detail:
            found[question.id + DETAIL] = _first(typed, name_of(question.id + DETAIL))
    return found


def typed_of(asked: Survey, answers: Answers) -> dict[str, list[str]]:
    """Answers that are kept, as the form holds them."""
    typed: dict[str, list[str]] = {}
    for question in asked.questions:
        value = answers.get(question.id, "")
        if question.kind == "rank":
            typed |= {f"{name_of(question.id)}-{place}": [each] for place, each in enumerate(value, 1)}
        else:
            typed[name_of(question.id)] = [str(each) for each in (value if isinstance(value, list) else [value])]
        if question.detail:
            typed[name_of(question.id + DETAIL)] = [str(answers.get(question.id + DETAIL, ""))]
    return typed


def over(kept: Typed, typed: Typed) -> dict[str, Sequence[str]]:
    """What is typed now over what is kept: a blank covers nothing."""
    return {**kept, **{name: values for name, values in typed.items() if any(values)}}


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "")


def _one(question: Question, typed: Typed) -> str:
    return _first(typed, name_of(question.id))


def _several(question: Question, typed: Typed) -> list[str]:
    return [each for each in typed.get(name_of(question.id), ()) if each]


def _order(question: Question, typed: Typed) -> list[str]:
    """The order; when a single place is left, it goes to what is left."""
    places = [_first(typed, f"{name_of(question.id)}-{place}") for place in range(1, len(question.choices) + 1)]
    left = [each for each in question.choices if each not in places]
    if places.count("") == len(left) == 1:
        places[places.index("")] = left[0]
    return [each for each in places if each]


_READ: Mapping[Kind, Any] = {"multiple": _several, "rank": _order}


def _question(question: Question, number: int, typed: Typed, wrong: str) -> Markup:
    name = name_of(question.id)
    told = [el("p", text(wrong), id=f"{name}-error", class_="error")] if wrong else []
    hint = [el("p", text(question.help), id=f"{name}-hint", class_="hint")] if question.help else []
    about = " ".join([*([f"{name}-hint"] if hint else []), *([f"{name}-error"] if wrong else [])]) or None
    title = text(f"{number}. {question.title}")
    if question.kind in ("word", "text"):
        label = el("label", title, for_=name)
        field = _written(question, _first(typed, name), about, bool(wrong))
        return el("div", label, *hint, *told, field, class_="question field", id=f"{name}-question")
    body = _FIELDS[question.kind](question, typed)
    return el(
        "fieldset", el("legend", title), *hint, *told, body, class_=f"question {question.kind}", aria_describedby=about
    )


def _written(question: Question, value: str, about: str | None, wrong: bool) -> Markup:
    name = name_of(question.id)
    common: dict[str, Any] = {
        "id": name, "name": name, "aria_describedby": about, "aria_invalid": "true" if wrong else None,
    }  # fmt: skip
    if question.kind == "word":
        return el("input", type="text", value=value, maxlength=str(WORD), autocomplete="off", **common)
    return el("textarea", text_as_is(value), rows="3", maxlength=str(TEXT), **common)


def text_as_is(value: str) -> Markup:
    """A text somebody typed, escaped and otherwise untouched."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _choices(question: Question, typed: Typed) -> Markup:
    chosen = _one(question, typed)
    options = [(each, fr(each)) for each in question.choices]
    listed = _radios(question, options, chosen)
    if not question.detail:
        return listed
    name = name_of(question.id + DETAIL)
    label = el("label", text(f"Si « {question.detail_for} » : {question.detail.lower()}"), for_=name)
    field = el(
        "input",
        type="text",
        id=name,
        name=name,
        value=_first(typed, name),
        maxlength=str(TEXT),
        autocomplete="off",
    )
    return listed + el("div", label, field, class_="field detail")


def _scale(question: Question, typed: Typed) -> Markup:
    def said(value: int) -> str:
        end = question.low if value == SCALE[0] else question.high if value == SCALE[-1] else ""
        return fr(f"{value} : {end.lower()}") if end else str(value)

    return _radios(question, [(str(value), said(value)) for value in SCALE], _one(question, typed))


def _radios(question: Question, options: Sequence[tuple[str, str]], chosen: str) -> Markup:
    every = [*options, ("", NO_ANSWER)]
    return el(
        "div",
        *[
            _pick("radio", question, place, value, said, value == chosen)
            for place, (value, said) in enumerate(every, 1)
        ],
        class_="picks",
    )


def _boxes(question: Question, typed: Typed) -> Markup:
    chosen = _several(question, typed)
    every = enumerate(question.choices, 1)
    return el(
        "div",
        *[_pick("checkbox", question, place, each, fr(each), each in chosen) for place, each in every],
        class_="picks",
    )


def _pick(kind: str, question: Question, place: int, value: str, said: str, chosen: bool) -> Markup:
    number = f"{name_of(question.id)}-{place}"
    box = el("input", type=kind, id=number, name=name_of(question.id), value=value, checked=chosen)
    return el("label", box, el("span", text(said)), for_=number, class_="pick" if value else "pick none")


def _places(question: Question, typed: Typed) -> Markup:
    return el("div", *[_place(question, place, typed) for place in range(1, len(question.choices) + 1)], class_="order")


def _place(question: Question, place: int, typed: Typed) -> Markup:
    name = f"{name_of(question.id)}-{place}"
    chosen = _first(typed, name)
    options = [el("option", text(UNRANKED), value="", selected=not chosen)]
    options += [el("option", text(each), value=each, selected=each == chosen) for each in question.choices]
    label = el("label", text(PLACES[place - 1]), for_=name)
    return el("div", label, el("select", *options, id=name, name=name), class_="place")


_FIELDS: Mapping[Kind, Any] = {"choice": _choices, "scale": _scale, "multiple": _boxes, "rank": _places}

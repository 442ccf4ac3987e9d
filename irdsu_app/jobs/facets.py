"""The choices of a search, each with what it would give: real checkboxes, that work without scripts. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.offer import TELEWORK
from irdsu_app.jobs.places import DEPARTMENT_NAMES, REGION_NAMES
from irdsu_app.jobs.query import CLOSING, SINCE, Query

Counts = Mapping[str, Mapping[str, int]]

CHOICES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "contract": ("contrat", "Contrat", CONTRACTS),
    "profession": ("metier", "Métier", PROFESSIONS),
    "region": ("region", "Région", REGION_NAMES),
    "department": ("departement", "Département", DEPARTMENT_NAMES),
    "kind": ("structure", "Type de structure", KINDS),
}
"""Each facet of a query: its name in addresses, its title, its choices."""
_DAYS = {1: "Depuis hier", 7: "Depuis 7 jours", 30: "Depuis 30 jours"}
_CLOSES = {7: "Dans les 7 jours", 14: "Dans les 14 jours", 30: "Dans les 30 jours"}
_FOLDED = frozenset(("department", "kind", "region"))


def drawn(query: Query, counts: Counts) -> Markup:
    """Every choice that would give something, and those that are made."""
    groups = [_group(query, name, counts.get(name, {})) for name in CHOICES]
    telework = _box("teletravail", "oui", TELEWORK, query.telework, counts["telework"].get("oui", 0))
    return "".join(
        (
            *groups[:2],
            el("fieldset", el("legend", "Télétravail"), telework),
            *groups[2:],
            _radios("limite", "Date limite", query.closing, CLOSING, _CLOSES, counts["closing"]),
            _radios("depuis", "Publiée", query.since, SINCE, _DAYS, counts["since"]),
        )
    )


def offered(query: Query) -> Markup:
    """Every choice there is but the days, without counting: to say what one looks for, not what there is."""
    boxes = "".join(_group(query, name) for name in CHOICES)
    return boxes + el("fieldset", el("legend", "Télétravail"), _box("teletravail", "oui", TELEWORK, query.telework))


def made(query: Query) -> Iterator[tuple[str, Query]]:
    """Each choice that is made, in words, with the search without it."""
    for name, (_, _, choices) in CHOICES.items():
        chosen: tuple[str, ...] = getattr(query, name)
        for each in chosen:
            without = tuple(other for other in chosen if other != each)
            shown = f"{choices[each]} ({each})" if name == "department" else choices[each]
            yield shown, query.with_(**{name: without})
    if query.telework:
        yield TELEWORK, query.with_(telework=False)
    if query.closing:
        yield f"Date limite : {_CLOSES[query.closing].lower()}", query.with_(closing=0)
    if query.since:
        yield f"Publiée {_DAYS[query.since].lower()}", query.with_(since=0)


def _group(query: Query, name: str, counts: Mapping[str, int] | None = None) -> Markup:
    key, title, choices = CHOICES[name]
    chosen: Sequence[str] = getattr(query, name)
    boxes = [
        _box(
            key,
            word,
            f"{shown} ({word})" if name == "department" else shown,
            word in chosen,
            None if counts is None else counts.get(word, 0),
        )
        for word, shown in choices.items()
        if counts is None or counts.get(word) or word in chosen
    ]
    if not boxes:
        return ""
    if name not in _FOLDED:
        return el("fieldset", el("legend", text(title)), *boxes)
    number = f" ({len(chosen)})" if chosen else ""
    summary = el("summary", text(title + number), id=f"pli-{key}")
    legend = el("legend", text(title), class_="visually-hidden")
    return el("details", summary, el("fieldset", legend, *boxes), class_="job-fold", id=f"plis-{key}")


def _box(key: str, word: str, shown: str, checked: bool, count: int | None = None, kind: str = "checkbox") -> Markup:
    box = (
        f'<input type="{kind}" name="{key}" value="{word}" id="{key}-{word or "tout"}"{" checked" if checked else ""}>'
    )
    parts = [el("span", text(shown))]
    if word and count is not None:
        said = el("span", " offres" if count > 1 else " offre", class_="visually-hidden")
        parts.append(el("span", str(count), said))
    return el("label", box, *parts, class_="job-choice")


def _radios(
    key: str, title: str, chosen: int, days: Sequence[int], shown: Mapping[int, str], counts: Mapping[str, int]
) -> Markup:
    every = _box(key, "", "Toutes", not chosen, 0, "radio")
    some = [_box(key, str(each), shown[each], each == chosen, counts.get(str(each), 0), "radio") for each in days]
    return el("fieldset", el("legend", text(title)), every, *some)

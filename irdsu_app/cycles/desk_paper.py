"""The lists of the desk as pages to print: everybody that the filters are about, in a table, with what is filtered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from irdsu_app.cycles import desk_crowd_words, desk_words, places, saying
from irdsu_app.cycles.desk_crowd import Crowd, Sifted
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_seen import Here, MeetingLine
from irdsu_app.design import plain
from irdsu_app.design.hours import moment
from irdsu_app.design.markup import Markup, el, text

MEETING = ("Nom", "Structure, fonction, département", "Statut", "Venue", "Besoins, question")
CYCLE = ("Nom", "Structure, fonction, département", "Adhésion", "Séances")


def meeting(line: MeetingLine, those: Sequence[Here], search: Search, now: datetime) -> str:
    """The people of a meeting."""
    row = line.row
    about = f"{row.code} · {row.title} · {saying.when(row.starts_at, row.ends_at)} (heure de Paris)"
    rows = [_here(each, line) for each in those]
    everybody = sum(line.counts.values())
    counted = _counted(len(those), everybody)
    back = f"/bureau/cycles/{line.cycle.slug}/{row.code}{search.address(page=1)}"
    return _page("Inscriptions et liste d’attente", about, counted, search, MEETING, rows, back, now)


def cycle(crowd: Crowd, found: Sifted, search: Search, now: datetime) -> str:
    """The people of a cycle, each with their meetings."""
    rows = [
        (
            desk_crowd_words.name_of(each),
            _joined(each.organisation, each.function, each.department),
            "oui" if each.member else "",
            " · ".join(f"{place.code} {places.STATUSES[place.status].lower()}" for place in each.places),
        )
        for each in found.people
    ]
    back = f"/bureau/cycles/{crowd.cycle.slug}/personnes{search.address(page=1)}"
    counted = desk_crowd_words.counted(found, crowd)
    return _page("Les personnes du cycle", crowd.cycle.title, counted, search, CYCLE, rows, back, now)


def _page(
    title: str, about: str, counted: str, search: Search, heads: Sequence[str], rows: Iterable[Sequence[str]],
    back: str, now: datetime,
) -> str:  # fmt: skip
    filtered = search.said(places.STATUSES)
    said = f"{f'Filtre : {filtered}' if filtered else 'Liste entière'}. {counted}. Imprimé le {moment(now)}."
    acts = el(
        "div",
        el("button", "Imprimer", type="button", class_="button", data_print=True),
        plain.link("Revenir à la liste", back, "button second"),
        class_="button-row unprinted",
    )
    head = el("tr", *(el("th", text(name), scope="col") for name in heads))
    table = el("table", el("thead", head), el("tbody", *map(_row, rows)), class_="desk-paper")
    scroll = el("div", table, class_="table-box", tabindex="0", role="region", aria_label="Liste")
    return plain.page(
        title, el("h1", text(title)), el("p", text(about), class_="lead"), el("p", text(said)), acts, scroll
    )


def _row(cells: Sequence[str]) -> Markup:
    first, *others = (text(cell) for cell in cells)
    return el("tr", el("th", first, scope="row"), *(el("td", cell) for cell in others))


def _here(each: Here, line: MeetingLine) -> tuple[str, ...]:
    said = desk_words.here(each, line.row, "")
    about = _joined(said["organisation"], said["function"], said["department"])
    return (
        said["name"],
        about,
        said["said"],
        saying.POOLS[each.registration.pool],
        _joined(said["needs"], said["question"]),
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _counted(found: int, everybody: int) -> str:
    said = desk_words.people_said(everybody)
    return said if found == everybody else f"{found} sur {said}"

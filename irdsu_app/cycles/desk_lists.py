"""The short lists of the desk, sifted: all the cycles, the meetings of one. Nothing here reads the database."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from irdsu_app.cycles import places
from irdsu_app.cycles.desk_search import Search
from irdsu_app.cycles.desk_seen import MeetingLine
from irdsu_app.cycles.desk_words import Row
from irdsu_app.cycles.folding import organisation_key as folded
from irdsu_app.cycles.models import Cycle
from irdsu_app.design.typography import fr, several

Shelf = Sequence[tuple[Cycle, list[MeetingLine]]]


def cycles(everything: Shelf, search: Search) -> list[tuple[Cycle, list[MeetingLine]]]:
    """The cycles of this status with these words in what is said of them, in their order."""
    return [
        (row, lines)
        for row, lines in everything
        if (not search.status or row.status == search.status)
        and _has(search.words, row.title, row.hook, row.audience, *(line.row.title for line in lines))
    ]


def meetings(lines: Sequence[MeetingLine], search: Search, now: datetime) -> list[tuple[int, MeetingLine]]:
    """The meetings looked for, each with its place among all of them."""
    return [
        (at, line)
        for at, line in enumerate(lines)
        if (not search.status or line.standing == search.status)
        and (not search.mode or line.row.mode == search.mode)
        and (not search.when or (line.row.ends_at <= now) == (search.when == "passees"))
        and _has(search.words, line.row.code, line.row.title, line.row.place, *line.row.speakers)
    ]


def standings(lines: Iterable[MeetingLine]) -> list[Row]:
    """The standings that there are, to choose from."""
    there = [line.standing for line in lines]
    return [
        {"value": name, "label": fr(f"{said} ({there.count(name)})")}
        for name, said in places.STANDINGS.items()
        if name in there
    ]


def counted(found: int, everything: int, what: str) -> str:
    """« 3 séances sur 20 », « 20 séances », « Aucune séance »."""
    many = everything if found == everything else found
    said = several(many, what)
    return said if found == everything else f"{said} sur {everything}"


def _has(words: str, *texts: str) -> bool:
    said = " ".join(folded(each) for each in texts)
    return all(word in said for word in folded(words).split())

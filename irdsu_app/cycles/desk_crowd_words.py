"""How the people of a cycle are said on the desk: each with their meetings, how many there are, as a table. Pure."""

from collections.abc import Sequence

from irdsu_app.cycles import places, saying
from irdsu_app.cycles.desk_crowd import Crowd, Sifted, Somebody
from irdsu_app.cycles.desk_search import SHOWN, Search
from irdsu_app.cycles.desk_words import NAMELESS, TONES, Row, people_said
from irdsu_app.cycles.facts import ERASED
from irdsu_app.cycles.tables import Cell, Table
from irdsu_app.design.typography import fr, several

COLUMNS = ("Nom", "Prénom", "Courriel", "Structure", "Fonction", "Département", "Adhésion", "Places")


def somebody(who: Somebody, slug: str, search: Search) -> Row:
    """Somebody on the list; their page is at the meeting looked for, otherwise at their first one."""
    codes = [place.code for place in who.places]
    code = search.meeting if search.meeting in codes else codes[0]
    return {
        "id": str(who.id),
        "name": name_of(who),
        "organisation": who.organisation,
        "function": who.function,
        "department": who.department,
        "member": "Adhésion" if who.member else "",
        "address": f"/bureau/cycles/{slug}/{code}/{who.id}",
    }


def name_of(who: Somebody) -> str:
    """Their name, or that it was erased."""
    return f"{who.first_name} {who.last_name}".strip() or NAMELESS


def seats(who: Somebody, slug: str) -> list[Row]:
    """Their registrations."""
    return [
        {
            "code": place.code,
            "said": fr(places.STATUSES[place.status]),
            "tone": TONES.get(place.status, "calm"),
            "address": f"/bureau/cycles/{slug}/{place.code}",
        }
        for place in who.places
    ]


def counted(found: Sifted, crowd: Crowd) -> str:
    """« 12 sur 900 personnes, 30 inscriptions »."""
    total, many = len(crowd.people), found.registrations
    who = people_said(total) if len(found.people) == total else f"{len(found.people)} sur {people_said(total)}"
    return f"{who}, {several(many, 'inscription')}"


def statuses(crowd: Crowd) -> list[Row]:
    """The statuses that there are, to choose from, with how many registrations have each."""
    there: dict[str, int] = {}
    for each in crowd.people:
        for place in each.places:
            there[place.status] = there.get(place.status, 0) + 1
    return [
        {"value": status, "label": fr(f"{places.STATUSES[status]} ({there[status]})")}
        for status in SHOWN
        if status in there
    ]


def table(crowd: Crowd, found: Sequence[Somebody]) -> Table:
    """A line for each person, a column for each meeting: what they are there, and how they come."""
    heads = (*COLUMNS, *crowd.meetings)
    return Table(f"Personnes {crowd.cycle.slug}", heads, [_line(each, list(crowd.meetings)) for each in found])


def _line(who: Somebody, codes: Sequence[str]) -> tuple[Cell, ...]:
    at = {place.code: f"{places.STATUSES[place.status]}, {saying.POOLS[place.pool]}" for place in who.places}
    return (
        who.last_name, who.first_name, "" if who.email.endswith(ERASED) else who.email, who.organisation,
        who.function, who.department, "oui" if who.member else "non",
        sum(place.status == "confirmed" for place in who.places), *(at.get(code, "") for code in codes),
    )  # fmt: skip

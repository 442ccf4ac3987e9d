"""What the pages of a cycle show, in words ready to be read: made from what `seen.py` has read."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict
from urllib.parse import urlsplit

from irdsu_app.cycles import saying
from irdsu_app.cycles.seen import CycleSeen, MeetingSeen
from irdsu_app.design.typography import fr

NOTES = {
    "all": "",
    "before": "réservé aux personnes inscrites",
    "after": "réservé aux personnes inscrites, après la séance",
}
"""To whom a resource opens, and when."""
DEMONSTRATION = "Démonstration : ces séances n’existent pas."


class ResourceShown(TypedDict):
    """Something to read; `address` only when it is open to all, else `note` says to whom it opens, and when.

    `number` names it on one’s own page, empty until it may be opened there.
    """

    title: str
    address: str
    note: str
    number: str


class MeetingShown(TypedDict):
    """A meeting, all but its places, which change; `pool` is the first way to come."""

    id: str
    code: str
    number: str
    title: str
    day: str
    month: str
    when: str
    mode: str
    place: str
    access: str
    objectives: list[str]
    programme: str
    speakers: list[str]
    resources: list[ResourceShown]
    reason: str
    hybrid: bool
    pool: str
    address: str
    asking: str
    calendar: str


class CycleShown(TypedDict):
    """A cycle, all but its meetings."""

    slug: str
    title: str
    hook: str
    audience: str
    price: str
    notice: str
    demonstration: bool
    contact: str
    open: bool
    count: str
    span: str


class SeatShown(saying.Seat):
    """The places of a meeting, live, in figures and in words."""

    status: str
    room_left: int
    remote_left: int
    room_open: int
    remote_open: int
    waiting: int
    when: str


class OwnShown(TypedDict):
    """A registration, live, as its own person sees it; `until` is the sentence of an offer."""

    status: str
    pool: str
    rank: int
    offered_until: str
    said: str
    tone: str
    until: str


NO_CYCLE: CycleShown = {
    "slug": "", "title": "", "hook": "", "audience": "", "price": "", "notice": "", "demonstration": False,
    "contact": "", "open": False, "count": "", "span": "",
}  # fmt: skip


def cycle(row: CycleSeen) -> CycleShown:
    """A cycle and how many meetings it has, from when to when."""
    return CycleShown(
        slug=row.slug,
        title=fr(row.title),
        hook=fr(row.hook),
        audience=fr(row.audience),
        price=fr(row.price),
        notice=fr(row.notice),
        demonstration=row.demonstration,
        contact=row.contact,
        open=row.status == "open",
        count=_count(len(row.meetings)),
        span=_span([each.starts_at for each in row.meetings]),
    )


def _count(meetings: int) -> str:
    words = ("Aucun", "Un", "Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf", "Dix")
    number = words[meetings] if meetings < len(words) else str(meetings)
    return fr(f"{number} rendez-vous")


def _span(starts: list[datetime]) -> str:
    if not starts:
        return ""
    first, last = saying.month_of(min(starts)), saying.month_of(max(starts))
    return fr(f"En {first}") if first == last else fr(f"De {first} à {last}")


def meetings(row: CycleSeen) -> list[MeetingShown]:
    """The meetings of a cycle, numbered in their order. The link of a remote one is never here."""
    return [_meeting(each, number, row.slug) for number, each in enumerate(row.meetings, 1)]


def _meeting(row: MeetingSeen, number: int, slug: str) -> MeetingShown:
    day, month = saying.leaf(row.starts_at)
    return MeetingShown(
        id=str(row.id),
        code=row.code,
        number=str(number),
        title=fr(row.title),
        day=day,
        month=month,
        when=saying.when(row.starts_at, row.ends_at),
        mode=fr(row.format or saying.MODES[row.mode]),
        place=fr(row.place),
        access=fr(row.access),
        objectives=[fr(each) for each in row.objectives],
        programme=fr(row.programme),
        speakers=[fr(each) for each in row.speakers],
        resources=[_resource(each) for each in row.resources],
        reason=fr(row.reason),
        hybrid=len(row.pools) > 1,
        pool=row.pools[0] if row.pools else "",
        address=f"/cycles/{slug}/seances/{row.code}",
        asking=f"/cycles/{slug}/inscription?seance={row.code}",
        calendar=f"/cycles/{slug}/{row.code}.ics",
    )


def _resource(each: Mapping[str, str]) -> ResourceShown:
    source = urlsplit(each["address"]).hostname or ""
    note = f"source : {source.removeprefix('www.')}" if source else NOTES[each["when"]] if each["number"] else ""
    return ResourceShown(
        title=fr(each["title"]), address=each["address"], note=fr(note), number=each["number"] if each["open"] else ""
    )


NO_MEETING = MeetingShown(
    id="", code="", number="", title="", day="", month="", when="", mode="", place="", access="", objectives=[],
    programme="", speakers=[], resources=[], reason="", hybrid=False, pool="", address="", asking="", calendar="",
)  # fmt: skip
"""Before the first meeting, after the last, and until the page is read."""

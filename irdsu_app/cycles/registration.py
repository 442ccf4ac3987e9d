"""The rules of registration: who gets a place, who waits, whose turn it is, and for how long an offer holds. Pure.

Each act takes the book of a meeting and gives it back changed, with what happened to each registration; or raises
`Refused` and nothing has changed. Two things are always true after an act: nobody holds a place that does not exist,
and no place is free while somebody who may have it waits (unless the waiting list is suspended).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from irdsu_app.cycles import book as books
from irdsu_app.cycles.book import ACTIVE, POOLS, Book, Change, Entry, Hindrance, Obstacle, Pool, Refused, Why
from irdsu_app.design.typography import fr

PARIS = ZoneInfo("Europe/Paris")
JOINABLE = frozenset(("open", "postponed"))
"""Meetings that one may join."""
OFFERING = frozenset(("open", "postponed", "closed"))
"""Meetings whose freed places are offered: closing registrations does not leave a place empty."""
Done = tuple[Book, tuple[Change, ...]]

_STATUS = {
    "draft": "Cette séance n’est pas encore ouverte aux inscriptions.",
    "closed": "Les inscriptions à cette séance sont closes.",
    "cancelled": "Cette séance est annulée.",
}
FULL = "La séance et sa liste d’attente sont complètes."
STARTED = "La séance a commencé : il n’est plus temps."
NO_SUCH_WAY = "Cette séance ne se suit pas de cette façon : choisissez-en une autre."
NOT_REGISTERED = "Vous n’êtes pas à cette séance."
OFFER_OVER = "Cette proposition n’a plus cours : la place a été proposée à la personne suivante."


class Turn:
    """An act under way: the book as it becomes, and whose registration has changed. One letter each, at the end."""

    def __init__(self, book: Book) -> None:
        """Begin from a book."""
        self.book = book
        self._changed: dict[UUID, tuple[str, Why]] = {}

    def put(self, entry: Entry, why: Why, arrivals: int | None = None) -> None:
        """Write a registration; what happens twice to the same one in an act is one change."""
        before = self.book.entries.get(entry.person)
        first = self._changed.get(entry.person)
        changes = (before.changes if before else 0) + (first is None)
        if entry.changes != changes:
            entry = replace(entry, changes=changes)
        self._changed[entry.person] = (first[0] if first else before.status if before else "", why)
        self.book = books.with_entry(self.book, entry.person, entry, arrivals)

    def done(self, now: datetime) -> Done:
        """The book, and the changes in their order."""
        book = self.book
        return book, tuple(
            Change(book.entries[person], was, why, books.rank(book, person), obstacle(book, person, now))
            for person, (was, why) in self._changed.items()
        )


def act(book: Book, now: datetime, does: Callable[[Turn], None]) -> Done:
    """Do something to a book caught up with time, then offer what it has freed."""
    turn = Turn(book)
    if book.due is None or book.due <= now:
        _pass_time(turn, now)
        _offer(turn, now)  # what time has freed is for who waits, before whoever acts now
    does(turn)
    _offer(turn, now)
    turn.book = replace(turn.book, due=next_due(turn.book, now))
    return turn.done(now)


def join(book: Book, newcomer: Entry, now: datetime) -> Done:
    """Give a place to a newcomer, or the end of the waiting list; whoever is already there stays as they are.

    Of `newcomer` only who, where to, and what they say count; somebody who left keeps the same registration. Raises
    Refused when the meeting cannot be joined or its waiting list is full too.
    """
    held = book.entries.get(newcomer.person)
    if held is not None and held.status in ACTIVE:
        return book, ()
    turn = Turn(book)
    if book.due is None or book.due <= now:
        _pass_time(turn, now)
        _offer(turn, now)
        turn.book = replace(turn.book, due=next_due(turn.book, now))
    _may_join(turn.book, newcomer.pool, now)
    # Nobody eligible waits here, except in a suspended list: no need to look for whom this place would be.
    _seat(turn, newcomer, now, "joined")
    return turn.done(now)


def withdraw(book: Book, person: UUID, now: datetime) -> Done:
    """Leave a meeting that has not started, from any situation; leaving twice changes nothing. Raises Refused."""
    entry = _held(book, person)
    if entry.status == "withdrawn":
        return book, ()
    _before_start(book, now)
    if entry.status not in ACTIVE:
        raise Refused(fr(NOT_REGISTERED))
    return act(book, now, lambda turn: turn.put(_out(turn, person, "withdrawn"), "withdrew"))


def accept(book: Book, person: UUID, now: datetime) -> Done:
    """Take the place offered, if it still is; accepting twice changes nothing. Raises Refused."""
    if _held(book, person).status == "confirmed":
        return book, ()

    def take(turn: Turn) -> None:
        entry = turn.book.entries[person]
        if entry.status != "offered":
            raise Refused(fr(OFFER_OVER))
        turn.put(replace(entry, status="confirmed", offered_until=None, priority=0), "accepted")

    return act(book, now, take)


def decline(book: Book, person: UUID, now: datetime) -> Done:
    """Leave the place offered to the next person; declining twice changes nothing. Raises Refused."""
    if _held(book, person).status == "refused":
        return book, ()

    def leave(turn: Turn) -> None:
        if turn.book.entries[person].status != "offered":
            raise Refused(fr(OFFER_OVER))
        turn.put(_out(turn, person, "refused"), "declined")

    return act(book, now, leave)


def switch(book: Book, person: UUID, pool: Pool, now: datetime) -> Done:
    """Come the other way to a hybrid meeting: a free place at once, else wait as the last. Raises Refused."""
    entry = _held(book, person)
    if entry.status not in ACTIVE:
        raise Refused(fr(NOT_REGISTERED))
    if entry.pool == pool:
        return book, ()

    def move(turn: Turn) -> None:
        leaving = _out(turn, person, "withdrawn")
        turn.put(leaving, "switched")
        _may_join(turn.book, pool, now)
        _seat(turn, replace(leaving, pool=pool), now, "switched")

    return act(book, now, move)


def tick(book: Book, now: datetime) -> Done:
    """Let time do what it does: offers lapse, the next person is offered, what was kept for members opens."""
    return act(book, now, lambda _turn: None)


def describe(book: Book, person: UUID, member: bool, organisation: str, now: datetime) -> Done:
    """Take note that somebody is a member or not, and of which organisation: it may free a place for another."""
    entry = book.entries.get(person)
    if entry is None or (entry.member, entry.organisation) == (member, organisation):
        return book, ()

    def note(turn: Turn) -> None:
        described = replace(turn.book.entries[person], member=member, organisation=organisation)
        turn.book = books.with_entry(turn.book, person, described)

    return act(book, now, note)


def hindrance(book: Book, pool: Pool, member: bool, organisation: str, now: datetime) -> Hindrance:
    """Why a place of this pool cannot be had now by such a person; "" when it can."""
    if book.free(pool) <= 0:
        return "full"
    rules = book.rules
    if not member and now < book.days_before(rules.member_days):
        kept = book.places[pool] * rules.member_share // 100
        if book.others[pool] >= book.places[pool] - kept:
            return "members"
    limited = pool == "room" and organisation and rules.same_organisation
    if not limited or now >= book.days_before(rules.organisation_days):
        return ""
    return "organisation" if book.organisations.get(organisation, 0) >= rules.same_organisation else ""


def obstacle(book: Book, person: UUID, now: datetime) -> Obstacle | None:
    """Why somebody waits; None when they do not."""
    entry = book.entries.get(person)
    if entry is None or entry.status != "waiting":
        return None
    return books.obstacle(book, hindrance(book, entry.pool, entry.member, entry.organisation, now))


def left(book: Book, pool: Pool, member: bool, now: datetime) -> int:
    """The places of this pool that somebody who comes now would get at once, the limit of organisations aside."""
    if now >= book.starts_at or first(book, pool, now) is not None:
        return 0
    free = book.free(pool)
    if not member and now < book.days_before(book.rules.member_days):
        kept = book.places[pool] * book.rules.member_share // 100
        free = min(free, book.places[pool] - kept - book.others[pool])
    return max(0, free)


def first(book: Book, pool: Pool, now: datetime) -> Entry | None:
    """The first person who waits for this pool and may have a place now."""
    if book.free(pool) <= 0:
        return None
    for _, _, person in book.queues[pool]:
        entry = book.entries[person]
        if not hindrance(book, pool, entry.member, entry.organisation, now):
            return entry
    return None


def offer_until(book: Book, now: datetime) -> datetime:
    """When an offer made now ends: 48 h, 24 h less than three days before, 3 h from the eve; never past the start."""
    rules, remaining = book.rules, book.starts_at - now
    hours = rules.soon_hours if remaining < timedelta(days=rules.soon_days) else rules.offer_hours
    eve = book.starts_at.astimezone(PARIS).date() - timedelta(days=1)
    if now.astimezone(PARIS).date() >= eve:
        hours = rules.eve_hours
    return min(now + timedelta(hours=hours), book.starts_at)


def next_due(book: Book, now: datetime) -> datetime | None:
    """The next moment after `now` when time changes something here, or None."""
    rules = book.rules
    moments = [book.days_before(rules.member_days), book.days_before(rules.organisation_days)]
    moments += [book.starts_at, book.ends_at]
    ahead = [moment for moment in moments if moment > now]
    return min([*(until for until, _ in book.offers[:1]), *ahead], default=None)


def _pass_time(turn: Turn, now: datetime) -> None:
    """End the offers whose time is over."""
    for until, person in turn.book.offers:
        if until > now:
            break
        turn.put(_out(turn, person, "refused"), "lapsed")


def _offer(turn: Turn, now: datetime) -> None:
    """Offer each free place to the first person who may have it."""
    if turn.book.suspended or turn.book.status not in OFFERING or now >= turn.book.starts_at:
        return
    for pool in POOLS:
        while (entry := first(turn.book, pool, now)) is not None:
            turn.put(replace(entry, status="offered", offered_until=offer_until(turn.book, now)), "offered")


def _seat(turn: Turn, newcomer: Entry, now: datetime, why: Why) -> None:
    """Confirm a newcomer if a place may be had, else place them last in the waiting list."""
    book, pool = turn.book, newcomer.pool
    held = book.entries.get(newcomer.person)
    passed = book.suspended and first(book, pool, now) is not None
    waits = passed or bool(hindrance(book, pool, newcomer.member, newcomer.organisation, now))
    if waits and book.waiting >= book.waiting_places:
        raise Refused(fr(FULL), "choices")
    number = book.arrivals + 1
    entry = replace(
        newcomer,
        id=held.id if held else newcomer.id,
        status="waiting" if waits else "confirmed",
        changes=held.changes if held else 1,
        arrival=number,
        priority=0,
        offered_until=None,
    )
    turn.put(entry, why, number)


def _may_join(book: Book, pool: Pool, now: datetime) -> None:
    if book.status not in JOINABLE:
        raise Refused(fr(_STATUS[book.status]), "choices")
    if now >= book.starts_at:
        raise Refused(fr(STARTED), "choices")
    if pool not in POOLS or book.places[pool] <= 0:
        raise Refused(fr(NO_SUCH_WAY), "choices")


def _before_start(book: Book, now: datetime) -> None:
    if now >= book.starts_at:
        raise Refused(fr(STARTED))


def _held(book: Book, person: UUID) -> Entry:
    entry = book.entries.get(person)
    if entry is None:
        raise Refused(fr(NOT_REGISTERED))
    return entry


def _out(turn: Turn, person: UUID, status: Literal["withdrawn", "refused"]) -> Entry:
    return replace(turn.book.entries[person], status=status, offered_until=None, priority=0)

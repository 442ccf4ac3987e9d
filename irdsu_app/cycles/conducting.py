"""What organisers do to a meeting: open, close, move, cancel, change the number of places, promote by hand. Pure.

Same shape as `registration`: the book of the meeting in, the book changed and what happened to each registration out;
`Refused` when it cannot be done. A meeting that moves keeps its registrations and gets one more `sequence`, that
calendars follow.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from irdsu_app.cycles import book as books
from irdsu_app.cycles.book import ACTIVE, HOLDING, POOLS, Book, Pool, Refused, Rules
from irdsu_app.cycles.registration import Done, Turn, act, offer_until
from irdsu_app.design.typography import fr

_NAMES = {"room": "en salle", "remote": "à distance"}
PAST = "Cette date est passée : choisissez-en une à venir."
BACKWARDS = "La fin doit venir après le début."
NOT_WAITING = "Cette personne n’attend pas de place."
NO_PLACE = "Aucune place n’est libre : ajoutez-en une, ou attendez qu’une personne se désiste."
NO_WAY = "Il faut au moins une place, en salle ou à distance."
CANCELLED = "Cette séance est annulée : donnez-lui une nouvelle date pour la reprogrammer."
DRAFT = "Cette séance est un brouillon : supprimez-la."
NOT_CANCELLED = "Cette séance n’est pas annulée."


def resize(book: Book, room: int, remote: int, waiting: int, now: datetime) -> Done:
    """Change the number of places; new ones are offered at once. Raises Refused under the places already taken."""
    asked: dict[Pool, int] = {"room": room, "remote": remote}
    for pool in POOLS:
        if asked[pool] < book.taken[pool]:
            held = book.taken[pool]
            some = f"{held} places {_NAMES[pool]} sont déjà prises ou proposées"
            some = some if held > 1 else f"Une place {_NAMES[pool]} est déjà prise ou proposée"
            raise Refused(fr(f"{some} : ce nombre ne peut pas être plus petit."), f"{pool}_places")
    if room + remote <= 0:
        raise Refused(fr(NO_WAY), "room_places")
    if waiting < 0:
        raise Refused(fr("La liste d’attente compte au moins zéro place."), "waiting_places")
    return act(book, now, lambda turn: _become(turn, places=asked, waiting_places=waiting))


def suspend(book: Book, suspended: bool, now: datetime) -> Done:
    """Stop offering the places that are freed, or offer them again."""
    return act(book, now, lambda turn: _become(turn, suspended=suspended))


def promote(book: Book, person: UUID, now: datetime, add_place: bool = False) -> Done:
    """Offer a place to somebody beyond their rank; `add_place` makes one when none is free. Raises Refused."""

    def do(turn: Turn) -> None:
        entry = turn.book.entries.get(person)
        if entry is None or entry.status != "waiting":
            raise Refused(fr(NOT_WAITING))
        _coming(turn.book.starts_at, now)
        if turn.book.free(entry.pool) <= 0:
            if not add_place:
                raise Refused(fr(NO_PLACE))
            _become(turn, places={**turn.book.places, entry.pool: turn.book.taken[entry.pool] + 1})
        turn.put(replace(entry, status="offered", offered_until=offer_until(turn.book, now)), "promoted")

    return act(book, now, do)


def open_(book: Book, now: datetime) -> Done:
    """Open a meeting to registrations, or open it again. Raises Refused when it is past, cancelled or has no place."""
    if book.status == "cancelled":
        raise Refused(fr(CANCELLED))
    _coming(book.starts_at, now)
    if not any(book.places.values()):
        raise Refused(fr(NO_WAY), "room_places")
    return act(book, now, lambda turn: _become(turn, status="open"))


def close(book: Book, now: datetime) -> Done:
    """Take no more registrations; those who wait are still offered what is freed. Raises Refused."""
    if book.status == "cancelled":
        raise Refused(fr(CANCELLED))
    return act(book, now, lambda turn: _become(turn, status="closed"))


def postpone(book: Book, starts_at: datetime, ends_at: datetime, reason: str, now: datetime) -> Done:
    """Move a meeting: everybody stays registered and is told; a draft moves in silence. Raises Refused."""
    if book.status == "cancelled":
        raise Refused(fr(CANCELLED))
    _dates(starts_at, ends_at, now)
    if (book.starts_at, book.ends_at) == (starts_at, ends_at):
        return book, ()

    def move(turn: Turn) -> None:
        told = book.status != "draft"
        _become(turn, starts_at=starts_at, ends_at=ends_at, reason=reason, sequence=book.sequence + told)
        if told and book.status != "closed":  # moving a meeting does not open its registrations again
            _become(turn, status="postponed")
        for entry in _those(turn.book, ACTIVE):
            until = min(entry.offered_until, starts_at) if entry.offered_until else None
            turn.put(replace(entry, offered_until=until), "postponed")

    return act(book, now, move)


def change(book: Book, now: datetime) -> Done:
    """Tell those who come that the place, the link or the title has changed: their calendars must follow."""

    def tell(turn: Turn) -> None:
        _become(turn, sequence=book.sequence + 1)
        for entry in _those(turn.book, HOLDING & ACTIVE):
            turn.put(entry, "changed")

    return act(book, now, tell)


def cancel(book: Book, reason: str, now: datetime) -> Done:
    """Cancel a meeting: everybody is told. Those who had a place come first if it is programmed again.

    Raises Refused for a draft, which nobody knows of.
    """
    if book.status == "cancelled":
        return book, ()
    if book.status == "draft":
        raise Refused(fr(DRAFT))

    def stop(turn: Turn) -> None:
        _become(turn, status="cancelled", reason=reason, sequence=book.sequence + 1)
        for entry in _those(turn.book, ACTIVE):
            first = int(entry.status in HOLDING)
            turn.put(replace(entry, status="cancelled", offered_until=None, priority=first), "cancelled")

    return act(book, now, stop)


def reprogram(book: Book, starts_at: datetime, ends_at: datetime, now: datetime) -> Done:
    """Give a cancelled meeting a new date: its people wait again, those who had a place first, and are offered one.

    Nobody has anything to fill in again: the new date only has to be accepted. Raises Refused.
    """
    if book.status != "cancelled":
        raise Refused(fr(NOT_CANCELLED))
    _dates(starts_at, ends_at, now)

    def again(turn: Turn) -> None:
        _become(turn, status="open", reason="", starts_at=starts_at, ends_at=ends_at, sequence=book.sequence + 1)
        for entry in sorted(_those(turn.book, {"cancelled"}), key=lambda entry: entry.turn):
            turn.put(replace(entry, status="waiting"), "reprogrammed")

    return act(book, now, again)


def follow(book: Book, rules: Rules, now: datetime) -> Done:
    """Follow other rules from now on: nobody loses a place, what they free is offered."""
    return act(book, now, lambda turn: _become(turn, rules=rules))


def _become(turn: Turn, **fields: object) -> None:
    turn.book = replace(turn.book, **fields)  # pyright: ignore[reportArgumentType]


def _those(book: Book, statuses: frozenset[str] | set[str]) -> list[books.Entry]:
    """The entries of these statuses, in their order of arrival."""
    return sorted((e for e in book.entries.values() if e.status in statuses), key=lambda entry: entry.arrival)


def _coming(moment: datetime, now: datetime) -> None:
    if moment <= now:
        raise Refused(fr(PAST), "starts_at")


def _dates(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    _coming(starts_at, now)
    if ends_at <= starts_at:
        raise Refused(fr(BACKWARDS), "ends_at")

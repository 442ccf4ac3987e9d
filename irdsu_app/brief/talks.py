"""The register of presentations: every act as a function that takes the session first, then says who asks.

A presentation is a room of kind "brief"; its document is `presenting.Presentation`. Whoever asks is known by the cookie
of the browser (`access.seats`). Refusals are exceptions carrying the French sentence shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from irdsu_app.access import seats
from irdsu_app.access.models import Seat
from irdsu_app.brief import adapting, editions, presenting, versions
from irdsu_app.brief.facts import Facts
from irdsu_app.brief.models import Bookmark, Question, Version
from irdsu_app.brief.panels import Brief
from irdsu_app.brief.presenting import LiveView, Presentation, Refused
from irdsu_app.brief.sheet import PANELS
from irdsu_app.live import store
from irdsu_app.live.models import Room

KIND = "brief"
LASTS = timedelta(hours=24)
"""A presentation can be joined for a day; then it is over."""
QUESTIONS_EACH = 30
"""Questions one seat may ask in a presentation."""


class NotYourDesk(Refused):
    """Someone who does not hold the desk tries to move the sheet."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Seule la personne qui présente peut faire ce geste. Entrez la clé du pupitre pour l’aider.")


class NoSeat(Refused):
    """Someone asks or keeps something before taking a seat."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("Pour poser une question ou garder un panneau, choisissez d’abord « Participer ».")


@dataclass(frozen=True)
class Visit:
    """Who comes in, and where; `own` is the version presented, when it is one and is still there."""

    room: Room
    talk: Presentation
    seat: Seat | None
    own: Version | None = None

    @property
    def presents(self) -> bool:
        """Whether this browser holds the desk."""
        return self.seat is not None and self.seat.role == "presenter"

    @property
    def live(self) -> LiveView:
        """What every screen of the room may see."""
        return presenting.shown(self.talk, self.own.revision if self.own else None)


class Laid(NamedTuple):
    """The sheet that a presentation shows: its name (`LiveView.sheet`), its words, its figures."""

    name: str
    brief: Brief
    facts: Facts


def open_talk(
    session: Session, minutes: object, cookie: str, now: datetime, version: UUID | None = None
) -> tuple[Room, str]:
    """Open a presentation of the edition in force, or of somebody's version, and seat its presenter.

    Gives the room and the cookie to set.
    """
    talk = presenting.choose_minutes(Presentation(edition=editions.newest(session), version=version), minutes)
    room = store.open_room(session, KIND, talk.model_dump_json(), now, LASTS)
    _, key = seats.take_seat(session, room.id, "presenter", now, room.expires_at, cookie)
    return room, key


def visit(session: Session, code: str, cookie: str, now: datetime) -> Visit:
    """Find a presentation by its code, and who this browser is in it; raises the refusals of `live.store`."""
    room = store.find(session, code, now)
    if room.kind != KIND:
        raise store.RoomUnknown("Aucune présentation n’a ce code : relisez celui qui est affiché à l’écran.")
    talk = Presentation.model_validate_json(room.document)
    own = session.get(Version, talk.version) if talk.version else None
    return Visit(room, talk, seats.seat_of(session, cookie, room.id, now), own)


def laid(session: Session, there: Visit) -> Laid:
    """The sheet that a presentation shows: that of its version, or of its edition once the version is erased."""
    if there.own is not None:
        found = versions.opened(session, there.own, editable=False)
        return Laid(there.live.sheet, adapting.shown(found.document, found.base.brief), found.newest.facts)
    edition = editions.edition(session, there.talk.edition) or editions.current(session)
    return Laid(str(edition.number), edition.brief, edition.facts)


def going_on(session: Session, now: datetime, version: UUID | None = None) -> list[tuple[str, Visit]]:
    """The presentations that can be joined, with their codes: all of them, or those of one version."""
    asked = select(Room).where(Room.kind == KIND, Room.expires_at > now, col(Room.closed_at).is_(None))
    if version is not None:
        asked = asked.where(col(Room.document).contains(str(version)))
    return [(room.code, visit(session, room.code, "", now)) for room in session.exec(asked).all()]


def sit(session: Session, code: str, cookie: str, now: datetime) -> tuple[Room, str]:
    """Take a follower's seat, once per browser; gives the value of the cookie to set."""
    there = visit(session, code, cookie, now)
    if there.seat is not None:
        return there.room, ""
    _, key = seats.take_seat(session, there.room.id, "follower", now, there.room.expires_at, cookie)
    return there.room, key


def take_desk(session: Session, code: str, typed: str, cookie: str, now: datetime) -> tuple[Room, str]:
    """Give a second desk to whoever has the key."""
    there = visit(session, code, cookie, now)
    if there.presents:
        return there.room, ""
    if not presenting.opens(there.talk, typed):
        raise Refused("Cette clé n’ouvre pas ce pupitre. Demandez la clé affichée sur l’autre pupitre.")
    _, key = seats.take_seat(session, there.room.id, "presenter", now, there.room.expires_at, cookie)
    return there.room, key


def lead(
    session: Session, code: str, cookie: str, move: Callable[[Presentation], Presentation], now: datetime
) -> Visit:
    """Play a move of the presenter, and write it; raises NotYourDesk for anybody else."""
    there = visit(session, code, cookie, now)
    if not there.presents:
        raise NotYourDesk
    talk = move(there.talk)
    if talk != there.talk:
        revision = store.keep(session, there.room.id, there.room.revision, talk.model_dump_json())
        set_committed_value(there.room, "revision", revision)
    return Visit(there.room, talk, there.seat, there.own)


def go_to(session: Session, code: str, cookie: str, step: object, now: datetime) -> Visit:
    """Unfold to a step that the sheet presented has; for the desk only."""
    there = visit(session, code, cookie, now)
    out = versions.opened(session, there.own, editable=False).out if there.own else frozenset()
    return lead(session, code, cookie, lambda talk: presenting.go_to(talk, step, now.timestamp(), out), now)


def ask(session: Session, code: str, cookie: str, key: UUID, panel: str, typed: object, now: datetime) -> Visit:
    """Write a follower's question once, however many times it is sent (`key` is drawn by the browser)."""
    there = _seated(session, code, cookie, now)
    words = presenting.question(typed)
    if panel not in PANELS:
        raise Refused("Cette question ne dit pas de quel panneau elle parle. Rechargez la page.")
    if session.get(Question, key) is not None:
        return there
    asked = session.exec(select(Question).where(Question.seat_id == _id(there))).all()
    if len(asked) >= QUESTIONS_EACH:
        raise Refused(f"Vous avez déjà posé {QUESTIONS_EACH} questions : gardez les suivantes pour la discussion.")
    session.add(Question(id=key, room_id=there.room.id, seat_id=_id(there), panel=panel, text=words, asked_at=now))
    return there


def answer(session: Session, code: str, cookie: str, key: UUID, done: bool, now: datetime) -> Visit:
    """Mark a question as answered, or not; for the desk only."""
    there = lead(session, code, cookie, lambda talk: talk, now)
    found = session.get(Question, key)
    if found is None or found.room_id != there.room.id:
        raise Refused("Cette question n’est plus là.")
    found.answered_at = now if done else None
    session.add(found)
    return there


def publish(session: Session, code: str, cookie: str, on: bool, now: datetime) -> Visit:
    """Publish the questions on the page of what is kept, or take them back; for the desk only."""
    return lead(session, code, cookie, lambda talk: presenting.publish(talk, on), now)


def keep_panel(session: Session, code: str, cookie: str, panel: str, kept: bool, now: datetime) -> Visit:
    """Keep a panel « à retenir », or let it go; twice is once."""
    there = _seated(session, code, cookie, now)
    if panel not in PANELS:
        raise Refused("Ce panneau n’existe pas.")
    found = session.get(Bookmark, (there.room.id, _id(there), panel))
    if kept and found is None:
        session.add(Bookmark(room_id=there.room.id, seat_id=_id(there), panel=panel))
    if not kept and found is not None:
        session.delete(found)
    return there


def questions(session: Session, room_id: UUID) -> list[Question]:
    """Every question of a room, in order; for the desk only."""
    return list(session.exec(select(Question).where(Question.room_id == room_id).order_by(col(Question.asked_at))))


def asked_by(session: Session, seat: Seat) -> list[Question]:
    """One's own questions."""
    return list(session.exec(select(Question).where(Question.seat_id == seat.id).order_by(col(Question.asked_at))))


def kept_by(session: Session, seat: Seat) -> list[str]:
    """The panels one keeps, in the order of the talk."""
    kept = {b.panel for b in session.exec(select(Bookmark).where(Bookmark.seat_id == seat.id))}
    return [p for p in PANELS if p in kept]


def _seated(session: Session, code: str, cookie: str, now: datetime) -> Visit:
    there = visit(session, code, cookie, now)
    if there.seat is None:
        raise NoSeat
    return there


def _id(there: Visit) -> UUID:
    if there.seat is None:
        raise NoSeat
    return there.seat.id

"""Who was there, half-day by half-day: who may be marked, how two marks of the same person become one. Pure.

A mark is a statement made on a device at some moment; it may reach the house an hour later, twice, or after others.
Whatever the order, a person has one mark per half-day: the last statement decides, and whoever was seen twice was
seen the first time. Nobody is present without a mark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID

from irdsu_app.cycles import paris
from irdsu_app.cycles.book import Pool, Refused
from irdsu_app.design.typography import fr

Part = Literal["am", "pm"]
Standing = Literal["present", "excused", "absent"]
Way = Literal["camera", "name", "tablet", "paper", "code", "here"]
"""By an organiser: the QR read by a camera, a name found, a signature on a tablet, the sheet of paper; by the person:
the code shown in the room, « Je suis là » online."""

ALONE: frozenset[str] = frozenset(("code", "here"))
"""The ways in which somebody marks themselves."""
PLACED: frozenset[str] = frozenset(("confirmed", "present", "excused", "absent"))
"""Registrations of people who are expected."""
NOON = time(13)
"""Where a day is cut in two."""
SHORT = timedelta(minutes=45)
"""A part of a day shorter than this belongs to the other."""
WELCOME = timedelta(hours=1)
"""How long before a half-day people are welcomed."""
CORRECTED = timedelta(days=30)
"""How long after the meeting organisers may still mark, from the sheet that was signed."""
NAMES: dict[Part, str] = {"am": "matin", "pm": "après-midi"}
SAID: dict[Standing, str] = {"present": "Présence constatée", "excused": "Absence excusée", "absent": "Absence"}
"""What is said of somebody for a half-day."""

CANCELLED = "La séance est annulée : ce pointage est gardé, personne n’est compté."
CANCELLED_ALONE = "La séance est annulée : il n’y a rien à signaler."
TOO_EARLY = "L’accueil n’a pas commencé : il ouvre une heure avant la demi-journée."
OVER = "Cette demi-journée est terminée : dites-le à l’organisation, qui peut encore le noter."
TOO_LATE = "Cette séance est passée depuis plus de trente jours : sa feuille est close."
NOT_THIS_HALF = "Cette demi-journée n’est pas, ou n’est plus, celle de la séance : choisissez-en une autre."
NO_PLACE = "Cette personne n’a pas de place confirmée : si elle est là, ajoutez-la à la porte."
NO_PLACE_ALONE = "Vous n’avez pas de place confirmée à cette séance : adressez-vous à l’accueil."
IN_ROOM = "Vous avez une place en salle : tapez le code affiché dans la salle."
AFAR = "Vous suivez cette séance à distance : touchez « Je suis là » pendant la séance."
DURING = "« Je suis là » s’ouvre au début de la séance et se ferme à la fin."
ORGANISERS_ONLY = "Seule l’organisation peut noter une absence ou une excuse."
OTHER_DEVICE = "Déjà notée {at} depuis un autre appareil : vérifiez que c’est bien cette personne. Comptée une fois."
SHARED_DEVICE = "Cet appareil a déjà signalé une autre personne : vérifiez que les deux sont là."


@dataclass(frozen=True)
class Half:
    """Half a day of a meeting, at the hours of Paris; `key` is « 2027-03-16-am »."""

    day: date
    part: Part
    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """What names it in the database and in addresses."""
        return f"{self.day.isoformat()}-{self.part}"

    @property
    def said(self) -> str:
        """« mardi 16 mars 2027, matin, de 9 h 30 à 13 h »."""
        hours = f"de {paris.hour(self.starts_at)} à {paris.hour(self.ends_at)}"
        return f"{paris.day(self.starts_at)}, {NAMES[self.part]}, {hours}"


@dataclass(frozen=True)
class Sitting:
    """A meeting as attendance sees it; `status` is that of its row, `code` and `title` are said in refusals."""

    id: UUID
    code: str
    title: str
    status: str
    starts_at: datetime
    ends_at: datetime

    @property
    def halves(self) -> tuple[Half, ...]:
        """Its half-days, in their order."""
        return halves(self.starts_at, self.ends_at)

    def half(self, key: str) -> Half:
        """One of its half-days; raises Refused."""
        found = next((each for each in self.halves if each.key == key), None)
        if found is None:
            raise Refused(fr(NOT_THIS_HALF), "half")
        return found


@dataclass(frozen=True)
class Guest:
    """Somebody expected: a registration, or a walk-in added at the door (then `walk_in`, status "confirmed")."""

    id: UUID
    pool: Pool
    status: str
    walk_in: bool = False


@dataclass(frozen=True)
class Mark:
    """What was stated of somebody for a half-day; `id` is drawn by the device, `guest` is a registration or walk-in.

    `at` is when it was first seen so, `decided` when it was last said. `by` is an organiser's id, "" for oneself.
    """

    id: UUID
    guest: UUID
    half: str
    standing: Standing
    way: Way
    at: datetime
    decided: datetime
    device: str = ""
    by: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a statement: the mark that stands, whether it changed anything, what the organiser is warned of.

    `counted` is False while the meeting is cancelled: the mark is kept, and counts nobody.
    """

    mark: Mark
    changed: bool
    counted: bool = True
    warning: str = ""


def halves(starts_at: datetime, ends_at: datetime) -> tuple[Half, ...]:
    """The half-days of a meeting, by the clocks of Paris: cut at 13 h; the same hours each day if it lasts several."""
    first, last = paris.local(starts_at), paris.local(ends_at)
    if first.date() == last.date() or last.time() <= first.time():
        return _of_day(first.date(), starts_at, ends_at)
    days = [first.date() + timedelta(days=n) for n in range((last.date() - first.date()).days + 1)]
    return tuple(half for day in days for half in _of_day(day, paris.at(day, first.time()), paris.at(day, last.time())))


def half_at(sitting: Sitting, moment: datetime) -> Half:
    """The half-day under way, its welcome included; raises Refused when there is none."""
    open_ = [each for each in sitting.halves if each.starts_at - WELCOME <= moment < each.ends_at]
    under_way = [each for each in open_ if each.starts_at <= moment]
    if open_:
        return (under_way or open_)[0]
    # Lunch is no frontier: whoever comes between the two parts of a day comes for the second.
    ahead = [each for each in sitting.halves if moment < each.starts_at]
    if ahead and sitting.starts_at <= moment and ahead[0].day == paris.local(moment).date():
        return ahead[0]
    raise Refused(fr(TOO_EARLY if moment < sitting.ends_at else OVER), "half")


def state(
    sitting: Sitting,
    guest: Guest,
    asked: Mark,
    held: Mark | None,
    now: datetime,
    shared: bool = False,
) -> Taken:
    """Take a statement in; `held` is the mark that stands, `shared` whether this device has marked somebody else alone.

    Raises Refused when it cannot be; saying the same thing twice changes nothing.
    """
    if held is not None and held.id == asked.id:
        return Taken(held, False, sitting.status != "cancelled")
    _may(sitting, guest, asked, now)
    asked = _timed(sitting, asked, now)
    mark = asked if held is None else merged(held, asked)
    return Taken(mark, mark != held, sitting.status != "cancelled", _warning(held, asked, shared))


def merged(held: Mark, asked: Mark) -> Mark:
    """One mark out of two: what was said last stands; said the same, the first moment is kept. Any order will do."""
    if held.standing == asked.standing:
        first = min(held, asked, key=lambda each: (each.at, each.id.bytes))
        return replace(first, decided=max(held.decided, asked.decided))
    rank = {"present": 2, "excused": 1, "absent": 0}
    return max(held, asked, key=lambda each: (each.decided, rank[each.standing]))


def standing(sitting: Sitting, half: Half, guest: Guest, mark: Mark | None, now: datetime) -> Standing | None:
    """What somebody is counted as for a half-day; None while it is not known, or when nobody is counted."""
    if sitting.status == "cancelled":
        return None
    if mark is not None and mark.half == half.key and (guest.status in PLACED or mark.standing == "present"):
        return mark.standing
    if guest.status not in PLACED:
        return None
    return "absent" if now >= half.ends_at and not guest.walk_in else None


Marks = Mapping[tuple[UUID, str], Mark]
"""The marks of a meeting, by guest and half-day."""


def counts(sitting: Sitting, guests: Iterable[Guest], marks: Marks, now: datetime) -> dict[str, dict[Standing, int]]:
    """How many are present, excused and absent in each half-day."""
    told: dict[str, dict[Standing, int]] = {
        half.key: {"present": 0, "excused": 0, "absent": 0} for half in sitting.halves
    }
    guests = tuple(guests)
    for half in sitting.halves:
        for guest in guests:
            found = standing(sitting, half, guest, marks.get((guest.id, half.key)), now)
            if found:
                told[half.key][found] += 1
    return told


def attended(sitting: Sitting, guest: Guest, marks: Marks) -> tuple[Half, ...]:
    """The half-days in which somebody was seen present; none when the meeting is cancelled."""
    if sitting.status == "cancelled":
        return ()
    seen = ((half, marks.get((guest.id, half.key))) for half in sitting.halves)
    return tuple(half for half, mark in seen if mark is not None and mark.standing == "present")


def elsewhere(sitting: Sitting, other: Sitting) -> str:
    """What is said of the QR of another meeting."""
    when = paris.day(other.starts_at)
    return fr(f"Ce QR est celui de la séance {other.code}, « {other.title} », du {when} : ici, c’est {sitting.code}.")


def _of_day(day: date, starts_at: datetime, ends_at: datetime) -> tuple[Half, ...]:
    noon = paris.at(day, NOON)
    before, after = noon - starts_at, ends_at - noon
    parts: list[Part] = ["am"] if after <= before else ["pm"]
    if before >= SHORT and after >= SHORT:
        return Half(day, "am", starts_at, noon), Half(day, "pm", noon, ends_at)
    return (Half(day, parts[0], starts_at, ends_at),)


def _may(sitting: Sitting, guest: Guest, asked: Mark, now: datetime) -> None:
    alone = asked.way in ALONE
    if sitting.status == "cancelled" and alone:
        raise Refused(fr(CANCELLED_ALONE))
    if alone and asked.standing != "present":
        raise Refused(fr(ORGANISERS_ONLY))
    was_placed = sitting.status == "cancelled" and guest.status == "cancelled"
    if guest.status not in PLACED and not was_placed:
        raise Refused(fr(NO_PLACE_ALONE if alone else NO_PLACE))
    half = sitting.half(asked.half)
    if now < half.starts_at - WELCOME and asked.standing != "excused":
        raise Refused(fr(TOO_EARLY), "half")
    if not alone:
        if now > sitting.ends_at + CORRECTED:
            raise Refused(fr(TOO_LATE))
        return
    if asked.way == "code" and guest.pool != "room":
        raise Refused(fr(AFAR))
    if asked.way == "here":
        if guest.pool != "remote":
            raise Refused(fr(IN_ROOM))
        if not sitting.starts_at <= now < sitting.ends_at:
            raise Refused(fr(DURING))
    if now >= half.ends_at:
        raise Refused(fr(OVER))


def _timed(sitting: Sitting, asked: Mark, now: datetime) -> Mark:
    """The statement at a moment that can be, whatever the clock of the device says."""
    opens = sitting.half(asked.half).starts_at - WELCOME
    first, last = (min(max(each, opens), now) for each in (asked.at, asked.decided))
    return replace(asked, at=first, decided=last)


def _warning(held: Mark | None, asked: Mark, shared: bool) -> str:
    if asked.standing != "present":
        return ""
    if held is not None and held.standing == "present" and held.device and held.device != asked.device:
        return fr(OTHER_DEVICE.format(at=f"à {paris.hour(held.at)}"))
    return fr(SHARED_DEVICE) if shared and asked.way in ALONE else ""

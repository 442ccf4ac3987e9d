"""How a meeting and a registration are said on screen: places left, status, rank, until when. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, TypedDict

from irdsu_app.cycles import paris
from irdsu_app.cycles.book import Obstacle, Pool
from irdsu_app.design.typography import fr, several

Tone = Literal["free", "few", "full", "calm", "moved", "off"]
"""How it looks: places, few of them, none, nothing to do, postponed, cancelled."""

MODES = {"onsite": "Présentiel", "remote": "Visioconférence", "hybrid": "Hybride"}
POOLS = {"room": "en salle", "remote": "à distance"}
PLAIN: dict[str, tuple[str, Tone]] = {
    "draft": ("Brouillon", "calm"),
    "full": ("Complète, liste d’attente ouverte", "full"),
    "full_up": ("Complète, liste d’attente complète", "full"),
    "closed": ("Inscriptions closes", "calm"),
    "running": ("En cours", "calm"),
    "over": ("Terminée", "calm"),
    "postponed": ("Reportée", "moved"),
    "cancelled": ("Annulée", "off"),
}
"""The standings that do not count places."""
ASKED = frozenset(("open", "soon_full", "full", "postponed"))
"""The standings of the meetings that one may ask for."""
REGISTERED: dict[str, tuple[str, Tone]] = {
    "confirmed": ("Confirmée", "free"),
    "waiting": ("En liste d’attente", "few"),
    "offered": ("Place proposée", "few"),
    "withdrawn": ("Place libérée", "calm"),
    "refused": ("Place proposée, non acceptée", "calm"),
    "cancelled": ("Séance annulée", "off"),
    "present": ("Présente ou présent", "free"),
    "excused": ("Excusée ou excusé", "calm"),
    "absent": ("Absente ou absent", "calm"),
}
"""The statuses of a registration, said to the person herself or himself."""
SHORT = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


class Seat(TypedDict):
    """What is said of the places of a meeting: `filled` in percent, `asks` whether it may be asked for."""

    said: str
    tone: Tone
    filled: int
    asks: bool


def seat(status: str, places: Mapping[Pool, int], left: Mapping[Pool, int], others: Mapping[Pool, int]) -> Seat:
    """The places of a meeting by pool: all of them, those left, and those left to who is not a member."""
    said, tone = PLAIN[status] if status in PLAIN else _counted(status, places, left, others)
    total = sum(places.values())
    filled = round(100 * (total - sum(left.values())) / total) if total else 0
    return Seat(said=said, tone=tone, filled=filled, asks=status in ASKED)


def _counted(
    status: str, places: Mapping[Pool, int], left: Mapping[Pool, int], others: Mapping[Pool, int]
) -> tuple[str, Tone]:
    if not sum(left.values()):  # the places left are kept for those who wait, or by a rule
        return "Liste d’attente ouverte", "full"
    if not sum(others.values()):
        return fr(f"{_left(places, left)}, pour adhérentes et adhérents"), "few"
    said = _left(places, left)
    return (fr(f"Bientôt complète : {said}"), "few") if status == "soon_full" else (said, "free")


def _left(places: Mapping[Pool, int], left: Mapping[Pool, int]) -> str:
    """« 12 places », « 1 place », « 12 places en salle, 30 à distance »."""
    if places["room"] and places["remote"]:
        return fr(f"{_places(left['room'])} en salle, {left['remote'] or 'aucune'} à distance")
    return _places(left["room"] + left["remote"])


def _places(count: int) -> str:
    return fr(several(count, "place")) if count > 0 else "Aucune place"


def when(starts: datetime, ends: datetime) -> str:
    """« mardi 15 décembre 2026, de 14 h à 15 h 30 », without the time zone, which the page says once."""
    return fr(paris.span(starts, ends).replace(f" {paris.SAID}", ""))


def leaf(starts: datetime) -> tuple[str, str]:
    """The day and the month of a calendar's leaf: « 15 », « déc. »."""
    here = paris.local(starts)
    return str(here.day), SHORT[here.month - 1]


def month_of(moment: datetime) -> str:
    """« décembre 2026 »."""
    return paris.day(moment).split(" ", 2)[2]


def until(moment: datetime) -> str:
    """« mardi 1er décembre 2026 à 9 h 30 (heure de Paris) »."""
    return fr(paris.instant(moment))


class Own(TypedDict):
    """What is said of a registration; `until` is a sentence when a place is offered, else nothing."""

    said: str
    tone: Tone
    until: str


def own(status: str, rank: int, offered_until: datetime | None) -> Own:
    """What is said of a registration to the person herself or himself: « En liste d’attente, rang 3 »."""
    said, tone = REGISTERED[status]
    said = fr(f"{said}, rang {rank}") if status == "waiting" and rank else said
    if status != "offered" or offered_until is None:
        return Own(said=said, tone=tone, until="")
    until_then = fr(f"Cette place est à vous si vous l’acceptez avant le {until(offered_until)}.")
    return Own(said=said, tone=tone, until=until_then)


FULL = "La séance est complète"


def why_waits(obstacle: Obstacle | None) -> str:
    """Why somebody waits rather than comes, in one sentence, the same on screen and in the letter."""
    if obstacle is None or obstacle.why == "full":
        return f"{FULL}."
    end = until(obstacle.until) if obstacle.until else ""
    if obstacle.why == "members":
        return fr(f"Les places qui restent sont gardées aux adhérentes et adhérents jusqu’au {end}.")
    if obstacle.why == "organisation":
        some = {1: "Une personne", 2: "Deux personnes"}.get(obstacle.most, f"{obstacle.most} personnes")
        held = "a déjà une place" if obstacle.most == 1 else "ont déjà une place"
        return fr(f"{some} de votre structure {held} en salle : nous en restons là jusqu’au {end}.")
    return fr("La liste d’attente est suspendue : les places libres ne sont pas proposées pour l’instant.")


def outcome(status: str, rank: int, offered_until: datetime | None, obstacle: Obstacle | None = None) -> str:
    """What an act has just given, in one sentence."""
    if status == "confirmed":
        return "Votre place est réservée."
    if status == "waiting":
        why, waits = why_waits(obstacle), f"ous êtes en liste d’attente, au rang {rank}."
        return fr(f"{FULL} : v{waits}" if why == f"{FULL}." else f"{why} V{waits}")
    if status == "offered" and offered_until:
        return fr(f"Une place vous est proposée jusqu’au {until(offered_until)}.")
    return REGISTERED.get(status, ("Vous n’y êtes pas inscrite ou inscrit", "calm"))[0] + "."

"""The forms of the desk: what is in a cycle or a meeting as it is typed, and what was typed as it is kept. Pure.

`typed_…` gives the text of each field, `read_…` reads it back, or raises `Mistakes` with a sentence for each field that
is not in order. `merged` puts together what two organisers changed at the same time.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from irdsu_app.cycles import asking, paris
from irdsu_app.cycles import desk_hours as hours
from irdsu_app.cycles.asking import Mistakes, Wrong, line, text

Values = dict[str, str]
TITLE, LONG, WORDS = 200, 2000, 5000
"""Most characters of a title, of a text, of a letter to those who registered."""
WHEN = {"avant": "before", "après": "after", "apres": "after", "pour tous": "all", "tous": "all"}
"""To whom a resource opens: registered people, before the meeting or after it; everybody."""
SAID_WHEN = {"after": "après", "all": "pour tous"}
ITEMS = 30
"""Most lines of a list."""
MODES = ("onsite", "remote", "hybrid")
RULES = {
    "part_adherents": ("member_share", 0, 100),
    "jours_adherents": ("member_days", 0, 365),
    "par_structure": ("same_organisation", 0, 100),
    "jours_structure": ("organisation_days", 0, 365),
    "delai": ("offer_hours", 1, 240),
    "delai_court": ("soon_hours", 1, 240),
    "delai_veille": ("eve_hours", 1, 48),
}
"""The fields of the rules: the name of each in `book.Rules`, its least and its most."""
PLACES = {"salle": "room_places", "distance": "remote_places", "attente": "waiting_places"}
DATES = ("jour", "debut", "fin")
MOST_PLACES = 10_000


@dataclass(frozen=True)
class Merged:
    """What two organisers typed, put together; `clashes` are the fields both changed, with the text that is kept."""

    values: Values
    clashes: Values


def merged(mine: Values, base: Values, kept: Values) -> Merged:
    """What I typed over `base`, on what is kept now: what I did not touch stays as it is kept."""
    values, clashes = dict(kept), {}
    for name, now in kept.items():
        said, before = mine.get(name, now), base.get(name, now)
        if said in (before, now):
            continue
        if now == before:
            values[name] = said
        else:
            clashes[name] = now
    return Merged(values, clashes)


def slug_of(title: str) -> str:
    """The address that a title gives: « observer-evaluer »."""
    bare = unicodedata.normalize("NFKD", title.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-") or "cycle"


def typed_cycle(row: Any) -> Values:
    """A cycle, as its form shows it."""
    said = {"titre": row.title, "accroche": row.hook, "public": row.audience, "tarif": row.price}
    said |= {"mention": row.notice, "contact": row.contact}
    return said


def typed_rules(rules: Any) -> Values:
    """The rules of a cycle, as their fields show them."""
    return {field: str(getattr(rules, name)) for field, (name, _, _) in RULES.items()}


def read_cycle(values: Mapping[str, str]) -> dict[str, Any]:
    """A cycle and its rules, by column; raises Mistakes."""
    reader = _Reader(values)
    read = {
        "title": reader.of("titre", lambda said: _title(said, "Donnez un titre à ce cycle.")),
        "hook": reader.of("accroche", lambda said: text(said, LONG)),
        "audience": reader.of("public", lambda said: line(said, 400)),
        "price": reader.of("tarif", lambda said: line(said, 400)),
        "notice": reader.of("mention", lambda said: line(said, 400)),
        "contact": reader.of("contact", lambda said: asking.email(said) if said.strip() else ""),
        "rules": {
            name: reader.of(field, lambda said, low=low, high=high: _number(said, low, high))
            for field, (name, low, high) in RULES.items()
            if field in values
        },
    }
    reader.finish()
    return read


def typed_meeting(row: Any) -> Values:
    """A meeting, as its form shows it."""
    return {
        "titre": row.title,
        "format": row.format,
        "mode": row.mode,
        **typed_dates(row.starts_at, row.ends_at),
        **{field: str(getattr(row, column)) for field, column in PLACES.items()},
        "lieu": row.place,
        "acces": row.access,
        "visio": row.link,
        "objectifs": "\n".join(row.objectives),
        "deroule": row.programme,
        "intervenants": "\n".join(row.speakers),
        "ressources": "\n".join(_resource_typed(each) for each in row.resources),
    }


def typed_dates(starts_at: datetime, ends_at: datetime) -> Values:
    """The day and the hours of a meeting on the clocks of Paris, as date and time fields hold them."""
    here, end = paris.local(starts_at), paris.local(ends_at)
    return {"jour": f"{here:%Y-%m-%d}", "debut": f"{here:%H:%M}", "fin": f"{end:%H:%M}"}


def read_meeting(values: Mapping[str, str], row: Any = None) -> dict[str, Any]:
    """A meeting, by column; raises Mistakes. The dates and places that `row` has already are not judged again."""
    reader = _Reader(values)
    read: dict[str, Any] = {
        "title": reader.of("titre", lambda said: _title(said, "Donnez un titre à cette séance.")),
        "format": reader.of("format", lambda said: line(said, 120)),
        "mode": reader.of("mode", _mode),
        "place": reader.of("lieu", line),
        "access": reader.of("acces", lambda said: text(said, LONG)),
        "link": reader.of("visio", _link),
        "objectives": reader.of("objectifs", _lines),
        "programme": reader.of("deroule", lambda said: text(said, LONG)),
        "speakers": reader.of("intervenants", _lines),
        "resources": reader.of("ressources", _resources),
    }
    held = typed_meeting(row) if row is not None else {}
    if row is None or any(values.get(field) != held.get(field) for field in ("mode", *PLACES)):
        read |= _places(reader, read["mode"])
    else:
        read |= {column: getattr(row, column) for column in PLACES.values()}
    if row is None or any(values.get(field) != held.get(field) for field in DATES):
        read["starts_at"], read["ends_at"] = _dates(reader)
    else:
        read["starts_at"], read["ends_at"] = row.starts_at, row.ends_at
    reader.finish()
    return read


def read_dates(values: Mapping[str, str]) -> tuple[datetime, datetime]:
    """When a meeting is moved to, in UTC; raises Mistakes."""
    reader = _Reader(values)
    starts_at, ends_at = _dates(reader)
    reader.finish()
    return starts_at, ends_at


def read_places(values: Mapping[str, str]) -> tuple[int, int, int]:
    """The places in the room, those from afar, those of the waiting list; raises Mistakes."""
    reader = _Reader(values)
    room, remote, waiting = (reader.of(field, lambda said: _number(said, 0, MOST_PLACES)) for field in PLACES)
    reader.finish()
    return room, remote, waiting


def read_note(values: Mapping[str, str]) -> tuple[str, str]:
    """The subject and the words of a letter to those who registered; raises Mistakes."""
    reader = _Reader(values)
    subject = reader.of("objet", lambda said: _title(said, "Donnez un objet à ce courriel.", 120))
    words = reader.of("texte", lambda said: _said(text(said, WORDS), "Écrivez ce que vous voulez leur dire."))
    reader.finish()
    return subject, words


class _Reader:
    """Reads fields one after the other and keeps the sentence of each that is wrong."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values, self.wrong = values, {}

    def of(self, field: str, read: Callable[[str], Any]) -> Any:
        """The value of a field, or None when it is wrong."""
        try:
            return read(self.values.get(field, ""))
        except Wrong as refusal:
            self.wrong[field] = str(refusal)
            return None

    def finish(self) -> None:
        """Raise what was found."""
        if self.wrong:
            raise Mistakes(self.wrong)


def _said(words: str, otherwise: str) -> str:
    if not words:
        raise Wrong(otherwise)
    return words


def _title(said: str, otherwise: str, most: int = TITLE) -> str:
    return _said(line(said, most), otherwise)


def _number(said: str, low: int, high: int) -> int:
    digits = said.strip()
    if not re.fullmatch(r"[0-9]{1,6}", digits) or not low <= int(digits) <= high:
        raise Wrong(f"Un nombre entier, de {low} à {high}.")
    return int(digits)


def _mode(said: str) -> str:
    if said not in MODES:
        raise Wrong("Choisissez comment l’on vient.")
    return said


def _link(said: str) -> str:
    given = line(said, 500)
    parts = urlsplit(given)
    if given and (parts.scheme != "https" or not parts.hostname or " " in given):
        raise Wrong("Une adresse complète, qui commence par https://")
    return given


def _lines(said: str) -> tuple[str, ...]:
    found = tuple(each for each in (line(one, 400) for one in said.split("\n")) if each)
    if len(found) > ITEMS:
        raise Wrong(f"C’est trop long : {ITEMS} lignes au plus.")
    return found


def _resources(said: str) -> tuple[dict[str, str], ...]:
    """A resource a line: « titre | https://adresse | avant » (or « après », « pour tous »)."""
    return tuple(_resource(one) for one in _lines(said))


def _resource(one: str) -> dict[str, str]:
    title, *more = (part.strip() for part in one.split("|"))
    found = {"title": _said(title, "Chaque ressource commence par son titre."), "address": "", "when": "before"}
    for part in more:
        if part.lower() in WHEN:
            found["when"] = WHEN[part.lower()]
        elif part:
            found["address"] = _link(part)
    return found


def _resource_typed(each: Mapping[str, str]) -> str:
    parts = [each["title"], each.get("address", ""), SAID_WHEN.get(each.get("when", ""), "")]
    return " | ".join(part for part in parts if part)


def _places(reader: _Reader, mode: str | None) -> dict[str, int]:
    """The places of each way to come; those of a way that this mode does not have are none."""
    read = {
        column: reader.of(field, lambda said: _number(said or "0", 0, MOST_PLACES)) for field, column in PLACES.items()
    }
    if mode == "onsite":
        read["remote_places"] = 0
    elif mode == "remote":
        read["room_places"] = 0
    for field, column, without in (("salle", "room_places", "remote"), ("distance", "remote_places", "onsite")):
        if mode and mode != without and read[column] == 0:
            reader.wrong[field] = "Il faut au moins une place."
    return read


def _dates(reader: _Reader) -> tuple[datetime, datetime]:
    day = reader.of("jour", hours.day)
    start = reader.of("debut", lambda said: hours.moment(day, said) if day else None)
    end = reader.of("fin", lambda said: hours.moment(day, said) if day else None)
    if start and end and end <= start:
        reader.wrong["fin"] = "La fin doit venir après le début."
    never = datetime.min.replace(tzinfo=UTC)
    return start or never, end or never

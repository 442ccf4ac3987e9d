"""What a new edition would change, what it would leave out of date, and publishing it. Pure."""

from collections.abc import Iterator
from datetime import date, datetime

from irdsu_app.brief.editing import NAMES, Draft, Edition, words_of
from irdsu_app.brief.facts import Fact, Facts
from irdsu_app.brief.panels import Panel
from irdsu_app.brief.sheet import Refused
from irdsu_app.design.typography import fr

Version = Edition | Draft


def late(facts: Facts, today: date) -> tuple[str, ...]:
    """The figures checked longer ago than they are valid (12 months by default), the oldest first."""
    old = [name for name, fact in facts.facts.items() if fact.late(today)]
    return tuple(sorted(old, key=lambda name: facts[name].checked))


def changes(before: Version, after: Version) -> tuple[str, ...]:
    """What differs from one to the other, in lines to be read: words panel by panel, then figures."""
    return (*_texts(before, after), *_figures(before.facts, after.facts))


def _texts(before: Version, after: Version) -> Iterator[str]:
    for old, new in zip(before.brief.panels, after.brief.panels, strict=True):
        for words, name in NAMES.items():
            was, now = words_of(old, words), words_of(new, words)
            if was != now:
                yield fr(f"{new.id}, {_small(name)} : « {was} » devient « {now} »")


def _figures(before: Facts, after: Facts) -> Iterator[str]:
    for name, new in after.facts.items():
        old = before.facts.get(name)
        if old is None:
            yield fr(f"{new.label} ({new.scope}) : nouveau chiffre, {_said(new)}")
        elif old != new:
            yield fr(f"{new.label} ({old.scope}) : {_parts(old, new)}")


def _parts(old: Fact, new: Fact) -> str:
    named = (
        ("", old.value, new.value),
        ("périmètre ", old.scope, new.scope),
        ("année ", old.year, new.year),
        ("source ", old.source, new.source),
    )
    said = [f"{name}« {was} » devient « {now} »" for name, was, now in named if was != now]
    if old.checked != new.checked:
        said.append(f"vérifié le {new.checked:%d/%m/%Y}")
    return " ; ".join(said) or "lien, nombre ou manière de vérifier corrigés"


def _said(fact: Fact) -> str:
    return f"{fact.value}, {fact.year}, {fact.source}"


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def forgotten(before: Version, after: Version) -> tuple[str, ...]:
    """The panels whose words still quote the former value of a figure that changed."""
    moved = {n: (old, after.facts[n]) for n, old in before.facts.facts.items() if n in after.facts.facts}
    moved = {n: (old.value, new.value) for n, (old, new) in moved.items() if old.value != new.value}
    return tuple(line for panel in after.brief.panels for line in _quoted(panel, moved))


def _quoted(panel: Panel, moved: dict[str, tuple[str, str]]) -> Iterator[str]:
    for name in panel.facts:
        if name in moved and any(c.isdigit() for c in moved[name][0]):
            for words, where in NAMES.items():
                if moved[name][0] in words_of(panel, words):
                    yield fr(f"{panel.id}, {_small(where)} cite encore {moved[name][0]} (devenu {moved[name][1]})")


def publish(draft: Draft, current: Edition, now: datetime) -> Edition:
    """Make the next edition. Raises Refused when nothing changes, or when another one came out meanwhile."""
    if draft.base != current.number:
        raise Refused("Une édition est parue entre-temps : rechargez la page, vos changements sont gardés.")
    if draft.asides:
        raise Refused("Deux textes attendent un choix : gardez l’un ou l’autre avant de publier.")
    if not changes(current, draft):
        raise Refused("Rien n’a changé depuis la dernière édition.")
    return Edition(number=current.number + 1, published_at=now, brief=draft.brief, facts=draft.facts)

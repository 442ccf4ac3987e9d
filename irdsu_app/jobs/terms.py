"""What an offer says of money, of its dates and of how to answer: pay in words, a passed deadline, a short link. Pure.

Each rule gives `Remark`s, whose sentence says what to write instead; words and patterns are in
`content/jobs/terms.yaml`.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.design import days
from irdsu_app.design.typography import MONTHS, fr
from irdsu_app.jobs.plain import plain, single

MONTHS_OPEN = 6
"""Months an offer may stay open."""
PUBLIC_KINDS = frozenset(("commune", "intercommunalite", "departement", "region", "etat", "etablissement-public"))
PUBLIC_CONTRACTS = frozenset(("emploi-permanent", "contrat-de-projet", "mise-a-disposition"))
SET_BY_LAW = frozenset(("volontariat", "stage", "alternance"))
"""Contracts whose pay is set by law."""

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"«»]{1,2000}"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:ly|com|fr|me|gd|gle|gl|at|cx|gy|co|in|cc|id|sh|al|io|re|de)/[^\s<>()]{1,2000}",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d.,])(?:\+33|0033|0)\s?\(?0?\)?[67](?:[\s.\-]?\d{2}){4}(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WRITTEN = re.compile(r"(\d{1,2})(?:er)? ?[/. -] ?(\d{1,2}|[a-z]+) ?[/. -] ?(\d{4})")


_NAMING = re.compile(r"[a-z0-9]+")


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentences: dict[str, str]
    nobody: str
    hidden: str
    generic: str
    paid_hints: str
    short: str
    free: str
    patterns: dict[str, str]
    english: str
    french: str


class Remark(NamedTuple):
    """What is to be changed: its kind, where it stands in its text, the sentence, and whether it stops the offer."""

    kind: str
    start: int
    end: int
    sentence: str
    blocking: bool = False


@cache
def sheet() -> Sheet:
    """The words; raises pydantic.ValidationError on a mistake in the file."""
    return content.read("jobs/terms", Sheet)


def say(name: str, **said: str) -> str:
    """A sentence of the file."""
    return fr(sheet().sentences[name].format(**said))


def deadline(given: date | str | None, today: date, until_found: bool = False) -> Iterator[Remark]:
    """What is to be said of a deadline, given as a date, in words or not at all."""
    if isinstance(given, str):
        said = plain(given).text.strip()
        until_found = until_found or bool(_patterns()["until_found"].search(said))
        read = _date(said)
        if said and read is None and not until_found:
            yield Remark("deadline", 0, len(given), say("deadline_unread"), True)
            return
        given = read
    if given is None:
        if not until_found:
            yield Remark("deadline", 0, 0, say("deadline_missing"))
    elif given < today:
        yield Remark("deadline", 0, 0, say("deadline_passed", day=days.said(given)), True)
    elif given == today:
        yield Remark("deadline", 0, 0, say("deadline_today"))
    elif given > latest(today):
        yield Remark("deadline", 0, 0, say("deadline_far", day=days.said(given), latest=days.said(latest(today))), True)


def latest(today: date) -> date:
    """The last day that a deadline may be."""
    year, month = divmod(today.year * 12 + today.month - 1 + MONTHS_OPEN, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def employer(name: str) -> Iterator[Remark]:
    """An employer who is not named."""
    said = plain(name).text.strip()
    if said in _nobody() or _patterns()["hidden"].search(said) or set(_NAMING.findall(said)) <= _generic():
        yield Remark("employer", 0, len(name), say("employer"), True)


def pay(text: str, kind: str = "", contract: str = "") -> Iterator[Remark]:
    """What is to be said of the pay of an offer, for this kind of organisation and this contract."""
    said = plain(text).text.strip()
    if contract in SET_BY_LAW or _patterns()["legal"].search(said):
        return
    public = kind in PUBLIC_KINDS or contract in PUBLIC_CONTRACTS
    if not said:
        yield Remark("pay", 0, 0, say("pay_missing_public" if public else "pay_missing"))
    elif not _says_how_much(said) and not (public and "gril" in said and not _patterns()["unsaid"].search(said)):
        yield Remark("pay", 0, len(text), say("pay_in_words", excerpt=text.strip()))


def pay_in_words(text: str) -> Iterator[Remark]:
    """A sentence that speaks of the pay and does not say it."""
    read = plain(text)
    for start, end in read.sentences() if _patterns()["pay"].search(read.text) else ():
        said = read.text[start:end]
        spoken = _patterns()["pay"].search(said)
        vague = spoken and _patterns()["vague"].search(said, spoken.end())
        if spoken and vague and not _says_how_much(said) and not _patterns()["legal"].search(said):
            a, b = read.written(start + spoken.start(), start + vague.end())
            yield Remark("pay", a, b, say("pay_in_words", excerpt=text[a:b]))


def tenure(text: str) -> Iterator[Remark]:
    """A « CDI » where the post is a civil servant's, whose employment is no contract."""
    said = plain(text).text
    spoken = _patterns()["cdi"].search(said) if "cdi" in said or "indeterm" in said else None
    spoken = None if "cddi" in text.casefold() else spoken
    if spoken and _patterns()["servant"].search(said) and not _patterns()["public_cdi"].search(said):
        a, b = plain(text).written(*spoken.span())
        yield Remark("contract", a, b, say("tenure"))


def paid_for(text: str) -> Iterator[Remark]:
    """An offer that asks whoever answers for money."""
    read = plain(text)
    for start, end in read.sentences() if any(each in read.text for each in _words("paid_hints")) else ():
        said = read.text[start:end]
        found = _patterns()["paid_for"].search(said)
        if found and not _patterns()["not_theirs"].search(said):
            a, b = read.written(start + found.start(), start + found.end())
            yield Remark("paid", a, b, say("paid_for", excerpt=text[a:b]), True)


def links(text: str) -> Iterator[Remark]:
    """Short links of a text, and those that are not secure."""
    for match in _LINK.finditer(text) if "/" in text or "www." in text.casefold() else ():
        yield from _link(match[0].rstrip(".,;"), match.start())


def address(text: str) -> Iterator[Remark]:
    """What is to be said of a text that is nothing but an address."""
    link = text.strip()
    if link:
        scheme, host = _parts(link)
        if scheme not in ("http", "https") or "." not in host or " " in link:
            yield Remark("link", 0, len(text), say("link_closed"), True)
        else:
            yield from _link(link, text.find(link))


def contacts(text: str) -> Iterator[Remark]:
    """Free mail boxes and personal telephones, that anybody may have opened."""
    for match in _MAIL.finditer(text) if "@" in text else ():
        if match[1].casefold() in _words("free"):
            yield Remark("contact", *match.span(), say("mail_free", excerpt=match[1]))
    for match in _PHONE.finditer(text):
        yield Remark("contact", *match.span(), say("phone"))


def foreign(text: str) -> Iterator[Remark]:
    """A text that is written in English."""
    words = [word.strip(".,;:!?()") for word in plain(text).text.replace("'", " ").split()]
    if not _words("english") & set(words):
        return
    english, french = (sum(word in _words(name) for word in words) for name in ("english", "french"))
    if english >= 4 and english > 2 * french and english * 6 > len(words):
        yield Remark("language", 0, len(text), say("foreign"), True)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    texts = {**sheet().patterns, "hidden": sheet().hidden}
    return {name: re.compile(single(text.replace("\n", "").strip())) for name, text in texts.items()}


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a list of the file."""
    return frozenset(getattr(sheet(), name).split())


@cache
def _nobody() -> frozenset[str]:
    return frozenset(("", *(plain(each).text for each in sheet().nobody.split("|"))))


@cache
def _generic() -> frozenset[str]:
    """Words that name no employer, whatever their number."""
    return frozenset(_NAMING.findall(plain(sheet().generic).text))


def _says_how_much(said: str) -> bool:
    """Whether there is a figure, or the grade that gives it."""
    return bool(_patterns()["amount"].search(said) or _patterns()["civil"].search(said))


def _link(link: str, start: int) -> Iterator[Remark]:
    scheme, host = _parts(link)
    if host in _words("short"):
        yield Remark("link", start, start + len(link), say("link_short", excerpt=host))
    elif scheme == "http" and "://" in link:
        yield Remark("link", start, start + len(link), say("link_unsafe"))


def _parts(link: str) -> tuple[str, str]:
    """The scheme and the host of an address, "" when it has none; https when it does not say."""
    try:
        parts = urlsplit(link if ":" in link.partition("/")[0] else f"https://{link}")
        return parts.scheme, (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""


def _date(said: str) -> date | None:
    """A date as people write it; None when there is none."""
    months = {plain(name).text: number for number, name in enumerate(MONTHS, 1)}
    parts = [int(each) for each in found.groups()] if (found := _ISO.search(said)) else []
    if found := _WRITTEN.search(said):
        day, month, year = found.groups()
        parts = [int(year), int(month) if month.isdigit() else months.get(month, 0), int(day)]
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None

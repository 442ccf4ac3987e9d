"""The legal checks of an offer, which explain themselves. Pure.

Two ways in:
- `check(offer, today)`: every finding of an offer, in the order of its fields; an `Offer`, a mapping, or anything that
  has these fields, however incomplete.
- `check_text(text, field="")`: the findings of a sentence alone; `field` says what it is when that matters (« title »,
  « pay », « apply_url »…).

A `Finding` says what, why (with the article of the law) and what to write instead; `blocking` ones stop the offer, the
others warn. The words are in `content/jobs/fair.yaml`; the lists of examples in `tests/domain/legal/`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from irdsu_app.jobs import bonds, criteria, gendered, terms
from irdsu_app.jobs.fields import LINE
from irdsu_app.jobs.lists import CONTRACTS
from irdsu_app.jobs.plain import LONGEST, plain
from irdsu_app.jobs.roles import Role
from irdsu_app.jobs.terms import Remark

TEXTS = (
    "title", "presentation", "context", "missions", "attached_to", "contract_detail", "status_grade", "working_time",
    "place", "travel", "telework", "documents", "profile", "pay", "starts", "contact_function",
)  # fmt: skip
"""Fields that are read for what they say."""
_ROLES: Mapping[str, Role] = {
    "profile": "portrait", "documents": "portrait", "missions": "work", "presentation": "work",
    "context": "unknown", "": "unknown",
}  # fmt: skip
"""Fields that say who is looked for and what is asked of them, and those that speak of the work."""
_NAMING = ("title", "context", "contract_detail", "status_grade", "profile", "documents", "pay")
"""Fields that say by which measure of the law somebody is recruited; the others speak of what the house does."""
_MAILS = ("apply_email", "contact_email")
_ADDRESSES = ("apply_url", "sheet_url")
_LOOSE = " ,;:-–—/"
"""What may be left at the ends of a title when some words are taken away."""


@dataclass(frozen=True)
class Finding:
    """Something to change in an offer.

    `kind` is discriminating, employer, pay, paid, title, deadline, link, contact, contract, status, missions or
    language; `ground` the ground of a
    discrimination (« age »). `excerpt` is `text[start:end]` of the field, or of its line `line` for the missions.
    """

    kind: str
    field: str
    excerpt: str
    sentence: str
    blocking: bool
    start: int = 0
    end: int = 0
    line: int = 0
    ground: str = ""


def check(offer: Any, today: date) -> tuple[Finding, ...]:  # an Offer, a mapping, a draft: read by name
    """Every finding of an offer, in the order of its fields; `today` is the day in Paris."""
    allowed = _allowed(offer)
    found = [*_title(_text(offer, "title")), *_named(_text(offer, "organisation"))]
    for name in TEXTS:
        for line, text in _lines(offer, name):
            found += (replace(each, line=line) for each in _said(text, name, allowed))
    for name in (*_MAILS, *_ADDRESSES):
        found += _way(_text(offer, name), name)
    if not any(each.kind == "contract" for each in found):
        found += _tenure(offer)
    if "bénévol" in f"{_text(offer, 'contract_detail')} {_text(offer, 'contract')}".casefold():
        found = [each for each in found if each.kind != "pay"]
    found += _bond(offer)
    paid = terms.pay(_text(offer, "pay"), _text(offer, "organisation_kind"), _text(offer, "contract"))
    found += _findings(paid, "pay", _text(offer, "pay"))
    given, until_found = _day(_get(offer, "deadline")), bool(_get(offer, "until_found"))
    found += _findings(terms.deadline(given, today, until_found), "deadline", given if isinstance(given, str) else "")
    if not any(_text(offer, name) for name in ("apply_email", "apply_url")):
        found.append(Finding("contact", "apply_email", "", terms.say("no_way"), True))
    return tuple(_once(found))


def check_text(text: str, field: str = "") -> tuple[Finding, ...]:
    """The findings of a sentence alone; of a title, a pay or an address when `field` says so."""
    found: list[Finding] = []
    if field == "title":
        found += _title(text)
    if field in (*_MAILS, *_ADDRESSES):
        return tuple(_way(text, field))
    if field == "organisation":
        return tuple(_named(text))
    found += _said(text, field, frozenset())
    if field == "pay":
        found += _findings(bonds.low(text), "pay", text)
        found += _findings(terms.pay(text), "pay", text)
    return tuple(_once(found))


@lru_cache(maxsize=2048)
def _said(text: str, field: str, allowed: frozenset[str]) -> tuple[Finding, ...]:
    """What a text says that it may not."""
    text = text[:LONGEST]
    found = [_discriminating(text, field, each) for each in criteria.wordings(text, allowed, _ROLES.get(field, ""))]
    sexes = [each for each in found if each.ground == "sex"]
    if field != "title" and not sexes:
        found += _sought(text, field)
    remarks = [
        *terms.paid_for(text),
        *terms.contacts(text),
        *terms.links(text),
        *terms.foreign(text),
        *terms.tenure(text),
        *bonds.unpaid(text),
    ]
    if field != "pay":
        remarks += terms.pay_in_words(text)
    return (*found, *_findings(remarks, field, text))


def _discriminating(text: str, field: str, found: criteria.Wording) -> Finding:
    ground, excerpt = found.ground, text[found.start : found.end]
    said = {"label": ground.label, "article": ground.article, "instead": ground.instead}
    sentence = terms.say("discriminating", excerpt=excerpt.strip(), **said)
    return Finding("discriminating", field, excerpt, sentence, True, found.start, found.end, ground=ground.name)


def _sought(text: str, field: str) -> Iterator[Finding]:
    """A trade that a sentence looks for in one gender; the masculine, which may be meant for all, only warns."""
    gender, start, end = gendered.sought(text)
    if gender:
        excerpt = text[start:end]
        sentence = terms.say("woman_sought" if gender == "feminine" else "man_sought", excerpt=excerpt.strip())
        yield Finding("discriminating", field, excerpt, sentence, gender == "feminine", start, end, ground="sex")


def _tenure(offer: Any) -> list[Finding]:  # as `check`
    """« CDI » written for a civil servant's post."""
    texts = [text for name in TEXTS for _, text in _lines(offer, name)]
    if _text(offer, "contract") == "cdi":
        texts.insert(0, CONTRACTS["cdi"])
    elif not any("cdi" in each.casefold() or "indéterm" in each.casefold() for each in texts):
        return []
    told = terms.tenure(" ; ".join(texts))
    return [Finding("contract", "contract", "", each.sentence, False) for each in told]


def _bond(offer: Any) -> Iterator[Finding]:  # as `check`
    """What is wrong with the bond that an offer proposes, field by field."""
    texts = {name: " ; ".join(text for _, text in _lines(offer, name)) for name in TEXTS}
    contract, pay, time = _text(offer, "contract"), texts["pay"], texts["working_time"]
    if contract not in CONTRACTS:
        texts["contract_detail"] = f"{contract} {texts['contract_detail']}".strip()
    detail = texts["contract_detail"]
    about = " ; ".join((texts["profile"], texts["context"], texts["missions"]))
    yield from _findings(bonds.low(pay, f"{time} ; {detail}", contract), "pay", pay)
    if contract == "stage":
        yield from _findings(bonds.internship(pay, f"{detail} ; {time}"), "pay", pay)
    kind = _text(offer, "organisation_kind")
    yield from _findings(bonds.misnamed(contract, detail, time, kind, about), "contract_detail", detail)
    for name, remark in bonds.independent(texts):
        yield from _findings([remark], name, texts[name])
    if not _text(offer, "sheet_url") and not _get(offer, "sheet_file"):
        yield from _findings(bonds.no_missions(texts["missions"]), "missions", "")


def _title(title: str) -> Iterator[Finding]:
    """A title that is missing, or of one gender."""
    if not title.strip():
        yield Finding("title", "title", "", terms.say("title_missing"), True)
        return
    gender, word = gendered.only(title)
    if not gender:
        return
    whom = "aux femmes" if gender == "feminine" else "aux hommes"
    both = _corrected(title)
    sentence = terms.say("title_of_one" if both else "title_of_one_bare", title=title.strip(), whom=whom, both=both)
    start, end = _where(title, word)
    yield Finding("title", "title", title[start:end], sentence, True, start, end, ground="sex")


def _corrected(title: str) -> str:
    """The title for everybody, without what another remark would forbid; "" when there is none to propose."""
    for each in (title.strip(), _without_forbidden(title)):
        tried = gendered.both(each) if gendered.only(each)[0] else each
        if tried and len(tried) <= LINE and not gendered.only(tried)[0] and not _forbidden(tried):
            return tried
    return ""


def _forbidden(title: str) -> list[Finding]:
    return [each for each in _said(title, "title", frozenset()) if each.blocking]


def _without_forbidden(title: str) -> str:
    """The title without what is forbidden in it; "" when nothing is left that names the post."""
    kept, first = title, min((each.start for each in _forbidden(title)), default=0)
    for each in sorted(_forbidden(title), key=lambda one: -one.start):
        kept = kept[: each.start] + kept[each.end :]
    kept = re.sub(r"\(\W*\)|\[\W*\]", " ", kept)
    kept = re.sub(r" {2,}", " ", kept).strip(_LOOSE)
    while (last := kept.rpartition(" "))[2].casefold() in gendered.STOP:
        kept = last[0].rstrip(_LOOSE)
    return kept if title[:first].strip() or gendered.only(kept)[0] else ""


def _where(text: str, word: str) -> tuple[int, int]:
    """Where a folded word stands; the whole text when it is not found as it is."""
    read = plain(text)
    start = read.text.find(plain(word).text)
    return read.written(start, start + len(plain(word).text)) if start >= 0 and word else (0, len(text))


def _named(name: str) -> list[Finding]:
    """An employer who is not named."""
    return _findings(terms.employer(name), "organisation", name)


def _way(text: str, field: str) -> Iterator[Finding]:
    """A mail box or an address."""
    remarks = terms.contacts(text) if field in _MAILS else terms.address(text)
    yield from _findings(remarks, field, text)


def _findings(remarks: Iterator[Remark] | list[Remark], field: str, text: str) -> list[Finding]:
    return [
        Finding(each.kind, field, text[each.start : each.end], each.sentence, each.blocking, each.start, each.end)
        for each in remarks
    ]


def _once(found: list[Finding]) -> Iterator[Finding]:
    """The findings, those of one place for one reason said once, in the order of the fields."""
    seen: set[tuple[str, str, int, int]] = set()
    for each in found:
        what = "" if each.field == "title" and each.ground == "sex" else each.kind  # « Hôtesse » is said once
        key = (each.field, f"{what} {each.ground}", each.line, 0 if each.ground else each.start)
        if key not in seen:
            seen.add(key)
            yield each


def _allowed(offer: Any) -> frozenset[str]:  # as `check`
    """The measures of the law that an offer names for whoever is recruited."""
    contract = _text(offer, "contract")
    texts = [CONTRACTS.get(contract, contract), *(text for name in _NAMING for _, text in _lines(offer, name))]
    return frozenset().union(*(criteria.measures(text[:LONGEST]) for text in texts))


def _day(value: Any) -> date | str | None:  # as `check`
    """A deadline as it was given, nothing when it is neither a day nor words."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date | str) else None


def _get(offer: Any, name: str) -> Any:  # as `check`
    return offer.get(name) if isinstance(offer, Mapping) else getattr(offer, name, None)


def _text(offer: Any, name: str) -> str:  # as `check`
    value = _get(offer, name)
    return value if isinstance(value, str) else ""


def _lines(offer: Any, name: str) -> Iterator[tuple[int, str]]:  # as `check`
    """The texts of a field, one a line when it is a list."""
    value = _get(offer, name)
    if isinstance(value, str):
        yield 0, value
    elif isinstance(value, list | tuple):
        yield from ((line, each) for line, each in enumerate(value) if isinstance(each, str))

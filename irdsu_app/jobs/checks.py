"""The legal checks of an offer, which explain themselves. Pure.

Two ways in:
- `check(offer, today)`: every finding of an offer, in the order of its fields; an `Offer`, a mapping, or anything that
  has these fields, however incomplete.
- `check_text(text, field="")`: the findings of a sentence alone; `field` says what it is when that matters (« title »,
  « pay », « apply_url »…).

A `Finding` says what, why (with the article of the law) and what to write instead; `blocking` ones stop the offer, the
others warn. The words are in `content/jobs/fair.yaml`; the lists of examples in `tests/domain/legal/`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from irdsu_app.design.typography import fr
from irdsu_app.jobs import criteria, gendered, terms
from irdsu_app.jobs.lists import CONTRACTS
from irdsu_app.jobs.plain import LONGEST, plain
from irdsu_app.jobs.terms import Remark

TEXTS = (
    "title", "presentation", "context", "missions", "attached_to", "contract_detail", "status_grade", "working_time",
    "place", "travel", "telework", "documents", "profile", "pay", "starts", "contact_function",
)  # fmt: skip
"""Fields that are read for what they say."""
_MAILS = ("apply_email", "contact_email")
_ADDRESSES = ("apply_url", "sheet_url")
_NOBODY = frozenset(("", "confidentiel", "anonyme", "a preciser", "non precise", "nc", "n/a", "x", "employeur", "?", "-"))
_HIDDEN = ("notre client", "entreprise leader", "employeur confidentiel", "societe leader", "structure confidentielle", "un de nos clients")


@dataclass(frozen=True)
class Finding:
    """Something to change in an offer.

    `kind` is discriminating, employer, pay, paid, title, deadline, link, contact or language; `ground` the ground of a
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
    around = _around(offer)
    found = [*_title(_text(offer, "title")), *_employer(_text(offer, "organisation"))]
    for name in TEXTS:
        for line, text in _lines(offer, name):
            found += (replace(each, line=line) for each in _said(text, name, around))
    for name in (*_MAILS, *_ADDRESSES):
        found += _way(_text(offer, name), name)
    paid = terms.pay(_text(offer, "pay"), _text(offer, "organisation_kind"), _text(offer, "contract"))
    found += _findings(paid, "pay", _text(offer, "pay"))
    given, until_found = _get(offer, "deadline"), bool(_get(offer, "until_found"))
    found += _findings(terms.deadline(given, today, until_found), "deadline", given if isinstance(given, str) else "")
    if not any(_text(offer, name) for name in ("apply_email", "apply_url")):
        found.append(_finding("contact", "apply_email", "Rien ne dit comment postuler : donnez une adresse de courriel ou un lien vers votre site (motif de refus : « sans contact vérifiable »)."))
    return tuple(_once(found))


def check_text(text: str, field: str = "") -> tuple[Finding, ...]:
    """The findings of a sentence alone; of a title, a pay or an address when `field` says so."""
    found: list[Finding] = []
    if field == "title":
        found += _title(text)
    if field in (*_MAILS, *_ADDRESSES):
        return tuple(_way(text, field))
    if field == "organisation":
        return tuple(_employer(text))
    found += _said(text, field, "")
    if field == "pay":
        found += _findings(terms.pay(text), "pay", text)
    return tuple(_once(found))


@lru_cache(maxsize=2048)
def _said(text: str, field: str, around: str) -> tuple[Finding, ...]:
    """What a text says that it may not."""
    text = text[:LONGEST]
    found = [_discriminating(text, field, each) for each in criteria.wordings(text, around)]
    sexes = [each for each in found if each.ground == "sex"]
    if field != "title" and not sexes and (span := gendered.sought(text)):
        found.append(_woman(text, field, *span))
    remarks = [*terms.paid_for(text), *terms.contacts(text), *terms.links(text), *terms.foreign(text)]
    if field != "pay":
        remarks += terms.pay_in_words(text)
    return (*found, *_findings(remarks, field, text))


def _discriminating(text: str, field: str, found: criteria.Wording) -> Finding:
    ground, excerpt = found.ground, text[found.start : found.end]
    sentence = f"« {excerpt.strip()} » fait un critère d’un motif que la loi interdit, {ground.label} ({ground.article}). {ground.instead}"
    return Finding("discriminating", field, excerpt, fr(sentence), True, found.start, found.end, ground=ground.name)


def _woman(text: str, field: str, start: int, end: int) -> Finding:
    excerpt = text[start:end]
    sentence = f"« {excerpt.strip()} » ne s’adresse qu’aux femmes : le sexe de la personne recherchée ne s’écrit pas (article L1142-1 du code du travail). Écrivez le métier au féminin et au masculin."
    return Finding("discriminating", field, excerpt, fr(sentence), True, start, end, ground="sex")


def _title(title: str) -> Iterator[Finding]:
    """A title that is missing, or of one gender."""
    if not title.strip():
        yield _finding("title", "title", "L’intitulé du poste manque : écrivez-le au féminin et au masculin.")
        return
    gender, word = gendered.only(title)
    if not gender:
        return
    said = "aux femmes" if gender == "feminine" else "aux hommes"
    sentence = f"« {title.strip()} » ne s’adresse qu’{said} : une offre ne mentionne pas le sexe de la personne recherchée (article L1142-1 du code du travail). Écrivez « {gendered.both(title)} »."
    start, end = _where(title, word)
    yield Finding("title", "title", title[start:end], fr(sentence), True, start, end, ground="sex")


def _where(text: str, word: str) -> tuple[int, int]:
    """Where a folded word stands; the whole text when it is not found as it is."""
    read = plain(text)
    start = read.text.find(plain(word).text)
    return read.written(start, start + len(plain(word).text)) if start >= 0 and word else (0, len(text))


def _employer(name: str) -> Iterator[Finding]:
    """An employer who is not named."""
    said = plain(name).text.strip()
    if said in _NOBODY or any(plain(each).text in said for each in _HIDDEN):
        sentence = "L’employeur n’est pas nommé : qui publie une offre doit le connaître (article L5332-2 du code du travail). Écrivez le nom de la structure."
        yield Finding("employer", "organisation", name, fr(sentence), True, 0, len(name))


def _way(text: str, field: str) -> Iterator[Finding]:
    """A mail box or an address."""
    remarks = terms.contacts(text) if field in _MAILS else terms.links(text, is_address=True)
    yield from _findings(remarks, field, text)


def _findings(remarks: Iterator[Remark] | list[Remark], field: str, text: str) -> list[Finding]:
    return [
        Finding(each.kind, field, text[each.start : each.end], fr(each.sentence), each.blocking, each.start, each.end)
        for each in remarks
    ]


def _finding(kind: str, field: str, sentence: str) -> Finding:
    """Something that is missing, without which an offer cannot be published."""
    return Finding(kind, field, "", fr(sentence), True)


def _once(found: list[Finding]) -> Iterator[Finding]:
    """The findings, those of one place for one reason said once, in the order of the fields."""
    seen: set[tuple[str, str, int, str, int]] = set()
    for each in found:
        key = (each.field, each.ground or each.kind, each.line, each.kind if not each.ground else "", 0 if each.ground else each.start)
        if key not in seen:
            seen.add(key)
            yield each


def _around(offer: Any) -> str:  # as `check`
    """All that an offer says, where a measure of the law may be named."""
    contract = _text(offer, "contract")
    texts = (text for name in TEXTS for _, text in _lines(offer, name))
    return "\n".join((CONTRACTS.get(contract, contract), *texts))


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

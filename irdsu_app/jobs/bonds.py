"""What an offer says of the bond it proposes: pay under the law, unpaid work, false independence, contracts by
another's name. Pure.

Each rule gives `Remark`s as in `terms`, whose sentences it takes; words and figures are in `content/jobs/bonds.yaml`.
"""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.plain import plain, single
from irdsu_app.jobs.terms import SET_BY_LAW, Remark, say

_HOURS = 35
_WEEKS = 52 / 12
_NET = 0.77
"""What is left of a gross pay, at least."""
_AMOUNT = re.compile(r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(\d{1,2})|\.(\d{1,2})(?!\d))? ?(k ?€|k\b|€|euros?\b|eur\b)")
_RANGE = re.compile(r"(\d[\d .]*)(?= ?(?:a|et|-|ou) ?\d[\d .,]* ?(?:€|euros?|k))")
_SHARE = re.compile(r"(\d{2})(?:,\d)? ?%")
_WEEKLY = re.compile(r"(\d{1,2})(?:[,.](\d))? ?h(?:eures?)?\b(?! (?:a|-|du|par (?:mois|jour)))|(\d{1,2})h(\d\d)\b")
_BRIEF = 200
"""Signs under which missions may say nothing."""
_OF_SMIC = re.compile(r"(\d{2}) ?% du smic")
_INDEPENDENT = ("contract_detail", "contract", "pay", "status_grade", "working_time", "profile", "documents")


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    smic: float
    unpaid_hints: str
    intern: float
    independent: str
    clients: str
    subordinate: str
    unpaid: str
    gracious: str
    no_pay: str
    long: str
    as_staff: str
    casual: str
    lasting: str
    term: str
    civic_asked: str
    civic_fair: str
    ordered: str
    vague_missions: str
    hourly: str
    yearly: str
    other_unit: str
    partial: str


@cache
def sheet() -> Sheet:
    """The words; raises pydantic.ValidationError on a mistake in the file."""
    return content.read("jobs/bonds", Sheet)


def low(text: str, working_time: str = "", contract: str = "") -> Iterator[Remark]:
    """A pay under the SMIC, for this working time; nothing when the unit or the time cannot be told."""
    said = plain(text).text
    if contract in SET_BY_LAW or not said:
        return
    share = _share(f"{said} ; {plain(working_time).text}")
    under = (found := _OF_SMIC.search(said)) and int(found[1]) < 100
    month = _monthly(said)
    if under or (month and share and month < sheet().smic * _HOURS * _WEEKS * share * 0.985):
        yield Remark("pay", 0, len(text), say("pay_low", excerpt=text.strip()))


def unpaid(text: str) -> Iterator[Remark]:
    """A sentence that announces work for nothing, or undeclared."""
    read = plain(text)
    for start, end in read.sentences() if any(each in read.text for each in _hints()) else ():
        said = read.text[start:end]
        found = _rule("unpaid").search(said)
        if found and not _rule("gracious").search(said):
            a, b = read.written(start + found.start(), start + found.end())
            yield Remark("pay", a, b, say("unpaid", excerpt=text[a:b].strip()), True)


def internship(pay: str, around: str) -> Iterator[Remark]:
    """An internship of more than two months without its allowance; `around` says how long it is."""
    said = plain(pay).text.strip()
    amounts = list(_amounts(said))
    if not _rule("long").search(plain(f"{around} ; {pay}").text):
        return
    small = any(value < sheet().intern and unit == "hour" for value, unit in amounts)
    small = small or any(value < sheet().intern * 130 and unit == "month" for value, unit in amounts)
    if small or (not amounts and "legal" not in said and _rule("no_pay").search(said)):
        yield Remark("pay", 0, len(pay), say("internship"), True)


def independent(texts: dict[str, str]) -> Iterator[tuple[str, Remark]]:
    """Somebody who is to be independent and under an authority: the field that says so, and what to say."""
    for name in _INDEPENDENT:
        text = texts.get(name, "")
        read = plain(text)
        found = _rule("independent").search(read.text)
        if not found or _rule("clients").search(read.text[max(0, found.start() - 80) : found.start()]):
            continue
        if any(_rule("subordinate").search(plain(each).text) for each in texts.values()):
            a, b = read.written(*found.span())
            yield name, Remark("status", a, b, say("independent", excerpt=text[a:b].strip()))
            return


def misnamed(contract: str, detail: str, working_time: str, kind: str, rest: str) -> Iterator[Remark]:
    """A contract that is not what it is called; `rest` is what the offer says of the person and of the work."""
    said, time = plain(detail).text, plain(working_time).text
    if "cddi" not in detail.casefold() and (found := _rule("term").search(said)):
        a, b = plain(detail).written(*found.span())
        yield Remark("contract", a, b, say("term", excerpt=detail[a:b]))
    if _rule("casual").search(said) and _rule("lasting").search(f"{said} ; {time}"):
        yield Remark("contract", 0, len(detail), say("casual"))
    if (contract == "emploi-permanent" or "emploi permanent" in said) and kind in ("association", "entreprise"):
        yield Remark("contract", 0, len(detail), say("permanent"))
    known = contract == "stage" or "service civique" in said or "benevol" in said
    other = plain(rest).text if known else ""
    if contract == "stage" and (found := _rule("as_staff").search(f"{said} ; {other}")):
        yield Remark("contract", 0, len(detail), say("intern_as_staff", excerpt=found[0].strip()))
    if "service civique" in said:
        asked = _rule("civic_asked").search(other)
        if asked and not _rule("civic_fair").search(other[max(0, asked.start() - 25) : asked.end()]):
            yield Remark("contract", 0, len(detail), say("civic"))
    elif re.match("benevol|engagement benevol", said) and (
        found := _rule("ordered").search(f"{said} ; {time} ; {other}")
    ):
        yield Remark("status", 0, len(detail), say("volunteer", excerpt=found[0].strip()))


def no_missions(missions: str) -> Iterator[Remark]:
    """Missions that are not there, or that say nothing."""
    said = plain(missions[:_BRIEF]).text.strip()
    if len(said) < 4 or (len(missions) < _BRIEF and _rule("vague_missions").search(said)):
        yield Remark("missions", 0, len(missions), say("missions_missing"), True)


def _monthly(said: str) -> float:
    """The highest gross pay that a text says, for a month of full time; 0 when it cannot be told."""
    if _rule("other_unit").search(said) or any(
        each in said for each in ("%", "smic", "grille", "indic", "echelon", "civique", "volontaire")
    ):
        return 0
    in_month = {"hour": _HOURS * _WEEKS, "year": 1 / 12, "month": 1.0}
    found = [value * in_month[unit] for value, unit in _amounts(said)]
    net = "net" in said.split() and "brut" not in said
    return max(found, default=0) / (_NET if net else 1)


def _amounts(said: str) -> Iterator[tuple[float, str]]:
    """The amounts of a text and what they are for: hour, month or year; those that make no sense are left out."""
    hourly, yearly = _rule("hourly").search(said), _rule("yearly").search(said)
    for found in _AMOUNT.finditer(said):
        value = float(re.sub(r"[ .]", "", found[1])) + float(f"0.{found[2] or found[3] or 0}")
        value *= 1000 if found[4].startswith("k") else 1
        if hourly and value < 100:
            yield value, "hour"
        elif value >= 9000 or (yearly and value >= 5000):
            yield value, "year"
        elif 100 <= value < 9000 and not hourly:
            yield value, "month"


def _share(said: str) -> float:
    """The part of a full time that is worked; 0 when it is part of one, nobody knows which."""
    if found := _SHARE.search(said):
        return int(found[1]) / 100
    if "mi-temps" in said:
        return 0.5
    hours = [float(f"{one or other}.{tenth or 0}") for one, tenth, other, _ in _WEEKLY.findall(said) if one or other]
    weekly = [each for each in hours if 4 <= each <= 48]
    if weekly:
        return min(1.0, weekly[0] / _HOURS)
    return 0.0 if _rule("partial").search(said) else 1.0


@cache
def _hints() -> tuple[str, ...]:
    """Beginnings of which a text that announces work for nothing has one: most are not even tried."""
    return tuple(each.replace("_", " ") for each in sheet().unpaid_hints.split())


@cache
def _rule(name: str) -> re.Pattern[str]:
    """A rule of the file, ready."""
    text: str = getattr(sheet(), name)
    return re.compile(single(r"(?<!\w)(?:" + text.replace("\n", "") + ")"))

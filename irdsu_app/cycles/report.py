"""The account of a cycle on one page: people, functions, departments, presence, before and after, words. Pure.

It is said once, for the page and for the PDF. No figure is about fewer than five people: those under five are with
others, and what one would find by subtraction is not written either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from irdsu_app.cycles import charts, paris, survey_results
from irdsu_app.cycles.figures import UNSAID
from irdsu_app.cycles.survey_results import FEWEST, Bar, Pair, Result
from irdsu_app.cycles.surveys import surveys
from irdsu_app.design import days, press
from irdsu_app.design.typography import fr

TEMPLATE = (Path(__file__).parent / "report.typ").read_bytes()
FEW, CANCELLED = "moins de cinq", "annulée"
UNTOLD = "—"
WHY_UNTOLD = "— : ce chiffre porterait, ou ferait trouver un chiffre qui porte, sur moins de cinq personnes."
"""In the place of a figure that would be about fewer than five people."""
OTHER_FUNCTIONS, OTHER_DEPARTMENTS = "Autres fonctions", "Autres départements"
NOBODY = "Moins de cinq personnes : ce compte rendu ne montre rien."
WORDS = 12
"""Most words on the page."""


class Attended(NamedTuple):
    """Somebody at a meeting: who (an id, never shown), what they are, whether they were seen."""

    person: UUID
    function: str
    department: str
    meeting: str
    present: bool


@dataclass(frozen=True)
class MeetingHeld:
    """A meeting of the account; `code` is that of `Attended.meeting`, `walk_ins` those seen who were not registered."""

    code: str
    title: str
    starts_at: datetime
    cancelled: bool = False
    walk_ins: int = 0


@dataclass(frozen=True)
class Row:
    """The line of a meeting; figures are words when they may not be told."""

    title: str
    when: str
    present: str
    expected: str
    share: str


@dataclass(frozen=True)
class Account:
    """The whole account; empty lists when there is too little to tell."""

    title: str
    subtitle: str
    people: str
    functions: tuple[Bar, ...]
    departments: tuple[Bar, ...]
    meetings: tuple[Row, ...]
    pairs: tuple[Pair, ...]
    feeling: str
    words: tuple[Bar, ...]
    also: tuple[str, ...]
    """Words that came back, from fewer than five people: said without their number."""
    notice: str


def account(
    title: str,
    meetings: Sequence[MeetingHeld],
    attended: Iterable[Attended],
    pairs: Sequence[Pair],
    words: Result | None,
    today: date,
    demonstration: bool = False,
) -> Account:
    """The account of a cycle; `words` is the result of the question asked in one word."""
    rows = list(attended)
    seen = {each.person: each for each in rows if each.present}
    enough = len(seen) >= FEWEST
    back = words.bars[:WORDS] if words and not words.hidden else ()
    by = {meeting.code: [each for each in rows if each.meeting == meeting.code] for meeting in meetings}
    return Account(
        title=fr(f"Compte rendu : {title}"),
        subtitle=fr(f"Fait le {days.said(today)}"),
        people=fr(f"{len(seen)} personnes ont été vues à une séance au moins.") if enough else fr(NOBODY),
        functions=survey_results.counted((each.function or UNSAID for each in seen.values()), OTHER_FUNCTIONS),
        departments=survey_results.counted((each.department or UNSAID for each in seen.values()), OTHER_DEPARTMENTS),
        meetings=tuple(_row(meeting, by[meeting.code], len(seen)) for meeting in meetings) if enough else (),
        pairs=tuple(
            pair for pair in pairs if not (pair.before.hidden and pair.after.hidden) and pair.before.id != "word"
        ),
        feeling=fr(surveys().feeling),
        words=tuple(bar for bar in back if bar.many >= FEWEST),
        also=tuple(bar.label for bar in back if bar.many < FEWEST),
        notice=fr("Démonstration : ces séances n’existent pas.") if demonstration else "",
    )


def report_pdf(told: Account, today: date) -> bytes:
    """The account as a tagged PDF."""
    return press.pdf(TEMPLATE, as_told(told), today)


def as_told(told: Account) -> dict[str, Any]:
    """The account as the template reads it: charts with the sentence that a voice reads in their place."""
    return {
        **asdict(told),
        "functions": _chart("Fonctions", told.functions),
        "departments": _chart("Départements", told.departments),
        "words": _chart("Mots revenus", told.words),
        "pairs": [pair_told(pair) for pair in told.pairs],
        "untold": fr(WHY_UNTOLD) if any(UNTOLD in row for row in map(_figures, told.meetings)) else "",
    }


def in_words(title: str, bars: Sequence[Bar]) -> str:
    """What a chart says, in one sentence: « Fonctions : Bailleur, 6 (40 %) ; Association, 9 (60 %). »."""
    return fr(f"{title} : {' ; '.join(f'{bar.label}, {bar.many} ({bar.percent} %)' for bar in bars)}.")


def _row(meeting: MeetingHeld, rows: Sequence[Attended], total: int) -> Row:
    when = f"{paris.day(meeting.starts_at)}"
    if meeting.cancelled:
        return Row(fr(meeting.title), when, CANCELLED, UNTOLD, UNTOLD)
    present, expected = sum(each.present for each in rows), len(rows)
    # The total of the cycle is of those who were registered: added here, a few from the door would be the difference.
    door = meeting.walk_ins if meeting.walk_ins >= FEWEST else 0
    everybody, elsewhere = present + door, 0 < total - present < FEWEST
    if everybody < FEWEST:
        return Row(fr(meeting.title), when, FEW, UNTOLD, UNTOLD)
    if elsewhere and not door:  # from the total, one would know how few came to the other meetings only
        return Row(fr(meeting.title), when, UNTOLD, UNTOLD, UNTOLD)
    # Those who came and those who were missing are figures too.
    told = expected >= FEWEST and not elsewhere and not any(0 < p < FEWEST for p in (present, expected - present))
    share = f"{round(100 * present / expected)} %" if told else UNTOLD
    return Row(fr(meeting.title), when, str(everybody), str(expected) if told else UNTOLD, fr(share))


def _figures(row: Row) -> tuple[str, ...]:
    """What the line of a meeting that was held counts."""
    return () if row.present == CANCELLED else (row.present, row.expected, row.share)


def _chart(title: str, bars: Sequence[Bar]) -> dict[str, Any]:
    return {"title": title, "bars": [asdict(bar) for bar in bars], "said": in_words(title, bars) if bars else ""}


def pair_told(pair: Pair) -> dict[str, Any]:
    """Both sides of a question, line by line: the share before and after, or a dash; `percents` for the bars."""
    sides = [{bar.label: bar for bar in side.bars} for side in (pair.before, pair.after)]
    labels = list(dict.fromkeys(label for side in sides for label in side))
    rank = pair.before.kind == "rank"

    def said(bar: Bar | None) -> str:
        if bar is None:
            return UNTOLD
        return fr(f"rang moyen {bar.score}".replace(".", ",")) if rank else fr(f"{bar.percent} %")

    both = fr(f"{pair.both} personnes ont répondu les deux fois.") if pair.both else ""
    answers = [str(side.answers) if not side.hidden else FEW for side in (pair.before, pair.after)]
    rows = [[label, said(sides[0].get(label)), said(sides[1].get(label))] for label in labels]
    percents = [[_length(side.get(label), len(labels), rank) for side in sides] for label in labels]
    return {"title": pair.before.title, "rows": rows, "answers": answers, "both": both, "percents": percents}


def _length(bar: Bar | None, of: int, rank: bool) -> int | None:
    """How long the bar of a line is, in percent; of a mean rank, the better the longer."""
    if bar is None:
        return None
    return charts.length(bar.score or of, of) if rank else bar.percent

"""Answers as they are kept: by questionnaire and personal code, never by person; the last answer replaces the first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from irdsu_app.cycles import keys, paris, survey_results, survey_times, surveys
from irdsu_app.cycles.attendance import Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.checking import sitting_of
from irdsu_app.cycles.day_models import Answer
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.survey_results import Pair, Result
from irdsu_app.cycles.surveys import Answers, Survey
from irdsu_app.cycles.unit import UNKNOWN_CYCLE, UNKNOWN_MEETING
from irdsu_app.design.typography import fr


@dataclass(frozen=True)
class Kept:
    """What became of an answer: whether there was one, whether every question has one, how many questions have none."""

    replaced: bool
    complete: bool
    left: int = 0


@dataclass(frozen=True)
class Seen:
    """The results of a questionnaire; `groups` by function, `answers` is 0 under five."""

    survey: Survey
    answers: int
    results: tuple[Result, ...]
    groups: Mapping[str, tuple[Result, ...]]


@dataclass(frozen=True)
class Asked:
    """A questionnaire as somebody opens it: about which cycle, which meeting; `problem` says why it is not open."""

    survey: Survey
    slug: str
    cycle: str
    demonstration: bool
    sitting: Sitting | None
    problem: str
    opens: datetime | None
    closes: datetime | None


def asked(session: Session, slug: str, survey: str, now: datetime, meeting: str = "") -> Asked:
    """A questionnaire, open or not; raises Refused when there is no such one."""
    number, cycle = surveys.survey(survey), _cycle(session, slug)
    sittings = _sittings(session, cycle.id)
    about = _about(number, sittings, meeting)
    if about is not None and about.status == "draft":
        raise Refused(fr(UNKNOWN_MEETING))
    problem, opens, closes = "", None, None
    try:
        opens, closes = survey_times.window(number, sittings, about)
        survey_times.check(number, sittings, about, now)
    except Refused as refusal:
        problem = str(refusal)
    return Asked(number, cycle.slug, cycle.title, cycle.demonstration, about, problem, opens, closes)


def answer(
    session: Session,
    slug: str,
    survey: str,
    code: str,
    answers: Mapping[str, Any],
    now: datetime,
    meeting: str = "",
    *,
    blind: bool = False,
) -> Kept:
    """Keep what was answered with this personal code, instead of what it had answered before; raises Refused.

    `meeting` is the code of the meeting that is spoken of, for the questionnaire that speaks of one. `blind` is for
    somebody who was not shown what they had answered: what they leave blank then stays as it was.
    """
    asked, cycle = surveys.survey(survey), _cycle(session, slug, locked=True)
    hashed = surveys.hash_of(keys.secret(), str(cycle.id), code)
    sittings = _sittings(session, cycle.id)
    about = _about(asked, sittings, meeting)
    survey_times.check(asked, sittings, about, now)
    given = surveys.read(asked, answers)
    row = _row(session, cycle.id, asked, about, hashed)
    replaced = row is not None
    if row is not None and blind:
        given = surveys.read(asked, {**row.answers, **given})
    row = row or Answer(id=uuid4(), cycle_id=cycle.id, survey=asked.id, code_hash=hashed, answers={}, day="")
    row.meeting_key = str(about.id) if about else ""
    row.answers, row.complete = given, surveys.complete(asked, given)
    row.day = paris.local(now).date().isoformat()
    session.add(row)
    session.flush()
    return Kept(replaced, row.complete, sum(each.id not in given for each in asked.questions))


def mine(session: Session, slug: str, survey: str, code: str, meeting: str = "") -> Answers:
    """What this personal code has answered, to go on; nothing for one that never did. Raises Refused."""
    asked, cycle = surveys.survey(survey), _cycle(session, slug)
    hashed = surveys.hash_of(keys.secret(), str(cycle.id), code)
    row = _row(session, cycle.id, asked, _about(asked, _sittings(session, cycle.id), meeting), hashed)
    return dict(row.answers) if row else {}


def forget(session: Session, slug: str, code: str) -> int:
    """Erase everything that this personal code has answered in a cycle; gives how many questionnaires."""
    cycle = _cycle(session, slug)
    hashed = surveys.hash_of(keys.secret(), str(cycle.id), code)
    rows = session.exec(select(Answer).where(Answer.cycle_id == cycle.id, Answer.code_hash == hashed)).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def results(session: Session, slug: str, survey: str, meeting: str = "") -> Seen:
    """What was answered, together; a whole and groups of five people or more. Raises Refused."""
    asked, cycle = surveys.survey(survey), _cycle(session, slug)
    about = _about(asked, _sittings(session, cycle.id), meeting)
    given = list(_given(session, cycle.id, asked, about).values())
    many = len(given) if len(given) >= survey_results.FEWEST else 0
    groups = survey_results.grouped(asked, given) if asked.group else {}
    return Seen(asked, many, survey_results.results(asked, given), groups)


def before_and_after(session: Session, slug: str) -> tuple[Pair, ...]:
    """The questions asked before and after, side by side: feelings, not an effect. Raises Refused."""
    cycle = _cycle(session, slug)
    before, after = surveys.survey("before"), surveys.survey("after")
    sides = (_given(session, cycle.id, each, None) for each in (before, after))
    return survey_results.pairs(before, after, *sides)


def _given(session: Session, cycle: UUID, asked: Survey, about: Sitting | None) -> dict[str, Answers]:
    key = str(about.id) if about else ""
    rows = select(Answer).where(Answer.cycle_id == cycle, Answer.survey == asked.id, Answer.meeting_key == key)
    # In the order of the hashes: that of arrival would tell who is who.
    return {row.code_hash: row.answers for row in session.exec(rows.order_by(col(Answer.code_hash))).all()}


def _row(session: Session, cycle: UUID, asked: Survey, about: Sitting | None, hashed: str) -> Answer | None:
    key = str(about.id) if about else ""
    rows = select(Answer).where(Answer.cycle_id == cycle, Answer.survey == asked.id, Answer.meeting_key == key)
    return session.exec(rows.where(Answer.code_hash == hashed)).one_or_none()


def _about(asked: Survey, sittings: Sequence[Sitting], code: str) -> Sitting | None:
    if asked.about != "meeting":
        return None
    found = next((each for each in sittings if each.code == code), None)
    if found is None:
        raise Refused(fr(UNKNOWN_MEETING))
    return found


def _sittings(session: Session, cycle: UUID) -> list[Sitting]:
    return [sitting_of(row) for row in session.exec(select(Meeting).where(Meeting.cycle_id == cycle)).all()]


def _cycle(session: Session, slug: str, locked: bool = False) -> Cycle:
    asked = select(Cycle).where(Cycle.slug == slug, Cycle.status != "draft")
    row = session.exec(asked.with_for_update() if locked else asked).one_or_none()
    if row is None:
        raise Refused(fr(UNKNOWN_CYCLE))
    return row

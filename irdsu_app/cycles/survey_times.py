"""When each questionnaire may be answered, from the dates of the meetings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from irdsu_app.cycles import paris
from irdsu_app.cycles.attendance import Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.surveys import Survey, SurveyId, surveys
from irdsu_app.design.typography import fr

AFTER_MEETING, AFTER_CYCLE = timedelta(days=30), timedelta(days=60)
"""How long a meeting, then the cycle, may be spoken of."""
LATER, LATER_LASTS = timedelta(days=85), timedelta(days=90)
"""From when, and how long, the questionnaire of three months after."""

NAMES: dict[SurveyId, str] = {"before": "avant", "after": "apres", "later": "trois-mois"}
"""The questionnaires of a cycle, as addresses name them."""


@dataclass(frozen=True)
class Open:
    """A questionnaire that may be answered now, until then; `meeting` is the one it is about."""

    survey: Survey
    meeting: Sitting | None
    closes: datetime


def address(slug: str, survey: SurveyId, meeting: str = "") -> str:
    """The address of a questionnaire of a cycle, or of one of its meetings."""
    if survey == "meeting":
        return f"/cycles/{slug}/seances/{meeting}/avis"
    return f"/cycles/{slug}/questionnaire/{NAMES[survey]}"


def open_now(sittings: Sequence[Sitting], now: datetime) -> list[Open]:
    """The questionnaires that may be answered now: those of meetings in their order, then those of the cycle."""
    asked: list[tuple[Survey, Sitting | None]] = []
    for survey in sorted(surveys().surveys, key=lambda each: each.about != "meeting"):
        asked += [(survey, each) for each in sittings] if survey.about == "meeting" else [(survey, None)]
    found: list[Open] = []
    for survey, meeting in asked:
        try:
            check(survey, sittings, meeting, now)
        except Refused:
            continue
        found.append(Open(survey, meeting, window(survey, sittings, meeting)[1]))
    return found


def window(asked: Survey, sittings: Sequence[Sitting], meeting: Sitting | None = None) -> tuple[datetime, datetime]:
    """From when to when a questionnaire may be answered; raises Refused when there is nothing to speak of."""
    held = [each for each in sittings if each.status not in ("cancelled", "draft")]
    if asked.about == "meeting":
        if meeting is None or meeting not in held:
            raise Refused(fr("Cette séance n’a pas eu lieu : il n’y a pas d’avis à donner."))
        return meeting.starts_at, meeting.ends_at + AFTER_MEETING
    if not held:
        raise Refused(fr("Ce cycle n’a pas de séance : il n’y a pas encore d’avis à donner."))
    first, last = min(held, key=lambda each: each.starts_at), max(held, key=lambda each: each.ends_at)
    if asked.id == "before":
        return first.starts_at - timedelta(days=365), first.ends_at
    if asked.id == "after":
        return last.starts_at, last.ends_at + AFTER_CYCLE
    return last.ends_at + LATER, last.ends_at + LATER + LATER_LASTS


def check(asked: Survey, sittings: Sequence[Sitting], meeting: Sitting | None, now: datetime) -> None:
    """Let this questionnaire be answered now; raises Refused otherwise."""
    opens, closes = window(asked, sittings, meeting)
    if now < opens:
        raise Refused(fr(f"Ce questionnaire s’ouvre le {paris.day(opens)}."))
    if now >= closes:
        raise Refused(fr(f"Ce questionnaire est clos depuis le {paris.day(closes)}."))

"""The questionnaires that may be answered now, as links ready to be shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from irdsu_app.cycles import paris, survey_times
from irdsu_app.cycles.attendance import Sitting
from irdsu_app.cycles.seen import CycleSeen, MeetingSeen
from irdsu_app.design.typography import fr

GIVE = "Donner mon avis"


class SurveyShown(TypedDict):
    """A link to a questionnaire; `code` is the meeting it is about, or ""."""

    code: str
    title: str
    said: str
    address: str


def shown(of: CycleSeen, now: datetime) -> list[SurveyShown]:
    """The questionnaires of a cycle that are open now: those of its meetings, then its own."""
    found = survey_times.open_now([_sitting(each) for each in of.meetings], now)
    return [_shown(of.slug, each) for each in found]


def of_meeting(links: Sequence[SurveyShown], code: str) -> list[SurveyShown]:
    """Those about this meeting."""
    return [each for each in links if each["code"] == code]


def _shown(slug: str, each: survey_times.Open) -> SurveyShown:
    code = each.meeting.code if each.meeting else ""
    about = f" : {each.meeting.title}" if each.meeting else ""
    return SurveyShown(
        code=code,
        title=fr(f"{each.survey.title}{about}"),
        said=fr(f"{each.survey.minutes} minutes, anonyme, jusqu’au {paris.day(each.closes)}"),
        address=survey_times.address(slug, each.survey.id, code),
    )


def _sitting(row: MeetingSeen) -> Sitting:
    status = "cancelled" if row.standing == "cancelled" else "open"
    return Sitting(row.id, row.code, row.title, status, row.starts_at, row.ends_at)

"""What the results page of a cycle is made from: every questionnaire that has been open, read at one moment."""

from datetime import datetime

from sqlmodel import Session, col, select

from irdsu_app.cycles import opening, results_markup, survey_times, surveys, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.results_markup import Part
from irdsu_app.design.markup import Markup


def page(session: Session, slug: str, now: datetime) -> Markup:
    """The results of a cycle as HTML, none about fewer than five answers; "" when it is not published."""
    cycle = session.exec(select(Cycle).where(Cycle.slug == slug, Cycle.status != "draft")).one_or_none()
    if cycle is None:
        return ""
    order = col(Meeting.position), col(Meeting.code)
    rows = session.exec(select(Meeting).where(Meeting.cycle_id == cycle.id).order_by(*order)).all()
    parts = [_of_cycle(session, slug, "before")]
    parts += [_of_meeting(session, slug, row) for row in rows if row.status != "draft" and row.starts_at <= now]
    parts += [_of_cycle(session, slug, number) for number in ("after", "later") if _begun(session, slug, number, now)]
    return results_markup.results(cycle.title, parts, surveys_register.before_and_after(session, slug))


def _of_cycle(session: Session, slug: str, number: surveys.SurveyId) -> Part:
    seen = surveys_register.results(session, slug, number)
    name = survey_times.NAMES[number]
    return Part(name, seen.survey.title, seen, f"/bureau/cycles/{slug}/avis-{name}")


def _of_meeting(session: Session, slug: str, row: Meeting) -> Part:
    seen = surveys_register.results(session, slug, "meeting", row.code)
    opened = opening.opened(session, row.id)
    return Part(
        f"seance-{row.code}", f"{row.code} : {row.title}", seen, f"/bureau/cycles/{slug}/{row.code}/avis", opened
    )


def _begun(session: Session, slug: str, number: surveys.SurveyId, now: datetime) -> bool:
    """Whether a questionnaire has been open already."""
    try:
        asked = surveys_register.asked(session, slug, number, now)
    except Refused:
        return False
    return asked.closes is not None and asked.opens is not None and asked.opens <= now

"""The journal of the office: who did what, kept a year."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.access.models import OrganiserAct, OrganiserLink

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("rooms_base")


def entered(now: datetime):
    """Anne, of the team, comes in."""
    with db.session() as session:
        anne = team.invite(session, "anne@ville.fr", "Anne", ("all",), now)
        organisers.enter(session, organisers.give_link(session, now, anne), now, "Firefox, Linux", "")
    return anne


def test_the_journal_says_who_did_what():
    anne = entered(NOW)
    with db.session() as session:
        organisers.log(session, anne, "Capacité changée", "meeting:1", {"places": 12}, NOW)
        came, changed = session.exec(select(OrganiserAct)).all()
    assert (came.what, came.organiser_id) == ("Entrée au bureau", anne.id)
    assert (changed.what, changed.about, changed.detail, changed.at) == (
        "Capacité changée", "meeting:1", {"places": 12}, NOW,
    )  # fmt: skip


def test_the_journal_is_kept_a_year():
    entered(NOW)
    with db.session() as session:
        assert organisers.tidy(session, NOW + timedelta(days=364)) == 0
        assert organisers.tidy(session, NOW + timedelta(days=366)) == 1
        assert session.exec(select(OrganiserLink)).all() == []

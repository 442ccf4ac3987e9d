"""Alerts on both databases: nothing without consent, each offer once, whatever the crash and the clock."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
import time_machine
from sqlmodel import select

from irdsu_app import db
from irdsu_app.jobs import alert_register, alert_rounds, alert_writing
from irdsu_app.jobs.alert_models import JobFollower, JobTold
from irdsu_app.jobs.alert_register import Refused
from irdsu_app.jobs.query import Query
from irdsu_app.mail import post as office
from tests.state import posting
from tests.state.alert_house import (
    NOUR,
    NOW,
    TUESDAY,
    WEEK,
    act,
    alerts_of,
    ask,
    do,
    follow,
    followed,
    letters,
    link_of,
    post,
    week,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
MEDIATION = Query(words="médiatrice")


def test_nothing_is_sent_to_who_did_not_confirm(rooms_base):
    ask(MEDIATION)
    post("a")
    assert [each.kind for each in letters()] == ["jobs.alert_asked"]
    assert week(TUESDAY) == {}
    do(lambda session: alert_rounds.tidy(session, NOW + timedelta(hours=47)))
    assert len(alerts_of()) == 1
    do(lambda session: alert_rounds.tidy(session, NOW + timedelta(hours=48)))
    assert db.read(lambda s: s.exec(select(JobFollower)).all()) == []
    assert [(each.recipient, each.data) for each in letters()] == [("", {})]


def test_a_new_offer_is_told_once_on_tuesday_and_what_was_there_before_never():
    post("old")
    follow(MEDIATION)
    assert week(NOW + timedelta(days=1)) == {}
    post("a")
    assert week(TUESDAY) == {NOUR: ["a"]}
    assert week(TUESDAY) == {} == week(TUESDAY + timedelta(days=3))
    post("a", TUESDAY, pay="2 400 €")
    post("old", TUESDAY, pay="2 400 €")
    assert week(TUESDAY + WEEK) == {}
    post("b", TUESDAY + WEEK)
    assert week(TUESDAY + 2 * WEEK) == {NOUR: ["b"]}


def test_each_offer_is_told_once_to_who_follows_several_searches():
    follow(MEDIATION)
    follow(Query(department=("59",)))
    follow(Query(contract=("cdd",)), "ali@ville.fr")
    post("a")
    post("b", department="62")
    assert {who: sorted(those) for who, those in week(TUESDAY).items()} == {
        NOUR: ["a", "b"],
        "ali@ville.fr": ["a", "b"],
    }
    assert len(db.read(lambda s: s.exec(select(JobTold)).all())) == 4


def test_an_offer_that_is_over_or_out_of_sight_is_never_told():
    follow(MEDIATION)
    post("expired", deadline=date(2026, 11, 30))
    post("filled", status="filled")
    post("hidden")
    post("hidden", status="to_review")
    assert week(TUESDAY) == {}
    post("hidden", TUESDAY, status="online")
    assert week(TUESDAY + WEEK) == {NOUR: ["hidden"]}


def test_what_closes_before_the_letter_leaves_is_not_in_it():
    follow(MEDIATION)
    post("a")
    post("b")
    week(TUESDAY)
    post("b", TUESDAY, status="filled")
    data = letters("week")[0].data
    with time_machine.travel(TUESDAY, tick=False):
        letter = alert_writing.write("jobs.alert_week", data)
    assert ("Médiatrice a" in letter.text, "Médiatrice b" in letter.text) == (True, False)
    assert letter.subject == "1 nouvelle offre pour vous"
    assert letter.unsubscribe.endswith(f"{link_of()}/arreter")


def test_a_letter_whose_offers_have_all_closed_does_not_leave_and_they_are_told_if_they_open_again(monkeypatch, sink):
    monkeypatch.setattr(office, "_writers", {"jobs.": alert_writing.write})
    follow(MEDIATION)
    deliver(sink, NOW)
    post("a")
    week(TUESDAY)
    post("a", TUESDAY, status="filled")
    deliver(sink, TUESDAY)
    assert [(each.status, each.why) for each in letters("week")] == [("dropped", alert_writing.NOTHING_LEFT)]
    post("a", TUESDAY, status="online")
    post("b", TUESDAY)
    assert week(TUESDAY + WEEK) == {NOUR: ["b", "a"]}
    post("b", TUESDAY + WEEK, status="filled")
    deliver(sink, TUESDAY + WEEK)
    assert [sink.message(at)["Subject"][:10] for at in range(len(sink.letters))] == ["Confirmez ", "1 nouvelle"]
    post("a", TUESDAY + WEEK, pay="2 400 €")
    post("b", TUESDAY + WEEK, status="online")
    assert week(TUESDAY + 2 * WEEK) == {NOUR: ["b"]}


def deliver(sink, now) -> None:
    """The postman goes round at this moment."""
    with time_machine.travel(now, tick=False):
        posting.deliver(sink, lambda: now, lines=1)


def test_no_letter_when_there_is_nothing_new():
    follow(MEDIATION)
    post("a", title="Urbaniste")
    assert week(TUESDAY) == week(TUESDAY + WEEK) == {}


def test_a_round_that_is_killed_sends_nothing_twice_and_loses_nothing(rooms_base):
    follow(MEDIATION)
    follow(Query(contract=("cdd",)), "ali@ville.fr")
    post("a")
    url = rooms_base.url.render_as_string(hide_password=False)
    before = len(letters())
    for _ in range(2):
        killed = subprocess.run(
            [sys.executable, "-m", "tests.state.alert_racer", TUESDAY.isoformat()],
            env={**os.environ, "IRDSU_DATABASE_URL": url},
            capture_output=True,
            check=False,
        )
        assert (killed.returncode, killed.stdout) == (-9, b"2\n"), killed.stderr
        assert len(letters()) == before
    assert week(TUESDAY) == {NOUR: ["a"], "ali@ville.fr": ["a"]}
    assert week(TUESDAY + timedelta(hours=1)) == {}


def test_clocks_that_jump_send_nothing_twice_and_silence_nobody():
    follow(MEDIATION)
    post("a")
    assert week(TUESDAY + 5 * WEEK) == {NOUR: ["a"]}
    post("b")
    assert week(TUESDAY) == {NOUR: ["b"]}
    assert week(TUESDAY + WEEK) == {}


def test_a_pause_forgets_what_comes_meanwhile_and_resuming_begins_from_now():
    link = follow(MEDIATION)
    act("pause", link)
    post("a")
    assert week(TUESDAY) == {}
    act("reprendre", link)
    post("b")
    assert week(TUESDAY + WEEK) == {NOUR: ["b"]}


def test_stopping_stops_at_once_and_is_undone_or_erased():
    link = follow(MEDIATION)
    post("a")
    week(TUESDAY)
    act("arreter", link, now=TUESDAY)
    assert [each.status for each in letters("week")] == ["dropped"]
    post("b")
    assert week(TUESDAY + WEEK) == {}
    act("recommencer", link)
    post("c")
    assert week(TUESDAY + 2 * WEEK) == {NOUR: ["c"]}
    act("arreter", link, now=TUESDAY)
    do(lambda session: alert_register.purge(session, TUESDAY + timedelta(days=29)))
    assert len(alerts_of()) == 1
    do(lambda session: alert_register.purge(session, TUESDAY + timedelta(days=30)))
    assert alerts_of() == []


def test_everything_is_erased_at_once():
    link = follow(MEDIATION)
    post("a")
    week(TUESDAY)
    act("effacer", link)
    assert {each.recipient for each in letters()} == {""}
    assert db.read(lambda s: s.exec(select(JobTold)).all()) == []
    with pytest.raises(Refused, match="n’ouvre rien"):
        act("arreter", link)


def test_a_search_is_followed_once_as_the_board_reads_it():
    post("a", title="Chargée d’évaluation")
    follow(Query(words="évaluatoin"))
    assert followed() == "« évaluation »"
    ask(Query(words="évaluation", sort="recent", page=3))
    assert len(alerts_of()) == 1
    assert [each.kind for each in letters()][-1] == "jobs.alert_known"


def test_a_word_that_was_begun_is_followed_as_a_beginning():
    post("x", title="Urbaniste")
    follow(Query(words="médiat"))
    post("a")
    post("b", title="Responsable de la médiation")
    post("c", title="Urbaniste")
    assert week(TUESDAY) == {NOUR: ["b", "a"]}


def test_an_alert_is_changed_and_ten_are_enough():
    link = follow(MEDIATION)
    number = alerts_of()[0].id or 0
    do(lambda s: alert_register.change(s, link, number, Query(contract=("cdi",)), NOW))
    assert followed() == "CDI"
    post("a")
    post("b", contract="cdi")
    assert week(TUESDAY) == {NOUR: ["b"]}
    for department in ("01", "02", "03", "04", "05", "06", "07", "08", "09"):
        ask(Query(department=(department,)))
    ask(Query(department=("59",)))
    assert len(alerts_of()) == 10
    assert letters("full")
    with pytest.raises(Refused, match="déjà"):
        do(lambda s: alert_register.change(s, link, alerts_of()[-1].id or 0, Query(contract=("cdi",)), NOW))


def test_a_link_of_more_than_two_days_confirms_nothing():
    ask(MEDIATION)
    with pytest.raises(Refused, match="48 heures"):
        act("confirmer", link_of(), now=NOW + timedelta(hours=48))
    ask(MEDIATION, now=NOW + timedelta(hours=49))
    act("confirmer", link_of(), now=NOW + timedelta(hours=50))
    assert alerts_of()[0].status == "on"

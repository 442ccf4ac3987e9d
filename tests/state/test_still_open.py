"""« Toujours ouverte ? » is asked in time, answered in one click; without an answer the offer goes back to the team."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.jobs import catalogue, deciding_register, posting_keys, posting_rows, still_register, still_writing
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.house import house
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.query import Query
from irdsu_app.jobs.submission import Refused
from irdsu_app.mail.models import Letter
from tests.state.alert_house import Web, do
from tests.state.offers_house import NOW, POSTER, WHOLE

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
DAY = timedelta(days=1)


def moderator():
    return do(lambda s: team.find(s, "mo@irdsu.fr") or team.invite(s, "mo@irdsu.fr", "Mo", ["jobs"], NOW))


def online(**said) -> str:
    """An offer online; gives its personal link."""
    mo = moderator()
    posting, key = do(lambda s: register.start(s, NOW, WHOLE | said))
    do(lambda s: register.send(s, posting_rows.row_by_link(s, key), POSTER, "", False, NOW))
    do(lambda s: register.confirm(s, posting_keys.proof(posting.id, POSTER), NOW))
    revision = row(key).revision
    do(lambda s: deciding_register.publish(s, mo, posting.id, revision, NOW))
    return key


def row(key: str):
    return db.read(lambda s: posting_rows.row_by_link(s, key))


def asked(now: datetime) -> list[str]:
    """What is asked at this moment: the kinds of the new letters."""
    before = {each.key for each in letters()}
    do(lambda session: still_register.send(session, now))
    return [each.kind for each in letters() if each.key not in before]


def letters() -> list[Letter]:
    return [each for each in db.read(lambda s: s.exec(select(Letter)).all()) if "still" in each.kind]


def on_board(now: datetime) -> int:
    return db.read(lambda s: catalogue.search(s, Query(), now)).total


def test_with_a_deadline_it_is_asked_once_a_week_before():
    key = online(deadline="2026-12-31")
    assert asked(NOW + 27 * DAY) == []
    assert asked(NOW + 28 * DAY - timedelta(hours=4)) == []
    assert asked(NOW + 28 * DAY) == ["jobs.still_open"]
    assert asked(NOW + 29 * DAY) == asked(NOW + 34 * DAY) == []
    do(lambda s: still_register.extend(s, key, "2027-02-26", NOW + 30 * DAY))
    assert db.read(lambda s: s.exec(select(JobOffer)).one()).deadline == date(2027, 2, 26)
    assert asked(NOW + 60 * DAY) == []
    assert asked(NOW + 86 * DAY) == ["jobs.still_open"]
    assert on_board(NOW + 92 * DAY) == 1
    assert on_board(NOW + 93 * DAY) == 0
    assert row(key).stage == "online"


def test_without_a_deadline_it_is_asked_each_month_and_a_yes_counts_from_then():
    key = online(open_ended=True)
    assert asked(NOW + 30 * DAY - timedelta(minutes=1)) == []
    assert asked(NOW + 30 * DAY) == ["jobs.still_open"]
    do(lambda s: still_register.yes(s, key, NOW + 31 * DAY))
    assert {each.status for each in letters()} == {"dropped"}
    assert asked(NOW + 60 * DAY) == []
    assert asked(NOW + 61 * DAY) == ["jobs.still_open"]


def test_without_an_answer_it_is_recalled_then_goes_back_to_the_team_and_a_yes_brings_it_back():
    key = online(open_ended=True)
    at = NOW + 30 * DAY
    assert asked(at) == asked(at + 7 * DAY) == ["jobs.still_open"]
    assert asked(at + 13 * DAY) == []
    assert asked(at + 14 * DAY) == ["jobs.still_held"]
    assert (row(key).stage, on_board(at + 14 * DAY)) == ("to_review", 0)
    assert asked(at + 30 * DAY) == []
    last = db.read(lambda s: posting_rows.history(s, row(key).id))[0]
    assert (last.act, last.by) == ("silent", "clock")
    do(lambda s: still_register.yes(s, key, at + 31 * DAY))
    assert (row(key).stage, on_board(at + 31 * DAY)) == ("online", 1)
    do(lambda s: still_register.yes(s, key, at + 31 * DAY))
    assert asked(at + 60 * DAY) == []


def test_a_server_that_was_off_for_months_asks_before_it_takes_away():
    key = online(open_ended=True)
    late = NOW + 200 * DAY
    assert asked(late) == ["jobs.still_open"]
    assert asked(late + DAY) == []
    assert asked(late + 14 * DAY) == ["jobs.still_open"]
    assert asked(late + 14 * DAY + timedelta(hours=1)) == ["jobs.still_held"]
    assert row(key).stage == "to_review"


def test_a_yes_brings_nothing_back_that_the_team_has_hidden():
    key = online(open_ended=True)
    mo = moderator()
    do(lambda s: deciding_register.reopen(s, mo, row(key).id, row(key).revision, True, NOW + DAY))
    with pytest.raises(Refused, match="plus en ligne"):
        do(lambda s: still_register.yes(s, key, NOW + 2 * DAY))
    assert on_board(NOW + 2 * DAY) == 0


def test_what_a_moderator_decides_meanwhile_is_an_answer_and_is_not_undone_by_a_yes():
    key, at = online(open_ended=True), NOW + 30 * DAY
    mo = moderator()
    for days in (0, 7, 14):
        asked(at + days * DAY)
    do(lambda s: deciding_register.publish(s, mo, row(key).id, row(key).revision, at + 15 * DAY))
    assert asked(at + 16 * DAY) == []
    assert (row(key).stage, asked(at + 46 * DAY)) == ("online", ["jobs.still_open"])
    do(lambda s: deciding_register.reopen(s, mo, row(key).id, row(key).revision, True, at + 47 * DAY))
    with pytest.raises(Refused, match="plus en ligne"):
        do(lambda s: still_register.yes(s, key, at + 48 * DAY))


@time_machine.travel(NOW + 28 * DAY, tick=False)
def test_one_answers_by_the_links_of_the_letter(tmp_path):
    key = online(deadline="2026-12-31")
    asked(NOW + 28 * DAY)
    letter = still_writing.writer(house())("jobs.still_open", letters()[0].data)
    assert letter.subject.startswith("Toujours ouverte")
    web, page = Web(tmp_path), f"/offres/ouverte/{key}"
    for answer in ("oui", "pourvue", "prolonger"):
        assert f"{page}?reponse={answer}" in letter.text
    shown = web.get(f"{page}?reponse=pourvue")
    assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
    assert shown.text.index("Elle est pourvue") < shown.text.index("Oui, elle est")
    assert row(key).stage == "online"
    assert web.ask("POST", page, data={"reponse": "pourvue"}).status_code == 403
    assert "refus=" in web.submit(page, reponse="prolonger", date="1999-01-01").headers["location"]
    assert web.submit(page, reponse="pourvue").headers["location"] == f"{page}?dit=pourvue"
    assert row(key).stage == "filled"
    lost = web.get("/offres/ouverte/unautrelien")
    assert (lost.status_code, 'href="/offres/gerer"' in lost.text) == (404, True)


def test_an_offer_that_is_not_online_any_more_is_not_asked_about(tmp_path):
    key, web = online(deadline="2026-12-31"), Web(tmp_path)
    page = f"/offres/ouverte/{key}"

    def read(day: datetime, query: str = "") -> tuple[str, list[str]]:
        with time_machine.travel(day, tick=False):
            html = web.get(page + query).text
        return html, re.findall(r'name="reponse" value="(\w+)"', html)

    assert read(NOW)[1] == ["oui", "pourvue", "prolonger"]
    late, answers = read(NOW + 40 * DAY, "?reponse=oui&dit=oui")
    assert ("date limite est passée" in late, answers, "reste en ligne" in late) == (
        True,
        ["pourvue", "prolonger"],
        False,
    )
    with pytest.raises(Refused, match="date limite est passée"):
        do(lambda s: still_register.yes(s, key, NOW + 40 * DAY))
    do(lambda s: still_register.filled(s, key, NOW + 40 * DAY))
    over, answers = read(NOW + 40 * DAY)
    assert ("Elle est pourvue." in over, "est-elle toujours ouverte" in over, answers) == (True, False, [])
    do(lambda s: register.withdraw(s, posting_rows.row_by_link(s, key), NOW + 41 * DAY))
    assert "Elle a été retirée." in read(NOW + 41 * DAY, "?dit=pourvue")[0]


def test_an_offer_held_for_want_of_an_answer_is_said_to_be_filled_by_its_letter():
    key, at = online(open_ended=True), NOW + 30 * DAY
    for days in (0, 7, 14):
        asked(at + days * DAY)
    assert db.read(lambda s: still_register.look(s, key, at + 14 * DAY))[1] == "held"
    do(lambda s: still_register.filled(s, key, at + 15 * DAY))
    assert (row(key).stage, db.read(lambda s: s.exec(select(JobOffer)).one()).status) == ("filled", "filled")


def test_what_was_written_and_never_sent_is_kept_when_the_offer_goes_back_to_the_team():
    key, at = online(open_ended=True), NOW + 30 * DAY
    do(
        lambda s: register.write(
            s, posting_rows.row_by_link(s, key), {"pay": "2 700 € brut par mois"}, {}, 2, NOW + DAY
        )
    )
    for days in (0, 7, 14):
        asked(at + days * DAY)
    last = db.read(lambda s: posting_rows.history(s, row(key).id))[0]
    assert (last.act, last.texts) == ("silent", {"pay": "2 700 € brut par mois"})

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
from tests.state.alert_house import (
    NOUR,
    NOW,
    TUESDAY,
    WEEK,
    Web,
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
    with time_machine.travel(TUESDAY + 20 * WEEK, tick=False):
        assert alert_writing.write("jobs.alert_week", data).subject == "Les nouvelles offres sont déjà closes"


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


@pytest.fixture
def web(tmp_path):
    return Web(tmp_path)


def test_one_asks_confirms_and_leaves_without_scripts(web):
    page = web.get("/offres/alerte?mots=m%C3%A9diatrice&contrat=cdd")
    assert ("« médiatrice », CDD" in page.text.replace("\u202f", " "), page.status_code) == (True, 200)
    sent = web.submit("/offres/alerte", courriel=NOUR, recherche="mots=médiatrice&contrat=cdd")
    assert (sent.status_code, sent.headers["location"]) == (
        303,
        "/offres/alerte?mots=m%C3%A9diatrice&contrat=cdd&envoye=oui",
    )
    link = link_of()
    mine = web.get(f"/offres/alerte/{link}")
    assert "Oui, recevoir ces offres" in mine.text
    assert (mine.headers["cache-control"], NOUR in mine.text) == ("no-store", False)
    number = str(alerts_of()[0].id)
    assert alerts_of()[0].status == "asked"
    done = web.submit(f"/offres/alerte/{link}", geste="confirmer", alerte=number)
    assert done.headers["location"] == f"/offres/alerte/{link}?dit=confirmer"
    assert alerts_of()[0].status == "on"
    web.submit(f"/offres/alerte/{link}", geste="changer", alerte=number, mots="urbaniste", contrat=["cdi", "cdd"])
    assert followed().replace("\u202f", " ") == "« urbaniste », CDI, CDD"
    gone = web.submit(f"/offres/alerte/{link}", geste="effacer")
    assert gone.headers["location"] == "/offres/alerte?efface=oui"
    assert web.get(f"/offres/alerte/{link}").status_code == 404


def test_a_mail_program_leaves_in_one_click_and_a_look_changes_nothing(web):
    link = follow(MEDIATION)
    stop = f"/offres/alerte/{link}/arreter"
    assert "Ne plus rien recevoir" in web.get(stop).text
    assert web.ask("HEAD", stop).status_code == 200
    stopped = select(JobFollower.stopped_at)
    assert db.read(lambda s: s.exec(stopped).one()) is None
    answer = web.ask("POST", stop, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "plus de nouvelles offres" in answer.text) == (200, True)
    assert db.read(lambda s: s.exec(stopped).one()) is not None
    assert web.ask("POST", stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert web.submit(stop).headers["location"].endswith("?dit=arreter")
    assert web.ask("POST", "/offres/alerte/unlienquelconque/arreter").status_code == 404


@pytest.mark.parametrize("geste", ["pause", "effacer", "supprimer", "confirmer"])
def test_only_our_pages_act_and_only_with_the_link(web, geste):
    link = follow(MEDIATION)
    number = str(alerts_of()[0].id)
    form = {"geste": geste, "alerte": number}
    assert web.ask("POST", f"/offres/alerte/{link}", data=form).status_code == 403
    assert web.ask("POST", f"/offres/alerte/{link}", data=form, headers={"origin": "https://mal.fr"}).status_code == 403
    assert web.submit("/offres/alerte/autre", **form).headers["location"].endswith("refus=lien")
    other = follow(MEDIATION, "ali@ville.fr")
    refused = web.submit(f"/offres/alerte/{other}", geste="supprimer", alerte=number)
    assert refused.headers["location"].endswith("refus=partie")
    assert alerts_of()[0].status == "on"


@pytest.mark.parametrize(
    "courriel", ["", "nour", "nour@", "a b@ville.fr", "nour@ville.fr\nbcc: x@y.fr", "x" * 300 + "@v.fr"]
)
def test_an_address_that_is_none_is_refused_in_words(web, courriel):
    answer = web.submit("/offres/alerte", courriel=courriel, recherche="mots=dsu")
    assert answer.headers["location"] == "/offres/alerte?mots=dsu&refus=adresse"
    assert "prenom.nom@exemple.fr" in web.get(answer.headers["location"]).text
    assert letters() == []


def test_one_address_is_not_written_to_again_and_again(web):
    for _ in range(6):
        assert "envoye" in web.submit("/offres/alerte", courriel=NOUR, recherche="").headers["location"]
    assert "refus=trop" in web.submit("/offres/alerte", courriel=NOUR, recherche="").headers["location"]
    assert len(letters()) == 6


@pytest.mark.parametrize(
    "form", [{}, {"geste": "x"}, {"geste": "changer", "alerte": "9" * 40}, {"geste": "pause", "alerte": "\0"}]
)
def test_a_form_that_makes_no_sense_changes_nothing(web, form):
    link = follow(MEDIATION)
    assert web.submit(f"/offres/alerte/{link}", **form).status_code == 303
    assert [each.status for each in alerts_of()] == ["on"]

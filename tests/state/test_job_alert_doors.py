"""The plain doors of the alerts on both databases: without scripts, from a mail program, against who has no link."""

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.jobs.alert_models import JobFollower
from irdsu_app.jobs.query import Query
from tests.state.alert_house import NOUR, Web, alerts_of, follow, followed, letters, link_of

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
MEDIATION = Query(words="médiatrice")


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
    expected = 400 if "\0" in form.get("alerte", "") else 303  # the door lets no NUL in
    assert web.submit(f"/offres/alerte/{link}", **form).status_code == expected
    assert [each.status for each in alerts_of()] == ["on"]

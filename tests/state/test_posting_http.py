"""The plain doors of whoever posts: what a browser sends, with or without scripts, and what is refused in French."""

import json
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.jobs import deciding_register, posting_expiry, posting_keys, posting_rows
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.posting_models import JobEvent, JobPosting, JobSheet
from irdsu_app.mail.models import Letter
from tests.domain.test_sheets import a_pdf
from tests.state.poster_web import JSON, POSTER, Poster, attached, now, published, row, sent, soon


def test_an_offer_is_posted_without_scripts(web, moderator):
    key = published(web, moderator)
    answer = web.ask(f"/offres/gerer/{key}")
    page = answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "En ligne" in page
    assert "noindex" in page
    assert POSTER not in page
    slug = db.read(lambda s: s.exec(select(JobOffer.slug)).one())
    public = web.ask(f"/offres/{slug}")
    assert public.status_code == 200
    assert POSTER not in public.text
    assert POSTER not in web.ask("/offres.json").text


def test_a_browser_finds_its_draft_again_and_another_does_not(web, tmp_path):
    key = web.written()
    assert web.ask("/offres/deposer/reprendre").headers["location"] == f"/offres/gerer/{key}?ecran=3"
    assert "Chargée ou chargé de projet" in web.ask(f"/offres/gerer/{key}?ecran=2").text
    other = Poster(tmp_path)
    assert other.ask("/offres/deposer/reprendre").headers["location"] == "/offres/deposer?neuve=oui"
    assert other.ask("/offres/deposer/reprendre", headers=JSON).json() == {"to": ""}
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    assert web.cookie == ""


def test_what_is_missing_is_said_and_what_is_written_is_kept(web):
    where = web.post("/offres/deposer", ecran="1", vers="2", organisation="Palabres").headers["location"]
    assert parse_qs(urlsplit(where).query) == {"ecran": ["1"], "manque": ["oui"]}
    page = web.ask(where).text
    assert "Présentez la structure" in page
    assert "Choisissez le type de la structure" in page
    assert 'value="Palabres"' in page


def test_bad_answers_each_have_their_sentence(web):
    key = web.written()
    yesterday = soon(-1)
    status, told = web.told(f"/offres/gerer/{key}", ecran="3", vers="4", deadline=yesterday, apply_email="rh@ville.fr")
    assert (status, told["to"], told["first"]) == (200, "", "deadline")
    assert "déjà passé" in told["said"]["deadline"]
    _, told = web.told(f"/offres/gerer/{key}", ecran="2", pay="deux mille euros environ", title="Chargé de projet")
    assert "Chargée ou chargé de projet" in told["said"]["title"]
    assert "L1142-1" in told["said"]["title"]
    assert told["said"]["pay"]
    _, told = web.told(f"/offres/gerer/{key}", ecran="3", deadline=soon(), sheet_url="https://cutt.ly/lJhHprm")
    assert "cutt.ly" in told["said"]["sheet_url"]
    _, told = web.told(f"/offres/gerer/{key}", ecran="2", title="x" * 300, missions="Reste")
    assert "trop long" in told["said"]["title"]
    assert (row(key).written["title"], row(key).written["missions"]) == ("Chargé de projet", "Reste")


def test_the_law_stops_an_offer_unless_the_team_is_told_why(web):
    key = web.written()
    web.post(f"/offres/gerer/{key}", ecran="2", title="Chargé de projet")
    status, told = web.told(f"/offres/gerer/{key}/envoyer", email=POSTER)
    assert (status, row(key).stage) == (422, "draft")
    assert "contraire à la loi" in told["refusal"]
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER, note="C’est le nom du dispositif")
    assert (row(key).stage, row(key).note) == ("to_confirm", "C’est le nom du dispositif")


def test_an_address_is_proved_before_anything_goes_to_the_team(web):
    key = web.written()
    status, told = web.told(f"/offres/gerer/{key}/envoyer", email="ines@ville")
    assert (status, told["said"]["email"][:20]) == (422, "Il manque la fin de ")
    web.post(f"/offres/gerer/{key}/envoyer", email="erreur@ville.fr")
    first = posting_keys.proof(row(key).id, "erreur@ville.fr")
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    assert web.post(f"/offres/confirmer/{first}").status_code == 404
    proof = posting_keys.proof(row(key).id, POSTER)
    assert web.ask(f"/offres/confirmer/{proof}").status_code == 200
    assert row(key).stage == "to_confirm"
    assert web.post(f"/offres/confirmer/{proof}").status_code == 303
    assert web.post(f"/offres/confirmer/{proof}").status_code == 303
    assert row(key).stage == "to_review"
    kinds = db.read(lambda s: s.exec(select(Letter.kind).where(Letter.recipient == POSTER)).all())
    assert sorted(kinds) == ["jobs.confirm", "jobs.received"]


def test_the_same_post_sent_twice_is_one_and_a_second_is_told(web):
    key = web.written()
    for _ in range(3):
        web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    assert len(db.read(lambda s: s.exec(select(Letter)).all())) == 1
    again = web.written()
    page = web.ask(f"/offres/gerer/{again}?ecran=4").text
    assert "déjà déposée" in page


def test_a_likely_twin_is_shown_with_what_differs(web, moderator):
    published(web, moderator)
    again = web.written()
    web.post(f"/offres/gerer/{again}", ecran="2", title="Chargé·e de projet", pay="2 100 € à 2 400 € brut par mois")
    page = web.ask(f"/offres/gerer/{again}?ecran=4").text
    assert "ressemble beaucoup à la vôtre" in page
    assert 'href="/offres/chargee-ou-charge-de-projet"' in page
    assert "intitulé" in page


def test_what_only_the_team_does_cannot_be_forged(web, moderator):
    key = web.written()
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    for forged in ("publish", "refuse", "correct", "keep", "reopen", "confirm", "", "__class__"):
        status, told = web.told(f"/offres/gerer/{key}/faire", acte=forged, revision="99", stage="online")
        assert (status, told["refusal"]) == (422, "Cela ne peut pas se faire ici.")
    forged = {"stage": "online", "confirmed": "oui", "public": "{}", "email": "x@y.fr", "revision": "7"}
    web.post(f"/offres/gerer/{key}", ecran="1", **forged)
    found = row(key)
    assert (found.stage, found.confirmed, found.public, found.email) == ("to_confirm", False, None, POSTER)
    assert db.read(lambda s: s.exec(select(JobOffer)).all()) == []
    with db.session() as session:
        visitor = team.invite(session, "autre@irdsu.fr", "Au", ["brief"], now())
        for act in (
            lambda: deciding_register.publish(session, visitor, found.id, found.revision, now()),
            lambda: deciding_register.refuse(session, visitor, found.id, "doublon", "", found.revision, now()),
            lambda: deciding_register.edit(session, visitor, found.id, {"title": "X"}, {}, now()),
            lambda: register.fill(session, found, now(), visitor),
        ):
            with pytest.raises(posting_rows.NotYours):
                act()


def test_the_poster_and_the_moderator_at_once(web, moderator):
    key = web.written()
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    web.post(f"/offres/confirmer/{posting_keys.proof(row(key).id, POSTER)}")
    page = web.ask(f"/offres/gerer/{key}?ecran=2").text
    base = re.findall(r'name="base" value="([^"]*)"', page)[0].replace("&quot;", '"')
    with db.session() as session:
        deciding_register.edit(session, moderator, row(key).id, {"missions": "De l’équipe"}, json.loads(base), now())
    mine = {"ecran": "2", "base": base, "missions": "Du dépôt", "profile": "Terrain"}
    _, told = web.told(f"/offres/gerer/{key}", **mine, vers="3")
    assert told["first"] == "missions"
    assert "De l’équipe" in told["said"]["missions"]
    assert "Du dépôt" in told["said"]["missions"]
    assert (row(key).written["missions"], row(key).written["profile"]) == ("De l’équipe", "Terrain")
    assert "Du dépôt" in web.ask(f"/offres/gerer/{key}?ecran=2").text
    web.told(f"/offres/gerer/{key}", **{**mine, "base": told["base"]})
    assert row(key).written["missions"] == "Du dépôt"
    asides = db.read(lambda s: s.exec(select(JobEvent.texts).where(JobEvent.act == "aside")).all())
    assert asides == [{"missions": "Du dépôt"}]


def test_a_mistyped_link_opens_nothing_and_says_how_to_have_it_again(web, moderator):
    key = published(web, moderator)
    for wrong in (key[:-1] + "x", "x", "%00", "a" * 3_000):
        answer = web.ask(f"/offres/gerer/{wrong}")
        assert answer.status_code == 404
        assert "Recevoir de nouveau mon lien" in answer.text
        assert web.post(f"/offres/gerer/{wrong}/faire", acte="withdraw").status_code == 404
    before = len(db.read(lambda s: s.exec(select(Letter)).all()))
    for email, more in (("personne@ville.fr", 0), (POSTER, 1)):
        answer = web.post("/offres/liens", courriel=email)
        assert answer.headers["location"] == "/offres/gerer?fait=liens"
        assert len(db.read(lambda s: s.exec(select(Letter)).all())) == before + more


def test_a_stolen_link_is_revoked_by_mail_only(web, moderator):
    key = published(web, moderator)
    answer = web.post(f"/offres/gerer/{key}/faire", acte="link")
    fresh = posting_keys.personal(db.read(lambda s: s.exec(select(JobPosting.id)).one()), 1)
    assert fresh not in answer.text + str(answer.headers)
    assert web.ask(f"/offres/gerer/{key}").status_code == 404
    assert web.post(f"/offres/gerer/{key}", ecran="1", organisation="Volée").status_code == 404
    assert web.ask(f"/offres/gerer/{fresh}").status_code == 200


def test_extend_fill_back_duplicate_withdraw(web, moderator):
    key = published(web, moderator)
    status, told = web.told(f"/offres/gerer/{key}/faire", acte="extend", until=soon(400))
    assert (status, "six mois" in told["refusal"]) == (422, True)
    web.post(f"/offres/gerer/{key}/faire", acte="extend", until=soon(60))
    assert str(db.read(lambda s: s.exec(select(JobOffer)).one()).deadline) == soon(60)
    web.post(f"/offres/gerer/{key}/faire", acte="fill")
    assert "Pourvue" in web.ask(f"/offres/gerer/{key}").text
    web.post(f"/offres/gerer/{key}/faire", acte="back")
    copy = web.post(f"/offres/gerer/{key}/faire", acte="duplicate").headers["location"]
    assert "ecran=4" in copy
    web.post(f"/offres/gerer/{key}/faire", acte="withdraw")
    slug = db.read(lambda s: s.exec(select(JobOffer.slug)).one())
    assert web.ask(f"/offres/{slug}").status_code == 410
    made = urlsplit(copy).path.rpartition("/")[2]
    web.post(f"/offres/gerer/{made}/faire", acte="withdraw")
    assert web.ask(f"/offres/gerer/{made}").status_code == 404


def test_what_is_not_sent_is_forgotten_and_what_is_over_too(web, moderator):
    draft = web.written()
    key = published(web, moderator)
    attached(web, draft, a_pdf())
    with db.session() as session:
        assert posting_expiry.forget(session, now() + timedelta(days=29)) == 0
    with db.session() as session:
        assert posting_expiry.forget(session, now() + timedelta(days=31)) == 1
    assert db.read(lambda s: s.exec(select(JobSheet)).all()) == []
    assert row(key).stage == "online"
    with db.session() as session:
        assert posting_expiry.forget(session, now() + timedelta(days=30 + 184)) == 1
    assert db.read(lambda s: s.exec(select(JobPosting)).all()) == []
    assert db.read(lambda s: s.exec(select(JobEvent)).all()) == []
    assert len(db.read(lambda s: s.exec(select(JobOffer)).all())) == 1


def test_hostile_forms_break_nothing(web):
    key = web.written()
    hostile = ({"base": "[1]"}, {"base": "{"}, {"ecran": "99"}, {"vers": "-1"}, {"title": "\0x"}, {"positions": "1e9"})
    for said in hostile:
        answer = web.ask(f"/offres/gerer/{key}", "POST", data={"ecran": "2", **said}, headers=JSON)
        assert answer.status_code in (200, 422)
    evil = '"><script>alert(1)</script>'
    web.post(f"/offres/gerer/{key}", ecran="2", title=evil, missions=evil, pay=evil)
    for screen in ("2", "4", ""):
        assert "<script>alert" not in web.ask(f"/offres/gerer/{key}?ecran={screen}").text


def test_a_word_added_while_the_team_reads_is_kept_and_waits_no_less(web):
    key = sent(web)
    before = row(key)
    for _ in range(2):
        web.post(f"/offres/gerer/{key}/envoyer", note="La tranche d’âge est celle du dispositif.")
    after = row(key)
    assert (after.note, after.revision) == ("La tranche d’âge est celle du dispositif.", before.revision + 1)
    assert (after.stage, after.sent_at) == ("to_review", before.sent_at)
    web.post(f"/offres/gerer/{key}/envoyer", note="")
    assert row(key).note == after.note


def test_a_link_made_by_somebody_else_does_not_make_the_page_say_anything(web):
    assert "appelez" not in web.ask("/offres/gerer?remplace=vous,+appelez+le+0899").text
    assert "i•••s@ville.fr" in web.ask("/offres/gerer?remplace=i%E2%80%A2%E2%80%A2%E2%80%A2s%40ville.fr").text

"""A PDF goes with an offer: only a file to keep, to those who may, and never a program."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.design.typography import fr
from irdsu_app.jobs import addresses, deciding_register, expiry, posting_keys, sheet_register, sheets
from irdsu_app.jobs.posting_models import JobSheet
from tests.domain.test_sheets import a_pdf, an_archive
from tests.state.poster_web import POSTER, attached, now, published, row

CHARGEE = "chargee-ou-charge-de-projet"


def test_a_pdf_goes_with_the_offer_and_is_only_a_file(web, moderator):
    key = web.written()
    assert attached(web, key, a_pdf(), "Fiche de poste été.pdf").status_code == 200
    slug = CHARGEE
    assert web.ask(f"/offres/{slug}/fiche-de-poste.pdf").status_code == 404
    mine = web.ask(f"/offres/gerer/{key}/fiche-de-poste.pdf")
    assert mine.content == a_pdf()
    web.post(f"/offres/gerer/{key}/envoyer", email=POSTER)
    web.post(f"/offres/confirmer/{posting_keys.proof(row(key).id, POSTER)}")
    number = row(key).id
    assert web.ask(f"/bureau/offres/{number}/fiche-de-poste.pdf").status_code == 404
    with db.session() as session:
        cookie = organisers.enter(session, organisers.give_link(session, now(), moderator), now())
    desk = web.ask(f"/bureau/offres/{number}/fiche-de-poste.pdf", headers={"cookie": f"irdsu-bureau={cookie}"})
    assert desk.content == a_pdf()
    with db.session() as session:
        deciding_register.publish(session, moderator, number, row(key).revision, now())
    public = web.ask(f"/offres/{slug}/fiche-de-poste.pdf")
    assert public.content == a_pdf()
    assert public.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in public.headers["content-security-policy"]
    assert public.headers["x-content-type-options"] == "nosniff"
    assert "Télécharger la fiche de poste" in web.ask(f"/offres/{slug}").text
    other = a_pdf(b"/Title (autre)")
    attached(web, key, other)
    assert web.ask(f"/offres/{slug}/fiche-de-poste.pdf").content == a_pdf()
    assert web.ask(f"/offres/gerer/{key}/fiche-de-poste.pdf").content == other
    web.post(f"/offres/gerer/{key}/faire", acte="withdraw")
    assert web.ask(f"/offres/{slug}/fiche-de-poste.pdf").status_code == 410


def test_a_pdf_goes_when_the_offer_is_over_and_is_erased_with_the_contact(web, moderator):
    key = web.written()
    attached(web, key, a_pdf())
    published(web, moderator, key)
    page = f"/offres/{CHARGEE}"
    assert web.ask(f"{page}/fiche-de-poste.pdf").content == a_pdf()
    with time_machine.travel(now() + timedelta(days=21), tick=False):
        gone = web.ask(f"{page}/fiche-de-poste.pdf")
        assert (gone.status_code, gone.text) == (410, fr(sheet_register.OVER))
        assert (web.ask(page).status_code, "fiche-de-poste.pdf" in web.ask(page).text) == (200, False)
        assert web.ask(f"/offres/gerer/{key}/fiche-de-poste.pdf").content == a_pdf()
    with db.session() as session:
        assert expiry.erase_contacts(session, now() + timedelta(days=20 + 182)) == 0
        assert expiry.erase_contacts(session, now() + timedelta(days=20 + 184)) == 1
        assert session.exec(select(JobSheet)).all() == []


BAD = [(b"MZ" + a_pdf(), "programme"), (an_archive(), "pas un PDF"), (b"", "Choisissez")]


@pytest.mark.parametrize(("content", "said"), BAD)
def test_a_program_is_not_a_pdf(web, content, said):
    key = web.written()
    answer = attached(web, key, content)
    assert (answer.status_code, said in answer.json()["refusal"]) == (422, True)
    assert db.read(lambda s: s.exec(select(JobSheet)).all()) == []
    assert attached(web, "x", a_pdf()).status_code == 404
    assert addresses.UPLOAD[1] > sheets.LARGEST

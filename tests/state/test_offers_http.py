"""The offers as machines read them: statuses, titles, feeds; what is over is nowhere from midnight in Paris on."""

import asyncio
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import icalendar
import pytest
import time_machine
from sqlmodel import Session, select
from starlette.applications import Starlette

from irdsu_app import db, door
from irdsu_app.door import rates
from irdsu_app.jobs import addresses, catalogue, expiry, feed_routes, reporting, seeding, told
from irdsu_app.jobs.models import JobOffer, JobReport
from irdsu_app.jobs.offer import PARIS

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
SHELL = '<!DOCTYPE html><html lang="fr"><head></head><body><div id="root"></div></body></html>'
SLUG = "cheffe-de-projet"
EVERYWHERE = ["/offres", "/offres?mots=cheffe", "/offres?contrat=cdd", "/offres.atom", "/offres.rss", "/offres.json",
              "/offres.atom?mots=cheffe", "/offres/echeances.ics", "/sitemap.xml"]  # fmt: skip


def a_row(**said) -> JobOffer:
    plain = {
        "slug": SLUG, "title": "Cheffe de projet", "organisation": "Ville de Brunelaie", "contract": "cdd",
        "working_time": "Temps plein", "place": "Roubaix", "department": "59", "region": "hauts-de-france",
        "deadline": date(2026, 12, 31), "published_at": NOW, "status": "online", "apply_email": "rh@ville.test",
        "missions": ["Animer le contrat de ville"], "contact_name": "Luisa Landa", "contact_email": "luisa@ville.test",
        "contact_function": "Direction", "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return JobOffer(**plain | said)


class Web:
    """Asks as a machine does."""

    def __init__(self, build) -> None:
        (build / "404.html").write_text(SHELL)
        routes = [*feed_routes.routes, door.sitemap(("/offres",), told.addresses)]
        self.app = door.pages({}, build, told=addresses.TOLD)(Starlette(routes=routes))

    def ask(self, address: str, method: str = "GET", **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://irdsu.fr") as client:
                return await client.request(method, address, **more)

        return asyncio.run(asked())


@pytest.fixture
def web(rooms_base, tmp_path):
    rates.forget()
    return Web(tmp_path)


def post(base, **said) -> None:
    with db.session(base) as session:
        catalogue.keep(session, a_row(**said), NOW)


def at(moment: datetime = NOW):
    return time_machine.travel(moment, tick=False)


def test_an_offer_is_read_without_scripts(web, rooms_base):
    post(rooms_base)
    with at():
        answer = web.ask(f"/offres/{SLUG}")
    assert answer.status_code == 200
    title = "<title>Cheffe de projet – Ville de Brunelaie – IR-DSU</title>"
    head = ('property="og:title"', "og:description", 'rel="canonical"', "application/ld+json")
    for each in (title, *head, "Animer le contrat de ville", "mailto:rh@ville.test"):
        assert each in answer.text, each
    assert "noindex" not in answer.text


def test_a_search_is_read_without_scripts(web, rooms_base):
    post(rooms_base)
    post(rooms_base, slug="autre", title="Médiateur social", contract="cdi")
    with at():
        answer = web.ask("/offres?mots=chef&contrat=cdd")
        bare = web.ask("/offres")
    assert "Cheffe de projet" in answer.text
    assert "Médiateur social" not in answer.text
    assert ">1 offre</h2>" in answer.text
    assert 'value="cdd" id="contrat-cdd" checked' in answer.text
    assert ("noindex" in answer.text, "noindex" in bare.text) == (True, False)


@pytest.mark.parametrize(
    ("said", "status"),
    [({"status": "withdrawn", "closed_at": NOW}, 410),
     ({"status": "withdrawn", "closed_at": NOW - timedelta(days=90)}, 410),
     ({"status": "draft"}, 404), ({"status": "to_review"}, 404), ({"status": "to_correct"}, 404),
     ({"status": "filled", "closed_at": NOW}, 200), ({"deadline": date(2026, 11, 1)}, 200)],
)  # fmt: skip
def test_the_status_says_what_became_of_it(web, rooms_base, said, status):
    post(rooms_base, **said)
    with at():
        answer = web.ask(f"/offres/{SLUG}")
    assert answer.status_code == status
    assert "noindex" in answer.text
    assert "ld+json" not in answer.text
    assert "Luisa" not in answer.text
    assert status == 200 or "Animer" not in answer.text


def test_an_unknown_offer_is_a_404(web):
    assert web.ask("/offres/inconnue").status_code == 404
    assert web.ask("/offres/inconnue.ics").status_code == 404
    assert web.ask("/offres.exe").status_code == 404


def test_a_demonstration_is_for_people_only(web, rooms_base):
    post(rooms_base, demonstration=True)
    with at():
        page, sitemap, feed = (web.ask(each) for each in (f"/offres/{SLUG}", "/sitemap.xml", "/offres.atom"))
    assert "ne pas postuler" in page.text
    assert "noindex" in page.text
    assert "ld+json" not in page.text
    assert SLUG not in sitemap.text
    assert "[Démonstration] Cheffe de projet" in feed.text


@pytest.mark.parametrize("deadline", [date(2026, 12, 31), date(2027, 3, 27), date(2027, 3, 28), date(2026, 10, 24),
                                      date(2026, 10, 25)], ids=str)  # fmt: skip
def test_an_offer_is_nowhere_from_midnight_in_paris_on(web, rooms_base, deadline):
    post(rooms_base, deadline=deadline, published_at=NOW - timedelta(days=60))
    midnight = datetime.combine(deadline + timedelta(days=1), datetime.min.time(), PARIS).astimezone(UTC)
    with at(midnight - timedelta(seconds=1)):
        assert [each for each in EVERYWHERE if SLUG not in web.ask(each).text] == []
        assert "ld+json" in web.ask(f"/offres/{SLUG}").text
        assert web.ask(f"/offres/{SLUG}.ics").status_code == 200
    with at(midnight):
        assert [each for each in EVERYWHERE if SLUG in web.ask(each).text] == []
        assert 'id="contrat-cdd"' not in web.ask("/offres").text
        page = web.ask(f"/offres/{SLUG}")
        assert (page.status_code, "ld+json" in page.text, "noindex" in page.text) == (200, False, True)
        assert "Expirée" in page.text
        assert "Luisa" not in page.text
        assert web.ask(f"/offres/{SLUG}.ics").status_code == 404
        assert SLUG in web.ask("/offres/archives").text


def test_the_offer_of_2022_is_only_in_the_archives(web, rooms_base):
    with db.session(rooms_base) as session:
        seeding.furnish(session, NOW)
    slug = "coordinateur-rice-gestionnaire-de-tiers-lieux"
    with at():
        assert [each for each in [*EVERYWHERE, "/offres?mots=tiers-lieux"] if slug in web.ask(each).text] == []
        archives, page = web.ask("/offres/archives"), web.ask(f"/offres/{slug}")
    assert slug in archives.text
    assert "Expirée" in archives.text
    assert "noindex" in archives.text
    assert "CDD, 11\u00a0mois, jusqu’au 31 mai 2023" in page.text
    assert "contact@apes-dsu.com" not in page.text


@pytest.mark.parametrize("address", ["/offres.atom", "/offres.rss?mots=cheffe", "/offres.json", "/offres/echeances.ics",
                                     f"/offres/{SLUG}.ics"])  # fmt: skip
def test_what_has_not_changed_is_not_sent_again(web, rooms_base, address):
    post(rooms_base)
    with at():
        first = web.ask(address)
    with at(NOW + timedelta(hours=3)):
        tag = first.headers["etag"]
        again = web.ask(address, headers={"if-none-match": tag})
        weak = web.ask(address, headers={"if-none-match": f'"x", W/{tag}'})
    assert (first.status_code, again.status_code, weak.status_code) == (200, 304, 304)
    assert again.content == b""
    with db.session(rooms_base) as session:
        row = session.exec(select(JobOffer)).one()
        row.title, row.revision = "Cheffe de projet DSU", 1
        catalogue.keep(session, row, NOW + timedelta(hours=4))
    with at(NOW + timedelta(hours=5)):
        assert web.ask(address, headers={"if-none-match": tag}).status_code == 200


def test_every_search_has_its_feeds(web, rooms_base):
    post(rooms_base)
    post(rooms_base, slug="autre", title="Médiateur social", contract="cdi", deadline=None)
    with at():
        told_ = json.loads(web.ask("/offres.json?contrat=cdi").text)
        dates = icalendar.Calendar.from_ical(web.ask("/offres/echeances.ics").content).walk("VEVENT")
    assert [each["title"] for each in told_["items"]] == ["Médiateur social"]
    assert told_["home_page_url"].endswith("/offres?contrat=cdi")
    assert len(dates) == 1


@pytest.mark.parametrize(
    "asked",
    ["", "mots=", "mots=" + "a" * 10_000, "mots=%22+OR+1%3D1", "mots=NEAR(a+b)*", "mots=title:x", "mots=%F0%9F%8E%89",
     "mots=%00", "mots=%FF%FE", "mots=<script>alert(1)</script>", "departement=999", "departement=javascript:1",
     "contrat=%3Cb%3E", "page=-1", "page=99999999999", "page=x", "tri=DROP", "depuis=1e9", "limite=-7", "&&&===",
     "&".join(f"x{n}=1" for n in range(500)), "teletravail=peut-etre", "mots=a&mots=b", "mots[]=x", "%", "?"],
)  # fmt: skip
def test_an_edited_address_is_safe(web, rooms_base, asked):
    post(rooms_base)
    with at():
        answers = [web.ask(f"{path}?{asked}") for path in ("/offres", "/offres.atom", "/offres/archives")]
    assert [each.status_code for each in answers] == [200, 200, 200]
    assert "<script>alert" not in answers[0].text
    assert 'id="resultats"' in answers[0].text


def test_a_report_is_kept_without_anything_of_whoever_reports(web, rooms_base):
    post(rooms_base)
    with at():
        answer = web.ask(
            f"/offres/{SLUG}/signaler", "POST", data={"motif": "perimee", "precision": "  Déjà\n pris 😀 "}
        )
        page = web.ask(answer.headers["location"])
    assert answer.status_code == 303
    assert "Merci" in page.text
    with Session(rooms_base) as session:
        kept = session.exec(select(JobReport)).one()
    assert (kept.reason, kept.words, kept.handled_at) == ("perimee", "Déjà pris 😀", None)
    assert set(JobReport.model_fields) == {"id", "offer_id", "reason", "words", "created_at", "handled_at"}


def test_a_search_that_finds_nothing_speaks_of_choices_only_when_there_are_some(web, rooms_base):
    post(rooms_base)
    said = [web.ask(f"/offres?mots=xylophone{more}").text for more in ("", "&contrat=cdi", "&contrat=cdi&limite=7")]
    assert ["avec ces choix" in each for each in said] == [False, False, True]
    assert ["avec ce choix" in each for each in said] == [False, True, False]


def test_a_report_that_says_nothing_is_refused_in_french(web, rooms_base):
    post(rooms_base)
    refused = web.ask(f"/offres/{SLUG}/signaler", "POST", data={"motif": "<b>"})
    unknown = web.ask("/offres/inconnue/signaler", "POST", data={"motif": "autre"})
    assert (refused.status_code, unknown.status_code) == (422, 422)
    assert refused.text.startswith("Dites ce qui ne va pas")


def test_reports_are_counted(web, rooms_base):
    post(rooms_base)
    answers = [web.ask(f"/offres/{SLUG}/signaler", "POST", data={"motif": "autre"}).status_code for _ in range(21)]
    assert answers == [303] * 20 + [429]


def test_an_offer_keeps_only_so_many_reports(rooms_base):
    post(rooms_base)
    with db.session(rooms_base) as session:
        for _ in range(reporting.WAITING + 5):
            reporting.report(session, SLUG, "autre", "x" * 5_000, NOW)
    with Session(rooms_base) as session:
        kept = session.exec(select(JobReport)).all()
    assert (len(kept), len(kept[0].words)) == (reporting.WAITING, 600)


def test_six_months_after_its_end_an_offer_names_nobody(rooms_base):
    post(rooms_base)
    ended = datetime(2026, 12, 31, 12, tzinfo=UTC)
    with db.session(rooms_base) as session:
        assert expiry.erase_contacts(session, ended + timedelta(days=182)) == 0
        assert expiry.erase_contacts(session, ended + timedelta(days=184)) == 1
        assert expiry.erase_contacts(session, ended + timedelta(days=185)) == 0
        row = session.exec(select(JobOffer)).one()
    assert (row.contact_name, row.contact_email, row.contact_function) == ("", "", "Direction")


def test_from_sixty_days_on_it_is_archived(web, rooms_base):
    post(rooms_base)
    with at(datetime(2027, 3, 1, 12, tzinfo=UTC)):
        page = web.ask(f"/offres/{SLUG}")
        assert (page.status_code, "noindex" in page.text) == (200, True)
        assert SLUG in web.ask("/offres/archives").text

"""What an offer shows: everything, to everybody, and never more than it should."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import icalendar
import pytest

from irdsu_app.jobs import agenda, cards, links, map, offer_page, posting, saying, screen
from irdsu_app.jobs.facets import CHOICES
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.places import DEPARTMENT_NAMES
from irdsu_app.jobs.query import Query

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
ADDRESS = "https://irdsu.test/offres/x"
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
TEXTS = [
    name for name, field in Offer.model_fields.items() if field.annotation is str and name not in ("slug", "status")
]
COUNTS = {**{name: {} for name in CHOICES}, "telework": {"oui": 0}, "since": {}, "closing": {}}


def an_offer(**told) -> Offer:
    plain = {
        "id": 1, "slug": "x", "title": "Cheffe ou chef de projet", "organisation": "Ville de Brunelaie",
        "presentation": "Une ville.", "missions": ("Animer le contrat de ville", "Encadrer"), "contract": "cdd",
        "contract_detail": "3 ans", "working_time": "Temps plein", "place": "Roubaix", "department": "59",
        "region": "hauts-de-france", "deadline": date(2026, 12, 31), "published_at": NOW, "status": "online",
        "apply_email": "rh@ville.test", "apply_url": "https://ville.test/postuler", "documents": "CV", "pay": "2 400 €",
        "sheet_url": "https://ville.test/fiche.pdf", "contact_name": "Luisa Landa", "contact_function": "Direction",
        "contact_email": "luisa@ville.test", "profile": "Goût du terrain", "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return Offer(**plain | told)


class Tags(HTMLParser):
    """The elements of some HTML and what their attributes say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def words_of(html: str) -> str:
    return " ".join(" ".join(Tags(html).words).split())


def test_everything_is_in_the_page():
    said = words_of(offer_page.written(an_offer(), NOW, ADDRESS))
    told = ("Cheffe ou chef de projet", "Une ville.", "Encadrer", "CDD, 3 ans", "Temps plein", "31 décembre 2026")
    ways = ("rh@ville.test", "https://ville.test/postuler", "Luisa Landa, Direction", ADDRESS)
    for each in (*told, *ways, "Roubaix, Nord (59), Hauts-de-France", "Démarche pour la candidature"):
        assert each in said, each


@pytest.mark.parametrize("name", TEXTS)
def test_markup_in_a_field_is_only_text(name):
    offer = an_offer(**{name: EVIL})
    whole = offer_page.written(offer, NOW, ADDRESS) + cards.listed([offer], NOW) + offer_page.in_feed(offer)
    found = Tags(whole).found
    assert not [tag for tag, _ in found if tag in ("script", "img")]
    assert not [said for _, said in found if any(each.startswith("on") for each in said)]
    assert "<script>" not in posting.script(offer, NOW, ADDRESS).removeprefix("<script")


def test_markup_in_the_search_and_the_missions_is_only_text():
    offer = an_offer(missions=(EVIL,))
    for seen in (
        screen.Seen(Query(words=EVIL), [offer], 1, COUNTS, [(EVIL, EVIL)]),
        screen.Seen(Query(words=EVIL), [], 0, COUNTS),
    ):
        found = Tags(screen.board(seen, NOW)).found
        assert not [tag for tag, _ in found if tag in ("script", "img")]
    field = next(
        said
        for tag, said in Tags(screen.board(screen.Seen(Query(words=EVIL), [], 0, COUNTS), NOW)).found
        if said.get("id") == "mots"
    )
    assert field["value"] == EVIL


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x",
     "//ville.test", "/offres", "ftp://ville.test", "https://", "https://ville", "https://moi@ville.test", "http://[::1",
     "https://ville.test/\u202efdp", "rh@ville.test", "", "ville.test"],
)  # fmt: skip
def test_what_is_no_web_address_is_no_link(typed):
    assert links.web(typed) == ""
    written = offer_page.written(an_offer(apply_url=typed, sheet_url=typed, apply_email=""), NOW, ADDRESS)
    led = [said.get("href") or "" for tag, said in Tags(written).found if tag == "a"]
    assert not [each for each in led if each.lower().strip().startswith(("javascript", "data", "ftp"))]


def test_an_email_typed_as_a_link_is_an_email():
    written = offer_page.written(an_offer(apply_url="rh@mairie.test", apply_email=""), NOW, ADDRESS)
    assert 'href="mailto:rh@mairie.test?subject=Candidature' in written
    assert links.mail("mailto:rh@mairie.test") == "rh@mairie.test"
    assert links.mail("rh@mairie.test?bcc=x@y.fr") == links.mail("a\nb@c.fr") == ""


def test_the_letter_is_begun():
    letter = links.letter(an_offer(title="Cheffe & chef"), "rh@ville.test")
    assert letter.startswith("mailto:rh@ville.test?subject=Candidature%20%3A%20Cheffe%20%26%20chef&body=Bonjour")


def test_once_over_one_cannot_answer_and_nobody_is_named():
    after = NOW + timedelta(days=60)
    written = offer_page.written(an_offer(), after, ADDRESS)
    assert "expirée depuis le 31 décembre 2026" in words_of(written)
    for each in ("Postuler", "mailto:", "Luisa Landa", "rh@ville.test", ".ics"):
        assert each not in written, each
    assert "Direction" in written


def test_a_filled_post_says_so():
    said = offer_page.written(an_offer(status="filled", closed_at=NOW), NOW, ADDRESS)
    assert "pourvu" in said
    assert "Postuler" not in said


def test_what_search_engines_read_is_what_the_page_says():
    offer = an_offer()
    told, said = posting.posting(offer, NOW, ADDRESS), words_of(offer_page.written(offer, NOW, ADDRESS))
    assert told is not None
    where = told["jobLocation"]["address"]
    for each in (told["title"], told["hiringOrganization"]["name"], where["addressLocality"], where["addressRegion"]):
        assert each in said
    for each in Tags(told["description"]).words:
        assert " ".join(each.split()) in said, each
    assert told["datePosted"] == "2026-11-25"
    assert told["validThrough"] == "2026-12-31T23:00:00+00:00"
    assert told["employmentType"] == ["FULL_TIME", "TEMPORARY"]
    assert {"title", "description", "datePosted", "hiringOrganization", "jobLocation"} <= told.keys()


def test_search_engines_read_nothing_of_a_demonstration_nor_of_what_is_over():
    assert posting.script(an_offer(demonstration=True), NOW, ADDRESS) == ""
    assert posting.script(an_offer(), NOW + timedelta(days=60), ADDRESS) == ""
    assert posting.script(an_offer(status="to_review"), NOW, ADDRESS) == ""


def test_the_markup_for_search_engines_can_be_read_back():
    offer = an_offer(title="</script><b>", presentation="& < > \u2028")
    written = posting.script(offer, NOW, ADDRESS)
    inside = re.fullmatch(r"<script [^>]*>(.*)</script>", written)
    assert inside is not None
    assert json.loads(inside[1])["title"] == "</script><b>"
    assert "<" not in inside[1]


def test_a_demonstration_says_not_to_answer():
    assert saying.DEMONSTRATION in unescape(offer_page.written(an_offer(demonstration=True), NOW, ADDRESS))
    assert saying.DEMONSTRATION in unescape(offer_page.in_feed(an_offer(demonstration=True)))


def test_a_feed_names_nobody():
    told = offer_page.in_feed(an_offer())
    assert "Luisa" not in told
    assert "@" not in told


def test_every_department_has_a_tile_of_its_own():
    assert set(map.TILES) == set(DEPARTMENT_NAMES)
    assert len(set(map.TILES.values())) == len(DEPARTMENT_NAMES)


def test_a_tile_leads_to_its_offers_and_back():
    drawn = map.drawn(Query(contract=("cdi",)), {"59": 3, "974": 1})
    tiles = {said.get("id"): said for tag, said in Tags(drawn).found if tag == "a"}
    assert set(tiles) == {"tuile-59", "tuile-974"}
    assert tiles["tuile-59"]["href"] == "/offres?contrat=cdi&departement=59"
    assert tiles["tuile-59"]["aria-label"] == "Nord (59)\u00a0: 3 offres"
    chosen = Tags(map.drawn(Query(department=("59",)), {"59": 3})).found
    assert next(said for tag, said in chosen if tag == "a")["href"] == "/offres"


def test_the_deadline_is_a_whole_day_in_any_calendar():
    read = icalendar.Calendar.from_ical(
        agenda.calendar([an_offer(), an_offer(deadline=None)], "https://irdsu.test", NOW)
    )
    [event] = read.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "Cheffe ou chef de projet" in str(event["summary"])


@pytest.mark.parametrize(("days", "said"), [(0, "aujourd’hui"), (1, "demain"), (5, "dans 5\u00a0jours"), (-1, "")])
def test_how_long_is_left(days, said):
    assert saying.left(an_offer(deadline=date(2026, 11, 25) + timedelta(days=days)), NOW) == said


def test_the_choices_that_are_made_can_each_be_taken_back():
    query = Query(words="dsu", contract=("cdi",), department=("59", "974"), telework=True, closing=7)
    board = screen.board(screen.Seen(query, [an_offer()], 1, COUNTS), NOW)
    hrefs = [unescape(said.get("href") or "") for tag, said in Tags(board).found if tag == "a"]
    assert query.with_(contract=()).address() in hrefs
    assert query.with_(department=("974",)).address() in hrefs
    assert "/offres?mots=dsu" in hrefs

"""An alert wants what its search shows; weekly letters leave on Tuesday at 8 h in Paris, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs import alert_letters, alert_pages, alerts
from irdsu_app.jobs.alert_letters import Group
from irdsu_app.jobs.offer import PARIS, Offer
from irdsu_app.jobs.query import Query

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY = date(2026, 11, 26)
LINK, SITE = "https://irdsu.fr/offres/alerte/abc", "https://irdsu.fr"


def an_offer(**said) -> Offer:
    plain = {
        "id": 1, "slug": "mediatrice", "title": "Médiatrice ou médiateur social", "organisation": "Ville de Brunelaie",
        "contract": "cdd", "profession": "mediation", "department": "59", "region": "hauts-de-france",
        "organisation_kind": "commune", "place": "Roubaix", "working_time": "Temps plein", "status": "online",
        "missions": ("Animer le contrat de ville",), "deadline": DAY + timedelta(days=20), "published_at": NOW,
        "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return Offer(**plain | said)


def wants(query: Query, begun: str = "", **said) -> bool:
    return alerts.wants(alerts.wanted(alerts.packed(query), begun), alerts.traits(an_offer(**said)), DAY)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(words="médiatrice"),
        Query(words="MEDIATEURS sociaux"),
        Query(words="contrat de ville"),
        Query(contract=("cdi", "cdd")),
        Query(department=("59",), words="roubaix"),
        Query(region=("hauts-de-france",), profession=("mediation",), kind=("commune",)),
        Query(closing=30),
        Query(since=1, sort="recent", page=4),
    ],
)
def test_an_alert_wants_what_its_search_finds(query):
    assert wants(query)


@pytest.mark.parametrize(
    "query",
    [
        Query(words="urbaniste"),
        Query(words="médiatrice urbaniste"),
        Query(contract=("cdi",)),
        Query(department=("62",)),
        Query(telework=True),
        Query(closing=7),
        Query(words="médiatrice", kind=("etat",)),
    ],
)
def test_and_nothing_else(query):
    assert not wants(query)


def test_a_word_that_was_only_begun_wants_what_begins_so():
    query = Query(words="ville médiat")
    assert not wants(query)
    assert wants(query, begun="mediat")
    assert not wants(Query(words="urbaniste médiat"), begun="mediat")


def test_the_same_search_is_kept_in_one_way_only():
    one = Query.read(
        {"contrat": "cdd,cdi", "mots": " médiation  sociale ", "tri": "recent", "page": "3", "depuis": "7"}
    )
    other = Query(words="médiation sociale", contract=("cdi", "cdd"))
    assert alerts.packed(one) == alerts.packed(other)
    assert alerts.unpacked(alerts.packed(one)) == other
    assert alerts.said(other) == "« médiation sociale », CDI, CDD"
    assert alerts.said(Query()) == "Toutes les offres"


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        (datetime(2026, 11, 24, 6, 59, tzinfo=UTC), datetime(2026, 11, 17, 7, tzinfo=UTC)),
        (datetime(2026, 11, 24, 7, tzinfo=UTC), datetime(2026, 11, 24, 7, tzinfo=UTC)),
        (datetime(2026, 3, 31, 5, 59, tzinfo=UTC), datetime(2026, 3, 24, 7, tzinfo=UTC)),
        (datetime(2026, 3, 31, 6, tzinfo=UTC), datetime(2026, 3, 31, 6, tzinfo=UTC)),
        (datetime(2026, 10, 27, 6, 59, tzinfo=UTC), datetime(2026, 10, 20, 6, tzinfo=UTC)),
    ],
)
def test_letters_leave_on_tuesday_at_eight_in_paris(moment, last):
    assert alerts.last_round(moment) == last


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_there_is_one_round_a_week(moment):
    last, following = alerts.last_round(moment), alerts.next_round(moment)
    assert last <= moment < following
    assert {each.astimezone(PARIS).strftime("%u %H:%M") for each in (last, following)} == {"2 08:00"}
    assert (following.date() - last.date()).days == 7


def test_each_offer_is_told_once_under_the_first_search_that_wants_it():
    one, two = an_offer(id=1), an_offer(id=2)
    groups = alerts.grouped(iter([("a", one), ("a", two), ("b", two), ("b", one)]))
    assert groups == {"a": [one, two]}


def test_the_letter_says_everything_in_plain_text_and_how_to_leave():
    groups = [
        Group("« médiation »", f"{SITE}/offres?mots=m", [an_offer(), an_offer(id=2, slug="b", demonstration=True)])
    ]
    letter = alert_letters.week(groups, LINK, SITE, NOW)
    assert letter.subject == "2 nouvelles offres pour vous"
    for each in ("Médiatrice ou médiateur social", "Roubaix (59)", "16 décembre 2026", f"{SITE}/offres/mediatrice",
                 "[Démonstration]", LINK, f"{LINK}/arreter"):  # fmt: skip
        assert each in letter.text, each
        assert each in letter.html, each
    assert letter.unsubscribe == f"{LINK}/arreter"


def test_what_somebody_typed_is_only_text_in_a_page_and_in_a_letter():
    evil = Query(words='<img src=x onerror=alert(1)>"')
    html = alert_pages.asking(evil, evil.words) + alert_pages.changing("k", alert_pages.Seen(1, evil, "on"))
    letter = alert_letters.asked(alerts.said(evil), LINK)
    assert "<img" not in html + letter.html
    assert 'value="&lt;img' in html

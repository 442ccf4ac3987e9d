"""What an offer is at a given moment, by the clocks of Paris, whatever the season."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs import offer as offers
from irdsu_app.jobs.lists import CONTRACTS, word_of
from irdsu_app.jobs.offer import PARIS, Offer, Status
from irdsu_app.jobs.places import DEPARTMENT_NAMES, DEPARTMENTS_OF, REGION_NAMES, region_of

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


def an_offer(**told) -> Offer:
    plain = {"id": 1, "slug": "x", "title": "X", "organisation": "Y", "created_at": NOW, "changed_at": NOW}
    return Offer(**plain | {"status": "online", "deadline": date(2026, 12, 31), "published_at": NOW} | told)


def paris(*when: int) -> datetime:
    return datetime(*when, tzinfo=PARIS).astimezone(UTC)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("deadline", "midnight"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_an_offer_expires_at_midnight_in_paris_on_both_clock_changes(deadline, midnight):
    offer = an_offer(deadline=deadline)
    assert offers.expires_at(offer) == midnight
    last = midnight - timedelta(microseconds=1)
    assert (offers.is_open(offer, last), offers.is_open(offer, midnight)) == (True, False)
    assert offers.labels(offer, last)[-1] == offers.LAST_DAY
    assert offers.status_shown(offer, midnight) is Status.EXPIRED


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_open_is_before_the_moment_of_expiry(moment, deadline):
    now, offer = moment.replace(tzinfo=UTC), an_offer(deadline=deadline)
    ends = offers.expires_at(offer)
    assert ends is not None
    assert offers.is_open(offer, now) is (now < ends)


@pytest.mark.parametrize(
    ("day", "status", "said"),
    [
        (paris(2026, 12, 23, 12), Status.ONLINE, "En ligne"),
        (paris(2026, 12, 24, 0), Status.SOON, "Bientôt close"),
        (paris(2026, 12, 31, 23, 59), Status.SOON, "Bientôt close"),
        (paris(2027, 1, 1), Status.EXPIRED, "Expirée"),
        (paris(2027, 2, 28, 23, 59), Status.EXPIRED, "Expirée"),
        (paris(2027, 3, 1), Status.ARCHIVED, "Expirée (archivée)"),
    ],
)
def test_an_offer_goes_from_open_to_the_archives(day, status, said):
    offer = an_offer()
    assert (offers.status_shown(offer, day), offers.said(offer, day)) == (status, said)
    assert offers.ended_as(offer, day) is (None if status in offers.OPEN else Status.EXPIRED)


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("draft", Status.DRAFT),
        ("to_review", Status.TO_REVIEW),
        ("to_correct", Status.TO_CORRECT),
        ("filled", Status.FILLED),
        ("withdrawn", Status.WITHDRAWN),
    ],
)
def test_what_is_kept_is_what_is_shown(status, shown):
    offer = an_offer(status=status, closed_at=NOW)
    assert offers.status_shown(offer, NOW) is shown
    assert not offers.is_open(offer, NOW)


def test_a_filled_offer_is_archived_sixty_days_after_it_was():
    offer = an_offer(status="filled", closed_at=NOW)
    assert offers.status_shown(offer, NOW + timedelta(days=59)) is Status.FILLED
    assert offers.said(offer, NOW + timedelta(days=60)) == "Pourvue (archivée)"


def test_without_a_deadline_it_stays_open():
    offer = an_offer(deadline=None)
    assert offers.status_shown(offer, NOW + timedelta(days=900)) is Status.ONLINE
    assert (offers.expires_at(offer), offers.days_left(offer, NOW)) == (None, None)


def test_labels_say_what_matters_in_their_order():
    told = {"teleworkable": True, "open_to_contract": True, "first_job": True}
    assert offers.labels(an_offer(deadline=date(2026, 11, 25), **told), NOW) == (
        "Nouvelle", "Dernier jour", "Télétravail possible", "Ouvert aux contractuels", "Premier emploi bienvenu",
    )  # fmt: skip
    assert offers.labels(an_offer(deadline=date(2026, 12, 2)), NOW + timedelta(days=5)) == ("Nouvelle", "Bientôt close")
    assert offers.labels(an_offer(), NOW + timedelta(days=7)) == ()
    assert offers.labels(an_offer(deadline=date(2022, 6, 25)), NOW) == ("Expirée",)
    assert offers.labels(an_offer(status="draft"), NOW) == ()


def test_the_contact_has_no_name_once_it_is_over_and_is_erased_six_months_later():
    offer = an_offer(contact_name="Ada Lovelace", contact_function="Direction")
    assert offers.contact_name(offer, NOW) == "Ada Lovelace"
    assert offers.contact_name(offer, paris(2027, 1, 1)) == ""
    assert not offers.contact_to_erase(offer, paris(2027, 7, 1, 23))
    assert offers.contact_to_erase(offer, paris(2027, 7, 2))
    assert not offers.contact_to_erase(an_offer(), paris(2030, 1, 1))
    hidden = offer.model_copy(update={"status": "to_review"})
    assert not offers.contact_to_erase(hidden, paris(2027, 7, 1, 23))
    assert offers.contact_to_erase(hidden, paris(2027, 7, 2))


def test_every_department_has_its_region_and_every_list_its_words():
    assert sorted(number for numbers in DEPARTMENTS_OF.values() for number in numbers) == sorted(DEPARTMENT_NAMES)
    assert {region_of(number) for number in DEPARTMENT_NAMES} == set(REGION_NAMES)
    assert (region_of("2A"), region_of("974"), region_of("00")) == ("corse", "la-reunion", "")
    assert [word_of(CONTRACTS, shown) for shown in CONTRACTS.values()] == list(CONTRACTS)

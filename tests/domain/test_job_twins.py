"""Likely duplicates: the written lists, what differs, and any offer at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs.twins import alike, differences, twin_key, twins
from tests.domain.legal_lists import pairs

POSTED = {
    "id": 1,
    "title": "Médiatrice ou médiateur social",
    "organisation": "Association Le Fil",
    "place": "Strasbourg",
    "department": "67",
    "contract": "cdd",
    "deadline": date(2026, 3, 12),
    "missions": ("Aller vers les familles",),
}


@pytest.mark.parametrize("name", ["tuned", "kept", "third"])
def test_twins_are_found_and_others_are_not(name):
    listed = pairs(name)
    for same in (True, False):
        mistaken = [(one, other) for is_same, one, other in listed if is_same is same and alike(one, other) is not same]
        assert len(mistaken) <= 0.05 * sum(is_same is same for is_same, _, _ in listed), mistaken


@pytest.mark.parametrize("name", ["tuned", "kept", "third"])
def test_being_alike_goes_both_ways(name):
    assert [(a, b) for _, a, b in pairs(name) if alike(a, b) != alike(b, a)] == []


def test_the_differences_are_said():
    again = {
        **POSTED,
        "id": 2,
        "deadline": date(2026, 3, 5),
        "contract": "cdi",
        "pay": "2 000 €",
        "missions": ("A", "B"),
    }
    (twin,) = twins(POSTED, [POSTED, again, {**again, "department": "68"}])
    assert twin.offer is again
    assert twin.differences == (
        "contrat : « CDD » au lieu de « CDI »".replace(" :", "\u00a0:")
        .replace("« ", "«\u202f")
        .replace(" »", "\u202f»"),
        "date limite\u00a0: 12 mars au lieu du 5 mars",
        "rémunération\u00a0: rien au lieu de «\u202f2 000 €\u202f»".replace("2 000 €", "2\u202f000\u00a0€"),
        "missions\u00a0: 1 au lieu de 2",
    )


def test_another_year_and_no_deadline_are_said():
    later = {**POSTED, "deadline": date(2027, 3, 1)}
    assert differences(POSTED, later) == ("date limite\u00a0: 12 mars 2026 au lieu du 1er mars 2027",)
    never = {**POSTED, "deadline": None}
    (said,) = differences(POSTED, never)
    assert said == "date limite\u00a0: 12 mars au lieu de «\u202fjusqu’au recrutement\u202f»"
    (said,) = differences(never, POSTED)
    assert said == "date limite\u00a0: jusqu’au recrutement au lieu du 12 mars"


def test_twins_have_one_key():
    other = {**POSTED, "organisation": "LE FIL (loi 1901)"}
    assert twin_key(POSTED) == twin_key(other) == "67 fil"


def test_the_same_wording_otherwise_written_is_no_difference():
    assert differences(POSTED, {**POSTED, "place": "STRASBOURG"}) == ()


OFFERS = st.fixed_dictionaries(
    {"title": st.text(), "organisation": st.text(), "place": st.text(), "department": st.sampled_from(("", "35", "67"))}
)


@given(OFFERS, OFFERS)
def test_any_offers_are_read(one, other):
    assert alike(one, other) == alike(other, one)
    assert isinstance(differences(one, other), tuple)
    assert twin_key(one) == twin_key(dict(one))

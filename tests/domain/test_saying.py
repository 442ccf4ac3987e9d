"""What is said of places, ranks and times: in figures that agree, with French spaces, at Paris time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import places, saying
from irdsu_app.cycles.book import Obstacle
from irdsu_app.design.typography import fr

WINTER, SUMMER = datetime(2026, 12, 1, 8, 30, tzinfo=UTC), datetime(2027, 6, 1, 8, 0, tzinfo=UTC)


def seat(status="open", room=(0, 0, 0), remote=(0, 0, 0)):
    """A seat from (places, left, left to others) of each pool."""
    counts = [dict(zip(("room", "remote"), each, strict=True)) for each in zip(room, remote, strict=True)]
    return saying.seat(status, *counts)


@pytest.mark.parametrize(
    ("given", "said", "tone"),
    [
        ({"room": (20, 12, 8)}, "12\u00a0places", "free"),
        ({"remote": (20, 1, 1)}, "1\u00a0place", "free"),
        ({"room": (30, 12, 12), "remote": (60, 30, 30)}, "12\u00a0places en salle, 30 à distance", "free"),
        ({"room": (30, 0, 0), "remote": (60, 30, 30)}, "Aucune place en salle, 30 à distance", "free"),
        ({"room": (30, 2, 2), "remote": (60, 0, 0)}, "2\u00a0places en salle, aucune à distance", "free"),
        ({"status": "soon_full", "room": (20, 1, 1)}, "Bientôt complète\u00a0: 1\u00a0place", "few"),
        ({"room": (20, 6, 0)}, "6\u00a0places, pour adhérentes et adhérents", "few"),
        ({"room": (20, 0, 0)}, "Liste d’attente ouverte", "full"),
        ({"status": "full", "room": (20, 0, 0)}, "Complète, liste d’attente ouverte", "full"),
        ({"status": "cancelled", "room": (20, 5, 5)}, "Annulée", "off"),
    ],
)
def test_the_places_of_a_meeting_are_said(given, said, tone):
    shown = seat(**given)
    assert (shown["said"], shown["tone"]) == (said, tone)


def test_every_standing_has_its_words_and_only_four_may_be_asked_for():
    asked = {status for status in places.STANDINGS if seat(status, room=(10, 1, 1))["asks"]}
    assert asked == {"open", "soon_full", "full", "postponed"}


@given(st.integers(1, 500), st.integers(0, 500))
def test_what_is_filled_is_a_share(total, left):
    assert 0 <= seat(room=(total, min(left, total), 0))["filled"] <= 100


def test_every_status_of_a_registration_has_its_words():
    assert set(saying.REGISTERED) == set(places.STATUSES)
    assert saying.own("waiting", 3, None)["said"] == "En liste d’attente, rang 3"
    offered = saying.own("offered", 0, WINTER)
    assert offered["until"].endswith("avant le mardi 1er décembre 2026 à 9\u00a0h\u00a030 (heure de Paris).")
    assert saying.own("confirmed", 0, WINTER)["until"] == ""


def test_times_are_those_of_paris_in_winter_and_in_summer():
    assert (
        saying.when(WINTER, WINTER.replace(hour=10))
        == "mardi 1er décembre 2026, de 9\u00a0h\u00a030 à 11\u00a0h\u00a030"
    )
    assert saying.when(SUMMER, SUMMER.replace(hour=10)) == "mardi 1er juin 2027, de 10\u00a0h à 12\u00a0h"
    assert saying.leaf(SUMMER) == ("1", "juin")
    assert saying.month_of(WINTER) == "décembre 2026"


def test_what_an_act_gives_is_one_sentence():
    assert saying.outcome("confirmed", 0, None) == "Votre place est réservée."
    assert "au rang 4" in saying.outcome("waiting", 4, None)
    assert saying.outcome("offered", 0, WINTER).startswith("Une place vous est proposée jusqu’au mardi")
    assert saying.outcome("withdrawn", 0, None) == "Place libérée."


@pytest.mark.parametrize(
    ("obstacle", "said"),
    [
        (None, "La séance est complète : vous êtes en liste d’attente, au rang 3."),
        (Obstacle("full"), "La séance est complète : vous êtes en liste d’attente, au rang 3."),
        (
            Obstacle("members", WINTER),
            "Les places qui restent sont gardées aux adhérentes et adhérents jusqu’au mardi "
            "1er décembre 2026 à 9\u00a0h\u00a030 (heure de Paris). Vous êtes en liste d’attente, au rang 3.",
        ),
        (
            Obstacle("organisation", WINTER, 2),
            "Deux personnes de votre structure ont déjà une place en salle : nous en restons là jusqu’au mardi "
            "1er décembre 2026 à 9\u00a0h\u00a030 (heure de Paris). Vous êtes en liste d’attente, au rang 3.",
        ),
        (
            Obstacle("organisation", WINTER, 1),
            "Une personne de votre structure a déjà une place en salle : nous en restons là jusqu’au mardi "
            "1er décembre 2026 à 9\u00a0h\u00a030 (heure de Paris). Vous êtes en liste d’attente, au rang 3.",
        ),
        (
            Obstacle("suspended"),
            "La liste d’attente est suspendue : les places libres ne sont pas proposées pour l’instant. "
            "Vous êtes en liste d’attente, au rang 3.",
        ),
    ],
)
def test_whoever_waits_reads_the_true_reason(obstacle, said):
    assert saying.outcome("waiting", 3, None, obstacle) == fr(said)

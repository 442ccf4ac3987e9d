"""What is looked for at the desk: an address anybody may edit, read without refusing, written back, said in words."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles.desk_search import Search, choices, fits


class Who(NamedTuple):
    """Somebody who registered."""

    first_name: str = "Anaïs"
    last_name: str = "Le Goff"
    email: str = "anais@ville.fr"
    organisation: str = "Ville de Mirevigne"
    function: str = "Cheffe de projet"
    department: str = "69 – Rhône"
    member: bool = True


READABLE = st.characters(exclude_characters="\0", exclude_categories=("Cs",))
WORDS = st.text(READABLE, max_size=40).map(lambda text: " ".join(text.split()))
POOLS, SORTS = st.sampled_from(["", "room", "remote"]), st.sampled_from(["", "nom", "seances"])


@given(WORDS, WORDS, POOLS, SORTS, st.integers(1, 99))
def test_an_address_gives_back_the_search_that_wrote_it(words, function, pool, sort, page):
    search = Search(words=words, function=function, pool=pool, sort=sort, page=page)
    assert Search.read(search.address()) == search


@given(st.text(max_size=300))
def test_any_address_is_read(asked):
    assert Search.read(Search.read(asked).address()) == Search.read(asked)


@pytest.mark.parametrize("asked", ["page=0", "page=-3", "page=99999999", "page=²", "tri=hasard", "x=y"])
def test_what_means_nothing_is_left_out(asked):
    assert Search.read(f"?{asked}") == Search()


def test_another_choice_comes_back_to_the_first_page():
    search = Search(words="nour", page=4)
    assert search.address(status="waiting") == "?mots=nour&statut=waiting"
    assert search.address() == "?mots=nour&page=4"
    assert Search(page=2, sort="nom").narrowed is False


def test_what_is_filtered_is_said():
    search = Search(words="nour", status="waiting", pool="room", when="avenir", member="oui")
    assert search.said({"waiting": "En liste d’attente"}) == (
        "«\u202fnour\u202f»\u202f; statut\u00a0: En liste d’attente\u202f; en salle\u202f; à venir\u202f; adhésion"
    )
    assert Search(sort="nom", page=3).said({}) == ""


@pytest.mark.parametrize(
    ("found", "search"),
    [
        (True, Search(words="GOFF anais")),
        (True, Search(words="anais@ville.fr")),
        (True, Search(words="mirevigne cheffe rhone")),
        (False, Search(words="goff lyon")),
        (True, Search(function="cheffe de PROJET")),
        (False, Search(function="Bailleur")),
        (True, Search(department="69")),
        (True, Search(department="Rhône")),
        (False, Search(department="13")),
        (False, Search(department="Non précisé")),
        (True, Search(organisation="mirevigne")),
        (True, Search(member="oui")),
        (False, Search(member="non")),
    ],
)
def test_somebody_is_found_by_what_they_said(found, search):
    assert fits(search)(Who()) is found


def test_who_said_nothing_is_found_as_such():
    assert fits(Search(function="Non précisé", department="Non précisé"))(Who(function="", department=" ".strip()))


def test_two_ways_of_writing_are_one_choice_and_the_unsaid_comes_last():
    assert choices(["Élue", "elue", "Élue", "", "Bailleur"]) == [("Bailleur", 1), ("Élue", 3), ("Non précisé", 1)]

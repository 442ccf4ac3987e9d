"""A search is in its address, and any address is a search."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs.lists import CONTRACTS, KINDS, PROFESSIONS
from irdsu_app.jobs.places import DEPARTMENT_NAMES, REGION_NAMES
from irdsu_app.jobs.query import LONGEST, Query


def some(words):
    return st.sets(st.sampled_from(list(words)), max_size=3).map(lambda chosen: tuple(w for w in words if w in chosen))


QUERIES = st.builds(
    Query,
    words=st.text(max_size=LONGEST).map(lambda text: " ".join(text.replace("\0", " ").split())),
    contract=some(CONTRACTS),
    region=some(REGION_NAMES),
    department=some(DEPARTMENT_NAMES),
    profession=some(PROFESSIONS),
    kind=some(KINDS),
    telework=st.booleans(),
    since=st.sampled_from((0, 1, 7, 30)),
    closing=st.sampled_from((0, 7, 14, 30)),
    sort=st.sampled_from(("", "limite", "recent", "pertinence")),
    page=st.integers(1, 9_999),
)


def read_again(address: str) -> Query:
    return Query.read(parse_qs(urlsplit(address).query))


@given(QUERIES)
def test_an_address_read_again_is_the_same_search(query):
    assert read_again(query.address()) == query
    assert Query.read(query.parameters()) == query


NAMES = "mots contrat region departement metier structure teletravail depuis limite tri page inconnu"


@given(
    st.dictionaries(st.sampled_from(NAMES.split()), st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3))
)
def test_whatever_is_in_an_address_it_is_read(given_):
    query = Query.read(given_)
    assert query.page >= 1
    assert read_again(query.address()) == query


@pytest.mark.parametrize(
    "edited",
    [
        {"page": "-3"}, {"page": "1e9"}, {"page": "٣"}, {"page": "99999999999999999999"}, {"departement": "00,999,zz"},
        {"region": "Bretagne' OR 1=1"}, {"contrat": "cdi;DROP TABLE"}, {"tri": "desc"}, {"depuis": "8"},
        {"limite": "-1"}, {"teletravail": "1"}, {"inconnu": "x"},
    ],
)  # fmt: skip
def test_what_means_nothing_is_left_out(edited):
    assert Query.read(edited) == Query()


def test_ten_thousand_signs_are_cut_and_spaces_are_one():
    assert len(Query.read({"mots": "é" * 10_000}).words) == LONGEST
    assert Query.read({"mots": "  chargé \n de\tmission "}).words == "chargé de mission"
    assert Query.read({"mots": "a\0b\ud800"}).address() == "/offres?mots=a+b"


def test_a_search_says_what_it_is_in_french():
    query = Query(words="chargée de mission", contract=("cdi", "cdd"), department=("35",), telework=True, page=2)
    assert query.address() == (
        "/offres?mots=charg%C3%A9e+de+mission&contrat=cdi,cdd&departement=35&teletravail=oui&page=2"
    )
    assert Query().address() == "/offres"
    assert (query.order, Query().order, query.narrowed, Query(words="x").narrowed) == (
        "pertinence",
        "limite",
        True,
        False,
    )
    assert query.with_(telework=False) == Query(words=query.words, contract=query.contract, department=("35",))

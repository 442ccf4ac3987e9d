"""The register of decks: two secret links, publication after a check-list, the deck a game began with."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from irdsu_app.access import links
from irdsu_app.coop import authoring, deck, deck_register, proofing
from irdsu_app.coop.models import CoopBook, CoopDeck
from irdsu_app.coop.round import Refused

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ALL = frozenset(name for name, _ in proofing.CHECKLIST)
TITLE = deck.base().situation("S04").title


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
        yield session


def mine(session, name="Chez nous"):
    return deck_register.open_deck(session, authoring.duplicate(deck.base(), name), NOW)


def titled(title, base=TITLE):
    return lambda own: authoring.write(own, "situations", "S04", "title", title, base)


def test_the_link_to_change_changes_and_the_link_to_read_only_reads(session):
    link = mine(session)
    reading = links.to_read(link)
    deck_register.change(session, link, titled("La porte"), NOW)
    found = deck_register.find(session, reading)
    assert not found.editable
    assert found.own.card("situations", "S04").on["title"] == "La porte"
    for act in (
        lambda: deck_register.change(session, reading, titled("x"), NOW),
        lambda: deck_register.erase(session, reading),
    ):
        with pytest.raises(deck_register.DeckUnknown):
            act()
    row = session.exec(select(CoopDeck)).one().model_dump_json()
    assert link not in row
    assert reading not in row


@pytest.mark.parametrize("link", ["", "court", "x" * 32, "x" * 10_000])
def test_a_guessed_link_opens_nothing(session, link):
    mine(session)
    with pytest.raises(deck_register.DeckUnknown, match="incomplet"):
        deck_register.find(session, link)


def test_publishing_asks_for_the_list_and_a_public_page_keeps_what_was_published(session):
    link = mine(session)
    with pytest.raises(Refused, match="Il reste à vérifier"):
        deck_register.publish(session, link, frozenset({"names"}), NOW)
    slug = deck_register.publish(session, link, ALL, NOW)
    assert slug == "chez-nous"
    deck_register.change(session, link, titled("Changé depuis"), NOW)
    assert deck_register.shared(session, slug)[1].situation("S04").title == TITLE
    assert deck_register.publish(session, link, ALL, NOW) == slug
    assert deck_register.shared(session, slug)[1].situation("S04").title == "Changé depuis"
    assert [found[:2] for found in deck_register.published(session)] == [(slug, "Chez nous")]
    assert deck_register.publish(session, mine(session), ALL, NOW) == "chez-nous-2"
    deck_register.unpublish(session, link)
    with pytest.raises(deck_register.DeckUnknown):
        deck_register.shared(session, slug)


def test_a_deck_that_cannot_be_played_is_neither_published_nor_begun_with(session):
    link = mine(session)
    deck_register.change(session, link, lambda own: authoring.add(own, "situations")[0], NOW)
    with pytest.raises(Refused, match="Il manque"):
        deck_register.publish(session, link, ALL, NOW)
    with pytest.raises(ValueError, match="situations"):
        deck_register.chosen(session, link, NOW)


def test_a_game_keeps_the_deck_it_began_with(session):
    link = mine(session)
    name = deck_register.chosen(session, link, NOW)
    assert deck_register.chosen(session, links.to_read(link), NOW) == name
    deck_register.change(session, link, titled("Changé depuis"), NOW)
    assert deck_register.chosen(session, link, NOW) != name
    deck_register.erase(session, link)
    assert deck_register.book(session, name).situation("S04").title == TITLE
    assert deck_register.book(session, "base") is deck.base()
    with pytest.raises(deck_register.DeckUnknown):
        deck_register.book(session, "0" * 24)


def test_two_years_without_a_change_erase_a_private_deck_only(session):
    left, kept = mine(session, "Oublié"), mine(session, "Publié")
    deck_register.publish(session, kept, ALL, NOW)
    name = deck_register.chosen(session, kept, NOW)
    assert deck_register.purge(session, NOW + timedelta(days=80)) == 0
    deck_register.purge(session, NOW + timedelta(days=731))
    with pytest.raises(deck_register.DeckUnknown):
        deck_register.find(session, left)
    assert deck_register.find(session, kept).own.name == "Publié"
    assert session.get(CoopBook, name) is None

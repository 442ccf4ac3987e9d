"""Versions of a deck: kept when asked, published or replaced; come back to and from; bounded; not for a reader."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.access import links
from irdsu_app.coop import authoring, deck, deck_register, deck_versions, proofing, versioning, yaml_deck
from irdsu_app.coop.models import CoopVersion
from irdsu_app.coop.round import Refused
from tests.serving import House
from tests.shelved import BASE, at, shelved, titled

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ALL = frozenset(name for name, _ in proofing.CHECKLIST)
TITLE = deck.base().situation("S04").title


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
        yield session


def mine(session):
    return deck_register.open_deck(session, authoring.duplicate(deck.base(), "Chez nous"), NOW)


def say(session, link, title, base=None):
    base = base if base is not None else str(title_of(session, link))
    act = lambda own: authoring.write(own, "situations", "S04", "title", title, base)  # noqa: E731
    return deck_register.change(session, link, act, NOW)


def title_of(session, link):
    return deck_register.find(session, link).own.card("situations", "S04").on["title"]


def take_back(session, link):
    return deck_versions.undo(session, link, deck_register.find(session, link).row.revision, NOW)


def why(session, link):
    return [each.why for each in deck_versions.listed(session, link)]


def test_a_version_is_kept_looked_at_and_come_back_to_and_coming_back_is_undone(session):
    link = mine(session)
    say(session, link, "Un")
    deck_versions.keep(session, link, "Avant l’atelier", "Nour", NOW)
    say(session, link, "Deux")
    kept, then, now = deck_versions.seen(session, link, 1)
    assert (kept.name, kept.by, kept.at.replace(tzinfo=UTC)) == ("Avant l’atelier", "Nour", NOW)
    assert versioning.differences(then, now) == [("Deux", "retrouverait ses mots d’alors")]
    deck_versions.restore(session, link, 1, NOW)
    assert title_of(session, link) == "Un"
    assert why(session, link) == ["return", "kept"]
    say(session, link, "Trois")
    take_back(session, link)
    assert title_of(session, link) == "Un"
    take_back(session, link)
    assert title_of(session, link) == "Deux"
    take_back(session, link)
    take_back(session, link)
    assert title_of(session, link) == TITLE
    with pytest.raises(Refused, match="plus rien à annuler"):
        take_back(session, link)


def test_what_another_wrote_meanwhile_is_in_the_version_kept_before_and_a_late_text_is_put_aside(session):
    link = mine(session)
    deck_versions.keep(session, link, "", "", NOW)
    say(session, link, "Écrit par l’autre")
    deck_versions.restore(session, link, 1, NOW)
    found = say(session, link, "Tapé pendant ce temps", base="Écrit par l’autre")
    assert title_of(session, link) == TITLE
    assert [each.text for each in found.own.asides] == ["Tapé pendant ce temps"]
    assert deck_versions.seen(session, link, 2)[1].card("situations", "S04").on["title"] == "Écrit par l’autre"
    deck_versions.restore(session, link, 2, NOW)
    assert [each.text for each in deck_register.find(session, link).own.asides] == ["Tapé pendant ce temps"]


def test_what_another_writes_between_the_look_and_the_return_is_not_lost(base_url_of_postgres):
    db.upgrade(base_url_of_postgres)
    engine = db.open_engine(base_url_of_postgres)
    with Session(engine, expire_on_commit=False) as first:
        link = mine(first)
        deck_versions.keep(first, link, "", "", NOW)
        first.commit()
    with Session(engine, expire_on_commit=False) as late, Session(engine, expire_on_commit=False) as other:
        looked = deck_register.find(late, link)
        say(other, link, "Écrit par l’autre")
        other.commit()
        found = deck_versions.restore(late, link, 1, NOW)
        late.commit()
        assert found.row is looked.row
        assert (found.row.revision, title_of(late, link)) == (2, TITLE)
        assert deck_versions.seen(late, link, 2)[1].card("situations", "S04").on["title"] == "Écrit par l’autre"
    engine.dispose()


def test_undoing_what_another_has_just_written_is_refused_until_it_is_looked_at(session):
    link = mine(session)
    shown = say(session, link, "Le mien").row.revision
    say(session, link, "Écrit par l’autre")
    with pytest.raises(deck_register.Moved, match="Quelqu’un vient d’écrire dans ce jeu"):
        deck_versions.undo(session, link, shown, NOW)
    assert title_of(session, link) == "Écrit par l’autre"
    deck_versions.undo(session, link, shown + 1, NOW)
    assert title_of(session, link) == "Le mien"


def test_the_list_is_answered_for_the_deck_that_was_read(session):
    link = mine(session)
    read = deck_register.find(session, link).row.revision
    say(session, link, "Écrit après la relecture")
    with pytest.raises(deck_register.Moved, match="cochez de nouveau"):
        deck_versions.publish_signed(session, link, ALL, "Le collectif", read, NOW)
    found = deck_register.find(session, link)
    assert (found.row.slug, found.own.authors) == (None, "")
    found = deck_versions.publish_signed(session, link, ALL, "Le collectif", read + 1, NOW)
    assert (found.row.slug, found.own.authors) == ("chez-nous", "Le collectif")
    assert why(session, link) == ["published"]


def test_a_version_is_kept_at_each_publication_and_before_a_file(session):
    link = mine(session)
    deck_versions.publish(session, link, ALL, NOW)
    deck_versions.publish(session, link, ALL, NOW)
    assert why(session, link) == ["published"]
    say(session, link, "Changé")
    other = yaml_deck.from_yaml(BASE.replace(TITLE, "Venu d’un fichier").encode(), "Autre nom")
    found = deck_versions.replace(session, link, other, NOW)
    assert (title_of(session, link), found.own.name) == ("Venu d’un fichier", "Chez nous")
    assert why(session, link) == ["import", "published"]
    take_back(session, link)
    assert title_of(session, link) == "Changé"


def test_the_oldest_without_a_name_leave_the_named_stay_and_undoing_stops_at_what_is_gone(session):
    link = mine(session)
    deck_versions.keep(session, link, "La première", "", NOW)
    say(session, link, "Avant le retour")
    deck_versions.restore(session, link, 1, NOW)
    for n in range(deck_versions.MOST):
        say(session, link, f"Titre {n}")
        deck_versions.keep(session, link, "", "", NOW)
    kept = deck_versions.listed(session, link)
    assert len([each for each in kept if not each.name]) == deck_versions.MOST
    assert kept[-1].name == "La première"
    assert "return" not in why(session, link)
    for _ in range(deck_versions.MOST):
        take_back(session, link)
    assert title_of(session, link) == TITLE
    with pytest.raises(Refused, match="plus rien à annuler"):
        take_back(session, link)
    for n in range(deck_versions.MOST - 1):
        deck_versions.keep(session, link, f"Nom {n}", "", NOW)
    with pytest.raises(Refused, match="retirez-en une"):
        deck_versions.keep(session, link, "De trop", "", NOW)
    deck_versions.drop(session, link, 1, NOW)
    deck_versions.keep(session, link, "La place est libre", "", NOW)
    with pytest.raises(Refused, match="n’est plus gardée"):
        deck_versions.restore(session, link, 1, NOW)


def test_a_name_too_long_is_refused_and_a_reader_sees_no_version(session):
    link = mine(session)
    with pytest.raises(Refused, match="60 au plus"):
        deck_versions.keep(session, link, "x" * 61, "", NOW)
    deck_versions.keep(session, link, "Une", "", NOW)
    reading = links.to_read(link)
    for act in (
        lambda: deck_versions.listed(session, reading),
        lambda: deck_versions.seen(session, reading, 1),
        lambda: deck_versions.keep(session, reading, "", "", NOW),
        lambda: deck_versions.restore(session, reading, 1, NOW),
        lambda: deck_versions.drop(session, reading, 1, NOW),
        lambda: deck_versions.undo(session, reading, 0, NOW),
    ):
        with pytest.raises(deck_register.DeckUnknown):
            act()


def test_versions_leave_with_their_deck(session):
    erased, old = mine(session), mine(session)
    for link in (erased, old):
        deck_versions.keep(session, link, "Une", "", NOW)
    deck_register.erase(session, erased)
    session.flush()
    assert len(session.exec(select(CoopVersion)).all()) == 1
    deck_register.purge(session, NOW + timedelta(days=731))
    assert session.exec(select(CoopVersion)).all() == []


def test_a_version_has_its_page_for_those_who_write_only(tmp_path):
    house = House(tmp_path).open()
    try:
        link = shelved(house, titled("Un"))
        with at(house) as work:
            deck_versions.keep(work, link, "Avant <b>", "", datetime.now(UTC))
            deck_register.change(
                work, link, lambda own: authoring.write(own, "situations", "S04", "title", "Deux", "Un"), NOW
            )
        with httpx.Client(base_url=house.url, headers={"Origin": house.url}) as visitor:
            page = visitor.get(f"/coop/jeux/{link}/versions/1")
            assert page.headers["cache-control"] == "no-store"
            for words in ("Avant &lt;b&gt;", "retrouverait ses mots d’alors", ">Un<"):
                assert words in page.text
            for wrong in (f"{links.to_read(link)}/versions/1", f"{link}/versions/9"):
                assert visitor.get(f"/coop/jeux/{wrong}").status_code == 410
            reading = visitor.post(f"/coop/jeux/{links.to_read(link)}/versions", data={"version": "1"})
            assert reading.headers["location"] == "/coop/jeux?refus=lien"
            assert visitor.post(f"/coop/jeux/{link}/versions", data={"version": "x"}).status_code == 410
            back = visitor.post(f"/coop/jeux/{link}/versions", data={"version": "1"})
            assert back.headers["location"] == f"/coop/jeux/{link}"
            file = {"fichier": ("jeu.yaml", BASE)}
            lost = visitor.post("/coop/jeux/importer", files=file, data={"jeu": links.to_read(link)})
            assert lost.status_code == 400
            with at(house) as work:
                assert title_of(work, link) == "Un"
            brought = visitor.post("/coop/jeux/importer", files=file, data={"jeu": link})
            assert brought.headers["location"] == f"/coop/jeux/{link}"
            with at(house) as work:
                assert title_of(work, link) == TITLE
                assert why(work, link) == ["import", "return", "kept"]
    finally:
        house.kill()


def test_the_migration_goes_and_comes_back(tmp_path):
    url = f"sqlite:///{tmp_path / 'house.db'}"
    db.upgrade(url)
    db.downgrade(url, "0006")
    db.upgrade(url)

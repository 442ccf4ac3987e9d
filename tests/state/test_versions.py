"""The register of one's own versions: two links, nothing opened by chance, nothing lost between two people."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.brief import adapting, editing, editions, versions
from irdsu_app.brief.models import Version
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import Refused

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
R2 = brief().panels[1]


@pytest.fixture
def session(tmp_path):
    url = f"sqlite:///{tmp_path / 'versions.db'}"
    db.upgrade(url)
    with Session(db.open_engine(url), expire_on_commit=False) as session:
        yield session


def titled(title: str, base: str = R2.title):
    return lambda version: adapting.with_words(version, R2, "title", title, base)


def test_the_link_to_edit_changes_and_the_link_to_read_only_reads(session):
    link = versions.open_version(session, NOW)
    reading = versions.reading_link(link)
    assert versions.change(session, link, titled("Nos écarts"), NOW).editable
    found = versions.find(session, reading)
    assert not found.editable
    assert adapting.current(found.document, R2, "title") == "Nos écarts"
    with pytest.raises(versions.VersionUnknown):
        versions.change(session, reading, titled("Autre", "Nos écarts"), NOW)
    with pytest.raises(versions.VersionUnknown):
        versions.erase(session, reading)


@pytest.mark.parametrize("link", ["", "court", "x" * 32, "x" * 10_000, "é" * 32])
def test_a_guessed_or_mistyped_link_opens_nothing(session, link):
    versions.open_version(session, NOW)
    with pytest.raises(versions.VersionUnknown, match="incomplet"):
        versions.find(session, link)


def test_the_database_cannot_give_the_links_back(session):
    link = versions.open_version(session, NOW)
    row = session.exec(select(Version)).one()
    assert link not in row.model_dump_json()
    assert versions.reading_link(link) not in row.model_dump_json()


def test_two_people_at_once_lose_nothing_and_a_refusal_writes_nothing(session):
    link = versions.open_version(session, NOW)
    versions.change(session, link, titled("Le premier"), NOW)
    both = versions.change(session, link, titled("Le second"), NOW)
    assert adapting.current(both.document, R2, "title") == "Le premier"
    assert [aside.text for aside in both.document.asides] == ["Le second"]
    revision = versions.find(session, link).version.revision
    with pytest.raises(Refused):
        versions.change(session, link, titled("", "Le premier"), NOW)
    versions.change(session, link, titled("Le premier", "Le premier"), NOW)
    assert versions.find(session, link).version.revision == revision


def test_a_copy_is_another_version_and_erasing_one_leaves_the_other(session):
    link = versions.open_version(session, NOW)
    versions.change(session, link, titled("Nos écarts"), NOW)
    copy = versions.open_version(session, NOW, versions.find(session, versions.reading_link(link)).document)
    versions.erase(session, link)
    with pytest.raises(versions.VersionUnknown):
        versions.find(session, versions.reading_link(link))
    kept = versions.find(session, copy).document
    assert adapting.current(kept, R2, "title") == "Nos écarts"
    assert kept.past == ()


def test_a_version_keeps_the_texts_of_its_edition_until_it_takes_the_new_one(session):
    link, visit = versions.open_version(session, NOW), uuid4()
    editions.change(session, visit, lambda draft: editing.with_text(draft, "R2", "title", "Des écarts à réduire"), NOW)
    editions.publish(session, visit, NOW)
    found = versions.find(session, link)
    assert (found.base.number, found.newest.number) == (1, 2)
    assert adapting.shown(found.document, found.base.brief).panels[1].title == R2.title
    taken = versions.change(session, link, lambda version: adapting.on_edition(version, 2), NOW)
    assert adapting.shown(taken.document, taken.base.brief).panels[1].title == "Des écarts à réduire"
    assert versions.find(session, versions.open_version(session, NOW)).base.number == 2
    assert adapting.on_edition(taken.document, 1).edition == 2

"""The register of one's own versions: two links, nothing opened by chance, nothing lost between two people."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from reflex.istate.data import RouterData
from sqlmodel import Session, select
from websockets import Origin
from websockets.sync.client import connect

from irdsu_app import db, door
from irdsu_app.brief import adapting, editing, editions, versions
from irdsu_app.brief.models import Version
from irdsu_app.brief.panels import brief
from irdsu_app.brief.sheet import Refused
from irdsu_app.brief.version_state import OwnVersion
from irdsu_app.door import rates
from tests.tab import Tab

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
OWN = "reflex___state____state.irdsu_app___brief___version_state____own_version"
R2 = brief().panels[1]


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
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


def test_a_version_is_kept_until_24_months_after_its_last_change(session):
    old, changed, copied = (versions.open_version(session, NOW) for _ in range(3))
    later = NOW + timedelta(days=200)
    versions.change(session, changed, titled("Nos écarts"), later)
    found = versions.find(session, copied)
    assert found.until == date(2028, 11, 25)
    last_day = NOW.replace(year=2028, hour=23)
    assert versions.forget(session, last_day) == []
    gone = versions.forget(session, last_day + timedelta(hours=1))
    assert len(gone) == 2
    with pytest.raises(versions.VersionUnknown):
        versions.find(session, old)
    kept = versions.find(session, versions.reading_link(changed))
    assert kept.until == date(2029, 6, 13)
    assert versions.forget(session, later.replace(year=2029) + timedelta(days=1)) == [kept.version.id]


@pytest.fixture
def tab(server) -> Iterator[Callable[..., Tab]]:
    """A tab on a version of this house."""
    with contextlib.ExitStack() as opened:

        def open_tab(link: str) -> Tab:
            address = f"{server.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
            wired = opened.enter_context(connect(address, origin=Origin(server.url), open_timeout=20))
            return Tab(wired, f"/depliant/adapter/{link}", {"key": link})

        yield open_tab


def answers(tab: Tab) -> dict[str, dict]:
    return tab.shown.get((OWN, "answers"), {})


def test_what_a_stranger_names_is_neither_kept_for_ever_nor_long(server, tab):
    with db.session(db.open_engine(server.database_url)) as session:
        link = versions.open_version(session, NOW)
    page = tab(link)
    for number in range(70):
        figure = {"value": "42 %", "year": "", "source": ""}
        page.send(f"{OWN}.fill", panel="R2", label=f"{number} {'x' * 300}", **figure)
    while not any(each.startswith("R2.69 ") for each in answers(page)):
        page.read()
    assert len(answers(page)) == 60
    assert {len(each) for each in answers(page)} == {adapting.LABEL + 3}
    assert not any(each.startswith("R2.9 ") for each in answers(page))


def from_where(address: str, link: str) -> OwnVersion:
    """The page of a version, opened from this address."""
    state = OwnVersion(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    place = {"pathname": f"/depliant/adapter/{link}", "query": {"key": link}, "ip": address}
    state.router = RouterData.from_router_data(place)
    return state


def test_writes_are_counted_by_address_whatever_the_number_of_tabs(session, monkeypatch):
    monkeypatch.setattr(db, "engine", session.get_bind)
    rates.forget()
    link, most = versions.open_version(session, NOW), rates.RATES["write"].amount
    session.commit()
    monkeypatch.setattr(OwnVersion, "key", link, raising=False)  # what the address of the page gives
    for _ in range(most):
        door.count("write", "203.0.113.9")
    for tab, said in ((from_where("203.0.113.9", link), "Trop d’essais"), (from_where("203.0.113.8", link), "")):
        asyncio.run(tab._change(titled("Par une autre porte"), "R2.title"))
        assert tab.answers["R2.title"]["said"].startswith(said)
    session.expire_all()
    assert adapting.current(versions.find(session, link).document, R2, "title") == "Par une autre porte"

"""What outlives a game's room in memory: its replay, its deck, its exports; and what is said once it is erased."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import httpx
import pypdfium2
import pytest
from reflex.istate.data import RouterData
from sqlalchemy import delete

from irdsu_app import db
from irdsu_app.access import links
from irdsu_app.coop import authoring, deck, deck_register, deck_versions, house, register
from irdsu_app.coop.acts import Act
from irdsu_app.coop.models import CoopStep
from irdsu_app.coop.room import Room
from irdsu_app.coop.state import Table
from tests.serving import House
from tests.shelved import S04, at, shelved, titled

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


async def opened(game, who: str) -> tuple[Room, str]:
    room, cookie = await db.write(
        lambda session: register.open_room(session, house.book.dump(game), who, "", datetime.now(UTC))
    )
    return await house.hall.room(room.code), cookie


async def do(room: Room, cookie: str, name: str, /, **more: object) -> None:
    answer = await room.play(cookie, str(uuid4()), {"do": name, **more})
    assert answer.saved, answer.said


async def debriefed() -> Room:
    """A game for one, brought to its debrief."""
    room, cookie = await opened(*house.book.alone("Nour"))
    await do(room, cookie, "start")
    await do(room, cookie, "to_debrief")
    return room


def walker(room: Room, monkeypatch) -> Table:
    """The page that walks through this game again."""
    monkeypatch.setattr(Table, "code", room.code, raising=False)
    table = Table(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    table.router = RouterData.from_router_data({"pathname": f"/coop/{room.code}/revoir", "query": {"code": room.code}})
    return table


def test_a_replay_goes_on_once_its_room_has_left_memory_and_ends_with_a_sentence_once_erased(rooms_base, monkeypatch):
    async def live() -> None:
        room = await debriefed()
        table = walker(room, monkeypatch)
        await Table.revisit.fn(table)
        assert (table.problem, table.steps) == ("", 2)
        assert table.pace["phase"] == "compass"
        house.hall.forget(room.code)
        Table.walk.fn(table, 1)
        assert table.pace["phase"] == "debrief"
        again = walker(room, monkeypatch)
        await Table.revisit.fn(again)
        assert again.steps == 2
        house.hall.forget(room.code)
        await db.write(lambda session: register.erase(session, room.table.room_id))
        Table.walk.fn(table, 0)
        assert table.steps == 0
        assert "vient d’être effacée" in table.problem
        late = walker(room, monkeypatch)
        await Table.revisit.fn(late)
        assert "Aucune salle n’a ce code" in late.problem

    asyncio.run(live())


def test_names_are_gone_from_the_replay_of_a_room_that_becomes_discreet(rooms_base, monkeypatch):
    async def live() -> None:
        room, cookie = await opened(*house.book.new({"hosted": True, "trigger": "ete"}, "Claude"))
        for name in ("Nour", "Sam", "Léa"):
            data = {"name": name, "trade": "", "observes": False}
            await room.enter(Act("arrive", house.hall.wall(), data=data), "")
        for name in ("start", "to_debrief"):
            await do(room, cookie, name)
        table = walker(room, monkeypatch)
        await Table.revisit.fn(table)
        assert {"Nour", "Sam", "Léa"} < {each["name"] for each in table.people["people"]}
        await do(room, cookie, "option", name="discreet", value=True)
        for rank in range(table.steps):
            Table.walk.fn(table, rank)
            assert not {"Nour", "Sam", "Léa"} & {each["name"] for each in table.people["people"]}
            assert {crew["people"] for crew in table.people["crews"]} <= {""}
        house.hall.forget(room.code)
        Table.walk.fn(table, 0)
        assert "Nour" not in str(table.people)
        again = walker(room, monkeypatch)
        await Table.revisit.fn(again)
        assert "Nour" not in str(again.people)
        house.hall.forget(room.code)

    asyncio.run(live())


def test_a_game_that_left_no_step_says_so(rooms_base, monkeypatch):
    async def live() -> None:
        room = await debriefed()
        await db.write(
            lambda session: session.connection().execute(
                delete(CoopStep).where(CoopStep.room_id == room.table.room_id)  # pyright: ignore[reportArgumentType]
            )
        )
        table = walker(room, monkeypatch)
        await Table.revisit.fn(table)
        assert table.steps == 0
        assert "rien à revoir" in table.problem
        house.hall.forget(room.code)

    asyncio.run(live())


def test_a_game_in_progress_keeps_its_deck_whatever_becomes_of_it(rooms_base):
    def title(text: str, base: str):
        return lambda own: authoring.write(own, "situations", "S04", "title", text, base)

    async def live() -> None:
        own = authoring.duplicate(deck.base(), "Chez nous")
        link = await db.write(lambda session: deck_register.open_deck(session, own, NOW))
        await db.write(lambda session: deck_register.change(session, link, title("La porte", S04.title), NOW))
        await db.write(lambda session: deck_versions.keep(session, link, "Une", "", NOW))
        name = await db.write(lambda session: deck_register.chosen(session, link, NOW))
        house.book_of.cache_clear()
        book = house.book_of(name)
        room, cookie = await opened(*book.new({"deck": name, "hosted": True, "trigger": "ete"}, "Nour"))
        for name in ("Sam", "Léa"):
            data = {"name": name, "trade": "", "observes": False}
            await room.enter(Act("arrive", house.hall.wall(), data=data), "")
        await do(room, cookie, "start")
        await db.write(lambda session: deck_register.change(session, link, title("Autre", "La porte"), NOW))
        await db.write(lambda session: deck_versions.restore(session, link, 1, NOW))
        shown = db.read(lambda session: deck_register.find(session, link).row.revision)
        await db.write(lambda session: deck_versions.undo(session, link, shown, NOW))
        await db.write(lambda session: deck_register.erase(session, link))
        house.hall.forget(room.code)
        house.book_of.cache_clear()
        woken = await house.hall.room(room.code)
        assert woken.rules.deck.situation("S04").title == "La porte"  # pyright: ignore[reportAttributeAccessIssue]
        house.hall.forget(room.code)

    asyncio.run(live())


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = House(tmp_path_factory.mktemp("replay")).open()
    yield served
    served.kill()


def test_an_export_asked_twice_at_once_is_given_twice_the_same(served):
    with httpx.Client(base_url=served.url, headers={"Origin": served.url}, timeout=60) as visitor:
        code = visitor.post("/coop/seul").headers["location"].rsplit("/", 1)[1]
        for move in ({"do": "start"}, {"do": "to_debrief"}):
            assert visitor.post(f"/coop/{code}/coups", json={"id": str(uuid4()), "move": move}).status_code == 200
        cards = f"/coop/jeux/{links.to_read(shelved(served, titled('La porte')))}/cartes.pdf"
        for address in (f"/coop/{code}/carnet.pdf", f"/coop/{code}/carte.png", cards):
            with ThreadPoolExecutor(2) as hands:
                both = list(hands.map(visitor.get, [address, address]))
            assert [answer.status_code for answer in both] == [200, 200], address
            assert both[0].content == both[1].content
        assert len(pypdfium2.PdfDocument(both[0].content)) > 10


def test_the_links_of_an_erased_deck_say_so_everywhere(served):
    link = shelved(served)
    with at(served) as session:
        deck_versions.keep(session, link, "Une", "", NOW)
        deck_register.erase(session, link)
    with httpx.Client(base_url=served.url, headers={"Origin": served.url}) as visitor:
        for each in (link, links.to_read(link)):
            for name in ("lire.html", "plan.html", "jeu.yaml", "cartes.pdf", "versions/1"):
                gone = visitor.get(f"/coop/jeux/{each}/{name}")
                assert gone.status_code in (404, 410), name
                assert "n’ouvre aucun jeu" in gone.text, name
            for address, data in (("", {"jeu": each}), ("/ouvrir", {"lien": each}), (f"/{each}/versions", {})):
                answer = visitor.post(f"/coop/jeux{address}", data=data)
                assert answer.headers["location"] == "/coop/jeux?refus=lien"
            assert visitor.post("/coop", data={"jeu": each}).headers["location"] == "/coop?refus=jeu"

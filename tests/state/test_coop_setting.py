"""The deck of a room on its way to the screens: once, the cards to those who lead only; the ground of its map."""

import asyncio

import httpx
import pytest

from irdsu_app.coop import authoring, deck, setting
from irdsu_app.coop import map as maps
from irdsu_app.coop.acts import Act
from irdsu_app.coop.board import our_ground
from tests.serving import House
from tests.shelved import shelved
from tests.state.coop_world import VIEW, new_id, vote

BASE = deck.base()


def sent(here, sid, name):
    """The values of a slice that a screen was sent after it came in."""
    return [held[VIEW][name] for held in here.wire.received[sid] if name in held.get(VIEW, {})]


def test_the_cards_are_sent_once_to_who_begins_to_lead_and_to_nobody_else(world):
    async def live():
        here = world()
        room, _ = await here.create()
        new, other = await here.arrive(room, "Nour"), await here.arrive(room, "Sam")
        for sid, cookie in (("new", new), ("other", other), ("screen", "")):
            await here.look(room, sid, cookie)
        await room.play(new, new_id(), vote())
        await here.after(1)
        assert sent(here, "new", "library") == []
        await room.happen(Act("lead", here.clock.now(), room.table.person(new), {"name": ""}))
        for stance in ("coop", "not", "coop"):
            await room.play(other, new_id(), vote(stance, room.table.game["n"]))
            await here.after(1)
        assert sent(here, "new", "library") == [room.rules.library]
        assert sent(here, "other", "library") == sent(here, "screen", "library") == []

    asyncio.run(live())


def test_no_move_sends_again_what_a_screen_was_told_as_it_came_in(world):
    async def live():
        here = world()
        room, host = await here.create()
        player = await here.arrive(room)
        room.shelved(room.table.person(host))  # as `Table.enter` does
        await here.look(room, "host", host)
        await here.look(room, "player", player)
        for stance in ("coop", "not", "coop"):
            await room.play(player, new_id(), vote(stance))
            await here.after(1)
        assert sent(here, "host", "hosting")
        for sid in ("host", "player"):
            assert sent(here, sid, "setting") == sent(here, sid, "library") == []

    asyncio.run(live())


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("setting")).open()
    yield house
    house.kill()


def lighthouse(own):
    """A place with a name that must be written as a text, whatever it holds."""
    return authoring.write(own, "places", "L7", "name", "Phare < & >", BASE.place("L7").name)


def test_the_ground_of_a_map_is_drawn_from_the_deck_the_room_began_with(house):
    http = httpx.Client(base_url=house.url, headers={"Origin": house.url})
    link = shelved(house, lighthouse)
    made = http.post("/coop", data={"minutes": "60", "animation": "oui", "jeu": link})
    code = made.headers["location"].split("/")[2]
    drawn = http.get(f"/coop/{code}/plan.html")
    assert drawn.status_code == 200
    assert drawn.headers["cache-control"] == "no-store"
    assert "Phare &lt; &amp; &gt;" in drawn.text.replace("</text>", "")
    assert BASE.place("L7").name not in drawn.text
    unknown = http.get("/coop/ZZZZZ/plan.html")
    assert unknown.status_code == 404
    assert "partie" in unknown.text or "code" in unknown.text


def test_our_own_ground_is_written_in_the_page():
    assert setting.told(BASE)["ground"] == ""
    assert maps.drawing(BASE)[:40] in str(our_ground().custom_attrs)

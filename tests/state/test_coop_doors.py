"""A game through its plain doors, on a real server: forged bodies, seats of others, floods."""

import asyncio
import json
import time
from uuid import uuid4

import httpx
import pytest

from irdsu_app.coop import moves, refusals, rules
from irdsu_app.coop.book import Book
from irdsu_app.coop.deck import base
from irdsu_app.coop.game import Game, Options
from irdsu_app.coop.round import Refused
from irdsu_app.design.typography import fr
from irdsu_app.door import gate
from irdsu_app.door.rates import FLOWS, TooMany, forget, pour
from tests.serving import House


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("doors")).open()
    yield house
    house.kill()


class Browser:
    """Somebody's cookies."""

    def __init__(self, house: House) -> None:
        self.http = httpx.Client(base_url=house.url, headers={"Origin": house.url})

    def create(self, **options: str) -> str:
        answer = self.http.post("/coop", data={"minutes": "60", "animation": "oui", **options})
        assert answer.status_code == 303
        return answer.headers["location"].split("/")[2]

    def come_in(self, code: str, name: str = "Nour", **more: str) -> str:
        return self.http.post(f"/coop/{code}/entrer", data={"nom": name, **more}).headers["location"]

    def play(self, code: str, move: object, key: str = "") -> httpx.Response:
        return self.http.post(f"/coop/{code}/coups", json={"id": key or str(uuid4()), "move": move})

    def send(self, code: str, body: str | bytes) -> httpx.Response:
        return self.http.post(f"/coop/{code}/coups", content=body, headers={"Content-Type": "application/json"})


@pytest.fixture
def room(house) -> tuple[str, Browser, Browser]:
    """A room at its compass: its code, who leads, somebody who plays."""
    host, phone = Browser(house), Browser(house)
    code = host.create()
    assert phone.come_in(code) == f"/coop/{code}"
    assert Browser(house).come_in(code, "Yanis") == f"/coop/{code}"
    for do in ("open", "start"):
        assert host.play(code, {"do": do}).status_code == 200
    return code, host, phone


def test_a_move_is_saved_and_the_same_one_again_is_the_same_answer(room):
    code, _, phone = room
    key = str(uuid4())
    for _ in range(3):
        answer = phone.play(code, {"do": "posture", "at": 1, "n": 3}, key)
        assert (answer.status_code, answer.json()) == (200, {"saved": True, "said": ""})
        assert answer.headers["cache-control"] == "no-store"
    late = phone.play(code, {"do": "posture", "at": 0, "n": 3})
    assert late.status_code == 409
    assert late.json()["said"].endswith(".")


FORGED = [
    {"do": "stake", "at": 1, "crew": "c1", "n": 7},
    {"do": "promise", "at": 1, "crew": "c1", "n": -1},
    {"do": "posture", "at": 1, "n": 6},
    {"do": "posture", "at": 1, "n": "3"},
    {"do": "posture", "at": 1, "n": True},
    {"do": "posture", "at": 1, "n": 3, "who": "p1"},
    {"do": "posture", "at": 1, "n": 3, "person": "p3"},
    {"do": "vote", "at": 1, "stance": "coop"},
    {"do": "vote", "at": 1, "stance": "both"},
    {"do": "choose", "at": 1, "situation": "S99"},
    {"do": "next", "at": 1},
    {"do": "pause"},
    {"do": "kick", "person": "p1"},
    {"do": "lead", "person": "p2", "on": True},
    {"do": "close"},
    {"do": "nothing"},
    {"do": ["vote"]},
    {"do": None},
    {},
]


@pytest.mark.parametrize("move", FORGED, ids=lambda move: json.dumps(move)[:50])
def test_a_forged_move_is_refused_in_french_and_changes_nothing(room, move):
    code, _, phone = room
    answer = phone.play(code, move)
    assert answer.status_code == 409
    assert not answer.json()["saved"]
    assert answer.json()["said"].endswith(".")


ID = "6d1f0a52-7d1e-4b5c-9b3e-2f0c7a4d9e10"
JUNK = [
    *("", "null", "[]", "{", "7", '"vote"', "[" * 50_000, b"\xff\xfe"),
    '{"id": 3, "move": {}}', '{"move": {"do": "vote"}}', '{"id": "x", "move": {"do": "vote"}}',
    f'{{"id": "{ID}", "move": []}}', f'{{"id": "{ID}", "move": {{}}, "who": "p1"}}',
]  # fmt: skip


@pytest.mark.parametrize("body", JUNK, ids=lambda body: repr(body)[:30])
def test_a_body_that_is_no_move_is_refused(room, body):
    code, _, phone = room
    answer = phone.send(code, body)
    assert answer.status_code == 400
    assert "Rechargez la page" in answer.json()["said"]


def test_a_text_of_100_000_characters_is_refused_and_markup_is_a_text(room):
    code, _, phone = room
    huge = phone.play(code, {"do": "rename", "name": "x" * 100_000})
    assert (huge.status_code, huge.text) == (413, fr(gate.TOO_LONG))
    assert huge.headers["connection"] == "close"  # or the next gesture would leave by a line that closes
    long = phone.play(code, {"do": "rename", "name": "x" * 31})
    assert (long.status_code, "30 au plus" in long.json()["said"]) == (409, True)
    assert phone.play(code, {"do": "rename", "name": "<b onload=x>"}).status_code == 200


def test_nobody_plays_without_a_seat_nor_with_the_seat_of_another_room(house, room):
    code, _, _ = room
    stranger = Browser(house)
    stranger.create()
    for somebody in (Browser(house), stranger):
        answer = somebody.play(code, {"do": "posture", "at": 1, "n": 3})
        assert answer.status_code == 403
        assert "pas de place" in answer.json()["said"]
    nowhere = Browser(house).play("CCCCC", {"do": "open"})
    assert nowhere.status_code == 404
    assert Browser(house).play("O0I1S", {"do": "open"}).status_code == 404


def test_another_site_cannot_post(house, room):
    code, host, _ = room
    for origin in ("https://ailleurs.example", ""):
        answer = host.http.post(f"/coop/{code}/coups", json={}, headers={"Origin": origin})
        assert answer.status_code == 403


def test_a_browser_sits_once_and_observes_or_plays(house, room):
    code, host, phone = room
    assert phone.come_in(code, "Encore") == f"/coop/{code}"
    observer = Browser(house)
    assert observer.come_in(code, "Oriane", role="observer") == f"/coop/{code}/observer"
    refused = observer.play(code, {"do": "posture", "at": 1, "n": 2})
    assert (refused.status_code, "observation" in refused.json()["said"]) == (409, True)
    for name, said in (("", "nom"), ("   ", "nom"), ("x" * 31, "nom"), ("\u200b\u0007", "nom")):
        assert Browser(house).come_in(code, name) == f"/coop/{code}?refus={said}"
    assert Browser(house).come_in(code, "Ana", metier="rien") == f"/coop/{code}?refus=metier"
    host.play(code, {"do": "lock", "on": True})
    assert Browser(house).come_in(code, "Ana") == f"/coop/{code}?refus=verrou"


def test_the_code_of_a_game_leads_to_it_and_that_of_a_presentation_to_it(house, room):
    code, _, _ = room
    visitor = Browser(house).http
    assert visitor.post("/rejoindre", data={"code": code.lower()}).headers["location"] == f"/coop/{code}"
    assert visitor.get(f"/r/{code}").headers["location"] == f"/coop/{code}"
    talk = visitor.post("/depliant/presenter", data={"minutes": "30"}).headers["location"].split("/")[2]
    assert visitor.get(f"/r/{talk}").headers["location"] == f"/presentation/{talk}"


def test_a_guessed_code_of_those_who_lead_gives_nothing_and_guessing_ends(house, room):
    code, _, _ = room
    other = Browser(house)
    answers = [
        other.http.post(f"/coop/{code}/animer", data={"code": "CFHJKLMPRW"}).headers["location"] for _ in range(40)
    ]
    assert answers[0] == f"/coop/{code}/animer?refus=code"
    assert answers[-1] == f"/coop/{code}/animer?refus=trop"
    assert other.play(code, {"do": "pause"}).status_code == 403


def test_a_flood_of_arrivals_stops_and_those_who_play_go_on(house, tmp_path):
    own = House(tmp_path).open()
    try:
        host, phone = Browser(own), Browser(own)
        code = host.create()
        phone.come_in(code)

        async def flood() -> list[str]:
            async with httpx.AsyncClient(base_url=own.url, headers={"Origin": own.url}) as http:
                posts = [http.post(f"/coop/{code}/entrer", data={"nom": f"n{n}"}) for n in range(200)]
                return [answer.headers["location"] for answer in await asyncio.gather(*posts)]

        said = asyncio.run(flood())
        assert f"/coop/{code}?refus=trop" in said
        assert refusals.sentence("trop").startswith("Trop d’essais")
        assert phone.play(code, {"do": "rename", "name": "Nour"}).status_code == 200
        guesses = [phone.http.get(f"/r/{code[:4]}{last}").headers["location"] for last in "CFHJKLMPRW" * 12]
        assert guesses[-1] == "/rejoindre?refus=trop"
    finally:
        own.kill()


def test_killed_in_the_middle_of_a_vote_nothing_counted_is_lost_nor_counted_twice(tmp_path):
    own = House(tmp_path).open()
    try:
        host, one, two = Browser(own), Browser(own), Browser(own)
        code, key = host.create(), str(uuid4())
        assert (one.come_in(code), two.come_in(code)) == (f"/coop/{code}", f"/coop/{code}")
        steps = ({"do": "open"}, {"do": "start"}, {"do": "next", "at": 1}, {"do": "next", "at": 2})
        for step in (*steps, {"do": "draw", "at": 3}, {"do": "next", "at": 3}):
            assert host.play(code, step).status_code == 200, step
        vote = {"do": "vote", "at": 4, "stance": "not"}
        assert one.play(code, vote, key).status_code == 200
        own.reopen()
        assert one.play(code, vote, key).json() == {"saved": True, "said": ""}
        assert two.play(code, vote).status_code == 200
        # Both have voted: the vote is closed, hence both are counted.
        late = one.play(code, vote)
        assert (late.status_code, "terminé" in late.json()["said"]) == (409, True)
    finally:
        own.kill()


def test_thirty_people_behind_one_address_play_and_one_seat_does_not_flood():
    forget()
    for n in range(30):
        for _ in range(20):
            pour("moves", "192.0.2.1", now=0.0)
            pour("move", f"seat{n}", now=0.0)
    with pytest.raises(TooMany):
        pour("moves", "192.0.2.1", now=0.0)
    pour("moves", "192.0.2.1", now=1.0)
    for _ in range(int(FLOWS["move"][1])):
        pour("move", "a seat in a hurry", now=0.0)
    with pytest.raises(TooMany):
        pour("move", "a seat in a hurry", now=0.0)
    forget()


def test_the_hour_is_in_milliseconds_and_never_kept(house):
    answer = httpx.get(f"{house.url}/heure")
    assert answer.headers["cache-control"] == "no-store"
    assert abs(int(answer.text) / 1000 - time.time()) < 5


def test_every_refusal_of_a_door_has_a_short_name():
    deck = base()
    game = rules.new(deck, 1, Options())
    for wrong, name in (
        (game.after(phase="closed"), "close"),
        (game.after(locked=True), "verrou"),
    ):
        with pytest.raises(Refused) as refusal:
            rules.arrive(wrong, deck, "Ana", "", 0)
        assert refusals.name(refusal.value) == name
    with pytest.raises(Refused) as refusal:
        rules.arrive(game, deck, "Ana", "rien", 0)
    assert refusals.name(refusal.value) == "metier"
    assert refusals.name(TooMany()) == "trop"


def test_the_book_reads_back_what_it_writes():
    book = Book(base())
    game, who = book.new({"minutes": 60, "trigger": "", "hosted": True})
    assert book.load(book.dump(game)) == game
    move = book.read({"do": "rename", "name": " Ana  Maria "})
    assert book.read(book.written(move)) == move
    assert isinstance(book.play(game, who, move, 0), Game)
    assert set(book.blanks) == {*book.public(game), "mine", "hosting"}
    assert not book.blanks["hosting"]["leads"]
    assert set(moves.BY_NAME) >= {"vote", "stake", "next"}

"""Two processes when something breaks: Redis gone and back, a process killed, tabs that come back as they were."""

import os
import signal
from collections.abc import Callable
from time import monotonic

import psutil
import redis as client
from websockets.exceptions import WebSocketException

from tests import pace
from tests.serving import House
from tests.several import houses
from tests.state.test_several_rooms import AWAY, DESK, PATIENCE, ROOM, TABLE, Game, follow, presentation, step, until
from tests.tab import Tab

FOLLOWER = f"{ROOM.rpartition('.')[0]}.irdsu_app___brief___state____follower"
SOON = 6
"""Seconds for the other process to read in the database what it could not hear, on a busy machine."""


def test_without_redis_a_presentation_goes_on_in_both_processes_and_with_it_again_too(two, redis, visitor):
    here, there = two
    presenter = visitor()
    code = presentation(presenter, here)
    desk, phone = follow(presenter, here, code, desk=True), follow(visitor(), there, code)
    desk.send(f"{DESK}.go_to", step=2)
    step(phone, 2)
    redis.stop()
    for number in (3, 4):
        desk.send(f"{DESK}.go_to", step=number)
        step(desk, number)
    started = monotonic()
    assert step(phone, 4) - started < SOON * pace.slower()
    late = follow(visitor(), there, code)
    assert late.shown[ROOM, "live"]["step"] == 4, "one comes in without Redis too"
    redis.start()
    desk.send(f"{DESK}.go_to", step=5)
    for each in (phone, late):
        step(each, 5)
    assert "Traceback" not in here.said() + there.said()


def test_without_redis_every_vote_is_kept_and_the_screens_catch_up(two, redis, visitor):
    game = Game(two, visitor, people=4)
    now = game.reach("stance")
    redis.stop()
    for each in game.people[:3]:
        assert (said := game.play(each, "vote", at=now, stance="coop"))["saved"], said
    for phone in (*game.phones, game.desk):
        game.see(phone, lambda pace: pace["answered"] == 3)
    redis.start()
    assert (said := game.play(game.people[3], "vote", at=now, stance="coop"))["saved"], said
    for phone in (*game.phones, game.desk):
        game.see(phone, lambda pace: pace["n"] == now + 1)
    people = until(game.desk, TABLE, "people", bool)["people"]
    assert [each["name"] for each in people if each["state"] == AWAY] == []


def test_without_redis_a_vote_is_kept_at_once_by_a_process_that_has_not_heard_of_its_moment(two, redis, visitor):
    here, there = two
    game = Game(two, visitor)
    now = game.reach("discover")
    assert game.host.play(here, game.code, "draw", at=now)["saved"]
    redis.stop()
    assert game.host.play(here, game.code, "next", at=now)["saved"]
    assert (said := game.people[1].play(there, game.code, "vote", at=now + 1, stance="coop"))["saved"], said


def test_a_killed_process_takes_nothing_along_and_its_people_are_missed_then_back(two, visitor):
    here, there = two
    game = Game(two, visitor, people=4)
    now = game.reach("stance")
    for each in game.people[:3]:
        assert (said := game.play(each, "vote", at=now, stance="coop"))["saved"], said
    there.kill()
    missed = {"Personne 1", "Personne 3"}
    until(game.desk, TABLE, "people", lambda all_: {p["name"] for p in all_["people"] if p["state"] == AWAY} == missed)
    # The phones of the dead process come back by the other one: same place, vote kept, nobody counted twice.
    back = game.people[1].tab(here, f"/coop/{game.code}", code=game.code)
    assert back.shown[TABLE, "seated"] is True
    game.see(back, lambda pace: pace["answered"] == 3)
    assert until(back, TABLE, "mine", bool)["stance"] == "coop"
    there.open()
    again = game.people[3].tab(there, f"/coop/{game.code}", code=game.code)
    assert (said := game.people[3].play(there, game.code, "vote", at=now, stance="not"))["saved"], said
    # A tab that nobody reads answers no ping: those of before may have been cut while the process opened.
    desk = game.host.tab(here, f"/coop/{game.code}/animer", code=game.code)
    for tab in (again, desk):
        game.see(tab, lambda pace: pace["n"] == now + 1)
    there_again = lambda all_: "Personne 3" not in [p["name"] for p in all_["people"] if p["state"] == AWAY]  # noqa: E731
    until(desk, TABLE, "people", there_again)


def copies(look: client.Redis) -> list[bytes]:
    """What Redis holds of the tab."""
    return list(look.hgetall("irdsu/screen/mon-onglet").values())  # pyright: ignore[reportAttributeAccessIssue]


def test_a_tab_that_comes_back_after_a_kill_is_no_stranger_in_either_process(two, redis, visitor):
    here, there = two
    presenter, reader = visitor(), visitor()
    code = presentation(presenter, here)
    reader.post(here, f"/presentation/{code}/participer")
    tab = reader.tab(here, f"/presentation/{code}", name="mon-onglet", code=code)
    tab.send(f"{FOLLOWER}.keep", panel="R1", kept=True)
    said = until(tab, FOLLOWER, "said", bool)
    assert said.startswith("Panneau gard")
    with client.Redis.from_url(redis.url) as look:
        late = monotonic() + 20
        while not any(b"Panneau gard" in value for value in copies(look)):
            assert monotonic() < late
        assert look.keys("*socket_record*") == []
        assert reader.cookie.partition("=")[2].encode() not in b"".join(copies(look)), "no cookie is copied"
    here.reopen()
    same = reader.tab(here, f"/presentation/{code}", name="mon-onglet", code=code)
    assert same.shown[FOLLOWER, "said"] == said
    assert same.shown[ROOM, "live"]["step"] == 1
    here.kill()
    elsewhere = reader.tab(there, f"/presentation/{code}", name="mon-onglet", code=code)
    assert elsewhere.shown[FOLLOWER, "said"] == said


def test_the_door_counts_what_is_tried_in_all_processes_together(two, redis, visitor):
    here = two[0]
    tries = [visitor().post(two[n % 2], "/rejoindre", {"code": "CCCCC"}).headers["location"] for n in range(104)]
    assert tries[50].endswith("refus=inconnu")
    assert tries[-1].endswith("refus=trop")
    with client.Redis.from_url(redis.url) as look:
        assert b"127.0.0.1" not in b"".join(look.scan_iter())
    redis.stop()
    assert visitor().post(here, "/rejoindre", {"code": "CCCCC"}).headers["location"].endswith("refus=inconnu")


def serving(house: House) -> list[psutil.Process]:
    """The workers behind the port of a house."""
    return [each for each in psutil.Process(house.pid).children() if "tracker" not in " ".join(each.cmdline())]


def knock(door: Callable[[], Tab]) -> Tab:
    """Open a tab, again when it is cut at once, as browsers do."""
    late = monotonic() + PATIENCE
    while True:
        try:
            return door()
        except (WebSocketException, OSError):
            assert monotonic() < late


def test_on_one_port_a_worker_that_dies_is_replaced_and_the_others_go_on(
    tmp_path, base_url_of_postgres, redis, visitor
):
    (house,) = houses(tmp_path, base_url_of_postgres, redis.url, many=1, workers="2")
    house.open()
    try:
        presenter = visitor()
        code = presentation(presenter, house)
        workers = serving(house)
        desk = follow(presenter, house, code, desk=True)
        phones = [follow(visitor(), house, code) for _ in range(8)]
        desk.send(f"{DESK}.go_to", step=2)
        for each in phones:
            step(each, 2)
        until(desk, ROOM, "followers", lambda count: count == 8)
        os.kill(workers[-1].pid, signal.SIGKILL)
        back = knock(lambda: follow(presenter, house, code, desk=True))
        assert back.shown[ROOM, "live"]["step"] == 2
        back.send(f"{DESK}.go_to", step=3)
        step(back, 3)
        assert follow(visitor(), house, code).shown[ROOM, "live"]["step"] == 3
        late = monotonic() + PATIENCE
        while len(serving(house)) < 2:
            assert monotonic() < late
    finally:
        house.close()

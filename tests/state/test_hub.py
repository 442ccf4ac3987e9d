"""The hub with a clock one moves by hand and a wire that writes down what it carries."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

import pytest

from irdsu_app.live.bell import Timer
from irdsu_app.live.hub import LocalHub, Slice, channel
from irdsu_app.live.presence import GRACE
from irdsu_app.live.wire import Delta

VIEW, DESK = "state.view", "state.desk"
OPENING = [Slice(VIEW, "step", 1), Slice(DESK, "note", "Bonjour", "desk")]


class HandClock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.time, self.due = 0.0, []

    def now(self) -> float:
        return self.time

    def later(self, delay: float, action: Callable[[], None]) -> Timer:
        due, entry = self.due, (self.time + delay, len(self.due), action)
        due.append(entry)

        class Due:
            def cancel(self) -> None:
                if entry in due:  # as in asyncio, calling off what has happened is nothing
                    due.remove(entry)

        return Due()

    def advance(self, seconds: float) -> None:
        end = self.time + seconds
        while ready := sorted((entry for entry in self.due if entry[0] <= end + 1e-9), key=lambda entry: entry[:2]):
            self.due.remove(ready[0])
            self.time = max(self.time, ready[0][0])
            ready[0][2]()
        self.time = end


class PaperWire:
    """Sockets that keep what they received."""

    def __init__(self) -> None:
        self.rooms, self.received, self.closed = defaultdict(set), defaultdict(list), set()

    async def join(self, sid: str, room: str) -> bool:
        if sid not in self.closed:
            self.rooms[room].add(sid)
        return sid not in self.closed

    def part(self, sid: str, room: str) -> None:
        self.rooms[room].discard(sid)

    def send(self, room: str, delta: Delta) -> None:
        for sid in self.rooms[room]:
            self.received[sid].append({view: dict(held) for view, held in delta.items()})


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def wire() -> PaperWire:
    return PaperWire()


@pytest.fixture
def hub(clock, wire) -> LocalHub:
    return LocalHub(clock, wire)


def enter(hub: LocalHub, sid: str, who: str = "", audience: str = "", code: str = "K7MPX") -> None:
    asyncio.run(hub.enter(code, sid, who, lambda: OPENING, audience))


def test_the_first_change_leaves_at_once_and_the_last_is_never_forgotten(hub, clock, wire):
    enter(hub, "a")
    hub.publish("K7MPX", VIEW, "step", 2)
    clock.advance(0)
    assert wire.received["a"] == [{VIEW: {"step": 2}}]
    for step in (3, 4, 5):
        hub.publish("K7MPX", VIEW, "step", step)
    clock.advance(0.049)
    assert len(wire.received["a"]) == 1
    clock.advance(0.001)
    assert wire.received["a"][1:] == [{VIEW: {"step": 5}}]


def test_a_change_made_while_sending_is_sent_too(hub, clock, wire):
    enter(hub, "a")
    ordinary = wire.send

    def send_and_change(room: str, delta: Delta) -> None:
        wire.send = ordinary
        hub.publish("K7MPX", VIEW, "step", 3)
        ordinary(room, delta)

    wire.send = send_and_change
    hub.publish("K7MPX", VIEW, "step", 2)
    clock.advance(1)
    assert wire.received["a"] == [{VIEW: {"step": 2}}, {VIEW: {"step": 3}}]


def test_several_slices_of_one_event_leave_together_and_an_equal_value_does_not_leave(hub, clock, wire):
    enter(hub, "a")
    hub.publish("K7MPX", VIEW, "step", 1)
    clock.advance(1)
    hub.publish("K7MPX", VIEW, "step", 2)
    hub.publish("K7MPX", VIEW, "black", True)
    clock.advance(1)
    assert wire.received["a"] == [{VIEW: {"step": 2, "black": True}}]


def test_only_the_desk_receives_and_reads_the_desks_slices(hub, clock, wire):
    enter(hub, "follower")
    enter(hub, "desk", audience="desk")
    hub.publish("K7MPX", DESK, "note", "Respirez", audience="desk")
    hub.publish("K7MPX", VIEW, "step", 2)
    clock.advance(1)
    assert wire.received["follower"] == [{VIEW: {"step": 2}}]
    assert {DESK: {"note": "Respirez"}} in wire.received["desk"]
    assert {VIEW: {"step": 2}} in wire.received["desk"]
    assert hub.get("K7MPX", DESK, "note", "") == ""
    assert hub.get("K7MPX", DESK, "note", "", audience="desk") == "Respirez"


def test_a_desk_that_comes_back_as_a_follower_no_longer_receives_the_notes(hub, clock, wire):
    enter(hub, "a", audience="desk")
    enter(hub, "a")
    hub.publish("K7MPX", DESK, "note", "secret", audience="desk")
    clock.advance(1)
    assert wire.received["a"] == []


def test_a_pointer_is_pushed_but_not_kept(hub, clock, wire):
    enter(hub, "a")
    hub.publish("K7MPX", VIEW, "pointer", [1, 2], keep=False)
    clock.advance(1)
    assert wire.received["a"] == [{VIEW: {"pointer": [1, 2]}}]
    assert hub.get("K7MPX", VIEW, "pointer", None) is None


def test_rooms_do_not_hear_one_another(hub, clock, wire):
    enter(hub, "a")
    enter(hub, "b", code="RRRRR")
    hub.publish("K7MPX", VIEW, "step", 2)
    clock.advance(1)
    assert wire.received["b"] == []
    enter(hub, "b")
    assert wire.rooms[channel("RRRRR")] == set()


def test_people_are_counted_once_and_stay_three_minutes(hub, clock):
    enter(hub, "a", "anne")
    enter(hub, "a2", "anne")
    enter(hub, "b", "bob")
    enter(hub, "projector")
    assert hub.presence("K7MPX") == 2
    hub.leave("a")
    hub.leave("b")
    clock.advance(GRACE - 1)
    assert hub.presence("K7MPX") == 2
    clock.advance(1)
    assert hub.presence("K7MPX") == 1


def test_somebody_who_comes_back_during_the_grace_never_left(hub, clock):
    enter(hub, "a", "anne")
    hub.leave("a")
    clock.advance(GRACE - 1)
    enter(hub, "a'", "anne")
    clock.advance(GRACE * 2)
    assert hub.presence("K7MPX") == 1


def test_the_count_is_announced_at_most_once_a_second(hub, clock, wire):
    enter(hub, "desk", audience="desk")
    hub.show_presence("K7MPX", DESK, "online", audience="desk")
    for number in range(100):
        enter(hub, f"s{number}", f"w{number}")
        hub.show_presence("K7MPX", DESK, "online", audience="desk")
        clock.advance(0.01)
    clock.advance(2)
    counts = [delta[DESK]["online"] for delta in wire.received["desk"]]
    assert counts[-1] == 100
    assert len(counts) <= 3
    assert wire.received["s0"] == []


def test_an_empty_room_is_forgotten_then_read_back(hub, clock):
    enter(hub, "a", "anne")
    hub.publish("K7MPX", VIEW, "step", 9)
    hub.leave("a")
    assert hub.get("K7MPX", VIEW, "step", None) == 9
    clock.advance(GRACE)
    assert hub.get("K7MPX", VIEW, "step", None) is None
    hub.publish("K7MPX", VIEW, "step", 10)
    assert clock.due == []
    enter(hub, "b", "bob")
    assert hub.get("K7MPX", VIEW, "step", None) == 1


def test_a_socket_already_closed_is_not_counted(hub, wire):
    wire.closed.add("a")
    enter(hub, "a", "anne")
    assert hub.presence("K7MPX") == 0


def test_a_closed_room_sends_everybody_out(hub, clock, wire):
    enter(hub, "a", "anne")
    hub.close("K7MPX")
    hub.leave("a")
    hub.publish("K7MPX", VIEW, "step", 2)
    clock.advance(GRACE)
    assert wire.received["a"] == []
    assert wire.rooms[channel("K7MPX")] == set()


def test_a_room_that_cannot_be_read_again_is_read_once_it_can(hub, clock, wire):
    away, now = True, OPENING

    def load() -> list[Slice]:
        if away and now is not OPENING:
            raise OSError("the database is away")
        return now

    asyncio.run(hub.enter("K7MPX", "a", "", load))
    now = [Slice(VIEW, "step", 2)]
    hub.again("K7MPX")
    clock.advance(1.5)
    assert wire.received["a"] == []
    away = False
    clock.advance(1)
    assert wire.received["a"] == [{VIEW: {"step": 2}}]

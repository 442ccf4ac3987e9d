"""The hub of one process among several: values by revision, people counted together, a deaf process that reads."""

import asyncio

import pytest

from irdsu_app.live.presence import GRACE
from irdsu_app.live.rooms import Slice
from irdsu_app.live.shared import SharedHub
from tests.state.crowd import Crowd
from tests.state.test_hub import DESK, VIEW, HandClock, PaperWire, enter


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def town(clock):
    """Two processes, and what the sockets of each receive."""
    crowd, wires = Crowd(), (PaperWire(), PaperWire())
    return crowd, [SharedHub(crowd.member(), clock, wire) for wire in wires], wires


def test_what_one_process_publishes_the_other_shows_and_never_something_older(town, clock):
    _, (one, two), (_, there) = town
    enter(one, "a")
    enter(two, "b")
    one.publish("K7MPX", VIEW, "step", 5, revision=5)
    two.publish("K7MPX", VIEW, "step", 4, revision=4)
    clock.advance(1)
    assert [hub.get("K7MPX", VIEW, "step", 0) for hub in (one, two)] == [5, 5]
    assert there.received["b"][-1] == {VIEW: {"step": 5}}


def test_a_value_that_comes_back_to_what_it_was_is_newer_than_what_came_in_between(town, clock):
    _, (one, two), _ = town
    enter(one, "a")
    enter(two, "b")
    one.publish("K7MPX", VIEW, "step", 5, revision=5)
    one.publish("K7MPX", VIEW, "step", 5, revision=7)
    two.publish("K7MPX", VIEW, "step", 4, revision=6)
    clock.advance(1)
    assert [hub.get("K7MPX", VIEW, "step", 0) for hub in (one, two)] == [5, 5]


def test_a_process_without_a_socket_in_a_room_publishes_there_all_the_same(town, clock):
    _, (one, two), (_, there) = town
    enter(two, "b", audience="desk")
    one.publish("K7MPX", DESK, "note", "Bonsoir", "desk", revision=2)
    clock.advance(1)
    assert there.received["b"] == [{DESK: {"note": "Bonsoir"}}]


def test_people_are_counted_together_and_those_of_a_dead_process_leave_in_the_end(town, clock):
    crowd, (one, two), (here, _) = town
    enter(one, "a", "nour")
    one.show_presence("K7MPX", VIEW, "count")
    enter(two, "b", "sam")
    enter(two, "c", "nour")
    clock.advance(2)
    assert one.presence("K7MPX") == two.presence("K7MPX") == 2
    assert here.received["a"][-1] == {VIEW: {"count": 2}}
    crowd.die("p2")
    assert one.here("K7MPX") == {"nour"}
    clock.advance(GRACE + 2)
    assert one.presence("K7MPX") == 1
    one.leave("a")
    clock.advance(GRACE + 2)
    assert not one.holds("K7MPX"), "people elsewhere do not keep a room open here"


def test_a_process_that_was_deaf_reads_again_what_was_published_and_who_is_there(town, clock):
    crowd, (one, two), _ = town
    truth = [Slice(VIEW, "step", 1, revision=1)]
    for hub, sid, who in ((one, "a", "nour"), (two, "b", "sam")):
        asyncio.run(hub.enter("K7MPX", sid, who, lambda: list(truth)))
    crowd.cut = True
    truth[:] = [Slice(VIEW, "step", 2, revision=2)]
    one.publish("K7MPX", VIEW, "step", 2, revision=2)
    one.leave("a")
    enter(one, "c", "léa")
    assert two.get("K7MPX", VIEW, "step", 0) == 1
    asyncio.run(crowd.mend())
    assert two.get("K7MPX", VIEW, "step", 0) == 2
    assert two.here("K7MPX") == {"sam", "léa"}


def test_a_room_that_cannot_be_read_again_keeps_no_other_from_it(town, clock):
    crowd, (one, _), _ = town
    truth = [Slice(VIEW, "step", 1, revision=1)]
    broken: list[Slice] = []
    asyncio.run(one.enter("BRKNX", "a", "", lambda: [broken.pop()] if one.holds("BRKNX") else []))
    asyncio.run(one.enter("K7MPX", "b", "", lambda: list(truth)))
    truth[:] = [Slice(VIEW, "step", 2, revision=2)]
    asyncio.run(crowd.mend())
    assert one.get("K7MPX", VIEW, "step", 0) == 2


def test_what_has_no_revision_is_read_again_by_all(town, clock):
    _, hubs, _ = town
    asked = ["Et chez nous ?"]
    for hub, sid in zip(hubs, "ab", strict=True):
        asyncio.run(hub.enter("K7MPX", sid, "", lambda: [Slice(DESK, "questions", list(asked), "desk")], "desk"))
    asked.append("Qui finance ?")
    hubs[0].again("K7MPX")
    clock.advance(1)
    assert [hub.get("K7MPX", DESK, "questions", [], "desk") for hub in hubs] == [asked, asked]


def test_a_room_closed_in_one_process_is_closed_in_all(town):
    _, (one, two), _ = town
    enter(one, "a")
    enter(two, "b", "sam")
    one.close("K7MPX")
    assert not one.holds("K7MPX")
    assert not two.holds("K7MPX")

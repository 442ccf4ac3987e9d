"""Every handler of the house tried by everybody, on what is not theirs. Handlers are found, not listed."""

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from typing import Any

from websockets.exceptions import ConnectionClosed

from irdsu_app.door import policies
from tests import hostile
from tests.browser import attackers
from tests.browser.attackers import World
from tests.browser.knocks import TOGETHER, Knock, booting, may_be_said
from tests.hostile import Maker

Try = tuple[str, Any, Any]
# What an organiser of anything, or whoever has a personal link, does to what is theirs: those are not denials.
OWN = {
    "organiser of another product": ("office____office.close_others",),
    "registered elsewhere": ("own_data____own_data.renew", "own_data____own_data.erase", "own_state____mine.change",
                             "own_after_state____follow_up.choose", "own_state____mine.join"),
}  # fmt: skip

COMING_IN = ("enter", "look", "begin", "load", "enter_person", "enter_meeting")
JUNK_THERE = tuple({"event": each} for each in hostile.JUNK if may_be_said({"event": each}))
"""What is no event, in the place of one."""
SENDS_OUT = ("office____office.close", "team_desk.set_aside", "team_desk.change_roles")
"""What may end the visit of the organiser who does it."""


def place_of(named: dict[str, str]) -> dict[str, Any]:
    """Where an attacker says they are: names stand for another's room, cycle, person, version, deck."""
    return {"pathname": "/x", "asPath": "/x", "query": named}


def entering(name: str) -> list[str]:
    """What a page sends first, so that this event has something to act on."""
    module, package = name.rpartition("____")[0], name.partition(".")[2].split("___")[1]
    rooms = ("room.enter", "table.enter", "mine.enter", "confirming.look")
    return [
        each
        for each in hostile.handlers()
        if each.endswith(COMING_IN)
        and (each.startswith(module) or (f"irdsu_app___{package}___" in each and each.endswith(rooms)))
    ]


def batches(world: World, who: str, each: int, seed: int) -> Iterator[list[Try]]:
    """So many events for each handler, socket by socket: two of three in its types, each time on another thing.

    In each socket the pages are entered first; but the last time, when everything comes in any order.
    """
    maker = Maker(seed, world.words, world.numbers)
    names = [name for name in hostile.handlers() if not name.endswith(OWN.get(who, ("never",)))]
    for turn in range(each):
        named = dict(world.named[turn % len(world.named)])
        if who == "registered elsewhere":
            named["key"] = world.own_link
        some: list[Try] = []
        done: set[str] = set()
        for name in names:
            first = [one for one in entering(name) if one not in done and turn != each - 1]
            if len(some) + len(first) >= TOGETHER:
                yield some
                some, done = [], set()
                first = entering(name) if turn != each - 1 else []
            handler, done = hostile.handlers()[name], done | {*first}
            payload = maker.unfit(handler) if turn % 3 == 2 else fitting(maker, name)
            some += [*((one, {}, place_of(named)) for one in first), (name, payload, place_of(named))]
        yield some
        if turn == each - 2:
            maker.chance.shuffle(names)


def connecting(world: World, who: str, turn: int, seed: int) -> Iterator[tuple[Any, list[Try]]]:
    """For each handler a connection that carries its event, before any page; others come right behind, some twice.

    What a page enters with comes last, as does everything that does not come in order.
    """
    maker = Maker(seed + turn, world.words, world.numbers)
    names = [name for name in hostile.handlers() if not name.endswith(OWN.get(who, ("never",)))]
    for rank, name in enumerate(names):
        named = dict(world.named[(rank + turn) % len(world.named)])
        if who == "registered elsewhere":
            named["key"] = world.own_link
        payload = fitting(maker, name) if rank % 3 else maker.unfit(hostile.handlers()[name])
        if not may_be_said(booting(name, payload, place_of(named))):
            payload = {}
        others = [(each, fitting(maker, each), place_of(named)) for each in maker.chance.sample(names, 6)]
        again = [(name, payload, place_of(named))] * 4
        late = [(one, {}, place_of(named)) for one in entering(name)]
        yield booting(name, payload, place_of(named)), [*again, *others, *late, *again][:TOGETHER]
    for each in (*JUNK_THERE, {"event": [1]}, {"event": "{}"}, {"event": {"name": ["x"]}}, {"event": {}}):
        yield each, []


def rush(world: World, turns: int = 1, seed: int = 1) -> list[str]:
    """Everybody puts everything in the connection itself, or right behind; gives what got through."""
    faults, before, people = [], world.rows(), list(world.people)
    for turn in range(turns):
        for who in people:
            cookie, said, leaks = world.people[who], len(world.house.said()), list[str]()
            for rank, (first, behind) in enumerate(connecting(world, who, turn, seed)):
                if turns == 1 and rank % len(people) != people.index(who):
                    continue  # a sample: each handler by somebody, each person with one handler of eight
                knock = Knock(world, cookie)
                with suppress(ConnectionClosed) if who == attackers.GONE else nullcontext():
                    knock.send(behind, first, waits=False)
                leaks += knock.leaks
            before = _judged(world, f"{who}, connecting", said, before, leaks, faults)
    return faults


def fitting(maker: Maker, name: str) -> dict[str, Any]:
    """Arguments that the door lets in, whatever finer rules their types have."""
    handler = hostile.handlers()[name]
    return next((made for made in (maker.fit(handler) for _ in range(20)) if _fits(name, made)), {})


def _fits(name: str, payload: Any) -> bool:
    try:
        policies.fit(name, payload)
    except policies.Unfit:
        return False
    return True


def assault(world: World, each: int, seed: int = 1) -> list[str]:
    """Everybody tries everything; gives what got through: an empty list when nothing did."""
    faults, before = [], world.rows()
    for who, cookie in world.people.items():
        for some in batches(world, who, each, seed):
            before = _try(world, who, cookie, some, before, faults)
    said = world.house.said()
    faults += [line for line in said.splitlines() if "Traceback" in line or "an event failed" in line]
    return faults


def _try(world: World, who: str, cookie: str, some: list[Try], before: Any, faults: list[str]) -> Any:
    knock, said = Knock(world, cookie), len(world.house.said())
    with suppress(ConnectionClosed) if who == attackers.GONE else nullcontext():  # who has no visit left is cut
        knock.send(some)
    names = ", ".join(sorted({name.rpartition("____")[2] for name, _, _ in some}))[:800]
    return _judged(world, f"{who}, with one of {names}", said, before, knock.leaks, faults)


def _judged(world: World, who: str, said: int, before: Any, leaks: list[str], faults: list[str]) -> Any:
    """What is in the base after all this; what it has changed, told or broken goes to the faults."""
    after, written = world.rows(), world.house.said()[said:]
    if more := attackers.changed(before, after):
        faults.append(f"{who} changed {more}"[:2_000])
    faults += [f"{who} was told {leak}"[:2_000] for leak in leaks]
    if any(each in written for each in ("failed", "Traceback", "rror")):
        faults.append(f"{who} broke something: {written[-600:]}")
    return after


def one_by_one(world: World, cookie: str, each: int, seed: int) -> dict[str, int]:
    """How many of these events of the owner of everything change something, by handler: that attacks could succeed."""
    maker, wrote, before = Maker(seed, world.words, world.numbers), dict[str, int](), world.rows()
    for name in hostile.handlers():
        if name.endswith(SENDS_OUT):
            continue
        some = []
        for place in map(place_of, world.named[3:4] if "cycles" in name else world.named[:each]):
            some += [(one, {}, place) for one in entering(name)]
            some += [(name, fitting(maker, name), place) for _ in range(3)]
        Knock(world, cookie).send(some[:TOGETHER])
        after = world.rows()
        wrote[name] = len(attackers.changed(before, after))
        before = after
    return wrote

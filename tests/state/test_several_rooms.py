"""Rooms lived in two processes at once, on a real PostgreSQL and a real Redis: nobody can tell in which they are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from tests import pace
from tests.serving import House
from tests.several import Browser
from tests.tab import Tab

ROOM, DESK = (f"reflex___state____state.irdsu_app___brief___state____{name}" for name in ("room", "desk"))
AWAY = "À reconnecter"
PATIENCE = 20
"""Seconds: a process that dies is mourned after ten."""
TABLE = "reflex___state____state.irdsu_app___coop___state____table"


def until(tab: Tab, state: str, var: str, right: Callable[[Any], bool]) -> Any:
    """Read what arrives until this variable is right; after a while it never will be."""
    late = monotonic() + PATIENCE
    while not right(tab.shown.get((state, var))):
        assert monotonic() < late, tab.shown.get((state, var))
        tab.read()
    return tab.shown[state, var]


def presentation(visitor: Browser, house: House) -> str:
    answer = visitor.post(house, "/depliant/presenter", {"minutes": "30"})
    return answer.headers["location"].split("/")[2]


def follow(visitor: Browser, house: House, code: str, desk: bool = False) -> Tab:
    return visitor.tab(house, f"/presentation/{code}{'/pupitre' if desk else ''}", code=code)


def together(*deeds: tuple[Any, ...]) -> None:
    """Do all of these at the same time."""
    with ThreadPoolExecutor(len(deeds)) as hands:
        for each in [hands.submit(*deed) for deed in deeds]:
            each.result()


def step(tab: Tab, number: int) -> float:
    """See a step; gives the moment."""
    until(tab, ROOM, "live", lambda live: bool(live) and live["step"] == number)
    return monotonic()


def test_who_presents_in_one_process_is_followed_in_the_other(two, visitor):
    here, there = two
    presenter, follower = visitor(), visitor()
    code = presentation(presenter, here)
    desk, phone = follow(presenter, here, code, desk=True), follow(follower, there, code)
    desk.send(f"{DESK}.go_to", step=3)
    started = monotonic()
    assert step(phone, 3) - started < 2 * pace.slower()
    late = follow(visitor(), there, code)
    assert late.shown[ROOM, "live"]["step"] == 3, "who comes late reads the truth"
    until(desk, ROOM, "followers", lambda count: count == 2)
    phone.socket.close()
    desk.send(f"{DESK}.point", x=500, y=500)
    until(late, ROOM, "pointer", lambda at: bool(at) and at["x"] == 500)


def test_a_question_asked_in_one_process_is_on_the_desk_of_the_other(two, visitor):
    here, there = two
    presenter, follower = visitor(), visitor()
    code = presentation(presenter, here)
    desk = follow(presenter, here, code, desk=True)
    follower.post(there, f"/presentation/{code}/participer")
    phone = follow(follower, there, code)
    asking = f"{ROOM.rpartition('.')[0]}.irdsu_app___brief___state____follower.ask"
    phone.send(asking, key="8f6b6a3e-1f0e-4b9b-9d3c-3a3f5f0b7a11", panel="R1", text="Et chez nous ?")
    asked = until(desk, DESK, "questions", bool)
    assert [each["text"] for each in asked] == ["Et chez nous ?"]


def test_two_desks_in_two_processes_end_on_the_same_fold_for_everybody(two, visitor):
    presenter = visitor()
    code = presentation(presenter, two[0])
    desks = [follow(presenter, house, code, desk=True) for house in two]
    phones = [follow(visitor(), house, code) for house in two]

    def walk(desk: Tab, steps: range) -> None:
        for number in steps:
            desk.send(f"{DESK}.go_to", step=number)

    together((walk, desks[0], range(1, 12)), (walk, desks[1], range(2, 12)))
    for desk in desks:  # each has written all its steps once it has its own answer
        desk.send(f"{DESK}.new_key")
        until(desk, DESK, "key", bool)
    desks[0].send(f"{DESK}.go_to", step=12)
    for each in (*phones, *desks):
        step(each, 12)
    assert "Traceback" not in two[0].said() + two[1].said()


class Game:
    """A game whose requests go to one process then to the other."""

    def __init__(self, two: list[House], visitor: Callable[[], Browser], people: int = 2) -> None:
        self.two, self.host, self.turn = two, visitor(), 0
        answer = self.host.post(two[0], "/coop", {"minutes": "60", "animation": "oui"})
        self.code = answer.headers["location"].split("/")[2]
        self.people = [visitor() for _ in range(people)]
        for n, each in enumerate(self.people):
            each.post(two[n % 2], f"/coop/{self.code}/entrer", {"nom": f"Personne {n}"})
        self.desk = self.host.tab(two[0], f"/coop/{self.code}/animer", code=self.code)
        self.phones = [each.tab(two[n % 2], f"/coop/{self.code}", code=self.code) for n, each in enumerate(self.people)]

    def play(self, who: Browser, do: str, **fields: object) -> dict[str, Any]:
        """Send a move to the process whose turn it is."""
        self.turn += 1
        return who.play(self.two[self.turn % 2], self.code, do, **fields)

    def see(self, tab: Tab, right: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until the pace of the game is so."""
        return until(tab, TABLE, "pace", lambda pace: bool(pace) and right(pace))

    def reach(self, phase: str) -> int:
        """Lead to a phase; gives the number of the moment."""
        for do in ("open", "start"):
            assert self.play(self.host, do)["saved"]
        pace = self.see(self.desk, lambda pace: pace["phase"] == "compass")
        while pace["phase"] != phase:
            n = pace["n"]
            if pace["phase"] == "discover":
                self.play(self.host, "draw", at=n)
            answer = self.play(self.host, "next", at=n)
            assert answer["saved"], answer
            pace = self.see(self.desk, lambda pace, n=n: pace["n"] > n)
        return pace["n"]


def test_a_vote_sent_to_one_process_is_counted_on_the_phones_of_the_other(two, visitor):
    game = Game(two, visitor, people=4)
    now = game.reach("stance")
    for phone in game.phones:
        game.see(phone, lambda pace: pace["n"] == now)
    for count, each in enumerate(game.people[:3], 1):
        assert game.play(each, "vote", at=now, stance="coop")["saved"]
        for phone in game.phones:
            assert game.see(phone, lambda pace, count=count: pace["answered"] == count)["n"] == now
    # The last one closes the vote, and everybody is at the next moment.
    assert game.play(game.people[3], "vote", at=now, stance="not")["saved"]
    for phone in (*game.phones, game.desk):
        game.see(phone, lambda pace: pace["n"] == now + 1)


def test_thirty_votes_in_a_second_over_both_processes_are_all_counted_once(two, visitor):
    game = Game(two, visitor, people=30)
    now = game.reach("stance")
    said: list[dict[str, Any]] = []

    def vote(rank: int, who: Browser) -> None:
        said.append(who.play(two[rank % 2], game.code, "vote", at=now, stance="coop"))

    together(*((vote, rank, who) for rank, who in enumerate(game.people)))
    assert [answer for answer in said if not answer["saved"]] == []
    for phone in game.phones:
        game.see(phone, lambda pace: pace["n"] == now + 1)


def test_who_is_cut_off_is_away_for_everybody_and_back_for_everybody_in_the_other_process(two, visitor):
    game = Game(two, visitor)
    game.phones[1].socket.close()
    away = lambda people: bool(people) and [p["name"] for p in people["people"] if p["state"] == AWAY] == ["Personne 1"]  # noqa: E731
    until(game.desk, TABLE, "people", away)
    until(game.phones[0], TABLE, "people", away)
    game.people[1].tab(two[0], f"/coop/{game.code}", code=game.code)
    for tab in (game.desk, game.phones[0]):
        until(tab, TABLE, "people", lambda people: not any(p["state"] == AWAY for p in people["people"]))

"""Games of any size played at random, with strangers' and junk moves among them: what must always hold."""

import json
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irdsu_app.coop import moves, rules, seen
from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, a_table

MOVES = 10_000
"""Moves played at least, over all the games of this file."""
JUNK = (
    None, 3, "vote", [], {}, {"do": "vote"}, {"do": "steal"}, {"do": "stake", "at": 1, "crew": "c1", "n": 7},
    {"do": "vote", "at": 1, "stance": "yes"}, {"do": "vote", "at": True, "stance": "coop"},
    {"do": "condition", "at": 1, "text": "x" * 100_000}, {"do": "next", "at": 1, "admin": True},
)  # fmt: skip


NOW = {
    "compass": ("posture",),
    "stance": ("vote",),
    "debate": ("speak", "argue", "lend_voice"),
    "transform": ("propose", "object", "hand", "sentence", "level"),
    "promise": ("promise",),
    "revise": ("promise",),
    "stake": ("stake",),
    "estimate": ("feel",),
    "trace": ("judge", "feel", "note", "reopen"),
    "debrief": ("posture", "commit"),
}


def a_move(chance, game, leading):
    """A move somebody may try, likely or not; mostly one of the moment."""
    crew = chance.choice([*game.crews] * 3 + ["c1", "c99"])
    person = chance.choice([*game.people, "p99"])
    at = game.n if chance.random() < 0.95 else chance.randrange(60)
    stance = chance.choice(("coop", "not", "pass"))
    text = chance.choice(("À condition que l’on écrive", "<b>gras</b>", "Nous sommes d’accord", "mot " * 8))
    seat = [
        {"do": "vote", "at": at, "stance": stance, "condition": chance.choice(("", text))},
        {"do": "judge", "at": at, "stance": stance},
        {"do": "posture", "at": at, "n": chance.randint(1, 5)},
        {"do": "promise", "at": at, "crew": crew, "n": chance.randint(0, 3), "why": "trois mots suffisent"},
        {"do": "stake", "at": at, "crew": crew, "n": chance.randint(0, 3)},
        {"do": "feel", "at": at, "current": chance.choice(("confiance", "pouvoir", "lien", "vent")), "value": 1},
        {"do": "note", "at": at, "kind": chance.choice(("agreement", "disagreement")), "text": text},
        {"do": "speak", "at": at, "voice": "self"},
        {"do": "argue", "at": at, "voice": "character", "text": text},
        {"do": "propose", "at": at, "choice": chance.choice(("keep", "transform", "give_up", "suspend"))},
        {"do": "object", "at": at, "text": text},
        {"do": "hand", "at": at, "choice": "keep"},
        {"do": "sentence", "at": at, "base": chance.randint(0, 5), "text": text},
        {"do": "level", "at": at, "level": "léger"},
        {"do": "mark", "crew": crew, "place": chance.choice(("L1", "L12", "L99"))},
        {"do": "reveal_hidden", "crew": crew},
        {"do": "lend_voice", "at": at},
        {"do": "commit", "text": text},
        {"do": "unnote", "id": chance.randint(0, 9)},
        {"do": "reopen", "at": at, "trace": chance.randint(0, 9)},
    ]
    host = [
        {
            "do": chance.choice(
                ("next", "next", "next", "next", "next", "next", "back", "minute", "draw", "end_floor")
            ),
            "at": at,
        },
        {"do": chance.choice(("start", "pause", "resume"))},
        {"do": "give_floor", "at": at, "person": person},
        {"do": "event", "at": at},
        {"do": "bonus", "at": at, "use": text},
        {"do": "tension", "at": at, "on": True},
        {"do": "choose", "at": at, "situation": "S04"},
    ]
    rare = [{"do": "kick", "person": person}, {"do": "lead", "person": person, "on": chance.random() < 0.9}]
    if chance.random() < 0.03:
        return chance.choice(JUNK)
    if leading:
        return chance.choice(host + host[:1] * 16 + (rare if chance.random() < 0.05 else []))
    timely = [move for move in seat if move["do"] in NOW.get(game.phase, ())]
    return chance.choice(timely if timely and chance.random() < 0.8 else seat + host)


def holds(game: Game, now: float):
    """What is true of any game."""
    assert Game.model_validate_json(game.model_dump_json()) == game
    players = {p.id for p in game.people.values()}
    for crew in game.crews.values():
        assert 0 <= crew.kept <= 3 * len(game.played) + 3
        assert len(crew.marks) <= min(crew.kept // 4, 3)
        assert set(crew.members) <= players
    characters = [c.character for c in game.active()]
    assert len(characters) == len(set(characters))
    if table := game.current:
        assert set(table.stances) <= players
        for bids in (table.promises, table.stakes):
            assert all(0 <= n <= 3 for entered in bids.entered.values() for n in entered.values())
            assert all(who in players for entered in bids.entered.values() for who in entered)
        if table.staked is not None:
            assert 0 <= table.staked <= table.energy * len(game.crews)
            assert not table.stakes.entered
        if table.first is not None:
            assert table.first.coop + table.first.no + table.first.passed <= len(players)
    for record in game.played:
        assert 0 <= record.staked <= 3 * len(game.crews)
        assert record.changed <= record.voters
    for point in game.currents.values():
        assert -6 <= point <= 6
    due = rules.next_due(game, now)
    if due is not None and due <= now:
        assert rules.tick(game, DECK, now) != game, f"time is due and does nothing in {game.phase}"


def keeps_secrets(game: Game):
    """Two games that differ by a secret look the same to everybody else."""
    table = game.current
    public = seen.public(game, DECK)
    assert '"hidden": ""' in json.dumps(public) or not game.active() or game.shown
    if table is None:
        return
    for crew in game.active():
        hidden = DECK.character(crew.character).hidden
        if crew.character not in game.shown:
            assert hidden not in json.dumps(public, ensure_ascii=False)
            assert hidden not in json.dumps(seen.hosting(game, DECK), ensure_ascii=False)
            for who in game.people:
                if who not in crew.members:
                    assert hidden not in json.dumps(seen.own(game, DECK, who), ensure_ascii=False)
    turn = {"coop": "not", "not": "pass", "pass": "coop"}
    for victim in list(table.stances)[:2] if table.first is None else []:
        other = game.in_round(stances={**table.stances, victim: turn[table.stances[victim]]})
        alike(game, other, victim)
    for victim in list(table.judged)[:2]:
        other = game.in_round(judged={**table.judged, victim: turn[table.judged[victim]]})
        alike(game, other, victim)
    for crew, entered in list(table.stakes.entered.items())[:2]:
        victim = next(iter(entered))
        changed = {**entered, victim: (entered[victim] + 1) % 4}
        agreed = table.stakes.agreed
        agreed = {**agreed, crew: changed[victim]} if crew in agreed and len(entered) == 1 else agreed
        stakes = table.stakes.model_copy(update={"entered": {**table.stakes.entered, crew: changed}, "agreed": agreed})
        alike(game, game.in_round(stakes=stakes), *game.crews[crew].members)
    shuffled = dict(reversed(table.stances.items()))
    assert seen.public(game.in_round(stances=shuffled), DECK) == public, "the order of the votes shows"


def alike(game: Game, other: Game, *owners: str):
    assert seen.public(game, DECK) == seen.public(other, DECK)
    assert seen.hosting(game, DECK) == seen.hosting(other, DECK)
    for who in game.people:
        if who not in owners:
            assert seen.own(game, DECK, who) == seen.own(other, DECK, who)


played = {"moves": 0, "accepted": 0, "rounds": 0}


def a_random_game(seed, players, minutes, discreet, tries=260):
    chance = Random(seed)
    table = a_table(players, seed=seed, minutes=minutes, discreet=discreet)
    table.lead("start")
    for n in range(tries):
        table.now += chance.choice((0, 0.2, 1, 5))
        event = chance.random()
        before = table.game
        try:
            if event < 0.02:
                table.game, _ = rules.arrive(table.game, DECK, f"Tard {n}", "", table.now, chance.random() < 0.3)
            elif event < 0.03:
                table.game = rules.gone(table.game, DECK, chance.choice(list(table.game.people)), table.now)
            elif event < 0.05:
                table.game = rules.came_back(table.game, chance.choice(list(table.game.people)), table.now)
            else:
                leading = chance.random() < 0.25
                who = table.host if leading else chance.choice([*table.game.people] * 8 + ["p77", ""])
                move = moves.read(a_move(chance, table.game, leading))
                table.game = rules.play(table.game, DECK, who, move, table.now)
                played["accepted"] += 1
        except Refused as refusal:
            assert table.game is before
            assert str(refusal)[0].isupper()
            assert str(refusal).endswith((".", "?"))
        played["moves"] += 1
        while (due := rules.next_due(table.game, table.now)) is not None and due <= table.now:
            table.game = rules.tick(table.game, DECK, table.now)
        holds(table.game, table.now)
        if n % 5 == 0:
            keeps_secrets(table.game)
    played["rounds"] += len(table.game.played)
    return table


@settings(
    max_examples=45,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)
@given(
    seed=st.integers(0, 10**6),
    players=st.integers(2, 30),
    minutes=st.sampled_from((45, 60, 90)),
    discreet=st.booleans(),
)
def any_game_holds_keeps_its_secrets_and_can_end(seed, players, minutes, discreet):
    table = a_random_game(seed, players, minutes, discreet)
    for _ in range(60):
        if table.game.phase == "closed":
            break
        leader = next((p.id for p in table.game.people.values() if rules.leads(table.game, p)), None)
        if leader is None:
            table.game = rules.take_lead(table.game, table.host, table.now)
            leader = table.host
        try:
            table.do(leader, "next")
        except Refused as refusal:
            assert "au moins deux" in str(refusal) or "close" in str(refusal)
            break
        holds(table.game, table.now)


def test_ten_thousand_random_moves_break_nothing():
    any_game_holds_keeps_its_secrets_and_can_end()
    assert played["moves"] >= MOVES
    assert played["accepted"] >= MOVES / 4
    assert played["rounds"] >= 20, "the games never get anywhere"

"""What is kept of each phase to walk through a game again, and what a room that becomes discreet shows of it."""

import json

from irdsu_app.coop import replay, rules, seen
from irdsu_app.coop.game import Options
from tests.domain.table import DECK, a_table

BLANKS = seen.public(rules.new(DECK, 0, Options()), DECK)


def talked(**options):
    """A debate where somebody speaks and somebody waits."""
    table = a_table(4, **options).reach("debate")
    for who in table.people[:2]:
        table.do(who, "speak", voice="self")
    assert table.public()["talk"]["queue"] or table.public()["talk"]["floor"]
    return table


def discreet_now(table):
    """What the same room would see at this very moment, were it discreet."""
    options = table.game.options.model_copy(update={"discreet": True})
    shown = seen.public(table.game.model_copy(update={"options": options}), DECK)
    crews = [{**crew, "promised": -1, "why": ""} for crew in shown["people"]["crews"]]
    return {**shown, "people": {**shown["people"], "crews": crews}}


def test_a_room_that_became_discreet_later_is_walked_through_without_one_name():
    table = talked()
    kept = replay.told(table.game, DECK)
    assert "Personne 1" in json.dumps(replay.read(kept, False, BLANKS))
    after = replay.read(kept, True, BLANKS)
    assert "Personne" not in json.dumps(after["people"]) + json.dumps(after["talk"])
    stopped = {"deadline": 0, "left": 0, "total": 0}
    wanted = discreet_now(table)
    assert after == {**wanted, "pace": {**wanted["pace"], **stopped}}


def test_a_room_that_never_was_discreet_is_walked_through_as_it_saw_itself():
    table = talked()
    read = replay.read(replay.told(table.game, DECK), False, BLANKS)
    assert read.keys() == table.public().keys()
    assert read["talk"] == table.public()["talk"]
    assert not read["pace"]["discreet"]


def test_a_discreet_room_keeps_no_name_at_all():
    kept = replay.told(talked(discreet=True).game, DECK)
    assert "Personne 1" not in kept
    assert replay.VEILED not in json.loads(kept)


def test_a_step_kept_before_names_could_be_hidden_shows_nobody_in_a_discreet_room():
    old = json.loads(replay.told(talked().game, DECK))
    del old[replay.VEILED]
    read = replay.read(json.dumps(old), True, BLANKS)
    assert "Personne" not in json.dumps(read["people"]) + json.dumps(read["talk"])
    assert (read["pace"]["keeper"], read["pace"]["discreet"]) == ("", True)


def test_of_promises_only_the_total_is_kept():
    table = a_table(4).reach("promise")
    for who in table.people:
        table.do(who, "promise", crew=table.crew_of(who).id, n=2)
    table.reach("stake")
    assert {crew["promised"] for crew in table.public()["people"]["crews"]} == {2}
    kept = json.loads(replay.told(table.game, DECK))
    assert {crew["promised"] for crew in kept["people"]["crews"]} == {-1}
    assert kept["talk"]["promised"] == 8

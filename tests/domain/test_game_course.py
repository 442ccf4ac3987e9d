"""The rules of COOP ou pas COOP: the course of a whole game, comings and goings, pauses, the way back."""

import pytest

from irdsu_app.coop import rules
from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, a_table


@pytest.mark.parametrize(("minutes", "rounds"), [(45, 2), (60, 3), (90, 4)])
def test_how_many_rounds(minutes, rounds):
    table = a_table(5, minutes=minutes)
    characters = None
    while table.game.phase != "debrief":
        table.lead("start" if table.game.phase == "lobby" else "next")
        if table.game.phase == "glasses":
            assert len(table.game.played) == 2
            characters = [c.character for c in table.game.active()]
    assert len(table.game.played) == rounds
    assert (characters is not None) == (minutes == 90)


def test_changing_glasses_passes_each_character_on():
    table = a_table(5, minutes=90).reach("trace", 2)
    before = [c.character for c in table.game.active()]
    table.lead("next")
    assert table.game.phase == "glasses"
    assert [c.character for c in table.game.active()] == before[-1:] + before[:-1]


def test_a_late_arrival_watches_then_joins():
    table = a_table(4).reach("debate")
    table.game, late = rules.arrive(table.game, DECK, "Retard", "", table.now)
    assert table.own(late)["waits"]
    with pytest.raises(Refused):
        table.do(late, "speak", voice="self")
    table.reach("discover", 2)
    assert table.own(late)["crews"]


def test_a_departure_leaves_the_crew_to_the_other_and_an_empty_one_to_the_chairs():
    table = a_table(4).reach("stance")
    gone = table.people[0]
    character = table.crew_of(gone).character
    for who in table.people[1:]:
        table.do(who, "vote", stance="coop")
    table.game = rules.gone(table.game, DECK, gone, table.now)
    assert table.game.phase == "reveal"
    assert character not in {c.character for c in table.game.active()}
    with pytest.raises(Refused, match="libérée"):
        table.do(gone, "reveal_hidden", crew="c1")


def test_pausing_keeps_the_time_left_and_what_people_enter():
    table = a_table(4).reach("stance").wait(20)
    table.lead("pause")
    left = table.game.timer.left
    assert left == 40
    table.everybody("vote", stance="coop").wait(500)
    assert table.game.phase == "stance"
    table.lead("resume")
    assert table.game.timer.deadline == table.now + 40


def test_without_a_host_nothing_is_reassigned_the_game_waits():
    table = a_table(4).reach("debate")
    table.game = rules.host_missing(table.game, table.now)
    assert table.game.status == "En pause"
    assert [p.id for p in table.game.people.values() if p.leads] == [table.host]
    table.game = rules.take_lead(table.game, table.people[0], table.now)
    table.do(table.people[0], "resume")
    assert table.game.status == "En cours"


def test_one_more_minute_once():
    table = a_table(4).reach("debate")
    deadline = table.game.timer.deadline
    table.lead("minute")
    assert table.game.timer.deadline == deadline + 60
    with pytest.raises(Refused, match="une seule fois"):
        table.lead("minute")


def test_one_step_back_never_hides_again():
    table = a_table(4).reach("debate")
    table.lead("back")
    assert table.game.phase == "reveal"
    with pytest.raises(Refused, match="ne se recache pas"):
        table.lead("back")
    table.reach("promise").lead("back")
    assert table.game.phase == "transform"
    table.reach("outcome")
    with pytest.raises(Refused, match="ne se recache pas"):
        table.lead("back")


def test_alone_up_to_six_the_app_keeps_time():
    game = rules.new(DECK, 3, rules.Options(hosted=False))
    people = []
    for n in range(4):
        game, who = rules.arrive(game, DECK, f"P{n}", "", 0.0)
        people.append(who)
    table = a_table(4)
    table.game, table.people, table.host = game, people, people[0]
    table.do(people[2], "start")
    table.wait(20_000)
    assert table.game.phase == "closed"
    assert len(table.game.played) == 3


def test_seven_people_need_somebody_to_lead():
    game: Game = rules.new(DECK, 3, rules.Options(hosted=False))
    for n in range(7):
        game, _ = rules.arrive(game, DECK, f"P{n}", "", 0.0)
    table = a_table(4)
    table.game = game
    with pytest.raises(Refused, match="quelqu’un pour animer"):
        table.do("p1", "start")


def test_a_locked_room_and_a_freed_seat():
    table = a_table(4)
    table.lead("lock", on=True)
    with pytest.raises(Refused, match="fermée à clé"):
        rules.arrive(table.game, DECK, "Tard", "", table.now)
    table.lead("lock", on=False).lead("kick", person=table.people[0])
    with pytest.raises(Refused, match="pas de place"):
        table.do(table.people[0], "rename", name="Encore moi")


def test_after_a_restart_a_phase_gets_some_seconds_again():
    table = a_table(4).reach("stance")
    later = table.now + 300
    assert rules.resumed(table.game, later).timer.deadline == later + 15


def test_closing_forgets_who_said_what():
    table = a_table(4, trades={0: DECK.trades[0].id}).reach("compass").everybody("posture", n=2).reach("debrief")
    table.everybody("posture", n=4)
    table.do(table.people[0], "commit", text="D’ici au 15, je rappelle Colette.")
    table.reach("closed")
    assert table.game.compass == ((0, 4, 0, 0, 0), (0, 0, 0, 4, 0))
    assert not table.game.compass_start
    assert not any(person.trade for person in table.game.people.values())
    assert not any(trace.by for trace in table.game.traces)
    assert "p2" not in table.game.commitments
    assert table.public()["debrief"]["compass_end"] == [0, 0, 0, 4, 0]
    assert table.public()["debrief"]["commitments"] == ["D’ici au 15, je rappelle Colette."]

"""The rules of COOP ou pas COOP, moment by moment."""

import pytest

from irdsu_app.coop import pledging, rules, tracing
from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Refused, Wave
from tests.domain.table import DECK, a_table


def test_two_people_are_needed():
    table = a_table(1)
    with pytest.raises(Refused, match="au moins deux"):
        table.lead("start")


@pytest.mark.parametrize(("players", "crews"), [(2, 4), (3, 6), (4, 4), (9, 9), (16, 16), (17, 9), (30, 15), (32, 16)])
def test_crews_follow_the_number_of_people(players, crews):
    table = a_table(players).reach("characters")
    active = table.game.active()
    assert len(active) == crews
    carried = [who for crew in active for who in crew.members]
    assert set(carried) == set(table.people)
    assert all(1 <= len(crew.members) <= 2 for crew in active)
    assert len({crew.character for crew in active}) == crews


def test_characters_come_in_the_advised_order():
    table = a_table(5).reach("characters")
    assert {crew.character for crew in table.game.active()} == set(DECK.dealing[:5])


def test_against_type_nobody_gets_their_own_trade():
    trade = next(t.id for t in DECK.trades if any(t.id in c.trades for c in DECK.characters[:1]))
    for seed in range(30):
        table = a_table(6, seed=seed, trades=dict.fromkeys(range(3), trade)).reach("characters")
        for who in table.people[:3]:
            assert trade not in DECK.character(table.crew_of(who).character).trades


def test_a_vote_is_one_each_and_may_change_until_the_moment_ends():
    table = a_table(4).reach("stance")
    one = table.people[0]
    table.do(one, "vote", stance="coop").do(one, "vote", stance="not").do(one, "vote", stance="not")
    assert table.public()["pace"]["answered"] == 1
    for who in table.people[1:]:
        table.do(who, "vote", stance="coop")
    assert table.game.phase == "reveal"
    first = table.public()["talk"]["first"]
    assert (first["coop"], first["no"], first["passed"]) == (3, 1, 0)
    assert table.public()["talk"]["camp"] == "not"


def test_a_vote_of_another_moment_is_refused_and_counted_nowhere():
    table = a_table(4).reach("stance")
    late = table.game.n
    table.lead("next")
    with pytest.raises(Refused, match="n’a pas été compté"):
        table.do(table.people[0], "vote", at=late, stance="coop")
    table.reach("stance", 2)
    with pytest.raises(Refused, match="n’a pas été compté"):
        table.do(table.people[0], "vote", at=late, stance="coop")
    assert not table.round.stances


def test_the_host_does_not_vote_and_players_do_not_lead():
    table = a_table(4).reach("stance")
    with pytest.raises(Refused, match="ne vote pas"):
        table.do(table.host, "vote", stance="coop")
    with pytest.raises(Refused, match="Seule la personne qui anime"):
        table.do(table.people[0], "next")


def test_a_vote_ends_with_its_time_and_counts_those_who_did_not_answer_as_absent():
    table = a_table(4).reach("stance")
    table.do(table.people[0], "vote", stance="coop").wait(61)
    assert table.game.phase == "reveal"
    assert table.public()["talk"]["first"]["coop"] == 1


def test_everybody_passes_and_nobody_speaks_first():
    table = a_table(4).reach("stance").everybody("vote", stance="pass")
    assert table.public()["talk"]["camp"] == ""
    assert table.public()["talk"]["first"]["passed"] == 4


def test_equal_camps_are_drawn():
    camps = set()
    for seed in range(20):
        table = a_table(4, seed=seed).reach("stance")
        for n, who in enumerate(table.people):
            table.do(who, "vote", stance="coop" if n % 2 else "not")
        camps.add(table.public()["talk"]["camp"])
    assert camps == {"coop", "not"}


def test_few_voters_are_told_that_the_secret_protects_little():
    assert a_table(3).public()["pace"]["few"]
    assert not a_table(4).public()["pace"]["few"]


def test_observers_vote_apart():
    table = a_table(4)
    table.game, watcher = rules.arrive(table.game, DECK, "Observe", "", table.now, observes=True)
    table.reach("stance").do(watcher, "vote", stance="not", condition="que l’on me lise")
    table.everybody("vote", stance="coop")
    talk = table.public()["talk"]
    assert (talk["first"]["no"], talk["observers"]["no"]) == (0, 1)
    assert talk["conditions"] == ["que l’on me lise"]
    table.reach("promise")
    with pytest.raises(Refused, match="observation"):
        table.do(watcher, "promise", crew="c1", n=1)
    table.reach("trace").do(watcher, "judge", stance="coop").lead("next")
    record = table.game.played[0]
    assert (record.observers[0].no, record.observers[1].coop, record.second.coop) == (1, 1, 0)


@pytest.mark.parametrize(
    ("crews", "level", "asked"), [(7, "moyen", 11), (4, "très léger", 2), (5, "très léger", 3), (3, "lourd", 6)]
)
def test_the_threshold_is_crews_times_level_rounded_up(crews, level, asked):
    assert pledging.threshold(crews, level) == asked


def engaged(players=4, seed=7, **options):
    return a_table(players, seed=seed, **options).reach("promise")


def test_promises_are_said_at_once_and_stakes_never():
    table = engaged()
    for who in table.people[:-1]:
        table.do(who, "promise", crew=table.crew_of(who).id, n=2)
    assert table.public()["talk"]["promised"] == -1
    assert all(crew["promised"] == -1 for crew in table.public()["people"]["crews"])
    last = table.people[-1]
    table.do(last, "promise", crew=table.crew_of(last).id, n=0)
    assert table.game.phase == "stake"
    assert table.public()["talk"]["promised"] == 6
    for n, who in enumerate(table.people):
        table.do(who, "stake", crew=table.crew_of(who).id, n=n % 4)
    assert table.game.phase == "outcome"
    assert table.public()["talk"]["staked"] == 0 + 1 + 2 + 3
    assert not table.round.stakes.entered
    assert [table.crew_of(who).kept for who in table.people] == [3, 2, 1, 0]


def test_an_absent_stake_is_nothing():
    table = engaged().reach("stake")
    table.do(table.people[0], "stake", crew=table.crew_of(table.people[0]).id, n=3).wait(41)
    assert table.game.phase == "outcome"
    assert table.public()["talk"]["staked"] == 3


def test_a_stake_for_another_crew_is_refused():
    table = engaged().reach("stake")
    with pytest.raises(Refused, match="pas le vôtre"):
        table.do(table.people[0], "stake", crew=table.crew_of(table.people[1]).id, n=3)


def test_double_hats_stake_for_both():
    table = engaged(2).reach("stake")
    for who in table.people:
        for crew in [c for c in table.game.active() if who in c.members]:
            table.do(who, "stake", crew=crew.id, n=1)
    assert table.game.phase == "outcome"
    assert table.public()["talk"]["staked"] == 4


def a_pair():
    table = engaged(20).reach("stake")
    crew = next(c for c in table.game.active() if len(c.members) == 2)
    return table, crew


def test_a_pair_confirms():
    table, crew = a_pair()
    one, two = crew.members
    table.do(one, "stake", crew=crew.id, n=2)
    assert table.public()["pace"]["answered"] == 0
    assert table.own(two)["crews"][0]["stake"] == {"mine": -1, "pair": 2, "agreed": -1}
    table.do(two, "stake", crew=crew.id, n=2)
    assert table.public()["pace"]["answered"] == 1
    assert table.own(one)["crews"][0]["stake"]["agreed"] == 2


def test_a_pair_that_disagrees_gives_the_smaller_after_twenty_seconds():
    table, crew = a_pair()
    one, two = crew.members
    table.do(one, "stake", crew=crew.id, n=3).wait(5)
    table.do(two, "stake", crew=crew.id, n=1).wait(14)
    assert table.public()["pace"]["answered"] == 0
    table.wait(2)
    assert table.own(one)["crews"][0]["stake"]["agreed"] == 1


def test_a_pair_left_alone_is_not_awaited():
    table, crew = a_pair()
    one, two = crew.members
    table.game = rules.away(table.game, two, table.now)
    table.do(one, "stake", crew=crew.id, n=3)
    assert table.public()["pace"]["answered"] == 1


def test_the_hand_alternates_in_a_pair():
    table = a_table(20).reach("promise")
    crew = next(c for c in table.game.active() if len(c.members) == 2)
    turns = {who: table.own(who)["crews"][0]["my_turn"] for who in crew.members}
    table.reach("promise", 2)
    assert {who: table.own(who)["crews"][0]["my_turn"] for who in crew.members} == {w: not t for w, t in turns.items()}


def test_giving_up_skips_the_promises_and_keeps_the_energies():
    table = a_table(4).reach("transform")
    table.do(table.people[0], "propose", choice="give_up").lead("next")
    assert table.game.phase == "trace"
    place = DECK.situation(table.round.situation).place
    table.lead("next")
    assert table.game.places[place].state == "Laissé"
    assert all(crew.kept == 3 for crew in table.game.active())


def test_an_objection_that_remains_is_written_among_the_disagreements():
    table = a_table(5).reach("transform")
    one, two, three, *_ = table.people
    table.do(one, "propose", choice="keep").do(two, "object", text="Qui répond à minuit ?").do(three, "consent")
    with pytest.raises(Refused, match="après une minute"):
        table.do(one, "hand", choice="keep")
    table.now += 61
    table.do(one, "hand", choice="give_up").do(two, "hand", choice="give_up").do(three, "hand", choice="keep")
    table.lead("next")
    assert table.round.decision == "give_up"
    assert [(t.kind, t.text) for t in table.game.traces] == [("disagreement", "Qui répond à minuit ?")]


def test_another_proposal_wipes_the_objections():
    table = a_table(4).reach("transform")
    one, two, *_ = table.people
    table.do(one, "propose", choice="keep").do(two, "object").do(two, "propose", choice="transform")
    assert not table.round.objections
    assert table.public()["talk"]["proposal"] == "transform"


def test_a_sentence_written_by_several_loses_nothing():
    table = a_table(4).reach("transform")
    one, two, *_ = table.people
    table.do(one, "propose", choice="transform").do(one, "sentence", base=0, text="Remettre deux clés à un jeune")
    table.do(one, "sentence", base=1, text="Remettre deux clés à un jeune et à une locataire")
    table.do(two, "sentence", base=1, text="Demain, remettre deux clés à un jeune")
    assert table.round.draft.startswith("Demain")
    assert "et à une locataire" in table.round.draft
    table.do(one, "level", level="lourd").lead("next")
    assert table.round.action == table.round.draft
    assert table.round.threshold == 8


def played(tmp=None, *, stake, notes=(), decision="keep", seed=7):
    table = a_table(4, seed=seed).reach("transform")
    table.do(table.people[0], "propose", choice=decision).reach("stake")
    for who in table.people:
        table.do(who, "stake", crew=table.crew_of(who).id, n=stake)
    table.reach("trace")
    for kind in notes:
        table.do(table.people[0], "note", kind=kind, text="Une phrase")
    place = DECK.situation(table.round.situation).place
    table.lead("next")
    return table.game.places[place].state


@pytest.mark.parametrize(
    ("stake", "notes", "state"),
    [
        (3, ("agreement",), "Habité"),
        (3, ("agreement", "disagreement"), "Habité"),
        (3, ("disagreement",), "En chantier"),
        (3, (), "En chantier"),
        (0, ("agreement",), "En suspens"),
    ],
)
def test_what_a_place_becomes(stake, notes, state):
    assert played(stake=stake, notes=notes) == state


@pytest.mark.parametrize(
    ("answers", "moved", "halo"),
    [([], 0, 0), ([1, 1, 0], 2 / 3, 0), ([1, -1], 0, 1), ([1, 1, 1, -1], 0.5, 0.5), ([-1, -1], -1, 0)],
)
def test_a_current_moves_by_the_mean_and_its_halo_is_the_disagreement(answers, moved, halo):
    assert tracing.wave(answers) == Wave(moved=moved, halo=halo, answers=len(answers))


def test_how_many_changed_their_vote():
    table = a_table(4).reach("stance")
    for who, stance in zip(table.people, ("coop", "coop", "not", "pass"), strict=True):
        table.do(who, "vote", stance=stance)
    table.reach("trace")
    for who, stance in zip(table.people, ("coop", "not", "coop", "coop"), strict=True):
        table.do(who, "judge", stance=stance)
    table.lead("next")
    assert (table.game.played[0].changed, table.game.played[0].voters) == (2, 3)
    assert table.game.current is not None
    assert not table.game.current.stances


def test_marks_at_four_eight_and_twelve():
    table = a_table(4)
    for _ in range(2):
        table.reach("transform", len(table.game.played) + 1)
        table.do(table.people[0], "propose", choice="give_up").lead("next").lead("next")
    who = table.people[0]
    crew = table.crew_of(who)
    assert crew.kept == 6
    table.do(who, "mark", crew=crew.id, place="L1")
    with pytest.raises(Refused, match="4, 8 ou 12"):
        table.do(who, "mark", crew=crew.id, place="L2")
    assert table.public()["board"]["places"]["L1"]["marks"] == [crew.id]


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
    table = a_table(4).reach("compass").everybody("posture", n=2).reach("debrief")
    table.everybody("posture", n=4)
    table.do(table.people[0], "commit", text="D’ici au 15, je rappelle Colette.")
    table.reach("closed")
    assert table.game.compass == ((0, 4, 0, 0, 0), (0, 0, 0, 4, 0))
    assert not table.game.compass_start
    assert "p2" not in table.game.commitments
    assert table.public()["debrief"]["compass_end"] == [0, 0, 0, 4, 0]
    assert table.public()["debrief"]["commitments"] == ["D’ici au 15, je rappelle Colette."]

"""The rules of COOP ou pas COOP: deciding, promising, giving in secret, what a round leaves."""

import pytest

from irdsu_app.coop import rules, tracing
from irdsu_app.coop.round import Refused, Wave
from tests.domain.table import DECK, a_table


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

"""The fourteen events: each at its written moment, each with its effect on the rules."""

import pytest

from irdsu_app.coop import moves, rules
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, a_table


def with_event(event, players=4, *, seed=7, **options):
    """A table in its second round, with this event face down."""
    table = a_table(players, seed=seed, **options).reach("trace", 1)
    for who in table.people:
        table.do(who, "judge", stance="coop")
    return draw_until(table, event)


def draw_until(table, event):
    """Begin the next round with the first seed that draws this event."""
    for seed in range(4_000):
        table.game = table.game.after(seed=seed)
        later = rules.play(table.game, DECK, table.host, rules_next(table), table.now)
        round_ = later.at_table()
        if event in (round_.pending, *round_.events):
            table.game = later
            return table
    raise AssertionError(f"{event} is never drawn")


def rules_next(table):
    return moves.read({"do": "next", "at": table.game.n})


def shown(table):
    return [event["id"] for event in table.public()["card"]["events"]]


def test_no_event_in_the_first_round():
    table = a_table(4)
    while not table.game.played:
        table.lead("start" if table.game.phase == "lobby" else "next")
        if table.game.current and table.game.current.number == 1:
            assert not table.round.pending
            assert not shown(table)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        ("début de tour", "discover"),
        ("avant le débat", ("debate", "estimate")),
        ("pendant le débat", "debate"),
        ("avant la transformation", "transform"),
        ("avant l’engagement", ("promise", "bonus")),
        ("fin de tour", "trace"),
    ],
)
def test_every_event_is_turned_over_at_its_moment_and_never_before(moment, phase):
    for event in [e.id for e in DECK.events if e.moment == moment]:
        table = with_event(event)
        phases = (phase,) if isinstance(phase, str) else phase
        while event not in shown(table):
            assert table.game.phase not in ("trace", "debrief"), event
            assert event not in str(table.public()), "an event leaves the server before its moment"
            table.wait(121) if table.game.phase == "debate" else table.lead("next")
        assert table.game.phase in phases, event


def test_e01_two_energies_for_everybody():
    table = with_event("E01").reach("stake")
    who = table.people[0]
    with pytest.raises(Refused, match="2 énergies"):
        table.do(who, "stake", crew=table.crew_of(who).id, n=3)


def test_e02_trust_is_estimated_before_the_debate():
    table = with_event("E02").reach("estimate")
    table.everybody("feel", current="confiance", value=1)
    assert table.game.phase == "debate"
    table.reach("trace")
    with pytest.raises(Refused, match="déjà été estimé "):
        table.do(table.people[0], "feel", current="confiance", value=-1)
    before = table.game.currents["confiance"]
    table.lead("next")
    assert table.game.currents["confiance"] == before + 1


def test_e03_somebody_who_has_not_spoken_lends_a_voice_for_a_minute():
    table = with_event("E03").reach("debate")
    one, two, *_ = table.people
    table.do(one, "speak", voice="self").lead("give_floor", person=one).do(one, "finish_speaking").wait(121)
    assert table.game.phase == "debate"
    with pytest.raises(Refused, match="déjà parlé"):
        table.do(one, "lend_voice")
    table.do(two, "lend_voice")
    with pytest.raises(Refused, match="on ne l’interrompt pas"):
        table.lead("give_floor", person=one)
    table.wait(60)
    assert table.round.floor is None


def test_e04_half_the_time():
    assert with_event("E04").reach("debate").game.timer.total == 120


def test_e05_two_crews_exchange_until_the_end_of_the_round():
    before = None
    table = with_event("E05")
    now = {c.id: c.character for c in table.game.active()}
    table.reach("trace").lead("next")
    before = {c.id: c.character for c in table.game.active()}
    assert sum(now[c] != before[c] for c in now) == 2


def test_e06_four_common_energies_if_the_group_agrees_in_time():
    table = with_event("E06").reach("bonus")
    table.lead("bonus", use="Un goûter sur la Dalle")
    assert table.game.phase == "promise"
    assert table.public()["talk"]["bonus"] == 4
    late = with_event("E06").reach("bonus").wait(121)
    assert late.public()["talk"]["bonus"] == 0


def test_e07_nothing_is_transformed():
    table = with_event("E07").reach("transform")
    with pytest.raises(Refused, match="Le calendrier est avancé"):
        table.do(table.people[0], "propose", choice="transform")
    assert table.public()["talk"]["choices"] == ["keep", "give_up"]


def test_e08_a_written_debate_read_aloud_by_somebody_else():
    table = with_event("E08").reach("debate")
    one, two, *_ = table.people
    with pytest.raises(Refused, match="Le débat est écrit"):
        table.do(one, "speak", voice="self")
    table.do(one, "argue", voice="self", text="Un").do(two, "argue", voice="character", text="Deux")
    table.wait(181)
    assert table.game.phase == "debate"
    assert table.round.reading
    assert all(a.reader and a.reader != a.person for a in table.round.arguments)
    assert all(not a["name"] for a in table.public()["talk"]["arguments"])
    table.wait(121)
    assert table.game.phase == "transform"


def test_e09_the_crew_that_promised_the_most_rests():
    table = a_table(4).reach("promise")
    most = table.people[2]
    for who in table.people:
        table.do(who, "promise", crew=table.crew_of(who).id, n=3 if who == most else 1)
    table.reach("trace")
    draw_until(table, "E09")
    table.reach("promise")
    assert table.round.exempt == table.crew_of(most).id
    with pytest.raises(Refused, match="se repose"):
        table.do(most, "promise", crew=table.round.exempt, n=1)
    for who in table.people:
        if who != most:
            table.do(who, "promise", crew=table.crew_of(who).id, n=1)
    assert table.game.phase == "stake", "a crew that rests is not awaited"


def test_e10_one_level_less():
    table = with_event("E10").reach("debate")
    before = table.round.level
    table.reach("transform")
    order = ["très léger", "léger", "moyen", "lourd"]
    assert table.round.level == order[max(order.index(before) - 1, 0)]
    table.lead("next")
    assert table.round.level == order[max(order.index(before) - 1, 0)]


def test_e11_each_says_what_the_article_forgot():
    table = with_event("E11").reach("trace")
    table.do(table.people[0], "argue", voice="self", text="Il a oublié le boulanger")
    assert table.public()["talk"]["arguments"][0]["text"] == "Il a oublié le boulanger"


def test_e12_the_place_is_in_tension_and_the_action_may_be_suspended():
    table = with_event("E12")
    table.lead("draw")
    place = DECK.situation(table.round.situation).place
    assert table.game.places[place].state == "En tension"
    table.reach("transform").do(table.people[0], "propose", choice="suspend").lead("next")
    assert table.game.phase == "trace"
    table.lead("next")
    assert table.game.places[place].state == "En tension"


def test_e13_the_least_heard_comes_back_to_a_disagreement():
    table = a_table(4).reach("trace", 1)
    table.do(table.people[0], "note", kind="disagreement", text="Qui répond à minuit ?")
    trace = table.game.traces[0].id
    draw_until(table, "E13")
    table.reach("trace")
    chosen = table.round.reopener
    other = next(who for who in table.people if who != chosen)
    with pytest.raises(Refused, match="le moins parlé"):
        table.do(other, "reopen", trace=trace)
    table.do(chosen, "reopen", trace=trace)
    assert table.public()["talk"]["reopened"] == "Qui répond à minuit ?"


def test_e14_a_promise_may_be_revised_in_five_words():
    table = with_event("E14").reach("promise")
    for who in table.people:
        table.do(who, "promise", crew=table.crew_of(who).id, n=2)
    assert table.game.phase == "revise"
    who = table.people[0]
    with pytest.raises(Refused, match="cinq mots"):
        table.do(who, "promise", crew=table.crew_of(who).id, n=1, why="parce que je ne sais plus très bien")
    table.do(who, "promise", crew=table.crew_of(who).id, n=0, why="budget gelé")
    assert table.public()["talk"]["promised"] == 6
    table.wait(31)
    assert table.game.phase == "stake"


def test_e01_and_e09_together():
    table = with_event("E01").reach("promise")
    table.game = table.game.in_round(exempt=table.crew_of(table.people[0]).id)
    table.reach("stake")
    for who in table.people[1:]:
        table.do(who, "stake", crew=table.crew_of(who).id, n=2)
    assert table.game.phase == "outcome"
    assert table.public()["talk"]["staked"] == 6
    assert table.crew_of(table.people[0]).kept == 2 + 3 * 1


def test_the_host_may_put_the_event_away():
    table = with_event("E01")
    table.lead("skip_event").reach("promise")
    assert not shown(table)
    assert table.round.energy == 3


def test_the_same_seed_draws_the_same_game():
    def story(seed):
        table = a_table(6, seed=seed)
        cards = []
        while table.game.phase != "debrief":
            table.lead("start" if table.game.phase == "lobby" else "next")
            cards.append(table.public()["card"]["situation"] + str(shown(table)) + table.public()["card"]["chair"])
        return cards

    assert story(11) == story(11)
    assert story(11) != story(12)

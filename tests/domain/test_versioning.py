"""A deck as it was: compared, come back to, and what undoing can no longer reach. Who leads turns the screens."""

import pytest

from irdsu_app.coop import authoring, deck, moves, proofing, rules, seen, versioning
from irdsu_app.coop.game import Options
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, TableForTests

OWN = authoring.duplicate(deck.base(), "Chez nous")
TITLE = deck.base().situation("S04").title


def titled(own, text, base=TITLE):
    return authoring.write(own, "situations", "S04", "title", text, base)


def test_the_same_deck_is_not_different_and_a_change_is_told_card_by_card():
    assert versioning.differences(OWN, OWN) == []
    now, code = authoring.add(authoring.remove(titled(OWN, "La porte"), "events", "E01"), "triggers")
    assert versioning.differences(OWN, now) == [
        ("Les déclencheurs, carte sans titre", "serait retirée"),
        ("La porte", "retrouverait ses mots d’alors"),
        (deck.base().event("E01").title, "reviendrait"),
    ]
    assert code not in {each.id for each in OWN.cards["triggers"]}
    moved = OWN.model_copy(update={"cards": {**OWN.cards, "events": OWN.cards["events"][::-1]}})
    assert versioning.differences(OWN, moved) == [("Les événements", "dans un autre ordre")]


def test_coming_back_is_one_change_undone_by_its_version_only():
    now = titled(OWN, "La porte")
    back = versioning.become(now, OWN, 7)
    assert (back.cards, versioning.last(back)) == (OWN.cards, 7)
    with pytest.raises(Refused, match="Versions"):
        authoring.undo(back)
    assert versioning.undone(back, versioning.still(now)) == now
    assert versioning.last(now) == 0
    assert versioning.without(back, frozenset({3})) == back
    assert versioning.without(titled(back, "Après"), frozenset({7})).past == titled(OWN, "Après").past


def test_a_version_keeps_neither_what_could_be_undone_nor_what_was_put_aside():
    aside = titled(titled(OWN, "La porte"), "Le seuil")
    assert aside.asides
    kept = versioning.still(aside)
    assert (kept.past, kept.asides) == ((), ())
    assert kept.cards == aside.cards


@pytest.mark.parametrize(("name", "by"), [("x" * 61, ""), ("", "x" * 41)])
def test_a_long_name_is_refused(name, by):
    with pytest.raises(Refused, match="au plus"):
        versioning.named(name, by)


def test_an_easy_version_goes_with_the_deck_that_is_played_and_comes_back():
    own = authoring.write(OWN, "situations", "S04", "easy", "La porte est fermée.", "")
    played = proofing.playable(own)
    assert played.easy_of("situations", "S04") == "La porte est fermée."
    assert played.easy_of("situations", "S05") == deck.base().easy_of("situations", "S04") == ""
    assert hash(played) != hash(proofing.playable(OWN))
    assert authoring.duplicate(played, "Copie").card("situations", "S04").easy == "La porte est fermée."


def a_game() -> TableForTests:
    game, host = rules.lead(rules.new(DECK, 3, Options()), "Animation", 0)
    table = TableForTests(game, host=host)
    for name in ("Nour", "Sam", "Léa"):
        table.game, who = rules.arrive(table.game, DECK, name, "", 0)
        table.people.append(who)
    return table


def test_only_whoever_leads_turns_the_screens_and_only_at_the_debrief():
    table = a_game().reach("compass")
    with pytest.raises(Refused, match="bilan"):
        table.lead("slide", n=2, at=table.game.n)
    table.lead("to_debrief").lead("slide", n=2, at=table.game.n)
    assert seen.pace(table.game, DECK)["slide"] == 2
    for wrong in ({"n": 2, "at": table.game.n}, {"n": 2, "at": table.game.n - 1}):
        with pytest.raises(Refused):
            table.do(table.people[0], "slide", **wrong)
    for n in (-1, 6, "2"):
        with pytest.raises(Refused):
            moves.read({"do": "slide", "at": 1, "n": n})
    with pytest.raises(Refused):
        table.do(table.people[0], "easy", on=True)
    assert seen.pace(table.lead("easy", on=True).game, DECK)["easy"]


def test_who_keeps_the_time_is_named_to_all_and_nobody_is_when_they_are_away():
    game = rules.new(DECK, 3, Options(hosted=False))
    people = []
    for name in ("Nour", "Sam", "Léa"):
        game, who = rules.arrive(game, DECK, name, "", 0)
        people.append(who)
    table = TableForTests(game, host=people[0])
    table.lead("start").lead("next").lead("next")
    keeper = table.game.at_table().timekeeper
    assert seen.pace(table.game, DECK)["keeper"] == table.game.people[keeper].name
    assert seen.pace(rules.away(table.game, keeper, 0), DECK)["keeper"] == ""
    discreet = table.game.after(options=table.game.options.model_copy(update={"discreet": True}))
    assert seen.pace(discreet, DECK)["keeper"] not in ("", "Nour", "Sam", "Léa")
    assert seen.pace(a_game().reach("discover").game, DECK)["keeper"] == ""

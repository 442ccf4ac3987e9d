"""What a room is told of its deck: the words of that deck, whole, and nothing that is anybody's secret."""

import json
import subprocess

import pytest
import reflex as rx

from irdsu_app.coop import authoring, deck, dressing, faces, library, proofing, seen, setting
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.guide import guide
from irdsu_app.design.typography import fr
from irdsu_app.settings import bun
from tests.bench.decks import many
from tests.domain.table import DECK, a_table


def said(told) -> str:
    return json.dumps(told, ensure_ascii=False)


def written(*changes) -> Deck:
    """Our deck with these changes, each as the desk makes it: kind, card, line, text."""
    own = authoring.duplicate(DECK, "Le nôtre")
    for kind, card, name, text in changes:
        own = authoring.write(own, kind, card, name, text, str(own.card(kind, card).on[name]))
    return proofing.playable(own)


VOTE = ("words", "words", "coop", "On y va"), ("words", "words", "not_coop", "Pas comme ça")


def test_nothing_that_is_hidden_nor_any_card_is_told_to_the_room():
    told = said(setting.told(DECK))
    for character in DECK.characters:
        assert character.hidden not in told
        assert character.wants not in told
    for card in (*DECK.situations, *DECK.events):
        assert card.title not in told
    for situation in DECK.situations:
        assert situation.scene not in told


def test_those_who_lead_choose_cards_by_their_title_and_never_read_what_comes_after():
    told = setting.library(DECK)
    assert [each["id"] for each in told["situations"]] == [each.id for each in DECK.situations]
    assert set(told["suggested"]) == {trigger.id for trigger in DECK.triggers}
    assert told["places"] == [p.name for p in DECK.places if any(s.place == p.id for s in DECK.situations)]
    assert "E06" not in [event["id"] for event in told["events"]]
    for situation in DECK.situations:
        assert situation.coop not in said(told)
        assert situation.not_coop not in said(told)
    for character in DECK.characters:
        assert character.hidden not in said(told)


def test_every_name_of_the_deck_is_the_one_that_is_told():
    own = written(
        ("territory", "territory", "name", "Le Vallon"),
        ("places", "L7", "name", "Le Phare"),
        ("characters", "P1", "name", "Zoé Kermadec"),
        ("postures", "3", "name", "Je tends la main"),
        ("currents", "lien", "name", "Voisinage"),
        ("triggers", "galerie", "name", "Le marché s’en va"),
        ("events", "E04", "title", "Grand froid"),
        *VOTE,
    )
    told, cards = setting.told(own), setting.library(own)
    assert (told["name"], told["map_title"]) == ("Le Vallon", "La carte du Vallon")
    assert "Le Phare" in [place["name"] for place in told["places"]]
    assert told["tokens"]["P1"] == faces.token(own, "P1") | {"initials": "ZK", "name": "Zoé Kermadec"}
    assert told["postures"][2]["name"] == "Je tends la main"
    assert "Voisinage" in [current["name"] for current in told["currents"]]
    assert "Le marché s’en va" in [trigger["name"] for trigger in told["triggers"]]
    assert "Grand froid" in [event["title"] for event in cards["events"]]
    assert "Le Phare" in cards["places"]
    assert told["mark"] == cards["mark"] != setting.told(DECK)["mark"]


def test_the_buttons_keep_our_words_in_a_sentence_and_renamed_ones_are_quoted():
    assert setting.words(DECK) == {
        "coop": "COOP",
        "not_coop": "Pas COOP",
        "coop_said": "COOP",
        "not_said": "pas COOP",
    }
    renamed = setting.words(written(*VOTE))
    assert (renamed["coop"], renamed["not_coop"]) == ("On y va", "Pas comme ça")
    assert setting.words(written(VOTE[0]))["not_said"] == fr("« Pas COOP »")


def guided(own: Deck, text: str) -> str:
    """A sentence of the guide as a screen says it, when this deck is played."""
    return setting.guided(text, setting.said(own))


def on_screen(var: rx.Var) -> str:
    """What the browser makes of an expression."""
    return subprocess.run([str(bun()), "-p", str(var)], capture_output=True, text=True, check=True).stdout.rstrip("\n")


def test_a_name_that_holds_our_words_is_said_once(monkeypatch):
    """« Oser la confiance » must not become « Oser « Oser la confiance » »."""
    own = written(("currents", "confiance", "name", "Oser la confiance"), *VOTE)
    pairs = setting.said(own)
    monkeypatch.setattr(dressing, "setting", {"said": rx.Var.create(pairs)})
    for text in (guide().rules.steps[-1].text, guide().phases["estimate"].name, guide().phrases.stance_first):
        assert setting.guided(text, pairs).count("Oser la confiance") == ("onfiance" in text)
        assert on_screen(dressing.guided(text)) == setting.guided(text, pairs) != text
    monkeypatch.setattr(dressing, "setting", {"said": rx.Var.create([])})
    assert on_screen(dressing.guided("la confiance")) == setting.guided("la confiance", []) == "la confiance"


def test_what_is_asked_about_the_word_is_asked_about_theirs():
    said = guide()
    after = next(section.after for section in said.host.sections if "COOP" in section.after)
    stuck = next(text for text in said.phases["stance"].stuck if "COOP" in text)
    own = written(*VOTE)
    assert fr("« alors, c’était “On y va” ? »") in guided(own, after)
    assert fr("« Cela veut dire quoi, “On y va” ? »") in guided(own, stuck)
    asked = []
    library.the_advice(lambda text: asked.append(text) or text)
    assert after in asked


@pytest.mark.parametrize(("count", "words"), [(0, "0 passe"), (1, "1 passe"), (2, "2 passent")])
def test_how_many_pass_is_said_as_one_counts(count, words):
    assert on_screen(dressing.passing(rx.Var.create(count))) == words


def test_the_guide_says_what_the_deck_renamed_and_keeps_the_rest():
    phrases, phases, rules = guide().phrases, guide().phases, guide().rules
    everything = [phrases.stance_first, phrases.stance_again, phases["estimate"].instruction, rules.opening]
    assert setting.said(DECK) == []
    for words in setting.GUIDED:
        assert words in guide().model_dump_json(), words
    asked = guided(written(*VOTE), phrases.stance_first)
    assert asked.endswith(fr("pour vous : « On y va » ou « Pas comme ça » ?"))
    trust = written(("currents", "confiance", "name", "Élan"))
    assert guided(trust, phases["estimate"].name) == fr("« Élan », tout de suite")
    assert fr("« Élan », « Pouvoir d’agir » et « Lien »") in guided(trust, rules.steps[-1].text)
    frost = written(("events", "E02", "title", "Le tract"))
    assert guided(frost, phases["estimate"].say) == fr(
        "Répondez vite, comme on réagit en voyant l’événement. On en parlera après."
    )
    assert "Lisières" not in guided(written(("territory", "territory", "name", "Le Vallon")), rules.opening)
    others = written(("places", "L7", "name", "Le Phare"))
    assert [guided(others, text) for text in everything] == everything


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Les Lisières", "La carte des Lisières"),
        ("Le Vallon", "La carte du Vallon"),
        ("La Côte", "La carte de la Côte"),
        ("L’Ormeau", "La carte de l’Ormeau"),
        ("Bellevue", "La carte : Bellevue"),
        ("Lesquin", "La carte : Lesquin"),
        ("Le ", "La carte : Le "),
    ],
)
def test_a_map_is_titled_as_one_says_it(name, title):
    assert setting.map_title(name) == fr(title)


def test_our_map_is_in_the_page_and_another_is_asked_for():
    assert setting.told(DECK)["ground"] == ""
    assert setting.told(written(*VOTE))["ground"] == ""
    moved = setting.told(written(("places", "L7", "name", "Le Phare")))
    assert moved["ground"] == moved["mark"] != ""


def test_every_place_has_its_spot_inside_the_map():
    for place in setting.places(DECK):
        assert all(0 <= float(length.removesuffix("%")) <= 100 for length in place["at"].values()), place


def test_what_moves_for_those_who_lead_does_not_grow_with_the_deck():
    table = a_table(4).reach("discover")
    small, large = (len(said(seen.hosting(table.game, cards))) for cards in (DECK, many()))
    assert small == large < 2_000
    assert seen.hosting(table.game, DECK)["played"] == [record.situation for record in table.game.played]


def test_a_screen_that_has_not_come_in_knows_the_same_things_empty():
    assert setting.NOWHERE.keys() == setting.told(deck.base()).keys()
    assert setting.UNREAD.keys() == setting.library(deck.base()).keys()

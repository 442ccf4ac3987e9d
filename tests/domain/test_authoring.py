"""A deck of one's own: written card by card, by two people at once, checked, carried as YAML."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.coop import authoring, deck, gathering, proofing, rules, yaml_deck
from irdsu_app.coop.blanks import BLANKS, KINDS
from irdsu_app.coop.deck import Malformed
from irdsu_app.coop.game import Options
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK

LYON = "À Lyon, les usagers de la CAF attendent."


def mine():
    return authoring.duplicate(DECK, "Chez nous")


def title(own, card="S04") -> str:
    return str(own.card("situations", card).on["title"])


def test_a_duplicate_says_the_same_and_ours_stays_intact():
    own = mine()
    assert not proofing.problems(own)
    assert proofing.playable(own).model_copy(update={"id": DECK.id}) == DECK
    changed = authoring.write(own, "situations", "S04", "title", "La porte du local", title(own))
    assert title(changed) == "La porte du local"
    assert title(mine()) == DECK.situation("S04").title


def test_two_people_at_once_lose_nothing():
    own = mine()
    base = title(own)
    one = authoring.write(own, "situations", "S04", "title", "Version de Léa", base)
    two = authoring.write(one, "situations", "S04", "title", "Version de Max", base)
    assert title(two) == "Version de Léa"
    assert [aside.text for aside in two.asides] == ["Version de Max"]
    chosen = authoring.take_aside(two, two.asides[0].number)
    assert title(chosen) == "Version de Max"
    assert title(authoring.undo(chosen)) == "Version de Léa"


def test_the_last_changes_are_undone_one_by_one_cards_too():
    own = mine()
    changed = authoring.write(own, "places", "L1", "name", "Le Marché", "La Galerie")
    added, code = authoring.add(changed, "situations")
    fewer = authoring.remove(added, "situations", "S04")
    assert proofing.problems(fewer)[0][:2] == ("situations", code)
    back = authoring.undo(fewer)
    assert [c.id for c in back.cards["situations"]] == [c.id for c in added.cards["situations"]]
    assert authoring.undo(authoring.undo(back)).cards == own.cards
    with pytest.raises(Refused, match="plus rien à annuler"):
        authoring.undo(own)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (
            lambda o: authoring.write(o, "situations", "S04", "title", "x" * 61, title(o)),
            "61 signes, la carte en tient 60",
        ),
        (lambda o: authoring.write(o, "situations", "S99", "title", "x", ""), "plus dans le jeu"),
        (lambda o: authoring.write(o, "situations", "S04", "level", "x", ""), "se choisit dans une liste"),
        (lambda o: authoring.write(o, "situations", "S04", "effect", "x", ""), "pas sur la carte"),
        (lambda o: authoring.choose(o, "situations", "S04", "place", "L99"), "pas possible"),
        (lambda o: authoring.choose(o, "places", "L1", "x", 13), "de 0 à 12"),
        (lambda o: authoring.choose(o, "places", "L1", "x", True), "de 0 à 12"),
        (lambda o: authoring.choose(o, "situations", "S04", "concerned", "P1"), "pas possible"),
        (lambda o: authoring.add(o, "places"), "12 au plus"),
        (lambda o: authoring.add(o, "postures"), "changez les mots"),
        (lambda o: authoring.remove(o, "territory", "territory"), "reste dans le jeu"),
        (lambda o: authoring.rename(o, "  "), "Donnez un nom"),
    ],
)
def test_what_may_not_be_written_gets_a_sentence(act, said):
    with pytest.raises(Refused, match=said):
        act(mine())


def test_markup_pasted_is_only_text():
    own = authoring.write(mine(), "situations", "S04", "title", "<b>La</b>\u202e porte", title(mine()))
    assert title(own) == "<b>La</b> porte"


def test_an_empty_blank_is_kept_and_said():
    own = authoring.write(mine(), "characters", "P1", "hidden", "", DECK.character("P1").hidden)
    (kind, card, said), *_ = proofing.problems(own)
    assert (kind, card) == ("characters", "P1")
    assert "Ce qu’on ne voit pas" in said
    assert proofing.may_publish(own, frozenset(name for name, _ in proofing.CHECKLIST)) == said


def test_a_card_whose_place_is_gone_is_said():
    own = mine()
    for place in ("L1",):
        own = authoring.remove(own, "places", place)
    assert "lieu inconnu" in proofing.problems(own)[0][2]


def test_the_checks_of_the_kit_are_questions():
    own = authoring.write(mine(), "situations", "S04", "scene", LYON, DECK.situation("S04").scene)
    asked = [query.said for query in proofing.queries(own) if query.card == "S04"]
    assert any("vrai nom" in said for said in asked)
    assert any("se nomment-elles" in said for said in asked)
    assert any("CAF" in said for said in asked)
    assert any("trois personnes" in said for said in asked)
    assert all("?" in said for said in asked)


def test_easy_to_read():
    assert not proofing.easy_problems("Le local est fermé. Des jeunes veulent la clé.")
    hard = proofing.easy_problems("Les jeunes demandent depuis longtemps la clé du local de la tour à la CDC.")
    assert any("12 au plus" in said for said in hard)
    assert any("CDC" in said for said in hard)


def test_publishing_asks_for_the_whole_list():
    assert "Il reste à vérifier" in proofing.may_publish(mine(), frozenset())
    assert not proofing.may_publish(mine(), frozenset(name for name, _ in proofing.CHECKLIST))


def test_yaml_goes_and_comes_back():
    carried = yaml_deck.to_yaml(DECK).encode()
    assert proofing.playable(yaml_deck.from_yaml(carried, "Chez nous")).model_copy(update={"id": DECK.id}) == DECK


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: [1, 2", "pas du YAML"),
        (b"- 1\n- 2", "ne décrit pas un jeu"),
        (b"a: &x [1]\nb: *x", "renvois"),
        (b"x" * 10_000_000, "10000 Ko|10\u202f000 Ko"),
        (b"!!python/object/apply:os.system ['id']", "pas du YAML"),
    ],
)
def test_a_file_that_is_no_deck_gets_a_sentence_that_says_where(file, said):
    with pytest.raises(Malformed, match=said):
        yaml_deck.from_yaml(file, "Chez nous")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t["situations"][3].pop("place"), "les situations, n° 4, ligne « place »"),
        (lambda t: t.update(characters=t["characters"][:2]), "trop courte"),
        (lambda t: t["places"][1].update(id="L1"), "apparaît deux fois"),
    ],
)
def test_a_deck_badly_written_says_where(spoil, said):
    tree = yaml.safe_load(yaml_deck.to_yaml(DECK))
    spoil(tree)
    with pytest.raises(Malformed) as wrong:
        yaml_deck.from_yaml(yaml.safe_dump(tree, allow_unicode=True).encode(), "Chez nous")
    assert said in str(wrong.value).replace("\u00a0", " ").replace("\u202f", " ")


@given(st.data())
def test_any_change_is_undone(data):
    own = mine()
    for _ in range(data.draw(st.integers(1, 6))):
        kind = data.draw(st.sampled_from(KINDS))
        card = data.draw(st.sampled_from([c.id for c in own.cards[kind]]))
        blanks = [b for b in BLANKS[kind] if b.longest]
        blank = data.draw(st.sampled_from(blanks))
        now = str(own.card(kind, card).on[blank.name])
        changed = authoring.write(own, kind, card, blank.name, data.draw(st.text(max_size=20)), now)
        if changed is not own:
            assert authoring.undo(changed).cards == own.cards
        own = changed
    assert authoring.OwnDeck.model_validate_json(own.model_dump_json()) == own


def test_a_small_deck_seats_fewer_people():
    tree = deck.base().model_dump(mode="json")
    tree["characters"] = tree["characters"][:5]
    kept = {c["id"] for c in tree["characters"]}
    tree["dealing"] = [c for c in tree["dealing"] if c in kept]
    for situation in tree["situations"]:
        situation["concerned"] = [c for c in situation["concerned"] if c in kept]
    small = deck.read(tree)
    for players in (2, 3, 5, 9, 12):
        game = rules.new(small, 1, Options())
        game, _ = rules.lead(game, "Claude", 0)
        for n in range(players):
            game, _ = rules.arrive(game, small, f"P{n}", "", 0)
        game = gathering.deal(game, small)
        assert len(game.active()) <= 5
        carried = {who for crew in game.active() for who in crew.members}
        assert carried == {p.id for p in game.players()}
        assert len(game.players()) == min(players, 10)

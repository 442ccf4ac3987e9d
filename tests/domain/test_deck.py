"""The deck of the house is whole; a deck badly written is refused with a French sentence that says where."""

import copy
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from irdsu_app import content
from irdsu_app.coop import deck
from irdsu_app.coop.deck import LEVELS, STATES, Deck, Level, Moment
from irdsu_app.coop.mistakes import Malformed

DECK = deck.base()
RAW: dict[str, Any] = {**content.tree("coop/base"), **content.tree("coop/cards")}
ENGLISH = re.compile(r"\b(should|input|value|field|valid|required|must|than|error|string|list)\b", re.IGNORECASE)


def texts(thing: object) -> Iterator[str]:
    if isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from texts(getattr(thing, name))
    elif isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)


def test_the_deck_of_the_house_has_all_its_cards():
    assert (len(DECK.places), len(DECK.characters), len(DECK.situations), len(DECK.events)) == (12, 16, 30, 14)
    assert [s.id for s in DECK.situations] == [f"S{i:02}" for i in range(1, 31)]
    assert [e.id for e in DECK.events] == [f"E{i:02}" for i in range(1, 15)]
    assert [c.id for c in DECK.currents] == ["confiance", "pouvoir", "lien"]
    assert tuple(s.name for s in DECK.states) == STATES
    assert len(DECK.triggers) == 3
    assert len(DECK.absent) == 4
    assert len(DECK.selections) == 7


def test_levels_and_moments_are_all_used():
    assert set(LEVELS) == set(get_args(Level))
    assert {s.level for s in DECK.situations} == set(LEVELS) - {"très léger"}
    assert {e.moment for e in DECK.events} == set(get_args(Moment))


def test_any_group_however_small_holds_four_voices():
    assert DECK.dealing[:4] == ("P1", "P13", "P7", "P6")
    assert sorted(DECK.dealing) == sorted(c.id for c in DECK.characters)


def test_every_trade_but_the_last_is_somebody_and_leaves_others_to_play():
    played = [set(c.trades) for c in DECK.characters]
    for trade in DECK.trades:
        its = sum(trade.id in some for some in played)
        assert its <= 4
        assert its >= 1 or trade.id == "autre"


def test_every_place_is_the_scene_of_a_situation():
    assert {s.place for s in DECK.situations} == {p.id for p in DECK.places}


def test_every_character_is_concerned_by_a_situation():
    assert {c for s in DECK.situations for c in s.concerned} == {c.id for c in DECK.characters}


def test_things_are_found_by_their_code():
    assert DECK.place("L7").name == "La Tour 9"
    assert DECK.character("P16").name == "Bruno Keller"
    assert DECK.situation("S04").place == "L7"
    assert DECK.event("E08").title == "Silence"
    for find in (DECK.place, DECK.character, DECK.situation, DECK.event):
        with pytest.raises(KeyError):
            find("Z9")


def test_a_deck_is_frozen_and_survives_json():
    with pytest.raises(ValidationError):
        DECK.id = "autre"  # pyright: ignore[reportAttributeAccessIssue]
    assert Deck.model_validate_json(DECK.model_dump_json()) == DECK


def test_every_text_has_french_typography():
    for text in texts(DECK):
        assert not re.search(r"['\"]", text), text
        assert not re.search(r" [;:!?»]|« |  ", text), text
        assert text.count("«") == text.count("»"), text


@pytest.mark.parametrize(
    "wrong", ["usagers", "publics? cibles?", "bénéficiaires", r"\bscore", r"\w·\w", "quartiers sensibles"]
)
def test_no_word_that_discredits(wrong: str):
    assert [text for text in texts(DECK) if re.search(wrong, text, re.IGNORECASE)] == []


def broken(change: Any) -> str:
    raw = copy.deepcopy(RAW)
    change(raw)
    with pytest.raises(Malformed) as refused:
        deck.read(raw)
    return str(refused.value).replace("\u202f", " ").replace("\xa0", " ")


def test_a_mistake_is_told_in_french_with_its_place():
    assert broken(lambda d: d["situations"][3].update(place="L99")) == (
        "Ce jeu ne tient pas ensemble : la situation S04 se passe dans un lieu inconnu : L99."
    )
    assert broken(lambda d: d["situations"][0].update(concerned=["P1", "P77"])).endswith("personnage inconnu : P77.")
    assert broken(lambda d: d["places"][1].update(id="L1")).endswith("le même lieu apparaît deux fois : L1.")
    assert broken(lambda d: d["events"][1].update(moment="à midi")).startswith(
        "Dans les événements, n° 2, ligne « moment » : ce mot n’est pas prévu"
    )
    assert "« très léger »" not in broken(lambda d: d["situations"][2].update(level="énorme"))
    assert broken(lambda d: d["characters"][0].pop("hidden")) == (
        "Dans les personnages, n° 1, ligne « hidden » : il manque une ligne."
    )
    assert broken(lambda d: d.update(points=3)) == "Dans « points » : cette ligne n’existe pas dans un jeu."
    assert "une fois, et une seule" in broken(lambda d: d["dealing"].pop())
    assert "postures" in broken(lambda d: d["postures"].reverse())
    assert "trois courants" in broken(lambda d: d["currents"].pop())
    assert "état de lieu" in broken(lambda d: d["states"].pop())
    assert "état inconnu" in broken(lambda d: d["places"][0].update(state="Fermé"))
    assert "le nombre doit être au plus 12" in broken(lambda d: d["places"][0].update(x=13))
    assert "signes au plus" in broken(lambda d: d["situations"][0].update(scene="x" * 100_000))


@pytest.mark.parametrize("junk", [None, 3, "texte", [], {}])
def test_what_is_not_a_deck_is_refused(junk: object):
    with pytest.raises(Malformed, match=r"^(Ce jeu|Dans)"):
        deck.read(junk)


PATHS = [
    (part, rank, line)
    for part in ("triggers", "places", "states", "postures", "currents", "trades", "characters", "situations", "events")
    for rank, item in enumerate(RAW[part])
    for line in item
]
JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just("x" * 5000), st.just([]),
    st.just({}), st.lists(st.text(max_size=4), max_size=3), st.sampled_from(["L1", "P1", "S01", "<script>"]),
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PATHS), JUNK), min_size=1, max_size=3), st.booleans())
def test_a_corrupted_deck_is_refused_in_french_or_still_holds(changes: list, remove: bool):
    raw = copy.deepcopy(RAW)
    for (part, rank, line), junk in changes:
        if remove:
            raw[part][rank].pop(line, None)
        else:
            raw[part][rank][line] = junk
    try:
        read = deck.read(raw)
    except Malformed as refused:
        said = str(refused)
        assert said.startswith(("Ce jeu", "Dans les"))
        assert said.endswith(".")
        assert len(said) < 400
        assert not ENGLISH.search(re.sub(r"«.*?»", "", said)), said
    else:
        assert {s.place for s in read.situations} <= {p.id for p in read.places}
        assert sorted(read.dealing) == sorted(c.id for c in read.characters)

"""Every phase has its words, every group its size, and nothing praises, scores or answers the question."""

import re
from typing import get_args

import pytest

from irdsu_app.coop import deck, game
from irdsu_app.coop.guide import PHASES, guide
from tests.domain.test_deck import texts

GUIDE = guide()


def test_the_guide_knows_the_phases_of_the_rules():
    assert get_args(game.Phase) == PHASES


def test_every_phase_has_its_words_short_enough_to_be_read_at_a_glance():
    assert tuple(GUIDE.phases) == PHASES
    for name, phase in GUIDE.phases.items():
        assert len(phase.instruction) <= 120, name
        assert len(phase.plateau) <= 120, name
        assert phase.stuck or name == "closed"
    letters = [phase.letter for phase in GUIDE.phases.values() if phase.letter]
    assert "".join(dict.fromkeys(letters)) == "ABCDEFG"
    assert letters == sorted(letters)
    assert GUIDE.phases["stance"].title == "B. Se placer"
    assert GUIDE.phases["compass"].title == "La boussole"


GROUPS = {1: "2 ou 3", 3: "2 ou 3", 4: "4 à 8", 8: "4 à 8", 9: "9 à 16", 16: "9 à 16", 17: "17 à 30", 31: "Au-delà"}


@pytest.mark.parametrize(("people", "label"), GROUPS.items())
def test_a_group_of_any_size_knows_how_to_play(people: int, label: str):
    assert GUIDE.size(people).label.startswith(label)


def test_sizes_follow_one_another():
    assert all(one.most + 1 == then.least for one, then in zip(GUIDE.sizes, GUIDE.sizes[1:], strict=False))


def test_the_discussion_asks_questions():
    assert [m.name for m in GUIDE.debrief.moments] == ["Sortir du personnage", "Les faits", "Le vécu", "Le travail"]
    assert all(q.endswith("\u202f?") for m in GUIDE.debrief.moments for q in m.questions)


def test_the_authors_of_the_physical_game_are_named():
    for name in ("IR-DSU", "PLAYtime", "La Compagnie des rêves urbains", "adaptation en ligne originale"):
        assert name in GUIDE.credits


def test_the_rules_say_the_levels_of_the_deck():
    said = " ".join(GUIDE.rules.energies)
    assert all(f"{name} {level:g}".replace(".", ",") in said for name, level in deck.LEVELS.items())


WRONG = (r"\bbravo", r"bonne réponse", r"\bpoints?\b(?! ne bouge)", "podium", "maître du jeu", "usagers", r"\w·\w")


@pytest.mark.parametrize("wrong", WRONG)
def test_nothing_scores_nor_praises(wrong: str):
    said = [*texts(GUIDE), *texts(tuple(GUIDE.phases.values()))]
    assert [text for text in said if re.search(wrong, text, re.IGNORECASE)] == []


def test_every_text_has_french_typography():
    for text in (*texts(GUIDE), *texts(tuple(GUIDE.phases.values()))):
        assert not re.search(r"['\"]", text), text
        assert not re.search(r" [;:!?»]|« |  ", text), text
        assert text.count("«") == text.count("»"), text

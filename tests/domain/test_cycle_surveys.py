"""Questionnaires: what may be answered, half, twice; results never about fewer than five; words that came back."""

from random import Random
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import survey_results, surveys
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.survey_results import FEWEST, OTHERS
from irdsu_app.cycles.surveys import Unanswerable

BEFORE, MEETING, AFTER = (surveys.survey(each) for each in ("before", "meeting", "after"))
FUNCTIONS = BEFORE.question("function").choices
PURPOSES = list(BEFORE.question("purpose").choices)


def test_the_content_has_the_four_questionnaires_and_the_same_questions_before_and_after():
    assert [each.id for each in surveys.surveys().surveys] == ["before", "meeting", "after", "later"]
    first, second = ([each for each in survey.questions if each.paired] for survey in (BEFORE, AFTER))
    assert first == second
    assert len(first) == 3
    assert len(surveys.survey("later").questions) == 2


def test_half_an_answer_is_kept_and_says_it_is_half():
    half = surveys.read(MEETING, {"useful": "4", "voice": None, "pace": "", "unknown": "x"})
    assert half == {"useful": 4}
    assert not surveys.complete(MEETING, half)
    assert surveys.complete(MEETING, surveys.read(MEETING, {"useful": 4, "voice": 5, "pace": "Bien"}))


@pytest.mark.parametrize(
    ("survey", "question", "value", "sentence"),
    [
        (BEFORE, "many", "12", "proposées"),
        (BEFORE, "many", ["1"], "proposées"),
        (BEFORE, "inhabitants", ["Non", "Au retour"], "ne va pas avec"),
        (BEFORE, "inhabitants", {"a": 1}, "proposées"),
        (BEFORE, "purpose", PURPOSES[:4], "une seule fois"),
        (BEFORE, "purpose", [PURPOSES[0]] * 5, "une seule fois"),
        (BEFORE, "word", "c’est un outil de pilotage", "Un seul mot"),
        (BEFORE, "missing", "a" * 601, "600"),
        (BEFORE, "missing", 12, "texte"),
        (MEETING, "useful", 6, "1 à 5"),
        (MEETING, "useful", True, "1 à 5"),
        (MEETING, "useful", "4.5", "1 à 5"),
    ],
)
def test_what_cannot_be_answered_is_said_beside_the_question(survey, question, value, sentence):
    with pytest.raises(Unanswerable) as refusal:
        surveys.read(survey, {question: value})
    assert sentence in refusal.value.fields[question]


def test_an_empty_questionnaire_is_refused():
    with pytest.raises(Refused, match="au moins"):
        surveys.read(MEETING, {"idea": " \u200b "})


def test_what_details_a_choice_goes_with_it_only():
    told = {"decision": "Oui", "decision-detail": "Un parking"}
    assert surveys.read(BEFORE, told) == told
    assert surveys.read(BEFORE, {**told, "decision": "Non"}) == {"decision": "Non"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([each.id for each in BEFORE.questions]), JSON))
def test_anything_that_is_sent_is_read_or_refused(answers):
    try:
        kept = surveys.read(BEFORE, answers)
    except Refused as refusal:
        assert str(refusal)
    else:
        assert surveys.read(BEFORE, kept) == kept


@given(st.randoms(use_true_random=False))
def test_a_personal_code_is_read_however_it_is_typed(random: Random):
    code = surveys.draw_code(random)
    bare = code.replace("-", "")
    assert {surveys.read_code(each) for each in (code, bare.lower(), f" {code[:4]} {code[5:]} ")} == {bare}
    cycle = str(uuid4())
    assert surveys.hash_of(b"secret", cycle, code) == surveys.hash_of(b"secret", cycle, bare.lower())
    assert surveys.hash_of(b"secret", cycle, code) != surveys.hash_of(b"secret", str(uuid4()), code)
    assert bare not in surveys.hash_of(b"secret", cycle, code)


@pytest.mark.parametrize("typed", ["", "ABC", "AAAA-AAAA", "CFHJ-KLMPR"])
def test_a_wrong_code_is_refused(typed):
    with pytest.raises(Refused, match="huit caractères"):
        surveys.read_code(typed)


def people(*functions: tuple[str, int], **said):
    return [{"function": name, "many": "1", **said} for name, many in functions for _ in range(many)]


def test_nothing_is_shown_under_five():
    (function, *_) = survey_results.results(BEFORE, people((FUNCTIONS[0], 4)))
    assert (function.hidden, function.answers, function.bars) == (True, 0, ())
    (function, *_) = survey_results.results(BEFORE, people((FUNCTIONS[0], 5)))
    assert (function.hidden, function.answers, function.bars[0].percent) == (False, 5, 100)


SIZES = st.lists(st.integers(0, 12), min_size=1, max_size=8)


@given(SIZES)
def test_no_group_nor_what_is_left_of_the_whole_is_under_five(sizes):
    given = people(*zip(FUNCTIONS, sizes, strict=False))
    shown = survey_results.groups(BEFORE, given)
    assert all(len(those) >= FEWEST for those in shown.values())
    rest = len(given) - sum(map(len, shown.values()))
    assert not shown or rest == 0
    bars = survey_results.counted([each["function"] for each in given], OTHERS)
    assert [bar.many for bar in bars if bar.many < FEWEST] == []
    assert not bars or sum(bar.many for bar in bars) == len(given)


def test_a_question_that_few_of_a_group_answered_is_hidden_in_every_group():
    given = people((FUNCTIONS[0], 8), (FUNCTIONS[1], 6))
    for each in given[:8] + given[8:11]:
        each["since"] = "Moins d’un an"
    seen = survey_results.grouped(BEFORE, given)
    since = [next(each for each in those if each.id == "since") for those in seen.values()]
    assert [each.hidden for each in since] == [True, True]
    assert not next(each for each in seen[FUNCTIONS[0]] if each.id == "many").hidden


def test_a_scale_has_its_mean_and_a_rank_its_order():
    useful = survey_results.result(MEETING.question("useful"), [1, 3, 4, 5, 5, 5])
    assert (useful.mean, [bar.many for bar in useful.bars]) == (3.8, [1, 0, 1, 1, 3])
    orders = [PURPOSES] * 4 + [PURPOSES[::-1]]
    rank = survey_results.result(BEFORE.question("purpose"), orders)
    assert (rank.bars[0].label, rank.bars[0].many, rank.bars[0].percent) == (PURPOSES[0], 4, 80)
    assert [bar.score for bar in rank.bars] == sorted(bar.score or 0 for bar in rank.bars)


def test_before_and_after_are_side_by_side_and_say_who_answered_twice_only_by_five():
    first = {f"c{n}": {"decision": "Non"} for n in range(8)}
    second = {f"c{n}": {"decision": "Oui"} for n in range(3, 9)}
    decision = next(each for each in survey_results.pairs(BEFORE, AFTER, first, second) if each.before.id == "decision")
    assert (decision.before.answers, decision.after.answers, decision.both) == (8, 6, 5)
    second.pop("c3")
    decision = next(each for each in survey_results.pairs(BEFORE, AFTER, first, second) if each.before.id == "decision")
    assert decision.both == 0


def test_words_that_came_back_are_put_together_and_a_word_of_one_person_is_not_shown():
    texts = [
        "Les habitantes et les habitants", "l’habitant d’abord", "La confiance des élus", "confiances",
        "une évaluatrice, un évaluateur", "les évaluateurs", "Mirevigne",
    ]  # fmt: skip
    shown = {bar.label: bar.many for bar in survey_results.words(texts)}
    assert shown == {"habitants": 2, "confiance": 2, "évaluateurs": 2} or set(shown.values()) == {2}
    assert "mirevigne" not in shown
    assert len(shown) == 3


def test_whole_texts_are_shown_in_the_order_of_the_alphabet():
    idea = survey_results.result(MEETING.question("idea"), ["Zut", "écouter", "agir", "Bien", "Oser"])
    assert idea.texts == ("agir", "Bien", "écouter", "Oser", "Zut")

"""A presentation: any moves by its presenter keep it readable; junk is refused; nothing private is shown."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.brief import presenting
from irdsu_app.brief.presenting import Presentation, Refused
from irdsu_app.brief.sheet import LAST

junk = st.one_of(st.none(), st.booleans(), st.text(max_size=8), st.floats(), st.integers(-3, 40), st.just([]))
moves = st.one_of(
    st.tuples(st.just("go_to"), junk),
    st.tuples(st.just("choose_minutes"), junk),
    st.tuples(st.sampled_from(["begin", "pause"]), st.none()),
    st.tuples(st.sampled_from(["blacken", "show_code", "step_back"]), st.booleans()),
    st.tuples(st.just("draw"), st.lists(st.text(max_size=30), max_size=3)),
)


def play(talk: Presentation, move: tuple, now: float) -> Presentation:
    name, value = move
    match name:
        case "go_to":
            return presenting.go_to(talk, value, now)
        case "begin" | "pause":
            return getattr(presenting, name)(talk, now)
        case "draw":
            return presenting.draw(talk, "V2", value)
        case _:
            return getattr(presenting, name)(talk, value)


@given(st.lists(st.tuples(moves, st.floats(0, 1e6)), max_size=25))
def test_any_moves_leave_a_document_that_reads_back(played: list) -> None:
    talk = Presentation()
    for move, now in played:
        try:
            talk = play(talk, move, now)
        except Refused as refusal:
            assert str(refusal).endswith(".")
    assert 1 <= talk.step <= LAST
    assert Presentation.model_validate_json(talk.model_dump_json()) == talk


@given(st.text(min_size=1, max_size=20))
def test_the_key_never_reaches_a_screen(key: str) -> None:
    talk = presenting.lock_with(Presentation(), key)
    assert "key_hash" not in presenting.shown(talk).model_dump()
    assert presenting.opens(talk, key)


def test_only_the_last_key_opens_whatever_the_case_and_spaces() -> None:
    talk = presenting.lock_with(presenting.lock_with(Presentation(), "ACDEF-GHJKM"), "PQRTU-VWXY3")
    assert presenting.opens(talk, " pqrtu vwxy3 ")
    assert not presenting.opens(talk, "ACDEF-GHJKM")
    assert not presenting.opens(Presentation(), "")


def test_pauses_do_not_count_and_a_clock_set_back_takes_nothing_away() -> None:
    talk = presenting.begin(Presentation(), 100)
    talk = presenting.pause(talk, 160)
    assert talk.elapsed(1000) == 60
    talk = presenting.begin(talk, 1000)
    assert talk.elapsed(1030) == 90
    assert talk.elapsed(900) == 60


def test_the_first_unfolding_starts_the_clock() -> None:
    assert presenting.go_to(Presentation(), 2, 5).status == "En cours"
    assert presenting.go_to(Presentation(), 1, 5).status == "Prête"


def test_a_finished_presentation_refuses_every_move_with_a_sentence() -> None:
    talk = presenting.end(Presentation(step=4), 3)
    for move in [
        lambda: presenting.go_to(talk, 3, 0),
        lambda: presenting.begin(talk, 0),
        lambda: presenting.pause(talk, 0),
        lambda: presenting.draw(talk, "V2", []),
        lambda: presenting.blacken(talk, True),
        lambda: presenting.show_code(talk, True),
        lambda: presenting.choose_minutes(talk, 10),
        lambda: presenting.step_back(talk, True),
    ]:
        with pytest.raises(Refused, match="terminée"):
            move()
    assert presenting.shown(talk).step == 4


@pytest.mark.parametrize("minutes", [0, 11, "30", None, True, 30.5])
def test_another_duration_is_refused(minutes: object) -> None:
    with pytest.raises(Refused, match="10, 30 ou 60"):
        presenting.choose_minutes(Presentation(), minutes)


@pytest.mark.parametrize("tokens", [["<b>"], ["a" * 30], ["x"] * 50, ["a:b:c"], [""]])
def test_a_drawing_takes_only_the_words_of_its_keys(tokens: list[str]) -> None:
    with pytest.raises(Refused):
        presenting.draw(Presentation(), "V2", tokens)


def test_a_drawing_of_an_unknown_panel_is_refused() -> None:
    with pytest.raises(Refused):
        presenting.draw(Presentation(), "Z9", ["emploi"])


def test_two_sectors_stay_linked_until_the_end() -> None:
    talk = presenting.draw(Presentation(), "V2", ["emploi", "ecole+emploi", "emploi"])
    talk = presenting.end(presenting.go_to(talk, 12, 0), 0)
    assert presenting.shown(talk).drawings == {"V2": ["emploi", "ecole+emploi"]}


def test_a_question_keeps_its_words_and_loses_its_spaces() -> None:
    assert presenting.question("  Qui \n décide <b>ici</b> ? ") == "Qui décide <b>ici</b> ?"
    with pytest.raises(Refused, match="Écrivez"):
        presenting.question("   ")
    with pytest.raises(Refused, match="501 caractères"):
        presenting.question("a" * 501)


def test_a_panel_without_minutes_is_passed_over() -> None:
    assert presenting.planned({10: 0, 30: 2, 60: 5}, 10) == "à passer"
    assert presenting.planned({10: 0, 30: 2, 60: 5}, 30) == "2\u00a0min"


def test_a_panel_left_out_of_the_version_presented_is_never_reached():
    version = uuid4()
    talk = Presentation(version=version)
    with pytest.raises(Refused, match="laissé de côté"):
        presenting.go_to(talk, 3, 0, {"R3"})
    assert presenting.go_to(talk, 4, 0, {"R3"}).seen == (1, 4)
    seen = presenting.shown(talk, 7)
    assert (seen.sheet, seen.lost) == ("own-7", False)
    assert str(version) not in seen.model_dump_json()
    assert (presenting.shown(talk).sheet, presenting.shown(talk).lost) == ("1", True)
    assert (presenting.shown(Presentation(edition=3)).sheet, presenting.shown(Presentation()).lost) == ("3", False)

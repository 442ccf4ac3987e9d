"""The board counts and orders as a list would, and the lexicon reads what hands mean."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs import bits
from irdsu_app.jobs.board import FACETS, Board, entry
from irdsu_app.jobs.lexicon import Lexicon
from irdsu_app.jobs.query import Query

TODAY = date(2026, 11, 25)
VALUES = {
    "contract": ("cdi", "cdd"), "region": ("bretagne", "corse"), "department": ("35", "2A"),
    "profession": ("education", "mediation"), "kind": ("commune", "etat"),
}  # fmt: skip
ENTRIES = st.lists(
    st.builds(
        entry,
        number=st.integers(1, 60),
        choices=st.tuples(*(st.sampled_from(("", *VALUES[name])) for name in FACETS)),
        teleworkable=st.booleans(),
        deadline=st.none() | st.integers(0, 40).map(lambda days: TODAY + timedelta(days=days)),
        published=st.integers(0, 40).map(lambda days: TODAY.toordinal() - days),
    ),
    max_size=30,
    unique_by=lambda held: held.id,
)
QUERIES = st.builds(
    Query,
    **{name: st.sets(st.sampled_from(values)).map(tuple) for name, values in VALUES.items()},  # pyright: ignore[reportArgumentType]
    telework=st.booleans(),
    since=st.sampled_from((0, 1, 7, 30)),
    closing=st.sampled_from((0, 7, 14, 30)),
)


def keeps(query: Query, held, but: str = "") -> bool:
    for name, choice in zip(FACETS, held.choices, strict=True):
        if name != but and getattr(query, name) and choice not in getattr(query, name):
            return False
    today = TODAY.toordinal()
    return (
        (but == "telework" or not query.telework or held.teleworkable)
        and (but == "since" or not query.since or held.published > today - query.since)
        and (but == "closing" or not query.closing or held.deadline <= today + query.closing)
    )


@given(st.sets(st.integers(0, 5_000)))
def test_sets_of_bits_are_sets(numbers):
    assert set(bits.numbers(bits.of(numbers))) == numbers
    assert bits.of(numbers).bit_count() == len(numbers)


@given(ENTRIES, ENTRIES, QUERIES, st.sets(st.integers(1, 60)))
def test_it_counts_and_orders_as_a_list_would(first, then, query, gone):
    board = Board(TODAY)
    board.renew([], first)
    board.renew(gone, then)
    listed = {held.id: held for held in first if held.id not in gone} | {held.id: held for held in then}
    kept = [held for held in listed.values() if keeps(query, held)]
    assert set(bits.numbers(board.narrowed(query))) == {held.id for held in kept}
    for order in ("limite", "recent"):
        key = (lambda held: held.soonest) if order == "limite" else (lambda held: held.newest)
        right = [held.id for held in sorted(kept, key=key)]
        assert board.ordered(board.narrowed(query), order, 3, 5) == right[3:8]
    counts = board.counts(query, board.open)
    for i, name in enumerate(FACETS):
        for value in VALUES[name]:
            right = sum(held.choices[i] == value and keeps(query, held, name) for held in listed.values())
            assert counts[name].get(value, 0) == right
    assert counts["telework"]["oui"] == sum(h.teleworkable and keeps(query, h, "telework") for h in listed.values())
    assert counts["closing"]["7"] == sum(
        held.deadline <= TODAY.toordinal() + 7 and keeps(query, held, "closing") for held in listed.values()
    )


def test_a_crowd_is_ordered_as_a_few_are():
    board = Board(TODAY)
    crowd = [entry(n, ("",) * 5, False, TODAY + timedelta(days=n % 9), n % 7) for n in range(1, 3_001)]
    board.renew([], crowd)
    right = [held.id for held in sorted(crowd, key=lambda held: held.soonest)]
    assert board.ordered(board.open, "limite", 1_990, 20) == right[1_990:2_010]
    few = bits.of(right[:40])
    assert board.ordered(few, "limite", 0, 20) == right[:20]


def test_what_the_index_said_is_asked_again_only_once_something_changed():
    asked = []
    board = Board(TODAY)
    board.renew([], [entry(1, ("",) * 5, False, None, 1)])
    for _ in range(2):
        board.term("x", lambda: asked.append(1) or 0b1110)
    assert (len(asked), board.term("x", lambda: 0)) == (1, 0b10)
    board.renew([1], [])
    assert board.term("x", lambda: 0b1110) == 0


WORDS = {
    "coordinateur": "coordinateur", "coordinatrice": "coordinateur", "sportif": "sportif", "mediation": "mediation",
    "evaluation": "evaluation", "ville": "ville", "village": "village", "technique": "technic",
}  # fmt: skip


def test_the_lexicon_follows_a_hand_from_one_gender_to_the_other():
    lexicon = Lexicon({word: stem for word, stem in WORDS.items() if word != "coordinatrice"})
    for typed in ("coord", "coordinat", "coordinatr", "coordinatri", "coordinatric"):
        assert lexicon.beginning(typed) == {"coordinateur"}
    assert Lexicon({"coordinatrice": "coordinateur"}).beginning("coordinateu") == {"coordinateur"}
    assert lexicon.beginning("sportiv") == {"sportif"}
    assert lexicon.beginning("techniq") == {"technic"}
    assert lexicon.beginning("vil") == {"ville", "village"}
    assert lexicon.beginning("zz") == frozenset()


def test_mistakes_are_near_words_the_fewest_first():
    lexicon = Lexicon(WORDS)
    assert lexicon.near("cordinatrice")[0] == ("coordinatrice",)
    assert lexicon.near("evaluatoin")[0] == ("evaluation",)
    assert lexicon.near("medaition")[0] == ("mediation",)
    assert "coordinat" in lexicon.near_beginnings("cordinat")[0]
    assert lexicon.near("vlle") == lexicon.near("35000") == lexicon.near("xylophone") == ()


def test_a_word_learnt_later_is_known_at_once():
    lexicon = Lexicon(WORDS)
    assert lexicon.near("palabras") == ()
    lexicon.learn({"palabres": "palabr"})
    assert lexicon.near("palabras") == (("palabres",),)
    assert lexicon.knows("palabr")
    lexicon.learn({"evaluation": "evaluation"}, {"evaluation": "évaluation"})
    assert [lexicon.shown(word) for word in ("evaluation", "evaluat", "palab")] == ["évaluation", "évaluat…", "palab…"]

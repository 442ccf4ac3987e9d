"""The figures of a meeting: absent people are never counted present, nobody is counted twice."""

from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles.figures import UNSAID, Counted, figures


def test_fill_waiting_no_shows_and_shares():
    everybody = [
        *[Counted("confirmed", "Cheffe de projet", "69 – Rhône", member=True, seen=True)] * 3,
        Counted("confirmed", "cheffe  de projet", "69 – Rhône", seen=False, excused=True),
        Counted("confirmed", "", ""),
        *[Counted("waiting", "Bailleur")] * 2,
        Counted("offered"),
        Counted("withdrawn"),
        Counted("withdrawn", "Bailleur", seen=True),
        Counted("confirmed", walk_in=True, seen=True),
        Counted("confirmed", walk_in=True),
    ]
    told = figures(everybody, 10, over=True)
    assert (told.expected, told.fill, told.waiting, told.withdrawn, told.members) == (6, 60, 3, 1, 3)
    assert (told.seen, told.walk_ins, told.excused, told.no_shows) == (5, 1, 1, 1), "whoever left and came was there"
    assert [(each.label, each.expected, each.seen) for each in told.functions] == [
        ("Cheffe de projet", 4, 3),
        ("Bailleur", 1, 1),
        (UNSAID, 1, 0),
    ]
    assert [each.label for each in told.departments] == ["69 – Rhône", UNSAID]
    assert figures(everybody, 10, over=False).no_shows is None
    assert figures([], 0, over=True).fill == 0


SOMEBODY = st.builds(
    Counted,
    st.sampled_from(["confirmed", "waiting", "offered", "withdrawn", "refused", "cancelled"]),
    st.sampled_from(["", "A", "a", "B"]),
    st.sampled_from(["", "01 – Ain"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(SOMEBODY, max_size=30))
def test_everybody_is_counted_once(everybody):
    told = figures(everybody, 10, over=True)
    came = told.seen - told.walk_ins
    assert came + told.excused + (told.no_shows or 0) == told.expected
    assert (told.no_shows or 0) >= 0
    for shares in (told.functions, told.departments):
        assert sum(each.expected for each in shares) == told.expected
        assert sum(each.seen for each in shares) == came

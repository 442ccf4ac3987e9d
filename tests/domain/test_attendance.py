"""Attendance: half-days, who may be marked, one mark out of several, codes and QR; nobody present without a mark."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import attendance, presence_codes
from irdsu_app.cycles.attendance import Guest, Mark, Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.live.codes import ALPHABET

NINE = datetime(2027, 3, 18, 8, 30, tzinfo=UTC)
"""9 h 30 in Paris, a Thursday in winter time."""
DAY = Sitting(uuid4(), "C3", "Écrire une question", "open", NINE, NINE + timedelta(hours=7))
MORNING, AFTERNOON = "2027-03-18-am", "2027-03-18-pm"
NOUR = Guest(uuid4(), "room", "confirmed")
SECRET = b"the house"


def a_mark(guest: Guest = NOUR, half: str = MORNING, minutes: int = -10, **said) -> Mark:
    at = NINE + timedelta(minutes=minutes)
    said = {"standing": "present", "way": "camera", "device": "a", "by": "camille", **said}
    return Mark(id=uuid4(), guest=guest.id, half=half, at=at, decided=at, **said)


@pytest.mark.parametrize(
    ("hours", "minutes", "expected"),
    [
        (7, 0, [("am", 210), ("pm", 210)]),
        (3, 0, [("am", 180)]),
        (3, 45, [("am", 225)]),
        (4, 30, [("am", 210), ("pm", 60)]),
    ],
)
def test_a_day_is_cut_at_thirteen_hours_of_paris(hours, minutes, expected):
    found = attendance.halves(NINE, NINE + timedelta(hours=hours, minutes=minutes))
    assert [(each.part, (each.ends_at - each.starts_at) // timedelta(minutes=1)) for each in found] == expected


@pytest.mark.parametrize(("month", "utc"), [(1, 13), (7, 12)])
def test_the_afternoon_is_that_of_paris_in_winter_and_in_summer(month, utc):
    starts = datetime(2027, month, 6, utc, tzinfo=UTC)
    (half,) = attendance.halves(starts, starts + timedelta(minutes=90))
    assert half.key == f"2027-0{month}-06-pm"
    assert "après-midi, de 14\u00a0h à 15\u00a0h\u00a030" in half.said


def test_two_days_across_the_change_of_hour_have_the_same_hours():
    starts, ends = datetime(2027, 3, 27, 8, 30, tzinfo=UTC), datetime(2027, 3, 28, 14, 30, tzinfo=UTC)
    found = attendance.halves(starts, ends)
    assert [each.key for each in found] == [f"2027-03-{day}-{part}" for day in (27, 28) for part in ("am", "pm")]
    assert found[2].starts_at == datetime(2027, 3, 28, 7, 30, tzinfo=UTC)


def test_the_first_moment_is_kept_and_the_same_person_counts_once():
    late = a_mark(minutes=20)
    first = attendance.state(DAY, NOUR, late, None, NINE + timedelta(minutes=20))
    assert first.changed
    earlier = a_mark(minutes=-5)
    again = attendance.state(DAY, NOUR, earlier, first.mark, NINE + timedelta(hours=1))
    assert again.mark.at == earlier.at
    assert attendance.state(DAY, NOUR, late, first.mark, NINE + timedelta(hours=2)) == attendance.Taken(
        first.mark, False
    )


def test_a_qr_read_by_another_device_warns_the_organiser():
    held = attendance.state(DAY, NOUR, a_mark(device="a"), None, NINE).mark
    seen = attendance.state(DAY, NOUR, a_mark(device="b", minutes=3), held, NINE + timedelta(minutes=3))
    assert "vérifiez" in seen.warning
    assert "9\u00a0h\u00a020" in seen.warning
    assert not attendance.state(DAY, NOUR, a_mark(device="a", minutes=3), held, NINE + timedelta(minutes=3)).warning


def test_a_phone_that_answers_for_two_people_warns_the_organiser():
    mark = a_mark(way="code", device="phone", by="")
    assert attendance.state(DAY, NOUR, mark, None, NINE, shared=True).warning
    assert not attendance.state(DAY, NOUR, mark, None, NINE).warning


def test_a_correction_made_after_stands_even_when_the_mark_arrives_later():
    absent = attendance.state(DAY, NOUR, a_mark(minutes=60, standing="absent"), None, NINE + timedelta(hours=1)).mark
    assert attendance.merged(absent, a_mark(minutes=5)).standing == "absent"
    assert attendance.merged(absent, a_mark(minutes=65)).standing == "present"


STATEMENTS = st.lists(
    st.builds(
        lambda minutes, standing: a_mark(minutes=minutes, standing=standing),
        st.integers(-60, 200),
        st.sampled_from(["present", "excused", "absent"]),
    ),
    min_size=1,
    max_size=5,
)


@given(STATEMENTS)
def test_statements_give_the_same_standing_in_any_order(statements):
    found = {
        (each.standing, each.decided)
        for order in permutations(statements)
        for each in [reduce(attendance.merged, order)]
    }
    assert len(found) == 1


@given(STATEMENTS)
def test_the_first_time_is_the_same_in_any_order(statements):
    seen = [replace(each, standing="present") for each in statements]
    found = {reduce(attendance.merged, order).at for order in permutations(seen)}
    assert found == {min(each.at for each in seen)}


@pytest.mark.parametrize("status", ["waiting", "offered", "withdrawn", "refused", "cancelled"])
def test_only_those_who_have_a_place_are_marked(status):
    with pytest.raises(Refused, match="ajoutez-la à la porte"):
        attendance.state(DAY, replace(NOUR, status=status), a_mark(), None, NINE)


@pytest.mark.parametrize(
    ("guest", "said", "at", "sentence"),
    [
        (NOUR, {"half": "2027-03-17-am"}, 0, "n’est plus, celle de la séance"),
        (NOUR, {"half": AFTERNOON}, 0, "L’accueil n’a pas commencé"),
        (NOUR, {"way": "here"}, 0, "tapez le code affiché dans la salle"),
        (NOUR, {"way": "code", "standing": "excused"}, 0, "Seule l’organisation"),
        (NOUR, {"way": "code"}, 240, "terminée"),
        (replace(NOUR, pool="remote"), {"way": "code"}, 0, "touchez « Je suis là »"),
        (replace(NOUR, pool="remote"), {"way": "here"}, -1, "au début de la séance"),
        (NOUR, {}, 60 * 24 * 31, "feuille est close"),
    ],
)
def test_what_is_refused_is_said(guest, said, at, sentence):
    with pytest.raises(Refused) as refusal:
        attendance.state(DAY, guest, a_mark(**said), None, NINE + timedelta(minutes=at))
    assert sentence in str(refusal.value).replace("\u202f", " ").replace("\u00a0", " ")


def test_an_excuse_may_be_noted_days_before():
    noted = a_mark(minutes=-60 * 48, standing="excused", way="name")
    found = attendance.state(DAY, NOUR, noted, None, NINE - timedelta(days=2)).mark
    assert found.standing == "excused"


def test_i_am_here_is_open_from_the_start_to_the_end():
    afar = replace(NOUR, pool="remote")
    for half, minutes in ((MORNING, 0), (AFTERNOON, 419)):
        now = NINE + timedelta(minutes=minutes)
        assert attendance.half_at(DAY, now).key == half
        assert attendance.state(DAY, afar, a_mark(way="here", half=half), None, now).changed


def test_a_clock_that_is_wrong_does_not_make_a_mark_of_another_day():
    early = attendance.state(DAY, NOUR, a_mark(minutes=-60 * 24 * 400), None, NINE).mark
    ahead = attendance.state(DAY, NOUR, a_mark(minutes=60 * 24), None, NINE).mark
    assert early.at == NINE - attendance.WELCOME
    assert ahead.at == NINE


def test_absent_people_are_never_counted_present():
    other, left, came = (
        Guest(uuid4(), "room", "confirmed"),
        Guest(uuid4(), "room", "withdrawn"),
        Guest(uuid4(), "room", "confirmed", walk_in=True),
    )
    guests, marks = [NOUR, other, left, came], {(NOUR.id, MORNING): a_mark(), (came.id, MORNING): a_mark(came)}
    before = attendance.counts(DAY, guests, marks, NINE)
    after = attendance.counts(DAY, guests, marks, NINE + timedelta(hours=8))
    assert before[MORNING] == {"present": 2, "excused": 0, "absent": 0}
    assert after[MORNING] == {"present": 2, "excused": 0, "absent": 1}
    assert after[AFTERNOON] == {"present": 0, "excused": 0, "absent": 2}
    assert [half.key for half in attendance.attended(DAY, NOUR, marks)] == [MORNING]
    assert attendance.attended(DAY, other, marks) == ()


def test_a_meeting_cancelled_meanwhile_keeps_the_marks_and_counts_nobody():
    cancelled = replace(DAY, status="cancelled")
    taken = attendance.state(cancelled, NOUR, a_mark(), None, NINE)
    assert (taken.changed, taken.counted) == (True, False)
    marks = {(NOUR.id, MORNING): taken.mark}
    assert attendance.counts(cancelled, [NOUR], marks, NINE + timedelta(days=1))[MORNING]["present"] == 0
    assert attendance.attended(cancelled, NOUR, marks) == ()
    with pytest.raises(Refused, match="annulée"):
        attendance.state(cancelled, NOUR, a_mark(way="code"), None, NINE)


def test_lunch_belongs_to_the_afternoon_and_the_night_to_nothing():
    days = Sitting(DAY.id, "C3", "", "open", NINE, NINE + timedelta(days=1, hours=3))
    assert attendance.half_at(DAY, NINE - timedelta(minutes=59)).key == MORNING
    for moment in (NINE - timedelta(hours=2), NINE + timedelta(hours=12), NINE + timedelta(days=2)):
        with pytest.raises(Refused):
            attendance.half_at(days, moment)


def test_a_code_is_accepted_while_it_is_shown_and_five_minutes_after_not_ten():
    meeting, shown = uuid4(), NINE
    code = presence_codes.code(SECRET, meeting, presence_codes.step(shown))
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    for late in (0, 5):
        presence_codes.check(SECRET, meeting, f" {code[:3].lower()}-{code[3:]} ", shown + timedelta(minutes=late))
    with pytest.raises(Refused, match="a changé"):
        presence_codes.check(SECRET, meeting, code, shown + timedelta(minutes=10))
    with pytest.raises(Refused, match="a changé"):
        presence_codes.check(SECRET, meeting, code, shown + timedelta(minutes=15))
    assert presence_codes.lasts(shown + timedelta(minutes=1)) == timedelta(minutes=4)


def test_the_code_of_another_meeting_or_of_yesterday_is_wrong():
    meeting, number = uuid4(), presence_codes.step(NINE)
    for wrong in (
        presence_codes.code(SECRET, uuid4(), number),
        presence_codes.code(SECRET, meeting, number - 288),
        presence_codes.code(b"another house", meeting, number),
    ):
        with pytest.raises(Refused, match="n’est pas celui"):
            presence_codes.check(SECRET, meeting, wrong, NINE)
    with pytest.raises(Refused, match="six caractères"):
        presence_codes.check(SECRET, meeting, "ABC", NINE)


@given(st.uuids())
def test_a_qr_is_read_alone_or_in_an_address(number: UUID):
    badge = presence_codes.badge(SECRET, number)
    for read in (badge, badge.lower(), f"https://irdsu.example.org/presence/{badge}/"):
        assert presence_codes.read_badge(SECRET, read) == number


@given(st.text(max_size=80))
def test_a_qr_of_a_bottle_of_water_is_refused(text: str):
    with pytest.raises(Refused, match="cherchez la personne"):
        presence_codes.read_badge(SECRET, text)


@given(st.uuids(), st.uuids())
def test_nobody_makes_a_qr_without_the_secret(number: UUID, other: UUID):
    forged = presence_codes.badge(SECRET, number)[:26] + presence_codes.badge(b"guess", number)[26:]
    with pytest.raises(Refused):
        presence_codes.read_badge(SECRET, forged)

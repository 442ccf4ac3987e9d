"""The rules of registration, one by one: places, waiting list, offers and their delays, shares and limits."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from irdsu_app.cycles import registration as rules
from irdsu_app.cycles.book import Obstacle, Refused, Rules, rank
from irdsu_app.cycles.paris import PARIS
from tests.domain.meeting import START, a_book, days_before, number, somebody

NOW = days_before(40)


def come(book, *people, now=NOW, **manner):
    """People arrive one after the other."""
    for person in people:
        book, _ = rules.join(book, somebody(person, **manner), now)
    return book


def status(book, person):
    return book.entries[number(person)].status


def statuses(book):
    return [entry.status for entry in sorted(book.entries.values(), key=lambda entry: entry.arrival)]


def test_places_go_in_the_order_of_arrival_then_people_wait_with_a_rank():
    book = come(a_book(room=2), 1, 2, 3, 4)
    assert statuses(book) == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [rank(book, number(n)) for n in (1, 3, 4)] == [0, 1, 2]
    assert book.taken["room"] == 2
    assert book.waiting == 2


def test_each_arrival_is_one_change_and_coming_twice_is_none():
    book, (change,) = rules.join(a_book(), somebody(1), NOW)
    assert (change.was, change.entry.status, change.why, change.entry.changes) == ("", "confirmed", "joined", 1)
    assert rules.join(book, somebody(1), NOW) == (book, ())


def test_whoever_waits_is_told_their_rank():
    book, (change,) = rules.join(come(a_book(room=1), 1, 2), somebody(3), NOW)
    assert (change.entry.status, change.rank) == ("waiting", 2)
    assert rank(book, number(3)) == 2


def test_a_waiting_list_has_an_end():
    book = come(a_book(room=1, waiting=1), 1, 2)
    with pytest.raises(Refused, match="complètes") as refusal:
        come(book, 3)
    assert refusal.value.field == "choices"
    assert len(book.entries) == 2


@pytest.mark.parametrize(("state", "said"), [("draft", "ouverte"), ("closed", "closes"), ("cancelled", "annulée")])
def test_a_meeting_that_is_not_open_cannot_be_joined(state, said):
    with pytest.raises(Refused, match=said):
        come(replace(a_book(), status=state), 1)


def test_a_meeting_that_has_begun_cannot_be_joined_nor_left():
    book = come(a_book(), 1)
    with pytest.raises(Refused, match="commencé"):
        come(book, 2, now=START)
    with pytest.raises(Refused, match="commencé"):
        rules.withdraw(book, number(1), START)
    assert status(rules.withdraw(book, number(1), START - timedelta(seconds=1))[0], 1) == "withdrawn"


def test_a_meeting_is_not_joined_in_a_way_it_has_not():
    with pytest.raises(Refused, match="autre"):
        come(a_book(remote=0), 1, pool="remote")


def test_a_freed_place_is_offered_at_once_to_the_first_who_waits():
    book = come(a_book(room=1), 1, 2, 3)
    book, changes = rules.withdraw(book, number(1), NOW)
    assert [(c.entry.person, c.was, c.entry.status, c.why) for c in changes] == [
        (number(1), "confirmed", "withdrawn", "withdrew"),
        (number(2), "waiting", "offered", "offered"),
    ]
    assert book.entries[number(2)].offered_until == NOW + timedelta(hours=48)
    assert book.taken["room"] == 1, "an offer holds the place"
    assert rank(book, number(3)) == 1


def test_leaving_twice_changes_nothing_and_one_may_come_back_as_the_last():
    book = come(a_book(room=1), 1, 2, 3)
    book, _ = rules.withdraw(book, number(2), NOW)
    assert rules.withdraw(book, number(2), NOW) == (book, ())
    book, (change,) = rules.join(book, somebody(2), NOW)
    assert (change.was, change.entry.id, change.entry.arrival, change.rank) == ("withdrawn", number(1002), 4, 2)
    assert change.entry.changes == 3


def test_a_newcomer_does_not_pass_before_an_offer():
    book = come(a_book(room=1), 1, 2)
    book, _ = rules.withdraw(book, number(1), NOW)
    assert status(come(book, 3), 3) == "waiting"


def test_an_offer_is_accepted_once_or_twice():
    book = come(a_book(room=1), 1, 2)
    book, _ = rules.withdraw(book, number(1), NOW)
    book, (change,) = rules.accept(book, number(2), NOW)
    assert (change.was, change.entry.status, change.entry.offered_until) == ("offered", "confirmed", None)
    assert rules.accept(book, number(2), NOW) == (book, ())


def test_an_offer_declined_goes_to_the_next():
    book = come(a_book(room=1), 1, 2, 3)
    book, _ = rules.withdraw(book, number(1), NOW)
    book, changes = rules.decline(book, number(2), NOW)
    assert [(c.entry.status, c.why) for c in changes] == [("refused", "declined"), ("offered", "offered")]
    assert rules.decline(book, number(2), NOW) == (book, ())


def test_an_offer_without_an_answer_lapses_and_cascades():
    book = come(a_book(room=1), 1, 2, 3)
    book, _ = rules.withdraw(book, number(1), NOW)
    late = NOW + timedelta(hours=48)
    assert book.due == late
    assert rules.tick(book, late - timedelta(seconds=1))[1] == ()
    book, changes = rules.tick(book, late)
    assert [(c.entry.person, c.entry.status, c.why) for c in changes] == [
        (number(2), "refused", "lapsed"),
        (number(3), "offered", "offered"),
    ]
    with pytest.raises(Refused, match="n’a plus cours"):
        rules.accept(book, number(2), late)


def test_an_offer_that_is_over_cannot_be_accepted_even_before_the_clock_has_passed():
    book = come(a_book(room=1), 1, 2)
    book, _ = rules.withdraw(book, number(1), NOW)
    with pytest.raises(Refused, match="n’a plus cours"):
        rules.accept(book, number(2), NOW + timedelta(hours=48))


def test_somebody_who_comes_when_an_offer_is_over_finds_things_as_they_are_then():
    book = come(a_book(room=1), 1, 2)
    book, _ = rules.withdraw(book, number(1), NOW)
    late = NOW + timedelta(hours=48)
    book, changes = rules.join(book, somebody(3), late)
    assert [(c.entry.person, c.entry.status) for c in changes] == [(number(2), "refused"), (number(3), "confirmed")]


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        (START - timedelta(days=10), 48),
        (START - timedelta(days=3), 48),
        (START - timedelta(days=3) + timedelta(seconds=1), 24),
        (at(2027, 3, 23, 23, 59), 24),
        (at(2027, 3, 24, 0, 0), 3),
        (at(2027, 3, 24, 23, 0), 3),
        (at(2027, 3, 25, 6, 0), 3),
    ],
)
def test_an_offer_lasts_48_h_then_24_h_then_3_h_from_the_eve(now, hours):
    assert rules.offer_until(a_book(), now) == now + timedelta(hours=hours)


def test_no_offer_outlives_the_start_nor_is_made_after_it():
    assert rules.offer_until(a_book(), START - timedelta(hours=1)) == START
    book = come(a_book(room=1), 1, 2)
    book, _ = rules.withdraw(book, number(1), START - timedelta(minutes=5))
    book, changes = rules.tick(book, START)
    assert [c.why for c in changes] == ["lapsed"]
    assert book.due == book.ends_at


def test_members_have_their_share_until_fifteen_days_before():
    book = come(a_book(room=10, rules=Rules()), *range(1, 9))
    assert statuses(book) == ["confirmed"] * 7 + ["waiting"]
    assert rules.hindrance(book, "room", False, "", NOW) == "members"
    assert (rules.left(book, "room", True, NOW), rules.left(book, "room", False, NOW)) == (3, 0)
    book = come(book, 20, member=True)
    assert status(book, 20) == "confirmed"
    book, changes = rules.tick(book, days_before(15))
    assert [(c.entry.person, c.why) for c in changes] == [(number(8), "offered")]
    assert rules.left(book, "room", False, days_before(15)) == 1


def test_the_share_of_members_is_rounded_down():
    assert rules.left(a_book(room=3, rules=Rules()), "room", False, NOW) == 3
    assert rules.left(a_book(room=7, rules=Rules()), "room", False, NOW) == 5


def test_two_people_of_an_organisation_in_a_room_until_ten_days_before():
    book = come(a_book(room=10, rules=Rules(member_share=0)), 1, 2, 3, organisation="ville de mirevigne")
    assert statuses(book) == ["confirmed", "confirmed", "waiting"]
    assert status(come(book, 4, organisation="autre"), 4) == "confirmed"
    assert status(come(book, 5), 5) == "confirmed", "without an organisation there is no limit"
    assert rules.hindrance(book, "room", True, "ville de mirevigne", NOW) == "organisation"
    left, changes = rules.withdraw(book, number(1), NOW)
    assert [(c.entry.person, c.entry.status) for c in changes][1:] == [(number(3), "offered")]
    assert left.organisations["ville de mirevigne"] == 2
    _, changes = rules.tick(book, days_before(10))
    assert [(c.entry.person, c.why) for c in changes] == [(number(3), "offered")]


def why_they_wait(book, changes):
    (change,) = (each for each in changes if each.entry.status == "waiting")
    assert change.obstacle == rules.obstacle(book, change.entry.person, NOW)
    return change.obstacle


def test_whoever_waits_is_told_why_and_until_when():
    full = rules.join(come(a_book(room=1), 1), somebody(2), NOW)
    assert why_they_wait(*full) == Obstacle("full")
    members = rules.join(come(a_book(room=10, rules=Rules()), *range(1, 8)), somebody(8), NOW)
    assert why_they_wait(*members) == Obstacle("members", days_before(15))
    here = come(a_book(room=10, rules=Rules(member_share=0)), 1, 2, organisation="x")
    assert why_they_wait(*rules.join(here, somebody(3, organisation="x"), NOW)) == Obstacle(
        "organisation", days_before(10), 2
    )
    freed, _ = rules.withdraw(replace(come(a_book(room=1), 1, 2), suspended=True), number(1), NOW)
    assert why_they_wait(*rules.join(freed, somebody(3), NOW)) == Obstacle("suspended")
    assert rules.obstacle(full[0], number(1), NOW) is None


def test_the_limit_of_organisations_is_for_rooms_only():
    book = come(a_book(remote=5, rules=Rules(member_share=0)), 1, 2, 3, pool="remote", organisation="x")
    assert set(statuses(book)) == {"confirmed"}


def test_whoever_may_not_have_a_free_place_does_not_hold_up_the_others():
    book = come(a_book(room=3, rules=Rules(member_share=0)), 1, 2, 3, organisation="x")
    book = come(book, 4, 5, organisation="y")
    assert statuses(book) == ["confirmed", "confirmed", "waiting", "confirmed", "waiting"]
    _, changes = rules.withdraw(book, number(4), NOW)
    assert changes[1].entry.person == number(5), "number 3 comes before, but is the third of their organisation"


def test_coming_the_other_way_takes_a_free_place_at_once_and_frees_the_other():
    book = come(a_book(room=1, remote=1), 1, 2)
    book, changes = rules.switch(book, number(1), "remote", NOW)
    assert [(c.entry.person, c.entry.pool, c.entry.status, c.why) for c in changes] == [
        (number(1), "remote", "confirmed", "switched"),
        (number(2), "room", "offered", "offered"),
    ]
    assert changes[0].entry.changes == 2, "one change, one letter"


def test_coming_the_other_way_when_it_is_full_is_to_wait_as_the_last():
    book = come(a_book(room=1, remote=1), 1)
    book = come(book, 2, 3, pool="remote")
    book, (change, *_) = rules.switch(book, number(1), "remote", NOW)
    assert (change.entry.status, change.rank) == ("waiting", 2)
    assert rules.switch(book, number(1), "remote", NOW) == (book, ())


def test_coming_the_other_way_does_not_take_the_place_of_an_offer_that_has_just_lapsed():
    book = come(come(a_book(room=1, remote=1), 1, 2, 3), 4, pool="remote")
    book, _ = rules.withdraw(book, number(1), NOW)
    assert [status(book, n) for n in (2, 3)] == ["offered", "waiting"]
    book, _ = rules.switch(book, number(4), "room", NOW + timedelta(hours=49))
    assert [status(book, n) for n in (2, 3, 4)] == ["refused", "offered", "waiting"]


def test_somebody_who_becomes_a_member_leaves_their_place_to_another_who_is_not():
    book = come(a_book(room=10, rules=Rules()), *range(1, 9))
    book, changes = rules.describe(book, number(1), True, "", NOW)
    assert [(c.entry.person, c.entry.status) for c in changes] == [(number(8), "offered")]
    assert book.entries[number(1)].member
    assert rules.describe(book, number(1), True, "", NOW) == (book, ())


def test_somebody_unknown_is_told_so():
    for act in (rules.withdraw, rules.accept, rules.decline):
        with pytest.raises(Refused, match="n’êtes pas"):
            act(a_book(), number(9), NOW)


def test_a_refused_act_leaves_the_book_as_it_was():
    book = come(a_book(room=1, waiting=1, remote=1), 1, 2)
    book = come(book, 3, pool="remote")
    with pytest.raises(Refused):
        rules.switch(book, number(1), "remote", NOW)
    assert statuses(book) == ["confirmed", "waiting", "confirmed"]

"""What organisers do to a meeting: its places, suspending, promoting by hand, moving, cancelling, programming again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from irdsu_app.cycles import conducting, registration
from irdsu_app.cycles.book import Refused, Rules
from tests.domain.meeting import START, a_book, days_before, number, somebody

NOW = days_before(40)
LATER = START + timedelta(days=14)


def come(book, *people, **manner):
    for person in people:
        book, _ = registration.join(book, somebody(person, **manner), NOW)
    return book


def told(changes):
    return [(int(c.entry.person), c.was, c.entry.status, c.why) for c in changes]


def test_more_places_are_offered_at_once_in_order():
    book, changes = conducting.resize(come(a_book(room=1), 1, 2, 3, 4), 3, 0, 10, NOW)
    assert told(changes) == [(2, "waiting", "offered", "offered"), (3, "waiting", "offered", "offered")]
    assert book.free("room") == 0


def test_there_are_never_fewer_places_than_those_taken():
    book = come(a_book(room=3), 1, 2)
    with pytest.raises(Refused, match=r"2.places en salle sont déjà prises") as refusal:
        conducting.resize(book, 1, 0, 10, NOW)
    assert refusal.value.field == "room_places"
    with pytest.raises(Refused, match="Une place en salle est déjà prise"):
        conducting.resize(come(a_book(), 1), 0, 5, 10, NOW)
    assert conducting.resize(book, 2, 0, 10, NOW)[0].free("room") == 0


def test_an_offer_counts_as_a_place_taken():
    book = come(a_book(room=1), 1, 2)
    book, _ = registration.withdraw(book, number(1), NOW)
    with pytest.raises(Refused, match="prise ou proposée"):
        conducting.resize(book, 0, 1, 10, NOW)


def test_a_suspended_list_offers_nothing_and_lets_nobody_pass_before_it():
    book, _ = conducting.suspend(come(a_book(room=1), 1, 2, 3), True, NOW)
    book, changes = registration.withdraw(book, number(1), NOW)
    assert told(changes) == [(1, "confirmed", "withdrawn", "withdrew")]
    book, changes = registration.join(book, somebody(4), NOW)
    assert told(changes) == [(4, "", "waiting", "joined")]
    book, changes = conducting.suspend(book, False, NOW)
    assert told(changes) == [(2, "waiting", "offered", "offered")]


def test_promoting_by_hand_goes_beyond_ranks_shares_and_limits_but_needs_a_place():
    book = come(a_book(room=1), 1, 2, 3)
    with pytest.raises(Refused, match="Aucune place"):
        conducting.promote(book, number(3), NOW)
    book, changes = conducting.promote(book, number(3), NOW, add_place=True)
    assert told(changes) == [(3, "waiting", "offered", "promoted")]
    assert book.places["room"] == book.taken["room"] == 2
    kept = come(a_book(room=2, rules=Rules(member_share=100)), 1)
    assert told(conducting.promote(kept, number(1), NOW)[1]) == [(1, "waiting", "offered", "promoted")]


def test_only_somebody_who_waits_is_promoted():
    with pytest.raises(Refused, match="n’attend pas"):
        conducting.promote(come(a_book(), 1), number(1), NOW)


def test_opening_needs_a_date_to_come_and_a_place():
    draft = a_book(status="draft")
    assert conducting.open_(draft, NOW)[0].status == "open"
    with pytest.raises(Refused, match="passée"):
        conducting.open_(draft, START)
    with pytest.raises(Refused, match="au moins une place"):
        conducting.open_(a_book(room=0, status="draft"), NOW)


def test_a_closed_meeting_takes_nobody_new_but_leaves_no_place_empty():
    book, _ = conducting.close(come(a_book(room=1), 1, 2), NOW)
    with pytest.raises(Refused, match="closes"):
        come(book, 3)
    assert told(registration.withdraw(book, number(1), NOW)[1])[1] == (2, "waiting", "offered", "offered")


def test_a_meeting_that_moves_keeps_its_people_and_tells_each_once():
    book = come(a_book(room=1), 1, 2, 3)
    book, _ = registration.withdraw(book, number(1), NOW)
    moved, changes = conducting.postpone(book, LATER, LATER + timedelta(hours=2), "Grève", NOW)
    assert told(changes) == [(2, "offered", "offered", "postponed"), (3, "waiting", "waiting", "postponed")]
    assert (moved.status, moved.starts_at, moved.sequence, moved.reason) == ("postponed", LATER, 1, "Grève")
    assert moved.entries[number(2)].changes == book.entries[number(2)].changes + 1
    assert conducting.postpone(moved, LATER, LATER + timedelta(hours=2), "", NOW) == (moved, ())


def test_an_offer_does_not_outlive_a_meeting_brought_forward():
    book = come(a_book(room=1), 1, 2)
    book, _ = registration.withdraw(book, number(1), NOW)
    sooner = NOW + timedelta(hours=5)
    book, _ = conducting.postpone(book, sooner, sooner + timedelta(hours=1), "", NOW)
    assert book.entries[number(2)].offered_until == sooner
    assert book.due == sooner


def test_a_draft_moves_in_silence():
    book, _ = conducting.postpone(a_book(status="draft"), LATER, LATER + timedelta(hours=1), "", NOW)
    assert (book.status, book.sequence) == ("draft", 0)


def test_a_meeting_closed_to_registrations_stays_closed_when_it_moves():
    book, _ = conducting.close(come(a_book(room=1), 1, 2), NOW)
    moved, changes = conducting.postpone(book, LATER, LATER + timedelta(hours=2), "Grève", NOW)
    assert (moved.status, moved.starts_at, moved.sequence) == ("closed", LATER, book.sequence + 1)
    assert [(int(each.entry.person), each.why) for each in changes] == [(1, "postponed"), (2, "postponed")]
    with pytest.raises(Refused, match="closes"):
        come(moved, 3)


def test_a_draft_is_not_cancelled_but_thrown_away():
    with pytest.raises(Refused, match=r"est un brouillon.: supprimez-la"):
        conducting.cancel(a_book(status="draft"), "Salle fermée", NOW)


def test_dates_make_sense():
    for starts, ends, field in ((NOW, LATER, "starts_at"), (LATER, LATER, "ends_at")):
        with pytest.raises(Refused) as refusal:
            conducting.postpone(a_book(), starts, ends, "", NOW)
        assert refusal.value.field == field


def test_what_changes_in_a_calendar_is_told_to_those_who_come():
    book, changes = conducting.change(come(a_book(room=1), 1, 2), NOW)
    assert told(changes) == [(1, "confirmed", "confirmed", "changed")]
    assert book.sequence == 1


def test_a_cancelled_meeting_tells_everybody_once_and_holds_nobody():
    book = come(a_book(room=1), 1, 2, 3)
    book, _ = registration.withdraw(book, number(3), NOW)
    book, changes = conducting.cancel(book, "Salle fermée", NOW)
    assert told(changes) == [(1, "confirmed", "cancelled", "cancelled"), (2, "waiting", "cancelled", "cancelled")]
    assert (book.taken["room"], book.waiting, book.sequence, book.reason) == (0, 0, 1, "Salle fermée")
    assert conducting.cancel(book, "", NOW) == (book, ())
    for act in (conducting.open_, conducting.close):
        with pytest.raises(Refused, match="annulée"):
            act(book, NOW)


def test_a_meeting_programmed_again_asks_nothing_again_and_serves_first_those_who_had_a_place():
    book = come(a_book(room=2), 1, 2, 3)
    book, _ = registration.withdraw(book, number(1), NOW)
    book, _ = registration.accept(book, number(3), NOW)
    book = come(book, 4)
    book, _ = conducting.cancel(book, "Salle fermée", NOW)
    book, _ = conducting.resize(book, 1, 0, 10, NOW)
    book, changes = conducting.reprogram(book, LATER, LATER + timedelta(hours=2), NOW)
    assert told(changes) == [
        (2, "cancelled", "offered", "offered"),
        (3, "cancelled", "waiting", "reprogrammed"),
        (4, "cancelled", "waiting", "reprogrammed"),
    ]
    assert (book.status, book.sequence, book.reason) == ("open", 2, "")
    with pytest.raises(Refused, match="n’est pas annulée"):
        conducting.reprogram(book, LATER, LATER + timedelta(hours=2), NOW)


def test_other_rules_take_nothing_from_anybody():
    book = come(a_book(room=10, rules=Rules()), *range(1, 9))
    looser, changes = conducting.follow(book, replace(book.rules, member_share=0), NOW)
    assert told(changes) == [(8, "waiting", "offered", "offered")]
    stricter, changes = conducting.follow(looser, replace(book.rules, member_share=90), NOW)
    assert (changes, stricter.taken) == ((), looser.taken)

"""The register of presentations: who may do what, written once, refused with a sentence."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from irdsu_app.brief import adapting, editing, editions, kept, presenting, talks, versions
from irdsu_app.brief.models import Question
from irdsu_app.brief.panels import brief
from irdsu_app.brief.presenting import Refused
from irdsu_app.live import store
from irdsu_app.live.models import Room

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
        yield session


def a_talk(session: Session, minutes: object = 30) -> tuple[str, str]:
    """An open presentation: its code, and the presenter's cookie."""
    room, key = talks.open_talk(session, minutes, "", NOW)
    return room.code, key


def a_follower(session: Session, code: str) -> str:
    """Somebody seated: their cookie."""
    return talks.sit(session, code, "", NOW)[1]


def forward(talk):
    return presenting.go_to(talk, 4, 0.0)


def test_the_presenter_moves_the_sheet_and_the_step_is_written(session):
    code, key = a_talk(session)
    assert talks.lead(session, code, key, forward, NOW).talk.step == 4
    assert talks.visit(session, code, "", NOW).talk.step == 4


def test_neither_a_follower_nor_a_stranger_nor_another_presenter_moves_it(session):
    code, _ = a_talk(session)
    other, other_key = a_talk(session)
    for cookie in (a_follower(session, code), "", "x" * 43, other_key):
        with pytest.raises(talks.NotYourDesk):
            talks.lead(session, code, cookie, forward, NOW)
    assert talks.visit(session, code, "", NOW).talk.step == 1
    assert talks.visit(session, other, "", NOW).talk.step == 1


def test_a_second_desk_opens_with_the_key_and_not_otherwise(session):
    code, key = a_talk(session)
    phone = a_follower(session, code)
    with pytest.raises(Refused, match="clé"):
        talks.take_desk(session, code, "", phone, NOW)
    talks.lead(session, code, key, lambda talk: presenting.lock_with(talk, "CFHJK-LMPRW"), NOW)
    with pytest.raises(Refused, match="clé"):
        talks.take_desk(session, code, "CFHJK-LMPRX", phone, NOW)
    talks.take_desk(session, code, "cfhjk lmprw", phone, NOW)
    assert talks.lead(session, code, phone, forward, NOW).talk.step == 4


def test_a_question_sent_twice_is_asked_once(session):
    code, _ = a_talk(session)
    phone, key = a_follower(session, code), uuid4()
    for _ in range(3):
        talks.ask(session, code, phone, key, "R4", "Qui décide ?", NOW)
    asked = session.exec(select(Question)).all()
    assert [(q.text, q.panel) for q in asked] == [("Qui décide ?", "R4")]


def test_one_must_sit_to_ask_or_keep(session):
    code, _ = a_talk(session)
    with pytest.raises(talks.NoSeat, match="Participer"):
        talks.ask(session, code, "", uuid4(), "R4", "Qui ?", NOW)
    with pytest.raises(talks.NoSeat):
        talks.keep_panel(session, code, "", "R4", True, NOW)


def test_a_question_on_no_panel_or_too_many_are_refused(session):
    code, _ = a_talk(session)
    phone = a_follower(session, code)
    with pytest.raises(Refused):
        talks.ask(session, code, phone, uuid4(), "Z9", "Qui ?", NOW)
    for _ in range(talks.QUESTIONS_EACH):
        talks.ask(session, code, phone, uuid4(), "R1", "Encore ?", NOW)
    with pytest.raises(Refused, match="30 questions"):
        talks.ask(session, code, phone, uuid4(), "R1", "Encore ?", NOW)


def test_only_the_desk_answers_and_only_in_its_room(session):
    code, key = a_talk(session)
    other, other_key = a_talk(session)
    phone, question = a_follower(session, code), uuid4()
    talks.ask(session, code, phone, question, "R4", "Qui ?", NOW)
    with pytest.raises(talks.NotYourDesk):
        talks.answer(session, code, phone, question, True, NOW)
    with pytest.raises(Refused, match="plus là"):
        talks.answer(session, other, other_key, question, True, NOW)
    talks.answer(session, code, key, question, True, NOW)
    assert talks.questions(session, talks.visit(session, code, "", NOW).room.id)[0].answered_at == NOW


def test_a_kept_panel_is_kept_once_and_let_go(session):
    code, _ = a_talk(session)
    phone = a_follower(session, code)
    for panel in ("V2", "R4", "V2"):
        there = talks.keep_panel(session, code, phone, panel, True, NOW)
    assert there.seat is not None
    assert talks.kept_by(session, there.seat) == ["R4", "V2"]
    talks.keep_panel(session, code, phone, "V2", False, NOW)
    assert talks.kept_by(session, there.seat) == ["R4"]
    with pytest.raises(Refused):
        talks.keep_panel(session, code, phone, "Z9", True, NOW)


def test_sitting_twice_is_one_seat(session):
    code, _ = a_talk(session)
    phone = a_follower(session, code)
    assert talks.sit(session, code, phone, NOW)[1] == ""


@pytest.mark.parametrize("minutes", [0, 15, "30", None])
def test_another_duration_opens_nothing(session, minutes):
    with pytest.raises(Refused, match="10, 30 ou 60"):
        a_talk(session, minutes)
    assert session.exec(select(Room)).all() == []


def test_the_day_after_the_presentation_is_over(session):
    code, key = a_talk(session)
    later = NOW + timedelta(days=1, seconds=1)
    with pytest.raises(store.RoomClosed):
        talks.visit(session, code, key, later)
    with pytest.raises(store.RoomUnknown):
        talks.visit(session, "CCCCC", key, NOW)


def test_a_room_of_another_kind_is_not_a_presentation(session):
    room = store.open_room(session, "coop", "{}", NOW, timedelta(hours=1))
    with pytest.raises(store.RoomUnknown, match="Aucune présentation"):
        talks.visit(session, room.code, "", NOW)


def test_what_was_said_goes_with_the_room(session):
    code, _ = a_talk(session)
    talks.ask(session, code, a_follower(session, code), uuid4(), "R4", "Qui ?", NOW)
    session.commit()
    store.purge(session, NOW + timedelta(days=32), timedelta(days=30))
    assert session.exec(select(Question)).all() == []


R2 = brief().panels[1]


def retitled(title: str):
    return lambda version: adapting.with_words(version, R2, "title", title, R2.title)


def one_s_own(session: Session) -> tuple[str, str, str]:
    """A presentation of a version that leaves R3 out: the link of the version, the code, the presenter's cookie."""
    link = versions.open_version(session, NOW)
    versions.change(session, link, lambda version: adapting.leave_out(version, "R3", True), NOW)
    versions.change(session, link, retitled("Nos écarts"), NOW)
    room, key = talks.open_talk(session, 30, "", NOW, versions.find(session, link).version.id)
    return link, room.code, key


def test_a_version_is_presented_without_what_it_leaves_out_and_its_links_are_not_kept(session):
    link, code, key = one_s_own(session)
    there = talks.visit(session, code, "", NOW)
    assert link not in there.room.document
    assert versions.reading_link(link) not in there.room.document
    laid = talks.laid(session, there)
    assert laid.name == there.live.sheet == "own-2"
    assert [panel.id for panel in laid.brief.panels if panel.out] == ["R3"]
    assert laid.brief.panels[1].title == "Nos écarts"
    with pytest.raises(Refused, match="laissé de côté"):
        talks.go_to(session, code, key, 3, NOW)
    with pytest.raises(talks.NotYourDesk):
        talks.go_to(session, code, "", 4, NOW)
    assert talks.go_to(session, code, key, 4, NOW).live.step == 4


def test_what_is_changed_has_another_name_and_once_erased_the_edition_takes_its_place(session):
    link, code, key = one_s_own(session)
    versions.change(session, link, lambda version: adapting.leave_out(version, "R3", False), NOW)
    assert talks.go_to(session, code, key, 3, NOW).live.sheet == "own-3"
    versions.erase(session, link)
    session.flush()
    there = talks.go_to(session, code, key, 2, NOW)
    assert (there.live.sheet, there.live.lost) == ("1", True)
    assert talks.laid(session, there).brief.panels[1].title == R2.title


def test_the_presentations_of_a_version_are_found_and_only_those(session):
    link, code, _ = one_s_own(session)
    other, *_ = one_s_own(session)
    national, _ = a_talk(session)
    mine = versions.find(session, link).version.id
    assert [found for found, _ in talks.going_on(session, NOW, mine)] == [code]
    assert len(talks.going_on(session, NOW)) == 3
    assert national in dict(talks.going_on(session, NOW))
    assert talks.going_on(session, NOW + talks.LASTS) == []
    assert other != link


def test_a_newer_edition_is_offered_to_who_presents_an_older_one(session):
    code, key = a_talk(session)
    _, own, _ = one_s_own(session)
    change = "R4", "title", "Une loi, un contrat"
    editions.change(session, uuid4(), lambda draft: editing.with_text(draft, *change), NOW)
    editions.publish(session, uuid4(), NOW)

    def offered(code: str) -> kept.Offer:
        there = talks.visit(session, code, "", NOW)
        return kept.offer(session, there.talk, there.own is not None)

    assert offered(code)["newer"] == 2
    assert "Une loi, un contrat" in offered(code)["news"][0]
    assert offered(own) == kept.NO_OFFER
    talks.lead(session, code, key, lambda talk: presenting.take_edition(talk, 2), NOW)
    assert offered(code) == kept.NO_OFFER

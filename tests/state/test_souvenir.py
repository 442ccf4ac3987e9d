"""What one keeps of a presentation: one's own always, everybody's only once the presenter has said so."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session

from irdsu_app.brief import presenting, souvenir, talks
from irdsu_app.live import store

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def session(rooms_base):
    with Session(rooms_base, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def room(session):
    """A presentation with two followers, a question each: its code, the presenter's cookie, theirs."""
    opened, key = talks.open_talk(session, 30, "", NOW)
    phones = [talks.sit(session, opened.code, "", NOW)[1] for _ in range(2)]
    for phone, words in zip(phones, ("Qui paie ?", "Et <b>chez nous</b> ?"), strict=True):
        talks.ask(session, opened.code, phone, uuid4(), "R4", words, NOW)
    return opened.code, key, phones


def asked(session, code: str, cookie: str) -> list[str]:
    return [question.text for question in souvenir.gather(session, code, cookie, NOW).questions]


def test_before_publication_each_reads_their_own_and_a_passer_by_nothing(session, room):
    code, key, (one, other) = room
    assert asked(session, code, one) == ["Qui paie ?"]
    assert asked(session, code, other) == ["Et <b>chez nous</b> ?"]
    assert asked(session, code, "") == asked(session, code, "x" * 43) == []
    assert len(asked(session, code, key)) == 2


def test_published_everybody_reads_them_and_taken_back_nobody_does(session, room):
    code, key, (one, _) = room
    talks.publish(session, code, key, True, NOW)
    assert len(asked(session, code, one)) == len(asked(session, code, "")) == 2
    talks.publish(session, code, key, False, NOW)
    assert (len(asked(session, code, one)), asked(session, code, "")) == (1, [])


def test_only_the_desk_of_this_room_publishes(session, room):
    code, _, (one, _) = room
    stranger = talks.open_talk(session, 30, "", NOW)[1]
    for cookie in (one, "", "x" * 43, stranger):
        with pytest.raises(talks.NotYourDesk):
            talks.publish(session, code, cookie, True, NOW)
    assert asked(session, code, "") == []


def test_a_finished_presentation_may_still_be_published(session, room):
    code, key, _ = room
    talks.lead(session, code, key, lambda talk: presenting.end(talk, 0), NOW)
    talks.publish(session, code, key, True, NOW)
    assert len(asked(session, code, "")) == 2


def test_it_is_over_with_the_room(session, room):
    code, key, _ = room
    with pytest.raises(store.RoomClosed):
        souvenir.gather(session, code, key, NOW + timedelta(days=1, seconds=1))


def test_the_page_tells_what_was_shown_and_kept_and_lets_nothing_typed_run(session, room):
    code, key, (one, other) = room
    talks.lead(session, code, key, lambda talk: presenting.go_to(talk, 4, 0), NOW)
    talks.keep_panel(session, code, other, "R4", True, NOW)
    page = souvenir.written(souvenir.gather(session, code, other, NOW))
    assert "Et &lt;b&gt;chez nous&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "Qui paie" not in page
    assert page.count("/depliant?pas=") == 2
    assert "Mes panneaux à retenir" in page
    assert "Publier" not in page
    assert "25 novembre 2026" in page
    assert "Mes panneaux à retenir" not in souvenir.written(souvenir.gather(session, code, one, NOW))
    assert "Publier les questions" in souvenir.written(souvenir.gather(session, code, key, NOW))


def test_what_was_shown_is_what_the_presenter_went_through():
    talk = presenting.Presentation()
    for step in (4, 9, 4, 12):
        talk = presenting.go_to(talk, step, 0)
    assert talk.seen == (1, 4, 9, 12)

"""The register of editions and the door of its desk: written once, refused to strangers, nothing published altered."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.access import cookies, organisers
from irdsu_app.access.models import OrganiserVisit
from irdsu_app.brief import editing, editions, presenting, printing, talks
from irdsu_app.brief.edition_state import EditionDesk
from irdsu_app.brief.models import EditionAct, PublishedEdition
from irdsu_app.brief.sheet import Refused
from irdsu_app.door import events
from irdsu_app.door.policies import Unfit

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
VISIT = uuid4()


@pytest.fixture
def engine(rooms_base):
    return rooms_base


@pytest.fixture
def session(engine):
    with Session(engine, expire_on_commit=False) as session:
        yield session


def titled(title: str, seen: str | None = None):
    return lambda draft: editing.with_text(draft, "R4", "title", title, seen)


def a_talk(session: Session) -> tuple[str, str]:
    room, key = talks.open_talk(session, 30, "", NOW)
    return room.code, key


def test_an_empty_house_shows_the_edition_of_the_package(session):
    assert (editions.newest(session), editions.current(session)) == (1, editions.first())
    assert editions.edition(session, 2) is None
    assert editions.draft(session).draft == editing.draft_of(editions.first())


def test_what_is_published_is_read_again_and_never_altered(session):
    editions.change(session, VISIT, titled("Une loi, un contrat"), NOW)
    made = editions.publish(session, VISIT, NOW)
    editions.change(session, VISIT, titled("Autre chose"), NOW)
    assert editions.edition(session, 2) == made
    assert editions.publish(session, VISIT, NOW).number == 3
    assert [editions.edition(session, number) for number in (1, 2)] == [editions.first(), made]
    assert [number for number, _ in editions.history(session)] == [3, 2, 1]
    assert editions.draft(session).draft == editing.draft_of(editions.current(session))


def test_the_journal_says_who_did_what_and_when(session):
    editions.change(session, VISIT, titled("Une loi, un contrat"), NOW)
    editions.change(session, uuid4(), editing.undo, NOW + timedelta(minutes=1))
    first, second = session.exec(select(EditionAct)).all()
    assert (first.visit_id, first.at) == (VISIT, NOW)
    assert first.what.endswith("devient «\u202fUne loi, un contrat\u202f»")
    assert second.what.endswith("devient «\u202fUne loi, une carte, un contrat\u202f»")


def test_a_refused_change_writes_nothing(session):
    with pytest.raises(Refused):
        editions.change(session, VISIT, titled(""), NOW)
    with pytest.raises(Refused, match="Rien n’a changé"):
        editions.publish(session, VISIT, NOW)
    assert editions.draft(session).revision == 0
    assert session.exec(select(EditionAct)).all() == []
    assert session.exec(select(PublishedEdition)).all() == []


def test_two_writers_at_the_same_instant_the_second_is_told(engine):
    with Session(engine) as first:
        editions.change(first, VISIT, titled("Premier"), NOW)
        first.commit()
    with Session(engine) as first, Session(engine) as second:
        before = editions.draft(second)
        second.rollback()
        editions.change(first, VISIT, titled("Second"), NOW)
        first.commit()
        with pytest.raises(Refused, match="au même instant"):
            editions._keep(second, before, editing.with_text(before.draft, "R5", "title", "Autre"), NOW)


def test_figures_that_a_drawing_cannot_draw_are_not_published(session, monkeypatch):
    editions.change(session, VISIT, titled("Une loi, un contrat"), NOW)

    def broken(_day):
        raise ValueError

    monkeypatch.setattr(editions.paper, "sheet", broken)
    with pytest.raises(Refused, match="dessiner"):
        editions.publish(session, VISIT, NOW)
    assert editions.newest(session) == 1


def test_a_presentation_keeps_the_edition_it_began_with(session):
    code, key = a_talk(session)
    editions.change(session, VISIT, titled("Une loi, un contrat"), NOW)
    editions.publish(session, VISIT, NOW)
    assert talks.visit(session, code, "", NOW).talk.edition == 1
    talks.lead(session, code, key, lambda talk: presenting.take_edition(talk, 2), NOW)
    talks.lead(session, code, key, lambda talk: presenting.take_edition(talk, 1), NOW)
    assert talks.visit(session, code, "", NOW).talk.edition == 2
    later, _ = a_talk(session)
    assert talks.visit(session, later, "", NOW).talk.edition == 2


def test_a_link_is_used_once_and_in_time_and_the_visit_ends(session):
    link = organisers.give_link(session, NOW)
    with pytest.raises(organisers.LinkSpent):
        organisers.enter(session, "x" * 43, NOW)
    value = organisers.enter(session, link, NOW)
    with pytest.raises(organisers.LinkSpent):
        organisers.enter(session, link, NOW)
    assert organisers.visit_of(session, value, NOW)
    assert organisers.visit_of(session, link, NOW) is None
    assert organisers.visit_of(session, value, NOW + organisers.VISIT_LASTS) is None
    assert value not in session.exec(select(OrganiserVisit)).one().model_dump_json()
    late = organisers.give_link(session, NOW)
    with pytest.raises(organisers.LinkSpent):
        organisers.enter(session, late, NOW + organisers.LINK_LASTS)
    organisers.leave(session, value)
    assert organisers.visit_of(session, value, NOW) is None
    assert organisers.send_everybody_out(session) == 0


FORGED = [
    ("write", {"panel": "R2", "words": "title", "text": "Pris", "seen": ""}),
    ("measure", {"name": "pre", "typed": {}, "seen": ""}),
    ("choose", {"number": 1, "taken": True}),
    ("undo", {}),
    ("publish", {"revision": 1}),
]


@pytest.mark.parametrize(("name", "payload"), FORGED)
def test_an_event_forged_by_a_presenter_or_a_stranger_does_not_enter(session, monkeypatch, name, payload):
    monkeypatch.setattr(db, "engine", session.get_bind)
    link = organisers.give_link(session, datetime.now(UTC))
    visit = organisers.enter(session, link, datetime.now(UTC))
    _, seat = talks.open_talk(session, 30, "", datetime.now(UTC))
    session.commit()
    event = {"name": f"{EditionDesk.get_full_name()}.{name}", "payload": payload}
    office, room = cookies.name(cookies.ORGANISER), cookies.name()
    for header in ("", f"{room}={seat}", f"{office}={seat}", f"{room}={visit}", f"{office}={'x' * 43}"):
        with pytest.raises(Unfit, match="not a organiser"):
            events.admit(event, lambda header=header: header, events.holds)
    assert events.admit(event, lambda: f"{room}={seat}; {office}={visit}", events.holds)["payload"] == payload
    organisers.leave(session, visit)
    session.commit()
    with pytest.raises(Unfit):
        events.admit(event, lambda: f"{office}={visit}", events.holds)


def test_a_filled_slot_is_filled_again_and_nothing_else_moves():
    page = '<main><div class="slot"><div>a<div>b</div></div><p>c</p></div><div>d</div></main>'
    assert printing.refill(page, "slot", "<b>e</b>") == '<main><div class="slot"><b>e</b></div><div>d</div></main>'
    for broken in ("<main></main>", page + page, '<div class="slot"><div>'):
        with pytest.raises(ValueError, match="slot"):
            printing.refill(broken, "slot", "")

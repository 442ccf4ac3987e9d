"""What organisers write at the desk of the cycles: who may, what two of them at once keep, what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.cycles import (
    desk_acts,
    desk_crowd_state,
    desk_figures_state,
    desk_forms,
    desk_meeting_state,
    desk_people_state,
    desk_seen,
    desk_state,
    organising,
)
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_acts import NotYours, Saved, Unfit
from irdsu_app.cycles.models import Cycle, Meeting
from tests.state.desk_house import DeskHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


@pytest.fixture
def desk(monkeypatch):
    return DeskHouse(monkeypatch)


def test_nothing_is_done_without_the_role_of_the_cycles(desk):
    outside = ("", "x" * 43, desk.visit("Dominique", "brief", "coop", "jobs"))
    before = (desk.journal(), desk.meeting)
    acts = (
        (organising.close,), (desk_acts.save_meeting, {"titre": "Pris"}, {}), (desk_acts.resize, 0, 9, 9),
        (organising.cancel, "Rien"), (desk_acts.duplicate,), (desk_acts.remove_draft,), (desk_acts.move, 1),
        (organising.suspend, True), (organising.write_to, uuid4(), "Bonjour"),
    )  # fmt: skip
    for cookie in outside:
        for act, *arguments in acts:
            with pytest.raises(NotYours):
                desk.on(act, *arguments, cookie=cookie or "-")
        for act, *arguments in ((desk_acts.create_cycle, {"titre": "Pris"}), (desk_acts.create_meeting, desk.slug)):
            with pytest.raises(NotYours):
                desk.does(act, *arguments, cookie=cookie or "-")
    assert (desk.journal(), desk.meeting) == before


def test_a_visit_that_has_ended_does_nothing_more(desk):
    with db.session() as session:
        organisers.leave(session, desk.cookie)
    with pytest.raises(NotYours, match="Votre visite est terminée"):
        desk.on(organising.close)


@pytest.mark.parametrize(
    "state",
    [
        desk_state.CyclesDesk, desk_state.CycleDesk, desk_state.DeskRoom, desk_meeting_state.MeetingDesk,
        desk_people_state.PeopleDesk, desk_crowd_state.CrowdDesk, desk_figures_state.FiguresDesk,
    ],
)  # fmt: skip
def test_every_event_but_coming_in_is_an_organisers(state):
    handlers = {name: handler for name, handler in state.event_handlers.items() if name != "setvar"}
    open_to_all = {name for name, each in handlers.items() if each.fn.__policy__ != "organiser"}
    assert open_to_all <= {"enter", "enter_person", "enter_meeting"}
    assert len(handlers) > len(open_to_all) or state is desk_state.DeskRoom


def test_a_cycle_and_a_meeting_begin_as_drafts_that_nobody_sees(desk):
    slug = desk.does(desk_acts.create_cycle, {"titre": "Observer, évaluer", "accroche": "Une question simple."})
    assert slug == "observer-evaluer-2"
    desk.does(desk_acts.create_meeting, slug, slugs=(slug,))
    found = db.read(lambda session: desk_seen.cycle(session, slug, desk.now))
    assert found is not None
    row, (line,) = found
    assert (row.status, row.hook, line.standing, line.row.position) == ("draft", "Une question simple.", "draft", 0)


def test_what_is_wrong_in_a_form_is_said_by_field_and_nothing_is_written(desk):
    before = desk.meeting
    with pytest.raises(Unfit) as refusal:
        desk.on(desk_acts.save_meeting, {"titre": "", "visio": "zoom"}, {})
    assert set(refusal.value.fields) == {"titre", "visio"}
    assert desk.meeting == before


def test_two_organisers_who_change_different_fields_both_have_what_they_wrote(desk):
    seen = desk_forms.typed_meeting(desk.meeting)
    desk.on(desk_acts.save_meeting, {**seen, "lieu": "Mirevigne"}, seen)
    saved = desk.on(desk_acts.save_meeting, {**seen, "deroule": "Vote, récits, débat"}, seen)
    assert saved.clashes == {}
    assert (desk.meeting.place, desk.meeting.programme) == ("Mirevigne", "Vote, récits, débat")


def test_two_organisers_who_change_the_same_field_keep_both_texts(desk):
    seen = desk_forms.typed_meeting(desk.meeting)
    desk.on(desk_acts.save_meeting, {**seen, "titre": "Le premier"}, seen)
    saved = desk.on(desk_acts.save_meeting, {**seen, "titre": "Le second", "lieu": "Ici"}, seen)
    assert isinstance(saved, Saved)
    assert saved.clashes == {"titre": "Le premier"}
    assert (desk.meeting.title, desk.meeting.place) == ("Le premier", "Ici")
    again = {**seen, "titre": "Le premier"}
    assert desk.on(desk_acts.save_meeting, {**seen, "titre": "Le second"}, again).clashes == {}
    assert desk.meeting.title == "Le second"


def test_taking_a_change_back_is_one_more_change(desk):
    seen = desk_forms.typed_meeting(desk.meeting)
    saved = desk.on(desk_acts.save_meeting, {**seen, "titre": "Autre"}, seen)
    desk.on(desk_acts.save_meeting, saved.before, saved.after)
    assert desk.meeting.title == "Encore évaluer ?"


def test_those_who_come_hear_of_a_new_place_and_not_of_a_new_programme(desk):
    desk.comes("Nour")
    desk.on(desk_acts.save_meeting, {"deroule": "Vote"}, {})
    assert desk.letters("changed") == []
    desk.on(desk_acts.save_meeting, {"visio": "https://visio.fr/a"}, {})
    assert [letter.recipient for letter in desk.letters("changed")] == ["nour@ville.fr"]


def test_a_date_that_people_know_is_not_edited(desk):
    typed = desk_forms.typed_meeting(desk.meeting)
    with pytest.raises(Refused, match="reportez la séance") as refusal:
        desk.on(desk_acts.save_meeting, {**typed, "jour": "2027-06-01"}, typed)
    assert refusal.value.field == "starts_at"


def test_a_copy_is_a_draft_without_anybody_nor_the_same_link(desk):
    desk.comes("Nour")
    desk.on(desk_acts.save_meeting, {"visio": "https://visio.fr/a", "objectifs": "Dire\nRepartir"}, {})
    assert desk.on(desk_acts.duplicate) == "C2"
    copy = db.read(lambda session: desk_seen.meeting(session, desk.slug, "C2", desk.now))
    assert copy is not None
    row = copy.row
    assert (row.title, row.status, row.link, row.remote_taken) == ("Encore évaluer ?", "draft", "", 0)
    assert row.objectives == ["Dire", "Repartir"]
    assert row.starts_at > desk.meeting.starts_at
    assert row.position == 1


def test_any_meeting_of_several_is_copied_as_the_last(desk):
    for _ in range(2):
        desk.does(desk_acts.create_meeting, desk.slug)
    assert desk.on(desk_acts.duplicate) == "C4"
    copy = db.read(lambda session: desk_seen.meeting(session, desk.slug, "C4", desk.now))
    assert copy is not None
    assert (copy.row.title, copy.row.position) == ("Encore évaluer ?", 3)


def test_meetings_are_put_in_order_and_a_draft_nobody_saw_is_thrown_away(desk):
    code = desk.on(desk_acts.duplicate)
    second = db.read(lambda s: s.exec(select(Meeting).where(Meeting.code == code)).one())
    desk.does(desk_acts.move, second.id, -1)
    found = db.read(lambda session: desk_seen.cycle(session, desk.slug, desk.now))
    assert found is not None
    assert [line.row.code for line in found[1]] == ["C2", "C1"]
    with pytest.raises(Refused, match="annulez-la plutôt"):
        desk.on(desk_acts.remove_draft)
    desk.does(desk_acts.remove_draft, second.id)
    found = db.read(lambda session: desk_seen.cycle(session, desk.slug, desk.now))
    assert found is not None
    assert [line.row.code for line in found[1]] == ["C1"]


def test_a_cycle_with_people_to_come_does_not_leave_the_site(desk):
    desk.comes("Nour")
    for status in ("draft", "archived"):
        with pytest.raises(Refused, match="annulez-la d’abord"):
            desk.does(desk_acts.set_status, desk.slug, status)
    desk.now += timedelta(days=400)
    desk.does(desk_acts.set_status, desk.slug, "archived")
    assert db.read(lambda session: session.exec(select(Cycle)).one()).status == "archived"

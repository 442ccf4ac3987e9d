"""What organisers do at the desk of the cycles: who may, what is written, what is refused, what is told and to whom."""

import asyncio
import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies, organisers, team
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import (
    counter,
    desk_acts,
    desk_forms,
    desk_meeting_state,
    desk_people_state,
    desk_routes,
    desk_seen,
    desk_state,
    keys,
    organising,
    register,
)
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.counter import Counter
from irdsu_app.cycles.desk_acts import NotYours, Saved, Unfit
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.unit import Deed, once
from irdsu_app.mail.models import Letter

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")
NOTHING_KEPT = {"member_share": 0, "same_organisation": 0}


class DeskHouse:
    """A house with a cycle of one meeting, an organiser at its desk, and people who register."""

    def __init__(self, monkeypatch, places: int = 2) -> None:
        self.now = datetime(2027, 1, 4, 9, tzinfo=UTC)
        monkeypatch.setattr(counter, "counter", Counter(lambda: self.now))
        self.cookie = self.visit("Camille Astier", "cycles")
        self.slug = self.does(desk_acts.create_cycle, {"titre": "Observer, évaluer"})
        self.does(desk_acts.set_status, self.slug, "open")
        self.change(Cycle, rules=NOTHING_KEPT)
        self.code = self.does(desk_acts.create_meeting, self.slug)
        self.on(desk_acts.save_meeting, {"titre": "Encore évaluer ?", "distance": str(places)}, {})
        self.on(organising.open_)

    def visit(self, name: str, *roles: str) -> str:
        """The cookie of an organiser who has come in."""
        now = datetime.now(UTC)
        with db.session() as session:
            whose = team.invite(session, f"{uuid4().hex}@ville.fr", name, roles, now)
            return organisers.enter(session, organisers.give_link(session, now, whose), now)

    def does(self, act, *arguments, cookie: str = "", **where):
        """Do something at the desk."""
        where = where or {"slugs": (self.slug,) if hasattr(self, "slug") else ()}
        return asyncio.run(desk_acts.do(cookie or self.cookie, lambda unit, by: act(unit, by, *arguments), **where))

    def on(self, act, *arguments, cookie: str = "", **named):
        """Do something to the meeting."""
        number = self.meeting.id
        deed = desk_acts.do(
            cookie or self.cookie, lambda unit, by: act(unit, by, number, *arguments, **named), meetings=(number,)
        )
        return asyncio.run(deed)

    def comes(self, name: str, **said) -> Person:
        """Somebody registers from afar."""
        form = Form(
            first_name=name, last_name="Benali", email=f"{name.lower()}@ville.fr", organisation=f"Ville de {name}",
            **{"choices": {"C1": "remote"}, **said},
        )  # fmt: skip
        number = uuid4()
        link = keys.demand(number)
        with db.session() as session:
            once(session, Deed(lambda u: register.ask(u, self.slug, form, number), slugs=(self.slug,)), self.now)
        with db.session() as session:
            once(session, Deed(lambda u: register.confirm(u, link), links=(link,)), self.now)
        return self.person(name)

    def person(self, name: str) -> Person:
        return db.read(lambda s: s.exec(select(Person).where(Person.email == f"{name.lower()}@ville.fr")).one())

    def status(self, name: str) -> str:
        asked = select(Registration.status).where(Registration.person_id == self.person(name).id)
        return db.read(lambda session: session.exec(asked).one())

    @property
    def meeting(self) -> Meeting:
        return db.read(lambda session: session.exec(select(Meeting).where(Meeting.code == "C1")).one())

    def change(self, table, **values) -> None:
        with db.session() as session:
            row = session.exec(select(table)).one()
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)

    def letters(self, kind: str) -> list[Letter]:
        asked = select(Letter).where(Letter.kind == f"cycles.{kind}").order_by(Letter.recipient)
        return list(db.read(lambda session: session.exec(asked).all()))

    def journal(self) -> list[str]:
        asked = select(OrganiserAct.what).order_by(OrganiserAct.id)  # pyright: ignore[reportArgumentType]
        return list(db.read(lambda session: session.exec(asked).all()))

    def people(self, **search) -> list[str]:
        def found(session):
            return desk_seen.found(desk_seen.people(session, self.meeting.id), desk_seen.Search(**search)).people

        return [f"{each.person.first_name} {each.rank}" for each in db.read(found)]


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
        desk_people_state.PeopleDesk,
    ],
)  # fmt: skip
def test_every_event_but_coming_in_is_an_organisers(state):
    handlers = {name: handler for name, handler in state.event_handlers.items() if name != "setvar"}
    open_to_all = {name for name, each in handlers.items() if each.fn.__policy__ != "organiser"}
    assert open_to_all <= {"enter", "enter_person"}
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


def test_capacity_is_refused_under_the_places_taken_with_the_figure(desk):
    desk.comes("Nour")
    desk.comes("Sam")
    with pytest.raises(Refused, match=r"2.places à distance sont déjà prises") as refusal:
        desk.on(desk_acts.resize, 0, 1, 20)
    assert desk_state.FIELDS[refusal.value.field] == "distance"
    assert desk.meeting.remote_places == 2


def test_a_way_to_come_stays_open_while_somebody_waits_for_it(desk):
    desk.comes("Nour")
    desk.comes("Sam")
    desk.on(desk_acts.resize, 5, 2, 20)
    assert desk.meeting.mode == "hybrid"
    desk.comes("Léa")
    desk.on(organising.suspend, True)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    desk.on(desk_acts.withdraw_for, desk.person("Sam").id)
    with pytest.raises(Refused, match="Une personne attend une place à distance"):
        desk.on(desk_acts.resize, 5, 0, 20)


def test_a_place_added_goes_at_once_to_who_waits(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    assert desk.status("Ines") == "waiting"
    desk.on(desk_acts.resize, 0, 3, 20)
    assert desk.status("Ines") == "offered"


def test_somebody_is_taken_out_at_their_request_and_the_next_is_offered_the_place(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    desk.on(desk_acts.withdraw_for, desk.person("Nour").id)
    assert (desk.status("Nour"), desk.status("Ines")) == ("withdrawn", "offered")
    assert desk.journal().count("Désistement à la demande de la personne") == 1
    assert [letter.recipient for letter in desk.letters("withdrawn")] == ["nour@ville.fr"]


def test_promoting_by_hand_adds_a_place_when_none_is_free_and_is_in_the_journal(desk):
    for name in ("Nour", "Sam", "Ines", "Paul"):
        desk.comes(name)
    with pytest.raises(Refused, match="Aucune place n’est libre"):
        desk.on(organising.promote, desk.person("Paul").id)
    desk.on(organising.promote, desk.person("Paul").id, add_place=True)
    assert (desk.status("Paul"), desk.status("Ines"), desk.meeting.remote_places) == ("offered", "waiting", 3)
    with db.session() as session:
        acts = desk_seen.journal(session, [f"meeting:{desk.meeting.id}"])
    assert (acts[0][0].what, acts[0][1]) == ("Promotion depuis la liste d’attente", "Camille Astier")


def test_a_letter_goes_once_to_each_of_the_group_whoever_clicks_twice(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    note, words = uuid4(), "Apportez une question.\n\nÀ bientôt."
    for _ in range(2):
        desk.on(organising.write_to, note, words, frozenset(desk_seen.GROUPS["confirmees"]), "Avant la séance")
    assert [letter.recipient for letter in desk.letters("note")] == ["nour@ville.fr", "sam@ville.fr"]
    assert desk.journal().count("Lettre aux inscrits") == 1
    shown = db.read(
        lambda s: desk_meeting_state._written(str(desk.meeting.id), "confirmees", "Avant la séance", words, s)
    )
    assert shown["subject"] == "Avant la séance"
    assert "Apportez une question." in shown["text"]
    assert "/inscription/" not in shown["text"]
    progress = db.read(lambda session: desk_seen.note_progress(session, desk.meeting.id, str(note)))
    assert progress == {"queued": 2}


def test_moving_and_cancelling_tell_everybody_once_and_programming_again_asks_nothing(desk):
    for name in ("Nour", "Sam", "Ines"):
        desk.comes(name)
    to = {"jour": "2027-03-30", "debut": "09:30", "fin": "11:30", "raison": "Grève annoncée"}
    desk.on(desk_acts.moved, to, False)
    assert len(desk.letters("postponed")) == 3
    assert desk.meeting.starts_at == datetime(2027, 3, 30, 7, 30, tzinfo=UTC)
    with pytest.raises(Refused, match="Dites pourquoi") as refusal:
        desk.on(organising.cancel, "  ")
    assert desk_state.FIELDS[refusal.value.field] == "raison"
    desk.on(organising.cancel, "Salle indisponible")
    desk.on(organising.cancel, "Salle indisponible")
    assert len(desk.letters("cancelled")) == 3
    with pytest.raises(Unfit) as wrong:
        desk.on(desk_acts.moved, {**to, "jour": "2027-03-28", "debut": "02:15", "fin": "04:00"}, True)
    assert "heure d’été" in wrong.value.fields["debut"]
    desk.on(desk_acts.moved, {**to, "jour": "2027-04-06"}, True)
    assert (desk.status("Nour"), desk.status("Sam"), desk.status("Ines")) == ("offered", "offered", "waiting")


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


def test_rules_that_free_places_are_followed_at_once(desk):
    desk.change(Cycle, rules={"member_share": 100, "member_days": 0, "same_organisation": 0})
    desk.comes("Nour")
    assert desk.status("Nour") == "waiting"
    desk.does(desk_acts.save_cycle, desk.slug, {"part_adherents": "0"}, {})
    assert desk.status("Nour") == "offered"


def test_people_are_found_by_words_status_and_order(desk):
    for name in ("Zoe", "Anaïs", "Paul", "Maël"):
        desk.comes(name)
    assert desk.people() == ["Zoe 0", "Anaïs 0", "Paul 1", "Maël 2"]
    assert desk.people(words="ANAIS benali") == ["Anaïs 0"]
    assert desk.people(words="ville de mael") == ["Maël 2"]
    assert desk.people(status="waiting") == ["Paul 1", "Maël 2"]
    assert desk.people(sort="nom") == ["Anaïs 0", "Maël 2", "Paul 1", "Zoe 0"]
    assert desk.people(words="personne") == []


class Web:
    """Asks for the export as a browser does."""

    def get(self, address: str, cookie: str):
        async def asked():
            transport = httpx.ASGITransport(app=Starlette(routes=desk_routes.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://maison") as client:
                return await client.get(address, headers={"cookie": f"{cookies.name(cookies.ORGANISER)}={cookie}"})

        return asyncio.run(asked())


def test_the_export_opens_in_a_spreadsheet_runs_nothing_and_is_for_organisers_only(desk):
    desk.comes("Nour", access_needs='=HYPERLINK("http://x")', questions={"C1": "Une ; deux"})
    address = f"/bureau/cycles/{desk.slug}/C1/inscriptions.csv"
    for cookie in ("", "x" * 43, desk.visit("Dominique", "brief")):
        answer = Web().get(address, cookie)
        assert (answer.status_code, "Nour" in answer.text) == (403, False)
    answer = Web().get(address, desk.cookie)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    said = dict(zip(head, row, strict=True))
    assert (said["Prénom"], said["Statut"], said["Question"]) == ("Nour", "Confirmée", "Une ; deux")
    assert said["Besoins d’accessibilité"].startswith("'=")
    assert desk.journal()[-1] == "Export des inscriptions"
    assert Web().get(f"/bureau/cycles/{desk.slug}/C9/inscriptions.csv", desk.cookie).status_code == 404

"""Who is at the door of the office: one link enters once, a visit ends everywhere, roles hold; nobody learns who is."""

import asyncio
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies, organisers, roles, routes, team, writing
from irdsu_app.access.models import OrganiserLink
from irdsu_app.access.organisers import LinkSpent, NotAllowed
from irdsu_app.access.seats import hash_of
from irdsu_app.door import events, rates
from irdsu_app.mail import post
from irdsu_app.mail.models import Letter
from tests import pace
from tests.state.posting import deliver

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("rooms_base", "counted")


@pytest.fixture
def counted():
    rates.forget()
    yield
    rates.forget()


def invite(name: str, *wanted: str):
    with db.session() as session:
        return team.invite(session, f"{name}@ville.fr", name.title(), wanted, NOW)


def come_in(organiser=None, now: datetime | None = None, before: str = "") -> str:
    now = now or datetime.now(UTC)
    with db.session() as session:
        return organisers.enter(session, organisers.give_link(session, now, organiser), now, "Firefox, Linux", before)


def visit(cookie: str):
    return db.read(lambda session: organisers.visit_of(session, cookie))


def test_one_link_twenty_browsers_at_once_exactly_one_enters():
    anne = invite("anne", "all")
    with db.session() as session:
        link = organisers.give_link(session, NOW, anne)
    together = threading.Barrier(20)

    def use(_number: int) -> str:
        together.wait()
        try:
            with db.session() as session:
                return organisers.enter(session, link, NOW)
        except LinkSpent:
            return ""

    with ThreadPoolExecutor(20) as crowd:
        entered = [value for value in crowd.map(use, range(20)) if value]
    assert len(entered) == 1


def test_a_link_is_of_an_organiser_who_is_still_one():
    anne, bob = invite("anne", "all"), invite("bob", "cycles")
    with db.session() as session:
        link = organisers.give_link(session, NOW, bob)
        team.change(session, bob.id, active=False)
    with pytest.raises(LinkSpent), db.session() as session:
        organisers.enter(session, link, NOW)
    cookie = come_in(anne)
    found = visit(cookie)
    assert found is not None
    assert (found.organiser_id, found.browser) == (anne.id, "Firefox, Linux")


def test_coming_in_again_ends_the_visit_before():
    anne = invite("anne", "all")
    first = come_in(anne)
    second = come_in(anne, before=first)
    assert visit(first) is None
    assert visit(second) is not None


def test_roles_are_asked_at_each_act_and_taken_back_at_once():
    invite("anne", "all")
    bob = invite("bob", "cycles")
    cookie = come_in(bob)

    def asked(role: str):
        return db.read(lambda session: organisers.required(session, cookie, role))

    assert asked("").email == asked("cycles").email == "bob@ville.fr"
    with pytest.raises(NotAllowed, match="le rôle « Le dépliant »"):
        asked("brief")
    with db.session() as session:
        found = organisers.visit_of(session, cookie)
        assert found is not None
        assert (organisers.may(session, found, "cycles"), organisers.may(session, found, "all")) == (True, False)
        team.change(session, bob.id, wanted=["jobs"])
    with pytest.raises(NotAllowed, match="Le cycle"):
        asked("cycles")
    with db.session() as session:
        team.change(session, bob.id, active=False)
    assert visit(cookie) is None
    assert not events.holds(cookie, "organiser")
    for value in (cookie, "", "x" * 43):
        with pytest.raises(NotAllowed, match="visite est terminée"):
            db.read(lambda session, value=value: organisers.required(session, value, "cycles"))


def test_a_role_taken_back_ends_the_visits_and_their_sockets_and_one_given_ends_nothing():
    invite("anne", "all")
    bob = invite("bob", "cycles", "jobs")
    cookies_of_bob = come_in(bob), come_in(bob)
    hashes = [hash_of(each) for each in cookies_of_bob]

    def standing() -> int:
        return len(db.read(lambda session: organisers.standing(session, hashes, datetime.now(UTC))))

    for wanted, ended, still in ((["cycles", "jobs", "coop"], 0, 2), (["all"], 0, 2), (["jobs"], 2, 0)):
        with db.session() as session:
            changed, closed = organisers.change_roles(session, bob.id, wanted)
        assert (changed.roles, closed, standing()) == (roles.packed(wanted), ended, still)
    with pytest.raises(team.Unfit, match="rechargez"), db.session() as session:
        organisers.change_roles(session, uuid4(), ["jobs"])


def test_visits_are_seen_and_closed_one_by_one_or_all_the_others_and_only_ones_own():
    anne, bob = invite("anne", "all"), invite("bob", "all")
    here, there, other, his = come_in(anne), come_in(anne), come_in(anne), come_in(bob)
    with db.session() as session:
        mine = organisers.visits(session, anne, datetime.now(UTC))
        assert len(mine) == 3
        taken, seen_by = visit(there), visit(his)
        assert taken is not None
        assert seen_by is not None
        assert organisers.close(session, anne, taken.id)
        assert not organisers.close(session, anne, seen_by.id)
    assert (visit(there), visit(his) is not None) == (None, True)
    with db.session() as session:
        assert organisers.close_others(session, anne, here) == 1
    assert [visit(each) is not None for each in (here, other, his)] == [True, False, True]


def test_a_visit_says_when_it_was_last_seen_without_writing_at_each_gesture():
    cookie = come_in(invite("anne", "all"))
    began = visit(cookie)
    assert began is not None
    for minutes, late in ((1, 0), (5, 5)):
        with db.session() as session:
            organisers.seen(session, cookie, began.created_at + timedelta(minutes=minutes))
        now = visit(cookie)
        assert now is not None
        assert now.last_seen - began.created_at == timedelta(minutes=late)


def test_the_last_who_answers_for_everything_stays():
    anne, bob = invite("anne", "all"), invite("bob", "brief")
    with db.session() as session:
        machine = team.machine(session, NOW)
    for wanted, active in ((None, False), (["brief"], None), ([], None)):
        with pytest.raises(team.Unfit, match="au moins une personne"), db.session() as session:
            team.change(session, anne.id, wanted, active)
    with pytest.raises(team.Unfit, match="La machine"), db.session() as session:
        team.change(session, machine.id, active=False)
    with pytest.raises(team.Unfit, match="rechargez"), db.session() as session:
        team.change(session, uuid4(), active=False)
    with db.session() as session:
        team.change(session, bob.id, wanted=["all"])
        assert team.change(session, anne.id, active=False).active is False


def test_two_who_set_each_other_aside_at_once_do_not_leave_the_house_empty():
    anne, bob = invite("anne", "all"), invite("bob", "all")
    together = threading.Barrier(2)

    def aside(number) -> bool:
        together.wait()
        try:
            with db.session() as session:
                team.change(session, number, active=False)
        except team.Unfit:
            return False
        return True

    with ThreadPoolExecutor(2) as pair:
        assert sorted(pair.map(aside, (anne.id, bob.id))) == [False, True]


def test_a_person_is_in_the_team_once():
    invite("anne", "all")
    with pytest.raises(team.Unfit, match="déjà dans l’équipe") as refused, db.session() as session:
        team.invite(session, " ANNE@ville.FR", "Anne", ["all"], NOW)
    assert refused.value.field == "email"
    with pytest.raises(team.Unfit, match="trop long"), db.session() as session:
        team.invite(session, "b@ville.fr", "b" * 81, [], NOW)


async def asked(*emails: str, address: str = "192.0.2.1") -> list[httpx.Response]:
    transport = httpx.ASGITransport(Starlette(routes=routes.routes), client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
        answers = [await client.post("/connexion", data={"email": each}) for each in emails]
        await asyncio.gather(*routes._under_way)
        return answers


def letters() -> list[Letter]:
    return list(db.read(lambda session: session.exec(select(Letter)).all()))


def test_a_stranger_and_an_organiser_get_the_same_answer_and_one_gets_a_letter(sink, monkeypatch):
    monkeypatch.setattr(post, "_writers", {"access.link": writing.link})
    invite("anne", "all")
    gone = invite("gone", "brief")
    with db.session() as session:
        team.change(session, gone.id, active=False)
    answers = asyncio.run(asked("anne@ville.fr", "nobody@ville.fr", "gone@ville.fr", " ANNE@VILLE.FR "))
    assert len({(each.status_code, each.content, str(sorted(each.headers.items()))) for each in answers}) == 1
    assert (answers[0].status_code, answers[0].headers["location"]) == (303, "/connexion?envoye=oui")
    assert [each.recipient for each in letters()] == ["anne@ville.fr"] * 2
    deliver(sink, lambda: datetime.now(UTC))
    links = [sink.text(number).partition("/bureau/entrer/")[2].split()[0] for number in (0, 1)]
    assert len(set(links)) == 2
    kept = [str(each.model_dump()) for each in letters()]
    with db.session() as session:
        kept += [str(each.model_dump()) for each in session.exec(select(OrganiserLink)).all()]
    assert not any(link in each for link in links for each in kept)
    with db.session() as session:
        assert organisers.visit_of(session, organisers.enter(session, links[0], datetime.now(UTC)))


def test_a_link_that_was_promised_while_the_database_was_away_is_made_when_it_is_back(monkeypatch):
    invite("anne", "all")
    write, away = db.write, [OperationalError("", None, Exception()) for _ in range(2)]

    async def away_at_first(deed):
        if away:
            raise away.pop()
        return await write(deed)

    monkeypatch.setattr(db, "write", away_at_first)
    monkeypatch.setattr(routes, "AGAIN", (0.0, 0.0))
    assert asyncio.run(asked("anne@ville.fr"))[0].headers["location"] == "/connexion?envoye=oui"
    assert [each.recipient for each in letters()] == ["anne@ville.fr"]


def test_the_answer_takes_the_same_time_whoever_asks(monkeypatch):
    invite("anne", "all")
    monkeypatch.setattr(rates, "count", lambda *_given, **_more: None)
    monkeypatch.setattr(routes.door, "count", lambda *_given, **_more: None)

    def timed(email: str) -> float:
        began = time.perf_counter()
        asyncio.run(asked_at_once(email))
        return time.perf_counter() - began

    async def asked_at_once(email: str) -> None:
        transport = httpx.ASGITransport(Starlette(routes=routes.routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
            await client.post("/connexion", data={"email": email})
            taken.append(len(routes._under_way))

    taken: list[int] = []
    times = {email: [timed(email) for _ in range(30)] for email in ("anne@ville.fr", "nobody@ville.fr")}
    known, unknown = (statistics.median(each) for each in times.values())
    assert set(taken) == {1}, "the answer leaves before anybody has looked"
    assert abs(known - unknown) < 0.02 * pace.slower()


def test_links_are_asked_for_at_a_human_pace_by_mail_by_place_and_in_all():
    many = asyncio.run(asked(*["anne@ville.fr"] * 7))
    assert [each.headers["location"] for each in many] == ["/connexion?envoye=oui"] * 6 + ["/connexion?refus=trop"]
    elsewhere = asyncio.run(asked("anne@ville.fr", address="192.0.2.2"))
    assert elsewhere[0].headers["location"] == "/connexion?refus=trop"
    others = asyncio.run(asked(*(f"p{i}@ville.fr" for i in range(24))))
    assert others[-1].headers["location"] == "/connexion?refus=trop"
    assert others[20].headers["location"] == "/connexion?envoye=oui"


@pytest.mark.parametrize("typed", ["", "anne", "a@b\r\nBcc: x@y.fr", "machine@localhost", "é" * 4000])
def test_what_is_not_an_address_is_said_to_be_none(typed):
    assert asyncio.run(asked(typed))[0].headers["location"] == "/connexion?refus=adresse"
    assert letters() == []


def test_the_machine_receives_no_letter_but_comes_in_by_its_command():
    cookie = come_in()
    found = db.read(lambda session: organisers.required(session, cookie, "all"))
    assert found.email == team.MACHINE
    assert cookies.name(cookies.ORGANISER) == "irdsu-bureau"

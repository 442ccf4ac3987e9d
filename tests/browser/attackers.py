"""A house where things belong to some, and the people to whom they do not belong."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import links, organisers, team
from irdsu_app.access.models import Organiser, OrganiserVisit
from irdsu_app.access.seats import hash_of
from irdsu_app.brief import talks
from irdsu_app.brief.models import Question
from irdsu_app.coop import deck, deck_register
from irdsu_app.coop.authoring import duplicate
from irdsu_app.cycles import seeding
from irdsu_app.cycles.models import Meeting, Person, Registration
from irdsu_app.jobs import seeding as offers
from irdsu_app.jobs.models import JobOffer
from irdsu_app.live.models import Room
from irdsu_app.mail.models import Letter
from tests.browser import cycling, owned
from tests.browser.door_wire import soon
from tests.serving import House

SECRET = "Zqsecrete"
"""What only its owner is shown: whoever else is sent it has read what is not theirs."""
PRIVATE = re.compile(rf"{SECRET}|Traceback|File \"|sqlalchemy", re.IGNORECASE)
COUNTERS = {"organiser_visit": {"last_seen"}}
"""What may change though nothing was done: how lately an organiser was there."""
OF_THE_HOUSE = ('["away",', '["gone",')
"""The moves that the house itself notes, of those whose socket has been closed for a while."""
GONE = "signed-out organiser"
_addresses = count(1)


def elsewhere() -> str:
    """An address nobody has come from yet: what is refused is refused for what it is, not because one insists."""
    number = next(_addresses)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


@dataclass
class World:
    """What belongs to whom. `people` are those to whom `named` does not belong, by their Cookie headers."""

    house: House
    named: list[dict[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    numbers: list[UUID] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    own_link: str = ""
    edits: dict[str, str] = field(default_factory=dict)
    """The links of those to whom things belong."""
    typed: list[str] = field(default_factory=list)
    """The addresses where more of what people typed shows."""

    def post(self, path: str, cookie: str = "", **data: str) -> httpx.Response:
        """Post a form as a browser of ours does."""
        told = {"origin": self.house.url, "x-forwarded-for": elsewhere()} | ({"cookie": cookie} if cookie else {})
        return httpx.post(self.house.url + path, data=data, headers=told)

    def settled(self) -> None:
        """Until what was asked before is written: the house has one writer."""
        answer = httpx.get(f"{self.house.url}/sante", headers={"x-forwarded-for": elsewhere()})
        assert answer.status_code == 200, answer.text

    def rows(self) -> dict[str, set[str]]:
        """Every row of every table, but the counters."""
        self.settled()
        base = sqlite3.connect(urlsplit(self.house.database_url).path)
        try:
            tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {table: set(_rows(base, table)) for table in tables}
        finally:
            base.close()


def _rows(base: sqlite3.Connection, table: str) -> Iterator[str]:
    asked = base.execute(f'SELECT * FROM "{table}"')
    names = [each[0] for each in asked.description]
    left = COUNTERS.get(table, set())
    for row in asked:
        said = repr([value for name, value in zip(names, row, strict=True) if name not in left])
        if table != "coop_move" or not any(each in said for each in OF_THE_HOUSE):
            yield said


def changed(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, list[str]]:
    """What is not the same, table by table."""
    return {name: sorted(before[name] ^ after[name]) for name in before if before[name] != after[name]}


def built(folder: Path) -> World:
    """A house with a presentation, a game, a cycle, a version, a deck, offers, letters; and others who want in."""
    world = World(House(folder))
    with db.session(db.open_engine(world.house.database_url)) as session:
        now = datetime.now(UTC)
        seeding.seed(session, now)
        offers.furnish(session, now)
    world.house.open()
    _rooms(world)
    _cycles(world)
    _organisers(world)
    _remember(world)
    assert soon(lambda: not any("'queued'" in row for row in world.rows()["letter"]), 60), "letters wait"
    return world


def _cookie(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    assert "refus" not in answer.headers["location"], answer.headers["location"]
    return answer.headers["set-cookie"].partition(";")[0]


def _rooms(world: World) -> None:
    """A presentation and a game to attack, and those who lead, follow and play in others."""
    opened = world.post("/depliant/presenter", minutes="30")
    talk, desk = opened.headers["location"].split("/")[2], _cookie(opened)
    follower = _cookie(world.post(f"/presentation/{talk}/participer"))
    with owned.at(world.house) as session:
        value, now = follower.partition("=")[2], datetime.now(UTC)
        talks.ask(session, talk, value, uuid4(), "R1", f"{SECRET} ?", now)
        talks.keep_panel(session, talk, value, "R1", True, now)
        shelf = deck_register.open_deck(session, duplicate(deck.base(), "Jeu de quelqu’un"), now)
    game = world.post("/coop", nom="Ada", minutes="60", animation="oui")
    table = game.headers["location"].split("/")[2]
    player = _cookie(world.post(f"/coop/{table}/entrer", nom="Bea"))
    version = owned.made(world.house)
    world.edits |= {"version": version, "deck": shelf}
    world.owners |= {"presenter": desk, "follower": follower, "host": _cookie(game), "player": player}
    for code in (talk, table):
        world.named.append({"code": code, "slug": cycling_slug(world), "key": links.to_read(version), "lien": "x" * 32})
    world.named.append({"code": table, "slug": "regards", "key": links.to_read(shelf), "lien": hash_of(version)})
    other = world.post("/depliant/presenter", minutes="30")
    elsewhere_talk, elsewhere_game = other.headers["location"].split("/")[2], world.post("/coop", nom="Cléo")
    seat = world.post(f"/coop/{elsewhere_game.headers['location'].split('/')[2]}/entrer", nom="Dan")
    world.people |= {
        "visitor": "", "presenter": _cookie(other), "host": _cookie(elsewhere_game), "player": _cookie(seat),
        "follower": _cookie(world.post(f"/presentation/{elsewhere_talk}/participer")),
    }  # fmt: skip


def cycling_slug(world: World) -> str:
    """The cycle that is attacked, made once."""
    slug = next((each["slug"] for each in world.named), "")
    return slug or cycling.opened(world.house, "Un cycle à défendre", places=2)[0]


def _cycles(world: World) -> None:
    """People registered to the cycle, one of whom waits; and somebody registered elsewhere."""
    slug = cycling_slug(world)
    with owned.at(world.house) as session:
        code = session.exec(select(Meeting.code).join(cycling.Cycle).where(cycling.Cycle.slug == slug)).one()
    names = [f"{each} {SECRET}" for each in ("Nour", "Sam", "Lea")]
    secret = f"{SECRET}.fr"
    needs = f"{SECRET} : boucle magnétique"
    links_of = cycling.registered(world.house, slug, code, *names, domain=secret, access_needs=needs)
    world.edits["personal"] = links_of[0]
    where, which = cycling.opened(world.house, "Un autre cycle")
    world.own_link = cycling.registered(world.house, where, which, "Malik Sarr")[0]
    world.words += [slug, code, which]
    for each in world.named:
        each["personne"] = code
    world.named.append({**world.named[0], "code": code, "slug": slug, "key": "A" * 32, "lien": "A" * 32})


def _organisers(world: World) -> None:
    with owned.at(world.house) as session:
        now = datetime.now(UTC)

        def come(name: str, *roles: str, where: str = SECRET) -> str:
            whose = team.invite(session, f"{name}@{where}.fr".lower(), f"{name} {where}", roles, now)
            return organisers.enter(session, organisers.give_link(session, now, whose), now)

        world.owners["organiser"] = f"irdsu-bureau={come('Anne', 'all')}"
        world.people["organiser of another product"] = f"irdsu-bureau={come('Zoe', 'coop', where='ici')}"
        gone = come("Gaston", "all")
        organisers.leave(session, gone)
        world.people[GONE] = f"irdsu-bureau={gone}"
        world.people["registered elsewhere"] = ""


def _remember(world: World) -> None:
    """What an attacker may have learnt: every id, every hash, every address."""
    with owned.at(world.house) as session:
        people = list(session.exec(select(Person).where(col(Person.last_name).contains(SECRET))))
        for table in (Room, Question, Meeting, Person, Registration, Letter, Organiser):
            world.numbers += session.exec(select(table.id)).all()
        own = select(Registration.meeting_id).join(Person).where(col(Person.last_name) == "Sarr")
        world.numbers = [each for each in world.numbers if each not in session.exec(own).all()]
        theirs = select(OrganiserVisit.id).join(Organiser).where(col(Organiser.email).contains(SECRET.lower()))
        world.numbers += session.exec(theirs).all()
        for each in people:
            world.named.append({**world.named[-1], "key": each.link_hash or str(each.id), "personne": str(each.id)})
        world.words += [str(each) for each in world.numbers]
        offers_of = [each.slug for each in session.exec(select(JobOffer)).all()[:5]]
        world.edits["offer"], world.words = offers_of[0], [*world.words, *offers_of]
        world.words += ["R1", "V3", "COOP", "oui", "on", "open", "closed"]


@contextmanager
def standing(folder: Path, monkeypatch) -> Iterator[World]:
    """The house, served; it believes a proxy, so that each socket comes from somewhere else."""
    monkeypatch.setenv("REFLEX_TRUSTED_PROXY_HOPS", "1")
    world = built(folder)
    try:
        yield world
    finally:
        world.house.kill()

"""A house with a cycle of one meeting, an organiser at its desk, and people who register."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import counter, desk_acts, desk_seen, keys, organising, register
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.counter import Counter
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.unit import Deed, once
from irdsu_app.mail.models import Letter

NOTHING_KEPT = {"member_share": 0, "same_organisation": 0}


class DeskHouse:
    """The house; `now` is the clock of its counter."""

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
            first_name=name, last_name="Benali", email=f"{name.lower()}@ville.fr",
            **{"choices": {"C1": "remote"}, "organisation": f"Ville de {name}", **said},
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
        asked = select(OrganiserAct.what).order_by(col(OrganiserAct.id))
        return list(db.read(lambda session: session.exec(asked).all()))

    def people(self, **search) -> list[str]:
        def found(session):
            return desk_seen.found(desk_seen.people(session, self.meeting.id), desk_seen.Search(**search)).people

        return [f"{each.person.first_name} {each.rank}" for each in db.read(found)]

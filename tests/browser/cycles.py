"""A house with a cycle, its letters received by a real mail server, and the people of the journeys who register."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
from playwright.sync_api import Page, expect
from sqlmodel import select

from irdsu_app import db
from irdsu_app.content.departments import folded
from irdsu_app.cycles import keys, organising, register
from irdsu_app.cycles.asking import Form, Pool
from irdsu_app.cycles.models import Demand, Meeting
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.unit import Deed, Unit, once
from tests.serving import House
from tests.sink import Sink

SLUG, TITLE = "regarder-ensemble", "Regarder ensemble : et maintenant ?"
FORM = f"/cycles/{SLUG}/inscription"
FULL, OPEN, HYBRID, CLOSED = "Une seule place", "Tout le monde entre", "Ici ou là-bas", "Déjà close"
VISIO = "https://visio.mirevigne.fr/salle"
UNHURRIED = f"() => Date.now() - JSON.parse(sessionStorage.getItem('irdsu-inscription:{SLUG}')).begun > 2000"
PEOPLE = "Équipes projet, habitantes et habitants"


def opened(folder, sink: Sink | None = None, *, demonstration: bool = False, places: int = 1, **settings: str) -> House:
    """A house where one may register; its first meeting has so many places."""
    house = House(folder, **({"smtp_url": sink.url} if sink else {}), **settings)
    with db.session(db.open_engine(house.database_url)) as session:
        unit, starts = Unit(session, datetime.now(UTC)), datetime.now(UTC) + timedelta(days=40)
        rules = {"member_share": 0}
        cycle = CycleDraft(slug=SLUG, title=TITLE, hook="Regarder, compter, <décider>.", audience=PEOPLE, status="open")
        organising.create_cycle(unit, None, cycle.model_copy(update={"rules": rules, "demonstration": demonstration}))
        for position, meeting in enumerate(_meetings(starts.replace(minute=0, second=0, microsecond=0), places)):
            number = organising.create_meeting(unit, None, SLUG, meeting.model_copy(update={"position": position}))
            organising.open_(unit, None, number)
            if meeting.title == CLOSED:
                organising.close(unit, None, number)
        unit.write()
    return house.open()


def _meetings(starts: datetime, places: int) -> list[MeetingDraft]:
    def one(code: str, title: str, mode, **more) -> MeetingDraft:
        begins = starts + timedelta(days=14 * int(code[1]))
        said = {"objectives": ("Dire ce qui compte", "Choisir quoi regarder"), "programme": "Récits, puis débat"}
        return MeetingDraft(
            code=code,
            title=title,
            mode=mode,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            speakers=("Une cheffe de projet",),
            resources=({"title": "Une fiche"},),
            waiting_places=5,
            **said,
            **more,
        )

    return [
        one("S1", FULL, "onsite", place="Mirevigne, salle des Lisières", room_places=places),
        one("S2", OPEN, "remote", link=VISIO, remote_places=40),
        one("S3", HYBRID, "hybrid", place="Mirevigne", link=VISIO, room_places=10, remote_places=10),
        one("S4", CLOSED, "remote", link=VISIO, remote_places=10),
    ]


def act(house: House, does, *arguments, **deed) -> object:
    """Something of the register, written in this house as another process would."""
    with db.session(db.open_engine(house.database_url)) as session:
        return once(session, Deed(lambda unit: does(unit, *arguments), slugs=(SLUG,), **deed), datetime.now(UTC))


def registered(house: House, name: str, **choices: Pool) -> str:
    """Somebody who already confirmed; gives their personal key."""
    form = Form(
        first_name=name,
        last_name="Benali",
        email=f"{folded(name)}@mirevigne.fr",
        department="69 – Rhône",
        choices=choices,
    )
    number = uuid4()
    act(house, register.ask, SLUG, form, number)
    link = keys.demand(number)
    done = act(house, register.confirm, link, links=(link,))
    assert isinstance(done, register.Confirmed)
    return done.person_key


def form_of(page: Page, house: House, address: str = FORM) -> Page:
    """The form, ready to be filled."""
    page.goto(house.url + address)
    page.locator("form.asking[data-ready=true]").wait_for()
    return page


def tick(page: Page, title: str) -> None:
    """Choose a meeting."""
    page.get_by_role("checkbox", name=re.compile(title)).check()


def fill(page: Page, name: str, email: str = "") -> None:
    """Say who one is."""
    page.get_by_label("Prénom").fill(name)
    page.get_by_label("Nom", exact=True).fill("Benali")
    page.get_by_label("Courriel").fill(email or f"{folded(name)}@mirevigne.fr")
    page.get_by_label("Département").fill("69")


def send(page: Page) -> None:
    """Send the form, at a human pace."""
    page.wait_for_function(UNHURRIED)
    page.get_by_role("button", name="Envoyer ma demande").click()


def sent(page: Page) -> None:
    """Until the page says where to look."""
    expect(page.get_by_role("heading", name="Regardez vos courriels")).to_be_visible()


def letter(sink: Sink, email: str, nth: int = 0) -> str:
    """The nth letter of somebody, once it has arrived."""
    while len(mine := [n for n, each in enumerate(sink.recipients) if each == email]) <= nth:
        assert sink.arrived.acquire(timeout=20), f"no letter number {nth} for {email}"
    return sink.text(mine[nth])


def link_in(text: str, kind: str, house: House) -> str:
    """A link of a letter, at the address of this house."""
    found = re.search(rf"https?://\S+{kind}/[\w-]+", text)
    assert found, text
    return re.sub(r"^https?://[^/]+", house.url, found[0])


def confirm(page: Page, house: House, sink: Sink, email: str, nth: int = 0) -> None:
    """Open the link of the letter, and confirm."""
    page.goto(link_in(letter(sink, email, nth), "/inscription/confirmer", house))
    page.get_by_role("button", name="Confirmer mon inscription").click()
    expect(page.get_by_role("heading", name="C’est fait")).to_be_visible()


def manage(page: Page) -> Page:
    """From the confirmation to one's own registrations."""
    page.get_by_role("link", name="Gérer mes inscriptions").click()
    expect(page.get_by_role("heading", name="Mes séances")).to_be_visible()
    return page


def line(page: Page, title: str):
    """The line of a meeting, on one's own page."""
    return page.locator("ul.mine > li").filter(has=page.get_by_role("heading", name=title))


def read(house: House, address: str) -> httpx.Response:
    """What a visitor without scripts is given."""
    return httpx.get(house.url + address)


def demands(house: House, email: str) -> list[Demand]:
    """What was asked for with this address."""
    with db.session(db.open_engine(house.database_url)) as session:
        return list(session.exec(select(Demand).where(Demand.email == email)).all())


def expire(house: House, email: str) -> str:
    """Let the link of a demand be too old; gives the link."""
    with db.session(db.open_engine(house.database_url)) as session:
        demand = session.exec(select(Demand).where(Demand.email == email)).one()
        demand.expires_at = datetime.now(UTC) - timedelta(minutes=1)
        session.add(demand)
    return keys.demand(demand.id)


def meeting(house: House, code: str) -> UUID:
    """The number of a meeting."""
    with db.session(db.open_engine(house.database_url)) as session:
        return session.exec(select(Meeting.id).where(Meeting.code == code)).one()

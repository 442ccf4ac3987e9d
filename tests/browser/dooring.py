"""A meeting that is under way, its people, its organisers, and what a phone at the door shows."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from irdsu_app.cycles import keys, organising, presence_codes, register, roll, unit
from irdsu_app.cycles.asking import Form, Pool
from irdsu_app.cycles.day_models import Marked
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.organising import CycleDraft, MeetingDraft
from irdsu_app.cycles.unit import Deed
from tests.browser.owned import at
from tests.serving import House

NOUR, SAM, LEA, INES, PAUL = "Nour Belkacem", "Sam Okafor", "Léa Martin", "Inès Roche", "Paul Ndiaye"


@dataclass
class Day:
    """A cycle whose meeting M1 is under way, and M2 comes in a week; `links` are personal links, by name."""

    house: House
    slug: str
    links: dict[str, str]

    @property
    def address(self) -> str:
        return f"{self.house.url}/bureau/cycles/{self.slug}/M1"

    def number(self, code: str = "M1") -> UUID:
        with at(self.house) as session:
            return _row(session, self.slug, code).id

    def badge(self, name: str, code: str = "M1") -> str:
        with at(self.house) as session:
            asked = select(Registration.id).join(Person)
            first, last = name.split(" ", 1)
            mine = asked.where(Person.first_name == first, Person.last_name == last)
            number = session.exec(mine.where(Registration.meeting_id == self.number(code))).one()
        return presence_codes.badge(keys.secret(), number)

    def here(self) -> list[str]:
        """Who is counted present in the half-day under way, by the house."""
        now = datetime.now(UTC)
        with at(self.house) as session:
            seen = roll.roll(session, self.number(), now)
            return [line.name for line in seen.lines if any(m.standing == "present" for m in line.marks.values())]

    def marks(self) -> int:
        with at(self.house) as session:
            return len(session.exec(select(Marked).where(Marked.meeting_id == self.number())).all())

    def change(self, code: str = "M1", **fields) -> None:
        with at(self.house) as session:
            row = _row(session, self.slug, code)
            for name, value in fields.items():
                setattr(row, name, value)
            session.add(row)

    def code(self, late: int = 0) -> str:
        step = presence_codes.step(datetime.now(UTC)) - late
        return presence_codes.code(keys.secret(), self.number(), step)


def opened(house, *room: str, afar: tuple[str, ...] = (), places: int = 80) -> Day:
    """The day of a meeting: these people come to the room, those follow from afar; it began ten minutes ago."""
    now, slug = datetime.now(UTC), f"jour-{uuid4().hex[:8]}"
    with at(house) as session:
        work = unit.Unit(session, now)
        rules = {"member_share": 0, "same_organisation": 0}
        draft = CycleDraft(slug=slug, title="Le jour même", hook="Une accroche.", status="open", rules=rules)
        organising.create_cycle(work, None, draft)
        for n, code in enumerate(("M1", "M2")):
            begins = (now + timedelta(days=7 * n + 1)).replace(microsecond=0)
            meeting = MeetingDraft(
                code=code, position=n, title=f"Rencontre {n + 1}", mode="hybrid", starts_at=begins,
                ends_at=begins + timedelta(hours=2), place="Mirevigne, salle des Lisières",
                link="https://visio.mirevigne.fr/salle", room_places=places, remote_places=places, waiting_places=5,
            )  # fmt: skip
            organising.open_(work, None, organising.create_meeting(work, None, slug, meeting))
        work.write()
    links = {name: _registered(house, slug, name, "room") for name in room}
    links |= {name: _registered(house, slug, name, "remote") for name in afar}
    day = Day(house, slug, links)
    day.change(starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=2))
    return day


def _registered(house, slug: str, name: str, pool: Pool) -> str:
    first, _, last = name.partition(" ")
    form = Form(
        first_name=first, last_name=last, email=f"{uuid4().hex[:10]}@mirevigne.fr", department="69 – Rhône",
        organisation=f"Ville de {first}", function="Cheffe de projet", choices={"M1": pool, "M2": pool},
    )  # fmt: skip
    number, now = uuid4(), datetime.now(UTC)
    link = keys.demand(number)
    with at(house) as session:
        unit.once(session, Deed(lambda work: register.ask(work, slug, form, number), slugs=(slug,)), now)
    with at(house) as session:
        return unit.once(session, Deed(lambda work: register.confirm(work, link), links=(link,)), now).person_key


def _row(session, slug: str, code: str) -> Meeting:
    return session.exec(select(Meeting).join(Cycle).where(Cycle.slug == slug, col(Meeting.code) == code)).one()


def door(page: Page, day: Day) -> Page:
    """An organiser who is signed in opens « Faire l’appel »."""
    page.goto(f"{day.address}/accueil")
    expect(page.locator("#work")).to_be_visible()
    return page


def line(page: Page, name: str) -> Locator:
    """Somebody on the list."""
    first, last = name.split(" ", 1)
    return page.locator("#people > li").filter(has_text=f"{last} {first}")


def note(page: Page, name: str, words: str = "Est là") -> None:
    """Press a button of somebody's line."""
    line(page, name).get_by_role("button", name=words).click()


def sent(page: Page) -> None:
    """Until nothing waits to be sent."""
    expect(page.locator("#waiting")).to_have_text("", timeout=20_000)

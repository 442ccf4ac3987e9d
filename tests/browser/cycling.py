"""A cycle made for a journey, straight in the register of the house: its meetings, its people, its organisers."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from playwright.sync_api import Page, expect
from sqlmodel import select

from irdsu_app.access import cookies, organisers, team
from irdsu_app.cycles import desk_acts, keys, organising, register, unit
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.organising import CycleDraft
from irdsu_app.cycles.unit import Deed
from tests.browser.owned import at

NAMES = ("Nour Belkacem", "Sam Okafor", "Léa Martin", "Inès Roche", "Paul Ndiaye", "Awa Diop", "Tom Leroy", "Zoé Petit")


def opened(house, title: str = "Un cycle d’essai", places: int = 3, waiting: int = 10) -> tuple[str, str]:
    """A published cycle with one remote meeting open to registrations; gives its address and the meeting's code."""
    now = datetime.now(UTC)
    with at(house) as session:
        slug = f"essai-{uuid4().hex[:8]}"
        draft = CycleDraft(slug=slug, title=title, hook="Une accroche.", status="open")
        unit.once(session, Deed(lambda work: organising.create_cycle(work, None, draft)), now)
    with at(house) as session:
        whose = team.machine(session, now)
        code = unit.once(session, Deed(lambda work: desk_acts.create_meeting(work, whose, slug), slugs=(slug,)), now)
    with at(house) as session:
        number = number_of(session, slug, code)

        def begin(work: unit.Unit) -> None:
            organising.resize(work, None, number, 0, places, waiting)
            organising.open_(work, None, number)

        unit.once(session, Deed(begin, meetings=(number,)), now)
    return slug, code


def number_of(session, slug: str, code: str) -> UUID:
    """The id of a meeting."""
    asked = select(Meeting).join(Cycle).where(Cycle.slug == slug, Meeting.code == code)
    return session.exec(asked).one().id


def registered(house, slug: str, code: str, *names: str, domain: str = "exemple.test", **said) -> list[str]:
    """Register these people, in this order; gives their personal links."""
    links = []
    for name in names:
        first, _, last = name.partition(" ")
        email = f"{first}.{last}@{domain}".lower().replace(" ", "-").encode("ascii", "ignore").decode()
        form = Form(
            first_name=first, last_name=last, email=email, choices={code: "remote"},
            **{"member": True, "department": "69 – Rhône", "organisation": f"Structure de {first}",
               "function": "Cheffe de projet", **said},
        )  # fmt: skip
        number, now = uuid4(), datetime.now(UTC)
        link = keys.demand(number)
        with at(house) as session:
            unit.once(session, Deed(lambda work, n=number, f=form: register.ask(work, slug, f, n), slugs=(slug,)), now)
        with at(house) as session:
            done = unit.once(session, Deed(lambda work, link=link: register.confirm(work, link), links=(link,)), now)
            links.append(done.person_key)
    return links


def organiser(house, page: Page, name: str = "Camille Astier", roles: tuple[str, ...] = ("cycles",)) -> Page:
    """Bring an organiser in, as if their link had been used; the way in by the link has its own tests."""
    now = datetime.now(UTC)
    with at(house) as session:
        email = f"{name.split()[0].lower()}-{uuid4().hex[:6]}@exemple.test"
        value = organisers.open_visit(session, team.invite(session, email, name, roles, now), now)
    page.context.add_cookies([{"name": cookies.name(cookies.ORGANISER), "value": value, "url": house.url}])
    page.goto(f"{house.url}/bureau")
    return page


def open_meeting(page: Page, slug: str, code: str) -> Page:
    """The page of a meeting, for somebody who has come in."""
    page.goto(f"{page.url.partition('/bureau')[0]}/bureau/cycles/{slug}/{code}")
    expect(page.get_by_role("heading", name="Inscriptions et liste d’attente")).to_be_visible()
    page.locator(".desk-form[data-ready=true]").first.wait_for(state="attached")
    return page


def words_of(page: Page) -> Page:
    """Open the texts of the meeting."""
    if not page.get_by_label("Déroulé").is_visible():
        page.get_by_text("Ce qui est dit de la séance").click()
    return page


def row_of(page: Page, name: str):
    """Somebody on the list."""
    return page.locator(".desk-people > li").filter(has_text=name)

"""A house where offers are posted, its letters received by a real mail server, and whoever posts them."""

import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.access.models import Organiser
from irdsu_app.jobs import deciding_register, seeding
from irdsu_app.jobs.posting_models import JobPosting
from tests.serving import House
from tests.sink import Sink

NEW = "/offres/deposer"
TITLE = "Chargée ou chargé de mission cadre de vie"


class Posters:
    """The house, its letters, and what the team does in it."""

    def __init__(self, folder, sink: Sink) -> None:
        self.sink = sink
        self.house = House(folder, smtp_url=sink.url, mail_from="IR-DSU <bureau@irdsu.fr>")
        self.engine = db.open_engine(self.house.database_url)
        with db.session(self.engine) as session:
            seeding.furnish(session, datetime.now(UTC))
            self.moderator: Organiser = team.invite(session, "mod@irdsu.fr", "Mo", ["jobs"], datetime.now(UTC))
        self.house.open()

    @property
    def url(self) -> str:
        return self.house.url

    def posting(self, key_part: str) -> JobPosting:
        """The posting whose number this is."""
        with Session(self.engine) as session:
            rows = session.exec(select(JobPosting)).all()
        return next(each for each in rows if each.written["title"] == key_part and each.stage != "withdrawn")

    def publish(self, title: str) -> None:
        """A moderator lets it online."""
        row = self.posting(title)
        with db.session(self.engine) as session:
            deciding_register.publish(session, self.moderator, row.id, row.revision, datetime.now(UTC))

    def letter(self, whom: str, beginning: str) -> str:
        """Wait for a letter to somebody, whose subject begins so."""
        for _ in range(60):
            for number, recipient in enumerate(self.sink.recipients):
                if recipient == whom and str(self.sink.message(number)["subject"]).startswith(beginning):
                    return self.sink.text(number)
            self.sink.arrived.acquire(timeout=1)
        raise AssertionError(f"no letter {beginning!r} to {whom}: {self.sink.recipients}")


def link_in(letter: str, path: str) -> str:
    """The address of a letter that leads there."""
    found = re.search(rf"https?://[^\s]*({re.escape(path)}[^\s]*)", letter)
    assert found, letter
    return found[1]


class Counted:
    """What somebody does on a page, counted: each field filled, each choice, each button is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def fill(self, label: str, words: str) -> None:
        self.count += 1
        self.page.get_by_label(label, exact=False).first.fill(words)

    def choose(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("radio", name=name, exact=True).check()

    def press(self, name: str) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name).click()


def at(page: Page, screen: str) -> None:
    """Wait for a screen that lives."""
    expect(page.locator("#told")).to_have_count(0)
    expect(page.locator("#ecran")).to_have_text(screen)


def first(hand: Counted) -> None:
    at(hand.page, "La structure")
    hand.fill("Nom de la structure", "Ville de Brunelaie")
    hand.fill("Présentation de la structure", "Une ville qui agit avec ses habitantes et ses habitants.")
    hand.press("Continuer")


def second(hand: Counted, title: str = TITLE) -> None:
    at(hand.page, "Le poste")
    hand.fill("Intitulé du poste", title)
    hand.choose("CDD")
    hand.fill("Missions", "- Animer les conseils citoyens\n- Suivre la gestion urbaine de proximité")
    hand.fill("Lieu", "59100 Roubaix")
    hand.press("Continuer")


def third(hand: Counted, email: str = "recrutement@brunelaie.fr") -> None:
    at(hand.page, "La candidature")
    hand.fill("Postuler par courriel", email)
    hand.press("Continuer")

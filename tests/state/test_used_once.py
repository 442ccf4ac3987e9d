"""Twenty browsers use the same link at the same moment, over real HTTP, on SQLite then on PostgreSQL: it serves once.

The nineteen others either are refused or are told what the first was; nothing is done twice, no letter leaves twice.
"""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select
from websockets.sync.client import connect

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.access.models import OrganiserVisit
from irdsu_app.cycles import keys, register, unit
from irdsu_app.cycles.asking import Form
from irdsu_app.cycles.day_models import Answer
from irdsu_app.cycles.models import Person, Registration
from irdsu_app.cycles.unit import Deed
from irdsu_app.jobs import alert_register, posting_keys, posting_rows
from irdsu_app.jobs import posting_register as posts
from irdsu_app.jobs.alert_models import JobAlert, JobFollower
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.query import Query
from irdsu_app.mail.models import Letter
from tests.browser import cycling, surveyed
from tests.browser.owned import at
from tests.serving import House
from tests.state.offers_house import WHOLE
from tests.tab import Tab

MANY = 20
CONFIRM = "reflex___state____state.irdsu_app___cycles___confirm_state____confirming.confirm"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(request, tmp_path_factory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{folder / 'house.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    served = House(folder, database_url=url).open()
    yield served
    served.kill()
    db.downgrade(url, "base")


@pytest.fixture(autouse=True)
def _nothing_breaks(house):
    before = len(house.said())
    yield
    assert "failed" not in house.said()[before:]


def together(act: Callable[[int], Any]) -> list[Any]:
    """What each of twenty gets, who all begin at the same moment."""
    start = threading.Barrier(MANY)

    def one(rank: int) -> Any:
        start.wait(20)
        return act(rank)

    with ThreadPoolExecutor(MANY) as hands:
        return list(hands.map(one, range(MANY)))


def posted(house: House, address: str, **form: str) -> list[httpx.Response]:
    """Twenty browsers post this form."""
    told = {"origin": house.url}
    return together(lambda _: httpx.post(house.url + address, data=form, headers=told, timeout=30))


def held(house: House, asked: Any) -> list[Any]:
    with at(house) as session:
        return list(session.exec(asked).all())


def letters(house: House, email: str) -> list[str]:
    """The kinds of the letters that somebody was sent."""
    return sorted(held(house, select(Letter.kind).where(Letter.recipient == email)))


def sent_in(house: House, email: str) -> tuple[str, str]:
    """An offer that waits for its address to be proved: its personal link, and the proof."""
    now = datetime.now(UTC)
    with at(house) as session:
        posting, key = posts.start(session, now, WHOLE)
        posts.send(session, posting_rows.row_by_link(session, key), email, "", False, now)
        return key, posting_keys.proof(posting.id, email)


def test_a_link_to_enter_lets_one_browser_in(house):
    now = datetime.now(UTC)
    with at(house) as session:
        link = organisers.give_link(session, now, team.invite(session, "mo@irdsu.fr", "Mo", ["all"], now))
    answers = posted(house, f"/bureau/entrer/{link}")
    assert sum("set-cookie" in each.headers for each in answers) == 1
    assert sum("refus=lien" in each.headers["location"] for each in answers) == MANY - 1
    assert len(held(house, select(OrganiserVisit))) == 1


def test_an_alert_is_confirmed_once_and_stopped_once_from_twenty_mail_programs(house):
    with at(house) as session:
        alert_register.ask(session, "nour@ville.fr", Query(words="médiatrice"), datetime.now(UTC))
    with at(house) as session:
        link = alert_register.link_of(session.exec(select(JobFollower)).one())
    (asked,), written = held(house, select(JobAlert)), letters(house, "nour@ville.fr")
    assert len(written) == 1
    answers = posted(house, f"/offres/alerte/{link}", geste="confirmer", alerte=str(asked.id))
    assert {each.headers["location"].partition("?")[2] for each in answers} == {"dit=confirmer"}
    (first,) = held(house, select(JobAlert))
    assert first.status == "on"
    posted(house, f"/offres/alerte/{link}", geste="confirmer", alerte=str(first.id))
    assert held(house, select(JobAlert)) == [first], "a link that has served moves the moment from which one follows"
    stopped = posted(house, f"/offres/alerte/{link}/arreter", **{"List-Unsubscribe": "One-Click"})
    assert {each.status_code for each in stopped} == {200}
    assert held(house, select(JobFollower))[0].stopped_at
    assert letters(house, "nour@ville.fr") == written


def test_the_address_of_whoever_posts_an_offer_is_proved_once_and_the_offer_withdrawn_once(house):
    key, proof = sent_in(house, "ines@ville.fr")
    before = held(house, select(JobPosting.revision))[0]
    answers = posted(house, f"/offres/confirmer/{proof}")
    assert {each.status_code for each in answers} == {303}
    assert held(house, select(JobPosting.stage, JobPosting.revision)) == [("to_review", before + 1)]
    assert letters(house, "ines@ville.fr") == ["jobs.confirm", "jobs.received"]
    posted(house, f"/offres/gerer/{key}/faire", acte="withdraw")
    assert held(house, select(JobPosting.stage, JobPosting.revision)) == [("withdrawn", before + 2)]


def test_a_confirmed_registration_is_one_place_and_one_letter(house):
    slug, code = cycling.opened(house, places=1)
    form = Form(
        first_name="Nour", last_name="Belkacem", email="belkacem@ville.fr", choices={code: "remote"}, member=True,
        department="69 – Rhône", organisation="Ville", function="Cheffe de projet",
    )  # fmt: skip
    number, now = uuid4(), datetime.now(UTC)
    link = keys.demand(number)
    with at(house) as session:
        unit.once(session, Deed(lambda work: register.ask(work, slug, form, number), slugs=(slug,)), now)
    before = letters(house, "belkacem@ville.fr")
    where = f"{house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token="

    def confirm(rank: int) -> str:
        with connect(f"{where}t{rank}", origin=house.url, max_size=None) as line:  # pyright: ignore[reportArgumentType]
            tab = Tab(line, f"/inscription/confirmer/{link}", {"lien": link})
            tab.send(CONFIRM)
            while not (manage := next((str(v) for (_, n), v in tab.shown.items() if n == "manage" and v), "")):
                tab.read()
            return manage

    assert len(set(together(confirm))) == 1, "they were not told the same"
    assert held(house, select(Registration.status)) == ["confirmed"]
    assert len(held(house, select(Person))) == 1
    assert len(letters(house, "belkacem@ville.fr")) == len(before) + 1


def test_a_questionnaire_sent_twenty_times_with_one_code_is_one_set_of_answers(house):
    slug, code, _ = surveyed.lived(house)
    address = f"/cycles/{slug}/seances/{code}/avis"
    asked = httpx.get(house.url + address)
    assert asked.status_code == 200
    shown = re.search(r'name="code"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="code"', asked.text)
    assert shown, asked.text[:2_000]
    form = {"geste": "envoyer", "code": shown[1] or shown[2], "q-useful": "4", "q-question": "Une seule ?"}
    answers = posted(house, address, **form)
    assert {each.status_code for each in answers} <= {200, 422}
    kept = held(house, select(Answer))
    assert len(kept) == 1, "the same person answered twice"

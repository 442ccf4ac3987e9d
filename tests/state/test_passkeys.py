"""Passkeys at the door of the office: one challenge answers once, only its own key, its own place, its own person."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select, update
from starlette.applications import Starlette

from irdsu_app import db
from irdsu_app.access import cookies, organisers, passkeys, routes, team
from irdsu_app.access.models import Organiser, OrganiserAct, OrganiserVisit, Passkey, PasskeyChallenge
from irdsu_app.design.typography import fr
from irdsu_app.door import rates
from irdsu_app.settings import settings
from tests.state.authenticator import PRESENT, Device

HERE = f"http://localhost:{settings.port}"
VISIT, CHALLENGE = "irdsu-bureau", "irdsu-cle"
pytestmark = pytest.mark.usefixtures("rooms_base", "counted")


@pytest.fixture
def counted():
    rates.forget()
    yield
    rates.forget()


def invite(name: str, *wanted: str) -> Organiser:
    with db.session() as session:
        return team.invite(session, f"{name}@ville.fr", name.title(), wanted or ["all"], datetime.now(UTC))


def visit_for(organiser: Organiser | None, ago: timedelta = timedelta()) -> str:
    now = datetime.now(UTC) - ago
    with db.session() as session:
        return organisers.enter(session, organisers.give_link(session, now, organiser), now)


class Web:
    """A browser that keeps its cookies."""

    def __init__(self, origin: str = HERE, visit: str = "") -> None:
        self.jar = {VISIT: visit} if visit else {}
        self.origin = origin

    def post(self, address: str, body: Any = None) -> httpx.Response:
        return asyncio.run(self._post(address, body))

    async def _post(self, address: str, body: Any) -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes.routes), client=("192.0.2.1", 1))
        headers = {"origin": self.origin, "cookie": "; ".join(f"{k}={v}" for k, v in self.jar.items())}
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            answer = await client.post(address, content=json.dumps(body or {}), headers=headers)
        self.jar |= dict(answer.cookies)
        return answer


def add_key(organiser: Organiser, **device: Any) -> Device:
    web, key = Web(visit=visit_for(organiser)), Device(**device)
    asked = web.post("/bureau/cles/defi")
    assert asked.status_code == 200, asked.text
    added = web.post("/bureau/cles", key.make(asked.json(), HERE) | {"nom": "Mon téléphone"})
    assert added.json() == {"vers": "/bureau?cle=ajoutee"}
    return key


def enter(sign: Callable[[dict[str, Any]], dict[str, Any]], web: Web | None = None) -> httpx.Response:
    web = web or Web()
    return web.post("/connexion/cle", sign(web.post("/connexion/cle/defi").json()))


def refused(answer: httpx.Response) -> bool:
    """Refused, in the same words whatever the reason, and without a cookie."""
    same = (answer.status_code, answer.json()) == (403, {"refus": fr(passkeys.UNKNOWN)})
    return same and VISIT not in answer.cookies


def journal() -> list[str]:
    return [each.what for each in db.read(lambda session: session.exec(select(OrganiserAct)).all())]


def test_a_key_added_during_a_visit_lets_in_as_a_link_does():
    anne = invite("anne")
    key = add_key(anne)
    web = Web()
    entered = enter(lambda asked: key.sign(asked, HERE), web)
    assert entered.json() == {"vers": "/bureau"}
    assert "httponly" in entered.headers["set-cookie"].lower()
    found = db.read(lambda session: organisers.visit_of(session, web.jar[VISIT]))
    assert found is not None
    assert found.organiser_id == anne.id
    kept = db.read(lambda session: session.exec(select(Passkey)).one())
    assert (kept.name, kept.sign_count, kept.used_at is not None) == ("Mon téléphone", 1, True)
    assert journal()[-2:] == ["Clé d’accès ajoutée", "Entrée par clé d’accès"]


def test_a_challenge_answers_once_and_five_minutes():
    anne = invite("anne")
    key, web = add_key(anne), Web()
    answer = key.sign(web.post("/connexion/cle/defi").json(), HERE)
    held = web.jar[CHALLENGE]
    assert cookies.VALUE.fullmatch(held)
    kept = db.read(lambda session: [each.model_dump_json() for each in session.exec(select(PasskeyChallenge)).all()])
    assert not any(held in each for each in kept)
    assert web.post("/connexion/cle", answer).status_code == 200
    web.jar[CHALLENGE] = held
    assert refused(web.post("/connexion/cle", answer))
    late = Web()
    answer = key.sign(late.post("/connexion/cle/defi").json(), HERE)
    with db.session() as session:
        gone = datetime.now(UTC) - timedelta(seconds=1)
        session.connection().execute(update(PasskeyChallenge).values(expires_at=gone))
    assert refused(late.post("/connexion/cle", answer))


def test_a_failure_spends_the_challenge_and_another_browser_cannot_answer_it():
    key, web = add_key(invite("anne")), Web()
    asked = web.post("/connexion/cle/defi").json()
    good = key.sign(asked, HERE)
    assert refused(Web().post("/connexion/cle", good))
    assert refused(web.post("/connexion/cle", Device(owner=key.owner).sign(asked, HERE)))
    assert refused(web.post("/connexion/cle", good))


def test_what_was_drawn_to_come_in_adds_no_key_and_the_reverse():
    anne, bob = invite("anne"), invite("bob")
    key, web = add_key(anne), Web(visit=visit_for(anne))
    drawn = web.post("/connexion/cle/defi").json()
    options = web.post("/bureau/cles/defi").json()
    assert refused(web.post("/connexion/cle", key.sign({**options, "rpId": "localhost"}, HERE)))
    stolen = Web(visit=visit_for(bob))
    options = web.post("/bureau/cles/defi").json()
    stolen.jar[CHALLENGE] = web.jar[CHALLENGE]
    assert stolen.post("/bureau/cles", Device().make(options, HERE)).status_code == 403
    web.post("/connexion/cle/defi")
    assert web.post("/bureau/cles", Device().make({**options, **drawn}, HERE)).status_code == 403
    assert len(db.read(lambda session: session.exec(select(Passkey)).all())) == 1


@pytest.mark.parametrize(
    ("origin", "host"), [("https://ailleurs.example", ""), (HERE, "ailleurs.example"), (f"{HERE}1", "")]
)
def test_another_origin_or_another_host_neither_enters_nor_adds(origin, host):
    anne = invite("anne")
    key = add_key(anne)
    assert refused(enter(lambda asked: key.sign(asked, origin, host)))
    web = Web(visit=visit_for(anne))
    made = Device().make(web.post("/bureau/cles/defi").json(), origin, host)
    assert web.post("/bureau/cles", made).status_code == 403
    assert refused(Web("https://ailleurs.example").post("/connexion/cle/defi"))


def test_the_key_of_another_a_forged_one_and_an_unchecked_person_do_not_enter():
    anne, bob = invite("anne"), invite("bob", "cycles")
    hers, his = add_key(anne), add_key(bob)
    his.owner = anne.id.bytes
    assert refused(enter(lambda asked: his.sign(asked, HERE)))
    forged = Device(name=hers.name, owner=hers.owner, count=5)
    assert refused(enter(lambda asked: forged.sign(asked, HERE)))
    hers.flags = PRESENT
    assert refused(enter(lambda asked: hers.sign(asked, HERE)))
    assert "Clé d’accès refusée : son compteur a reculé" not in journal(), "only a true signature is believed"


@pytest.mark.parametrize("again", [2, 1])
def test_a_count_that_goes_back_is_refused_and_written_in_the_journal(again):
    key = add_key(invite("anne"))
    for _ in range(2):
        assert enter(lambda asked: key.sign(asked, HERE)).status_code == 200
    key.count = again - 1
    assert refused(enter(lambda asked: key.sign(asked, HERE)))
    assert journal()[-1] == "Clé d’accès refusée : son compteur a reculé"


def test_a_key_that_does_not_count_enters_again():
    key = add_key(invite("anne"))
    for _ in range(2):
        key.count = -1
        assert enter(lambda asked: key.sign(asked, HERE)).status_code == 200


def test_who_is_set_aside_or_answers_for_nothing_has_a_useless_key():
    invite("anne")
    bob = invite("bob", "cycles")
    key = add_key(bob)
    for wanted, active, enters in (([], True, False), (["jobs"], True, True), (["jobs"], False, False)):
        with db.session() as session:
            team.change(session, bob.id, wanted, active)
        answer = enter(lambda asked: key.sign(asked, HERE))
        assert (answer.status_code == 200, refused(answer)) == (enters, not enters)


def test_a_key_is_added_only_from_a_recent_visit_of_a_person():
    anne = invite("anne")
    for visit, said in (
        ("", "visite est terminée"),
        (visit_for(anne, timedelta(minutes=31)), "plus de trente minutes"),
        (visit_for(None), "La machine"),
    ):
        answer = Web(visit=visit).post("/bureau/cles/defi")
        assert (answer.status_code, said in answer.json()["refus"].replace("\u202f", " ")) == (403, True)
    web = Web(visit=visit_for(anne))
    options = web.post("/bureau/cles/defi").json()
    with db.session() as session:
        old = datetime.now(UTC) - timedelta(hours=1)
        mine = col(OrganiserVisit.organiser_id) == anne.id
        session.connection().execute(update(OrganiserVisit).where(mine).values(created_at=old))
    assert web.post("/bureau/cles", Device().make(options, HERE)).status_code == 403


def test_a_key_is_added_once_and_ten_at_most():
    anne = invite("anne")
    key = add_key(anne)
    web = Web(visit=visit_for(anne))
    options = web.post("/bureau/cles/defi").json()
    assert [each["id"] for each in options["excludeCredentials"]] == [key.make(options, HERE)["id"]]
    assert web.post("/bureau/cles", key.make(options, HERE)).status_code == 403
    with db.session() as session:
        for number in range(passkeys.MOST - 1):
            again = Passkey(id=organisers.uuid4(), organiser_id=anne.id, credential_id=f"k{number}", public_key="",
                            sign_count=0, name="x", created_at=datetime.now(UTC))  # fmt: skip
            session.add(again)
    assert "10 clés" in web.post("/bureau/cles/defi").json()["refus"].replace("\u00a0", " ").replace("\u202f", " ")


def test_one_removes_ones_own_keys_only_and_they_no_longer_enter():
    anne, bob = invite("anne"), invite("bob")
    key = add_key(anne)
    kept = db.read(lambda session: session.exec(select(Passkey)).one())
    for whose, said in ((bob, "absente"), (None, "absente"), (anne, "retiree"), (anne, "absente")):
        answer = Web(visit=visit_for(whose) if whose else "").post(f"/bureau/cles/{kept.id}/retirer")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/bureau?cle={said}")
    assert refused(enter(lambda asked: key.sign(asked, HERE)))
    assert "Clé d’accès retirée" in journal()


@pytest.mark.parametrize("junk", [[], 3, {"id": 3}, {"id": "\x00"}, {"id": "\ud800"}, {"id": "a", "response": []}])
def test_junk_is_answered_as_an_unknown_key(junk):
    anne = invite("anne")
    key = add_key(anne)
    assert refused(enter(lambda _asked: junk))
    assert refused(enter(lambda asked: {**key.sign(asked, HERE), "response": {"userHandle": 3}}))
    web = Web(visit=visit_for(anne))
    web.post("/bureau/cles/defi")
    assert web.post("/bureau/cles", junk).status_code == 403


def test_keys_are_tried_at_a_human_pace():
    codes = [Web().post("/connexion/cle/defi").status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]

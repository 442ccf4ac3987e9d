"""The calendars that programs follow: the same file as long as nothing changes, and nothing in it of anybody else."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import icalendar
import pytest
import time_machine
import vobject
from starlette.applications import Starlette

from irdsu_app.cycles import calendar_routes, organising
from irdsu_app.door import rates
from tests.state.cycle_house import SLUG, START, VISIO, CycleHouse

pytestmark = pytest.mark.usefixtures("rooms_base")
CALENDAR = "text/calendar; charset=utf-8"


@pytest.fixture
def cycle():
    rates.forget()
    return CycleHouse()


class Web:
    """Asks the routes as a calendar program does."""

    app = Starlette(routes=calendar_routes.routes)

    def get(self, address: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://irdsu.fr") as client:
                return await client.get(address, **more)

        return asyncio.run(asked())


@pytest.fixture
def web():
    return Web()


def events(answer) -> list[Any]:
    """What both parsers read of it."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, CALENDAR)
    read = list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))
    other = getattr(vobject.readOne(answer.text), "vevent_list", [])
    assert [str(each["uid"]) for each in read] == [each.uid.value for each in other]
    return read


def test_a_cycle_and_each_of_its_meetings_have_a_public_calendar(cycle, web):
    cycle.register("Nour", "Qui décide ?")
    whole = web.get(f"/cycles/{SLUG}.ics")
    one = web.get(f"/cycles/{SLUG}/C2.ics")
    assert [str(each["summary"]) for each in events(whole)] == [f"IR-DSU\u00a0: Séance {n}" for n in (1, 2, 3)]
    assert [str(each["summary"]) for each in events(one)] == ["IR-DSU\u00a0: Séance 2"]
    for answer in (whole, one):
        unfolded = answer.text.replace("\r\n ", "")
        assert not [private for private in ("nour", "ATTENDEE", VISIO, "inscription/") if private in unfolded.lower()]
        assert "public" in answer.headers["cache-control"]


def test_what_has_not_changed_is_answered_304_and_what_has_is_sent_again(cycle, web):
    key = cycle.register("Nour")
    for address in (f"/cycles/{SLUG}.ics", f"/cycles/{SLUG}/C1.ics", f"/inscription/{key}.ics"):
        with time_machine.travel(datetime(2027, 1, 20, tzinfo=UTC), tick=False):
            first = web.get(address)
        with time_machine.travel(datetime(2027, 1, 21, tzinfo=UTC), tick=False):
            same = web.get(address, headers={"if-none-match": first.headers["etag"]})
            other = web.get(address, headers={"if-none-match": '"autre"'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
        bare = first.headers["etag"].removeprefix("W/")
        strong = web.get(address, headers={"if-none-match": f'"autre", {bare}'})
        assert strong.status_code == 304
        assert (other.status_code, other.headers["etag"]) == (200, first.headers["etag"])
    tags = {address: web.get(address).headers["etag"] for address in (f"/cycles/{SLUG}.ics", f"/inscription/{key}.ics")}
    moved = START + timedelta(days=7)
    cycle.desk(organising.postpone, "C1", moved, moved + timedelta(hours=2), "Grève")
    for address, tag in tags.items():
        again = web.get(address, headers={"if-none-match": tag})
        assert events(again)[0].decoded("dtstart") == moved


def test_a_personal_calendar_shows_where_one_goes_and_how_to_join(cycle, web):
    key = cycle.register("Nour", C1="remote", C2="room", C3="room")
    cycle.withdraw(key, "C2")
    answer = web.get(f"/inscription/{key}.ics")
    first, last = events(answer)
    assert (str(first["summary"]), VISIO in str(first["description"])) == ("IR-DSU\u00a0: Séance 1", True)
    assert (str(last["location"]), VISIO in str(last["description"])) == ("Mirevigne", False)
    assert f"/inscription/{key}" in str(first["description"])
    assert not [who for who in ("ATTENDEE", "nour@", "Benali") if who in answer.text.replace("\r\n ", "")]
    assert answer.headers["cache-control"].startswith("private")
    cycle.desk(organising.cancel, "C1", "Grève")
    assert [str(each["status"]) for each in events(web.get(f"/inscription/{key}.ics"))] == ["CANCELLED", "CONFIRMED"]


def test_the_invitation_received_and_the_feed_followed_are_the_same_event(cycle, web):
    key = cycle.register("Nour")
    letter = cycle.letters("confirmed")[0]
    invite: Any = cycle.write(letter.kind, letter.data).invite
    (invited,) = icalendar.Calendar.from_ical(invite.ics).walk("VEVENT")
    (followed,) = events(web.get(f"/inscription/{key}.ics"))
    for name in ("uid", "sequence", "dtstart", "dtend", "summary", "location", "status"):
        assert invited[name] == followed[name], name


def test_what_is_not_shown_has_no_calendar(cycle, web):
    cycle.act(organising.create_cycle, None, organising.CycleDraft(slug="brouillon", title="Brouillon"))
    for address in ("/cycles/autre.ics", "/cycles/brouillon.ics", f"/cycles/{SLUG}/C9.ics", "/inscription/rien.ics"):
        answer = web.get(address)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"


def test_somebody_downloads_what_is_held_of_them_and_nobody_else_does(cycle, web):
    key = cycle.register("Nour", "Qui décide ?")
    as_json, as_csv = (web.get(f"/inscription/{key}/mes-donnees.{form}") for form in ("json", "csv"))
    assert as_json.json()["person"]["email"] == "nour@mirevigne.fr"
    assert as_csv.content.startswith(b"\xef\xbb\xbf")
    assert "Qui décide ?" in as_csv.text
    for answer, form in ((as_json, "json"), (as_csv, "csv")):
        assert answer.headers["content-disposition"] == f'attachment; filename="mes-donnees.{form}"'
        assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert web.get(f"/inscription/{key}/mes-donnees.pdf").status_code == 404
    assert web.get(f"/inscription/{key[::-1]}/mes-donnees.json").status_code == 404
    cycle.erase(key)
    for address in (f"/inscription/{key}.ics", f"/inscription/{key}/mes-donnees.json"):
        assert web.get(address).status_code == 404


def test_an_open_calendar_is_not_a_way_to_tire_the_house(cycle, web):
    for _ in range(3000):
        rates.count("calendar", "127.0.0.1")
    assert web.get(f"/cycles/{SLUG}.ics").status_code == 429
    rates.forget()

"""The cookie of a browser, its seats, the frames of a socket and the rates: what is pure or nearly."""

import json
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select
from starlette.requests import Request
from starlette.responses import Response

from irdsu_app import db
from irdsu_app.access import cookies, seats
from irdsu_app.access.models import Seat
from irdsu_app.door import frames, rates, visitors
from irdsu_app.live.models import Room
from irdsu_app.settings import Settings
from tests import bases

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def session(tmp_path):
    engine = db.open_engine(bases.sqlite(tmp_path / "seats.db"))
    with db.session(engine) as work:
        yield work
    engine.dispose()


def a_room(session: Session, code: str) -> Room:
    room = Room(code=code, kind="brief", document="{}", opened_at=NOW, expires_at=LATER)
    session.add(room)
    session.flush()
    return room


def test_one_cookie_for_several_rooms_and_one_seat_a_room(session):
    first, second = a_room(session, "ABCD"), a_room(session, "EFGH")
    seat, value = seats.take_seat(session, first.id, "follower", NOW, LATER)
    other, same = seats.take_seat(session, second.id, "presenter", NOW, LATER, value)
    again, still = seats.take_seat(session, first.id, "follower", NOW, LATER, value)
    assert value == same == still
    assert again.id == seat.id != other.id
    assert len(session.exec(select(Seat)).all()) == 2


def test_the_database_never_knows_the_cookie(session):
    seat, value = seats.take_seat(session, a_room(session, "ABCD").id, "follower", NOW, LATER)
    assert len(value) == 43
    assert value not in seat.model_dump_json()
    assert seat.key_hash == seats.hash_of(value)


def test_a_cookie_we_never_gave_is_not_adopted(session):
    chosen_by_another = secrets.token_urlsafe(32)
    _, value = seats.take_seat(session, a_room(session, "ABCD").id, "presenter", NOW, LATER, chosen_by_another)
    assert value != chosen_by_another


def test_the_desk_can_be_taken_from_a_follower_seat_and_is_not_lost_by_following(session):
    room = a_room(session, "ABCD")
    _, value = seats.take_seat(session, room.id, "follower", NOW, LATER)
    assert not seats.holds(session, value, "presenter", NOW)
    seats.take_seat(session, room.id, "presenter", NOW, LATER, value)
    seat, _ = seats.take_seat(session, room.id, "follower", NOW, LATER, value)
    assert seat.role == "presenter"
    assert seats.holds(session, value, "presenter", NOW)
    assert seats.holds(session, value, "follower", NOW)


def test_a_seat_holds_in_its_room_and_until_its_end(session):
    room, other = a_room(session, "ABCD"), a_room(session, "EFGH")
    seat, value = seats.take_seat(session, room.id, "presenter", NOW, LATER)
    assert seats.seat_of(session, value, room.id, NOW) == seat
    assert seats.seat_of(session, value, other.id, NOW) is None
    assert seats.seat_of(session, "", room.id, NOW) is None
    assert seats.seat_of(session, secrets.token_urlsafe(32), room.id, NOW) is None
    assert seats.seat_of(session, value, room.id, LATER) is None
    assert not seats.holds(session, value, "presenter", LATER)


def test_a_cookie_header_is_read_without_guessing():
    value = secrets.token_urlsafe(32)
    assert cookies.value_of(f"a=b; {cookies.name()}={value}; c=d") == value
    for header in (
        "",
        "irdsu",
        "irdsu=",
        "irdsu=abc",
        f"xirdsu={value}",
        f"irdsu={value}x",
        f"irdsu={value[:-1]}é",
        ";;=;",
    ):
        assert cookies.value_of(header) == ""


@given(st.text())
def test_any_cookie_header_is_read_without_failing(header):
    assert cookies.value_of(header) in ("", *header.replace("=", ";").replace(" ", ";").split(";"))


def test_the_cookie_is_for_us_alone_and_outlives_a_short_room():
    response = Response()
    cookies.put(response, "v" * 43, datetime.now(UTC) + timedelta(hours=1))
    said = response.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "path=/" in said
    assert "domain" not in said
    assert int(said.partition("max-age=")[2].partition(";")[0]) > timedelta(days=1).total_seconds()


GOOD = [
    "3",
    "1",
    "40/_event,",
    '40/_event,{"event":{"name":"a"}}',
    "41/_event,",
    '42/_event,["event",{"name":"a"}]',
    '42/_event,["ping"]',
    '42/_event,["client_error",{}]',
]
BAD = [
    "0",
    "2",
    "2probe",
    "5",
    "6",
    "4",
    "40",
    "42[]",
    "43/_event,1[]",
    '45/_event,1-["event"]',
    '42/_event,7["event",{}]',
    '42/_event,["disconnect"]',
    '42/_event,["connect",{}]',
    '42/_event,["event",{},{}]',
    "42/_event,[]",
    "42/_event,[[]]",
    "42/_event,{}",
    "42/_event,",
    '42/_event,["event",NaN]',
    '42/_event,["event",{"a":-Infinity}]',
    '42/_event,["event"',
    "42/_event," + "[" * 30_000,
    '42/_event,["event",' + "9" * 5_000 + "]",
    '42/other,["event",{}]',
    '41/_event,{"a":1}',
    "40/_event,[]",
    "3" * 64_001,
    "é",
    "\0",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_our_pages_write_is_read(text):
    assert frames.fault(text) == ""


@pytest.mark.parametrize("text", BAD, ids=lambda each: each[:24])
def test_what_our_pages_never_write_is_cut(text):
    assert frames.fault(text) != ""


@given(st.text(min_size=1) | st.text().map(lambda t: "42/_event," + t) | st.text().map(lambda t: "40/_event," + t))
def test_any_frame_is_judged_without_failing(text):
    assert isinstance(frames.fault(text), str)


def test_a_long_but_honest_message_passes():
    assert frames.fault("42/_event," + json.dumps(["event", {"payload": "a" * 60_000}])) == ""


def test_a_socket_may_hurry_a_little_then_is_slowed_to_its_rate():
    bucket = frames.Bucket(at=0)
    assert [bucket.take(0) for _ in range(42)] == [0] * 40 + [0.05, 0.1]
    assert bucket.take(5) == 0
    assert not bucket.spilt


def test_what_a_tab_kept_while_the_network_was_cut_passes_but_an_endless_flood_is_cut():
    bucket = frames.Bucket(at=0)
    assert [bucket.take(0) for _ in range(200)][-1] == pytest.approx(8, abs=0.1)
    assert not bucket.spilt
    bucket.take(0)
    assert bucket.spilt


@pytest.fixture
def counted():
    rates.forget()
    yield
    rates.forget()


def test_rates_are_by_purpose_and_by_place(counted):
    for _ in range(rates.RATES["open"].amount):
        rates.count("open", "here")
    with pytest.raises(rates.TooMany, match="Attendez quelques minutes"):
        rates.count("open", "here")
    rates.count("open", "elsewhere")
    rates.count("join", "here")


def test_a_whole_room_joins_from_one_address_but_nobody_tries_every_code(counted):
    for _ in range(300):
        rates.count("join", "hall")
    with pytest.raises(rates.TooMany):
        rates.count("join", "hall")
    for _ in range(100):
        rates.count("guess", "guesser", refuse=False)
    with pytest.raises(rates.TooMany):
        rates.count("join", "guesser")


@pytest.mark.parametrize("host", ["localhost:3000", "127.0.0.1:3000", "evil.example", ""])
def test_a_qr_never_shows_an_address_that_phones_cannot_open(host, monkeypatch):
    """The desk is often opened on the machine itself, and phones on the network: the house's own address is shown."""
    lan = Settings(public_url="http://192.0.2.10:3000", port=3000)
    monkeypatch.setattr(visitors, "settings", lan)
    asked = Request({"type": "http", "headers": [(b"host", host.encode())]})
    assert visitors.origin(asked) == "http://192.0.2.10:3000"


def test_a_qr_shows_the_address_the_visitor_used_when_it_is_ours(monkeypatch):
    both = Settings(public_url="https://irdsu.example.org", origins=("http://192.0.2.10:3000",), port=3000)
    monkeypatch.setattr(visitors, "settings", both)
    asked = Request({"type": "http", "headers": [(b"host", b"192.0.2.10:3000")]})
    assert visitors.origin(asked) == "http://192.0.2.10:3000"

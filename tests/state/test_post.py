"""Letters leave once: whatever the server answers, whenever it hangs up, whoever is killed, however many deliver."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from irdsu_app import db
from irdsu_app.mail import bell, box, post, smtp, tray
from irdsu_app.mail.delays import DELAYS
from irdsu_app.mail.letter import File, Invite, ToSend, Written
from irdsu_app.mail.models import Letter
from tests.sink import CUT, Sink

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent.parent
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
pytestmark = pytest.mark.usefixtures("rooms_base", "writers")


@pytest.fixture
def writers(monkeypatch):
    def written(kind, data):
        if kind == "test.broken":
            raise KeyError(data["never"])
        whole = kind == "test.whole"
        invite, files = Invite("REQUEST", ICS), (File("plan.pdf", "application/pdf", b"%PDF"),)
        html = "<p>Élan</p>" if whole else ""
        return Written("Où\nça ?", f"Bonjour Élise. {data.get('number', '')}", html,
                       invite if whole else None, files if whole else ())  # fmt: skip

    monkeypatch.setattr(post, "_writers", {"test.": written})


@pytest.fixture
def sink():
    with Sink() as sink:
        yield sink


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def queue(*letters: ToSend) -> int:
    with db.session() as session:
        return box.queue(session, letters, NOW)


def to(who: str, key: str = "", **more) -> ToSend:
    return ToSend(key or who, more.pop("kind", "test.plain"), f"{who}@ville.fr", more.pop("data", {}), **more)


def deliver(sink: Sink, clock=None, lines: int = 2, answer: float = 5) -> int:
    wires = [smtp.Wire(smtp.office(sink.url), "IR-DSU <bureau@irdsu.fr>", answer) for _ in range(lines)]
    return asyncio.run(post.Postman(wires, clock or (lambda: NOW)).round())


def found(key: str) -> Letter:
    return db.read(lambda session: session.exec(select(Letter).where(Letter.key == key)).one())


def states() -> dict[str, int]:
    asked = select(Letter.status, func.count()).group_by(Letter.status)
    return dict(db.read(lambda session: session.exec(asked).all()))


def test_a_letter_is_queued_with_what_it_tells_or_not_at_all():
    with suppress(ZeroDivisionError), db.session() as session:
        box.queue(session, [to("anne")], NOW)
        raise ZeroDivisionError
    assert states() == {}
    assert queue(to("anne"), to("bob"), to("anne")) == 2
    assert queue(to("bob", data={"other": 1}), to("chloe")) == 1
    assert (found("bob").data, states()) == ({}, {"queued": 3})


def test_five_hundred_letters_are_queued_together():
    assert queue(*(to(f"p{i}", data={"number": i}) for i in range(500))) == 500
    assert db.read(box.pending) == 500


def test_the_bell_rings_once_what_is_queued_is_written():
    async def listen() -> list[bool]:
        with bell.listen() as rung:
            heard = []
            with db.session() as session:
                box.queue(session, [to("anne")], NOW)
                await asyncio.sleep(0)
                heard.append(rung.is_set())
            await asyncio.sleep(0)
            return [*heard, rung.is_set()]

    assert asyncio.run(listen()) == [False, True]


def test_what_leaves_is_plain_text_first_then_its_calendar_and_its_files(sink):
    queue(to("anne", kind="test.whole", data={"unsubscribe": "https://irdsu.fr/stop/x"}))
    deliver(sink)
    letter, message = found("anne"), sink.message()
    assert (letter.status, letter.sent_at, letter.attempts, letter.why) == ("sent", NOW, 1, "")
    assert (message["To"], message["From"], message["Subject"]) == ("anne@ville.fr", _sender(), "Où ça ?")
    assert message["Message-ID"] == letter.message_id
    assert (message["Auto-Submitted"], message["List-Unsubscribe"]) == ("auto-generated", "<https://irdsu.fr/stop/x>")
    parts = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert parts == ["text/plain", "text/html", "text/calendar", "application/ics", "application/pdf"]
    calendar = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().splitlines() == ICS.decode().splitlines()
    attached = next(part for part in message.walk() if part.get_content_type() == "application/ics")
    assert (attached.get_filename(), attached.get_content()) == ("invitation.ics", ICS)


def _sender() -> str:
    return post.settings.sender


def test_an_address_that_is_refused_is_refused_at_once_and_the_others_leave(sink):
    sink.at_rcpt["bob@ville.fr"] = "550 5.1.1 No such user"
    sink.at_data["dan@ville.fr"] = "554 5.7.1 Spam"
    queue(*(to(who) for who in ("anne", "bob", "chloe", "dan", "eve")))
    deliver(sink, lines=1)
    assert sorted(sink.recipients) == ["anne@ville.fr", "chloe@ville.fr", "eve@ville.fr"]
    assert states() == {"sent": 3, "refused": 2}
    assert found("bob").why == "Cette adresse n’existe pas, ou son serveur refuse nos courriels. (réponse 550)"
    assert "refuse ce courriel" in found("dan").why
    assert sink.connections == 1


@pytest.mark.parametrize("where", ["at_rcpt", "at_data"])
def test_a_server_that_asks_to_wait_is_tried_again_later_each_time_and_not_for_ever(sink, clock, where):
    getattr(sink, where)["anne@ville.fr"] = "451 4.7.1 Greylisted"
    queue(to("anne"))
    for number, delay in enumerate(DELAYS, 1):
        assert deliver(sink, clock) == 1
        letter = found("anne")
        assert (letter.status, letter.attempts, letter.holder) == ("queued", number, None)
        assert delay <= letter.next_at - clock.now <= delay * 1.2
        assert "demande d’attendre" in letter.why
        assert deliver(sink, clock) == 0
        clock.now = letter.next_at
    deliver(sink, clock)
    assert found("anne").status == "refused"
    assert found("anne").why.startswith("Abandonné après plusieurs essais.")
    assert sink.recipients == []


def test_a_letter_that_was_greylisted_leaves_at_its_next_turn(sink, clock):
    sink.at_rcpt["anne@ville.fr"] = "451 4.7.1 Greylisted"
    queue(to("anne"))
    deliver(sink, clock)
    sink.at_rcpt.clear()
    clock.now = found("anne").next_at
    deliver(sink, clock)
    assert (found("anne").status, sink.recipients) == ("sent", ["anne@ville.fr"])


def test_a_line_cut_before_the_content_is_tried_again(sink, clock):
    sink.at_rcpt["anne@ville.fr"] = CUT
    queue(to("anne"), to("bob"), to("chloe"))
    deliver(sink, clock, lines=1)
    assert found("anne").status == "queued"
    assert found("anne").why == "Le serveur de courrier ne répond pas."
    sink.at_rcpt.clear()
    clock.now = NOW + timedelta(minutes=2)
    deliver(sink, clock, lines=1)
    assert (states(), sorted(sink.recipients)) == ({"sent": 3}, ["anne@ville.fr", "bob@ville.fr", "chloe@ville.fr"])


def test_a_line_cut_after_the_content_leaves_it_uncertain_until_somebody_decides(sink, clock):
    sink.at_data["anne@ville.fr"] = CUT
    queue(to("anne"), to("bob"))
    deliver(sink, clock, lines=1)
    assert (found("anne").status, found("bob").status) == ("uncertain", "sent")
    clock.now = NOW + timedelta(days=3)
    assert deliver(sink, clock) == 0
    sink.at_data.clear()
    with db.session() as session:
        box.again(session, found("anne").id, clock.now)
    deliver(sink, clock)
    assert (found("anne").status, sink.recipients.count("anne@ville.fr")) == ("sent", 2)
    assert sink.message(0)["Message-ID"] == sink.message(-1)["Message-ID"]
    with pytest.raises(box.CannotResend), db.session() as session:
        box.again(session, found("anne").id, clock.now)


def test_a_server_that_never_answers_leaves_the_letter_uncertain_and_the_next_ones_leave(sink):
    sink.hold.clear()
    queue(to("anne"), to("bob"))
    deliver(sink, lines=1, answer=0.3)
    assert states() == {"uncertain": 2}
    sink.hold.set()
    queue(to("chloe"))
    deliver(sink)
    assert found("chloe").status == "sent"


def test_without_a_server_everything_waits_and_says_why(clock):
    queue(*(to(f"p{i}") for i in range(30)))
    with Sink() as gone:
        pass
    assert deliver(gone, clock) == 30
    assert states() == {"queued": 30}
    assert {found(f"p{i}").why for i in range(30)} == {"Le serveur de courrier ne répond pas."}


def test_a_password_the_server_refuses_keeps_the_letters(clock):
    queue(to("anne"))
    with Sink(password="bon") as sink:
        sink_url = sink.url
        for password, status in (("mauvais", "queued"), ("bon", "sent")):
            at = smtp.office(sink_url.replace("//", f"//moi:{password}@"))
            asyncio.run(post.Postman([smtp.Wire(at, "a@irdsu.fr")], clock).round())
            assert found("anne").status == status
            clock.now = found("anne").next_at
        assert sink.recipients == ["anne@ville.fr"]


def test_a_password_never_travels_in_the_clear_outside_this_machine(sink):
    assert smtp.office("smtp://moi:x%40y@smtp.ville.fr").starttls is True
    assert smtp.office("smtp://moi:x%40y@smtp.ville.fr").password == "x@y"
    assert smtp.office("smtps://moi:x@smtp.ville.fr").port == 465
    assert smtp.office("smtp://localhost:25").starttls is None
    queue(to("anne"))
    asked = smtp.Office("127.0.0.1", sink.port, None, None, tls=False, starttls=True)
    asyncio.run(post.Postman([smtp.Wire(asked, "a@irdsu.fr")], lambda: NOW).round())
    assert (found("anne").status, sink.recipients) == ("queued", [])


def test_a_letter_that_cannot_be_written_is_refused_and_the_others_leave(sink):
    queue(to("anne", kind="test.broken"), to("bob"), ToSend("bad", "test.plain", "a b\nc@ville.fr"), to("élise"))
    queue(to("later", kind="unknown.kind"))
    deliver(sink, lines=1)
    assert {key: found(key).status for key in ("anne", "bob", "bad", "élise", "later")} == {
        "anne": "refused", "bob": "sent", "bad": "refused", "élise": "refused", "later": "queued",
    }  # fmt: skip
    assert "n’a pas pu être écrit" in found("anne").why


def test_demonstration_addresses_are_nobodys_and_nothing_is_sent_there(sink):
    queue(*(ToSend(x, "test.plain", f"a@{x}") for x in ("ville.test", "x.INVALID", "b.example", "ville.fr")))
    assert (deliver(sink), sink.recipients) == (1, ["a@ville.fr"])
    assert found("ville.test").why == "Adresse de démonstration : rien n’est envoyé."


def test_letters_leave_at_their_hour_are_stopped_in_time_and_never_too_late(sink, clock):
    hour = timedelta(hours=1)
    queue(
        to("later", due_at=NOW + hour),
        to("stopped", about="meeting:1", due_at=NOW + hour),
        to("late", due_at=NOW + hour, until=NOW + hour),
    )
    assert deliver(sink, clock) == 0
    with db.session() as session:
        assert box.drop(session, about="meeting:1") == 1
        assert box.drop(session, keys=["nothing"]) == 0
    clock.now = NOW + hour
    deliver(sink, clock)
    assert sink.recipients == ["later@ville.fr"]
    assert (found("stopped").status, found("late").status) == ("dropped", "dropped")
    with db.session() as session:
        assert box.drop(session, keys=["later"]) == 0


def test_what_is_stopped_while_it_is_held_does_not_leave(sink):
    queue(to("anne"))
    postman = post.Postman([])
    with db.session() as session:
        (held,) = tray.take(session, postman._holder, NOW, 10)
        box.drop(session, keys=["anne"])
    with db.session() as session:
        assert not tray.hand(session, held.id, postman._holder, NOW)
    assert deliver(sink) == 0


def test_a_secret_is_forgotten_as_soon_as_the_letter_is_settled(sink):
    sink.at_rcpt["bob@ville.fr"], sink.at_data["eve@ville.fr"] = "550 no", CUT
    secret = {"data": {"link": "s3cret"}, "secret": True}
    queue(*(to(who, **secret) for who in ("anne", "bob", "eve", "dan")))
    with db.session() as session:
        box.drop(session, keys=["dan"])
    deliver(sink)
    assert states() == {"sent": 1, "refused": 1, "uncertain": 1, "dropped": 1}
    assert [found(who).data for who in ("anne", "bob", "eve", "dan")] == [{}] * 4
    with pytest.raises(box.CannotResend, match="n’est plus gardé"), db.session() as session:
        box.again(session, found("eve").id, NOW)


def test_organisers_find_letters_and_a_person_is_forgotten(sink, clock):
    queue(*(to(f"p{i}", about="meeting:1", kind="test.plain") for i in range(60)), to("anne", kind="jobs.alert"))
    with db.session() as session:
        assert [len(box.listed(session, about="meeting:1", page=page)[0]) for page in (1, 2, 3)] == [50, 10, 0]
        assert box.listed(session, kinds=["jobs"])[1] == 1
        assert box.listed(session, kinds=[])[1] == 0
        assert box.listed(session, words="P5")[1] == 11
        assert box.listed(session, words="%", status="queued")[1] == 0
        assert box.erase(session, " P1@Ville.fr ") == 1
    assert (found("p1").recipient, found("p1").status) == ("", "dropped")
    deliver(sink)
    assert "p1@ville.fr" not in sink.recipients
    with db.session() as session:
        assert box.tidy(session, NOW + box.KEPT + timedelta(days=1)) == 60 - 1
        assert box.listed(session, words="ville.fr")[1] == 1, "what waits keeps its address"


def a_postman(sink: Sink, count: int = 1) -> list[subprocess.Popen[str]]:
    url = db.engine().url.render_as_string(hide_password=False)
    environment = {**os.environ, "IRDSU_DATABASE_URL": url, "IRDSU_SMTP_URL": sink.url}
    command = [sys.executable, "-m", "tests.state.postman"]
    return [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
        for _ in range(count)
    ]


def numbered(count: int) -> list[ToSend]:
    return [to(f"p{i}", data={"number": i}) for i in range(count)]


def test_several_processes_deliver_together_each_letter_once(sink):
    queue(*numbered(300))
    shares = [int(each.communicate(timeout=60)[0]) for each in a_postman(sink, 3)]
    assert states() == {"sent": 300}
    assert len(sink.recipients) == len(set(sink.recipients)) == 300
    assert sum(shares) == 300


def test_killed_in_the_middle_nothing_is_lost_and_nothing_leaves_twice(sink):
    queue(*numbered(60))
    (killed,) = a_postman(sink)
    for _ in range(10):
        assert sink.arrived.acquire(timeout=30)
    sink.hold.clear()
    assert sink.arrived.acquire(timeout=30)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    sink.hold.set()
    middle = states()
    assert 1 <= middle.pop("handing") <= 2
    later = datetime.now(UTC) + tray.HANDED
    deliver(sink, lambda: later)
    assert set(states()) == {"sent", "uncertain"}
    assert states()["uncertain"] <= 2
    assert len(sink.recipients) == len(set(sink.recipients)) >= 58
    never = db.read(lambda s: s.exec(select(Letter.recipient).where(col(Letter.status) == "uncertain")).all())
    assert {*sink.recipients, *never} == {f"p{i}@ville.fr" for i in range(60)}


def test_killed_before_anything_leaves_its_letters_are_delivered_by_another(sink):
    queue(*numbered(5))
    with db.session() as session:
        assert len(tray.take(session, post.Postman([])._holder, NOW, 10)) == 5
    assert deliver(sink) == 0
    assert deliver(sink, lambda: NOW + tray.HELD) == 5
    assert states() == {"sent": 5}


def test_the_postman_of_a_server_delivers_what_is_queued_at_once_and_gives_back_what_it_held(sink, monkeypatch):
    wires = [smtp.Wire(smtp.office(sink.url), "a@irdsu.fr")]
    monkeypatch.setattr(post, "_lines", lambda: wires)

    async def serve() -> None:
        async with post.deliver():
            await db.write(lambda session: box.queue(session, [to("anne")], datetime.now(UTC)))
            assert await asyncio.to_thread(sink.arrived.acquire, timeout=2)

    asyncio.run(serve())
    assert found("anne").status == "sent"


def test_the_console_shows_the_whole_letter(capsys):
    queue(to("anne", kind="test.whole"))
    asyncio.run(post.Postman([smtp.Console()], lambda: NOW).round())
    shown = capsys.readouterr().out
    assert all(said in shown for said in ("anne@ville.fr", "Où ça ?", "Bonjour Élise.", "[invitation.ics]"))
    assert found("anne").why.startswith("Écrit dans la console")


def test_a_database_out_of_reach_only_costs_a_while(sink, monkeypatch):
    queue(to("anne"))
    honest, refused = tray.settle, []

    def settle(session: Session, *rest):
        if not refused:
            refused.append(1)
            raise post.SQLAlchemyError("locked")
        return honest(session, *rest)

    monkeypatch.setattr(tray, "settle", settle)
    monkeypatch.setattr(post, "SETTLING", (0, 0))
    deliver(sink)
    assert (found("anne").status, sink.recipients) == ("sent", ["anne@ville.fr"])

"""Letters leave once: whatever the server answers, whenever it hangs up, whoever is killed, however many deliver."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from irdsu_app import db
from irdsu_app.mail import bell, box, post, smtp
from irdsu_app.mail.delays import DELAYS
from irdsu_app.mail.letter import ToSend
from tests.sink import CUT, Sink
from tests.state.posting import ICS, NOW, deliver, found, queue, states, to

pytestmark = pytest.mark.usefixtures("rooms_base", "writers")


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
                with session.begin_nested():
                    box.queue(session, [to("anne")], NOW)
                box.queue(session, [to("bob")], NOW)
                await asyncio.sleep(0)
                heard.append(rung.is_set())
            await asyncio.sleep(0)
            return [*heard, rung.is_set()]

    assert asyncio.run(listen()) == [False, True]


def test_what_leaves_is_plain_text_first_then_its_calendar_and_its_files(sink):
    queue(to("anne", kind="test.whole", data={"stop": "https://irdsu.fr/stop/x"}))
    deliver(sink)
    letter, message = found("anne"), sink.message()
    assert (letter.status, letter.sent_at, letter.attempts, letter.why) == ("sent", NOW, 1, "")
    assert (message["To"], message["From"], message["Subject"]) == ("anne@ville.fr", _sender(), "Où ça ?")
    assert message["Message-ID"] == letter.message_id
    assert (message["Auto-Submitted"], message["List-Unsubscribe"]) == ("auto-generated", "<https://irdsu.fr/stop/x>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
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
        assert box.erase(session, " P1@Ville.fr ", "test.") == 1
    assert (found("p1").recipient, found("p1").status) == ("", "dropped")
    deliver(sink)
    assert "p1@ville.fr" not in sink.recipients
    with db.session() as session:
        assert box.tidy(session, NOW + box.KEPT + timedelta(days=1)) == 60 - 1
        assert box.listed(session, words="ville.fr")[1] == 1, "what waits keeps its address"


def test_the_console_shows_the_whole_letter(capsys):
    queue(to("anne", kind="test.whole"))
    asyncio.run(post.Postman([smtp.Console()], lambda: NOW).round())
    shown = capsys.readouterr().out
    assert all(said in shown for said in ("anne@ville.fr", "Où ça ?", "Bonjour Élise.", "[invitation.ics]"))
    assert found("anne").why.startswith("Écrit dans la console")


def test_the_postman_of_a_server_delivers_what_is_queued_at_once_and_gives_back_what_it_held(sink, monkeypatch):
    wires = [smtp.Wire(smtp.office(sink.url), "a@irdsu.fr")]
    monkeypatch.setattr(post, "_lines", lambda: wires)

    async def serve() -> None:
        async with post.deliver():
            await db.write(lambda session: box.queue(session, [to("anne")], datetime.now(UTC)))
            assert await asyncio.to_thread(sink.arrived.acquire, timeout=2)

    asyncio.run(serve())
    assert found("anne").status == "sent"

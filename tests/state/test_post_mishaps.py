"""Nothing is lost, nothing leaves twice: lines cut at any moment, postmen killed, several at once, a database away."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from irdsu_app import db
from irdsu_app.mail import box, post, tray
from irdsu_app.mail.letter import ToSend
from irdsu_app.mail.models import Letter
from tests.sink import CUT, Sink
from tests.state.posting import NOW, deliver, found, queue, states, to

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.usefixtures("rooms_base", "writers")


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
    hers = [sink.message(i)["Message-ID"] for i, who in enumerate(sink.recipients) if who == "anne@ville.fr"]
    assert hers == [found("anne").message_id] * 2
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


def test_what_is_stopped_while_it_is_held_does_not_leave(sink):
    queue(to("anne"))
    postman = post.Postman([])
    with db.session() as session:
        (held,) = tray.take(session, postman._holder, NOW, 10)
        box.drop(session, keys=["anne"])
    with db.session() as session:
        assert not tray.hand(session, held.id, postman._holder, NOW)
    assert deliver(sink) == 0


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

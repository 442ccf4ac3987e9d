"""How fast letters leave: queue 2 000 in one transaction, deliver them to a local server, by one line then four.

Run it alone: `python -m tests.bench.mails [sqlite address | postgresql address]`.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from irdsu_app import db
from irdsu_app.mail import box, post, smtp
from irdsu_app.mail.letter import Invite, ToSend, Written
from tests.sink import Sink

COUNT = 2_000
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Data\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def written(kind: str, data) -> Written:
    return Written(f"C’est noté : séance {data['number']}", "Votre place est réservée.\n" * 20, "<p>Place</p>" * 20,
                   Invite("REQUEST", ICS))  # fmt: skip


def queued(run: str, count: int) -> float:
    """Seconds of one transaction that queues them."""
    letters = [ToSend(f"{run}:{i}", "bench.x", f"p{i}@ville.fr", {"number": i}) for i in range(count)]
    began = time.perf_counter()
    with db.session() as session:
        assert box.queue(session, letters, datetime.now(UTC)) == count
    return time.perf_counter() - began


def main() -> None:
    post.bind({"bench.": written})
    url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(tempfile.mkdtemp()) / 'bench.db'}"
    db.upgrade(url)
    engine = db.open_engine(url)
    db.engine = lambda: engine
    print(f"500 letters queued in {queued('first', 500) * 1000:.0f} ms")
    print(f"500 letters queued in {queued('second', 500) * 1000:.0f} ms")
    for lines in (1, 4):
        with Sink() as sink:
            queued(f"lines{lines}", COUNT)
            wires = [smtp.Wire(smtp.office(sink.url), "IR-DSU <a@irdsu.fr>") for _ in range(lines)]
            began, worked = time.perf_counter(), time.process_time()
            sent = asyncio.run(post.Postman(wires).round())
            took, worked = time.perf_counter() - began, time.process_time() - worked
            assert len(set(sink.recipients)) <= sent == len(sink.recipients)
            print(
                f"{lines} line(s): {sent} letters in {took:.1f} s, {sent / took:.0f} a second, "
                f"{worked / sent * 1000:.1f} ms of processor each (with the server)"
            )


if __name__ == "__main__":
    main()

"""People register at the same second for few places: who is answered when, and whether the accounts are right.

    python tests/bench/registrations.py            # 500 and 2 000 people, both databases, one process and four, killed

Each person has a websocket of their own and has opened the link of their letter; all press « Confirmer » at once, one
in ten twice. The letters are in the outbox of the same transaction, and leave to a sink while people are answered.
`races.py` does two hundred smaller ones without the websockets.
"""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import servers
from bases import bases
from sqlalchemy import insert
from sqlmodel import Session, col, select

sys.path.insert(0, str(servers.ROOT))
SECRET = "bench" * 8
os.environ["IRDSU_SECRET"] = SECRET
from irdsu_app import db  # noqa: E402
from irdsu_app.cycles import keys  # noqa: E402
from irdsu_app.cycles.models import Cycle, Demand, Meeting, Registration  # noqa: E402
from tests.redis_here import Redis  # noqa: E402
from tests.state.cycle_world import NOTHING_KEPT, a_form, faults  # noqa: E402

CLIENTS = Path(__file__).with_name("registrants.py")
CLIENT_CORE = "1"


def furnish(url: str, people: int, places: int, domain: str, slug: str = "essai", many: int = 1) -> list[str]:
    """So many meetings with so many places, and people who have asked for one in each; gives their links."""
    db.upgrade(url)
    engine, now = db.open_engine(url), datetime.now(UTC)
    starts = now + timedelta(days=60)
    cycle = Cycle(id=uuid4(), slug=slug, title="Essai", status="open", rules=NOTHING_KEPT, created_at=now)
    codes = [f"C{n}" for n in range(1, many + 1)]
    meetings = [
        Meeting(
            id=uuid4(), cycle_id=cycle.id, code=code, position=n, title="Séance", mode="onsite", status="open",
            starts_at=starts, ends_at=starts + timedelta(hours=2), room_places=places, waiting_places=people,
            objectives=["Dire ce qui a fatigué, sans plainte ni procès"], place="Mirevigne, salle des Lisières",
        )
        for n, code in enumerate(codes)
    ]  # fmt: skip
    ids = [uuid4() for _ in range(people)]
    with db.session(engine) as session:
        session.add(cycle)
        session.flush()
        session.add_all(meetings)
        session.flush()
        rows = [
            {
                "id": number, "cycle_id": cycle.id, "email": f"p{n}@{domain}", "created_at": now,
                "form": a_form(n, *codes, email=f"p{n}@{domain}").model_dump(mode="json"),
                "link_hash": keys.hash_of(keys.demand(number)), "expires_at": now + timedelta(hours=48),
            }
            for n, number in enumerate(ids)
        ]  # fmt: skip
        session.connection().execute(insert(Demand), rows)
    engine.dispose()
    return [keys.demand(number) for number in ids]


def account(url: str, said: dict[str, str]) -> dict[str, Any]:
    """What the rows say, and whether what each person was told is what is written."""
    engine = db.open_engine(url)
    with Session(engine) as session:
        wrong = faults(session)
        rows = session.exec(select(Registration).order_by(col(Registration.arrival))).all()
        people = dict(session.exec(select(Demand.link_hash, Demand.person_id)).all())
    engine.dispose()
    held = Counter(row.status for row in rows)
    ranks: dict[Any, int] = {
        row.person_id: n for n, row in enumerate([row for row in rows if row.status == "waiting"], 1)
    }
    false = 0
    for link, words in said.items():
        rank = ranks.get(people[keys.hash_of(link)])
        false += (
            (f"{rank}" not in words) if rank else ("confirm" not in words.lower() and "réserv" not in words.lower())
        )
    return {"confirmed": held["confirmed"], "waiting": held["waiting"], "faults": wrong, "told_false": false}


@contextlib.contextmanager
def sink():
    """A mail server that takes everything and keeps nothing."""
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink", "-l", f"127.0.0.1:{port}"]
    process = subprocess.Popen(["taskset", "-c", CLIENT_CORE, *command], stderr=subprocess.DEVNULL)
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def race(url: str, people: int, places: int, processes: int, kill: bool, mail: str) -> dict[str, Any]:
    """One race; `kill`: a server is killed once a third has been answered, and opened again."""
    links = furnish(url, people, places, "ville.fr" if mail else "ville.test")
    ports = [free_port() for _ in range(processes)]
    more = {"IRDSU_DATABASE_URL": url, "IRDSU_SECRET": SECRET, "IRDSU_SMTP_URL": mail}
    with contextlib.ExitStack() as stack:
        if processes > 1 and url.startswith("postgresql"):
            redis = Redis(Path(stack.enter_context(tempfile.TemporaryDirectory()))).start()
            stack.callback(redis.stop)
            more["IRDSU_REDIS_URL"] = redis.url
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in ports]
        running = [stack.enter_context(servers.app(p, f, more)) for p, f in zip(ports, folders, strict=True)]
        command = ["taskset", "-c", CLIENT_CORE, sys.executable, str(CLIENTS), "--tell", "0.33" if kill else "0"]
        command += ["--pid", *(str(process.pid) for process in running)]
        command += ["--url", *(f"http://127.0.0.1:{port}" for port in ports)]
        clients = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert clients.stdin is not None
        assert clients.stdout is not None
        clients.stdin.write("\n".join(links) + "\n")
        clients.stdin.close()
        assert clients.stdout.readline() == "ready\n"
        line = clients.stdout.readline()
        if kill and line == "middle\n":
            os.killpg(running[0].pid, signal.SIGKILL)
            stack.enter_context(servers.app(ports[0], folders[0], more))
        while line == "middle\n":
            line = clients.stdout.readline()
        row = json.loads(line)
        clients.wait()
    return row | account(url, row.pop("said"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", choices=("sqlite", "postgresql"), nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--people", type=int, nargs="+", default=[500, 2000])
    parser.add_argument("--places", type=int, default=50)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--kill", type=int, choices=(0, 1), nargs="+", default=[0, 1])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--no-mail", action="store_true", help="letters are queued to addresses that get none")
    args = parser.parse_args()
    print(
        "base        proc kill people |   p50   p95   max  wall  cpu | answered back refused | confirmed waiting faults"
    )
    with contextlib.ExitStack() as stack:
        mail = "" if args.no_mail else stack.enter_context(sink())
        for kind in args.base:
            fresh = stack.enter_context(bases(kind))
            for people in args.people:
                for processes in args.processes:
                    for kill in args.kill:
                        for _ in range(args.runs):
                            show(kind, processes, kill, race(fresh(), people, args.places, processes, bool(kill), mail))


def show(kind: str, processes: int, kill: int, row: dict[str, Any]) -> None:
    print(
        f"{kind:<11} {processes:>4} {'yes' if kill else 'no':>4} {row['people']:>6} | {row['p50']:>5} {row['p95']:>5} "
        f"{row['max']:>5} {row['wall']:>5} {row['cpu']:>4} | "
        f"{row['answered']:>8} {row['back']:>4} {row['refused']:>7} | "
        f"{row['confirmed']:>9} {row['waiting']:>7} {row['faults'] or 0} {row['told_false']} {row['errors'] or ''}",
        flush=True,
    )


if __name__ == "__main__":
    main()

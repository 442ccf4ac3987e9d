"""The rooms of the game: how long until a move is seen by all the others, and what it costs the server.

    python tests/bench/rooms.py                  50, 100 and 200 rooms of 8, beside a bare python-socketio broadcast
    python tests/bench/rooms.py --rooms 50 --seconds 30
    python tests/bench/rooms.py --saturate --boardgame    moves a second at most, beside boardgame.io (npm, Node)
    python tests/bench/rooms.py --votes --recovery    thirty votes within a second; killed in the middle of a vote
    python tests/bench/rooms.py --processes 2 --rooms 400   two processes, PostgreSQL and Redis; each room is in both

The server has the first core, the people the second. A move is an HTTP request, answered once it is in the database; it
is heard by websockets. Delays go from the move to each other person of the room. The bare server broadcasts the frame
that the app sent, one for each move, without database nor rules. Prints Markdown tables.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import recovery
import servers
from several import several

CLIENT_CORE = "1"
COLUMNS = (
    "rooms",
    "moves_s",
    "p50",
    "p95",
    "max",
    "lost",
    "refused",
    "votes",
    "cut",
    "cpu_ms",
    "core",
    "client",
    "pss_room_kb",
    "bytes",
)
HEADINGS = (
    "rooms", "moves/s", "p50 ms", "p95 ms", "max ms", "lost", "refused", "votes", "cut", "CPU ms/move", "core",
    "client core", "PSS KB/room", "bytes",
)  # fmt: skip


def play(port: int, pid: int, *more: object) -> dict:
    """Let people play in this server, in a process of their own."""
    return play_in([f"http://127.0.0.1:{port}"], [pid], *more)


def play_in(urls: list[str], pids: list[int], *more: object) -> dict:
    """Let people play, spread over these servers, in a process of their own."""
    people = Path(__file__).with_name("players.py")
    command = ["taskset", "-c", CLIENT_CORE, sys.executable, str(people), "--url", *urls, "--pid", *map(str, pids)]
    done = subprocess.run([*command, *map(str, more)], check=True, stdout=subprocess.PIPE)
    row = json.loads(done.stdout)
    print({name: value for name, value in row.items() if name != "frame"}, file=sys.stderr)
    return row


def table(rows: list[tuple[str, dict]]) -> str:
    """Lay the figures in a Markdown table."""
    lines = ["| server | " + " | ".join(HEADINGS) + " |", "|" + " --- |" * (len(HEADINGS) + 1)]
    lines += [f"| {name} | " + " | ".join(str(row[each]) for each in COLUMNS) + " |" for name, row in rows]
    return "\n".join(lines)


def compared(args: argparse.Namespace, rooms: int, port: int, frame: str) -> list[tuple[str, dict]]:
    """The app and those it is compared with, one after the other, at this number of rooms."""
    more = ["--rooms", rooms, "--size", args.size, "--seconds", args.seconds, "--period", args.period]
    more += ["--saturate"] if args.saturate else []
    if args.processes > 1:
        with several(args.processes) as started:
            return [(f"irdsu ×{args.processes}", play_in(started.urls, started.pids, *more, "--phase", args.phase))]
    with servers.app(port) as process:
        rows = [("irdsu", play(port, process.pid, *more, "--phase", args.phase, "--keep", frame))]
    with servers.bare_rooms(port + 1, frame) as process:
        rows.append(("python-socketio", play(port + 1, process.pid, *more, "--kind", "bare")))
    if args.boardgame:
        with servers.boardgame(port + 2, frame) as process:
            rows.append(("boardgame.io", play(port + 2, process.pid, *more, "--kind", "boardgame")))
    return rows


def main() -> None:
    """Read what is asked, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--rooms", type=int, nargs="*", default=[50, 100, 200])
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--period", type=float, default=2)
    parser.add_argument("--phase", default="debate")
    parser.add_argument("--port", type=int, default=4750)
    for each in ("saturate", "boardgame", "votes", "recovery"):
        parser.add_argument(f"--{each}", action="store_true")
    args = parser.parse_args()
    if not (args.votes or args.recovery):
        with tempfile.TemporaryDirectory() as folder:
            rows = [
                row for n, rooms in enumerate(args.rooms)
                for row in compared(args, rooms, args.port + 10 * n, f"{folder}/frame.json")
            ]  # fmt: skip
        print(table(rows))
    if args.votes:
        with servers.app(args.port + 5) as process:
            print("votes:", play(args.port + 5, process.pid, "--rooms", 1, "--size", 30, "--votes"))
    if args.recovery:
        print("recovery:", recovery.measure(args.port + 6))


if __name__ == "__main__":
    main()

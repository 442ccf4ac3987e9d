"""One presenter, 10 to 1 000 followers: how long until each one sees the step, and what it costs the server.

    python tests/bench/fanout.py                      the app and a bare python-socketio broadcast of the same payload
    python tests/bench/fanout.py --reveal             and reveal.js multiplex (npm, Node)
    python tests/bench/fanout.py --url http://… --pid N   an app already running; N is its process
    python tests/bench/fanout.py --processes 2 --followers 3000   the app in two processes, PostgreSQL and Redis

The server has the first core, the clients the second. Delays go from the presenter's event to each follower's delta,
over all steps and followers. Memory is what the server gained per follower. Page addresses, state and event names are
the fields of `dialects.Dialect`; `--dialect '{"step_event": …}'` changes them. Prints a Markdown table.
"""

import argparse
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import servers
from several import several

CLIENT_CORE = "1"
COLUMNS = ("p50", "p95", "max", "lost", "cpu_ms", "join_cpu_s", "pss_kb", "rss_kb", "bytes")
HEADINGS = ("p50 ms", "p95 ms", "max ms", "lost", "CPU ms/step", "join CPU s", "PSS KB/f.", "RSS KB/f.", "bytes")


def measure(urls: list[str], pids: list[int], args: argparse.Namespace, *more: str) -> list[dict]:
    """Run the clients in a process of their own; followers are spread over the servers."""
    clients = Path(__file__).with_name("clients.py")
    command = ["taskset", "-c", CLIENT_CORE, sys.executable, str(clients)]
    command += ["--url", *urls, "--pid", *map(str, pids)]
    command += ["--followers", *map(str, args.followers), "--steps", str(args.steps), *more]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def measure_app(urls: list[str], pids: list[int], args: argparse.Namespace) -> list[dict]:
    """Open a presentation in the first process, then measure it."""
    url = urls[0]
    answer = httpx.post(f"{url}/depliant/presenter", data={"minutes": "30"}, headers={"Origin": url})
    code = answer.headers["location"].split("/")[2]
    cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
    return measure(urls, pids, args, "--code", code, "--cookie", cookie, "--dialect", args.dialect)


def table(results: dict[str, list[dict]]) -> str:
    """Lay the figures of each server in a Markdown table."""
    lines = ["| followers | server | " + " | ".join(HEADINGS) + " |", "|" + " --- |" * (len(HEADINGS) + 2)]
    for rank in range(min(map(len, results.values()))):
        for name, rows in results.items():
            row = rows[rank]
            lines.append(f"| {row['followers']} | {name} | " + " | ".join(str(row[each]) for each in COLUMNS) + " |")
    return "\n".join(lines)


def main() -> None:
    """Read what is asked, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--followers", type=int, nargs="+", default=[10, 50, 200, 500, 1000])
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--port", type=int, default=4710)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--url")
    parser.add_argument("--pid", type=int)
    parser.add_argument("--dialect", default="{}")
    parser.add_argument("--reveal", action="store_true")
    parser.add_argument("--only", choices=("app", "bare"))
    args = parser.parse_args()
    results: dict[str, list[dict]] = {}
    for name, rows in runs(args):
        results[name] = rows
        print(name, *rows, sep="\n", file=sys.stderr)
    print(table(results))


def runs(args: argparse.Namespace) -> Iterator[tuple[str, list[dict]]]:
    """Measure what is asked, one server at a time, each on a port of its own."""
    url = args.url or f"http://127.0.0.1:{args.port}"
    if args.processes > 1:
        with several(args.processes) as started:
            yield f"irdsu ×{args.processes}", measure_app(started.urls, started.pids, args)
        return
    if args.only != "bare":
        with contextlib.nullcontext() if args.url else servers.app(args.port) as started:
            yield "irdsu", measure_app([url], [started.pid if started else args.pid], args)
    if args.only != "app":
        for port, name in enumerate(("python-socketio", "python-socketio, heap frozen"), args.port + 1):
            with servers.bare(port, frozen="frozen" in name) as process:
                yield name, measure([f"http://127.0.0.1:{port}"], [process.pid], args)
    if args.reveal:
        with servers.reveal(args.port + 3) as process:
            there = [f"http://127.0.0.1:{args.port + 3}"]
            yield "reveal multiplex", measure(there, [process.pid], args, "--multiplex")


if __name__ == "__main__":
    main()

"""Serve the built pages and the server behind them on one port."""

import errno
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from ipaddress import ip_address

import segno

from irdsu_app.launch import building
from irdsu_app.launch.packages import ROOT
from irdsu_app.launch.progress import Stopped, say, step
from irdsu_app.settings import settings

PATIENCE, ENDING = 60, 13
"""Seconds for the server to answer, and to end: the notice it gives to the proxy, then what is under way."""
UNAWARES = (
    "Écouter sur {host} ouvre le site à d’autres machines, qui seraient refusées : dites à quelle adresse "
    "elles viennent (IRDSU_PUBLIC_URL=https://…), ou, pour le réseau de la salle : python3 -m irdsu_app run --lan"
)
OPEN = (
    "Ouvert aux autres machines ({host}:{port}), sans chiffrement : à ne laisser joindre que par un serveur https "
    "placé devant (des exemples sont dans deploy/)."
)
# The two double-underscore names are internal to Reflex 0.10.1: serve the pages already built, build nothing.
REFLEX = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "REFLEX_SOCKET_INTERVAL": "5",
    "REFLEX_SOCKET_TIMEOUT": "10",
    "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": "65536",
}
MEMORY = {"PYTHONMALLOC": "malloc", "MALLOC_ARENA_MAX": "2"} if platform.libc_ver()[0] == "glibc" else {}
"""Which allocator Python uses: that of the system where it gives pages back when asked (`live/collector.py`).

Python's own keeps a megabyte for the one small object left in it: after a thousand people half of their memory stays.
"""

ROOM_FOR = ("--backlog", "4096", "--backpressure", "16384")
"""Granian counts an open socket as a request under way: at its usual 1 024, one more person waits for one to leave.

How many sockets one address may open is the door's business (`door/gate.py`).
"""
HALF_OPEN = ("--http", "1", "--http1-header-read-timeout", "2000")
"""Who connects and asks for nothing, or for half of something, is cut after two seconds.

Granian 2.8 waits for ever for the first byte when it does not know which HTTP comes. A connection that is kept without
being used is closed too: whoever stands in front closes theirs before (`deploy/`).
"""


@dataclass(frozen=True)
class Place:
    """Where the house listens, the address of the phones in the room, and how many processes serve it."""

    host: str
    port: int
    phones: str = ""
    workers: int = 1

    @property
    def health(self) -> str:
        """Where this machine asks whether the server lives."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "localhost") else "[::1]" if self.host == "::" else self.host
        return f"http://{host}:{self.port}/sante"


def place(port: int, lan: bool, workers: int = 1, host: str | None = None) -> Place:
    """Choose where to listen, and refuse before anything long begins what would not do.

    A port that is taken, processes that would know nothing of each other, a house that is open unawares.
    """
    if workers > 1 and (missing := _missing()):
        raise Stopped(
            f"Plusieurs processus ({workers}) ne se connaissent que par PostgreSQL et Redis : {missing}. "
            "Donnez ce qui manque, ou lancez un seul processus."
        )
    host = "0.0.0.0" if lan else host or settings.host
    if not lan and not is_loopback(host) and not (settings.public_url or settings.origins):
        raise Stopped(UNAWARES.format(host=host))
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            raise Stopped(_refusal(host, port, error)) from None
    machine = local_address() if lan else ""
    if lan and not machine:
        say("Aucun réseau local : les téléphones ne pourront pas se joindre. Connectez-vous au Wi-Fi, puis relancez.")
    return Place(host, port, f"http://{machine}:{port}" if machine else "", workers)


def _missing() -> str:
    """What several processes lack, in French; nothing when they have all they need."""
    lacks = [] if settings.redis_url else ["IRDSU_REDIS_URL n’est pas donné"]
    if settings.database_url.startswith("sqlite"):
        lacks.append("IRDSU_DATABASE_URL n’est pas celui d’un PostgreSQL")
    return " et ".join(lacks)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches this address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refusal(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Le port {port} est déjà pris. Choisissez-en un autre : python3 -m irdsu_app run --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"Le port {port} est réservé au système. Choisissez-en un autre : python3 -m irdsu_app run --port 3000"
    return f"Impossible d’écouter sur {host}:{port} ({error.strerror}). Corrigez IRDSU_HOST ou --port, puis relancez."


def local_address() -> str:
    """The address of this machine on the local network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        try:
            route.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(route.getsockname()[0])


def command(at: Place) -> list[str]:
    """Start the server, without Reflex's own launcher which would build again and forget every visitor."""
    listening = ["--host", at.host, "--port", str(at.port), "--workers", str(at.workers)]
    listening += ["--workers-kill-timeout", str(ENDING), *(["--respawn-failed-workers"] if at.workers > 1 else [])]
    kind = ["--interface", "asgi", "--factory", "--log-level", settings.log_level.replace("info", "warning")]
    return [sys.executable, "-m", "granian", *listening, *kind, *ROOM_FOR, *HALF_OPEN, "irdsu_app.irdsu_app:app"]


def environment(at: Place) -> dict[str, str]:
    """What the server reads: our settings, and Reflex's."""
    ours = {"IRDSU_HOST": at.host, "IRDSU_PORT": str(at.port), "IRDSU_WORKERS": str(at.workers)}
    ours["REFLEX_WEB_WORKDIR"] = str(building.site())
    if at.workers > 1:
        ours["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="irdsu-metrics-")
    if at.phones:
        ours["IRDSU_ORIGINS"] = ",".join([*settings.origins, at.phones])
        ours["IRDSU_PUBLIC_URL"] = settings.public_url or at.phones
    return {**MEMORY, **os.environ, **building.caches(), **REFLEX, **ours}


def serve(at: Place) -> int:
    """Serve until Ctrl-C; what the processes count in goes with them."""
    said = environment(at)
    try:
        return _serve(at, said)
    finally:
        if counted := said.get("PROMETHEUS_MULTIPROC_DIR"):
            shutil.rmtree(counted, ignore_errors=True)


def _serve(at: Place, said: dict[str, str]) -> int:
    server = subprocess.Popen(command(at), cwd=ROOT, env=said)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts us behind it has it ignored
    try:
        with step("Ouverture"):
            _wait_for(server, at.health)
        _announce(at)
        _tell_systemd()
        return server.wait()
    except KeyboardInterrupt:
        # The terminal has told the server too: it says goodbye to its visitors, then ends.
        say("\nFermeture…")
        server.send_signal(signal.SIGINT)
        server.wait()
        say("Fermé.")
        return 0


def _tell_systemd() -> None:
    """Say that people may come, when systemd waits to hear it before it replaces the next process."""
    if place := os.environ.get("NOTIFY_SOCKET"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(b"READY=1", place.replace("@", "\0", 1) if place.startswith("@") else place)


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise Stopped("Le serveur s’est arrêté : la raison est écrite ci-dessus.")
        if answers(address):
            return
        time.sleep(0.1)
    server.terminate()
    raise Stopped(f"Le serveur ne répond pas après {PATIENCE} secondes.")


def answers(address: str) -> bool:
    """Whether a server answers here."""
    try:
        with urllib.request.urlopen(address, timeout=2):
            return True
    except OSError:
        return False


def _announce(at: Place) -> None:
    say(f"\nLe site est ouvert : http://localhost:{at.port}")
    if not at.phones and not is_loopback(at.host):
        say(OPEN.format(host=at.host, port=at.port))
    if at.phones:
        say(f"Pour les téléphones du même réseau : {at.phones}\n")
        segno.make(at.phones, error="m").terminal(compact=True)
    say("Pour fermer : Ctrl-C\n")

"""A small served house, and the hand that knocks at it: sockets written by hand, pages asked for by HTTP."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from irdsu_app.launch import serving
from tests import pace

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
STATE = "reflex___state____state"
COUNTER = f"{STATE}.door_app____counter"
CONFIG = """
import reflex as rx
from reflex.plugins import SitemapPlugin
from irdsu_app.settings import settings
config = rx.Config(
    app_name="door_app", app_module_import="door_app", cors_allowed_origins=sorted(settings.allowed_origins),
    telemetry_enabled=False, disable_plugins=[SitemapPlugin], frontend_compression_formats=["brotli", "gzip"],
)
"""
SHELL = "<!DOCTYPE html><html><head><script>let a = 1;</script></head><body><script>let b = 2;</script></body></html>"
FILES = {
    "index.html": SHELL.replace("<body>", "<body><h1>Accueil</h1>"),
    "404.html": SHELL,
    "depliant/index.html": SHELL.replace("<body>", "<body><h1>Le dépliant</h1>"),
    "assets/entry-1a2b3c4d.js": "export {}",
    "assets/entry-1a2b3c4d.js.br": "brotli",
    "app.css": "body {}",
    "robots.txt": "User-agent: *",
}


@dataclass
class House:
    """A served house: its address, its log, its ways in."""

    base: str
    log: Path

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.base + path, headers=headers)

    def post(self, path: str, origin: str | None = "", **more) -> httpx.Response:
        headers = {} if origin is None else {"origin": origin or self.base}
        return httpx.post(self.base + path, headers=headers, **more)

    @contextmanager
    def knock(
        self, origin: str | None = "", cookie: str = "", token: str = "tab", subprotocol: str = ""
    ) -> Iterator["Tab"]:
        headers = {"cookie": cookie} if cookie else {}
        headers |= {} if origin is None else {"origin": origin or self.base}
        address = f"{self.base.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={token}"
        spoken = [Subprotocol(subprotocol)] if subprotocol else None
        with connect(address, additional_headers=headers, max_size=None, subprotocols=spoken) as line:
            tab = Tab(line)
            tab.until("0{")
            yield tab

    @contextmanager
    def enter(self, **how: str) -> Iterator["Tab"]:
        with self.knock(**how) as tab:
            tab.write("40/_event,", {"event": event(f"{STATE}.hydrate_and_load", hashes=[])})
            tab.until('"is_hydrated_rx_state_":true')
            yield tab

    def inside(self) -> dict[str, int]:
        return self.get("/dedans").json()


class Tab:
    """One open socket."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line

    def write(self, packet: str, body: object) -> None:
        self.line.send(packet + json.dumps(body))

    def send(self, name: str, payload: dict[str, object] | None = None, **more: object) -> None:
        self.write("42/_event,", ["event", event(f"{COUNTER}.{name}", **(payload or more))])

    def until(self, said: str, patience: float = 5) -> str:
        end, heard = time.monotonic() + patience, ""
        while said not in heard:
            heard = str(self.line.recv(timeout=max(0.01, end - time.monotonic())))
            if heard == "2":
                self.line.send("3")
        return heard

    def counted(self, total: int) -> None:
        self.until(f'"n_rx_state_":{total}}}')

    def is_cut(self) -> bool:
        try:
            self.until("never", 3 * pace.slower())
        except ConnectionClosed as closed:
            return closed.rcvd is None or closed.rcvd.code == 1008
        except TimeoutError:
            return False
        return False


def event(name: str, /, **payload: object) -> dict[str, object]:
    return {"name": name, "payload": payload, "router_data": {"pathname": "/", "asPath": "/"}}


def soon(found: Callable[[], bool], patience: float = 5) -> bool:
    end = time.monotonic() + patience
    while not found():
        if time.monotonic() > end:
            return False
        threading.Event().wait(0.05)
    return True


def answers(base: str) -> bool:
    try:
        return httpx.get(base + "/sante").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def served(home: Path, **more: str) -> Iterator[House]:
    for name, text in FILES.items():
        file = home / ".web" / "build" / "client" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (home / "rxconfig.py").write_text(CONFIG, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    env = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}",
        "IRDSU_PORT": port,
        "IRDSU_DATABASE_URL": f"sqlite:///{home / 'house.db'}",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_STATE_MANAGER_MODE": "memory",
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        **more,
    }
    log = home / "log"
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--port", port, *serving.HALF_OPEN]
    command.append("door_app:app")
    with log.open("wb") as written:
        running = subprocess.Popen(command, cwd=home, env=env, stdout=written, stderr=subprocess.STDOUT)
        try:
            assert soon(lambda: answers(f"http://127.0.0.1:{port}"), 60), log.read_text()
            yield House(f"http://127.0.0.1:{port}", log)
        finally:
            running.terminate()
            running.wait(15)

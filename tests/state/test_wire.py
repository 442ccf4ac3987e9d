"""The contract with Reflex's socket: a real server, real websockets, one change that reaches the other screen."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from tests.tab import ROOT_STATE, Tab

HERE = Path(__file__).parent
VIEW = f"{ROOT_STATE}.wire_app____view"


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("wire")
    shutil.copy(HERE / "wire_app.py", folder)
    (folder / "rxconfig.py").write_text('import reflex as rx\nconfig = rx.Config(app_name="wire_app")\n')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(HERE.parents[1])]),
        "__REFLEX_SKIP_COMPILE": "true",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_STATE_MANAGER_MODE": "memory",
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--port", str(port), "wire_app:app"]
    server = subprocess.Popen(command, cwd=folder, env=environment)
    while not listens(port):
        with pytest.raises(subprocess.TimeoutExpired):
            server.wait(0.1)
    yield f"ws://127.0.0.1:{port}/_event/?EIO=4&transport=websocket&token="
    server.terminate()
    server.wait(20)


class Screen(Tab):
    """A tab of the app of this test."""

    def do(self, name: str, **payload: int) -> None:
        self.send(f"{VIEW}.{name}", **payload)


@pytest.fixture
def screen(address) -> Iterator[Callable[[str], Screen]]:
    with contextlib.ExitStack() as opened:

        def open_screen(token: str) -> Screen:
            return Screen(opened.enter_context(connect(address + token, open_timeout=20)))

        yield open_screen


def test_one_change_reaches_every_screen_and_who_comes_late(screen):
    presenter, follower = screen("presenter-1"), screen("follower-1")
    presenter.wait_for(VIEW, "people", 2)
    presenter.do("go_to", step=7)
    follower.wait_for(VIEW, "step", 7)
    screen("late").wait_for(VIEW, "step", 7)
    presenter.wait_for(VIEW, "people", 3)


def test_a_socket_that_leaves_or_closes_is_forgotten(screen):
    presenter, leaving, closing = screen("presenter-2"), screen("leaving"), screen("closing")
    leaving.do("leave")
    closing.socket.close()
    looks = 0
    while presenter.shown.get((VIEW, "sockets")) != 1:
        looks += 1
        assert looks < 1000
        presenter.do("look")
        presenter.wait_for(VIEW, "looks", looks)
    assert presenter.shown[VIEW, "closed"] >= 1, "what it held is to be collected"

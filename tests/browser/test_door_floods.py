"""Many at a served house at once, who flood it or keep it waiting: cut within two seconds, unfelt by the others."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from websockets.exceptions import ConnectionClosed

from irdsu_app.door import line
from tests import pace
from tests.browser.door_wire import House, Tab, served

CUT = 2.0
"""Seconds within which whoever hurts the others must be gone; `BUSY` more when the machine that tests is busy."""
BUSY = 1.0
UPGRADE = (
    "GET /_event/?EIO=4&transport=websocket&token=mute{} HTTP/1.1\r\nHost: x\r\nOrigin: {}\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("house")) as running:
        yield running


class Honest(threading.Thread):
    """Somebody who counts twenty times a second, and how long each answer takes."""

    def __init__(self, tab: Tab, times: int) -> None:
        super().__init__()
        self.tab, self.times, self.delays = tab, times, list[float]()

    def run(self) -> None:
        for total in range(1, self.times + 1):
            begun = time.perf_counter()
            self.tab.send("plus", by=1)
            self.tab.counted(total)
            self.delays.append(time.perf_counter() - begun)
            threading.Event().wait(0.06)


@contextmanager
def honest(house: House, name: str, times: int = 60) -> Iterator[None]:
    """Somebody honest is there meanwhile, and feels nothing."""
    with house.enter(token=name.replace(" ", "-")) as tab:
        person, busy = Honest(tab, times), pace.slower()
        person.start()
        yield
        person.join(30)
        assert len(person.delays) == times
        p95 = sorted(person.delays)[int(times * 0.95) - 1]
        print(f"{name}: p95 {p95 * 1000:.1f} ms")
        assert p95 < 0.1 * max(busy, pace.slower())


def test_a_flood_is_cut_within_two_seconds_and_the_others_do_not_feel_it(house):
    with honest(house, "beside a flood"), house.enter(token="flood") as flood:
        begun = time.perf_counter()
        with pytest.raises(ConnectionClosed):
            _pour(flood, by=1)
        took = time.perf_counter() - begun
        print(f"a flood is cut after {took:.2f} s")
        assert took < CUT * pace.slower()


def test_a_flood_of_long_messages_is_cut_too(house):
    with house.enter(token="long") as flood, pytest.raises(ConnectionClosed):
        _pour(flood, by="a" * 60_000)


def _pour(tab: Tab, **said: object) -> None:
    """Send without end; raises ConnectionClosed."""
    begun = time.perf_counter()
    while time.perf_counter() - begun < 10:
        tab.send("plus", dict(said))


def test_ten_tabs_that_flood_together_are_all_cut_within_two_seconds(house):
    with honest(house, "beside ten floods"), ExitStack() as tabs:
        floods = [tabs.enter_context(house.enter(token=f"flood{each}")) for each in range(10)]
        took: list[float] = []

        def pour(tab: Tab) -> None:
            begun = time.perf_counter()
            try:
                _pour(tab, by=1)
            except ConnectionClosed:
                took.append(time.perf_counter() - begun)

        pouring = [threading.Thread(target=pour, args=(each,)) for each in floods]
        for each in pouring:
            each.start()
        for each in pouring:
            each.join(15)
        assert len(took) == 10
        assert max(took) < CUT + BUSY * pace.slower()


def test_who_connects_and_asks_for_nothing_or_for_half_of_something_is_cut_within_two_seconds(house):
    with honest(house, "beside half-open connections"), ExitStack() as silent:
        lines = [_reached(house, silent) for _ in range(200)]
        for each in lines[::2]:
            each.sendall(b"GET /_event/?EIO=4 HTTP/1.1\r\nHost: x\r\n")
        took = _ends(lines)
        assert len(took) == len(lines)
        print(f"half-open connections are cut after {max(took):.2f} s")
        assert max(took) < CUT + BUSY * pace.slower()


def test_a_crowd_of_sockets_that_never_join_is_cut_within_two_seconds(house):
    with honest(house, "beside sockets that never join", 90), ExitStack() as silent:
        lines = []
        for number in range(line.SILENT + 100):
            lines.append(_reached(house, silent))
            lines[-1].sendall(UPGRADE.format(number, house.base).encode())
        took = _ends(lines)
        assert len(took) == len(lines)
        print(f"sockets that never join are cut after {max(took):.2f} s")
        assert max(took) < CUT + BUSY * pace.slower()


def _reached(house: House, opened: ExitStack) -> socket.socket:
    host, port = house.base.removeprefix("http://").split(":")
    return opened.enter_context(socket.create_connection((host, int(port)), timeout=20))


def _ends(lines: list[socket.socket]) -> list[float]:
    """After how long each of these is closed by the house, whatever it says before."""
    begun, took = time.perf_counter(), []
    for each in lines:
        each.settimeout(max(0.01, begun + 15 - time.perf_counter()))
        try:
            while each.recv(65_536):
                pass
        except TimeoutError:
            continue
        except OSError:
            pass
        took.append(time.perf_counter() - begun)
    return took


def test_one_who_never_joins_is_cut_too_and_who_begins_a_form_and_does_not_end_it(house):
    with house.knock(token="mute") as mute, ExitStack() as opened:
        unfinished = _reached(house, opened)
        head = f"POST /entrer HTTP/1.1\r\nHost: x\r\nOrigin: {house.base}\r\nContent-Length: 20\r\n\r\nrole="
        unfinished.sendall(head.encode())
        with pytest.raises(ConnectionClosed):
            mute.until("never", line.JOINS[0] + 2 * pace.slower())
        assert b" 408 " in unfinished.recv(65_536)

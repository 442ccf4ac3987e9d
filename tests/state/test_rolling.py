"""Processes replaced one after the other behind a real nginx and a real Caddy, while people play: nobody notices."""

import os
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from uuid import uuid4

import httpx
import pytest

from irdsu_app.upkeep import leaving
from tests.conftest import missing
from tests.proxies import Proxy, tool
from tests.serving import House
from tests.several import houses

PEOPLE = 8


@pytest.fixture
def proxies(tmp_path):
    """Both of them, not open yet."""
    for name, package in (("caddy", "caddy"), ("nginx", "nginx-light")):
        if tool(name) is None:
            missing(f"{name} manque : « apt install {package} ».")
    those = [Proxy("caddy", tmp_path), Proxy("nginx", tmp_path)]
    yield those
    for each in those:
        each.close()


class Player:
    """Somebody who plays without a pause; `fresh` opens a connection each time, as phones do on a poor network."""

    def __init__(self, url: str, fresh: bool) -> None:
        self._fresh, self._url = fresh, url
        self._http = httpx.Client(base_url=url, headers={"Origin": url}, timeout=30)
        answer = self._http.post("/coop", data={"minutes": "60", "animation": "oui"})
        self.code = answer.headers["location"].split("/")[2]

    def play(self, over: threading.Event) -> Counter[str]:
        said, number = Counter[str](), 0
        while not over.wait(0.15):
            number += 1
            move = {"id": str(uuid4()), "move": {"do": "rename", "name": f"N{number}"}}
            if self._fresh:
                with httpx.Client(base_url=self._url, cookies=self._http.cookies, headers=self._http.headers) as once:
                    answer = once.post(f"/coop/{self.code}/coups", json=move, timeout=30)
            else:
                answer = self._http.post(f"/coop/{self.code}/coups", json=move)
            said[f"{answer.status_code} {answer.text[:200]}"] += 1
        return said


def replaced(house: House) -> float:
    """End a process as systemd does, and open the next one; the seconds it took to end."""
    server, begun = house._server, monotonic()
    assert server is not None
    os.kill(house.pid, signal.SIGTERM)
    while (asked := ready(house)) == 200:
        assert monotonic() - begun < leaving.NOTICE
    assert asked in (503, 0), "it is no longer ready, and serves all the same"
    assert server.wait(20) == 0
    took = monotonic() - begun
    house._server = None
    house.open()
    return took


def ready(house: House) -> int:
    try:
        return httpx.get(f"{house.url}/sante/pret", params={"sans": "courriels,redis"}).status_code
    except httpx.TransportError:
        return 0


def test_processes_replaced_one_after_the_other_lose_no_request(tmp_path, base_url_of_postgres, redis, proxies):
    origins = [each.url for each in proxies]
    two = houses(tmp_path, base_url_of_postgres, redis.url, public_url=origins[0], origins=origins[1])
    try:
        for each in two:
            each.open()
        for each in proxies:
            each.open(two)
        over, players = threading.Event(), [Player(origins[n % 2], fresh=n % 4 < 2) for n in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as threads:
            playing = [threads.submit(each.play, over) for each in players]
            try:
                took = [replaced(each) for each in two]
            finally:
                over.set()
            said = sum((each.result(60) for each in playing), Counter[str]())
    finally:
        for each in two:
            each.kill()
    print(f"{said.total()} moves, ends in {took[0]:.1f} and {took[1]:.1f} s")
    assert set(said) == {'200 {"saved":true,"said":""}'}
    assert min(took) > leaving.NOTICE

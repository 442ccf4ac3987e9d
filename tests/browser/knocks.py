"""The sockets that attackers knock with: what they send, in order or not, and all that they hear."""

import json
from collections.abc import Iterable
from uuid import uuid4

from websockets.sync.client import connect

from irdsu_app.door import frames
from tests.browser.attackers import PRIVATE, World, elsewhere

TOGETHER = 30
"""Events on one socket: a page of ours may send forty at once."""


class Knock:
    """A socket of somebody, that sends what it wants and keeps all it hears."""

    def __init__(self, world: World, cookie: str) -> None:
        self.world, self.cookie, self.heard = world, cookie, list[str]()

    def send(self, events: Iterable[tuple[str, object, object]], first: object = None, waits: bool = True) -> None:
        """Send these events (name, arguments, place) and read until the last is done; `first` is in the connection.

        Without waiting, they come with the connection, before anybody is let in.
        """
        address = f"{self.world.house.url.replace('http', 'ws')}/_event/?EIO=4&transport=websocket&token={uuid4()}"
        told = {"origin": self.world.house.url, "x-forwarded-for": elsewhere()}
        told |= {"cookie": self.cookie} if self.cookie else {}
        with connect(address, additional_headers=told, max_size=None) as line:
            if waits:
                self._until(line, "0{")
            line.send("40/_event," + json.dumps(first if first is not None else {"event": _hydrate()}))
            if waits:
                self._until(line, "40/_event,{")
            if first is None:
                self._until(line, READY)
            for name, payload, place in events:
                if frame := _frame(_event(name, payload, place)):
                    line.send(frame)
            line.send("42/_event," + json.dumps(["event", _hydrate()]))
            self._until(line, READY)

    def _until(self, line, said: str) -> None:
        while True:
            heard = str(line.recv(timeout=20))
            if heard == "2":
                line.send("3")
            self.heard.append(heard)
            if said in heard:
                return

    @property
    def leaks(self) -> list[str]:
        """What it heard and should not have."""
        found = [(each, PRIVATE.search(each)) for each in self.heard]
        return [each[max(0, at.start() - 200) : at.end() + 50] for each, at in found if at is not None]


READY = '"is_hydrated_rx_state_":true'


def _frame(event: dict[str, object]) -> str:
    """An event on the wire; nothing for what is no frame of ours, which cuts the socket (test_door.py)."""
    try:
        frame = "42/_event," + json.dumps(["event", event])
    except RecursionError:
        return ""
    return "" if frames.fault(frame) else frame


def may_be_said(first: object) -> bool:
    """Whether a CONNECT packet can carry this; what it cannot cuts the socket (test_door.py)."""
    try:
        return not frames.fault("40/_event," + json.dumps(first))
    except RecursionError:
        return False


def booting(name: str, payload: object, place: object) -> dict[str, object]:
    """What a CONNECT packet carries to have this event done at once, before the page is read."""
    return {"event": _event(name, payload, place)}


def _event(name: str, payload: object, place: object) -> dict[str, object]:
    return {"name": name, "payload": payload, "router_data": place}


def _hydrate() -> dict[str, object]:
    at = {"pathname": "/depliant/imprimer", "asPath": "/depliant/imprimer"}
    return _event("reflex___state____state.hydrate_and_load", {"hashes": []}, at)

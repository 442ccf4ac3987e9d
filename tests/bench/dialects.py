"""How each server is spoken to: what a follower says on arrival, how the presenter steps, what a step looks like."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Dialect:
    """Reflex's, and the bare server's which speaks the same one."""

    code: str = "K7MPX"
    follower_page: str = "/presentation/[code]"
    presenter_page: str = "/presentation/[code]/pupitre"
    state: str = "reflex___state____state"
    step_event: str = "reflex___state____state.irdsu_app___brief___state____desk.go_to"
    path: str = "/_event/?token={token}&EIO=4&transport=websocket"
    mark: bytes = rb'"live_rx_state_":\{"step":(\d+)'
    ready: bytes = b'"is_hydrated_rx_state_":true'
    pings: bool = False
    """Whether it is the client that pings (engine.io 3)."""

    def greeting(self, presenter: bool) -> str:
        event = self._event(f"{self.state}.hydrate_and_load", {}, presenter)
        return "40/_event," + json.dumps({"event": event})

    def step(self, number: int) -> str:
        return "42/_event," + json.dumps(["event", self._event(self.step_event, {"step": number}, True)])

    def _event(self, name: str, payload: dict[str, Any], presenter: bool) -> dict[str, Any]:
        page = self.presenter_page if presenter else self.follower_page
        address = page.replace("[code]", self.code)
        return {
            "name": name,
            "payload": payload,
            "router_data": {"pathname": address, "asPath": address, "query": {"code": self.code}},
        }


@dataclass(frozen=True)
class Multiplex(Dialect):
    """reveal.js multiplex's: every deck is sent to everybody, under a name that is the hash of a secret."""

    path: str = "/socket.io/?EIO=3&transport=websocket"
    mark: bytes = rb'"indexh":(\d+)'
    ready: bytes = b"40"
    pings: bool = True
    secret: str = field(default="secret")

    def greeting(self, presenter: bool) -> str:
        return ""

    def step(self, number: int) -> str:
        state = {"indexh": number, "indexv": 0, "paused": False, "overview": False}
        name = sha256(self.secret.encode()).hexdigest()
        return "42" + json.dumps(["multiplex-statechanged", {"state": state, "secret": self.secret, "socketId": name}])


@dataclass(frozen=True)
class Seat(Dialect):
    """A seat of the game, and the same on the bare server."""

    follower_page: str = "/coop/[code]"
    path: str = "/_event/?token={token}&EIO=4&transport=websocket"
    mark: bytes = rb"(?!)"


@dataclass(frozen=True)
class Boardgame(Dialect):
    """boardgame.io's: the whole state is sent to everybody at each move."""

    path: str = "/socket.io/?EIO=4&transport=websocket"
    mark: bytes = rb"(?!)"
    ready: bytes = b"40/bench"

    def greeting(self, presenter: bool) -> str:
        return "40/bench,"

"""A browser tab reduced to its socket: it sends events and keeps what it is shown."""

import json
from typing import Any

from websockets.sync.client import ClientConnection

ROOT_STATE = "reflex___state____state"


class Tab:
    """A tab at an address of the app (`query` holds what the address names, `{"key": …}`)."""

    def __init__(self, socket: ClientConnection, address: str = "/", query: dict[str, str] | None = None) -> None:
        self.shown: dict[tuple[str, str], Any] = {}
        self.socket, self._at = socket, {"pathname": address, "asPath": address, "query": query or {}}
        assert str(self.socket.recv()).startswith("0")
        hydrate = self._event(f"{ROOT_STATE}.hydrate_and_load")
        self.socket.send("40/_event," + json.dumps({"event": hydrate}))
        self.wait_for(ROOT_STATE, "is_hydrated", True)

    def send(self, name: str, **payload: object) -> None:
        """Send an event, as a page would."""
        self.socket.send("42/_event," + json.dumps(["event", self._event(name, payload)]))

    def wait_for(self, state: str, var: str, value: object) -> None:
        """Read what arrives until this value is shown; a socket that stays silent fails the test."""
        while self.shown.get((state, var)) != value:
            self.read()

    def read(self) -> None:
        """Read one message."""
        message = str(self.socket.recv(timeout=20))
        if message == "2":
            self.socket.send("3")
        elif message.startswith("42/_event,"):
            (_, update) = json.loads(message.removeprefix("42/_event,"))
            for name, values in update.get("delta", {}).items():
                self.shown |= {(name, var.removesuffix("_rx_state_")): held for var, held in values.items()}

    def _event(self, name: str, payload: dict[str, object] | None = None) -> dict[str, object]:
        return {"name": name, "payload": payload or {}, "router_data": self._at}

"""Several processes of the house on one PostgreSQL and one Redis, and people who are in one or the other."""

import json
import urllib.error
import urllib.request
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from websockets.sync.client import connect

from tests.serving import House
from tests.tab import Tab

SECRET = "les processus partagent un seul secret"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


_opener = urllib.request.build_opener(_Stay)


class Browser:
    """A browser: its cookie, and the process each of its requests happens to reach."""

    def __init__(self, line: ExitStack) -> None:
        self._line, self.cookie = line, ""

    def post(self, house: House, path: str, form: dict[str, str] | None = None, said: object = None) -> HTTPResponse:
        """Post a form, or JSON, and keep the cookie that comes back."""
        body = json.dumps(said) if said is not None else urlencode(form or {})
        headers = {"Origin": house.url, "Cookie": self.cookie}
        headers["Content-Type"] = "application/json" if said is not None else "application/x-www-form-urlencoded"
        try:
            answer = _opener.open(urllib.request.Request(house.url + path, body.encode(), headers), timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        for each in answer.headers.get_all("set-cookie") or ():
            self.cookie = each.partition(";")[0]
        return answer  # pyright: ignore[reportReturnType]

    def play(self, house: House, code: str, do: str, **fields: object) -> dict[str, Any]:
        """Play a move of the game; gives the answer, with its status."""
        answer = self.post(house, f"/coop/{code}/coups", said={"id": str(uuid4()), "move": {"do": do, **fields}})
        return {"status": answer.status, **json.loads(answer.read())}

    def tab(self, house: House, address: str, name: str = "", **query: str) -> Tab:
        """Open a tab at an address of this process; `name` is that of a tab that comes back."""
        where = house.url.replace("http", "ws") + f"/_event/?token={name or uuid4()}&EIO=4&transport=websocket"
        headers = {"Cookie": self.cookie} if self.cookie else {}
        socket = self._line.enter_context(
            connect(where, origin=house.url, additional_headers=headers, max_size=None)  # pyright: ignore[reportArgumentType]
        )
        return Tab(socket, address, query)


def houses(folder: Path, database_url: str, redis_url: str, many: int = 2, **settings: str) -> list[House]:
    """So many processes, not yet open."""
    those = []
    for n in range(many):
        (folder / str(n)).mkdir(exist_ok=True)
        more = {"database_url": database_url, "redis_url": redis_url, "secret": SECRET, **settings}
        those.append(House(folder / str(n), **more))
    return those

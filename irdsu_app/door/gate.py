"""The ring around the whole app: who may open a socket or post, how much at once, and the headers of every answer."""

import asyncio
import logging
import re
from collections import Counter
from contextlib import suppress
from ipaddress import ip_address
from time import monotonic

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from irdsu_app import faults
from irdsu_app.access import cookies
from irdsu_app.design.typography import fr
from irdsu_app.door import broken, ends, frames, headers
from irdsu_app.door.events import say
from irdsu_app.door.rates import seldom
from irdsu_app.door.visitors import address
from irdsu_app.settings import settings
from irdsu_app.upkeep import numbers

log = logging.getLogger(__name__)
LARGEST = 64 * 1024
"""Bytes in the body of a request."""
SOCKETS, LOCAL_SOCKETS = 600, 2_000
"""Sockets from one address: an amphitheatre stands behind one; this machine measures itself and may be a proxy."""
PING = "2"
"""What every page answers at once (engine.io 4)."""
JOINS, SILENT = (10.0, 2.0), 200
"""Seconds a socket has to say that it joins: on a bad network, and once so many have said nothing yet."""
GONE: Message = {"type": "websocket.disconnect", "code": 1008}
TYPED = "application/x-www-form-urlencoded"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_wider: dict[str, tuple[int, str]] = {}
_from_anywhere: list[re.Pattern[str]] = []
_open: set["Line"] = set()


def widen(path: str, most: int, said: str) -> None:
    """Let the body of requests to this address be longer, in bytes; `said` is what is answered beyond."""
    _wider[path] = (most, said)


def from_anywhere(path: str) -> None:
    """Let requests to these addresses (`/offres/alerte/{lien}/arreter`) come from anywhere: mail programs have no page.

    The secret in the address is then the only proof: what it does must harm nobody.
    """
    _from_anywhere.append(compile_path(path)[0])


async def let_go() -> None:
    """Cut every socket, because the house closes: its page opens another one, there or with who comes after."""
    for line in list(_open):
        with suppress(RuntimeError, OSError):  # it was closing by itself
            await line.end("the house closes")


class Ring:
    """An ASGI app around another."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around this app."""
        self.app = app
        self.sockets: Counter[str] = Counter()
        self.silent: set[Line] = set()
        """Sockets that have not joined yet."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a socket in, or not."""
        if scope["type"] == "http":
            with numbers.answering(scope) as answer:
                dressed = _dressed(scope, send, answer)
                try:
                    await self._request(scope, receive, dressed)
                except Exception as error:
                    if seldom("request"):
                        log.error("a request failed: %s", faults.told(error))
                    if not answer.status:
                        await (await broken.page(None, error))(scope, receive, dressed)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(
            "/_"
        ):  # Reflex's own addresses: the socket is not opened this way, uploads are not used
            return await _refuse(404, "Page introuvable", scope, receive, send)
        if "\0" in scope["path"]:  # it is in no address of ours, and PostgreSQL fails on it
            return await _refuse(400, "Cette adresse n’en est pas une.", scope, receive, send)
        if scope["method"] in SAFE:
            return await self.app(scope, receive, send)
        if not _ours(scope) and not any(each.match(scope["path"]) for each in _from_anywhere):
            say("request refused: origin")
            return await _refuse(403, "Cette demande vient d’une autre adresse que la nôtre.", scope, receive, send)
        most, said = _wider.get(scope["path"], (LARGEST, "Ce message est trop long."))
        body = await _body(scope, receive, most)
        if body is None:
            say("request refused: too large")
            return await _refuse(413, said, scope, receive, send)
        if b"%00" in body and Headers(scope=scope).get("content-type", "").startswith(TYPED):
            return await _refuse(400, "Ce message contient un signe qu’aucun clavier n’écrit.", scope, receive, send)
        return await self.app(scope, _replayed(body, receive), send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = address(scope)
        if not _ours(scope) or self.sockets[who] >= (LOCAL_SOCKETS if _is_local(who) else SOCKETS):
            say("socket refused")
            return await send({"type": "websocket.close", "code": 1008})
        self.sockets[who] += 1
        numbers.SOCKETS.inc()
        visit = cookies.value_of(Headers(scope=scope).get("cookie", ""), cookies.ORGANISER)
        line = Line(receive, send, self.silent)
        _open.add(line)
        if visit:
            ends.opened(line, visit)
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            _open.discard(line)
            ends.closed(line)
            self.silent.discard(line)
            self.sockets[who] -= 1
            numbers.SOCKETS.dec()
            if not self.sockets[who]:
                del self.sockets[who]


class Line:
    """One open socket: what is not ours to read never gets further, and cuts it."""

    def __init__(self, receive: Receive, send: Send, silent: set["Line"]) -> None:
        """Stand on this socket; it is one of the `silent` ones until it joins."""
        self._receive, self._send, self._silent = receive, send, silent
        silent.add(self)
        self._until = monotonic() + JOINS[len(silent) > SILENT]
        self._bucket = frames.Bucket()
        self._cut = False
        self._ending = ""

    async def receive(self) -> Message:
        """The next message that may enter."""
        while not self._cut:
            message = await self._next()
            if message["type"] != "websocket.receive":
                return message
            if self._ending:
                await self._close(self._ending)
                continue
            text = message.get("text")
            wrong = "binary" if message.get("bytes") is not None else frames.fault(text) if text else ""
            if wait := self._bucket.take(monotonic()):
                wrong = wrong or ("too fast" if self._bucket.spilt else "")
                await asyncio.sleep(0 if wrong else wait)
            if wrong:
                await self._close(wrong)
            elif text:  # Reflex 0.10.1 forgets nobody who sent an empty frame: it is dropped
                if text.startswith("40"):
                    self._silent.discard(self)
                return message
        return GONE

    async def _next(self) -> Message:
        """The next message; one that never joins is cut, or thousands would stay for nothing."""
        if self not in self._silent:
            return await self._receive()
        try:
            return await asyncio.wait_for(self._receive(), max(0.0, self._until - monotonic()))
        except TimeoutError:
            await self._close("never joined")
            return GONE

    async def send(self, message: Message) -> None:
        """Send, unless the socket was cut."""
        if not self._cut and not self._ending:
            await self._send(message)

    async def end(self, why: str) -> None:
        """Say nothing more, and cut the socket at its next word, which is asked for: its page opens another one.

        Granian 2.8 sends a close only between two words.
        """
        if not self._ending:
            self._ending = why
            await self._send({"type": "websocket.send", "text": PING})

    async def _close(self, why: str) -> None:
        self._cut = True
        say(f"socket cut: {why}")
        await self._send({"type": "websocket.close", "code": 1008})


def ring(app: ASGIApp) -> ASGIApp:
    """Stand around the app; to give last to `rx.App(api_transformer=[…])`."""
    return Ring(app)


def _ours(scope: Scope) -> bool:
    return Headers(scope=scope).get("origin", "").lower() in settings.allowed_origins


def _is_local(who: str) -> bool:
    try:
        return ip_address(who).is_loopback
    except ValueError:
        return False


def _dressed(scope: Scope, send: Send, answer: numbers.Answer) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            said = [each for each in message.get("headers", []) if each[0].lower() != b"server"]
            # A 304 renews what the browser keeps of a page: it must not replace the hashes of its scripts.
            if message["status"] != 304 and not any(name.lower() == headers.CSP for name, _ in said):
                said.append((headers.CSP, headers.security_policy(scope)))
            # What an answer says for itself stands: a page that reads QR codes is given the camera.
            told = {name.lower() for name, _ in said}
            fixed = [each for each in headers.fixed() if each[0] not in told]
            message = {**message, "headers": [*said, *fixed, (b"server", b"irdsu")]}
        await send(message)

    return dressed


async def _body(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """The whole body, or nothing when it is too large; at most the limit is ever kept."""
    declared = Headers(scope=scope).get("content-length", "0")
    if not declared.isdecimal() or int(declared[:12]) > most:
        return None
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            return None
    return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replayed() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


async def _refuse(status: int, sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(fr(sentence), status, {"cache-control": "no-store"})(scope, receive, send)

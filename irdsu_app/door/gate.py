"""The ring around the whole app: who may open a socket or post, how much at once, and the headers of every answer."""

import asyncio
import logging
import re
from collections import Counter
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from irdsu_app import faults
from irdsu_app.access import cookies
from irdsu_app.design.typography import fr
from irdsu_app.door import broken, ends, headers
from irdsu_app.door.events import say
from irdsu_app.door.line import Lines
from irdsu_app.door.rates import seldom
from irdsu_app.door.visitors import address
from irdsu_app.settings import settings
from irdsu_app.upkeep import numbers

log = logging.getLogger(__name__)
LARGEST = 64 * 1024
"""Bytes in the body of a request."""
UNFINISHED = 10.0
"""Seconds until more of a request comes, on a bad network."""
SOCKETS, LOCAL_SOCKETS = 600, 2_000
"""Sockets from one address: an amphitheatre stands behind one; this machine measures itself and may be a proxy."""
ODD_ADDRESS = "Cette adresse n’en est pas une : recopiez-la en entier."
ELSEWHERE = "Cette demande vient d’une autre adresse que la nôtre : ouvrez la page sur ce site, puis recommencez."
TOO_LONG = "Ce message est trop long : raccourcissez-le, puis renvoyez-le."
UNENDED = "Ce message n’est pas arrivé en entier : renvoyez-le, avec un meilleur réseau s’il le faut."
ODD_SIGN = "Ce message contient un signe qu’aucun clavier n’écrit : effacez ce qui a été collé, puis renvoyez-le."
TYPED = "application/x-www-form-urlencoded"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_wider: dict[str, tuple[int, str]] = {}
_from_anywhere: list[re.Pattern[str]] = []
_rings: list["Ring"] = []


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
    for line in [line for each in _rings for line in each.lines.open]:
        await line.end("the house closes")


class Ring:
    """An ASGI app around another."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand around this app."""
        self.app = app
        self.sockets: Counter[str] = Counter()
        self.lines = Lines()
        _rings.append(self)

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
            return await _refuse(400, ODD_ADDRESS, scope, receive, send)
        if scope["method"] in SAFE:
            return await self.app(scope, receive, send)
        if not _ours(scope) and not any(each.match(scope["path"]) for each in _from_anywhere):
            say("request refused: origin")
            return await _refuse(403, ELSEWHERE, scope, receive, send)
        most, said = _wider.get(scope["path"], (LARGEST, TOO_LONG))
        try:
            body = await _body(scope, receive, most)
        except TimeoutError:
            say("request refused: unfinished")
            return await _refuse(408, UNENDED, scope, receive, send)
        if body is None:
            say("request refused: too large")
            return await _refuse(413, said, scope, receive, send)
        if b"%00" in body and Headers(scope=scope).get("content-type", "").startswith(TYPED):
            return await _refuse(400, ODD_SIGN, scope, receive, send)
        return await self.app(scope, _replayed(body, receive), send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = address(scope)
        if not _ours(scope) or self.sockets[who] >= (LOCAL_SOCKETS if _is_local(who) else SOCKETS):
            say("socket refused")
            return await send({"type": "websocket.close", "code": 1008})
        self.sockets[who] += 1
        numbers.SOCKETS.inc()
        visit = cookies.value_of(Headers(scope=scope).get("cookie", ""), cookies.ORGANISER)
        try:
            with self.lines.opened(receive, send, scope.get("client")) as line:
                if visit:
                    ends.opened(line, visit)
                try:
                    await self.app(scope, line.receive, line.send)
                finally:
                    ends.closed(line)
        finally:
            self.sockets[who] -= 1
            numbers.SOCKETS.dec()
            if not self.sockets[who]:
                del self.sockets[who]


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
    """The whole body, or nothing when it is too large; at most the limit is ever kept.

    Raises TimeoutError when what follows does not come.
    """
    declared = Headers(scope=scope).get("content-length", "0")
    if not declared.isdecimal() or int(declared[:12]) > most:
        return None
    body, more = b"", True
    while more:
        message = await asyncio.wait_for(receive(), UNFINISHED)
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
    headers = {"cache-control": "no-store"}
    if scope["method"] not in SAFE and scope["http_version"].startswith("1"):
        headers["connection"] = "close"  # its body may not have been read: nothing else comes by there (RFC 9112, 9.6)
    await PlainTextResponse(fr(sentence), status, headers)(scope, receive, send)

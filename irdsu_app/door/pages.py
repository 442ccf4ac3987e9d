"""The built pages: no detour, the right cache, a title for the addresses the build cannot know, the French 404."""

import gzip
import hashlib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from irdsu_app.door import headers
from irdsu_app.settings import SITE

BUILD = SITE / "build" / "client"
NEVER = b"no-store"
FOREVER, A_DAY, ALWAYS_ASK = b"public, max-age=31536000, immutable", b"public, max-age=86400", b"no-cache"
NO_INDEX = '<meta name="robots" content="noindex"/>'
STILL = (".woff2", ".png", ".ico", ".svg", ".webp", ".webmanifest")


@dataclass(frozen=True)
class Page:
    """What a page says before its scripts run; the title must be the one given to `app.add_page`."""

    title: str
    description: str


@dataclass(frozen=True)
class Told:
    """What an address of its own says before its scripts run: the page whole, as HTML, and more for its head.

    `personal` is what a secret link opens: no cache keeps it.
    """

    title: str
    description: str
    body: str
    head: str = ""
    indexed: bool = True
    status: int = 200
    personal: bool = False


@dataclass(frozen=True)
class Body:
    """An answer written here: as it is, compressed, and its tag."""

    plain: bytes
    packed: bytes
    tag: str


Fresh = Callable[[str, str], str | None]
"""What to serve instead of a built file, from its path and query: newer than the build, or nothing."""
Tell = Callable[[Mapping[str, str]], Told | None]
"""What an address says, from what it names (`{slug}`, and `QUERY`: what follows its question mark); nothing when it
leads nowhere: the answer is then a 404."""
QUERY = "?"
NOT_FOUND = Page("Page introuvable", "Cette adresse ne mène nulle part.")


class Pages:
    """An ASGI app in front of the built pages."""

    def __init__(
        self,
        app: ASGIApp,
        known: Mapping[str, Page],
        build: Path,
        fresh: Fresh | None = None,
        told: Mapping[str, Tell] | None = None,
    ) -> None:
        """Stand in front of this app, knowing these dynamic addresses, those that tell more, what is newer."""
        self.app, self.build, self.shell, self.fresh = app, build, build / "404.html", fresh
        self.known = [(compile_path(path)[0], page) for path, page in known.items()]
        self.told = [(compile_path(path)[0], tell) for path, tell in (told or {}).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a page; anything else goes through."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        path = scope["path"].rstrip("/") or "/"
        file = self._file(path)
        if (answer := self._tell(path, scope["query_string"].decode("latin-1"))) is not None:
            return await self._write(*answer, scope, receive, send)
        if file is None and (page := self._dynamic(path)) is not None:
            return await self._write(page, 200, scope, receive, send)
        if self.fresh and (html := self.fresh(path, scope["query_string"].decode("latin-1"))) is not None:
            return await _answer(_packed(html), 200, file or self.shell, scope, receive, send)
        if file is not None and path != "/":  # Reflex would answer 307 to /depliant, and http:// behind a proxy
            scope = {**scope, "path": path + "/", "raw_path": (path + "/").encode()}
        return await self.app(scope, receive, self._kept(scope, receive, send, file or self.shell))

    def _tell(self, path: str, query: str) -> tuple[Page | Told, int] | None:
        for pattern, tell in self.told if _is_page(path) else ():
            if found := pattern.match(path):
                told = tell(found.groupdict() | {QUERY: query})
                return (told, told.status) if told else (NOT_FOUND, 404)
        return None

    def _dynamic(self, path: str) -> Page | None:
        return next((page for pattern, page in self.known if _is_page(path) and pattern.match(path)), None)

    def _file(self, path: str) -> Path | None:
        if path != "/" and ("." in path or "//" in path):
            return None
        file = self.build / path.strip("/") / "index.html"
        return file if file.is_file() else None

    def _kept(self, scope: Scope, receive: Receive, send: Send, file: Path) -> Send:
        """Say how long to keep the answer, which scripts it runs, and put our 404 in place of the bare one."""
        replaced = False

        async def kept(message: Message) -> None:
            nonlocal replaced
            if replaced:
                return
            if message["type"] == "http.response.start":
                said = Headers(raw=message["headers"])
                is_page = said.get("content-type", "").startswith("text/html")
                if message["status"] == 404 and is_page:
                    replaced = True
                    return await self._write(NOT_FOUND, 404, scope, receive, send)
                extra = (
                    [] if "cache-control" in said else [(b"cache-control", _keeping(scope["path"], message["status"]))]
                )
                if is_page:
                    extra.append((headers.CSP, headers.security_policy(scope, headers.inline_scripts(file))))
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        return kept

    async def _write(self, page: Page | Told, status: int, scope: Scope, receive: Receive, send: Send) -> None:
        body = _told(self.shell, page) if isinstance(page, Told) else _written(self.shell, page)
        personal = isinstance(page, Told) and page.personal
        await _answer(body, status, self.shell, scope, receive, send, NEVER if personal else ALWAYS_ASK)


async def _answer(
    body: Body,
    status: int,
    scripts: Path,
    scope: Scope,
    receive: Receive,
    send: Send,
    keeping: bytes = ALWAYS_ASK,
) -> None:
    """Answer with a page written here; `scripts` is the built page it was made from."""
    asked = Headers(scope=scope)
    said = {"etag": body.tag, "cache-control": keeping.decode(), "vary": "Accept-Encoding"}
    said |= {"content-security-policy": headers.security_policy(scope, headers.inline_scripts(scripts)).decode()}
    if status == 200 and body.tag in asked.get("if-none-match", ""):
        return await Response(status_code=304, headers=said)(scope, receive, send)
    zipped = bool(re.search(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", asked.get("accept-encoding", "")))
    said |= {"content-encoding": "gzip"} if zipped else {}
    answer = Response(body.packed if zipped else body.plain, status, said, media_type="text/html")
    if scope["method"] == "HEAD":
        answer.body = b""
    await answer(scope, receive, send)


@cache
def _written(shell: Path, page: Page) -> Body:
    title, description = html.escape(page.title), html.escape(page.description)
    head = f'<title>{title}</title><meta name="description" content="{description}"/>{NO_INDEX}</head>'
    return _packed(shell.read_text("utf-8").replace("</head>", head, 1))


def _told(shell: Path, told: Told) -> Body:
    """The shell of the app with the words of an address: its page takes their place once it lives."""
    head = (
        f"<title>{html.escape(told.title)}</title>"
        f'<meta name="description" content="{html.escape(told.description)}"/>'
        f"{told.head if told.indexed else NO_INDEX + told.head}</head>"
    )
    before, _, after = shell.read_text("utf-8").replace("</head>", head, 1).rpartition("</body>")
    pack = _packed.__wrapped__ if told.personal else _packed
    return pack(f'{before}<div id="told">{told.body}</div></body>{after}')


def _is_page(path: str) -> bool:
    """Whether this address may be that of a page: a file (`.ics`, `.json`) has an ending."""
    return "." not in path.rpartition("/")[2]


@lru_cache(maxsize=32)
def _packed(html: str) -> Body:
    plain = html.encode()
    return Body(plain, gzip.compress(plain, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:20]}"')


def _keeping(path: str, status: int) -> bytes:
    if status not in (200, 304):
        return b"no-store"
    if path.startswith("/assets/"):
        return FOREVER
    return A_DAY if path.endswith(STILL) else ALWAYS_ASK


def pages(
    known: Mapping[str, Page], build: Path = BUILD, fresh: Fresh | None = None, told: Mapping[str, Tell] | None = None
) -> Callable[[ASGIApp], ASGIApp]:
    """Serve the built pages, and these dynamic addresses (`/presentation/{code}`), from this build.

    The addresses of `told` carry their own title, description and text in the HTML, read at each request.
    """
    return lambda app: Pages(app, known, build, fresh, told)

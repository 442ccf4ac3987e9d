"""The plain HTTP doors of whoever posts: write, send, confirm, act by the personal link, each a form of the browser.

Asked as JSON (assets/deposit.jsx) the answer is what a page needs to go on; otherwise one is sent to the next page.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.design import typed
from irdsu_app.jobs import deposit_cookie, deposit_fields, deposit_seen, fields, missing, sheet_register, sheets
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.deposit_frame import NEW
from irdsu_app.jobs.fields import SCREENS, Fields
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import Unknown, row_by_link
from irdsu_app.jobs.submission import Done, Refused

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
UPLOAD = "/offres/fiche"
ACTS: Mapping[str, Callable[[Session, JobPosting, datetime], Done]] = {
    "fill": register.fill,
    "withdraw": register.withdraw,
    "back": register.put_back,
    "again": register.send_again,
    "revert": register.revert,
}
"""What one button does."""
Answer = Callable[[Request, FormData], Awaitable[Response]]


def _door(purpose: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Count the try, read the form, and say in French what is refused."""

    async def doing(request: Request) -> Response:
        key = cast(str, request.path_params.get("key", ""))
        try:
            door.count(purpose, door.address(request))
            return await answer(request, await request.form(max_files=1, max_fields=80))
        except Unknown as refusal:
            door.count("guess", door.address(request), refuse=False)
            return _refused(request, str(refusal), f"/offres/gerer/{key}" if key else "/offres/gerer", 404)
        except Refused as refusal:
            return _refused(request, str(refusal), f"/offres/gerer/{key}", 422, refusal.fields)
        except door.TooMany as refusal:
            return _refused(request, str(refusal), f"/offres/gerer/{key}" if key else NEW, 429)

    return doing


async def begin(request: Request, form: FormData) -> Response:
    """Begin an offer with its first screen; this browser remembers it."""
    mine, wrong = fields.read(_texts(form), 1)
    now = datetime.now(UTC)
    _, key = await db.write(lambda session: register.start(session, now, mine))
    answer = await _kept(request, form, key, 1, wrong, {})
    deposit_cookie.put(answer, key)
    return answer


async def write(request: Request, form: FormData) -> Response:
    """Keep a screen of an offer, then go on to another when it says which."""
    key, now, given = cast(str, request.path_params["key"]), datetime.now(UTC), _texts(form)
    number = int(given["ecran"]) if given.get("ecran") in ("1", "2", "3") else 1
    mine, wrong = fields.read(given, number)
    base = _marks(given.get("base", ""))

    def deed(session: Session) -> Done:
        row = row_by_link(session, key)
        return register.write(session, row, mine, base, number, now)

    done = await db.write(deed)
    return await _kept(request, form, key, number, wrong, done.clashes)


async def _kept(
    request: Request, form: FormData, key: str, number: int, wrong: dict[str, str], clashes: Mapping[str, Any]
) -> Response:
    """What was kept: the next screen, or this one with what is missing when one asked to go on."""
    now, asked = datetime.now(UTC), str(form.get("vers", ""))
    to = int(asked) if asked in ("1", "2", "3", "4") else 0
    found = await run_in_threadpool(db.read, lambda s: deposit_seen.opened(s, key, number, to > number, now))
    seen = found.seen
    shown = deposit_fields.Shown(
        seen.posting.written,
        {**seen.shown.wrong, **wrong},
        seen.shown.findings,
        {**seen.shown.clashes, **{name: str(value) for name, value in clashes.items()}},
    )
    stays = bool(clashes or wrong or (to > number and shown.wrong)) and to > number
    address = f"/offres/gerer/{key}?ecran={number if stays or not to else to}"
    if stays:
        address += "&manque=oui"
    if not _wants_json(request):
        return RedirectResponse(address, 303, PRIVATE)
    told = {
        "action": f"/offres/gerer/{key}",
        "depot": str(seen.posting.id),
        "base": json.dumps(fields.marks(seen.posting.written, SCREENS[number - 1])),
        "said": {name: "".join(deposit_fields.remarks(name, shown)) for name in SCREENS[number - 1]},
        "theirs": {name: str(getattr(seen.posting.written, name)) for name in clashes},
        "to": address if to and not stays else "",
        "first": next(iter([*shown.wrong, *shown.clashes]), "") if stays else "",
    }
    return JSONResponse(told, headers=PRIVATE)


async def send(request: Request, form: FormData) -> Response:
    """Give the offer to be read."""
    key, now, given = cast(str, request.path_params["key"]), datetime.now(UTC), _texts(form)

    def deed(session: Session) -> Done:
        row = row_by_link(session, key)
        written = Fields.model_validate(row.written)
        email = row.email if row.confirmed else _email(given.get("email", ""))
        _count_letter(row, email)
        return register.send(session, row, email, given.get("note", ""), deposit_seen.unlawful(written, now), now)

    done = await db.write(deed)
    answer = _go(request, f"/offres/gerer/{key}", "envoye" if done.posting.confirmed else "")
    if done.posting.stage != "draft":
        deposit_cookie.take(answer)
    return answer


def _email(said: str) -> str:
    """The address of whoever posts; raises Refused beside its field."""
    try:
        return missing.email(said)
    except typed.Wrong as wrong:
        raise Refused(str(wrong), {"email": str(wrong)}) from None


def _count_letter(row: JobPosting, email: str) -> None:
    """Nobody is written to again and again because a form is sent again and again."""
    if not row.confirmed and (row.stage, row.email) != ("to_confirm", email):
        door.count("letter", f"job:{email}")


async def act(request: Request, form: FormData) -> Response:
    """One button of the page of an offer."""
    key, now, given = cast(str, request.path_params["key"]), datetime.now(UTC), _texts(form)
    asked = given.get("acte", "")
    if asked == "duplicate":
        _, made = await db.write(lambda session: register.duplicate(session, row_by_link(session, key), now))
        answer = _go(request, f"/offres/gerer/{made}?ecran=4", "copie")
        deposit_cookie.put(answer, made)
        return answer
    if asked == "link":
        whom = await db.write(lambda session: _replace(session, key, now))
        answer = _go(request, "/offres/gerer", "", remplace=typed.masked(whom))
        deposit_cookie.take(answer)
        return answer
    if asked == "extend":
        until = "" if given.get("open_ended") else given.get("until", "").strip() or "—"
        await db.write(lambda session: register.extend(session, row_by_link(session, key), until, now))
        return _go(request, f"/offres/gerer/{key}", asked)
    if asked not in ACTS:
        raise Refused("Cela ne peut pas se faire ici.")
    erased = await db.write(lambda session: _do(session, key, asked, now))
    answer = _go(request, NEW if erased else f"/offres/gerer/{key}", "efface" if erased else asked)
    if erased:
        deposit_cookie.take(answer)
    return answer


def _do(session: Session, key: str, asked: str, now: datetime) -> bool:
    """Do it; a draft that nobody else has read is erased at once. Says whether it was."""
    row = row_by_link(session, key)
    if asked == "again":
        door.count("letter", f"job:{row.email}")
    if asked == "withdraw" and row.stage == "draft":
        session.delete(row)
        return True
    ACTS[asked](session, row, now)
    return False


def _replace(session: Session, key: str, now: datetime) -> str:
    row = row_by_link(session, key)
    door.count("letter", f"job-link:{row.email}")
    register.replace_link(session, row, now)
    return row.email


async def attach(request: Request, form: FormData) -> Response:
    """Attach a PDF, or take it away."""
    key, file, now = str(form.get("lien", ""))[:64], form.get("fichier"), datetime.now(UTC)
    address = f"/offres/gerer/{key}"
    if form.get("retirer"):
        await db.write(lambda session: sheet_register.remove(session, row_by_link(session, key), now))
        return _go(request, f"{address}?ecran=3", "fiche")
    try:
        content, name = (b"", "") if file is None or isinstance(file, str) else (await file.read(), file.filename or "")
        await run_in_threadpool(sheets.check, content)
        await db.write(lambda s: sheet_register.attach(s, row_by_link(s, key), name, content, now))
    except sheets.Unfit as unfit:
        return _refused(request, str(unfit), f"{address}?ecran=3", 422, {"sheet_file": str(unfit)})
    except Refused as refusal:
        return _refused(request, str(refusal), address, 404 if isinstance(refusal, Unknown) else 422)
    return _go(request, f"{address}?ecran=3", "fiche")


async def confirm(request: Request, _form: FormData) -> Response:
    """Prove an address: the offer goes to the team."""
    proof, now = cast(str, request.path_params["proof"]), datetime.now(UTC)

    def deed(session: Session) -> str:
        row = register.confirm(session, proof, now)
        return register.key_of(row)

    key = await db.write(deed)
    return _go(request, f"/offres/gerer/{key}", "confirme")


async def links(request: Request, form: FormData) -> Response:
    """Send somebody the links of their offers; nothing says whether there are any."""
    try:
        email = missing.email(str(form.get("courriel", "")))
    except typed.Wrong as wrong:
        return _refused(request, str(wrong), "/offres/gerer", 422, {"courriel": str(wrong)})
    door.count("letter", f"job-links:{email}")
    now = datetime.now(UTC)
    await db.write(lambda session: register.send_links(session, email, now))
    return _go(request, "/offres/gerer", "liens")


def _texts(form: FormData) -> dict[str, str]:
    """The words of a form; a half of a pair that no machine can write is dropped."""
    return {
        name: value.encode("utf-8", "ignore").decode().replace("\0", "")
        for name, value in form.items()
        if isinstance(value, str)
    }


def _marks(said: str) -> dict[str, str]:
    try:
        read = json.loads(said)
    except ValueError:
        return {}
    return {name: mark for name, mark in read.items() if isinstance(mark, str)} if isinstance(read, dict) else {}


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _go(request: Request, address: str, done: str, **more: str) -> Response:
    asked = urlencode({**({"fait": done} if done else {}), **more})
    to = f"{address}{'&' if '?' in address else '?'}{asked}" if asked else address
    return JSONResponse({"to": to}, headers=PRIVATE) if _wants_json(request) else RedirectResponse(to, 303, PRIVATE)


def _refused(
    request: Request, sentence: str, address: str, status: int, wrong: Mapping[str, str] | None = None
) -> Response:
    """Why it is refused: beside what was being done with scripts, on a page that leads back without."""
    if _wants_json(request):
        return JSONResponse({"refusal": sentence, "said": dict(wrong or {})}, status, PRIVATE)
    return deposit_cookie.sorry(sentence, address, status)


routes = [
    Route(NEW, _door("post", begin), methods=["POST"]),
    Route("/offres/gerer/{key}", _door("manage", write), methods=["POST"]),
    Route("/offres/gerer/{key}/envoyer", _door("manage", send), methods=["POST"]),
    Route("/offres/gerer/{key}/faire", _door("manage", act), methods=["POST"]),
    Route(UPLOAD, _door("sheet", attach), methods=["POST"]),
    Route("/offres/confirmer/{proof}", _door("manage", confirm), methods=["POST"]),
    Route("/offres/liens", _door("manage", links), methods=["POST"]),
]

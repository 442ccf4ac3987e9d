"""The questionnaires as plain pages: GET to read, POST to answer, to come back or to erase; no script is needed.

Nothing links an answer to a person: no cookie is read, no personal link is in these addresses.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from random import SystemRandom
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from irdsu_app import db, door
from irdsu_app.cycles import survey_form, survey_pages, survey_times, surveys, surveys_register
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.survey_form import Typed
from irdsu_app.cycles.survey_pages import ACT, CODE, SHOWN, Form
from irdsu_app.cycles.surveys import SurveyId, Unanswerable
from irdsu_app.cycles.surveys_register import Asked
from irdsu_app.design.typography import fr

PRIVATE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
NAMES: dict[str, SurveyId] = {name: number for number, name in survey_times.NAMES.items()}
UNREADABLE = "Cet envoi ne peut pas être lu."
FIELDS = 200
"""Most fields of a form that is read."""
NOTHING_YET = "Ce code n’a encore rien répondu ici : relisez-le, ou répondez, il servira pour la suite."
FOUND = "Voici vos réponses : complétez-les ou corrigez-les, puis envoyez-les à nouveau."


async def page(request: Request) -> Response:
    """A questionnaire: what is asked, or what became of what was posted."""
    named, now = _named(request), datetime.now(UTC)
    try:
        asked = db.read(lambda session: surveys_register.asked(session, *named[:2], now, named[2]))
    except Refused as refusal:
        return HTMLResponse(str(refusal), 404, PRIVATE)
    if request.method != "POST":
        return _page(survey_pages.asking(asked, Form(_drawn())))
    try:
        typed = await _typed(request)
    except HTTPException:
        return HTMLResponse(fr(UNREADABLE), 400, PRIVATE)
    act, code = typed.pop(ACT, [""])[0], typed.pop(CODE, [""])[0]
    try:
        door.count("answer", door.address(request))
        return await _ACTS.get(act, _answer)(request, asked, code, typed, now)
    except door.TooMany as refusal:
        return _page(survey_pages.asking(asked, Form(code, typed, refusal=str(refusal))), 429)
    except Unanswerable as refusal:
        return _page(survey_pages.asking(asked, Form(code, typed, wrong=refusal.fields)), 422)
    except Refused as refusal:
        wrong = {CODE: str(refusal)} if refusal.field == CODE else {}
        said = "" if wrong else str(refusal)
        return _page(survey_pages.asking(asked, Form(code or _drawn(), typed, wrong, refusal=said)), 422)


async def _answer(request: Request, asked: Asked, code: str, typed: Typed, now: datetime) -> Response:
    answers = survey_form.read(asked.survey, typed)
    about = asked.sitting.code if asked.sitting else ""
    blind = [_said(code)] != typed.get(SHOWN)

    def deed(session: Any) -> surveys_register.Kept:
        there = (session, asked.slug, asked.survey.id, code, answers, now, about)
        return surveys_register.answer(*there, blind=blind)

    kept = await db.write(deed)
    return _page(survey_pages.thanked(asked, _said(code), replaced=kept.replaced, left=kept.left))


async def _resume(request: Request, asked: Asked, code: str, typed: Typed, now: datetime) -> Response:
    about = asked.sitting.code if asked.sitting else ""
    kept = db.read(lambda session: surveys_register.mine(session, asked.slug, asked.survey.id, code, about))
    if not kept:
        door.count("guess", door.address(request), refuse=False)
    said = fr(FOUND if kept else NOTHING_YET)
    whole = survey_form.over(survey_form.typed_of(asked.survey, kept), typed)
    whole |= {SHOWN: [_said(code)]} if kept else {}
    form = Form(_said(code), whole, said=said, refusal=asked.problem)
    return _page(survey_pages.asking(asked, form))


async def _erase(request: Request, asked: Asked, code: str, typed: Typed, now: datetime) -> Response:
    many = await db.write(lambda session: surveys_register.forget(session, asked.slug, code))
    if not many:
        door.count("guess", door.address(request), refuse=False)
    return _page(survey_pages.erased(asked, many))


_ACTS: dict[str, Callable[..., Any]] = {"envoyer": _answer, "reprendre": _resume, "effacer": _erase}


def _named(request: Request) -> tuple[str, str, str]:
    """The cycle, the questionnaire and the meeting of an address."""
    at = cast("dict[str, str]", request.path_params)
    return at["slug"], NAMES.get(at["lequel"], "") if "lequel" in at else "meeting", at.get("code", "")


async def _typed(request: Request) -> dict[str, list[str]]:
    form = await request.form(max_files=0, max_fields=FIELDS)
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return typed


def _drawn() -> str:
    return surveys.draw_code(SystemRandom())


def _said(code: str) -> str:
    """The code as it is shown: « CFHJ-KLMP »."""
    plain = surveys.read_code(code)
    return f"{plain[:4]}-{plain[4:]}"


def _page(body: str, status: int = 200) -> Response:
    return HTMLResponse(body, status, PRIVATE)


routes = [
    Route("/cycles/{slug}/questionnaire/{lequel}", page, methods=["GET", "POST"]),
    Route("/cycles/{slug}/seances/{code}/avis", page, methods=["GET", "POST"]),
]

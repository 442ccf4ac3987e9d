"""The cookie of a browser: 256 random bits that no script can read; the database only knows their hash."""

import re
from datetime import UTC, datetime, timedelta

import reflex as rx
from starlette.responses import Response

from irdsu_app.settings import settings

VALUE = re.compile(r"[A-Za-z0-9_-]{43}")


ORGANISER = "bureau"
"""The cookie of an organiser's visit; without this word, that of the seats."""
CHALLENGE = "cle"
"""The cookie of what a passkey is asked to sign."""


def name(whose: str = "") -> str:
    """The cookie's name: browsers protect the first from other sites, but only take it on https."""
    plain = f"irdsu-{whose}" if whose else "irdsu"
    return f"__Host-{plain}" if settings.secure_cookies else plain


def value_of(header: str, whose: str = "") -> str:
    """The value in a Cookie header, or nothing when there is none or it cannot be ours."""
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name(whose) and VALUE.fullmatch(value):
            return value
    return ""


def cookie_of(state: rx.State, whose: str = "") -> str:
    """The value this browser sent when its socket opened, or nothing."""
    return value_of(state.router.headers.cookie or "", whose)


def put(response: Response, value: str, expires_at: datetime) -> None:
    """Set the cookie; one value serves every room of this browser, so that a short room never shortens it."""
    until = max(expires_at if expires_at.tzinfo else expires_at.replace(tzinfo=UTC), datetime.now(UTC) + _kept())
    age = int((until - datetime.now(UTC)).total_seconds())
    _set(response, name(), value, age)


def put_visit(response: Response, value: str, lasts: timedelta) -> None:
    """Set the cookie of an organiser's visit."""
    _set(response, name(ORGANISER), value, int(lasts.total_seconds()))


def take_visit(response: Response) -> None:
    """Take the cookie of an organiser's visit away."""
    _set(response, name(ORGANISER), "", 0)


def put_challenge(response: Response, value: str, lasts: timedelta) -> None:
    """Set the cookie of what a passkey is asked to sign."""
    _set(response, name(CHALLENGE), value, int(lasts.total_seconds()))


def take_challenge(response: Response) -> None:
    """Take the cookie of what a passkey was asked to sign away."""
    _set(response, name(CHALLENGE), "", 0)


def _set(response: Response, key: str, value: str, age: int) -> None:
    response.set_cookie(
        key, value, max_age=age, path="/", secure=settings.secure_cookies, httponly=True, samesite="lax"
    )


def _kept() -> timedelta:
    return timedelta(days=settings.room_days)

"""What organisers do to cycles and meetings: each act is a deed of the register, written in the journal.

Like `register.py`: a unit of work first, `Refused` when it cannot be done, and each person it touches has one letter.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import select

from irdsu_app.access import organisers
from irdsu_app.access.models import Organiser
from irdsu_app.cycles import conducting, described, keeping, letters
from irdsu_app.cycles.book import ACTIVE, Book, Change, Refused
from irdsu_app.cycles.models import Cycle, Meeting
from irdsu_app.cycles.registration import Done
from irdsu_app.cycles.unit import Unit
from irdsu_app.design.typography import fr
from irdsu_app.mail import box

By = Organiser | None
"""Whose act it is; nobody for what the house does by itself."""
CALENDAR = ("title", "mode", "place", "access", "link")
"""What calendars must hear of."""


class _Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CycleDraft(_Draft):
    """A cycle as an organiser writes it."""

    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
    title: str = Field(min_length=1, max_length=200)
    hook: str = ""
    audience: str = ""
    price: str = ""
    notice: str = ""
    demonstration: bool = False
    contact: str = ""
    status: Literal["draft", "open", "closed", "archived"] = "draft"
    rules: dict[str, int] = {}


class MeetingDraft(_Draft):
    """A meeting as an organiser writes it; places and dates of one that is open have their own acts."""

    code: str = Field(pattern=r"^[A-Za-z0-9-]{1,12}$")
    position: int = 0
    title: str = Field(min_length=1, max_length=200)
    mode: Literal["onsite", "remote", "hybrid"]
    format: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    access: str = ""
    link: str = ""
    objectives: tuple[str, ...] = ()
    programme: str = ""
    speakers: tuple[str, ...] = ()
    resources: tuple[dict[str, str], ...] = ()
    room_places: int = Field(default=0, ge=0, le=10_000)
    remote_places: int = Field(default=0, ge=0, le=100_000)
    waiting_places: int = Field(default=0, ge=0, le=100_000)

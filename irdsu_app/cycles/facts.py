"""What a letter or a calendar is told: frozen documents, kept with the letter until it is written. Pure.

`read()` of `described.py` makes them from the rows. The link of a remote meeting is a fact like the others here;
who may read it is decided by `letters.py` and `calendar.py`, which give it to confirmed people only.
"""

from datetime import datetime
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Mode = Literal["onsite", "remote", "hybrid"]
Pool = Literal["room", "remote"]
ERASED = "@efface.invalid"
"""How the address ends of somebody who was erased: their places stay, to be counted, and nothing is written there."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CycleFacts(_Frozen):
    """A cycle; `contact` is an address to write to, or nothing.

    `delays` are the hours to accept a place: ordinarily, less than `soon_days` before the meeting, on its eve.
    """

    id: UUID
    slug: str
    title: str
    demonstration: bool = False
    contact: str = ""
    delays: tuple[int, int, int] = (48, 24, 3)
    soon_days: int = 3


class Resource(_Frozen):
    """Something to read about a meeting; `when` it opens to registered people (before, after) or to all."""

    title: str
    address: str = ""
    when: str = "before"


class MeetingFacts(_Frozen):
    """A meeting; times are aware; `sequence` is that of its public calendar."""

    id: UUID
    cycle: CycleFacts
    code: str
    title: str
    mode: Mode
    format: str = ""
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    access: str = ""
    link: str = ""
    objectives: tuple[str, ...] = ()
    programme: str = ""
    resources: tuple[Resource, ...] = ()
    status: str = "open"
    reason: str = ""
    sequence: int = 0

    @cached_property
    def told(self) -> dict[str, Any]:
        """The document as JSON, without the link; made once for all the letters of a meeting, never to be changed."""
        return self.model_dump(mode="json", exclude={"link", "programme"}, exclude_defaults=True)


class PersonFacts(_Frozen):
    """Somebody: who they are, and what their personal link is made again from."""

    id: UUID
    link_version: int
    email: str
    first_name: str
    last_name: str = ""

    @property
    def name(self) -> str:
        """First name and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def erased(self) -> bool:
        """Whether this is nobody any more: a place that is only counted."""
        return self.email.endswith(ERASED)


class PlaceFacts(_Frozen):
    """A registration after a change: `was` is its status before ("" when new), `why` what the rules say of it.

    `id` and `changes` are those of the row: together they make the letter one. `rank` counts when waiting, and
    `obstacle` is then the sentence that says why.
    """

    id: UUID
    pool: Pool
    status: str
    was: str = ""
    why: str = ""
    changes: int = 0
    rank: int | None = None
    obstacle: str = ""
    offered_until: datetime | None = None
    question: str = ""

"""What a sentence of an offer speaks of, the work or whoever is looked for, as its field and its words say. Pure.

The patterns are in `content/jobs/roles.yaml`.
"""

import re
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from irdsu_app import content
from irdsu_app.jobs.plain import single

Role = Literal["", "portrait", "work", "unknown"]
"""What a text says: who is looked for, the work, or either when nobody told; "" for what is neither."""


class Sheet(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answers: str
    task: str
    whole: str
    others: str
    refuses: str
    yet: str
    none: str


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the file; raises pydantic.ValidationError or re.error on a mistake in it."""
    text: str = getattr(content.read("jobs/roles", Sheet), name)
    return re.compile(single(text.replace("\n", "")))


def is_task(sentence: str) -> bool:
    """Whether a plain sentence says a task, or what the house does, and nothing of whoever answers."""
    return bool(pattern("task").match(sentence)) and not pattern("answers").search(sentence)

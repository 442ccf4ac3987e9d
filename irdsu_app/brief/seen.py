"""What the screens of a presentation are given of its questions and its time."""

import time
from typing import TypedDict

from irdsu_app.brief.models import Question
from irdsu_app.brief.presenting import Presentation


class Asked(TypedDict):
    """A question as its screen shows it."""

    id: str
    panel: str
    text: str
    at: str
    done: bool


class Timer(TypedDict):
    """The time of the talk: seconds spent when this was said, and whether they run."""

    spent: float
    running: bool
    minutes: int


def listed(questions: list[Question]) -> list[Asked]:
    """The questions, as their screens show them."""
    return [
        Asked(id=str(q.id), panel=q.panel, text=q.text, at=q.asked_at.isoformat(), done=q.answered_at is not None)
        for q in questions
    ]


def timer(talk: Presentation) -> Timer:
    """The time of the talk, as it is now."""
    return Timer(spent=round(talk.elapsed(time.time()), 1), running=talk.resumed is not None, minutes=talk.minutes)

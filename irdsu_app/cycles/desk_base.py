"""What every page of the cycles' desk is: where it is, who may read it, what was said of each of its forms."""

import time
from collections.abc import Callable
from typing import Any, TypedDict, TypeVar

import reflex as rx
from sqlmodel import Session

from irdsu_app.access import office
from irdsu_app.cycles import desk_acts
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.desk_acts import NotYours, Saved, Unfit
from irdsu_app.design.typography import fr

T = TypeVar("T")
FIELDS = {
    "starts_at": "jour", "ends_at": "fin", "room_places": "salle", "remote_places": "distance",
    "waiting_places": "attente", "link": "visio", "reason": "raison", "words": "texte", "slug": "titre",
}  # fmt: skip
"""The field of a form, for that of a refusal."""


class Answer(TypedDict):
    """What became of the last sending of a form; `first` is the first field to correct."""

    at: float
    ok: bool
    first: str


class Desk(rx.State, mixin=True):
    """What every page of this desk has: where it is, what was said of each form."""

    entered: float = 0
    address: str = ""
    problem: str = ""
    said: str = ""
    answers: rx.Field[dict[str, Answer]] = rx.field(default_factory=dict)
    wrong: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    clashes: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    def _begin(self, address: str) -> None:
        self.address, self.problem, self.said = address, "", ""
        self.answers, self.wrong, self.clashes = {}, {}, {}

    def _read(self, question: Callable[[Session], T]) -> T | None:
        """The answer of the database to an organiser of the cycles; nothing, and an empty page, to others."""
        try:
            return office.asked(self, desk_acts.allowed, question)
        except NotYours:
            self.reset()
            return None

    async def _do(self, form: str, act: desk_acts.Act, said: str, **where: Any) -> Any:
        """Do something and say so; gives what it gave (True for nothing), or None when it was refused."""
        try:
            done = await desk_acts.do(office.cookie_of(self), act, **where)
        except Refused as refusal:
            self._refused(form, refusal)
            return None
        self._answered(form, said)
        return True if done is None else done

    def _answered(self, form: str, said: str) -> None:
        self._forget(form)
        self.said = fr(said)
        self.answers = {**self.answers, form: Answer(at=time.time(), ok=True, first="")}

    def _refused(self, form: str, refusal: Refused) -> None:
        fields = refusal.fields if isinstance(refusal, Unfit) else {FIELDS.get(refusal.field, ""): str(refusal)}
        self._forget(form)
        self.said = ""
        self.wrong = {**self.wrong, **{f"{form}.{field}": fr(said) for field, said in fields.items()}}
        self.answers = {**self.answers, form: Answer(at=time.time(), ok=False, first=next(iter(fields)))}

    def _saved(self, form: str, saved: Saved) -> None:
        """Say what became of a form that two organisers may have changed."""
        self.clashes = saved.clashes
        if saved.clashes:
            self._refused(form, Unfit(dict.fromkeys(saved.clashes, "")))
            self.wrong = {**self.wrong, f"{form}.": fr(office.CLASHES)}

    def _forget(self, form: str) -> None:
        self.wrong = {name: said for name, said in self.wrong.items() if not name.startswith(f"{form}.")}

"""One meeting on the desk: what is said of it, its places, its acts, the letter to those who registered."""

import time
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import reflex as rx
from sqlmodel import Session

from irdsu_app import door
from irdsu_app.cycles import (
    desk_acts,
    desk_forms,
    desk_note,
    desk_seen,
    desk_words,
    organising,
)
from irdsu_app.cycles.asking import Mistakes
from irdsu_app.cycles.desk_acts import Saved, Unfit
from irdsu_app.cycles.desk_forms import Values
from irdsu_app.cycles.desk_state import Answer, Desk, slug_of
from irdsu_app.cycles.desk_words import Row
from irdsu_app.design.typography import fr

UNKNOWN = "Cette séance n’existe pas, ou plus."
NOBODY = "Personne à qui écrire dans ce groupe : choisissez-en un autre."
POLL = 2000


class MeetingDesk(Desk, rx.State):
    """A meeting as its organisers see it."""

    _before: Values = {}
    _after: Values = {}
    _note: dict[str, str] = {}
    _people: frozenset[UUID] = frozenset()
    """Whom the letter that was looked over is for."""
    meeting: rx.Field[Row] = rx.field(default_factory=dict)
    values: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    counts: rx.Field[list[Row]] = rx.field(default_factory=list)
    acts: rx.Field[list[Row]] = rx.field(default_factory=list)
    preview: rx.Field[Row] = rx.field(default_factory=dict)
    progress: rx.Field[Row] = rx.field(default_factory=dict)
    undoable: bool = False
    polling: int = 0
    """Milliseconds between two looks at the letters that leave; 0 when none waits."""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back."""
        self._begin(address_of(self))
        self._before, self._after, self.undoable = {}, {}, False
        self._note, self.preview, self.progress, self.meeting = {}, {}, {}, {}
        self._show()
        self.entered = time.time()

    @rx.event
    @door.policy("organiser")
    def refresh(self) -> None:
        """Read again: somebody came, left, or changed something."""
        self._show()

    def _show(self) -> None:
        note = self._note.get("sent", "")
        found = self._read(partial(_meeting, slug=slug_of(self), code=code_of(self), note=note))
        if found is None:
            self.meeting, self.problem = {}, fr(UNKNOWN)
            return
        found["polling"] = POLL if found["progress"].get("waiting", "0") != "0" else 0
        for name, value in found.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    async def _act(self, form: str, act: Any, said: str, slugs: tuple[str, ...] = ()) -> Any:
        """Do something to this meeting (with `slugs`, that looks at the whole cycle), then read it again."""
        if not (number := self.meeting.get("id")):
            return None
        deed = partial(_on, act, UUID(number))
        done = await self._do(form, deed, said, slugs=slugs, meetings=(UUID(number),))
        self._show()
        return done

    @rx.event
    @door.policy("organiser")
    async def save(self, values: Values, base: Values) -> None:
        """Write what was changed in the meeting."""
        await self._save(values, base, "Enregistré.")

    @rx.event
    @door.policy("organiser")
    async def undo(self) -> None:
        """Put back what was there before the last writing."""
        await self._save(self._before, self._after, "La modification est annulée.")
        self._before, self._after, self.undoable = {}, {}, False

    async def _save(self, values: Values, base: Values, said: str) -> None:
        saved = await self._act("seance", partial(_save, mine=values, base=base), said)
        if isinstance(saved, Saved):
            self._before, self._after, self.undoable = saved.before, saved.after, saved.before != saved.after
            self._saved("seance", saved)

    @rx.event
    @door.policy("organiser")
    async def open_(self) -> None:
        """Ouvrir les inscriptions."""
        await self._act("ouvrir", organising.open_, "Les inscriptions sont ouvertes.")

    @rx.event
    @door.policy("organiser")
    async def close(self) -> None:
        """Clore."""
        await self._act("ouvrir", organising.close, "Les inscriptions sont closes.")

    @rx.event
    @door.policy("organiser")
    async def suspend(self, suspended: bool) -> None:
        """Stop the offers to the waiting list, or resume them."""
        said = "La liste d’attente est suspendue." if suspended else "La liste d’attente reprend."
        await self._act("attente", partial(_suspend, suspended=suspended), said)

    @rx.event
    @door.policy("organiser")
    async def resize(self, values: Values, base: Values) -> None:
        """Change the number of places."""
        await self._act("places", partial(_resize, values=values), "Le nombre de places est enregistré.")

    @rx.event
    @door.policy("organiser")
    async def postpone(self, values: Values, base: Values) -> None:
        """Reporter: everybody stays registered, and is told."""
        told = self.meeting.get("people", "")
        act = partial(_moved, values=values, again=False)
        await self._act("reporter", act, f"La séance est reportée. Un courriel part à {told}.")

    @rx.event
    @door.policy("organiser")
    async def reprogram(self, values: Values, base: Values) -> None:
        """Reprogrammer a cancelled meeting: those who had a place are offered one first."""
        act = partial(_moved, values=values, again=True)
        await self._act("reprogrammer", act, "La séance est reprogrammée : les places sont proposées à nouveau.")

    @rx.event
    @door.policy("organiser")
    async def cancel(self, values: Values, base: Values) -> None:
        """Annuler: everybody is told why."""
        told, reason = self.meeting.get("people", ""), values.get("raison", "")[:600]
        act = partial(_cancel, reason=reason)
        await self._act("annuler", act, f"La séance est annulée. Un courriel part à {told}.")

    @rx.event
    @door.policy("organiser")
    async def duplicate(self) -> Any:
        """Dupliquer la séance, and go to the copy."""
        cycle = (slug_of(self),)
        code = await self._act("dupliquer", desk_acts.duplicate, "La copie est un brouillon.", cycle)
        return rx.redirect(f"/bureau/cycles/{slug_of(self)}/{code}") if code else None

    @rx.event
    @door.policy("organiser")
    async def remove(self) -> Any:
        """Throw away a draft that nobody has seen."""
        done = await self._act("supprimer", desk_acts.remove_draft, "Le brouillon est supprimé.")
        return rx.redirect(f"/bureau/cycles/{slug_of(self)}") if done else None

    @rx.event
    @door.policy("organiser")
    def look_over(self, values: Values, base: Values) -> None:
        """Show the letter as it will be read, and to how many people, before it leaves."""
        group, asked = values.get("groupe", ""), values.get("filtre", "")
        try:
            subject, words = desk_forms.read_note(values)
        except Mistakes as wrong:
            self._refused("ecrire", Unfit(wrong.fields))
            return
        people = self._read(partial(desk_note.addressed, self.meeting.get("id", ""), group, asked))
        if not people:
            self._refused("ecrire", Unfit({"groupe": NOBODY}))
            return
        written = self._read(partial(desk_note.written, self.meeting["id"], group, subject, words))
        self._forget("ecrire")
        self.answers = {**self.answers, "ecrire": Answer(at=time.time(), ok=False, first="")}
        self._note, self._people = {"id": str(uuid4()), "groupe": group, "objet": subject, "texte": words}, people
        self.preview = written | {"to": desk_words.people_said(len(people)), "id": self._note["id"]} if written else {}

    @rx.event
    @door.policy("organiser")
    def write_again(self) -> None:
        """Come back to the letter, to change it."""
        self.preview = {}

    @rx.event
    @door.policy("organiser")
    async def send_note(self, note: UUID) -> None:
        """Send the letter that was looked over, and no other; twice is once."""
        held = self._note
        if held.get("id") != str(note):
            return
        act = partial(desk_note.send, note=note, held=held, people=self._people)
        made = await self._act("ecrire", act, "Le courriel part.")
        self.preview = {}
        if made is not None:
            self._note = {"sent": str(note)}
            self._show()


def code_of(state: rx.State) -> str:
    """The meeting of the address."""
    return str(getattr(state, "code", ""))


def address_of(state: rx.State) -> str:
    """The page of this meeting."""
    return f"/bureau/cycles/{slug_of(state)}/{code_of(state)}"


def _meeting(session: Session, slug: str, code: str, note: str) -> dict[str, Any] | None:
    now = datetime.now(UTC)
    line = desk_seen.meeting(session, slug, code, now)
    if line is None:
        return None
    acts = desk_seen.journal(session, [f"meeting:{line.row.id}"])
    people = desk_seen.names(session, (act.detail["personne"] for act, _ in acts if act.detail.get("personne")))
    counted = desk_seen.note_progress(session, line.row.id, note) if note else {}
    return {
        "meeting": desk_words.meeting(line, now),
        "values": desk_forms.typed_meeting(line.row),
        "counts": desk_words.counts(line),
        "acts": [desk_words.act(act, who, people) for act, who in acts],
        "progress": desk_words.progress(counted) if counted else {},
    }


def _on(act: Any, number: UUID, unit: Any, by: Any) -> Any:
    return act(unit, by, number)


def _save(unit: Any, by: Any, number: UUID, mine: Values, base: Values) -> Saved:
    return desk_acts.save_meeting(unit, by, number, mine, base)


def _suspend(unit: Any, by: Any, number: UUID, suspended: bool) -> None:
    organising.suspend(unit, by, number, suspended)


def _resize(unit: Any, by: Any, number: UUID, values: Values) -> None:
    desk_acts.resize(unit, by, number, *desk_forms.read_places(values))


def _moved(unit: Any, by: Any, number: UUID, values: Values, again: bool) -> None:
    desk_acts.moved(unit, by, number, values, again)


def _cancel(unit: Any, by: Any, number: UUID, reason: str) -> None:
    organising.cancel(unit, by, number, reason)

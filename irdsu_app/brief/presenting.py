"""A presentation: the sheet, the time, what the presenter shows. Pure: the clock and the person come as arguments.

A presentation is a frozen document kept in its room. Its moves belong to whoever holds the desk; the desk is held by a
seat of the room (an HttpOnly cookie), and a second desk by the key, of which only the hash is kept here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from irdsu_app.brief import walk
from irdsu_app.brief.diagrams import drawing
from irdsu_app.brief.panels import Minutes, PanelId
from irdsu_app.brief.sheet import LAST, PANELS, Refused

Status = Literal["Prête", "En cours", "En pause", "Terminée"]
DURATIONS: tuple[Minutes, ...] = (10, 30, 60)
QUESTION_LENGTH = 500
"""Characters of a follower's question."""


class Presentation(BaseModel):
    """What is true of a presentation; times in seconds, `resumed` as the server's clock says."""

    model_config = ConfigDict(frozen=True)

    step: int = Field(default=1, ge=1, le=LAST)
    minutes: Minutes = 30
    status: Status = "Prête"
    spent: float = Field(default=0, ge=0)
    resumed: float | None = None
    black: bool = False
    code_shown: bool = False
    whole: bool = False
    seen: tuple[int, ...] = (1,)
    published: bool = False
    drawings: dict[PanelId, tuple[str, ...]] = {}
    key_hash: str = ""
    edition: int = Field(default=1, ge=1)
    version: UUID | None = None
    """One's own version, when it is what is presented: its number in our register, which opens nothing."""

    def after(self, **changes: object) -> Presentation:
        """The document after some changes, checked again (pydantic's own copy would not check)."""
        return Presentation.model_validate({**dict(self), **changes})

    def elapsed(self, now: float) -> float:
        """Seconds of talk so far; pauses do not count, nor a clock set back."""
        return self.spent + (max(0.0, now - self.resumed) if self.resumed is not None else 0.0)


class LiveView(BaseModel):
    """What every screen of the room may see; nothing else leaves the server for the followers."""

    model_config = ConfigDict(frozen=True)

    step: int = 1
    status: str = "Prête"
    black: bool = False
    code_shown: bool = False
    whole: bool = False
    drawings: dict[str, list[str]] = {}
    sheet: str = "1"
    """What is laid on the stage: the number of an edition, or « own- » and the revision of somebody's version."""
    lost: bool = False
    """Whether the version presented was erased; the edition is shown in its place."""


def shown(talk: Presentation, revision: int | None = None) -> LiveView:
    """The part of a presentation that is public in its room; `revision` is that of the version, if it is there."""
    return LiveView(
        step=talk.step,
        status=talk.status,
        black=talk.black,
        code_shown=talk.code_shown,
        whole=talk.whole,
        drawings={panel: list(tokens) for panel, tokens in talk.drawings.items()},
        sheet=str(talk.edition) if revision is None else f"own-{revision}",
        lost=talk.version is not None and revision is None,
    )


def begin(talk: Presentation, now: float) -> Presentation:
    """Start, or resume after a pause; a running one stays as it is."""
    _open(talk)
    return talk if talk.status == "En cours" else talk.after(status="En cours", resumed=now)


def pause(talk: Presentation, now: float) -> Presentation:
    """Stop the clock; the sheet stays where it is."""
    _open(talk)
    return talk.after(status="En pause", spent=talk.elapsed(now), resumed=None)


def end(talk: Presentation, now: float) -> Presentation:
    """Finish: the sheet can still be read by everybody, at one's own pace."""
    return talk.after(status="Terminée", spent=talk.elapsed(now), resumed=None, black=False, code_shown=False)


def go_to(talk: Presentation, step: object, now: float, out: Collection[PanelId] = ()) -> Presentation:
    """Unfold to a step; the first move starts the clock.

    Raises Refused outside 1 to 12, on a panel that is `out` of the version presented, or once finished.
    """
    _open(talk)
    reached = walk.reach(step, out)
    started = begin(talk, now) if talk.status == "Prête" and reached > 1 else talk
    return started.after(step=reached, whole=False, seen=tuple(sorted({*talk.seen, reached})))


def publish(talk: Presentation, on: bool) -> Presentation:
    """Let whoever has the code read the questions, without a name, or take them back; even once finished."""
    return talk.after(published=on)


def choose_minutes(talk: Presentation, minutes: object) -> Presentation:
    """Choose the planned duration; raises Refused for another than 10, 30 or 60 minutes."""
    _open(talk)
    if minutes not in DURATIONS or isinstance(minutes, bool):
        raise Refused("Choisissez une durée de 10, 30 ou 60 minutes.")
    return talk.after(minutes=minutes)


def blacken(talk: Presentation, black: bool) -> Presentation:
    """Turn the other screens black, or give the sheet back."""
    _open(talk)
    return talk.after(black=black)


def show_code(talk: Presentation, on: bool) -> Presentation:
    """Show the code and its QR on the projector, or put them away."""
    _open(talk)
    return talk.after(code_shown=on)


def step_back(talk: Presentation, whole: bool) -> Presentation:
    """See the whole sheet, or come back to the panel being read."""
    _open(talk)
    return talk.after(whole=whole)


def draw(talk: Presentation, panel: str, tokens: list[str]) -> Presentation:
    """Keep what the presenter touched on a diagram, so that every screen shows it. Raises Refused on junk."""
    _open(talk)
    if panel not in PANELS or not set(tokens) <= set(drawing(panel).keys()):
        raise Refused("Ce schéma ne connaît pas ce geste.")
    return talk.after(drawings={**talk.drawings, panel: tuple(dict.fromkeys(tokens))})


def take_edition(talk: Presentation, number: int) -> Presentation:
    """Show a newer edition from now on; a presentation never goes back to an older one."""
    _open(talk)
    return talk.after(edition=max(talk.edition, number))


def lock_with(talk: Presentation, key: str) -> Presentation:
    """Make `key` the only key of the desk; the former one no longer opens."""
    return talk.after(key_hash=_hash(key))


def opens(talk: Presentation, key: str) -> bool:
    """Whether a typed key opens the desk."""
    return bool(talk.key_hash) and _hash(key) == talk.key_hash


def question(typed: object) -> str:
    """Read a follower's question: plain text, 1 to 500 characters. Raises Refused with what to do."""
    words = " ".join(str(typed or "").split())
    if not words:
        raise Refused("Écrivez votre question avant de l’envoyer.")
    if len(words) > QUESTION_LENGTH:
        raise Refused(
            f"Votre question compte {len(words)} caractères ; {QUESTION_LENGTH} au plus. Raccourcissez-la un peu."
        )
    return words


def planned(minutes: dict[Minutes, int], chosen: Minutes) -> str:
    """The time planned for a panel, in words."""
    time = minutes[chosen]
    return f"{time}\u00a0min" if time else "à passer"


def _open(talk: Presentation) -> None:
    if talk.status == "Terminée":
        raise Refused("Cette présentation est terminée. Ouvrez-en une nouvelle pour continuer.")


def _hash(key: str) -> str:
    return hashlib.sha256(re.sub(r"[^A-Z0-9]", "", key.upper()).encode()).hexdigest()

"""The words of the sheet: twelve panels, the glossary, and the plan of the talk, read from content/brief.yaml."""

from contextvars import ContextVar
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from irdsu_app import content

PanelId = Literal["R1", "R2", "R3", "R4", "R5", "R6", "V1", "V2", "V3", "V4", "V5", "V6"]
Minutes = Literal[10, 30, 60]
Tone = Literal["pin", "papier", "sable", "ocre", "ardoise", "brique"]


def _from_json(key: Any) -> Any:
    """The keys of a JSON object are strings."""
    return int(key) if isinstance(key, str) and key.isdecimal() else key


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Diagram(_Frozen):
    """What is said of a panel's diagram; its data are in content/diagrams/<panel>.yaml."""

    title: str
    alt: str


class Panel(_Frozen):
    """One panel of the sheet, in the order of the talk. `facts` names the figures its text and note quote."""

    id: PanelId
    title: str
    kicker: str
    text: str
    note: str
    question: str
    tone: Tone
    diagram: Diagram
    local: tuple[str, ...]
    references: tuple[str, ...]
    facts: tuple[str, ...] = ()
    minutes: dict[Annotated[Minutes, BeforeValidator(_from_json)], int]
    ours: tuple[tuple[str, str], ...] = ()
    """What a local version says of its own territory: label, value with all that goes with it; empty nationally."""
    out: bool = False
    """Whether a local version leaves the panel out: its place stays on the paper, blank."""


class Term(_Frozen):
    """A word of the glossary, in one sentence to be read aloud."""

    term: str
    meaning: str


class Brief(_Frozen):
    """The whole document; panels come in the order of the twelve steps."""

    title: str
    panels: tuple[Panel, ...]
    glossary: tuple[Term, ...]


SHOWN: ContextVar[Brief | None] = ContextVar("brief", default=None)
"""The words being shown, when they are not the package's own; set by `showing.showing`."""


def brief() -> Brief:
    """The words of the edition being shown: those of content/brief.yaml, unless within `showing`."""
    return SHOWN.get() or printed()


@cache
def printed() -> Brief:
    """Read content/brief.yaml, the first edition."""
    return content.read("brief", Brief)

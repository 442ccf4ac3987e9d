"""The way through the panels that are there: some may be left out, the others keep their step and their place. Pure.

The twelve steps keep their numbers, whatever is left out, so that an address, a question or a diagram always speaks of
the same panel; what is counted and said aloud counts the panels that are there.
"""

from collections.abc import Collection, Sequence
from typing import TypedDict

from irdsu_app.brief import sheet
from irdsu_app.brief.panels import Panel, PanelId
from irdsu_app.brief.sheet import PANELS, TITLES, VISIBLE, Refused, State, state_of
from irdsu_app.design.typography import fr

TURN, CLOSE = "Retourner la feuille", "Revenir à la couverture"


class Told(TypedDict):
    """What the words around the sheet say at each of the twelve steps; empty where a panel is left out."""

    titles: list[str]
    where: list[str]
    said: list[str]
    words: list[str]
    after: list[int]
    """The step that comes next, itself for the last one."""
    out: list[PanelId]
    last: int
    """The last step."""


def told(panels: Sequence[Panel]) -> Told:
    """Everything said around these twelve panels, those left out being neither counted nor named."""
    there = [panel for panel in panels if not panel.out]
    names: list[PanelId] = [panel.id for panel in there]
    said: dict[PanelId, tuple[str, str, str, str]] = {
        panel.id: (
            fr(panel.title),
            where(i, len(there), panel.title),
            announced(i, len(there), panel, names),
            next_word(names, panel.id),
        )
        for i, panel in enumerate(there, 1)
    }
    titles, places, announcements, words = zip(*(said.get(each, ("", "", "", "")) for each in PANELS), strict=True)
    return Told(
        titles=list(titles),
        where=list(places),
        said=list(announcements),
        words=list(words),
        after=[_after(i, names) for i in range(1, len(PANELS) + 1)],
        out=[panel for panel in PANELS if panel not in said],
        last=max(i for i, panel in enumerate(PANELS, 1) if panel in said),
    )


def _after(step: int, there: Collection[PanelId]) -> int:
    return next((i for i, panel in enumerate(PANELS, 1) if i > step and panel in there), step)


def where(place: int, last: int, title: str) -> str:
    """Where one is: the place of a panel among those that are there, and its title."""
    return fr(f"{place} / {last} · {title}")


def announced(place: int, last: int, panel: Panel, there: Collection[PanelId]) -> str:
    """What assistive technologies say of a step: its place, its title, how far the sheet is unfolded, what is seen."""
    state = state_of(panel.id)
    seen = sum(each in there for each in VISIBLE[state])
    faces = "un panneau visible" if seen == 1 else f"{seen} panneaux visibles"
    return fr(f"Étape {place} sur {last} : {panel.title}. {TITLES[state]}, {faces}.")


def next_word(there: Collection[PanelId], panel: PanelId) -> str:
    """The word of the button that makes the next gesture of paper, when one reads this panel."""
    here = state_of(panel)
    later: list[State] = [state_of(each) for each in PANELS[PANELS.index(panel) :] if each in there]
    after: State | None = next((state for state in later if state != here), None)
    if after is None or after == "S4":
        return CLOSE if after is None and here != "S4" else TURN
    return sheet.gesture(here, sheet.path(here, after)[0]).word


def reach(step: object, out: Collection[PanelId]) -> int:
    """A step of the talk that can be read. Raises Refused for a number that is none, or a panel left out."""
    reached = sheet.go_to(sheet.Sheet(), step)
    if reached.panel in out:
        raise Refused("Ce panneau est laissé de côté dans la version présentée : choisissez-en un autre.")
    return reached.step

"""The words of the site itself: the welcome page, the legal notice, personal data, the accessibility statement."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from irdsu_app import content


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Blank(_Frozen):
    """What only the publisher knows: a label, and the name of the setting that holds its value."""

    label: str
    setting: str


class Section(_Frozen):
    """A titled part of a page: paragraphs, then a list; `blanks` are filled from the settings."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    missing: str = "à compléter par l’IR-DSU avant la mise en ligne"

    def listed(self, settings: Mapping[str, str]) -> tuple[str, ...]:
        """Give the lines of the list, the blanks filled with the settings, or saying that they are still to fill."""
        filled = (f"{blank.label} : {settings.get(blank.setting) or self.missing}" for blank in self.blanks)
        return (*filled, *self.items)


class Page(_Frozen):
    """A page of plain text."""

    title: str
    description: str
    sections: tuple[Section, ...]


class Way(_Frozen):
    """Something to do with a tool: words, and where they lead."""

    words: str
    address: str


class Tool(_Frozen):
    """A tool shown on the welcome page; without an address it is announced, never linked."""

    title: str
    kicker: str
    text: str
    address: str = ""
    ways: tuple[Way, ...] = ()


class Home(_Frozen):
    """The welcome page."""

    title: str
    description: str
    heading: str
    lead: str
    tools_heading: str
    tools: tuple[Tool, ...]


class Site(_Frozen):
    """Every text of the site that belongs to no product."""

    home: Home
    legal: Page
    personal_data: Page
    accessibility: Page


@cache
def site() -> Site:
    """Read content/site.yaml."""
    return content.read("site", Site)

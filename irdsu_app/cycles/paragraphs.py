"""The words of the letters of a cycle. Pure."""

from functools import cache

from pydantic import Field

from irdsu_app import content
from irdsu_app.design.lettering import Frozen, Line, Paragraph, Values, Words, dressed, fill, filled, linked, plain

__all__ = ["Letters", "Line", "Paragraph", "Values", "Words", "dressed", "fill", "filled", "linked", "plain", "words"]


class Letters(Frozen):
    """The whole of content/cycle/letters.yaml."""

    greeting: str
    greeting_alone: str
    demonstration: str
    manage: str
    signature: str
    signature_alone: str
    contact: str
    letters: dict[str, Words] = Field(min_length=1)


@cache
def words() -> Letters:
    """Read content/cycle/letters.yaml."""
    return content.read("cycle/letters", Letters)

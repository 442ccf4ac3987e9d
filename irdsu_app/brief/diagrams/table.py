"""The real alternative of a diagram: a table that says in words all that the drawing shows."""

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A caption, a row of headings, and rows as long as it; the first cell of a row names it."""

    model_config = ConfigDict(frozen=True)

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

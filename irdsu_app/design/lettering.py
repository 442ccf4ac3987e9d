"""What letters are made of, whoever writes them: words, paragraphs, then plain text or a simple HTML. Pure.

The HTML only dresses the same paragraphs: no image, nothing fetched, styles on the elements (mail programs drop the
others), dark text on white and a visible address for every link.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import Formatter
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator

from irdsu_app.design.markup import Markup, el
from irdsu_app.design.typography import fr

Values = Mapping[str, Any]
"""What fills the words: texts, lists of texts, or whether something is so."""
_URL = re.compile(r"https?://[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]…’']")
_BODY = "margin:0;padding:24px 16px;background:#ffffff;color:#1c2a2b;font:16px/1.55 Arial,Helvetica,sans-serif"
_BUTTON = (
    "display:inline-block;padding:12px 20px;background:#12514c;color:#ffffff;border-radius:6px;"
    "font-weight:bold;text-decoration:none"
)
_SMALL = "font-size:14px;color:#4a5859"
_LINK = "color:#12514c"
_QUIET = f"{_LINK};display:inline-block;padding:10px 0;font-weight:bold"


class Frozen(BaseModel):
    """Words of content/, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(Frozen):
    """A line of a letter: a paragraph, a list or a button, there or not."""

    text: str = ""
    list: str | None = None
    of: str = ""
    button: str = ""
    to: str = ""
    when: str = ""
    unless: str = ""


class Words(Frozen):
    """A letter before it is filled; `why` says why it is received."""

    subject: str
    subject_today: str = ""
    why: str
    lines: tuple[Line, ...]
    questions: tuple[str, ...] = ()

    @field_validator("lines", mode="before")
    @classmethod
    def _short(cls, lines: Any) -> Any:
        """A line that is only a text is a paragraph."""
        return [{"text": each} if isinstance(each, str) else each for each in lines]


@dataclass(frozen=True)
class Paragraph:
    """A part of a letter that is filled: words, then the items of a list, or where a button leads."""

    text: str
    items: tuple[str, ...] | None = None
    address: str = ""
    small: bool = False


def fill(template: str, values: Values) -> str:
    """The words with their values, French spaces where ours are; "" when one of the values is empty."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name]
    return "" if any(not values.get(name) for name in names) else fr(template).format_map(values)


def filled(lines: Sequence[Line], values: Values) -> Iterator[Paragraph]:
    """The paragraphs of a letter. `facts` and `words`, alone on a line, are several that the values hold."""
    for line in lines:
        if (line.when and not values.get(line.when)) or (line.unless and values.get(line.unless)):
            continue
        if line.list is not None:
            if items := tuple(values.get(line.of) or ()):
                yield Paragraph(fr(line.list), items)
        elif line.button:
            yield Paragraph(fr(line.button), address=values[line.to])
        elif isinstance(several := values.get(line.text), tuple):
            yield from several
        elif said := fill(line.text, values):
            yield Paragraph(said)


def plain(paragraphs: Sequence[Paragraph]) -> str:
    """The letter as plain text."""
    return "\n\n".join(_plain(each) for each in paragraphs) + "\n"


def _plain(paragraph: Paragraph) -> str:
    if paragraph.items is not None:
        return "\n".join([*filter(None, (paragraph.text,)), *(f"- {item}" for item in paragraph.items)])
    return fr(f"{paragraph.text} :") + f"\n{paragraph.address}" if paragraph.address else paragraph.text


def dressed(subject: str, paragraphs: Sequence[Paragraph]) -> Markup:
    """The same letter as HTML."""
    title = el("h1", escape(subject), style="font-size:20px;line-height:1.3;margin:0 0 20px")
    main = el("main", title, *map(_dressed, paragraphs), style="max-width:36em;margin:0 auto")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(subject)}</title>"
    )
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head>{el("body", main, style=_BODY)}</html>\n'


def _dressed(paragraph: Paragraph) -> Markup:
    said = linked(paragraph.text)
    if paragraph.items is not None:
        items = el("ul", *(el("li", linked(item)) for item in paragraph.items), style="margin:4px 0 16px")
        return (el("p", said, style="margin:0") if said else "") + items
    if paragraph.address:
        look, around = (_QUIET, "16px 0 8px") if paragraph.small else (_BUTTON, "0 0 16px")
        return el("p", el("a", said, href=paragraph.address, style=look), style=f"margin:{around}")
    return el("p", said, style=f"margin:0 0 16px;{_SMALL if paragraph.small else ''}".rstrip(";"))


def linked(text: str) -> Markup:
    """A plain text as HTML: escaped, its web addresses as links, its lines as they are."""
    parts, end = [], 0
    for found in _URL.finditer(text):
        parts += [escape(text[end : found.start()]), el("a", escape(found[0]), href=found[0], style=_LINK)]
        end = found.end()
    return "".join([*parts, escape(text[end:])]).replace("\n", "<br>")

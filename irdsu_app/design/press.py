"""Paper and pictures made from Typst templates, without a browser: PDF/UA-1, PNG, with the fonts of the house."""

import json
import re
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from irdsu_app.design.typography import fr

FONTS = Path(__file__).parent / "fonts"
_SIGN = re.compile(r'the text `"(.+)"` could not be displayed')


class Unprintable(Exception):
    """What paper cannot hold, such as a sign no font at hand draws; the message is the French sentence."""


def pdf(template: bytes, data: Any, today: date) -> bytes:
    """Print `data`, read by the template in `sys.inputs.sheet` as JSON; the same arguments give the same bytes.

    Slow the first time (under a second): call it in a thread. Raises Unprintable, or typst.TypstError when the template
    itself says no.
    """
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    try:
        made = _compiler(template, data).compile(format="pdf", pdf_standards="ua-1", timestamp=midnight)
    except typst.TypstError as error:
        if sign := _SIGN.search(error.message):
            said = f"Le signe « {sign[1]} » ne peut pas être imprimé : remplacez-le, puis réessayez."
            raise Unprintable(fr(said)) from error
        raise
    return _one(made)


def png(template: bytes, data: Any, ppi: float = 144) -> bytes:
    """Draw `data` as a picture of one page, at so many points per inch."""
    return _one(_compiler(template, data).compile(format="png", ppi=ppi))


def _compiler(template: bytes, data: Any) -> typst.Compiler:
    return typst.Compiler(template, font_paths=_fonts(), sys_inputs={"sheet": json.dumps(data)})


def _one(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("expected one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    # Ours first; those inside typst only for letters ours lack, never those of the machine.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])

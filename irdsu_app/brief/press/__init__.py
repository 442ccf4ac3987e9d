"""The sheet on real paper: a PDF of two pages that folds as the screen does."""

from irdsu_app.brief.press.imposition import Size
from irdsu_app.brief.press.inks import Ink
from irdsu_app.brief.press.making import Unprintable, sheet_pdf

__all__ = ["Ink", "Size", "Unprintable", "sheet_pdf"]

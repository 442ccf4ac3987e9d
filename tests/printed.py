"""A printed PDF as its reader finds it: where words lie and which way up, what is said in which order, what fonts."""

import atexit
import ctypes
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

MM = 25.4 / 72
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


class Words(NamedTuple):
    """Words found on a page: their middle in millimetres from the top left, and their axes, x right and y down."""

    page: int
    x: float
    y: float
    along: tuple[float, float]
    down: tuple[float, float]


class Said(NamedTuple):
    """One element of the structure: its kind, its words, its alternative text, the box it covers on the page (mm)."""

    page: int
    kind: str
    words: str
    alt: str
    box: tuple[float, float, float, float]


def plain(words: str) -> str:
    """The words without any space."""
    return re.sub(r"\s", "", words)


class Printed:
    """One PDF, opened."""

    def __init__(self, pdf: bytes) -> None:
        self.bytes = pdf
        self.document = pypdfium2.PdfDocument(pdf)
        self.pages = list(self.document)
        self._read: dict[int, tuple] = {}
        atexit.register(self.document.close)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """What remains of each page once cut, in millimetres."""
        boxes = (self.trim(page) for page in range(len(self.pages)))
        return [(round((right - left) * MM, 1), round((top - low) * MM, 1)) for left, low, right, top in boxes]

    def trim(self, page: int) -> tuple[float, float, float, float]:
        """What remains once cut: left, low, right, top in points."""
        box = self.pages[page].get_trimbox()
        assert box is not None
        return box

    def inside(self) -> bytes:
        """Every stream, inflated: content, object streams."""
        return b"\n".join(_inflated(found) for found in _STREAM.findall(self.bytes))

    def image(self, page: int, scale: int = 1):
        """The page as it is seen."""
        return self.pages[page].render(scale=scale).to_pil().convert("RGB")

    def characters(self, page: int) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        """Each character that has a place, and its box: left, top, right, bottom in millimetres."""
        words, signs = self._signs(page)
        for sign, i in signs:
            yield sign, self._millimetres(page, *words.get_charbox(i))

    def _signs(self, page: int):
        if page not in self._read:
            words = self.pages[page].get_textpage()
            signs = [(chr(pdfium.FPDFText_GetUnicode(words, i)), i) for i in range(words.count_chars())]
            drawn = [(sign, i) for sign, i in signs if sign.strip() and not pdfium.FPDFText_IsGenerated(words, i)]
            self._read[page] = words, drawn
        return self._read[page]

    def find(self, wanted: str) -> Words:
        """Where these words are, which must be there exactly once, in one size."""
        found = [hit for page in range(len(self.pages)) for hit in self._hits(page, plain(wanted))]
        assert len(found) == 1, f"{wanted}: {len(found)} times"
        return found[0]

    def _hits(self, page: int, wanted: str) -> Iterator[Words]:
        words, signs = self._signs(page)
        text, start = "".join(sign for sign, _ in signs), -1
        while (start := text.find(wanted, start + 1)) >= 0:
            at = [i for _, i in signs[start : start + len(wanted)]]
            if len({round(pdfium.FPDFText_GetFontSize(words, i), 2) for i in at}) == 1 and _big(words, at[0]):
                boxes = [self._millimetres(page, *words.get_charbox(i)) for i in at]
                middle_x = (min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2
                middle_y = (min(b[1] for b in boxes) + max(b[3] for b in boxes)) / 2
                m = pdfium.FS_MATRIX()
                assert pdfium.FPDFText_GetMatrix(words, at[0], m)
                # PDF draws letters y up: their down axis is minus the second column, itself y up.
                yield Words(page, middle_x, middle_y, _unit(m.a, -m.b), _unit(-m.c, m.d))

    def _millimetres(self, page: int, left: float, low: float, right: float, top: float):
        x, _, _, high = self.trim(page)
        return (left - x) * MM, (high - top) * MM, (right - x) * MM, (high - low) * MM

    def said(self) -> list[Said]:
        """The structure in its order: what a voice reads."""
        return [element for page in range(len(self.pages)) for element in self._said(page)]

    def _said(self, page: int) -> Iterator[Said]:
        sheet = self.pages[page]
        words, marked = sheet.get_textpage(), {}
        for each in sheet.get_objects():
            text = _text(each, words) if isinstance(each, pypdfium2.PdfTextObj) else ""
            box = self._millimetres(page, *each.get_bounds())
            marked.setdefault(pdfium.FPDFPageObj_GetMarkedContentID(each), []).append((text, box))
        tree = pdfium.FPDF_StructTree_GetForPage(sheet)
        roots = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        for root in roots:
            for element in _elements(root):
                count = pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)
                ids = [pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i) for i in range(max(count, 0))]
                parts = [part for each in ids if each >= 0 for part in marked.get(each, ())]
                if parts:
                    yield Said(
                        page,
                        _string(pdfium.FPDF_StructElement_GetType, element),
                        "".join(text for text, _ in parts),
                        _string(pdfium.FPDF_StructElement_GetAltText, element),
                        _around([box for _, box in parts]),
                    )

    def lines(self, page: int) -> list[tuple[float, float, float, float]]:
        """The boxes of the straight strokes of the page: left, top, right, bottom in millimetres."""
        drawn = self.pages[page].get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        boxes = [self._millimetres(page, *each.get_bounds()) for each in drawn]
        return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < 0.5]

    def fonts(self) -> dict[str, bool]:
        """Every font, and whether it is embedded."""
        found: dict[str, bool] = {}
        for page in self.pages:
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(each)
                size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                pdfium.FPDFFont_GetBaseFontName(font, name, size)
                found[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
        return found


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _big(words, index: int) -> bool:
    size = ctypes.create_string_buffer(100)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(words, index, size, 100, flags)
    return b"Bricolage" in size.value


def _unit(x: float, y: float) -> tuple[float, float]:
    long = (x * x + y * y) ** 0.5
    return round(x / long, 3) + 0.0, round(y / long, 3) + 0.0


def _text(each, words) -> str:
    size = pdfium.FPDFTextObj_GetText(each, words, None, 0)
    held = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(each, words, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size)
    return held.raw[: max(size - 2, 0)].decode("utf-16le").replace("\x02", "-")  # a hyphen at the end of a line


def _string(ask, element) -> str:
    size = ask(element, None, 0)
    held = ctypes.create_string_buffer(max(size, 2))
    ask(element, held, size)
    return held.raw[: max(size - 2, 0)].decode("utf-16le")


def _elements(element) -> Iterator:
    yield element
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            yield from _elements(child)


def _around(boxes):
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))

"""A job description somebody attaches: is it a PDF, and nothing but a document? Pure."""

import re
import zlib
from collections.abc import Iterator

from irdsu_app.design.typography import fr

LARGEST = 5 * 1024 * 1024
"""Bytes of a file."""
_UNFOLDED = 8 * LARGEST
"""Bytes read of what is compressed inside: beyond, it is not a job description."""
_ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/ImportData", b"/XFA")
"""What makes a PDF do something by itself, or carry another file."""
_OBJECTS = b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (each, each) for each in b"ObjStm") + rb"(?![A-Za-z0-9])"
"""What holds objects compressed, its name written with codes or not."""
_NAME_END = rb"(?=[\s/<>()\[\]{}%]|$)"
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\xd0\xcf\x11\xe0")
TOO_LARGE = "Ce fichier pèse plus de 5 Mo : enregistrez-le en taille réduite, ou donnez un lien vers la fiche de poste."
NOTHING = "Choisissez d’abord un fichier PDF."
NOT_PDF = "Ce fichier n’est pas un PDF, quel que soit son nom : enregistrez la fiche de poste au format PDF."
PROGRAM = "Ce fichier est un programme, pas un document : il n’est pas gardé. Joignez un PDF de la fiche de poste."
ACTIVE = (
    "Ce PDF contient un programme ou un autre fichier : il n’est pas gardé. Imprimez-le « dans un fichier PDF », puis "
    "joignez le résultat."
)
LOCKED = "Ce PDF est protégé : on ne peut pas vérifier ce qu’il contient. Enregistrez-le sans protection."
BROKEN = "Ce PDF est incomplet ou abîmé : ouvrez-le, puis enregistrez-le de nouveau."


class Unfit(Exception):
    """A file that is not kept; the message is the sentence to show."""

    def __init__(self, sentence: str) -> None:
        """Say why, and what to do."""
        super().__init__(fr(sentence))


def check(content: bytes) -> None:
    """Raise Unfit unless this is a document, whatever its name says."""
    if not content:
        raise Unfit(NOTHING)
    if len(content) > LARGEST:
        raise Unfit(TOO_LARGE)
    if content.startswith(_PROGRAMS):
        raise Unfit(PROGRAM)
    if not content.startswith(b"%PDF-"):
        raise Unfit(NOT_PDF)
    if b"PK\x05\x06" in content[-70_000:]:  # the end of an archive, which Java and others run from the end
        raise Unfit(PROGRAM)
    if b"%%EOF" not in content[-2_048:]:
        raise Unfit(BROKEN)
    if _has(content, b"/Encrypt"):
        raise Unfit(LOCKED)
    for part in (content, *_folded(content)):
        if any(_has(part, name) for name in _ACTIVE):
            raise Unfit(ACTIVE)


def name_of(given: str) -> str:
    """The name of a file as it is told again: one line, no path, its ending."""
    bare = re.sub(r"[^\w .,’'()-]+", " ", re.split(r"[\\/]", given)[-1]).strip(" .")
    bare = " ".join(re.sub(r"(?i)\.pdf$", "", bare).split())[:80]
    return f"{bare or 'fiche-de-poste'}.pdf"


def _has(content: bytes, name: bytes) -> bool:
    """Whether this name is there, also written with codes (`/J#61vaScript`)."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)
    return any(re.search(re.escape(name) + _NAME_END, each) for each in {content, plain})


def _folded(content: bytes) -> Iterator[bytes]:
    """The objects that are compressed inside; raises Unfit when they cannot be read."""
    left = _UNFOLDED
    for found in re.finditer(_OBJECTS, content):
        start = content.find(b"stream", found.end())
        if start < 0:
            raise Unfit(BROKEN)
        begin = start + 6 + (2 if content[start + 6 : start + 8] == b"\r\n" else 1)
        reader = zlib.decompressobj()
        try:
            unfolded = reader.decompress(content[begin:], left)
        except zlib.error:
            raise Unfit(BROKEN) from None
        left -= len(unfolded)
        if left <= 0 or reader.unconsumed_tail:
            raise Unfit(ACTIVE)
        yield unfolded

"""What is attached is a document and nothing else, whatever its name says."""

import io
import zipfile
import zlib

import pytest
import typst

from irdsu_app.jobs import sheets
from irdsu_app.jobs.sheets import Unfit


def a_pdf(inside: bytes = b"", tail: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer\n<<>>\n%%EOF\n" + tail


def folded(inside: bytes) -> bytes:
    packed = zlib.compress(inside)
    head = b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
    return a_pdf()[:-7] + head + packed + b"\nendstream\n%%EOF\n"


def an_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Main-Class: Evil")
    return made.getvalue()


def test_real_documents_are_kept():
    sheets.check(a_pdf())
    sheets.check(folded(b"<< /Type /Page >>"))
    sheets.check(typst.compile(b"= Fiche de poste\n Missions : animer."))
    sheets.check(a_pdf(b"/JSON /Launcher (text)"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choisissez"),
        (b"MZ\x90\x00" + a_pdf(), "programme"),
        (b"\x7fELF" + a_pdf(), "programme"),
        (b"#!/bin/sh\n" + a_pdf(), "programme"),
        (a_pdf(tail=an_archive()), "programme"),
        (an_archive(), "pas un PDF"),
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF", "pas un PDF"),
        (a_pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "contient un programme"),
        (a_pdf(b"/OpenAction << /S /J#61vaScript >>"), "contient un programme"),
        (a_pdf(b"/AA << /S /Launch /F (cmd.exe) >>"), "contient un programme"),
        (a_pdf(b"/Names << /EmbeddedFile 3 0 R >>"), "contient un programme"),
        (folded(b"<< /S /JavaScript /JS (x) >>"), "contient un programme"),
        (folded(b"<< /S /JavaScript /JS (x) >>").replace(b"/ObjStm", b"/Obj#53t#6D"), "contient un programme"),
        (folded(b"\0" * (9 * sheets.LARGEST)), "contient un programme"),
        (a_pdf(b"/Encrypt 5 0 R"), "protégé"),
        (a_pdf()[:-8], "incomplet"),
        (a_pdf() + b"x" * sheets.LARGEST, "5 Mo"),
    ],
    ids=range(17),
)
def test_anything_else_is_refused_with_what_to_do(content, said):
    with pytest.raises(Unfit, match=said):
        sheets.check(content)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Fiche de poste.PDF", "Fiche de poste.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\x\\évil\r\nX: 1.pdf", "évil X 1.pdf"),
        ("", "fiche-de-poste.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_its_name_is_told_again_without_harm(given, kept):
    assert sheets.name_of(given) == kept

"""The sheet and the certificate: what they say, in which order a voice reads it, and that they are PDF/UA."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pypdfium2.raw as pdfium
import pytest

from irdsu_app.cycles import proof
from irdsu_app.cycles.attendance import Mark, Sitting
from irdsu_app.cycles.book import Refused
from irdsu_app.cycles.proof import Event, Signatory
from irdsu_app.design.press import Unprintable
from tests.printed import Printed, plain

NINE = datetime(2027, 3, 18, 8, 30, tzinfo=UTC)
DAY = Sitting(uuid4(), "C3", "Écrire une bonne question évaluative", "open", NINE, NINE + timedelta(hours=7))
EVENT = Event(DAY, "Observer, évaluer", "Mirevigne, salle des Lisières", ("Une évaluatrice", "Un sociologue"))
TODAY = date(2027, 3, 18)


def somebody(n: int, **said) -> Signatory:
    return Signatory(f"Nom{n} Prénom{n}", f"Ville {n}", "Cheffe de projet", **said)


def seen(half: str, **said) -> Mark:
    said = {"standing": "present", "way": "camera", **said}
    return Mark(uuid4(), uuid4(), half, at=NINE, decided=NINE, **said)


def is_tagged(pdf: Printed) -> bool:
    """Structural checks only: veraPDF is not at hand."""
    return bool(
        pdfium.FPDFCatalog_IsTagged(pdf.document)
        and b"<pdfuaid:part>1</pdfuaid:part>" in pdf.bytes
        and re.search(rb"/Lang\s*\(fr\)", pdf.bytes + pdf.inside())
        and pdf.document.get_metadata_dict()["Title"]
        and all(pdf.fonts().values())
    )


@pytest.fixture(scope="module")
def sheet() -> Printed:
    marks = {"2027-03-18-am": seen("2027-03-18-am"), "2027-03-18-pm": seen("2027-03-18-pm", standing="excused")}
    people = [somebody(0, marks=marks), *(somebody(n) for n in range(1, 60))]
    return Printed(proof.sheet_pdf(EVENT, people, TODAY))


def test_the_sheet_is_tagged_in_french_with_headings_and_tables(sheet: Printed):
    assert is_tagged(sheet)
    kinds = [each.kind for each in sheet.said()]
    assert kinds.count("H1") == 1
    assert kinds.count("H2") == 2
    assert "TH" in kinds
    assert "TD" in kinds


def test_each_half_day_has_everybody_in_order_and_its_speakers(sheet: Printed):
    words = [plain(each.words) for each in sheet.said()]
    text = "".join(words)
    for name in (
        "Écrireunebonnequestionévaluative",
        "Mirevigne",
        "9h30à16h30",
        "Unesociologue"[:3],
        "Unévaluatrice"[:2],
    ):
        assert name in text
    first, second = (i for i, each in enumerate(sheet.said()) if each.kind == "H2")
    morning, afternoon = "".join(words[first:second]), "".join(words[second:])
    for half in (morning, afternoon):
        places = [half.index(f"Nom{n}Prénom{n}Cheffe") for n in range(60)]
        assert places == sorted(places)
        assert half.index("Intervenantes") > places[-1]
        assert half.index("Unsociologue") > half.index("Uneévaluatrice") > half.index("Intervenantes")
    assert "Pointéeàl’accueil,9h30" in morning
    assert "Excusée" in afternoon
    assert "Excusée" not in morning


def test_there_are_empty_lines_to_sign_for_those_who_come_to_the_door():
    said = proof.sheet(EVENT, [somebody(1)], blank=5)
    assert said["blank"] == 5
    few, many = (Printed(proof.sheet_pdf(EVENT, [somebody(1)], TODAY, blank=b)) for b in (0, 5))
    rows = [len(pdf.lines(0)) for pdf in (few, many)]
    assert rows[1] > rows[0]


def test_a_certificate_says_the_title_the_date_the_duration_and_no_grade():
    pdf = Printed(proof.certificate_pdf(EVENT, "Nour Benali", DAY.halves, TODAY))
    assert is_tagged(pdf)
    text = plain("".join(each.words for each in pdf.said()))
    for told in (
        "NourBenali",
        "Écrireunebonnequestion",
        "18mars2027",
        "Durée:",
        "7h",
        "Présenceconstatée",
        "Mirevigne",
    ):
        assert told in text
    assert "note" not in text
    assert len(pdf.pages) == 1


def test_the_duration_is_that_of_the_half_days_attended():
    assert proof.certificate(EVENT, "Nour", DAY.halves[:1], TODAY)["duration"] == "3\u00a0h\u00a030"
    assert proof.duration(timedelta(minutes=45)) == "45\u00a0min"


def test_nobody_absent_gets_a_certificate():
    with pytest.raises(Refused, match="présence a été constatée"):
        proof.certificate_pdf(EVENT, "Nour Benali", (), TODAY)


def test_a_demonstration_says_so_on_paper():
    event = replace(EVENT, demonstration=True)
    assert "n’existe pas" in proof.sheet(event, [])["notice"]
    assert "n’existe pas" in proof.certificate(event, "Nour", DAY.halves, TODAY)["notice"]


def test_names_of_everywhere_are_printed_and_a_sign_no_font_has_is_said():
    names = ["Ngũgĩ wa Thiong’o", "Łukasz Żak", "O’Brien #set page()", "*gras* _et_ $x$", "A" * 160]
    pdf = Printed(proof.sheet_pdf(EVENT, [Signatory(name) for name in names], TODAY))
    text = plain("".join(each.words for each in pdf.said()))
    assert all(plain(name) in text for name in names[:4])
    with pytest.raises(Unprintable, match="ne peut pas être imprimé"):
        proof.certificate_pdf(EVENT, "𓀀", DAY.halves, TODAY)

"""What remains of a game: the notebook as a tagged PDF and as text, the distributions as CSV."""

import csv
from datetime import date
from io import StringIO

import pypdfium2
import pytest

from irdsu_app.coop import notebook
from irdsu_app.coop.round import Refused
from irdsu_app.design import press
from irdsu_app.design.typography import fr
from tests.domain.table import DECK, a_table

TODAY = date(2026, 12, 1)


def a_finished_game(minutes=45, players=5):
    table = a_table(players, minutes=minutes)
    table.reach("compass").everybody("posture", n=2)
    for number in (1, 2):
        table.reach("stance", number)
        for n, who in enumerate(table.people):
            table.do(
                who, "vote", stance="coop" if n % 2 else "not", condition="que l’on réponde par écrit" if n else ""
            )
        table.reach("stake", number)
        for who in table.people:
            table.do(who, "stake", crew=table.crew_of(who).id, n=2)
        table.reach("trace", number).everybody("judge", stance="coop")
        if number == 1:
            table.do(table.people[0], "note", kind="agreement", text="La confiance a besoin d'un numéro de téléphone")
            table.do(table.people[1], "note", kind="disagreement", text="Qui répond à minuit ?")
            table.do(table.people[2], "feel", current="lien", value=1)
    table.reach("debrief").everybody("posture", n=4)
    table.do(table.people[0], "commit", text="D’ici au 15, je rappelle Colette.")
    return table


@pytest.fixture(scope="module")
def finished():
    return a_finished_game()


def test_the_notebook_opens_at_the_debrief():
    with pytest.raises(Refused, match="s’ouvre au bilan"):
        notebook.notebook(a_table(4).reach("debate").game, DECK, TODAY)


def test_the_text_says_all_that_was_left_and_names_nobody(finished):
    text = notebook.as_text(notebook.notebook(finished.game, DECK, TODAY))
    for words in (
        "CARNET DES TRACES",
        "La confiance a besoin d’un numéro de téléphone",
        "Qui répond à minuit\u202f?",
        "que l’on réponde par écrit",
        "2 COOP, 3 pas COOP",
        "3 sur 5 ont changé de vote",
        "Promis",
        "Je consulte : 5, puis 0",
        "D’ici au 15, je rappelle Colette.",
        "Pas de trace, et c’est une trace.",
        "1er décembre 2026",
    ):
        assert words in text, words
    assert "Personne 1" not in text
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (0, "Personne n’a changé de vote entre les deux."),
        (1, "1 sur 5 a changé de vote entre les deux."),
        (2, "2 sur 5 ont changé de vote entre les deux."),
    ],
)
def test_how_many_changed_their_vote_is_said_as_one_counts(finished, changed, said):
    first, *others = finished.game.played
    played = (first.model_copy(update={"changed": changed, "voters": 5}), *others)
    told = notebook.notebook(finished.game.model_copy(update={"played": played}), DECK, TODAY)
    assert fr(said) in notebook.as_text(told).replace("\n", " ")


def test_the_pdf_is_tagged_and_says_the_same(finished):
    book = notebook.notebook(finished.game, DECK, TODAY)
    made = press.pdf(notebook.TEMPLATE, book, TODAY)
    pdf = pypdfium2.PdfDocument(made)
    said = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    assert "Qui répond à minuit" in said
    assert "rappelle Colette" in said
    assert press.pdf(notebook.TEMPLATE, book, TODAY) == made


def test_the_distributions_are_read_by_a_spreadsheet(finished):
    rows = list(csv.DictReader(StringIO(notebook.distributions(finished.game, DECK)), delimiter=";"))
    assert [row["tour"] for row in rows] == ["1", "2"]
    assert (rows[0]["avant_coop"], rows[0]["avant_pas_coop"], rows[0]["apres_coop"]) == ("2", "3", "5")
    assert rows[0]["lien"] == "1,00"
    assert rows[1]["lien"] == ""
    assert "p2" not in str(rows)


def test_a_title_is_never_taken_for_a_formula():
    assert notebook._safe("=2+3") == "'=2+3"
    assert notebook._safe("La clé") == "La clé"

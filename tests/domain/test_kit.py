"""A deck printed, and the map of a finished game as a picture."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from irdsu_app.coop import deck, final_map, kit
from irdsu_app.coop.round import Refused
from tests.domain.table import DECK, a_table
from tests.domain.test_notebook import a_finished_game

TODAY = date(2026, 12, 1)


@pytest.fixture(scope="module")
def printed():
    return pypdfium2.PdfDocument(kit.kit_pdf(DECK, "COOP ou pas COOP", TODAY))


def words(page):
    return " ".join(page.get_textpage().get_text_range().split())


def test_every_card_the_map_and_the_rules_are_printed_and_tagged(printed):
    said = " ".join(words(page) for page in printed)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(printed.raw)
    for card in (*DECK.characters, *DECK.places):
        assert card.name.split()[-1] in said
    for card in (*DECK.situations, *DECK.events):
        assert card.title.split()[-1] in said
    assert "Les règles en une page" in said
    assert len(DECK.characters) + len(DECK.situations) + len(DECK.events) + len(DECK.places) == 72


def test_the_rules_of_a_renamed_deck_are_printed_in_its_words():
    tree = DECK.model_dump(mode="json")
    tree["words"] |= {"coop": "On y va", "not_coop": "Pas comme ça"}
    tree["territory"]["name"] = "Le Vallon"
    tree["currents"][0] |= {"name": "Oser la confiance", "question": "Ose-t-on ?"}
    pages = [words(page) for page in pypdfium2.PdfDocument(kit.kit_pdf(deck.read(tree), "Le nôtre", TODAY))]
    rules = next(page for page in pages if "Les règles en une page" in page)
    assert "COOP" not in rules
    assert "On y va" in rules
    assert "Pas comme ça" in rules
    assert "Lisières" not in rules
    assert "une personne du quartier" in rules
    assert rules.count("Oser la confiance") == 2, "in the last step, and in the list of the currents"


def left_of(page, name):
    """Where a name begins on a page, in points from the left."""
    text = page.get_textpage()
    index, _count = text.search(name).get_next()
    return text.get_charbox(index)[0]


def test_the_back_of_a_card_is_behind_its_front(printed):
    """Turned on its long edge, the left column of a back comes behind the right column of its front."""
    front, back = printed[3], printed[4]
    middle = front.get_width() / 2
    for name in ("Nadège Ferrand", "Idriss Caron"):
        assert (left_of(front, name) < middle) == (left_of(back, name) > middle)
    assert "craint qu" not in words(front)
    assert "craint qu" in words(back)


def test_a_very_long_card_still_holds():
    tree = DECK.model_dump(mode="json")
    for name in ("scene", "action", "coop", "not_coop", "prompt"):
        tree["situations"][0][name] = ("intercommunalité et habitants " * 30)[:420].strip()
    kit.kit_pdf(deck.read(tree), "Long", TODAY)


def test_the_final_map_is_a_picture_once_the_debrief_is_open():
    table = a_finished_game()
    picture = Image.open(BytesIO(final_map.map_png(table.game, DECK, TODAY)))
    assert picture.width > 1300
    with pytest.raises(Refused, match="au bilan"):
        final_map.map_png(a_table(4).reach("debate").game, DECK, TODAY)

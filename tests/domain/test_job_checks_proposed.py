"""What the legal checks propose instead: no other check forbids it."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from irdsu_app.jobs.checks import Finding, check_text
from irdsu_app.jobs.plain import plain
from tests.domain.legal_lists import LISTS, sentences

SENTENCE, QUOTED = re.compile(r"[.;:!?\n]"), re.compile(r"«\s*([^»]+?)\s*»")


def proposed(each: Finding, text: str) -> list[str]:
    """The texts that a finding would have one write: what it quotes in the place of the title, else of the sentence."""
    before, after = SENTENCE.split(text[: each.start])[-1], SENTENCE.split(text[each.end :])[0]
    start, end = each.start - len(before), each.end + len(after)
    said = {plain(told).text for told in (text.strip(), each.excerpt.strip())}
    quoted = [told for told in QUOTED.findall(each.sentence) if plain(told).text not in said]
    if each.kind == "title":
        return quoted
    return [
        text[: each.end] + f" {told}" + text[each.end :]
        if told.startswith("(")
        else text[:start] + f" {told}" + text[end:]
        for told in quoted
        if told != "https://"  # only how an address begins
    ]


def test_what_a_remark_proposes_no_other_remark_forbids():
    tried = unproposed = 0
    for name in LISTS:
        for field, text in sentences(f"illegal{name}"):
            before = check_text(text, field)
            known = {(each.kind, each.ground) for each in before if each.blocking}
            for each in before:
                texts = proposed(each, text)
                tried, unproposed = tried + len(texts), unproposed + (each.kind == "title" and not texts)
                for new in texts:
                    left = {(one.kind, one.ground) for one in check_text(new, field) if one.blocking}
                    assert left <= (set() if each.kind == "title" else known), (text, new, left)
    assert (tried > 1_000, unproposed) == (True, 0)


TRADES = [
    "Animateur",
    "Médiatrice",
    "Hôtesse",
    "Chargé",
    "Conseillère",
    "Femme",
    "Directrice",
    "Gardien",
    "Développeur",
    "Agent",
    "Technicienne",
]
ALONE = (
    "(homme)",
    "(femme)",
    "jeune",
    "de moins de 30 ans",
    "H",
    "de ménage",
    "confirmée",
    "de nuit",
    "d’accueil",
    "à",
)


@given(st.lists(st.sampled_from((*TRADES, *ALONE)), min_size=1, max_size=6).map(" ".join))
@example("Chargé de mission de moins de 30 ans").via("« Chargée ou chargé de mission »")
def test_a_corrected_title_passes_every_check(title):
    for each in check_text(title, "title"):
        for new in proposed(each, title) if each.kind == "title" else ():
            assert [one for one in check_text(new, "title") if one.blocking] == [], new
            assert not new.endswith((" de", " d’"))

"""The French of the search, on lists written before the analyser; the ones called « kept » were never tuned on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.jobs import acronyms
from irdsu_app.jobs.search import analyse, indexed, words
from irdsu_app.jobs.stemming import folded, other_forms, stem

LISTS = Path(__file__).parent / "french"
POINTS = ("·", ".", "-", "/", "•", "⋅", "_")


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    listed = [pair.split() for line in lines if not line.startswith("#") for pair in line.split(";") if pair.strip()]
    return [(one, other) for one, other in listed]


GENDERS = pairs("genders") + pairs("genders_kept")
WRITINGS = (str.upper, str.title, folded)
DISTINCT = pairs("distinct") + pairs("distinct_kept")


def endings(masculine: str, feminine: str) -> set[str]:
    """What people write after the point: what differs, with one letter more or less."""
    same = next((i for i, (a, b) in enumerate(zip(masculine, feminine, strict=False)) if a != b), len(masculine))
    return {feminine[max(0, same - back) :] for back in (0, 1, 2)} - {""}


def spellings(masculine: str, feminine: str) -> set[str]:
    written = {f"{feminine} ou {masculine}", f"{masculine}/{feminine}", f"{masculine} / {feminine}"}
    written |= {f"{masculine} ({feminine})", f"{feminine}, {masculine}", f"une {feminine} ou un {masculine}"}
    for end in endings(masculine, feminine):
        written |= {f"{masculine}{point}{end}" for point in POINTS}
        written |= {f"{masculine}({end})", f"{masculine} ({end})", f"{masculine} (-{end})", f"{masculine}{end.upper()}"}
        written |= {f"{masculine.upper()}.{end.upper()}"}
        if masculine[-1] not in "sx":
            written |= {f"{masculine}·{end}·s", f"{masculine}s·{end}s", f"{masculine}({end})s", f"{masculine}-{end}-s"}
    return written


@pytest.mark.parametrize("name", ["genders", "genders_kept"])
def test_the_feminine_is_the_masculine(name):
    assert [pair for pair in pairs(name) if analyse(pair[0]) != analyse(pair[1])] == []


def test_the_plural_is_the_singular():
    listed = pairs("plurals") + [(word, f"{word}s") for pair in GENDERS for word in pair if word[-1] not in "sxzul"]
    assert [pair for pair in listed if analyse(pair[0]) != analyse(pair[1])] == []


@pytest.mark.parametrize("name", ["distinct", "distinct_kept"])
def test_words_that_are_distinct_stay_so(name):
    assert [pair for pair in pairs(name) if set(analyse(pair[0])) & set(analyse(pair[1]))] == []


def test_every_inclusive_spelling_is_the_word():
    tried = [(text, feminine) for masculine, feminine in GENDERS for text in spellings(masculine, feminine)]
    missed = [text for text, feminine in tried if analyse(text) != analyse(feminine)]
    assert len(tried) > 20_000
    assert len(missed) / len(tried) < 0.005, missed[:40]


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Coordinateur.rice gestionnaire de tiers-lieux", "coordinatrice gestionnaire tiers lieu"),
        ("Chargée ou chargé de développement social urbain", "chargé de développement social urbain"),
        ("Médiatrice sociale ou médiateur social", "médiateur social"),
        ("Cheffe de projet / Chef de projet (H/F)", "chef projet"),
        ("CHARGÉ·E·S DE MISSION F/H", "chargée de mission"),
        ("coordinat·eur·rice", "coordinatrice"),
        ("Animateur socio-culturel", "animatrice socioculturelle"),
        ("Sous-préfète ou sous-préfet", "sous-préfet"),
        ("Coordonnatrice", "coordinateur"),
        ("lieu(x) d’accueil", "lieux accueil"),
        ("acteur·ice", "actrice"),
        ("Maître·sse d’œuvre", "maitresse d'oeuvre"),
        ("conseiller/ère", "conseillere"),
    ],
)
def test_titles_are_found_as_they_are_said(written, sought):
    assert analyse(written) == analyse(sought)


@pytest.mark.parametrize(
    ("acronym", "said"),
    [
        ("DSU", "développement social urbain"),
        ("D.S.U.", "Développement Social Urbain"),
        ("dsu", "développement social urbain"),
        ("QPV", "quartiers prioritaires de la politique de la ville"),
        ("QPVs", "quartier prioritaire"),
        ("PRE", "programme de réussite éducative"),
        ("PRE", "réussite éducative"),
        ("ANRU", "Agence nationale pour la rénovation urbaine"),
        ("ANRU", "renouvellement urbain"),
        ("NPNRU", "nouveau programme national de renouvellement urbain"),
        ("GUP", "gestion urbaine de proximité"),
        ("GUSP", "gestion urbaine et sociale de proximité"),
        ("CLSPD", "conseil local de sécurité et de prévention de la délinquance"),
        ("ASV", "atelier santé ville"),
        ("FLE", "français langue étrangère"),
        ("ESS", "économie sociale et solidaire"),
        ("CCAS", "centre communal d’action sociale"),
        ("CIP", "conseillère en insertion professionnelle"),
        ("CDDI", "contrat à durée déterminée d’insertion"),
        ("EPCI", "établissement public de coopération intercommunale"),
        ("AMO", "assistance à maîtrise d’ouvrage"),
        ("PLIE", "plan local pour l’insertion et l’emploi"),
    ],
)
def test_acronyms_are_their_words_both_ways(acronym, said):
    assert analyse(acronym) == analyse(said) != ()
    assert analyse(f"Chargé {acronym} à Lyon") == analyse(f"chargée de {said}, Lyon")
    assert analyse(f"{said} ({acronym})") == analyse(said)


def test_every_acronym_is_each_of_its_ways_and_none_is_two_things():
    lines = acronyms.known()
    said = [(name, way) for line in lines for name in line.acronyms for way in line.ways]
    assert [pair for pair in said if analyse(pair[0]) != analyse(pair[1])] == []
    names, ways = [name for line in lines for name in line.acronyms], [analyse(line.ways[0]) for line in lines]
    assert (len(set(names)), len(set(ways))) == (len(names), len(ways))
    for name, way in said:
        assert {*analyse(name), *analyse(way)} <= set(indexed(f"Chargée de {way}, à Lyon"))


def test_a_text_is_found_by_the_acronyms_nested_in_others():
    assert set(analyse("CDD")) <= set(indexed("CDDI"))
    assert set(analyse("ressources humaines")) <= set(indexed("DRH"))


def test_an_acronym_that_is_a_word_is_read_in_capitals_only():
    assert "insertion" not in analyse("elle plie le papier")
    assert set(analyse("plie")) >= {"insertion", "emploi"}
    assert "reussit" not in analyse("pré requis")


def test_what_says_nothing_is_left_out():
    assert analyse("de la, du (H/F) 🎉 — !") == analyse("") == ()
    assert analyse("L’insertion par l'activité") == analyse("insertion activite")
    assert [word.text for word in words("Est-elle chargée d’une mission ?")] == ["chargee", "mission"]


@given(st.text(max_size=200))
def test_anything_is_read_and_letters_and_digits_come_out(text):
    stems = analyse(text)
    assert all(each and each.isalnum() and each == each.casefold() for each in stems)
    assert analyse(text) == stems


@given(st.sampled_from([word for pair in GENDERS for word in pair if word != "sûr"]), st.sampled_from(WRITINGS))
def test_capitals_and_accents_change_nothing(word, write):
    assert analyse(write(word)) == analyse(word)


@given(st.lists(st.sampled_from([word for pair in GENDERS + DISTINCT for word in pair]), min_size=1, max_size=6))
def test_a_text_says_what_its_words_say_in_their_order(listed):
    one_by_one = [each for word in listed for each in analyse(word)]
    assert set(analyse(" ".join(listed))) >= set(one_by_one)


def test_ten_thousand_signs_are_read_quickly():
    assert len(analyse("chargé·e de mission " * 5_000)) > 100


def test_other_forms_have_the_same_stem():
    for word, _ in GENDERS:
        assert {stem(form) for form in other_forms(folded(word))} <= {stem(folded(word))}
    assert set(other_forms("coordonnatrice")) >= {"coordinateur", "coordinatrice", "coordonnateur"}

"""The legal checks: the written lists, the fields of an offer, and any text at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.content import tree
from irdsu_app.jobs.checks import Finding, check, check_text
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.plain import plain
from tests.domain import legal_offers
from tests.domain.legal_lists import LISTS, sentences

TODAY = date(2026, 11, 26)
FAIR = {
    "title": "Chargée ou chargé de mission",
    "organisation": "Ville de Brunelaie",
    "organisation_kind": "commune",
    "contract": "cdd",
    "missions": ("Animer le contrat de ville", "Accueillir les jeunes de moins de 26 ans"),
    "profile": "Deux ans d’expérience",
    "pay": "2 100 € à 2 400 € brut par mois",
    "deadline": TODAY + timedelta(days=20),
    "apply_email": "rh@brunelaie.test",
    "contact_function": "Direction de l’éducation",
}


def found(**changes: object) -> tuple[Finding, ...]:
    return check({**FAIR, **changes}, TODAY)


def kinds(**changes: object) -> set[tuple[str, str, bool]]:
    return {(each.kind, each.field, each.blocking) for each in found(**changes)}


@pytest.mark.parametrize("name", LISTS)
def test_what_is_not_allowed_is_caught(name):
    listed = sentences(f"illegal{name}")
    missed = [text for field, text in listed if not check_text(text, field)]
    assert len(missed) <= 0.05 * len(listed), missed


@pytest.mark.parametrize("name", LISTS)
def test_what_is_allowed_is_left_alone(name):
    listed = sentences(f"lawful{name}")
    alarms = [(text, check_text(text, field)[0].excerpt) for field, text in listed if check_text(text, field)]
    assert len(alarms) <= 0.05 * len(listed), alarms


@pytest.mark.parametrize("name", legal_offers.LISTS)
def test_what_a_whole_offer_breaks_is_caught(name):
    broken = [each for each in legal_offers.items(name) if each.broken]
    missed = [(each.name, each.broken) for each in broken if not each.caught]
    assert len(missed) <= 0.05 * len(broken), missed


@pytest.mark.parametrize("name", legal_offers.LISTS)
def test_a_whole_offer_that_is_lawful_is_left_alone(name):
    lawful = [each for each in legal_offers.items(name) if not each.broken]
    alarms = [(each.name, found.excerpt) for each in lawful for found in each.found]
    assert len(alarms) <= 0.05 * len(lawful), alarms


def test_a_fair_offer_is_left_alone():
    assert found() == ()


def test_a_finding_says_what_why_and_what_to_write():
    (each,) = found(profile="Vous aimez le terrain. Moins de 30 ans, permis B.")
    assert (each.kind, each.ground, each.field, each.excerpt, each.blocking) == (
        "discriminating", "age", "profile", "Moins de 30 ans", True,
    )  # fmt: skip
    assert "L1132-1" in each.sentence
    assert "expérience" in each.sentence
    assert (each.start, each.end) == (23, 38)


def test_a_mission_is_told_by_its_line():
    (each,) = found(missions=["Animer", "Poste réservé aux femmes"])
    assert (each.field, each.line, each.excerpt) == ("missions", 1, "réservé aux femmes")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "Chargé de mission"}, ("title", "title", True)),
        ({"title": ""}, ("title", "title", True)),
        ({"organisation": " "}, ("employer", "organisation", True)),
        ({"organisation": "Employeur confidentiel"}, ("employer", "organisation", True)),
        ({"pay": ""}, ("pay", "pay", False)),
        ({"pay": "Selon profil"}, ("pay", "pay", False)),
        ({"pay": "1 200 € brut par mois"}, ("pay", "pay", False)),
        ({"pay": "9,50 € brut de l’heure"}, ("pay", "pay", False)),
        ({"pay": "1 900 € ; les jours d’essai ne sont pas payés"}, ("pay", "pay", True)),
        ({"contract": "stage", "contract_detail": "Stage de 5 mois", "pay": "non gratifié"}, ("pay", "pay", True)),
        ({"contract_detail": "Micro-entreprise, 35 h dans nos locaux"}, ("status", "contract_detail", False)),
        ({"contract_detail": "CDI de 18 mois"}, ("contract", "contract_detail", False)),
        ({"contract_detail": "Vacation à temps complet d’un an"}, ("contract", "contract_detail", False)),
        ({"missions": ()}, ("missions", "missions", True)),
        ({"missions": ("À définir",)}, ("missions", "missions", True)),
        ({"organisation": "Un bailleur social (nom donné à l’entretien)"}, ("employer", "organisation", True)),
        ({"deadline": TODAY - timedelta(days=1)}, ("deadline", "deadline", True)),
        ({"deadline": TODAY}, ("deadline", "deadline", False)),
        ({"deadline": date(2027, 5, 27)}, ("deadline", "deadline", True)),
        ({"deadline": None}, ("deadline", "deadline", False)),
        ({"deadline": "bientôt"}, ("deadline", "deadline", True)),
        ({"deadline": "le 25 novembre 2026"}, ("deadline", "deadline", True)),
        ({"apply_email": "asso@gmail.com"}, ("contact", "apply_email", False)),
        ({"apply_email": ""}, ("contact", "apply_email", True)),
        ({"apply_url": "https://bit.ly/abc"}, ("link", "apply_url", False)),
        ({"apply_url": "http://brunelaie.test/offre"}, ("link", "apply_url", False)),
        ({"apply_url": "javascript:alert(1)"}, ("link", "apply_url", True)),
        ({"apply_url": "https://[::1"}, ("link", "apply_url", True)),
        ({"sheet_url": "https://cutt.ly/lJhHprm"}, ("link", "sheet_url", False)),
        ({"documents": "Voir bit.ly/offre"}, ("link", "documents", False)),
        ({"profile": "Contact : 06 12 34 56 78"}, ("contact", "profile", False)),
        ({"documents": "Frais de dossier : 30 € à joindre"}, ("paid", "documents", True)),
        (
            {"context": "We are looking for a manager to join our team and work with you."},
            ("language", "context", True),
        ),
        ({"pay": "Selon grille", "organisation_kind": "association"}, ("pay", "pay", False)),
        ({"contract": "cdi", "status_grade": "Attaché territorial"}, ("contract", "contract", False)),
        ({"contract_detail": "CDI, cadre d’emplois des rédacteurs"}, ("contract", "contract_detail", False)),
        ({"context": "Nous recherchons un médiateur."}, ("discriminating", "context", False)),
        ({"context": "Nous recherchons une médiatrice."}, ("discriminating", "context", True)),
    ],
)
def test_a_field_that_is_not_as_it_should_be(changes, expected):
    assert kinds(**changes) == {expected}


@pytest.mark.parametrize(
    "changes",
    [
        {"deadline": "jusqu’au recrutement"},
        {"deadline": None, "until_found": True},
        {"deadline": date(2027, 5, 26)},
        {"deadline": "15/12/2026"},
        {"deadline": "1er décembre 2026"},
        {"pay": "Selon grille", "organisation_kind": "commune"},
        {"pay": "", "contract": "stage"},
        {"pay": "1 500 € brut", "working_time": "Mi-temps"},
        {"pay": "950 € brut par mois", "working_time": "17 h 30 par semaine"},
        {"contract": "stage", "contract_detail": "Stage de 6 semaines", "pay": "non gratifié"},
        {"missions": ("Accompagner des femmes enceintes, des étrangers et des allocataires du RSA",)},
        {"title": "Responsable jeunesse"},
        {"contract": "cdi"},
        {"contract": "cdi", "status_grade": "CDI de droit public, ouvert aux contractuels"},
        {"context": "Nous recherchons un médiateur ou une médiatrice."},
        {"missions": ("Vous recrutez un animateur",)},
        {"title": "Adulte-relais", "profile": "26 ans ou plus, sans emploi, habitant un quartier prioritaire"},
        {"contract_detail": "Convention d’adulte-relais", "profile": "26 ans minimum, résider en QPV"},
        {"contract": "alternance", "profile": "Moins de 30 ans"},
        {"profile": "De nationalité française : emploi de souveraineté (article L321-2 du CGFP)"},
    ],
)
def test_what_the_law_allows(changes):
    assert kinds(**changes) == set()


def test_a_measure_allows_nothing_but_what_it_names():
    assert kinds(title="Adulte-relais", profile="Moins de 40 ans") == {("discriminating", "profile", True)}
    assert kinds(contract="alternance", profile="Poste réservé aux femmes") == {("discriminating", "profile", True)}


def test_a_cdi_does_not_open_what_the_contract_of_insertion_does():
    assert kinds(contract="cdi", profile="Moins de 26 ans") == {("discriminating", "profile", True)}
    assert kinds(contract_detail="CDDI de 6 mois", profile="Jeunes de moins de 26 ans, demandeurs d’emploi") == set()


def test_six_months_end_with_the_month():
    assert kinds(deadline=date(2027, 2, 28)) == set()
    late = {**FAIR, "deadline": date(2027, 3, 1)}
    assert [each.kind for each in check(late, date(2026, 8, 31))] == ["deadline"]


def test_an_offer_a_mapping_or_anything_alike():
    @dataclass
    class Draft:
        title: str = "Animateur"
        organisation: str = "Le Fil"

    then = datetime(2026, 11, 26, tzinfo=UTC)
    offer = Offer(id=1, slug="a", title="Animateur", organisation="Le Fil", created_at=then, changed_at=then)
    told = [[each.sentence for each in check(each, TODAY)] for each in (Draft(), vars(Draft()), offer)]
    assert told[0] == told[1] == told[2]
    assert check(object(), TODAY)
    assert check({"title": 3, "missions": None, "deadline": 4.5}, TODAY)


def test_the_offers_of_a_new_house_stop_nothing_but_what_is_known():
    blocking = {
        (offer["slug"], each.kind, each.excerpt)
        for offer in tree("jobs/offers")["offers"]
        for each in check({"apply_email": "rh@exemple.test", **offer}, TODAY)
        if each.blocking
    }
    assert blocking == set()


@given(st.text(), st.sampled_from(("", "title", "pay", "organisation", "apply_url", "apply_email")))
def test_any_text_is_read(text, field):
    for each in check_text(text, field):
        assert 0 <= each.start <= each.end <= len(text)
        assert text[each.start : each.end] == each.excerpt
        assert each.sentence


PIECES = sorted({word for name in LISTS for _, text in sentences(f"illegal{name}") for word in text.split()})


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map(" ".join))
def test_words_in_any_order_are_read(text):
    for each in check_text(text):
        assert text[each.start : each.end] == each.excerpt


@given(
    st.dictionaries(
        st.sampled_from((*FAIR, "apply_url", "context")),
        st.one_of(st.none(), st.text(), st.lists(st.text()), st.integers(), st.dates()),
    )
)
def test_any_draft_is_read(draft):
    for each in check(draft, TODAY):
        assert each.sentence


@given(st.text())
def test_every_sign_knows_where_it_stands(text):
    read = plain(text)
    assert len(read.at) == len(read.text) + 1
    assert list(read.at) == sorted(read.at)
    assert read.at[-1] == len(text)


def test_a_very_long_text_is_read():
    assert check_text("a-" * 200_000) == ()
    assert check_text("moins de 30 ans " * 20_000)


@pytest.mark.parametrize(
    "piece",
    ["avec moins de 30 ans ", "h/f ", "a.b.c@", "http://a ", "é(e)", "candidat ", "photo cv ", "06 ", "ou une "],
)
@pytest.mark.parametrize("field", ["", "title", "pay", "apply_url"])
def test_a_text_made_to_last_does_not(piece, field):
    start = process_time()
    check_text(piece * (60_000 // len(piece)), field)
    assert process_time() - start < 5

"""The form of a cycle: what is typed is put in order, and what is not in order gets its sentence beside its field."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.content.departments import DEPARTMENTS, department
from irdsu_app.cycles import asking
from irdsu_app.cycles.asking import Mistakes, Offered, Wrong
from irdsu_app.design import typed

OFFERED: Offered = {"C1": ("remote",), "C3": ("room",), "C6": ("room", "remote")}
GOOD = {"prenom": "Inès", "nom": "Le Goff", "courriel": "ines@ville.fr", "departement": "29", "seance-C1": "oui"}


def fields(**typed: str) -> dict[str, str]:
    with pytest.raises(Mistakes) as refusal:
        asking.read(GOOD | {key.replace("_", "-"): value for key, value in typed.items()}, OFFERED)
    return refusal.value.fields


@pytest.mark.parametrize(
    "typed",
    [
        "ines@ville.fr", " ines@ville.fr ", "INES@Ville.FR", "ines @ ville.fr", "ines@ville. fr",
        "\u00a0ines@ville.fr\u200b", "mailto:ines@ville.fr", "Inès Le Goff <ines@ville.fr>",
        "ines@ville.fr\n", "\tines@ ville .fr",
    ],
)  # fmt: skip
def test_an_address_is_kept_in_one_way(typed):
    assert asking.email(typed) == "ines@ville.fr"


def test_a_domain_with_an_accent_is_kept_in_plain_letters():
    assert asking.email("x@mairie-évry.fr") == "x@xn--mairie-vry-h7a.fr"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Indiquez votre courriel"),
        ("   ", "Indiquez votre courriel"),
        ("ines.ville.fr", "arobase"),
        ("@ville.fr", "avant ou après"),
        ("ines@", "avant ou après"),
        ("ines le goff@ville.fr", "espace"),
        ("ines@ville,fr", "ines@ville.fr"),
        ("inès@ville.fr", "ines@ville.fr"),
        ("ines@ville", "ines@ville.fr"),
        ("a@b.fr, c@d.fr", "Une seule adresse"),
        ("a@b.fr;c@d.fr", "Une seule adresse"),
        ("a@@b.fr", "Une seule adresse"),
        ("ines..le@ville.fr", "pas complète"),
        ("ines@ville..fr", "pas complète"),
        ("ines@-ville.fr", "pas complète"),
        ("ines@[127.0.0.1]", "pas complète"),
        ("ines@quelquepart.invalid", "pas complète"),
        ("i" * 300 + "@ville.fr", "pas complète"),
    ],
)
def test_a_wrong_address_says_what_to_change(typed, said):
    with pytest.raises(Wrong) as refusal:
        asking.email(typed)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "address", ["ines@yopmail.com", "a@m.mailinator.com", "a@gmial.com", "a@gmail.con", "a@orage.fr"]
)
def test_an_address_that_looks_mistaken_or_short_lived_is_asked_again(address):
    assert "envoyez de nouveau" in asking.doubt(asking.email(address))


@pytest.mark.parametrize("address", ["a@gmail.com", "a@orange.fr", "a@ville.fr", "a@agglo-plaine.fr", "a@free.fr"])
def test_an_ordinary_address_is_not_doubted(address):
    assert asking.doubt(address) == ""


def test_a_masked_address_is_recognised_but_not_given():
    assert typed.masked("ines.legoff@ville.fr") == "i•••f@ville.fr"
    assert typed.masked("ab@ville.fr") == "a•••@ville.fr"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("69", "69 – Rhône"), ("rhone", "69 – Rhône"), (" RHÔNE ", "69 – Rhône"), ("69 – Rhône", "69 – Rhône"),
        ("69 - rhône", "69 – Rhône"), ("1", "01 – Ain"), ("2a", "2A – Corse-du-Sud"), ("cote d'or", "21 – Côte-d’Or"),
        ("reunion", "974 – La Réunion"), ("974", "974 – La Réunion"), ("étranger", "Hors de France"),
        ("99", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_department_is_understood_however_it_is_written(typed, meant):
    assert department(typed) == meant


def test_every_department_is_understood_by_its_own_words():
    assert [department(each) for each in DEPARTMENTS] == list(DEPARTMENTS)
    assert len(DEPARTMENTS) == 108


def test_a_form_in_order_gives_what_is_asked_for():
    form = asking.read(
        GOOD
        | {
            "structure": " Ville  de Brest ",
            "adherent": "oui",
            "question-C1": " Par où\r\ncommencer ? ",
            "comment": "all",
        },
        OFFERED,
    )
    assert (form.first_name, form.last_name, form.email) == ("Inès", "Le Goff", "ines@ville.fr")
    assert (form.organisation, form.department, form.member) == ("Ville de Brest", "29 – Finistère", True)
    assert (form.choices, form.questions, form.how) == ({"C1": "remote"}, {"C1": "Par où\ncommencer ?"}, "all")


def test_the_whole_cycle_is_every_meeting_that_is_open_and_asks_where_one_will_be():
    assert fields(parcours="tout") == {"mode-C6": "Dites si vous viendrez en salle ou à distance."}
    form = asking.read(GOOD | {"parcours": "tout", "mode-C6": "remote"}, OFFERED)
    assert form.choices == {"C1": "remote", "C3": "room", "C6": "remote"}


def test_a_meeting_that_closed_meanwhile_is_told_beside_it():
    assert "décochez" in fields(seance_C2="oui")["seance-C2"]
    assert "décochez" in fields(**{"seance_zzz' OR 1=1": "oui"})["seance-zzz' OR 1=1"]


def test_nothing_chosen_is_said():
    typed = {key: value for key, value in GOOD.items() if key != "seance-C1"}
    with pytest.raises(Mistakes) as refusal:
        asking.read(typed, OFFERED)
    assert list(refusal.value.fields) == ["parcours"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("prenom", "  "), ("prenom", "x" * 81), ("nom", "https://gagnez.example"), ("nom", "12"), ("nom", "a@b.fr"),
        ("structure", "x" * 161), ("departement", "Atlantide"), ("besoins", "x" * 601), ("question_C1", "x" * 601),
        ("comment", "peut-être"),
    ],
)  # fmt: skip
def test_every_field_has_its_own_sentence(field, typed):
    assert list(fields(**{field: typed})) == [field.replace("_", "-")]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form():
    with pytest.raises(Mistakes) as refusal:
        asking.read({}, OFFERED)
    assert list(refusal.value.fields) == ["parcours", "prenom", "nom", "courriel", "departement"]


def test_the_same_thing_asked_again_is_the_same_demand():
    drawn, form = uuid4(), asking.read(GOOD, OFFERED)
    again = asking.read(GOOD | {"courriel": " INES@ville.fr", "nom": "Le  Goff "}, OFFERED)
    other = asking.read(GOOD | {"courriel": "autre@ville.fr"}, OFFERED)
    assert asking.demand_of(drawn, form) == asking.demand_of(drawn, again) != asking.demand_of(drawn, other)
    assert asking.demand_of(uuid4(), form) != asking.demand_of(drawn, form)


ANY = st.dictionaries(
    st.sampled_from(
        [*GOOD, "structure", "fonction", "besoins", "adherent", "parcours", "comment", "mode-C6", "seance-C6"]
    )
    | st.text(max_size=12),
    st.text(max_size=700),
)


@given(ANY)
def test_whatever_is_typed_is_put_in_order_or_refused_in_french(typed):
    try:
        form = asking.read({**GOOD, **typed}, OFFERED)
    except Mistakes as refusal:
        assert refusal.fields
        assert all(sentence for sentence in refusal.fields.values())
        return
    assert form.email == form.email.strip().lower()
    assert form.email.isascii()
    assert form.first_name.isprintable()
    assert form.choices.keys() <= OFFERED.keys()


@given(st.emails())
def test_an_address_put_in_order_stays_so(typed):
    try:
        kept = asking.email(typed)
    except Wrong:
        return
    assert asking.email(kept) == kept


@given(st.text(max_size=300))
def test_a_line_put_in_order_stays_so(typed):
    kept = asking.line(typed, 1000)
    assert asking.line(kept, 1000) == kept
    assert "\n" not in kept

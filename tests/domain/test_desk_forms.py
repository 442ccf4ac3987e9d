"""What is typed at the desk of the cycles: read in order, or a sentence for each field; two organisers lose nothing."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdsu_app.cycles import desk_forms, desk_hours, paris
from irdsu_app.cycles.asking import Mistakes, Wrong
from irdsu_app.cycles.book import Rules

MEETING = {
    "titre": "Écrire une bonne question", "format": "", "mode": "hybrid", "jour": "2027-03-16", "debut": "14:00",
    "fin": "16:00", "salle": "24", "distance": "60", "attente": "12", "lieu": "Mirevigne", "acces": "", "visio": "",
    "objectifs": "Un\n\nDeux\n", "deroule": "", "intervenants": "Une évaluatrice",
    "ressources": "Le livre blanc | https://exemple.fr/livre\nLe modèle | après",
}  # fmt: skip


def wrong(**typed: str) -> dict[str, str]:
    with pytest.raises(Mistakes) as refusal:
        desk_forms.read_meeting({**MEETING, **typed})
    return refusal.value.fields


def test_a_meeting_is_read_field_by_field():
    read = desk_forms.read_meeting(MEETING)
    assert read["starts_at"] == datetime(2027, 3, 16, 13, tzinfo=UTC)
    assert read["objectives"] == ("Un", "Deux")
    assert (read["room_places"], read["remote_places"], read["waiting_places"]) == (24, 60, 12)
    assert read["resources"] == (
        {"title": "Le livre blanc", "address": "https://exemple.fr/livre", "when": "before"},
        {"title": "Le modèle", "address": "", "when": "after"},
    )


def test_what_is_typed_and_what_is_read_are_the_same_thing():
    read = desk_forms.read_meeting(MEETING)
    typed = desk_forms.typed_meeting(SimpleNamespace(**read))
    assert desk_forms.read_meeting(typed) == read


def test_the_places_of_a_way_that_is_not_open_are_none():
    assert desk_forms.read_meeting({**MEETING, "mode": "remote"})["room_places"] == 0
    assert desk_forms.read_meeting({**MEETING, "mode": "onsite"})["remote_places"] == 0


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("titre", " ", "Donnez un titre"),
        ("jour", "demain", "Indiquez le jour"),
        ("jour", "0001-01-01", "trop loin"),
        ("debut", "25:00", "Indiquez l’heure"),
        ("fin", "13:00", "après le début"),
        ("salle", "-3", "nombre entier"),
        ("salle", "0", "au moins une place"),
        ("attente", "beaucoup", "nombre entier"),
        ("visio", "http://visio.fr", "https://"),
        ("visio", "javascript:alert(1)", "https://"),
        ("mode", "webinar", "Choisissez"),
        ("ressources", "| https://exemple.fr", "titre"),
        ("ressources", "Le livre | ftp://exemple.fr", "https://"),
    ],
)
def test_each_field_that_is_wrong_has_its_sentence(field, typed, said):
    assert said in wrong(**{field: typed})[field]


def test_everything_wrong_is_said_at_once():
    assert set(wrong(titre="", jour="", salle="x")) == {"titre", "jour", "salle"}


def test_an_hour_that_does_not_exist_is_refused():
    assert "passe à l’heure d’été" in wrong(jour="2027-03-28", debut="02:30", fin="04:00")["debut"]


def test_an_hour_that_exists_twice_is_refused():
    assert "deux fois" in wrong(jour="2027-10-31", debut="02:30", fin="04:00")["debut"]


@pytest.mark.parametrize(("day", "length"), [("2027-03-28", 2), ("2027-10-31", 4)])
def test_a_meeting_across_a_clock_change_lasts_what_it_lasts(day, length):
    read = desk_forms.read_meeting({**MEETING, "jour": day, "debut": "01:00", "fin": "04:00"})
    assert (read["ends_at"] - read["starts_at"]).total_seconds() == length * 3600


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_an_hour_of_paris_is_that_hour_or_is_refused(local):
    try:
        moment = desk_hours.moment(local.date(), f"{local:%H:%M}")
    except Wrong:
        assert local.month in (3, 10)
        assert local.hour == 2
    else:
        assert paris.local(moment).replace(tzinfo=None) == local


def test_a_cycle_and_its_rules_are_read():
    typed = {"titre": "Observer", "contact": " Cycle@Mirevigne.FR ", **desk_forms.typed_rules(Rules())}
    read = desk_forms.read_cycle(typed)
    assert read["contact"] == "cycle@mirevigne.fr"
    assert read["rules"] == {
        "member_share": 30, "member_days": 15, "same_organisation": 2, "organisation_days": 10, "offer_hours": 48,
        "soon_hours": 24, "eve_hours": 3,
    }  # fmt: skip
    with pytest.raises(Mistakes) as refusal:
        desk_forms.read_cycle({**typed, "part_adherents": "130", "contact": "personne"})
    assert set(refusal.value.fields) == {"part_adherents", "contact"}


def test_an_address_is_made_from_the_title():
    assert (
        desk_forms.slug_of("Observer, évaluer : et si cela nous servait ?")
        == "observer-evaluer-et-si-cela-nous-servait"
    )
    assert desk_forms.slug_of("???") == "cycle"


TEXT = st.text(alphabet="abc", max_size=2)
FIELDS = st.fixed_dictionaries({"titre": TEXT, "lieu": TEXT, "deroule": TEXT})


@given(base=FIELDS, mine=FIELDS, kept=FIELDS)
def test_two_organisers_at_once_lose_nothing(base, mine, kept):
    both = desk_forms.merged(mine, base, kept)
    for field, text in both.values.items():
        if mine[field] == base[field]:
            assert text == kept[field]
        elif kept[field] == base[field]:
            assert text == mine[field]
        elif mine[field] != kept[field]:
            assert both.clashes[field] == text == kept[field]
    assert all(mine[field] != base[field] != kept[field] for field in both.clashes)

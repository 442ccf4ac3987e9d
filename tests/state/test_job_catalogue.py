"""The offers are found alike on SQLite and PostgreSQL, and what is over is found on neither."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.jobs import catalogue, expiry, offer, search, seeding, wording
from irdsu_app.jobs.models import JobBoard, JobOffer, JobWord
from irdsu_app.jobs.offer import Offer, Status
from irdsu_app.jobs.query import Query

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
TITLES = {
    "Coordonnatrice ou coordonnateur de Cité éducative": "59",
    "Coordinateur.rice gestionnaire de tiers-lieux": "92",
    "Chargée ou chargé de développement social urbain": "93",
    "Chef·fe de projet DSU": "69",
    "Médiatrice sociale ou médiateur social": "67",
    "Responsable de la médiation": "13",
    "Conseiller(ère) en insertion professionnelle": "59",
    "Secrétaire du conseil citoyen": "35",
    "Responsable de projet ANRU": "33",
    "Animateur socio-culturel H/F": "974",
}

FOUND = [
    ("coordinatrice", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("COORDINATEURS", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("coordinat", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("coordinatri", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("cordinatrice", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("cordinat", "Coordonnatrice 59, Coordinateur.rice 92"),
    ("tiers lieu", "Coordinateur.rice 92"),
    ("dsu", "Chargée 93, Chef·fe 69"),
    ("développement social urbain", "Chargée 93, Chef·fe 69"),
    ("developpement social", "Chargée 93, Chef·fe 69"),
    ("cheffe de projet", "Chef·fe 69"),
    ("cheffe de proj", "Chef·fe 69"),
    ("médiatrice", "Médiatrice 67"),
    ("médiateur social", "Médiatrice 67"),
    ("médiation", "Responsable 13"),
    ("médiat", "Médiatrice 67, Responsable 13"),
    ("conseillère", "Conseiller(ère) 59"),
    ("conseil", "Secrétaire 35"),
    ("conseill", "Conseiller(ère) 59"),
    ("conseil citoyenne", "Secrétaire 35"),
    ("renouvellement urbain", "Responsable 33"),
    ("rénovation urbaine gironde", "Responsable 33"),
    ("animatrice socioculturelle", "Animateur 974"),
    ("réunion", "Animateur 974"),
    ("animatirce", "Animateur 974"),
    ("insertoin", "Conseiller(ère) 59"),
    ("bas-rhin", "Médiatrice 67"),
    ("93", "Chargée 93"),
    ("dév social", "Chargée 93, Chef·fe 69"),
    ("coord éducative", "Coordonnatrice 59"),
    ("xylophone", ""),
    ("coordinatrice xylophone", ""),
    ("cité éducative nord", "Coordonnatrice 59"),
]
HOSTILE = [
    "", "   ", '"', '" OR 1=1', "title : x", "NEAR(a b)", "a* OR b*", "* : (", "'); DROP TABLE job_offer; --", "NOT",
    "& | ! <-> :*", "\\", "🎉 💼", "<script>alert(1)</script>", "é" * 10_000, "-" * 300, "١٢٣ Ω поиск", "%_", "AND",
]  # fmt: skip


def an_offer(title: str, **told) -> JobOffer:
    plain = {
        "slug": title.lower().replace(" ", "-").replace("/", "-"), "title": title, "organisation": "Ville de Brunelaie",
        "status": "online", "deadline": NOW.date() + timedelta(days=20), "published_at": NOW, "created_at": NOW,
        "changed_at": NOW, "contract": "cdi",
    }  # fmt: skip
    return JobOffer(**plain | told)


@pytest.fixture
def base(rooms_base):
    return rooms_base


@pytest.fixture
def board(base):
    """A board of ten offers, and a way to search it."""
    with db.session(base) as session:
        for days, (title, department) in enumerate(TITLES.items()):
            row = an_offer(title, department=department, published_at=NOW - timedelta(days=days))
            catalogue.keep(session, row, NOW)
    return partial(ask, base)


def ask(base, words: str = "", now: datetime = NOW, **narrowed) -> catalogue.Found:
    with Session(base) as session:
        return catalogue.search(session, Query.read({"mots": words, **narrowed}), now)


def titles(found: catalogue.Found) -> set[str]:
    return {each.title.split()[0] + " " + each.department for each in found.offers}


def test_an_offer_is_found_whatever_the_spelling(board):
    right = {typed: {each for each in expected.split(", ") if each} for typed, expected in FOUND}
    assert {typed: titles(board(typed)) for typed, _ in FOUND} == right


def test_whatever_is_typed_is_answered(board):
    assert [typed for typed in HOSTILE if board(typed).total > len(TITLES)] == []
    assert len(board().offers) == len(TITLES)


def test_corrections_are_told(board):
    assert board("cordinatrice").corrected == {"cordinatrice": "coordinatrice"}
    assert board("Mediatoin du quartier").corrected == {"mediatoin": "médiation"}
    assert board("cordinat").corrected == {"cordinat": "coordinat…"}
    assert board("coordinatrice").corrected == board("xylophone").corrected == {}


def test_facets_count_with_the_others_as_they_are(board, base):
    with db.session(base) as session:
        catalogue.keep(session, an_offer("Directrice", contract="cdd", department="59", region="hauts-de-france"), NOW)
    found = board(departement="59")
    assert found.total == 3
    assert found.facets["contract"] == {"cdi": 2, "cdd": 1}
    assert found.facets["department"]["93"] == 1
    assert board(departement="59", contrat="cdd").facets["department"] == {"59": 1}
    assert board("directeur").facets["contract"] == {"cdd": 1}
    assert board(departement="59,93", contrat="cdi").total == 3
    assert board(departement="75").total == 0


def test_orders_and_pages(board, base):
    with db.session(base) as session:
        for n in range(45):
            told = {
                "slug": f"p{n}",
                "deadline": NOW.date() + timedelta(days=60 - n),
                "missions": ["Médiatrice"] * (n % 2),
            }
            catalogue.keep(session, an_offer("Gardienne", published_at=NOW - timedelta(days=n + 1), **told), NOW)
    soon, new = board(tri="limite"), board(tri="recent")
    assert [each.deadline for each in soon.offers] == sorted(each.deadline for each in soon.offers if each.deadline)
    assert [each.published_at for each in new.offers] == sorted((e.published_at for e in new.offers), reverse=True)
    found = board("médiatrice")
    assert found.offers[0].title.startswith("Médiatrice")
    assert (found.total, found.pages, len(found.offers)) == (23, 2, 20)
    again = board("médiatrice", page="2")
    assert len({each.id for each in (*found.offers, *again.offers)}) == 23
    assert board("médiatrice", page="99").offers == again.offers


@pytest.mark.parametrize("deadline", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)])
def test_an_expired_offer_is_found_nowhere_from_midnight_in_paris(base, deadline):
    with db.session(base) as session:
        kept = catalogue.keep(session, an_offer("Palabreuse", deadline=deadline), NOW)
    midnight = offer.expires_at(kept)
    assert midnight is not None
    before, after = midnight - timedelta(seconds=1), midnight
    for found in (ask(base, now=before), ask(base, "palabreur", before), ask(base, "palab", before)):
        assert (found.total, len(found.offers), found.facets["contract"]) == (1, 1, {"cdi": 1})
    for found in (ask(base, now=after), ask(base, "palabreur", after), ask(base, "palab", after)):
        assert (found.total, found.offers, found.facets["contract"]) == (0, (), {})
    with Session(base) as session:
        assert catalogue.archived(session, before) == ((), 0)
        assert [each.title for each in catalogue.archived(session, after)[0]] == ["Palabreuse"]
        again = catalogue.by_slug(session, "palabreuse")
        assert again is not None
        assert offer.status_shown(again, after) is Status.EXPIRED
    assert ask(base, now=before).total == 1


def test_a_change_is_found_at_once_and_a_failure_never(board, base):
    def change(status: str, title: str):
        with db.session(base) as session:
            row = session.exec(select(JobOffer).where(JobOffer.slug == "responsable-de-la-médiation")).one()
            row.status, row.title = status, title
            catalogue.keep(session, row, NOW)

    assert board("médiation").total == 1
    change("online", "Responsable de la concorde")
    assert (board("médiation").total, board("concorde").total) == (0, 1)
    for status in ("filled", "withdrawn", "draft", "to_review", "to_correct"):
        change(status, "Responsable de la concorde")
        assert (board("concorde").total, board().total) == (0, len(TITLES) - 1)
    change("online", "Responsable de la concorde")
    with suppress(ZeroDivisionError), db.session(base) as session:
        catalogue.keep(session, an_offer("Funambule"), NOW)
        raise ZeroDivisionError
    assert (board("funambule").total, board().total) == (0, len(TITLES))


def test_an_erased_offer_leaves_nothing(board, base):
    with db.session(base) as session:
        row = session.exec(select(JobOffer).where(JobOffer.department == "35")).one()
        catalogue.remove(session, row)
    assert (board("conseil citoyen").total, board().total) == (0, len(TITLES) - 1)


def test_two_engines_on_one_base_agree(board, base):
    other = db.open_engine(base.url.render_as_string(hide_password=False))
    assert ask(other, "animatrice").total == 1
    with db.session(base) as session:
        catalogue.keep(session, an_offer("Animatrice de rue"), NOW)
    assert (ask(other, "animateur").total, board("animateur").total) == (2, 2)
    other.dispose()


def test_a_new_house_is_furnished_once(base):
    with db.session(base) as session:
        assert seeding.furnish(session, NOW) == ["Offres de démonstration : 13"]
    with db.session(base) as session:
        assert seeding.furnish(session, NOW) == []
        rows = session.exec(select(JobOffer)).all()
    assert len(rows) == 13
    shown = {row.slug: offer.said(Offer.model_validate(row), NOW) for row in rows}
    assert shown["coordinateur-rice-gestionnaire-de-tiers-lieux"] == "Expirée (archivée)"
    assert sorted(shown.values()) == sorted(
        ["Expirée (archivée)", "Expirée", "Pourvue", "À valider", "Brouillon", *["En ligne"] * 8]
    )
    assert ask(base).total == 8
    assert ask(base, "tiers-lieux").total == ask(base, "créole").total == 0
    with Session(base) as session:
        over, total = catalogue.archived(session, NOW)
    assert (total, over[-1].organisation, {each.contact_name for each in over}) == (3, "L’apes", {""})
    assert all(row.apply_email.endswith("@exemple.test") for row in rows if row.demonstration)


def test_an_index_of_another_analyser_is_written_again(board, base):
    with db.session(base) as session:
        session.exec(select(JobBoard)).one().analyser = "0"
        for word in session.exec(select(JobWord)).all():
            session.delete(word)
    with db.session(base) as session:
        assert seeding.furnish(session, NOW) == [f"Offres réindexées : {len(TITLES)}"]
        assert session.exec(select(JobBoard)).one().analyser == search.VERSION
    assert board("cordinatrice").total == 2


def test_the_name_of_the_contact_is_not_searched(base):
    with db.session(base) as session:
        kept = catalogue.keep(session, an_offer("Gardien", contact_name="Ada Lovelace", contact_email="ada@x.fr"), NOW)
    assert "lovelac" not in {*wording.title_stems(kept), *wording.body_stems(kept)}
    assert ask(base, "lovelace").total == 0


def test_the_name_of_the_contact_is_erased_six_months_after_the_end(base):
    with db.session(base) as session:
        told = {"contact_name": "Ada Lovelace", "contact_email": "ada@x.fr", "contact_function": "Direction"}
        catalogue.keep(session, an_offer("Gardien", deadline=date(2026, 12, 31), **told), NOW)
    for day, erased in ((date(2027, 7, 1), 0), (date(2027, 7, 2), 1), (date(2027, 7, 3), 0)):
        with db.session(base) as session:
            now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            assert expiry.erase_contacts(session, now) == erased
    with Session(base) as session:
        row = session.exec(select(JobOffer)).one()
    assert (row.contact_name, row.contact_email, row.contact_function) == ("", "", "Direction")

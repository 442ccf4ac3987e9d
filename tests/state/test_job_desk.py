"""The desk of the offers on both databases: who may decide, what follows, two at once, what is reported comes back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from irdsu_app import db
from irdsu_app.access import organisers
from irdsu_app.jobs import (
    catalogue,
    deposit_view,
    desk_acts,
    desk_reading,
    desk_rows,
    desk_screen,
    desk_state,
    figures,
    figures_desk,
    posting_expiry,
    posting_rows,
    seeding,
)
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.figures import Asked
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import NotYours, Unknown
from irdsu_app.jobs.submission import Refused
from tests.state.offers_house import NOW, POSTER, OffersHouse

pytestmark = pytest.mark.usefixtures("rooms_base", "secret_of_the_house")


@pytest.fixture
def desk():
    return OffersHouse()


def queue(desk: OffersHouse, view: desk_reading.View = "a-valider") -> list[str]:
    return [each.offer.title for each in db.read(lambda s: desk_reading.listed(s, view, desk.now))]


def seen(desk: OffersHouse, number):
    return db.read(lambda s: desk_reading.one(s, number, desk.now))


@pytest.mark.parametrize("act", list(desk_acts.ACTS_OF_DESK))
def test_nothing_is_decided_without_the_role_of_the_offers(desk, act):
    number = desk.online() if act in ("garder", "cacher", "pourvoir") else desk.posted()
    before = (desk.row(number), desk.journal(), desk.letters())
    for cookie in ("-", "x" * 43, desk.visit("Dominique", "brief", "coop", "cycles")):
        with pytest.raises(NotYours):
            desk.act(act, number, cookie, mots="Non", motif="doublon")
    assert (desk.row(number), desk.journal(), desk.letters()) == before


def test_a_visit_that_has_ended_decides_nothing_more(desk):
    number = desk.posted()
    with db.session() as session:
        organisers.leave(session, desk.mo)
    with pytest.raises(NotYours, match="Votre visite est terminée"):
        desk.act("publier", number)


@pytest.mark.parametrize("state", [desk_state.OffersDesk, desk_state.OfferDesk, figures_desk.FiguresDesk])
def test_every_event_but_coming_in_is_an_organisers(state):
    handlers = {name: handler for name, handler in state.event_handlers.items() if name != "setvar"}
    assert {name for name, each in handlers.items() if each.fn.__policy__ != "organiser"} == {"enter"}


def test_an_offer_is_published_corrected_or_refused_and_the_poster_is_told(desk):
    first, second, third = (
        desk.posted(),
        desk.posted(title="Médiatrice ou médiateur"),
        desk.posted(title="Agente ou agent"),
    )
    assert desk.act("publier", first) == "Offre publiée : « Chargée ou chargé de projet »."
    desk.act("corriger", second, mots="Précisez le lieu.")
    desk.act("refuser", third, motif="hors-champ", mots="Merci tout de même.")
    assert [desk.row(each).stage for each in (first, second, third)] == ["online", "to_correct", "refused"]
    assert desk.board() == ["chargee-ou-charge-de-projet"]
    assert {"online", "correct", "refused"} <= set(desk.letters())
    assert desk.journal() == ["Offre publiée", "Correction demandée", "Offre refusée"]
    assert (queue(desk), queue(desk, "closes")) == ([], ["Agente ou agent"])


def test_a_reason_is_needed(desk):
    number = desk.posted()
    for act, form in (("corriger", {"mots": "  "}), ("refuser", {}), ("refuser", {"motif": "parce-que"})):
        with pytest.raises(Refused):
            desk.act(act, number, **form)
    assert (desk.row(number).stage, desk.journal()) == ("to_review", [])


def test_the_second_of_two_moderators_is_told_who_did_what(desk):
    number = desk.posted()
    read = desk.row(number).revision
    desk.act("corriger", number, desk.lea, mots="Précisez le lieu.")
    with pytest.raises(desk_acts.Stale, match="correction demandée par Léa, le 26/11/2026"):
        desk.act("publier", number, desk.mo, revision=read)
    assert (desk.row(number).stage, desk.board()) == ("to_correct", [])


def test_a_moderator_and_the_poster_who_write_at_once_keep_both_texts(desk):
    number = desk.posted()
    base = {name: str(getattr(seen(desk, number).line.posting.written, name)) for name in desk_acts.SHOWN}

    def edit(cookie, **values):
        with db.session() as session:
            mine = desk_acts.allowed(session, cookie)
            return desk_acts.edit(session, mine, number, base | values, base, desk.now)

    assert edit(desk.lea, title="Cheffe ou chef de projet").clashes == {}
    done = edit(desk.mo, title="Responsable de projet", pay="2 500 € brut par mois")
    assert (done.clashes, done.posting.written.title) == (
        {"title": "Responsable de projet"},
        "Cheffe ou chef de projet",
    )
    assert done.posting.written.pay == "2 500 € brut par mois"
    past = [each for each in seen(desk, number).history if each.event.texts]
    assert [(each.event.act, each.name, each.event.texts) for each in past] == [
        ("aside", "Mo", {"title": "Responsable de projet"})
    ]


def test_what_is_reported_comes_back_to_be_read_and_stays_online_until_somebody_decides(desk):
    number = desk.online()
    (slug,) = desk.board()
    desk.reported(slug, words="On me demande de l’argent.")
    desk.reported(slug, "autre")
    assert queue(desk) == ["Chargée ou chargé de projet"]
    assert "On me demande de l’argent." in desk_screen.helps(seen(desk, number))
    assert desk.board() == [slug]
    assert desk.act("garder", number).startswith("Signalements lus")
    assert (queue(desk), [each.handled_at for each in desk.reports()]) == ([], [NOW, NOW])
    desk.reported(slug)
    desk.act("cacher", number)
    assert (desk.board(), desk.row(number).stage, queue(desk)) == ([], "to_review", ["Chargée ou chargé de projet"])
    desk.act("publier", number)
    assert (desk.board(), queue(desk)) == ([slug], [])
    desk.reported(slug)
    desk.act("refuser", number, motif="payante")
    assert (desk.board(), queue(desk), desk.row(number).stage) == ([], [], "refused")
    assert all(each.handled_at for each in desk.reports())


def test_an_offer_that_nobody_posted_here_comes_back_too_when_it_is_reported(desk):
    with db.session() as session:
        seeding.furnish(session, NOW)
    slug = desk.board()[0]
    desk.reported(slug)
    desk.do(lambda s: desk_reading.adopt_reported(s, NOW))
    lines = db.read(lambda s: desk_reading.listed(s, "a-valider", NOW))
    assert [each.reports for each in lines if each.reports] == [1]


def test_the_longest_waiting_is_first_and_one_goes_from_one_to_the_next(desk):
    numbers = []
    for title in ("Une", "Deux", "Trois"):
        numbers.append(desk.posted(title=title))
        desk.later(hours=1)
    assert queue(desk) == ["Une", "Deux", "Trois"]
    assert db.read(desk_reading.first) == numbers[0]
    shown = desk_rows.offer(seen(desk, numbers[1]), desk.now)
    assert (shown["place"], shown["previous"], shown["next"]) == ("2 sur 3", str(numbers[0]), str(numbers[2]))
    assert desk_rows.offer(seen(desk, numbers[2]), desk.now)["next"] == str(numbers[0])
    desk.later(days=3)
    assert desk_rows.offer(seen(desk, numbers[0]), desk.now)["when"].replace("\u00a0", " ") == "Reçue il y a 3 jours"


def test_what_the_law_says_and_what_is_likely_the_same_are_beside_the_text(desk):
    desk.online()
    number = desk.posted(profile="Homme de moins de 35 ans", pay="2 450 € brut par mois")
    found = seen(desk, number)
    assert any(each.blocking and each.kind == "discriminating" for each in found.findings)
    assert [each.offer.slug for each, _ in found.likely] == ["chargee-ou-charge-de-projet"]
    html = desk_screen.helps(found)
    for each in ("Ce que dit la loi", "Peut-être un doublon", "450"):
        assert each in html, each


def test_what_a_poster_changes_online_is_shown_beside_what_is_read(desk):
    number = desk.online()
    with db.session() as session:
        row = posting_rows.row_by_id(session, number)
        register.write(session, row, {"pay": "Selon profil"}, {}, 4, NOW)
        register.send(session, row, POSTER, "", False, NOW)
    assert "Selon profil" in desk_screen.helps(seen(desk, number))
    desk.act("refuser", number, quoi="modification", motif="incomplete", mots="Gardez la fourchette.")
    assert (desk.row(number).stage, len(desk.board())) == ("online", 1)


def test_an_offer_of_the_team_needs_no_proof_of_address(desk):
    key = desk.do(lambda s: desk_acts.start_own(s, desk_acts.allowed(s, desk.mo), NOW))
    row = db.read(lambda s: desk_reading.posting_rows.row_by_link(s, key))
    assert (row.confirmed, row.organiser_id is not None, desk.journal()) == (
        True,
        True,
        ["Offre de l’équipe commencée"],
    )
    with pytest.raises(NotYours):
        desk.do(lambda s: desk_acts.start_own(s, desk_acts.allowed(s, "-"), NOW))


def test_what_somebody_typed_is_only_text_at_the_desk(desk):
    evil = '<img src=x onerror="alert(1)">'
    said = dict.fromkeys(("title", "organisation", "missions", "profile"), evil)
    number = desk.posted(**said, organisation_kind="autre")
    found = seen(desk, number)
    html = desk_screen.sheet(found, NOW) + desk_screen.helps(found) + desk_screen.history(found.history)
    assert "<img" not in html


def test_an_offer_that_does_not_exist_is_said_so(desk):
    with pytest.raises(Unknown):
        desk.act("publier", uuid4(), revision=0)


def test_the_figures_count_what_is_published_and_how_long_it_waited(desk):
    for hours, department in ((1, "59100 Roubaix"), (5, "69001 Lyon"), (50, "59000 Lille")):
        number = desk.posted(place=department)
        desk.later(hours=hours)
        desk.act("publier", number)
    with Session(db.engine()) as session:
        found = figures_desk.read(session, Asked())
        nord = figures_desk.read(session, Asked(department="59"))
        december = figures_desk.read(session, Asked(since="2026-12"))
    assert (found.total, found.departments) == (3, [("Nord (59)", 2), ("Rhône (69)", 1)])
    assert found.contracts == [("CDD", 3)]
    assert (found.median, found.slow) == (timedelta(hours=5), timedelta(hours=50))
    assert (nord.total, nord.decided, december.total) == (2, 2, 0)
    said = figures.in_words(found).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "3 relectures : la moitié des offres attend moins de 5 heures, neuf sur dix moins de 2 jours."


def test_an_offer_open_until_somebody_is_found_lacks_no_deadline(desk):
    number = desk.posted(open_ended=True, deadline="")
    assert [each.field for each in seen(desk, number).findings if each.kind == "deadline"] == []


def test_what_is_past_its_deadline_is_not_said_to_be_online_at_the_desk_nor_to_whoever_puts_it_back(desk):
    number = desk.online(deadline="2026-11-30")
    desk.act("pourvoir", number)
    desk.later(days=4)
    desk.do(lambda s: register.put_back(s, posting_rows.row_by_id(s, number), desk.now))
    assert [desk_rows.line(each, desk.now)["stage"] for each in _listed(desk, "en-ligne")] == ["En ligne"]
    key = register.key_of(desk.row(number))
    told = {"fait": "back"}
    assert "de nouveau en ligne" in db.read(lambda s: deposit_view.own(s, key, told, desk.now)).html
    assert (_counted(desk, "en-ligne"), _counted(desk, "expirees")) == (1, 0)
    desk.later(days=1)
    assert [desk_rows.line(each, desk.now)["stage"] for each in _listed(desk, "expirees")] == ["Expirée"]
    assert (_listed(desk, "en-ligne"), _counted(desk, "en-ligne"), _counted(desk, "expirees")) == ([], 0, 1)
    assert "de nouveau en ligne" not in db.read(lambda s: deposit_view.own(s, key, told, desk.now)).html


def _counted(desk, view):
    return db.read(lambda s: desk_reading.counts(s, desk.now))[view]


def _listed(desk, view):
    return db.read(lambda s: desk_reading.listed(s, view, desk.now))


def test_a_word_of_the_law_and_the_same_field_are_said_once(desk):
    number = desk.posted(pay="")
    assert desk_screen.helps(seen(desk, number)).count(">Rémunération<") == 1


def test_what_is_reported_once_filled_comes_back_too_and_its_page_may_be_taken_away(desk):
    number = desk.online()
    (slug,) = desk.board()
    desk.act("pourvoir", number)
    desk.reported(slug)
    assert queue(desk) == ["Chargée ou chargé de projet"]
    desk.act("refuser", number, motif="payante")
    assert (queue(desk), desk.row(number).stage) == ([], "refused")
    kept = db.read(lambda s: catalogue.by_slug(s, slug))
    assert kept is not None
    assert kept.status == "withdrawn"


def test_nothing_of_an_offer_forgotten_out_of_sight_or_never_read_is_kept_for_ever(desk):
    hidden, unread = desk.online(deadline="2026-12-31"), desk.posted(title="Juriste")
    desk.act("cacher", hidden)
    for days, gone in ((182, 0), (36, 2)):
        desk.later(days=days)
        assert desk.do(lambda s: posting_expiry.forget(s, desk.now)) == gone
    kept = db.read(lambda s: s.exec(select(JobPosting.id)).all())
    assert {hidden, unread} & set(kept) == set()

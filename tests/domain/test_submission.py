"""An offer that somebody posts lives as it should: nothing online without a moderator, nothing lost between two."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from irdsu_app.jobs import deciding, fields, missing, submission
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.submission import Posting, Refused

TODAY = date(2026, 11, 26)
WHOLE = Fields(
    organisation="Ville de Brunelaie",
    presentation="Une ville qui coopère.",
    title="Chargée ou chargé de mission",
    contract="cdd",
    missions="- Animer\n• Relier\n3) Écrire",
    place="59100 Roubaix",
    deadline="2026-12-20",
    apply_email="recrutement@ville.fr",
)


def a_posting(**told) -> Posting:
    return Posting(id=uuid4(), written=WHOLE, **told)


def online(**told) -> Posting:
    return a_posting(stage="online", public=WHOLE, on_board=True, email="a@ville.fr", confirmed=True, **told)


def test_from_the_first_word_to_the_board():
    sent = submission.send(a_posting(), "a@ville.fr", "", False, TODAY)
    assert (sent.posting.stage, sent.letter) == ("to_confirm", "confirm")
    with pytest.raises(Refused, match="cela ne peut pas se faire"):
        deciding.publish(sent.posting, sent.posting.revision, "moderator", TODAY)
    proved = submission.confirm(sent.posting)
    assert (proved.posting.stage, proved.letter) == ("to_review", "received")
    done = deciding.publish(proved.posting, proved.posting.revision, "moderator", TODAY)
    assert (done.posting.stage, done.posting.on_board, done.deed, done.letter) == ("online", True, "publish", "online")


def test_sent_or_confirmed_twice_is_once():
    sent = submission.send(a_posting(), "a@ville.fr", "", False, TODAY).posting
    assert submission.send(sent, "a@ville.fr", "", False, TODAY).letter == ""
    proved = submission.confirm(sent).posting
    assert submission.confirm(proved).posting == proved
    assert submission.send(proved, "", "", False, TODAY).posting == proved


def test_a_corrected_address_is_proved_again():
    sent = submission.send(a_posting(), "a@ville.fr", "", False, TODAY).posting
    again = submission.send(sent, "b@ville.fr", "", False, TODAY)
    assert (again.posting.email, again.letter, again.posting.confirmed) == ("b@ville.fr", "confirm", False)


def test_what_the_law_forbids_needs_a_word_to_the_team():
    with pytest.raises(Refused, match="contraire à la loi"):
        submission.send(a_posting(), "a@ville.fr", " ", True, TODAY)
    sent = submission.send(a_posting(), "a@ville.fr", "Poste d’adulte-relais", True, TODAY)
    assert sent.posting.note == "Poste d’adulte-relais"


@pytest.mark.parametrize(
    "decide",
    [
        lambda p, by: deciding.publish(p, p.revision, by, TODAY),
        lambda p, by: deciding.ask_correction(p, "x", p.revision, by),
        lambda p, by: deciding.refuse(p, "doublon", "", p.revision, by),
        lambda p, by: deciding.refuse_change(p, "doublon", "", p.revision, by),
        lambda p, by: deciding.reopen(p, p.revision, by),
    ],
)
@pytest.mark.parametrize("posting", [a_posting(stage="to_review"), online(), a_posting()])
def test_only_the_team_decides(decide, posting):
    with pytest.raises(Refused, match="Seule l’équipe"):
        decide(posting, "poster")


def test_one_decides_of_what_one_has_read():
    waiting = a_posting(stage="to_review")
    changed = submission.write(waiting, {"title": "Autre"}, {}, "poster").posting
    with pytest.raises(Refused, match="a changé depuis"):
        deciding.publish(changed, waiting.revision, "moderator", TODAY)


def test_two_who_write_at_once_lose_nothing():
    waiting = a_posting(stage="to_review")
    read = fields.marks(waiting.written)
    first = submission.write(waiting, {"title": "De l’équipe", "pay": "30 k€"}, read, "moderator").posting
    second = submission.write(first, {"title": "Du dépôt", "profile": "Terrain"}, read, "poster")
    assert second.clashes == {"title": "Du dépôt"}
    assert (second.posting.written.title, second.posting.written.profile) == ("De l’équipe", "Terrain")
    assert second.posting.written.pay == "30 k€"
    same = submission.write(first, {"title": "De l’équipe"}, read, "poster")
    assert not same.clashes
    known = fields.marks(first.written)
    assert submission.write(first, {"title": "Du dépôt"}, known, "poster").posting.written.title == "Du dépôt"


def test_what_is_written_online_waits_for_the_team_while_the_former_stays():
    written = submission.write(online(), {"missions": "Autre chose"}, {}, "poster").posting
    assert written.public == WHOLE
    sent = submission.send(written, "", "", False, TODAY)
    assert (sent.posting.stage, sent.posting.on_board, sent.posting.public, sent.deed) == ("to_review", True, WHOLE, "")
    kept = deciding.refuse_change(sent.posting, "incomplete", "Trop court", sent.posting.revision, "moderator")
    assert (kept.posting.stage, kept.posting.written, kept.posting.on_board) == ("online", WHOLE, True)
    done = deciding.publish(sent.posting, sent.posting.revision, "moderator", TODAY)
    assert done.posting.public
    assert (done.posting.public.missions, done.letter) == ("Autre chose", "changed")


def test_a_deadline_moves_at_once_and_no_farther_than_six_months():
    done = submission.extend(online(), "2027-01-31", "poster", TODAY)
    assert done.posting.public
    assert (done.deed, done.posting.public.deadline, done.posting.stage) == ("deadline", "2027-01-31", "online")
    written = submission.write(online(), {"deadline": "2027-02-01"}, {}, "poster").posting
    assert submission.send(written, "", "", False, TODAY).deed == "deadline"
    for wrong, said in (("2026-11-25", "déjà passé"), ("2027-08-01", "six mois"), ("bientôt", "ne se lit pas")):
        with pytest.raises(Refused, match=said):
            submission.extend(online(), wrong, "poster", TODAY)
    endless = submission.extend(online(), "", "poster", TODAY).posting.public
    assert endless
    assert endless.open_ended
    with pytest.raises(Refused, match="pas en ligne"):
        submission.extend(a_posting(), "2027-01-31", "poster", TODAY)


def test_filled_then_put_back_withdrawn_then_closed():
    filled = submission.fill(online(), "poster")
    assert (filled.deed, filled.posting.stage, filled.letter) == ("fill", "filled", "filled")
    assert submission.put_back(filled.posting, "poster").deed == "publish"
    gone = submission.withdraw(online(), "poster").posting
    assert submission.withdraw(gone, "poster").deed == ""
    for act in (
        lambda: submission.write(gone, {}, {}, "poster"),
        lambda: submission.fill(gone, "poster"),
        lambda: submission.send(gone, "", "", False, TODAY),
        lambda: submission.put_back(gone, "poster"),
    ):
        with pytest.raises(Refused):
            act()


def test_a_copy_is_a_draft_of_its_own():
    copy = submission.duplicate(online(), UUID(int=7), TODAY)
    assert (copy.id, copy.stage, copy.public, copy.on_board, copy.confirmed) == (
        UUID(int=7),
        "draft",
        None,
        False,
        True,
    )
    assert fields.deadline(copy.written) == date(2026, 12, 26)


def test_a_report_reads_again_what_is_online_not_what_was_being_typed():
    typing = submission.write(online(), {"title": "En cours"}, {}, "poster").posting
    done = deciding.reopen(typing, typing.revision, "moderator", hold=True)
    assert (done.deed, done.posting.on_board, done.posting.written) == ("hold", False, WHOLE)
    back = deciding.publish(done.posting, done.posting.revision, "moderator", TODAY)
    assert back.posting.on_board


def test_a_new_link_needs_an_address():
    with pytest.raises(Refused, match="adresse"):
        submission.replace_link(a_posting())
    assert submission.replace_link(online()).posting.link_version == 1


@pytest.mark.parametrize(
    ("place", "town", "number"),
    [
        ("59100 Roubaix", "Roubaix", "59"),
        ("Roubaix (59)", "Roubaix", "59"),
        ("Roubaix, Nord", "Roubaix, Nord", "59"),
        ("20000 Ajaccio", "Ajaccio", "2A"),
        ("20200 Bastia", "Bastia", "2B"),
        ("97410 Saint-Pierre", "Saint-Pierre", "974"),
        ("Saint-Denis, 974", "Saint-Denis", "974"),
        ("Ille-et-Vilaine", "Ille-et-Vilaine", "35"),
        ("Lyon 3e", "Lyon 3e", ""),
        ("Bourg (01)", "Bourg", "01"),
        ("", "", ""),
        ("01000 Bourg-en-Bresse", "Bourg-en-Bresse", "01"),
    ],
)
def test_the_place_says_the_department(place, town, number):
    written = Fields(place=place)
    assert (fields.town(written), fields.department(written)) == (town, number)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ville de Brunelaie", "commune"),
        ("Val-de-Mire agglomération", "intercommunalite"),
        ("Association Le Fil", "association"),
        ("Habitat des Lisières", "bailleur-social"),
        ("Préfecture du Nord", "etat"),
        ("Caisse des écoles", "etablissement-public"),
        ("Centre de ressources Rives et Villes", "centre-de-ressources"),
        ("Conseil départemental du Gard", "departement"),
        ("Centre social des Acacias", "association"),
        ("CCAS de la Ville de Lens", "etablissement-public"),
        ("Palabres", ""),
        ("Communauté d’agglomération de Lens", "intercommunalite"),
        ("Communauté urbaine de Dunkerque", "intercommunalite"),
    ],
)
def test_the_name_says_the_kind(name, kind):
    assert fields.kind(Fields(organisation=name)) == kind


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2026-12-20", date(2026, 12, 20)),
        ("20/12/2026", date(2026, 12, 20)),
        ("1er février 2027", date(2027, 2, 1)),
        ("le 3 août 2027", date(2027, 8, 3)),
        ("31/02/2027", None),
        ("demain", None),
        ("", None),
        ("5.1.2027", date(2027, 1, 5)),
    ],
)
def test_a_date_is_read_as_it_is_written(said, read):
    assert fields.deadline(Fields(deadline=said)) == read


def test_what_is_missing_is_said_field_by_field():
    said = missing.problems(Fields(documents=""), TODAY)
    assert list(said) == [
        "organisation",
        "presentation",
        "title",
        "contract",
        "missions",
        "place",
        "deadline",
        "apply_email",
    ]
    assert missing.problems(WHOLE, TODAY) == {}
    assert "déjà passé" in missing.problems(WHOLE.model_copy(update={"deadline": "2026-11-25"}), TODAY)["deadline"]
    assert list(missing.problems(WHOLE.model_copy(update={"apply_url": "javascript:alert(1)"}), TODAY)) == ["apply_url"]


def test_the_offer_is_made_of_what_is_written():
    offer = fields.offer_of(WHOLE, datetime(2026, 11, 26, tzinfo=UTC))
    assert offer.missions == ("Animer", "Relier", "Écrire")
    assert (offer.place, offer.department, offer.region) == ("Roubaix", "59", "hauts-de-france")
    assert fields.offer_of(fields.of_offer(offer), offer.created_at) == offer
    assert fields.web("ville.fr/emploi") == "https://ville.fr/emploi"


def test_what_cannot_be_kept_is_said_and_the_rest_is_kept():
    kept, wrong = fields.read(
        {"title": "x" * 500, "positions": "deux", "pay": "deux mille euros", "contract": "faux"}, 2
    )
    assert set(wrong) == {"title", "positions"}
    assert kept["pay"] == "deux mille euros"
    assert kept["contract"] == ""

"""What is posted, in the database: the board, the history and the letters follow each act, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from irdsu_app import db
from irdsu_app.access import team
from irdsu_app.jobs import adopting, catalogue, deciding_register, fields, posting_keys, posting_rows, seeding
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.query import Query
from irdsu_app.jobs.submission import Refused
from irdsu_app.mail.models import Letter

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
WHOLE = {
    "organisation": "Ville de Brunelaie",
    "presentation": "Une ville qui coopère.",
    "title": "Chargée ou chargé de projet",
    "contract": "cdd",
    "missions": "Animer\nRelier",
    "place": "59100 Roubaix",
    "apply_email": "rh@ville.fr",
}
POSTER = "ines@ville.fr"


@pytest.fixture
def house(rooms_base, secret_of_the_house):
    """A house with somebody who answers for the offers, and somebody who does not."""
    with db.session() as session:
        moderator = team.invite(session, "mod@irdsu.fr", "Mo", ["jobs"], NOW)
        other = team.invite(session, "autre@irdsu.fr", "Au", ["cycles"], NOW)
    return moderator, other


def do(deed):
    with db.session() as session:
        return deed(session)


def posted() -> str:
    """Somebody writes an offer, sends it, proves the address; gives their link."""
    posting, key = do(lambda s: register.start(s, NOW, WHOLE))
    do(lambda s: register.send(s, posting_rows.row_by_link(s, key), POSTER, "", False, NOW))
    do(lambda s: register.confirm(s, posting_keys.proof(posting.id, POSTER), NOW))
    return key


def by_key(key: str) -> JobPosting:
    with Session(db.engine()) as session:
        return posting_rows.row_by_link(session, key)


def letters() -> list[str]:
    rows = db.read(lambda s: s.exec(select(Letter).where(Letter.recipient == POSTER)).all())
    ordered = sorted(rows, key=lambda each: int(each.key.rpartition(":")[2]))
    return [each.kind.removeprefix("jobs.") for each in ordered]


def found() -> list[str]:
    return [each.title for each in db.read(lambda s: catalogue.search(s, Query(), NOW)).offers]


def test_nothing_is_public_without_a_moderator(house):
    moderator, other = house
    key = posted()
    row = by_key(key)
    assert (row.stage, row.offer_id, found()) == ("to_review", None, [])
    assert letters() == ["confirm", "received"]
    with pytest.raises(posting_rows.NotYours):
        do(lambda s: deciding_register.publish(s, other, row.id, row.revision, NOW))
    assert found() == []
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))
    assert found() == ["Chargée ou chargé de projet"]
    assert letters() == ["confirm", "received", "online"]
    acts = [(each.act, each.by) for each in do(lambda s: posting_rows.history(s, row.id))]
    assert acts == [("publish", "moderator"), ("confirm", "poster"), ("send", "poster")]


def test_a_change_waits_and_the_former_text_stays(house):
    moderator, _ = house
    key = posted()
    row = by_key(key)
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))
    do(lambda s: register.write(s, posting_rows.row_by_link(s, key), {"title": "Autre"}, {}, 2, NOW))
    do(lambda s: register.send(s, posting_rows.row_by_link(s, key), "", "", False, NOW))
    assert found() == ["Chargée ou chargé de projet"]
    row = by_key(key)
    do(lambda s: deciding_register.refuse_change(s, moderator, row.id, "incomplete", "", row.revision, NOW))
    kept = do(lambda s: posting_rows.history(s, row.id))[0]
    assert (kept.act, kept.texts, found()) == ("keep", {"title": "Autre"}, ["Chargée ou chargé de projet"])
    do(lambda s: register.write(s, posting_rows.row_by_link(s, key), {"title": "Encore"}, {}, 2, NOW))
    do(lambda s: register.send(s, posting_rows.row_by_link(s, key), "", "", False, NOW))
    row = by_key(key)
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))
    assert found() == ["Encore"]


def test_the_poster_and_the_moderator_write_at_once(house):
    moderator, _ = house
    key = posted()
    row = by_key(key)
    read = fields.marks(posting_rows.posting_of(row).written)
    do(lambda s: deciding_register.edit(s, moderator, row.id, {"title": "De l’équipe"}, read, NOW))
    done = do(lambda s: register.write(s, posting_rows.row_by_link(s, key), {"title": "Du dépôt"}, read, 2, NOW))
    assert done.clashes == {"title": "Du dépôt"}
    assert by_key(key).written["title"] == "De l’équipe"
    aside = do(lambda s: posting_rows.history(s, row.id))[0]
    assert (aside.act, aside.texts) == ("aside", {"title": "Du dépôt"})


def test_a_stolen_link_is_replaced_by_mail(house):
    key = posted()
    number = by_key(key).id
    do(lambda s: register.replace_link(s, posting_rows.row_by_link(s, key), NOW))
    with pytest.raises(posting_rows.Unknown):
        by_key(key)
    assert by_key(posting_keys.personal(number, 1)).id == number
    assert letters()[-1] == "link"
    kept = db.read(lambda s: [*s.exec(select(JobPosting)).all(), *s.exec(select(Letter)).all()])
    written = " ".join(each.model_dump_json() for each in kept)
    assert posting_keys.personal(number, 1) not in written


def test_extended_filled_put_back_withdrawn(house):
    moderator, _ = house
    key = posted()
    row = by_key(key)
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))

    def offer() -> JobOffer:
        return db.read(lambda s: s.exec(select(JobOffer)).one())

    until = NOW.date() + timedelta(days=60)
    do(lambda s: register.extend(s, posting_rows.row_by_link(s, key), until.isoformat(), NOW))
    assert offer().deadline == until
    do(lambda s: register.fill(s, posting_rows.row_by_link(s, key), NOW))
    assert (offer().status, found()) == ("filled", [])
    do(lambda s: register.put_back(s, posting_rows.row_by_link(s, key), NOW))
    assert (offer().status, offer().deadline, len(found())) == ("online", until, 1)
    copy, link = do(lambda s: register.duplicate(s, posting_rows.row_by_link(s, key), NOW))
    assert link != key
    do(lambda s: register.withdraw(s, posting_rows.row_by_link(s, key), NOW))
    assert (offer().status, by_key(link).stage, copy.written.title) == ("withdrawn", "draft", WHOLE["title"])


def test_a_refused_offer_says_why_and_a_held_one_is_out_of_sight(house):
    moderator, _ = house
    key = posted()
    row = by_key(key)
    with pytest.raises(Refused, match="motif"):
        do(lambda s: deciding_register.refuse(s, moderator, row.id, "", "", row.revision, NOW))
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))
    row = by_key(key)
    do(lambda s: deciding_register.reopen(s, moderator, row.id, row.revision, True, NOW))
    assert found() == []
    row = by_key(key)
    assert not posting_rows.posting_of(row).on_board
    do(lambda s: deciding_register.publish(s, moderator, row.id, row.revision, NOW))
    assert len(found()) == 1
    row = by_key(key)
    do(lambda s: deciding_register.refuse(s, moderator, row.id, "payante", "On demande 50 €.", row.revision, NOW))
    assert found() == []
    assert letters()[-1] == "refused"
    assert (by_key(key).stage, by_key(key).reason, by_key(key).words) == ("refused", "payante", "On demande 50 €.")


def test_the_team_posts_too(house):
    moderator, other = house
    with pytest.raises(posting_rows.NotYours):
        do(lambda s: register.start_own(s, other, NOW))
    _, key = do(lambda s: register.start_own(s, moderator, NOW))
    do(lambda s: register.write(s, posting_rows.row_by_link(s, key), WHOLE, {}, 3, NOW))
    do(lambda s: register.send(s, posting_rows.row_by_link(s, key), "", "", False, NOW))
    assert by_key(key).stage == "to_review"


def test_the_offers_of_a_new_house_have_postings_and_are_not_touched(house):
    do(lambda s: seeding.furnish(s, NOW))
    before = [
        each.model_dump() for each in db.read(lambda s: s.exec(select(JobOffer).order_by(col(JobOffer.id))).all())
    ]
    assert do(lambda s: adopting.adopt(s, NOW)) == 0
    rows = db.read(lambda s: s.exec(select(JobPosting)).all())
    assert {each.stage for each in rows} == {"draft", "to_review", "online", "filled"}
    assert all(each.email == "" for each in rows)
    moderator, _ = house
    waiting = next(each for each in rows if each.stage == "to_review")
    do(lambda s: deciding_register.publish(s, moderator, waiting.id, waiting.revision, NOW))
    after = [each.model_dump() for each in db.read(lambda s: s.exec(select(JobOffer).order_by(col(JobOffer.id))).all())]
    assert len(before) == len(after)
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [(each["status"], each["demonstration"]) for each in changed] == [("online", True)]
    assert before[[each["id"] for each in before].index(changed[0]["id"])]["missions"] == changed[0]["missions"]

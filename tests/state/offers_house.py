"""A house where offers are posted and moderators read them: posters, organisers, their acts, what follows."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from irdsu_app import db
from irdsu_app.access import organisers, team
from irdsu_app.access.models import OrganiserAct
from irdsu_app.jobs import catalogue, desk_acts, posting_keys, posting_rows, reporting
from irdsu_app.jobs import posting_register as register
from irdsu_app.jobs.models import JobReport
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.query import Query
from irdsu_app.mail.models import Letter

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
POSTER = "ines@ville.fr"
WHOLE = {
    "organisation": "Ville de Brunelaie",
    "presentation": "Une ville qui coopère.",
    "title": "Chargée ou chargé de projet",
    "contract": "cdd",
    "missions": "Animer\nRelier",
    "place": "59100 Roubaix",
    "apply_email": "rh@ville.fr",
    "pay": "2 300 € à 2 600 € brut par mois",
}


class OffersHouse:
    """The house; `now` is its clock, `mo` and `lea` are cookies of two moderators."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.mo, self.lea = self.visit("Mo", "jobs"), self.visit("Léa", "jobs")

    def visit(self, name: str, *roles: str) -> str:
        """The cookie of an organiser who has come in."""
        now = datetime.now(UTC)
        with db.session() as session:
            whose = team.invite(session, f"{uuid4().hex}@irdsu.fr", name, roles, now)
            return organisers.enter(session, organisers.give_link(session, now, whose), now)

    def do(self, deed):
        with db.session() as session:
            return deed(session)

    def posted(self, **said: Any) -> UUID:
        """An offer that waits to be read."""
        posting, key = self.do(lambda s: register.start(s, self.now, WHOLE | said))
        self.do(lambda s: register.send(s, posting_rows.row_by_link(s, key), POSTER, "", False, self.now))
        self.do(lambda s: register.confirm(s, posting_keys.proof(posting.id, POSTER), self.now))
        return posting.id

    def row(self, number: UUID) -> JobPosting:
        return db.read(lambda s: s.exec(select(JobPosting).where(JobPosting.id == number)).one())

    def act(self, name: str, number: UUID, cookie: str = "", revision: int = -1, **form: str) -> str:
        """What a page of the desk sends."""
        read = revision if revision >= 0 else self.row(number).revision
        return self.do(
            lambda s: desk_acts.ACTS_OF_DESK[name](
                s, desk_acts.allowed(s, cookie or self.mo), number, read, form, self.now
            )
        )

    def online(self, **said: Any) -> UUID:
        number = self.posted(**said)
        self.act("publier", number)
        return number

    def reported(self, slug: str, reason: str = "trompeuse", words: str = "") -> None:
        self.do(lambda s: reporting.report(s, slug, reason, words, self.now))

    def reports(self) -> list[JobReport]:
        return list(db.read(lambda s: s.exec(select(JobReport)).all()))

    def letters(self) -> list[str]:
        asked = select(Letter).where(Letter.recipient == POSTER)
        rows = sorted(db.read(lambda s: s.exec(asked).all()), key=lambda each: int(each.key.rpartition(":")[2]))
        return [each.kind.removeprefix("jobs.") for each in rows]

    def journal(self) -> list[str]:
        asked = select(OrganiserAct.what).order_by(col(OrganiserAct.id))
        return [each for each in db.read(lambda s: s.exec(asked).all()) if each != "Entrée au bureau"]

    def board(self) -> list[str]:
        return [each.slug for each in db.read(lambda s: catalogue.search(s, Query(), self.now)).offers]

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)

"""A house where somebody follows searches: the register at a clock moved by hand, offers, letters, plain HTTP."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from sqlmodel import col, select
from starlette.applications import Starlette

from irdsu_app import db, door
from irdsu_app.door import rates
from irdsu_app.jobs import addresses, alert_register, alert_rounds, alerts, catalogue
from irdsu_app.jobs.alert_models import JobAlert, JobFollower
from irdsu_app.jobs.models import JobOffer
from irdsu_app.jobs.query import Query
from irdsu_app.mail.models import Letter
from irdsu_app.settings import settings

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 7, tzinfo=UTC)
WEEK = timedelta(days=7)
NOUR = "nour@ville.fr"
SHELL = '<!DOCTYPE html><html lang="fr"><head></head><body><div id="root"></div></body></html>'


def do(deed):
    with db.session() as session:
        return deed(session)


def post(slug: str, now: datetime = NOW, **said: Any) -> None:
    """An offer comes online, or changes."""

    def keep(session) -> None:
        row = session.exec(select(JobOffer).where(JobOffer.slug == slug)).one_or_none()
        plain = {
            "title": f"Médiatrice {slug}", "organisation": "Ville de Brunelaie", "contract": "cdd", "department": "59",
            "region": "hauts-de-france", "deadline": date(2027, 1, 31), "published_at": now, "status": "online",
            "created_at": now, "missions": ["Animer"],
        }  # fmt: skip
        row = row or JobOffer(slug=slug, changed_at=now, **plain)
        for name, value in said.items():
            setattr(row, name, value)
        catalogue.keep(session, row, now)

    do(keep)


def ask(query: Query, email: str = NOUR, now: datetime = NOW) -> None:
    do(lambda session: alert_register.ask(session, email, query, now))


def follow(query: Query, email: str = NOUR, now: datetime = NOW) -> str:
    """Ask for an alert and confirm it; gives the personal link."""
    ask(query, email, now)
    link, number = link_of(email), alerts_of(email)[-1].id or 0
    do(lambda session: alert_register.confirm(session, link, number, now))
    return link


def link_of(email: str = NOUR) -> str:
    row = db.read(lambda s: s.exec(select(JobFollower).where(JobFollower.email == email)).one())
    return alert_register.link_of(row)


def alerts_of(email: str = NOUR) -> list[JobAlert]:
    asked = select(JobAlert).join(JobFollower).where(JobFollower.email == email).order_by(col(JobAlert.id))
    return list(db.read(lambda s: s.exec(asked).all()))


def act(name: str, link: str, number: int = 0, now: datetime = NOW) -> None:
    if name in alert_register.ALL:
        return do(lambda session: alert_register.ALL[name](session, link, now))
    return do(lambda session: alert_register.ACTS[name](session, link, number or alerts_of()[-1].id or 0, now))


def week(now: datetime) -> dict[str, list[str]]:
    """What this round queues: by person, the offers of their letter."""
    before = {each.key for each in letters()}
    while do(lambda session: alert_rounds.tell(session, now)):
        pass
    slugs = {row.id: row.slug for row in db.read(lambda s: s.exec(select(JobOffer)).all())}
    return {
        each.recipient: [slugs[number] for group in each.data["groups"] for number in group["offers"]]
        for each in letters()
        if each.key not in before
    }


def letters(kind: str = "") -> list[Letter]:
    asked = select(Letter).order_by(col(Letter.created_at), col(Letter.key))
    asked = asked.where(Letter.kind == f"jobs.alert_{kind}") if kind else asked
    return list(db.read(lambda session: session.exec(asked).all()))


def followed(email: str = NOUR) -> str:
    return ", ".join(alerts.said(alerts.unpacked(each.asked)) for each in alerts_of(email))


class Web:
    """Browsers and mail programs at the plain doors of the offers, behind the ring."""

    def __init__(self, build) -> None:
        rates.forget()
        (build / "404.html").write_text(SHELL)
        self.app = door.ring(door.pages({}, build, told=addresses.TOLD)(Starlette(routes=addresses.ROUTES)))

    def get(self, address: str) -> httpx.Response:
        return self.ask("GET", address)

    def submit(self, address: str, **form: Any) -> httpx.Response:
        """A form of one of our pages."""
        return self.ask("POST", address, data=form, headers={"origin": settings.address})

    def ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://irdsu.fr") as client:
                return await client.request(method, address, **more)

        return asyncio.run(asked())

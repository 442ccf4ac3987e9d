"""The team and its journal: who may open which desk, and what each has done."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import reflex as rx
from sqlmodel import Session, col, func, select

from irdsu_app import db, door
from irdsu_app.access import office, organisers, roles, team
from irdsu_app.access.models import Organiser, OrganiserAct
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr
from irdsu_app.mail import box
from irdsu_app.mail.letter import ToSend
from irdsu_app.settings import settings

PAGE = 100
"""Acts on a page of the journal."""
Act = Callable[[Session, Organiser, datetime], str]
"""Does something in the name of an organiser and gives the sentence to say."""


class TeamDesk(rx.State):
    """The organisers, for whoever answers for everything."""

    rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    said: str = ""
    refusal: str = ""
    wrong: str = ""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.reset()
        self._show()

    def _show(self) -> None:
        try:
            self.rows = db.read(lambda session: _team(session, office.whose(self, session, "all")))
        except organisers.NotAllowed:
            self.rows = []

    async def _do(self, act: Act) -> None:
        now = datetime.now(UTC)
        self.said = self.refusal = self.wrong = ""
        try:
            said = await db.write(lambda session: act(session, office.whose(self, session, "all"), now))
        except (team.Unfit, organisers.NotAllowed, roles.UnknownRole) as refusal:
            self.refusal, self.wrong = fr(str(refusal)), getattr(refusal, "field", "")
        else:
            self.said = fr(said)
        self._show()

    @rx.event
    @door.policy("organiser")
    async def invite(self, form: dict[str, str]) -> None:
        """Open the office to somebody, who is told by mail."""

        def act(session: Session, mine: Organiser, now: datetime) -> str:
            made = team.invite(session, form.get("email", ""), form.get("name", ""), _ticked(form), now)
            told = {"name": made.name, "by": mine.name, "roles": roles.told(made.roles).lower()}
            told["link"] = f"{settings.address}/connexion"
            letter = ToSend(f"access.invited:{made.id}", "access.invited", made.email, told, f"organiser:{made.id}")
            box.queue(session, [letter], now)
            detail = {"adresse": made.email, "rôles": made.roles}
            organisers.log(session, mine, "Personne invitée dans l’équipe", f"organiser:{made.id}", detail, now)
            return f"{made.name} est dans l’équipe ; un courriel le lui dit."

        await self._do(act)

    @rx.event
    @door.policy("organiser")
    async def change_roles(self, form: dict[str, str]) -> None:
        """Change what somebody answers for; when it is less, their visits end: what they have open closes at once."""

        def act(session: Session, mine: Organiser, now: datetime) -> str:
            person = _person_of(form)
            changed, ended = organisers.change_roles(session, person, _ticked(form))
            detail = {"rôles": changed.roles} | ({"visites fermées": ended} if ended else {})
            organisers.log(session, mine, "Rôles changés", f"organiser:{person}", detail, now)
            return f"{changed.name} : {roles.told(changed.roles)}."

        await self._do(act)

    @rx.event
    @door.policy("organiser")
    async def set_aside(self, person: UUID, aside: bool) -> None:
        """Close the office to somebody, whose visits end at once, or open it again."""

        def act(session: Session, mine: Organiser, now: datetime) -> str:
            changed = team.change(session, person, active=not aside)
            ended = organisers.close_others(session, changed) if aside else 0
            what = "Personne mise à l’écart" if aside else "Personne remise dans l’équipe"
            organisers.log(session, mine, what, f"organiser:{person}", {"visites fermées": ended} if aside else {}, now)
            return f"{changed.name} n’entre plus au bureau." if aside else f"{changed.name} peut de nouveau entrer."

        await self._do(act)


class JournalDesk(rx.State):
    """What organisers have done, the newest first, for whoever answers for everything."""

    rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    page: int = 1
    pages: int = 1

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self._show()

    @rx.event
    @door.policy("organiser")
    def turn(self, page: int) -> None:
        """Go to another page."""
        self.page = min(max(1, page), self.pages)
        self._show()

    def _show(self) -> None:
        def look(session: Session) -> tuple[int, list[dict[str, str]]]:
            office.whose(self, session, "all")
            total = session.exec(select(func.count()).select_from(OrganiserAct)).one()
            return total, _journal(session, self.page)

        try:
            total, self.rows = db.read(look)
        except organisers.NotAllowed:
            self.reset()
            return
        self.pages = max(1, -(-total // PAGE))


def _journal(session: Session, page: int) -> list[dict[str, str]]:
    asked = select(OrganiserAct, Organiser).join(Organiser, isouter=True)
    newest = asked.order_by(col(OrganiserAct.at).desc(), col(OrganiserAct.id).desc())
    acts = session.exec(newest.offset((page - 1) * PAGE).limit(PAGE)).all()
    return [_act(act, person) for act, person in acts]


def _act(act: OrganiserAct, person: Organiser | None) -> dict[str, str]:
    detail = " · ".join(f"{name} : {value}" for name, value in act.detail.items() if value not in ("", None))
    who = person.name if person is not None else "Le site"
    return {"when": moment(act.at), "who": who, "what": fr(act.what), "detail": fr(detail)}


def _team(session: Session, mine: Organiser) -> list[dict[str, str]]:
    return [_person(each, mine) for each in team.everybody(session)]


def _person(each: Organiser, mine: Organiser) -> dict[str, str]:
    held = {role: "oui" if role in roles.of(each.roles) else "" for role in roles.WORDS}
    return {
        "id": str(each.id),
        "name": each.name,
        "email": "" if each.email == team.MACHINE else each.email,
        "roles": fr(roles.told(each.roles)),
        "active": "oui" if each.active else "",
        "me": "oui" if each.id == mine.id else "",
        "machine": "oui" if each.email == team.MACHINE else "",
        **held,
    }


def _person_of(form: dict[str, str]) -> UUID:
    try:
        return UUID(form.get("person", ""))
    except ValueError:
        raise team.Unfit("Rechargez la page, puis changez ses rôles.") from None


def _ticked(form: dict[str, str]) -> list[str]:
    return [role for role in roles.WORDS if form.get(f"role-{role}")]

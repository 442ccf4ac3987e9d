"""The organisers' office as a browser sees it: who is there, their visits, what they may open."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import cookies, organisers, passkeys, roles, team
from irdsu_app.access.models import Organiser, OrganiserVisit, Passkey
from irdsu_app.access.seats import hash_of
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr, several

T = TypeVar("T")
NOTICES = {
    "lien": "Ce lien ne fonctionne pas ou plus : il sert une seule fois, dans les dix minutes. Demandez-en un autre.",
    "trop": "Trop d’essais en peu de temps. Attendez dix minutes, puis réessayez.",
    "adresse": "Cette adresse n’en est pas une : écrivez-la comme prenom.nom@exemple.fr.",
}
SENT = "Si cette adresse est celle d’une personne de l’équipe, un lien vient de partir. Il sert une fois, dix minutes."
OUT = "Vous avez quitté le bureau. Ce navigateur n’en garde rien."
FROM_MACHINE = "Vous entrez depuis la machine qui sert le site : tout vous est ouvert."
KEYS = {
    "ajoutee": "Votre clé d’accès est ajoutée : elle ouvre le bureau sans courriel.",
    "retiree": "Cette clé est retirée : elle n’ouvre plus le bureau. Effacez-la aussi de votre appareil.",
    "absente": "Cette clé n’était déjà plus là.",
}
"""What is said once a passkey was added or taken away."""
CLASHES = "Quelqu’un a changé un texte en même temps que vous : choisissez lequel garder. Le reste est enregistré."
"""What is said to the second of two organisers who wrote the same text at once."""
HERE = "organiser"
"""What a browser with a visit holds, besides its roles."""


def cookie_of(state: rx.State) -> str:
    """The visit this browser claims."""
    return cookies.cookie_of(state, cookies.ORGANISER)


def asked(state: rx.State, allowed: Callable[[Session, str], object], question: Callable[[Session], T]) -> T:
    """The answer of the database to an organiser whom `allowed` lets in; raises what it raises for others."""
    cookie = cookie_of(state)

    def ask(session: Session) -> T:
        allowed(session, cookie)
        return question(session)

    return db.read(ask)


def whose(state: rx.State, session: Session, role: str = "") -> Organiser:
    """The organiser of this browser, who must answer for this product when one is named; raises NotAllowed."""
    return organisers.required(session, cookie_of(state), role)


class Office(rx.State):
    """Who is there. `holds` is asked of the database at each event: nothing of the office shows without it."""

    entered: float = 0
    greeting: str = ""
    notice: str = ""
    sent: str = ""
    said: str = ""
    visits: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    keys: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)

    @rx.var(cache=False)
    def holds(self) -> list[str]:
        """The roles of this browser, at this very moment; nothing without a visit."""
        cookie = cookie_of(self)
        return db.read(lambda session: _holds(session, cookie)) if cookie else []

    @rx.event
    @door.policy("public")
    async def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        query = self.router.url.query_parameters
        self.reset()
        self.notice = fr(NOTICES.get(query.get("refus", ""), ""))
        self.sent = fr(SENT if query.get("envoye") else OUT if query.get("sorti") else "")
        cookie, now = cookie_of(self), datetime.now(UTC)
        if cookie and _holds_now(cookie):
            await db.write(lambda session: organisers.seen(session, cookie, now))
            self._show()
            self.said = fr(KEYS.get(query.get("cle", ""), ""))
        self.entered = time.time()

    def _show(self) -> None:
        cookie, now = cookie_of(self), datetime.now(UTC)

        def look(session: Session) -> tuple[Organiser, list[OrganiserVisit], list[Passkey]]:
            mine = organisers.required(session, cookie)
            return mine, organisers.visits(session, mine, now), passkeys.listed(session, mine)

        try:
            mine, visits, keys = db.read(look)
        except organisers.NotAllowed:
            self.reset()
            return
        self.greeting = fr(FROM_MACHINE if mine.email == team.MACHINE else f"Bonjour {mine.name}.")
        self.visits = [_visit(each, here=each.key_hash == hash_of(cookie)) for each in visits]
        self.keys = [_key(each) for each in keys]

    @rx.event
    @door.policy("organiser")
    async def close(self, visit: UUID) -> None:
        """End one of one's own visits."""
        now = datetime.now(UTC)

        def act(session: Session) -> bool:
            mine = whose(self, session)
            ended = organisers.close(session, mine, visit)
            if ended:
                organisers.log(session, mine, "Visite fermée", now=now)
            return ended

        try:
            ended = await db.write(act)
        except organisers.NotAllowed as refusal:
            self.reset()
            self.notice = fr(str(refusal))
            return
        self._show()
        self.said = fr("Cette visite est fermée." if ended else "Cette visite était déjà fermée.")

    @rx.event
    @door.policy("organiser")
    async def close_others(self) -> None:
        """End one's visits in every other browser."""
        cookie, now = cookie_of(self), datetime.now(UTC)

        def act(session: Session) -> int:
            mine = whose(self, session)
            ended = organisers.close_others(session, mine, cookie)
            organisers.log(session, mine, "Autres visites fermées", detail={"visites": ended}, now=now)
            return ended

        try:
            ended = await db.write(act)
        except organisers.NotAllowed as refusal:
            self.reset()
            self.notice = fr(str(refusal))
            return
        self._show()
        self.said = fr(f"{several(ended, 'visite fermée')} ailleurs. Il ne reste que celle-ci.")


def _holds(session: Session, cookie: str) -> list[str]:
    visit = organisers.visit_of(session, cookie)
    if visit is None:
        return []
    packed = organisers.organiser_of(session, visit).roles
    return [HERE, *(role for role in roles.WORDS if roles.includes(packed, role))]


def _holds_now(cookie: str) -> bool:
    return db.read(lambda session: organisers.visit_of(session, cookie)) is not None


def _visit(visit: OrganiserVisit, here: bool) -> dict[str, str]:
    return {
        "id": str(visit.id),
        "browser": visit.browser or "Un navigateur",
        "since": moment(visit.created_at),
        "seen": moment(visit.last_seen),
        "here": "oui" if here else "",
    }


def _key(key: Passkey) -> dict[str, str]:
    used = fr("jamais utilisée") if key.used_at is None else fr(f"utilisée le {moment(key.used_at)}")
    return {"id": str(key.id), "name": key.name, "since": moment(key.created_at), "used": used}

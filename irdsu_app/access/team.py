"""The register of the organisers: who they are, what they answer for, who invited them."""

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from irdsu_app.access import roles
from irdsu_app.access.models import Organiser
from irdsu_app.mail.letter import normalised

MACHINE = "machine@localhost"
"""Whoever types the command on the machine itself: they can do everything, and need no address."""
SHAPE = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
LONGEST_NAME = 80


class Unfit(Exception):
    """This cannot be done to the team; the message is the sentence to show, `field` where to show it."""

    def __init__(self, sentence: str, field: str = "") -> None:
        """Say what to do, and beside which field."""
        super().__init__(sentence)
        self.field = field


def address(typed: str) -> str:
    """An address as it is kept; raises Unfit when nobody could have it."""
    read = normalised(typed)
    if len(read) > 254 or not SHAPE.fullmatch(read):
        raise Unfit("Cette adresse n’en est pas une : écrivez-la comme prenom.nom@exemple.fr.", "email")
    return read


def machine(session: Session, now: datetime) -> Organiser:
    """The organiser who stands for the machine itself, made at first use."""
    return find(session, MACHINE) or _make(session, MACHINE, "La machine qui sert le site", "all", now)


def find(session: Session, email: str) -> Organiser | None:
    """The organiser with this address, active or not."""
    return session.exec(select(Organiser).where(Organiser.email == normalised(email))).one_or_none()


def everybody(session: Session) -> list[Organiser]:
    """Every organiser, the active first, then by name."""
    return list(session.exec(select(Organiser).order_by(col(Organiser.active).desc(), Organiser.name)).all())


def invite(session: Session, email: str, name: str, wanted: Iterable[str], now: datetime) -> Organiser:
    """Make an organiser; raises Unfit when there is one already."""
    kept, said = address(email), " ".join(name.split())
    if len(said) > LONGEST_NAME:
        raise Unfit(f"Ce nom est trop long : {LONGEST_NAME} caractères au plus.", "name")
    if find(session, kept) is not None:
        raise Unfit("Cette personne est déjà dans l’équipe : changez son rôle dans la liste.", "email")
    return _make(session, kept, said or kept.partition("@")[0], roles.packed(wanted), now)


def _make(session: Session, email: str, name: str, packed: str, now: datetime) -> Organiser:
    made = Organiser(id=uuid4(), email=email, name=name, roles=packed, created_at=now)
    session.add(made)
    session.flush()
    return made


def change(
    session: Session, number: UUID, wanted: Iterable[str] | None = None, active: bool | None = None
) -> Organiser:
    """Change what an organiser answers for, or whether they still come in; raises Unfit.

    The last who answers for everything stays: without them nobody could invite anybody.
    """
    people = session.exec(select(Organiser).order_by(col(Organiser.id)).with_for_update()).all()
    found = next((each for each in people if each.id == number), None)
    if found is None:
        raise Unfit("Cette personne n’est plus dans l’équipe : rechargez la page.")
    if found.email == MACHINE:
        raise Unfit("La machine garde tous les rôles : qui peut y taper une commande peut tout.")
    after = roles.packed(wanted) if wanted is not None else found.roles
    stays = found.active if active is None else active
    others = [each for each in people if each.id != number and each.email != MACHINE and _holds_all(each)]
    if _holds_all(found) and not (stays and after == "all") and not others:
        raise Unfit("Il faut au moins une personne qui réponde de tout : donnez d’abord ce rôle à quelqu’un d’autre.")
    found.roles, found.active = after, stays
    session.add(found)
    session.flush()
    return found


def _holds_all(each: Organiser) -> bool:
    return each.active and each.roles == "all"

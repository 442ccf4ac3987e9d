"""The passkeys of the organisers: added during a recent visit, they let in as a mailed link does (WebAuthn).

What a key is asked to sign is drawn here, kept as a hash for five minutes, and used once, whatever comes of it.
"""

import logging
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import webauthn
from sqlmodel import Session, col, delete, select
from webauthn import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from irdsu_app.access import organisers, team
from irdsu_app.access.models import Organiser, OrganiserVisit, Passkey, PasskeyChallenge
from irdsu_app.access.seats import hash_of

CHALLENGE_LASTS, RECENT = timedelta(minutes=5), timedelta(minutes=30)
MOST, LONGEST_NAME = 10, 60
HOUSE = "Le bureau de l’IR-DSU"
CHECKED = UserVerificationRequirement.REQUIRED
SHAPE = re.compile(r"[A-Za-z0-9_-]{1,1400}")
"""The name a key gives itself, in base64url."""
UNKNOWN = "Cette clé n’a pas été reconnue : entrez par un lien reçu par courriel."
log = logging.getLogger(__name__)


class Refused(Exception):
    """This key neither enters nor is added; the message is the sentence to show."""


@dataclass(frozen=True)
class Signed:
    """What a browser sends back: the answer of the key, what it was asked to sign, the origin it was asked from."""

    answer: Mapping[str, Any]
    challenge: str
    origin: str

    @property
    def host(self) -> str:
        """Whose keys these are."""
        return host_of(self.origin)


def host_of(origin: str) -> str:
    """The name that keys made at this origin are bound to."""
    return urlsplit(origin).hostname or ""


def ask(session: Session, origin: str, now: datetime) -> tuple[str, str]:
    """What to sign to come in, and the JSON of the options the browser needs; no organiser is named."""
    challenge = _draw(session, None, now)
    options = webauthn.generate_authentication_options(
        rp_id=host_of(origin), challenge=base64url_to_bytes(challenge), user_verification=CHECKED
    )
    return challenge, webauthn.options_to_json(options)


def ask_to_add(session: Session, cookie: str, origin: str, now: datetime) -> tuple[str, str]:
    """What to sign to add a key to one's own, and the JSON of the options; raises Refused or NotAllowed."""
    whose = _recent(session, cookie, now)
    mine = listed(session, whose)
    if len(mine) >= MOST:
        raise Refused(f"Vous avez déjà {MOST} clés d’accès : retirez-en une d’abord.")
    challenge = _draw(session, whose.id, now)
    options = webauthn.generate_registration_options(
        rp_id=host_of(origin),
        rp_name=HOUSE,
        user_id=whose.id.bytes,
        user_name=whose.email,
        user_display_name=whose.name,
        challenge=base64url_to_bytes(challenge),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, require_resident_key=True, user_verification=CHECKED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in mine],
    )
    return challenge, webauthn.options_to_json(options)


def spend(session: Session, challenge: str, now: datetime, cookie: str | None = None) -> bool:
    """Use a challenge up, in a transaction of its own so that no failure gives it back; whether it still held.

    With the cookie of a visit, one drawn for this organiser to add a key; without, one drawn to come in.
    """
    visit = None if cookie is None else organisers.visit_of(session, cookie, now)
    if cookie is not None and visit is None:
        return False
    whose = col(PasskeyChallenge.organiser_id)
    mine = whose.is_(None) if visit is None else whose == visit.organiser_id
    held = (col(PasskeyChallenge.key_hash) == hash_of(challenge)) & (col(PasskeyChallenge.expires_at) > now)
    return session.exec(delete(PasskeyChallenge).where(mine, held)).rowcount == 1


def add(session: Session, cookie: str, signed: Signed, name: str, now: datetime) -> Passkey:
    """Keep a new key of the organiser of this visit, whose challenge was just spent; raises Refused or NotAllowed."""
    whose = _recent(session, cookie, now)
    try:
        made = webauthn.verify_registration_response(
            credential=dict(signed.answer),
            expected_challenge=base64url_to_bytes(signed.challenge),
            expected_rp_id=signed.host,
            expected_origin=signed.origin,
            require_user_verification=True,
        )
    except Exception as error:  # whatever a browser may send: the library reads it with several others
        log.info("a passkey was not added: %s", type(error).__name__)
        raise Refused("Cette clé n’a pas été ajoutée. Recommencez, ou entrez de nouveau d’abord.") from None
    kept = bytes_to_base64url(made.credential_id)
    if session.exec(select(Passkey.id).where(Passkey.credential_id == kept)).first() is not None:
        raise Refused("Cette clé est déjà ajoutée.")
    key = Passkey(
        id=uuid4(),
        organiser_id=whose.id,
        credential_id=kept,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=_readable(name) or "Clé d’accès",
        created_at=now,
    )
    session.add(key)
    organisers.log(session, whose, "Clé d’accès ajoutée", detail={"clé": key.name}, now=now)
    return key


def enter(session: Session, signed: Signed, now: datetime, browser: str = "", before: str = "") -> str:
    """Let in whoever holds this key, whose challenge was just spent; the cookie value to set, or nothing.

    Nothing rather than an exception: a key that was copied is written in the journal of its organiser.
    """
    named = str(signed.answer.get("id", ""))
    if not SHAPE.fullmatch(named):
        return ""
    asked = select(Passkey).where(Passkey.credential_id == named)
    key = session.exec(asked.with_for_update()).one_or_none()
    whose = key and session.get(Organiser, key.organiser_id)
    if key is None or whose is None or not whose.active or not whose.roles:
        return ""
    count = _proved(signed, key)
    if count is None:
        return ""
    if (count or key.sign_count) and count <= key.sign_count:
        log.warning("a passkey was refused: its count went back")
        organisers.log(session, whose, "Clé d’accès refusée : son compteur a reculé", detail={"clé": key.name}, now=now)
        return ""
    key.sign_count, key.used_at = count, now
    session.add(key)
    return organisers.open_visit(session, whose, now, browser, before, how="Entrée par clé d’accès")


def _proved(signed: Signed, key: Passkey) -> int | None:
    """How many times the key says it signed, once its signature is checked; nothing when it is not its own."""
    try:
        if base64url_to_bytes(signed.answer["response"]["userHandle"]) != key.organiser_id.bytes:
            return None
        return webauthn.verify_authentication_response(
            credential=dict(signed.answer),
            expected_challenge=base64url_to_bytes(signed.challenge),
            expected_rp_id=signed.host,
            expected_origin=signed.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=0,  # the library judges it before the signature: anybody could say it
            require_user_verification=True,
        ).new_sign_count
    except Exception as error:  # whatever a browser may send
        log.info("a passkey was not recognised: %s", type(error).__name__)
        return None


def listed(session: Session, organiser: Organiser) -> list[Passkey]:
    """The keys of an organiser, the oldest first."""
    asked = select(Passkey).where(Passkey.organiser_id == organiser.id).order_by(col(Passkey.created_at))
    return list(session.exec(asked).all())


def remove(session: Session, cookie: str, number: UUID, now: datetime) -> bool:
    """Take one of one's own keys away; whether there was one. Raises NotAllowed."""
    whose = organisers.required(session, cookie)
    mine = select(Passkey).where(Passkey.organiser_id == whose.id, Passkey.id == number)
    key = session.exec(mine).one_or_none()
    if key is None:
        return False
    session.delete(key)
    organisers.log(session, whose, "Clé d’accès retirée", detail={"clé": key.name}, now=now)
    return True


def _readable(name: str) -> str:
    """A name as it is kept: in one line, without what no screen shows."""
    return "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:LONGEST_NAME]


def _draw(session: Session, organiser: UUID | None, now: datetime) -> str:
    session.exec(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) < now))
    drawn = secrets.token_urlsafe(32)
    session.add(PasskeyChallenge(key_hash=hash_of(drawn), organiser_id=organiser, expires_at=now + CHALLENGE_LASTS))
    session.flush()
    return drawn


def _recent(session: Session, cookie: str, now: datetime) -> Organiser:
    whose = organisers.required(session, cookie)
    visit = col(OrganiserVisit.key_hash) == hash_of(cookie)
    if (
        session.exec(select(OrganiserVisit.id).where(visit, col(OrganiserVisit.created_at) > now - RECENT)).first()
        is None
    ):
        raise Refused("Pour ajouter une clé, sortez puis entrez de nouveau : votre visite a plus de trente minutes.")
    if whose.email == team.MACHINE:
        raise Refused("La machine n’a pas de clé d’accès : entrez avec votre propre adresse.")
    return whose

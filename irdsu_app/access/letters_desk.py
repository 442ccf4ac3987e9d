"""The letters as organisers see them: what waits, what left, what was refused and why; send one again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, cast, get_args
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from irdsu_app import db, door
from irdsu_app.access import office, organisers, roles
from irdsu_app.access.models import Organiser
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr, several
from irdsu_app.mail import box
from irdsu_app.mail.letter import Status
from irdsu_app.mail.models import Letter

WORDS: dict[Status, str] = {
    "queued": "En attente",
    "handing": "En cours d’envoi",
    "sent": "Envoyé",
    "refused": "Refusé",
    "uncertain": "Incertain",
    "dropped": "Retiré",
}
Asked = Literal["", "queued", "handing", "sent", "refused", "uncertain", "dropped"]
_names: dict[str, str] = {}


def name_letters(names: Mapping[str, str]) -> None:
    """Say in French what each kind of letter is ("cycles.confirmed": "Place confirmée")."""
    _names.update(names)


def kinds_for(organiser: Organiser) -> tuple[str, ...] | None:
    """The letters an organiser may read: those of the products they answer for; nothing means all of them."""
    return None if roles.includes(organiser.roles, "all") else roles.of(organiser.roles)


class LettersDesk(rx.State):
    """What an organiser sees of the letters."""

    rows: rx.Field[list[dict[str, str]]] = rx.field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1
    status: str = ""
    words: str = ""
    said: str = ""
    refusal: str = ""

    @rx.event
    @door.policy("public")
    def enter(self) -> None:
        """Come in, or come back: at each load and each reconnection."""
        self.said = self.refusal = ""
        self._show()

    def _show(self) -> None:
        try:
            rows, self.total = db.read(self._found)
        except organisers.NotAllowed:
            self.reset()
            return
        self.pages = max(1, -(-self.total // box.PAGE))
        self.rows = [_row(each) for each in rows]

    def _found(self, session: Session) -> tuple[list[Letter], int]:
        kinds, status = kinds_for(office.whose(self, session)), cast(Asked, self.status)
        found, total = box.listed(session, status=status, words=self.words, kinds=kinds, page=self.page)
        return list(found), total

    @rx.event
    @door.policy("organiser")
    def search(self, form: dict[str, str]) -> None:
        """Show the letters in this state, to these addresses."""
        status = form.get("status", "")
        self.status = status if status in get_args(Asked) else ""
        self.words, self.page = form.get("words", "").strip()[:254], 1
        self.refusal = ""
        self._show()
        self.said = fr(f"{several(self.total, 'courriel trouvé')}.")

    @rx.event
    @door.policy("organiser")
    def turn(self, page: int) -> None:
        """Go to another page."""
        self.page, self.said = min(max(1, page), self.pages), ""
        self._show()

    @rx.event
    @door.policy("organiser")
    async def again(self, letter: UUID) -> None:
        """Send a letter once more, by hand."""
        now = datetime.now(UTC)

        def act(session: Session) -> None:
            mine = office.whose(self, session)
            sent = box.again(session, letter, now)
            kinds = kinds_for(mine)
            if kinds is not None and sent.kind.partition(".")[0] not in kinds:
                raise organisers.NotAllowed("Ce courriel est celui d’un autre outil.")
            organisers.log(session, mine, "Courriel envoyé de nouveau", f"letter:{letter}", {"type": sent.kind}, now)

        try:
            await db.write(act)
        except (box.CannotResend, organisers.NotAllowed) as refusal:
            self.refusal, self.said = fr(str(refusal)), ""
        else:
            self.refusal, self.said = "", fr("Ce courriel repart.")
        self._show()


def _row(letter: Letter) -> dict[str, str]:
    return {
        "id": str(letter.id),
        "to": letter.recipient or fr("(adresse effacée)"),
        "kind": fr(_names.get(letter.kind, letter.kind)),
        "status": letter.status,
        "word": WORDS[cast(Status, letter.status)],
        "when": _when(letter),
        "why": fr(letter.why),
        "again": "oui" if letter.status in ("refused", "uncertain") and not letter.secret and letter.recipient else "",
    }


def _when(letter: Letter) -> str:
    if letter.sent_at is not None:
        return fr(f"Parti le {moment(letter.sent_at)}")
    if letter.status == "queued":
        return fr(f"Partira le {moment(letter.next_at)}")
    return fr(f"Préparé le {moment(letter.created_at)}")

"""What each address of whoever posts shows, before scripts run (`deposit_told`) and after (`deposit_state`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from irdsu_app.design.markup import Markup
from irdsu_app.design.typography import fr
from irdsu_app.jobs import deposit_screens, deposit_seen, fields, manage_screen, posting_keys
from irdsu_app.jobs.deposit_fields import Shown
from irdsu_app.jobs.deposit_frame import Seen
from irdsu_app.jobs.offer import today
from irdsu_app.jobs.posting_models import JobPosting
from irdsu_app.jobs.posting_rows import UNKNOWN, Unknown, found, posting_of
from irdsu_app.jobs.submission import Posting

NOBODY = UUID(int=0)
PROOF = (
    "Ce lien ne confirme rien : il est incomplet, l’adresse a été corrigée depuis, ou l’offre est effacée. "
    "Ouvrez celui du dernier courriel reçu."
)
_MASKED = re.compile(r"\S{0,2}•••\S{0,2}@[\w.-]+")
"""An address half hidden: whoever makes a link to us does not make us say anything else."""
ERASED = "Le brouillon est effacé."


@dataclass(frozen=True)
class View:
    """A page: its title, what it shows, the status of the answer."""

    title: str
    html: Markup
    status: int = 200


def begin(now: datetime) -> View:
    """An offer nobody has written yet."""
    written = fields.fresh(today(now))
    seen = Seen(posting=Posting(id=NOBODY, written=written), key="", shown=Shown(written))
    return View(fr("Déposer une offre – IR-DSU"), deposit_screens.screen(seen, 1, now))


def own(session: Session, key: str, asked: Mapping[str, str], now: datetime) -> View:
    """What a personal link opens: one of the four screens (`ecran`), or the page that manages the offer."""
    number = int(asked["ecran"]) if asked.get("ecran") in ("1", "2", "3", "4") else 0
    try:
        opened = deposit_seen.opened(session, key, number, bool(asked.get("manque")), now)
    except Unknown:
        return View(fr("Gérer mon offre – IR-DSU"), manage_screen.lost(UNKNOWN), 404)
    if number:
        title = "Déposer une offre" if opened.seen.posting.public is None else "Modifier l’offre"
        step = deposit_screens.TITLES[number - 1]
        return View(fr(f"{step} – {title} – IR-DSU"), deposit_screens.screen(opened.seen, number, now))
    return View(fr("Gérer mon offre – IR-DSU"), manage_screen.manage(opened.seen, now, opened.address, asked.get("fait", "")))  # fmt: skip  # noqa: E501


def lost(asked: Mapping[str, str]) -> View:
    """Whoever has no link, or no longer."""
    if _MASKED.fullmatch(whom := asked.get("remplace", "")[:200]):
        return View(fr("Le lien est remplacé – IR-DSU"), manage_screen.replaced(whom))
    return View(fr("Gérer mon offre – IR-DSU"), manage_screen.lost("", sent=asked.get("fait") == "liens"))


def proof(session: Session, link: str) -> View:
    """What the link of a letter opens; nothing is proved yet."""
    title = fr("Confirmer mon adresse – IR-DSU")
    try:
        row = found(session, col(JobPosting.address_hash) == posting_keys.hash_of(link), lock=False)
    except Unknown:
        return View(title, manage_screen.lost(PROOF), 404)
    posting = posting_of(row)
    return View(title, manage_screen.confirming(Seen(posting=posting, key="", shown=Shown(posting.written)), link))

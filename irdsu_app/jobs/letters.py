"""Which letter an act on a posting deserves, and what it is told. Pure; `writing.py` writes them.

No key holds an address: keys outlive an erasure. No link is in the data: it is made again when the letter is written.
"""

from dataclasses import replace
from datetime import datetime

from irdsu_app.design import days
from irdsu_app.jobs import deciding, fields
from irdsu_app.jobs.submission import Letter, Posting
from irdsu_app.mail.letter import ToSend

PREFIX = "jobs."


def about(posting: Posting) -> str:
    """What lets organisers find the letters of a posting."""
    return f"job:{posting.id}"


def mine(posting: Posting, now: datetime) -> ToSend:
    """The link of an offer, to whoever has lost it; once a minute is enough."""
    return replace(of("link", posting, ""), key=f"jobs:{posting.id}:mine:{now:%Y%m%d%H%M}", kind=f"{PREFIX}mine")


def of(letter: Letter, posting: Posting, slug: str) -> ToSend:
    """The letter of an act; `slug` is the address of its offer on the board, if any."""
    until = fields.deadline(posting.written)
    data = {
        "posting": str(posting.id),
        "version": posting.link_version,
        "title": posting.written.title,
        "organisation": posting.written.organisation,
        "slug": slug,
        "reason": deciding.REASONS.get(posting.reason, ""),
        "words": posting.words,
        "deadline": "" if posting.written.open_ended or until is None else days.said(until),
    }
    if letter == "confirm":
        data["email"] = posting.email
    return ToSend(
        key=f"jobs:{posting.id}:{letter}:{posting.revision}",
        kind=PREFIX + letter,
        recipient=posting.email,
        data=data,
        about=about(posting),
        secret=letter == "confirm",
    )

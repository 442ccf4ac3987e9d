"""The links of an offer: what somebody typed in a field becomes a link only when it is one that is safe. Pure."""

import re
from urllib.parse import quote, urlsplit

from irdsu_app.jobs.offer import Offer

_MAIL = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_UNSEEN = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def web(address: str) -> str:
    """The address of a page on the web, or nothing: neither `javascript:`, nor a path, nor somebody in disguise."""
    if _UNSEEN.search(address):
        return ""
    try:
        read = urlsplit(address)
        fit = read.scheme in ("https", "http") and "." in (read.hostname or "") and not read.username
    except ValueError:
        return ""
    return address if fit else ""


def mail(address: str) -> str:
    """An e-mail address, also when it was typed as a link, or nothing."""
    bare = address.strip().removeprefix("mailto:")
    return bare if _MAIL.fullmatch(bare) else ""


def letter(offer: Offer, address: str) -> str:
    """A letter to begin in one's own mail program: to whom, about what, and the first lines."""
    subject = f"Candidature : {offer.title}"
    body = (
        f"Bonjour,\n\nJe vous adresse ma candidature au poste « {offer.title} » ({offer.organisation}).\n"
        f"{f'Pièces jointes : {offer.documents}' if offer.documents else ''}\n\nBien cordialement,\n"
    )
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"

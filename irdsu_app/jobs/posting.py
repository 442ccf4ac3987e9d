"""An offer for search engines, in the words of schema.org: nothing that the page does not say. Pure."""

import json
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from irdsu_app.design.typography import fr
from irdsu_app.jobs.lists import CONTRACTS
from irdsu_app.jobs.offer import Offer, expires_at, is_open, today
from irdsu_app.jobs.places import REGION_NAMES

_LIMITED = {"cdd": "TEMPORARY", "contrat-de-projet": "TEMPORARY", "alternance": "INTERN", "stage": "INTERN"}
_LIMITED |= {"volontariat": "VOLUNTEER", "mise-a-disposition": "OTHER"}


def posting(offer: Offer, now: datetime, address: str) -> Mapping[str, Any] | None:
    """The JobPosting of an offer at this address; None when one may not answer, and for those of demonstration.

    A demonstration marked up as a post would be offered to people who look for work.
    """
    if not is_open(offer, now) or offer.demonstration or not offer.published_at:
        return None
    ends = expires_at(offer)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": fr(offer.title),
        "description": _description(offer),
        "datePosted": today(offer.published_at).isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": fr(offer.organisation)},
        "jobLocation": {"@type": "Place", "address": _address(offer)},
        "employmentType": _employment(offer),
        "totalJobOpenings": offer.positions,
        "directApply": False,
        "url": address,
    }
    return said | ({"validThrough": ends.isoformat()} if ends else {})


def script(offer: Offer, now: datetime, address: str) -> str:
    """The same, as it is written in the head of the page; nothing when there is none."""
    found = posting(offer, now, address)
    if found is None:
        return ""
    return f'<script type="application/ld+json" data-told="">{_safe(found)}</script>'


def _safe(found: Mapping[str, Any]) -> str:
    written = json.dumps(found, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def _address(offer: Offer) -> dict[str, str]:
    known = {"addressLocality": fr(offer.place), "addressRegion": REGION_NAMES.get(offer.region, "")}
    return {"@type": "PostalAddress", "addressCountry": "FR", **{name: said for name, said in known.items() if said}}


def _employment(offer: Offer) -> list[str]:
    full = "PART_TIME" if "partiel" in offer.working_time.casefold() else "FULL_TIME"
    return [full, *([_LIMITED[offer.contract]] if offer.contract in _LIMITED else [])]


def _description(offer: Offer) -> str:
    """The text of the page, in the few tags that search engines read."""
    parts = [offer.presentation, offer.context]
    paragraphs = [f"<p>{_text(line)}</p>" for part in parts for line in part.splitlines() if line.strip()]
    missions = [f"<li>{_text(each)}</li>" for each in offer.missions]
    after = [offer.profile, CONTRACTS.get(offer.contract, ""), offer.contract_detail, offer.working_time, offer.pay]
    rest = [f"<p>{_text(each)}</p>" for each in after if each]
    return "".join((*paragraphs, *(["<ul>", *missions, "</ul>"] if missions else []), *rest))


def _text(words: str) -> str:
    return escape(fr(words), quote=False)

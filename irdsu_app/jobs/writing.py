"""Writing a letter to whoever posts from what was kept when it was queued. Pure: what the house says is given."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

from pydantic import Field

from irdsu_app import content
from irdsu_app.design import lettering
from irdsu_app.design.lettering import Frozen, Paragraph, Words
from irdsu_app.design.typography import fr
from irdsu_app.jobs.letters import PREFIX
from irdsu_app.mail.letter import Writer, Written


@dataclass(frozen=True)
class House:
    """Who writes: the public address of the site and the name of the house.

    `personal` makes a personal link again from a posting and the version of its link, `proof` the link that proves an
    address: neither is ever kept.
    """

    address: str
    name: str
    personal: Callable[[UUID, int], str]
    proof: Callable[[UUID, str], str]
    contact: str = ""


class Letters(Frozen):
    """The whole of content/jobs/letters.yaml."""

    greeting: str
    manage: str
    signature: str
    contact: str
    letters: dict[str, Words] = Field(min_length=1)


@cache
def words() -> Letters:
    """Read content/jobs/letters.yaml."""
    return content.read("jobs/letters", Letters)


def writer(house: House) -> Writer:
    """Make what writes these letters, to give to the post under `jobs.`."""
    return partial(write, house)


def write(house: House, kind: str, data: Mapping[str, Any]) -> Written:
    """Write a letter; raises KeyError for a kind nobody knows."""
    template, said, number = words().letters[kind.removeprefix(PREFIX)], words(), UUID(data["posting"])
    manage = f"{house.address}/offres/gerer/{house.personal(number, data['version'])}"
    values = {
        **{name: fr(data[name]) for name in ("title", "organisation", "reason", "words", "deadline")},
        "open_ended": not data["deadline"],
        "house": house.name,
        "contact": house.contact,
        "manage": manage,
        "offer": f"{house.address}/offres/{data['slug']}" if data["slug"] else "",
        "confirm": f"{house.address}/offres/confirmer/{house.proof(number, data['email'])}" if "email" in data else "",
    }
    subject = re.sub(r"[\x00-\x1f\x7f]+", " ", lettering.fill(template.subject, values))
    ending = [] if "email" in data else [Paragraph(fr(said.manage), address=manage, small=True)]
    ending += [
        Paragraph(each, small=True)
        for each in (fr(said.signature), lettering.fill(template.why, values), lettering.fill(said.contact, values))
        if each
    ]
    whole = [Paragraph(fr(said.greeting)), *lettering.filled(template.lines, values), *ending]
    return Written(subject=subject, text=lettering.plain(whole), html=lettering.dressed(subject, whole))

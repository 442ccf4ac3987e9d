"""What the addresses of the cycles say in the HTML itself: read without scripts, by people and by machines."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from irdsu_app import db
from irdsu_app.cycles import account_register, seen, shown, survey_links
from irdsu_app.cycles.seen import CycleSeen, MeetingSeen
from irdsu_app.cycles.shown import DEMONSTRATION, MeetingShown, ResourceShown
from irdsu_app.cycles.survey_links import SurveyShown
from irdsu_app.design import layout
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import fr
from irdsu_app.door.pages import Told
from irdsu_app.settings import settings

SHEETS = '<link rel="stylesheet" href="/cycles.css" data-told="">'
SHELF = ("Les cycles – IR-DSU", "Des cycles de rencontres sur l’observation et l’évaluation, ouverts à l’inscription.")


def shelf(_named: Mapping[str, str]) -> Told:
    """All the cycles."""
    found = db.read(lambda session: seen.shelf(session, datetime.now(UTC)))
    cards = [
        el("li", el("h2", _link(each["title"], f"/cycles/{each['slug']}")), el("p", text(each["hook"])))
        for each in map(shown.cycle, found)
    ]
    body = [el("h1", "Les cycles"), el("ul", *cards, class_="shelf")]
    title, description = SHELF
    return Told(fr(title), fr(description), _page(*body), SHEETS)


def cycle(named: Mapping[str, str]) -> Told | None:
    """A cycle and its meetings."""
    found = db.read(lambda session: seen.public(session, named["slug"], datetime.now(UTC)))
    if found is None:
        return None
    said = shown.cycle(found)
    lines = [
        el(
            "li",
            _leaf(each),
            el("div", el("h3", _link(each["title"], each["address"])), _where(each), _aims(each["objectives"])),
            el("div", _seat(row), class_="side"),
        )
        for each, row in zip(shown.meetings(found), found.meetings, strict=True)
    ]
    ways = (
        el(
            "p",
            _link("S’inscrire à tout le cycle", f"/cycles/{found.slug}/inscription?seance=tout", "button"),
            class_="button-row",
        )
        if said["open"]
        else ""
    )
    body = [
        el("p", text(f"{said['count']} · {said['span']}"), class_="cycle-of"),
        el("h1", text(said["title"])),
        el("p", text(said["hook"]), class_="lead"),
        ways,
        el("h2", text("Les séances")),
        el("ol", *lines, class_="dates"),
        *_account(found.slug),
        *_surveys(survey_links.shown(found, datetime.now(UTC))),
        el("h2", text("À savoir")),
        *[el("p", text(f"{name} : {words}")) for name, words in _known(said["audience"], said["price"]) if words],
    ]
    events = [] if found.demonstration else [_event(found, each) for each in found.meetings]
    return _told(found, said["title"], said["hook"], body, events)


def meeting(named: Mapping[str, str]) -> Told | None:
    """A meeting."""
    now = datetime.now(UTC)
    found = db.read(lambda session: seen.meeting(session, named["slug"], named["code"], now))
    if found is None:
        return None
    of, row = found
    said = next(each for each in shown.meetings(of) if each["code"] == row.code)
    body = [
        el("p", _link(fr(of.title), f"/cycles/{of.slug}"), class_="cycle-of"),
        el("h1", text(said["title"])),
        el("div", _leaf(said), _where(said), class_="beside"),
        el("p", _seat(row)),
        el("h2", "Objectifs"),
        _aims(said["objectives"]),
        el("h2", text("Déroulé")),
        el("p", text(said["programme"])),
        el("h2", "Avec"),
        _aims(said["speakers"]),
        *_resources(said["resources"]),
        *_surveys(survey_links.of_meeting(survey_links.shown(of, now), row.code)),
    ]
    description = f"{said['when']}, {said['mode']}. {' ; '.join(said['objectives'])}."
    return _told(of, said["title"], description, body, [] if of.demonstration else [_event(of, row)])


def asking(named: Mapping[str, str]) -> Told | None:
    """The form of a cycle, which needs its scripts."""
    found = db.read(lambda session: seen.public(session, named["slug"], datetime.now(UTC)))
    if found is None:
        return None
    title = f"S’inscrire : {fr(found.title)}"
    body = [
        el("p", _link(fr(found.title), f"/cycles/{found.slug}"), class_="cycle-of"),
        el("h1", text("S’inscrire")),
        el("p", text("Le formulaire s’ouvre… Il a besoin de JavaScript."), class_="lead"),
        el("p", text(f"Sinon, écrivez à {found.contact}.")) if found.contact else "",
    ]
    return _told(
        found, title, f"Choisir ses séances et s’inscrire au cycle « {found.title} ».", body, [], indexed=False
    )


def addresses() -> list[str]:
    """The addresses of the published cycles, for the sitemap."""
    found = db.read(lambda session: seen.shelf(session, datetime.now(UTC)))
    return [
        address
        for each in found
        if not each.demonstration
        for address in (f"/cycles/{each.slug}", *(f"/cycles/{each.slug}/seances/{one.code}" for one in each.meetings))
    ]


def _told(
    of: CycleSeen, title: str, description: str, body: list[Markup], events: list[Any], *, indexed: bool = True
) -> Told:
    banner = [el("p", text(DEMONSTRATION), class_="demo", role="note")] if of.demonstration else []
    head = SHEETS + "".join(_script(event) for event in events)
    # A demonstration may be read, but nobody should find it while looking for a real meeting.
    shown_to_all = indexed and not of.demonstration
    return Told(f"{title} – IR-DSU", _short(fr(description)), _page(*banner, *body), head, shown_to_all)


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:160].rsplit(" ", 1)[0] + "…"


def _page(*content: Markup) -> Markup:
    brand = el("a", el("span", class_="fold-mark", aria_hidden="true"), "IR-DSU", href="/", class_="brand")
    links = [el("li", _link(words, address)) for address, words in layout.NAVIGATION]
    header = el("header", el("div", brand, el("nav", el("ul", *links)), class_="wide"), class_="header")
    return el("div", header, el("main", el("div", *content, class_="wide"), class_="content"), class_="site")


def _link(words: str, address: str, class_: str = "") -> Markup:
    return el("a", text(words), href=address, class_=class_ or None)


def _leaf(said: MeetingShown) -> Markup:
    return el("div", el("b", text(said["day"])), el("span", text(said["month"])), class_="day", aria_hidden="true")


def _where(said: MeetingShown) -> Markup:
    place = f" · {said['place']}" if said["place"] else ""
    return el("p", el("b", text(said["when"])), "<br>", text(said["mode"] + place), class_="at")


def _seat(row: MeetingSeen) -> Markup:
    return el("span", text(row.seats["said"]), class_=f"seat {row.seats['tone']}")


def _aims(lines: list[str]) -> Markup:
    return el("ul", *[el("li", text(each)) for each in lines], class_="aims")


def _account(slug: str) -> list[Markup]:
    """Where the account is, when it was published."""
    if db.read(lambda session: account_register.published(session, slug)) is None:
        return []
    return [el("p", _link("Lire le compte rendu du cycle", f"/cycles/{slug}/bilan", "button second"))]


def _surveys(links: list[SurveyShown]) -> list[Markup]:
    lines = [el("li", _link(each["title"], each["address"]), text(f" ({each['said']})")) for each in links]
    return [el("h2", text(survey_links.GIVE)), el("ul", *lines, class_="aims")] if lines else []


def _resources(those: list[ResourceShown]) -> list[Markup]:
    """What may be read: a link when it is open to all, else only its name and to whom it opens."""
    lines = [
        el(
            "li",
            _link(each["title"], each["address"]) if each["address"] else text(each["title"]),
            text(f" ({each['note']})") if each["note"] else "",
        )
        for each in those
    ]
    return [el("h2", "Ressources"), el("ul", *lines, class_="aims")] if lines else []


def _known(audience: str, price: str) -> tuple[tuple[str, str], ...]:
    return (("Pour qui", audience), ("Tarif", price))


def _event(of: CycleSeen, row: MeetingSeen) -> dict[str, Any]:
    """A meeting for search engines, in the words of schema.org; never of a demonstration."""
    kinds = {"onsite": "Offline", "remote": "Online", "hybrid": "Mixed"}
    statuses = {"cancelled": "EventCancelled", "postponed": "EventRescheduled"}
    address = f"{settings.address}/cycles/{of.slug}/seances/{row.code}"
    places: list[dict[str, str]] = []
    if row.mode != "remote":
        places.append({"@type": "Place", "name": row.place, "address": row.access or row.place})
    if row.mode != "onsite":
        places.append({"@type": "VirtualLocation", "url": address})
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": row.title,
        "description": " ; ".join(row.objectives),
        "startDate": row.starts_at.isoformat(),
        "endDate": row.ends_at.isoformat(),
        "eventAttendanceMode": f"https://schema.org/{kinds[row.mode]}EventAttendanceMode",
        "eventStatus": f"https://schema.org/{statuses.get(row.standing, 'EventScheduled')}",
        "location": places,
        "organizer": {"@type": "Organization", "name": "IR-DSU", "url": settings.address},
        "superEvent": {"@type": "EventSeries", "name": of.title, "url": f"{settings.address}/cycles/{of.slug}"},
        "url": address,
    }


def _script(event: dict[str, Any]) -> str:
    said = json.dumps(event, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json" data-told="">{said}</script>'

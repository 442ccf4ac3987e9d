"""The deadlines of offers as a calendar: whole days, that any agenda follows. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from irdsu_app.design.typography import fr
from irdsu_app.jobs import saying
from irdsu_app.jobs.offer import Offer


def calendar(offers: Iterable[Offer], site: str, now: datetime) -> bytes:
    """The last day of each of these offers that has one; `site` is the address of the house, without a final slash."""
    told = Calendar()
    told.add("prodid", "-//IR-DSU//Offres//FR")
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("x-wr-calname", fr("Dates limites des offres – IR-DSU"))
    for each in offers:
        if each.deadline:
            told.add_component(_event(each, each.deadline, site, now))
    return told.to_ical()


def _event(offer: Offer, last: date, site: str, now: datetime) -> Event:
    address = f"{site}/offres/{offer.slug}"
    notice = f"{saying.DEMONSTRATION}\n" if offer.demonstration else ""
    event = Event()
    event.add("uid", f"offre-{offer.slug}@irdsu")
    event.add("dtstamp", now)
    event.add("last-modified", offer.changed_at)
    event.add("sequence", offer.revision)
    event.add("dtstart", last)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", fr(f"Dernier jour pour candidater : {offer.title}"))
    event.add("description", f"{notice}{saying.summary(offer)}\n{address}")
    event.add("location", saying.whole_place(offer))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event

"""How the desk says what it shows: cycles, meetings, people, letters, acts, as texts ready for the page."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from irdsu_app.access.letters_desk import WORDS
from irdsu_app.access.models import OrganiserAct
from irdsu_app.cycles import keeping, paris, places, saying
from irdsu_app.cycles.desk_search import SHOWN, Search
from irdsu_app.cycles.desk_seen import Here, MeetingLine
from irdsu_app.cycles.facts import ERASED
from irdsu_app.cycles.models import Cycle, Meeting, Registration
from irdsu_app.design.hours import moment
from irdsu_app.design.typography import fr, several
from irdsu_app.mail.models import Letter

Row = dict[str, str]
CYCLES = {"draft": "Brouillon", "open": "Publié", "closed": "Inscriptions closes", "archived": "Archivé"}
TONES = {
    "confirmed": "free", "present": "free", "offered": "few", "waiting": "few", "open": "free", "soon_full": "few",
    "full": "full", "full_up": "full", "postponed": "moved", "cancelled": "off",
}  # fmt: skip
"""How a status looks; calm when it is not here."""
KINDS = {
    "confirm": "Confirmez votre inscription", "confirmed": "C’est noté", "waiting": "Liste d’attente",
    "offered": "Une place se libère", "lapsed": "La place n’est plus retenue", "withdrawn": "Place libérée",
    "refused": "Place non prise", "week": "Rappel, une semaine avant", "eve": "Rappel, la veille",
    "postponed": "Report", "changed": "Changement", "cancelled": "Annulation", "after": "Après la séance",
    "after_cycle": "Après le cycle", "three_months": "Trois mois après", "note": "Courriel de l’équipe",
    "erased": "Données effacées",
}  # fmt: skip
"""The letters of the cycles, as the desk names them."""
NAMELESS = "Données effacées à sa demande"
_DETAIL = {"personne": "", "note": "", "champs": ""}
"""Details of an act that are not said as they are kept."""


def cycle(row: Cycle, lines: list[MeetingLine]) -> Row:
    """A cycle on the list of all of them."""
    count = len(lines)
    registered = sum(line.counts.get("confirmed", 0) for line in lines)
    waiting = sum(line.many("attente") for line in lines)
    return {
        "slug": row.slug,
        "many": str(count),
        "title": fr(row.title),
        "status": row.status,
        "said": CYCLES[row.status],
        "tone": "free" if row.status == "open" else "calm",
        "counted": fr(
            f"{count} séance{_s(count)} · {registered} confirmée{_s(registered)} · {waiting} en attente de place"
        ),
        "demonstration": "oui" if row.demonstration else "",
        "address": f"/bureau/cycles/{row.slug}",
        "public": f"/cycles/{row.slug}",
    }


def line(each: MeetingLine, at: int, last: int) -> Row:
    """A meeting on the page of its cycle; `first` and `last` tell where it cannot be moved."""
    row = each.row
    return {
        "id": str(row.id),
        "code": row.code,
        "title": fr(row.title),
        "when": saying.when(row.starts_at, row.ends_at),
        "mode": saying.MODES[row.mode],
        "said": fr(places.STANDINGS[each.standing]),
        "tone": TONES.get(each.standing, "calm"),
        "taken": str(each.taken),
        "places": str(each.places),
        "percent": str(round(100 * each.taken / each.places) if each.places else 0),
        "counted": fr(counted(each)),
        "first": "oui" if at == 0 else "",
        "last": "oui" if at == last else "",
        "address": f"/bureau/cycles/{each.cycle.slug}/{row.code}",
    }


def counted(each: MeetingLine) -> str:
    """« 38 places prises sur 40 · 12 en liste d’attente »."""
    waiting = each.counts.get("waiting", 0)
    offered = each.counts.get("offered", 0)
    said = f"{each.taken} place{_s(each.taken)} prise{_s(each.taken)} sur {each.places}"
    said += f" (dont {offered} proposée{_s(offered)})" if offered else ""
    return said + f" · {waiting} en liste d’attente sur {each.row.waiting_places}"


def meeting(each: MeetingLine, now: datetime) -> Row:
    """A meeting at the head of its own page, and what may be done to it."""
    row, status = each.row, each.row.status
    past = row.starts_at <= now
    told = each.many("tous")
    return {
        **line(each, 0, 0),
        "status": status,
        "cycle": fr(each.cycle.title),
        "slug": each.cycle.slug,
        "cycle_status": each.cycle.status,
        "demonstration": "oui" if each.cycle.demonstration else "",
        "place": fr(row.place),
        "reason": fr(row.reason),
        "room": str(row.room_places),
        "remote": str(row.remote_places),
        "pools": fr(_pools(row)),
        "kept": fr(kept(each, now)),
        "suspended": "oui" if row.waiting_suspended else "",
        "told": str(told),
        "people": people_said(told),
        "confirmees": people_said(each.many("confirmees")),
        "attente": people_said(each.many("attente")),
        "may_open": _yes(status in ("draft", "closed", "postponed") and not past),
        "may_close": _yes(status in ("open", "postponed") and not past),
        "may_change": _yes(status != "cancelled" and not past),
        "may_move": _yes(status not in ("draft", "cancelled") and not past),
        "may_again": _yes(status == "cancelled"),
        "draft": _yes(status == "draft"),
        "empty": _yes(not each.counts),
        "public": f"/cycles/{each.cycle.slug}/seances/{row.code}",
        "csv": f"/bureau/cycles/{each.cycle.slug}/{row.code}/inscriptions.csv",
    }


def kept(each: MeetingLine, now: datetime) -> str:
    """Why places are free while people wait, in one sentence; nothing when there is nothing to explain."""
    row, rules = each.row, keeping.rules_of(each.cycle.rules)
    if each.taken >= each.places or not each.counts.get("waiting") or row.waiting_suspended or row.starts_at <= now:
        return ""
    shares = (places * rules.member_share // 100 for places in (row.room_places, row.remote_places))
    share, opens = sum(shares), row.starts_at - timedelta(days=rules.member_days)
    limits = row.starts_at - timedelta(days=rules.organisation_days)
    said = []
    if share and now < opens:
        said.append(f"{share} place{_s(share)} gardée{_s(share)} aux adhérentes et adhérents jusqu’au {moment(opens)}")
    if rules.same_organisation and row.room_places and now < limits:
        said.append(f"{rules.same_organisation} par structure en salle au plus jusqu’au {moment(limits)}")
    return f"Des places restent libres : {' ; '.join(said)}." if said else ""


def counts(each: MeetingLine) -> list[Row]:
    """How many people of each status, those that exist."""
    return [
        {"status": status, "label": fr(places.STATUSES[status]), "count": str(each.counts[status])}
        for status in SHOWN
        if each.counts.get(status)
    ]


def chips(each: MeetingLine, search: Search) -> list[Row]:
    """How many people of each status, those that exist, each with the address of their list; everybody first."""
    total = sum(each.counts.values())
    every = {"status": "", "label": fr("Tout le monde"), "count": str(total)}
    return [
        {**row, "address": search.address(status=row["status"]) or "?", "here": _yes(search.status == row["status"])}
        for row in (every, *counts(each))
    ]


def here(each: Here, meeting: Meeting, address: str) -> Row:
    """Somebody on the list of a meeting."""
    row, who, status = each.registration, each.person, each.registration.status
    free = {"room": meeting.room_places - meeting.room_taken, "remote": meeting.remote_places - meeting.remote_taken}
    both = meeting.room_places and meeting.remote_places
    return {
        "id": str(who.id),
        "name": f"{who.first_name} {who.last_name}".strip() or NAMELESS,
        "organisation": who.organisation,
        "function": who.function,
        "department": who.department,
        "email": "" if who.email.endswith(ERASED) else who.email,
        "member": "Adhésion" if who.member else "",
        "needs": who.access_needs,
        "question": row.question,
        "status": status,
        "said": fr(_status(each)),
        "tone": TONES.get(status, "calm"),
        "pool": saying.POOLS[row.pool] if both else "",
        "since": moment(row.created_at),
        "changed": moment(row.changed_at),
        "waits": _yes(status == "waiting"),
        "comes": _yes(status in ("confirmed", "offered", "waiting")),
        "full": _yes(free[row.pool] <= 0),
        "address": f"{address}/{who.id}",
    }


def _status(each: Here) -> str:
    said = places.STATUSES[each.registration.status]
    if each.rank:
        return f"{said}, rang {each.rank}"
    until = each.registration.offered_until
    if each.registration.status == "offered" and until:
        return f"{said} jusqu’au {moment(until)}"
    return said


def registration(row: Registration, meeting: Meeting, cycle: Cycle) -> Row:
    """One of the meetings of a person, on their page."""
    return {
        "title": fr(meeting.title),
        "when": saying.when(meeting.starts_at, meeting.ends_at),
        "said": fr(places.STATUSES[row.status]),
        "tone": TONES.get(row.status, "calm"),
        "address": f"/bureau/cycles/{cycle.slug}/{meeting.code}",
    }


def letter(row: Letter) -> Row:
    """A letter to somebody."""
    kind = row.kind.removeprefix("cycles.")
    at = row.sent_at or (row.next_at if row.status == "queued" else row.created_at)
    return {
        "kind": fr(KINDS.get(kind, kind)),
        "word": WORDS[row.status],  # pyright: ignore[reportArgumentType]
        "tone": "few" if row.status in ("refused", "uncertain") else "calm",
        "when": moment(at),
        "why": fr(row.why),
    }


def act(row: OrganiserAct, who: str, people: Mapping[str, str]) -> Row:
    """An act in the journal: who did what, when, and what changed."""
    said = [people.get(str(row.detail.get("personne", "")), "")]
    said += [", ".join(row.detail["champs"])] if isinstance(row.detail.get("champs"), list) else []
    said += [f"{name} : {_told(value)}" for name, value in row.detail.items() if name not in _DETAIL and value != ""]
    detail = " · ".join(each for each in said if each)
    return {"who": who, "what": fr(row.what), "when": moment(row.at), "detail": fr(detail)}


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    try:
        return (
            paris.instant(datetime.fromisoformat(value))
            if isinstance(value, str) and value[10:11] == "T"
            else str(value)
        )
    except ValueError:
        return str(value)


def progress(counted: Mapping[str, int]) -> Row:
    """How far the letters of a note are."""
    waiting = counted.get("queued", 0) + counted.get("handing", 0)
    sent, total = counted.get("sent", 0), sum(counted.values())
    failed = counted.get("refused", 0) + counted.get("uncertain", 0)
    dropped = counted.get("dropped", 0)
    said = f"{sent} parti{_s(sent)} sur {total}"
    said += f", {waiting} en attente" if waiting else ""
    said += f", {failed} en échec : voyez « Courriels »" if failed else ""
    said += f", {dropped} à une adresse de démonstration, non envoyé{_s(dropped)}" if dropped else ""
    return {"said": fr(said + "."), "waiting": str(waiting), "total": str(total), "sent": str(total - waiting)}


def people_said(many: int) -> str:
    """« 1 personne », « 12 personnes »."""
    return several(many, "personne") if many else "aucune personne"


def _pools(row: Meeting) -> str:
    ways = ((row.room_taken, row.room_places, "en salle"), (row.remote_taken, row.remote_places, "à distance"))
    said = [f"{taken} sur {places} {where}" for taken, places, where in ways if places]
    return ", ".join(said) if len(said) > 1 else ""


def _s(many: int) -> str:
    return "s" if many > 1 else ""


def _yes(so: object) -> str:
    return "oui" if so else ""

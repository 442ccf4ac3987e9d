"""What the pages of the desk show of an offer, as words."""

from datetime import datetime

from irdsu_app.design.typography import fr, several
from irdsu_app.jobs import desk_screen, fields, saying
from irdsu_app.jobs.deciding import REASONS
from irdsu_app.jobs.desk_reading import Line, Seen
from irdsu_app.jobs.offer import Status, today
from irdsu_app.jobs.submission import STAGES, Posting

Row = dict[str, str]


def line(one: Line, now: datetime) -> Row:
    """An offer of a list."""
    offer_, posting = one.offer, one.posting
    return {
        "id": str(one.id),
        "title": fr(offer_.title or "(sans titre)"),
        "who": fr(" · ".join(each for each in (offer_.organisation, saying.place(offer_)) if each)),
        "when": fr(_since(one.sent_at, now)) if posting.stage == "to_review" else "",
        "stage": _stage(posting, now),
        "reports": several(one.reports, "signalement") if one.reports else "",
        "change": "Modification" if posting.stage in ("to_review", "to_correct") and posting.on_board else "",
        "own": "De l’équipe" if one.own else "",
        "silent": "Sans réponse" if one.silent else "",
        "note": "Avec un mot" if posting.note else "",
    }


def found(count: int) -> str:
    """How many offers a search of the desk gives."""
    return fr("Aucune offre." if count == 0 else "Une offre." if count == 1 else f"{count} offres.")


def _stage(posting: Posting, now: datetime) -> str:
    """Where it stands; what is past its deadline is not said to be online."""
    then = fields.deadline(posting.public) if posting.public and not posting.public.open_ended else None
    over = posting.stage == "online" and then is not None and then < today(now)
    return Status.EXPIRED if over else STAGES[posting.stage]


def _since(sent: datetime | None, now: datetime) -> str:
    """How long it has waited, in days of Paris."""
    days = (today(now) - today(sent)).days if sent else 0
    return "Reçue aujourd’hui" if days <= 0 else "Reçue hier" if days == 1 else f"Reçue il y a {days} jours"


def offer(seen: Seen, now: datetime) -> Row:
    """The offer that is read, where it is in the queue, and what may be done to it."""
    its, posting = seen.line, seen.line.posting
    at = seen.queue.index(its.id) if its.id in seen.queue else -1
    after = [each for each in (*seen.queue[at + 1 :], *seen.queue[: max(0, at)]) if each != its.id]
    before = seen.queue[at - 1] if at > 0 else None
    reading = posting.stage in ("to_review", "to_correct")
    return line(its, now) | {
        "place": f"{at + 1} sur {len(seen.queue)}" if at >= 0 else "",
        "next": str(after[0]) if after else "",
        "previous": str(before) if before else "",
        "email": posting.email,
        "summary": desk_screen.summary(seen),
        "public": f"/offres/{seen.slug}" if posting.on_board and seen.slug else "",
        "blocking": str(sum(each.blocking for each in seen.findings)) if any(f.blocking for f in seen.findings) else "",
        "may_publish": "oui" if reading else "",
        "may_correct": "oui" if reading and posting.email else "",
        "may_refuse": "oui" if reading or posting.stage in ("online", "filled") else "",
        "may_keep_text": "oui" if reading and posting.public else "",
        "may_hide": "oui" if posting.stage == "online" else "",
        "may_fill": "oui" if posting.on_board else "",
        "reported": "oui" if its.reports else "",
        "may_edit": "oui" if reading or posting.stage == "online" else "",
        "reason": REASONS.get(posting.reason, ""),
        "words": posting.words,
    }

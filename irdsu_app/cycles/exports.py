"""What leaves for a spreadsheet: registrations and attendance with their names, answers in aggregate only.

Each table is read at one moment of the database: what changes meanwhile is in the next export, whole.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from irdsu_app.cycles import attendance, places, proof, roll, saying, surveys_register
from irdsu_app.cycles.attendance import Half, Standing
from irdsu_app.cycles.desk_search import Search, fits
from irdsu_app.cycles.facts import ERASED
from irdsu_app.cycles.models import Cycle, Meeting, Person, Registration
from irdsu_app.cycles.roll import Line, Roll
from irdsu_app.cycles.survey_results import FEWEST, Result
from irdsu_app.cycles.tables import Cell, Table

REGISTRATIONS = (
    "Séance", "Titre", "Date", "Statut", "Venue", "Nom", "Prénom", "Courriel", "Structure", "Fonction", "Département",
    "Adhésion", "Besoins d’accessibilité", "Question", "Inscription", "Dernier changement",
)  # fmt: skip
ATTENDANCE = (
    "Séance", "Demi-journée", "Nom", "Structure", "Fonction", "Département", "Venue", "Présence", "Heure", "Comment",
    "À vérifier",
)  # fmt: skip
ANSWERS = ("Questionnaire", "Groupe", "Question", "Réponse", "Personnes", "Sur", "Part (%)", "Moyenne ou rang moyen")
EVERYBODY = "Toutes les réponses"
HIDDEN = "Moins de cinq réponses"
AT_THE_DOOR = "à la porte"


def at_one_moment(session: Session) -> Session:
    """The session, all of whose reading is of one moment; to be called before anything is read."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session  # SQLite: a transaction that reads sees one moment


def registrations(session: Session, slug: str, code: str = "", search: Search | None = None) -> Table:
    """Everybody who ever asked for a place in a cycle, or in one meeting of it, in the order of arrival.

    With a search, only the registrations it is about.
    """
    asked = (
        select(Registration, Person, Meeting)
        .join(Person, col(Registration.person_id) == Person.id)
        .join(Meeting, col(Registration.meeting_id) == Meeting.id)
        .join(Cycle, col(Meeting.cycle_id) == Cycle.id)
        .where(Cycle.slug == slug)
    )
    asked = asked.where(Meeting.code == code) if code else asked
    order = asked.order_by(col(Meeting.position), col(Meeting.code), col(Registration.arrival))
    found = session.exec(order).all()
    those = [each for each in found if _wanted(search, *each)] if search else found
    return Table(f"Inscriptions {code or slug}", REGISTRATIONS, (_registration(*each) for each in those))


def attended(session: Session, meeting: UUID, now: datetime) -> Table:
    """The presence of everybody at a meeting, a line for each half-day; raises Refused."""
    seen = roll.roll(session, meeting, now)
    return Table(f"Présences {seen.sitting.code}", ATTENDANCE, list(_presence(seen, now)))


def answers(session: Session, slug: str, survey: str, meeting: str = "") -> Table:
    """What was answered to a questionnaire, in aggregate: nothing about fewer than five people. Raises Refused."""
    seen = surveys_register.results(session, slug, survey, meeting)
    title = f"{seen.survey.title} {meeting}".strip()
    rows = [row for each in seen.results for row in _answers(title, EVERYBODY, each)]
    rows += [row for name, those in seen.groups.items() for each in those for row in _answers(title, name, each)]
    return Table(title, ANSWERS, rows)


def _wanted(search: Search, row: Registration, who: Person, meeting: Meeting) -> bool:
    return (
        (not search.meeting or meeting.code == search.meeting)
        and (not search.status or row.status == search.status)
        and (not search.pool or row.pool == search.pool)
        and fits(search)(who)
    )


def _registration(row: Registration, who: Person, meeting: Meeting) -> tuple[Cell, ...]:
    email = "" if who.email.endswith(ERASED) else who.email
    return (
        meeting.code, meeting.title, meeting.starts_at, places.STATUSES[row.status], saying.POOLS[row.pool],
        who.last_name, who.first_name, email, who.organisation, who.function, who.department,
        "oui" if who.member else "non", who.access_needs, row.question, row.created_at, row.changed_at,
    )  # fmt: skip


def _presence(seen: Roll, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for half in seen.sitting.halves:
        for line in seen.lines:
            yield _present(seen, half, line, now)


def _present(seen: Roll, half: Half, line: Line, now: datetime) -> tuple[Cell, ...]:
    mark = line.marks.get(half.key)
    found: Standing | None = attendance.standing(seen.sitting, half, line.guest, mark, now)
    came = mark if found == "present" else None
    return (
        seen.sitting.code, half.said, line.name, line.organisation, line.function, line.department,
        AT_THE_DOOR if line.guest.walk_in else saying.POOLS[line.guest.pool],
        attendance.SAID[found] if found else "", came.at if came else None, proof.WAYS[came.way] if came else "",
        " ".join(line.warnings),
    )  # fmt: skip


def _answers(title: str, group: str, each: Result) -> Iterator[tuple[Cell, ...]]:
    if each.hidden:
        yield title, group, each.title, HIDDEN, None, None, None, None
        return
    for bar in each.bars:
        few = each.kind in ("word", "text") and bar.many < FEWEST  # who wrote a word is a group of its own
        many, share = (None, None) if few else (bar.many, bar.percent)
        yield title, group, each.title, bar.label, many, each.answers, share, bar.score
    if each.mean is not None:
        yield title, group, each.title, "Moyenne", None, each.answers, None, each.mean
    for text in each.texts if group == EVERYBODY else ():
        yield title, group, each.title, text, None, None, None, None

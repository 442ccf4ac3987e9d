"""Everything that is held about somebody, as a document they may take away: JSON for programs, CSV for a spreadsheet.

Pure. The CSV is the one that a French spreadsheet opens by itself: semicolons, a byte order mark, hours of Paris.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from irdsu_app.cycles.paris import PARIS

MARK = "\ufeff"
"""Tells a spreadsheet that the file is in UTF-8."""
COLUMNS = ("Rubrique", "Élément", "Donnée", "Valeur")
WHO, PLACES, ASKED, SENT = "Vous", "Inscriptions", "Demandes", "Courriels"
LABELS = {
    "first_name": "Prénom",
    "last_name": "Nom",
    "email": "Courriel",
    "organisation": "Structure",
    "function": "Fonction",
    "department": "Département",
    "access_needs": "Besoins d’accessibilité",
    "member": "Adhérente ou adhérent",
    "created_at": "Noté le",
    "confirmed_at": "Courriel confirmé le",
    "changed_at": "Dernier changement le",
    "expires_at": "Valable jusqu’au",
    "sent_at": "Envoyé le",
    "due_at": "À envoyer le",
    "cycle": "Cycle",
    "meeting": "Séance",
    "starts_at": "Début",
    "pool": "Façon de venir",
    "status": "État",
    "rank": "Rang",
    "question": "Question",
    "attendance": "Présence",
    "follow_up": "Courriel trois mois après le cycle",
    "choices": "Séances demandées",
    "questions": "Questions",
    "subject": "Objet",
    "text": "Texte",
    "kind": "Genre",
    "how": "Si des séances sont complètes",
}
"""How each datum is called in French."""


class Held(BaseModel):
    """What is held: each part is what its rows say, in the words of the interface where there are some."""

    model_config = ConfigDict(frozen=True)

    written_at: datetime
    person: dict[str, Any]
    registrations: tuple[dict[str, Any], ...]
    demands: tuple[dict[str, Any], ...]
    letters: tuple[dict[str, Any], ...]


def to_json(held: Held) -> bytes:
    """The document for programs."""
    return held.model_dump_json(indent=2).encode()


def to_csv(held: Held) -> bytes:
    """The document for a spreadsheet: a line for each datum."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for line in _lines(held):
        writer.writerow([_harmless(each) for each in line])
    return (MARK + file.getvalue()).encode()


def _lines(held: Held) -> Iterator[tuple[str, str, str, str]]:
    for name, value in held.person.items():
        yield WHO, "", LABELS.get(name, name), _said(value)
    for part, rows in ((PLACES, held.registrations), (ASKED, held.demands), (SENT, held.letters)):
        for number, row in enumerate(rows, 1):
            for name, value in row.items():
                yield part, str(number), LABELS.get(name, name), _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return f"{value.astimezone(PARIS):%d/%m/%Y %H:%M}"
    if isinstance(value, dict):
        return " ; ".join(f"{name} : {each}" for name, each in value.items())
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

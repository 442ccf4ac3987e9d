"""What organisers take away of a meeting or of a cycle: links to papers and tables that the server makes."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_frames as frames

el = rx.el
MEETING = (
    ("Feuille d’émargement", "emargement.pdf"),
    ("Exporter (CSV)", "inscriptions.csv"),
    ("Exporter (XLSX)", "inscriptions.xlsx"),
    ("Présences (CSV)", "presences.csv"),
    ("Présences (XLSX)", "presences.xlsx"),
)
CYCLE = (
    ("Personnes (CSV)", "personnes.csv"),
    ("Personnes (XLSX)", "personnes.xlsx"),
    ("Inscriptions (CSV)", "inscriptions.csv"),
    ("Inscriptions (XLSX)", "inscriptions.xlsx"),
    ("Compte rendu (PDF)", "compte-rendu.pdf"),
)


def meeting(address: Any) -> rx.Component:
    """What is taken away of a meeting, whose page is at this address."""
    return _files(address, MEETING)


def cycle(address: Any) -> rx.Component:
    """What is taken away of a cycle, whose page is at this address."""
    return _files(address, CYCLE)


def _files(address: Any, those: tuple[tuple[str, str], ...]) -> rx.Component:
    return el.section(
        el.h2("Imprimer, exporter", id="fichiers"),
        el.div(
            *[frames.file_link(words, f"{address}/{name}") for words, name in those], class_name="button-row desk-files"
        ),
        aria_labelledby="fichiers",
        class_name="desk-taken",
    )

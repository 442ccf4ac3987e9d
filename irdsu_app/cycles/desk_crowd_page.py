"""The people of a whole cycle: who is registered to which meetings, filtered, printed, exported."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles import desk_sift
from irdsu_app.cycles.desk_crowd_state import CrowdDesk
from irdsu_app.cycles.desk_pages import CYCLES, OFFICE, missing
from irdsu_app.cycles.desk_people_page import joined
from irdsu_app.cycles.desk_search import MEMBERS, POOLS
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.design import elements

el = rx.el
here = CrowdDesk.cycle
SORTS = (("structure", "Structure"), ("seances", "Nombre de séances"))


def people() -> rx.Component:
    """Everybody of a cycle."""
    return frames.page(
        frames.Watch.create(value=DeskRoom.desk.to_string(), every=0, on_change=[CrowdDesk.refresh]),
        rx.cond(
            here["slug"],
            rx.fragment(
                frames.way(OFFICE, CYCLES, (here["title"], here["address"])),
                el.div(el.p(here["title"], class_name="meta"), el.h1("Les personnes du cycle"), class_name="desk-head"),
                desk_sift.sifting(CrowdDesk, _filters(), _list(), desk_sift.turning(CrowdDesk), _files()),
            ),
            missing(CrowdDesk.problem),
        ),
    )


def _filters() -> rx.Component:
    return desk_sift.bar(
        CrowdDesk,
        desk_sift.choice_of("Séance", "seance", CrowdDesk.meetings, every="Toutes"),
        desk_sift.choice_of("Statut", "statut", CrowdDesk.statuses, every="Tous"),
        desk_sift.choice("Venue", "venue", POOLS.items()),
        desk_sift.choice_of("Fonction", "fonction", CrowdDesk.functions, every="Toutes"),
        desk_sift.choice_of("Département", "departement", CrowdDesk.departments, every="Tous"),
        desk_sift.text("Structure", "structure"),
        desk_sift.choice("Adhésion", "adhesion", MEMBERS.items()),
        desk_sift.choice("Trier par", "tri", SORTS, every="Nom"),
        words="Nom, structure, fonction, courriel",
    )


def _list() -> rx.Component:
    return rx.cond(
        CrowdDesk.rows.length() > 0,
        el.ul(rx.foreach(CrowdDesk.rows, _somebody), class_name="desk-people desk-crowd"),
        elements.empty("Personne ici avec ces filtres."),
    )


def _somebody(row: Any) -> rx.Component:
    return el.li(
        el.div(
            el.p(el.a(row["name"], href=row["address"], class_name="desk-name")),
            el.p(joined(row["organisation"], row["function"], row["department"], row["member"]), class_name="meta"),
        ),
        el.ul(rx.foreach(CrowdDesk.seats[row["id"]], _seat), class_name="desk-seats"),
    )


def _seat(seat: Any) -> rx.Component:
    return el.li(el.b(seat["code"]), " ", frames.seat(seat["said"], seat["tone"]))


def _files() -> rx.Component:
    address = here["address"]
    return el.div(
        frames.file_link("Imprimer la liste", f"{address}/personnes.html{CrowdDesk.files}"),
        frames.file_link("Exporter (CSV)", f"{address}/personnes.csv{CrowdDesk.files}"),
        frames.file_link("Exporter (XLSX)", f"{address}/personnes.xlsx{CrowdDesk.files}"),
        class_name="button-row desk-files",
    )

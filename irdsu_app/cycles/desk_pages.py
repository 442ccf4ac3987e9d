"""The desk of the cycles: all of them, and the page of one with its meetings."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_files as files
from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles import desk_sift
from irdsu_app.cycles.desk_search import MODES, WHEN
from irdsu_app.cycles.desk_state import CycleDesk, CyclesDesk, DeskRoom
from irdsu_app.cycles.desk_words import CYCLES as STATUSES
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
OFFICE = ("Le bureau", "/bureau")
CYCLES = ("Les cycles", "/bureau/cycles")


def cycles() -> rx.Component:
    """Every cycle, and the form of a new one."""
    return frames.page(
        frames.way(OFFICE),
        el.h1("Les cycles"),
        el.p(CyclesDesk.said, role="status", class_name="desk-status"),
        rx.cond(
            CyclesDesk.some,
            desk_sift.sifting(
                CyclesDesk,
                desk_sift.bar(
                    CyclesDesk,
                    desk_sift.choice("Statut", "statut", STATUSES.items(), every="Tous"),
                    words="Titre, séance, public",
                ),
                rx.cond(
                    CyclesDesk.rows.length() > 0,
                    el.ul(rx.foreach(CyclesDesk.rows, _cycle), class_name="desk-list"),
                    elements.empty("Aucun cycle avec ces filtres."),
                ),
                _printed("Imprimer la liste"),
            ),
            elements.empty("Aucun cycle pour l’instant : créez le premier."),
        ),
        el.section(
            el.h2("Nouveau cycle", id="nouveau-cycle"),
            el.p(fr("Il commence en brouillon : personne ne le voit avant que vous le publiiez.")),
            frames.form(
                CyclesDesk,
                "nouveau",
                frames.field("Titre", "titre", CyclesDesk, "nouveau"),
                frames.field("Accroche", "accroche", CyclesDesk, "nouveau", rows=4, hint="Deux ou trois phrases."),
                frames.field("Public", "public", CyclesDesk, "nouveau"),
                elements.button("Créer le cycle"),
                on_save=CyclesDesk.create,
            ),
            aria_labelledby="nouveau-cycle",
        ),
    )  # fmt: skip


def _cycle(row: Any) -> rx.Component:
    return el.li(
        el.div(
            el.h2(el.a(row["title"], href=row["address"])),
            el.p(row["counted"], class_name="meta"),
        ),
        el.div(
            frames.seat(row["said"], row["tone"]),
            rx.cond(row["demonstration"], frames.seat("Démonstration", "calm")),
            class_name="desk-tags",
        ),
        class_name="desk-card",
    )


def cycle() -> rx.Component:
    """A cycle: its meetings, what is said of it, its rules, its journal."""
    here = CycleDesk.cycle
    return frames.page(
        frames.Watch.create(value=DeskRoom.desk.to_string(), every=0, on_change=CycleDesk.refresh),
        rx.cond(
            here["slug"],
            rx.fragment(
                frames.way(OFFICE, CYCLES),
                el.div(
                    el.h1(here["title"]),
                    el.div(
                        frames.seat(here["said"], here["tone"]),
                        rx.cond(here["demonstration"], frames.seat("Démonstration", "calm")),
                        class_name="desk-tags",
                    ),
                    el.p(here["counted"], class_name="meta"),
                ),
                el.p(CycleDesk.said, role="status", class_name="desk-status"),
                _status(),
                el.div(
                    el.a("Les personnes", href=f"{here['address']}/personnes", class_name="button second"),
                    el.a("Les chiffres", href=f"{here['address']}/chiffres", class_name="button second"),
                    el.a("Les avis", href=f"{here['address']}/avis", class_name="button second"),
                    el.a("Le compte rendu", href=f"{here['address']}/compte-rendu", class_name="button second"),
                    class_name="button-row",
                ),
                _meetings(),
                files.cycle(here["address"]),
                _words(),
                journal(CycleDesk.acts, "Journal du cycle"),
            ),
            missing(CycleDesk.problem),
        ),
    )


def missing(problem: Any) -> rx.Component:
    """What is said while a page is read, and when its address leads to nothing."""
    return rx.cond(
        problem != "",
        el.div(
            frames.way(OFFICE, CYCLES),
            el.h1("Le bureau des cycles"),
            el.p(problem, role="alert", class_name="lead"),
            el.p(elements.button_link("Voir les cycles", "/bureau/cycles")),
        ),
        el.p("Le bureau s’ouvre…", class_name="meta opening", role="status"),
    )


def _status() -> rx.Component:
    status = CycleDesk.cycle["status"]
    leave = el.p(fr("La page publique disparaît du site. Tout ce qui est écrit reste ici, et vous pourrez republier."))
    shelve = el.p(fr("Le cycle est terminé : il reste lisible, sans inscription possible, et passe en bas des listes."))
    return el.div(
        rx.cond(
            status != "open",
            elements.button("Publier le cycle", on_click=CycleDesk.set_status("open")),
            el.a("Voir la page publique", href=CycleDesk.cycle["public"], class_name="button second"),
        ),
        rx.cond(
            status != "draft",
            frames.asks(
                "Retirer du site", "retirer", "Retirer ce cycle du site", leave,
                elements.button("Retirer du site", on_click=CycleDesk.set_status("draft")),
            ),
        ),
        rx.cond(
            (status == "open") | (status == "closed"),
            frames.asks(
                "Archiver", "archiver", "Archiver ce cycle", shelve,
                elements.button("Archiver", on_click=CycleDesk.set_status("archived")),
            ),
        ),
        frames.whole_error(CycleDesk, "statut"),
        class_name="button-row",
    )  # fmt: skip


def _meetings() -> rx.Component:
    return el.section(
        el.h2("Les séances", id="les-seances"),
        desk_sift.sifting(
            CycleDesk,
            rx.cond(
                CycleDesk.standings.length() > 0,
                desk_sift.bar(
                    CycleDesk,
                    desk_sift.choice_of("Statut", "statut", CycleDesk.standings, every="Tous"),
                    desk_sift.choice("Format", "format", MODES.items(), every="Tous"),
                    desk_sift.choice("Date", "quand", WHEN.items(), every="Toutes"),
                    words="Titre, code, lieu",
                ),
            ),
            rx.cond(
                CycleDesk.rows.length() > 0,
                el.ol(rx.foreach(CycleDesk.rows, _meeting), class_name="desk-list"),
                elements.empty("Aucune séance ici pour l’instant."),
            ),
            _printed("Imprimer les séances"),
        ),
        el.div(elements.button("Nouvelle séance", on_click=CycleDesk.add_meeting), class_name="button-row"),
        frames.whole_error(CycleDesk, "seances"),
        aria_labelledby="les-seances",
    )


def _printed(words: str) -> rx.Component:
    return el.div(desk_sift.printer(words), class_name="button-row desk-files")


def _meeting(row: Any) -> rx.Component:
    return el.li(
        el.div(
            el.h3(el.a(row["title"], href=row["address"])),
            el.p(el.b(row["code"]), " · ", row["when"], " · ", row["mode"], class_name="meta"),
            frames.gauge(row["percent"]),
            el.p(row["counted"], class_name="meta"),
        ),
        el.div(
            frames.seat(row["said"], row["tone"]),
            rx.cond(
                CycleDesk.narrowed == "",
                el.div(
                    _arrow("↑", "Monter", row, -1, row["first"]),
                    _arrow("↓", "Descendre", row, 1, row["last"]),
                    class_name="desk-arrows",
                ),
            ),
            class_name="desk-tags",
        ),
        class_name="desk-card",
    )


def _arrow(sign: str, words: str, row: Any, steps: int, ended: Any) -> rx.Component:
    return el.button(
        el.span(sign, aria_hidden="true"),
        elements.visually_hidden(rx.Var.create(f"{words} ") + row["title"]),
        type="button",
        disabled=ended != "",
        on_click=CycleDesk.move(row["id"], steps),
        class_name="desk-arrow",
    )


def _words() -> rx.Component:
    def field(label: str, name: str, **more: Any) -> rx.Component:
        return frames.field(label, name, CycleDesk, "cycle", clash=True, **more)

    def number(label: str, name: str) -> rx.Component:
        return field(label, name, kind="number", input_mode="numeric")

    return el.section(
        el.h2("Ce qui est dit du cycle", id="textes"),
        frames.form(
            CycleDesk,
            "cycle",
            field("Titre", "titre"),
            field("Accroche", "accroche", rows=5),
            field("Public", "public"),
            field("Tarif", "tarif"),
            field("Mention", "mention", hint="Une précision sous le titre. Facultatif."),
            field("Contact", "contact", kind="email", hint="Une adresse où poser une question. Facultatif."),
            el.fieldset(
                el.legend("Règles d’inscription"),
                el.p(
                    fr("Elles valent aussitôt pour toutes les séances : une place qu’elles libèrent est proposée."),
                    class_name="hint",
                ),
                el.div(
                    number("Places réservées aux adhérents (%)", "part_adherents"),
                    number("Puis ouvertes à tous, jours avant", "jours_adherents"),
                    number("Personnes par structure en salle (0 : sans limite)", "par_structure"),
                    number("Limite levée, jours avant", "jours_structure"),
                    number("Délai pour accepter une place (heures)", "delai"),
                    number("À moins de trois jours (heures)", "delai_court"),
                    number("La veille (heures)", "delai_veille"),
                    class_name="desk-grid",
                ),
                class_name="desk-rules",
            ),
            save_row(CycleDesk.undoable, CycleDesk.undo),
            seen=CycleDesk.values,
            on_save=CycleDesk.save,
        ),
        aria_labelledby="textes",
    )  # fmt: skip


def save_row(undoable: Any, undo: Any) -> rx.Component:
    """Write, or take back what was just written."""
    return el.div(
        elements.button("Enregistrer"),
        rx.cond(undoable, elements.button("Annuler la dernière modification", second=True, on_click=undo)),
        class_name="button-row",
    )


def journal(acts: Any, title: str) -> rx.Component:
    """Who did what, and when."""
    return el.section(
        el.h2(fr(title), id="journal"),
        rx.cond(
            acts.length() > 0,
            el.ol(rx.foreach(acts, _act), class_name="plain-list desk-journal"),
            el.p(fr("Rien pour l’instant."), class_name="meta"),
        ),
        aria_labelledby="journal",
    )


def _act(row: Any) -> rx.Component:
    return el.li(
        el.p(el.b(row["what"]), ", ", row["who"]),
        el.p(row["when"], rx.cond(row["detail"] != "", el.span(" · ", row["detail"])), class_name="meta"),
    )

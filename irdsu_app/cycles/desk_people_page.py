"""Who is in a meeting: the list with its filters, and the page of one person with the letters sent to them."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles import desk_sift
from irdsu_app.cycles.desk_meeting_state import MeetingDesk
from irdsu_app.cycles.desk_people_state import PeopleDesk
from irdsu_app.cycles.desk_search import MEMBERS, POOLS
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
SORTS = (("statut", "Statut et rang"), ("nom", "Nom"), ("structure", "Structure"))


def listed() -> rx.Component:
    """The people of a meeting, live, filtered as the address says."""
    address = MeetingDesk.meeting["address"]
    return el.section(
        el.h2("Inscriptions et liste d’attente", id="inscriptions"),
        desk_sift.sifting(
            PeopleDesk,
            el.nav(
                rx.foreach(PeopleDesk.chips, _chip),
                class_name="desk-chips",
                aria_label="Filtrer par statut",
            ),
            desk_sift.bar(
                PeopleDesk,
                el.input(type="hidden", name="statut"),
                desk_sift.choice("Venue", "venue", POOLS.items()),
                desk_sift.choice_of("Fonction", "fonction", PeopleDesk.functions),
                desk_sift.choice_of("Département", "departement", PeopleDesk.departments),
                desk_sift.text("Structure", "structure"),
                desk_sift.choice("Adhésion", "adhesion", MEMBERS.items()),
                desk_sift.choice("Trier par", "tri", SORTS, every="Ordre d’arrivée"),
                words="Nom, structure, fonction, courriel",
            ),
            frames.whole_error(PeopleDesk, "personne"),
            rx.cond(
                PeopleDesk.rows.length() > 0,
                el.ul(rx.foreach(PeopleDesk.rows, _person), class_name="desk-people"),
                elements.empty("Personne ici pour l’instant."),
            ),
            desk_sift.turning(PeopleDesk),
            el.div(
                frames.file_link("Imprimer la liste", f"{address}/inscriptions.html{PeopleDesk.files}"),
                frames.file_link("Exporter (CSV)", f"{address}/inscriptions.csv{PeopleDesk.files}"),
                frames.file_link("Exporter (XLSX)", f"{address}/inscriptions.xlsx{PeopleDesk.files}"),
                class_name="button-row desk-files",
            ),
        ),
        aria_labelledby="inscriptions",
    )


def _chip(row: Any) -> rx.Component:
    return A.create(
        row["label"],
        el.b(" ", row["count"]),
        href=row["address"],
        class_name="desk-chip",
        custom_attrs={"aria-current": rx.cond(row["here"], "true", "false"), "data-sift": "statut"},
    )


def _person(row: Any) -> rx.Component:
    return el.li(
        el.div(
            el.p(el.a(row["name"], href=row["address"], class_name="desk-name")),
            el.p(joined(row["organisation"], row["function"], row["department"]), class_name="meta"),
        ),
        el.div(
            frames.seat(row["said"], row["tone"]),
            rx.cond(row["pool"], frames.seat(row["pool"], "calm")),
            rx.cond(row["member"], frames.seat(row["member"], "calm")),
            class_name="desk-tags",
        ),
        rx.cond(
            (row["needs"] != "") | (row["question"] != ""),
            el.div(
                rx.cond(row["needs"], el.p(el.b(fr("Accessibilité : ")), row["needs"])),
                rx.cond(row["question"], el.p(el.b(fr("Question : ")), row["question"])),
                class_name="desk-said-by",
            ),
        ),
        acts(row),
    )


def joined(first: Any, *others: Any) -> rx.Component:
    """What is said of somebody, on one line."""
    return rx.fragment(first, *[rx.cond(each != "", el.span(" · ", each)) for each in others])


def acts(row: Any) -> rx.Component:
    """What may be done for somebody, each asked twice."""
    about = elements.visually_hidden(rx.Var.create(" : ") + row["name"])
    promote, leave = rx.Var.create("promote:") + row["id"], rx.Var.create("withdraw:") + row["id"]
    asked = rx.match(
        PeopleDesk.doubt,
        (
            promote,
            _sure(
                rx.cond(
                    row["full"],
                    fr("Aucune place n’est libre : une place sera ajoutée, et proposée à cette personne."),
                    fr("Une place libre lui sera proposée, avant les personnes mieux placées."),
                ),
                rx.cond(row["full"], fr("Ajouter une place et la proposer"), fr("Proposer la place")),
                PeopleDesk.promote(row["id"], row["full"] != ""),
            ),
        ),
        (
            leave,
            _sure(
                fr("Sa place ou son rang passe à la personne suivante. Un courriel le lui confirme."),
                fr("Désister cette personne"),
                PeopleDesk.withdraw(row["id"]),
            ),
        ),
        el.div(
            rx.cond(row["waits"], _ask("Promouvoir depuis la liste d’attente", promote, about)),
            rx.cond(row["comes"], _ask("Désister", leave, about)),
            class_name="desk-row-acts",
        ),
    )
    return rx.fragment(asked)


def _ask(words: str, act: Any, about: rx.Component) -> rx.Component:
    return el.button(fr(words), about, type="button", class_name="desk-link", on_click=PeopleDesk.wonder(act))


def _sure(said: Any, words: Any, does: Any) -> rx.Component:
    return el.div(
        el.p(said),
        el.div(
            el.button(words, type="button", class_name="button", auto_focus=True, on_click=does),
            elements.button("Ne rien changer", second=True, on_click=PeopleDesk.wonder("")),
            class_name="button-row",
        ),
        class_name="desk-sure-of",
        role="group",
        aria_label="Confirmer",
    )


def person() -> rx.Component:
    """Somebody: what they said of themselves, their meetings, the letters that left for them."""
    who, here = PeopleDesk.who, MeetingDesk.meeting
    return frames.page(
        frames.way(
            ("Le bureau", "/bureau"),
            ("Les cycles", "/bureau/cycles"),
            (here["cycle"], f"/bureau/cycles/{here['slug']}"),
            (here["title"], here["address"]),
        ),
        frames.Watch.create(
            value=DeskRoom.desk[here["code"]].to_string(), every=0, on_change=[PeopleDesk.refresh_person]
        ),
        rx.cond(
            who["id"],
            rx.fragment(
                el.h1(who["name"]),
                el.div(
                    frames.seat(who["said"], who["tone"]),
                    rx.cond(who["pool"], frames.seat(who["pool"], "calm")),
                    class_name="desk-tags",
                ),
                el.p(PeopleDesk.said, role="status", class_name="desk-status"),
                acts(who),
                frames.whole_error(PeopleDesk, "personne"),
                _details(who),
                el.section(
                    el.h2("Ses séances", id="ses-seances"),
                    el.ul(rx.foreach(PeopleDesk.others, _other), class_name="plain-list desk-journal"),
                    aria_labelledby="ses-seances",
                ),
                el.section(
                    el.h2("Courriels", id="courriels"),
                    rx.cond(
                        PeopleDesk.letters.length() > 0,
                        el.ul(rx.foreach(PeopleDesk.letters, _letter), class_name="plain-list desk-journal"),
                        el.p(fr("Aucun courriel pour l’instant."), class_name="meta"),
                    ),
                    aria_labelledby="courriels",
                ),
            ),
            el.div(
                el.h1("Une personne inscrite"),
                el.p(PeopleDesk.problem, role="alert", class_name="lead"),
            ),
        ),
    )


def _details(who: Any) -> rx.Component:
    lines = (
        ("Courriel", "email"), ("Structure", "organisation"), ("Fonction", "function"), ("Département", "department"),
        ("Adhésion", "member"), ("Besoins d’accessibilité", "needs"), ("Question pour cette séance", "question"),
        ("Inscription", "since"), ("Dernier changement", "changed"),
    )  # fmt: skip
    return el.dl(
        *[
            rx.cond(who[name], el.div(el.dt(fr(label)), el.dd("Oui" if name == "member" else who[name])))
            for label, name in lines
        ],
        class_name="desk-details",
    )  # fmt: skip


def _other(row: Any) -> rx.Component:
    return el.li(
        el.p(el.a(row["title"], href=row["address"])),
        el.p(row["when"], " · ", frames.seat(row["said"], row["tone"]), class_name="meta"),
    )


def _letter(row: Any) -> rx.Component:
    return el.li(
        el.p(el.b(row["kind"]), " · ", frames.seat(row["word"], row["tone"])),
        el.p(row["when"], rx.cond(row["why"] != "", el.span(" · ", row["why"])), class_name="meta"),
    )

"""Who is in a meeting: the list with its filters, and the page of one person with the letters sent to them."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles.desk_meeting_state import MeetingDesk
from irdsu_app.cycles.desk_people_state import PeopleDesk
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
SORTS = (("arrivee", "Ordre d’arrivée"), ("statut", "Statut et rang"), ("nom", "Nom"), ("structure", "Structure"))


def listed() -> rx.Component:
    """The people of a meeting, live."""
    return el.section(
        el.h2("Inscriptions et liste d’attente", id="inscriptions"),
        el.div(
            _chip("", fr("Tout le monde"), None),
            rx.foreach(MeetingDesk.counts, lambda row: _chip(row["status"], row["label"], row["count"])),
            class_name="desk-chips",
            role="group",
            aria_label="Filtrer par statut",
        ),
        el.form(
            el.div(
                el.label("Chercher", html_for="mots"),
                el.input(type="search", id="mots", name="mots", placeholder=fr("Nom, structure, fonction, courriel")),
                class_name="field",
            ),
            el.div(
                el.label("Trier par", html_for="tri"),
                el.select(*[el.option(fr(words), value=value) for value, words in SORTS], id="tri", name="tri"),
                class_name="field",
            ),
            el.input(type="hidden", name="statut", value=PeopleDesk.status),
            elements.button("Chercher", second=True),
            on_submit=PeopleDesk.search,
            class_name="office-search",
        ),
        frames.whole_error(PeopleDesk, "personne"),
        rx.cond(
            PeopleDesk.total > 0,
            el.ul(rx.foreach(PeopleDesk.rows, _person), class_name="desk-people"),
            elements.empty("Personne ici pour l’instant."),
        ),
        rx.cond(
            PeopleDesk.pages > 1,
            el.nav(
                rx.cond(
                    PeopleDesk.page > 1,
                    elements.button("Page d’avant", second=True, on_click=PeopleDesk.turn(PeopleDesk.page - 1)),
                ),
                el.p(f"Page {PeopleDesk.page} sur {PeopleDesk.pages}", role="status"),
                rx.cond(
                    PeopleDesk.page < PeopleDesk.pages,
                    elements.button("Page d’après", second=True, on_click=PeopleDesk.turn(PeopleDesk.page + 1)),
                ),
                class_name="button-row",
                aria_label="Pages",
            ),
        ),
        aria_labelledby="inscriptions",
    )


def _chip(status: Any, label: Any, count: Any) -> rx.Component:
    return el.button(
        label,
        *([el.b(" ", count)] if count is not None else []),
        type="button",
        on_click=PeopleDesk.only(status),
        class_name="desk-chip",
        custom_attrs={"aria-pressed": rx.cond(PeopleDesk.status == status, "true", "false")},
    )


def _person(row: Any) -> rx.Component:
    return el.li(
        el.div(
            el.p(el.a(row["name"], href=row["address"], class_name="desk-name")),
            el.p(_joined(row["organisation"], row["function"], row["department"]), class_name="meta"),
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


def _joined(first: Any, *others: Any) -> rx.Component:
    return rx.fragment(first, *[rx.cond(each != "", el.span(" · ", each)) for each in others])


def acts(row: Any) -> rx.Component:
    """What may be done for somebody, each asked twice."""
    about = elements.visually_hidden(rx.Var.create(" : ") + row["name"])
    promote, leave = rx.Var.create("promote:") + row["id"], rx.Var.create("withdraw:") + row["id"]
    asked = rx.match(
        PeopleDesk.asked,
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
    return el.button(fr(words), about, type="button", class_name="desk-link", on_click=PeopleDesk.ask(act))


def _sure(said: Any, words: Any, does: Any) -> rx.Component:
    return el.div(
        el.p(said),
        el.div(
            el.button(words, type="button", class_name="button", auto_focus=True, on_click=does),
            elements.button("Ne rien changer", second=True, on_click=PeopleDesk.ask("")),
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

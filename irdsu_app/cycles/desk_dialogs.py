"""What is done to a meeting, and what it will cause: places, waiting list, dates, cancelling, writing to people."""

from typing import Any
from uuid import UUID

import reflex as rx

from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles import desk_note
from irdsu_app.cycles.desk_meeting_state import MeetingDesk
from irdsu_app.cycles.desk_people_state import PeopleDesk
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
here = MeetingDesk.meeting
PARAGRAPHS = "Une ligne vide sépare les paragraphes. La date et le lieu suivent."
TO_WHOM = "« La liste filtrée » : celles que la page montre, qui ont une place ou l’attendent."
READ_BY = "Elle sera lue par les personnes inscrites."
GROUPS = (
    ("confirmees", "Les personnes confirmées"),
    ("attente", "Les personnes qui attendent"),
    ("tous", "Tout le monde"),
    (desk_note.FILTERED, "Les personnes de la liste filtrée"),
)


def field(form: str, label: str, name: str, **more: Any) -> rx.Component:
    """A field of one of these forms."""
    return frames.field(label, name, MeetingDesk, form, **more)


def places() -> rx.Component:
    """Change the number of places."""
    return frames.asks(
        "Changer le nombre de places", "places", "Changer le nombre de places",
        el.p(fr("Une place ajoutée est aussitôt proposée à la première personne qui attend.")),
        frames.form(
            MeetingDesk,
            "places",
            el.div(
                field("places", "En salle", "salle", kind="number", input_mode="numeric"),
                field("places", "À distance", "distance", kind="number", input_mode="numeric"),
                field("places", "Liste d’attente", "attente", kind="number", input_mode="numeric"),
                class_name="desk-grid",
            ),
            elements.button("Enregistrer les places"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.resize,
        ),
    )  # fmt: skip


def waiting_list() -> rx.Component:
    """Suspend the waiting list, or resume it."""
    return rx.cond(
        here["suspended"],
        elements.button("Reprendre la liste d’attente", second=True, on_click=MeetingDesk.suspend(False)),
        elements.button("Suspendre la liste d’attente", second=True, on_click=MeetingDesk.suspend(True)),
    )


def dates(form: str) -> rx.Component:
    """The day and the hours."""
    return el.div(
        field(form, "Jour", "jour", kind="date"),
        field(form, "Début (heure de Paris)", "debut", kind="time"),
        field(form, "Fin", "fin", kind="time"),
        class_name="desk-grid",
    )


def postpone() -> rx.Component:
    """Reporter: how many people will be told."""
    return frames.asks(
        "Reporter", "reporter", "Reporter la séance",
        el.p(
            fr("Les inscriptions suivent. Un courriel part à "), el.b(here["people"]),
            fr(", et la date change dans leur agenda."),
        ),
        frames.form(
            MeetingDesk,
            "reporter",
            dates("reporter"),
            field("reporter", "Raison", "raison", rows=2, hint=READ_BY + " Facultatif."),
            el.button(fr("Reporter et prévenir "), here["people"], type="submit", class_name="button"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.postpone,
        ),
    )  # fmt: skip


def again() -> rx.Component:
    """Reprogrammer a cancelled meeting."""
    return frames.asks(
        "Reprogrammer", "reprogrammer", "Reprogrammer la séance",
        el.p(fr("Les personnes qui avaient une place passent d’abord : elle leur est proposée, sans rien redemander.")),
        frames.form(
            MeetingDesk,
            "reprogrammer",
            dates("reprogrammer"),
            elements.button("Reprogrammer"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.reprogram,
        ),
    )  # fmt: skip


def cancel() -> rx.Component:
    """Annuler: why, and how many people will be told."""
    return frames.asks(
        "Annuler", "annuler", "Annuler la séance",
        el.p(
            fr("Un courriel part à "), el.b(here["people"]),
            fr(
                ", et la séance disparaît de leur agenda. Si elle est reprogrammée, les personnes qui avaient "
                "une place seront prioritaires."
            ),
        ),
        frames.form(
            MeetingDesk,
            "annuler",
            field("annuler", "Raison", "raison", rows=3, hint=READ_BY),
            el.button(
                fr("Annuler la séance et prévenir "), here["people"], type="submit", class_name="button desk-sure"
            ),
            on_save=MeetingDesk.cancel,
        ),
        danger=True,
    )  # fmt: skip


def remove() -> rx.Component:
    """Throw a draft away."""
    return frames.asks(
        "Supprimer ce brouillon", "supprimer", "Supprimer ce brouillon",
        el.p(fr("Personne ne l’a vu. Il ne pourra pas être retrouvé.")),
        el.button("Supprimer", type="button", class_name="button desk-sure", on_click=MeetingDesk.remove),
        danger=True,
    )  # fmt: skip


def write() -> rx.Component:
    """Écrire aux inscrits: to whom, what; read it over, then send it, once."""
    looked = MeetingDesk.preview
    return frames.asks(
        "Écrire aux inscrits", "ecrire", "Écrire aux inscrits",
        el.div(
            frames.form(
                MeetingDesk,
                "ecrire",
                field("ecrire", "À qui", "groupe", options=GROUPS, hint=TO_WHOM),
                el.input(type="hidden", name="filtre", value=PeopleDesk.files),
                field("ecrire", "Objet", "objet"),
                field("ecrire", "Texte", "texte", rows=8, hint=PARAGRAPHS),
                elements.button("Relire avant d’envoyer"),
                on_save=MeetingDesk.look_over,
            ),
            hidden=looked.contains("id"),
        ),
        rx.cond(
            looked.contains("id"),
            el.div(
                el.p(el.b(fr("Objet : ")), looked["subject"]),
                el.pre(
                    looked["text"], class_name="desk-letter", tab_index=0, role="region", aria_label="Courriel à relire"
                ),
                el.div(
                    el.button(
                        "Envoyer à ", looked["to"], type="button", class_name="button", auto_focus=True,
                        on_click=MeetingDesk.send_note(looked["id"].to(UUID)),
                    ),
                    elements.button("Modifier", second=True, on_click=MeetingDesk.write_again),
                    class_name="button-row",
                ),
            ),
        ),
    )  # fmt: skip


def note_progress() -> rx.Component:
    """How far the last letter is."""
    far = MeetingDesk.progress
    return rx.cond(
        far.contains("said"),
        el.div(
            el.p(el.b(fr("Votre courriel : ")), far["said"], role="status"),
            el.progress(value=far["sent"], max=far["total"], aria_label="Courriels partis"),
            class_name="notice",
        ),
    )

"""The page of a meeting on the desk: how full it is, what may be done, who is in it, what is said of it."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import desk_dialogs as dialogs
from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles import desk_people_page as people
from irdsu_app.cycles.desk_meeting_state import MeetingDesk
from irdsu_app.cycles.desk_pages import CYCLES, OFFICE, journal, missing, save_row
from irdsu_app.cycles.desk_people_state import PeopleDesk
from irdsu_app.cycles.desk_state import DeskRoom
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
here = MeetingDesk.meeting
MODES = (("remote", "Visioconférence"), ("onsite", "Présentiel"), ("hybrid", "Hybride"))
RESOURCES = (
    "Une par ligne : titre | https://adresse | avant (ou : après, pour tous). « Avant » et « après » la séance : "
    "réservée aux personnes inscrites. « Pour tous » : un lien public, avec sa source. Sans rien : avant."
)
CHANGES = (
    "Le titre, le lieu, l’accès ou le lien changés ici sont annoncés par courriel aux personnes confirmées. "
    "La date se change par « Reporter »."
)


def meeting() -> rx.Component:
    """A meeting, live."""
    return frames.page(
        frames.Watch.create(
            value=DeskRoom.desk[here["code"]].to_string(),
            every=MeetingDesk.polling,
            on_change=[MeetingDesk.refresh, PeopleDesk.refresh],
        ),
        rx.cond(
            here["id"],
            frames.Here.create(
                frames.way(OFFICE, CYCLES, (here["cycle"], f"/bureau/cycles/{here['slug']}")),
                _head(),
                el.div(el.p(MeetingDesk.said), el.p(PeopleDesk.said), role="status", class_name="desk-status"),
                _acts(),
                dialogs.note_progress(),
                people.listed(),
                _words(),
                journal(MeetingDesk.acts, "Journal de la séance"),
                address=MeetingDesk.address,
            ),
            missing(MeetingDesk.problem),
        ),
    )


def _head() -> rx.Component:
    return el.div(
        el.p(el.b(here["code"]), " · ", here["when"], fr(" (heure de Paris)"), class_name="meta"),
        el.h1(here["title"]),
        el.div(
            frames.seat(here["said"], here["tone"]),
            frames.seat(here["mode"], "calm"),
            rx.cond(here["suspended"], frames.seat("Liste d’attente suspendue", "moved")),
            rx.cond(here["demonstration"], frames.seat("Démonstration", "calm")),
            class_name="desk-tags",
        ),
        frames.gauge(here["percent"]),
        el.p(el.b(here["counted"]), rx.cond(here["pools"], el.span(" · ", here["pools"]))),
        rx.cond(here["kept"], el.p(here["kept"], class_name="meta")),
        rx.cond(here["reason"], el.p(fr("Raison donnée : "), here["reason"], class_name="meta")),
        rx.cond(
            (here["cycle_status"] == "draft") & (here["draft"] == ""),
            el.p(fr("Le cycle n’est pas publié : personne ne voit encore cette séance."), class_name="notice"),
        ),
        class_name="desk-head",
    )


def _acts() -> rx.Component:
    return el.section(
        el.h2("Agir", id="agir"),
        el.div(
            rx.cond(here["may_open"], elements.button("Ouvrir les inscriptions", on_click=MeetingDesk.open_)),
            rx.cond(here["may_close"], elements.button("Clore", second=True, on_click=MeetingDesk.close)),
            rx.cond((here["draft"] == "") & (here["may_change"] != ""), dialogs.places()),
            rx.cond((here["draft"] == "") & (here["may_change"] != ""), dialogs.waiting_list()),
            rx.cond(here["empty"] == "", dialogs.write()),
            rx.cond(here["may_move"], dialogs.postpone()),
            rx.cond(here["may_again"], dialogs.again()),
            elements.button("Dupliquer la séance", second=True, on_click=MeetingDesk.duplicate),
            el.a("Les chiffres", href=f"{here['address']}/chiffres", class_name="button second"),
            rx.cond(here["draft"] == "", _on_the_day()),
            rx.cond(
                (here["draft"] == "") & (here["cycle_status"] != "draft"),
                el.a("Voir la page publique", href=here["public"], class_name="button second"),
            ),
            rx.cond(here["may_move"], dialogs.cancel()),
            rx.cond((here["draft"] != "") & (here["empty"] != ""), dialogs.remove()),
            class_name="button-row desk-acts",
        ),
        *[frames.whole_error(MeetingDesk, form) for form in ("ouvrir", "attente", "dupliquer", "supprimer")],
        aria_labelledby="agir",
    )


def _on_the_day() -> rx.Component:
    """What is opened at the door: plain pages, that go on without network."""
    return rx.fragment(
        frames.file_link("Faire l’appel", f"{MeetingDesk.address}/accueil"),
        frames.file_link("Code de la salle", f"{MeetingDesk.address}/code"),
        frames.file_link("Feuille d’émargement", f"{MeetingDesk.address}/emargement.pdf"),
    )


def _words() -> rx.Component:
    def field(label: str, name: str, **more: Any) -> rx.Component:
        return dialogs.field("seance", label, name, clash=True, **more)

    drafted = el.div(
        field("Comment l’on vient", "mode", options=MODES),
        el.div(
            field("Jour", "jour", kind="date"),
            field("Début (heure de Paris)", "debut", kind="time"),
            field("Fin", "fin", kind="time"),
            field("Places en salle", "salle", kind="number", input_mode="numeric"),
            field("Places à distance", "distance", kind="number", input_mode="numeric"),
            field("Places en liste d’attente", "attente", kind="number", input_mode="numeric"),
            class_name="desk-grid",
        ),
    )
    return el.details(
        el.summary(el.h2("Ce qui est dit de la séance")),
        rx.cond(
            here["draft"] == "",
            el.p(
                fr(CHANGES),
                class_name="notice",
            ),
        ),
        frames.form(
            MeetingDesk,
            "seance",
            field("Titre", "titre"),
            field("Format affiché", "format", hint="Par exemple : « Présentiel, dans un quartier ». Facultatif."),
            rx.cond(here["draft"], drafted),
            field("Lieu", "lieu"),
            field("Accès", "acces", rows=3, hint="Étage, transports, accessibilité."),
            field("Lien de visioconférence", "visio", kind="url", hint="Donné la veille, aux personnes confirmées."),
            field("Objectifs", "objectifs", rows=4, hint="Un par ligne."),
            field("Déroulé", "deroule", rows=4),
            field("Avec", "intervenants", rows=4, hint="Une fonction par ligne, sans nom."),
            field("Ressources", "ressources", rows=3, hint=RESOURCES),
            save_row(MeetingDesk.undoable, MeetingDesk.undo),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.save,
        ),
        open=here["draft"] != "",
        class_name="desk-words",
    )  # fmt: skip

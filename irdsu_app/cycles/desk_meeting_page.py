"""The page of a meeting on the desk: how full it is, what may be done, who is in it, what is said of it."""

from typing import Any

import reflex as rx

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
GROUPS = (
    ("confirmees", "Les personnes confirmées"),
    ("attente", "Les personnes qui attendent"),
    ("tous", "Tout le monde"),
)


def meeting() -> rx.Component:
    """A meeting, live."""
    return frames.page(
        frames.way(OFFICE, CYCLES, (here["cycle"], f"/bureau/cycles/{here['slug']}")),
        frames.Watch.create(
            value=DeskRoom.desk[here["code"]].to_string(),
            every=MeetingDesk.polling,
            on_change=[MeetingDesk.refresh, PeopleDesk.refresh],
        ),
        rx.cond(
            here["id"],
            rx.fragment(
                _head(),
                el.div(el.p(MeetingDesk.said), el.p(PeopleDesk.said), role="status", class_name="desk-status"),
                _acts(),
                _note_progress(),
                people.listed(),
                _words(),
                journal(MeetingDesk.acts, "Journal de la séance"),
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
            rx.cond((here["draft"] == "") & (here["may_change"] != ""), _places()),
            rx.cond((here["draft"] == "") & (here["may_change"] != ""), _waiting_list()),
            rx.cond(here["empty"] == "", _write()),
            rx.cond(here["may_move"], _postpone()),
            rx.cond(here["may_again"], _again()),
            elements.button("Dupliquer la séance", second=True, on_click=MeetingDesk.duplicate),
            rx.cond(here["empty"] == "", frames.file_link("Exporter (CSV)", here["csv"])),
            rx.cond(
                (here["draft"] == "") & (here["cycle_status"] != "draft"),
                el.a("Voir la page publique", href=here["public"], class_name="button second"),
            ),
            rx.cond(here["may_move"], _cancel()),
            rx.cond((here["draft"] != "") & (here["empty"] != ""), _remove()),
            class_name="button-row desk-acts",
        ),
        *[frames.whole_error(MeetingDesk, form) for form in ("ouvrir", "attente", "dupliquer", "supprimer")],
        aria_labelledby="agir",
    )


def _field(form: str, label: str, name: str, **more: Any) -> rx.Component:
    return frames.field(label, name, MeetingDesk, form, **more)


def _places() -> rx.Component:
    return frames.asks(
        "Changer le nombre de places", "places", "Changer le nombre de places",
        el.p(fr("Une place ajoutée est aussitôt proposée à la première personne qui attend.")),
        frames.form(
            MeetingDesk,
            "places",
            el.div(
                _field("places", "En salle", "salle", kind="number", input_mode="numeric"),
                _field("places", "À distance", "distance", kind="number", input_mode="numeric"),
                _field("places", "Liste d’attente", "attente", kind="number", input_mode="numeric"),
                class_name="desk-grid",
            ),
            elements.button("Enregistrer les places"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.resize,
        ),
    )  # fmt: skip


def _waiting_list() -> rx.Component:
    return rx.cond(
        here["suspended"],
        elements.button("Reprendre la liste d’attente", second=True, on_click=MeetingDesk.suspend(False)),
        elements.button("Suspendre la liste d’attente", second=True, on_click=MeetingDesk.suspend(True)),
    )


def _dates(form: str) -> rx.Component:
    return el.div(
        _field(form, "Jour", "jour", kind="date"),
        _field(form, "Début (heure de Paris)", "debut", kind="time"),
        _field(form, "Fin", "fin", kind="time"),
        class_name="desk-grid",
    )


def _postpone() -> rx.Component:
    return frames.asks(
        "Reporter", "reporter", "Reporter la séance",
        el.p(
            fr("Les inscriptions suivent. Un courriel part à "), el.b(here["people"]),
            fr(", et la date change dans leur agenda."),
        ),
        frames.form(
            MeetingDesk,
            "reporter",
            _dates("reporter"),
            _field("reporter", "Raison", "raison", rows=2, hint="Elle sera lue par les personnes inscrites. Facultatif."),
            el.button(fr("Reporter et prévenir "), here["people"], type="submit", class_name="button"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.postpone,
        ),
    )  # fmt: skip


def _again() -> rx.Component:
    return frames.asks(
        "Reprogrammer", "reprogrammer", "Reprogrammer la séance",
        el.p(fr("Les personnes qui avaient une place la retrouvent d’abord : elle leur est proposée, sans rien redemander.")),
        frames.form(
            MeetingDesk,
            "reprogrammer",
            _dates("reprogrammer"),
            elements.button("Reprogrammer"),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.reprogram,
        ),
    )  # fmt: skip


def _cancel() -> rx.Component:
    return frames.asks(
        "Annuler", "annuler", "Annuler la séance",
        el.p(
            fr("Un courriel part à "), el.b(here["people"]),
            fr(", et la séance disparaît de leur agenda. Si elle est reprogrammée, les personnes qui avaient une place seront prioritaires."),
        ),
        frames.form(
            MeetingDesk,
            "annuler",
            _field("annuler", "Raison", "raison", rows=3, hint="Elle sera lue par les personnes inscrites."),
            el.button(
                fr("Annuler la séance et prévenir "), here["people"], type="submit", class_name="button desk-sure"
            ),
            on_save=MeetingDesk.cancel,
        ),
        danger=True,
    )  # fmt: skip


def _remove() -> rx.Component:
    return frames.asks(
        "Supprimer ce brouillon", "supprimer", "Supprimer ce brouillon",
        el.p(fr("Personne ne l’a vu. Il ne pourra pas être retrouvé.")),
        el.button("Supprimer", type="button", class_name="button desk-sure", on_click=MeetingDesk.remove),
        danger=True,
    )  # fmt: skip


def _write() -> rx.Component:
    looked = MeetingDesk.preview
    return frames.asks(
        "Écrire aux inscrits", "ecrire", "Écrire aux inscrits",
        el.div(
            frames.form(
                MeetingDesk,
                "ecrire",
                _field("ecrire", "À qui", "groupe", options=GROUPS),
                _field("ecrire", "Objet", "objet"),
                _field("ecrire", "Texte", "texte", rows=8, hint="Une ligne vide sépare les paragraphes. La date et le lieu suivent."),
                elements.button("Relire avant d’envoyer"),
                on_save=MeetingDesk.look_over,
            ),
            hidden=looked.contains("id"),
        ),
        rx.cond(
            looked.contains("id"),
            el.div(
                el.p(el.b(fr("Objet : ")), looked["subject"]),
                el.pre(looked["text"], class_name="desk-letter", tab_index=0, aria_label="Le courriel tel qu’il sera lu"),
                el.div(
                    el.button(
                        "Envoyer à ", looked["to"], type="button", class_name="button", auto_focus=True,
                        on_click=MeetingDesk.send_note(looked["id"]),
                    ),
                    elements.button("Modifier", second=True, on_click=MeetingDesk.write_again),
                    class_name="button-row",
                ),
            ),
        ),
    )  # fmt: skip


def _note_progress() -> rx.Component:
    far = MeetingDesk.progress
    return rx.cond(
        far.contains("said"),
        el.div(
            el.p(el.b(fr("Votre courriel : ")), far["said"], role="status"),
            el.progress(value=far["sent"], max=far["total"], aria_label="Courriels partis"),
            class_name="notice",
        ),
    )


def _words() -> rx.Component:
    def field(label: str, name: str, **more: Any) -> rx.Component:
        return _field("seance", label, name, clash=True, **more)

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
                fr("Le titre, le lieu, l’accès ou le lien changés ici sont annoncés par courriel aux personnes confirmées. La date se change par « Reporter »."),
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
            field("Lien de la visioconférence", "visio", kind="url", hint="Donné aux seules personnes confirmées, la veille."),
            field("Objectifs", "objectifs", rows=4, hint="Un par ligne."),
            field("Déroulé", "deroule", rows=4),
            field("Avec", "intervenants", rows=4, hint="Une fonction par ligne, sans nom."),
            field("Ressources", "ressources", rows=3, hint="Une par ligne : titre | https://adresse | après. Sans « après », elle s’ouvre avant la séance."),
            save_row(MeetingDesk.undoable, MeetingDesk.undo),
            seen=MeetingDesk.values,
            on_save=MeetingDesk.save,
        ),
        open=here["draft"] != "",
        class_name="desk-words",
    )  # fmt: skip

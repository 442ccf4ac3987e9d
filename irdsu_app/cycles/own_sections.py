"""What one's own page offers besides the meetings: the calendar, one's details, all that is known of one."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import form_fields, frames
from irdsu_app.cycles.own_data import OwnData
from irdsu_app.cycles.own_state import Mine
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def agenda() -> rx.Component:
    """The calendar of one's own meetings."""
    return el.section(
        el.h2("Mon agenda", id="agenda"),
        el.p(
            fr(
                "Un fichier qui se met à jour seul dans votre agenda : vos séances, leurs reports, leurs annulations. "
                "Son adresse est secrète, comme celle de cette page."
            )
        ),
        el.p(
            frames.A.create("Ajouter à mon agenda", href=f"{Mine.link}.ics", class_name="button second"),
            class_name="button-row",
        ),
        aria_labelledby="agenda",
    )


def details() -> rx.Component:
    """Change what one said of oneself."""
    person: Any = Mine.person

    def given(name: str) -> dict[str, Any]:
        return {"default_value": person[name], "key": person[name]}

    field = form_fields.field
    return el.section(
        el.h2("Mes coordonnées", id="coordonnees"),
        el.details(
            el.summary("Corriger mes coordonnées"),
            el.form(
                el.div(
                    field("Prénom", "prenom", Mine.mistakes, fills="given-name", **given("prenom")),
                    field("Nom", "nom", Mine.mistakes, fills="family-name", **given("nom")),
                    class_name="pair",
                ),
                form_fields.about(Mine.mistakes, person),
                elements.button("Enregistrer"),
                on_submit=Mine.change,
                no_validate=True,
                class_name="asking",
            ),
            class_name="unfold",
        ),
        el.p(
            fr("Votre adresse : "),
            person["courriel"],
            fr(". Pour en changer, libérez vos places, puis inscrivez-vous avec la nouvelle."),
            class_name="meta",
        ),
        aria_labelledby="coordonnees",
    )


def data() -> rx.Component:
    """Take away, change the link, erase."""
    return el.section(
        el.h2("Mes données", id="donnees"),
        el.p(fr("Tout ce que nous savons de vous tient sur cette page. Emportez-le, ou effacez-le.")),
        el.p(
            frames.A.create("Exporter (JSON)", href=f"{Mine.link}/mes-donnees.json", class_name="button second"),
            frames.A.create("Exporter (CSV)", href=f"{Mine.link}/mes-donnees.csv", class_name="button second"),
            class_name="button-row",
        ),
        el.h3(fr("Ce lien a circulé ?")),
        el.p(fr("Un nouveau lien vous est donné ; celui-ci, et votre agenda, n’ouvriront plus rien.")),
        el.p(
            elements.button("Changer mon lien personnel", second=True, on_click=OwnData.renew), class_name="button-row"
        ),
        el.h3("Tout effacer"),
        el.p(fr("Vos places sont rendues à celles et ceux qui attendent. Rien ne pourra être retrouvé.")),
        el.p(elements.dialog_opener("Tout effacer", "effacer"), class_name="button-row"),
        elements.dialog(
            "effacer",
            "Tout effacer ?",
            el.p(
                fr(
                    "Vos inscriptions, vos coordonnées et ce lien disparaissent maintenant. "
                    "Un dernier courriel vous le confirme, puis votre adresse est oubliée aussi."
                )
            ),
            el.p(
                el.button(
                    "Effacer pour toujours", type="button", on_click=OwnData.erase, class_name="button danger sure"
                ),
                class_name="button-row",
            ),
        ),
        aria_labelledby="donnees",
    )

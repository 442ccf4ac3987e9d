"""Join anything by its code: one field, and what to do when a code opens nothing."""

import reflex as rx

from irdsu_app import door
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el
REFUSALS = {
    "inconnu": "Aucune salle n’a ce code. Relisez-le sur l’écran : un code change à chaque fois.",
    "fini": "Cette salle est fermée. Demandez un nouveau code à la personne qui l’a ouverte.",
    "illisible": "Ce code ne peut pas exister : cinq lettres ou chiffres, sans O, I, S, Z ni B, que l’on confond.",
    "trop": "Trop d’essais depuis cet endroit. Attendez dix minutes, ou ouvrez le lien reçu.",
    "cle": "Cette clé n’ouvre pas ce pupitre. Demandez la clé affichée sur l’autre pupitre.",
}
"""What each refusal of the plain doors says; the address carries its short name, never a text."""


class Arrival(rx.State):
    """Why the door did not open, read from the address."""

    problem: str = ""

    @rx.event
    @door.policy("public")
    def look(self) -> None:
        """Read the refusal in the address, if there is one."""
        self.problem = fr(REFUSALS.get(self.router.url.query_parameters.get("refus", ""), ""))


def refused() -> rx.Component:
    """The refusal, where it is seen first."""
    return rx.cond(Arrival.problem != "", el.p(Arrival.problem, role="alert", class_name="notice alert"))


def join() -> rx.Component:
    """Type the code seen on the big screen."""
    return layout.page(
        el.h1("Rejoindre"),
        el.p(
            fr("Entrez le code affiché sur l’écran de la salle, ou visez son QR avec votre téléphone."),
            class_name="lead",
        ),
        refused(),
        elements.post_form(
            elements.field(
                "Code",
                "code",
                kind="code",
                hint="Cinq lettres ou chiffres ; majuscules et espaces n’ont pas d’importance.",
            ),
            elements.button("Rejoindre"),
            action="/rejoindre",
        ),
        el.p(fr("Vous pouvez aussi "), el.a("lire le dépliant à votre rythme", href="/depliant"), "."),
    )

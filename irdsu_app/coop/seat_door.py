"""Before the seat: the door of a room, and what is said when there is nothing behind it."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.coop import dressing
from irdsu_app.coop.playing import DoorKey, pace
from irdsu_app.coop.refusals import sentence
from irdsu_app.coop.setting import TradeTold
from irdsu_app.coop.state import Table
from irdsu_app.coop.wording import NAME_LENGTH
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
ABOUT = (
    "Un jeu pour parler à plusieurs de ce que coopérer demande : chacun joue une personne d’un quartier inventé, "
    "vote en secret, débat, promet, laisse une trace. C’est une fiction : personne n’est évalué, personne ne gagne."
)


def door() -> rx.Component:
    """What this is, a name, and two ways in."""
    return el.div(
        el.h2("Entrer dans la partie ", el.span(Table.code, class_name="code"), id="moment", tab_index=-1),
        el.p(fr(ABOUT), class_name="lead"),
        rx.cond(Table.problem != "", el.p(Table.problem, role="alert", class_name="notice alert")),
        rx.cond(
            pace["status"] == "Close",
            el.div(
                el.p(sentence("close"), class_name="notice"),
                el.p(el.a("Voir le bilan", href="/coop/" + Table.code + "/bilan", class_name="button")),
            ),
            rx.cond(pace["locked"], el.p(sentence("verrou"), class_name="notice"), _form()),
        ),
        class_name="door",
    )


def _form() -> rx.Component:
    trades = dressing.setting["trades"].to(list[TradeTold])
    return elements.post_form(
        DoorKey.create(),
        el.div(
            el.label("Prénom ou pseudonyme", html_for="nom"),
            el.input(
                type="text",
                id="nom",
                name="nom",
                required=True,
                max_length=NAME_LENGTH,
                auto_complete="nickname",
                spell_check=False,
            ),
            class_name="field",
        ),
        el.div(
            el.label("Votre métier (facultatif)", html_for="metier"),
            el.p(
                fr("Seulement pour l’option « À contre-emploi » : un personnage loin de votre métier. Jamais affiché."),
                id="metier-h",
                class_name="hint",
            ),
            el.select(
                el.option(fr("Je préfère ne pas le dire"), value=""),
                rx.foreach(trades, lambda trade: el.option(trade["label"], value=trade["id"])),
                id="metier",
                name="metier",
                default_value="",
                custom_attrs={"aria-describedby": "metier-h"},
            ),
            class_name="field",
        ),
        el.p(
            el.button("Entrer", type="submit", class_name="button"),
            el.button("Observer", type="submit", name="role", value="observer", class_name="button second"),
            class_name="button-row",
        ),
        el.p(
            fr(
                "Observer : voter et écrire des conditions, à part. Sans compte ; les prénoms s’effacent avec la salle."
            ),
            class_name="meta",
        ),
        action="/coop/" + Table.code + "/entrer",
        class_name="door-form",
    )


def nothing() -> rx.Component:
    """The code opens no room."""
    return el.div(
        el.h2("Partie introuvable", id="moment", tab_index=-1),
        el.p(Table.problem, role="alert"),
        el.p(
            el.a("Entrer un autre code", href="/rejoindre", class_name="button"),
            el.a("Créer une partie", href="/coop", class_name="button second"),
            class_name="button-row",
        ),
    )


def freed() -> rx.Component:
    """The seat was freed: three minutes without news, or whoever leads freed it."""
    return el.div(
        el.h2("Votre place a été libérée", id="moment", tab_index=-1),
        el.p(
            fr("Votre équipage a continué sans vous. Vous pouvez revenir : vous rejoindrez la partie au tour suivant.")
        ),
        el.p(A.create("Revenir dans la partie", href="", class_name="button"), class_name="button-row"),
        el.p(
            fr("Si la place reste fermée, parlez à la personne qui anime, ou regardez le "),
            el.a("bilan", href="/coop/" + Table.code + "/bilan"),
            ".",
            class_name="meta",
        ),
    )

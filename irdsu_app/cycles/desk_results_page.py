"""The desk of what people said: the results of the questionnaires, the account of a cycle."""

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from irdsu_app.cycles import desk_frames as frames
from irdsu_app.cycles.desk_pages import CYCLES, OFFICE, missing
from irdsu_app.cycles.desk_results_state import AccountDesk, ResultsDesk
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
_SHEET = rx.Var(
    "surveysSheet",
    _var_data=VarData(imports={"$/public/surveys.css?url": [ImportVar(tag="surveysSheet", is_default=True)]}),
)
PUBLIC = (
    "Publié, il se lit sur la page du cycle, avec les chiffres d’aujourd’hui : ils ne changent plus tant que vous ne "
    "le publiez pas à nouveau. Aucun ne porte sur moins de cinq personnes."
)


def results() -> rx.Component:
    """What people said, together."""
    return _page(ResultsDesk, _body(ResultsDesk.body))


def account() -> rx.Component:
    """The account of the cycle: the page of the PDF."""
    prints = rx.Var("() => window.print()", _var_type=rx.EventChain)
    slug = AccountDesk.slug_shown
    return _page(
        AccountDesk,
        el.p(AccountDesk.said, role="status", class_name="desk-status"),
        el.p(
            frames.file_link("Télécharger en PDF", f"/bureau/cycles/{slug}/compte-rendu.pdf"),
            elements.button("Imprimer", second=True, on_click=prints),
            class_name="button-row unprinted",
        ),
        _body(AccountDesk.body),
        el.section(
            el.h2("Le montrer", id="montrer"),
            el.p(fr(PUBLIC)),
            el.p(rx.cond(AccountDesk.published, AccountDesk.published, fr("Il n’est pas public.")), role="status"),
            el.div(
                el.button(
                    rx.cond(AccountDesk.published, "Publier à nouveau", "Publier le compte rendu"),
                    type="button",
                    on_click=AccountDesk.publish,
                    class_name="button",
                ),
                rx.cond(
                    AccountDesk.published,
                    rx.fragment(
                        frames.file_link("Voir la page publique", f"/cycles/{slug}/bilan"),
                        elements.button("Retirer du site", second=True, on_click=AccountDesk.withdraw),
                    ),
                ),
                class_name="button-row",
            ),
            frames.whole_error(AccountDesk, "bilan"),
            aria_labelledby="montrer",
            class_name="unprinted",
        ),
    )


def _page(desk: Any, *content: rx.Component) -> rx.Component:
    return frames.page(
        el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "surveys"}),
        frames.way(OFFICE, CYCLES, ("Le cycle", f"/bureau/cycles/{desk.slug_shown}")),
        rx.cond(desk.body != "", rx.fragment(*content), missing(desk.problem)),
    )


def _body(made: Any) -> rx.Component:
    """HTML that the server has escaped already."""
    return rx.html(made)

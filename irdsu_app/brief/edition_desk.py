"""The organisers' desk of the national version: edit each panel on the sheet, its figures, publish."""

import reflex as rx

from irdsu_app.access import office_page
from irdsu_app.access.office import Office
from irdsu_app.brief import bars
from irdsu_app.brief.edition_state import EditionDesk
from irdsu_app.brief.measuring import PROOFS
from irdsu_app.brief.panels import brief
from irdsu_app.brief.screen import announcement, step
from irdsu_app.brief.screen import stage as drawn_stage
from irdsu_app.brief.sheet import PANELS
from irdsu_app.design import elements, layout
from irdsu_app.design.typography import fr

el = rx.el


class NationalPanel(rx.Component):
    """The words of the panel being read (assets/edition.jsx)."""

    library = rx.asset("edition.jsx").importable_path
    tag = "NationalPanel"

    panel: rx.Var[str]
    panels: rx.Var[dict]
    asides: rx.Var[list[dict]]
    revision: rx.Var[int]
    refusal: rx.Var[dict]
    answers: rx.Var[dict]
    said: rx.Var[str]
    entered: rx.Var[float]
    undoable: rx.Var[bool]

    on_write: rx.EventHandler[lambda panel, words, text, seen: [panel, words, text, seen]]
    on_choose: rx.EventHandler[lambda number, taken: [number, taken]]
    on_undo: rx.EventHandler[rx.event.no_args_event_spec]


class Figures(rx.Component):
    """Every figure with its status, and the dialog that changes it (assets/edition.jsx)."""

    library = rx.asset("edition.jsx").importable_path
    tag = "Figures"

    figures: rx.Var[list[dict]]
    proofs: rx.Var[dict]
    revision: rx.Var[int]
    refusal: rx.Var[dict]
    said: rx.Var[str]

    on_measure: rx.EventHandler[lambda name, typed, seen: [name, typed, seen]]


class Asides(rx.Component):
    """What two organisers wrote at once, until one of them chooses (assets/edition.jsx)."""

    library = rx.asset("edition.jsx").importable_path
    tag = "Asides"

    asides: rx.Var[list[dict]]

    on_choose: rx.EventHandler[lambda number, taken: [number, taken]]


def _opened(*content: rx.Component) -> rx.Component:
    """The content once the visit is known, for those who answer for the brief."""
    return office_page.opened(*content, role="brief")


def panels() -> rx.Component:
    """Edit the words of each panel, one at a time, on the sheet itself."""
    return layout.stage(
        bars.above(
            "Version nationale",
            bars.links(
                "Le bureau",
                el.a("Le bureau", href="/bureau"),
                el.a("Chiffres et publication", href="/bureau/depliant/chiffres"),
            ),
            rx.cond(Office.holds.contains("brief"), office_page.leave("gesture small office-wide")),
        ),
        el.main(_opened(_words()), id="contenu", tab_index=-1, class_name="fill"),
        bars.below(),
    )


def _words() -> rx.Component:
    here = step.value.to(int) - 1
    places = rx.Var.create([f"{i} / {len(PANELS)} · {p.id}, {p.kicker}" for i, p in enumerate(brief().panels, 1)])
    return el.div(
        el.div(drawn_stage(role="alone", fragment="/bureau/depliant/epreuve.html"), announcement(),
               class_name="own-stage"),
        el.section(
            el.h2(places[here].to(str)),
            NationalPanel.create(
                panel=rx.Var.create(list(PANELS))[here].to(str),
                panels=EditionDesk.panels,
                asides=EditionDesk.asides,
                revision=EditionDesk.revision,
                refusal=EditionDesk.refusal,
                answers=EditionDesk.answers,
                said=EditionDesk.said,
                entered=EditionDesk.entered,
                undoable=EditionDesk.undoable,
                on_write=EditionDesk.write,
                on_choose=EditionDesk.choose,
                on_undo=EditionDesk.undo,
            ),
            class_name="own-side",
            aria_label="Ce panneau",
        ),
        class_name="own-desk",
    )  # fmt: skip


def figures() -> rx.Component:
    """The figures, those out of date first; what the next edition changes; publish it."""
    return layout.page(
        el.h1(fr(f"{brief().title} : chiffres et publication")),
        _opened(
            el.div(
                el.a("Textes des panneaux", href="/bureau/depliant", class_name="button second"),
                el.a("Le bureau", href="/bureau", class_name="button second"),
                office_page.leave(),
                class_name="button-row",
            ),
            el.p(EditionDesk.said, role="status", class_name="meta"),
            _publication(),
            el.section(
                el.h2("Chiffres et sources"),
                el.p(_late(), class_name="lead"),
                rx.cond(EditionDesk.asides.length() > 0,
                        Asides.create(asides=EditionDesk.asides, on_choose=EditionDesk.choose)),
                Figures.create(
                    figures=EditionDesk.figures,
                    proofs=rx.Var.create(dict(PROOFS)),
                    revision=EditionDesk.revision,
                    refusal=EditionDesk.refusal,
                    said=EditionDesk.said,
                    on_measure=EditionDesk.measure,
                ),
            ),
            el.section(
                el.h2("Éditions"),
                el.ul(rx.foreach(EditionDesk.history, lambda line: el.li(line)), class_name="plain-list"),
                el.details(
                    el.summary("Ce qui a été fait, et quand"),
                    el.ul(rx.foreach(EditionDesk.acts, lambda line: el.li(line)), class_name="plain-list"),
                ),
            ),
        ),
    )  # fmt: skip


def _publication() -> rx.Component:
    refused = EditionDesk.refusal["where"]
    return el.section(
        el.h2("La prochaine édition"),
        rx.cond((refused == "publish") | (refused == "undo") | (refused == "aside"),
                el.p(EditionDesk.refusal["said"], role="alert", class_name="error")),
        rx.cond(
            EditionDesk.changes.length() > 0,
            el.div(
                el.p(f"L’édition {EditionDesk.edition + 1} changera\u00a0:"),
                _lines(),
                _warnings(),
                el.div(
                    elements.dialog_opener("Publier la nouvelle édition", "publier"),
                    el.button("Annuler la dernière modification", type="button", on_click=EditionDesk.undo,
                              disabled=rx.cond(EditionDesk.undoable, False, True), class_name="button second"),
                    class_name="button-row",
                ),
                elements.dialog(
                    "publier",
                    "Publier cette édition ?",
                    el.p(f"Le dépliant en ligne deviendra l’édition {EditionDesk.edition + 1}."),
                    el.p(fr("Les présentations en cours gardent la leur, et pourront prendre celle-ci.")),
                    _lines(),
                    _warnings(),
                    el.button(f"Publier l’édition {EditionDesk.edition + 1}", type="button",
                              on_click=EditionDesk.publish(EditionDesk.revision), class_name="button"),
                ),
            ),
            el.p(f"Rien n’a changé depuis l’édition {EditionDesk.edition}."),
        ),
    )  # fmt: skip


def _lines() -> rx.Component:
    return el.ul(rx.foreach(EditionDesk.changes, lambda line: el.li(line)))


def _warnings() -> rx.Component:
    return rx.cond(
        EditionDesk.forgotten.length() > 0,
        elements.notice(
            el.p(fr("Des textes citent encore l’ancienne valeur :")),
            el.ul(rx.foreach(EditionDesk.forgotten, lambda line: el.li(line))),
        ),
    )


def _late() -> rx.Component | rx.Var[str]:
    return rx.cond(
        EditionDesk.late > 0,
        rx.cond(EditionDesk.late > 1, f"{EditionDesk.late} chiffres sont à revoir\u00a0: ils viennent en premier.",
                fr("Un chiffre est à revoir : il vient en premier.")),
        "Aucun chiffre n’a dépassé sa durée de validité.",
    )  # fmt: skip

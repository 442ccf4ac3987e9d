"""The lists of the office: the letters, the team, the journal."""

from typing import Any

import reflex as rx

from irdsu_app.access import office_page, roles
from irdsu_app.access.letters_desk import WORDS, LettersDesk
from irdsu_app.access.team_desk import JournalDesk, TeamDesk
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
Row = Any
"""One row of a list, as rx.foreach gives it."""


def letters() -> rx.Component:
    """What the site has to send, has sent, could not send."""
    return office_page.page(
        "Courriels",
        el.p(fr("Les plus récents d’abord. Une adresse et ce qu’on lui a écrit s’effacent d’ici au bout de six mois.")),
        el.form(
            el.div(
                el.label("État", html_for="status"),
                el.select(
                    el.option("Tous", value=""),
                    *[el.option(words, value=status) for status, words in WORDS.items()],
                    id="status",
                    name="status",
                ),
                class_name="field",
            ),
            elements.field("Adresse, en entier ou en partie", "words", required=False),
            elements.button("Chercher"),
            on_submit=LettersDesk.search,
            class_name="office-search",
        ),
        el.p(LettersDesk.said, role="status", class_name="meta"),
        el.p(LettersDesk.refusal, role="alert", class_name="error"),
        rx.cond(
            LettersDesk.total > 0,
            el.ul(rx.foreach(LettersDesk.rows, _letter), class_name="plain-list"),
            elements.empty("Aucun courriel ici."),
        ),
        _turning(LettersDesk),
    )


def _letter(row: Row) -> rx.Component:
    waiting = (row["status"] == "refused") | (row["status"] == "uncertain")
    return el.li(
        el.div(
            el.p(el.strong(row["kind"]), " à ", row["to"]),
            el.p(row["when"], rx.cond(row["why"] != "", el.span(". ", row["why"])), class_name="meta"),
        ),
        el.div(
            el.p(row["word"], class_name=rx.cond(waiting, "tag waiting", "tag")),
            rx.cond(
                row["again"] != "",
                el.button(
                    "Envoyer de nouveau",
                    elements.visually_hidden(rx.Var.create(" à ") + row["to"]),
                    type="button",
                    on_click=LettersDesk.again(row["id"]),
                    class_name="button second",
                ),
            ),
            class_name="office-acts",
        ),
        class_name="office-row",
    )


def journal() -> rx.Component:
    """What each has done."""
    return office_page.page(
        "Journal",
        el.p(fr("Chaque entrée et chaque acte de l’équipe, le plus récent d’abord.")),
        el.ol(rx.foreach(JournalDesk.rows, _act), class_name="plain-list"),
        _turning(JournalDesk),
        role="all",
    )


def _act(row: Row) -> rx.Component:
    return el.li(
        el.p(el.strong(row["who"]), rx.Var.create("\u00a0: ") + row["what"]),
        el.p(row["when"], rx.cond(row["detail"] != "", el.span(" · ", row["detail"])), class_name="meta"),
    )


def _turning(desk: type[LettersDesk] | type[JournalDesk]) -> rx.Component:
    at, last, turn = desk.page, desk.pages, desk.turn
    return rx.cond(
        last > 1,
        el.nav(
            rx.cond(at > 1, elements.button("Plus récents", second=True, on_click=turn(at - 1))),
            el.p(f"Page {at} sur {last}", role="status"),
            rx.cond(at < last, elements.button("Plus anciens", second=True, on_click=turn(at + 1))),
            class_name="button-row",
            aria_label="Pages",
        ),
    )


def team() -> rx.Component:
    """Who is in the team, what each answers for; invite somebody."""
    return office_page.page(
        "Équipe",
        el.p(TeamDesk.said, role="status", class_name="meta"),
        rx.cond(TeamDesk.wrong == "", el.p(TeamDesk.refusal, role="alert", class_name="error")),
        el.ul(rx.foreach(TeamDesk.rows, _person), class_name="plain-list"),
        el.section(
            el.h2("Inviter quelqu’un", id="inviter"),
            el.form(
                elements.field("Son adresse électronique", "email", kind="email", error=_error("email")),
                elements.field("Son nom, tel que l’équipe le dit", "name", error=_error("name")),
                _ticks(None),
                elements.button("Inviter"),
                on_submit=TeamDesk.invite,
            ),
            aria_labelledby="inviter",
        ),
        role="all",
    )


def _error(field: str) -> rx.Var[str]:
    return rx.cond(TeamDesk.wrong == field, TeamDesk.refusal, "").to(str)


def _ticks(row: Row | None) -> rx.Component:
    """What somebody answers for, to tick."""
    ticks = [
        el.label(
            el.input(
                type="checkbox",
                name=f"role-{role}",
                default_checked=False if row is None else row[role] != "",
                value="oui",
            ),
            fr(words),
            class_name="office-tick",
        )
        for role, words in roles.WORDS.items()
    ]
    return el.fieldset(el.legend("Ce dont cette personne répond"), *ticks, class_name="office-ticks")


def _person(row: Row) -> rx.Component:
    return el.li(
        el.div(
            el.p(el.strong(row["name"]), rx.cond(row["me"] != "", " (vous)", ""), class_name="office-name"),
            el.p(row["email"], rx.cond(row["email"] != "", " · ", ""), row["roles"], class_name="meta"),
        ),
        rx.cond(row["active"] == "", elements.tag("N’entre plus", waiting=True)),
        rx.cond(row["machine"] == "", _changes(row)),
        class_name="office-row",
    )


def _changes(row: Row) -> rx.Component:
    return el.details(
        el.summary("Changer", elements.visually_hidden(rx.Var.create(" : ") + row["name"])),
        el.form(
            _ticks(row),
            elements.button("Enregistrer ses rôles"),
            # Reflex 0.10.1 makes the handler of a form outside the loop: whose form it is goes with the form.
            el.input(type="hidden", name="person", value=row["id"]),
            on_submit=TeamDesk.change_roles,
        ),
        rx.cond(
            row["active"] != "",
            el.button(
                "Ne plus laisser entrer",
                type="button",
                on_click=TeamDesk.set_aside(row["id"], True),
                class_name="button second",
            ),
            el.button(
                "Laisser entrer de nouveau",
                type="button",
                on_click=TeamDesk.set_aside(row["id"], False),
                class_name="button second",
            ),
        ),
    )

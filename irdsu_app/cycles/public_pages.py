"""The public pages of a cycle: itself, one of its meetings. No name of anybody is ever there."""

from typing import Any

import reflex as rx

from irdsu_app.cycles import after_sections, frames
from irdsu_app.cycles.state import CycleRoom
from irdsu_app.design.typography import fr

el = rx.el
ADD = "Ajouter à mon agenda"
RULES = (
    (
        "L’ordre d’arrivée",
        "Les places vont dans l’ordre où les courriels sont confirmés. Trois sur dix sont gardées aux adhérentes et "
        "adhérents jusqu’à quinze jours avant, puis ouvertes à tous.",
    ),
    (
        "La liste d’attente",
        "Votre rang se voit. Une place libérée est proposée à la première personne, qui a 48 heures pour l’accepter, "
        "24 heures à moins de trois jours, 3 heures la veille.",
    ),
    (
        "Un empêchement ?",
        "Un clic sur votre lien personnel libère votre place, sans compte ni justification, jusqu’au début.",
    ),
    (
        "Vos données",
        "Elles servent à tenir les inscriptions. Effacées douze mois après le cycle, ou tout de suite si vous voulez.",
    ),
)


def cycle() -> rx.Component:
    """A cycle: why, when, how to register."""
    seen: Any = CycleRoom.cycle
    return frames.page(
        el.div(
            el.div(
                el.p(seen["count"], " · ", seen["span"], class_name="cycle-of"),
                el.h1(seen["title"]),
                el.p(seen["hook"], class_name="lead"),
                rx.cond(
                    seen["open"],
                    el.p(
                        el.a(
                            "S’inscrire à tout le cycle",
                            href=f"{_asking()}?seance=tout",
                            class_name="button",
                        ),
                        el.a("À la carte", href=_asking(), class_name="button second"),
                        class_name="button-row",
                    ),
                    el.p(fr("Les inscriptions à ce cycle sont closes."), class_name="notice"),
                ),
            ),
            el.ol(rx.foreach(CycleRoom.meetings, _leaf), class_name="leaves", aria_label="Les dates"),
            class_name="cycle-hero",
        ),
        el.section(
            el.h2("Les séances", id="seances"),
            el.p(fr("Les heures sont celles de Paris. "), _feed(), class_name="meta"),
            el.ol(rx.foreach(CycleRoom.meetings, _on_the_line), class_name="dates"),
            aria_labelledby="seances",
        ),
        after_sections.of_cycle(),
        el.section(
            el.h2("À savoir", id="savoir"),
            el.dl(_fact("Pour qui", seen["audience"]), _fact("Tarif", seen["price"]), class_name="facts"),
            el.div(
                *[el.div(el.h3(fr(name)), el.p(fr(said))) for name, said in RULES],
                class_name="know",
            ),
            aria_labelledby="savoir",
        ),
        **_framed(seen["title"]),
    )


def meeting() -> rx.Component:
    """One meeting of a cycle."""
    seen: Any = CycleRoom.meeting
    before: Any = CycleRoom.before
    after: Any = CycleRoom.after
    return frames.page(
        el.p(
            el.a(CycleRoom.cycle["title"], href=f"/cycles/{CycleRoom.cycle['slug']}"),
            " · ",
            "séance ",
            seen["number"],
            class_name="cycle-of",
        ),
        el.h1(seen["title"]),
        el.div(frames.day(seen["day"], seen["month"]), _when_and_where(seen), class_name="beside"),
        el.div(
            el.aside(
                el.div(
                    _places(seen["code"]),
                    _reason(seen),
                    _register(seen, CycleRoom.seats[seen["code"]], "button"),
                    after_sections.of_meeting(seen["code"], "button"),
                    frames.A.create(ADD, href=seen["calendar"], class_name="button second"),
                    class_name="card",
                ),
                aria_label="S’inscrire",
            ),
            el.div(
                el.h2("Objectifs"),
                frames.listed(seen["objectives"].to(list[str]), "aims"),
                el.h2("Déroulé"),
                el.p(seen["programme"]),
                el.h2("Avec"),
                frames.listed(seen["speakers"].to(list[str]), "aims"),
                el.h2("Ressources"),
                _resources(seen["resources"]),
            ),
            class_name="apart",
        ),
        el.nav(
            rx.cond(
                before["address"] != "",
                el.a(f"← {before['title']}", href=before["address"], rel="prev"),
                el.span(),
            ),
            rx.cond(
                after["address"] != "",
                el.a(f"{after['title']} →", href=after["address"], rel="next"),
            ),
            aria_label="Autres séances",
            class_name="around",
        ),
        **_framed(seen["title"]),
    )


def _framed(title: Any) -> dict[str, Any]:
    return {
        "ready": CycleRoom.ready,
        "title": f"{title} – IR-DSU",
        "problem": CycleRoom.problem,
        "demonstration": CycleRoom.cycle["demonstration"],
    }


def _asking() -> rx.Var[str]:
    return rx.Var.create(f"/cycles/{CycleRoom.cycle['slug']}/inscription").to(str)


def _feed() -> rx.Component:
    return frames.file_link("Suivre toutes les dates dans mon agenda", f"/cycles/{CycleRoom.cycle['slug']}.ics")


def _leaf(seen: Any) -> rx.Component:
    return el.li(
        el.a(
            el.b(seen["day"], aria_hidden="true"),
            el.span(seen["month"], aria_hidden="true"),
            el.span(f"{seen['title']}, {seen['when']}", class_name="visually-hidden"),
            href=seen["address"],
        )
    )


def _on_the_line(seen: Any) -> rx.Component:
    return el.li(
        frames.day(seen["day"], seen["month"]),
        el.div(
            el.h3(el.a(seen["title"], href=seen["address"])),
            _when_and_where(seen),
            _reason(seen),
            frames.listed(seen["objectives"].to(list[str]), "aims"),
            el.details(
                el.summary(
                    fr("Déroulé, intervenantes et intervenants, ressources"),
                    el.span(f" de la séance {seen['number']}", class_name="visually-hidden"),
                ),
                el.h4("Déroulé"),
                el.p(seen["programme"]),
                el.h4("Avec"),
                frames.listed(seen["speakers"].to(list[str]), "aims"),
                el.h4("Ressources"),
                _resources(seen["resources"]),
                class_name="unfold",
            ),
        ),
        el.div(
            _places(seen["code"]),
            _register(seen, CycleRoom.seats[seen["code"]]),
            frames.file_link(ADD, seen["calendar"], seen["title"]),
            class_name="side",
        ),
        id=seen["code"],
    )


def _when_and_where(seen: Any) -> rx.Component:
    return el.p(
        el.b(CycleRoom.seats[seen["code"]]["when"]),
        el.br(),
        seen["mode"],
        rx.cond(seen["place"] != "", f" · {seen['place']}", ""),
        class_name="at",
    )


def _reason(seen: Any) -> rx.Component:
    return rx.cond(seen["reason"] != "", el.p(seen["reason"], class_name="notice"))


def _places(code: Any) -> rx.Component:
    seat: Any = CycleRoom.seats[code]
    return el.div(
        frames.seat(seat["said"], seat["tone"]),
        el.div(el.i(style={"width": f"{seat['filled']}%"}), class_name="gauge", aria_hidden="true"),
        role="status",
        class_name="places",
    )


def _register(seen: Any, seat: Any, look: str = "button second") -> rx.Component:
    words = rx.cond(seat["status"] == "full", "Rejoindre la liste d’attente", "S’inscrire")
    return rx.cond(
        seat["asks"] & CycleRoom.cycle["open"],
        el.a(
            words,
            el.span(f" : {seen['title']}", class_name="visually-hidden"),
            href=seen["asking"],
            class_name=look,
        ),
    )


def _resources(resources: Any) -> rx.Component:
    return el.ul(
        rx.foreach(
            resources.to(list[dict[str, str]]),
            lambda each: el.li(
                rx.cond(
                    each["address"] != "",
                    frames.A.create(each["title"], href=each["address"], rel="noopener"),
                    each["title"],
                ),
                rx.cond(each["note"] != "", el.span(" (", each["note"], ")", class_name="meta")),
            ),
        ),
        class_name="aims",
    )


def _fact(name: str, said: Any) -> rx.Component:
    return rx.cond(said != "", el.div(el.dt(name), el.dd(said)))

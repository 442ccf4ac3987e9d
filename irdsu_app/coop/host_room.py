"""The room, for whoever leads: bring people in, choose the options, lock, hand over."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, host_now
from irdsu_app.coop.outbox import play
from irdsu_app.coop.setting import TriggerTold
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import code, discreet, phase, site
from irdsu_app.design.typography import fr

el = rx.el


def _address(*more: str) -> rx.Component:
    """The address of the room as one types it, cut where it may be."""
    return el.code(site(), el.wbr(), "/coop/", code(), *more)


def lobby() -> rx.Component:
    """Before the start: the code, the QR, who is arriving, the options."""
    here = Table.people["here"].to(int)
    return el.section(
        el.h2("Le salon"),
        el.div(
            el.img(src="/r/" + Table.code + ".svg", alt="QR qui mène à la partie", class_name="qr"),
            el.div(
                el.p("Code de la partie"),
                el.p(code(), class_name="code giant"),
                el.p("Lien à envoyer\u00a0: ", _address()),
                el.p(
                    el.a(
                        "Ouvrir l’écran de la salle",
                        href="/coop/" + Table.code + "/plateau",
                        target="_blank",
                        class_name="button second",
                    )
                ),
                el.p(
                    el.b(here), rx.cond(here > 1, " personnes présentes", " personne présente"), class_name="received"
                ),
            ),
            class_name="lobby-code",
        ),
        _options(),
        class_name="host-lobby",
    )


def _pick(words: str | rx.Var[str], name: str, value: Any, chosen: rx.Var[bool]) -> rx.Component:
    return el.button(
        words,
        type="button",
        on_click=play("option", name=name, value=value),
        class_name="gesture",
        custom_attrs={"aria-pressed": rx.cond(chosen, "true", "false")},
    )


def _group(label: str, *buttons: rx.Component | rx.Var) -> rx.Component:
    name = f"groupe-{label[:9].replace(' ', '-').lower()}"
    return el.div(
        el.p(label, id=name, class_name="group-label"),
        el.div(*buttons, role="group", class_name="segments", custom_attrs={"aria-labelledby": name}),
    )


def _options() -> rx.Component:
    pace = Table.pace
    trigger = pace["trigger"].to(str)
    triggers = dressing.setting["triggers"].to(list[TriggerTold])
    chosen = rx.Var(f"({triggers}).find((each) => each.id === {trigger})", _var_type=TriggerTold).to(TriggerTold)
    return el.section(
        el.h3("Réglages"),
        _group(
            "Ce qui déclenche l’année",
            rx.foreach(triggers, lambda each: _pick(each["name"], "trigger", each["id"], trigger == each["id"])),
        ),
        el.p(chosen["summary"], class_name="meta"),
        _group("Durée", *[_pick(f"{m}\u00a0min", "minutes", m, pace["minutes"].to(int) == m) for m in (45, 60, 90)]),
        _group(
            "Mode discret",
            _pick("Noms masqués", "discreet", True, discreet),
            _pick("Noms affichés", "discreet", False, ~discreet),
        ),
        _group(
            "À contre-emploi",
            _pick("Un autre métier que le sien", "against_type", True, pace["against_type"].to(bool)),
            _pick("Au hasard", "against_type", False, ~pace["against_type"].to(bool)),
        ),
        class_name="host-options",
    )


def room() -> rx.Component:
    """Always within reach: the big screen, the lock, the discreet mode, the code that gives the lead, the shortcuts."""
    locked = Table.pace["locked"].to(bool)
    return el.section(
        el.h2("La salle"),
        rx.cond(
            phase != "lobby",
            el.p("Code ", el.strong(code(), class_name="code"), " ", _address()),
        ),
        el.div(
            rx.cond(
                phase != "lobby",
                el.a(
                    "Ouvrir l’écran de la salle",
                    href="/coop/" + Table.code + "/plateau",
                    target="_blank",
                    class_name="gesture",
                ),
            ),
            el.button(
                rx.cond(locked, "Ouvrir la salle", "Fermer la salle à clé"),
                type="button",
                on_click=play("lock", on=~locked),
                class_name="gesture",
            ),
            rx.cond(
                (phase != "lobby") & ~discreet,
                el.button(
                    "Passer en mode discret",
                    type="button",
                    on_click=play("option", name="discreet", value=True),
                    class_name="gesture",
                ),
            ),
            class_name="segments",
        ),
        rx.cond(locked, el.p(fr("La salle est fermée à clé : personne d’autre ne peut entrer."), class_name="meta")),
        _hand_over(),
        _shortcuts(),
        el.div(host_now.ends(), class_name="button-row"),
        class_name="host-room",
    )


def _hand_over() -> rx.Component:
    return el.details(
        el.summary("Confier l’animation"),
        el.p(
            fr(
                "Sur un autre appareil, ouvrez l’adresse écrite dessous et entrez ce code d’animation. "
                "Il donne la main sans la retirer à personne."
            )
        ),
        rx.cond(
            Table.host_code != "",
            el.p("Code d’animation\u00a0: ", el.strong(Table.host_code, class_name="code"), role="status"),
            el.p(fr("Le code d’animation n’est connu que de l’appareil qui l’a tiré."), class_name="meta"),
        ),
        el.p(_address("/animer")),
        el.button("Tirer un nouveau code", type="button", on_click=Table.new_host_code, class_name="gesture"),
        el.p(fr("L’ancien code n’ouvrira plus."), class_name="meta"),
    )


def _shortcuts() -> rx.Component:
    keys = (
        ("Espace ou N", "passer au temps suivant"),
        ("P", "mettre en pause, reprendre"),
        ("+", "une minute de plus"),
        ("T", "tirer une situation"),
    )
    return el.details(
        el.summary("Raccourcis du clavier"),
        el.dl(*[el.div(el.dt(el.kbd(key)), el.dd(words)) for key, words in keys], class_name="keys"),
    )

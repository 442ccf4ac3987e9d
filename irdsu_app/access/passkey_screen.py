"""What the pages say of passkeys: a way in beside the mailed link, and the list of one's own (assets/passkeys.js).

What needs one is not shown until the script knows that this browser has them.
"""

from typing import Any

import reflex as rx

from irdsu_app.access.passkeys import LONGEST_NAME
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el


def enter() -> rx.Component:
    """Come in with a passkey rather than by a mailed link."""
    return el.div(
        _script(),
        el.p(_button("Entrer avec une clé d’accès", "enter"), class_name="button-row"),
        _said(),
        class_name="with-passkeys",
    )


def mine(keys: Any) -> rx.Component:
    """One's own passkeys: add one, take one away."""
    return el.section(
        _script(),
        el.h2(fr("Mes clés d’accès"), id="cles"),
        el.p(
            fr(
                "Une clé d’accès ouvre le bureau d’un geste sur votre appareil (empreinte, visage, code), "
                "sans courriel. Le lien reçu par courriel reste possible."
            )
        ),
        rx.cond(
            keys.length() > 0,
            el.ul(rx.foreach(keys, _key), class_name="plain-list"),
            el.p(fr("Vous n’en avez pas encore."), class_name="meta"),
        ),
        el.div(
            el.div(
                el.label(fr("Nom de la nouvelle clé, pour la reconnaître (facultatif)"), html_for="passkey-name"),
                el.input(id="passkey-name", type="text", max_length=LONGEST_NAME, auto_complete="off"),
                class_name="field",
            ),
            _button("Ajouter une clé d’accès", "add"),
            class_name="with-passkeys",
        ),
        el.p(fr("Ce navigateur, ou cette adresse, ne permet pas d’en ajouter."), class_name="meta without-passkeys"),
        _said(),
        aria_labelledby="cles",
    )


def _key(key: Any) -> rx.Component:
    return el.li(
        el.div(
            el.strong(key["name"]),
            el.p("Ajoutée le ", key["since"], ", ", key["used"], class_name="meta"),
        ),
        el.details(
            el.summary("Retirer", elements.visually_hidden(rx.Var.create(" : ") + key["name"])),
            el.p(fr("Cette clé n’ouvrira plus le bureau. Les visites déjà ouvertes restent ouvertes.")),
            elements.post_form(
                elements.button("Retirer cette clé", second=True),
                action=rx.Var.create("/bureau/cles/") + key["id"] + "/retirer",
            ),
        ),
        class_name="office-row",
    )


def _button(words: str, does: str) -> rx.Component:
    return el.button(fr(words), type="button", class_name="button second", custom_attrs={"data-passkey": does})


def _said() -> rx.Component:
    return el.p(role="alert", class_name="error", custom_attrs={"data-passkey-said": ""})


def _script() -> rx.Component:
    return el.script(src="/passkeys.js", async_=True)

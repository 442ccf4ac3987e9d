"""The form by which a moderator corrects an offer: what the poster writes meanwhile is kept, and shown beside."""

from typing import Any

import reflex as rx

from irdsu_app.design import elements
from irdsu_app.design.desk_forms import both
from irdsu_app.design.typography import fr
from irdsu_app.jobs import desk_frame as frame
from irdsu_app.jobs.desk_acts import SHOWN
from irdsu_app.jobs.desk_state import OfferDesk
from irdsu_app.jobs.fields import LISTED, NAMES, TEXTS

el = rx.el
here = OfferDesk.offer
ABOUT = (
    "Pour une faute ou un détail. La personne qui a déposé l’offre peut l’écrire en même temps que vous : "
    "les deux textes sont gardés."
)


def editing() -> rx.Component:
    """The texts of the offer, to correct."""
    return rx.cond(
        here["may_edit"] != "",
        el.details(
            el.summary(el.h2("Corriger soi-même")),
            el.p(
                fr(ABOUT),
                class_name="meta",
            ),
            frame.DeskForm.create(
                *[_field(name) for name in SHOWN],
                el.p(OfferDesk.wrong[""], role="alert", class_name="error"),
                elements.button("Enregistrer"),
                shelf=here["id"] + "#texte",
                entered=OfferDesk.entered,
                seen=OfferDesk.values,
                answer=OfferDesk.answers["texte"],
                words=fr(frame.UNWRITTEN),
                on_save=OfferDesk.save,
            ),
            class_name="desk-words",
        ),
    )  # fmt: skip


def _field(name: str) -> rx.Component:
    number, wrong = f"texte-{name}", OfferDesk.wrong[name]
    common: dict[str, Any] = {
        "id": number,
        "name": name,
        "custom_attrs": {
            "aria-describedby": f"{number}-error",
            "aria-invalid": rx.cond(wrong, "true", "false"),
        },
    }
    if name in LISTED:
        options = [el.option("(non dit)", value=""), *[el.option(said, value=w) for w, said in LISTED[name].items()]]
        control = el.select(*options, **common)
    elif name in TEXTS:
        control = el.textarea(rows="4", **common)
    else:
        control = el.input(type="text", **common)
    return el.div(
        el.label(fr(NAMES[name]), html_for=number),
        control,
        el.p(wrong, id=f"{number}-error", role="alert", class_name="error"),
        both(name, NAMES[name], OfferDesk),
        class_name="field",
    )

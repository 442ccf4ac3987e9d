"""How to print the sheet and fold it: what to download, what to tell the printer, four gestures."""

from typing import NamedTuple

import reflex as rx
from reflex_components_core.el.elements.inline import A

from irdsu_app.design import layout
from irdsu_app.design.typography import fr

el = rx.el
WEIGHT = 110
"""Kilobytes of each PDF, within a tenth (tests/domain/test_press.py)."""


class Offered(NamedTuple):
    """A sheet to download."""

    words: str
    address: str


SHEETS = (
    Offered("A3, en couleur", "/depliant/feuille-a3.pdf"),
    Offered("A3, en gris", "/depliant/feuille-a3.pdf?encre=gris"),
    Offered("A2, en couleur", "/depliant/feuille-a2.pdf"),
    Offered("A2, en gris", "/depliant/feuille-a2.pdf?encre=gris"),
    Offered("A2 pour un imprimeur : 3 mm à couper et repères", "/depliant/feuille-a2.pdf?coupe=oui"),
)
ORDERS = (
    ("Recto verso,", "retourner sur le bord court. Sur le bord long, le dos serait à l’envers."),
    ("Échelle 100 %,", "ou « taille réelle ». Sans « ajuster à la page » : les plis tomberaient à côté."),
    ("Papier A3 ou A2, paysage.", "Un papier de 100 à 120 g laisse moins voir l’autre face."),
    ("Sans imprimante A3,", "une boutique de reprographie l’imprime : donnez-lui le fichier et ces trois consignes."),
)


class Fold(NamedTuple):
    """A gesture on the printed sheet, and its drawing: paper, fold, arrow (SVG paths in 120 by 84)."""

    words: str
    paper: str
    fold: str
    arrow: str


FOLDS = (
    Fold(
        "Posez la feuille, les six panneaux du grand format face à vous. Rabattez la moitié basse sur la moitié haute.",
        "M15 8H105V72H15ZM45 8V72M75 8V72", "M9 40H111", "M60 66C78 62 78 24 62 18M62 18l9 0M62 18l4 8",
    ),
    Fold(
        "Rabattez le volet de droite, un peu plus étroit, sur le centre.",
        "M15 24H104V56H15ZM45 24V56", "M75 18V62", "M96 40C88 20 70 20 58 34M58 34l1 -9M58 34l9 -2",
    ),
    Fold(
        "Rabattez le volet de gauche par-dessus : la couverture apparaît.",
        "M30 24H90V56H30ZM86 26V54", "M60 18V62", "M38 40C46 20 64 20 76 34M76 34l-9 -2M76 34l-1 -9",
    ),
    Fold(
        "Retournez la feuille : au dos, la page à remplir. Marquez les plis à l’ongle ou à la règle.",
        "M45 24H75V56H45ZM47 56V58H77V26H75", "M60 14V20M60 62V68", "M34 66C44 78 76 78 86 66M86 66l-9 1M86 66l-2 9",
    ),
)  # fmt: skip


def printing() -> rx.Component:
    """Download, print, fold."""
    return layout.page(
        el.h1("Imprimer la feuille"),
        el.p(
            fr("La feuille à poser entre vous, sans écran ni réseau : un recto, un verso, et de vrais plis."),
            class_name="lead",
        ),
        el.section(
            el.h2(fr("Télécharger"), id="telecharger"),
            el.ul(*[_offered(sheet) for sheet in SHEETS], class_name="plain-list"),
            el.p(fr("Les mêmes mots, schémas et sources que sur l’écran, lisibles par une synthèse vocale. "),
                 fr("Les lignes en pointillé se remplissent à la main."), class_name="meta"),
            aria_labelledby="telecharger",
        ),
        el.section(
            el.h2(fr("Régler l’imprimante"), id="regler"),
            el.ul(*[el.li(el.strong(fr(first)), " ", fr(then)) for first, then in ORDERS]),
            aria_labelledby="regler",
        ),
        el.section(
            el.h2("Plier en quatre gestes", id="plier"),
            el.p(fr("Les tirets au bord du papier disent où plier.")),
            el.ol(*[el.li(_drawn(fold), el.p(fr(fold.words))) for fold in FOLDS], class_name="fold-steps"),
            aria_labelledby="plier",
        ),
        el.p(el.a("Voir la feuille se déplier", href="/depliant", class_name="button second"), class_name="button-row"),
    )  # fmt: skip


def _offered(sheet: Offered) -> rx.Component:
    # Not rx.el.a: a PDF is not a page of the router.
    return el.li(
        A.create(fr(sheet.words), href=sheet.address), el.span(fr(f" (PDF, environ {WEIGHT} Ko)"), class_name="meta")
    )


def _drawn(fold: Fold) -> rx.Component:
    return el.svg(
        el.path(d=fold.paper, class_name="sheet"),
        el.path(d=fold.fold, class_name="crease"),
        el.path(d=fold.arrow, class_name="hand"),
        view_box="0 0 120 84",
        custom_attrs={"aria-hidden": "true"},
    )

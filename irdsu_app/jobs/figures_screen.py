"""The figures of the offers as HTML: what is asked, charts with their tables, the same to take away. Pure."""

from collections.abc import Mapping
from urllib.parse import urlencode

from irdsu_app.design.bars import chart
from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import several
from irdsu_app.jobs import figures
from irdsu_app.jobs.figures import Asked, Figures
from irdsu_app.jobs.lists import CONTRACTS, PROFESSIONS
from irdsu_app.jobs.places import DEPARTMENT_NAMES

PATH = "/bureau/offres/chiffres"


def written(found: Figures, asked: Asked) -> Markup:
    """The page."""
    count = several(found.total, "offre publiée") if found.total else "Aucune offre publiée"
    return "".join(
        (
            _form(asked),
            el("p", el("b", text(f"{count}.")), " ", text(figures.in_words(found)), class_="lead", role="status"),
            _files(asked),
            el(
                "div",
                chart("par-mois", "Par mois", found.months),
                chart("par-contrat", "Par contrat", found.contracts),
                chart("par-departement", "Par département", found.departments),
                chart("par-metier", "Par métier", found.professions),
                class_="bar-charts",
            ),
        )
    )


def _form(asked: Asked) -> Markup:
    return el(
        "form",
        _month("depuis", "Depuis le mois", asked.since),
        _month("jusque", "Jusqu’au mois", asked.until),
        _choice("contrat", "Contrat", CONTRACTS, asked.contract),
        _choice("departement", "Département", DEPARTMENT_NAMES, asked.department),
        _choice("metier", "Métier", PROFESSIONS, asked.profession),
        el("button", "Compter", type="submit", class_="button second"),
        method="get",
        action=PATH,
        class_="office-search",
    )


def _month(name: str, label: str, value: str) -> Markup:
    field = f'<input type="month" id="{name}" name="{name}" value="{value}" pattern="[0-9]{{4}}-[0-9]{{2}}">'
    return el("div", el("label", text(label), for_=name), field, class_="field")


def _choice(name: str, label: str, choices: Mapping[str, str], chosen: str) -> Markup:
    options = [el("option", "Tous", value="")]
    options += [el("option", text(said), value=word, selected=word == chosen) for word, said in choices.items()]
    return el("div", el("label", text(label), for_=name), el("select", *options, id=name, name=name), class_="field")


def _files(asked: Asked) -> Markup:
    said = f"?{urlencode(asked.parameters())}" if asked.parameters() else ""
    ways = ((".csv", "Emporter (CSV)"), (".xlsx", "Emporter (XLSX)"))
    links = [el("a", text(words), href=f"{PATH}{end}{said}", class_="button second") for end, words in ways]
    printing = el("button", "Imprimer", type="button", class_="button second", data_act="print", hidden=True)
    return el("p", *links, printing, class_="button-row bar-files")

"""What people said, for organisers: every questionnaire, before and after side by side, what was opened.

It is made from results that hide what is under five answers: nothing else is ever in the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from irdsu_app.cycles import charts, report
from irdsu_app.cycles.opening import Opened
from irdsu_app.cycles.survey_results import FEWEST, Pair, Result
from irdsu_app.cycles.surveys import surveys
from irdsu_app.cycles.surveys_register import Seen
from irdsu_app.design.markup import Markup, el, text

NOTHING_YET = "Moins de cinq réponses pour l’instant : rien n’est montré, pour que personne ne puisse être reconnu."
WITHOUT_NAMES = (
    "Les réponses sont anonymes et ne se lisent qu’ensemble, à partir de cinq. Une fonction que moins de cinq "
    "personnes ont donnée est comptée avec d’autres."
)
OTHERS_WRITTEN = "Ce qui a été écrit"


@dataclass(frozen=True)
class Part:
    """A questionnaire and its results; `export` is the address of its files without their ending."""

    id: str
    title: str
    seen: Seen
    export: str
    opened: Sequence[Opened] = ()


def results(cycle: str, parts: Sequence[Part], pairs: Sequence[Pair]) -> Markup:
    """The whole page."""
    way = [el("li", el("a", text(each.title), href=f"#{each.id}")) for each in parts]
    pairs_shown = _pairs(pairs)
    if pairs_shown:
        way.append(el("li", el("a", text("Avant et après, côte à côte"), href="#avant-apres")))
    return el(
        "div",
        el("h1", text(f"Les avis : {cycle}")),
        el("p", text(WITHOUT_NAMES), class_="notice"),
        el("nav", el("ul", *way, class_="way"), aria_label="Les questionnaires"),
        *[_part(each) for each in parts],
        pairs_shown,
        class_="results",
    )


def _part(each: Part) -> Markup:
    seen, title = each.seen, el("h2", text(each.title), id=each.id, tabindex="-1")
    if not seen.answers:
        return el("section", title, el("p", text(NOTHING_YET)), *_opened(each.opened))
    files = [
        el("a", text(f"Exporter ({kind.upper()})"), href=f"{each.export}.{kind}", class_="button second")
        for kind in ("csv", "xlsx")
    ]
    shown = [_result(result, seen.groups) for result in seen.results]
    count = el("p", text(f"{seen.answers} réponses."), class_="lead")
    row = el("p", *files, class_="button-row unprinted")
    return el("section", title, count, *shown, *_opened(each.opened), row)


def _result(result: Result, groups: Mapping[str, Sequence[Result]]) -> Markup:
    title = el("h3", text(result.title))
    if result.hidden:
        return title + el("p", text(surveys().hidden), class_="meta")
    many = el("p", text(f"{result.answers} réponses."), class_="meta")
    if result.kind == "rank":
        return title + many + charts.ranking(result.title, result.bars) + _by_group(result, groups)
    if result.kind in ("word", "text"):
        return title + many + _written(result)
    mean = el("p", text(f"Moyenne : {_figure(result.mean)} sur 5."), class_="meta") if result.mean is not None else ""
    return title + many + mean + charts.chart(result.title, result.bars) + _by_group(result, groups)


def _written(result: Result) -> Markup:
    back = charts.words(result.bars) or el("p", text("Aucun mot n’est revenu deux fois."), class_="meta")
    if not result.texts:
        return back
    lines = [el("li", text(each)) for each in result.texts]
    whole = el("details", el("summary", text(OTHERS_WRITTEN)), el("ul", *lines, class_="said-texts"), class_="unfold")
    return back + whole


def _by_group(result: Result, groups: Mapping[str, Sequence[Result]]) -> Markup:
    """The same question group by group, each of five people or more; nothing when one of them would be told apart."""
    by = {name: each for name, those in groups.items() for each in those if each.id == result.id}
    if len(by) < 2 or any(each.hidden for each in by.values()):
        return ""
    heads = ["Réponse", *(f"{name} ({each.answers})" for name, each in by.items())]
    labels = [bar.label for bar in result.bars]
    rows = [[label, *(_in_group(each, label) for each in by.values())] for label in labels]
    table = charts.figures(f"{result.title}, par fonction", heads, rows)
    return el("details", el("summary", text("Par fonction")), table, class_="unfold")


def _in_group(result: Result, label: str) -> str:
    bar = next((each for each in result.bars if each.label == label), None)
    if bar is None:
        return report.UNTOLD
    return f"rang moyen {_figure(bar.score)}" if bar.score is not None else f"{bar.percent} %"


def _pairs(pairs: Sequence[Pair]) -> Markup:
    shown = [each for each in pairs if not (each.before.hidden and each.after.hidden)]
    if not shown:
        return ""
    told: list[Markup] = []
    for each in shown:
        told.append(el("h3", text(each.before.title)))
        if each.before.kind == "word":
            told += [_words("Avant", each.before), _words("Après", each.after)]
            continue
        pair = report.pair_told(each)
        told.append(charts.both(pair))
        told += [el("p", text(pair["both"]), class_="meta")] if pair["both"] else []
    title = el("h2", text("Avant et après, côte à côte"), id="avant-apres", tabindex="-1")
    return el("section", title, el("p", text(surveys().feeling), class_="notice"), charts.key(), *told)


def _words(when: str, result: Result) -> Markup:
    said = charts.words(result.bars) if not result.hidden else ""
    none = surveys().hidden if result.hidden else "Aucun mot n’est revenu deux fois."
    return el("h4", text(when)) + (said or el("p", text(none), class_="meta"))


def _opened(those: Sequence[Opened]) -> list[Markup]:
    """How many times each resource was opened, by nobody in particular."""
    if not those:
        return []
    lines = [el("li", text(f"{each.title} : {_times(each.times)}")) for each in those]
    return [el("h3", "Ressources ouvertes"), el("ul", *lines, class_="aims")]


def _times(many: int) -> str:
    return f"{many} fois" if many >= FEWEST else "moins de cinq fois"


def _figure(value: float | None) -> str:
    return f"{value}".replace(".", ",") if value is not None else report.UNTOLD

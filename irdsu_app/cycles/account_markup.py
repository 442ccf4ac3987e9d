"""The account of a cycle as a page, from the very document that the PDF is set from: the same words. Pure."""

from collections.abc import Mapping
from typing import Any

from irdsu_app.cycles import charts
from irdsu_app.design.markup import Markup, el, text

HEADS = ("Séance", "Date", "Vues", "Attendues", "Part")


def account(said: Mapping[str, Any]) -> Markup:
    """The account, from `report.as_told`."""
    parts = [
        el("h1", text(said["title"])),
        el("p", text(said["subtitle"]), class_="meta"),
        el("p", el("b", text(said["notice"]))) if said["notice"] else "",
        el("p", text(said["people"]), class_="lead"),
        *_who(said),
        *_meetings(said),
        *_pairs(said),
        *_words(said),
    ]
    return el("div", *parts, class_="results account")


def _who(said: Mapping[str, Any]) -> list[Markup]:
    drawn = [each for each in (said["functions"], said["departments"]) if each["bars"]]
    shown = [el("h3", text(each["title"])) + charts.chart(each["title"], each["bars"], "Qui") for each in drawn]
    return [el("section", el("h2", "Qui est venu"), *shown)] if shown else []


def _meetings(said: Mapping[str, Any]) -> list[Markup]:
    rows = [[row[name] for name in ("title", "when", "present", "expected", "share")] for row in said["meetings"]]
    if not rows:
        return []
    # An account published before this was said has no such words.
    why = [el("p", text(said["untold"]), class_="meta")] if said.get("untold") else []
    return [el("section", el("h2", text("Présence")), charts.figures("Présence à chaque séance", HEADS, rows), *why)]


def _pairs(said: Mapping[str, Any]) -> list[Markup]:
    if not said["pairs"]:
        return []
    shown = []
    for pair in said["pairs"]:
        shown += [el("h3", text(pair["title"])), charts.both(pair)]
        shown += [el("p", text(pair["both"]), class_="meta")] if pair["both"] else []
    feeling = el("p", el("em", text(said["feeling"])))
    return [el("section", el("h2", text("Avant et après")), feeling, charts.key(), *shown)]


def _words(said: Mapping[str, Any]) -> list[Markup]:
    back, also = said["words"], said["also"]
    if not back["bars"] and not also:
        return []
    told = [charts.chart(back["title"], back["bars"], "Mot")] if back["bars"] else []
    told += [el("p", text(f"Aussi, plusieurs fois : {', '.join(also)}."))] if also else []
    return [el("section", el("h2", text(back["title"])), *told)]

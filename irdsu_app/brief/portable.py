"""The sheet in one HTML file: it unfolds from a USB key, with no network and nothing beside it.

A pure writer: it takes panels (the national ones, or somebody's own) and the parts of the house it holds (styles,
scripts, two fonts), and gives the text of the file. What HTML lets one leave out is left out: see `slim`.
The fonts are those of the site, cut to French: `assets/fonts/portable-*.woff2`.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from irdsu_app.brief import paper, sheet, walk
from irdsu_app.brief.panels import Panel, PanelId
from irdsu_app.brief.sheet import PANELS, state_of
from irdsu_app.brief.svg import Markup, el, text

STYLES = ("diagrams.css", "diagrams-recto.css", "fold.css", "brief.css", "portable.css")
SCRIPTS = ("fold.js", "diagrams.js", "portable.js")
FONTS = (("Bricolage", "portable-title", "600 800"), ("Atkinson", "portable-text", "400 700"))


class Parts(NamedTuple):
    """What every file holds, whatever its panels."""

    fonts: str
    style: str
    script: str


def parts(assets: Path) -> Parts:
    """Read the styles, scripts and fonts of the site, once."""
    tokens = re.search(r":root\{[^}]*\}", (assets / "tokens.css").read_text("utf-8"))
    faces = [_font(family, assets / "fonts" / f"{file}.woff2", weights) for family, file, weights in FONTS]
    sheets = [(assets / name).read_text("utf-8") for name in STYLES]
    scripts = [(assets / name).read_text("utf-8") for name in SCRIPTS]
    style = "".join(["@layer tokens,base,components;", tokens[0] if tokens else "", *sheets])
    return Parts("".join(faces), short_style(style), short_script("\n".join(scripts)))


def _font(family: str, file: Path, weights: str) -> str:
    data = base64.b64encode(file.read_bytes()).decode()
    return f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{data});font-weight:{weights}}}'


def write(held: Parts, panels: Sequence[Panel], title: str, today: date, notes: bool) -> str:
    """Write the file; without `notes`, nothing of what the presenter says is in it."""
    data = json.dumps(plan(panels), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    frame = el(
        "div", _bar(title, today, notes), _middle(panels, today, notes), _controls(panels, notes), class_="frame"
    )
    body = slim(frame + _dialog())
    style = held.fonts + worn(held.style, body + held.script)
    head = (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, held.script)}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{text(title)} – IR-DSU</title><style>{style}</style></head><body>"
    )
    end = f'<script type="application/json" id="plan">{data}</script><script type="module">{held.script}</script>'
    return head + body + end + "</body></html>\n"


def policy(style: str, script: str) -> str:
    """What the file may run and show: only what it holds; it asks nothing of any network."""
    styled, run = (base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in (style, script))
    return (
        f"default-src 'none'; script-src 'sha256-{run}'; style-src-elem 'sha256-{styled}'; "
        "style-src-attr 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def plan(panels: Sequence[Panel]) -> dict[str, Any]:
    """What folds (see `sheet.plan`), for these panels only, and what is said at each step."""
    there: set[PanelId] = {panel.id for panel in panels}
    whole, ordered = sheet.plan(), _ordered(panels)
    last = len(ordered)
    return {
        "plan": {
            **whole,
            "steps": [each for each in whole["steps"] if each["panel"] in there],
            "visible": {s: [p for p in seen if p in there] for s, seen in whole["visible"].items()},
        },
        "said": [walk.announced(i, last, panel, there) for i, panel in enumerate(ordered, 1)],
        "words": [walk.next_word(there, panel.id) for panel in ordered],
    }


def _ordered(panels: Sequence[Panel]) -> list[Panel]:
    return sorted(panels, key=lambda panel: PANELS.index(panel.id))


def _button(words: str, act: str, class_: str = "gesture", **more: str | bool) -> Markup:
    return el("button", text(words), type="button", class_=class_, data_do=act, **more)


def _bar(title: str, today: date, notes: bool) -> Markup:
    return el(
        "header",
        el("p", "IR-DSU", class_="brand"),
        el("h1", text(title), class_="bar-title"),
        el("p", f"Feuille du {today:%d/%m/%Y}", class_="meta"),
        _button("Notes", "notes", aria_pressed="true") if notes else "",
        class_="bar",
    )


def _middle(panels: Sequence[Panel], today: date, notes: bool) -> Markup:
    there = {panel.id: panel for panel in panels}
    faces = [paper.face(there[p], today) if p in there else paper.blank(p) for p in PANELS]
    extras = [el("div", paper.more(p, today), class_="more", data_more=p.id, hidden=True) for p in _ordered(panels)]
    slot = el("div", el("div", *faces, class_="faces"), *extras, class_="slot")
    camera = el("div", el("div", class_="shadow"), slot, class_="camera")
    scene = el("div", camera, class_="stage", data_state="S0", data_far="1")
    return el(
        "div", el("main", scene, id="contenu", tabindex="-1", class_="fill"), _notes(panels, notes), class_="both"
    )


def _notes(panels: Sequence[Panel], notes: bool) -> Markup:
    if not notes:
        return ""
    said = [
        el(
            "section",
            el("h2", text(panel.title)),
            el("p", text(panel.note), class_="note"),
            el("p", el("strong", text("Question à poser : ")), text(panel.question), class_="note-question"),
            data_note=panel.id,
        )
        for panel in _ordered(panels)
    ]
    return el("aside", *said, class_="notes", aria_label="Notes de présentation", tabindex="0")


def _controls(panels: Sequence[Panel], notes: bool) -> Markup:
    ordered = _ordered(panels)
    cells = [_cell(i, panel) for i, panel in enumerate(ordered, 1)]
    moves = [
        _button("Replier", "back", data_off="1"),
        _button("Étape précédente", "by-1", data_off="1", class_="gesture step-back"),
        el("p", text(walk.where(1, len(ordered), ordered[0].title)), class_="where"),
        _button("Étape suivante", "by1", data_off=str(len(ordered)), class_="gesture main-gesture"),
        _button("Ouvrir", "on", id="on"),
    ]
    keys = "Flèches : avancer. Espace : déplier. R : retourner." + (" N : notes." if notes else "")
    asides = [_button("Vue d’ensemble", "whole"), _button("Schéma et sources", "more")]
    return el(
        "footer",
        el("ol", *cells, class_="small-map"),
        el("div", *moves, class_="gestures", role="group", aria_label="Gestes de la feuille"),
        el("div", *asides, class_="asides"),
        el("p", text(keys), class_="visually-hidden"),
        el("output", class_="visually-hidden", aria_live="polite"),
        class_="bar controls",
    )


def _cell(step: int, panel: Panel) -> Markup:
    column, row = sheet.place(panel.id, state_of(panel.id))
    name = el("span", text(panel.title), class_="visually-hidden")
    return el("li", _cell_button(name, step), class_=f"cell-{row}{column}", data_cell=panel.id, hidden=step > 1)


def _cell_button(name: Markup, step: int) -> Markup:
    return el("button", name, type="button", data_do=f"to{step}", aria_current="step" if step == 1 else "false")


def _dialog() -> Markup:
    head = el("div", el("h2", id="more-title"), _button("Fermer", "close"), class_="dialog-head")
    return el("dialog", head, el("div", class_="enlarged"), class_="sheet-dialog wide", aria_labelledby="more-title")


_KEY = ' role="button" tabindex="0"', ' aria-pressed="false"'
"""What portable.js gives to every key of a drawing: without a script they answer to nothing."""
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_PLAIN = re.compile(r' ([a-zA-Z-]+)="([^"\s=<>`\'&]+)"(?=[ >])')
_EMPTY = re.compile(r"></(?:path|circle|rect|line|ellipse|polygon|polyline|use)>")
_ENDS = (
    (re.compile(r"</t[dh]>(?=<t[dh]|</tr)"), ""),
    (re.compile(r"</tr>(?=<tr|</t)"), ""),
    (re.compile(r"</li>(?=<li|</[uo]l)"), ""),
    (re.compile(r"</p>(?=<(?:p|h\d|div|ul|ol|section|table)[ >]|</(?:div|section|aside|td)>)"), ""),
    (re.compile(r"</thead>(?=<tbody)|</tbody>(?=</table)"), ""),
)
"""The end tags that HTML says may be left out, where it says so."""


def slim(html: Markup) -> Markup:
    """The same document in fewer bytes: no quote, no end tag, no default that the HTML parser does not need."""
    for default in _KEY:
        html = html.replace(default, "")
    html = _TAG.sub(lambda tag: _PLAIN.sub(r" \1=\2", tag[0].replace(' text-anchor="start"', "")), html)
    html = _EMPTY.sub("/>", html)
    html = re.sub(r"(=[^\s\"'=<>]+)/>", r"\1 />", html)  # else the slash would belong to the value
    for end, nothing in _ENDS:
        html = end.sub(nothing, html)
    return html


def short_style(css: str) -> str:
    """The same style sheet without its comments nor the spaces that mean nothing."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css).replace("url(/grain.png)", "")
    return re.sub(r" ?([{};,>]) ?", r"\1", css).replace(": ", ":").replace(";}", "}").strip()


_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def worn(css: str, worn_by: str) -> str:
    """The same style sheet without the rules on classes that nobody wears (`state-…` is made up by diagrams.js)."""
    known = set(re.findall(r"[\w-]+", worn_by))

    def needed(rule: re.Match[str]) -> str:
        alternatives = re.sub(r":not\([^)]*\)", "", rule[1]).split(",")
        alive = [all(c in known or c.startswith("state-") for c in _CLASS.findall(each)) for each in alternatives]
        return rule[0] if rule[1].lstrip().startswith("@") or any(alive) else ""

    return _RULE.sub(needed, css)


def short_script(source: str) -> str:
    """The same modules in one: no import between them, no comment line, no indentation."""
    source = re.sub(r"/\*\*?\s.*?\*/", "", source, flags=re.DOTALL)
    lines = (re.sub(r"\s+// .*$", "", line).strip() for line in source.splitlines())
    kept = [re.sub(r"^export ", "", line) for line in lines if line and not line.startswith(("//", "import "))]
    return "\n".join(kept)

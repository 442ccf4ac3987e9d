"""What the drawings share: the frame, a touchable key, the slip it opens, figures put into sentences."""

import re
from collections.abc import Callable, Iterable

from irdsu_app.brief.facts import Fact, facts
from irdsu_app.brief.svg import Markup, el, text
from irdsu_app.design.typography import fr

_NAMED = re.compile(r"\{(\w+)(?:\.(\w+))?(!?)\}")
"""`{name}` is the figure with its reservation; `{name!}` its bare value, when the reservation is written beside it;
`{name.year}` what is said with it, so that a caption follows the figure from one edition to the next: see `PARTS`."""
PARTS: dict[str, Callable[[Fact], str]] = {
    "year": lambda fact: fact.year,
    "when": lambda fact: fact.when,
    "period": lambda fact: fact.period,
    "map": lambda fact: fact.map,
    "author": lambda fact: fact.source.split(",")[0],
    "doubt": lambda fact: "" if fact.sure else ", à vérifier",
    "reserve": lambda fact: "" if fact.sure else " (à vérifier)",
}


def frame(panel: str, name: str, kind: str, title: str, alt: str, *children: Markup, **attrs: str | float) -> Markup:
    """Write the root of a drawing, with its title and its description."""
    return el(
        "svg",
        el("title", text(title), id=f"{panel}-t"),
        el("desc", text(alt), id=f"{panel}-d"),
        *children,
        viewbox="0 0 440 236",
        class_=f"diagram d-{name}",
        data_kind=kind,
        role="group",
        aria_labelledby=f"{panel}-t {panel}-d",
        **attrs,
    )


def key(name: str, label: str, *children: Markup, class_: str = "", **attrs: str | float) -> Markup:
    """Write what a finger may touch; `label` is what a screen reader says of it."""
    return el(
        "g", *children, class_=f"key {class_}".strip(), role="button", tabindex="0", data_key=name,
        aria_pressed="false", aria_label=said(label), **attrs,
    )  # fmt: skip


def words(plain: str, x: float, y: float, class_: str = "s14", anchor: str = "start", **attrs: str | float) -> Markup:
    """Write one line of text in a drawing, figures included."""
    return el("text", text(said(plain)), x=x, y=y, class_=class_, text_anchor=anchor, **attrs)


def said(sentence: str) -> str:
    """Put the figures named between braces into the sentence, each with its reservation when it is not sure."""
    return _NAMED.sub(_part, sentence)


def _part(found: re.Match[str]) -> str:
    fact = facts()[found[1]]
    return fr(PARTS[found[2]](fact)) if found[2] else fact.value if found[3] else fact.shown


def named(sentences: Iterable[str]) -> tuple[str, ...]:
    """Say which figures the sentences name, in order and once each."""
    return tuple(dict.fromkeys(name for sentence in sentences for name, *_ in _NAMED.findall(sentence)))


def sources(sentences: Iterable[str]) -> str:
    """Say the scope, year and source of every figure the sentences name."""
    figures = [facts()[name] for name in named(sentences)]
    return " ; ".join(dict.fromkeys(f"{figure.said_with} ({figure.source})" for figure in figures))


def _origin(sentences: Iterable[str]) -> str:
    # A slip is short: a source is quoted once, its first scope standing for those the sentence compares.
    scopes: dict[str, list[str]] = {}
    for figure in (facts()[name] for name in named(sentences)):
        said_with = scopes.setdefault(figure.source, [figure.scope])
        if figure.year not in said_with:
            said_with.append(figure.year)
    return " ; ".join(f"{', '.join(said_with)} ({source})" for source, said_with in scopes.items())


def detail(title: str, *sentences: str, ask: str = "", local: str = "") -> Markup:
    """Write the slip a key opens: a title, a few lines, the question, the case to fill, the sources."""
    origin = _origin((title, *sentences, ask))
    paragraphs = [(sentence, None) for sentence in sentences]
    paragraphs += [(ask, "ask"), (local, "local"), (origin, "source")]
    return el("strong", text(said(title))) + "".join(
        el("p", text(said(sentence)), class_=class_) for sentence, class_ in paragraphs if sentence
    )

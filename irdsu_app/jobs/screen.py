"""The page of a search as HTML: the same for who has scripts, who has none, and machines. Pure.

Every choice is a link or a field of one form, so that the address always says the search (assets/offers.jsx).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from irdsu_app.design.markup import Markup, el, text
from irdsu_app.design.typography import several
from irdsu_app.jobs import cards, facets, map
from irdsu_app.jobs.offer import Offer
from irdsu_app.jobs.query import LONGEST, Query

SORTS = {"limite": "Date limite", "recent": "Plus récentes", "pertinence": "Pertinence"}
FEEDS = {"/offres.atom": "Atom", "/offres.rss": "RSS", "/offres.json": "JSON Feed"}
AGENDA = "/offres/echeances.ics"
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True)
class Seen:
    """What a search gives, ready to be shown; `ways` are other searches that would give something, with how many."""

    query: Query
    offers: Sequence[Offer]
    total: int
    counts: facets.Counts
    corrected: Sequence[tuple[str, str]] = ()
    pages: int = 1
    ways: Sequence[tuple[str, Query, int]] = ()


def board(seen: Seen, now: datetime, *, mapped: bool = True) -> Markup:
    """The whole form and what it finds; the map is drawn only when it is looked at, for it is the largest part."""
    query = seen.query
    return el(
        "form",
        _field(query),
        el(
            "div",
            el("details", el("summary", "Filtrer", id="filtrer"), _filters(seen), class_="job-filters", id="filtres"),
            el("div", *_results(seen, now, mapped), class_="results"),
            class_="board",
        ),
        method="get",
        action="/offres",
        role="search",
        class_="searching",
        id="recherche",
    )


def counted(total: int) -> str:
    """« 12 offres »."""
    return "Aucune offre" if not total else several(total, "offre")


def _field(query: Query) -> Markup:
    shown = (
        f'<input type="search" id="mots" name="mots" maxlength="{LONGEST}" autocomplete="off" spellcheck="false"'
        f' enterkeyhint="search" value="{_quoted(query.words)}" aria-describedby="mots-aide">'
    )
    sort = f'<input type="hidden" name="tri" value="{query.sort}">' if query.sort else ""
    hint = el("p", text("Un métier, un lieu, une structure, une mission : féminin ou masculin, avec ou sans accents."))
    hint = hint.replace("<p>", '<p id="mots-aide" class="hint">', 1)
    label = el("label", "Rechercher une offre", for_="mots")
    row = el("div", shown, el("button", "Rechercher", type="submit", class_="button"), class_="row")
    return el("div", label, row, hint, sort, class_="job-asked")


def _quoted(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _filters(seen: Seen) -> Markup:
    button = el("button", "Filtrer", type="submit", class_="button second only-plain")
    return el("div", facets.drawn(seen.query, seen.counts), button, class_="job-choices")


def _results(seen: Seen, now: datetime, mapped: bool) -> list[Markup]:
    return [
        el("div", el("h2", counted(seen.total), id="resultats", tabindex="-1"), role="status"),
        _corrected(seen),
        _made(seen.query),
        _map(seen, mapped),
        *((_sorts(seen.query), cards.listed(seen.offers, now), _pager(seen)) if seen.total else (_nothing(seen),)),
        _follow(seen.query),
    ]


def _corrected(seen: Seen) -> Markup:
    """Always there, so that what appears in it is announced and what comes after keeps its place."""
    if not seen.corrected:
        return el("p", class_="corrected", role="status")
    pairs = [f"« {right} » au lieu de « {typed} »" for typed, right in seen.corrected]
    return el("p", text(f"Résultats pour {', '.join(pairs)}."), class_="corrected", role="status")


def _made(query: Query) -> Markup:
    # Each link has a name: the focus stays on it when another choice comes before (assets/offers.jsx).
    out = el("span", " : retirer ce filtre", class_="visually-hidden")
    made = [
        el("li", el("a", text(shown), out, href=to.address(), id=f"sans-{_SPACES.sub('-', shown)}"))
        for shown, to in facets.made(query)
    ]
    if not made:
        return el("div")
    none = Query(words=query.words).address()
    everything = el("li", el("a", "Effacer les filtres", href=none, id="sans-filtre"), class_="all")
    return el("div", el("ul", *made, everything, class_="made", aria_label="Filtres choisis"))


def _map(seen: Seen, mapped: bool) -> Markup:
    summary = el("summary", "Carte des départements", id="carte")
    hint = el("p", text("Choisissez un ou plusieurs départements. En liste : « Département », parmi les filtres."))
    drawn = map.drawn(seen.query, seen.counts.get("department", {})) if mapped else ""
    drawing = el("div", drawn, class_="map-frame")
    return el("details", summary, hint, drawing, class_="job-fold on-map", id="plis-carte")


def _sorts(query: Query) -> Markup:
    offered = [each for each in SORTS if each != "pertinence" or query.words]
    links = [
        el(
            "li",
            el(
                "a",
                SORTS[each],
                href=query.with_(sort=each).address(),
                aria_current="true" if each == query.order else None,
            ),
        )
        for each in offered
    ]
    return el("div", el("span", "Trier :", id="tri"), el("ul", *links, aria_labelledby="tri"), class_="sorts")


def _pager(seen: Seen) -> Markup:
    if seen.pages < 2:
        return ""
    page, query = seen.query.page, seen.query
    near = sorted({1, page - 1, page, page + 1, seen.pages} & set(range(1, seen.pages + 1)))
    items = [
        el(
            "li",
            el(
                "a",
                el("span", "Page ", class_="visually-hidden"),
                str(each),
                href=query.with_(page=each).address(),
                aria_current="page" if each == page else None,
            ),
        )
        for each in near
    ]
    more = el("a", "Page suivante", href=query.with_(page=page + 1).address(), class_="button second", rel="next")
    after = [more] if page < seen.pages else []
    return el("nav", el("ul", *items), *after, class_="pager", aria_label="Pages de résultats")


def _nothing(seen: Seen) -> Markup:
    ways = [
        el("li", el("a", text(shown), href=to.address()), text(f" : {counted(total)}"))
        for shown, to, total in seen.ways
    ]
    words = f" pour « {seen.query.words} »" if seen.query.words else ""
    choices = list(facets.made(seen.query))
    with_ = " avec ces choix" if len(choices) > 1 else " avec ce choix" if choices else ""
    said = el("p", text(f"Aucune offre ouverte{words}{with_}."))
    advice = el("p", text("Essayez plutôt :")) if ways else el("p", text("Revenez bientôt, ou suivez le flux."))
    ways_on = (("Voir toutes les offres", "/offres"), ("Déposer une offre", "/offres/deposer"))
    every = el(
        "p", *[el("a", text(said), href=to, class_="button second") for said, to in ways_on], class_="button-row"
    )
    return el("div", said, advice, el("ul", *ways, class_="other-ways") if ways else "", every, class_="job-nothing")


def _follow(query: Query) -> Markup:
    asked = urlencode(
        {name: value for name, value in query.parameters().items() if name not in ("page", "tri")}, safe=","
    )
    links = [
        el("li", el("a", text(words), href=f"{path}?{asked}" if asked else path, data_file=True))
        for path, words in (*FEEDS.items(), (AGENDA, "Dates limites dans mon agenda (.ics)"))
    ]
    alert = f"/offres/alerte?{asked}" if asked else "/offres/alerte"
    return el(
        "div",
        el("h3", text("Enregistrer cette recherche")),
        el("p", el("a", text("Recevoir les nouvelles offres"), href=alert, class_="button second")),
        el("h3", text("S’abonner au flux de cette recherche")),
        el("ul", *links),
        el("p", el("a", "Les offres archivées", href="/offres/archives")),
        class_="follow",
    )

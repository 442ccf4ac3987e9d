"""A deck written out to be read: its map, its people, its cards, as HTML. For the public page and the link to read.

A deck being written may be incomplete: what is missing is said on the card, nothing fails.
"""

from irdsu_app.coop import faces
from irdsu_app.coop import map as maps
from irdsu_app.coop.authoring import Card, OwnDeck
from irdsu_app.coop.blanks import KINDS, Kind
from irdsu_app.coop.deck import Place
from irdsu_app.coop.ground import HIGH, PICTURE, WIDE, Spot, spots
from irdsu_app.design.markup import Markup, el, text

MISSING = "à écrire"
HEADINGS: dict[Kind, tuple[str, str]] = {
    "territory": ("Le territoire", "territoire"),
    "triggers": ("Ce qui déclenche l’année", "declencheurs"),
    "places": ("Les lieux", "lieux"),
    "characters": ("Les personnages", "personnages"),
    "situations": ("Les situations", "situations"),
    "events": ("Les événements", "evenements"),
    "postures": ("La boussole des postures", "boussole"),
    "currents": ("Les courants", "courants"),
    "words": ("Les deux boutons", "boutons"),
}


def said(card: Card, name: str) -> str:
    """What is written on a card, or that it is still to write."""
    return str(card.on.get(name, "")) or MISSING


def named(own: OwnDeck, kind: Kind, code: object) -> str:
    """The name of a card that another one quotes."""
    found = next((each for each in own.cards[kind] if each.id == code), None)
    return MISSING if found is None else said(found, "title" if kind == "situations" else "name")


def contents(own: OwnDeck) -> Markup:
    """From the top of the page to each kind of card."""
    links = [
        el("li", el("a", text(f"{words} ({len(own.cards[kind])})"), href=f"#{name}"))
        for kind, (words, name) in HEADINGS.items()
        if kind in ("places", "characters", "situations", "events")
    ]
    return el("nav", el("ul", *links, class_="jump-list"), aria_label="Les cartes")


def whole(own: OwnDeck) -> Markup:
    """Every card of a deck, kind after kind."""
    return "".join(_section(own, kind) for kind in KINDS)


def cards(own: OwnDeck) -> Markup:
    """Every card, without the territory, which the page has told already."""
    return "".join(_section(own, kind) for kind in KINDS if kind != "territory")


def _section(own: OwnDeck, kind: Kind) -> Markup:
    words, name = HEADINGS[kind]
    cards = [_WRITTEN[kind](own, card) for card in own.cards[kind]]
    if kind == "places":
        inside = plan(own) + el("ul", *cards, class_="places-list")
    elif kind in ("triggers", "currents", "postures", "words"):
        inside = el("dl", *cards, class_="pairs")
    else:
        inside = el("div", *cards, class_="" if kind == "territory" else "card-grid")
    return el("section", el("h2", text(words), id=name), inside, aria_labelledby=name, class_=f"deck-part of-{kind}")


def sign(name: str) -> Markup:
    """A sign of assets/coop-signs.svg."""
    use = el("use", href=f"/coop-signs.svg#{name}")
    return el("svg", use, class_="sign", aria_hidden="true", focusable="false")


def state(name: str) -> Markup:
    """A state of a place: its symbol and its word; nothing for one that does not exist."""
    slug = faces.SIGNS.get(name)
    return (
        el("span", sign(slug), el("span", text(name), class_="word"), class_="state", data_state=slug) if slug else ""
    )


def plan(own: OwnDeck) -> Markup:
    """The map, from the places as they are being written; hidden from those who listen: the list tells the same."""
    here = spots([_place(card) for card in own.cards["places"]])
    states = {card.id: str(card.on.get("state", "")) for card in own.cards["places"]}
    laid = [_spot(spot, states[spot.id]) for spot in here]
    sheet = el("div", el("div", maps.drawn(here)), el("ul", *laid, class_="map-spots"), class_="map-sheet")
    return el("div", sheet, class_="coop-map", aria_hidden="true")


def _place(card: Card) -> Place:
    def on_grid(name: str) -> int:
        value = card.on.get(name, 0)
        return value if isinstance(value, int) else 0

    name = str(card.on.get("name", "")) or "?"
    return Place(id=card.id, name=name, x=on_grid("x"), y=on_grid("y"), state="?", line="?")


def _spot(spot: Spot, at_first: str) -> Markup:
    where = (
        f"--x:{spot.left / WIDE:.2%};--y:{spot.top / HIGH:.2%};--w:{spot.wide / WIDE:.2%};"
        f"--h:{spot.high / HIGH:.2%};--floor:{PICTURE / spot.high:.2%}"
    )
    touch = el("div", state(at_first), class_="map-touch")
    return el("li", touch, class_="map-spot", style=where, data_place=spot.id)


def _labelled(name: str, words: str, kind: str) -> Markup:
    return el("p", el("span", text(name), class_="label"), text(words), class_=kind)


def _folded(summary: str, *content: Markup) -> Markup:
    return el("details", el("summary", text(summary)), *content)


def _easy(card: Card) -> Markup:
    return _folded("Version facile à lire", el("p", text(card.easy))) if card.easy else ""


def where(own: OwnDeck) -> str:
    """Where the game takes place, in a sentence."""
    card = own.cards["territory"][0]
    return f"{said(card, 'name')}, {said(card, 'town')}, {said(card, 'agglomeration')} : {said(card, 'people')}."


def _territory(own: OwnDeck, card: Card) -> Markup:
    return el("p", text(where(own))) + el("p", text(said(card, "hook")), class_="told") + _easy(card)


def _trigger(own: OwnDeck, card: Card) -> Markup:
    quoted = card.on.get("suggested", ())
    some = ", ".join(named(own, "situations", each) for each in quoted) if isinstance(quoted, tuple) else ""
    more = el("p", text(some), class_="meta") if some else ""
    return el("div", el("dt", text(said(card, "name"))), el("dd", el("p", text(said(card, "summary"))), more))


def _place_row(_own: OwnDeck, card: Card) -> Markup:
    head = el(
        "div", el("span", text(said(card, "name")), class_="place-name"), state(said(card, "state")),
        class_="place-head",
    )  # fmt: skip
    return el("li", head, el("p", text(said(card, "line")), class_="place-line"), _easy(card))


def _character(own: OwnDeck, card: Card) -> Markup:
    rank = own.cards["characters"].index(card)
    name = said(card, "name")
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    tone, form = faces.TONES[rank % 4], faces.FORMS[rank // 4 % 4]
    token = el("span", text(initials), class_="crew-token", data_tone=tone, data_form=form, aria_hidden="true")
    who = el("div", el("h3", text(name), class_="piece-title"), el("p", text(said(card, "role")), class_="role"))
    lines = (
        ("Ce que je veux", "wants"), ("Ce que je crois", "believes"), ("Mon pouvoir", "power"), ("Ma part", "share"),
    )  # fmt: skip
    told = [el("div", el("dt", text(label)), el("dd", text(said(card, line)))) for label, line in lines]
    return el(
        "article",
        el("div", token, who, class_="card-head"),
        el("blockquote", el("p", text(f"« {said(card, 'first_words')} »")), class_="first-words"),
        el("dl", *told, class_="card-lines"),
        _folded("Ce qu’on ne voit pas", el("p", text(said(card, "hidden")))),
        _easy(card),
        class_="coop-card character",
    )


def _situation(own: OwnDeck, card: Card) -> Markup:
    place = el("span", text(named(own, "places", card.on.get("place"))))
    quoted = card.on.get("concerned", ())
    names = [named(own, "characters", each) for each in quoted] if isinstance(quoted, tuple) else []
    level = said(card, "level")
    dots = el("span", *["<i></i>"] * 4, class_="dots", aria_hidden="true")
    asks = faces.asks(level) if level != MISSING else ""
    two = el(
        "div",
        _labelled("On peut y lire de la COOP", said(card, "coop"), ""),
        _labelled("On peut y lire du pas COOP", said(card, "not_coop"), ""),
        class_="readings",
    )
    return el(
        "article",
        el("p", sign("lieu"), place, el("span", text(said(card, "theme")), class_="theme"), class_="card-place"),
        el("h3", text(said(card, "title")), class_="piece-title"),
        el("p", text(said(card, "scene")), class_="scene"),
        _labelled("L’action proposée", said(card, "action"), "action"),
        _labelled("Concerne", ", ".join(names) or "tout le monde", "concerned"),
        el("p", dots, el("b", text(level)), el("span", text(asks)), class_="weight", data_level=level),
        _folded("Après le débat", two, _labelled("Pour relancer", said(card, "prompt"), "prompt")),
        _easy(card),
        class_="coop-card situation",
    )


def _event(_own: OwnDeck, card: Card) -> Markup:
    moment = el("span", text(said(card, "moment")), class_="theme")
    return el(
        "article",
        el("p", sign("evenement"), el("span", text("Événement")), moment, class_="card-place"),
        el("h3", text(said(card, "title")), class_="piece-title"),
        el("p", text(said(card, "text")), class_="scene"),
        _labelled("Ce que cela change", said(card, "effect"), "action"),
        _easy(card),
        class_="coop-card event",
    )


def _posture(_own: OwnDeck, card: Card) -> Markup:
    told = f"{said(card, 'gesture')} Sa force : {said(card, 'strength')} Son angle mort : {said(card, 'blind_spot')}"
    return el("div", el("dt", text(f"{card.id}. {said(card, 'name')}")), el("dd", el("p", text(told))))


def _current(_own: OwnDeck, card: Card) -> Markup:
    return el("div", el("dt", text(said(card, "name"))), el("dd", el("p", text(said(card, "question")))))


def _words(_own: OwnDeck, card: Card) -> Markup:
    told = f"« {said(card, 'coop')} » ou « {said(card, 'not_coop')} »"
    return el("div", el("dt", text("On vote")), el("dd", el("p", text(told))))


_WRITTEN = {
    "territory": _territory, "triggers": _trigger, "places": _place_row, "characters": _character,
    "situations": _situation, "events": _event, "postures": _posture, "currents": _current, "words": _words,
}  # fmt: skip

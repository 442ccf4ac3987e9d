"""The public page of a published deck, written by the server: read, print, copy and play, without scripts."""

from irdsu_app.coop import deck_paper, proofing
from irdsu_app.coop.authoring import OwnDeck
from irdsu_app.coop.deck_paper import said
from irdsu_app.coop.deck_register import Shared
from irdsu_app.coop.guide import guide
from irdsu_app.design import days, plain
from irdsu_app.design.markup import Markup, el, text

STYLES = ("coop", "coop-desk")
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/deed.fr"
LENGTHS = ((45, "45 minutes, 2 tours"), (60, "60 minutes, 3 tours"), (90, "90 minutes, 4 tours"))


def page(slug: str, shared: Shared) -> Markup:
    """The whole page."""
    own = shared.own
    territory = own.cards["territory"][0]
    by = f"Écrit par {own.authors}. " if own.authors else ""
    since = days.said(shared.published_at.date())
    return plain.page(
        f"{own.name}, un jeu à jouer",
        el("h1", text(own.name)),
        el("p", text(said(territory, "hook")), class_="lead"),
        el("p", text(deck_paper.where(own))),
        el("p", text(f"Une adaptation de COOP ou pas COOP. {by}Publié le {since}."), class_="meta"),
        _ways(slug, own),
        deck_paper.contents(own),
        deck_paper.cards(own),
        _licence(own),
        description=f"{own.name} : {said(territory, 'people')}. Un jeu à lire, à imprimer, à jouer et à adapter.",
        styles=STYLES,
        indexed=True,
    )


def _ways(slug: str, own: OwnDeck) -> Markup:
    copied = _form("/coop/jeux", el("button", text("Dupliquer ce jeu"), type="submit", class_="button second"), slug)
    links = (
        plain.link("Imprimer les cartes (PDF)", f"/coop/jeux/{slug}/cartes.pdf", "button second"),
        plain.link("Emporter (YAML)", f"/coop/jeu/{slug}/jeu.yaml", "button second"),
    )
    return el("div", playing(slug, own), el("div", copied, *links, class_="button-row"), class_="deck-ways unprinted")


def playing(wanted: str, own: OwnDeck) -> Markup:
    """Create a game with this deck; says why when it cannot be played yet."""
    if wrong := proofing.problems(own):
        return el("p", text(f"Ce jeu ne peut pas encore être joué. {wrong[0][2]}"), class_="notice")
    triggers = [el("option", text(said(each, "name")), value=each.id) for each in own.cards["triggers"]]
    lengths = [el("option", text(words), value=str(n), selected=n == 60) for n, words in LENGTHS]
    return _form(
        "/coop",
        el("input", type="hidden", name="contre-emploi", value="oui"),
        el("label", text("Ce qui déclenche l’année"), el("select", *triggers, name="declencheur")),
        el("label", text("Durée"), el("select", *lengths, name="minutes")),
        el("button", text("Jouer avec ce jeu"), type="submit", class_="button"),
        wanted,
        class_="play-form",
    )


def to_read(own: OwnDeck, link: str) -> Markup:
    """What the page of a link to read shows of a deck: a game to create with it, then every card."""
    return el("div", playing(link, own), class_="deck-ways unprinted") + deck_paper.whole(own)


def _form(action: str, *content: Markup, class_: str = "") -> Markup:
    *inside, wanted = content
    hidden = el("input", type="hidden", name="jeu", value=wanted)
    return el("form", hidden, *inside, method="post", action=action, class_=class_ or None)


def _licence(own: OwnDeck) -> Markup:
    by = f" {own.authors}," if own.authors else ""
    licence = el("a", text("CC BY-SA 4.0"), href=LICENCE, rel="license")
    told = f"« {own.name} »,{by} d’après COOP ou pas COOP. Textes sous licence "
    rest = " : vous pouvez les reprendre et les changer, en citant leurs auteurs et sous la même licence."
    credits = el("p", text(guide().credits), class_="meta credits")
    return el(
        "section", el("h2", text("Licence"), id="licence"), el("p", text(told), " ", licence, text(rest)), credits
    )


def version(link: str, number: int, said_of: str, then: OwnDeck, changes: list[tuple[str, str]]) -> Markup:
    """A version of a deck, for those who write it: what coming back to it would change, then its cards."""
    rows = [el("li", el("b", text(name)), text(f" : {what}")) for name, what in changes]
    told = [
        el("p", text("Revenir à cette version changerait :")),
        el("ul", *rows, class_="version-changes"),
        el("form", el("input", type="hidden", name="version", value=str(number)),
           el("button", text("Revenir à cette version"), type="submit", class_="button"),
           method="post", action=f"/coop/jeux/{link}/versions"),
        el("p", text("Le jeu d’aujourd’hui est d’abord gardé parmi les versions ; ce retour s’annule."), class_="meta"),
    ]  # fmt: skip
    same = [el("p", text("Ses cartes sont celles du jeu d’aujourd’hui."))]
    return plain.page(
        f"{then.name} : une version gardée",
        el("h1", text(then.name)),
        el("p", text(said_of), class_="lead"),
        el("p", plain.link("Retourner au jeu", f"/coop/jeux/{link}", "button second"), class_="button-row"),
        el("section", el("h2", text("Ce qui est différent aujourd’hui"), id="changes"), *(told if rows else same),
           aria_labelledby="changes", class_="unprinted"),
        deck_paper.contents(then),
        deck_paper.whole(then),
        styles=STYLES,
    )  # fmt: skip


def missing(why: str = "") -> Markup:
    """What is said at an address where no deck is published."""
    told = why or "Aucun jeu n’est publié à cette adresse : il a été retiré, ou l’adresse est incomplète."
    return plain.page(
        "Jeu introuvable",
        el("h1", text("Jeu introuvable")),
        el("p", text(told), role="alert", class_="lead"),
        el("p", plain.link("Voir les jeux publiés", "/coop/jeux", "button"), class_="button-row"),
        styles=STYLES,
    )

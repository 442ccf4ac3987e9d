"""The page of the game: what it is, a round told in three minutes, create a game, join one."""

import reflex as rx

from irdsu_app.coop import deck as decks
from irdsu_app.coop.board import the_map
from irdsu_app.coop.faces import PlaceSeen
from irdsu_app.coop.frames import page
from irdsu_app.coop.guide import guide
from irdsu_app.coop.state import Door
from irdsu_app.design import elements
from irdsu_app.design.typography import fr

el = rx.el
DECK = decks.base()
LENGTHS = (
    (45, "2 tours"),
    (60, "3 tours"),
    (90, "4 tours, et l’on change de lunettes"),
)


def home() -> rx.Component:
    """Understand, create, join."""
    said = guide()
    return page(
        el.div(
            el.div(
                el.h1(said.title),
                el.p(said.lead, class_name="lead"),
                el.p(
                    el.a("Créer une partie", href="#creer", class_name="button"),
                    el.a("Rejoindre avec un code", href="#rejoindre", class_name="button second"),
                    class_name="button-row",
                ),
                el.p("Adaptation en ligne originale. 2 à 30 personnes, 45 à 90 minutes.", class_name="meta"),
            ),
            el.div(
                the_map({place.id: PlaceSeen(state=place.state, marks=[], lit=False) for place in DECK.places}, {}),
                aria_hidden="true",
                class_name="home-map",
            ),
            class_name="coop-hero",
        ),
        rx.cond(Door.problem != "", el.p(Door.problem, role="alert", class_name="notice alert")),
        el.div(_create(), el.div(_join(), _alone(), class_name="home-side"), class_name="home-doors"),
        _explained(),
        el.section(
            el.h2("Pour aller plus loin"),
            el.p(
                el.a("Les règles en une page", href="/coop/regles", class_name="button second"),
                el.a("Guide d’animation", href="/coop/guide", class_name="button second"),
                el.a("Les cartes", href="/coop/cartes", class_name="button second"),
                el.a("Mes jeux", href="/coop/jeux", class_name="button second"),
                class_name="button-row",
            ),
        ),
        el.p(said.credits, class_name="meta credits"),
    )


def _choice(name: str, value: str, *content: rx.Component | str, checked: bool) -> rx.Component:
    return el.label(
        el.input(type="radio", name=name, value=value, default_checked=checked),
        el.span(*content),
        class_name="choice",
    )


def _option(name: str, value: str, words: str, hint: str, checked: bool = False) -> rx.Component:
    return el.label(
        el.input(type="checkbox", name=name, value=value, default_checked=checked),
        el.span(el.b(words), el.span(fr(hint), class_name="hint")),
        class_name="check",
    )


def _create() -> rx.Component:
    return el.section(
        el.h2("Créer une partie", id="creer", tab_index=-1),
        elements.post_form(
            el.fieldset(
                el.legend("Ce qui déclenche l’année"),
                *[
                    _choice(
                        "declencheur",
                        each.id,
                        el.b(each.name),
                        el.span(each.summary, class_name="hint"),
                        checked=rank == 0,
                    )
                    for rank, each in enumerate(DECK.triggers)
                ],
                class_name="choices stacked",
            ),
            el.fieldset(
                el.legend("Durée"),
                *[
                    _choice(
                        "minutes",
                        str(minutes),
                        el.b(f"{minutes}\u00a0minutes"),
                        el.span(words, class_name="hint"),
                        checked=minutes == 60,
                    )
                    for minutes, words in LENGTHS
                ],
                class_name="choices",
            ),
            el.fieldset(
                el.legend("Options"),
                _option(
                    "contre-emploi",
                    "oui",
                    "À contre-emploi",
                    "On reçoit de préférence un autre métier que le sien.",
                    checked=True,
                ),
                _option(
                    "discret",
                    "oui",
                    "Mode discret",
                    "Noms masqués partout, promesses sans nom : quand des hiérarchies réelles sont dans la pièce.",
                ),
                _option(
                    "animation",
                    "non",
                    "Sans personne pour animer",
                    "Jusqu’à 6 personnes : l’application tient les temps.",
                ),
                class_name="choices stacked",
            ),
            elements.field(
                "Votre prénom ou pseudonyme",
                "nom",
                hint="Facultatif : celui que les autres liront.",
                required=False,
            ),
            el.button("Créer la partie", type="submit", class_name="button"),
            action="/coop",
        ),
        aria_labelledby="creer",
    )


def _join() -> rx.Component:
    return el.section(
        el.h2("Rejoindre avec un code", id="rejoindre", tab_index=-1),
        el.p(fr("Le code est affiché sur l’écran de la salle. Un prénom ou un pseudonyme suffit, sans compte.")),
        elements.post_form(
            elements.field("Code", "code", kind="code"),
            elements.button("Rejoindre"),
            action="/rejoindre",
            class_name="join",
        ),
        aria_labelledby="rejoindre",
    )


def _alone() -> rx.Component:
    return el.section(
        el.h2(fr("Découvrir en dix minutes, seule ou seul"), id="seul"),
        el.p(
            fr(
                "Un tour guidé sur votre téléphone, à votre rythme. Les cinq autres personnes sont simulées, et c’est "
                "écrit : elles montrent comment un tour se passe, elles ne débattent pas."
            )
        ),
        elements.post_form(elements.button("Jouer un tour", second=True), action="/coop/seul"),
        aria_labelledby="seul",
    )


def _explained() -> rx.Component:
    said = guide()
    facts = (
        ("Le but", said.goal),
        ("Personne ne gagne", "Ni points, ni podium, ni bonne réponse : le jeu est un prétexte à débat."),
        ("Combien", "De 2 à 30 personnes, à distance, dans une même salle avec des téléphones, ou les deux à la fois."),
        ("Il vous faut", "Un téléphone par personne, ou un pour deux ; en salle, un grand écran. Rien à installer."),
    )
    return el.div(
        el.section(
            el.h2("Ce que c’est"),
            el.blockquote(el.p(DECK.territory.hook), class_name="told"),
            el.dl(*[el.div(el.dt(name), el.dd(fr(text))) for name, text in facts], class_name="pairs"),
        ),
        el.section(
            el.h2(fr("Un tour raconté, pour comprendre en trois minutes")),
            el.ol(*[el.li(el.b(step.name), el.span(step.text)) for step in said.rules.steps], class_name="rules-steps"),
            el.p(said.told.text, class_name="told"),
        ),
    )

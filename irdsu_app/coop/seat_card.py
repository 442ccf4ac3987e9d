"""One's own character on the seat: the card that turns over, what it hides, and « Ma part »."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.cards import own_card
from irdsu_app.coop.easy import easy_text
from irdsu_app.coop.faces import CharacterCard, Token
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play
from irdsu_app.coop.own_views import OwnCrew
from irdsu_app.coop.playing import ask, board, each, gesture, me, option, options, refused
from irdsu_app.coop.views import PlaceSeen
from irdsu_app.design.typography import fr

el = rx.el
HANDS = (0, 1)
"""Up to three people, each carries two characters."""


class Carried(OwnCrew):
    """A crew of one's own, with the token that the page adds to it."""

    token: Token


def token_of(crew: Any) -> Any:
    """The token of a crew of one's own."""
    return crew.to(Carried)["token"]


def _card(crew: Any) -> Any:
    named = ("name", "role", "wants", "believes", "power", "first_words", "share")
    return rx.Var.create({**{n: crew[n] for n in named}, "token": token_of(crew)}).to(CharacterCard)


def _reveal(crew: Any, rank: int) -> rx.Component:
    return rx.cond(
        crew["shown"],
        el.p("Tout le monde peut lire ce côté de la carte.", class_name="tag"),
        ask(
            f"reveal{rank}",
            "Révéler ce qu’on ne voit pas",
            "Révéler ce qu’on ne voit pas ?",
            el.p(fr("Toute la salle pourra le lire, tout de suite. Ce qui est révélé ne se recache pas.")),
            gesture(
                "Révéler à toute la salle", play("reveal_hidden", crew=crew["id"]), custom_attrs={"data-closes": "true"}
            ),
        ),
    )


def _hand(rank: int) -> rx.Component:
    crew = me["crews"][rank]
    return rx.cond(
        me["crews"].length() > rank,
        el.div(
            rx.cond(crew["mate"] != "", el.p("En équipage avec ", el.b(crew["mate"]), class_name="meta")),
            easy_text(crew["easy"]),
            own_card(_card(crew), crew["hidden"], _reveal(crew, rank), name=f"turned{rank}"),
            refused("reveal_hidden"),
            class_name="hand",
        ),
    )


def hand() -> rx.Component:
    """The character carried, or both."""
    return el.div(*[_hand(rank) for rank in HANDS], class_name="hands-held")


def folded_hand() -> rx.Component:
    """The same, folded away while something else is to be done."""
    return rx.cond(
        me["crews"].length() > 0,
        el.details(
            el.summary(rx.cond(me["crews"].length() > 1, "Mes deux personnages", "Mon personnage")),
            hand(),
            class_name="fold",
        ),
    )


def share() -> rx.Component:
    """« Ma part »: what was kept, and the mark one may put, now, at the debrief or never."""
    return rx.cond(
        me["crews"].length() > 0,
        el.details(
            el.summary(
                "Ma part",
                rx.cond(
                    rx.Var(
                        f"{me['crews']!s}.some((crew) => crew.marks_left > 0)", _var_data=me._get_all_var_data()
                    ).bool(),
                    el.span("une marque à poser", class_name="tag waiting"),
                ),
            ),
            *[rx.cond(me["crews"].length() > rank, _share(rank)) for rank in HANDS],
            refused("mark"),
            class_name="fold",
        ),
    )


def _share(rank: int) -> rx.Component:
    crew = me["crews"][rank]
    kept = crew["kept"]
    return el.section(
        rx.cond(me["crews"].length() > 1, el.h3(crew["name"])),
        el.p(
            el.b(kept),
            rx.cond(kept > 1, fr(" énergies gardées."), fr(" énergie gardée.")),
            el.br(),
            el.span(crew["share"], class_name="meta"),
        ),
        rx.cond(
            crew["marks_left"] > 0,
            el.div(
                el.p(guide().phrases.mark),
                ask(
                    f"mark{rank}",
                    "Poser une marque",
                    "Où poser votre marque ?",
                    options(
                        "Les lieux",
                        each(dressing.told_places(), lambda place, n: _place(crew, place, n)),
                        kind="rows",
                    ),
                ),
            ),
            el.p(fr("Une marque se pose à 4, 8 et 12 énergies gardées, si vous le voulez."), class_name="meta"),
        ),
        class_name="share",
    )


def _place(crew: Any, place: Any, n: Any) -> rx.Component:
    return option(
        place["name"],
        play("mark", crew=crew["id"], place=place["id"]),
        chosen=False,
        first=n == 0,
        more=(el.span(board["places"].to(dict[str, PlaceSeen])[place["id"]]["state"], class_name="meta"),),
        kind="closes",
    )

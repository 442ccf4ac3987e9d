"""Energies on the phone: promise, change one's promise, stake in secret, and the two numbers of the outcome."""

from typing import Any

import reflex as rx
from reflex.experimental import ClientStateVar

from irdsu_app.coop.board import crew_token
from irdsu_app.coop.guide import guide
from irdsu_app.coop.outbox import play, typed
from irdsu_app.coop.own_views import BidSeen
from irdsu_app.coop.playing import each, gesture, me, option, options, pace, people, plays, refused, talk, writing
from irdsu_app.coop.seat_card import HANDS, token_of
from irdsu_app.coop.seat_vote import answered, proposed
from irdsu_app.coop.wording import REASON_LENGTH
from irdsu_app.design.typography import fr

el = rx.el
NONE = {"n": 0, "v": -1}
touched = [ClientStateVar.create(f"bid{rank}", default=NONE) for rank in HANDS]
"""What is picked but not sent, for each crew one carries; `n` is the moment it was picked in."""
WORDS = {"promise": ("Promettre", "promesse"), "stake": ("Verser", "mise")}
OBSERVED = fr("Les équipages s’engagent. Vous n’avez pas d’énergie à ce tour : regardez, notez.")


def _watching() -> rx.Component:
    return el.p(OBSERVED, class_name="wait")


def pledge(do: str) -> rx.Component:
    """Pick from 0 to 3 for each crew one carries, then promise, or give."""
    secret = guide().phrases
    return rx.cond(
        plays,
        el.div(
            proposed(),
            *[rx.cond(me["crews"].length() > rank, _bid(rank, do)) for rank in HANDS],
            refused(do),
            *(
                [
                    el.p(secret.secret, class_name="meta"),
                    rx.cond(people["crews"].length() == 2, el.p(secret.two_crews, class_name="meta")),
                ]
                if do == "stake"
                else [
                    rx.cond(
                        pace["discreet"],
                        el.p(
                            fr("Les promesses sont montrées toutes ensemble, en total : la salle est discrète."),
                            class_name="meta",
                        ),
                        el.p(
                            fr("Les promesses sont montrées toutes ensemble, avec le nom de votre personnage."),
                            class_name="meta",
                        ),
                    )
                ]
            ),
            answered("Équipages prêts", ""),
        ),
        _watching(),
    )


def _whose(crew: Any) -> rx.Component:
    return el.h3(crew_token(token_of(crew)), crew["name"], class_name="crew-name")


def _bid(rank: int, do: str) -> rx.Component:
    crew = me["crews"][rank]
    bid = crew[do].to(BidSeen)
    mine, pair, agreed = (bid[key].to(int) for key in ("mine", "pair", "agreed"))
    held: Any = touched[rank].value
    picked = rx.cond(held["n"] == pace["n"], held["v"], mine).to(int)
    verb, noun = WORDS[do]
    rests = el.p(fr("Votre équipage se repose à ce tour. Qui prend le relais ?"), class_name="notice")
    return el.section(
        _whose(crew),
        rx.cond(
            crew["energy"] == 0,
            rests,
            el.div(
                _pair(crew, pair, mine, do),
                options(
                    f"{noun.capitalize()} : de 0 à 3 énergies",
                    *[_number(rank, n, picked, crew) for n in range(4)],
                    kind="numbers",
                ),
                gesture(
                    rx.cond(picked >= 0, f"{verb} " + picked.to(str), verb),
                    play(do, crew=crew["id"], n=picked),
                    disabled=(picked < 0) | ((picked == mine) & (mine >= 0)),
                ),
                rx.cond(
                    agreed >= 0,
                    el.p(f"Votre {noun}\u00a0: ", el.b(agreed), ".", role="status", class_name="given"),
                    rx.cond(
                        mine >= 0,
                        el.p(
                            "Vous avez saisi ",
                            el.b(mine),
                            fr(" ; votre binôme confirme, ou la plus petite valeur vaut au bout de 20 secondes."),
                            role="status",
                        ),
                    ),
                ),
            ),
        ),
        class_name="step bid",
    )


def _pair(crew: Any, pair: Any, mine: Any, do: str) -> rx.Component:
    return rx.cond(
        crew["mate"] != "",
        el.div(
            el.p(
                rx.cond(
                    crew["my_turn"],
                    fr("À ce tour, c’est à vous de saisir ; votre binôme confirme."),
                    fr("À ce tour, votre binôme saisit ; vous confirmez."),
                ),
                class_name="meta",
            ),
            rx.cond(
                (pair >= 0) & (pair != mine),
                el.div(
                    el.p(crew["mate"], fr(" propose "), el.b(pair), "."),
                    gesture(el.span("Confirmer ", pair), play(do, crew=crew["id"], n=pair), second=True),
                    role="status",
                    class_name="pair",
                ),
            ),
        ),
    )


def _number(rank: int, n: int, picked: Any, crew: Any) -> rx.Component:
    pick = touched[rank].set_value(rx.Var.create({"n": pace["n"], "v": n}))
    return rx.cond(
        crew["energy"] >= n,
        option(str(n), pick, chosen=picked == n, first=(picked < 0) & (n == 0), kind="number"),
    )


def revise() -> rx.Component:
    """Change one's promise, up or down, saying why in five words (event E14)."""
    return rx.cond(
        plays,
        el.div(
            promises(),
            *[rx.cond(me["crews"].length() > rank, _revised(rank)) for rank in HANDS],
            refused("promise"),
            el.p(fr("Rien ne vous oblige à changer."), class_name="meta"),
        ),
        el.div(_watching(), promises()),
    )


def _revised(rank: int) -> rx.Component:
    crew = me["crews"][rank]
    held: Any = touched[rank].value
    picked = rx.cond(held["n"] == pace["n"], held["v"], -1).to(int)
    name = f"pourquoi{rank}"
    return el.section(
        _whose(crew),
        rx.cond(
            crew["energy"] > 0,
            el.div(
                options("Nouvelle promesse", *[_number(rank, n, picked, crew) for n in range(4)], kind="numbers"),
                writing(name, "Pourquoi, en cinq mots", REASON_LENGTH, rows=1),
                gesture(
                    rx.cond(picked >= 0, "Promettre " + picked.to(str), "Promettre"),
                    play("promise", why=typed(name), crew=crew["id"], n=picked),
                    disabled=picked < 0,
                ),
            ),
            el.p(fr("Votre équipage se repose à ce tour.")),
        ),
        class_name="step bid",
    )


def promises() -> rx.Component:
    """What each crew promised, unless the room is discreet; then the total only."""
    return rx.cond(
        talk["promised"] >= 0,
        rx.cond(
            pace["discreet"],
            el.p("Promis en tout\u00a0: ", el.b(talk["promised"])),
            el.ul(
                each(
                    people["crews"],
                    lambda crew: rx.cond(
                        crew["promised"] >= 0,
                        el.li(
                            el.span(crew["name"]),
                            rx.cond(crew["why"] != "", el.q(crew["why"])),
                            el.b(crew["promised"]),
                        ),
                    ),
                ),
                class_name="promises",
            ),
        ),
    )


def outcome() -> rx.Component:
    """Two numbers only, and the threshold; never who."""
    said = guide().phrases
    return rx.cond(
        talk["revealed"],
        el.div(
            el.dl(
                el.div(el.dt("Promis"), el.dd(talk["promised"]), class_name="tally"),
                el.div(el.dt("Versé"), el.dd(talk["staked"]), class_name="tally"),
                rx.cond(
                    talk["bonus"] > 0, el.div(el.dt("Coup de pouce"), el.dd("+", talk["bonus"]), class_name="tally")
                ),
                el.div(el.dt("Seuil"), el.dd(talk["threshold"]), class_name="tally"),
                class_name="tallies",
            ),
            el.p(rx.cond(talk["reached"], said.reached, said.missed), class_name="asked"),
            el.p(said.not_who, class_name="motto"),
            el.p(said.secret, class_name="meta"),
        ),
        el.p(said.given_up, class_name="asked"),
    )

"""The seat: the phone of each person of a game, moment after moment. Components only."""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_components_core.el.elements.inline import A

from irdsu_app.coop import dressing
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.game import IN_ROUND
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import styles
from irdsu_app.coop.outbox import deadline, outbox, play
from irdsu_app.coop.playing import SeatLife, TimeInWords, card, gesture, me, pace, plays, refused, talk
from irdsu_app.coop.seat_card import folded_hand, share, token_of
from irdsu_app.coop.seat_debate import debate
from irdsu_app.coop.seat_decide import bonus, decide
from irdsu_app.coop.seat_door import door, freed, nothing
from irdsu_app.coop.seat_end import (
    characters,
    closed,
    closing,
    debrief,
    glasses,
    lobby,
    missed,
    opening_compass,
)
from irdsu_app.coop.seat_place import my_place
from irdsu_app.coop.seat_pledge import outcome, pledge, promises, revise
from irdsu_app.coop.seat_round import chair, events, revealed, situation
from irdsu_app.coop.seat_trace import notebook, trace
from irdsu_app.coop.seat_vote import condition, estimate, first_vote
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import by_phase, timekeeper, unless_erased
from irdsu_app.design import layout
from irdsu_app.design.typography import fr

el = rx.el
_SHEET = rx.Var(
    "seatStyles",
    _var_data=VarData(imports={"$/public/coop-seat.css?url": [ImportVar(tag="seatStyles", is_default=True)]}),
)
PHASES = guide().phases
NAMES = by_phase({phase: step.name for phase, step in PHASES.items()})
LETTERS = rx.Var.create({phase: step.letter for phase, step in PHASES.items()})
SAID = {phase: {"title": step.name, "line": step.instruction} for phase, step in PHASES.items()}
SAYS = {phase: step.say for phase, step in PHASES.items()}
ROUND = [phase for phase in guide().phases if phase in IN_ROUND]
WITH_CARD = rx.Var.create(ROUND[1:])


def seat() -> rx.Component:
    """The whole page."""
    return el.div(
        A.create("Aller au contenu", href="#contenu", class_name="skip"),
        layout.FocusRoute.create(),
        styles(),
        el.link(rel="stylesheet", href=_SHEET, custom_attrs={"precedence": "coop"}),
        el.header(
            el.h1("COOP ou pas COOP", el.span(", partie ", Table.code), class_name="visually-hidden"),
            rx.cond(Table.seated & (Table.entered > 0) & ~me["gone"], _bar(), _brand()),
            class_name="seat-top",
        ),
        el.main(
            rx.cond(
                Table.entered > 0,
                rx.cond(Table.seated, rx.cond(me["gone"], freed(), unless_erased(_table())), door()),
                rx.cond(Table.problem != "", nothing(), el.p("Un instant…", class_name="wait", role="status")),
            ),
            id="contenu",
            tab_index=-1,
            class_name="seat",
            on_unmount=Table.leave,
        ),
        class_name="site",
    )


def _brand() -> rx.Component:
    return el.p(el.a("IR-DSU", href="/", class_name="brand"), class_name="seat-brand")


def _bar() -> rx.Component:
    letter = LETTERS[pace["phase"]].to(str)
    return el.div(
        el.div(
            rx.cond(letter != "", el.span(letter, class_name="letter", aria_hidden="true")),
            el.div(
                el.b(NAMES),
                rx.cond(
                    rx.Var.create(ROUND).contains(pace["phase"]),
                    el.span("Tour ", pace["round"], " sur ", pace["rounds"], class_name="meta"),
                ),
                outbox(),
                class_name="bar-phase",
            ),
            el.span(
                el.span(aria_hidden="true", custom_attrs=deadline(), class_name="figures"),
                TimeInWords.create(deadline=pace["deadline"], left=pace["left"]),
                role="timer",
                class_name="countdown",
            ),
            class_name="seat-bar",
        ),
        class_name="seat-head",
    )


def _who() -> rx.Component:
    crews = me["crews"]
    return el.div(
        rx.cond(
            crews.length() > 0,
            el.span(rx.foreach(crews, lambda crew: crew_token(token_of(crew))), class_name="tokens"),
        ),
        el.p(
            rx.cond(
                crews.length() > 0,
                el.b(crews[0]["name"], rx.cond(crews.length() > 1, " et " + crews[1]["name"], "")),
                el.b(me["name"]),
            ),
            el.span(
                rx.cond(
                    crews.length() > 0,
                    me["name"],
                    rx.match(
                        me["kind"],
                        ("observer", "En observation"),
                        ("host", "Vous animez"),
                        rx.cond(me["waits"], "Au tour suivant", "Dans la salle"),
                    ),
                ),
                class_name="meta",
            ),
            class_name=rx.cond(crews.length() > 1, "who two", "who"),
        ),
        my_place(),
        class_name="seat-who",
    )


def _table() -> rx.Component:
    return el.div(
        SeatLife.create(
            code=Table.code,
            pace=pace,
            mine=Table.mine,
            talk=Table.talk,
            phrases=SAID,
            tokens=dressing.TOKENS,
            words=dressing.setting["words"],
            guided=dressing.setting["said"],
            entered=Table.entered,
        ),
        _who(),
        rx.cond(pace["alone"], _alone()),
        refused(""),
        rx.cond(Table.problem != "", el.p(Table.problem, role="alert", class_name="notice alert")),
        rx.cond(pace["status"] == "En pause", _paused()),
        rx.cond(
            me["kind"] == "host",
            _host(),
            el.div(
                el.h2(NAMES, id="moment", tab_index=-1),
                el.p(by_phase({phase: said["line"] for phase, said in SAID.items()}), class_name="instruction"),
                rx.cond(me["leads"], _keeper(), timekeeper()),
                missed(),
                rx.cond(WITH_CARD.contains(pace["phase"]), events()),
                el.div(_moment(), class_name="moment"),
                rx.cond(WITH_CARD.contains(pace["phase"]), _folds()),
                class_name="seat-body",
            ),
        ),
        class_name="seat-table",
        custom_attrs={"data-phase": pace["phase"], "data-n": pace["n"]},
    )


def _moment() -> rx.Component | rx.Var:
    return rx.match(
        pace["phase"],
        ("lobby", lobby()),
        ("compass", opening_compass()),
        ("characters", characters()),
        ("discover", el.div(events(), situation(), chair(), folded_hand(), share())),
        ("stance", first_vote()),
        ("reveal", el.div(revealed(), condition())),
        ("estimate", rx.cond(plays, estimate(), revealed())),
        ("debate", el.div(debate())),
        ("transform", decide()),
        ("bonus", bonus()),
        ("promise", pledge("promise")),
        ("revise", revise()),
        ("stake", el.div(rx.cond(talk["promised"] >= 0, _promised()), pledge("stake"))),
        ("outcome", el.div(outcome(), share())),
        ("trace", trace()),
        ("glasses", glasses()),
        ("debrief", debrief()),
        ("closing", closing()),
        closed(),
    )


def _promised() -> rx.Component:
    return el.details(el.summary("Promesses\u00a0: ", talk["promised"], " en tout"), promises(), class_name="fold")


def _folds() -> rx.Component:
    phase = pace["phase"]
    return el.div(
        el.details(el.summary("La situation"), situation(), class_name="fold"),
        chair(),
        rx.cond(plays, el.div(folded_hand(), rx.cond(phase != "outcome", share()))),
        rx.cond(phase != "trace", el.details(el.summary("Le carnet"), notebook(), class_name="fold")),
        class_name="folds",
    )


def _paused() -> rx.Component:
    return el.p(
        rx.cond(
            pace["led"] | ~pace["hosted"],
            fr("La partie est en pause. Ce que vous avez écrit est gardé."),
            fr(
                "La partie est en pause : la personne qui anime n’est plus là. Quelqu’un peut prendre l’animation avec "
                "le code d’animation, dans « Ma place »."
            ),
        ),
        class_name="notice paused-note",
        role="status",
    )


def _alone() -> rx.Component:
    """For whoever discovers the game alone: who is simulated, and what somebody who leads would say now."""
    return el.aside(
        el.p(el.b("Partie de découverte."), " ", fr("Les cinq autres personnes sont simulées : aucune n’existe.")),
        el.details(el.summary(fr("Ce que dirait la personne qui anime")), el.p(by_phase(SAYS)), class_name="fold"),
        aria_label=fr("Partie de découverte"),
        class_name="notice alone-note",
    )


def _host() -> rx.Component:
    return el.div(
        el.h2("Vous animez", id="moment", tab_index=-1),
        el.p(
            el.a("Ouvrir mon écran d’animation", href="/coop/" + Table.code + "/animer", class_name="button"),
            el.a("Le plateau", href="/coop/" + Table.code + "/plateau", class_name="button second"),
            class_name="button-row",
        ),
    )


def _keeper() -> rx.Component:
    """Without somebody to lead, whoever keeps the time has the gestures they need here."""
    return el.section(
        el.h3(
            rx.cond(
                pace["phase"] == "lobby",
                "Pour commencer",
                rx.cond(pace["alone"], "À votre rythme", "Vous tenez le temps"),
            )
        ),
        el.p(
            rx.match(
                pace["phase"],
                ("lobby", gesture("Commencer la partie", play("start"))),
                (
                    "discover",
                    rx.cond(
                        card["situation"] == "",
                        gesture("Tirer une situation", play("draw")),
                        gesture("Passer au temps suivant", play("next")),
                    ),
                ),
                ("closed", rx.fragment()),
                gesture("Passer au temps suivant", play("next"), second=True),
            ),
            rx.cond(
                (pace["deadline"] > 0) & ~pace["extended"], gesture("Une minute de plus", play("minute"), second=True)
            ),
            rx.cond(
                pace["status"] == "En pause",
                gesture("Reprendre", play("resume"), second=True),
                rx.cond(
                    (pace["status"] == "En cours") & ~pace["alone"],
                    gesture("Mettre en pause", play("pause"), second=True),
                ),
            ),
            el.a("Plus de gestes", href="/coop/" + Table.code + "/animer", class_name="button second"),
            class_name="button-row",
        ),
        refused("start", "draw", "next", "minute", "pause", "resume"),
        class_name="keeper",
    )

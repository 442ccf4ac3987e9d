"""What the big screen shows beside the map at each moment of the game. Totals and sentences, never who said what."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing
from irdsu_app.coop.gauges import votes
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import answered, expected, phase, told
from irdsu_app.coop.views import ArgumentSeen, SpeechSeen, TallySeen
from irdsu_app.design.typography import fr

el = rx.el
card, talk = Table.card, Table.talk
PHRASES = guide().phrases


def instruction() -> rx.Component:
    """The line of the phase for the big screen."""
    return el.p(told("plateau"), class_name="instruction")


def big_count(what: str) -> rx.Component:
    """The count in large figures: how many answers, never which."""
    return el.div(
        el.p(el.b(answered), el.span(" sur ", expected), class_name="figures"),
        el.p(what),
        class_name="big-count",
    )


def empty_chair() -> rx.Component:
    """Who is missing, and the sentence given to them."""
    return rx.cond(
        card["chair"].to(str) != "",
        el.p(
            sign("chaise"),
            el.span("La chaise vide\u00a0: ", el.b(card["chair"])),
            rx.cond(talk["chair_said"].to(str) != "", el.q(talk["chair_said"])),
            class_name="empty-chair",
        ),
    )


def stance() -> rx.Component:
    """The question, and how many have answered."""
    return el.div(
        el.p(dressing.guided(PHRASES.stance_first), class_name="question"),
        big_count("votes reçus"),
        rx.cond(
            Table.pace["few"].to(bool),
            el.p(PHRASES.few_voters, class_name="meta"),
            el.p(told("plateau"), class_name="meta"),
        ),
        class_name="moment",
    )


def _votes() -> rx.Component:
    apart = talk["observers"].to(TallySeen)
    return el.div(
        votes(talk["first"], yes=dressing.word("coop"), no=dressing.word("not_coop")),  # pyright: ignore[reportArgumentType]
        rx.cond(
            apart["known"].to(bool),
            el.p(
                "En observation\u00a0: ",
                apart["coop"].to(str),
                " ",
                dressing.word("coop_said"),
                ", ",
                apart["no"].to(str),
                " ",
                dressing.word("not_said"),
                class_name="meta",
            ),
        ),
        class_name="revealed",
    )


many_conditions = (phase == "reveal") & (talk["conditions"].to(list[str]).length() > 4)
"""Whether the conditions need more room than beside the map."""


def _conditions() -> rx.Component:
    said = talk["conditions"].to(list[str])
    return rx.cond(
        (said.length() > 0) & ~many_conditions,
        el.section(
            el.h3("À condition que…"), el.ul(rx.foreach(said, lambda text: el.li(text)), class_name="conditions")
        ),
    )


def wall() -> rx.Component:
    """All the conditions, in place of the map while they are read."""
    said = talk["conditions"].to(list[str])
    # By how much there is to read: a line more for each condition, then its letters.
    letters = rx.Var(f"({said}).reduce((sum, text) => sum + text.length + 40, 0)", _var_type=int).to(int)
    size = rx.cond(letters > 2700, "tiny", rx.cond(letters > 1700, "small", rx.cond(letters > 900, "middle", "large")))
    return el.section(
        el.h2("À condition que… (", said.length(), ")"),
        el.ul(rx.foreach(said, lambda text: el.li(text)), class_name="conditions"),
        class_name="conditions-wall",
        custom_attrs={"data-size": size, "data-fit": "true"},
    )


def _conditions_again() -> rx.Component:
    """During the debate: the conditions while they are few, their number beyond."""
    said = talk["conditions"].to(list[str])
    return rx.cond(
        said.length() > 2,
        el.p(el.b(said.length()), fr(" conditions, à relire sur les téléphones"), class_name="meta"),
        _conditions(),
    )


def reveal() -> rx.Component:
    """The numbers, all at once, then the conditions, shuffled."""
    return el.div(_votes(), _conditions(), class_name="moment")


def estimate() -> rx.Component:
    """Trust, estimated at once."""
    return el.div(instruction(), big_count("réponses reçues"), class_name="moment")


def _speech(speech: Any) -> rx.Component:
    return el.li(el.b(speech["name"]), ", ", dressing.words(dressing.VOICES, speech["voice"].to(str)))


def debate() -> rx.Component:
    """Who has the floor, who waits, who speaks first, the empty chair; or the written arguments."""
    floor, queue = talk["floor"].to(list[SpeechSeen]), talk["queue"].to(list[SpeechSeen])
    camp = talk["camp"].to(str)
    return el.div(
        rx.cond(
            floor.length() > 0,
            el.section(
                el.h3("A la parole"), el.ul(rx.foreach(floor, _speech), class_name="speaking"), class_name="floor"
            ),
            el.p(
                rx.match(
                    camp,
                    ("coop", dressing.first_to_speak("coop_said")),
                    ("not", dressing.first_to_speak("not_said")),
                    told("plateau"),
                ),
                class_name="instruction",
            ),
        ),
        rx.cond(
            queue.length() > 0,
            el.section(
                el.h3("Ensuite"),
                el.ol(rx.foreach(queue, _speech), class_name="waiting-line"),
            ),
        ),
        rx.cond(Table.pace["written"].to(bool), _written()),
        empty_chair(),
        _conditions_again(),
        class_name="moment",
    )


def _written() -> rx.Component:
    arguments = talk["arguments"].to(list[ArgumentSeen])
    return rx.cond(
        Table.pace["reading"].to(bool),
        el.section(
            el.h3("À lire à voix haute"),
            el.ul(
                rx.foreach(
                    arguments, lambda a: el.li(el.q(a["text"]), el.span(" lu par ", a["reader"], class_name="meta"))
                ),
                class_name="arguments",
            ),
        ),
        el.p(
            "Débat écrit\u00a0: ",
            el.b(arguments.length()),
            rx.cond(arguments.length() > 1, " arguments écrits", " argument écrit"),
            class_name="instruction",
        ),
    )


def transform() -> rx.Component:
    """The proposal, the shared sentence as it is written, the objections."""
    proposal, draft = talk["proposal"].to(str), talk["draft"].to(str)
    objections, hands = talk["objections"].to(list[str]), talk["hands"].to(dict[str, int])
    writing = (proposal == "transform") | (draft != "")
    return el.div(
        rx.cond(
            proposal != "",
            el.p(
                el.span(dressing.words(dressing.CHOICES, proposal), class_name="choice-word"),
                el.span(" proposé par ", talk["proposed_by"]),
                class_name="proposal",
            ),
            instruction(),
        ),
        rx.cond(
            writing,
            el.section(
                el.h3("L’action, récrite à plusieurs"),
                el.p(rx.cond(draft != "", draft, "…"), class_name="shared-sentence"),
                el.p("Demande\u00a0: ", el.b(talk["level"]), class_name="meta"),
            ),
        ),
        rx.cond(
            proposal != "",
            rx.cond(
                objections.length() > 0,
                el.section(
                    el.h3(objections.length(), rx.cond(objections.length() > 1, " objections", " objection")),
                    el.ul(rx.foreach(objections, lambda text: el.li(text)), class_name="objections"),
                    el.p(PHRASES.objection, class_name="meta"),
                ),
                el.p("Objection\u202f? ", el.b(talk["consents"]), fr(" sans objection"), class_name="instruction"),
            ),
        ),
        rx.cond(
            rx.Var(f"Object.values({hands}).some((n) => n > 0)", _var_type=bool).to(bool),
            el.section(
                el.h3("À main levée"),
                el.ul(
                    *[
                        rx.cond(hands[name].to(int) > 0, el.li(words, " ", el.b(hands[name])))
                        for name, words in dressing.CHOICES.items()
                    ],
                    class_name="hands",
                ),
            ),
        ),
        class_name="moment",
    )

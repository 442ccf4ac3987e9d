"""What the big screen shows beside the map at each moment of the game. Totals and sentences, never who said what."""

from typing import Any

import reflex as rx

from irdsu_app.coop import dressing, gauges
from irdsu_app.coop.board import crew_token
from irdsu_app.coop.cards import readings, situation_card
from irdsu_app.coop.gauges import threshold, votes
from irdsu_app.coop.guide import guide
from irdsu_app.coop.look import sign
from irdsu_app.coop.state import Table
from irdsu_app.coop.telling import among, answered, count, discreet, expected, number, phase, told
from irdsu_app.coop.views import ArgumentSeen, EventSeen, SpeechSeen, TallySeen
from irdsu_app.design.typography import fr

el = rx.el
card, talk = Table.card, Table.talk
PHRASES = guide().phrases


def _instruction() -> rx.Component:
    return el.p(told("plateau"), class_name="instruction")


def _big_count(what: str) -> rx.Component:
    """The count in large figures: how many answers, never which."""
    return el.div(
        el.p(el.b(answered), el.span(" sur ", expected), class_name="figures"),
        el.p(what),
        class_name="big-count",
    )


def compass() -> rx.Component:
    """Five postures, from « je » to « nous »; only how many have answered."""
    postures = [
        el.li(
            el.span(p.id, class_name="knob", aria_hidden="true"),
            el.h3(p.name),
            el.p(p.gesture),
            el.p(el.b("Sa force\u00a0: "), p.strength, class_name="meta"),
            el.p(el.b("Son angle mort\u00a0: "), p.blind_spot, class_name="meta"),
        )
        for p in dressing.DECK.postures
    ]
    return el.div(
        el.div(el.p(told("plateau"), class_name="instruction"), _big_count("réponses reçues"), class_name="whole-head"),
        el.ol(*postures, class_name="five-postures"),
        class_name="plateau-whole",
        custom_attrs={"data-fit": "true"},
    )


def characters() -> rx.Component:
    """The crews: who is carried, and by whom unless the room is discreet."""
    return el.div(
        _instruction(),
        el.ul(
            rx.foreach(
                dressing.crews(),
                lambda crew: el.li(
                    crew_token(crew["token"]),
                    el.div(
                        el.h3(crew["name"]),
                        el.p(crew["role"]),
                        rx.cond(crew["people"] != "", el.p(crew["people"], class_name="played-by")),
                    ),
                ),
            ),
            class_name="crew-list",
            custom_attrs={"data-many": rx.cond(dressing.crews().length() > 8, "true", "false")},
        ),
        class_name="plateau-whole",
        custom_attrs={"data-fit": "true"},
    )


def strip() -> rx.Component:
    """Under the map: the three currents, and what the notebook holds."""
    return el.div(
        *[
            el.div(
                gauges.current({**c, "words": c["figure"]}),  # pyright: ignore[reportArgumentType]
                rx.cond(c["apart"], el.p(PHRASES.spread, class_name="apart")),
                class_name="one-current",
            )
            for c in dressing.currents()
        ],
        el.ul(
            _held("accord", "accord", "agreement"), _held("desaccord", "désaccord", "disagreement"), class_name="held"
        ),
        class_name="strip",
    )


def _held(shape: str, word: str, kind: str) -> rx.Component:
    many = dressing.traces(kind).length()
    return el.li(sign(shape), el.b(many), el.span(" ", word, rx.cond(many > 1, "s", "")), class_name=f"held-{shape}")


def drawn_card() -> rx.Component:
    """The situation: it turns over when it is drawn; once read, only its title and the action stay."""
    drawn = card["situation"].to(str) != ""
    return el.div(
        rx.cond(
            drawn,
            el.div(
                situation_card(dressing.situation(), action=card["action"].to(str)),  # pyright: ignore[reportArgumentType]
                class_name="turned",
                key=card["situation"].to(str),
            ),
            el.div(
                el.p("Tour ", number),
                el.p("Une situation va être tirée", class_name="face-down-words"),
                class_name="face-down",
            ),
        ),
        rx.foreach(card["events"].to(list[EventSeen]), _event),
        class_name="drawn",
        custom_attrs={"data-read": rx.cond(phase == "discover", "false", "true")},
    )


def _event(event: Any) -> rx.Component:
    return el.article(
        el.p(sign("evenement"), el.span("Événement"), class_name="card-place"),
        el.h3(event["title"]),
        rx.cond(phase == "discover", el.p(event["text"], class_name="scene")),
        el.p(event["effect"], class_name="action"),
        class_name="coop-card event",
        key=event["id"],
    )


def _chair() -> rx.Component:
    return rx.cond(
        card["chair"].to(str) != "",
        el.p(
            sign("chaise"),
            el.span("La chaise vide\u00a0: ", el.b(card["chair"])),
            rx.cond(talk["chair_said"].to(str) != "", el.q(talk["chair_said"])),
            class_name="empty-chair",
        ),
    )


def discover() -> rx.Component:
    """Somebody reads; who is concerned, who is missing."""
    concerned = card["concerned"].to(list[str])
    return el.div(
        _chair(),
        rx.cond(
            (concerned.length() > 0) & (card["events"].to(list[EventSeen]).length() == 0),
            el.p(el.b("Concerne\u00a0: "), concerned.join(", "), class_name="concerned"),
        ),
        _instruction(),
        class_name="moment",
    )


def stance() -> rx.Component:
    """The question, and how many have answered."""
    return el.div(
        el.p(PHRASES.stance_first, class_name="question"),
        _big_count("votes reçus"),
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
        votes(talk["first"]),  # pyright: ignore[reportArgumentType]
        rx.cond(
            apart["known"].to(bool),
            el.p(
                "En observation\u00a0: ",
                apart["coop"].to(str),
                " COOP, ",
                apart["no"].to(str),
                " pas COOP",
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
    return el.div(_instruction(), _big_count("réponses reçues"), class_name="moment")


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
                    ("coop", fr("Les voix « COOP » parlent d’abord.")),
                    ("not", fr("Les voix « pas COOP » parlent d’abord.")),
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
        _chair(),
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
        el.p("Débat écrit\u00a0: ", el.b(arguments.length()), " argument(s) écrit(s)", class_name="instruction"),
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
            _instruction(),
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


def bonus() -> rx.Component:
    """Four common energies, if the group says in time what they are for."""
    return el.div(_instruction(), el.p("+\u202f4", class_name="bonus-figure"), class_name="moment")


def pledges() -> rx.Component:
    """Promises, then secret stakes: a count; promises once they are all revealed, by character unless discreet."""
    promised = talk["promised"].to(int)
    return el.div(
        _instruction(),
        rx.cond(
            among("promise", "stake", "revise"),
            _big_count(rx.cond(phase == "stake", "mises reçues", "promesses reçues")),  # pyright: ignore[reportArgumentType]
        ),
        rx.cond(promised >= 0, _promises()),
        class_name="moment",
    )


def _promises() -> rx.Component:
    return el.section(
        el.h3("Promis\u00a0: ", talk["promised"], ", seuil\u00a0: ", talk["threshold"]),
        rx.cond(
            discreet,
            el.p(fr("Mode discret : le total seulement."), class_name="meta"),
            el.ul(
                rx.foreach(
                    dressing.crews(),
                    lambda crew: el.li(
                        crew_token(crew["token"]),
                        el.span(crew["name"], class_name="who"),
                        rx.cond(crew["exempt"], el.span("se repose"), el.b(crew["promised"])),
                        rx.cond(crew["why"] != "", el.q(crew["why"])),
                    ),
                ),
                class_name="promises",
                custom_attrs={"data-many": rx.cond(dressing.crews().length() > 6, "true", "false")},
            ),
        ),
    )


def outcome() -> rx.Component:
    """Promised, given, threshold; nobody looks for who."""
    return el.div(
        threshold(dressing.outcome()),  # pyright: ignore[reportArgumentType]
        rx.cond(
            talk["bonus"].to(int) > 0,
            el.p("Dont ", talk["bonus"], fr(" énergies communes : "), talk["bonus_use"], class_name="meta"),
        ),
        el.p(PHRASES.not_who, class_name="motto"),
        rx.cond(card["coop"].to(str) != "", readings(dressing.situation())),  # pyright: ignore[reportArgumentType]
        class_name="moment",
    )


def trace() -> rx.Component:
    """The second vote, and the notebook as it is written."""
    return el.div(
        el.p(PHRASES.stance_again, class_name="question"),
        count("Votes reçus"),
        rx.cond(
            talk["reopened"].to(str) != "",
            el.p(fr("On revient une minute sur : "), el.q(talk["reopened"]), class_name="instruction"),
        ),
        el.div(
            _column("accord", PHRASES.agreement, "agreement"),
            _column("desaccord", PHRASES.disagreement, "disagreement"),
            class_name="two-columns",
        ),
        rx.cond(talk["tension"].to(bool), el.p(fr("Le groupe met le lieu en tension."), class_name="meta")),
        class_name="moment",
    )


def _column(shape: str, heading: str, kind: str) -> rx.Component:
    written = dressing.traces(kind, number)
    return el.section(
        el.h3(sign(shape), heading),
        el.ul(rx.foreach(written, lambda trace: el.li(trace["text"])), class_name="traces"),
        class_name=f"trace-column {shape}",
    )

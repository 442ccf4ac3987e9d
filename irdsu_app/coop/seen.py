"""What each person may see, and nothing else: the table of section 18 of the game's text. Pure.

`public` goes to every screen of the room, `own` to the screens of one seat, `hosting` to those who lead. A stance, a
stake, a posture, a hidden card leave for their owner only; the order of what is public says nothing of who did it.
"""

from __future__ import annotations

from typing import Any

from irdsu_app.coop import debating, deciding, leading, names, pledging, stances, timing, tracing, turning
from irdsu_app.coop.debrief import debrief
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Crew, Game
from irdsu_app.coop.own_views import BidSeen, Hosting, Own, OwnCrew
from irdsu_app.coop.round import Bids, Round, Speech, Tally
from irdsu_app.coop.views import ArgumentSeen, Board, Card, EventSeen, Pace, SpeechSeen, Talk, TallySeen

NOT_YET = TallySeen(known=False, coop=0, no=0, passed=0)
_READ = frozenset(("transform", "bonus", "promise", "revise", "stake", "outcome", "trace"))
"""The two readings of a card are given after the debate (section 20: never before the vote)."""


def pace(game: Game, deck: Deck) -> Pace:
    """Where the game is: phase, time, how many have answered."""
    done, expected = timing.answers(game)
    table = game.current
    return Pace(
        n=game.n,
        phase=game.phase,
        status=game.status,
        round=table.number if table else len(game.played),
        rounds=timing.rounds(game),
        deadline=game.timer.deadline,
        left=game.timer.left,
        total=game.timer.total,
        extended=game.timer.extended,
        answered=done,
        expected=expected,
        few=len(game.players()) < stances.SECRET_NEEDS,
        locked=game.locked,
        led=any(p.leads and not p.away and not p.gone for p in game.people.values()),
        hosted=game.options.hosted,
        discreet=game.options.discreet,
        alone=game.options.alone,
        against_type=game.options.against_type,
        minutes=game.options.minutes,
        trigger=game.options.trigger,
        written=bool(table and timing.WRITTEN in table.events),
        reading=bool(table and table.reading),
        keeper=names.name_of(game, deck, leading.keeper(game)),
        slide=game.slide,
        easy=game.easy,
    )


def card(game: Game, deck: Deck) -> Card:
    """The situation on the table; its readings once the debate is over."""
    table = game.current
    found = deck.situation(table.situation) if table and table.situation else None
    read = game.phase in _READ
    return Card(
        situation=found.id if found else "",
        title=found.title if found else "",
        place=found.place if found else "",
        place_name=deck.place(found.place).name if found else "",
        theme=found.theme if found else "",
        level=table.level if table else "",
        scene=found.scene if found else "",
        action=table.action if table else "",
        first_action=found.action if found else "",
        concerned=[deck.character(each).name for each in found.concerned] if found else [],
        coop=found.coop if found and read else "",
        not_coop=found.not_coop if found and read else "",
        prompt=found.prompt if found and game.phase in ("debate", *_READ) else "",
        chair=debating.chair_name(deck, table.chair) if table and table.chair else "",
        events=[
            EventSeen(id=e.id, title=e.title, text=e.text, effect=e.effect, easy=deck.easy_of("events", e.id))
            for e in (deck.event(each) for each in (table.events if table else ()))
        ],
        decision=(table.decision or "") if table else "",
        energy=table.energy if table else 0,
        easy=deck.easy_of("situations", found.id) if found else "",
    )


def talk(game: Game, deck: Deck) -> Talk:
    """What is said in the round: totals, sentences without their author, the floor."""
    table = game.current or Round(number=0)
    hands = {choice: list(table.hands.values()).count(choice) for choice in ("keep", "transform", "give_up", "suspend")}
    revealed = table.staked is not None
    return Talk(
        first=_tally(table.first),
        observers=_tally(table.observers),
        camp=table.first_camp,
        conditions=list(table.conditions),
        queue=[_speech(game, deck, speech) for speech in table.queue],
        floor=[_speech(game, deck, table.floor)] if table.floor else [],
        arguments=[_argument(game, deck, n) for n in range(len(table.arguments))],
        chair_said=table.chair_said,
        proposal=table.proposal.choice if table.proposal else "",
        proposed_by=names.name_of(game, deck, table.proposal.by) if table.proposal else "",
        draft=table.draft,
        drafted=table.drafted,
        level=table.level,
        choices=deciding.choices(table),
        consents=len(table.consents),
        objections=[text or "Objection" for text in table.objections.values()],
        hands_at=deciding.hands_at(game),
        hands=hands,
        promised=sum(table.promised.values()) if table.promised is not None else -1,
        staked=table.staked if table.staked is not None else -1,
        bonus=table.bonus,
        bonus_use=table.bonus_use,
        threshold=table.threshold,
        revealed=revealed,
        reached=revealed and pledging.reached(game),
        tension=table.tension,
        reopener=names.name_of(game, deck, table.reopener),
        reopened=next((t.text for t in game.traces if t.id == table.reopened), ""),
    )


def _tally(tally: Tally | None) -> TallySeen:
    return TallySeen(known=True, coop=tally.coop, no=tally.no, passed=tally.passed) if tally else NOT_YET


def _speech(game: Game, deck: Deck, speech: Speech) -> SpeechSeen:
    return SpeechSeen(
        person=speech.person, name=names.name_of(game, deck, speech.person), voice=speech.voice, until=speech.until
    )


def _argument(game: Game, deck: Deck, n: int) -> ArgumentSeen:
    """A written argument; when the debate is written, its author is not named: somebody else reads it aloud."""
    table = game.at_table()
    argument, silent = table.arguments[n], timing.WRITTEN in table.events or game.options.discreet
    return ArgumentSeen(
        name="" if silent else names.name_of(game, deck, argument.person),
        voice=argument.voice,
        text=argument.text,
        reader=names.name_of(game, deck, argument.reader),
    )


def board(game: Game, deck: Deck) -> Board:
    """The map, the currents, the notebook."""
    marks: dict[str, list[str]] = {}
    for crew in game.crews.values():
        for mark in crew.marks:
            marks.setdefault(mark.place, []).append(crew.id)
    last = game.played[-1].currents if game.played else {}
    table = game.current
    lit = deck.situation(table.situation).place if table and table.situation else ""
    return Board(
        places={
            place: {"state": now.state, "round": now.round, "lit": place == lit, "marks": marks.get(place, [])}
            for place, now in game.places.items()
        },
        currents=[
            {
                "id": current,
                "point": round(point, 2),
                "halo": round(last[current].halo, 2) if current in last else 0.0,
                "apart": current in last and last[current].halo >= tracing.APART,
            }
            for current, point in game.currents.items()
        ],
        traces=[{"id": t.id, "round": t.round, "kind": t.kind, "text": t.text} for t in game.traces],
    )


def own(game: Game, deck: Deck, who: str) -> Own:
    """What one person alone sees: their card, their votes, their stakes, what is asked of them."""
    person, table = game.people[who], game.current or Round(number=0)
    placed = game.current is not None
    return Own(
        id=who,
        name=person.name,
        kind=person.kind,
        waits=person.waits,
        gone=person.gone or person.banned,
        leads=leading.leads(game, person),
        crews=[_own_crew(game, deck, crew, who) for crew in game.active() if who in crew.members],
        stance=table.stances.get(who, ""),
        condition=table.conditions_of.get(who, ""),
        judged=table.judged.get(who, ""),
        felt=_felt(table, who),
        posture_start=game.compass_start.get(who, 0),
        posture_end=game.compass_end.get(who, 0),
        asked=next((s.voice for s in table.queue if s.person == who), ""),
        speaks=bool(table.floor and table.floor.person == who),
        listens=placed and person.kind == "player" and not person.waits and debating.listens(game, who),
        consents=who in table.consents,
        objects=who in table.objections,
        hand=table.hands.get(who, ""),
        traces=[t.id for t in game.traces if t.by == who],
        to_read=[a.text for a in table.arguments if a.reader == who],
        may_lend=debating.CHAIR_COMES in table.events and not table.spoken.get(who, 0),
        reopens=table.reopener == who,
        commitment=game.commitments.get(who, ""),
    )


def _felt(table: Round, who: str) -> dict[str, int]:
    said = {current: answers[who] for current, answers in table.felt.items() if who in answers}
    return {**({"confiance": table.early[who]} if who in table.early else {}), **said}


def _own_crew(game: Game, deck: Deck, crew: Crew, who: str) -> OwnCrew:
    character, table = deck.character(crew.character), game.current or Round(number=0)
    mates = [names.shown(game, each) for each in crew.members if each != who]
    turn = crew.members[table.number % len(crew.members)]
    return OwnCrew(
        **character.model_dump(exclude={"id", "trades"}),
        id=crew.id,
        character=crew.character,
        easy=deck.easy_of("characters", crew.character),
        shown=crew.character in game.shown,
        kept=crew.kept,
        marks_left=pledging.marks_left(crew),
        mate=" et ".join(mates),
        my_turn=turn == who,
        energy=0 if table.exempt == crew.id else table.energy,
        promise=_bid(table.promises, crew.id, who),
        stake=_bid(table.stakes, crew.id, who),
    )


def _bid(bids: Bids, crew: str, who: str) -> BidSeen:
    entered = bids.entered.get(crew, {})
    pair = [n for each, n in entered.items() if each != who]
    return BidSeen(mine=entered.get(who, -1), pair=pair[0] if pair else -1, agreed=bids.agreed.get(crew, -1))


def hosting(game: Game, deck: Deck) -> Hosting:
    """What whoever leads sees besides: the cards played, who has spoken, whether an event waits."""
    spoken = game.current.spoken if game.current else {}
    players = game.players()
    return Hosting(
        leads=True,
        played=[record.situation for record in game.played],
        waiting_event=game.current.pending_moment if game.current else "",
        may_go_back=turning.may_go_back(game),
        spoken=dict(spoken),
        unheard=sum(not spoken.get(p.id, 0) for p in players),
        people=names.persons(game, deck, (p for p in game.people.values() if not p.banned)),
    )


def public(game: Game, deck: Deck) -> dict[str, Any]:
    """The parts that every screen of the room may see, by name."""
    return {
        "pace": pace(game, deck),
        "people": names.people(game, deck),
        "card": card(game, deck),
        "talk": talk(game, deck),
        "board": board(game, deck),
        "debrief": debrief(game, deck),
    }

"""What remains of a game, round by round and before and after: never a score, never a ranking. Pure. Section 13."""

from __future__ import annotations

from irdsu_app.coop import tracing
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game
from irdsu_app.coop.round import Record, Tally
from irdsu_app.coop.stances import shuffled
from irdsu_app.coop.views import Debrief, RoundSeen, TallySeen

OPEN = frozenset(("debrief", "closing", "closed"))


def debrief(game: Game, deck: Deck) -> Debrief:
    """The debrief once it is open; before, nothing."""
    if game.phase not in OPEN:
        return Debrief(
            open=False, rounds=[], changed=0, compass_start=[0] * 5, compass_end=[0] * 5, apart=[], commitments=[]
        )
    start, end = game.compass or (tracing.spread(game.compass_start), tracing.spread(_ends(game)))
    apart = [c.name for c in deck.currents if any(_halo(r, c.id) >= tracing.APART for r in game.played)]
    return Debrief(
        open=True,
        rounds=[_round(record, deck) for record in game.played],
        changed=sum(record.changed for record in game.played),
        compass_start=list(start),
        compass_end=list(end),
        apart=apart,
        commitments=list(shuffled(game, game.commitments.values())),
    )


def _ends(game: Game) -> dict[str, int]:
    """The postures of the end, all at once: one by one, they would say who has just placed themselves."""
    everybody = all(p.id in game.compass_end for p in game.players())
    return game.compass_end if everybody or game.phase != "debrief" else {}


def _halo(record: Record, current: str) -> float:
    return record.currents[current].halo if current in record.currents else 0


def _seen(tally: Tally) -> TallySeen:
    known = tally != Tally()
    return TallySeen(known=known, coop=tally.coop, no=tally.no, passed=tally.passed)


def _round(record: Record, deck: Deck) -> RoundSeen:
    situation = deck.situation(record.situation)
    return RoundSeen(
        number=record.number,
        title=situation.title,
        place=deck.place(record.place).name,
        action=record.action,
        decision=record.decision,
        first=_seen(record.first),
        second=_seen(record.second),
        observers_first=_seen(record.observers[0]),
        observers_second=_seen(record.observers[1]),
        promised=record.promised,
        staked=record.staked,
        bonus=record.bonus,
        threshold=record.threshold,
        reached=record.reached,
        engaged=record.decision in ("keep", "transform"),
        changed=record.changed,
        voters=record.voters,
        state=record.state,
        coop=situation.coop,
        not_coop=situation.not_coop,
    )

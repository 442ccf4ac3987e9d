"""What a round leaves: second vote, currents, notebook, what the place becomes. Pure. Sections 9 G and 10."""

from __future__ import annotations

from irdsu_app.coop import gathering, pledging, stances
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game, PlaceNow
from irdsu_app.coop.round import Record, Refused, Round, Stance, Tally, Trace, TraceKind, Wave

BOUND = 6
"""A current's point stays between −6 and +6."""
APART = 0.5
"""From this halo on, opinions draw apart (section 10)."""
TRACES = 120


def note(game: Game, who: str, kind: TraceKind, text: str) -> Game:
    """Write a sentence in the notebook."""
    if len(game.traces) >= TRACES:
        raise Refused("Le carnet est plein : reprenez une trace avant d’en ajouter une.")
    number = game.current.number if game.current else len(game.played)
    if any(t.text == text and t.kind == kind and t.round == number for t in game.traces):
        return game
    trace = Trace(id=game.noted + 1, round=number, kind=kind, text=text, by=who)
    return game.after(traces=(*game.traces, trace), noted=trace.id)


def unnote(game: Game, who: str, trace: int, leads: bool) -> Game:
    """Take back a sentence one wrote; whoever leads may take any back."""
    found = next((each for each in game.traces if each.id == trace), None)
    if found is None:
        raise Refused("Cette trace n’est plus dans le carnet.")
    if found.by != who and not leads:
        raise Refused("Seule la personne qui l’a écrite peut reprendre cette trace.")
    return game.after(traces=tuple(each for each in game.traces if each.id != trace))


def feel(game: Game, who: str, current: str, value: int) -> Game:
    """Say whether a current goes a little better (+1), the same (0) or a little less well (−1)."""
    table = game.at_table()
    return game.in_round(felt={**table.felt, current: {**table.felt.get(current, {}), who: value}})


def wave(answers: list[int]) -> Wave:
    """How far the point moves (the mean) and how wide the halo is: twice the smaller of the two opposite shares."""
    if not answers:
        return Wave()
    count = len(answers)
    halo = 2 * min(answers.count(1), answers.count(-1)) / count
    return Wave(moved=sum(answers) / count, halo=halo, answers=count)


def set_state(game: Game, place: str, state: str, number: int) -> Game:
    """Change what a place is."""
    return game.after(places={**game.places, place: PlaceNow(state=state, round=number)})


def becomes(table: Round, reached: bool, agreements: int) -> str:
    """What the place of a round becomes (table of section 9)."""
    if table.tension or table.decision == "suspend":
        return "En tension"
    if table.decision == "give_up":
        return "Laissé"
    if not reached:
        return "En suspens"
    return "Habité" if agreements else "En chantier"


def least_heard(game: Game) -> str:
    """Who has spoken the least in this round, drawn among equals (event E13)."""
    table = game.at_table()
    people = [p.id for p in game.players()]
    fewest = min((table.spoken.get(who, 0) for who in people), default=0)
    quiet = sorted(who for who in people if table.spoken.get(who, 0) == fewest)
    return game.draw("least heard").choice(quiet) if quiet else ""


def reopen(game: Game, who: str, trace: int) -> Game:
    """Choose the disagreement to come back to for a minute (event E13)."""
    table = game.at_table()
    if table.reopener != who:
        raise Refused("C’est à la personne qui a le moins parlé de choisir.")
    if not any(t.id == trace and t.kind == "disagreement" and t.round < table.number for t in game.traces):
        raise Refused("Choisissez un désaccord noté à un tour précédent.")
    return game.in_round(reopened=trace)


def close(game: Game, deck: Deck) -> Game:
    """End a round: count, move the currents, change the place, keep distributions and forget the rest."""
    table = game.at_table()
    decision = table.decision or "keep"
    engaged = decision in ("keep", "transform")
    if not engaged:
        game = pledging.keep_all(game)
    place = deck.situation(table.situation).place
    agreements = sum(t.kind == "agreement" and t.round == table.number for t in game.traces)
    reached = engaged and pledging.reached(game)
    state = becomes(table, reached, agreements)
    players = {p.id for p in game.people.values() if p.kind == "player"}
    first: dict[str, Stance] = {w: s for w, s in table.stances.items() if w in players}
    second: dict[str, Stance] = {w: s for w, s in table.judged.items() if w in players}
    changed, voters = stances.changed(first, second)
    waves = {c.id: wave(_felt(table, c.id)) for c in deck.currents}
    record = Record(
        number=table.number,
        situation=table.situation,
        place=place,
        action=table.action,
        decision=decision,
        level=table.level,
        chair=table.chair,
        chair_said=table.chair_said,
        events=table.events,
        conditions=table.conditions,
        first=table.first or Tally(),
        second=stances.tally(second.values()),
        observers=(table.observers or Tally(), _apart(table, players)),
        promised=sum((table.promised or {}).values()),
        staked=table.staked or 0,
        bonus=table.bonus,
        threshold=table.threshold if engaged else 0,
        reached=reached,
        changed=changed,
        voters=voters,
        currents=waves,
        state=state,
    )
    if len(table.swapped) == 2:
        game = gathering.exchange(game, table.swapped)
    pledged = {c: game.pledged.get(c, 0) + n for c, n in (table.promised or {}).items()}
    points = {c: max(-BOUND, min(BOUND, game.currents.get(c, 0) + w.moved)) for c, w in waves.items()}
    game = set_state(game, place, state, table.number)
    return game.after(played=(*game.played, record), current=None, currents=points, pledged={**game.pledged, **pledged})


def _felt(table: Round, current: str) -> list[int]:
    return list(({**table.felt.get(current, {})} or (table.early if current == "confiance" else {})).values())


def _apart(table: Round, players: set[str]) -> Tally:
    return stances.tally([s for w, s in table.judged.items() if w not in players])


def spread(placed: dict[str, int]) -> tuple[int, ...]:
    """How many people stand on each of the five postures."""
    return tuple(sum(n == posture for n in placed.values()) for posture in range(1, 6))


def forget(game: Game) -> Game:
    """When the game is closed, keep distributions and totals, and forget who said what."""
    both = (spread(game.compass_start), spread(game.compass_end))
    crews = {crew.id: crew.model_copy(update={"kept": 0}) for crew in game.crews.values()}
    traces = tuple(trace.model_copy(update={"by": ""}) for trace in game.traces)
    said = {str(n): text for n, text in enumerate(sorted(game.commitments.values()))}
    people = {who: person.model_copy(update={"trade": ""}) for who, person in game.people.items()}
    return game.after(
        compass=both,
        compass_start={},
        compass_end={},
        crews=crews,
        people=people,
        traces=traces,
        commitments=said,
        pledged={},
        current=None,
    )

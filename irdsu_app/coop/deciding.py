"""Keep, transform or give up: the group decides by consent. Pure. Section 9, E.

Somebody proposes; objections are heard; if one remains after a minute, hands are raised and the objection goes into the
notebook. The group may also suspend the action when event E12 is on the table.
"""

from __future__ import annotations

from collections import Counter

from irdsu_app.coop import sentence, tracing
from irdsu_app.coop.deck import LEVELS, Deck
from irdsu_app.coop.game import ACTION_LENGTH, Game
from irdsu_app.coop.round import Choice, Proposal, Refused, Round

CONSENT_SECONDS = 60
"""After a minute, an objection that remains opens a vote by show of hands."""
_VERSIONS = 40
_NO_CHANGE, _SUSPEND = "E07", "E12"
UNSAID = "Une objection demeure sur l’action."


def propose(game: Game, who: str, choice: Choice, now: float) -> Game:
    """Put a choice to the group; objections to another one fall with it."""
    table = game.at_table()
    _possible(table, choice)
    if table.proposal and table.proposal.choice == choice:
        return game
    proposal = Proposal(choice=choice, by=who, at=now)
    return game.in_round(proposal=proposal, consents=(), objections={}, hands={})


def write(game: Game, base: int, text: str) -> Game:
    """Carry an edit of the shared sentence onto its present version; raises Refused when the whole is too long."""
    table = game.at_table()
    if _NO_CHANGE in table.events:
        raise Refused("Le calendrier est avancé : pas de transformation possible à ce tour.")
    oldest = table.drafted - len(table.drafts) + 1
    if not 0 <= base <= table.drafted:
        raise Refused("Cette phrase a changé de tour : recopiez la vôtre si elle tient encore.")
    started = table.drafts[max(base - oldest, 0)]
    merged = sentence.merge(started, text, table.draft)
    if len(merged) > ACTION_LENGTH:
        raise Refused(f"À plusieurs, la phrase dépasse {ACTION_LENGTH} signes : raccourcissez-la ensemble.")
    if merged == table.draft:
        return game
    drafts = (*table.drafts, merged)[-_VERSIONS:]
    return game.in_round(draft=merged, drafts=drafts, drafted=table.drafted + 1)


def set_level(game: Game, level: str) -> Game:
    """Say what the transformed action asks for."""
    if level not in LEVELS:
        raise Refused("Choisissez un niveau : très léger, léger, moyen ou lourd.")
    table = game.at_table()
    if table.proposal is None or table.proposal.choice != "transform":
        raise Refused("Le niveau se fixe quand l’action est transformée.")
    return game.in_round(level=level)


def consent(game: Game, who: str) -> Game:
    """Say that nothing stands in the way."""
    table = _proposed(game)
    consents = tuple(dict.fromkeys((*table.consents, who)))
    return game.in_round(consents=consents, objections={w: t for w, t in table.objections.items() if w != who})


def object_(game: Game, who: str, text: str) -> Game:
    """Object, in a few words or without."""
    table = _proposed(game)
    consents = tuple(each for each in table.consents if each != who)
    return game.in_round(consents=consents, objections={**table.objections, who: text})


def raise_hand(game: Game, who: str, choice: Choice, now: float) -> Game:
    """Raise a hand for a choice, in sight of everybody, when an objection remains."""
    table = _proposed(game)
    if not hands_open(game, now):
        raise Refused("Cherchez d’abord une réponse à l’objection : le vote à main levée vient après une minute.")
    _possible(table, choice)
    return game.in_round(hands={**table.hands, who: choice})


def choices(table: Round) -> list[str]:
    """What may be proposed at this round."""
    change = [] if _NO_CHANGE in table.events else ["transform"]
    return ["keep", *change, "give_up", *(["suspend"] if _SUSPEND in table.events else [])]


def hands_open(game: Game, now: float) -> bool:
    """Whether hands may be raised: an objection remains a minute after the proposal."""
    table = game.current
    return bool(table and table.proposal and table.objections) and now >= hands_at(game)


def hands_at(game: Game) -> float:
    """When hands may be raised, in seconds; 0 when no objection stands."""
    table = game.current
    return table.proposal.at + CONSENT_SECONDS if table and table.proposal and table.objections else 0


def settle(game: Game, deck: Deck) -> Game:
    """Make the group's choice hold; without a proposal the action is kept as it was proposed by the card."""
    table = game.at_table()
    choice: Choice = table.proposal.choice if table.proposal else "keep"
    if table.hands:
        count = Counter(table.hands.values())
        top = max(count.values())
        best: list[Choice] = [each for each in count if count[each] == top]
        choice = choice if choice in best else min(best)
    for text in table.objections.values():
        game = tracing.note(game, "", "disagreement", text or UNSAID)
    card = deck.situation(table.situation)
    rewritten = choice == "transform" and bool(table.draft)
    level = table.level if choice == "transform" or not _changed_level(game, deck) else _card_level(game, deck)
    return game.in_round(decision=choice, action=table.draft if rewritten else card.action, level=level)


def _changed_level(game: Game, deck: Deck) -> bool:
    return game.at_table().level != _card_level(game, deck)


def _card_level(game: Game, deck: Deck) -> str:
    """The level written on the card, lowered by event E10."""
    table = game.at_table()
    level = deck.situation(table.situation).level
    order = list(LEVELS)
    return order[max(order.index(level) - 1, 0)] if "E10" in table.events else level


def _possible(table: Round, choice: Choice) -> None:
    if choice == "transform" and _NO_CHANGE in table.events:
        raise Refused("Le calendrier est avancé : à ce tour, on garde l’action ou l’on y renonce.")
    if choice == "suspend" and _SUSPEND not in table.events:
        raise Refused("On ne suspend l’action qu’après « La nuit courte ».")


def _proposed(game: Game) -> Round:
    table = game.at_table()
    if table.proposal is None:
        raise Refused("Rien n’est proposé pour l’instant : garder, transformer ou renoncer ?")
    return table

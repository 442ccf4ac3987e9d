"""The notebook of a game: what the group can say afterwards, in plain sentences. Pure. Sections 13 and 20.

Accords and disagreements side by side, round by round, then the places, the currents, the compass, the commitments.
Distributions and totals only: no name, no score, no ranking.
"""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TypedDict

from irdsu_app.coop import debrief
from irdsu_app.coop.deck import Deck
from irdsu_app.coop.game import Game
from irdsu_app.coop.guide import guide
from irdsu_app.coop.round import Record, Refused, Tally
from irdsu_app.coop.setting import Words, words
from irdsu_app.coop.tracing import APART
from irdsu_app.design import days
from irdsu_app.design.typography import fr

NOT_YET = "Le carnet s’ouvre au bilan : finissez d’abord les tours, ou passez au bilan."
DECISIONS = {
    "keep": "Action gardée",
    "transform": "Action transformée",
    "give_up": "Le groupe a renoncé",
    "suspend": "Action suspendue",
}
TEMPLATE = (Path(__file__).parent / "notebook.typ").read_bytes()
WIDTH = 78
"""Characters of a line of the text version."""


class RoundTold(TypedDict):
    """A round, as the notebook tells it."""

    number: int
    title: str
    place: str
    action: str
    facts: list[str]
    agreements: list[str]
    disagreements: list[str]
    conditions: list[str]


class Notebook(TypedDict):
    """The whole notebook, ready to be set in type or in plain text."""

    title: str
    subtitle: str
    rounds: list[RoundTold]
    others: RoundTold
    places: list[list[str]]
    currents: list[str]
    compass: list[list[str]]
    compass_said: str
    commitments: list[str]
    no_trace: str
    credits: str


def notebook(game: Game, deck: Deck, today: date) -> Notebook:
    """The notebook once the debrief is open; raises Refused before."""
    if game.phase not in debrief.OPEN:
        raise Refused(NOT_YET)
    seen = debrief.debrief(game, deck)
    numbers = {record.number for record in game.played}
    return Notebook(
        title=fr("Carnet des traces"),
        subtitle=fr(f"COOP ou pas COOP, {deck.territory.name}, {days.said(today)}"),
        rounds=[_round(game, record, deck) for record in game.played],
        others=_traces(game, lambda number: number not in numbers),
        places=[[p.name, game.places[p.id].state, _where_from(game, p.id)] for p in deck.places if p.id in game.places],
        currents=[_current(game, c.id, c.name) for c in deck.currents],
        compass=[
            [posture.name, str(seen["compass_start"][n]), str(seen["compass_end"][n])]
            for n, posture in enumerate(deck.postures)
        ],
        compass_said=guide().phrases.compass,
        commitments=[fr(text) for text in seen["commitments"]],
        no_trace=guide().phrases.no_trace,
        credits=guide().credits,
    )


def _round(game: Game, record: Record, deck: Deck) -> RoundTold:
    told = _traces(game, lambda number: number == record.number)
    situation = deck.situation(record.situation)
    return {
        **told,
        "number": record.number,
        "title": situation.title,
        "place": deck.place(record.place).name,
        "action": fr(record.action),
        "facts": [fr(fact) for fact in _facts(record, words(deck))],
        "conditions": [fr(text) for text in record.conditions],
    }


def _traces(game: Game, wanted: Callable[[int], bool]) -> RoundTold:
    by_kind = {
        kind: [fr(t.text) for t in game.traces if t.kind == kind and wanted(t.round)]
        for kind in ("agreement", "disagreement")
    }
    return RoundTold(
        number=0, title="", place="", action="", facts=[], conditions=[],
        agreements=by_kind["agreement"], disagreements=by_kind["disagreement"],
    )  # fmt: skip


def _facts(record: Record, said: Words) -> Iterator[str]:
    yield f"{DECISIONS[record.decision]}. Le lieu est maintenant « {record.state} »."
    yield f"Premier vote : {_votes(record.first, said)}. Deuxième vote : {_votes(record.second, said)}."
    if record.voters:
        yield _moved(record.changed, record.voters)
    if any(tally != Tally() for tally in record.observers):
        yield f"En observation : {_votes(record.observers[0], said)}, puis {_votes(record.observers[1], said)}."
    if record.decision in ("keep", "transform"):
        common = f", et {record.bonus} énergies communes" if record.bonus else ""
        reached = "le seuil est atteint" if record.reached else "le seuil n’est pas atteint"
        yield f"Promis : {record.promised}. Versé : {record.staked}{common}. Seuil : {record.threshold} ; {reached}."


def _moved(changed: int, voters: int) -> str:
    if not changed:
        return "Personne n’a changé de vote entre les deux."
    return f"{changed} sur {voters} {'ont' if changed > 1 else 'a'} changé de vote entre les deux."


def _votes(tally: Tally, said: Words) -> str:
    passed = f", {tally.passed} sans avis" if tally.passed else ""
    return f"{tally.coop} {said['coop_said']}, {tally.no} {said['not_said']}{passed}"


def _where_from(game: Game, place: str) -> str:
    number = game.places[place].round
    return f"tour {number}" if number else "comme au départ"


def _current(game: Game, current: str, name: str) -> str:
    point = game.currents.get(current, 0)
    way = "n’a pas bougé" if abs(point) < 0.005 else f"{'+' if point > 0 else '−'}{abs(point):.1f}".replace(".", ",")
    apart = any(r.currents[current].halo >= APART for r in game.played if current in r.currents)
    return fr(f"{name} : {way}{' ; les avis se sont écartés' if apart else ''}.")


def as_text(book: Notebook) -> str:
    """The notebook as plain text, in lines that any mail keeps."""
    lines = [book["title"].upper(), book["subtitle"], ""]
    for told in (*book["rounds"], book["others"]):
        lines += _round_lines(told, book["no_trace"])
    lines += ["LES LIEUX", *(f"- {name} : {state} ({when})" for name, state, when in book["places"]), ""]
    lines += ["LES COURANTS", *(f"- {line}" for line in book["currents"]), ""]
    lines += ["LA BOUSSOLE, AVANT ET APRÈS"]
    lines += [f"- {name} : {before}, puis {after}" for name, before, after in book["compass"]]
    lines += [*_wrapped(book["compass_said"]), ""]
    if book["commitments"]:
        lines += ["ENGAGEMENTS MODESTES", *(w for text in book["commitments"] for w in _wrapped(text, "- ")), ""]
    return "\n".join([*lines, *_wrapped(book["credits"]), ""])


def _round_lines(told: RoundTold, no_trace: str) -> list[str]:
    if not told["number"] and not (told["agreements"] or told["disagreements"]):
        return []
    heading = f"TOUR {told['number']}. {told['title']} ({told['place']})" if told["number"] else "AU BILAN"
    lines = [heading, *_wrapped(told["action"]), *(w for fact in told["facts"] for w in _wrapped(fact))]
    for title, texts in (
        ("Nous sommes d’accord pour dire que", told["agreements"]),
        ("Nous restons en désaccord sur", told["disagreements"]),
        ("À condition que", told["conditions"]),
    ):
        lines += [title, *(w for text in texts for w in _wrapped(text, "- "))] if texts else []
    if not told["agreements"] and not told["disagreements"]:
        lines.append(no_trace)
    return [*lines, ""]


def _wrapped(text: str, bullet: str = "") -> list[str]:
    """A text cut in lines; no-break spaces stay what they are."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


COLUMNS = (
    "tour", "situation", "lieu", "decision", "avant_coop", "avant_pas_coop", "avant_sans_avis", "apres_coop",
    "apres_pas_coop", "apres_sans_avis", "ont_change", "sur", "promis", "verse", "energies_communes", "seuil",
    "atteint", "confiance", "halo_confiance", "pouvoir", "halo_pouvoir", "lien", "halo_lien", "etat_du_lieu",
)  # fmt: skip


def distributions(game: Game, deck: Deck) -> str:
    """The distributions as CSV (RFC 4180, semicolons and decimal commas as French spreadsheets read them)."""
    if game.phase not in debrief.OPEN:
        raise Refused(NOT_YET)
    out = StringIO()
    sheet = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for record in game.played:
        sheet.writerow(_cells(record, deck))
    return out.getvalue()


def _cells(record: Record, deck: Deck) -> Iterable[object]:
    waves = [record.currents.get(name) for name in ("confiance", "pouvoir", "lien")]
    felt = [_decimal(n) for w in waves for n in ((w.moved, w.halo) if w and w.answers else (None, None))]
    votes = [n for t in (record.first, record.second) for n in (t.coop, t.no, t.passed)]
    return (
        record.number, _safe(deck.situation(record.situation).title), _safe(deck.place(record.place).name),
        DECISIONS[record.decision], *votes, record.changed, record.voters, record.promised, record.staked, record.bonus,
        record.threshold, "oui" if record.reached else "non", *felt, record.state,
    )  # fmt: skip


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}".replace(".", ",")


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text

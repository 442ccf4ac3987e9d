"""What answers say together: figures for charts and tables, words that came back, before beside after. Pure.

Never about fewer than five: neither a whole, nor a group, nor the rest that one would get by subtraction.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from irdsu_app.content.departments import folded
from irdsu_app.cycles.surveys import SCALE, Question, Survey
from irdsu_app.design.typography import fr

FEWEST = 5
"""Answers under which nothing is shown."""
OTHERS = "Autres fonctions"
SAID_BACK = 2
"""How many people must have written a word for it to have come back."""
WORDS = 30
"""Most words shown."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’']", re.IGNORECASE)
_STOP = (
    "à a ai ainsi alors après as au aucun aussi autre autres aux avant avec avoir beaucoup bien bon c ça car ce cela "
    "celle celui ces cet cette ceux chaque chez comme d dans de depuis des deux doit donc du elle elles en "
    "encore entre es est et étaient était été être eu eux faire fait faut font ici il ils j je l la là le les leur "
    "leurs lui m ma mais me même mes moi moins mon n ne ni nos notre nous on ont or ou où par parce pas peu peut plus "
    "pour pouvoir qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur "
    "t ta te tes toi ton tous tout toute toutes très trop tu un une vers vos votre vous y"
)
STOP = frozenset(folded(word) for word in _STOP.split())
"""Words that say nothing alone."""


@dataclass(frozen=True)
class Bar:
    """A line of a chart: what was answered, by how many, out of how many, in percent; `score` of a rank, 1 is first."""

    label: str
    many: int
    percent: int
    score: float | None = None


@dataclass(frozen=True)
class Result:
    """What was answered to a question; `hidden` under five answers, then with no bar at all.

    `mean` is that of a scale; `texts` are whole answers, in alphabetical order so that none follows its author.
    """

    id: str
    kind: str
    title: str
    answers: int
    hidden: bool
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A question asked before and after: both results, and how many answered both times with the same code."""

    before: Result
    after: Result
    both: int


Given = Mapping[str, Any]


def results(survey: Survey, given: Iterable[Given]) -> tuple[Result, ...]:
    """What was answered to each question; how many gave each group (each function) is never about fewer than five."""
    listed = list(given)
    told = []
    for question in survey.questions:
        values = [each[question.id] for each in listed if question.id in each]
        one = result(question, values)
        told.append(
            replace(one, bars=counted(values, OTHERS)) if question.id == survey.group and not one.hidden else one
        )
    return tuple(told)


def result(question: Question, values: Sequence[Any]) -> Result:
    """What was answered to one question."""
    many = len(values)
    if many < FEWEST:
        return Result(question.id, question.kind, fr(question.title), 0, True)
    told: dict[str, Any] = {}
    if question.kind in ("choice", "multiple"):
        told["bars"] = _chosen(question, values)
    elif question.kind == "scale":
        told = {"bars": _scaled(values), "mean": round(sum(values) / many, 1)}
    elif question.kind == "rank":
        told["bars"] = _ranked(question, values)
    else:
        told["bars"] = words(values)
        told["texts"] = tuple(sorted(values, key=folded)) if question.kind == "text" else ()
    return Result(question.id, question.kind, fr(question.title), many, False, **told)


def groups(survey: Survey, given: Iterable[Given]) -> dict[str, list[Given]]:
    """The answers by group (the function), each of five people or more; the others together, if they are five too.

    When what remains is fewer than five it is not shown, and neither is the smallest group with it: the total less the
    groups would tell.
    """
    by: dict[str, list[Given]] = {}
    for each in given:
        by.setdefault(each.get(survey.group, ""), []).append(each)
    shown = {name: those for name, those in by.items() if name and len(those) >= FEWEST}
    rest = [each for name, those in by.items() if name not in shown for each in those]
    while rest and len(rest) < FEWEST and shown:
        smallest = min(shown, key=lambda name: (len(shown[name]), name))
        rest += shown.pop(smallest)
    if len(rest) >= FEWEST:
        shown[OTHERS] = rest
    return dict(sorted(shown.items(), key=lambda pair: (pair[0] == OTHERS, folded(pair[0]))))


def grouped(survey: Survey, given: Iterable[Given]) -> dict[str, tuple[Result, ...]]:
    """What each group answered. A question that one to four people of some group answered is hidden in all of them.

    What makes the groups is not asked again of them: among the others, it would count those who are fewer than five.
    """
    by = groups(survey, given)
    told: dict[str, list[Result]] = {name: [] for name in by}
    for question in survey.questions:
        if question.id == survey.group:
            continue
        values = {name: [each[question.id] for each in those if question.id in each] for name, those in by.items()}
        few = any(0 < len(those) < FEWEST for those in values.values())
        for name, those in values.items():
            told[name].append(result(question, [] if few else those))
    return {name: tuple(those) for name, those in told.items()}


def counted(values: Iterable[str], others: str) -> tuple[Bar, ...]:
    """How many people for each value (a function, a department), none under five: those are together, under `others`.

    When those together are fewer than five, the smallest value goes with them.
    """
    listed = [value for value in values if value]
    by = Counter(listed)
    shown = {name: many for name, many in by.items() if many >= FEWEST}
    rest = sum(many for name, many in by.items() if name not in shown)
    while 0 < rest < FEWEST and shown:
        smallest = min(shown, key=lambda name: (shown[name], name))
        rest += shown.pop(smallest)
    order = sorted(shown.items(), key=lambda pair: (-pair[1], folded(pair[0])))
    last = [(others, rest)] if rest >= FEWEST else []
    return tuple(Bar(fr(name), many, _share(many, len(listed))) for name, many in (*order, *last))


def pairs(before: Survey, after: Survey, first: Mapping[str, Given], second: Mapping[str, Given]) -> tuple[Pair, ...]:
    """The questions asked before and after, side by side; the answers are given by personal code (its hash)."""
    asked = {each.id for each in after.questions if each.paired}
    told = []
    for question in before.questions:
        if not question.paired or question.id not in asked:
            continue
        sides = [{code: each[question.id] for code, each in side.items() if question.id in each}
                 for side in (first, second)]  # fmt: skip
        both = len(sides[0].keys() & sides[1].keys())
        one, two = (result(question, list(side.values())) for side in sides)
        told.append(Pair(one, two, both if both >= FEWEST else 0))
    return tuple(told)


def words(texts: Iterable[str]) -> tuple[Bar, ...]:
    """The words that came back, by how many people, the most frequent first; ways of writing one word are put together.

    A word that a single person wrote is not shown: it could tell who they are.
    """
    listed = list(texts)
    people: Counter[str] = Counter()
    ways: dict[str, Counter[str]] = {}
    for text in listed:
        mine = {stem(word): word.lower() for word in _words(text)}
        people.update(mine.keys())
        for key, word in mine.items():
            ways.setdefault(key, Counter())[word] += 1
    back = [(key, many) for key, many in people.items() if many >= SAID_BACK]
    back.sort(key=lambda pair: (-pair[1], pair[0]))
    return tuple(Bar(_most(ways[key]), many, _share(many, len(listed))) for key, many in back[:WORDS])


def stem(word: str) -> str:
    """What two ways of writing a word have in common: without accents, capitals, plural nor feminine mark."""
    bare = folded(word)
    for end, put in (("trices", "teur"), ("trice", "teur"), ("euses", "eur"), ("euse", "eur"), ("aux", "al")):
        if bare.endswith(end) and len(bare) > len(end) + 3:
            return bare.removesuffix(end) + put
    for end in ("es", "s", "x", "e"):
        if bare.endswith(end) and len(bare) > len(end) + 3:
            return bare.removesuffix(end)
    return bare


def _words(text: str) -> list[str]:
    found = (_ELIDED.sub("", word) for word in _WORD.findall(text.replace("'", "’")))
    return [word for word in found if len(word) > 2 and folded(word) not in STOP]


def _most(ways: Counter[str]) -> str:
    return min(ways, key=lambda word: (-ways[word], len(word), word))


def _chosen(question: Question, values: Sequence[Any]) -> tuple[Bar, ...]:
    counted = Counter(each for value in values for each in (value if question.kind == "multiple" else [value]))
    return tuple(Bar(fr(each), counted[each], _share(counted[each], len(values))) for each in question.choices)


def _scaled(values: Sequence[int]) -> tuple[Bar, ...]:
    counted = Counter(values)
    return tuple(Bar(str(each), counted[each], _share(counted[each], len(values))) for each in SCALE)


def _ranked(question: Question, values: Sequence[Sequence[str]]) -> tuple[Bar, ...]:
    """Each proposition, with how many put it first and its mean rank; the best mean first."""
    told = []
    for each in question.choices:
        first = sum(order[0] == each for order in values)
        mean = sum(order.index(each) + 1 for order in values) / len(values)
        told.append(Bar(fr(each), first, _share(first, len(values)), round(mean, 1)))
    return tuple(sorted(told, key=lambda bar: (bar.score or 0, bar.label)))


def _share(many: int, total: int) -> int:
    return round(100 * many / total) if total else 0

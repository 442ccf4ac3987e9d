"""What a pattern of the content files is made of: its words, what may be repeated, what stands between words. Pure.

It reads the part of the language of `re` in which those files are written, and refuses the rest by name, so that
nothing is supposed of a pattern it does not know. Python's own reader is private and may change with any version.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?::|<?[=!]))?|(?:[*+?]|\{\d*,?\d*\})\??|.",
    re.DOTALL,
)
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
_ANCHORS = ("^", "$", "\\A", "\\Z", "\\B")
_CLASSES = ("\\w", "\\W", "\\d", "\\D", "\\S", ".")
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


class Unread(ValueError):
    """A pattern written with something this does not read."""


@dataclass(frozen=True)
class Letter:
    """A sign as it is."""

    sign: str


@dataclass(frozen=True)
class Signs:
    """One sign of several; `between` when none of them belongs to a word."""

    between: bool


@dataclass(frozen=True)
class Edge:
    """A place and no sign; `word`: the beginning or the end of a word."""

    word: bool = False


@dataclass(frozen=True)
class Group:
    """Some parts together, or one of several choices; there at least `least` times."""

    choices: "tuple[Parts, ...]"
    least: int = 1


Part = Letter | Signs | Edge | Group
Parts = tuple[Part, ...]


def read(pattern: str) -> Parts:
    """The parts of a pattern that `re` accepts; raises Unread when something in it is not known here."""
    re.compile(pattern)
    marks = iter(_TOKEN.findall(pattern))
    choices = _choices(marks, pattern)
    return choices[0] if len(choices) == 1 else (Group(choices),)


def _choices(marks: Iterator[str], pattern: str) -> tuple[Parts, ...]:
    """What stands between the bars, up to the end of the bracket."""
    found: list[list[Part]] = [[]]
    for mark in marks:
        if mark == ")":
            break
        if mark == "|":
            found.append([])
        elif mark[0] == "(":
            inside = _choices(marks, pattern)
            found[-1].append(Edge() if mark in _LOOKS else Group(inside))
        elif mark[0] in "*+?" or (mark[0] == "{" and len(mark) > 1):
            if not found[-1]:  # « (?P<name>…) », « (?i) » and the like
                raise Unread(f"unknown here: « ({mark} » in {pattern}")
            found[-1].append(Group(((found[-1].pop(),),), _least(mark)))
        else:
            found[-1].append(_sign(mark, pattern))
    return tuple(map(tuple, found))


def _least(repeat: str) -> int:
    """How many times at least."""
    return int(re.sub(r"\D.*", "", repeat[1:]) or 0) if repeat[0] == "{" else int(repeat[0] == "+")


def _sign(mark: str, pattern: str) -> Part:
    """One sign, or a place between two."""
    if mark in _ANCHORS or mark == "\\b":
        return Edge(word=mark == "\\b")
    if mark in _CLASSES or mark == "\\s":
        return Signs(between=mark == "\\s")
    if mark[0] == "[" and len(mark) > 1:
        return Signs(between=_between(mark[1:-1]))
    if mark[0] == "\\" and mark[1].isalnum() and mark[1] not in _NAMED:
        raise Unread(f"unknown here: « {mark} » in {pattern}")
    return Letter(_NAMED.get(mark[1], mark[1]) if mark[0] == "\\" else mark)


def _between(inside: str) -> bool:
    """Whether no sign of a set belongs to a word; a range and what is not in a set may."""
    plain = re.sub(r"\\(\W)", r"\1", inside.replace("\\s", ""))
    return not (inside.startswith("^") or re.search(r"[^\W_]|\\|.-.", plain))

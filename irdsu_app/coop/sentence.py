"""A sentence written by several people at once: nobody's edit is lost. Pure.

A three-way merge by words: what changed from the version a person started with is carried onto the present one. Where
two people changed the same words, both are kept, the present ones first.
"""

from difflib import SequenceMatcher


def merge(base: str, mine: str, theirs: str) -> str:
    """The present sentence `theirs` with what `mine` changed from `base`."""
    if base == theirs or mine == theirs:
        return mine
    if base == mine:
        return theirs
    started, here, there = (text.split() for text in (base, mine, theirs))
    changes_here, changes_there = _changes(started, here), _changes(started, there)
    merged: list[str] = []
    at = 0
    while at <= len(started):
        h, t = changes_here.get(at), changes_there.get(at)
        if h is None and t is None:
            merged += started[at : at + 1]
            at += 1
            continue
        end_here, words_here = h or (at, [])
        end_there, words_there = t or (at, [])
        end = max(end_here, end_there)
        # Two changes that overlap are one meeting: all that both replaced goes, all that both wrote stays.
        for start in sorted({*changes_here, *changes_there}):
            if at < start < end:
                for changes, words in ((changes_there, words_there), (changes_here, words_here)):
                    if start in changes:
                        words += changes[start][1]
                        end = max(end, changes[start][0])
        merged += _both(words_there, words_here)
        if end == at:
            merged += started[at : at + 1]
            end = at + 1
        at = end
    return " ".join(merged)


def _changes(started: list[str], ended: list[str]) -> dict[int, tuple[int, list[str]]]:
    """Where each change starts, where it ends and what it puts there; what is alike at both ends is left out first."""
    short = min(len(started), len(ended))
    head = next((n for n in range(short) if started[n] != ended[n]), short)
    tail = next((n for n in range(short - head) if started[-1 - n] != ended[-1 - n]), short - head)
    before, after = started[head : len(started) - tail], ended[head : len(ended) - tail]
    steps = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    return {head + a: (head + b, list(after[c:d])) for kind, a, b, c, d in steps if kind != "equal"}


def _both(theirs: list[str], mine: list[str]) -> list[str]:
    if not mine or theirs == mine:
        return theirs
    return [*theirs, *mine]

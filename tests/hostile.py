"""What nobody of ours ever sends: arguments made from the types of a handler, junk of every shape, scripts to run."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from reflex_base.registry import RegistrationContext

import irdsu_app

LONG = "é" * 3_000
ODD = (
    "", " ", "😀" * 20, "\u202eabc", "\u2028", "‏", "%00", "../../etc/passwd", "' OR 1=1 --",
    "{{7*7}}", "${7*7}", "__class__", "constructor", "null", "-1", "1e309", "<script>alert(1)</script>", LONG,
)  # fmt: skip
"""Texts."""
NUMBERS = (0, 1, 2, 3, -1, 12, 999, 2**31, -(2**63), 2**64, 10**30)


def deep(levels: int) -> Any:
    """Lists in lists."""
    made: Any = 1
    for _ in range(levels):
        made = [made]
    return made


JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 1e308, 10**400, "", "1", "true", "null", "\ud800", "\0", LONG * 20, [], [[]], {},
    [1], ["a", 1], [None], {"a": 1}, "a\0b", {"": ""}, {"__class__": "x"}, deep(90), deep(5_000),
    {"a": {"b": {"c": []}}}, ["x"] * 5_000, {f"k{n}": n for n in range(500)}, {"__reflex_form_data__": [["a", {}]]},
    {"__reflex_form_data__": 1}, {"__reflex_form_data__": [[1, 2]]}, float("nan"), float("inf"),
)  # fmt: skip
"""Values of no type in particular."""


@cache
def handlers() -> Mapping[str, Callable[..., Any]]:
    """Every event handler of the house, by its name on the wire: found, not listed."""
    import_module("irdsu_app.irdsu_app")  # the front door knows every state
    found = RegistrationContext.ensure_context().event_handlers
    ours = {name: each.handler.fn for name, each in found.items()}
    return {name: fn for name, fn in sorted(ours.items()) if fn.__module__.startswith("irdsu_app.")}


@cache
def fields() -> tuple[str, ...]:
    """The names of fields that the sources speak of."""
    pattern, here = re.compile(r"""(?:name=|\.get\()"([a-z][\w-]{1,30})\""""), Path(irdsu_app.__file__).parent
    return tuple(sorted({name for file in here.rglob("*.py") for name in pattern.findall(file.read_text("utf-8"))}))


def hints(handler: Callable[..., Any]) -> dict[str, Any]:
    """The types of the arguments of a handler."""
    return {name: hint for name, hint in get_type_hints(handler).items() if name not in ("return", "self")}


class Maker:
    """Arguments in the types of a handler, made of what belongs to others (`words`, `numbers`) and of what is odd."""

    def __init__(self, seed: int, words: Sequence[str] = (), numbers: Sequence[UUID] = ()) -> None:
        self.chance = Random(seed)
        self.words, self.numbers = tuple(words), tuple(numbers) or (UUID(int=7),)

    def fit(self, handler: Callable[..., Any]) -> dict[str, Any]:
        """Arguments that the door lets in."""
        return {name: self._of(hint) for name, hint in hints(handler).items()}

    def unfit(self, handler: Callable[..., Any]) -> Any:
        """Arguments of which some are junk, missing, too many; or no arguments at all."""
        made: Any = self.fit(handler)
        for name in list(made):
            if self.chance.random() < 0.6:
                made[name] = self.chance.choice(JUNK)
        match self.chance.randrange(6):
            case 0 if made:
                made.pop(self.chance.choice(list(made)))
            case 1:
                made["autre"] = self.chance.choice(JUNK)
            case 2:
                made = self.chance.choice(JUNK)
            case 3:
                made["self"] = 1
        return made

    def _text(self) -> str:
        return self.chance.choice(self.words) if self.words and self.chance.random() < 0.7 else self.chance.choice(ODD)

    def _of(self, hint: Any) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._of(inner[0])
        if origin is Literal:
            return self.chance.choice(inner)
        if origin in (Union, UnionType):
            return self._of(self.chance.choice(inner))
        if origin in (list, tuple):
            return [self._of(inner[0]) for _ in range(self.chance.randrange(4))]
        if origin is dict:
            names = self.chance.sample(fields(), min(len(fields()), self.chance.choice((0, 3, 40))))
            return {name: self._of(inner[1]) for name in names}
        return self._plain(hint)

    def _plain(self, hint: Any) -> Any:
        if hint is bool:
            return self.chance.random() < 0.5
        if hint is int:
            return self.chance.choice(NUMBERS)
        if hint is float:
            return self.chance.choice((0, 0.5, -1.0, 1e300))
        if hint is UUID:
            return str(self.chance.choice(self.numbers))
        if hint is str:
            return self._text()
        if isinstance(hint, type) and getattr(hint, "__annotations__", None):
            return {name: self._of(each) for name, each in get_type_hints(hint).items()}
        return self.chance.choice((self._text(), 1, None, [self._text()]))

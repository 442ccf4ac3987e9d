"""Five hundred payloads for each handler of the house: what is not in its types never gets past the door."""

import math
from random import Random
from typing import Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from irdsu_app.door import events, policies
from irdsu_app.door.policies import Unfit
from tests import hostile
from tests.hostile import JUNK, Maker

EACH = 500
ADDRESSES = ("/", "/bureau", "a" * 5_000, 1, None, [], {"a": 1})


def _place(chance: Random) -> Any:
    if chance.random() < 0.7:
        return {"pathname": "/", "asPath": "/", "query": {"code": "CFHJK", "slug": "x", "key": "y"}}
    query = {chance.choice(("code", "slug", "key", "lien")): chance.choice(JUNK)}
    return chance.choice(({"query": query}, {"pathname": chance.choice(ADDRESSES)}, chance.choice(JUNK)))


def _right(value: Any) -> bool:
    """Whether nothing in a value is what JSON cannot say, or what a database cannot keep."""
    if isinstance(value, dict):
        return all(_right(each) for each in [*value, *value.values()])
    if isinstance(value, list | tuple):
        return all(map(_right, value))
    if isinstance(value, str):
        return not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value)
    return not isinstance(value, float) or math.isfinite(value)


@pytest.mark.parametrize("name", list(hostile.handlers()))
def test_what_is_not_in_the_types_of_a_handler_never_reaches_it(name):
    handler = hostile.handlers()[name]
    maker, wanted = Maker(sum(name.encode())), policies.arguments(handler)
    hints = {key: TypeAdapter(hint) for key, hint in hostile.hints(handler).items()}
    let_in = 0
    for number in range(EACH):
        payload = maker.fit(handler) if number % 5 == 0 else maker.unfit(handler)
        event = {"name": name, "payload": payload, "router_data": _place(maker.chance)}
        try:
            admitted = events.admit(event, lambda: "", lambda _cookie, _role: True)
        except Unfit:
            continue
        let_in += 1
        given = admitted["payload"]
        assert given.keys() <= wanted.keys()
        assert all(key in given for key, each in wanted.items() if each.required)
        for key, value in given.items():
            assert hints[key].validate_python(value, strict=True) == value, (key, value)
            assert _right(value), (key, value)
        assert all(isinstance(each, str) for each in admitted["router_data"]["query"].values()), admitted
        assert _right(admitted["router_data"])
    assert let_in, "no payload fits: nothing was tried"


@pytest.mark.parametrize("name", list(hostile.handlers()))
def test_without_the_role_nothing_at_all_gets_in(name):
    handler = hostile.handlers()[name]
    if policies.role_of(name) == "public":
        return
    maker = Maker(1, numbers=[UUID(int=3)])
    for _ in range(20):
        with pytest.raises(Unfit, match="not a "):
            events.admit({"name": name, "payload": maker.fit(handler)}, lambda: "", lambda _cookie, _role: False)

"""Every event of the house has a policy and a schema, and junk changes nothing. Handlers are found, not listed."""

import importlib
import inspect
import logging
import math
import pkgutil
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID, uuid4

import pytest
import reflex as rx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reflex.event import EventHandler
from reflex_base.registry import RegistrationContext

import irdsu_app
from irdsu_app import door
from irdsu_app.door import events, policies, rates
from irdsu_app.door.policies import INTERNAL, Unfit


class Kept(rx.State):
    """A state that receives one argument of each kind."""

    @rx.event
    @door.policy("public")
    def every(
        self, number: int, part: float, text: str, flag: bool, key: UUID, names: list[str], step: int = 1
    ) -> None:
        """Take everything."""

    @rx.event
    @door.policy("public")
    def form(self, form: dict[str, str]) -> None:
        """Take a form."""

    @rx.event
    @door.policy("presenter")
    def lead(self, step: int) -> None:
        """Take from the presenter only."""

    @rx.event
    def undeclared(self) -> None:
        """Have no policy."""

    def unmarked(self) -> None:
        """Be public without saying so."""

    @rx.event
    @door.policy("public")
    def vague(self, thing) -> None:
        """Have an argument without a type."""


NAME = Kept.get_full_name()
ROLES = ("public", "follower", "presenter", "player", "organiser")
GOOD = {"number": 3, "part": 1.5, "text": "é", "flag": True, "key": str(uuid4()), "names": ["a"]}
TYPES = {"number": int, "part": (int, float), "text": str, "flag": bool, "key": UUID, "names": list, "step": int}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


def admit(name: Any, payload: Any = None, place: Any = None, *, sits: bool = False) -> dict[str, Any]:
    event = {"name": name, "payload": payload, "router_data": place}
    return events.admit(event, lambda: "", lambda _cookie, _role: sits)


@cache
def modules() -> None:
    for module in pkgutil.walk_packages(irdsu_app.__path__, "irdsu_app."):
        if not module.name.endswith("__main__") and ".alembic" not in module.name:
            importlib.import_module(module.name)


def ours() -> dict[str, EventHandler]:
    modules()
    found = RegistrationContext.ensure_context().event_handlers
    return {name: each.handler for name, each in found.items() if each.handler.fn.__module__.startswith("irdsu_app")}


def test_every_handler_of_the_house_declares_who_may_send_it_and_what_it_takes():
    for name, handler in ours().items():
        assert getattr(handler.fn, "__policy__", None) in ROLES, f"{name} has no door.policy"
        policies.arguments(handler.fn)
        assert "return" in get_type_hints(handler.fn), f"{name} does not say what it returns"


def test_every_public_method_of_a_state_of_the_house_is_an_event():
    modules()
    for state in RegistrationContext.ensure_context().base_states.values():
        if state.__module__.startswith("irdsu_app"):
            for name, member in vars(state).items():
                is_plain = inspect.isfunction(member) and not name.startswith("_")
                assert not is_plain, f"{state.__name__}.{name} is public without being an event"


def test_the_meta_test_sees_what_it_must_refuse():
    handlers = RegistrationContext.get().event_handlers
    for name in ("undeclared", "unmarked"):
        assert f"{NAME}.{name}" in handlers
        with pytest.raises(Unfit, match="no policy"):
            admit(f"{NAME}.{name}")
    with pytest.raises(Unfit, match="without a type"):
        admit(f"{NAME}.vague", {"thing": 1})


@pytest.mark.parametrize("method", ["setvar", "hydrate", "set_is_hydrated"])
def test_reflex_events_that_no_page_sends_are_refused(method):
    assert f"{rx.State.get_full_name()}.{method}" not in INTERNAL
    with pytest.raises(Unfit):
        admit(f"{rx.State.get_full_name()}.{method}", {"value": True})
    with pytest.raises(Unfit):
        admit(f"{NAME}.setvar", {"var_name": "x", "value": 1})


def test_reflex_events_that_pages_send_exist_and_pass():
    handlers = RegistrationContext.get().event_handlers
    assert set(handlers) >= INTERNAL
    for name in INTERNAL:
        policies.arguments(handlers[name].handler.fn)
    place = {
        "pathname": "/presentation/AB",
        "asPath": "/presentation/AB?x=1",
        "query": {"code": "AB", "x": "1"},
    }
    boot = f"{rx.State.get_full_name()}.hydrate_and_load"
    assert admit(boot, {"hashes": ["a"]}, place)["router_data"] == place
    assert admit(boot, {"vars": {"a": 1}, "hashes": None})


def test_honest_arguments_come_in_their_types():
    payload = admit(f"{NAME}.every", GOOD)["payload"]
    assert payload == {**GOOD, "key": UUID(str(GOOD["key"]))}
    assert admit(f"{NAME}.every", {**GOOD, "part": 2})["payload"]["part"] == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("number", bad) for bad in ("abc", "7", 1.5, True, None, [1], {"a": 1}, math.inf, math.nan)],
        *[("part", bad) for bad in ("1.5", True, None, math.inf, -math.inf, math.nan)],
        *[("text", bad) for bad in (1, None, ["a"], {"a": "b"}, "\ud800", "a\0b")],
        *[("flag", bad) for bad in (1, 0, "true", None)],
        *[("key", bad) for bad in (1, "abc", None)],
        *[("names", bad) for bad in ("a", [1], [None], {"a": 1})],
        ("step", None),
        ("unknown", 1),
        ("self", 1),
    ],
)
def test_anything_else_is_refused(name, value):
    with pytest.raises(Unfit):
        admit(f"{NAME}.every", {**GOOD, name: value})


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_argument_is_refused(name):
    with pytest.raises(Unfit, match="missing"):
        admit(f"{NAME}.every", {key: value for key, value in GOOD.items() if key != name})


def test_a_form_comes_as_its_fields():
    wrapped = {"form": {"__reflex_form_data__": [["question", "Pourquoi ?"], ["panneau", "R1"]]}}
    assert admit(f"{NAME}.form", wrapped)["payload"] == {"form": {"question": "Pourquoi ?", "panneau": "R1"}}
    for bad in ("a", [["a"]], [[1, 2, 3]], [["file", {}]], None, 5, [[[], "a"]]):
        with pytest.raises(Unfit):
            admit(f"{NAME}.form", {"form": {"__reflex_form_data__": bad}})


def test_a_role_is_asked_to_the_database_not_to_the_page():
    with pytest.raises(Unfit, match="not a presenter"):
        admit(f"{NAME}.lead", {"step": 2})
    assert admit(f"{NAME}.lead", {"step": 2}, sits=True)["payload"] == {"step": 2}
    with pytest.raises(ValueError, match="unknown role"):
        door.policy("admin")  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "data", [None, "", "event", 1, [], {}, {"name": None}, {"name": []}, {"name": 1}, {"name": {}}]
)
def test_what_is_not_an_event_is_refused(data):
    with pytest.raises(Unfit):
        events.admit(data, lambda: "", lambda _cookie, _role: True)


@pytest.mark.parametrize(
    "place",
    [
        "/",
        [1],
        {"pathname": 1},
        {"query": {"a": 1}},
        {"query": {"code": ["AB"]}},
        {"token": "x"},
        {"headers": {}},
        {"pathname": "a" * 5_000},
    ],
)
def test_a_place_is_only_an_address(place):
    with pytest.raises(Unfit, match="place"):
        admit(f"{NAME}.form", {"form": {}}, place)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_junk_is_refused_or_comes_in_its_type(data):
    payload = data.draw(
        st.fixed_dictionaries({}, optional={key: json_values | st.just(GOOD.get(key, 1)) for key in TYPES})
    )
    try:
        admitted = admit(f"{NAME}.every", payload)["payload"]
    except Unfit:
        return
    for key, value in admitted.items():
        assert isinstance(value, TYPES[key]), (key, value)
        assert key == "flag" or not isinstance(value, bool)
        assert not isinstance(value, float) or math.isfinite(value)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_junk_never_breaks_the_door_of_any_handler(data):
    name = data.draw(st.sampled_from(sorted({*ours(), *INTERNAL, f"{NAME}.every", f"{NAME}.form"})))
    wanted = list(policies.arguments(RegistrationContext.get().event_handlers[name].handler.fn))
    payload = data.draw(
        st.fixed_dictionaries({}, optional=dict.fromkeys([*wanted, "autre"], json_values)) | json_values
    )
    try:
        admit(name, payload, data.draw(st.none() | json_values), sits=True)
    except Unfit:
        return
    assert set(payload or {}) <= set(wanted)


def test_of_what_failed_in_a_browser_the_log_keeps_the_kind_and_the_place_in_our_scripts(caplog):
    rates.forget()
    stack = (
        "TypeError: « Nour Benali, nour@ville.fr » is not a function\n    at send (https://irdsu.example.org/assets/"
        "_coop-B1x.js:12:3456)\n    at https://nour.example/x.js:1:1\n    at Nour (/assets/root-9fK3.js:1:22)"
    )
    events.browser_failed(Exception(stack))
    assert caplog.messages == ["a browser failed: TypeError at _coop-B1x.js:12:3456 > root-9fK3.js:1:22"]


@given(st.text(), st.text())
def test_a_refusal_never_writes_what_was_sent(name, said):
    rates.forget()
    written: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(record.getMessage())
    events.log.addHandler(handler)
    try:
        events.say("event refused: unknown event", events._known({"name": name, "payload": {said: said}}))
        events.browser_failed(Exception(f"{name}\n{said}\r\u2028fin"))
        events.handler_failed(ValueError(said))
    finally:
        events.log.removeHandler(handler)
    assert written[0] == "event refused: unknown event "
    assert all(each.isprintable() for each in written)
    assert written[1] == "a browser failed: Error at "
    assert written[2] == "an event failed: ValueError at "

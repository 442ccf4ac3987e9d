"""What an event must declare to be let in: who may send it, and the type of every argument."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter
from pydantic.errors import PydanticUserError
from reflex.state import FrontendEventExceptionState, OnLoadInternalState, State, UpdateVarsInternalState
from reflex_base.registry import RegistrationContext
from reflex_base.utils.form import form_data_as_dict

Role = Literal["public", "follower", "presenter", "player", "organiser"]
Handler = TypeVar("Handler", bound=Callable[..., Any])

# The only events of Reflex itself that its pages send; `hydrate`, `setvar` or `set_is_hydrated` come from nowhere else.
INTERNAL = frozenset(
    f"{state.get_full_name()}.{name}"
    for state, name in (
        (State, "hydrate_and_load"),
        (OnLoadInternalState, "on_load_internal"),
        (UpdateVarsInternalState, "update_vars_internal"),
        (FrontendEventExceptionState, "handle_frontend_exception"),
    )
)

BACKSLASH, NUL = r"\\", r"\u0000"
"""As JSON writes them."""


class Unfit(Exception):
    """An event, or an argument, that no page of ours can have sent."""


def policy(role: Role) -> Callable[[Handler], Handler]:
    """Declare who may send this event; to write under `@rx.event`."""
    if role not in get_args(Role):
        raise ValueError(f"unknown role: {role}")

    def declare(handler: Handler) -> Handler:
        handler.__dict__["__policy__"] = role
        return handler

    return declare


def role_of(name: str) -> Role:
    """Who may send this event; raises Unfit when nobody may."""
    if name in INTERNAL:
        return "public"
    found = RegistrationContext.get().event_handlers.get(name)
    role = getattr(found.handler.fn, "__policy__", None) if found else None
    if role is None:
        raise Unfit("no policy" if found else "unknown event")
    return role


@dataclass(frozen=True)
class Argument:
    """One argument of an event: its type, and whether it must be given."""

    adapter: TypeAdapter[Any]
    required: bool


@cache
def arguments(handler: Callable[..., Any]) -> Mapping[str, Argument]:
    """The arguments of a handler after `self`, read from its annotations; raises Unfit when one has none."""
    hints, found = get_type_hints(handler, include_extras=True), {}
    for name, each in list(inspect.signature(handler).parameters.items())[1:]:
        if each.kind not in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY) or name not in hints:
            raise Unfit("argument without a type")
        found[name] = Argument(_adapter(hints[name]), each.default is each.empty)
    return found


def _adapter(hint: Any) -> TypeAdapter[Any]:
    try:
        return TypeAdapter(hint, config=ConfigDict(strict=True, allow_inf_nan=False))
    except PydanticUserError:  # models and typed dictionaries carry their own configuration
        return TypeAdapter(hint)


def fit(name: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of an event in their declared types; raises Unfit rather than guess."""
    expected = arguments(RegistrationContext.get().event_handlers[name].handler.fn)
    if not payload.keys() <= expected.keys():
        raise Unfit("unknown argument")
    if any(each.required and key not in payload for key, each in expected.items()):
        raise Unfit("missing argument")
    try:
        return {key: _read(expected[key].adapter, value) for key, value in payload.items()}
    except (ValueError, TypeError, RecursionError):
        raise Unfit("ill-typed argument") from None


def _read(adapter: TypeAdapter[Any], value: Any) -> Any:
    # Read as JSON, which is what came in: a date or a UUID is a string there, and "abc" or true is never an int.
    said = json.dumps(form_data_as_dict(value), allow_nan=False)
    if NUL in said.replace(BACKSLASH, ""):
        raise ValueError("no page of ours sends it, and PostgreSQL keeps none")
    return adapter.validate_json(said, strict=True)

"""What a page of the game writes to send a move: the name and the fields are checked when the site is built.

A move waits in the browser until the server has written it (assets/moves.js). The same file keeps what is typed in
every `draft` field, counts down every `deadline`, and carries the sentence written by several.
"""

import json

import reflex as rx
from reflex_base.event import EventChain
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData
from reflex_base.vars.function import FunctionVar

from irdsu_app.coop.moves import BY_NAME
from irdsu_app.coop.state import Table
from irdsu_app.coop.wording import Timed

rx.asset("sentence.js")
LIBRARY = rx.asset("moves.js").importable_path


class Outbox(rx.Component):
    """What is said of one's moves: saved, waiting for the network, refused and why (assets/moves.js)."""

    library = LIBRARY
    tag = "Outbox"

    code: rx.Var[str]
    n: rx.Var[int]
    entered: rx.Var[float]


def outbox() -> rx.Component:
    """The status of one's moves; each screen that plays has one, and only one."""
    return Outbox.create(code=Table.code, n=Table.pace["n"], entered=Table.entered)


def typed(field: str) -> rx.Var:
    """What the field of this id holds when the move is made; of a group of radios, the one checked."""
    return _js(f"field({json.dumps(field)})", "field")


def play(do: str, *, clears: tuple[str, ...] = (), **fields: object) -> rx.Var:
    """Make this move when the event comes; `clears` are the ids of the fields to empty once it is saved.

    Raises ValueError, when the site is built, for a move or a field that the rules do not know.
    """
    model = BY_NAME.get(do)
    if model is None:
        raise ValueError(f"no such move: {do}")
    known = set(model.model_fields) - {"do", "at"}
    required = {name for name in known if model.model_fields[name].is_required()}
    if not required <= fields.keys() <= known:
        raise ValueError(f"{do} takes {sorted(known)}, not {sorted(fields)}")
    values = {name: rx.Var.create(value) for name, value in fields.items()}
    said = ", ".join(f"{json.dumps(name)}: {value!s}" for name, value in values.items())
    timed = json.dumps(issubclass(model, Timed))
    call = f"(() => play({json.dumps(do)}, {timed}, {{{said}}}, {json.dumps(clears)}))"
    made = _js(call, "play")
    data = VarData.merge(made._get_all_var_data(), *(value._get_all_var_data() for value in values.values()))
    return rx.Var(call, _var_data=data).to(FunctionVar, EventChain)


def draft(name: str) -> dict[str, object]:
    """The attributes of a field whose text is never lost: `el.textarea(id=…, custom_attrs=draft("argument"))`."""
    return {"data-draft": name}


def deadline(*, progress: bool = False) -> dict[str, object]:
    """The attributes of an element that counts the phase down, by the server's clock; of a <progress>, its value."""
    said: dict[str, object] = {"data-deadline": Table.pace["deadline"], "data-left": Table.pace["left"]}
    return said | ({"max": Table.pace["total"]} if progress else {})


def shared_sentence() -> dict[str, object]:
    """The attributes of the textarea that several people write in at once; it is left to the browser."""
    return {"data-shared": "action", "data-base": Table.talk["drafted"], "data-text": Table.talk["draft"]}


def _js(expression: str, *names: str) -> rx.Var:
    imports = {LIBRARY: [ImportVar(tag=name) for name in names]}
    return rx.Var(expression, _var_data=VarData(imports=imports))

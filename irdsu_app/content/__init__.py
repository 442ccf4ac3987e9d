"""What the app says: YAML files checked by the model of the product that reads them."""

from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel

Document = TypeVar("Document", bound=BaseModel)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C one is ten times faster, where it was built: the first letters leave in the middle of a rush."""


@cache
def tree(name: str) -> Any:  # YAML gives any tree; the model checks it
    """Read `content/<name>.yaml` as it is written, for a model made of several files; never change what it gives."""
    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")
    return yaml.load(text, _LOADER)  # noqa: S506 — a safe loader, in C


def read(name: str, model: type[Document]) -> Document:
    """Read `content/<name>.yaml`, checked by `model`; raises pydantic.ValidationError on a mistake."""
    return model.model_validate(tree(name))

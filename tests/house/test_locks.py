"""The locks hold everything: nothing is left to choose on the day of an installation."""

from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from irdsu_app.launch.packages import ROOT


def locked(name: str) -> dict[str, Requirement]:
    """What a lock has installed here, by name."""
    lines = (line for line in (ROOT / name).read_text().splitlines() if line[:1].isalnum())
    all_ = [Requirement(line.rstrip(" \\")) for line in lines]
    return {canonicalize_name(each.name): each for each in all_ if each.marker is None or each.marker.evaluate()}


def asked_by(name: str, extras: set[str]) -> list[Requirement]:
    """What a package needs here, with these extras of it."""
    all_ = [Requirement(line) for line in metadata.requires(name) or ()]
    return [each for each in all_ if each.marker is None or any(each.marker.evaluate({"extra": x}) for x in extras)]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements.dev.lock"])
def test_what_a_locked_package_needs_is_locked_too_at_a_version_it_accepts(lock):
    here, missing, seen = locked(lock), [], set()
    left = [(name, frozenset({"", *each.extras})) for name, each in here.items()]
    while left:
        name, extras = left.pop()
        seen.add((name, extras))
        for need in asked_by(name, set(extras)):
            needed = canonicalize_name(need.name)
            if needed not in here or not need.specifier.contains(metadata.version(needed), prereleases=True):
                missing.append(f"{name} : {need}")
            elif (more := (needed, frozenset({"", *need.extras}))) not in seen:
                left.append(more)
    assert len(here) > 60
    assert missing == []


def test_what_is_installed_is_what_is_locked():
    here = locked("requirements.dev.lock")
    assert {name: f"=={metadata.version(name)}" for name in here} == {n: str(r.specifier) for n, r in here.items()}

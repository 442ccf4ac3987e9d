"""Everybody tries every handler and every plain address on what is not theirs: nothing changes, nothing is told.

A sample, for each handler, role and thing; the whole of it is tests/bench/attack.py.
"""

import pytest

from tests.browser import attackers
from tests.browser.assault import assault, one_by_one, rush
from tests.browser.knocking import knocking


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch, attackers.standing(tmp_path_factory.mktemp("house"), patch) as world:
        yield world


def test_nobody_does_anything_to_what_is_not_theirs(world):
    faults = assault(world, each=3)
    assert not faults, "\n".join(faults)


def test_nobody_does_anything_from_inside_the_connection_before_hydration_repeated_or_out_of_order(world):
    faults = rush(world)
    assert not faults, "\n".join(faults)


def test_no_plain_address_gives_or_changes_what_is_not_theirs(world):
    faults = knocking(world, "visitor", "organiser of another product", attackers.GONE)
    assert not faults, "\n".join(faults)


def test_those_to_whom_things_belong_do_change_them_with_the_same_events(world):
    wrote = one_by_one(world, "; ".join(world.owners[who] for who in ("presenter", "organiser")), each=2, seed=2)
    print({name.rpartition("____")[2]: many for name, many in wrote.items() if many})
    assert sum(map(bool, wrote.values())) >= 10, "the attack would find nothing, even were everything open"

"""The collector's care: nothing during a push, nothing for nothing, and never never."""

import asyncio
import gc

import pytest

from irdsu_app.live.collector import calm, due


@pytest.mark.parametrize(
    ("count", "quiet", "waited", "expected"),
    [
        ((100, 0, 0), 1000.0, 100, False),
        ((100, 6, 0), 1.0, 1, False),
        ((100, 6, 0), 10.0, 1, True),
        ((100, 0, 2), 10.0, 1, True),
        ((100, 6, 0), 1.0, 15, True),
    ],
)
def test_a_collection_waits_for_a_quiet_moment_but_not_for_ever(count, quiet, waited, expected):
    assert due(count, quiet, waited) is expected


def test_the_heap_is_frozen_while_the_server_lives_and_given_back():
    ordinary = gc.get_threshold()

    async def live() -> tuple[int, tuple[int, int, int]]:
        async with calm():
            return gc.get_freeze_count(), gc.get_threshold()

    frozen, patient = asyncio.run(live())
    assert frozen > 10_000
    assert patient[2] > 1_000 * ordinary[2]  # no full collection by itself
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, ordinary)

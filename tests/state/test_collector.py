"""The collector's care: nothing during a push, nothing for nothing, and never never."""

import asyncio
import gc
import os
import subprocess
import sys

import pytest

from irdsu_app.launch.serving import MEMORY
from irdsu_app.live.collector import calm, due


@pytest.mark.parametrize(
    ("count", "quiet", "waited", "left", "expected"),
    [
        ((100, 0, 0), 1000.0, 100, 0, False),
        ((100, 6, 0), 1.0, 1, 0, False),
        ((100, 6, 0), 10.0, 1, 0, True),
        ((100, 0, 2), 10.0, 1, 0, True),
        ((100, 6, 0), 1.0, 15, 0, True),
        ((100, 0, 0), 10.0, 1, 3, True),
        ((100, 0, 0), 1.0, 1, 3, False),
    ],
)
def test_a_collection_waits_for_a_quiet_moment_but_not_for_ever(count, quiet, waited, left, expected):
    assert due(count, quiet, waited, left) is expected


def test_the_heap_is_frozen_while_the_server_lives_and_given_back():
    ordinary = gc.get_threshold()

    async def live() -> tuple[int, tuple[int, int, int]]:
        async with calm():
            return gc.get_freeze_count(), gc.get_threshold()

    frozen, patient = asyncio.run(live())
    assert frozen > 10_000
    assert patient[2] > 1_000 * ordinary[2]  # no full collection by itself
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, ordinary)


CROWD = """
import psutil
from irdsu_app.live import collector
held = lambda: psutil.Process().memory_info().rss
start = held()
those = [{n} for n in range(300_000)]
most, those = held(), those[::1_000]
collector.give_back()
print((held() - start) / (most - start))
"""


def test_what_a_crowd_used_goes_back_to_the_system_though_somebody_stays_here_and_there():
    done = subprocess.run(
        [sys.executable, "-c", CROWD], env={**MEMORY, **os.environ}, stdout=subprocess.PIPE, check=True
    )
    assert not MEMORY or float(done.stdout) < 0.2, "a share of what was used at the most"

"""How busy the machine is: what must be quick is promised of one that has time, and tests run several at once."""

import time

WORK = 0.05
"""Seconds of processor time that are tried."""


def slower() -> float:
    """How many times longer than alone something takes here and now; 1 on a machine with nothing else to do."""
    began, mine = time.perf_counter(), time.process_time()
    while time.process_time() - mine < WORK:
        pass
    return max(1.0, (time.perf_counter() - began) / WORK)

"""The numbers of several processes that share one port: whichever answers, what is counted is the sum of all.

Each writes its own in a folder that its launcher gives (`launch/serving.py`); prometheus_client adds them up.
"""

import os
from contextlib import suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, multiprocess

from irdsu_app.settings import settings
from irdsu_app.upkeep import numbers


def shown() -> CollectorRegistry:
    """What is shown: the numbers of this process, or the sums of all when there are several."""
    if settings.workers == 1:
        return numbers.REGISTRY
    found = CollectorRegistry()
    for each in numbers.read_when_asked:
        found.register(each)
    with suppress(ValueError):  # started without its launcher: nothing to add up
        multiprocess.MultiProcessCollector(found)
    return found


def forget_the_dead() -> None:
    """Count no longer what processes that are no more had open: a process that is killed cannot say so."""
    folder = Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""))
    for file in folder.glob("gauge_live*_*.db") if folder.name else ():
        number = int(file.stem.rpartition("_")[2])
        if not Path(f"/proc/{number}").exists():
            multiprocess.mark_process_dead(number, str(folder))

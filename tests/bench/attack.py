"""The whole attack: every handler and every plain address, by everybody, on every thing, many times.

`python tests/bench/attack.py [events a handler and a role]`; the sample that CI plays is tests/browser/test_attack.py.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.browser import attackers
from tests.browser.assault import assault, rush
from tests.browser.knocking import knocking, routes
from tests.hostile import handlers


def run(each: int) -> dict[str, object]:
    """Attack a house made for it; gives what got through and what was tried."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        attackers.standing(Path(folder), patch) as world,
    ):
        begun = time.perf_counter()
        faults = assault(world, each) + rush(world, turns=2) + knocking(world, things=len(world.named))
        return {
                "handlers": len(handlers()), "routes": len(routes()), "roles": len(world.people), "each": each,
                "events": len(handlers()) * len(world.people) * each, "got through": faults,
                "seconds": round(time.perf_counter() - begun),
            }  # fmt: skip


if __name__ == "__main__":
    done = run(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    print(json.dumps(done, ensure_ascii=False, indent=1))
    sys.exit(bool(done["got through"]))

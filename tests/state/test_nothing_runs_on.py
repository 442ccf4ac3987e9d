"""Whoever leaves in the middle of anything leaves nothing running: every handler of the house, three moments."""

import json
import os
import subprocess
import sys

from irdsu_app import db
from irdsu_app.launch import serving
from tests import hostile


def test_nothing_runs_on_after_its_author_left_whatever_they_had_begun(tmp_path):
    database = f"sqlite:///{tmp_path / 'house.db'}"
    db.upgrade(database)
    environment = {**os.environ, **serving.REFLEX, "IRDSU_DATABASE_URL": database, "REFLEX_SOCKET_INTERVAL": "1"}
    environment.pop("PYTEST_CURRENT_TEST", None)
    command = [sys.executable, "-m", "tests.state.leaver"]
    ran = subprocess.run(command, cwd=serving.ROOT, env=environment, capture_output=True, text=True, timeout=200)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    done = json.loads(ran.stdout.splitlines()[-1])
    print({**done, "left": len(done["left"])})
    assert not done["left"], "\n".join(f"{where}: {each}" for where, those in done["left"].items() for each in those)
    assert (done["waiting"], done["sockets"]) == (0, 0)
    assert done["tried"] > 3 * len(hostile.handlers())
    assert "Traceback" not in ran.stderr

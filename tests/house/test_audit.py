"""What the house depends on is looked up, and what could not be looked up never counts as sound."""

import json
import os
import subprocess
import sys

from irdsu_app.launch import auditing
from irdsu_app.launch.packages import ROOT

FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}


def of(*packages: dict) -> auditing.Found:
    return auditing.packages("requirements.lock", {"dependencies": list(packages)})


def test_a_package_that_the_service_does_not_know_is_not_a_sound_one():
    sound, unknown = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "Dependency not found"}
    assert of(sound).answer == auditing.SOUND
    assert of(sound, unknown).answer == auditing.UNKNOWN
    assert "NON AUDITÉ" in of(sound, unknown).lines[-1]
    flawed = of(sound, unknown, {"name": "c", "version": "1.2", "vulns": [FLAW]})
    assert (flawed.answer, flawed.lines[0]) == (auditing.FLAWED, "FAILLE : c 1.2, PYSEC-2026-1 : passez à 2.0")
    assert auditing.packages("requirements.lock", None).answer == auditing.UNKNOWN


def test_no_answer_about_the_modules_is_not_a_sound_one():
    assert auditing.modules(None).answer == auditing.UNKNOWN
    assert auditing.modules({}).answer == auditing.SOUND
    flawed = auditing.modules({"vite": [{"vulnerable_versions": "<7", "url": "https://example.org/1"}]})
    assert flawed.lines[0] == "FAILLE : vite <7, https://example.org/1"


def test_without_any_service_the_command_says_so_and_does_not_pass():
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")
    command = [sys.executable, "-m", "irdsu_app", "audit"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **nowhere}, capture_output=True, text=True)
    assert done.returncode == auditing.UNKNOWN, done.stdout + done.stderr
    assert done.stdout.count("NON AUDITÉ") == 3
    assert "0 faille" not in done.stdout


def test_the_continuous_checks_look_it_up():
    assert "python3 -m irdsu_app audit || [ $? -eq 3 ] || exit 1" in (ROOT / ".ci" / "run").read_text()


def test_what_the_tools_say_is_read_even_after_other_words():
    assert auditing._read(f"Found 1\n{json.dumps({'a': 1})}") == {"a": 1}
    assert auditing._read("error: 405") is None

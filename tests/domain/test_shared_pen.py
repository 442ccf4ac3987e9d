"""The sentence that changes under somebody's pen (assets/sentence.js), as the browser runs it."""

import json
import subprocess
from random import Random

import pytest

from irdsu_app.launch.packages import ROOT
from irdsu_app.settings import bun

SENTENCE = "Le tableau sera relu ensemble chaque mois"
SCRIPT = """
import { rebase, remap } from './assets/sentence.js';
const cases = JSON.parse(await Bun.stdin.text());
console.log(JSON.stringify(cases.map(([from, mine, theirs, at]) => {
  const merged = rebase(from, mine, theirs);
  return [merged, remap(mine, merged, at)];
})));
"""


def run(cases: list[tuple[str, str, str, int]]) -> list[tuple[str, int]]:
    program = bun()
    if program is None:
        pytest.fail("Bun manque : réinstallez les paquets.")
    done = subprocess.run(
        [program, "-e", SCRIPT], cwd=ROOT, input=json.dumps(cases), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def edited(draws: Random, mark: str) -> str:
    """The sentence with a word put in, or in place of others."""
    words: list[str] = list(SENTENCE.split())
    at = draws.randrange(len(words) + 1)
    words[at : at + draws.choice((0, 0, 1, 2))] = [mark]
    return " ".join(words)


def test_what_is_typed_here_and_what_comes_from_elsewhere_are_both_kept():
    draws = Random(4)
    cases = [
        (SENTENCE, edited(draws, f"ici{n}"), edited(draws, f"ailleurs{n}"), draws.randrange(30)) for n in range(500)
    ]
    for n, ((_, mine, theirs, _), (merged, caret)) in enumerate(zip(cases, run(cases), strict=True)):
        assert f"ici{n}" in merged, (mine, theirs, merged)
        assert f"ailleurs{n}" in merged, (mine, theirs, merged)
        assert 0 <= caret <= len(merged)


@pytest.mark.parametrize(
    ("mine", "theirs", "at", "merged", "caret"),
    [
        (SENTENCE, SENTENCE + " !", 5, SENTENCE + " !", 5),
        (SENTENCE + " fin", SENTENCE, 3, SENTENCE + " fin", 3),
        (SENTENCE + " fin", "Début. " + SENTENCE, 41, "Début. " + SENTENCE + " fin", 48),
        (SENTENCE, "", 12, "", 0),
        ("", SENTENCE, 0, "", 0),
    ],
)
def test_edges(mine, theirs, at, merged, caret):
    assert run([(SENTENCE, mine, theirs, at)]) == [[merged, caret]]

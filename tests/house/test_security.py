"""Every threat of SECURITY.md has a test, and that test exists."""

import ast
import re

import pytest

from irdsu_app.launch.packages import ROOT

TABLE = [line for line in (ROOT / "SECURITY.md").read_text().splitlines() if line.startswith("| ")][2:]
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")

FAULTS = (
    "d’un vote", "d’inscriptions", "d’un envoi", "mise à jour de la base", "Redis s’arrête", "PostgreSQL s’arrête",
    "PostgreSQL pend", "sa réponse se perd", "Redis pend", "disque est plein", "l’horloge", "ne lit plus",
    "mille personnes",
)  # fmt: skip
"""Of the worst day."""


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.split("|")[1].strip()[:50])
def test_a_threat_has_its_test(line):
    found = PROOF.findall(line)
    assert found, "no test is named"
    for file, name in found:
        tree = ast.parse((ROOT / file).read_text())
        assert name in {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}, f"{file}::{name}"


def test_what_each_fault_does_to_people_is_told_and_has_its_test():
    readme = (ROOT / "README.md").read_text()
    told = readme.partition("## Quand quelque chose tombe")[2].partition("\n## ")[0]
    rows = [line for line in told.splitlines() if line.startswith("| ")][2:]
    for fault in FAULTS:
        assert any(fault in row.split("|")[1] for row in rows), f"what people see is not told: {fault}"
    for row in rows:
        for file in re.findall(r"`(tests/[\w/]+\.py)`", row):
            assert (ROOT / file).is_file(), file
        assert re.search(r"`tests/[\w/]+\.py`", row), row

"""What fails beside other checks is tried again alone: a fault fails again, and nothing is kept silent."""

import pytest

from irdsu_app.launch import checking

FILE = """from pathlib import Path
import pytest
@pytest.mark.parametrize("n", range({many}))
def test_it(n):
    seen = Path(__file__).with_name(f"seen-{{n}}")
    if {unsteady} and seen.exists():
        return
    seen.touch()
    assert False, "the first time"
"""


def ran(root, unsteady, many=1):
    """Run the checks of a small project with one file."""
    folder = root / "tests" / "state"
    folder.mkdir(parents=True)
    (folder / "test_it.py").write_text(FILE.format(unsteady=unsteady, many=many))
    (root / "pytest.ini").write_text("[pytest]\n")
    return checking.checks(root=root)


def test_an_unsteady_journey_is_named_and_does_not_stop_the_others(tmp_path, capfd):
    assert ran(tmp_path, unsteady=True) == 0
    said = capfd.readouterr().out
    assert "the first time" in said
    assert "INSTABLE, à réparer" in said.splitlines()[-1]
    assert said.splitlines()[-1].endswith("tests/state/test_it.py::test_it[0]")


def test_a_fault_fails_alone_too(tmp_path, capfd):
    assert ran(tmp_path, unsteady=False) == 1
    said = capfd.readouterr().out
    assert said.count("1 failed") == 2
    assert "INSTABLE" not in said


def test_many_failures_have_no_second_chance(tmp_path, capfd):
    assert ran(tmp_path, unsteady=True, many=checking.FEW + 1) == 1
    assert capfd.readouterr().out.count(" failed in ") == 1


@pytest.mark.parametrize(
    ("failed", "tried"),
    [
        ([], False),
        (["tests/browser/test_a.py::test_it"], True),
        (["tests/domain/test_a.py::test_it"], False),
        (["tests/house/test_a.py::test_it", "tests/browser/test_a.py::test_it"], False),
    ],
)
def test_rules_and_the_house_have_none(failed, tried):
    assert checking.has_another_chance(failed) is tried

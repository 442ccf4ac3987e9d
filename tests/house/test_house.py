"""The house is in order: style, types, walls, sizes, and a README that tells everything."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from irdsu_app.launch.building import WEB
from irdsu_app.launch.packages import ROOT
from irdsu_app.settings import Settings

README = (ROOT / "README.md").read_text()
LONGEST = 300


def committed(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True, text=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def tool(name: str, *arguments: str):
    return subprocess.run([Path(sys.executable).parent / name, *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("basedpyright", "--pythonpath", sys.executable),
        ("lint-imports",),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_style_types_and_walls(command):
    done = tool(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_is_read_in_one_sitting():
    long = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in committed("*.py")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_readme_tells_every_setting(name):
    assert f"`IRDSU_{name.upper()}`" in README


def test_the_readme_tells_no_setting_that_does_not_exist():
    assert set(re.findall(r"IRDSU_([A-Z_]+)", README)) <= {name.upper() for name in Settings.model_fields}


def test_the_readme_tells_every_address():
    from irdsu_app import irdsu_app as front

    addresses = {f"/{route.strip('/')}" if route != "index" else "/" for route in front.app._unevaluated_pages}
    missing = {address for address in addresses - {"/404"} if f"`{address}`" not in README}
    assert missing == set()


def test_no_radix_and_no_tailwind_in_what_is_built():
    package = json.loads((WEB / "package.json").read_text())
    names = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name in names if "radix" in name or "tailwind" in name] == []


def test_no_registry_and_no_path_of_a_machine_is_committed():
    registry = re.compile(
        r"registry\.[a-z]|pypi\.org|pythonhosted|npmjs|npmmirror|--index-url|--find-links|/(home|root)/"
    )
    hits = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in committed()
        if file.suffix not in {".png", ".ico", ".woff2"} and file != Path(__file__)
        if (found := registry.search(file.read_text(errors="replace")))
    ]
    assert hits == []


def test_the_locks_pin_everything_by_hash():
    for name in ("requirements.lock", "requirements.dev.lock"):
        lines = (ROOT / name).read_text().splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert all(re.match(r"^[a-zA-Z0-9._\[\]-]+==\S+ .*\\$", pin) for pin in pins), name
        assert all("--hash=sha256:" in line for line in lines if line.startswith(" ")), name

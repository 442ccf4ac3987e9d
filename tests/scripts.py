"""A hundred ways to have a browser run a script, each of which would call `alert`: one a line of scripts.txt."""

from pathlib import Path

_LINES = Path(__file__).with_name("scripts.txt").read_text("ascii").splitlines()
SCRIPTS = tuple(line.encode().decode("unicode_escape") for line in _LINES)
"""What is written in a field."""
assert len(SCRIPTS) >= 100

"""The written lists of what an offer may say and may not, and of offers that are twins; read by tests and bench."""

from pathlib import Path

HERE = Path(__file__).parent
LISTS = (
    "", "_second", "_third", "_kept", "_fourth", "_fifth", "_sixth",
    "_grounds", "_registers", "_letters", "_mixed", "_fresh", "_final", "_last", "_other", "_curt",
    "_tenth_of_day", "_long", "_unseen",
    "_profile", "_profile_second", "_profile_third", "_profile_fourth", "_profile_fifth",
    "_profile_sixth",
)  # fmt: skip
FIELDS = ("title", "pay", "profile", "documents", "missions", "context", "organisation")


def sentences(name: str) -> list[tuple[str, str]]:
    """The sentences of a list, each with its field, "" when it does not matter."""
    lines = (HERE / "legal" / f"{name}.txt").read_text("utf-8").splitlines()
    cut = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return [(field, text) if field in FIELDS else ("", f"{field}{colon}{text}") for field, colon, text in cut]


def pairs(name: str) -> list[tuple[bool, dict[str, str], dict[str, str]]]:
    """The pairs of offers of a list, and whether they are twins."""
    lines = (HERE / "twins" / f"{name}.txt").read_text("utf-8").splitlines()
    found = []
    for line in (each for each in lines if each and not each.startswith("#")):
        same = " == " in line
        one, other = line.split(" == " if same else " != ")
        found.append((same, _offer(one), _offer(other)))
    return found


def _offer(text: str) -> dict[str, str]:
    values = (each.strip() for each in text.split("|"))
    return dict(zip(("title", "organisation", "place", "department"), values, strict=True))

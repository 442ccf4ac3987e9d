"""French typography, applied to the source text (never to HTML)."""

import re

NARROW, WIDE = "\u202f", "\u00a0"
"""U+202F, the fine no-break space, and U+00A0, the no-break space (Imprimerie nationale, Lexique)."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
"""The names of the months, January first."""
_UNITS = r"(?:%|€|M€|Md€|h|min|mm|km|ans?|mois|jours?|places?|millions?|habitants?|postes?|quartiers?)"
_RULES = (
    (re.compile(r"'"), "’"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"\s*([;!?]+|»)(?=\s|$|[)\].,…»:])"), NARROW + r"\1"),
    (re.compile(r"(?<=[^\s:])\s*:(?=\s|$)"), WIDE + ":"),
    (re.compile(r"«\s*"), "«" + NARROW),
    (re.compile(r"(?<=\d)(?<!\d{4})[ \u00a0](?=\d{3}(?!\d))"), NARROW),
    (re.compile(rf"(?<=\d)\s+(?={_UNITS}(?![\w]))"), WIDE),
    (re.compile(r"(?<=\bn°)\s+(?=\d)"), WIDE),
)


def several(count: int, words: str) -> str:
    """« 1 offre publiée », « 3 offres publiées »: in French the plural begins at two; for words that take an s."""
    return f"{count} " + " ".join(f"{word}s" if count > 1 else word for word in words.split())


def fr(text: str) -> str:
    """Give a plain text its French apostrophes, no-break spaces and ellipses; applying it twice changes nothing."""
    before = None
    while text != before:  # a mark beside another is only seen once the first has its space
        before = text
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
    return text

"""Two ways of writing the name of a thing, made one. Pure."""

import re
import unicodedata

_BETWEEN = re.compile(r"[^0-9a-z]+")


def organisation_key(name: str) -> str:
    """The name of an organisation as it is compared: no accent, no capital, single spaces, letters and digits only."""
    if name.isascii():
        return _BETWEEN.sub(" ", name.lower()).strip()
    bare = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return _BETWEEN.sub(" ", bare.encode("ascii", "ignore").decode()).strip()

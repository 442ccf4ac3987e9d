"""Two ways of writing the name of a thing, made one. Pure."""

import re
import unicodedata


def organisation_key(name: str) -> str:
    """The name of an organisation as it is compared: no accent, no capital, single spaces, letters and digits only."""
    bare = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^0-9a-z]+", " ", bare.encode("ascii", "ignore").decode()).strip()

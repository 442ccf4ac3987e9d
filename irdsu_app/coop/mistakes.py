"""What is wrong with a document somebody wrote, said in French. Pure."""

from pydantic import ValidationError

from irdsu_app.design.typography import fr


class Malformed(ValueError):
    """A deck that cannot be played; the message is the French sentence shown."""


_PARTS = {
    "territory": "le territoire", "triggers": "les déclencheurs", "places": "les lieux", "states": "les états",
    "postures": "les postures", "currents": "les courants", "trades": "les métiers", "characters": "les personnages",
    "dealing": "l’ordre de distribution", "absent": "les chaises vides", "selections": "les sélections",
    "situations": "les situations", "events": "les événements", "easy": "les versions faciles à lire",
    "id": "le code", "name": "le nom", "title": "le titre",
}  # fmt: skip
_KINDS = {
    "missing": "il manque une ligne",
    "extra_forbidden": "cette ligne n’existe pas dans un jeu",
    "string_type": "il faut un texte",
    "string_too_short": "le texte est vide",
    "string_too_long": "le texte est trop long ({max_length} signes au plus)",
    "string_pattern_mismatch": "un code ne contient que des lettres et des chiffres",
    "literal_error": "ce mot n’est pas prévu ; les mots possibles sont {expected}",
    "int_type": "il faut un nombre entier",
    "int_parsing": "il faut un nombre entier",
    "greater_than_equal": "le nombre doit être au moins {ge}",
    "less_than_equal": "le nombre doit être au plus {le}",
    "too_short": "la liste est trop courte ({min_length} au moins)",
    "too_long": "la liste est trop longue ({max_length} au plus)",
    "tuple_type": "il faut une liste",
    "model_type": "il faut un ensemble de lignes",
    "model_attributes_type": "il faut un ensemble de lignes",
}


def in_french(error: ValidationError) -> str:
    """Say where the first mistake is and what it is, in one sentence."""
    first = error.errors(include_url=False)[0]
    context = {name: str(value) for name, value in first.get("ctx", {}).items()}
    if first["type"] == "value_error":
        return fr(f"Ce jeu ne tient pas ensemble : {context['error']}.")
    context["expected"] = context.get("expected", "").replace("'", "").replace(" or ", " ou ")
    said = _KINDS.get(first["type"], "la valeur n’est pas celle attendue").format_map(context)
    return fr(f"Dans {_where(first['loc'])} : {said}." if first["loc"] else f"Ce jeu ne se lit pas : {said}.")


def _where(path: tuple[int | str, ...]) -> str:
    """Tell a path of the document: the part, the rank in the list (from 1), the line."""
    part, *rest = path
    told = (f"n° {step + 1}" if isinstance(step, int) else f"ligne « {step} »" for step in rest)
    return ", ".join((_PARTS.get(str(part), f"« {part} »"), *told))

"""Departments and their regions, by the words of the addresses: « 35 », « bretagne ». Pure."""

from collections.abc import Mapping

from irdsu_app.content.departments import ABROAD, DEPARTMENTS
from irdsu_app.design.typography import fr

DEPARTMENT_NAMES: Mapping[str, str] = dict(each.split(" – ") for each in DEPARTMENTS if each != ABROAD)  # pyright: ignore[reportAssignmentType]
"""« 35 »: « Ille-et-Vilaine », in the order of the numbers."""

_REGIONS = """auvergne-rhone-alpes|Auvergne-Rhône-Alpes|01 03 07 15 26 38 42 43 63 69 73 74
bourgogne-franche-comte|Bourgogne-Franche-Comté|21 25 39 58 70 71 89 90
bretagne|Bretagne|22 29 35 56
centre-val-de-loire|Centre-Val de Loire|18 28 36 37 41 45
corse|Corse|2A 2B
grand-est|Grand Est|08 10 51 52 54 55 57 67 68 88
hauts-de-france|Hauts-de-France|02 59 60 62 80
ile-de-france|Île-de-France|75 77 78 91 92 93 94 95
normandie|Normandie|14 27 50 61 76
nouvelle-aquitaine|Nouvelle-Aquitaine|16 17 19 23 24 33 40 47 64 79 86 87
occitanie|Occitanie|09 11 12 30 31 32 34 46 48 65 66 81 82
pays-de-la-loire|Pays de la Loire|44 49 53 72 85
provence-alpes-cote-d-azur|Provence-Alpes-Côte d'Azur|04 05 06 13 83 84
guadeloupe|Guadeloupe|971
martinique|Martinique|972
guyane|Guyane|973
la-reunion|La Réunion|974
mayotte|Mayotte|976
autres-territoires|Autres territoires d'outre-mer|975 977 978 986 987 988"""
_LINES = tuple(line.split("|") for line in _REGIONS.splitlines())

REGION_NAMES: Mapping[str, str] = {word: fr(name) for word, name, _ in _LINES}
DEPARTMENTS_OF: Mapping[str, tuple[str, ...]] = {word: tuple(numbers.split()) for word, _, numbers in _LINES}
_REGION_OF = {number: word for word, numbers in DEPARTMENTS_OF.items() for number in numbers}


def region_of(department: str) -> str:
    """The region of this department, "" when it is none."""
    return _REGION_OF.get(department, "")

"""The letters to organisers: the link they asked for, the invitation to the team. Pure."""

from collections.abc import Mapping
from typing import Any

from irdsu_app.design.typography import fr
from irdsu_app.mail.letter import Written


def link(_kind: str, data: Mapping[str, Any]) -> Written:
    """The one-time link; data: `name`, `link`, `until` ("10 h 52")."""
    return Written(
        fr("Votre lien pour entrer au bureau de l’IR-DSU"),
        _text(
            f"Bonjour {data['name']},",
            f"Voici le lien que vous avez demandé pour entrer au bureau :\n{data['link']}",
            f"Il sert une seule fois, jusqu’à {data['until']}. Ouvrez-le dans le navigateur où vous travaillez, "
            "puis choisissez « Entrer ».",
            "Si vous n’êtes pas à l’origine de cette demande, ignorez ce message : personne n’entre sans ce lien.",
        ),
    )


def invited(_kind: str, data: Mapping[str, Any]) -> Written:
    """The invitation to the team; data: `name`, `by`, `roles`, `link` (the sign-in page)."""
    return Written(
        fr("Le bureau de l’IR-DSU vous est ouvert"),
        _text(
            f"Bonjour {data['name']},",
            f"{data['by']} vous ouvre le bureau des outils de l’IR-DSU, pour : {data['roles']}.",
            f"Pour entrer, donnez cette adresse électronique ici ; un lien vous arrive aussitôt :\n{data['link']}",
            "Il n’y a ni compte ni mot de passe. Si ce message ne vous est pas destiné, ignorez-le.",
        ),
    )


def _text(*paragraphs: str) -> str:
    return "\n\n".join([*(_set(each) for each in paragraphs), "L’IR-DSU"]) + "\n"


def _set(paragraph: str) -> str:
    """French typography, but in addresses."""
    words, line, address = paragraph.partition("\n")
    return fr(words) + line + address

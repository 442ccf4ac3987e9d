"""The short name of a refusal at a plain door, and its sentence: an address never carries a text."""

from irdsu_app.design.typography import fr

SAID = {
    "close": "Cette partie est close. Demandez à voir son bilan, ou créez une autre partie.",
    "verrou": "La salle est fermée à clé pour l’instant : demandez à la personne qui anime de l’ouvrir.",
    "pleine": "La salle est pleine. Suivez la partie sur le grand écran.",
    "metier": "Ce métier n’est pas dans la liste : choisissez-en un, ou aucun.",
    "nom": "Écrivez un prénom ou un pseudonyme, de 1 à 30 signes.",
    "lien": "Ce lien ne mène à aucune place : affichez-le de nouveau sur l’autre appareil.",
    "code": "Ce code d’animation n’ouvre pas cette partie : demandez-le à la personne qui anime.",
    "trop": "Trop d’essais en peu de temps depuis cet endroit. Attendez quelques minutes, puis réessayez.",
    "ecrit": "L’enregistrement n’a pas abouti : réessayez.",
    "jeu": "Ce lien n’ouvre aucun jeu : il est incomplet, ou le jeu a été effacé.",
    "incomplet": "Ce jeu ne peut pas encore être joué : ouvrez-le, « Ce qui manque » dit quelles cartes compléter.",
    "seul": "Cette partie se joue seule ou seul, avec des simulations. Créez une partie pour jouer ensemble.",
    "efface": "La partie est effacée, avec tout ce qui y a été dit.",
    "leurs": "Seule la personne qui anime peut effacer la partie.",
    "options": "Ces réglages ne vont pas ensemble : vérifiez le déclencheur et la durée.",
}
"""What each name says."""
_KINDS = {
    "TooMany": "trop",
    "Unwritten": "ecrit",
    "ValidationError": "options",
    "NoFreeCode": "trop",
    "DeckUnknown": "jeu",
    "Malformed": "incomplet",
}


def name(refusal: Exception) -> str:
    """The short name of a refusal; "options" for one that has none."""
    said = str(refusal)
    known = next((short for short, sentence in SAID.items() if fr(sentence) == fr(said)), "options")
    return _KINDS.get(type(refusal).__name__, known)


def sentence(short: str) -> str:
    """The sentence of a name, or nothing."""
    return fr(SAID.get(short, ""))

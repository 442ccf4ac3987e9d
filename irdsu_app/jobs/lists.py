"""What an offer is chosen from: each list by the word of the addresses, with what is shown. Pure."""

from collections.abc import Mapping

from irdsu_app.design.typography import fr

CONTRACTS: Mapping[str, str] = {
    "cdi": "CDI",
    "cdd": "CDD",
    "emploi-permanent": "Emploi permanent",
    "contrat-de-projet": "Contrat de projet",
    "mise-a-disposition": "Mise à disposition",
    "alternance": "Alternance",
    "stage": "Stage",
    "volontariat": "Volontariat",
}
"""Types of contract; an « emploi permanent » is a civil servant’s, never a « CDI »."""
PROFESSIONS: Mapping[str, str] = {
    "pilotage-de-projet": "Pilotage de projet",
    "developpement-social": "Développement social",
    "habitat-et-proximite": "Habitat et proximité",
    "education": "Éducation",
    "mediation": "Médiation",
    "participation": "Participation",
    "renouvellement-urbain": "Renouvellement urbain",
    "cadre-de-vie": "Cadre de vie",
    "sante": "Santé",
    "emploi-et-insertion": "Emploi et insertion",
    "observation-et-evaluation": "Observation et évaluation",
    "direction-d-equipement": fr("Direction d'équipement"),
    "representation-de-l-etat": fr("Représentation de l'État"),
}
KINDS: Mapping[str, str] = {
    "association": "Association",
    "bailleur-social": "Bailleur social",
    "centre-de-ressources": "Centre de ressources",
    "commune": "Commune",
    "intercommunalite": "Intercommunalité",
    "departement": "Département",
    "region": "Région",
    "etat": "État",
    "etablissement-public": "Établissement public",
    "entreprise": "Entreprise",
    "autre": "Autre structure",
}
"""Kinds of organisation."""


def word_of(choices: Mapping[str, str], shown: str) -> str:
    """The word of the addresses for what is shown; raises KeyError when it is in no list."""
    return {fr(name): word for word, name in choices.items()}[fr(shown)]

"""When a letter that did not leave is tried again, and what is said of why. Pure."""

from datetime import timedelta

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""After the first failure, the second…"""
JITTER = 0.2
"""The share of a delay that chance adds: letters refused together do not come back together."""


def next_try(attempts: int, chance: float) -> timedelta | None:
    """How long to wait after this many failures (1 or more), `chance` being from 0 to 1; nothing when it is enough."""
    return DELAYS[attempts - 1] * (1 + JITTER * chance) if attempts <= len(DELAYS) else None


def told(code: int, permanent: bool) -> str:
    """What an SMTP answer means, in a sentence; `permanent` when the server will not change its mind."""
    if permanent:
        known = {
            550: "Cette adresse n’existe pas, ou son serveur refuse nos courriels.",
            551: "Cette adresse n’est plus chez ce serveur.",
            552: "La boîte de cette adresse est pleine, ou le courriel est trop lourd.",
            553: "Cette adresse est mal écrite.",
            554: "Le serveur de cette adresse refuse ce courriel.",
            535: "Notre serveur de courrier refuse notre identifiant : vérifiez IRDSU_SMTP_URL.",
        }
        return known.get(code, "Le serveur de courrier refuse ce courriel.") + f" (réponse {code})"
    known = {
        421: "Le serveur de courrier est occupé.",
        450: "La boîte de cette adresse est occupée.",
        451: "Le serveur de cette adresse demande d’attendre.",
        452: "La boîte de cette adresse est pleine pour l’instant.",
    }
    return known.get(code, "Le serveur de courrier demande d’attendre.") + f" (réponse {code})"

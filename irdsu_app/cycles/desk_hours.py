"""A day and an hour as they are typed, at Paris time, whatever the clocks do that night. Pure."""

from datetime import UTC, date, datetime, time

from irdsu_app.cycles import paris
from irdsu_app.cycles.asking import Wrong

_NO_HOUR = "Cette heure n’existe pas ce jour-là : on passe à l’heure d’été et les horloges sautent de 2 h à 3 h."
_TWICE = (
    "Cette heure existe deux fois ce jour-là : on passe à l’heure d’hiver. Choisissez avant 2 h ou à partir de 3 h."
)


def day(said: str) -> date:
    """The day of a date field; raises Wrong."""
    try:
        found = date.fromisoformat(said.strip())
    except ValueError:
        raise Wrong("Indiquez le jour : jour, mois et année.") from None
    if not 2000 <= found.year <= 2100:
        raise Wrong("Cette année est trop loin : vérifiez-la.")
    return found


def moment(day: date, said: str) -> datetime:
    """The moment of this hour of the clocks of Paris; an hour that a clock change takes away or doubles is refused."""
    try:
        hour = time.fromisoformat(said.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Wrong("Indiquez l’heure : heures et minutes.") from None
    here = datetime.combine(day, hour, paris.PARIS)
    if here.astimezone(UTC).astimezone(paris.PARIS).replace(tzinfo=None) != here.replace(tzinfo=None):
        raise Wrong(_NO_HOUR)
    if here.utcoffset() != here.replace(fold=1).utcoffset():
        raise Wrong(_TWICE)
    return here.astimezone(UTC)

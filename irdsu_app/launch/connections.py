"""Whether PostgreSQL has as many connections as our processes may open: found out before anybody is refused at noon."""

from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from irdsu_app import db, postgres
from irdsu_app.launch.progress import Stopped, say
from irdsu_app.settings import FEWEST, settings
from irdsu_app.upkeep import health

SPARE = 4
"""Connections left for what is not the site: a migration, a copy, somebody who looks."""
TOO_MANY = (
    "PostgreSQL donne {places} connexions, et il en faudrait {wanted} : {workers} processus de {each} "
    "(IRDSU_DATABASE_CONNECTIONS), et {spare} pour les sauvegardes. {remedy}, ou augmentez max_connections."
)
CROWDED = (
    "Attention : PostgreSQL donne {places} connexions, {taken} sont déjà prises et ce site peut en prendre {wanted}. "
    "Si ces autres restent, baissez IRDSU_DATABASE_CONNECTIONS ou augmentez max_connections."
)


def fit(workers: int, each: int, places: int, taken: int) -> str:
    """What to warn of, or nothing; raises Stopped when so many processes cannot all have their connections."""
    wanted = workers * each + SPARE
    if wanted > places:
        fewer = (places - SPARE) // workers
        remedy = f"Donnez IRDSU_DATABASE_CONNECTIONS={fewer}" if fewer >= FEWEST else "Lancez moins de processus"
        raise Stopped(
            TOO_MANY.format(places=places, wanted=wanted, workers=workers, each=each, spare=SPARE, remedy=remedy)
        )
    return CROWDED.format(places=places, taken=taken, wanted=wanted) if wanted + taken > places else ""


def count(workers: int) -> None:
    """Ask PostgreSQL, when there is one, and say what `fit` says."""
    if make_url(settings.database_url).get_backend_name() == "sqlite":
        return
    try:
        with db.engine().connect() as connection:
            places, taken = postgres.places(connection), postgres.taken(connection)
    except OperationalError:
        raise Stopped(health.NOT_READ) from None
    if warning := fit(workers, settings.database_connections, places, taken):
        say(warning)

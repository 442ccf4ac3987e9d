"""What a test looks for when something must have been erased: the words of Nour, in every table."""

from irdsu_app import db
from irdsu_app.cycles import exporting
from irdsu_app.cycles.held import Held
from irdsu_app.migrations.tables import metadata
from tests.state.cycle_house import CycleHouse

SECRETS = ("nour@mirevigne.fr", "Nour", "Ville de Nour", "ville de nour", "boucle magnétique", "Qui décide")


def everything() -> str:
    """Every row of every table, as text."""
    with db.engine().connect() as connection:
        rows = [repr(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(table.select())]
    return "\n".join(rows)


def export(cycle: CycleHouse, key: str) -> Held:
    return db.read(lambda session: exporting.export(session, key, cycle.write, cycle.now))

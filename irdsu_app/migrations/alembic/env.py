"""Run the migrations on the connection we are given, or on the database of the settings."""

from alembic import context

from irdsu_app import db
from irdsu_app.migrations.tables import is_ours, metadata


def run(connection) -> None:
    """Run every step in the transaction of this connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        include_name=is_ours,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with db.engine().execution_options(**{db.WRITES: True}).begin() as opened:
        run(opened)

"""One's own versions of the brief."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "version",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("edit_hash", sa.String(), nullable=False, unique=True),
        sa.Column("read_hash", sa.String(), nullable=False, unique=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table("version")

"""The versions of a deck of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "coop_version",
        sa.Column("deck_id", sa.Uuid(), sa.ForeignKey("coop_deck.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table("coop_version")

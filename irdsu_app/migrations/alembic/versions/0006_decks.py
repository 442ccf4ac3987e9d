"""Decks of one's own, the decks games began with, and the steps of a game."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "coop_deck",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("edit_hash", sa.String(), nullable=False, unique=True),
        sa.Column("read_hash", sa.String(), nullable=False, unique=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slug", sa.String(), nullable=True, unique=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_coop_deck_changed_at", "coop_deck", ["changed_at"])
    op.create_table(
        "coop_book",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "coop_step",
        sa.Column("room_id", sa.Uuid(), sa.ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("shown", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Undo this step."""
    for table in ("coop_step", "coop_book", "coop_deck"):
        op.drop_table(table)

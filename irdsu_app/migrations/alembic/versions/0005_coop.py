"""The rooms of the game."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _room(**more: object) -> sa.Column:
    return sa.Column("room_id", sa.Uuid(), sa.ForeignKey("room.id", ondelete="CASCADE"), nullable=False, **more)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "coop_move",
        _room(primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("move_id", sa.String(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.UniqueConstraint("room_id", "move_id"),
    )
    op.create_table(
        "coop_place",
        sa.Column("seat_id", sa.Uuid(), sa.ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
        _room(),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False),
        sa.UniqueConstraint("room_id", "link_hash"),
    )
    op.create_index("ix_coop_place_room_id", "coop_place", ["room_id"])
    op.create_table(
        "coop_key",
        _room(primary_key=True),
        sa.Column("host_hash", sa.String(), nullable=False),
    )


def downgrade() -> None:
    """Undo this step."""
    for table in ("coop_key", "coop_place", "coop_move"):
        op.drop_table(table)

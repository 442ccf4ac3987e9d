"""Rooms, seats, questions and bookmarks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("ix_room_code", "room", ["code"], unique=True)
    op.create_table(
        "seat",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("room_id", sa.Uuid(), sa.ForeignKey("room.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.UniqueConstraint("key_hash", "room_id"),
    )
    op.create_index("ix_seat_room_id", "seat", ["room_id"])
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("room_id", sa.Uuid(), sa.ForeignKey("room.id", ondelete="CASCADE"), nullable=False),
        sa.Column("seat_id", sa.Uuid(), sa.ForeignKey("seat.id", ondelete="CASCADE"), nullable=False),
        sa.Column("panel", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT),
    )
    op.create_index("ix_question_room_id", "question", ["room_id"])
    op.create_index("ix_question_seat_id", "question", ["seat_id"])
    op.create_table(
        "bookmark",
        sa.Column("room_id", sa.Uuid(), sa.ForeignKey("room.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("seat_id", sa.Uuid(), sa.ForeignKey("seat.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("panel", sa.String(), primary_key=True),
    )


def downgrade() -> None:
    """Undo this step."""
    for table in ("bookmark", "question", "seat", "room"):
        op.drop_table(table)

"""The day of a meeting: marks, walk-ins, answers to questionnaires, openings of resources."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _when(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of(name: str, target: str, **how) -> sa.Column:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="CASCADE"), **{"nullable": False, **how})


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "cycle_walk_in",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("meeting_id", "meeting.id"),
        *(_text(each) for each in ("name", "organisation")),
        sa.Column("organiser_id", sa.Uuid(), nullable=True),
        _when("created_at"),
    )
    op.create_table(
        "cycle_mark",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("meeting_id", "meeting.id"),
        _of("registration_id", "cycle_registration.id", nullable=True),
        _of("walk_in_id", "cycle_walk_in.id", nullable=True),
        *(_text(each) for each in ("half", "standing", "way")),
        *(_when(each) for each in ("at", "decided")),
        *(_text(each) for each in ("device", "by", "warning")),
        _when("kept_at"),
        sa.UniqueConstraint("registration_id", "half"),
        sa.UniqueConstraint("walk_in_id", "half"),
        sa.CheckConstraint("(registration_id IS NULL) <> (walk_in_id IS NULL)", name="cycle_mark_of_one"),
    )
    op.create_table(
        "cycle_answer",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("cycle_id", "cycle.id"),
        *(_text(each) for each in ("survey", "meeting_key", "code_hash")),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        _text("day"),
        sa.UniqueConstraint("cycle_id", "survey", "meeting_key", "code_hash"),
    )
    op.create_table(
        "cycle_opening",
        _of("meeting_id", "meeting.id", primary_key=True),
        sa.Column("resource", sa.String(), primary_key=True),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    for table, column in (("walk_in", "meeting_id"), ("mark", "meeting_id"), ("answer", "cycle_id")):
        op.create_index(f"ix_cycle_{table}_{column}", f"cycle_{table}", [column])


def downgrade() -> None:
    """Undo this step."""
    for table in ("cycle_opening", "cycle_answer", "cycle_mark", "cycle_walk_in"):
        op.drop_table(table)

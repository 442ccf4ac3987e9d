"""The published account of a cycle, and who does not want to be written to three months after it."""

import sqlalchemy as sa
from alembic import op

revision = "0013_surveys7"
down_revision = "0012"
branch_labels = None
depends_on = None


def _of(name: str, target: str) -> sa.Column:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "cycle_account",
        _of("cycle_id", "cycle.id"),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table("cycle_no_follow_up", _of("person_id", "cycle_person.id"), _of("cycle_id", "cycle.id"))


def downgrade() -> None:
    """Undo this step."""
    op.drop_table("cycle_no_follow_up")
    op.drop_table("cycle_account")

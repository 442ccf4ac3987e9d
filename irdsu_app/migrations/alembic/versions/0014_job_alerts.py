"""Alerts on searches of offers; what is asked of who posted them; the change of the board that put an offer online for the first time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _text(name: str, **how) -> sa.Column:
    return sa.Column(name, sa.String(), **{"nullable": False, **how})


def _number(name: str, **how) -> sa.Column:
    return sa.Column(name, sa.Integer(), **{"nullable": False, **how})


def _when(name: str, **how) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **how})


def _of(target: str, name: str, **how) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, ondelete="CASCADE"), nullable=False, **how)


def upgrade() -> None:
    """Apply this step; what is online already was announced when it was last changed."""
    op.create_table(
        "job_follower",
        _number("id", primary_key=True),
        _text("email", unique=True),
        _text("seed"),
        _text("link_hash", unique=True),
        _number("mark"),
        *(_when(each) for each in ("round_at", "created_at")),
        _when("stopped_at", nullable=True),
    )
    op.create_index("ix_job_follower_round_at", "job_follower", ["round_at"])
    op.create_table(
        "job_alert",
        _number("id", primary_key=True),
        _of("job_follower.id", "follower_id"),
        *(_text(each) for each in ("asked", "begun", "status")),
        _number("since"),
        _when("created_at"),
        _when("confirmed_at", nullable=True),
        sa.UniqueConstraint("follower_id", "asked"),
    )
    op.create_table(
        "job_told",
        _of("job_follower.id", "follower_id", primary_key=True),
        _of("job_offer.id", "offer_id", primary_key=True),
    )
    op.create_index("ix_job_told_offer_id", "job_told", ["offer_id"])
    op.create_table(
        "job_still_open",
        _of("job_offer.id", "offer_id", primary_key=True),
        *(_when(each, nullable=True) for each in ("said_at", "asked_at", "reminded_at", "held_at")),
        sa.Column("eve_of", sa.Date(), nullable=True),
    )
    op.add_column("job_offer", _number("announced", server_default="0"))
    op.execute("UPDATE job_offer SET announced = change WHERE status IN ('online', 'filled')")
    op.create_index("ix_job_offer_announced", "job_offer", ["announced"])


def downgrade() -> None:
    """Undo this step."""
    op.drop_index("ix_job_offer_announced", "job_offer")
    op.drop_column("job_offer", "announced")
    op.drop_table("job_still_open")
    op.drop_table("job_told")
    op.drop_table("job_alert")
    op.drop_table("job_follower")

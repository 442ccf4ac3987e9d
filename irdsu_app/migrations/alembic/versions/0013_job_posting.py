"""Offers being posted, what was done to each, the job descriptions attached."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0013_surveys7"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _when(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of_posting() -> sa.Column:
    return sa.Column("posting_id", sa.Uuid(), sa.ForeignKey("job_posting.id", ondelete="CASCADE"), nullable=False)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "job_posting",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("offer_id", sa.Integer(), sa.ForeignKey("job_offer.id", ondelete="CASCADE"), unique=True),
        _text("stage"),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("public", sa.JSON()),
        sa.Column("held", sa.Boolean(), nullable=False),
        _count("screen"),
        _text("email"),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        *(_text(each) for each in ("note", "reason", "words")),
        *(_count(each) for each in ("revision", "link_version")),
        sa.Column("link_hash", sa.String(), nullable=False, unique=True),
        _text("address_hash"),
        sa.Column("organiser_id", sa.Uuid()),
        *(_when(each) for each in ("created_at", "changed_at")),
        _when("sent_at", nullable=True),
    )
    op.create_table(
        "job_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of_posting(),
        *(_text(each) for each in ("act", "by")),
        sa.Column("organiser_id", sa.Uuid()),
        _when("at"),
        _count("revision"),
        *(_text(each) for each in ("reason", "words")),
        sa.Column("texts", sa.JSON()),
    )
    op.create_table(
        "job_sheet",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of_posting(),
        _text("name"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _when("added_at"),
    )
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.add_column("job_offer", sa.Column("sheet_file", sa.String(), nullable=False, server_default=""))


_INDEXED = {
    "job_posting": ("stage", "email", "address_hash", "changed_at"),
    "job_event": ("posting_id", "at"),
    "job_sheet": ("posting_id",),
}


def downgrade() -> None:
    """Undo this step."""
    op.drop_column("job_offer", "sheet_file")
    for table in ("job_sheet", "job_event", "job_posting"):
        op.drop_table(table)

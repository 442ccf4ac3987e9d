"""The letters; the organisers, their roles, their acts. Visits made before nobody had a name end here."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key", sa.String(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Uuid()),
        sa.Column("sent_at", MOMENT),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
    )
    for column in ("recipient", "about", "created_at"):
        op.create_index(f"ix_letter_{column}", "letter", [column])
    op.create_index("ix_letter_waiting", "letter", ["status", "next_at"])
    op.create_table(
        "organiser",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.String(), nullable=False, unique=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "organiser_act",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("organiser_id", sa.Uuid(), sa.ForeignKey("organiser.id", ondelete="SET NULL")),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
    )
    for column in ("at", "about"):
        op.create_index(f"ix_organiser_act_{column}", "organiser_act", [column])
    _remake(named=True)


def downgrade() -> None:
    """Undo this step."""
    _remake(named=False)
    for table in ("organiser_act", "organiser", "letter"):
        op.drop_table(table)


def _remake(named: bool) -> None:
    """Make the two tables of visits again: a link lasts ten minutes, a visit twelve hours."""
    op.drop_table("organiser_visit")
    op.drop_table("organiser_link")
    op.create_table(
        "organiser_link",
        sa.Column("key_hash", sa.String(), primary_key=True),
        *_named(named),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_table(
        "organiser_visit",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("key_hash", sa.String(), nullable=False, unique=True),
        *_named(named),
        *([sa.Column("browser", sa.String(), nullable=False)] if named else []),
        sa.Column("created_at", MOMENT, nullable=False),
        *([sa.Column("last_seen", MOMENT, nullable=False)] if named else []),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    for table in ("organiser_link", "organiser_visit") if named else ():
        op.create_index(f"ix_{table}_organiser_id", table, ["organiser_id"])


def _named(named: bool) -> list[sa.Column]:
    """Whose link or visit it is."""
    if not named:
        return []
    return [sa.Column("organiser_id", sa.Uuid(), sa.ForeignKey("organiser.id", ondelete="CASCADE"), nullable=False)]

"""The passkeys of the organisers, and what they are asked to sign."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _when(name: str, **how) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), **{"nullable": False, **how})


def _whose(**how) -> sa.Column:
    return sa.Column("organiser_id", sa.Uuid(), sa.ForeignKey("organiser.id", ondelete="CASCADE"), **how)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _whose(nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False, unique=True),
        *(sa.Column(each, sa.String(), nullable=False) for each in ("public_key", "name")),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        _when("created_at"),
        _when("used_at", nullable=True),
    )
    op.create_index("ix_passkey_organiser_id", "passkey", ["organiser_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("key_hash", sa.String(), primary_key=True),
        _whose(nullable=True),
        _when("expires_at"),
    )


def downgrade() -> None:
    """Undo this step."""
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")

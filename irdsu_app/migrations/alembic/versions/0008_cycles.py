"""Cycles, meetings, people, demands and registrations."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False)


def _when(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _of(name: str, target: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="CASCADE"), nullable=nullable)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "cycle",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("slug", sa.String(), nullable=False, unique=True),
        *(_text(each) for each in ("title", "hook", "audience", "price", "notice")),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        *(_text(each) for each in ("contact", "status")),
        sa.Column("rules", sa.JSON(), nullable=False),
        _when("created_at"),
        _count("revision"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("cycle_id", "cycle.id"),
        _text("code"),
        _count("position"),
        *(_text(each) for each in ("title", "mode", "format")),
        _when("starts_at"),
        _when("ends_at"),
        *(_text(each) for each in ("place", "access", "link")),
        sa.Column("objectives", sa.JSON(), nullable=False),
        _text("programme"),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("resources", sa.JSON(), nullable=False),
        *(_text(each) for each in ("status", "reason")),
        *(_count(each) for each in ("room_places", "remote_places", "waiting_places", "room_taken", "remote_taken")),
        sa.Column("waiting_suspended", sa.Boolean(), nullable=False),
        *(_count(each) for each in ("arrivals", "sequence", "revision")),
        _when("next_due", nullable=True),
        sa.UniqueConstraint("cycle_id", "code"),
        sa.CheckConstraint("room_taken >= 0 AND room_taken <= room_places", name="meeting_room_never_oversold"),
        sa.CheckConstraint("remote_taken >= 0 AND remote_taken <= remote_places", name="meeting_remote_never_oversold"),
    )
    for column in ("cycle_id", "starts_at", "next_due"):
        op.create_index(f"ix_meeting_{column}", "meeting", [column])
    op.create_table(
        "cycle_person",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("email", sa.String(), nullable=False, unique=True),
        *(_text(each) for each in ("first_name", "last_name", "organisation", "organisation_key", "function")),
        *(_text(each) for each in ("department", "access_needs")),
        sa.Column("member", sa.Boolean(), nullable=False),
        _count("link_version"),
        sa.Column("link_hash", sa.String(), nullable=False, unique=True),
        _when("created_at"),
        _when("confirmed_at"),
    )
    op.create_table(
        "cycle_demand",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("cycle_id", "cycle.id"),
        _text("email"),
        sa.Column("form", sa.JSON(), nullable=False),
        sa.Column("link_hash", sa.String(), nullable=False, unique=True),
        _when("created_at"),
        _when("expires_at"),
        _when("confirmed_at", nullable=True),
        _of("person_id", "cycle_person.id", nullable=True),
    )
    for column in ("cycle_id", "email", "expires_at"):
        op.create_index(f"ix_cycle_demand_{column}", "cycle_demand", [column])
    op.create_table(
        "cycle_registration",
        sa.Column("id", sa.Uuid(), primary_key=True),
        _of("meeting_id", "meeting.id"),
        _of("person_id", "cycle_person.id"),
        *(_text(each) for each in ("pool", "status")),
        *(_count(each) for each in ("arrival", "priority")),
        _when("offered_until", nullable=True),
        _text("question"),
        _count("changes"),
        _when("created_at"),
        _when("changed_at"),
        sa.UniqueConstraint("meeting_id", "person_id"),
        sa.UniqueConstraint("meeting_id", "arrival"),
    )
    for column in ("meeting_id", "person_id", "status", "offered_until"):
        op.create_index(f"ix_cycle_registration_{column}", "cycle_registration", [column])


def downgrade() -> None:
    """Undo this step."""
    for table in ("cycle_registration", "cycle_demand", "cycle_person", "meeting", "cycle"):
        op.drop_table(table)

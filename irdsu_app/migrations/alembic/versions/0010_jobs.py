"""Offers, the words they are found by, and their index: FTS5 on SQLite, tsvector on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TEXTS = (
    ("title", "organisation", "organisation_kind", "presentation", "context"),
    ("attached_to", "sheet_url", "contract", "contract_detail", "status_grade", "working_time", "place", "department"),
    ("region", "travel", "telework"),
    ("documents", "apply_email", "apply_url", "contact_name", "contact_function", "contact_email", "pay", "starts"),
    ("profession", "profile"),
)
# What is found is read row by row: the words are kept aside, so that a row is a number. And the planner takes a match
# of words for cheap and reads the whole table: in here it asks the index.
_FOUND = (
    "CREATE FUNCTION job_words_in_{column}(asked tsquery) RETURNS bytea LANGUAGE sql STABLE SET enable_seqscan = off AS"
    " $$ SELECT string_agg(int4send(offer_id), '') FROM job_words WHERE {column} @@ asked $$"
)
_INDEX = {
    "sqlite": ("CREATE VIRTUAL TABLE job_words USING fts5(title, body, detail=column, prefix='3 4')",),
    "postgresql": (
        "CREATE TABLE job_words (offer_id INTEGER PRIMARY KEY REFERENCES job_offer (id) ON DELETE CASCADE,"
        " title tsvector NOT NULL, words tsvector NOT NULL) WITH (toast_tuple_target = 128)",
        "ALTER TABLE job_words ALTER COLUMN words SET STORAGE EXTERNAL",
        "CREATE INDEX ix_job_words_title ON job_words USING gin (title) WITH (fastupdate = off)",
        "CREATE INDEX ix_job_words_words ON job_words USING gin (words) WITH (fastupdate = off)",
        _FOUND.format(column="title"),
        _FOUND.format(column="words"),
    ),
}


def _texts(names: tuple[str, ...]) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _flag(name: str) -> sa.Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _count(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _when(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "job_offer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(), nullable=False, unique=True),
        *_texts(_TEXTS[0]),
        sa.Column("missions", sa.JSON(), nullable=False),
        *_texts(_TEXTS[1]),
        *_texts(_TEXTS[2]),
        _flag("teleworkable"),
        sa.Column("deadline", sa.Date()),
        *_texts(_TEXTS[3]),
        *_texts(_TEXTS[4]),
        _count("positions"),
        *(_flag(each) for each in ("open_to_contract", "first_job", "demonstration")),
        *_texts(("status", "reason")),
        *(_when(each, nullable=True) for each in ("published_at", "closed_at")),
        *(_when(each) for each in ("created_at", "changed_at")),
        *(_count(each) for each in ("revision", "change")),
        sa.Column("manage_hash", sa.String(), unique=True),
    )
    for column in ("deadline", "status", "change"):
        op.create_index(f"ix_job_offer_{column}", "job_offer", [column])
    board = op.create_table(
        "job_board",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(_count(each) for each in ("change", "erasures")),
        *_texts(("analyser",)),
    )
    op.bulk_insert(board, [{"id": 1, "change": 0, "erasures": 0, "analyser": ""}])
    op.create_table(
        "job_word",
        sa.Column("word", sa.String(), primary_key=True),
        *_texts(("stem", "shown")),
        _count("change"),
    )
    op.create_index("ix_job_word_change", "job_word", ["change"])
    for statement in _INDEX[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Undo this step."""
    if op.get_bind().dialect.name == "postgresql":
        for column in ("title", "words"):
            op.execute(f"DROP FUNCTION job_words_in_{column}(tsquery)")
    for table in ("job_words", "job_word", "job_board", "job_offer"):
        op.drop_table(table)

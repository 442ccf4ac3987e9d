"""Every table of the house, for Alembic to compare the database with."""

from sqlmodel import SQLModel

import irdsu_app.access.models
import irdsu_app.brief.models
import irdsu_app.coop.models
import irdsu_app.cycles.day_models
import irdsu_app.cycles.models
import irdsu_app.jobs.alert_models
import irdsu_app.jobs.models
import irdsu_app.jobs.posting_models
import irdsu_app.jobs.still_models
import irdsu_app.live.models
import irdsu_app.mail.models  # noqa: F401

metadata = SQLModel.metadata


def is_ours(name: str | None, kind: str, _parent: object = None) -> bool:
    """Whether Alembic is to compare this: not the index of the offers, which each database makes in its own way."""
    return not (kind == "table" and (name or "").startswith("job_words"))

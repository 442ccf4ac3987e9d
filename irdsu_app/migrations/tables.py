"""Every table of the house, for Alembic to compare the database with."""

from sqlmodel import SQLModel

import irdsu_app.access.models
import irdsu_app.brief.models
import irdsu_app.coop.models
import irdsu_app.cycles.day_models
import irdsu_app.cycles.models
import irdsu_app.live.models
import irdsu_app.mail.models  # noqa: F401

metadata = SQLModel.metadata

"""How Reflex builds and serves the site: neither Radix nor Tailwind; Bun comes from its Python wheel."""

import reflex as rx
from reflex.plugins import SitemapPlugin
from reflex_base.constants import Bun, StateManagerMode

from irdsu_app.brief.offline import Offline
from irdsu_app.brief.printing import Printing
from irdsu_app.design.painting import Painting
from irdsu_app.settings import bun, settings

HOURS = 3600

config = rx.Config(
    app_name="irdsu_app",
    bun_path=bun() or Bun.DEFAULT_PATH,
    frontend_compression_formats=["brotli", "gzip"],
    show_built_with_reflex=False,
    telemetry_enabled=False,
    # One process: the default manager would write a file per visitor.
    state_manager_mode=StateManagerMode.MEMORY,
    # A follower may listen for hours without a click; afterwards the page rebuilds itself from the database.
    redis_token_expiration=6 * HOURS,
    cors_allowed_origins=sorted(settings.allowed_origins),
    plugins=[Painting(), Printing(), Offline()],
    disable_plugins=[SitemapPlugin],
)

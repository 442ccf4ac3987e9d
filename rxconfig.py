"""How Reflex builds the site: no plugin, hence no Radix and no Tailwind; Bun comes from its Python wheel."""

import sysconfig
from pathlib import Path

import reflex as rx
from reflex.plugins import SitemapPlugin

from irdsu_app.brief.printing import Printing
from irdsu_app.settings import settings

config = rx.Config(
    app_name="irdsu_app",
    bun_path=Path(sysconfig.get_path("scripts")) / "bun",
    frontend_compression_formats=["brotli", "gzip"],
    show_built_with_reflex=False,
    cors_allowed_origins=sorted(settings.allowed_origins),
    telemetry_enabled=False,
    plugins=[Printing()],
    disable_plugins=[SitemapPlugin],
)

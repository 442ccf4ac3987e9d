"""Words and styles before scripts: every page is written whole, so what wakes it up may come after what draws it.

A Reflex plugin of the build.
"""

from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

SCRIPT = '<link rel="modulepreload"'


class Painting(Plugin):
    """Tell the browser to fetch the scripts of each page after its styles and fonts."""

    def post_build(self, **context: Any) -> None:
        """Called by Reflex when the static files are there, before they are compressed."""
        for page in Path(context["static_dir"]).rglob("*.html"):
            html = page.read_text("utf-8")
            page.write_text(html.replace(SCRIPT, SCRIPT + ' fetchpriority="low"'), "utf-8")

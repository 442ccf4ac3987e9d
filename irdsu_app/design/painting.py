"""Words and styles before scripts: every page is written whole, so what wakes it up is fetched once it is drawn.

A Reflex plugin of the build. React Router asks for all its modules at the top of the page, where they share a slow
network with the styles and the fonts; here they wait for the first drawing (or two seconds, in a hidden tab).
"""

import json
import re
from pathlib import Path
from typing import Any

from reflex.plugins import Plugin

PRELOAD = re.compile(r'<link rel="modulepreload" href="([^"]+)"/>')
ENTRY = re.compile(
    r'<script type="module" async="">import "(?P<manifest>[^"]+)";\n(?P<routes>(?:import \* as \w+ from "[^"]+";\n)+)'
    r'\s*window\.__reactRouterRouteModules = (?P<modules>\{[^}]+\});\s*import\("(?P<entry>[^"]+)"\);</script>'
)
ROUTE = re.compile(r'import \* as (\w+) from "([^"]+)";')
WAKING = """<script>(() => {
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    for (const href of %(preloads)s)
      document.head.append(Object.assign(document.createElement('link'), {rel: 'modulepreload', href}));
    await import(%(manifest)s);
    const [%(names)s] = await Promise.all(%(routes)s.map((each) => import(each)));
    window.__reactRouterRouteModules = %(modules)s;
    await import(%(entry)s);
  };
  // A network that fails at this very moment: the page is read meanwhile, and opened again when the server answers.
  const back = () => fetch(location.href, {method: 'HEAD'}).then((answer) => answer.ok && location.reload(), () => {});
  const wake = () => begin().catch(() => setInterval(back, 3000));
  requestAnimationFrame(() => setTimeout(wake));
  setTimeout(wake, 2000);
})()</script>"""


BANNER = {
    "`A new version of this app is available.`": "`Une nouvelle version du site est disponible.`",
    "`Reload`": "`Recharger`",
}
"""The only English words Reflex shows that have no setting: a tab left open meets a newer build."""


class Painting(Plugin):
    """Draw each page before waking it up."""

    def post_build(self, **context: Any) -> None:
        """Called by Reflex when the static files are there, before they are compressed."""
        built = Path(context["static_dir"])
        for page in built.rglob("*.html"):
            page.write_text(drawn_first(page.read_text("utf-8")), "utf-8")
        for script in (built / "assets").glob("*.js"):
            if (text := script.read_text("utf-8")) != (told := in_french(text)):
                script.write_text(told, "utf-8")


def in_french(script: str) -> str:
    """The same script, its banner in French; raises ValueError when Reflex says something else."""
    if "reflex-new-version-banner" not in script:
        return script
    for words, ours in BANNER.items():
        if words not in script:
            raise ValueError(f"the banner of Reflex no longer says {words}")
        script = script.replace(words, ours)
    return script


def drawn_first(html: str) -> str:
    """The same page, its modules asked for once it is drawn; raises ValueError on another shape of page."""
    preloads, entry = PRELOAD.findall(html), ENTRY.search(html)
    if entry is None or not preloads:
        raise ValueError("the page does not ask for its modules as React Router does")
    routes = ROUTE.findall(entry["routes"])
    waking = WAKING % {
        "preloads": json.dumps(preloads),
        "manifest": json.dumps(entry["manifest"]),
        "names": ", ".join(name for name, _ in routes),
        "routes": json.dumps([address for _, address in routes]),
        "modules": entry["modules"],
        "entry": json.dumps(entry["entry"]),
    }
    return PRELOAD.sub("", html.replace(entry[0], waking))

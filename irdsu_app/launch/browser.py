"""Which browser the checks drive."""

import shutil
from pathlib import Path

from irdsu_app.settings import settings

NAMES = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"
"""The same without its windows: a page takes a third of the processor time."""
MISSING = (
    "Aucun Chromium trouvé pour les contrôles. Installez-le (sur Debian ou Ubuntu : sudo apt install chromium ; "
    "ailleurs : .venv/bin/playwright install chromium), ou donnez son chemin dans IRDSU_CHROMIUM."
)


def chromium() -> Path | None:
    """The Chromium that is asked for, else Playwright's own, else the machine's."""
    if settings.chromium:
        return settings.chromium
    if (own := _playwrights_own()).exists():
        return own
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


def lightest() -> Path | None:
    """The Chromium for the checks: the one that is asked for, else one without windows, else any."""
    found = None if settings.chromium else shutil.which(SHELL)
    return Path(found) if found else chromium()


def _playwrights_own() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)

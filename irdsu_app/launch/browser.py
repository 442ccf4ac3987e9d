"""Which browser the checks drive."""

import shutil
from pathlib import Path

from irdsu_app.settings import settings

NAMES = ("chromium", "chromium-browser", "google-chrome")
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


def _playwrights_own() -> Path:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)

"""Write the sheet for another edition than the package's own, or for somebody's adaptation.

    with showing(edition.brief, edition.facts):
        paper.sheet(today)

Within the block, and in that task or thread only, `brief()` and `facts()` give these documents to everything that
draws and writes; outside it they give the first edition, read from `content/`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from irdsu_app.brief import facts as figures
from irdsu_app.brief import panels as words
from irdsu_app.brief.facts import Facts
from irdsu_app.brief.panels import Brief


@contextmanager
def showing(brief: Brief, facts: Facts) -> Iterator[None]:
    """Show these words and these figures until the end of the block; blocks may be nested."""
    told, counted = words.SHOWN.set(brief), figures.SHOWN.set(facts)
    try:
        yield
    finally:
        figures.SHOWN.reset(counted)
        words.SHOWN.reset(told)

"""The one way in: what may enter (Origin, rates, sizes, names, arguments, roles) and what every answer carries."""

from irdsu_app.door.ends import end_visits
from irdsu_app.door.events import guard
from irdsu_app.door.gate import from_anywhere, let_go, ring, widen
from irdsu_app.door.leavers import forgetting
from irdsu_app.door.pages import BUILD, Page, Told, pages
from irdsu_app.door.policies import policy
from irdsu_app.door.rates import TooMany, count, counted, pour
from irdsu_app.door.visitors import address, origin
from irdsu_app.door.watch import sitemap

__all__ = [
    "BUILD", "Page", "Told", "TooMany", "address", "count", "counted", "end_visits", "forgetting",
    "from_anywhere", "guard", "let_go", "origin", "pages", "policy", "pour", "ring", "sitemap", "widen",
]  # fmt: skip

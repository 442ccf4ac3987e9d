"""The hub of this process: alone, or one of several that Redis holds together (`IRDSU_REDIS_URL`)."""

from irdsu_app.live.local import LocalHub
from irdsu_app.live.peers import peers
from irdsu_app.live.rooms import Hub, Manner, Slice, channel
from irdsu_app.live.shared import SharedHub
from irdsu_app.settings import settings

__all__ = ["Hub", "LocalHub", "Manner", "Slice", "channel", "hub"]

hub: Hub = SharedHub(peers) if settings.redis_url else LocalHub()
"""The hub of this process."""

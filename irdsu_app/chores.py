"""What is done by itself, each hour and each minute: each product erases or writes what is due."""

from datetime import timedelta

from irdsu_app import rounds
from irdsu_app.access import organisers
from irdsu_app.brief import expiry
from irdsu_app.coop import deck_register, register
from irdsu_app.cycles import following, privacy, reminding
from irdsu_app.jobs import alert_rounds, posting_expiry, still_register
from irdsu_app.jobs import expiry as offers
from irdsu_app.live import store
from irdsu_app.settings import settings

ROOMS = store.forgetting(timedelta(days=settings.room_days), at_once=(register.KIND,))
"""A game is forgotten as soon as its room expires."""
DUE = (ROOMS, deck_register.purge, organisers.tidy, offers.erase_contacts, posting_expiry.forget, alert_rounds.tidy)
DUE += (still_register.send,)
HOURLY = (
    *(rounds.written(deed) for deed in DUE),
    expiry.forget,
)
MINUTELY = (*(rounds.written(deed) for deed in (reminding.send, following.send, privacy.purge)), alert_rounds.send)

"""Who has gone is forgotten in minutes, who is there never is; written against Reflex 0.10.1."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken

from irdsu_app.door import leavers


def test_the_screen_of_who_has_gone_is_forgotten_and_that_of_who_is_there_is_not():
    async def live() -> None:
        manager = StateManagerMemory()
        here, gone = (BaseStateToken(ident=name, cls=rx.State) for name in ("here", "gone"))
        for each in (here, gone):
            await manager.get_state(each)
        namespace = SimpleNamespace(sid_to_token={"sid": "here"})
        app: Any = cast(Any, SimpleNamespace(state_manager=manager, event_namespace=namespace))
        now = max(until for until, _ in manager._token_expires_at.values()) - 6 * 3600
        leavers.look(app, now)
        assert {each.partition("/")[0] for each in manager.states} == {"here", "gone"}, "one may come back at once"
        (left,) = (until for until, token in manager._token_expires_at.values() if token.ident == "gone")
        assert left == now + leavers.GONE
        manager._token_expires_at = {
            key: (0.0 if token.ident == "gone" else until, token)
            for key, (until, token) in manager._token_expires_at.items()
        }
        leavers.look(app, now + leavers.GONE)
        assert {each.partition("/")[0] for each in manager.states} == {"here"}
        leavers.look(app, now + 30 * 3600)
        ((until, _),) = manager._token_expires_at.values()
        assert until > now + 30 * 3600, "a screen looked at all day without a gesture is not forgotten"
        await manager.close()

    asyncio.run(live())

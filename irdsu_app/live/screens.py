"""What each tab shows, kept in Redis too when there are several processes: a restart, or another process, finds it.

The only module that touches how Reflex 0.10.1 keeps states; tests/state/test_screens.py is its contract. A state lives
in the memory of the process that holds the tab's socket; a second later at most a copy of what has changed is in Redis,
and the memory is freed when the socket closes. So an event costs what it costs in one process, and Redis may be away:
the truth is in the database, a tab without its copy is rebuilt by its page. Reflex's own Redis manager reads and writes
at each event, fails with Redis, and takes the tabs of a killed process for strangers: their socket records outlive it.
The root state is not copied: it holds the cookies of the visitor, and each socket brings it again.
"""

import asyncio
import dataclasses
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import redis.asyncio as redis
import reflex as rx
from redis.exceptions import RedisError
from reflex.istate.manager.memory import StateManagerMemory, _ModifyState
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState
from reflex_base.utils.exceptions import StateSchemaMismatchError

from irdsu_app import faults
from irdsu_app.settings import settings

EVERY = 1.0
"""Seconds between two copies."""
TOGETHER = 200
"""Tabs copied in one exchange with Redis."""
PATIENCE = 1.0
"""Seconds Redis has to answer."""
LONGEST = 64
"""Characters of the name of a tab, which is a stranger's word."""
log = logging.getLogger(__name__)


@dataclasses.dataclass
class Screens(StateManagerMemory):
    """The states of the tabs of this process, and their copies in the Redis of this address."""

    url: str = ""
    _changed: dict[str, BaseStateToken] = dataclasses.field(default_factory=dict, init=False)
    _redis: Any = dataclasses.field(default=None, init=False)
    _away: bool = dataclasses.field(default=False, init=False)
    """Whether Redis did not answer the last time: until it does again, nobody waits for it."""

    def modify_state(self, token: Any, **_context: Any) -> AbstractAsyncContextManager[Any]:
        """Give the state of a tab to change, as it was left; what it becomes is copied soon."""
        return _Modify(self, token)

    async def get_state(self, token: Any) -> Any:
        """Give the state of a tab, as it was left."""
        await self.find(self._coerce_token(token))
        return await super().get_state(token)

    async def find(self, token: Any) -> None:
        """Bring into memory the copy of a state that is not there."""
        if not _is_copied(token) or token.cache_key in self.states or self._redis is None or self._away:
            return
        try:
            held = await self._redis.hgetall(_key(token.ident))
        except (RedisError, OSError) as error:
            self._miss(error)
            return
        if held and token.cache_key not in self.states:
            copies = {name.decode(): copy for name, copy in held.items()}
            self.states[token.cache_key] = _rebuilt(token.cls.get_root_state()(_reflex_internal_init=True), copies)

    def change(self, token: Any) -> None:
        """Have what has changed in this state copied."""
        if _is_copied(token):
            self._changed[token.cache_key] = token

    @asynccontextmanager
    async def keep(self) -> AsyncIterator[None]:
        """Copy while the server lives, and all that remains at its end."""
        self._redis = redis.Redis.from_url(self.url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        rounds = asyncio.create_task(self._rounds())
        try:
            yield
        finally:
            rounds.cancel()
            await self.copy()
            await self._redis.aclose()

    async def copy(self) -> None:
        """Copy now what has changed; what Redis does not take waits."""
        while self._changed:
            taken = dict(list(self._changed.items())[:TOGETHER])
            line, touched = self._redis.pipeline(transaction=False), []
            for name, token in taken.items():
                del self._changed[name]
                if (root := self.states.get(name)) is not None and (copies := _copied(root, touched)):
                    line.hset(_key(token.ident), mapping=copies)
                    line.expire(_key(token.ident), self.token_expiration)
            try:
                if touched:
                    await line.execute()
                self._away = False
            except (RedisError, OSError) as error:
                self._miss(error)
                for state in touched:
                    state._was_touched = True
                self._changed = taken | self._changed
                return

    async def leave(self, token: Any) -> None:
        """Free the memory of a tab whose socket has closed, once it is copied."""
        self.change(token)
        await self.copy()
        lock = self._states_locks.get(token.lock_key)
        if not self._away and (lock is None or not lock.locked()):
            self._purge_token(token)

    async def _rounds(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                if self._away:
                    await self._redis.ping()
                    self._away = False
                await self.copy()
            except (RedisError, OSError) as error:
                self._miss(error)
            except Exception as error:
                log.error("the states of some tabs were not copied: %s", faults.told(error))

    def _miss(self, error: Exception) -> None:
        if not self._away:
            log.error("Redis is away, what tabs show is only in memory: %s", type(error).__name__)
        self._away = True


class _Modify(_ModifyState):
    """Reflex's own, after the copy is found and before it is made again."""

    async def __aenter__(self) -> Any:
        token = self._manager._coerce_token(self._token)
        await self._manager.find(token)  # pyright: ignore[reportAttributeAccessIssue]
        return await super().__aenter__()

    async def __aexit__(self, *exc_info: object) -> None:
        self._manager.change(self._token)  # pyright: ignore[reportAttributeAccessIssue]
        await super().__aexit__(*exc_info)


def bind(app: rx.App) -> None:
    """Keep in Redis what the tabs of this app show, when there is one."""
    if not settings.redis_url or app.event_namespace is None or app._state is None:
        return
    screens = app._state_manager = Screens(url=settings.redis_url)
    app.register_lifespan_task(screens.keep)
    namespace, inner, state = app.event_namespace, app.event_namespace.on_disconnect, app._state
    leaving: set[asyncio.Task[None]] = set()

    async def free(name: str) -> None:
        await asyncio.sleep(EVERY)
        if name not in namespace.token_to_sid:  # it has not come back meanwhile
            await screens.leave(BaseStateToken(ident=name, cls=state))

    def on_disconnect(sid: str, *reason: Any) -> Any:
        if name := namespace.sid_to_token.get(sid):
            task = asyncio.create_task(free(name))
            leaving.add(task)
            task.add_done_callback(leaving.discard)
        return inner(sid, *reason)

    namespace.on_disconnect = on_disconnect  # pyright: ignore[reportAttributeAccessIssue]


def _is_copied(token: Any) -> bool:
    return isinstance(token, BaseStateToken) and 0 < len(token.ident) <= LONGEST


def _key(name: str) -> str:
    return f"irdsu/screen/{name}"


def _copies(root: BaseState, touched: list[BaseState]) -> dict[str, bytes]:
    """The states below the root that have changed since they were last copied."""
    copies, stack = {}, list(root.substates.values())
    while stack:
        state = stack.pop()
        stack.extend(state.substates.values())
        if state._was_touched:
            copies[state.get_full_name()] = state._serialize()
            state._was_touched = False
            touched.append(state)
    return {name: copy for name, copy in copies.items() if copy}


def _copied(root: BaseState, touched: list[BaseState]) -> dict[str, bytes]:
    """The same, or nothing: what one tab holds and cannot be copied keeps no other from being."""
    try:
        return _copies(root, touched)
    except Exception as error:
        log.error("the states of a tab were not copied: %s", faults.told(error))
        return {}


def _rebuilt(state: BaseState, copies: dict[str, bytes]) -> BaseState:
    """A new tree of states, with those that were copied in their places."""
    for name, fresh in list(state.substates.items()):
        kept = _read(fresh, copies.get(fresh.get_full_name()))
        if kept is not fresh:
            kept.substates = fresh.substates
        kept.parent_state = state
        state.substates[name] = _rebuilt(kept, copies)
    return state


def _read(fresh: BaseState, copy: bytes | None) -> BaseState:
    """What was copied, unless it was of another version of the app."""
    if copy is None:
        return fresh
    try:
        kept = BaseState._deserialize(data=copy)
    except StateSchemaMismatchError:
        return fresh
    return kept if type(kept) is type(fresh) else fresh

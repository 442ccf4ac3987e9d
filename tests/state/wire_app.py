"""The smallest app with a live room: what tests/state/test_wire.py serves."""

import reflex as rx

from irdsu_app.live.collector import calm
from irdsu_app.live.hub import LocalHub, Slice, hub


class View(rx.State):
    _code: str = ""
    looks: int = 0

    @rx.var(cache=False)
    def step(self) -> int:
        return hub.get(self._code, VIEW, "step", 0)

    @rx.var(cache=False)
    def people(self) -> int:
        return hub.presence(self._code)

    @rx.var(cache=False)
    def sockets(self) -> int:
        return len(hub._where) if isinstance(hub, LocalHub) else -1

    @rx.var(cache=False)
    def closed(self) -> int:
        return hub.closed

    @rx.event
    def look(self) -> None:
        self.looks += 1

    @rx.event
    async def enter(self) -> None:
        self._code = "K7MPX"
        sid = self.router.session.session_id
        await hub.enter("K7MPX", sid, sid, lambda: [Slice(VIEW, "step", 1)])
        hub.show_presence("K7MPX", VIEW, "people")

    @rx.event
    def go_to(self, step: int) -> None:
        hub.publish("K7MPX", VIEW, "step", step)

    @rx.event
    def leave(self) -> None:
        hub.leave(self.router.session.session_id)


VIEW = View.get_full_name()
app = rx.App()
app.add_page(
    lambda: rx.el.p(View.step, View.people, View.sockets, on_unmount=View.leave), route="/", on_load=View.enter
)
hub.bind(app)
app.register_lifespan_task(calm)

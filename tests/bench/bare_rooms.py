"""The reference of the rooms: python-socketio alone under granian, broadcasting to a room what the app sends there."""

import gc
import json
import os
from pathlib import Path

import socketio

server = socketio.AsyncServer(
    async_mode="asgi", transports=["websocket"], cors_allowed_origins="*", async_handlers=False,
    ping_interval=5, ping_timeout=10,
)  # fmt: skip
FRAME = json.loads(Path(os.environ["BENCH_FRAME"]).read_text())
READY = {"delta": {"reflex___state____state": {"is_hydrated_rx_state_": True}}}
room_of: dict[str, str] = {}


async def connect(sid, environ, auth):
    room_of[sid] = environ["QUERY_STRING"].partition("room=")[2].partition("&")[0]
    await server.enter_room(sid, room_of[sid], namespace="/_event")
    await server.emit("event", READY, to=sid, namespace="/_event")


async def move(sid, event):
    """Say to the whole room what one person has done: the frame of the app, with the mark of this move."""
    ((view, values),) = FRAME["delta"].items()
    ((var, people),) = values.items()
    first, *others = people["people"]
    said = {**people, "people": [{**first, "name": event["name"]}, *others]}
    await server.emit("event", {"delta": {view: {var: said}}}, room=room_of[sid], namespace="/_event")


server.on("connect", connect, namespace="/_event")
server.on("event", move, namespace="/_event")
app = socketio.ASGIApp(server, socketio_path="_event")

if os.environ.get("BENCH_FROZEN"):
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)

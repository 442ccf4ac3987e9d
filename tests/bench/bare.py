"""The reference: python-socketio alone under granian, broadcasting what the app broadcasts."""

import gc
import os

import socketio

server = socketio.AsyncServer(
    async_mode="asgi", transports=["websocket"], cors_allowed_origins="*", async_handlers=False,
    ping_interval=5, ping_timeout=10,
)  # fmt: skip
VIEW = "reflex___state____state.irdsu_app___brief___state____room"
LIVE = {"step": 1, "status": "En cours", "black": False, "code_shown": False, "whole": False, "drawings": {}}


async def connect(sid, environ, auth):
    await server.enter_room(sid, "room", namespace="/_event")
    ready = {"delta": {"reflex___state____state": {"is_hydrated_rx_state_": True}}}
    await server.emit("event", ready, to=sid, namespace="/_event")


async def step(sid, event):
    delta = {"delta": {VIEW: {"live_rx_state_": LIVE | event["payload"]}}}
    await server.emit("event", delta, room="room", namespace="/_event")


server.on("connect", connect, namespace="/_event")
server.on("event", step, namespace="/_event")
app = socketio.ASGIApp(server, socketio_path="_event")

if os.environ.get("BENCH_FROZEN"):
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)

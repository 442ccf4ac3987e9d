"""What the house counts of itself, for whoever watches over it: numbers only, never a name, a code nor a link.

Labels are words of ours (a route, a module, a status), never what a visitor wrote: there are few of them, for ever.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.routing import BaseRoute, Route

disable_created_metrics()
REGISTRY = CollectorRegistry()
"""What `/metrics` shows; memory and processor time are those of this process."""
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

REQUESTS = Counter("irdsu_requests", "Requests answered, by route and status.", ("route", "status"), registry=REGISTRY)
TOOK = Histogram(
    "irdsu_request_seconds", "Time to answer a request.", ("route",),
    buckets=(0.005, 0.02, 0.1, 0.5, 2, 10), registry=REGISTRY,
)  # fmt: skip
EVENTS = Counter("irdsu_events", "Events admitted, by handler.", ("handler",), registry=REGISTRY)
REFUSED = Counter(
    "irdsu_refused", "What the door refused: event, request, socket, frame.", ("what",), registry=REGISTRY
)
SOCKETS = Gauge("irdsu_sockets", "Sockets open.", registry=REGISTRY, multiprocess_mode="livesum")
FANOUT = Histogram(
    "irdsu_fanout_seconds", "From a change to the moment it was handed to the last socket of its room.",
    buckets=(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5), registry=REGISTRY,
)  # fmt: skip
LAG = Histogram(
    "irdsu_loop_lag_seconds", "How late the event loop wakes up what is due.",
    buckets=(0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5), registry=REGISTRY,
)  # fmt: skip
ERRORS = Counter(
    "irdsu_errors", "Errors noted in the log, by the place that noted them.", ("place",), registry=REGISTRY
)
_routes: dict[object, str] = {}
read_when_asked: list[Collector] = []
"""The gauges that nothing keeps between two readings."""
Count = Callable[[], Iterable[tuple[tuple[str, ...], float]]]
"""Gives now the values of a gauge, each under its labels."""


class _Asked(Collector):
    """A gauge whose values are asked for when somebody reads it."""

    def __init__(self, name: str, meaning: str, labels: tuple[str, ...], count: Count) -> None:
        self._name, self._meaning, self._labels, self._count = name, meaning, labels, count

    def collect(self) -> Iterable[GaugeMetricFamily]:
        gauge = GaugeMetricFamily(self._name, self._meaning, labels=self._labels)
        for labels, value in self._count():
            gauge.add_metric(labels, value)
        yield gauge

    def describe(self) -> Iterable[GaugeMetricFamily]:
        yield GaugeMetricFamily(self._name, self._meaning, labels=self._labels)


def asked(name: str, meaning: str, labels: tuple[str, ...], count: Count) -> None:
    """Show a gauge whose values are asked for at each reading; a name is taken once."""
    read_when_asked.append(_Asked(name, meaning, labels, count))
    REGISTRY.register(read_when_asked[-1])


@dataclass
class Answer:
    """What is answered to a request."""

    status: int = 0


def know(routes: Iterable[BaseRoute]) -> None:
    """Know by their path the routes of the house; every other request counts as a page."""
    _routes.update((each.endpoint, each.path) for each in routes if isinstance(each, Route))


@contextmanager
def answering(scope: MutableMapping[str, Any]) -> Iterator[Answer]:
    """Count a request, and the time to answer it."""
    began, answer = perf_counter(), Answer()
    try:
        yield answer
    finally:
        route = _routes.get(scope.get("endpoint"), "page")
        REQUESTS.labels(route, str(answer.status)).inc()
        TOOK.labels(route).observe(perf_counter() - began)


def fanned_out(began: float) -> None:
    """Note a push begun at this `perf_counter`, once every socket's own task has taken it: they were woken before."""
    asyncio.get_running_loop().call_soon(lambda: FANOUT.observe(perf_counter() - began))


class Noted(logging.Handler):
    """Counts the errors that are noted, by place."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count it."""
        ERRORS.labels(record.name).inc()

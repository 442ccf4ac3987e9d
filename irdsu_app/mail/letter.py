"""A letter to send, and a letter written. Pure.

Who queues gives a `ToSend`: its data is frozen there, so that writing thousands of letters is never in the way of a
click. Who writes makes a `Written` of that data, later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Deed = Callable[[Any], None]
"""What is done with the session of a transaction."""
Status = Literal["queued", "handing", "sent", "refused", "uncertain", "dropped"]
SETTLED: tuple[Status, ...] = ("sent", "refused", "uncertain", "dropped")
"""What no longer moves by itself."""
NOWHERE = (".test", ".invalid", ".example")
"""Endings of the addresses that are nobody's (RFC 2606): demonstrations use them, nothing is ever sent there."""
DEMONSTRATION = "Adresse de démonstration : rien n’est envoyé."


@dataclass(frozen=True)
class ToSend:
    """A letter to queue.

    `key` makes it one letter: the same key again is ignored, whatever the rest; no address in it, it outlives erasure.
    `kind` is who writes it ("cycles.confirmed"); `about` lets organisers find it ("meeting:<uuid>").
    Not sent before `due_at` nor after `until`. What `data` holds is forgotten once settled when it is `secret`.
    """

    key: str
    kind: str
    recipient: str
    data: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    due_at: datetime | None = None
    until: datetime | None = None
    secret: bool = False


@dataclass(frozen=True)
class Invite:
    """A calendar file that mail programs act upon."""

    method: Literal["REQUEST", "CANCEL", "PUBLISH"]
    ics: bytes


@dataclass(frozen=True)
class File:
    """A file that goes with a letter; `media` is its type ("application/pdf")."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True)
class Written:
    """A letter as it is read: the plain text is all of it, the HTML only dresses it.

    `unsubscribe`, when there is one, is the address that stops these letters when one posts to it (RFC 8058).
    `once_left`, given the session, is done in the transaction that notes that it left.
    """

    subject: str
    text: str
    html: str = ""
    invite: Invite | None = None
    files: tuple[File, ...] = ()
    unsubscribe: str = ""
    once_left: Deed | None = None


class Needless(Exception):
    """A letter that has nothing to say any more: it is not sent, and `once_dropped` is done when that is noted."""

    def __init__(self, why: str, once_dropped: Deed | None = None) -> None:
        """Say why in French, for the list of the organisers."""
        super().__init__(why)
        self.once_dropped = once_dropped


Writer = Callable[[str, Mapping[str, Any]], Written]
"""Writes a letter from its kind and its data."""


def is_nowhere(recipient: str) -> bool:
    """Whether this address is nobody's."""
    return recipient.strip().rstrip(".>").lower().endswith(NOWHERE)


def normalised(recipient: str) -> str:
    """An address as it is compared: no space around, small letters."""
    return recipient.strip().lower()

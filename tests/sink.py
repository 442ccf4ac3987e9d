"""A real mail server that keeps what it is given, and can be told to refuse, to cut, or to make one wait."""

import threading
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.serving import free_port

CUT = "cut"
"""An answer that hangs up instead."""


class Sink:
    """The server, its letters, and its answers: `at_rcpt[address]`, `at_data[address]`."""

    def __init__(self, password: str = "") -> None:
        self.port, self.letters = free_port(), []
        self.at_rcpt: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        self.connections = 0
        self.hold = threading.Event()
        self.hold.set()
        self.arrived = threading.Semaphore(0)
        secrets: dict[str, Any] = {}
        if password:
            good = AuthResult(success=True)
            bad = AuthResult(success=False, handled=False)
            secrets = {
                "authenticator": lambda *given: good if given[-1].password == password.encode() else bad,
                "auth_required": True,
                "auth_require_tls": False,
            }
        self._server = Controller(self, hostname="127.0.0.1", port=self.port, **secrets)

    @property
    def url(self) -> str:
        """How the house finds it."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "Sink":
        self._server.start()
        return self

    def __exit__(self, *_failure: object) -> None:
        self.hold.set()
        self._server.stop()

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):  # noqa: N802 — the names of aiosmtpd
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, _session, envelope, address, _options):  # noqa: N802
        answer = self.at_rcpt.get(address, "250 OK")
        if answer == CUT:
            server.transport.abort()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, _session, envelope):  # noqa: N802
        recipient = envelope.rcpt_tos[0]
        answer = self.at_data.get(recipient, "250 OK")
        if answer == CUT or answer.startswith("250"):
            self.letters.append((recipient, envelope.content))
        self.arrived.release()
        while not self.hold.is_set():
            await server.loop.run_in_executor(None, self.hold.wait, 0.2)
        if answer == CUT:
            server.transport.abort()
        return answer

    @property
    def recipients(self) -> list[str]:
        """Whom it received letters for, in order."""
        return [recipient for recipient, _ in self.letters]

    def message(self, number: int = -1) -> EmailMessage:
        """A letter it received."""
        read = message_from_bytes(self.letters[number][1], policy=default)
        assert isinstance(read, EmailMessage)
        return read

    def text(self, number: int = -1) -> str:
        """The plain text of a letter it received."""
        body = self.message(number).get_body(("plain",))
        assert body is not None
        return body.get_content()

"""A line to the mail server, or to the console: it says what became of each letter, in words an organiser reads."""

import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from email.utils import parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import errors

from irdsu_app.mail.delays import told
from irdsu_app.mail.outcome import Later, Outcome, Refused, Sent, Taken, Uncertain

COMMAND = 30.0
"""Seconds the server has to answer a command."""
ANSWER = 600.0
"""Seconds it has to say that it took the letter (RFC 5321): giving up earlier would leave many uncertain."""
LOCAL = ("localhost", "127.0.0.1", "::1")
UNREACHABLE = "Le serveur de courrier ne répond pas."
UNSURE = "Le serveur de courrier n’a pas répondu à temps : on ne sait pas si le courriel est parti."
NO_SENDER = "Notre serveur de courrier refuse notre adresse d’expédition : vérifiez IRDSU_MAIL_FROM."
MISWRITTEN = "Cette adresse est mal écrite."

Leave = Callable[[], Awaitable[bool]]
"""Called just before the content leaves; false when it must not."""


class Away(Exception):
    """The server cannot be reached, or does not want us: no letter can leave. The message says why."""


class Line(Protocol):
    """A way for letters to leave."""

    async def hand(self, content: bytes, recipient: str, leave: Leave) -> Outcome:
        """Deliver a letter; raises Away."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


@dataclass(frozen=True)
class Office:
    """A mail server."""

    host: str
    port: int
    user: str | None
    password: str | None
    tls: bool
    starttls: bool | None
    """Asked whenever a password would travel; otherwise used when offered."""


def office(url: str) -> Office:
    """The mail server of `smtp://user:password@host:587` or `smtps://…`."""
    parts = urlsplit(url)
    host, tls = parts.hostname or "", parts.scheme == "smtps"
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    starttls = False if tls else True if user and host not in LOCAL else None
    return Office(host, parts.port or (465 if tls else 587 if user else 25), user, password, tls, starttls)


class Wire:
    """A connection to a mail server, opened at the first letter and used for the next ones."""

    def __init__(self, at: Office, sender: str, answer: float = ANSWER) -> None:
        """Know the server, and who letters come from."""
        self._at, self._sender, self._answer = at, parseaddr(sender)[1], answer
        self._client: aiosmtplib.SMTP | None = None

    async def hand(self, content: bytes, recipient: str, leave: Leave) -> Outcome:
        """Deliver a letter; raises Away."""
        try:
            address = _ascii(recipient)
        except (UnicodeError, ValueError):
            return Refused(MISWRITTEN)
        before = await self._envelope(address)
        if before is not None:
            return before
        if not await leave():
            await self._forget_envelope()
            return Taken()
        return await self._content(content)

    async def _envelope(self, address: str) -> Outcome | None:
        """Say whom it is for; an old connection may have been cut meanwhile, which costs one more."""
        reused = self._client is not None
        client = await self._connected()
        try:
            await client.mail(self._sender)
            await client.rcpt(address)
        except errors.SMTPRecipientRefused as refusal:
            await self._forget_envelope()
            permanent = refusal.code >= 500
            return (Refused if permanent else Later)(told(refusal.code, permanent))
        except errors.SMTPResponseException as refusal:
            await self.close()
            if reused and refusal.code == 421:
                return await self._envelope(address)
            raise Away(NO_SENDER if refusal.code >= 500 else told(refusal.code, permanent=False)) from None
        except (errors.SMTPException, OSError):
            await self.close()
            if reused:
                return await self._envelope(address)
            raise Away(UNREACHABLE) from None
        except ValueError:
            await self._forget_envelope()
            return Refused(MISWRITTEN)
        return None

    async def _content(self, content: bytes) -> Outcome:
        client = await self._connected()
        try:
            await client.data(content, timeout=self._answer)
        except errors.SMTPDataError as refusal:
            await self._forget_envelope()
            permanent = refusal.code >= 500
            return (Refused if permanent else Later)(told(refusal.code, permanent))
        except (errors.SMTPException, OSError):
            await self.close()
            return Uncertain(UNSURE)
        return Sent()

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client is None:
            at = self._at
            client = aiosmtplib.SMTP(
                hostname=at.host, port=at.port, username=at.user, password=at.password, use_tls=at.tls,
                start_tls=at.starttls, timeout=COMMAND, local_hostname=self._sender.rpartition("@")[2] or "localhost",
            )  # fmt: skip
            try:
                await client.connect()
            except errors.SMTPAuthenticationError as refusal:
                raise Away(told(refusal.code, permanent=True)) from None
            except errors.SMTPResponseException as refusal:
                raise Away(told(refusal.code, permanent=refusal.code >= 500)) from None
            except (errors.SMTPException, OSError, ValueError):
                raise Away(UNREACHABLE) from None
            self._client = client
        return self._client

    async def _forget_envelope(self) -> None:
        try:
            if self._client is not None:
                await self._client.rset()
        except (errors.SMTPException, OSError):
            await self.close()

    async def close(self) -> None:
        """Hang up, politely if the server still listens."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(errors.SMTPException, OSError):
                await client.quit(timeout=2)
            client.close()


class Console:
    """Where letters are read when there is no mail server: while developing."""

    async def hand(self, content: bytes, recipient: str, leave: Leave) -> Outcome:
        """Write the letter out."""
        if not await leave():
            return Taken()
        message = message_from_bytes(content, policy=default)
        headers = [f"{name} : {message[name]}" for name in ("To", "Subject")]
        text = message.get_body(("plain",))
        files = [part.get_filename() for part in message.iter_attachments()]
        said = [*headers, "", text.get_content() if text else "", *(f"[{name}]" for name in files)]
        sys.stdout.write("\n".join(["", "— Courriel —", *said, "— Fin —", ""]))
        sys.stdout.flush()
        return Sent("Écrit dans la console : aucun serveur de courrier n’est réglé.")

    async def close(self) -> None:
        """Nothing to hang up."""


def _ascii(recipient: str) -> str:
    """The address as every server reads it; raises UnicodeError when it cannot be."""
    name, at, domain = recipient.rpartition("@")
    name.encode("ascii")
    if not at or not name or not domain:
        raise ValueError(recipient)
    return f"{name}@{domain.encode('idna').decode()}"

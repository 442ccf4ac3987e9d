"""A network between the house and its PostgreSQL that swallows the answer to one word, once what was asked is done."""

import socket
import threading
from contextlib import suppress


class Swallower:
    """Passes everything on, both ways; once `word` has been asked, the answers of that connection are lost."""

    def __init__(self, port: int, word: bytes) -> None:
        self._far, self._word, self.armed = port, word, False
        self._door = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = []
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._door.getsockname()[1]

    def close(self) -> None:
        """Cut everybody off."""
        for line in (self._door, *self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._far))
                self._lines += [near, far]
                swallowed = threading.Event()
                for deed in (self._ask, self._answer):
                    threading.Thread(target=deed, args=(near, far, swallowed), daemon=True).start()

    def _ask(self, near: socket.socket, far: socket.socket, swallowed: threading.Event) -> None:
        with suppress(OSError):
            while said := near.recv(65536):
                if self.armed and self._word in said:
                    swallowed.set()
                far.sendall(said)

    def _answer(self, near: socket.socket, far: socket.socket, swallowed: threading.Event) -> None:
        with suppress(OSError):
            while said := far.recv(65536):
                if not swallowed.is_set():
                    near.sendall(said)

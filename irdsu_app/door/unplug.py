"""Close a connection from under the server: Granian 2.8 waits for ever to say goodbye to who reads nothing."""

import os
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path

AT_ONCE = struct.pack("ii", 1, 0)
"""Close without waiting for what was not read."""


def unplug(client: tuple[str, int | str]) -> bool:
    """Close the connection that comes from this address and this port (a text, for Granian 2.8).

    Says whether there was one.
    """
    for descriptor in [int(each.name) for each in Path("/dev/fd").iterdir()]:
        with suppress(OSError):  # it was closing by itself
            if stat.S_ISSOCK(os.fstat(descriptor).st_mode) and _is_cut(descriptor, client):
                return True
    return False


def _is_cut(descriptor: int, client: tuple[str, int | str]) -> bool:
    with socket.socket(fileno=os.dup(descriptor)) as held:
        if held.family not in (socket.AF_INET, socket.AF_INET6):
            return False
        host, port = held.getpeername()[:2]
        if port != int(client[1]) or host.removeprefix("::ffff:") != client[0].removeprefix("::ffff:"):
            return False
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        held.shutdown(socket.SHUT_RDWR)
        return True

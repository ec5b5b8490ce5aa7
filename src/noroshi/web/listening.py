"""The port of the server, on this machine alone, which is there before the server is."""

import errno
import os
import socket
import threading
import webbrowser
from contextlib import suppress
from typing import Final

from noroshi.errors import NoroshiError

ADDRESS: Final = "127.0.0.1"
_TRIED: Final = 20
"""Ports that are looked at for a free one."""


def bound(port: int) -> socket.socket:
    """A socket that listens to the port: who comes before the server waits there for it.

    Args:
        port: to listen to; 0 = any that is free.

    Raises:
        NoroshiError: another program has it; names one that is free.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # where it would let two programs have one port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((ADDRESS, port))
        found.listen()  # two may bind one port, but not listen to it
    except OSError as error:
        found.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            what = "is taken" if error.errno == errno.EADDRINUSE else "may not be used"
            free = _free(port)
            raise NoroshiError(f"port {port} {what}; write e.g. --port {free}") from None
        raise
    return found


def tell(scenario: str, port: int, *, browser: bool) -> None:
    """Say where the lab is, and open it there.

    Args:
        scenario: that it opens with.
        port: that it listens to.
        browser: whether to open the page.
    """
    address = f"http://{ADDRESS}:{port}/"
    print(f"The lab of {scenario}: {address} (Ctrl-C ends it)", flush=True)
    if browser:
        # A browser that is slow to start must not keep the server from it.
        threading.Thread(target=_open, args=(address,), daemon=True).start()


def _free(port: int) -> int:
    """A port near it that nobody has; 0, which means any, where all are taken."""
    for other in range(port + 1, min(port + _TRIED, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried, suppress(OSError):
            tried.bind((ADDRESS, other))
            return other
    return 0


def _open(address: str) -> None:
    with suppress(Exception):  # there may be none, or one that fails as it likes
        webbrowser.open(address)

"""Runs the server until it is stopped, on this machine alone."""

import errno
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import uvicorn

from noroshi.errors import NoroshiError
from noroshi.web.app import lab

ADDRESS: Final = "127.0.0.1"
_TRIED: Final = 20
"""Ports that are looked at for a free one."""
_PATIENCE: Final = 1
"""For open streams to end when the server does [s]."""


def serve(scenario: str, port: int, prepare: Callable[[], None], *, browser: bool) -> None:
    """Serve the lab until Ctrl-C.

    Args:
        scenario: that is opened first.
        port: to listen to; 0 = any that is free.
        prepare: what a worker does before anything heavy is imported.
        browser: whether to open the page.

    Raises:
        NoroshiError: the port is taken, or the scenario is not there or wrong.
    """
    listening = bound(port)
    number = listening.getsockname()[1]
    with listening:
        app = lab(scenario, number, prepare)
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_PATIENCE,
        )
        url = f"http://{ADDRESS}:{number}/"
        # The server hears it anyway; what a shell began in the background ignores it, and would not
        # tell that it was stopped.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _Server(config, url, scenario, app.leave, browser=browser).run([listening])


def bound(port: int) -> socket.socket:
    """A socket that has the port.

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


def _free(port: int) -> int:
    """A port near it that nobody has; 0, which means any, where all are taken."""
    for other in range(port + 1, min(port + _TRIED, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried, suppress(OSError):
            tried.bind((ADDRESS, other))
            return other
    return 0


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(
        self,
        config: uvicorn.Config,
        url: str,
        scenario: str,
        leave: Callable[[], None],
        *,
        browser: bool,
    ) -> None:
        super().__init__(config)
        self._url, self._scenario, self._browser = url, scenario, browser
        self._leave = leave

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        print(f"The lab of {self._scenario}: {self._url} (Ctrl-C ends it)", flush=True)
        if self._browser:
            # A browser that is slow to start must not keep the page from it.
            threading.Thread(target=self._open, daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Before streams are cut, so that each page hears that its job was stopped.
        self._leave()
        await super().shutdown(sockets)

    def _open(self) -> None:
        with suppress(Exception):  # there may be none, or one that fails as it likes
            webbrowser.open(self._url)

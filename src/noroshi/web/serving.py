"""Runs the server until it is stopped."""

import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from noroshi.web.app import lab

_PATIENCE: Final = 1
"""For open streams to end when the server does [s]."""


def serve(
    scenario: str, listening: socket.socket, prepare: Callable[[], None], started: str
) -> None:
    """Serve the lab until Ctrl-C.

    Args:
        scenario: that is opened first.
        listening: where requests come in.
        prepare: what a worker does before anything heavy is imported.
        started: the command that started it, in words; empty = the program's own.
    """
    app = lab(scenario, listening.getsockname()[1], prepare, started=started)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_PATIENCE,
    )
    _Server(config, app.leave).run([listening])


class _Server(uvicorn.Server):
    """Ends its jobs first."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._leave = leave

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Before streams are cut, so that each page hears that its job was stopped.
        self._leave()
        await super().shutdown(sockets)

"""What keeps strangers out: who may ask, how much they may send, and what a page may do.

The server has no password, since it listens to this machine alone. So a page of somebody else's
that is open in the same browser must not reach it: the name that it was called by is looked at
(DNS rebinding), where a request comes from (`Origin`, `Sec-Fetch-Site`; Fetch Metadata, W3C), and
no answer allows another origin to read it. Bodies are read here, whole and bounded, before
anything else looks at them.
"""

import json
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from noroshi.world.reading import LARGEST_FOLDER

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

API: Final = "/api/"
UPLOADS: Final = "/api/scenarios"
LARGEST_BODY: Final = 1_000_000
"""Bytes of what is sent, but for scenarios."""
LARGEST_UPLOAD: Final = LARGEST_FOLDER + LARGEST_BODY
"""Bytes of a scenario that is sent: all that its files may hold, and what is around them."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""On every answer."""
_NO_STORE: Final = (b"cache-control", b"no-store")


_USUAL: Final = 80
"""The port that no browser names."""


class TooLarge(Exception):
    """More was sent than is taken."""


class Secured:
    """An application behind these checks, by ASGI."""

    def __init__(self, app: App, port: int, leave: Callable[[], None]) -> None:
        """Let only those in who call it by its own name.

        Args:
            app: what answers.
            port: that the server listens to.
            leave: ends all jobs; called as soon as the server is to end.
        """
        self.app, self.leave = app, leave
        names = ("127.0.0.1", "localhost", "[::1]")
        self.hosts = {f"{name}:{port}" for name in names}
        if port == _USUAL:
            self.hosts |= {*names}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # there are no web sockets
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message = {**message, "headers": _with_ours(scope, message.get("headers", ()))}
            await send(message)

        try:
            if refused := self._refusal(scope):
                await _tell(told, *refused)
                return
            await self.app(scope, await _bounded(scope, receive), told)
        except TooLarge:
            await _tell(told, 413, f"more was sent than {_largest(scope) // 1_000_000} MB")
        except Exception as error:
            # The framework has told the caller already; here ends what it raises once more.
            print(f"noroshi: the server failed: {type(error).__name__}: {error}", file=sys.stderr)
            if not started:
                await _tell(told, 500, "the program itself failed at this; nothing else is lost")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and reason; None = it may ask."""
        named = _values(scope, b"host")
        if len(named) != 1 or named[0].lower() not in self.hosts:
            return 400, f"this server is called {' or '.join(sorted(self.hosts))}"
        page = scope["method"] in ("GET", "HEAD") and not scope["path"].startswith(API)
        if page:
            return None
        foreign = [o for o in _values(scope, b"origin") if o.lower() not in self.origins]
        sites = {site.lower() for site in _values(scope, b"sec-fetch-site")}
        if foreign or not sites <= {"same-origin", "none"}:
            return 403, "another page may not ask this server; open its own page"
        return None


def _with_ours(scope: Scope, headers: Any) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, with those that every answer has."""
    # What has a tag is asked for again by it, and sent anew only where it is another one.
    tagged = any(name.lower() == b"etag" for name, _ in headers)
    held = scope["path"].startswith(API) and not tagged
    ours = [*HEADERS, *([_NO_STORE] if held else [])]
    names = {name for name, _ in ours}
    return [*((n, v) for n, v in headers if n.lower() not in names), *ours]


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _largest(scope: Scope) -> int:
    return LARGEST_UPLOAD if scope["path"] == UPLOADS else LARGEST_BODY


async def _bounded(scope: Scope, receive: Receive) -> Receive:
    """The same request with its body read.

    Raises:
        TooLarge: there is more of it than is taken.
    """
    most = _largest(scope)
    stated = _values(scope, b"content-length")
    if any(not length.isdecimal() or int(length) > most for length in stated):
        raise TooLarge
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > most:
            raise TooLarge
    told = False

    async def replayed() -> Message:
        nonlocal told
        if told:
            return await receive()  # waits until the caller goes
        told = True
        return {"type": "http.request", "body": bytes(body), "more_body": False}

    return replayed


async def _tell(send: Send, status: int, message: str) -> None:
    """A problem, as the application tells it."""
    body = json.dumps({"message": message}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if status == 413:  # what is still on its way is not read
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

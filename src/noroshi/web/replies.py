"""Replies of the server that are more than a record: packed documents, files, JSON that is text."""

from typing import Any, Final

from fastapi import Request
from fastapi.responses import Response

from noroshi.web.told import Packed

SAME: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "it is what `If-None-Match` names"}
}
"""What a door says of itself that `packed` answers for."""


def packed(request: Request, found: Packed, kind: str) -> Response:
    """A document that a page may have already, compressed where it takes that."""
    headers = {"etag": found.tag, "vary": "accept-encoding", "cache-control": "no-cache"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.plain, media_type=kind, headers=headers)
    return Response(found.content, media_type=kind, headers={**headers, "content-encoding": "gzip"})


def json_reply(content: str | bytes) -> Response:
    """A text that is JSON already."""
    return Response(content, media_type="application/json")


def attached(content: bytes, name: str, kind: str) -> Response:
    """A file to be kept under a name."""
    named = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=named)


def file_of_kind(kind: str) -> dict[int | str, dict[str, Any]]:
    """What a door says of itself that answers with a file."""
    return {200: {"content": {kind: {}}, "description": "the file"}}

"""The built page: only files that are there, and nothing by any other path."""

from pathlib import Path
from typing import Final

from fastapi.responses import PlainTextResponse, Response

from noroshi.web.files import FIRST, PAGE

KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
"""What a file is, by its ending; others are not sent."""
HASHED: Final = "assets/"
"""Folder of files whose names change with their content."""
_NOT_BUILT: Final = (
    "The page of the lab is not built: `make page` builds it, in the folder of Noroshi's source.\n"
    "The programming interface is there: /api/openapi.json\n"
)


class Page:
    """Files below one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Of the folder that is named, or of the one that comes with the program."""
        self._folder = folder or PAGE

    def answer(self, path: str) -> Response:
        """The file at a path below the root; `""` is the page itself."""
        found = self._found()
        if FIRST not in found and path in ("", FIRST):
            return PlainTextResponse(_NOT_BUILT, 503)
        name = path or FIRST
        if name not in found:
            return PlainTextResponse("There is no such file.\n", 404)
        kept = "public, max-age=31536000, immutable" if name.startswith(HASHED) else "no-cache"
        return Response(
            found[name].read_bytes(),
            media_type=KINDS[found[name].suffix],
            headers={"cache-control": kept},
        )

    def _found(self) -> dict[str, Path]:
        """All files that may be sent, by their paths below the folder; no link leads out of it."""
        if not self._folder.is_dir():
            return {}
        return {
            path.relative_to(self._folder).as_posix(): path
            for path in self._folder.rglob("*")
            if path.suffix in KINDS and path.is_file() and not path.is_symlink()
        }

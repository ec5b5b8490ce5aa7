"""The drawing library (vl-convert, with Vega-Lite and a face inside), here or in another process.

The library lets no other thread run while it draws, so that many figures are drawn by a process of
their own, which runs this very file: it imports nothing else of this package, to start at once.
"""

import json
import os
import re
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Event, Lock
from types import ModuleType
from typing import Any, Final, Literal

Kind = Literal["svg", "png"]
"""What is drawn: specifications as SVG, or such SVG as PNG."""
_GRAMMAR: Final = "5.20"
"""Of the versions of Vega-Lite that the library holds, the last of the schema that is named."""
_NO_FONTS: Final = str(Path(__file__).with_name("no_fonts.conf"))
_FONTS: Final = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
)  # fmt: skip
"""Where systems with fontconfig have theirs."""
_CLIP: Final = re.compile(
    r'<clipPath id="(\w+)"><rect x="0" y="0" width="([\d.]+)" height="([\d.]+)"/></clipPath>'
)
_PATH: Final = r'<path (?:transform="translate\(0,0\)" )?d="([MLZ\d.,-]*)"[^>]*/>'
_CLIPPED: Final = re.compile(rf' clip-path="url\(#(\w+)\)"([^>]*>)((?:{_PATH})*)(?=</g>)')
_MANY: Final = 4
"""So many figures take longer to draw than another process takes to start."""
_BESIDE: Final[list[Any]] = []
"""The process that draws, while there is one, with pipes."""
_EXPECTED: Final = Event()
"""Whether such a process is to start with the next drawing, however few there are."""
_TURN: Final = Lock()
"""Whose turn it is to ask it, to start it or to end it."""


def svgs(specs: Sequence[str]) -> list[str]:
    """Specifications drawn as SVG, in this process.

    Args:
        specs: Vega-Lite specifications as JSON.

    Raises:
        ValueError: one cannot be drawn, with the grammar's own words.
    """
    # An empty list of addresses forbids them all: every row stands in the specification.
    draw = library().vegalite_to_svg
    return [_clipped(draw(spec, vl_version=_GRAMMAR, allowed_base_urls=[])) for spec in specs]


def _clipped(drawing: str) -> str:
    """A drawing without the clips that cut off nothing, half of a line's breadth at most.

    The grammar clips each shape of a map and each curve, within its plot or not, and clips take
    two thirds of the time of an image.
    """
    sizes = {name: (float(width), float(high)) for name, width, high in _CLIP.findall(drawing)}

    def looked_at(found: re.Match[str]) -> str:
        name, behind, paths = found.group(1, 2, 3)
        places = [
            place.split(",")
            for shape in re.findall(_PATH, paths)
            for place in re.split("[MLZ]+", shape)
            if place
        ]
        width, high = sizes.get(name, (-1.0, -1.0))
        held = all(0.0 <= float(x) <= width and 0.0 <= float(y) <= high for x, y in places)
        return behind + paths if held else found[0]

    whole = _CLIPPED.sub(looked_at, drawing)
    return _CLIP.sub(lambda clip: clip[0] if f"#{clip[1]})" in whole else "", whole)


def pngs(drawings: Sequence[str]) -> list[bytes]:
    """Drawn SVG as PNG with two dots for each of its pixels, in this process."""
    return [library().svg_to_png(drawing, scale=2.0) for drawing in drawings]


def expect() -> None:
    """Have the process that draws start once something is to be drawn that is not kept."""
    _EXPECTED.set()


def begin() -> None:
    """Start the process that draws, where there can be one and is none; `end` lets it go."""
    interpreter = sys.executable or ""
    # A program that Python is part of would be started itself.
    if not Path(interpreter).name.startswith("python"):
        return
    with _TURN, suppress(OSError):
        if not _BESIDE:
            process = subprocess.Popen(
                [interpreter, "-P", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            _BESIDE.append(process)


def end() -> int:
    """Wait for the process that draws, if there is one; how it ended, 0 where all is well."""
    with _TURN:
        return _ended()


def drawn_beside(kind: Kind, texts: Sequence[str]) -> list[str] | None:
    """As `svgs`, or as `pngs` in base 64, by another process, while other threads run.

    None: it has not begun and is not worth it, or there can be none, or it failed; this process has
    to draw, and tells what is wrong.
    """
    if len(texts) >= _MANY or _EXPECTED.is_set():
        begin()
    with _TURN:
        for process in _BESIDE:
            with suppress(OSError, ValueError):
                process.stdin.write(f"{json.dumps([kind, texts])}\n".encode())
                process.stdin.flush()
                found = json.loads(process.stdout.readline())
                return [*map(str, found)]
        if _ended() == -signal.SIGINT:  # Ctrl-C ends both
            raise KeyboardInterrupt
    return None


def _ended() -> int:
    _EXPECTED.clear()
    for process in _BESIDE:
        process.communicate()
    return sum(_BESIDE.pop().returncode for _ in [*_BESIDE])


@cache
def library() -> ModuleType:
    """The library, ready to draw in the face that it holds."""
    with _fonts_after_its_own():
        import vl_convert

        for folder in map(os.path.expanduser, _FONTS):
            if os.path.isdir(folder):  # what it reads its fonts for, and so now
                vl_convert.register_font_directory(folder)
    return vl_convert


@cache
def fonts() -> tuple[str, ...]:
    """What a drawing depends on besides its text: which fonts the system has."""
    homes = (home for folder in map(os.path.expanduser, _FONTS) for home, _, _ in os.walk(folder))
    setting = os.environ.get("FONTCONFIG_FILE", "")
    return setting, *(f"{home} {os.stat(home).st_mtime_ns}" for home in homes)


@contextmanager
def _fonts_after_its_own() -> Iterator[None]:
    """The library's own face comes before the system's fonts, which serve for other letters.

    Of two faces of one name it takes the one that it read first, and it opens a system's file anew
    for every letter: ten times as long, and another picture where another version is installed. It
    asks fontconfig's setting, which is only borrowed; whoever has set it is left alone.
    """
    if not sys.platform.startswith("linux") or "FONTCONFIG_FILE" in os.environ:
        yield
        return
    os.environ["FONTCONFIG_FILE"] = _NO_FONTS
    try:
        yield
    finally:
        os.environ.pop("FONTCONFIG_FILE", None)  # another thread may have given it back


if __name__ == "__main__":
    for line in sys.stdin:
        asked, given = json.loads(line)
        made = svgs(given) if asked == "svg" else [b64encode(p).decode() for p in pngs(given)]
        print(json.dumps(made), flush=True)

"""`*.svg` and `*.png`: figures as files of their own, each with what made it."""

import re
import struct
import zlib
from collections.abc import Mapping
from typing import Final

from noroshi.present import draw
from noroshi.questions.answer import Figure
from noroshi.report.report import Report

_HEADER: Final = 33
"""Bytes of a PNG before which nothing else may stand: its signature and first chunk."""
_VARIABLE: Final = re.compile(r"var\(--[\w-]+,(#[0-9a-f]{6})\)")
"""A colour that a page may swap, with the one that it else is."""


def files(figures: Mapping[str, Figure], report: Report) -> dict[str, str | bytes]:
    """Both files of each figure, by name."""
    found: dict[str, str | bytes] = {}
    for name, figure in figures.items():
        found[f"{name}.svg"] = _described(
            draw.svg(figure.spec, name=name, alt=figure.title), report
        )
        found[f"{name}.png"] = _stamped(draw.png(figure.spec), report.provenance.line)
    return found


def _described(svg: str, report: Report) -> str:
    """With a comment before the end, in which two dashes may not stand, and in plain colours.

    Most programs but browsers know no variables, and would paint all of it black.
    """
    line = report.provenance.line.replace("--", "‐‐")
    return _VARIABLE.sub(r"\1", svg).replace("</svg>", f"<!-- {line} --></svg>")


def _stamped(png: bytes, line: str) -> bytes:
    """With a text chunk: PNG, third edition (W3C), 11.3.3.4, `iTXt`."""
    body = b"iTXt" + b"Comment\0\0\0\0\0" + line.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_HEADER] + chunk + png[_HEADER:]

"""How wide words are in the shipped face, and how they break into lines."""

import unicodedata
from typing import Final

from noroshi.present.together import GLUE, glued

FACE: Final = "Liberation Sans"
"""Carried by the drawing library itself; as wide, letter by letter, as Arial and Helvetica."""

_EM: Final = 2048
_PLAIN: Final = (
    "569 569 727 1139 1139 1821 1366 391 682 682 797 1196 569 682 569 569 1139 1139 1139 1139 1139 "
    "1139 1139 1139 1139 1139 569 569 1196 1196 1196 1139 2079 1366 1366 1479 1479 1366 1251 1593 "
    "1479 569 1024 1366 1139 1706 1479 1593 1366 1593 1479 1366 1251 1479 1366 1933 1366 1366 1251 "
    "569 569 569 961 1139 682 1139 1139 1024 1139 1139 569 1139 1139 455 455 1024 455 1706 1139 "
    "1139 1139 1139 682 1024 569 1139 1024 1479 1024 1024 1024 684 532 684 1196"
)
_BOLD: Final = (
    "569 682 971 1139 1139 1821 1479 487 682 682 797 1196 569 682 569 569 1139 1139 1139 1139 1139 "
    "1139 1139 1139 1139 1139 682 682 1196 1196 1196 1251 1997 1479 1479 1479 1479 1366 1251 1593 "
    "1479 569 1139 1479 1251 1706 1479 1593 1366 1593 1479 1366 1251 1479 1366 1933 1366 1366 1251 "
    "682 569 682 1196 1139 682 1139 1251 1139 1251 1139 682 1251 1251 569 569 1139 569 1821 1251 "
    "1251 1251 1251 797 1139 682 1251 1139 1593 1139 1139 1024 797 573 797 1196"
)
_WIDTHS: Final = {
    bold: dict(zip(map(chr, range(32, 127)), map(int, table.split()), strict=True))
    for bold, table in ((False, _PLAIN), (True, _BOLD))
}
"""Advances of the printable ASCII letters, from the font's own table."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text [px] in letters of the given size [px].

    Letters with marks are as wide as without; Chinese, Japanese and Korean ones fill a square; any
    other sign counts as a wide letter.
    """
    return sum(_advance(sign, bold) for sign in unicodedata.normalize("NFKD", text)) * size / _EM


def _advance(sign: str, bold: bool) -> int:
    if unicodedata.combining(sign):
        return 0
    known = _WIDTHS[bold].get(sign)
    if known is not None:
        return known
    return _EM if unicodedata.east_asian_width(sign) in "WF" else 1200


def broken(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines of at most a width [px]; breaks that the text has stay, numbers keep their units.

    A word that is wider than a line stands alone on one.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in glued(part).split(" "):
            longer = f"{line} {word}" if line else word
            if line and text_width(longer, size, bold=bold) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return [line.replace(GLUE, " ") for line in lines]

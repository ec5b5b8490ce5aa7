"""Draw a specification: as SVG for a page, as PNG for a file. Nothing is fetched from anywhere.

The drawing library (vl-convert, with Vega-Lite and a face inside) is imported when first needed.
"""

import hashlib
import json
import re
from functools import cache, lru_cache
from types import ModuleType
from typing import Final
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import kept
from noroshi.present.field import Spec
from noroshi.present.letters import FACE
from noroshi.present.palette import COLOURS
from noroshi.present.theme import WIDTH

_GRAMMAR: Final = "5.20"
"""Of the versions of Vega-Lite that the library holds, the last of the schema that is named."""
_SVG: Final = "http://www.w3.org/2000/svg"
_KEPT: Final = frozenset(
    """d dx dy fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity fill-opacity opacity transform x y x1 x2 y1 y2 width height r
    cx cy rx ry text-anchor font-size font-weight font-style id clip-path offset stop-color
    gradientUnits dominant-baseline""".split()  # noqa: SIM905  # forty words read better than quotes
)
"""Attributes that draw; the others only tell a screen reader of the parts of one picture."""
_PLAIN: Final = {
    "opacity": "1",
    "stroke-linecap": "butt",
    "font-weight": "normal",
    "transform": "translate(0,0)",
    "stroke-opacity": "1",
    "fill-opacity": "1",
}
"""What need not be said, since it is so by itself."""
_KEPT_DRAWN: Final = 48
"""Figures whose drawing is kept: a page, its SVG and its PNG files show the same."""
_VARIABLES: Final = {c.light: f"var(--{name},{c.light})" for name, c in COLOURS.items()}
_LONG: Final = re.compile(r"(-?\d+\.\d{2})\d+")


def svg(spec: Spec, *, name: str = "", alt: str = "") -> str:
    """The figure as an `<svg>` element that takes the width of what it stands in.

    Colours of the palette are CSS variables with the light colour as fallback, so that a page can
    swap them in the dark and the element is right without a page, too.

    Args:
        spec: a Vega-Lite v5 specification. Equal ones give equal text.
        name: begins every identifier; without it a digest of the specification does. Figures of
            one page need different ones.
        alt: what the picture shows, for those who cannot see it; else its title.

    Raises:
        ValueError: the specification cannot be drawn, with the grammar's own words.
    """
    raw = _drawn(spec)
    root = ElementTree.fromstring(raw)
    _, _, width, height = root.attrib["viewBox"].split()
    # Narrow figures are not blown up: letters have one size in all figures of a page.
    wide = f"{max(float(width), WIDTH):g}"
    _lighten(root)
    _rename(root, re.sub(r"[^\w-]+", "-", name) or _digest(spec))
    root.attrib.clear()
    root.attrib.update(
        {
            "xmlns": _SVG,
            "viewBox": f"0 0 {wide} {height}",
            "role": "img",
            "aria-label": alt or heading(spec),
            "font-family": f"{FACE}, Arial, Helvetica, sans-serif",
        }
    )
    return ElementTree.tostring(root, encoding="unicode")


def png(spec: Spec) -> bytes:
    """The figure as a PNG in its light colours, with two dots for each of its pixels."""
    return kept("figures", _image, _drawn(spec)).tobytes()


def heading(spec: Spec) -> str:
    """The finding above a figure, as one line; empty where there is none."""
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return text if isinstance(text, str) else " ".join(text)


@cache
def _library() -> ModuleType:
    import vl_convert

    return vl_convert


def _drawn(spec: Spec) -> str:
    return _drawn_once(json.dumps(spec))


@lru_cache(maxsize=_KEPT_DRAWN)
def _drawn_once(spec: str) -> str:
    return kept("figures", _drawing, spec)


def _image(drawing: str) -> NDArray[np.uint8]:
    return np.frombuffer(_library().svg_to_png(drawing, scale=2.0), dtype=np.uint8)


def _drawing(spec: str) -> str:
    # An empty list of addresses forbids them all: every row stands in the specification.
    drawn: str = _library().vegalite_to_svg(spec, vl_version=_GRAMMAR, allowed_base_urls=[])
    return drawn


def _digest(spec: Spec) -> str:
    text = json.dumps(spec, sort_keys=True, default=str)
    return f"f{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _lighten(root: ElementTree.Element) -> None:
    """Leave out of the tree what draws nothing; put variables where colours stand."""
    for parent in list(root.iter()):
        parent.tag = parent.tag.removeprefix(f"{{{_SVG}}}")
        for key, value in list(parent.attrib.items()):
            if key not in _KEPT or _PLAIN.get(key) == value:
                del parent.attrib[key]
            elif value.lower() in _VARIABLES:
                parent.set(key, _VARIABLES[value.lower()])
            elif key in ("d", "transform", "x", "y", "x1", "x2", "y1", "y2"):
                parent.set(key, _LONG.sub(r"\1", value))
    _prune(root)


def _prune(parent: ElementTree.Element) -> None:
    for child in list(parent):
        _prune(child)
        if _invisible(child):
            parent.remove(child)
        elif child.tag == "g" and not child.attrib and parent.tag in ("g", "svg"):
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _invisible(element: ElementTree.Element) -> bool:
    if element.tag == "path":
        path = element.get("d", "")
        return not path or (path == "M0,0h0v0h0Z" and not element.get("id"))
    return element.tag == "g" and not len(element) and not (element.text or "").strip()


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Identifiers of the figure's own, in the order in which they come."""
    names = {e.attrib["id"]: f"{prefix}-{k}" for k, e in enumerate(root.iterfind(".//*[@id]"))}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, names[value])
            elif value.startswith("url(#"):
                element.set(key, f"url(#{names[value[5:-1]]})")

"""Draw a specification: as SVG for a page, as PNG for a file. Nothing is fetched from anywhere.

The drawing library (`drawing`) is imported when first needed.
"""

import hashlib
import json
import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from typing import Final, TypeVar
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import kept_each
from noroshi.present import drawing
from noroshi.present.field import Spec
from noroshi.present.letters import FACE
from noroshi.present.palette import COLOURS
from noroshi.present.theme import WIDTH

Made = TypeVar("Made")
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
"""So many drawings and images stay in memory, or as many as were asked for together, those asked
for last: a page, its SVG and its PNG files show the same."""
_DRAWN: Final[dict[str, str]] = {}
"""By the specification."""
_IMAGES: Final[dict[str, NDArray[np.uint8]]] = {}
"""By the drawing."""
_TEXTS: Final[dict[int, tuple[Spec, str]]] = {}
"""Specifications as JSON, by object: a report asks for each four times, and writes to none."""
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
    root = ElementTree.fromstring(_drawings([spec])[0])
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
    return _images(_drawings([spec]))[0].tobytes()


def draw_all(specs: Sequence[Spec]) -> None:
    """Draw figures as SVG and PNG, which `svg` and `png` then find.

    Many are drawn by another process, so that other threads run meanwhile.

    Raises:
        ValueError: one cannot be drawn, with the grammar's own words.
    """
    _images(_drawings(specs))


def heading(spec: Spec) -> str:
    """The finding above a figure, as one line; empty where there is none."""
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, dict) else title
    return text if isinstance(text, str) else " ".join(text)


def _drawings(specs: Sequence[Spec]) -> list[str]:
    return _remembered(_DRAWN, _svgs, [*map(_text, specs)])


def _text(spec: Spec) -> str:
    known = _TEXTS.get(id(spec))
    if known is None:  # the object is held, so that no other one can have its number
        known = _TEXTS[id(spec)] = spec, json.dumps(spec)
        for old in [*_TEXTS][:-_KEPT_DRAWN]:
            _TEXTS.pop(old, None)
    return known[1]


def _images(drawings: Sequence[str]) -> list[NDArray[np.uint8]]:
    return _remembered(_IMAGES, _pngs, drawings)


def _remembered(
    memory: dict[str, Made],
    make: Callable[[Sequence[str], Sequence[str]], Sequence[Made]],
    of: Sequence[str],
) -> list[Made]:
    """What is made of texts, kept, and the last of it in this process, too."""
    if new := [text for text in dict.fromkeys(of) if text not in memory]:
        memory.update(zip(new, kept_each("figures", make, drawing.fonts(), new), strict=True))
    found = {text: memory[text] for text in of}
    for text in found:
        memory.pop(text, None)
    memory.update(found)
    if new:
        for text in [*memory][: -max(_KEPT_DRAWN, len(found))]:
            memory.pop(text, None)
    return [found[text] for text in of]


def _svgs(_fonts: Sequence[str], specs: Sequence[str]) -> Sequence[str]:
    beside = drawing.drawn_beside("svg", specs)
    return drawing.svgs(specs) if beside is None else beside


def _pngs(_fonts: Sequence[str], drawings: Sequence[str]) -> list[NDArray[np.uint8]]:
    beside = drawing.drawn_beside("png", drawings)
    images = drawing.pngs(drawings) if beside is None else map(b64decode, beside)
    return [np.frombuffer(image, dtype=np.uint8) for image in images]


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

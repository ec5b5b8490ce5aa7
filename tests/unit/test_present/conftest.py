"""What a reader of a drawn figure sees: shapes and words with their places and colours."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from noroshi.present import draw
from noroshi.present.field import Spec

_MOVE = re.compile(r"translate\((-?[\d.e-]+)(?:,\s*(-?[\d.e-]+))?\)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")


@dataclass(frozen=True)
class Mark:
    """A drawn path or line: its box in the figure's pixels, and its colours."""

    left: float
    top: float
    right: float
    foot: float
    fill: str
    stroke: str
    path: str
    dash: str

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        return 0.5 * (self.left + self.right), 0.5 * (self.top + self.foot)


@dataclass(frozen=True)
class Word:
    """A line of text, the place it is anchored at, and its colour."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    fill: str
    bold: bool


@dataclass(frozen=True)
class Seen:
    """A drawn figure."""

    width: float
    height: float
    marks: list[Mark]
    words: list[Word]

    def filled(self, colour: str) -> list[Mark]:
        """Shapes filled with a colour of the palette, in the order in which they are drawn."""
        return [m for m in self.marks if m.fill.startswith(f"var(--{colour},")]

    def stroked(self, colour: str) -> list[Mark]:
        return [m for m in self.marks if m.stroke.startswith(f"var(--{colour},")]

    def word(self, text: str) -> Word:
        found = [w for w in self.words if w.text == text]
        assert found, f"{text!r} is not among {[w.text for w in self.words]}"
        return found[0]

    @property
    def texts(self) -> list[str]:
        return [w.text for w in self.words]


def read(svg: str) -> Seen:
    root = ElementTree.fromstring(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    seen = Seen(width, height, [], [])
    _walk(root, 0.0, 0.0, seen)
    return seen


def _walk(element: ElementTree.Element, x: float, y: float, seen: Seen) -> None:
    for across, down in _MOVE.findall(element.get("transform", "")):
        x, y = x + float(across), y + float(down or 0.0)
    fill, stroke = element.get("fill", "none"), element.get("stroke", "none")
    if element.tag == "path":
        box = _path_box(element.attrib["d"])
        dash = element.get("stroke-dasharray", "")
        place = box[0] + x, box[1] + y, box[2] + x, box[3] + y
        seen.marks.append(Mark(*place, fill, stroke, element.attrib["d"], dash))
    elif element.tag == "line":
        ends = x + float(element.get("x2", 0.0)), y + float(element.get("y2", 0.0))
        dash = element.get("stroke-dasharray", "")
        place = min(x, ends[0]), min(y, ends[1]), max(x, ends[0]), max(y, ends[1])
        seen.marks.append(Mark(*place, fill, stroke, "line", dash))
    elif element.tag == "text":
        lines = [(p.text or "", float(p.get("dy", 0.0))) for p in element]
        size = float(element.get("font-size", "0").removesuffix("px"))
        bold = element.get("font-weight") == "bold"
        for line, down in lines or [(element.text or "", 0.0)]:
            y += down
            seen.words.append(
                Word(line, x, y, element.get("text-anchor", "start"), size, fill, bold)
            )
    for child in element if element.tag != "text" else ():
        _walk(child, x, y, seen)


def _path_box(path: str) -> tuple[float, float, float, float]:
    """The box of a path of the drawing library: M, L, H, V, A, C in capitals or small, and Z."""
    x = y = 0.0
    xs, ys = list[float](), list[float]()
    for command, body in re.findall(r"([MLHVACZmlhvacz])([^MLHVACZmlhvacz]*)", path):
        numbers = [float(n) for n in _NUMBER.findall(body)]
        step = {"m": 2, "l": 2, "h": 1, "v": 1, "a": 7, "c": 6, "z": 1}[command.lower()]
        for k in range(0, len(numbers), step):
            part = numbers[k : k + step]
            small = command.islower()
            if command in "Hh":
                x = part[0] + (x if small else 0.0)
            elif command in "Vv":
                y = part[0] + (y if small else 0.0)
            else:
                x = part[-2] + (x if small else 0.0)
                y = part[-1] + (y if small else 0.0)
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.fixture
def see() -> Callable[[Spec], Seen]:
    """A specification as it is drawn."""
    return lambda spec: read(draw.svg(spec))

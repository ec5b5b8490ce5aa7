"""The numbers that the README tells are those of one stored run.

`python tools/store_run.py` writes that run (docs/stored-run.json). Looked up are numbers with a
unit in the sections about results: times, hours, kilometres, shares and probabilities, each at the
digits printed. An interval `a (b to c)` must stand as a whole in one place of one answer.
"""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from noroshi.questions.base import Case
from noroshi.questions.ledger import QUESTION as LEDGER
from noroshi.report import json as report_json
from noroshi.scenario import load

ROOT = Path(__file__).parents[2]
STORED = ROOT / "docs" / "stored-run.json"
SECTIONS = ("The question it starts from", "The watch from air, sea and space")


class Leaf(NamedTuple):
    """A number of an answer and what it is in: `s`, `m`, `m2` or nothing, for shares and counts."""

    value: float
    unit: str


def unit_of(key: str, outer: str) -> str:
    found = re.search(r"_(s|m|m2|h|rad)(?:_(?:before|after))?$", key)
    return found[1] if found else outer


def leaves(node: Any, unit: str = "") -> Iterator[Leaf]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, unit_of(key, unit))
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, unit)
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield Leaf(float(node), unit)


def intervals(node: Any, unit: str = "") -> Iterator[tuple[dict[str, float], str]]:
    """Every estimate with its ends, and what it is in."""
    if isinstance(node, dict):
        if {"p5", "p50", "p95"} <= set(node):
            ends = {k: node[k] for k in ("p5", "p50", "p95", "mean") if k in node}
            yield {k: math.inf if v is None else float(v) for k, v in ends.items()}, unit
        for key, value in node.items():
            yield from intervals(value, unit_of(key, unit))
    elif isinstance(node, list):
        for value in node:
            yield from intervals(value, unit)


NUMBER = r"[+−-]?\d[\d,]*(?:\.\d+)?"
MEASURE = rf"(?:about )?{NUMBER} min(?: \d\d s)?|(?:about )?{NUMBER} (?:s|h|km|%)(?![\w²])|{NUMBER}"
INTERVAL = re.compile(rf"({MEASURE})(?: a day)? \((?:5–95 %: )?({MEASURE}) to ({MEASURE})\)")
SINGLE = re.compile(
    rf"(?:about )?{NUMBER} min(?: \d\d s)?(?!\w)|(?:about )?{NUMBER} (?:s|h|km|%)(?![\w²])"
    rf"|(?<=probability )0\.\d+"
)


class Told(NamedTuple):
    """A number as a sentence tells it."""

    value: float
    unit: str
    half: float
    """Half of its last digit."""


def told(text: str, unit: str = "") -> Told:
    """`2 min 48 s`, `about 20 s`, `5.3 h`, `34 %`, or a bare number in the unit of the interval."""
    rough = text.startswith("about ")
    text = text.removeprefix("about ").replace("−", "-")
    if minutes := re.fullmatch(r"([+-]?\d+) min(?: (\d\d) s)?", text):
        value = 60.0 * abs(int(minutes[1])) + float(minutes[2] or 0)
        return Told(value, "s", 30.0 if minutes[2] is None or rough else 0.5)
    number, _, own = text.partition(" ")
    digits = number.replace(",", "").lstrip("+-")
    half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    if rough and digits.endswith("0"):
        half = 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return Told(abs(float(digits)), own or unit, half)


def stands(said: Told, leaf: Leaf) -> bool:
    """Whether a number of an answer is what is said, at the digits that are printed."""
    scales = {
        ("s", "s"): 1.0, ("h", "s"): 3600.0, ("h", ""): 1.0 / 24.0, ("h", "h"): 1.0,
        ("km", "m"): 1e3, ("%", ""): 0.01, ("", ""): 1.0,
    }  # fmt: skip
    scale = scales.get((said.unit, leaf.unit))
    if scale is None:
        return False
    return abs(abs(leaf.value) / scale - said.value) <= said.half * (1.0 + 1e-6) + 1e-9


def interval_stands(parts: tuple[Told, Told, Told], found: dict[str, float], unit: str) -> bool:
    """In the order median or mean, low, high; of a loss told as such the ends are exchanged."""
    best, low, high = parts
    first = any(stands(best, Leaf(found[k], unit)) for k in ("p50", "mean") if k in found)
    ends = Leaf(found["p5"], unit), Leaf(found["p95"], unit)
    return first and any(stands(low, a) and stands(high, b) for a, b in (ends, ends[::-1]))


def unsupported(text: str, answers: Any) -> list[str]:
    """Numbers of a text that stand in no answer."""
    text, missing = text.replace("\N{NO-BREAK SPACE}", " "), []
    every, numbers = list(intervals(answers)), list(leaves(answers))
    for match in INTERVAL.finditer(text):
        unit = next((u for part in match.groups() if (u := told(part).unit)), "")
        best, low, high = (told(part, unit) for part in match.groups())
        if not any(interval_stands((best, low, high), each, u) for each, u in every):
            missing.append(match[0])
    rest = INTERVAL.sub(" ", text).replace("5–95 %", " ").replace("5 to 95 %", " ")
    for match in SINGLE.finditer(rest):
        if not any(stands(told(match[0]), leaf) for leaf in numbers):
            missing.append(match[0])
    return missing


def sections() -> dict[str, str]:
    """Sentences of the sections about results; no commands, pictures or addresses."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    found = {}
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        body = re.sub(r"```.*?```", "", body, flags=re.DOTALL)
        body = re.sub(r"!\[[^]]*\]\([^)]*\)|\]\([^)]*\)|`[^`]*`", "", body)
        found[title] = body
    return found


EXAMPLE = {
    "parties": [{"mean_gain_s": {"p5": 0.2, "p50": 4.9, "p95": 23.4, "mean": 7.6}}],
    "area": {"radius_m": 100e3, "probability": 0.9},
    "share": {"p5": 0.13, "p50": 0.32, "p95": 0.54},
    "known_s": 129.7,
    "on_station": {"p5": 0.129, "p50": 0.2208, "p95": 0.333},
    "lost_s": {"p5": -48.2, "p50": -9.0, "p95": 0.0},
}


@pytest.mark.parametrize(
    "text",
    [
        "longer by 5 s (5–95 %: 0 to 23 s) for Japan",
        "8 s (0 s to about 20 s) on average",
        "to within 100 km and 90 % sure 2 min 10 s after launch",
        "with probability 0.32 (0.13 to 0.54), a third: 32 %",
        "5.3 h (3.1 to 8.0) a day",
        "9 s (0 to 48 s) are lost",
    ],
)
def test_what_an_answer_holds_is_found_in_it(text: str) -> None:
    assert unsupported(text, EXAMPLE) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("by 6 s (5–95 %: 0 to 23 s)", ["6 s (5–95 %: 0 to 23 s)"]),
        ("by 5 s (0 to 24 s)", ["5 s (0 to 24 s)"]),
        ("by 5 h (0 to 23 h)", ["5 h (0 to 23 h)"]),
        ("with 0.32 (0.13 to 0.55)", ["0.32 (0.13 to 0.55)"]),
        ("2 min 11 s after launch", ["2 min 11 s"]),
        ("known to 101 km, 91 % sure", ["101 km", "91 %"]),
        ("with probability 0.77", ["0.77"]),
    ],
)
def test_what_no_answer_holds_is_told(text: str, missing: list[str]) -> None:
    assert unsupported(text, EXAMPLE) == missing


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(STORED.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("title", SECTIONS)
def test_every_result_in_the_readme_stands_in_the_stored_run(
    stored: dict[str, Any], title: str
) -> None:
    text = sections()[title]
    assert len(SINGLE.findall(text)) > 5
    assert unsupported(text, stored["answers"]) == []


def test_every_share_of_the_ledger_in_the_readme_is_declared() -> None:
    world = load("japan")
    ledger = report_json.answer_document(LEDGER(Case(world, world, world), as_of="2015-01-01"))
    text = sections()["Promises, people and money"]
    assert SINGLE.findall(text)
    assert unsupported(text, ledger) == []


def test_the_readme_names_the_run_that_its_numbers_are_of(stored: dict[str, Any]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "docs/stored-run.json" in text
    assert f"seed {stored['seed']}" in text
    assert f"{stored['draws']} draws" in text
    assert stored["version"] in text

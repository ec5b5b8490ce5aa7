"""What the pages name exists: files, packages, modules, names of the package, and links."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import noroshi

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "noroshi"
PAGES = sorted(
    page.relative_to(ROOT)
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if page.name != "CHANGELOG.md"  # tells of what is gone, too
)
EXAMPLES = {
    "src/noroshi/sensing/camera.py",
    "src/noroshi/questions/owners/__init__.py",
    "noroshi-out/japan",
    "noroshi-out/japan/report.html",
    ".venv/bin",
    ".venv/bin/python",
}
"""What a page tells how to write, and what commands make."""
OTHERS = {"m/s", "km/s", "1/day", "1/m"}
"""Words with a stroke that are no paths."""
_TICKED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.{},*-]+(?:/[\w.{},*-]+)+/?")
_BRACES = re.compile(r"\{([^{}]*)\}")


def spelled_out(path: str) -> Iterator[str]:
    """`a/{b,c}` as `a/b` and `a/c`."""
    parts = _BRACES.split(path)
    choices = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join(chosen)


def ours(path: str) -> bool:
    """Whether it can be a path here, and is no unit."""
    return bool(re.fullmatch(r"[\w.*-]+(/[\w.*-]+)+/?", path)) and path not in OTHERS


def exists(path: str) -> bool:
    """A file, a folder or a module, from the project's top or from the package."""
    places = (ROOT / path, PACKAGE / path, PACKAGE / f"{path}.py")
    return any(place.exists() for place in places) or any(ROOT.glob(path)) or path in EXAMPLES


def missing(text: str) -> list[str]:
    """Paths in backticks that are not there."""
    ticked = [word for span in _TICKED.findall(text) for word in span.split()]
    paths = [p for word in ticked if _PATH.fullmatch(word) for p in spelled_out(word)]
    return [p for p in paths if ours(p) and not exists(p)]


def unknown(text: str) -> list[str]:
    """Names such as `noroshi.load` that the package does not have."""
    names = re.findall(r"\bnoroshi((?:\.[a-z_A-Z]\w*)+)", "\n".join(_TICKED.findall(text)))
    return [name for name in names if not reachable(name[1:].split("."))]


def reachable(parts: list[str]) -> bool:
    """An attribute of the package, a module in it, or an attribute of such a module."""
    for depth in range(len(parts), -1, -1):
        if (PACKAGE / "/".join(parts[:depth])).is_dir() or (
            depth and (PACKAGE / "/".join(parts[:depth])).with_suffix(".py").is_file()
        ):
            return len(parts) - depth <= 1 if depth else hasattr(noroshi, parts[0])
    return False


def dead_links(page: Path) -> list[str]:
    """Links to files of the project that are not there."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", (ROOT / page).read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    return [target for target in local if not (ROOT / page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_what_a_page_names_exists(page: Path) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert missing(text) == []
    assert unknown(text) == []
    assert dead_links(page) == []


def test_every_picture_is_shown_somewhere() -> None:
    shown = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    pictures = [p.name for p in (ROOT / "docs" / "pictures").iterdir()]
    assert [name for name in pictures if f"pictures/{name}" not in shown] == []


def test_packages_of_the_design_are_those_of_the_program() -> None:
    design = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
    tree = re.search(r"^src/noroshi/\n(.*?)^```", design, re.DOTALL | re.MULTILINE)
    assert tree is not None
    told = set(re.findall(r"(\w+)/", re.sub(r"filters/ ", "", tree[1])))
    found = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert told == found


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("`sensing/radar` and `src/noroshi/sensing/radar.py`", []),
        ("`sensing/{radar,sonar}`", ["sensing/sonar"]),
        ("`docs/nothing.md`", ["docs/nothing.md"]),
        ("`questions/warning/pipe/stages`, `m/s`, `1/day`", []),
    ],
)
def test_a_lost_path_is_found(text: str, lost: list[str]) -> None:
    assert missing(text) == lost


def test_a_lost_name_is_found() -> None:
    assert unknown("`noroshi.load(x)`, `noroshi.sensing.Radar`, `noroshi.questions.register`") == []
    assert unknown("`noroshi.to_xarray(x)`, `noroshi.output.page`") == [
        ".to_xarray",
        ".output.page",
    ]

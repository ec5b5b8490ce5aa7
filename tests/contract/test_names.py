"""One word, one meaning: no two classes that a reader may import have one name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import noroshi

ROOT = Path(noroshi.__file__).parent
PACKAGES = ("access", "earth", "fleets", "motion", "sensing", "stats", "tracking")
"""Those that are held to it."""


def classes(source: str) -> Iterator[str]:
    """Names of the public classes that a module defines."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def owners(root: Path, packages: tuple[str, ...]) -> dict[str, list[str]]:
    """Modules that define each public class, by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            for name in classes(path.read_text(encoding="utf-8")):
                found[name].append(str(path.relative_to(root)))
    return found


def test_every_package_that_is_held_to_it_is_there():
    assert not [p for p in PACKAGES if not (ROOT / p / "__init__.py").is_file()]


def test_no_public_class_name_is_used_twice():
    twice = {n: where for n, where in owners(ROOT, PACKAGES).items() if len(where) > 1}
    assert not twice


def test_a_name_that_is_used_twice_would_be_found(tmp_path):
    for folder, text in (("one", "class Scene: ..."), ("two", "x = 1\nclass Scene: ...")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text(text)
    assert owners(tmp_path, ("one", "two"))["Scene"] == ["one/module.py", "two/module.py"]

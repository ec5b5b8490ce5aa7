"""One word, one meaning; and each description is whole where it stands."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import noroshi
from noroshi.questions import QUESTIONS

ROOT = Path(noroshi.__file__).parent
UPWARD = re.compile(
    r"^\W*(the same|likewise|ditto|so is the other|as before)\b\W*$"
    r"|\b(as above|see above|likewise|for the same reason|ditto)\b",
    re.IGNORECASE,
)
"""What says nothing to a reader who has not read what stands above."""
EACH_QUESTIONS_OWN = "Options"
"""Means the same in every question: what can be chosen when it is asked, `Question.Options`."""


def classes(source: str) -> Iterator[str]:
    """Names of the public classes that a module defines."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def owners(root: Path) -> dict[str, list[str]]:
    """Modules that define each public class, by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(root.rglob("*.py")):
        for name in classes(path.read_text(encoding="utf-8")):
            found[name].append(path.relative_to(root).as_posix())
    return found


def test_no_public_class_name_is_used_twice():
    twice = {name: where for name, where in owners(ROOT).items() if len(where) > 1}
    twice.pop(EACH_QUESTIONS_OWN)
    assert not twice


def test_only_questions_have_options():
    homes = {f"questions/{name}/__init__.py" for name in QUESTIONS}
    assert set(owners(ROOT)[EACH_QUESTIONS_OWN]) <= homes


def test_a_name_that_is_used_twice_would_be_found(tmp_path):
    for folder, text in (("one", "class Scene: ..."), ("two", "x = 1\nclass Scene: ...")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text(text)
    assert owners(tmp_path)["Scene"] == ["one/module.py", "two/module.py"]


def descriptions(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each docstring, and of each string below what it describes."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text)), lineno=line):
                yield line, text


def test_no_description_sends_its_reader_upward():
    sent = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.rglob("*.py"))
        for line, text in descriptions(path.read_text(encoding="utf-8"))
        if UPWARD.search(text)
    ]
    assert not sent


@pytest.mark.parametrize("text", ["The same.", "Likewise.", "[m], as above."])
def test_a_description_that_does_would_be_found(text):
    ((line, found),) = descriptions(f'x = 1\n"""{text}"""')
    assert line == 2
    assert UPWARD.search(found)

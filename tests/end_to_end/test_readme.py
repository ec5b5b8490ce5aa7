"""What the README shows is what its commands printed, and what it says of files and Python holds.

`python tools/store_run.py` runs the commands and keeps what they print (docs/stored-run.json).
"""

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOOL = run_path(str(ROOT / "tools" / "store_run.py"))


@pytest.fixture(scope="module")
def stored() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((ROOT / "docs" / "stored-run.json").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def printed(stored: dict[str, Any]) -> dict[str, str]:
    return {command: "\n".join([*lines, ""]) for command, lines in stored["printed"].items()}


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def test_below_each_command_stands_what_it_printed(printed: dict[str, str]) -> None:
    commands = [match[1] for match in TOOL["BLOCK"].finditer(README)]
    assert commands == list(printed)
    assert len(commands) > 5
    assert TOOL["with_output"](README, printed) == README


def test_a_line_that_was_not_printed_is_seen(printed: dict[str, str]) -> None:
    first = next(iter(printed.values())).splitlines()[0]
    changed = README.replace(first, first + " Nearly.")
    assert changed != README
    assert TOOL["with_output"](changed, printed) == README


def test_no_sentence_tells_a_result_that_no_command_printed() -> None:
    """Where results are told, they stand in the blocks: a sentence has no time, share or hour."""
    for title in ("Three questions", "More questions"):
        words = re.sub(r"```.*?```|`[^`]*`", "", section(title), flags=re.DOTALL)
        told = re.findall(r"\d[\d,.]* (?:s|h|min|%)(?!\w)", words)
        assert told in ([], ["90 %"])  # the breadth of every interval


def test_the_readme_names_the_run_that_its_numbers_are_of(stored: dict[str, Any]) -> None:
    assert "docs/stored-run.json" in README
    assert f"seed {stored['seed']}" in README
    assert f"{stored['draws']} draws" in README
    assert stored["version"] in README


def patterns() -> list[str]:
    """Of the files that a run writes, as the README's table names them."""
    named = re.findall(r"^\| (`.*?) \| ", section("What a run writes"), re.MULTILINE)
    listed = re.findall(r"`([^`]+)`", " ".join(named))
    return [re.sub(r"QUESTION|AXES|FIGURE", "*", name) for name in listed]


def test_the_readme_lists_every_file_that_a_run_writes(small_run: Any) -> None:
    written = [file.name for file in small_run.out.iterdir()]
    assert len(patterns()) == 10
    assert [f for f in written if not any(fnmatchcase(f, p) for p in patterns())] == []
    assert [p for p in patterns() if not any(fnmatchcase(f, p) for f in written)] == []


def test_the_question_of_ones_own_is_the_one_that_is_tried() -> None:
    tried = (ROOT / "tests" / "questions" / "test_exercise.py").read_text(encoding="utf-8")
    exercise = tried.partition("# --- the exercise ---\n")[2].partition("# --- its end ---")[0]
    assert len(exercise.strip().splitlines()) > 15
    assert exercise.strip() in README


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the flagship with two draws, in a folder of its own, since it writes a report."""
    monkeypatch.chdir(tmp_path)
    shown = next(b for b in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "ask(" in b)
    quick = shown.replace('"andersen"])', '"andersen"], draws=2)').replace('.ask("warning")', "")
    assert len(quick) == len(shown) + len(", draws=2") - len('.ask("warning")')
    quick = quick.replace('["warning", "site"], draws=32', '["site"], draws=2')
    space: dict[str, Any] = {}
    exec(quick, space)
    assert repr(space["answer"]).startswith("<Answer basing: ")
    assert space["farther"].sensors["tpy2-kyogamisaki"].reference.range.best == 2e6
    assert "Of 100 activities" in (tmp_path / "results" / "report.html").read_text(encoding="utf-8")

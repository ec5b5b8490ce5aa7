"""Every example is a program that runs and ends in an assert."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_runs(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "assert " in path.read_text(encoding="utf-8").splitlines()[-1]
    runpy.run_path(str(path), run_name="__main__")
    assert capsys.readouterr().out

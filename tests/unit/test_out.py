"""Where files go when nobody says where."""

import subprocess
import sys
from pathlib import Path

import pytest

from noroshi.cli.asking import _fields, _words
from noroshi.cli.out import folder_of
from noroshi.questions import question


@pytest.mark.parametrize(
    ("command", "given", "own", "folder"),
    [
        ("run", {}, {}, "japan"),
        ("run", {"full": True, "draws": 128, "seed": 0, "only": None}, {}, "japan"),
        ("run", {"draws": 16, "seed": 5}, {}, "japan-draws-16-seed-5"),
        ("city", {}, {"place": "tokyo", "passes": False}, "japan-city-tokyo"),
        ("city", {}, {"place": "tokyo", "passes": True}, "japan-city-tokyo-passes"),
        ("basing", {}, {"bases": ["misawa", "us"]}, "japan-basing-bases-misawa-us"),
        ("site", {}, {"days": 365}, "japan-site"),
        ("site", {}, {"days": 30}, "japan-site-days-30"),
        ("run", {"as_of": "2015-01-01"}, {}, "japan-as-of-2015-01-01"),
        ("run", {"against": "2015-01-01"}, {}, "japan-against-2015-01-01"),
        ("run", {"sets": ["sensors.a.range=2 km"], "only": "warning"}, {}, None),
        ("run", {"as_of": "2015-01-01", "against": "2006-01-01"}, {}, None),
    ],
)
def test_each_question_has_its_own(command, given, own, folder) -> None:  # type: ignore[no-untyped-def]
    fields = {} if command == "run" else {f.name: f for f in _fields(question(command))}
    found = folder_of("japan", _words(command, given, fields, own))
    assert found.parent == Path("noroshi-out")
    assert found.name == folder if folder else found.name.startswith("japan-")
    assert len(found.name) <= 120
    assert folder or found != folder_of("japan")


def test_a_question_leaves_the_files_of_the_run_alone(tmp_path: Path) -> None:
    run = tmp_path / "noroshi-out" / "small"
    run.mkdir(parents=True)
    (run / "report.json").write_text("of the run")
    asked = ["basing", "small", "--draws", "2"]
    subprocess.run([sys.executable, "-m", "noroshi", *asked], cwd=tmp_path, check=True)
    assert (run / "report.json").read_text() == "of the run"
    assert (tmp_path / "noroshi-out" / "small-basing-draws-2" / "report.json").exists()

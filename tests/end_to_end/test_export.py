"""`noroshi export`, as it is typed."""

import json
import shutil
import sys
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from noroshi.cli.main import main

FLIGHT = "medium-lofted/test-range/capital"
RADAR = {
    "beamwidth": "1 deg",
    "range_resolution": "50 m",
    "angle_floor": "0.02 deg",
    "range_floor": "10 m",
}
with_stonesoup = pytest.mark.skipif(
    find_spec("stonesoup") is None, reason="needs the optional package stonesoup"
)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["noroshi", "export", *words])
    # Another test may have run JAX already: leave its settings alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def world(folder: Path, precise: bool) -> str:
    """The small scenario, whose sensors say how precisely they measure, or none does."""
    with as_file(files("noroshi") / "scenarios" / "small") as small:
        shutil.copytree(small, folder)
    file = folder / "sensors.yaml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    for sensor in content["sensors"].values():
        _measure(sensor, precise)
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return str(folder)


def _measure(sensor: dict[str, Any], precise: bool) -> None:
    for key in ("accuracy", "angle_error"):
        sensor.pop(key, None)
    if precise and sensor.get("kind") == "radar":
        sensor["accuracy"] = RADAR
    elif precise and sensor.get("kind") == "infrared":
        sensor["angle_error"] = "50 urad"


def without_package(monkeypatch: pytest.MonkeyPatch) -> None:
    # Also where it is installed, and was imported by another test.
    for name in {"stonesoup", *(m for m in sys.modules if m.startswith("stonesoup."))}:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "noroshi.report.stonesoup", raising=False)
    monkeypatch.delattr("noroshi.report.stonesoup", raising=False)


def test_without_the_package_it_says_what_to_install(monkeypatch, capsys, tmp_path: Path) -> None:
    without_package(monkeypatch)
    out = tmp_path / "out"
    assert run(monkeypatch, "small", "--flight", FLIGHT, "--out", str(out)) == 2
    assert f"{sys.executable} -m pip install stonesoup" in " ".join(capsys.readouterr().err.split())
    assert not out.exists()


def test_without_the_package_the_document_says_so_too(monkeypatch, capsys) -> None:
    without_package(monkeypatch)
    assert run(monkeypatch, "small", "--flight", FLIGHT, "--json") == 2
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "noroshi.export/1"
    assert "pip install stonesoup" in found["problems"][0]["message"]


@with_stonesoup
def test_the_document_counts_what_the_files_hold(monkeypatch, capsys, tmp_path: Path) -> None:
    from stonesoup.reader.yaml import YAMLDetectionReader, YAMLGroundTruthReader

    small, out = world(tmp_path / "small", precise=True), tmp_path / "out"
    words = [small, "--flight", FLIGHT, "--as-of", "2015-01-01", "--seed", "7", "--json"]
    assert run(monkeypatch, *words, "--out", str(out)) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["as_of"]) == ("noroshi.export/1", "2015-01-01")
    assert (found["to"], found["flight"], found["seed"]) == ("stonesoup", FLIGHT, 7)
    detections, truth = (Path(file) for file in found["files"])
    read = [d for _, scan in YAMLDetectionReader(detections).detections_gen() for d in scan]
    for row in found["sensors"]:
        own = [d for d in read if d.metadata["sensor"] == row["sensor"]]
        assert len(own) == row["detections"] > 0
    assert len(read) == sum(row["detections"] for row in found["sensors"])
    ((end, paths),) = YAMLGroundTruthReader(truth).groundtruth_paths_gen()
    assert [path.id for path in paths] == [FLIGHT]
    assert 0.0 <= found["flight_time_s"] - (end.hour * 3600 + end.minute * 60 + end.second) <= 5.0


@with_stonesoup
def test_the_seed_decides_and_an_earlier_posture_has_fewer_sensors(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    small = world(tmp_path / "small", precise=True)

    def written(name: str, *words: str) -> tuple[str, list[str]]:
        out = tmp_path / name
        assert run(monkeypatch, small, "--flight", FLIGHT, "--out", str(out), "--json", *words) == 0
        sensors = json.loads(capsys.readouterr().out)["sensors"]
        text = (out / "detections.yaml").read_text(encoding="utf-8")
        return text, [row["sensor"] for row in sensors]

    first, sensors = written("a")
    again, _ = written("b")
    other, _ = written("c", "--seed", "1")
    earlier, fewer = written("d", "--as-of", "2013-01-01")
    assert first == again != other
    assert sensors == ["north-radar", "south-radar", "satellite"]
    assert fewer == ["north-radar", "satellite"]
    assert 0 < earlier.count("sensor:") < first.count("sensor:")


@with_stonesoup
def test_a_flight_that_is_not_there_is_answered_with_one_that_is(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    small = world(tmp_path / "small", precise=True)
    assert run(monkeypatch, small, "--flight", "medium-lofted/test-range/capitol") == 2
    told = " ".join(capsys.readouterr().err.split())
    assert f"did you mean '{FLIGHT}'?" in told


@with_stonesoup
def test_sensors_that_say_nothing_of_their_accuracy_have_nothing_to_export(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    small = world(tmp_path / "small", precise=False)
    assert run(monkeypatch, small, "--flight", FLIGHT, "--out", str(tmp_path / "out")) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "no sensor declares how precisely it measures" in told
    assert not (tmp_path / "out").exists()


@with_stonesoup
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "soon"], "'soon' is not a date"),
        (["--to", "matlab"], "matlab"),
        (["--seed", "-1"], "--seed"),
    ],
)
def test_a_wrong_word_is_answered_and_not_obeyed(monkeypatch, capsys, words, said) -> None:
    assert run(monkeypatch, "small", "--flight", FLIGHT, *words) == 2
    assert said in " ".join(capsys.readouterr().err.split())


@with_stonesoup
def test_for_people_it_says_who_saw_how_often_and_where_the_files_are(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    small, out = world(tmp_path / "small", precise=True), tmp_path / "out"
    assert run(monkeypatch, small, "--flight", FLIGHT, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert "south-radar" in told
    assert str(out / "ground_truth.yaml") in told.replace("\n", "")


def test_a_path_that_looks_like_markup_is_told_as_it_is(
    monkeypatch, capsys, tmp_path: Path
) -> None:
    small, out = world(tmp_path / "small", precise=True), tmp_path / "x[red]y"
    assert run(monkeypatch, small, "--flight", FLIGHT, "--out", str(out)) == 0
    assert f"written: {out / 'ground_truth.yaml'}\n" in capsys.readouterr().out
    assert run(monkeypatch, small, "--flight", FLIGHT, "--out", str(tmp_path / "x[" / "b]")) == 0
    assert f"written: {tmp_path / 'x[' / 'b]' / 'detections.yaml'}\n" in capsys.readouterr().out

"""`noroshi flight`, as it is typed."""

import json
import re
import sys
from pathlib import Path

import pytest

from noroshi.cli.main import main

LOFTED = ["--from", "sunan", "--range", "1080 km", "--apogee", "6000 km", "--bearing", "72 deg"]
KEYS = {
    "schema", "flight_time_s", "powered_time_s", "burnout_altitude_m", "range_m", "apogee_m",
    "bearing_deg", "impact", "equivalent_range_m", "verdict", "reason", "over", "vehicle_class",
}  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["noroshi", "flight", *words])
    # Another test may have run JAX already: leave its settings alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def test_the_document_holds_the_promised_keys(monkeypatch, capsys) -> None:
    words = [*LOFTED, "--time", "71 min", "--over", "Sapporo", "--over", "39.7,140.1", "--json"]
    assert run(monkeypatch, *words) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) >= KEYS
    assert found["schema"] == "noroshi.flight/1"
    assert found["verdict"] == "consistent"
    assert found["range_m"] == pytest.approx(1080e3, abs=1.0)
    assert found["apogee_m"] == pytest.approx(6000e3, abs=1.0)
    assert found["bearing_deg"] == pytest.approx(72.0, abs=1e-4)
    times = found["flight_time_s"]
    assert times["p5"] < times["p50"] < times["p95"]
    assert [set(row) for row in found["over"]] == [
        {"place", "time_s", "ground_distance_m", "altitude_m"}
    ] * 2


def test_the_claim_of_24_march_2022_is_called_impossible_first(monkeypatch, capsys) -> None:
    words = ["--from", "sunan", "--range", "1090 km", "--apogee", "6248.5 km"]
    assert run(monkeypatch, *words, "--bearing", "72 deg", "--time", "67.5 min") == 0
    assert capsys.readouterr().out.startswith("Impossible: 67.5 min is less than 68.5 min")


@pytest.mark.parametrize(("time", "verdict"), [("33 min", "Consistent"), ("25 min", "Early")])
def test_a_minimum_energy_flight_is_not_called_impossible_below_its_own_time(
    monkeypatch, capsys, time: str, verdict: str
) -> None:
    words = ["--from", "sunan", "--toward", "los-angeles", "--apogee", "minimum-energy"]
    assert run(monkeypatch, *words, "--time", time) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith(f"{verdict}: {time.split()[0]}.0 min")
    assert ("a flatter flight is faster" in told) == (verdict == "Early")
    least, own = (
        float(re.search(rf"{name} ([0-9.]+) min", told)[1])
        for name in ("least over this apogee", "flight time")
    )
    assert least < own


def test_the_range_may_be_that_of_a_place(monkeypatch, capsys) -> None:
    words = ["--from", "39.2,125.67", "--toward", "tokyo", "--apogee", "minimum-energy", "--json"]
    assert run(monkeypatch, *words) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["impact"]["lat_deg"] == pytest.approx(35.69, abs=0.05)
    assert found["verdict"] is None
    assert not found["bearing_assumed"]


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_picture_is_written(monkeypatch, capsys, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"flight{ending}"
    assert run(monkeypatch, *LOFTED, "--over", "Sapporo", "--plot", str(file)) == 0
    content = file.read_bytes()
    assert content.startswith(b"\x89PNG" if ending == ".png" else b"<svg")
    assert len(content) > 5000
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "nowhereville", "--range", "900 km", "--apogee", "300 km"], "nowhereville"),
        (["--from", "91,10", "--range", "900 km", "--apogee", "300 km"], "91,10"),
        (["--from", "sunan", "--range", "900", "--apogee", "300 km"], "--range: '900' has no unit"),
        (["--from", "sunan", "--range", "9 min", "--apogee", "300 km"], "9 min"),
        (["--from", "sunan", "--range", "-9 km", "--apogee", "300 km"], "-9 km"),
        (["--from", "sunan", "--apogee", "300 km"], "--range"),
        (["--from", "sunan", "--range", "1300 km", "--apogee", "50 km"], "50 km"),
        (["--from", "sunan", "--range", "30000 km", "--apogee", "900 km"], "30000 km"),
        ([*LOFTED, "--toward", "tokyo"], "--bearing and --toward"),
        ([*LOFTED, "--plot", "picture.txt"], "picture.txt"),
        ([*LOFTED, "--burn", "3000 s"], "3000 s"),
        (["--from", "sunan", "--range", "9e2 km", "--apogee", "3e2 km", "--over", "tokyo"], "over"),
        ([*LOFTED, "--scenario", "no-such-folder"], "no-such-folder"),
    ],
)
def test_bad_input_is_answered_with_the_value_and_exit_code_2(
    monkeypatch, capsys, words: list[str], said: str
) -> None:
    assert run(monkeypatch, *words) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert "Traceback" not in told


def test_a_misspelt_place_gets_a_suggestion(monkeypatch, capsys) -> None:
    words = ["--from", "sunann", "--range", "900 km", "--apogee", "300 km"]
    assert run(monkeypatch, *words) == 2
    assert "did you mean 'sunan'?" in " ".join(capsys.readouterr().err.split())

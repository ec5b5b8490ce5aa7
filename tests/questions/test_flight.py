"""One published flight: how it goes, who sees it when, and whom it is near."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noroshi.amounts import minutes
from noroshi.cli.main import main
from noroshi.kept import keeping
from noroshi.kept.store import InMemory
from noroshi.questions.answer import Answer, spread
from noroshi.questions.base import Case
from noroshi.questions.flight import QUESTION
from noroshi.report import csv
from noroshi.scenario import load

LOFTED = ["--from", "sunan", "--range", "1080 km", "--apogee", "6000 km", "--bearing", "72 deg"]
ONE_SECOND, ONE_MILLISECOND = 1.0, 1e-3


def run(monkeypatch: pytest.MonkeyPatch, out: Path, *words: str) -> int:
    typed = ["noroshi", "flight", *words, "--draws", "4", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", typed)
    # Another test may have run JAX already: leave its settings alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    monkeypatch.setattr("noroshi.cli.asking_job.tidy", lambda: None)
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


@pytest.fixture(scope="module")
def case() -> Case:
    world = load("japan")
    return Case(world.at("2013-10-02"), world.at("2015-01-01"), world, draws=8)


@pytest.fixture(scope="module")
def lofted(case: Case) -> Answer:
    return QUESTION(
        case,
        start="sunan",
        range="1080 km",
        apogee="6000 km",
        bearing="72 deg",
        time="71 min",
        over=("Sapporo", "39.7,140.1"),
    )


@pytest.fixture(scope="module")
def towards_tokyo(case: Case) -> Answer:
    return QUESTION(case, start="sunan", toward="tokyo", apogee="minimum-energy")


def test_the_data_hold_the_flight_as_it_was_asked_for(lofted: Answer) -> None:
    data = lofted.data
    assert data["verdict"].item() == "consistent"
    assert float(data["range"]) == pytest.approx(1080e3, abs=1.0)
    assert float(data["apogee"]) == pytest.approx(6000e3, abs=1.0)
    assert float(data["bearing"]) == pytest.approx(72.0, abs=1e-4)
    low, middle, high = (float(v) for v in spread(data, "flight_time").interval)
    assert low < middle < high
    assert middle == float(data["impact_time"])
    assert list(data["place_name"].to_numpy()) == ["Sapporo (JP)", "39.7, 140.1"]


def test_the_course_begins_at_the_launch_and_ends_at_the_impact(lofted: Answer) -> None:
    data = lofted.data
    along = data["time"].to_numpy()
    assert along[0] == 0.0
    assert along[-1] == pytest.approx(float(data["impact_time"]), abs=ONE_MILLISECOND)
    assert np.min(np.abs(along - float(data["burn_time"]))) < ONE_MILLISECOND
    assert float(data["altitude"].max()) == pytest.approx(float(data["apogee"]), abs=1.0)
    top = float(data["time"][int(np.argmax(data["altitude"].to_numpy()))])
    assert top == pytest.approx(float(data["apogee_time"]), abs=ONE_SECOND)
    assert float(data["ground_distance"][-1]) == pytest.approx(float(data["range"]), abs=1.0)
    assert float(data["lat"][-1]) == pytest.approx(float(data["impact_lat"]), abs=1e-5)


def test_the_claim_of_24_march_2022_is_called_impossible_first(case: Case) -> None:
    found = QUESTION(
        case,
        start="sunan",
        range="1090 km",
        apogee="6248.5 km",
        bearing="72 deg",
        time="67.5 min",
    )
    assert found.headline.verdict.startswith(
        "Impossible: 67.5 min is less than the 71.1 min to 71.8 min that the flight takes, and "
        "even less than 68.5 min"
    )
    (cells,) = found.table("flight").cells()
    assert cells[found.table("flight").heads.index("equivalent range [km]")] == (
        "no limit: into orbit, or nearly"
    )


@pytest.mark.parametrize(("time", "verdict"), [("33 min", "Consistent"), ("25 min", "Early")])
def test_a_minimum_energy_flight_is_not_called_impossible_below_its_own_time(
    case: Case, time: str, verdict: str
) -> None:
    found = QUESTION(case, start="sunan", toward="los-angeles", apogee="minimum-energy", time=time)
    said = found.headline.verdict
    assert said.startswith(f"{verdict}: {time.split()[0]}.0 min")
    assert ("a flatter flight is faster" in said) == (verdict == "Early")
    assert float(found.data["least_flight_time"]) < float(found.data["impact_time"])


def test_the_range_may_be_that_of_a_place(towards_tokyo: Answer) -> None:
    assert float(towards_tokyo.data["impact_lat"]) == pytest.approx(35.69, abs=0.05)
    assert towards_tokyo.data["verdict"].item() == ""
    assert not float(towards_tokyo.data["bearing_assumed"])
    # An interval names its unit once, as those of the other questions' first sentences do.
    assert re.fullmatch(
        r"The flight takes ([\d.]+ to )?[\d.]+ min\.", towards_tokyo.headline.verdict
    )


def test_without_a_place_asked_for_those_to_be_warned_are_told_that_it_passes_nearest(
    case: Case, towards_tokyo: Answer
) -> None:
    # Oracle: the course's own moments, place by place.
    data, world = towards_tokyo.data, case.after
    from pyproj import Geod

    below = data["lon"].to_numpy(), data["lat"].to_numpy()
    least = {}
    for receiver in world.receivers.values():
        here = (np.full_like(below[0], np.degrees(v)) for v in (receiver.lon, receiver.lat))
        least[receiver.name] = float(np.min(Geod(ellps="WGS84").inv(*here, *below)[2]))
    nearest = sorted(least, key=least.__getitem__)[: data.sizes["place"]]
    assert set(data["place_name"].to_numpy()) == set(nearest)
    for name, distance in zip(
        data["place_name"].to_numpy(), data["pass_distance"].to_numpy(), strict=True
    ):
        assert distance <= least[name] + 1.0
        assert distance > least[name] - 5e3  # between two moments it moves some kilometres
    assert "Tokyo" in towards_tokyo.text


def test_no_direction_is_called_east_and_then_nobody_is_near(case: Case) -> None:
    found = QUESTION(case, start="sunan", range="900 km", apogee="300 km")
    assert float(found.data["bearing"]) == pytest.approx(90.0, abs=1e-4)
    assert "due east" in found.headline.hangs_on
    assert found.data.sizes["place"] == 0


def test_who_sees_it_first_is_named_with_the_median_time(lofted: Answer) -> None:
    median = spread(lofted.data, "confirmed", posture="after").p50
    first = int(np.nanargmin(median))
    name = str(lofted.data["sensor_name"].to_numpy()[first])
    assert f"{name} confirms it first" in lofted.headline.why
    rows = lofted.table("sensors").cells()
    assert rows[0][0] == name
    assert len(rows) == int(np.sum(np.isfinite(np.fmin(*_medians(lofted)))))


def _medians(answer: Answer) -> list[Any]:
    return [spread(answer.data, "confirmed", posture=p).p50 for p in ("before", "after")]


def test_a_sensor_that_stands_only_afterwards_has_no_time_before(lofted: Answer) -> None:
    new = lofted.data["confirmed"].sel(sensor="tpy2-kyogamisaki")
    assert new.sel(posture="before").isnull().all()
    assert np.isfinite(new.sel(posture="after")).all()
    row = next(r for r in lofted.table("sensors").cells() if r[0] == "AN/TPY-2 Kyogamisaki")
    assert row[1] == "–"
    assert row[2] != "–"


def test_a_look_out_of_view_detects_nothing_and_one_from_afar_no_better(lofted: Answer) -> None:
    data = lofted.data.sel(sensor="tpy2-kyogamisaki")
    seen = data["detection_probability"].to_numpy()
    assert np.all((seen >= 0.0) & (seen <= 1.0))
    assert np.all(seen[np.isnan(data["signal_to_noise"].to_numpy())] == 0.0)
    coasting = data["time"].to_numpy() > float(lofted.data["burn_time"])
    signal = data["signal_to_noise"].to_numpy() * data["distance"].to_numpy() ** 4
    known = coasting & np.isfinite(signal)
    # The radar equation: with one cross-section only the distance moves the signal.
    assert known.sum() > 5
    # The antenna stands some metres above the place, a part in 10⁵ of the way.
    np.testing.assert_allclose(signal[known], np.median(signal[known]), rtol=1e-5)


def test_looks_are_where_a_geodesist_sees_the_flight(case: Case, lofted: Answer) -> None:
    # Oracle: pyproj's topocentric coordinates.
    import pyproj

    place = case.after.places[case.after.sensors["tpy2-kyogamisaki"].at]
    lat, lon = np.degrees(place.lat.best), np.degrees(place.lon.best)
    steps = (
        "+proj=pipeline +step +proj=cart +ellps=WGS84 "
        f"+step +proj=topocentric +ellps=WGS84 +lon_0={lon} +lat_0={lat} +h_0={place.height}"
    )
    data = lofted.data
    east, north, up = pyproj.Transformer.from_pipeline(steps).transform(
        *(data[v].to_numpy() for v in ("lon", "lat", "altitude"))
    )
    ours = data.sel(sensor="tpy2-kyogamisaki")
    np.testing.assert_allclose(ours["distance"], np.hypot(np.hypot(east, north), up), atol=1.0)
    np.testing.assert_allclose(
        ours["azimuth"], np.degrees(np.arctan2(east, north)) % 360.0, atol=1e-4
    )
    np.testing.assert_allclose(
        ours["elevation"], np.degrees(np.arctan2(up, np.hypot(east, north))), atol=1e-4
    )


def test_the_profile_plots_the_course_and_names_what_happens_on_the_way(lofted: Answer) -> None:
    spec = lofted.figure("profile").spec
    rows = spec["data"]["values"]
    np.testing.assert_allclose([1e3 * r["high"] for r in rows], lofted.data["altitude"], atol=1e-6)
    marks = next(x["data"]["values"] for x in spec["layer"] if "data" in x)
    said = {m["said"].rpartition(",")[0]: m for m in marks}
    assert said["apogee"]["said"].endswith(minutes(float(lofted.data["apogee_time"])))
    assert 1e3 * said["apogee"]["high"] == pytest.approx(float(lofted.data["apogee"]), abs=1e3)
    assert "nearest Sapporo (JP)" not in said  # it is the impact that is nearest


def test_bars_of_sensors_run_from_confirmation_to_the_end_of_view(lofted: Answer) -> None:
    rows = lofted.figure("sensors").spec["data"]["values"]
    assert [r["from"] for r in rows] == sorted(r["from"] for r in rows)
    for row in rows:
        at = list(lofted.data["sensor_name"].to_numpy()).index(row["sensor"])
        median = spread(lofted.data, "confirmed", posture="after").p50[at]
        assert 60.0 * row["from"] == pytest.approx(float(median))
        leaves = lofted.data["set"].sel(posture="after").to_numpy()[at]
        assert 60.0 * row["until"] == pytest.approx(float(np.median(leaves[~np.isnan(leaves)])))


def test_the_globe_follows_the_flight_in_time(lofted: Answer) -> None:
    path = lofted.layers[0].features[0]
    assert set(path.times) < set(lofted.data["time"].to_numpy())
    assert np.min(np.diff(path.times)) > ONE_SECOND
    assert path.times[-1] == float(lofted.data["time"][-1])
    assert max(p[2] for p in path.points) == pytest.approx(6000e3, abs=1.0)


def test_files_hold_what_the_answer_holds(lofted: Answer) -> None:
    tables = dict(csv.tables(lofted))
    head, rows = tables[()]
    (row,) = rows
    told = dict(zip(head, row, strict=True))
    low, middle, high = spread(lofted.data, "flight_time").interval
    columns = [f"flight_time_{bound}_s" for bound in ("low", "best", "high")]
    assert [told[c] for c in columns] == [f"{bound:.8g}" for bound in (low, middle, high)]


def test_a_command_writes_pictures_and_one_document(monkeypatch, capsys, tmp_path: Path) -> None:
    words = [*LOFTED, "--time", "71 min", "--over", "Sapporo", "--json"]
    assert run(monkeypatch, tmp_path, *words) == 0
    found = json.loads(capsys.readouterr().out)["answers"]["flight"]
    assert found["headline"][0].startswith("Consistent: 71.0 min")
    assert found["variables"]["verdict"]["value"] == "consistent"
    assert (tmp_path / "flight-profile.png").read_bytes().startswith(b"\x89PNG")
    assert "apogee, 35.9 min" in (tmp_path / "flight-profile.svg").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "nowhereville", "--range", "900 km", "--apogee", "300 km"], "nowhereville"),
        (["--from", "91,10", "--range", "900 km", "--apogee", "300 km"], "91,10"),
        (["--from", "sunan", "--range", "900", "--apogee", "300 km"], "--range: '900' has no unit"),
        (["--from", "sunan", "--range", "9 min", "--apogee", "300 km"], "9 min"),
        (["--from", "sunan", "--range", "-9 km", "--apogee", "300 km"], "-9 km"),
        (["--from", "sunan", "--apogee", "300 km"], "--range"),
        (["--from", "sunan", "--range", "1300 km", "--apogee", "20 km"], "20 km"),
        (["--from", "sunan", "--range", "30000 km", "--apogee", "900 km"], "30000 km"),
        ([*LOFTED, "--toward", "tokyo"], "--bearing and --toward"),
        ([*LOFTED, "--burn", "3000 s"], "3000 s"),
        (["--from", "sunan", "--range", "9e2 km", "--apogee", "3e2 km", "--over", "tokyo"], "over"),
        (["no-such-folder", *LOFTED], "no-such-folder"),
        (["--range", "900 km", "--apogee", "300 km"], "--from"),
    ],
)
def test_bad_input_is_answered_with_the_value_and_exit_code_2(
    monkeypatch, capsys, tmp_path: Path, words: list[str], said: str
) -> None:
    assert run(monkeypatch, tmp_path, *words) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert "Traceback" not in told


def test_a_misspelt_place_gets_a_suggestion(monkeypatch, capsys, tmp_path: Path) -> None:
    words = ["--from", "sunann", "--range", "900 km", "--apogee", "300 km"]
    assert run(monkeypatch, tmp_path, *words) == 2
    assert "did you mean 'sunan'?" in " ".join(capsys.readouterr().err.split())


def test_every_number_of_the_paragraph_is_in_the_data(lofted: Answer) -> None:
    told = re.search(r"From .* ([\d,]+) km far and ([\d,]+) km high", lofted.text)
    assert told is not None
    assert [float(t.replace(",", "")) for t in told.groups()] == [
        round(float(lofted.data[v]) / 1e3) for v in ("range", "apogee")
    ]


def test_a_flight_is_found_again_unless_something_that_it_reads_changes(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"start": "sunan", "toward": "tokyo", "apogee": "minimum-energy"}

    def studied(*_: object) -> None:
        raise RecursionError("worked out anew")

    with keeping(InMemory(10_000_000)):
        once = QUESTION(case, **asked)
        monkeypatch.setattr("noroshi.questions.flight.work.study", studied)
        costs = case.whole.with_values({"costs.roadmap-cash.note": "another"})
        again = QUESTION(replace(case, whole=costs), **asked)
        assert again.data.identical(once.data)
        assert (again.layers, again.sources) == (once.layers, once.sources)
        nodong = case.whole.with_values({"vehicles.nodong.name": "another"})
        with pytest.raises(RecursionError):
            QUESTION(replace(case, whole=nodong), **asked)
        with pytest.raises(RecursionError):
            QUESTION(case, **asked, over=("Sapporo",))


def test_the_error_of_a_look_is_that_of_range_and_angles_at_that_distance(lofted: Answer) -> None:
    """Range and two angles across the line of sight are independent: their squares add up."""
    data = lofted.data
    sensor = "tpy2-shariki"
    world = load("japan").at("2015-01-01")
    accuracy = world.sensors[sensor].accuracy
    snr, error, distance = (
        data[name].sel(sensor=sensor).to_numpy()
        for name in ("signal_to_noise", "look_error", "distance")
    )
    seen = np.isfinite(snr)
    assert seen.any()
    assert np.array_equal(np.isfinite(error), seen)
    shown = np.maximum(snr[seen], -np.log(1e-6))
    along = np.hypot(accuracy.range_resolution.best / np.sqrt(2 * shown), accuracy.range_floor.best)
    angle = np.hypot(
        accuracy.beamwidth.best / (1.6 * np.sqrt(2 * shown)), accuracy.angle_floor.best
    )
    # The antenna stands some metres above the place that distances are told from.
    expected = np.sqrt(along**2 + 2.0 * (distance[seen] * angle) ** 2)
    np.testing.assert_allclose(error[seen], expected, rtol=1e-4)


def test_a_look_that_tells_a_direction_alone_tells_no_position(lofted: Answer) -> None:
    assert np.isnan(lofted.data["look_error"].sel(sensor="sbirs-geo")).all()


def test_the_figure_of_looks_shows_signal_chance_and_error_of_the_same_sensors(
    towards_tokyo: Answer,
) -> None:
    spec = towards_tokyo.figure("signals").draw()
    plots = [plot["data"]["values"] for plot in spec["vconcat"]]
    assert len(plots) == 3
    names = [list(dict.fromkeys(row["sensor"] for row in rows)) for rows in plots]
    assert names[0] == names[1] == names[2]
    assert len(names[0]) <= 5
    ids = dict(
        zip(
            towards_tokyo.data["sensor_name"].to_numpy(),
            towards_tokyo.data["sensor"].to_numpy(),
            strict=True,
        )
    )
    told = towards_tokyo.data["detection_probability"].sel(sensor=ids[names[1][0]]).to_numpy()
    own = [row["value"] for row in plots[1] if row["sensor"] == names[1][0]]
    assert set(np.round(own, 6)) <= set(np.round(100.0 * told, 6))


def test_a_radar_that_adds_pulses_is_looked_through_as_any_other(case: Case) -> None:
    world = load("small").with_values({"sensors.north-radar.pulses": 4})
    dates = (world.header.before, world.header.after)
    own = Case(*(world.at(d) for d in dates), world, draws=2)
    found = QUESTION(own, start="test-range", toward="capital", apogee="minimum-energy")
    chance = found.data["detection_probability"].sel(sensor="north-radar").to_numpy()
    assert chance.ndim == 1
    assert 0.5 < chance.max() <= 1.0

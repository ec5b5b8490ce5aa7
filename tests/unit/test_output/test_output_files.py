"""Files say what the arrays hold, in every world, and read back with other people's readers."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import xarray as xr
from rich.console import Console
from shapely.geometry import shape

from noroshi.output.answer_json import document, to_json
from noroshi.output.csv_tables import csv_tables
from noroshi.output.czml import czml, representative
from noroshi.output.geojson import geojson
from noroshi.output.naming import assumption_names
from noroshi.output.places import cities
from noroshi.output.report import report
from noroshi.output.report_tables import people
from noroshi.output.tables import terminal
from noroshi.stats import interval
from noroshi.study import Answer, Comparison
from noroshi.warning.timeline import SHARED

Summarise = Callable[[Comparison], Answer]
ONE_MILLISECOND = 1e-3


def _strict(text: str) -> Any:
    """JSON as the standard has it: neither NaN nor Infinity."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def _page(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page


def test_a_run_writes_every_file_and_nothing_else(written: Path) -> None:
    assert sorted(f.name for f in written.iterdir()) == sorted(
        [
            *("answer.json", "assessment.nc", "choices.csv", "cities.geojson"),
            *("detections.csv", "drivers.csv"),
            *(
                "ellipses.csv",
                "first_seers.csv",
                "flights.csv",
                "gains.csv",
                "impact.geojson",
                "knowing.csv",
                "losses.csv",
            ),
            *(
                "people.csv",
                "picture.czml",
                "places.csv",
                "report.html",
                "sensors.geojson",
                "tracks.geojson",
                "warnings.csv",
            ),
        ]
    )


def test_every_file_can_be_made_in_every_world(
    any_world: Comparison, summarised: Summarise
) -> None:
    found = summarised(any_world)
    assert _strict(to_json(any_world, found))["schema"] == "noroshi.run/2"
    assert _strict(czml(any_world, None))[0]["id"] == "document"
    assert all(_rows(text) is not None for text in csv_tables(any_world, found).values())
    for text in geojson(any_world).values():
        assert _strict(text)["type"] == "FeatureCollection"
    console = Console(file=io.StringIO(), width=100)
    console.print(terminal(any_world, found))
    assert found.paragraph.split()[0] in console.file.getvalue()  # type: ignore[attr-defined]


def test_answer_json_holds_the_answer(comparison: Comparison, answer: Answer) -> None:
    made = document(comparison, answer)
    party = made["parties"][0]
    assert made["paragraph"] == answer.paragraph
    assert made["draws"] == 8
    assert party["mean_gain_s"]["p50"] == float(answer.parties[0].gain.p50)
    assert party["mean_gain_s"]["p95_error"] == float(answer.parties[0].gain.p95_error)
    assert [p["mean_gain_s"]["mean"] for p in party["places"]] == [
        float(p.gain.mean) for p in answer.parties[0].places
    ]
    # Side by side only what adds up: means do.
    for by in party["by_threat"]:
        levels = [by[f"mean_warning_{when}_s"]["mean"] for when in ("before", "after")]
        assert levels[1] - levels[0] == pytest.approx(by["mean_gain_s"]["mean"])
    assert len(made["warnings"]) == len(answer.rows)
    assert [w["arrival_s"]["p95"] for w in made["warnings"]] == [
        float(r.arrival.p95) for r in answer.rows
    ]


def test_never_is_null_in_json_and_infinite_in_csv(
    nobody_told: Comparison, summarised: Summarise
) -> None:
    found = summarised(nobody_told)
    made = _strict(to_json(nobody_told, found))
    assert "never" in made["null_means"]
    assert made["warnings"][0]["warning_after_s"] == {"p5": None, "p50": None, "p95": None}
    rows = _rows(csv_tables(nobody_told, found)["warnings.csv"])
    assert {float(r["warning_after_p50_s"]) for r in rows} == {-np.inf}


def test_csv_tables_hold_the_arrays(comparison: Comparison, answer: Answer) -> None:
    tables = csv_tables(comparison, answer)
    flights = comparison.after.flights
    middle = interval(flights.flight_time).p50
    read = [float(r["flight_time_p50_s"]) for r in _rows(tables["flights.csv"])]
    assert read == pytest.approx(middle, rel=1e-7)
    seen = comparison.after.detections
    for row in _rows(tables["detections.csv"]):
        if row["posture"] != "after":
            continue
        mine = np.array(flights.threat) == row["threat"]
        confirmed = seen.confirmed[mine, :, seen.sensors.index(row["sensor"])]
        assert float(row["share_confirmed"]) == pytest.approx(np.isfinite(confirmed).mean())
    gains = [float(r["gain_p50_s"]) for r in _rows(tables["warnings.csv"])]
    assert gains == pytest.approx([float(r.gain.p50) for r in answer.rows], rel=1e-7)


def test_netcdf_holds_the_arrays_with_names_and_units(
    comparison: Comparison, written: Path
) -> None:
    for group, a in (("before", comparison.before), ("after", comparison.after)):
        with xr.open_dataset(written / "assessment.nc", group=group) as read:
            assert tuple(read.sensor.values) == a.detections.sensors
            assert tuple(read.flight.values) == a.flights.ids
            for name, array in (
                ("flight_time", a.flights.flight_time),
                ("confirmed", a.detections.confirmed),
                ("rise", a.detections.rise),
                ("custody", a.detections.custody),
                ("margin", a.warnings.margin),
                ("told", a.warnings.told),
                ("arrival", a.warnings.arrival),
                ("track", a.tracks.first),
                ("area_known", a.tracks.area),
                ("population", a.population),
            ):
                np.testing.assert_allclose(read[name], array, rtol=1e-6, atol=ONE_MILLISECOND)
            np.testing.assert_array_equal(
                read["decided"][SHARED], a.warnings.stages[SHARED].decided
            )
            for name, variable in read.variables.items():
                assert variable.attrs["long_name"], name
                if variable.dtype.kind == "f":
                    assert variable.attrs["units"], name


def test_large_arrays_keep_a_millisecond_of_an_hour_in_netcdf(
    comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("noroshi.output.netcdf._PACKED_ABOVE", 0)
    from noroshi.output.netcdf import write_netcdf

    write_netcdf(comparison, tmp_path / "packed.nc")
    with xr.open_dataset(tmp_path / "packed.nc", group="after") as read:
        assert read.margin.dtype == np.float32
        np.testing.assert_allclose(
            read.margin, comparison.after.warnings.margin, atol=ONE_MILLISECOND
        )


def test_czml_names_each_thing_once_and_flies_the_nominal_track(comparison: Comparison) -> None:
    packets = _strict(czml(comparison, None))
    identities = [p["id"] for p in packets]
    assert len(set(identities)) == len(identities)
    assert {p["parent"] for p in packets if "parent" in p} <= set(identities)
    flight = representative(comparison.after)[0]
    nominal = comparison.after.flights.nominal
    samples = np.reshape(
        next(p for p in packets if p["id"] == f"flight/{comparison.after.flights.ids[flight]}")[
            "position"
        ]["cartographicDegrees"],
        (-1, 4),
    )
    rows = np.searchsorted(nominal.time, samples[:, 0])
    assert np.all(np.diff(samples[:, 0]) > 0.0)
    np.testing.assert_allclose(samples[:, 1], np.degrees(nominal.lon[flight][rows]), atol=1e-5)
    np.testing.assert_allclose(samples[:, 2], np.degrees(nominal.lat[flight][rows]), atol=1e-5)
    np.testing.assert_allclose(samples[:, 3], nominal.altitude[flight][rows], atol=0.1)


def test_one_flight_stands_for_each_threat_and_region(comparison: Comparison) -> None:
    flights, receivers = comparison.after.flights, comparison.after.scenario.receivers
    keys = [
        (flights.threat[f], receivers[flights.receiver[f]].region)
        for f in representative(comparison.after)
    ]
    assert len(set(keys)) == len(keys)
    assert {threat for threat, _ in keys} == set(flights.threat)


def test_geojson_is_valid_and_says_what_the_answer_says(comparison: Comparison) -> None:
    maps = {name: _strict(text) for name, text in geojson(comparison).items()}
    for features in maps.values():
        for feature in features["features"]:
            geometry = shape(feature["geometry"])
            assert geometry.is_valid
            if geometry.geom_type == "MultiPolygon":
                assert all(p.exterior.is_ccw for p in geometry.geoms)
    by_id = {f["id"]: f["properties"] for f in maps["cities.geojson"]["features"]}
    for city in cities(comparison):
        for name in ("p50", "mean", "p95_error"):
            assert by_id[city.id][f"mean_gain_{name}_s"] == pytest.approx(
                float(getattr(city.gain, name)), abs=ONE_MILLISECOND
            )
        assert by_id[city.id]["measurable"] == city.change
    assert len(maps["tracks.geojson"]["features"]) == len(comparison.after.flights.ids)


def test_a_city_counts_each_flight_aimed_at_it_once(comparison: Comparison) -> None:
    # Oracle: the definition, flight by flight.
    after, pairs = comparison.after, comparison.after.warnings.pairs
    for index, city in enumerate(cities(comparison)):
        aimed = [
            p for p in range(len(pairs.flight)) if pairs.receiver[p] == index and pairs.kind[p] == 0
        ]
        mean = np.mean([comparison.gain[SHARED, p] for p in aimed], axis=0)
        assert city.flights == len(aimed)
        assert float(city.gain.p95) == pytest.approx(float(interval(mean).p95))
        assert float(city.gain.mean) == pytest.approx(mean.mean())
        least = np.min([after.warnings.useful[SHARED, p] for p in aimed], axis=0)
        assert float(city.least_after.p50) == pytest.approx(float(interval(least).p50))


def test_the_report_fetches_nothing_and_runs_nothing(
    any_world: Comparison, summarised: Summarise
) -> None:
    page = _page(report(any_world, summarised(any_world)))
    names = {name for name, _ in page.elements}
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "base"}
    for _, attributes in page.elements:
        for key, value in attributes.items():
            assert not key.startswith("on")
            assert "://" not in (value or "") or key in ("aria-label", "content")
            if key in ("href", "src", "xlink:href"):
                assert (value or "").startswith(("#", "data:image/png;base64,"))


def test_the_report_escapes_what_was_declared(hostile: Comparison, summarised: Summarise) -> None:
    text = report(hostile, summarised(hostile))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "$x^2$" in text  # a dollar sign is no formula, neither in tables nor in figures


def test_the_report_reads_well_aloud(comparison: Comparison, answer: Answer) -> None:
    text = report(comparison, answer)
    page = _page(text)
    names = [name for name, _ in page.elements]
    assert ("html", {"lang": "en"}) in page.elements
    assert names.count("h1") == names.count("main") == 1
    assert all(a.get("aria-label") for name, a in page.elements if name == "svg")
    identities = [a["id"] for _, a in page.elements if "id" in a]
    assert len(set(identities)) == len(identities)
    assert text.index(answer.paragraph.split(".")[0]) < text.index("<svg")
    assert "effective Earth radius" in text


def test_the_report_says_that_classes_of_range_are_notional(
    comparison: Comparison, answer: Answer
) -> None:
    assert "Notional, standing for a class of range" in report(comparison, answer)


def test_the_same_comparison_is_the_same_page(comparison: Comparison, answer: Answer) -> None:
    assert report(comparison, answer) == report(comparison, answer)


def test_every_assumption_has_a_plain_name(comparison: Comparison) -> None:
    names = assumption_names(comparison)
    assert names["vehicles.short.burn_time"] == "Short-range class: burn time"
    assert names["rules.coast.decision_delay"] == "Coastland: delay of the decision"
    assert (
        names["sensors.north-radar.reference.range"]
        == "North Radar: range at which it is published"
    )
    assert set(comparison.after.draws.points) <= set(names)


def test_polygons_of_the_picture_are_the_sectors_on_the_map(comparison: Comparison) -> None:
    packets = [p for p in _strict(czml(comparison, None)) if "polygon" in p]
    features = _strict(geojson(comparison)["sensors.geojson"])["features"]
    areas = [shape(f["geometry"]).area for f in features if f["geometry"]["type"] == "MultiPolygon"]
    drawn = [
        shapely.Polygon(
            np.reshape(p["polygon"]["positions"]["cartographicDegrees"], (-1, 3))[:, :2]
        )
        for p in packets
    ]
    assert sorted(p.area for p in drawn) == pytest.approx(sorted(areas), rel=1e-3)


def test_of_a_party_that_nothing_is_aimed_at_no_row_says_that_nobody_is_warned(
    parted: Comparison, parted_answer: Answer
) -> None:
    first, second = parted_answer.parties
    spared = replace(parted_answer, parties=(first, replace(second, places=())))

    def rows(answer: Answer) -> int:
        return str(people(parted, answer)).count(f"{second.name}, at least")

    def lines(answer: Answer) -> int:
        console = Console(file=io.StringIO(), width=200)
        console.print(terminal(parted, answer))
        text = console.file.getvalue()  # type: ignore[attr-defined]
        warned = text.partition("People warned by")[2].partition("Where will it")[0]
        return sum(line.startswith(second.name) for line in warned.splitlines())

    assert (rows(parted_answer), rows(spared)) == (4, 0)
    assert (lines(parted_answer), lines(spared)) == (4, 0)

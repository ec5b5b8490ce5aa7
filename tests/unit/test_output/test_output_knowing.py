"""Where flights come down and when that is known: what is said of it holds in the arrays."""

import csv
import io
import json
from dataclasses import replace
from types import SimpleNamespace

import jax
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from rich.console import Console
from shapely.geometry import shape

from noroshi.assessment.sides import TIMES
from noroshi.declared import Estimate
from noroshi.earth.regions import areas
from noroshi.output.answer_json import document
from noroshi.output.csv_tables import csv_tables
from noroshi.output.czml import czml
from noroshi.output.exemplar import exemplar
from noroshi.output.exemplar_track import Followed, _heard, follow
from noroshi.output.impact_geojson import impact_geojson
from noroshi.output.inside_areas import inside
from noroshi.output.launch_point import PROBABILITY, launch_point
from noroshi.output.launch_point import spread as spread_of
from noroshi.output.limits import limits
from noroshi.output.runs import errors
from noroshi.output.shrinking import Instant, Shape, Shrinking, shrinking
from noroshi.output.tables import terminal
from noroshi.sensing import Sensor
from noroshi.sensing.search import Search
from noroshi.stats import interval, weights
from noroshi.study import Answer, Comparison, summarise
from noroshi.study.answer import Known
from noroshi.study.knowing import flight_weights, middle, share_known
from noroshi.study.wording import clock, kilometres, mean_change
from noroshi.tracking.impact_ellipse import impact_covariances
from noroshi.tracking.localisation import LocalisationQuestion, ellipse_radius

ONE_METRE = 1.0
ONE_PART_IN_A_MILLION = 1e-6
WGS84 = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def followed(comparison: Comparison) -> Followed:
    found = exemplar(comparison)
    assert found is not None
    return follow(found)


@pytest.fixture(scope="module")
def impact(followed: Followed) -> Shrinking:
    found = shrinking(followed)
    assert found is not None
    return found


def test_the_launch_point_is_known_ever_better_but_no_better_than_the_powered_phase(
    impact: Shrinking,
) -> None:
    point = launch_point(impact)
    for radii in (point.before, point.after):
        told = radii[~np.isnan(radii)]
        assert np.all(np.diff(told) <= 0.0)
        # The declared shares of a powered phase leave a kilometre however long one looks.
        assert told[-1] > 1e3
    assert PROBABILITY == 0.9
    assert np.isnan(point.before).sum() >= np.isnan(point.after).sum()
    assert point.after[-1] <= point.before[-1]


def test_the_spread_of_an_even_estimate_is_its_width_over_the_root_of_twelve() -> None:
    assert spread_of(Estimate(10.0, 20.0, 30.0)) == pytest.approx(20.0 / np.sqrt(12.0), rel=1e-3)


numbers = st.lists(
    st.tuples(st.integers(1, 5), st.integers(-50, 50) | st.just(np.inf)), min_size=1, max_size=12
)


@given(numbers)
def test_the_middle_flight_is_the_median_of_flights_written_as_often_as_they_weigh(found):
    weight, values = np.array([n for n, _ in found]), np.array([float(v) for _, v in found])
    written_out = np.repeat(values, weight)
    expected = np.percentile(written_out, 50.0, method="inverted_cdf")
    assert middle(values[:, None], weight / weight.sum())[0] == expected


@given(numbers)
def test_a_flight_without_a_number_counts_nothing_in_the_middle(found):
    weight, values = np.array([n for n, _ in found]), np.array([float(v) for _, v in found])
    more = np.append(values, np.nan), np.append(weight, 7.0) / (weight.sum() + 7.0)
    assert middle(more[0][:, None], more[1])[0] == middle(values[:, None], weight / weight.sum())[0]
    assert np.isnan(middle(np.array([[np.nan]]), np.array([1.0]))[0])


def test_time_left_is_the_mean_over_people_flight_by_flight(
    comparison: Comparison, answer: Answer
) -> None:
    # Oracle: the definition, in loops.
    after = comparison.after
    pairs = after.warnings.pairs
    weight = weights(pairs, after.people_of(0))
    for t, team in enumerate(after.tracks.teams):
        found = next(k for k in answer.parties[0].knowing if k.team == team.name)
        total = np.zeros(after.draws.count)
        for pair in np.flatnonzero(weight):
            flight = pairs.flight[pair]
            for draw, known in enumerate(after.tracks.area[t, -1, flight]):
                if known < np.inf:
                    left = after.flights.flight_time[flight, draw] - known
                    total[draw] += weight[pair] * left
        assert found.area[-1][1].after.left.p50 == pytest.approx(float(interval(total).p50))


def test_the_share_known_by_a_time_counts_flights_as_they_weigh(comparison: Comparison) -> None:
    # Oracle: the definition.
    after, time = comparison.after, np.array([0.0, 120.0, 150.0, 200.0, 400.0])
    weight = flight_weights(comparison, 0)
    assert weight.sum() == pytest.approx(1.0)
    for team in range(len(after.tracks.teams)):
        found = share_known(after, weight, team, time)
        known = after.tracks.area[team, -1][None] <= time[:, None, None]
        np.testing.assert_allclose(found, np.einsum("f,tfd->td", weight, known), atol=1e-12)


def test_the_terminal_tells_the_track_the_area_and_the_ellipse_of_every_team(
    comparison: Comparison, answer: Answer
) -> None:
    console = Console(file=io.StringIO(), width=200)
    console.print(terminal(comparison, answer))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    for known in answer.parties[0].knowing:
        rows = [line for line in lines if line.strip().startswith(known.team)]
        assert len(rows) == 2, known.team
        when = known.area[-1][1]
        # The median flight before, and the mean gain: their sum would be no time of any flight.
        assert clock(float(when.before.at.p50)) in rows[0]
        assert mean_change(when.gain) in rows[0]
        assert "→" not in rows[0].split("%")[0]
        assert (
            kilometres(next(float(s.after.p50) for s in known.sizes if s.time == 240.0)) in rows[1]
        )


def test_the_report_says_what_the_rule_asks_for_and_what_the_bound_leaves_out(
    comparison: Comparison,
) -> None:
    said = limits(comparison)
    assert (
        "within 100 km of it (a pass within 150 km) with a probability of 0.7 (0.5 to 0.9)" in said
    )
    for part in ("Cramér", "burn-out", "covariance intersection", "misalignment", "false tracks"):
        assert part in said


def test_it_is_said_who_searches_and_that_radars_are_cued_though_a_satellite_is_taken_away(
    comparison: Comparison,
) -> None:
    words = "Satellites tell radars that search where to look"
    assert words not in limits(comparison)
    assert "the fence that it searches" not in limits(comparison)
    assert "A radar of which no search is declared" in limits(comparison)
    search = Search.model_validate(
        {
            "elevation": ["0 deg", "10 deg"],
            "frame": "5 s",
            "power": "60 kW",
            "aperture": "9 m^2",
            "noise_temperature": "500 K",
            "loss": 4,
            "cue_delay": "7 s",
        }
    )
    world = comparison.after.scenario
    north = world.sensors["north-radar"].model_copy(update={"search": search})
    searching = {**world.sensors, "north-radar": north}
    cued = replace(comparison.after, scenario=replace(world, sensors=searching))
    said = limits(Comparison(comparison.before, cued))
    assert words in said
    assert "and where satellites open no alert" in said
    assert "its horizon, and where it is declared the fence that it searches" in said
    every = {k: replace_search(s, search) for k, s in world.sensors.items()}
    both = [
        replace(a, scenario=replace(world, sensors=every))
        for a in (comparison.before, comparison.after)
    ]
    assert "A radar of which no search is declared" not in limits(Comparison(*both))
    alone = {k: s for k, s in searching.items() if s.kind == "radar"}
    uncued = replace(cued, scenario=replace(world, sensors=alone))
    before = comparison.before
    blind = {k: s for k, s in before.scenario.sensors.items() if s.kind == "radar"}
    dark = replace(before, scenario=replace(before.scenario, sensors=blind))
    assert words not in limits(Comparison(dark, uncued))


def replace_search(sensor: Sensor, search: Search) -> Sensor:
    """The same sensor, searching if it is a radar."""
    return sensor.model_copy(update={"search": search}) if sensor.kind == "radar" else sensor


def test_own_teams_come_first_and_everybody_last(answer: Answer) -> None:
    teams = [(k.party, k.shared) for k in answer.parties[0].knowing]
    assert teams == [("coast", False), ("coast", True), (None, True)]


def test_one_more_radar_never_leaves_less_time_to_all_detections_together(answer: Answer) -> None:
    together = answer.parties[0].knowing[-1]
    assert all(float(known.gain.p5) >= 0.0 for _, known in together.area)
    for size in together.sizes:
        if np.isfinite(size.before.p50):
            assert size.after.p50 <= size.before.p50 * (1.0 + ONE_PART_IN_A_MILLION)


def _all(answer: Answer) -> list[Known]:
    teams = answer.parties[0].knowing
    return [known for k in teams for known in (k.track, *(a for _, a in k.area))]


def test_a_posture_against_itself_gains_nothing(nothing_gained: Comparison) -> None:
    for known in _all(summarise(nothing_gained)):
        assert set(known.gain) == {0.0}
        assert known.before == known.after


def test_what_nobody_sees_is_never_known(nobody_told: Comparison) -> None:
    found = summarise(nobody_told)
    for known in _all(found):
        assert (known.after.at.p50, known.after.never.p5, known.after.left.p95) == (
            np.inf,
            1.0,
            0.0,
        )
    assert "is not known in the middle case" in found.paragraph


def test_files_hold_what_the_answer_holds(comparison: Comparison, answer: Answer) -> None:
    known = answer.parties[0].knowing[1].area[-1][1]
    made = document(comparison, answer)["parties"][0]["knowing"][1]
    assert made["area"][-1]["gain_s"]["p95"] == float(known.gain.p95)
    assert made["area"][-1]["median_flight_s_after"]["p50"] == float(known.after.at.p50)
    tables = {
        n: list(csv.DictReader(io.StringIO(t))) for n, t in csv_tables(comparison, answer).items()
    }
    row = next(
        r for r in tables["knowing.csv"] if (r["team"], r["probability"]) == (made["team"], "0.9")
    )
    assert float(row["gain_p95_s"]) == pytest.approx(float(known.gain.p95), rel=1e-7)
    sizes = [float(r["radius_after_p50_m"]) for r in tables["ellipses.csv"]]
    expected = [float(s.after.p50) for k in answer.parties[0].knowing for s in k.sizes]
    np.testing.assert_allclose(sizes, expected, rtol=1e-7)


def test_the_ellipse_is_as_large_as_the_table_of_sizes_says(followed: Followed) -> None:
    # Oracle: `known.spread`, which takes the covariance's size alone.
    heard = [_heard(followed, listener) for listener in followed.teams[1]]
    stacked = jax.tree.map(lambda *a: np.stack(a), *heard)
    given = (followed.coast, followed.gathered)
    none = np.zeros((len(heard), len(followed.coast.start)))
    lanes = np.tile(np.arange(none.shape[1]), (len(heard), 1))
    questions = LocalisationQuestion(stacked, none, none, np.zeros(len(heard), int), lanes)
    areas = jax.tree.map(lambda a: np.asarray(a)[None], followed.area)
    sizes = np.asarray(ellipse_radius(areas, *given, questions, TIMES))[..., 0]
    for size, one in zip(sizes, heard, strict=True):
        east, both, north = np.asarray(impact_covariances(followed.area, *given, one, TIMES))[
            ..., 0
        ].T
        with np.errstate(invalid="ignore"):
            area = np.sqrt(east * north - both**2)
        known = np.isfinite(size)
        assert known.any()
        np.testing.assert_allclose(
            np.sqrt(-2.0 * np.log(0.1) * area)[known], size[known], rtol=1e-9
        )
        assert np.array_equal(np.isnan(size), np.isnan(east))


def test_an_impact_becomes_known_better_with_time_and_with_the_second_radar(
    impact: Shrinking,
) -> None:
    assert 1 <= len(impact.instants) <= 4
    assert np.all(np.diff([i.time for i in impact.instants]) > 0.0)
    for posture in ("before", "after"):
        sizes = [s.radius for i in impact.instants if (s := getattr(i, posture)) is not None]
        assert np.all(np.diff(sizes) <= ONE_METRE)
    for instant in impact.instants:
        if instant.before is not None:
            assert instant.after is not None
            assert instant.after.radius <= instant.before.radius + ONE_METRE


def test_ellipses_on_the_map_are_as_large_as_they_say_and_hold_the_impact(
    impact: Shrinking,
) -> None:
    features = json.loads(impact_geojson(impact))["features"]
    assert len(features) >= 3
    for feature in features:
        outline = shape(feature["geometry"])
        assert outline.is_valid
        assert outline.contains(shapely.Point(impact.lon_deg, impact.lat_deg))
        radius = feature["properties"]["radius_m"]
        if radius < 500e3:  # larger, and the Earth's curvature counts
            area = abs(WGS84.geometry_area_perimeter(outline)[0])
            assert area == pytest.approx(np.pi * radius**2, rel=0.01)
    assert json.loads(impact_geojson(None))["features"] == []


def test_a_globe_shows_each_ellipse_until_the_next(
    comparison: Comparison, impact: Shrinking
) -> None:
    packets = json.loads(czml(comparison, impact))
    for posture in ("before", "after"):
        shown = [p for p in packets if p["id"].startswith(f"impact/{posture}/")]
        known = [s for i in impact.instants if (s := getattr(i, posture)) is not None]
        sizes = [s for s in known if s.drawn]
        assert len(shown) == len(sizes)
        intervals = [p["availability"].split("/") for p in shown]
        assert [end for _, end in intervals[:-1]] == [start for start, _ in intervals[1:]]
        for packet, size in zip(shown, sizes, strict=True):
            corners = np.reshape(packet["polygon"]["positions"]["cartographicDegrees"], (-1, 3))
            np.testing.assert_allclose(corners[:, 1], size.lat_deg[:-1], atol=1e-4)


def test_areas_without_outlines_are_discs_around_places(impact: Shrinking) -> None:
    world = impact.followed.example.comparison.after
    aimed = world.scenario.receivers[impact.followed.declared.receiver].name
    row = next(r for r in inside(impact) if r.name == f"within 100 km of {aimed}")
    known = [i.after is not None for i in impact.instants]
    assert np.array_equal(np.isfinite(row.after), known)
    assert row.after[-1] == pytest.approx(1.0, abs=1e-6)


def test_prefectures_hold_the_share_of_simulated_impacts_that_fall_into_them() -> None:
    lat, lon, sigma = 33.6, 130.4, 40e3
    world = SimpleNamespace(
        scenario=SimpleNamespace(parties={"jp": SimpleNamespace(name="Japan")}), parties=("jp",)
    )
    example = SimpleNamespace(comparison=SimpleNamespace(after=world), party=0)
    followed = SimpleNamespace(example=example)
    known = Shape(np.array([sigma**2, 0.0, sigma**2]), 2.1 * sigma, np.zeros(1), np.zeros(1))
    rows = inside(Shrinking(followed, lat, lon, (Instant(200.0, None, known),)))
    east, north = np.random.default_rng(0).normal(0.0, sigma, (2, 40_000))
    many = np.full(40_000, lon), np.full(40_000, lat)
    there = WGS84.fwd(*many, np.degrees(np.arctan2(east, north)), np.hypot(east, north))
    points = shapely.points(there[0], there[1])
    by_name = {r.name: r.after[0] for r in rows}
    assert list(by_name)[:2] == ["Japan", "Fukuoka"]
    for region in areas():
        if region.party == "jp" and region.name in by_name:
            share = float(shapely.contains(region.outline, points).mean())
            assert by_name[region.name] == pytest.approx(share, abs=0.01), region.name
    assert all(np.isnan(r.before).all() for r in rows)


def test_a_simulated_tracker_stays_near_the_bound_and_below_it_only_by_luck(
    followed: Followed,
) -> None:
    before, after = errors(followed)
    assert before is not None
    assert after is not None
    # One radar that looks every five seconds and often misses: the bound weighs looks by their
    # probability, which promises more than a pattern with misses can hold where looks are few.
    for found, most in ((before, 1.7), (after, 1.2)):
        settled = found.time > found.time[0] + 60.0
        ratio = found.error[settled] / found.least[settled]
        assert 0.9 < np.median(ratio) < most
    # One more sensor never raises the bound.
    shared = np.interp(after.time, before.time, before.least)
    both = (after.time >= before.time[0]) & (after.time <= before.time[-1])
    assert np.all(after.least[both] <= shared[both] * 1.001)

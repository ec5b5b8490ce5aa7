"""Where flights come down and when that is known: what is said of it holds in the arrays."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from noroshi.earth.regions import areas
from noroshi.present.words import (
    clock,
    clock_span,
    distance_span,
    duration,
    kilometres,
    mean_change,
    supported_interval,
)
from noroshi.questions.answer import Answer, Numbers, spread
from noroshi.questions.localisation.answer import answer_of
from noroshi.questions.localisation.compute import flight_weights, middle, parties, share_known
from noroshi.questions.localisation.example import ExampleFlight, example
from noroshi.questions.localisation.followed import Followed, follow, heard_by
from noroshi.questions.localisation.history import PROBABILITY, History, Instant, Shape, history
from noroshi.questions.localisation.inside import inside
from noroshi.questions.localisation.launch_point import launch_point
from noroshi.questions.localisation.launch_point import spread as spread_of
from noroshi.questions.localisation.tracker import Errors, errors
from noroshi.questions.localisation.words import limits
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.classes import headline
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.passing import nothing_passed
from noroshi.questions.warning.pipe.sides import TIMES
from noroshi.report import geojson
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.impact_ellipse import impact_covariances
from noroshi.tracking.knowledge import knowledge
from noroshi.tracking.localisation import LocalisationQuestion
from noroshi.world import Estimate

ONE_METRE = 1.0
ONE_PART_IN_A_MILLION = 1e-6
WGS84 = Geod(ellps="WGS84")
WHEN = ("before", "after")
AREA = {"known": "area-90"}


def told_of(comparison: Comparison) -> Answer:
    return answer_of(comparison, example(comparison))


@pytest.fixture(scope="module")
def told(comparison: Comparison) -> Answer:
    return told_of(comparison)


@pytest.fixture(scope="module")
def parted_told(parted: Comparison) -> Answer:
    """Two parties, and a posture before that knows far later."""
    return told_of(parted)


@pytest.fixture(scope="module")
def followed(comparison: Comparison) -> Followed:
    found = exemplar(comparison)
    assert found is not None
    return follow(found)


@pytest.fixture(scope="module")
def impact(followed: Followed) -> History:
    found = history(followed)
    assert found is not None
    return found


def test_the_launch_point_is_known_ever_better_but_no_better_than_the_powered_phase(
    impact: History,
) -> None:
    point = launch_point(impact)
    for radii in (point.before, point.after):
        known = radii[~np.isnan(radii)]
        assert np.all(np.diff(known) <= 0.0)
        # The declared shares of a powered phase leave a kilometre however long one looks.
        assert known[-1] > 1e3
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


def known_times(comparison: Comparison, when: str, team: int) -> dict[str, np.ndarray]:
    """What a team knows when, (flight, draw) each, by the id in the answer."""
    tracks = getattr(comparison, when).tracks
    levels = {f"area-{round(100 * p)}": tracks.area[team, i] for i, p in enumerate(tracks.levels)}
    return {"track": tracks.first[team], **levels}


def test_every_team_knows_of_the_median_flight_and_never_as_by_hand(
    parted: Comparison, parted_told: Answer, by_hand: Any
) -> None:
    data, teams = parted_told.data, [t.name for t in parted.after.tracks.teams]
    assert list(data["team"].to_numpy()) == teams
    for party in parted.after.parties:
        for number, team in enumerate(teams):
            for when in WHEN:
                for what, times in known_times(parted, when, number).items():
                    at = {"party": party, "team": team, "known": what, "posture": when}
                    median = data["team_known_after"].sel(at).to_numpy()
                    np.testing.assert_array_equal(median, by_hand.middle(when, party, times))
                    weight = by_hand.weights(when, party)
                    never = np.sum([w * np.isinf(times[f]) for f, w in weight.items()], axis=0)
                    np.testing.assert_allclose(data["team_never_known"].sel(at), never, atol=1e-12)


def left_by_hand(comparison: Comparison, when: str, times: np.ndarray, weight: dict) -> np.ndarray:
    """Mean time left before impact, flight by flight in loops, (draw,)."""
    flight_time = getattr(comparison, when).flights.flight_time
    total = np.zeros(times.shape[1])
    for flight, counts in weight.items():
        for draw, known in enumerate(times[flight]):
            if known < np.inf:
                total[draw] += counts * (flight_time[flight, draw] - known)
    return total


def test_a_gain_is_the_mean_over_people_of_the_time_left_flight_by_flight(
    parted: Comparison, parted_told: Answer, by_hand: Any
) -> None:
    compared = 0
    for party in parted.after.parties:
        for number, team in enumerate(t.name for t in parted.after.tracks.teams):
            left = {
                when: {
                    what: left_by_hand(parted, when, times, by_hand.weights(when, party))
                    for what, times in known_times(parted, when, number).items()
                }
                for when in WHEN
            }
            for what, after in left["after"].items():
                found = parted_told.data["team_known_gain"].sel(party=party, team=team, known=what)
                np.testing.assert_allclose(found, after - left["before"][what], atol=1e-9)
                compared += bool(np.any(found))
    assert compared > 10


def test_a_level_is_told_of_one_class_and_of_no_mixture(
    parted: Comparison, parted_told: Answer
) -> None:
    after, data = parted.after, parted_told.data
    threats, pairs = np.array(after.flights.threat), after.warnings.pairs
    compared = 0
    for index, party in enumerate(after.parties):
        teams = [t.party == party and t.shared for t in after.tracks.teams]
        for threat in data["threat"].to_numpy():
            among = threats[pairs.flight] == threat
            counted = weights(pairs, after.people_of(index), among)
            weight = {int(pairs.flight[p]): float(counted[p]) for p in np.flatnonzero(counted)}
            for when in WHEN:
                at = {"party": party, "threat": threat, "informed": "shared", **AREA}
                found = data["left_by_class"].sel(posture=when, **at)
                if not weight:
                    assert np.isnan(found).all()
                    continue
                times = known_times(parted, when, teams.index(True))["area-90"]
                expected = left_by_hand(parted, when, times, weight)
                np.testing.assert_allclose(found, expected, atol=1e-9)
                compared += 1
            at = {"party": party, "threat": threat, "informed": "shared", **AREA}
            was, now = (data["left_by_class"].sel(posture=when, **at) for when in WHEN)
            np.testing.assert_allclose(data["known_gain_by_class"].sel(at), now - was, atol=1e-9)
    assert compared >= 6
    # No variable that readers get is a mean level over unlike flights.
    levels = [n for n, v in data.data_vars.items() if "mean" in v.attrs["long_name"]]
    assert set(levels) == {
        "known_gain", "left_by_class", "known_gain_by_class", "place_known_gain", "tracker_error",
        "reached_gain", "party_reached_gain", "reached_gain_by_class", "place_reached_gain",
        "held_gain", "gaps_gain", "held_by_class", "longest_gap_by_class",
    }  # fmt: skip


def test_three_rows_tell_of_a_party_what_its_own_teams_and_all_together_know(
    parted: Comparison, parted_told: Answer
) -> None:
    data, teams = parted_told.data, parted.after.tracks.teams
    assert list(data["informed"].to_numpy()) == ["alone", "shared", "together"]
    for party in parted.after.parties:
        named = {(t.party, t.shared): t.name for t in teams}
        own = [named[party, False], named[party, True], named[None, True]]
        for informed, team in zip(data["informed"].to_numpy(), own, strict=True):
            for few, every in (
                ("known_after", "team_known_after"),
                ("never_known", "team_never_known"),
                ("known_gain", "team_known_gain"),
                ("impact_radius", "team_impact_radius"),
            ):
                np.testing.assert_array_equal(
                    data[few].sel(party=party, informed=informed),
                    data[every].sel(party=party, team=team),
                )
    rows = parted_told.table("known").cells()
    assert len(rows) == 3 * len(parted.after.parties)


def test_the_share_known_by_a_time_counts_flights_as_they_weigh(comparison: Comparison) -> None:
    # Oracle: the definition.
    after, time = comparison.after, np.array([0.0, 120.0, 150.0, 200.0, 400.0])
    (party,) = parties(comparison)
    assert party.weight.sum() == pytest.approx(1.0)
    for team in range(len(after.tracks.teams)):
        found = share_known(after, party.weight, team, time)
        known = after.tracks.area[team, -1][None] <= time[:, None, None]
        np.testing.assert_allclose(found, np.einsum("f,tfd->td", party.weight, known), atol=1e-12)


def test_a_flight_of_a_later_class_counts_for_nothing_in_what_is_known(
    comparison: Comparison,
) -> None:
    world = comparison.after.scenario
    first, *_ = world.threats
    vehicle = world.threats[first].vehicle
    flown = world.vehicles[vehicle].model_copy(update={"first_flown": world.day.replace(year=2099)})
    changed = replace(world, vehicles={**world.vehicles, vehicle: flown})
    later = Comparison(comparison.before, replace(comparison.after, scenario=changed))
    counts = flight_weights(later, headline(later, 0), 0)
    of_class = np.array([world.threats[t].vehicle for t in later.after.flights.threat]) == vehicle
    assert counts[of_class].tolist() == [0.0] * int(of_class.sum())
    assert counts.sum() == pytest.approx(1.0)
    found = told_of(later)
    at = list(found.data["threat"].to_numpy())
    assert bool(found.data["later_class"][at.index(first)])
    assert at.index(first) >= at.index(next(t for t in at if not _later(found, t)))


def _later(found: Answer, threat: str) -> bool:
    return bool(found.data["later_class"].sel(threat=threat))


def test_a_place_knows_the_area_earlier_by_the_mean_over_its_flights(
    parted: Comparison, parted_told: Answer
) -> None:
    data = parted_told.data
    assert data.sizes["place"] == 3
    for place in data["place"].to_numpy():
        party = str(data["place_party"].sel(place=place).item())
        for informed, shared in (("alone", False), ("shared", True)):
            left = []
            for when in WHEN:
                a = getattr(parted, when)
                pairs = a.warnings.pairs
                team = [(t.party, t.shared) for t in a.tracks.teams].index((party, shared))
                flights = [
                    int(f)
                    for f, r, kind in zip(pairs.flight, pairs.receiver, pairs.kind, strict=True)
                    if a.receivers[r] == place and kind == 0
                ]
                times = known_times(parted, when, team)["area-90"]
                share = dict.fromkeys(flights, 1.0 / len(flights))
                left.append(left_by_hand(parted, when, times, share))
            found = data["place_known_gain"].sel(place=place, informed=informed)
            np.testing.assert_allclose(found, left[1] - left[0], atol=1e-9)
            assert int(data["place_flights"].sel(place=place)) == len(flights)


def test_tables_tell_the_track_the_area_and_the_ellipse_of_every_team(told: Answer) -> None:
    names = told.data["informed_name"].to_numpy()
    known = {row[1]: row for row in told.table("known").cells()}
    steps = {(row[1], row[2]): row for row in told.table("steps").cells()}
    sizes = {(row[1], row[2]): row for row in told.table("sizes").cells()}
    found = Numbers(told.data)
    for informed, name in zip(told.data["informed"].to_numpy(), names, strict=True):
        at = {"party": "coast", "informed": informed}
        before = found.spread("known_after", posture="before", **at, **AREA)
        gain = found.spread("known_gain", **at, **AREA)
        told_at = clock(float(supported_interval(before).p50))
        assert known[name][2:4] == [told_at, mean_change(gain)]
        track = found.spread("known_after", posture="before", **at, known="track")
        assert steps[name, "a track"][3] == clock_span(supported_interval(track))
        for when, cell in zip(WHEN, sizes[name, "4 min"][3:], strict=True):
            radius = found.interval("impact_radius", posture=when, time=240.0, **at)
            assert cell == distance_span(radius, never="no track")


def test_the_title_says_what_is_called_known(told: Answer) -> None:
    assert "to within 100 km, 90 % sure" in told.table("known").title
    assert "to within 100 km, 90 % sure; one never known counts as" in told.headline.verdict


def test_limits_say_what_the_bound_leaves_out(comparison: Comparison) -> None:
    worlds = [a.scenario for a in (comparison.before, comparison.after)]
    said = " ".join(limits(worlds))
    for part in ("Cramér", "burn-out", "covariance intersection", "misalignment", "false tracks"):
        assert part in said
    owner = next(iter(worlds[1].sensors.values())).owner
    own = {k: s for k, s in worlds[1].sensors.items() if s.owner == owner}
    alone = {k: s.model_copy(update={"shared": ()}) for k, s in own.items()}
    told_alone = " ".join(limits([replace(worlds[1], sensors=alone)]))
    for words in ("covariance intersection", "detections together"):
        assert words not in told_alone
    assert "Cramér" in told_alone


def test_one_more_radar_never_leaves_less_time_to_all_detections_together(told: Answer) -> None:
    at = {"party": "coast", "informed": "together"}
    for what in told.data["known"].to_numpy():
        assert float(told.spread("known_gain", known=what, **at).p5) >= 0.0
    was, now = (spread(told.data, "impact_radius", posture=when, **at).p50 for when in WHEN)
    known = np.isfinite(was)
    assert known.any()
    assert np.all(now[known] <= was[known] * (1.0 + ONE_PART_IN_A_MILLION))


def test_two_owners_tracks_are_never_worth_more_than_all_detections(told: Answer) -> None:
    """Known no later than alone, no sooner than by all together, flight by flight."""
    data = told.data["flight_known_at"].sel(posture="after", known="area-90")
    alone, shared, everything = (data.isel(team=t).to_numpy() for t in range(3))
    assert np.isfinite(shared).any()
    assert np.all(shared <= alone + 0.1)
    assert np.all(everything <= shared + 0.1)


def test_a_posture_against_itself_gains_nothing(nothing_gained: Comparison) -> None:
    found = told_of(nothing_gained)
    assert not found.data["known_gain"].to_numpy().any()
    for variable in ("known_after", "never_known"):
        was, now = (found.data[variable].sel(posture=when).to_numpy() for when in WHEN)
        np.testing.assert_array_equal(was, now)
    assert "not measurably sooner or later at Coastland" in found.headline.verdict
    assert "as before" in found.figure("known-coast").title


def test_what_nobody_sees_is_never_known(nobody_told: Comparison) -> None:
    found = told_of(nobody_told)
    assert np.all(np.isinf(found.data["known_after"]))
    assert np.all(found.data["never_known"] == 1.0)
    assert not found.data["left_by_class"].fillna(0.0).to_numpy().any()
    assert "is not known in the middle case" in found.text
    assert "Before, it was never known of the median flight at Coastland." in found.text
    for row in found.table("known").cells():
        assert row[2] == "never"
    assert found.figure("known-coast").title.endswith("not known in most draws")
    assert "no track tells" in found.figure("radius-coast").title


def test_losing_the_radar_is_said_to_lose(reversed_dates: Comparison) -> None:
    found = told_of(reversed_dates)
    assert "later at Coastland" in found.headline.verdict
    assert "sooner" not in found.headline.verdict


def test_the_verdict_names_the_mean_gain_of_each_party(parted_told: Answer) -> None:
    for party, name in Numbers(parted_told.data).names("party").items():
        gain = parted_told.spread("known_gain", party=party, informed="shared", **AREA)
        assert float(gain.mean) > 30.0
        (size,) = (
            part.split(" sooner")[0]
            for part in parted_told.headline.verdict.split(", and ")
            for part in part.replace("is known ", "\n").split("\n")[-1].split(" and ")
            if f"sooner at {name}" in part
        )
        minutes, seconds = (0, 0)
        words = size.removeprefix("about ").split()
        for number, unit in zip(words[::2], words[1::2], strict=True):
            minutes += int(number) if unit == "min" else 0
            seconds += int(number) if unit == "s" else 0
        assert 60 * minutes + seconds == pytest.approx(float(gain.mean), rel=0.3)


def test_declared_names_that_are_markup_stay_words(hostile: Comparison) -> None:
    found = told_of(hostile)
    assert "<script>" in found.headline.verdict  # escaped by whoever writes it


def test_where_nobody_is_declared_people_are_missing_and_not_flights(
    comparison: Comparison,
) -> None:
    emptied = [
        replace(a, population=np.zeros_like(a.population))
        for a in (comparison.before, comparison.after)
    ]
    found = told_of(Comparison(*emptied))
    assert found.headline.verdict.endswith("aimed at declares its `population`.")
    assert found.data.sizes["party"] == 0
    radars = {"shared-errors", "shared-causes", "launches", "covered", "refraction"}
    assert {t.name for t in found.tables} <= {"areas", "launch", *radars}


def test_how_many_flights_are_known_is_drawn_party_by_party(
    parted: Comparison, parted_told: Answer, by_hand: Any
) -> None:
    teams = [(t.party, t.shared) for t in parted.after.tracks.teams]
    for party in parted.after.parties:
        rows = parted_told.figure(f"known-{party}").spec["data"]["values"]
        assert {row["posture"] for row in rows} == set(WHEN)
        for row in rows[::11]:
            when = row["posture"]
            times = getattr(parted, when).tracks.area[teams.index((party, True)), -1]
            weight = by_hand.weights(when, party)
            known = [w * (times[f] <= 60.0 * row["minutes"]) for f, w in weight.items()]
            levels = by_hand.levels(np.sum(known, axis=0))
            shown = [row["low"], row["share"], row["high"]]
            assert shown == pytest.approx([100.0 * level for level in levels])


def test_ellipses_are_drawn_in_kilometres_party_by_party(
    parted: Comparison, parted_told: Answer, by_hand: Any
) -> None:
    teams, compared = [(t.party, t.shared) for t in parted.after.tracks.teams], 0
    for party in parted.after.parties:
        spec = parted_told.figure(f"radius-{party}").spec
        for row in spec["data"]["values"]:
            tracks = getattr(parted, row["posture"]).tracks
            at = int(np.argmin(np.abs(tracks.time - 60.0 * row["minutes"])))
            sizes = tracks.spread[teams.index((party, True)), at]
            weight = by_hand.weights(row["posture"], party)
            aloft = np.sum([w * ~np.isnan(sizes[f]) for f, w in weight.items()], axis=0) >= 0.5
            level = by_hand.levels(by_hand.middle(row["posture"], party, sizes)[aloft])[1]
            if np.isfinite(level) and level < 3e6:
                assert row["radius"] == pytest.approx(level / 1e3)
                compared += 1
            else:
                assert row["radius"] == 3_000.0
    assert compared > 20


def test_the_title_of_what_is_known_names_the_time_of_half_of_the_flights(told: Answer) -> None:
    found = told.figure("known-coast")
    curve = spread(told.data, "share_known", posture="after", party="coast", informed="shared").p50
    half = float(told.data["moment"][int(np.argmax(curve >= 0.5))])
    assert f"known after {duration(half)}" in found.title


def test_the_ellipse_is_as_large_as_the_table_of_sizes_says(followed: Followed) -> None:
    # Oracle: `known.spread`, which takes the covariance's size alone.
    heard = [heard_by(followed, listener) for listener in followed.teams[1]]
    latency = ReportingLatency(*(np.concatenate(d, axis=1) for d in zip(*heard, strict=True)))
    none = np.zeros((1, len(heard)))
    question = LocalisationQuestion(
        latency,
        none,
        np.full((1, len(heard), 1), 0.9),
        none.astype(int),
        none == 0.0,
        none > 0.0,
        none > 0.0,
    )
    around = ImpactDisc(*(np.asarray(a)[None] for a in followed.area))
    given_ = (followed.coast, followed.gathered)
    sizes = knowledge(around, *given_, question, TIMES, nothing_passed().what)[0].radius[0]
    for size, one in zip(sizes, heard, strict=True):
        east, both, north = impact_covariances(followed.area, *given_, one, TIMES)[0].T
        with np.errstate(invalid="ignore"):
            area = np.sqrt(east * north - both**2)
        known = np.isfinite(size)
        assert known.any()
        np.testing.assert_allclose(
            np.sqrt(-2.0 * np.log(0.1) * area)[known], size[known], rtol=1e-9
        )
        assert np.array_equal(np.isnan(size), np.isnan(east))


def test_an_impact_becomes_known_better_with_time_and_with_the_second_radar(
    told: Answer,
) -> None:
    data = told.data
    assert 1 <= data.sizes["instant"] <= 4
    assert np.all(np.diff(data["instant_time"]) > 0.0)
    before, after = data["ellipse_radius"].to_numpy()
    for sizes in (before, after):
        assert np.all(np.diff(sizes[~np.isnan(sizes)]) <= ONE_METRE)
    seen = ~np.isnan(before)
    assert np.all(after[seen] <= before[seen] + ONE_METRE)
    # The half axes give the radius of a circle as large.
    major, minor = (data[f"ellipse_{axis}"].to_numpy() for axis in ("major", "minor"))
    assert np.all(major[1][~np.isnan(after)] >= minor[1][~np.isnan(after)])
    np.testing.assert_allclose(np.sqrt(major * minor), data["ellipse_radius"], rtol=1e-9)


def features(answer: Answer) -> list[dict[str, Any]]:
    found = [f for f in geojson.features(answer) if f["geometry"]["type"] == "Polygon"]
    return json.loads(json.dumps(found))


def test_ellipses_on_the_map_are_as_large_as_they_say_and_hold_the_impact(told: Answer) -> None:
    here = shapely.Point(float(told.data["example_lon"]), float(told.data["example_lat"]))
    drawn = features(told)
    assert len(drawn) >= 3
    for feature in drawn:
        outline = shapely.geometry.shape(feature["geometry"])
        assert outline.is_valid
        assert outline.contains(here)
        radius = feature["properties"]["radius_m"]
        if radius < 500e3:  # larger, and the Earth's curvature counts
            area = abs(WGS84.geometry_area_perimeter(outline)[0])
            assert area == pytest.approx(np.pi * radius**2, rel=0.01)


def test_the_map_tells_each_ellipse_with_its_posture_and_time(told: Answer) -> None:
    data = told.data
    expected = {
        (when, float(data["instant_time"][i])): float(radius)
        for when in WHEN
        for i, radius in enumerate(data["ellipse_radius"].sel(posture=when).to_numpy())
        if radius <= 1_000e3
    }
    assert {when for when, _ in expected} == set(WHEN)
    found = {
        (f["properties"]["posture"], f["properties"]["time_s"]): f["properties"]
        for f in features(told)
    }
    assert set(found) == set(expected)
    for key, radius in expected.items():
        assert found[key]["radius_m"] == pytest.approx(radius, abs=0.1)
        assert f"{radius / 1e3:,.0f} km" in found[key]["name"]


def test_a_globe_shows_each_ellipse_until_the_next(told: Answer) -> None:
    (layer,) = (layer for layer in told.layers if layer.name == "impact")
    for when in WHEN:
        shown = [f.shown for f in layer.features if f.role == when]
        assert [end for _, end in shown[:-1]] == [start for start, _ in shown[1:]]
        assert shown[-1][1] == float(told.data["example_flight_time"])


def test_maps_of_both_postures_show_the_same_window_and_each_its_own_ellipses(
    told: Answer,
) -> None:
    for when in WHEN:
        rows = told.figure(f"impact-{when}").spec["data"]["values"]
        drawn = [r for r in rows if r["shape"] != "point"]
        radii = told.data["ellipse_radius"].sel(posture=when).to_numpy()
        assert len(drawn) == int(np.sum(radii <= 1_000e3))
        names = " ".join(str(r["name"]) for r in drawn)
        for radius in radii[radii <= 1_000e3]:
            assert f"{kilometres(radius)} km" in names
    specs = [told.figure(f"impact-{when}").spec for when in WHEN]
    assert [s["width"] for s in specs] == [specs[0]["width"]] * 2


def test_areas_without_outlines_are_discs_around_places(told: Answer) -> None:
    data = told.data
    aimed = str(data["example_place"].item())
    name = f"within 100 km of {aimed}"
    (row,) = np.flatnonzero(data["area_name"].to_numpy() == name)
    chance = data["in_area"].sel(posture="after").isel(area=row).to_numpy()
    known = ~np.isnan(data["ellipse_radius"].sel(posture="after").to_numpy())
    assert np.array_equal(np.isfinite(chance), known)
    assert chance[-1] == pytest.approx(1.0, abs=1e-6)
    cells = [r for r in told.table("areas").cells() if r[0] == name]
    assert [r[1].split(",")[0] for r in cells] == list(WHEN)
    assert cells[1][-1] == ">99 %"


def test_prefectures_hold_the_share_of_simulated_impacts_that_fall_into_them() -> None:
    lat, lon, sigma = 33.6, 130.4, 40e3
    world = SimpleNamespace(
        scenario=SimpleNamespace(parties={"jp": SimpleNamespace(name="Japan")}), parties=("jp",)
    )
    chosen = SimpleNamespace(comparison=SimpleNamespace(after=world), party=0)
    followed = SimpleNamespace(example=chosen)
    known = Shape(np.array([sigma**2, 0.0, sigma**2]), 2.1 * sigma, np.zeros(1), np.zeros(1))
    instants = (Instant(200.0, None, known),)
    nothing = np.zeros(0)
    rows = inside(History(followed, lat, lon, instants, nothing, (nothing, nothing)))
    east, north = np.random.default_rng(0).normal(0.0, sigma, (2, 40_000))
    many = np.full(40_000, lon), np.full(40_000, lat)
    there = WGS84.fwd(*many, np.degrees(np.arctan2(east, north)), np.hypot(east, north))
    points = shapely.points(there[0], there[1])
    by_name = {r.name: r.after[0] for r in rows}
    assert list(by_name)[:2] == ["Japan", "Fukuoka"]
    japan = shapely.union_all([region.outline for region in areas() if region.party == "jp"])
    assert by_name["Japan"] == pytest.approx(shapely.contains(japan, points).mean(), abs=0.01)
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


def tracked(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch, both: tuple[Errors | None, ...]
) -> Answer:
    """The answer where the simulated tracker has found given errors."""
    monkeypatch.setattr("noroshi.questions.localisation.tracker.errors", lambda _followed: both)
    found: ExampleFlight = example(comparison, tracker=True)
    return answer_of(comparison, found)


TIMES_OF_LOOKS = np.arange(120.0, 300.0, 12.0)
ERRORS = Errors(TIMES_OF_LOOKS, 1e5 / TIMES_OF_LOOKS, 0.9e5 / TIMES_OF_LOOKS)


def test_the_tracker_runs_only_when_it_is_asked_for(told: Answer) -> None:
    assert told.data.sizes["look"] == 0
    assert "tracker" not in [f.name for f in told.figures]


def test_errors_of_a_tracker_are_drawn_over_minutes_with_their_bound(
    comparison: Comparison, monkeypatch
) -> None:
    slow = Errors(TIMES_OF_LOOKS, 4e5 / TIMES_OF_LOOKS, 3e5 / TIMES_OF_LOOKS)
    spec = tracked(comparison, monkeypatch, (slow, ERRORS)).figure("tracker").spec
    rows = spec["data"]["values"]
    for when, found in (("before", slow), ("after", ERRORS)):
        for line, values in ((when, found.error), (f"least {when}", found.least)):
            shown = [(r["minutes"], r["metres"]) for r in rows if r["line"] == line]
            np.testing.assert_allclose(shown, np.column_stack([TIMES_OF_LOOKS / 60.0, values]))


def test_errors_are_told_also_where_one_posture_or_both_have_no_track(
    comparison: Comparison, monkeypatch
) -> None:
    def told_with(*both: Errors | None) -> Answer:
        return tracked(comparison, monkeypatch, both)

    title = told_with(None, ERRORS).figure("tracker").title
    assert title == "Tracked from 2 min after launch, only after"
    assert "tracker" not in [f.name for f in told_with(None, None).figures]
    half = Errors(TIMES_OF_LOOKS, 0.5e5 / TIMES_OF_LOOKS, 0.4e5 / TIMES_OF_LOOKS)
    better = told_with(ERRORS, half).figure("tracker")
    assert better.title == "3:00 after launch the position is known to 278 m, 556 m before"
    assert "before: +11 %" in better.caption
    assert told_with(ERRORS, ERRORS).figure("tracker").title.endswith("as before")

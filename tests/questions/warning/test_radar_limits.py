"""What limits radars: errors that stay, several launches, coverage; each against its definition."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

import noroshi
from noroshi.questions.answer import Numbers
from noroshi.questions.localisation.answer import answer_of
from noroshi.questions.localisation.budget import (
    EXCHANGED,
    _confirmations,
    _seen,
    confirmed_by,
    several_launches,
)
from noroshi.questions.localisation.coverage import ALTITUDES, SIDE, at_least, coverage
from noroshi.questions.localisation.example import example
from noroshi.questions.localisation.followed import follow, heard_by
from noroshi.questions.localisation.history import SCALE
from noroshi.questions.localisation.radar_figures import coverage_lines, radar_figures, spots
from noroshi.questions.localisation.radar_tables import as_one
from noroshi.questions.localisation.radars import radar_numbers
from noroshi.questions.localisation.shared_errors import (
    ERRORS,
    SIZES,
    SharedErrors,
    first_known,
    shared_errors,
)
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.sensing import Target
from noroshi.sensing.bias import Bias
from noroshi.sensing.time_budget import TimeBudget
from noroshi.tracking.association import exchanged
from noroshi.tracking.impact_ellipse import impact_covariances
from noroshi.world import Draws, Estimate

A_MILLIONTH = 1e-6
NONE, LOW, BEST, HIGH, REGISTERED = range(len(ERRORS))


@pytest.fixture(scope="module")
def followed(comparison):
    return follow(exemplar(comparison))


def biased(followed, **fields):
    """The same flight, each of its radars with a bias."""
    bias = Bias(**fields)
    stations = tuple(
        (s.model_copy(update={"bias": bias}) if s.kind == "radar" else s, place)
        for s, place in followed.stations
    )
    return replace(followed, stations=stations)


SOME = {
    "angle": Estimate(1e-4, 3e-4, 1e-3),
    "range": Estimate(5.0, 20.0, 100.0),
    "refractivity": Estimate(3.0, 10.0, 30.0),
}


def test_without_shared_errors_the_track_is_that_of_the_compiled_loops(followed):
    found = shared_errors(followed)
    bare = followed.area._replace(reentry=np.zeros(1))
    for posture, teams in enumerate(followed.teams):
        heard = heard_by(followed, teams[2 * followed.example.party + SHARED])
        gathered = followed.chosen.gathered
        east, both, north = impact_covariances(bare, followed.coast, gathered, heard, found.time)[
            0
        ].T
        known = np.isfinite(east)
        area = np.sqrt(east[known] * north[known] - both[known] ** 2)
        for errors in range(len(ERRORS)):
            own = found.radius[posture, errors]
            assert np.array_equal(np.isfinite(own), known)
            np.testing.assert_allclose(own[known], SCALE * np.sqrt(area), rtol=A_MILLIONTH)


def test_larger_shared_errors_never_leave_a_smaller_ellipse(followed):
    radius = shared_errors(biased(followed, **SOME)).radius
    slack = 1.0 + 1e-9
    assert (radius[:, NONE] <= radius[:, LOW] * slack).all()
    assert (radius[:, LOW] <= radius[:, BEST] * slack).all()
    assert (radius[:, BEST] <= radius[:, HIGH] * slack).all()
    assert (radius[:, HIGH, -1] > 1.05 * radius[:, NONE, -1]).all()


def test_who_estimates_the_errors_lies_between_none_and_all_of_them(followed):
    radius = shared_errors(biased(followed, **SOME)).radius
    assert (radius[:, NONE] <= radius[:, REGISTERED] * (1.0 + 1e-9)).all()
    assert (radius[:, REGISTERED] <= radius[:, BEST] * (1.0 + 1e-9)).all()
    assert (radius[:, REGISTERED, -1] < radius[:, BEST, -1]).all()


@pytest.mark.parametrize("field", list(SOME))
def test_each_cause_alone_moves_the_impact_and_no_other_does(followed, field):
    left = shared_errors(biased(followed, **{field: SOME[field]})).left
    own = {"angle": [0, 1], "range": [2], "refractivity": [3]}[field]
    assert (left[:, own] > 0.0).all()
    assert not np.delete(left, own, axis=1).any()


def test_twice_the_bias_moves_the_impact_twice_as_far(followed):
    one, two = (
        shared_errors(biased(followed, range=Estimate.exactly(r))).left[:, 2] for r in (10.0, 20.0)
    )
    # Tracks of one owner alone, whose weights do not depend on the bias.
    assert two[0] == pytest.approx(2.0 * one[0], rel=1e-9)


def test_a_range_that_begins_wrong_moves_the_estimate_as_solving_with_it_does(followed):
    """Before the ally's radar came one radar was alone: least squares with shifted looks."""
    from noroshi.questions.localisation.shared_errors import sensor_cells
    from noroshi.tracking.shared_shift import KNOWN

    wrong = biased(followed, range=Estimate.exactly(10.0))
    found = shared_errors(wrong)
    heard = heard_by(wrong, wrong.teams[0][2 * wrong.example.party + SHARED])
    (own,) = [i for i, delay in enumerate(heard.looks[0, 0]) if np.isfinite(delay)]
    cells = sensor_cells(wrong)[own]
    information, transfer, _ = (
        part[0] for part in cells.by(found.time[-1:] - heard.looks[0, 0, own])
    )
    moved = wrong.area.ahead[..., 0] @ np.linalg.solve(KNOWN + information, transfer[:, 2] * 10.0)
    assert found.left[0, 2] == pytest.approx(np.hypot(*moved), rel=1e-9)


# Several launches.


def sequences(chance, hits, looks):
    """Probability that some `looks` looks in a row hold `hits` hits by each look, enumerated."""
    sure = np.zeros(len(chance))
    for outcome in product((0, 1), repeat=len(chance)):
        weight = np.prod([p if o else 1.0 - p for p, o in zip(chance, outcome, strict=True)])
        for k in range(len(chance)):
            if outcome[k] and sum(outcome[max(k - looks + 1, 0) : k + 1]) >= hits:
                sure[k:] += weight
                break
    return sure


@pytest.mark.parametrize(("hits", "looks"), [(1, 1), (2, 2), (3, 5), (2, 4)])
def test_confirmation_is_that_of_every_sequence_of_hits_and_misses(hits, looks):
    chance = np.array([0.1, 0.6, 0.3, 0.9, 0.0, 0.5, 0.7, 0.2, 0.8])
    both = np.stack([chance, chance[::-1]], axis=1)
    found = confirmed_by(both, hits, looks)
    np.testing.assert_allclose(found[:, 0], sequences(chance, hits, looks), atol=1e-12)
    np.testing.assert_allclose(found[:, 1], sequences(chance[::-1], hits, looks), atol=1e-12)


def with_budget(comparison, **fields):
    """Both postures, each radar with a time budget."""
    budget = TimeBudget(**fields)

    def of(assessment):
        sensors = {
            i: s.model_copy(update={"time_budget": budget}) if s.kind == "radar" else s
            for i, s in assessment.scenario.sensors.items()
        }
        count = assessment.draws.count
        points = {**assessment.draws.points, "dwell": (np.arange(count) + 0.5) / count}
        scenario = replace(assessment.scenario, sensors=sensors)
        return replace(assessment, scenario=scenario, draws=Draws(points, count))

    return Comparison(of(comparison.before), of(comparison.after))


def confirmed_alone(comparison, interval):
    """Oracle: when the first radar of the later posture confirms the example, looking so often."""
    spent = with_budget(comparison, search_share=0.0, track_dwell="1 ms")
    after = spent.after
    sensors = {
        i: s.model_copy(update={"look_interval": Estimate.exactly(interval)})
        for i, s in after.scenario.sensors.items()
    }
    scenario = replace(after.scenario, sensors=sensors)
    radars = [s for s in sensors.values() if s.kind == "radar"]
    slow = Comparison(spent.before, replace(after, scenario=scenario))
    every = [np.array([interval])] * len(radars)
    return _confirmations(_seen(slow, follow(exemplar(comparison))), radars, every).min()


def test_launches_that_fit_are_confirmed_as_one_alone_is(comparison):
    # Looks are 5 s apart and take 50 ms: half of the time is left for 50 flights.
    spent = with_budget(comparison, search_share=0.5, track_dwell="50 ms")
    found = several_launches(spent, follow(exemplar(spent)), (1, 20, 50, 100, 200)).delay
    assert (found[:3] == 0.0).all()
    # Of more each is looked at as often as a radar does that is declared to look so seldom.
    alone = confirmed_alone(comparison, 5.0)
    for delay, interval in zip(found[3:], (10.0, 20.0), strict=True):
        np.testing.assert_allclose(delay, confirmed_alone(comparison, interval) - alone)
    assert 0.0 < found[3, 1] < found[4, 1] < np.inf


@pytest.mark.parametrize(
    ("delays", "says"),
    [
        ([0.0, 0.1, 0.2], "all 50 are followed as one"),
        ([0.0, 0.1, 12.34], "by 12.3 s of 50"),
        ([0.0, 0.1, np.inf], "never of 50"),
    ],
)
def test_up_to_how_many_launches_are_followed_as_one(delays, says):
    data = xr.Dataset(
        {"launch_delay": (("launches", "bound"), np.tile(delays, (3, 1)).T)},
        {"launches": [1, 20, 50], "bound": ["low", "best", "high"]},
    )
    assert as_one(Numbers(data)) == says


def test_the_more_launches_and_the_costlier_looks_the_later_the_last(comparison):
    dwell = Estimate(0.02, 0.1, 0.4, name="dwell")
    spent = with_budget(comparison, search_share=0.2, track_dwell=dwell)
    found = several_launches(spent, follow(exemplar(spent)), (1, 10, 40, 80)).delay
    assert (np.diff(found, axis=0) >= 0.0).all()
    assert (np.diff(found, axis=1) >= 0.0).all()
    assert found[-1, -1] > 0.0


def test_one_radar_more_confirms_the_last_no_later(comparison):
    spent = with_budget(comparison, search_share=0.2, track_dwell="400 ms")
    fewer = Comparison(spent.after, spent.before)
    flight = follow(exemplar(spent))
    radars = [
        [s for s in a.scenario.sensors.values() if s.kind == "radar"]
        for a in (spent.after, spent.before)
    ]
    assert len(radars[0]) > len(radars[1]) > 0
    intervals = np.array([5.0, 10.0, 40.0])
    more, less = (
        _confirmations(_seen(c, flight), own, [intervals] * len(own)).min(axis=0)
        for c, own in zip((spent, fewer), radars, strict=True)
    )
    assert (more <= less).all()


def test_radars_that_say_nothing_of_their_time_have_no_number(comparison, followed):
    for flight in (followed, None):
        assert all(np.isnan(numbers).all() for numbers in several_launches(comparison, flight))


def test_the_posture_is_told_in_one_table(comparison):
    assert "launches" not in {t.name for t in answer_of(comparison, example(comparison)).tables}
    spent = with_budget(comparison, search_share=0.5, track_dwell="50 ms")
    told = answer_of(spent, example(spent)).table("launches")
    assert told.title.endswith("all 20 are followed as one at the best values")
    assert len(told.cells()) == 4
    spent = with_budget(comparison, search_share=0.5, track_dwell="500 ms")
    answer = answer_of(spent, example(spent))
    delay = answer.data["launch_delay"].sel(launches=10, bound="best").item()
    assert delay > 0.5
    said = f"confirmed: by {delay:.3g} s of 10 at the best values"
    assert answer.table("launches").title.endswith(said)


def test_launches_so_far_apart_are_told_apart_by_the_radar_that_confirms_one(comparison):
    """Moment by moment, by the chance itself, over what the reader sees."""
    spent = with_budget(comparison, search_share=0.5, track_dwell="50 ms")
    flight = follow(exemplar(spent))
    found = several_launches(spent, flight)
    seen = _seen(spent, flight)
    radars = [r for r in spent.after.scenario.sensors.values() if r.kind == "radar"]
    alone = [np.array([r.look_interval.best]) for r in radars]
    confirmed = _confirmations(seen, radars, alone)[:, 0]
    first = int(np.argmin(confirmed))
    told = seen.looks.information[seen.row(radars[first])]
    moments = np.flatnonzero(np.isfinite(told[:, 0, 0]) & (seen.time <= confirmed[first]))
    assert len(moments) > 1
    speed = np.gradient(seen.course, seen.time, axis=0)
    chances = [float(exchanged(speed[t] * found.apart, told[t])) for t in moments]
    assert max(chances) == pytest.approx(EXCHANGED, rel=1e-3)
    told_in = answer_of(spent, example(spent))
    assert told_in.data["launch_apart"].item() == found.apart
    assert f"two are less than {found.apart:.2g} s apart" in (told_in.table("launches").note or "")
    for launches, row in zip((2, 5, 10, 20), told_in.table("launches").cells(), strict=True):
        some = 1.0 - (1.0 - (launches - 1) * found.apart / 60.0) ** launches
        assert row[-1] == ("<1 %" if some < 0.005 else f"{100 * some:.0f} %")


# Coverage.


@given(st.floats(0.0, 1.0), st.integers(1, 4), st.integers(0, 4))
def test_the_chance_of_enough_hits_is_the_binomial_tail(chance, hits, more):
    looks = hits + more
    expected = binom.sf(hits - 1, looks, chance)
    assert float(at_least(np.array(chance), hits, looks)) == pytest.approx(expected, abs=1e-12)


def test_coverage_is_that_of_single_looks_at_the_same_spots(comparison):
    found = coverage(comparison, 0.1)
    some = [0, SIDE * SIDE // 2 + SIDE // 3, SIDE * SIDE - 1, 3 * SIDE + 40]
    for spot in some:
        lat, lon = found.lat_deg[spot], found.lon_deg[spot]
        alone = by_single_looks(comparison.after.scenario, lat, lon, ALTITUDES[2])
        assert found.probability[1, 2, spot] == pytest.approx(alone, abs=1e-12)


def by_single_looks(world, lat_deg, lon_deg, altitude):
    """How surely a target of 0.1 m² is confirmed there, by each radar's own look."""
    best, missed = Draws.best(), 1.0
    at = noroshi.earth.sight.site(np.radians(lat_deg), np.radians(lon_deg), altitude)
    for radar in (s for s in world.sensors.values() if s.kind == "radar"):
        place = world.places[radar.at]
        here = noroshi.earth.sight.site(place.lat.best, place.lon.best, place.height)
        own = radar.parameters(here, best, best(world.header.refractivity_gradient))
        look = radar.observe(
            own, Target(at.position_ecef[:, None], np.array(-1.0), np.array([0.1]))
        )
        inside = max(min(np.ravel(limit)[0] for limit in face) for face in look.limits) >= 0.0
        p = float(np.ravel(look.probability)[0]) if inside else 0.0
        sure = binom.sf(radar.confirm.hits - 1, radar.confirm.looks, p)
        missed *= 1.0 - radar.availability.best * sure
    return 1.0 - missed


def test_lines_lie_on_the_edges_of_views_and_not_in_steps_beside_them(comparison):
    seen = coverage(comparison, 0.1)
    found = Numbers(answer_of(comparison, example(comparison)).data)
    assert found.number("coverage_cross_section") == pytest.approx(0.1)
    step = 0.2 * np.sqrt(seen.cell) / 111e3  # of the grid, in degrees of latitude
    for altitude in ALTITUDES[:2]:
        lines = [f for f in coverage_lines(found) if f.id.startswith(f"after/{altitude:g}/")]
        (line,) = sorted(lines, key=lambda f: len(f.points))[-1:]
        points = np.array(line.points)
        middles = 0.5 * (points[1:] + points[:-1])[::3]
        along = np.diff(points, axis=0)[::3]
        narrow = np.cos(np.radians(middles[:, 1]))
        across = np.stack([-along[:, 1] / narrow, along[:, 0] * narrow], axis=1)
        across /= np.hypot(across[:, 0] * narrow, across[:, 1])[:, None]
        apart = []
        for (lon, lat), (east, north) in zip(middles, across, strict=True):
            sides = [
                by_single_looks(
                    comparison.after.scenario,
                    lat + side * step * north,
                    lon + side * step * east,
                    altitude,
                )
                for side in (-1.0, 1.0)
            ]
            apart.append((sides[0] >= 0.5) != (sides[1] >= 0.5))
        assert np.mean(apart) > 0.9


def test_for_drawing_only_what_is_at_an_edge_is_another(comparison):
    seen = coverage(comparison, 0.1)
    exact, drawn = (
        v.reshape(2, len(ALTITUDES), SIDE, SIDE) for v in (seen.probability, seen.drawn)
    )
    other = exact != drawn
    assert 0 < other.mean() < 0.1
    assert (drawn >= 0.0).all()
    assert (drawn <= 1.0).all()
    assert np.mean((exact >= 0.5) != (drawn >= 0.5)) < 0.01


def test_a_radar_more_never_covers_less_and_a_larger_target_never_less(comparison):
    small, large = coverage(comparison, 0.05), coverage(comparison, 0.5)
    assert (small.probability[0] <= small.probability[1] + 1e-12).all()
    assert (small.probability <= large.probability + 1e-12).all()
    assert (small.probability >= 0.0).all()
    assert (large.probability <= 1.0).all()


def test_the_map_s_grid_is_even_and_holds_every_radar(comparison):
    found = coverage(comparison, 0.1)
    data = answer_of(comparison, example(comparison)).data
    lat, lon = spots(Numbers(data))
    assert lat.min() < 35.5
    assert lat.max() > 41.0
    assert lon.min() < 129.0
    assert lon.max() > 140.7
    assert found.cell * SIDE**2 == pytest.approx(abs(noroshi_area(lat, lon)), rel=0.01)


def noroshi_area(lat, lon):
    """Area of the grid, by the ellipsoid's own geodesics [m²]."""
    from pyproj import Geod

    rim = [
        (0, slice(None)),
        (slice(None), -1),
        (-1, slice(None, None, -1)),
        (slice(None, None, -1), 0),
    ]
    x, y = (np.concatenate([v[r] for r in rim]) for v in (lon, lat))
    inner = ((SIDE - 1) / SIDE) ** 2
    return Geod(ellps="WGS84").polygon_area_perimeter(x, y)[0] / inner


def test_lines_of_one_half_enclose_the_area_that_the_table_tells(comparison):
    import shapely
    from pyproj import Geod

    found = Numbers(answer_of(comparison, example(comparison)).data)
    told = found.number("coverage_area", posture="after", altitude=ALTITUDES[1])
    lines = [f for f in coverage_lines(found) if f.id.startswith(f"after/{ALTITUDES[1]:g}/")]
    area = sum(
        abs(Geod(ellps="WGS84").geometry_area_perimeter(shapely.Polygon(f.points))[0])
        for f in lines
    )
    assert area == pytest.approx(told, rel=0.03)


# Told and shown.


def test_every_world_is_told_and_drawn(any_world):
    answer = answer_of(any_world, example(any_world))
    names = {table.name for table in answer.tables}
    assert {"covered", "refraction"} <= names
    for figure in radar_figures(Numbers(answer.data)):
        assert figure.draw()["data"] or figure.draw()["layer"]


def test_tables_of_shared_errors_show_their_sizes_only_where_some_are_declared(
    comparison, followed
):
    plain = answer_of(comparison, example(comparison)).table("shared-errors")
    assert plain.keep["errors"] == ["none"]


def test_a_smaller_size_is_known_later_or_never(comparison, followed):
    wrong = biased(followed, **SOME)
    values = radar_numbers(comparison, wrong).values
    assert list(SIZES) == sorted(SIZES, reverse=True)
    assert (
        np.diff(values["shared_known"], axis=-1)[np.isfinite(values["shared_known"][..., 1:])] > 0
    ).all()
    assert (values["shared_known"][:, NONE] <= values["shared_known"][:, HIGH]).all()


def test_class_by_class_the_example_s_class_has_the_example_s_numbers(comparison):
    asked = answer_of(comparison, example(comparison), errors=True)
    data, after = asked.data, comparison.after
    threat = after.flights.threat[exemplar(comparison).flight]
    flight = follow(exemplar(comparison))
    # The flight that counts most in its class is the one to the largest place, as the example is.
    party = after.parties[flight.example.party]
    own = data["class_shared_known"].sel(party=party, threat=threat).to_numpy()
    np.testing.assert_allclose(own, data["shared_known"].to_numpy())
    assert asked.table("shared-by-class").title
    plain = answer_of(comparison, example(comparison))
    assert np.isnan(plain.data["class_shared_known"].to_numpy()).all()
    assert "shared-by-class" not in {table.name for table in plain.tables}


@pytest.mark.parametrize("law", [{"pulses": 3}, {"swerling": 0}, {"swerling": 3, "pulses": 2}])
def test_radars_whose_law_of_detection_is_a_table_are_followed_and_laid_on_maps(comparison, law):
    def of(assessment):
        sensors = {
            i: s.model_copy(update=law) if s.kind == "radar" else s
            for i, s in assessment.scenario.sensors.items()
        }
        return replace(assessment, scenario=replace(assessment.scenario, sensors=sensors))

    other = Comparison(of(comparison.before), of(comparison.after))
    found = follow(exemplar(other))
    told = shared_errors(found)
    bare = found.area._replace(reentry=np.zeros(1))
    heard = heard_by(found, found.teams[1][2 * found.example.party + SHARED])
    gathered = found.chosen.gathered
    east, both, north = impact_covariances(bare, found.coast, gathered, heard, told.time)[0].T
    known = np.isfinite(east)
    area = np.sqrt(east[known] * north[known] - both[known] ** 2)
    np.testing.assert_allclose(told.radius[1, NONE][known], SCALE * np.sqrt(area), rtol=A_MILLIONTH)
    assert coverage(other, 0.1).probability.max() > 0.9


def test_a_radar_that_is_there_half_of_the_time_confirms_half_as_likely(comparison):
    def of(assessment):
        sensors = {
            i: s.model_copy(update={"availability": Estimate.exactly(0.5)})
            for i, s in assessment.scenario.sensors.items()
        }
        return replace(assessment, scenario=replace(assessment.scenario, sensors=sensors))

    always = coverage(comparison, 0.1).probability[0]
    seldom = coverage(Comparison(of(comparison.before), of(comparison.after)), 0.1).probability[0]
    # Before there is one radar alone.
    np.testing.assert_allclose(seldom, 0.5 * always, atol=1e-12)


def test_the_same_radar_in_another_air_confirms_otherwise(comparison):
    def through(gradient):
        world = comparison.after.scenario
        air = {"refractivity_gradient": Estimate.exactly(gradient)}
        header = world.header.model_copy(update=air)
        return replace(comparison.after, scenario=replace(world, header=header))

    thin, thick = through(0.0), through(-120e-9)
    both = coverage(Comparison(thin, thick), 0.1).probability
    assert not np.array_equal(both[0], both[1])
    for row, alone in zip(both, (thin, thick), strict=True):
        np.testing.assert_array_equal(row, coverage(Comparison(alone, alone), 0.1).probability[0])


def test_a_size_is_reached_between_two_moments_as_the_logarithm_of_the_radius_falls():
    time = np.array([100.0, 110.0, 130.0, 200.0])
    # A tenth of the radius in every 20 s; before the second moment there is no track.
    radius = 1e6 * 0.1 ** ((time - 100.0) / 20.0)
    radius[0] = np.inf
    each = np.broadcast_to(radius, (2, len(ERRORS), len(time)))
    found = first_known(SharedErrors(time, each, np.zeros((2, 4))))
    expected = [100.0 + 20.0 * np.log10(1e6 / size) for size in SIZES]
    np.testing.assert_allclose(found[1, 0], expected)
    coarse = SharedErrors(time, np.where(np.isfinite(each), 10.0, np.inf), np.zeros((2, 4)))
    assert (first_known(coarse) == 110.0).all()
    never = first_known(SharedErrors(time, np.full(each.shape, 1e6), np.zeros((2, 4))))
    assert np.isinf(never).all()

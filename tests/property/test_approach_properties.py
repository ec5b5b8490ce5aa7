"""Laws of noticing: more never lowers it, it never falls, and no bearing is favoured."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.access.approach_routes import approach_routes, bearings
from noroshi.access.footprint import footprint
from noroshi.access.glimpse import noticed
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, Voyages
from noroshi.access.payloads import SurveillanceRadar, Vessel
from noroshi.constants import NAUTICAL_MILE
from noroshi.earth.ellipsoid import position
from noroshi.fleets.presence import roster, visits
from noroshi.world import Draws, Estimate

EPOCH = datetime(2015, 6, 1, tzinfo=UTC)
DAY = 86400.0
DRAWS = 3
HOME = np.radians([25.9, 123.9])


class Still(NamedTuple):
    """A craft that hangs in the air."""

    place: tuple[float, float, float]
    draws: int = 1
    fastest: float = 0.0

    def position(self, time):
        return tuple(c + 0.0 * time for c in self.place)

    def pick(self, _draw):
        return self


def watcher(coverage_range, chance, every, offset, share, name="one"):
    radar = SurveillanceRadar.model_construct(
        id=name,
        on="drone",
        kind="surveillance-radar",
        mode="moving-target",
        nearest=Estimate.exactly(0.0),
        farthest=Estimate.exactly(coverage_range),
        lowest_grazing=Estimate.exactly(0.0),
        sector=Estimate.exactly(np.pi),
        dwell=Estimate.exactly(every),
        resolution=Estimate.exactly(10.0),
        detection_probability=Estimate.exactly(chance),
    )
    parameters = radar.parameters(Draws({}, DRAWS))
    found = footprint(type(radar), parameters, np.full(DRAWS, 15e3))
    place = position(*(HOME + np.radians(offset)), np.float64(15e3))
    ground = tuple(np.atleast_1d(c) for c in position(*(HOME + np.radians(offset)), np.float64(0)))
    start = np.arange(0.0, 30 * DAY, 10 * 3600.0) + np.zeros((DRAWS, 1))
    rosters = (roster(visits(start, start + share * 10 * 3600.0), 30 * DAY, 600.0),)
    look = SearchPayload(
        name, type(radar), parameters, found, np.full(DRAWS, every), np.zeros(DRAWS)
    )
    season = np.ones((1, 60), dtype=bool)
    return PatrolForce(
        name, rosters, season, (Still(tuple(map(float, place))),), ground, 0.0, (look,)
    )


def voyages(count, starts=2, seed=0):
    route = approach_routes(
        *HOME[:, None], bearings(count), begin=150e3, limit=12 * NAUTICAL_MILE, cells=16
    )
    rng = np.random.default_rng(seed)
    start = rng.random((1, starts, DRAWS)) * 10 * DAY + np.zeros((count, 1, 1))
    vessel = Vessel(np.full(DRAWS, 30.0), np.array([4.0, 8.0, 12.0]), np.full(DRAWS, 500.0))
    return Voyages(route, vessel, start, start / (10 * DAY))


forces = st.builds(
    watcher,
    coverage_range=st.floats(20e3, 300e3),
    chance=st.floats(0.01, 1.0),
    every=st.floats(10.0, 7200.0),
    offset=st.tuples(st.floats(-1.0, 1.0), st.floats(-1.0, 1.0)),
    share=st.floats(0.05, 1.0),
)


@given(st.lists(forces, min_size=1, max_size=3), forces)
@settings(max_examples=40)
def test_another_watcher_never_lowers_the_probability(group, added):
    few, more = (noticed(voyages(4), g, EPOCH) for g in (group, [*group, added]))
    assert np.all(more.by >= few.by - 1e-12)
    # Without the added one all is as it was.
    limit = voyages(4).ways.limit
    assert np.allclose(more.without[-1], few.by[:, :, limit - 1], atol=1e-9)


@given(st.lists(forces, min_size=1, max_size=3))
@settings(max_examples=40)
def test_the_probability_never_falls_towards_the_coast_and_is_one(group):
    found = noticed(voyages(4), group, EPOCH)
    assert np.all(np.diff(found.by, axis=2) >= -1e-12)
    assert np.all((found.by >= 0.0) & (found.by <= 1.0))
    limit = voyages(4).ways.limit
    assert np.all(found.alone <= found.by[:, :, limit - 1] + 1e-12)


@given(forces, st.floats(1.0, 5.0))
@settings(max_examples=30)
def test_looking_less_often_never_raises_the_probability(group, slower):
    look = group.payloads[0]
    lazy = group._replace(
        payloads=(look._replace(revisit_interval=look.revisit_interval * slower),)
    )
    often, seldom = (noticed(voyages(4), [g], EPOCH).by for g in (group, lazy))
    assert np.all(seldom <= often + 1e-12)


@given(st.floats(40e3, 300e3), st.floats(0.01, 1.0), st.floats(0.1, 1.0))
@settings(max_examples=30)
def test_no_bearing_is_favoured_where_all_is_the_same_all_round(coverage_range, chance, share):
    """A craft above the one coast point; on the ellipsoid, bearings differ by a thousandth."""
    above = watcher(coverage_range, chance, 600.0, (0.0, 0.0), share)
    found = noticed(voyages(7), [above], EPOCH).by[0]
    # Where a cell's middle lies at the reach itself, some bearings may see it and others not.
    cells = voyages(7).ways.from_coast
    if np.min(np.abs(cells - coverage_range)) > 2e-3 * coverage_range:
        assert np.ptp(found, axis=0).max() < 1e-9


@given(forces)
@settings(max_examples=20)
def test_who_is_always_there_notices_at_least_as_many(group):
    there = (roster(visits([[-np.inf]], [[np.inf]]), 30 * DAY, 600.0),)
    some, all_ = (
        noticed(voyages(4), [g], EPOCH).by for g in (group, group._replace(rosters=there))
    )
    assert np.all(all_ >= some - 1e-12)

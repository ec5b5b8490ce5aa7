"""Ways to a coast and looks along them, against distances of PROJ and sums done one by one."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
import pytest
import shapely
from pyproj import Geod

from noroshi.access import glimpse
from noroshi.access.approach_routes import approach_routes, bearings, over_sea, window
from noroshi.access.footprint import footprint, revisit_interval
from noroshi.access.geometry import geometry
from noroshi.access.glimpse import noticed, noticed_by_each
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, Voyages, held_once
from noroshi.access.payloads import ElectroOptical, MaritimeRadar, SurveillanceRadar, Vessel
from noroshi.access.picture import seen_by
from noroshi.access.problem import points
from noroshi.constants import NAUTICAL_MILE
from noroshi.earth.ellipsoid import local_axes, position
from noroshi.earth.land import land_within
from noroshi.earth.sun import sun
from noroshi.earth.territorial import nearest
from noroshi.errors import NoroshiError
from noroshi.fleets.presence import (
    Presence,
    number_on_station,
    roster,
    share_of_time,
    visits,
)
from noroshi.motion.patrol import PatrolTrajectory, patrol
from noroshi.motion.patterns import Circle
from noroshi.world import Draws, Estimate

GEOD = Geod(ellps="WGS84")
EPOCH = datetime(2015, 6, 1, tzinfo=UTC)
COAST = np.radians([[25.73, 123.47], [25.92, 123.67], [25.92, 124.55]])
LIMIT, BEGIN = 12.0 * NAUTICAL_MILE, 150e3
MEMORY = 600.0
ONE_MILLIMETRE = 1e-3
DAY = 86400.0
ALWAYS = visits([[-np.inf]], [[np.inf]])


class Still(NamedTuple):
    """A craft that hangs in the air."""

    place: tuple[float, float, float]
    draws: int = 1
    fastest: float = 0.0

    def position(self, time):
        return tuple(c + 0.0 * time for c in self.place)

    def pick(self, _draw):
        return self


class Gliding(NamedTuple):
    """A craft on a straight line in space, of its own speed in every draw."""

    place: tuple[float, float, float]
    velocity: tuple[float, float, float]
    speed: np.ndarray
    fastest: float = 400.0

    @property
    def draws(self):
        return len(self.speed)

    def position(self, time):
        pairs = zip(self.place, self.velocity, strict=True)
        return tuple(p + self.speed * v * time for p, v in pairs)

    def pick(self, draw):
        return self._replace(speed=self.speed[draw])


class Unforetold(NamedTuple):
    """A craft that does not tell which part of its round it is in."""

    motion: PatrolTrajectory

    @property
    def draws(self):
        return self.motion.draws

    @property
    def fastest(self):
        return self.motion.fastest

    def position(self, time):
        return self.motion.position(time)

    def pick(self, draw):
        return Unforetold(self.motion.pick(draw))


def above(lat_deg, lon_deg, height):
    return tuple(
        float(c) for c in position(np.radians(lat_deg), np.radians(lon_deg), np.float64(height))
    )


def everywhere(probability, **changed):
    """A radar that sees all that is above its horizon with one probability."""
    fields = {
        "kind": "surveillance-radar",
        "mode": "moving-target",
        "nearest": Estimate.exactly(0.0),
        "farthest": Estimate.exactly(2000e3),
        "lowest_grazing": Estimate.exactly(0.0),
        "sector": Estimate.exactly(np.pi),
        "dwell": Estimate.exactly(30.0),
        "resolution": Estimate.exactly(10.0),
        "detection_probability": Estimate.exactly(probability),
    }
    return SurveillanceRadar.model_construct(id="radar", on="drone", **{**fields, **changed})


def maritime(**changed):
    fields = {
        "kind": "maritime-radar",
        "range": Estimate.exactly(60e3),
        "cross_section": Estimate.exactly(1000.0),
        "clutter_margin": Estimate.exactly(2.0),
        "antenna_height": Estimate.exactly(0.0),
        "lowest_grazing": Estimate.exactly(0.0),
        "scan": Estimate.exactly(10.0),
        "resolution": Estimate.exactly(30.0),
        "seen_height": Estimate.exactly(5.0),
    }
    return MaritimeRadar.model_construct(id="sea", on="drone", **{**fields, **changed})


def look(payload, height, draws=1, every=None, memory=MEMORY):
    drawn = Draws({}, draws)
    parameters = payload.parameters(drawn)
    up = np.full(draws, height)
    found = footprint(type(payload), parameters, up)
    often = (
        revisit_interval(payload, found, drawn, np.full(draws, 150.0)) if every is None else every
    )
    often, memory = np.broadcast_to(often, (draws,)), np.broadcast_to(memory, (draws,))
    return SearchPayload(payload.id, type(payload), parameters, found, often, memory)


def force(looks, craft, *presences, patrol_area=(25.9, 123.9), stray=1000e3, days=400):
    rosters = tuple(roster(p, 40 * DAY, 600.0) for p in presences)
    ground = tuple(np.atleast_1d(c) for c in above(*patrol_area, 0.0))
    open_ = np.ones((len(rosters), days), dtype=bool)
    return PatrolForce("one", rosters, open_, tuple(craft), ground, stray, tuple(looks))


def voyages(draws=1, count_=3, starts=2, cells=12, speed=8.0):
    route = approach_routes(*COAST.T, bearings(count_), begin=BEGIN, limit=LIMIT, cells=cells)
    rng = np.random.default_rng(3)
    pace = np.full(draws, speed) * np.linspace(1.0, 1.5, draws)
    vessel = Vessel(np.full(draws, 30.0), pace, np.full(draws, 500.0))
    start = rng.random((count_, starts, draws)) * 20 * DAY
    return Voyages(route, vessel, start, rng.random(start.shape))


# Ways


def test_the_distance_from_the_coast_falls_as_fast_as_a_vessel_sails():
    found = approach_routes(*COAST.T, bearings(32), begin=BEGIN, limit=LIMIT)
    off = nearest(found.lat, found.lon, *COAST.T).distance
    assert off == pytest.approx(np.broadcast_to(found.from_coast, off.shape), abs=ONE_MILLIMETRE)


def test_every_way_ends_at_its_own_coast_point():
    found = approach_routes(*COAST.T, bearings(16), begin=BEGIN, limit=LIMIT)
    assert set(found.coast.tolist()) == {0, 1, 2}
    last = found.from_coast[-1]
    to = np.degrees(COAST[found.coast])
    off = GEOD.inv(np.degrees(found.lon[:, -1]), np.degrees(found.lat[:, -1]), to[:, 1], to[:, 0])
    assert off[2] == pytest.approx(last, abs=ONE_MILLIMETRE)


def test_ways_begin_at_their_bearing_from_the_middle_and_are_geodesics():
    asked = bearings(8)
    found = approach_routes(*COAST[:1].T, asked, begin=BEGIN, limit=LIMIT)
    home = np.degrees(COAST[0])
    for lat, lon, bearing in zip(found.lat, found.lon, asked, strict=True):
        azimuth, _, _ = GEOD.inv(
            np.full(len(lat), home[1]), np.full(len(lat), home[0]), np.degrees(lon), np.degrees(lat)
        )
        turned = np.angle(np.exp(1j * (np.radians(azimuth) - bearing)))
        assert np.abs(turned).max() < 1e-7


def test_the_limit_is_the_edge_of_a_cell_and_cells_are_nearly_equal():
    found = approach_routes(*COAST.T, bearings(4), begin=BEGIN, limit=LIMIT, cells=40)
    assert found.edge[found.limit] == LIMIT
    assert found.edge[0] == BEGIN
    assert found.edge[-1] == 0.0
    width = -np.diff(found.edge)
    assert len(width) == 40
    assert width.max() < 1.2 * width.min()


def test_bearings_are_spread_evenly_all_round_or_between_two():
    assert np.degrees(bearings(4)) == pytest.approx([0.0, 90.0, 180.0, 270.0])
    across_north = np.degrees(bearings(5, (np.radians(300.0), np.radians(60.0))))
    assert across_north % 360.0 == pytest.approx([300.0, 330.0, 0.0, 30.0, 60.0], abs=1e-9)


def test_an_approach_from_inside_the_limit_is_refused():
    with pytest.raises(NoroshiError, match="begins inside the limit"):
        approach_routes(*COAST.T, bearings(4), begin=20e3, limit=LIMIT)


# Presence


def test_visits_that_overlap_are_counted_and_covered_once():
    found = visits([[0.0, 50.0, 200.0]], [[100.0, 150.0, 260.0]])
    time = np.array([[-1.0], [0.0], [60.0], [120.0], [150.0], [230.0], [300.0]])
    assert count(found, time)[:, 0].tolist() == [0, 1, 2, 1, 0, 1, 0]
    assert share_of_time(found, 0.0, 300.0) == pytest.approx([210.0 / 300.0])
    assert share_of_time(found, 60.0, 160.0) == pytest.approx([0.9])


def test_a_visit_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="before it begins"):
        visits([[10.0]], [[5.0]])


def count(presence, time):
    """How many are on station at times (..., draw) [s]; a visit holds its first instant."""
    at = time[..., None]
    return np.sum((presence.start <= at) & (presence.end > at), axis=-1)


def test_a_roster_says_what_the_visits_say_at_its_instants():
    rng = np.random.default_rng(1)
    start = np.sort(rng.random((4, 20)) * 10 * DAY, axis=1)
    found = visits(start, start + rng.random(start.shape) * DAY)
    listed = roster(found, 10 * DAY, 600.0)
    time = (np.arange(1440) + 0.5)[:, None] * 600.0 + np.zeros(4)
    assert np.array_equal(number_on_station(listed, time, np.arange(4)), count(found, time))
    outside = np.array([[-1.0], [10.0 * DAY + 1.0]])
    assert np.all(number_on_station(listed, outside, np.arange(4)) == 0)


def test_what_is_always_there_is_there_in_every_draw():
    assert count(ALWAYS, np.zeros((3, 5))).tolist() == np.ones((3, 5), dtype=int).tolist()


# Footprints


def test_a_footprint_is_the_annulus_and_sector_that_are_declared():
    radar = everywhere(
        0.5,
        nearest=Estimate.exactly(20e3),
        farthest=Estimate.exactly(160e3),
        sector=Estimate.exactly(np.pi / 2.0),
    )
    found = footprint(type(radar), radar.parameters(Draws({}, 1)), np.array([18e3]))
    declared = np.pi * (160e3**2 - 20e3**2) / 2.0
    assert found.area[0] == pytest.approx(declared, rel=0.06)
    assert 161e3 < found.coverage_range[0] < 1.08 * 161e3
    assert found.heads


def test_a_radar_that_looks_all_round_does_not_ask_for_the_heading():
    found = footprint(MaritimeRadar, maritime().parameters(Draws({}, 1)), np.array([1000.0]))
    assert not found.heads
    horizon = np.sqrt(2 * 8.5e6 * 1000.0) + np.sqrt(2 * 8.5e6 * 5.0)
    assert found.coverage_range[0] == pytest.approx(horizon, rel=0.07)


def test_what_scans_all_it_sees_looks_at_its_interval_and_what_is_turned_at_its_rate():
    drawn, height, speed = Draws({}, 1), np.array([10e3]), np.array([150.0])
    radar = maritime()
    seen = footprint(type(radar), radar.parameters(drawn), height)
    assert revisit_interval(radar, seen, drawn, speed) == pytest.approx([10.0])
    looker = camera(farthest=Estimate.exactly(40e3))
    seen = footprint(type(looker), looker.parameters(drawn), height)
    ground = np.pi * (40e3**2 - 10e3**2)
    assert revisit_interval(looker, seen, drawn, speed) == pytest.approx(
        [ground / 2e3**2 * 30.0], rel=0.1
    )


# Looks


def test_looks_in_view_all_the_time_add_up_as_the_closed_form_has_it():
    """1 - (1 - p)^n with n looks that are ten minutes apart."""
    chance, asked = 0.1, voyages(draws=4)
    watcher = force([look(everywhere(chance), 20e3, 4)], [Still(above(25.9, 123.9, 20e3))], ALWAYS)
    found = noticed(asked, [watcher], EPOCH)
    time = (BEGIN - asked.ways.edge[1:, None]) / asked.vessel.speed
    expected = 1.0 - (1.0 - chance) ** (time / MEMORY)
    for way in found.by[0]:
        assert way == pytest.approx(expected, abs=1e-9)
    before = expected[asked.ways.limit - 1]
    assert found.alone[0, 0, 0] == pytest.approx(before, abs=1e-9)
    assert found.without[0, 0] == pytest.approx(np.zeros((3, 4)), abs=1e-12)


def test_how_many_ways_are_worked_out_at_once_changes_nothing(monkeypatch):
    seen = look(everywhere(0.1, farthest=Estimate.exactly(160e3)), 20e3, 4)
    asked, watcher = voyages(draws=4), force([seen], [Still(above(26.5, 124.5, 20e3))], ALWAYS)
    together = noticed(asked, [watcher], EPOCH)
    assert not np.allclose(together.by[:, 0], together.by[:, 1])
    monkeypatch.setattr(glimpse, "_TOGETHER", 1)
    for one_by_one, at_once in zip(noticed(asked, [watcher], EPOCH), together, strict=True):
        np.testing.assert_array_equal(one_by_one, at_once)


def test_how_many_draws_are_worked_out_at_once_changes_nothing():
    """Craft, payloads, rosters, sky and what is above them differ from draw to draw."""
    draws, rng = 10, np.random.default_rng(4)
    seen = [
        look(kind, 20e3, draws, memory=np.linspace(60.0, 3600.0, draws))
        for kind in (everywhere(0.1, farthest=Estimate.exactly(160e3)), camera())
    ]
    craft = Gliding(above(25.9, 123.9, 20e3), (1.0, 0.5, 0.2), np.linspace(0.0, 0.1, draws))
    start = np.arange(0.0, 40.0, 2.0) * DAY + rng.random((draws, 1)) * DAY
    watcher = force(seen, [craft], visits(start, start + DAY))
    asked, clear = voyages(draws=draws), rng.random((400, draws)) < 0.5
    over = rng.random((3, 2, 12, draws)) * 0.01

    def by(block):
        return noticed_by_each(
            *(asked, [[watcher], []], EPOCH, clear, 1),
            [lambda some, draws: over[some][..., draws], None],
            block=block,
        )

    at_once, in_sevens = by(draws), by(7)
    assert not np.allclose(at_once[0].alone[0, ..., :1], at_once[0].alone[0])
    assert at_once[0].alone.shape == (2, 1, 3, draws)
    for one, other in zip(at_once, in_sevens, strict=True):
        for whole, part in zip(one, other, strict=True):
            np.testing.assert_array_equal(whole, part)


def test_what_a_force_known_already_flies_is_held_once():
    both = [
        force([look(everywhere(0.1), 20e3, n)], [Still(above(25.9, 123.9, 20e3))], ALWAYS)
        for n in (2, 2, 3)
    ]
    assert held_once(both[1], both[:1]) is both[0]
    assert held_once(both[2], both[:2]) is both[2]


def test_looks_farther_apart_than_independence_asks_count_one_by_one():
    asked = voyages()
    watcher = force(
        [look(everywhere(0.3), 20e3, every=3600.0)], [Still(above(25.9, 123.9, 20e3))], ALWAYS
    )
    time = (BEGIN - LIMIT) / asked.vessel.speed
    found = noticed(asked, [watcher], EPOCH).by[0, :, asked.ways.limit - 1]
    assert found == pytest.approx(np.tile(1.0 - 0.7 ** (time / 3600.0), (3, 1)), abs=1e-9)


def test_the_longer_looks_are_remembered_the_less_they_add_up_to():
    asked, memories = voyages(draws=4), np.array([60.0, 600.0, 3600.0, 1e9])
    asked = asked._replace(vessel=Vessel(*(np.full(4, field[0]) for field in asked.vessel)))
    watcher = force(
        [look(everywhere(0.1), 20e3, 4, memory=memories)],
        [Still(above(25.9, 123.9, 20e3))],
        ALWAYS,
    )
    found = noticed(asked, [watcher], EPOCH).by[0, 0, asked.ways.limit - 1]
    time = (BEGIN - LIMIT) / asked.vessel.speed[0]
    assert found == pytest.approx(1.0 - 0.9 ** (time / memories), abs=1e-9)
    assert np.all(np.diff(found) < 0.0)


def test_nobody_on_station_notices_nothing():
    never = Presence(np.array([[np.inf]]), np.array([[np.inf]]))
    watcher = force([look(everywhere(1.0), 20e3)], [Still(above(25.9, 123.9, 20e3))], never)
    assert noticed(voyages(), [watcher], EPOCH).by.max() == 0.0
    assert noticed(voyages(), [], EPOCH).by.max() == 0.0


def test_the_share_noticed_by_a_certain_look_is_that_of_vessels_that_meet_a_visit():
    """On an hour, off nine: a vessel under way for T meets one with (T + 1 h) / 10 h, at most 1."""
    start = np.arange(0.0, 40 * DAY, 36000.0)[None]
    watcher = force(
        [look(everywhere(1.0), 20e3)],
        [Still(above(25.9, 123.9, 20e3))],
        visits(start, start + 3600.0),
    )
    asked = voyages(count_=2, starts=3000, cells=300, speed=8.0)
    found = noticed(asked, [watcher], EPOCH).by[0].mean(axis=0)[:, 0]
    time = (BEGIN - asked.ways.edge[1:]) / 8.0
    expected = np.minimum((time + 3600.0) / 36000.0, 1.0)
    assert found[10:] == pytest.approx(expected[10:], abs=0.03)


def camera(**changed):
    """Sees ships by day and night, to 500 km, when the sky is clear."""
    fields = {
        "kind": "electro-optical",
        "farthest": Estimate.exactly(500e3),
        "lowest_grazing": Estimate.exactly(0.0),
        "infrared": True,
        "field": Estimate.exactly(2e3),
        "dwell": Estimate.exactly(30.0),
        "resolution": Estimate.exactly(1.0),
        "detection_probability": Estimate.exactly(1.0),
    }
    return ElectroOptical.model_construct(id="camera", on="drone", **{**fields, **changed})


def test_looks_of_moving_craft_are_those_found_one_by_one():
    """Every cell, start and draw by plain loops over the definition, by day, sky and season."""
    draws, rng = 2, np.random.default_rng(5)
    # More ways than are worked out at once.
    asked = voyages(draws=draws, count_=6, starts=2, cells=8)
    by_day = camera(infrared=False, detection_probability=Estimate.exactly(0.05))
    sector = everywhere(0.4, sector=Estimate.exactly(np.pi / 3.0))
    # As from higher than craft ever glide, so that all that they see is near enough.
    looks = [look(eye, 12e3, draws) for eye in (maritime(), sector)]
    looks.append(look(by_day, 12e3, draws, every=600.0))
    here = above(25.6, 123.6, 3e3)
    craft = [
        Gliding(here, (0.002, 0.001, 0.003), np.linspace(0.5, 1.0, draws)),
        Gliding(above(26.2, 124.2, 3e3), (-0.001, 0.002, 0.001), np.full(draws, 0.8)),
    ]
    start = np.linspace(0.0, 39 * DAY, 30)[None] + np.zeros((draws, 1))
    there = visits(start, start + 1.5 * DAY)
    steps, season = (600.0, 900.0), rng.random((2, 60)) < 0.7
    watcher = force(looks, craft, there)._replace(
        rosters=tuple(roster(there, 40 * DAY, step) for step in steps), season=season
    )
    clear = rng.random((60, draws)) < 0.5
    found = noticed(asked, [watcher], EPOCH, clear, readings=2).by
    for own, step, open_ in zip(found, steps, season, strict=True):
        expected = one_by_one(asked, looks, craft, there, step, open_, clear)
        assert 0.05 < expected[:, -1].mean() < 0.999
        assert own == pytest.approx(expected, abs=1e-9)


def one_by_one(asked, looks, craft, there, step, open_, clear):
    ways_, starts, draws = asked.start.shape
    edge = asked.ways.edge
    cells = len(edge) - 1
    missed = np.ones((ways_, starts, cells, draws))
    for way, start, cell, draw in np.ndindex(missed.shape):
        speed = asked.vessel.speed[draw]
        gone = (edge[0] - 0.5 * (edge[cell] + edge[cell + 1])) / speed
        time = asked.start[way, start, draw] + gone
        day = int(time // DAY)
        if not open_[day]:
            continue
        # Comings and goings are listed to some minutes.
        begun = asked.phase[way, start, draw] * (40 * DAY - edge[0] / speed)
        listed = (np.floor((begun + gone) / step) + 0.5) * step
        number = sum(
            (s <= listed) & (listed < e)
            for s, e in zip(there.start[draw], there.end[draw], strict=True)
        )
        lat, lon = asked.ways.lat[way, cell], asked.ways.lon[way, cell]
        point, up = position(lat, lon, np.float64(0.0)), local_axes(lat, lon)[2]
        for one in craft[: int(number)]:
            own = one.pick(np.array([draw]))
            at, next_ = (own.position(np.array([t])) for t in (time, time + 1.0))
            heading = tuple(b - a for a, b in zip(at, next_, strict=True))
            seen = geometry(at, heading, point, up, sun(EPOCH, np.array([time])))
            for eye in looks:
                picked = type(eye.parameters)(*(f[[draw]] for f in eye.parameters))
                vessel = Vessel(*(f[[draw]] for f in asked.vessel))
                if eye.kind.needs_clear_sky and not clear[day, draw]:
                    continue
                if eye.kind.view(picked, seen).margin[0] < 0.0:
                    continue
                chance = eye.kind.detection(picked, seen, vessel)[0]
                lasting = (edge[cell] - edge[cell + 1]) / speed
                often = lasting / max(eye.revisit_interval[draw], MEMORY)
                missed[way, start, cell, draw] *= (1.0 - chance) ** often
    return (1.0 - np.cumprod(missed, axis=2)).mean(axis=1)


def test_cameras_see_on_clear_days_alone():
    watcher = force([look(camera(), 20e3, every=60.0)], [Still(above(25.9, 123.9, 20e3))], ALWAYS)
    asked = voyages(starts=40, speed=8.0)
    half = np.zeros((60, 1), dtype=bool)
    half[::2] = True
    clear, mixed, closed = (
        noticed(asked, [watcher], EPOCH, sky).by[0, :, asked.ways.limit - 1].mean()
        for sky in (None, half, np.zeros((60, 1), dtype=bool))
    )
    assert closed == 0.0
    assert 0.4 < mixed < clear
    assert clear == pytest.approx(1.0)


def test_a_season_keeps_craft_away_on_its_other_days():
    watcher = force([look(everywhere(1.0), 20e3)], [Still(above(25.9, 123.9, 20e3))], ALWAYS)
    open_ = np.zeros((1, 400), dtype=bool)
    open_[:, 10:] = True
    asked = voyages(starts=60)
    found = noticed(asked, [watcher._replace(season=open_)], EPOCH).by[0, :, asked.ways.limit - 1]
    late = asked.start + (BEGIN - LIMIT) / asked.vessel.speed > 10 * DAY
    assert found.mean() == pytest.approx(late.mean(), abs=0.02)


def test_craft_may_stray_from_where_they_patrol():
    near = look(everywhere(0.5, farthest=Estimate.exactly(100e3)), 10e3)
    craft, asked = [Still(above(25.9, 123.9, 10e3))], voyages()
    own, off = (
        noticed(asked, [force([near], craft, ALWAYS, patrol_area=middle, stray=stray)], EPOCH)
        for middle, stray in (((25.9, 123.9), 0.0), ((28.9, 123.9), 350e3))
    )
    assert own.by.max() > 0.0
    assert np.array_equal(own.by, off.by)


def test_the_part_of_its_round_in_which_a_craft_is_far_off_is_all_that_is_passed_over():
    pattern = Circle.model_construct(
        kind="circle", lat=np.radians(25.9), lon=np.radians(124.4), radius=90e3
    )
    phase, draws, parts = np.array([0.1, 0.4, 0.8]), 3, 16
    craft = [
        patrol(pattern, speed=np.array([90.0, 100.0, 110.0]), height=2e3, phase=(phase + k) % 1.0)
        for k in (0.0, 0.6)
    ]
    along = (np.arange(parts) + 0.5) / parts * pattern.length
    lat, lon = pattern.point(along)
    near = look(everywhere(0.3, farthest=Estimate.exactly(40e3)), 2e3, draws)
    watcher = force([near], craft, visits([[-np.inf] * 2], [[np.inf] * 2]))._replace(
        patrol_area=position(lat, lon, np.zeros(parts)), stray=0.5 * pattern.length / parts
    )
    asked = voyages(draws, count_=6, cells=24)
    found, every = (
        noticed(asked, [watcher._replace(craft=tuple(own))], EPOCH)
        for own in (craft, map(Unforetold, craft))
    )
    assert 0.0 < every.by.max() < 1.0
    assert np.allclose(found.by, every.by, rtol=1e-9, atol=0.0)


def test_craft_without_payloads_notice_nothing():
    there = visits(np.zeros((1, 1)), np.full((1, 1), 40 * DAY))
    blind = force([], [Still(above(25.9, 123.9, 10e3))], there)
    assert not noticed(voyages(), [blind], EPOCH).by.any()


def test_a_payload_that_never_looks_notices_nothing():
    watcher = force(
        [look(everywhere(1.0), 20e3, every=np.inf)], [Still(above(25.9, 123.9, 20e3))], ALWAYS
    )
    assert noticed(voyages(), [watcher], EPOCH).by.max() == 0.0


def test_each_reading_counts_its_own_visits_alone():
    never = Presence(np.array([[np.inf]]), np.array([[np.inf]]))
    craft = [Still(above(25.9, 123.9, 20e3)), Still(above(25.9, 123.9, 20e3))]
    twice = visits([[0.0, 0.0]], [[40 * DAY, 40 * DAY]])
    watcher = force([look(everywhere(0.1), 20e3)], craft, never, ALWAYS, twice)
    found = noticed(voyages(), [watcher], EPOCH, readings=3).by[:, :, -1].mean(axis=(1, 2))
    assert found[0] == 0.0
    assert 1.0 - found[2] == pytest.approx((1.0 - found[1]) ** 2, rel=1e-9)


def island(lat_deg: float, lon_deg: float, half_deg: float = 0.1) -> shapely.Polygon:
    return shapely.box(
        lon_deg - half_deg, lat_deg - half_deg, lon_deg + half_deg, lat_deg + half_deg
    )


def test_ways_across_an_island_are_left_out_and_only_those():
    route = approach_routes(*COAST[:1].T, bearings(32), begin=BEGIN, limit=LIMIT)
    way, cell = 5, route.limit // 2
    across = island(*np.degrees([route.lat[way, cell], route.lon[way, cell]]))
    kept = over_sea(route, [across])
    left_out = sorted(set(route.bearing) - set(kept.bearing))
    assert route.bearing[way] in left_out
    for i, bearing in enumerate(route.bearing):
        line = shapely.linestrings(
            np.degrees(np.column_stack([route.lon[i], route.lat[i]]))[: route.limit]
        )
        if not line.intersects(across):
            assert bearing not in left_out


def test_land_inside_the_limit_is_where_the_way_ends():
    route = approach_routes(*COAST[:1].T, bearings(16), begin=BEGIN, limit=LIMIT)
    assert len(over_sea(route, [island(*np.degrees(COAST[0]))]).bearing) == 16


@pytest.mark.parametrize("between", [None, (np.pi / 2, np.pi / 2)])
def test_land_is_found_about_a_single_way_that_has_no_breadth(between):
    route = approach_routes(*COAST[:1].T, bearings(1, between), begin=BEGIN, limit=LIMIT)
    west, south, east, north = window(route)
    assert west < east
    assert south < north
    assert len(over_sea(route, land_within((west, south, east, north))).bearing) == 1


def test_a_coast_behind_land_on_every_side_is_refused():
    route = approach_routes(*COAST[:1].T, bearings(16), begin=BEGIN, limit=LIMIT)
    with pytest.raises(NoroshiError, match="land lies across every approach"):
        over_sea(route, [island(*np.degrees(COAST[0]), half_deg=3.0)])


def test_cells_in_the_picture_are_those_that_the_definition_sees():
    radar = maritime()
    eye = look(radar, 3e3, 2)
    craft = Still(above(25.9, 123.9, 3e3))
    watcher = force([eye], [craft], visits([[5 * 3600.0]] * 2, [[40 * DAY]] * 2))
    lat, lon = np.meshgrid(np.linspace(24.0, 28.0, 41), 123.9 + np.linspace(0.0, 1.0, 3))
    spots = points(np.radians(lat.ravel()), np.radians(lon.ravel()))
    vessel = Vessel(np.full(2, 30.0), np.full(2, 8.0), np.array([5e3, 3e5]))
    given = spots, vessel, np.array([0.0, 6 * 3600.0])
    found = seen_by([watcher], *given, step=600.0, phase=np.zeros(2))
    assert np.all(found[0] == 0)  # nobody is there yet
    here = tuple(np.full(1, c) for c in craft.place)
    seen = geometry(here, None, spots.position_ecef, spots.up, None)
    for draw in range(2):
        picked = type(eye.parameters)(*(f[[draw]] for f in eye.parameters))
        chance = radar.detection(picked, seen, Vessel(*(f[[draw]] for f in vessel)))
        # Looks that are remembered as long as a step lasts: one counts.
        counts = (radar.view(picked, seen).margin >= 0.0) & (chance >= 0.5)
        assert 0.1 < counts.mean() < 0.9
        assert np.array_equal(found[1, :, draw], counts.astype(int))

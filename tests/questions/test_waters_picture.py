"""How old the picture of waters is: against looks counted one by one, and a clockwork watch."""

from typing import NamedTuple

import numpy as np
import pytest

from noroshi.access.footprint import footprint, revisit_interval
from noroshi.access.geometry import geometry
from noroshi.access.patrol_forces import PatrolForce, SearchPayload
from noroshi.access.payloads import MaritimeRadar, Vessel
from noroshi.access.picture import seen_by
from noroshi.access.problem import points
from noroshi.access.watched import watched
from noroshi.earth.ellipsoid import position
from noroshi.fleets.presence import roster, visits
from noroshi.questions.waters.picture import STEP
from noroshi.world import Draws, Estimate

HOUR = 3600.0
DRAWS = 2
VESSEL = Vessel(np.full(DRAWS, 30.0), np.full(DRAWS, 5.0), np.array([50.0, 5000.0]))


class Turning(NamedTuple):
    """A craft on a circle about the Earth's axis, of its own speed in every draw."""

    lat: float
    lon: float
    height: float
    rate: np.ndarray
    fastest: float = 400.0

    @property
    def draws(self):
        return len(self.rate)

    def position(self, time):
        lon = self.lon + self.rate * time
        return position(np.full_like(lon, self.lat), lon, np.full_like(lon, self.height))

    def pick(self, draw):
        return self._replace(rate=self.rate[draw])


def radar_look(height):
    radar = MaritimeRadar.model_construct(
        id="sea",
        on="drone",
        kind="maritime-radar",
        range=Estimate.exactly(60e3),
        cross_section=Estimate.exactly(1000.0),
        clutter_margin=Estimate.exactly(2.0),
        antenna_height=Estimate.exactly(0.0),
        lowest_grazing=Estimate.exactly(0.0),
        scan=Estimate.exactly(10.0),
        resolution=Estimate.exactly(30.0),
        seen_height=Estimate.exactly(5.0),
    )
    drawn = Draws({}, DRAWS)
    parameters, up = radar.parameters(drawn), np.full(DRAWS, height)
    found = footprint(MaritimeRadar, parameters, up)
    every = revisit_interval(radar, found, drawn, up)
    return SearchPayload("sea", MaritimeRadar, parameters, found, every, np.full(DRAWS, 600.0))


def squad(there, rate, *, nth=1, season=True):
    beat = tuple(np.atleast_1d(c) for c in position(*np.array([0.5, 2.0, 0.0])))
    craft = tuple(Turning(0.5, 2.0 + 0.003 * k, 3e3, np.asarray(rate)) for k in range(nth))
    rosters = (roster(there, 20 * HOUR, STEP),)
    open_ = np.full((1, 10), season)
    return PatrolForce("one", rosters, open_, craft, beat, 500e3, (radar_look(3e3),))


def grid():
    lat, lon = np.meshgrid(0.5 + 0.004 * np.arange(-3, 4), 2.0 + 0.004 * np.arange(-3, 4))
    return points(lat.ravel(), lon.ravel())


def seen(squads, spots, instants):
    """From the beginning of what is flown, (instant, point, draw)."""
    duty = np.zeros(DRAWS)
    return seen_by(squads, spots, VESSEL, instants, step=STEP, phase=duty) > 0


def test_what_is_seen_is_what_single_looks_show():
    instants = (np.arange(30) + 0.5) * STEP
    start = np.array([[0.0, 4 * HOUR], [1 * HOUR, 3 * HOUR]])
    there = visits(start, start + 2.5 * HOUR)
    watcher = squad(there, [1e-7, -2e-7], nth=2)
    found = seen([watcher], grid(), instants)
    expected = np.zeros_like(found)
    look = watcher.payloads[0]
    for i, time in enumerate(instants):
        for draw in range(DRAWS):
            begun = there.start[draw] <= time
            number = int(np.sum(begun & (time < there.end[draw])))
            for craft in watcher.craft[:number]:
                own = craft.pick(np.array([draw]))
                here, next_ = (own.position(np.array([t])) for t in (time, time + 1.0))
                heading = tuple(b - a for a, b in zip(here, next_, strict=True))
                spots = grid()
                looks = geometry(here, heading, spots.position_ecef, spots.up, spots.up)
                parameters = type(look.parameters)(*(f[[draw]] for f in look.parameters))
                vessel = Vessel(*(f[[draw]] for f in VESSEL))
                chance = look.kind.detection(parameters, looks, vessel)
                inside = look.kind.view(parameters, looks).margin >= 0.0
                # Twenty minutes hold two looks that are independent.
                expected[i, :, draw] |= inside & (1.0 - (1.0 - chance) ** 2 >= 0.5)
    assert np.array_equal(found, expected)
    assert 0.05 < expected.mean() < 0.9
    # The larger vessel of the second draw is seen farther off.
    assert expected[:, :, 1].any(axis=0).sum() > expected[:, :, 0].any(axis=0).sum()


def test_a_watch_like_clockwork_has_the_age_of_the_closed_form():
    """One hour on, nine off: gaps of nine hours, age 9² / (2 · 10) h on the average."""
    instants = (np.arange(300) + 0.5) * STEP
    start = np.arange(0.0, 100 * HOUR, 10 * HOUR)[None] + np.zeros((DRAWS, 1))
    watcher = squad(visits(start, start + HOUR), [0.0, 0.0])
    listed = (roster(visits(start, start + HOUR), 100 * HOUR, STEP),)
    found = seen([watcher._replace(rosters=listed)], points(0.5, 2.0), instants)
    told = watched(found.astype(np.int8), STEP, area=np.ones(1))
    assert told["mean_age"].to_numpy() == pytest.approx(81.0 / 20.0 * HOUR)
    assert told["longest_gap"].to_numpy() == pytest.approx(9.0 * HOUR)


def test_nobody_sees_out_of_season_or_off_station():
    instants = (np.arange(30) + 0.5) * STEP
    all_the_time = visits(np.zeros((DRAWS, 1)), np.full((DRAWS, 1), 20 * HOUR))
    never = visits(np.full((DRAWS, 1), np.inf), np.full((DRAWS, 1), np.inf))
    seen_by = [
        seen([s], grid(), instants).any()
        for s in (
            squad(all_the_time, [0.0, 0.0]),
            squad(all_the_time, [0.0, 0.0], season=False),
            squad(never, [0.0, 0.0]),
        )
    ]
    assert seen_by == [True, False, False]
    assert not seen([], grid(), instants).any()


def test_craft_that_see_at_once_count_one_above_the_other():
    """Two that hang over one spot, there for the first and the second half of the time."""
    instants = (np.arange(30) + 0.5) * STEP
    start = np.array([[0.0, 5 * HOUR]] * DRAWS)
    there = visits(start, np.full((DRAWS, 2), 20 * HOUR))
    watcher = squad(there, [0.0, 0.0], nth=2)
    spot = points(0.5, 2.001)
    counted = seen_by([watcher], spot, VESSEL, instants, step=STEP, phase=np.zeros(DRAWS))
    assert counted[:15].tolist() == [[[1, 1]]] * 15
    assert counted[15:].tolist() == [[[2, 2]]] * 15
    both = seen_by([watcher, watcher], spot, VESSEL, instants, step=STEP, phase=np.zeros(DRAWS))
    assert np.array_equal(both, 2 * counted)
    crowd = seen_by([watcher] * 100, spot, VESSEL, instants, step=STEP, phase=np.zeros(DRAWS))
    assert np.array_equal(crowd, np.minimum(100 * counted.astype(int), 127))


def test_each_draw_looks_at_its_own_stretch_of_what_is_flown():
    """Flown for 20 h, ten hours are looked at; whoever begins later sees what is there later."""
    instants = (np.arange(30) + 0.5) * STEP
    there = visits(np.full((DRAWS, 1), 15 * HOUR), np.full((DRAWS, 1), 20 * HOUR))
    watcher = squad(there, [0.0, 0.0])
    duty = np.array([0.0, 1.0])
    counted = seen_by([watcher], points(0.5, 2.0), VESSEL, instants, step=STEP, phase=duty)
    assert counted[:, 0, 0].max() == 0
    late = counted[:, 0, 1]
    assert late[:14].max() == 0
    assert late[16:].min() == 1


def test_a_long_memory_leaves_one_look_a_step():
    instants, spot = (np.arange(3) + 0.5) * STEP, points(0.5, 2.0)
    there = visits(np.zeros((DRAWS, 1)), np.full((DRAWS, 1), 20 * HOUR))
    watcher = squad(there, [0.0, 0.0])
    looks = tuple(look._replace(memory=np.full(DRAWS, 1e9)) for look in watcher.payloads)
    assert seen([watcher._replace(payloads=looks)], spot, instants).all()

"""The loop of sorties against the same law, sortie by sortie, in NumPy."""

import numpy as np
import pytest
from scipy.stats import poisson

from noroshi.fleets import sorties as module
from noroshi.fleets.sorties import Maintenance, Timing, sorties
from noroshi.fleets.station_time import DAY
from noroshi.fleets.steady_state import cycle
from noroshi.fleets.transit import Trip
from noroshi.streams import stream

HOUR, DRAWS, PERIOD = 3600.0, 7, 60.0 * DAY
RNG = np.random.default_rng(3)
TRIP = Trip(
    np.full(DRAWS, 1e6),
    RNG.uniform(1.0, 3.0, DRAWS) * HOUR,
    np.append(RNG.uniform(4.0, 20.0, DRAWS - 1) * HOUR, 0.0),
)
UPKEEP = Maintenance(
    turnaround=RNG.uniform(2.0, 9.0, DRAWS) * HOUR,
    failure_interval=RNG.uniform(5.0, 40.0, DRAWS) * HOUR,
    abort_share=np.linspace(0.0, 1.0, DRAWS),
    repair_time=np.full(DRAWS, 9.0 * HOUR),
    inspection_interval=RNG.uniform(50.0, 200.0, DRAWS) * HOUR,
    inspection_time=np.full(DRAWS, 48.0 * HOUR),
    weather_hold=np.array([0.0, 0.1, 0.5, 0.9, 0.3, 1.0, 0.2]),
    hold_time=np.full(DRAWS, 6.0 * HOUR),
    crew_share=np.array([np.inf, 0.2, 0.5, 1.0, 2.0, np.inf, 0.4]),
)
SIZES = np.array([0, 1, 2, 5])[:, None] * np.ones(DRAWS, dtype=int)


def in_numpy(timing, key):
    """All sorties, one after the other; (take-off, start, end, landing) of each (size, draw)."""
    flight = 2.0 * TRIP.transit + TRIP.on_station
    most = module._exceeded(np.max(flight / UPKEEP.failure_interval)) + 1
    luck = module.Luck(key, DRAWS, most)
    weather, abort, failures = (stream(key, word) for word in ("weather", "abort", "failures"))
    ready, flown, wanted, crews = module._start(SIZES, cycle(TRIP, UPKEEP), UPKEEP, luck)
    size, draw = np.indices(SIZES.shape)
    rows = []
    while True:
        who = np.argmin(ready, axis=0), size, draw
        u = weather.random(DRAWS)
        with np.errstate(divide="ignore", invalid="ignore"):
            tries = np.floor(np.log(1.0 - u) / np.log(UPKEEP.weather_hold))
        tries = np.where(UPKEEP.weather_hold > 0.0, tries, 0.0)
        held = np.where(UPKEEP.weather_hold < 1.0, tries * UPKEEP.hold_time, np.inf)
        takeoff = np.maximum(np.maximum(ready[who], wanted), crews) + held
        takeoff = np.where(TRIP.on_station > 0.0, takeoff, np.inf)
        with np.errstate(divide="ignore"):
            rate = UPKEEP.abort_share / UPKEEP.failure_interval
            turned = abort.standard_exponential(DRAWS) / rate
        leave = TRIP.transit + TRIP.on_station
        start, end = np.minimum(turned, TRIP.transit), np.minimum(turned, leave)
        under_way, landing = start + end, takeoff + start + end
        shape = 2, most, DRAWS
        waits, times = np.cumsum(failures.standard_exponential(shape), axis=1)
        expected = (1.0 - UPKEEP.abort_share) * under_way / UPKEEP.failure_interval
        failed = np.sum(waits < expected, axis=0) + (turned < leave + TRIP.transit)
        spent = np.concatenate([np.zeros((1, DRAWS)), times])
        repair = spent[np.minimum(failed, most), np.arange(DRAWS)] * UPKEEP.repair_time
        worn = flown[who] + under_way
        inspections = np.floor(worn / UPKEEP.inspection_interval)
        flown[who] = worn - inspections * UPKEEP.inspection_interval
        inspected = inspections * UPKEEP.inspection_time
        ready[who] = landing + UPKEEP.turnaround + repair + inspected
        crews = np.maximum(crews, takeoff - DAY) + under_way / UPKEEP.crew_share
        wanted = np.full(SIZES.shape, -np.inf)
        if timing is Timing.RELIEVE:
            wanted = takeoff + np.minimum(turned, TRIP.on_station)
        if not np.any(takeoff < PERIOD):
            return np.stack(rows, axis=1)
        rows.append(np.stack([takeoff, takeoff + start, takeoff + end, landing]))


@pytest.mark.parametrize("timing", Timing)
def test_the_loop_flies_what_the_law_says_sortie_by_sortie(timing):
    found = sorties(TRIP, UPKEEP, SIZES, timing=timing, period=PERIOD, key="it")
    expected = in_numpy(timing, "it")
    assert expected.shape[1] > module._TOGETHER
    assert 0 < np.count_nonzero(np.isfinite(expected[0])) < expected[0].size
    np.testing.assert_allclose(np.stack(found), expected, rtol=1e-12, atol=1e-3)


@pytest.mark.parametrize("mean", [0.0, 1e-6, 0.3, 4.0, 90.0, 5e4])
def test_failures_are_kept_count_of_up_to_a_rare_number(mean):
    assert module._exceeded(mean) == poisson.isf(module._RARE, mean)

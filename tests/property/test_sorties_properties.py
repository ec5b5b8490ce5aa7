"""What holds of any fleet: more never gives less, luck is a fleet's own, time is never made."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.fleets.sorties import Maintenance, Timing, sorties
from noroshi.fleets.station_time import DAY, covered, gaps, mean_on_station, mean_under_way
from noroshi.fleets.steady_state import craft_for_one, cycle, sustained
from noroshi.fleets.transit import Trip

HOUR = 3600.0
DRAWS = 8
PERIOD = 20.0 * DAY
SPAN = (0.0, PERIOD)


@st.composite
def fleets(draw):
    """A trip and the upkeep, the same in every draw."""
    transit, station = draw(st.floats(0.1, 8.0)), draw(st.floats(2.0, 30.0))
    reach = Trip(*(np.full(DRAWS, v * HOUR) for v in (transit, transit, station)))
    hours = (
        draw(st.floats(1.0, 40.0)),
        draw(st.floats(10.0, 500.0)),
        draw(st.floats(0.0, 1.0)) / HOUR,
        draw(st.floats(0.0, 50.0)),
        draw(st.floats(20.0, 400.0)),
        draw(st.floats(0.0, 100.0)),
        draw(st.floats(0.0, 0.6)) / HOUR,
        6.0,
        draw(st.floats(0.3, 4.0)) / HOUR,
    )
    return reach, Maintenance(*(np.full(DRAWS, v * HOUR) for v in hours))


def fly(fleet, craft, timing, key="fleet"):
    sizes = np.repeat(np.array(craft)[:, None], DRAWS, axis=1)
    return sorties(*fleet, sizes, timing=timing, period=PERIOD, key=key)


@settings(max_examples=40)
@given(fleets(), st.sampled_from([Timing.RELIEVE, Timing.AT_ONCE]))
def test_no_fleet_gives_more_than_its_craft_or_its_sorties_could(fleet, timing):
    record = fly(fleet, [1, 2, 4], timing)
    number, share = mean_on_station(record, SPAN), covered(record, SPAN)
    assert np.all((share >= -1e-12) & (share <= 1.0))
    assert np.all(share <= number + 1e-9)
    assert np.all(mean_under_way(record, SPAN) <= np.array([[1], [2], [4]]) + 1e-9)
    assert np.all(number <= mean_under_way(record, SPAN) + 1e-9)
    assert np.all(gaps(record, SPAN).sum(axis=0) <= PERIOD * (1.0 - share) + 1e-3)


@settings(max_examples=40)
@given(fleets(), st.sampled_from([Timing.RELIEVE, Timing.AT_ONCE]))
def test_no_craft_is_in_two_places(fleet, timing):
    record = fly(fleet, [1], timing)
    flown = np.isfinite(record.takeoff).all(axis=(1, 2))
    assert np.all(
        np.diff(record.takeoff[flown], axis=0) >= (record.landing - record.takeoff)[flown][:-1]
    )
    for early, late in pairwise(record):
        assert np.all((early <= late) | np.isinf(early))


@settings(max_examples=40)
@given(fleets())
def test_relief_never_has_two_on_station(fleet):
    record = fly(fleet, [2, 5], Timing.RELIEVE)
    assert np.all(np.abs(covered(record, SPAN) - mean_on_station(record, SPAN)) < 1e-9)


@settings(max_examples=20)
@given(fleets())
def test_larger_fleet_sustains_no_less_in_the_mean(fleet):
    number = mean_on_station(fly(fleet, [1, 2, 4, 8], Timing.AT_ONCE), SPAN).mean(axis=-1)
    # In 20 days one take-off more or less may fall outside: up to a sortie's time on station.
    edge = float(fleet[0].on_station[0]) / PERIOD
    assert np.all(np.diff(number) >= -edge)


@settings(max_examples=20)
@given(fleets(), st.text(min_size=1, max_size=8))
def test_luck_is_named_and_neither_sizes_nor_other_fleets_move_it(fleet, name):
    alone = fly(fleet, [2], Timing.RELIEVE, key=name)
    together = fly(fleet, [1, 2, 3], Timing.RELIEVE, key=name)
    count = len(alone.takeoff)
    assert np.array_equal(together.start[:count, 1], alone.start[:, 0])
    again = fly(fleet, [2], Timing.RELIEVE, key=name)
    assert all(np.array_equal(a, b) for a, b in zip(alone, again, strict=True))


@pytest.mark.parametrize("only", ["weather_hold", "abort_share", "repair_time"])
def test_another_name_has_other_luck_in_everything(only):
    reach = Trip(*(np.full(DRAWS, v * HOUR) for v in (4.0, 4.0, 18.0)))
    nothing = dict.fromkeys(Maintenance._fields, np.zeros(DRAWS))
    ground = nothing | {
        "failure_interval": np.full(DRAWS, 5.0 * HOUR),
        "inspection_interval": np.full(DRAWS, 1e12),
        "hold_time": np.full(DRAWS, 6.0 * HOUR),
        "crew_share": np.full(DRAWS, np.inf),
        only: np.full(DRAWS, 0.5 if only != "repair_time" else 9.0 * HOUR),
    }
    one, other = (
        fly((reach, Maintenance(**ground)), [1], Timing.AT_ONCE, key=k) for k in ("one", "other")
    )
    # Between take-offs, so that when each began does not count.
    between = [np.diff(d.takeoff[:9], axis=0) for d in (one, other)]
    assert np.mean(between[0] == between[1]) < 0.6
    assert not np.array_equal(one.takeoff[0], other.takeoff[0])


@given(fleets(), st.floats(1.0, 3.0), st.integers(1, 8))
def test_closed_form_is_monotone_in_what_helps(fleet, more, craft):
    reach, upkeep = fleet
    longer = reach._replace(on_station=reach.on_station * more)
    nearer = reach._replace(transit=reach.transit / more)
    surer = upkeep._replace(failure_interval=upkeep.failure_interval * more)
    base = cycle(reach, upkeep)
    for better in (cycle(longer, upkeep), cycle(nearer, upkeep), cycle(reach, surer)):
        assert np.all(craft_for_one(better) <= craft_for_one(base) * (1.0 + 1e-12))
    assert np.all(sustained(base, craft + 1) > sustained(base, craft))
    assert np.all(sustained(base, craft, 0.5) <= sustained(base, craft))

"""Keeping a track through burn-out, and searching before tracking, against looks one by one.

The simulation knows nothing of hazards, chains or numbers from bits: it throws a die for each look.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.sight import geostationary, local, site
from noroshi.sensing import Infrared, Radar, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.sensor_array import Cue, batched
from noroshi.sensing.stage import CrossSections, SampledTrack, look_twice
from noroshi.world import Draws

COUNT, STEP, SAMPLES = 4096, 5.0, 96
LANDS, BURNS = 470.0, 120.0
HITS, LOOKS, DROP = 3, 5, 4
THERE = site(np.radians(39.7), np.radians(125.5), 0.0)
HERE = site(np.radians(35.8), np.radians(135.2), 0.0)
ALL_AROUND = [{"azimuth": ["0 deg", "360 deg"], "elevation": ["0 deg", "90 deg"]}]
MICROSECOND = 1e-6
ALIKE = 0.04
"""Most that two distributions of COUNT draws differ: 1 in 10,000 pairs differ by 0.05 √(1/2)."""


class Track(NamedTuple):
    """Straight up."""

    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def climb(count):
    time = np.arange(SAMPLES) * STEP
    position = np.broadcast_to(climbed(time).T[..., None], (SAMPLES, 3, count)).copy()
    return Track(time, position, np.full(count, LANDS), np.full(count, BURNS))


def climbed(time):
    """Where the flight is, (3, time)."""
    height = 1000.0 * np.minimum(time, LANDS)
    return THERE.position_ecef[:, None] + THERE.up[:, None] * height


def elevation_deg(time):
    """How high the radar sees it, along the straight line [deg]."""
    east, north, up = local(HERE, climbed(np.array([time]))[:, 0])
    return float(np.degrees(np.arctan2(up, np.hypot(east, north))))


def radar(interval="5 s", *, hits=HITS, looks=LOOKS, drop=DROP, faces=ALL_AROUND, **more):
    return Radar(
        id="radar",
        name="a radar",
        at="here",
        owner="us",
        faces=faces,
        reference={"range": "900 km", "cross_section": "0.1 m^2", "snr": 20},
        look_interval=interval,
        confirm={"hits": hits, "looks": looks, "drop": drop},
        **more,
    )


def fence(power="1 kW", frame="7 s", elevation=("0 deg", "10 deg")):
    return {
        "elevation": list(elevation),
        "frame": frame,
        "power": power,
        "aperture": "9.2 m^2",
        "noise_temperature": "500 K",
        "loss": 4,
        "cue_delay": "10 s",
    }


def satellite():
    return Infrared(
        id="satellite",
        name="a satellite",
        at="above",
        owner="us",
        cloud_break="10 km",
        revisit="1 s",
    )


def follow(sensor, powered, coasting, *, cue=None, seed=5, count=COUNT):
    """Detections and holds of one radar; cued so long after a satellite has seen the flight."""
    posture = sensor_array([(sensor, HERE), (satellite(), geostationary(2.2))], Draws.best(), 0.0)
    if cue is not None:
        posture = posture._replace(cues=((Cue(1, np.array([cue])),), ()))
    u = np.random.default_rng(seed).random((2, count))
    sections = CrossSections(np.full(count, powered), np.full(count, coasting))
    again, draw = np.array([True, False]), np.zeros(count, int)
    seen, held = look_twice(
        SampledTrack(climb(count)), posture, u, again, draw=draw, sections=sections
    )
    return seen, held[0], posture


def chances(one, time, powered, coasting):
    """Probability that a look at each time detects, (time,)."""
    section = np.where(time < BURNS, powered, coasting)
    target = Target(jnp.asarray(climbed(time)), jnp.asarray(BURNS - time), jnp.asarray(section))
    seen = batched(one.observe, one.parameters)(target)
    inside = (np.asarray(margin(seen.limits)) >= 0.0) & (time <= LANDS)
    return np.where(inside, np.asarray(seen.probability), 0.0)


class Tracker:
    """M of N hits confirm; so many misses in a row drop, and M of N must confirm anew."""

    def __init__(self, count, hits, looks, drop):
        self.hits, self.drop = hits, drop
        self.recent = np.zeros((looks, count), bool)
        self.tracked, self.misses = np.zeros(count, bool), np.zeros(count, int)
        self.first, self.confirmed, self.held = np.full((3, count), np.inf)

    def hit(self, which, time):
        """A hit of those, a miss of none."""
        self._take(which, which, time)

    def look(self, which, hit, time):
        """One look at those, which hits or misses."""
        self._take(which, hit & which, time)

    def _take(self, which, hit, time):
        moved = np.concatenate((hit[None], self.recent[:-1]))
        self.recent = np.where(which, moved, self.recent)
        self.misses = np.where(which, np.where(hit, 0, self.misses + 1), self.misses)
        lost = which & self.tracked & (self.misses >= self.drop)
        self.recent[:, lost] = False
        self.tracked &= ~lost
        self.first = np.where(hit, np.minimum(self.first, time), self.first)
        self.tracked |= which & hit & (self.recent.sum(axis=0) >= self.hits)
        now = hit & self.tracked
        self.confirmed = np.where(now, np.minimum(self.confirmed, time), self.confirmed)
        late = now & (time >= BURNS)
        self.held = np.where(late, np.minimum(self.held, time), self.held)


def simulated(one, interval, powered, coasting, *, cue=np.inf, frame=0.0, rule=None, count=COUNT):
    """First, confirmed and held, (3, flight), by a die for each look, in order of time."""
    rng, tracker = np.random.default_rng(17), Tracker(count, *(rule or (HITS, LOOKS, DROP)))
    since = np.full(count, -np.inf if one.search is None else cue)
    searched = np.full(count, np.inf)
    if one.search is not None:
        phase = rng.random(count) * frame
        for k in range(int(LANDS / frame) + 1):
            time = phase + k * frame
            hit = rng.random(count) < chances(one.search, time, powered, coasting)
            found = hit & np.isinf(searched) & (time < cue)
            searched[found] = time[found]
        since = np.minimum(searched, cue)
    found, phase = np.isfinite(searched), rng.random(count) * interval
    tracker.hit(found, searched)
    for k in range(int(LANDS / interval) + 1):
        time = phase + k * interval
        hit = rng.random(count) < chances(one, time, powered, coasting)
        tracker.look(time >= since, hit, time)
    return np.stack((tracker.first, tracker.confirmed, tracker.held))


def apart(ours, theirs):
    """The greatest difference of two distributions (Kolmogorov and Smirnov); never counts."""
    at = np.concatenate((ours, theirs))
    shares = [np.searchsorted(np.sort(x), at, side="right") / len(x) for x in (ours, theirs)]
    finite = abs(np.isfinite(ours).mean() - np.isfinite(theirs).mean())
    return max(np.max(np.abs(shares[0] - shares[1])[np.isfinite(at)], initial=0.0), finite)


@pytest.mark.parametrize(
    ("powered", "coasting", "drop"),
    [(3.0, 0.05, 2), (3.0, 0.05, 4), (3.0, 0.3, 4), (0.07, 0.04, 20)],
)
def test_a_track_is_kept_or_won_again_as_in_looks_one_by_one(powered, coasting, drop):
    seen, held, posture = follow(radar(drop=drop), powered, coasting)
    expected = simulated(posture.sensors[0], 5.0, powered, coasting, rule=(HITS, LOOKS, drop))
    assert 0.3 < np.mean(seen.confirmed[0] < BURNS) <= 1.0
    ours = np.stack((seen.first[0], seen.confirmed[0], held))
    for mine, theirs in zip(ours, expected, strict=True):
        assert apart(mine, theirs) < ALIKE
    # Looks after burn-out do not depend on those before: so neither does who is kept.
    before = [times[2, times[1] < BURNS] for times in (ours, expected)]
    assert apart(*before) < ALIKE * np.sqrt(COUNT / min(map(len, before)))


def test_a_sure_track_is_held_at_the_first_look_after_burn_out():
    seen, held, _ = follow(radar(), 1e4, 1e4)
    assert np.all(seen.confirmed[0] < BURNS)
    assert np.all((held >= BURNS) & (held < BURNS + 5.0 + MICROSECOND))


def test_what_was_never_confirmed_before_burn_out_is_held_once_it_is_confirmed():
    seen, held, _ = follow(radar(), 1e-9, 0.1)
    assert np.all(seen.confirmed[0] > BURNS)
    assert np.isfinite(held).mean() > 0.1
    assert np.array_equal(held, seen.confirmed[0])


@pytest.mark.parametrize(("drop", "looks_needed"), [(4, HITS), (20, 1)])
def test_a_track_that_is_out_of_view_for_long_has_to_be_won_again(drop, looks_needed):
    """Out of view for some 30 s around burn-out, between two faces one above the other."""
    low, high = (elevation_deg(time) for time in (100.0, 130.0))
    sides = [["0 deg", f"{low} deg"], [f"{high} deg", "90 deg"]]
    faces = [{"azimuth": ["0 deg", "360 deg"], "elevation": side} for side in sides]
    seen, held, _ = follow(radar(drop=drop, faces=faces), 1e4, 1e4)
    assert np.all(seen.confirmed[0] < 105.0)
    back = 5.0 * np.floor((held - 125.0) / 5.0)
    assert np.all((held > 125.0) & (held < 135.0 + 5.0 * looks_needed))
    assert np.all(back >= 5.0 * (looks_needed - 1) - 5.0)


@pytest.mark.parametrize("cue", [90.0, 160.0, None])
@pytest.mark.parametrize("power", ["8 kW", "30 kW"])
def test_search_before_track_is_as_in_looks_one_by_one(cue, power):
    seeking = radar(search=fence(power))
    seen, held, posture = follow(seeking, 1.0, 0.2, cue=cue)
    told = np.inf if cue is None else cue + seen.confirmed[1]
    expected = simulated(posture.sensors[0], 5.0, 1.0, 0.2, cue=told, frame=7.0)
    found = np.mean(expected[0] < told)
    assert found > 0.01
    for ours, theirs in zip((seen.first[0], seen.confirmed[0], held), expected, strict=True):
        assert apart(ours, theirs) < ALIKE


@pytest.mark.parametrize("section", [0.02, 0.03])
def test_looks_before_the_cue_tell_nothing_of_a_faint_flight(section):
    """It takes long to detect it, so that samples stand for most of the looks since the cue."""
    blind = fence(elevation=("60 deg", "70 deg"))
    seen, _, posture = follow(radar(hits=1, looks=1, search=blind), section, section, cue=160.0)
    told, rule = 160.0 + seen.confirmed[1], (1, 1, DROP)
    expected = simulated(posture.sensors[0], 5.0, section, section, cue=told, frame=7.0, rule=rule)
    assert np.median(expected[0]) > 160.0 + 8 * STEP
    assert apart(seen.first[0], expected[0]) < ALIKE


@pytest.mark.parametrize(("interval", "section"), [(60.0, 0.3), (150.0, 3.0), (1000.0, 3.0)])
def test_few_looks_are_as_looks_one_by_one(interval, section):
    """Samples would say that much gathers between looks, or that little does in a whole pass."""
    seen, _, posture = follow(radar(f"{interval} s", hits=1, looks=1), section, section)
    expected = simulated(posture.sensors[0], interval, section, section, rule=(1, 1, DROP))
    assert np.mean(expected[0] < np.inf) > 0.3
    assert apart(seen.first[0], expected[0]) < ALIKE


@pytest.mark.parametrize("frame", ["1 s", "30 s"])
def test_a_radar_that_is_cued_at_once_sees_what_one_that_need_not_search_sees(frame):
    plain, held, _ = follow(radar(), 1.0, 0.1)
    cued, as_held, _ = follow(radar(search=fence(frame=frame)), 1.0, 0.1, cue=-100.0)
    for ours, theirs in zip((*cued, as_held), (*plain, held), strict=True):
        assert np.array_equal(ours, theirs, equal_nan=True)


def test_what_neither_is_cued_nor_crosses_the_fence_is_never_seen():
    seeking = radar(search=fence(elevation=("60 deg", "70 deg")))
    seen, held, _ = follow(seeking, 1.0, 0.1, count=256)
    assert np.all(np.isinf(seen.first) | (np.arange(2)[:, None] == 1))
    assert np.all(np.isinf(seen.confirmed[0]) & np.isinf(held))
    plain, _, _ = follow(radar(), 1.0, 0.1, count=256)
    # The view is that of the faces, whether somebody looks or not.
    for name in ("rise", "set", "custody"):
        assert np.array_equal(getattr(seen, name)[0], getattr(plain, name)[0])


def test_a_hit_of_the_search_confirms_at_once_where_one_hit_is_enough():
    seen, _, _ = follow(radar(hits=1, looks=1, search=fence("30 kW")), 1.0, 0.1)
    found = np.isfinite(seen.first[0])
    assert 0.1 < found.mean() < 1.0
    assert np.array_equal(seen.confirmed[0], seen.first[0])


@settings(max_examples=6)
@given(
    power=st.floats(2.0, 50.0),
    more=st.floats(1.0, 20.0),
    cue=st.sampled_from([None, 70.0, 130.0]),
    seed=st.integers(0, 100),
)
def test_more_power_for_the_search_never_makes_the_first_detection_later(power, more, cue, seed):
    weak, strong = (
        follow(radar(search=fence(f"{p} kW")), 1.0, 0.1, cue=cue, seed=seed, count=256)[0].first[0]
        for p in (power, more * power)
    )
    assert np.all(strong <= weak)


def test_who_searches_and_in_which_order_changes_nothing_of_the_others():
    seeking = radar(search=fence("30 kW"))
    plain = radar().model_copy(update={"id": "plain"})
    untold = seeking.model_copy(update={"id": "untold"})
    above = (satellite(), geostationary(2.2))
    u = np.random.default_rng(3).random((3, 256))[[0, 1, 2, 0]]
    delay, draw = np.array([60.0]), np.zeros(256, int)
    sections = CrossSections(np.full(256, 1.0), np.full(256, 0.1))

    def seen(order):
        crew = [(seeking, HERE), above, (plain, HERE), (untold, HERE)]
        posture = sensor_array([crew[i] for i in order], Draws.best(), 0.0)
        told = [(Cue(order.index(1), delay),) if i == 0 else () for i in order]
        again = np.array([i != 1 for i in order])
        found, held = look_twice(
            SampledTrack(climb(256)),
            posture._replace(cues=tuple(told)),
            u[order],
            again,
            draw=draw,
            sections=sections,
        )
        return np.stack((*found, held))[:, np.argsort(order)]

    expected = seen([0, 1, 2, 3])
    assert np.any(expected[0, 0] != expected[0, 2])
    assert np.isfinite(expected[0, 0]).mean() > np.isfinite(expected[0, 3]).mean() > 0.1
    for order in ([3, 2, 1, 0], [1, 0, 3, 2]):
        assert np.array_equal(seen(order), expected, equal_nan=True)


def test_who_is_not_asked_for_views_detects_and_holds_as_who_is():
    crew = [
        (radar(), HERE),
        (radar(search=fence("30 kW")), HERE),
        (satellite(), geostationary(2.2)),
    ]
    posture = sensor_array(crew, Draws.best(), 0.0)
    u, draw = np.random.default_rng(4).random((3, 256)), np.zeros(256, int)
    sections = CrossSections(np.full(256, 1.0), np.full(256, 0.1))
    again = np.array([True, True, False])
    (asked, held), (other, also) = (
        look_twice(
            SampledTrack(climb(256)),
            posture,
            u,
            again,
            draw=draw,
            sections=sections,
            viewed=np.array([told, told, True]),
        )
        for told in (True, False)
    )
    assert np.all(np.isfinite(held[:2]).any(axis=1))
    assert np.array_equal(held, also)
    for one, two in zip(asked[:2], other[:2], strict=True):
        assert np.array_equal(one, two)
    for one, two in zip(asked[2:], other[2:], strict=True):
        assert np.array_equal(one[2], two[2], equal_nan=True)
        assert np.all(np.nan_to_num(one[:2]).any(axis=1))
        assert not np.any(np.nan_to_num(two[:2]))


@settings(max_examples=4)
@given(lowest=st.floats(0.5, 12.0), seed=st.integers(0, 100))
def test_a_higher_lowest_elevation_never_makes_the_first_detection_earlier(lowest, seed):
    face = {"azimuth": ["0 deg", "360 deg"], "elevation": [f"{lowest} deg", "90 deg"]}
    low, high = (
        follow(radar(search=fence("30 kW"), faces=faces), 1.0, 0.1, cue=150.0, seed=seed, count=256)
        for faces in (ALL_AROUND, [face])
    )
    assert np.all(high[0].first[0] >= low[0].first[0])

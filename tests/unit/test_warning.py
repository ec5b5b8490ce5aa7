"""The chain and who is told: against sums done by hand and limiting cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from noroshi.questions.warning.pipe.reach import IMPACT, OVERFLIGHT, Pairs, arrivals, reach
from noroshi.questions.warning.pipe.told import (
    ALONE,
    SHARED,
    Chain,
    Hearing,
    inform,
    listen,
    reports,
    warn,
)

ONE_SECOND = 1.0
ONE_PERCENT = 0.01
NEVER = np.inf


def chain(draws: int = 1, **delays: float) -> Chain:
    return Chain(*(np.full(draws, delays.get(name, 0.0)) for name in Chain._fields))


def stages(confirmed, held, delay, infrared, delays, known=NEVER):
    """One flight and one place, one draw."""
    word = listen(
        np.reshape(confirmed, (1, 1, -1)).astype(float),
        np.reshape(held, (1, 1, -1)).astype(float),
        np.reshape(delay, (1, -1)).astype(float),
        np.asarray(infrared),
        delays,
    )
    return inform(word, np.full((1, 1), known), delays)


def test_each_delay_adds_to_the_next_stage() -> None:
    delays = chain(
        radar_direction=10.0, attribution=20.0, decision=30.0, broadcast=40.0, reception=50.0
    )
    reached = stages([65.0], [70.0], [5.0], [False], delays, known=75.0)
    assert reached.detected.item() == 70.0
    assert reached.directed.item() == 85.0
    assert reached.attributed.item() == 105.0
    assert reached.decided.item() == 135.0
    assert reached.broadcast.item() == 175.0
    assert reached.told.item() == 225.0


def test_a_radar_whose_track_never_tells_the_area_warns_nobody() -> None:
    reached = stages([40.0], [60.0], [5.0], [False], chain(radar_direction=10.0))
    assert reached.detected.item() == 45.0
    assert reached.directed.item() == NEVER
    assert reached.told.item() == NEVER


def test_a_track_after_a_satellite_opens_the_way_only_when_it_is_sooner() -> None:
    delays = chain(satellite_direction=60.0, radar_direction=10.0)

    def told(known: float) -> float:
        reached = stages([50.0, 90.0], [100.0, 120.0], [0.0, 0.0], [True, False], delays, known)
        return float(reached.told.item())

    assert told(NEVER) == 160.0
    assert told(120.0) == 130.0
    assert told(300.0) == 160.0


def test_nobody_is_told_when_nothing_is_seen_or_heard() -> None:
    delays = chain()
    unseen = stages([NEVER], [NEVER], [0.0], [True], delays)
    unheard = stages([1.0], [1.0], [NEVER], [True], delays)
    nothing = stages([], [], [], np.zeros(0, dtype=bool), delays)
    for reached in (unseen, unheard, nothing):
        assert reached.told.item() == NEVER
        assert reached.seer.item() == -1


@given(
    confirmed=st.lists(st.floats(0.0, 1000.0) | st.just(NEVER), min_size=2, max_size=6),
    delay=st.floats(0.0, 100.0),
    burn=st.floats(1.0, 300.0),
    known=st.floats(0.0, 1000.0) | st.just(NEVER),
)
def test_an_added_satellite_never_delays_the_word(
    confirmed: list[float], delay: float, burn: float, known: float
) -> None:
    delays = chain(satellite_direction=40.0, radar_direction=10.0, decision=60.0)

    def told(count: int) -> float:
        seen = np.array(confirmed[:count])
        infrared = np.ones(count, dtype=bool)
        heard = np.full(count, delay)
        reached = stages(seen, np.maximum(seen, burn), heard, infrared, delays, known)
        return float(reached.told.item())

    word = [told(count) for count in range(len(confirmed) + 1)]
    assert word == sorted(word, reverse=True)


def great_circle_track(lat: float, lon: float, azimuth: float, distance: float, count: int = 200):
    geod = Geod(ellps="WGS84")
    along = np.linspace(0.0, distance, count)
    ones = np.ones(count)
    lons, lats, _ = geod.fwd(lon * ones, lat * ones, azimuth * ones, along)
    return np.radians(lats)[None], np.radians(lons)[None], (along / distance)[None]


def test_a_place_under_the_middle_of_the_track_is_passed_at_half_time() -> None:
    lat, lon, fraction = great_circle_track(40.0, 125.0, 90.0, 1_200_000.0)
    geod = Geod(ellps="WGS84")
    mid_lon, mid_lat, _ = geod.fwd(125.0, 40.0, 90.0, 600_000.0)
    pairs = reach(
        lat,
        lon,
        fraction,
        np.array([0]),
        np.array([lat[0, -1], np.radians(mid_lat)]),
        np.array([lon[0, -1], np.radians(mid_lon)]),
        radius=np.full(2, 1000.0),
    )
    assert pairs.receiver.tolist() == [0, 1]
    assert pairs.kind.tolist() == [IMPACT, OVERFLIGHT]
    assert pairs.fraction[1] == pytest.approx(0.5, abs=1e-3)
    assert arrivals(pairs, np.array([[600.0]]))[:, 0] == pytest.approx(
        [600.0, 300.0], abs=ONE_SECOND
    )


@given(offset=st.floats(10_000.0, 400_000.0))
def test_over_means_within_the_radius_of_the_geodesic(offset: float) -> None:
    lat, lon, fraction = great_circle_track(35.0, 130.0, 45.0, 2_000_000.0)
    geod = Geod(ellps="WGS84")
    mid = len(lat[0]) // 2
    lon0, lat0 = np.degrees(lon[0, mid]), np.degrees(lat[0, mid])
    forward, _, _ = geod.inv(lon0, lat0, np.degrees(lon[0, mid + 1]), np.degrees(lat[0, mid + 1]))
    side_lon, side_lat, _ = geod.fwd(lon0, lat0, forward + 90.0, offset)
    receiver_lat = np.array([lat[0, -1], np.radians(side_lat)])
    receiver_lon = np.array([lon[0, -1], np.radians(side_lon)])

    def passes(radius: float) -> bool:
        pairs = reach(
            lat, lon, fraction, np.array([0]), receiver_lat, receiver_lon, radius=np.full(2, radius)
        )
        return OVERFLIGHT in pairs.kind

    assert passes(offset * (1.0 + ONE_PERCENT))
    assert not passes(offset * (1.0 - ONE_PERCENT))


def test_each_place_hears_its_own_party_and_what_is_shared_with_it() -> None:
    # Two parties, a satellite each; the second's sees first and is shared with the first. A track
    # tells the second party sooner still.
    confirmed = np.array([[[200.0, 100.0]]])
    own_first = np.array([[0.0, NEVER]])
    own_second = np.array([[NEVER, 0.0]])
    no_tracks = np.zeros(2, dtype=bool)
    hearings = [
        Hearing(own_first, np.array([[0.0, 5.0]]), no_tracks, chain()),
        Hearing(own_second, own_second, no_tracks, chain()),
    ]
    pairs = Pairs(
        flight=np.array([0, 0]),
        receiver=np.array([0, 1]),
        kind=np.array([IMPACT, OVERFLIGHT]),
        fraction=np.array([1.0, 0.5]),
    )
    known = np.array([[[NEVER], [NEVER]], [[NEVER], [80.0]]])
    heard = reports(confirmed, confirmed, np.array([True, True]), hearings)
    warnings = warn(heard, known, pairs, np.array([[600.0]]), np.array([0, 1]), hearings)
    assert warnings.told[ALONE, :, 0].tolist() == [200.0, 100.0]
    assert warnings.told[SHARED, :, 0].tolist() == [105.0, 80.0]
    assert warnings.margin[SHARED, :, 0].tolist() == [495.0, 220.0]
    assert np.all(warnings.useful >= 0.0)
    assert warnings.stages[SHARED].seer[:, 0].tolist() == [1, 1]

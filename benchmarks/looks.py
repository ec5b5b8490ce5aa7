"""Looks a second: 10,000 flights, 600 samples, 8 radars, with SNR, Pd, sectors, horizon, reduced.

The peer is the first pass alone in plain NumPy (nothing between the samples, no confirmation),
on one chunk of the same flights in the same run.
"""

import json
import sys
import time
from typing import NamedTuple

import numpy as np

from noroshi.earth.sight import site
from noroshi.sensing import Radar, SensorArray, sensor_array
from noroshi.sensing.sensor_array import columns
from noroshi.sensing.stage import look
from noroshi.world import Draws

Row = tuple[str, float, str, str, float | None, str]
FLIGHTS, SAMPLES, STEP, PEER = 10_000, 600, 5.0, 512

GM, RADIUS = 3.986004418e14, 6371e3
SITES = [  # latitude, longitude [deg], height [m], sector [deg], range on 0.01 m² [km]
    (40.9, 140.3, 10, (230, 350), 870),
    (35.8, 135.2, 10, (210, 330), 870),
    (31.7, 129.7, 500, (180, 60), 1200),
    (38.1, 138.3, 1042, (180, 60), 1200),
    (41.3, 141.1, 879, (180, 60), 1200),
    (26.1, 127.7, 168, (180, 60), 1200),
    (52.7, 174.1, 66, (259, 19), 3200),
    (64.3, -149.2, 175, (184, 64), 5000),
]


class Track(NamedTuple):
    time: np.ndarray
    position_ecef: np.ndarray
    flight_time: np.ndarray
    burn_time: np.ndarray


def arcs(count: int) -> Track:
    """Kepler arcs of 800 to 9,000 km from one place, sorted by duration."""
    rng = np.random.default_rng(0)
    lat, lon = np.radians(39.7), np.radians(125.5)
    bearing = rng.uniform(np.radians(60), np.radians(180), count)
    angle = np.sort(rng.uniform(800e3, 9000e3, count)) / RADIUS
    top = RADIUS + 0.25 * angle * RADIUS + 50e3
    up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    north = np.array([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    east = np.array([-np.sin(lon), np.cos(lon), 0.0])
    ahead = np.outer(north, np.cos(bearing)) + np.outer(east, np.sin(bearing))
    e = (top - RADIUS) / (top - RADIUS * np.cos(angle / 2))
    a = top / (1 + e)
    rate = np.sqrt(GM / a**3)
    begin = 2 * np.arctan2(
        np.sqrt(1 - e) * np.sin((np.pi - angle / 2) / 2),
        np.sqrt(1 + e) * np.cos((np.pi - angle / 2) / 2),
    )
    mean = begin - e * np.sin(begin)
    total = 2 * (np.pi - mean) / rate
    time_ = np.arange(SAMPLES) * STEP
    wanted = mean + rate * np.minimum(time_[:, None], total)
    anomaly = wanted + e * np.sin(wanted)
    for _ in range(12):
        anomaly -= (anomaly - e * np.sin(anomaly) - wanted) / np.maximum(
            1 - e * np.cos(anomaly), 0.05
        )
    true = 2 * np.arctan2(
        np.sqrt(1 + e) * np.sin(anomaly / 2), np.sqrt(1 - e) * np.cos(anomaly / 2)
    )
    along = np.mod(true, 2 * np.pi) - (np.pi - angle / 2)
    distance = a * (1 - e * np.cos(anomaly))
    cosine, sine = (distance * f(along) for f in (np.cos, np.sin))
    position = cosine[:, None] * up[:, None] + sine[:, None] * ahead
    return Track(time_, position, total, np.full(count, 60.0))


def radars() -> SensorArray:
    def radar(i: int) -> Radar:
        _, _, _, (left, right), reach = SITES[i]
        return Radar(
            id=f"radar-{i}",
            name=f"radar {i}",
            at="its site",
            owner="us",
            antenna_height="10 m",
            faces=[
                {
                    "azimuth": [f"{left} deg", f"{right} deg"],
                    "elevation": ["0 deg", "90 deg"],
                }
            ],
            reference={"range": f"{reach} km", "cross_section": "0.01 m^2", "snr": 20},
            look_interval="1 s",
            confirm={"hits": 3, "looks": 5},
        )

    stations = [
        (radar(i), site(np.radians(lat), np.radians(lon), height))
        for i, (lat, lon, height, _, _) in enumerate(SITES)
    ]
    return sensor_array(stations, Draws.best(), -39e-9)


def ours(track: Track, posture: SensorArray, u: np.ndarray) -> float:
    """Seconds for all looks."""
    count = len(track.flight_time)
    start = time.perf_counter()
    look(
        track,
        posture,
        u,
        draw=np.zeros(count, int),
        powered_cross_section=np.full(count, 1.0),
        cross_section=np.full(count, 0.03),
    )
    return time.perf_counter() - start


def numpys(track: Track, posture: SensorArray, u: np.ndarray) -> float:
    """Seconds for the looks of the first PEER flights, in plain NumPy."""
    start = time.perf_counter()
    position, t = track.position_ecef[..., :PEER], track.time[:, None]
    flying = t <= track.flight_time[:PEER]
    section = np.where(t < track.burn_time[:PEER], 1.0, 0.03)
    for s, one in enumerate(posture.sensors):
        p = columns(one.parameters, np.zeros(PEER, int))
        f = type(p.faces)(*(limit[0] for limit in p.faces))
        axes = np.array([p.east, p.north, p.up])[..., 0]
        origin = np.array(p.origin_ecef)[:, :1]
        east, north, up = np.moveaxis(np.einsum("ij,tjb->tib", axes, position - origin), 1, 0)
        level = np.hypot(east, north)
        squared = level**2 + up**2
        inside = flying & (f.bore_east * east + f.bore_north * north >= f.edge * level)
        inside &= f.low_cos * up - f.low_sin * level >= f.low_offset
        snr = p.strength * section / squared**2
        detected = np.where(inside, np.exp(p.log_false_alarm / (1.0 + snr)), 0.0)
        hazard = np.cumsum(-np.log(np.maximum(1.0 - detected, 1e-15)) * STEP, axis=0)
        np.argmax(hazard >= -np.log1p(-u[s, :PEER]), axis=0)
        np.argmax(inside, axis=0), np.max(np.where(inside, snr, 0.0), axis=0)
        np.sum(detected >= 0.5, axis=0)
    return time.perf_counter() - start


def measure(repeats: int = 5) -> dict[str, float]:
    """Million looks a second, ours and NumPy's, and the seconds of the very first call."""
    track, posture = arcs(FLIGHTS), radars()
    u = np.random.default_rng(1).random((len(SITES), FLIGHTS))
    first = ours(track, posture, u)
    looks = len(SITES) * SAMPLES / 1e6
    mine, theirs = np.inf, np.inf
    for _ in range(repeats):
        mine = min(mine, ours(track, posture, u))
        theirs = min(theirs, numpys(track, posture, u))
    return {
        "ours": looks * FLIGHTS / mine,
        "numpy": looks * PEER / theirs,
        "first": first,
    }


def rows() -> list[Row]:
    m = measure()
    job = "looks: 10,000 flights × 600 samples × 8 radars, rise, set and confirmation included"
    peer = "NumPy, first pass only"
    return [(job, m["ours"], "M looks/s", peer, m["ours"] / m["numpy"], "≥ 300 M looks/s")]


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 5)))

"""Draw how near a filter comes to the bound, and whether it knows its own errors.

One coasting flight, ten thousand runs a posture: with one radar, and with a second farther on.
`python tools/tracking_figure.py` writes docs/pictures/tracking-*.png; the same seed gives the
same pictures. `make_pictures.py` draws them among the others.
"""

from pathlib import Path
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from noroshi.earth.sight import Site, site
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.solve import solve
from noroshi.present.charts import Field, Row, Spec, facets, lines
from noroshi.present.draw import heading, png
from noroshi.sensing.radar import Radar
from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.initiate import Prior, recent
from noroshi.tracking.filters.simulate import Watch, clock, expect, scene
from noroshi.tracking.filters.tracks import Keeping
from noroshi.tracking.filters.trials import Trials, band, tracker, trials
from noroshi.tracking.mixed import together
from noroshi.tracking.packed import diagonal
from noroshi.world import Draws

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
RUNS = 10_000
BURN = 100.0
FIRST, LAST = 130.0, 480.0
"""Looks are above the air, which the tracker's belief of a coast leaves out [s]."""
# Without process noise a filter remembers every step: by the cheap short steps, 0.6 m off after
# five minutes, its NEES would leave the band; these are the ones that are good to millimetres.
MODEL = coast(0.0)._replace(hop=None, acceleration=None)


class Posture(NamedTuple):
    """What one posture gives: the runs, and the bound of the position [m]."""

    runs: Trials
    least: np.ndarray


def _radar(name: str) -> Radar:
    return Radar(
        id=name,
        name=name,
        at=name,
        owner="us",
        faces=[{"azimuth": ["0 deg", "360 deg"], "elevation": ["2 deg", "85 deg"]}],
        reference={"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
        max_range="1500 km",
        look_interval="2 s",
        confirm={"hits": 3, "looks": 5},
        accuracy={
            "beamwidth": "0.4 deg",
            "range_resolution": "15 m",
            "angle_floor": "0.2 mrad",
            "range_floor": "5 m",
        },
    )


def _watch(name: str, place: Site, phase: float) -> Watch:
    radar, best = _radar(name), Draws.best()
    parameters = radar.parameters(place, best, np.array([-4e-8]))
    return Watch(name, Radar, parameters, radar.measurement_model(place, best), 2.0, FIRST + phase)


def _flight() -> Flights:
    """A thousand kilometres eastward over the sea, at its least energy."""
    degrees = np.radians([[40.0], [130.0], [40.3], [142.0]])
    rest = [np.array([v]) for v in (np.nan, BURN, 5e3)]
    return solve(FlightPlan(degrees[0], degrees[1], np.zeros(1), *degrees[2:], *rest))


def _posture(watches: list[Watch], flights: Flights, runs: int) -> Posture:
    when = clock(watches, LAST)
    there = scene(flights, when.time, np.array([1.0]), np.array([0.03]))
    expected = expect(watches, when, there)
    truth = np.concatenate([there.position_ecef, there.velocity_ecef], axis=1)
    radars = together([w.kind for w in watches], [w.measurement_model for w in watches])
    middle = flights.plan.launch_lat[0], flights.plan.launch_lon[0] + np.radians(1.0), 100e3
    before = Prior(
        jnp.asarray(np.append(site(*middle).position_ecef, [0.0] * 3)),
        jnp.array([300e3] * 3 + [3e3] * 3),
    )
    many = np.full(len(watches), 1)
    rule = Keeping(3 * many, 5 * many, np.array(60.0), np.array(200e3))
    setup = (radars.wraps, radars.measurement_models, rule, before, recent(when.sensor, 5))
    names = [w.name for w in watches]
    found = trials(tracker(MODEL, radars.measure), setup, expected, truth[..., 0], names, runs=runs)
    seen = informations(radars, when.sensor, truth[:, :3], expected.sigma, expected.probability)
    start = np.diag(1.0 / np.asarray(before.sigma) ** 2)[np.tril_indices(6)][:, None]
    known = bound(MODEL, when.time, truth, seen, np.array(FIRST), start).information
    least = np.sqrt(np.sum(diagonal(covariances(jnp.moveaxis(known, 1, 0))[0])[:3], axis=0))
    return Posture(found, least[:, 0])


def postures(runs: int = RUNS) -> list[Posture]:
    """One radar, then two."""
    flights = _flight()
    first = _watch("first", site(np.radians(38.0), np.radians(134.0), 0.0), 0.0)
    second = _watch("second", site(np.radians(42.0), np.radians(141.0), 0.0), 1.0)
    return [_posture(w, flights, runs) for w in ([first], [first, second])]


NAMES = ("one radar", "two radars")
ROLES = {"one radar": "before", "two radars": "after"}
WHO, TIME = Field("who"), Field("time", "time after launch", "min")


def draw(found: list[Posture]) -> dict[str, Spec]:
    """Errors against the bound over time, and both tests of consistency, by name."""
    error = Field("error", "error of position", "m", scale="log", form=",.0f")
    roles = ROLES | {_least(name): "bound" for name in NAMES}
    bound_ = lines(_errors(found), TIME, error, series=WHO, roles=roles, title=_headline(found))
    roles = ROLES | dict.fromkeys(LIMITS, "bound")
    value = Field("value", "mean over the runs; 1 = errors as large as believed")
    look: Any = {"zero": False, "key": "above", "height": 110.0, "title": _consistent(found)}
    tests = lines(_tests(found), TIME, value, series=WHO, roles=roles, **look)
    return {
        "tracking-bound": bound_,
        "tracking-consistency": facets(tests, Field("test")),
    }


def _shown(posture: Posture) -> np.ndarray:
    """Where all runs have a track: before that, those that have one were lucky in their looks."""
    return np.flatnonzero(posture.runs.held == posture.runs.held.max())


def _least(name: str) -> str:
    return f"{name}: least possible"


def _errors(found: list[Posture]) -> list[Row]:
    """A row a look of each posture: the error and the least that is possible."""
    return [
        {"time": posture.runs.time[k] / 60.0, "error": values[k], "who": who}
        for name, posture in zip(NAMES, found, strict=True)
        for who, values in ((name, posture.runs.position), (_least(name), posture.least))
        for k in _shown(posture)
    ]


LIMITS = ("2.5 % of the points lie below", "2.5 % lie above")
TESTS = {"NEES / 6": ("nees", 6.0), "NIS": ("nis", 1.0)}


def _tests(found: list[Posture]) -> list[Row]:
    """A row a look of each posture and test, and the limits of each test over time."""
    rows: list[Row] = []
    for test, (field, divisor) in TESTS.items():
        for name, posture in zip(NAMES, found, strict=True):
            values = getattr(posture.runs, field) / divisor
            rows += [_row(posture, k, values[k], name, test) for k in _shown(posture)]
        last = found[-1]
        for limit, values in zip(LIMITS, _limits(last)[test], strict=True):
            rows += [_row(last, k, values[k], limit, test) for k in _shown(last)]
    return rows


def _row(posture: Posture, k: int, value: float, who: str, test: str) -> Row:
    return {"time": posture.runs.time[k] / 60.0, "value": value, "who": who, "test": test}


def _limits(posture: Posture) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Within which 95 of 100 points of a tracker lie that knows its own errors."""
    runs = posture.runs
    channels = np.full(runs.held.shape, np.median(runs.channels))
    return {"NEES / 6": band(6 * runs.held), "NIS": band(channels)}


def _consistent(found: list[Posture]) -> str:
    within = [
        (low[k] <= getattr(p.runs, field)[k] / divisor)
        & (getattr(p.runs, field)[k] / divisor <= up[k])
        for p in found
        for field, divisor, (low, up) in ((*TESTS[test], ends) for test, ends in _limits(p).items())
        for k in _shown(p)
    ]
    return f"{100.0 * np.mean(within):.0f} % of the points lie within their 95 % limits"


def _headline(found: list[Posture]) -> str:
    worst = max(_excess(posture) for posture in found)
    return f"The tracker's error is within {100.0 * worst:.0f} % of the least that geometry allows"


def _excess(posture: Posture) -> float:
    """The most that the error is off the bound once all runs have had a track for a minute."""
    r = posture.runs
    settled = r.time > r.time[np.argmax(r.held == r.held.max())] + 60.0
    return float(np.max(np.abs(r.position[settled] / posture.least[settled] - 1.0)))


def tracking_figures() -> dict[str, Spec]:
    """The pictures by name, from ten thousand runs a posture."""
    return draw(postures())


def main() -> None:
    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    for name, spec in tracking_figures().items():
        (PICTURES / f"{name}.png").write_bytes(png(spec))
        print(f"{name}.png: {heading(spec)}")


if __name__ == "__main__":
    main()

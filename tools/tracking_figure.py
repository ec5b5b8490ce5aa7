"""Draw how near a filter comes to the bound, and whether it knows its own errors.

One coasting flight, ten thousand runs a posture: with one radar, and with a second farther on.
`python tools/tracking_figure.py` writes docs/pictures/tracking-bound.png; the same seed gives the
same picture. `make_pictures.py` calls `tracking_picture()`.
"""

from pathlib import Path
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from matplotlib.figure import Figure
from noroshi.output.figures.style import (
    BLUE,
    INK,
    LAND,
    ORANGE,
    SOFT,
    WIDTH,
    Picture,
    grid,
    headline,
    styled,
)

from noroshi.earth.sight import Site, site
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.solve import solve
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
    return solve(FlightPlan(degrees[0], degrees[1], np.zeros(1), *degrees[2:], *rest), chunk=8)


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


@styled
def draw(found: list[Posture]) -> Picture:
    """Errors against the bound over time; below, both tests of consistency in their bands."""
    figure = Figure(figsize=(WIDTH, 6.2), layout="constrained")
    axes = figure.subplots(3, 1, sharex=True, height_ratios=[2.4, 1.0, 1.0])
    looks = (("one radar", ORANGE), ("two radars", BLUE))
    for (name, colour), posture in zip(looks, found, strict=True):
        r = posture.runs
        # While some runs have no track yet, those that have one were lucky in their looks.
        shown = r.held == r.held.max()
        minutes = r.time / 60.0
        rmse, least = (np.where(shown, a, np.nan) for a in (r.position, posture.least))
        axes[0].semilogy(minutes, rmse, color=colour, linewidth=2.4, label=f"{name}: error")
        axes[0].semilogy(minutes, least, "--", color=INK, linewidth=1.1)
        nees = np.where(shown, r.nees / 6.0, np.nan)
        for panel, value in ((axes[1], nees), (axes[2], np.where(shown, r.nis, np.nan))):
            panel.plot(minutes, value, color=colour, linewidth=1.0)
        end = np.flatnonzero(shown)[-1]
        text = f"{name}\n{rmse[end]:.0f} m"
        axes[0].annotate(
            text, (minutes[end], rmse[end]), (5, 0), textcoords="offset points",
            color=colour, va="center", fontweight="bold", fontsize=9.0,
        )  # fmt: skip
    axes[0].plot([], [], "--", color=INK, linewidth=1.1, label="least error possible")
    both = found[-1].runs
    limits = (band(6 * both.held), band(np.full(both.held.shape, np.median(both.channels))))
    for panel, (low, high), name in zip(axes[1:], limits, ("NEES / 6", "NIS"), strict=True):
        panel.fill_between(both.time / 60.0, low, high, color=LAND, zorder=0)
        panel.axhline(1.0, color=SOFT, linewidth=0.6)
        panel.set_ylim(0.94, 1.06)
        panel.set_ylabel(name)
    axes[1].set_title("errors as large as believed? 1 is exactly so", fontsize=9.5, pad=4.0)
    axes[2].set_title("measurements as far off as expected?", fontsize=9.5, pad=4.0)
    axes[0].set_ylabel("error of position [m]")
    axes[0].set_yticks([3, 10, 30, 100], ["3", "10", "30", "100"])
    axes[0].minorticks_off()
    axes[0].legend(loc="upper right", fontsize=8.5)
    axes[2].set_xlabel("time after launch [min]")
    for panel in axes:
        grid(panel, "both")
    headline(figure, _headline(found))
    return Picture("tracking-bound", _alt(found), _CAPTION, figure)


_CAPTION = (
    "A coasting flight of 1,000 km and ten thousand runs of the tracker, each with its own luck. "
    "Dashed: the posterior Cramér-Rao bound, from geometry and the chance of detection alone. "
    "Shaded: where 95 of 100 points should lie if the tracker judges its own errors rightly."
)


def _headline(found: list[Posture]) -> str:
    worst = max(_excess(posture) for posture in found)
    return f"The tracker's error is within {100.0 * worst:.0f} % of the least that geometry allows"


def _excess(posture: Posture) -> float:
    """The most that the error is off the bound once all runs have had a track for a minute."""
    r = posture.runs
    settled = r.time > r.time[np.argmax(r.held == r.held.max())] + 60.0
    return float(np.max(np.abs(r.position[settled] / posture.least[settled] - 1.0)))


def _alt(found: list[Posture]) -> str:
    one, two = (posture.runs.position[-1] for posture in found)
    return (
        f"Error of position over time: it falls to {one:.0f} m with one radar and to {two:.0f} m "
        "with two, each along its bound. NEES and NIS lie in their bands."
    )


def tracking_picture() -> Picture:
    """The picture, from ten thousand runs a posture."""
    return draw(postures())


def main() -> None:
    from noroshi.output.figures.render import png

    from noroshi.cli.engine import prepare_engine

    prepare_engine()
    picture = tracking_picture()
    (PICTURES / f"{picture.name}.png").write_bytes(png(picture, dots_per_inch=110.0))
    print(f"{picture.name}.png: {picture.alt}")


if __name__ == "__main__":
    main()

"""One flight as given sensors follow it: all that is known of every look but its luck.

A case is what a filter is tried on. `simulate` adds the luck, as often as one likes; `first_belief`
is something to begin with; `least` is the bound, which needs no luck.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.records import Flights
from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.simulate import (
    ExpectedLooks,
    Scene,
    Watch,
    clock,
    draw,
    expect,
    first_key,
    keys,
    scene,
)
from noroshi.tracking.looks import Battery, Belief, Looks
from noroshi.tracking.mixed import together
from noroshi.tracking.packed import inverse, pack, unpack

Floats = NDArray[np.float64]
KINEMATIC = 6
"""Numbers of a position and a velocity."""
AIR = 100e3
"""Above this height a flight that no longer burns is moved by gravity alone [m]."""
_FIRST_BELIEF = (1e3, 50.0)


@dataclass(frozen=True, repr=False)
class TrackingCase:
    """One flight, the sensors that look at it, and what each of their looks gives but for luck."""

    name: str
    watches: tuple[Watch, ...]
    expected: ExpectedLooks
    """A batch of one."""
    scene: Scene
    """The flight at each look, a batch of one."""
    burn_time: float
    """[s after launch]."""
    flight_time: float
    """[s after launch]."""

    def __repr__(self) -> str:
        """One line: the flight, its sensors, how many looks when."""
        time = np.asarray(self.time)
        many = len(self.watches)
        names = f"{many} sensors" if many > 3 else ", ".join(w.name for w in self.watches)
        when = f" from {time[0]:.0f} to {time[-1]:.0f} s" if len(time) else ""
        return f"<TrackingCase {self.name}: {names}; {len(time)} looks{when}>"

    @property
    def time(self) -> Floats:
        """When each look is, (look,) [s after launch]."""
        return np.asarray(self.expected.clock.time)

    @property
    def state_ecef(self) -> Floats:
        """Where the flight truly is at each look, (look, 6) [m, m/s]."""
        both = (self.scene.position_ecef, self.scene.velocity_ecef)
        return np.concatenate([np.asarray(part) for part in both], axis=1)[..., 0]

    @cached_property
    def battery(self) -> Battery:
        """The sensors as a filter wants them."""
        return together([w.kind for w in self.watches], [w.measurement_model for w in self.watches])

    def coasting(self, *, above: float = AIR) -> "TrackingCase":
        """Only the looks after burn-out and above a height [m], where `coast` is the whole truth.

        Raises:
            ValueError: nobody looks at the flight there.
        """
        height = geodetic(*self.state_ecef[:, :3].T)[2]
        own = np.flatnonzero((self.time > self.burn_time) & (height > above))
        if not len(own):
            raise ValueError(f"{self.name}: no look falls after burn-out and above {above:g} m")
        rows = partial(jax.tree.map, lambda a: np.asarray(a)[own])
        return replace(self, expected=rows(self.expected), scene=rows(self.scene))


def case_of(
    name: str,
    watches: Sequence[Watch],
    flights: Flights,
    *,
    powered_cross_section: float,
    cross_section: float,
) -> TrackingCase:
    """Every look of some sensors at a solved flight, from launch to impact.

    Args:
        name: of the flight, to be told by.
        watches: the sensors; those that do not say how precisely they measure add nothing.
        flights: solved, a batch of one.
        powered_cross_section: [m²].
        cross_section: after burn-out [m²].

    Raises:
        ValueError: without any sensor, or with several flights.
    """
    if not watches or len(flights.flight_time) != 1:
        raise ValueError("a case is one flight and at least one sensor")
    end = float(flights.flight_time[0])
    when = clock(watches, end)
    sections = (np.array([s]) for s in (powered_cross_section, cross_section))
    there = scene(flights, np.asarray(when.time), *sections)
    burn_time = float(flights.plan.burn_time[0])
    return TrackingCase(name, tuple(watches), expect(watches, when, there), there, burn_time, end)


def simulate(case: TrackingCase, *, runs: int = 1000, seed: int = 0) -> Looks:
    """The looks of a case with luck: what is detected and with what error, in each of many runs.

    The luck of a sensor is keyed by its name, so that one more sensor changes nobody else's.

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> looks = simulate(case, runs=9)
        >>> looks.value.shape  # look, channel, run
        (308, 3, 9)
    """
    names = [w.name for w in case.watches]
    looks: Looks = draw(keys(first_key(seed), names), case.expected, runs)
    return looks


def first_belief(
    case: TrackingCase,
    *,
    runs: int = 1000,
    seed: int = 0,
    deviation: tuple[float, float] = _FIRST_BELIEF,
) -> Belief:
    """Something to begin with at the first look: the truth, off by an error that the belief admits.

    Args:
        case: whose first look it is.
        runs: batch of the belief.
        seed: of the errors.
        deviation: one sigma of each component of position and of velocity [m, m/s].

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> start = first_belief(case, runs=9)
        >>> start.mean.shape, start.covariance.shape  # 6 numbers, 21 packed covariances
        ((6, 9), (21, 9))
    """
    sigma = np.repeat(deviation, KINEMATIC // 2)
    luck = jax.random.normal(first_key(seed), (KINEMATIC, runs))
    mean = jnp.asarray(case.state_ecef[0][:, None]) + sigma[:, None] * luck
    covariance = jnp.tile(pack(np.diag(sigma**2)[..., None]), runs)
    return Belief(jnp.asarray(case.time[0]), mean, covariance)


def least(case: TrackingCase, dynamics: Dynamics, *, start: Belief | None = None) -> Floats:
    """The least covariance that anybody's estimate can have after each look, (look, 6, 6).

    The posterior Cramér-Rao bound; `bound` tells its sources. Variances are infinite as long as the
    looks, and what was believed before, leave some component open.

    Args:
        case: the flight and its looks.
        dynamics: how the flight is believed to move, by position and velocity.
        start: what is believed before the first look, alike in all runs; None = nothing.

    Raises:
        ValueError: the dynamics have more numbers than the truth that is known here.

    Example:
        >>> import noroshi
        >>> from noroshi import filters
        >>> world = noroshi.load("small").at("2015-01-01")
        >>> flight = "medium-lofted/test-range/capital"
        >>> case = noroshi.tracking_case(flight, scenario=world).coasting()
        >>> covariance = least(case, filters.coast(0.0))
        >>> covariance.shape
        (308, 6, 6)
        >>> bool(covariance[-1, 0, 0] < covariance[9, 0, 0])
        True
    """
    if dynamics.size != KINEMATIC:
        raise ValueError(f"the bound of a case takes {KINEMATIC} numbers; try `coast`")
    known = jnp.zeros((KINEMATIC * (KINEMATIC + 1) // 2, 1))
    if start is not None:
        known = inverse(jnp.asarray(start.covariance)[:, :1])
    when = jnp.asarray(case.time)
    truth = jnp.asarray(case.state_ecef[..., None])
    first = when[0] if start is None else start.time
    found = bound(dynamics, when, truth, _said(case), first, known).information
    packed, _ = covariances(jnp.moveaxis(found, 1, 0))
    return np.asarray(jnp.moveaxis(unpack(packed)[..., 0], 2, 0))


def _said(case: TrackingCase) -> Array:
    """What each look is expected to say of the position, (look, 6, 1)."""
    e = case.expected
    if not e.sigma.shape[1]:  # nobody measures anything
        return jnp.zeros((len(e.sigma), 6, 1))
    where = jnp.asarray(case.state_ecef[:, :3, None])
    return informations(case.battery, jnp.asarray(e.clock.sensor), where, e.sigma, e.probability)


def deviations_of(covariance: Any) -> tuple[Floats, Floats]:
    """Root-sum-square of the deviations of position and of velocity, (look,) [m, m/s]."""
    variance = np.diagonal(covariance, axis1=-2, axis2=-1)
    return np.sqrt(variance[..., :3].sum(-1)), np.sqrt(variance[..., 3:KINEMATIC].sum(-1))

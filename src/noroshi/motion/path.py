"""One flight from launch to impact, for a chunk of flights at once (batch axis last).

The same steps serve the solver (with derivatives), the redraw (without) and the sampler (which
keeps every step): what is kept on the way is the caller's `note`.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Bool, Float

from noroshi.earth.ellipsoid import geodetic, height_along_radius
from noroshi.motion.burning import Half, amount, halves, turned
from noroshi.motion.forces import density, free_acceleration, thrust
from noroshi.motion.integrator import quintic, step

_HALF_STEPS: Final = 13
"""Steps of each half of powered flight: what is not smooth lies between the halves."""
POWERED_NODES: Final = 2 * (_HALF_STEPS + 1)
"""Starts of steps until burn-out and the ends of both halves."""
MOST_STEPS: Final = 320
"""Steps after which an unfinished flight is given up (it is in orbit, or nearly)."""
_COAST_STEP: Final = 60.0  # [s] at the Earth's surface; in proportion to the orbital period above
_AIR: Final = 100e3  # [m] below it, steps are a share of the air's scale height
_AIR_STEP: Final = 6e3  # [m] climbed or fallen in one step there
_DRAG_STEP: Final = 0.4  # share of the time in which drag alone would stop the body
_GROUND: Final = 1e-2  # [m] height at which the last step counts as landed
_SURFACE: Final = 6.371e6

Note = Callable[[Any, Any, Any, Any, Any], Any]
"""`log = note(log, number, time, state, rate)` at the start of each step and at the end."""


class Setting(NamedTuple):
    """What a chunk of flights starts from; components first, flights last."""

    launch: Float[Any, "3 flight"]
    """Launch point, Earth-fixed [m]."""
    east: Float[Any, "3 flight"]
    """Unit vectors of the launch point."""
    north: Float[Any, "3 flight"]
    up: Float[Any, "3 flight"]
    burn_time: Float[Any, " flight"]
    """[s]."""
    ballistic_coefficient: Float[Any, " flight"]
    """[kg/m²]."""
    turn: Float[Any, " flight"]
    """Rotation rate of the Earth [rad/s]."""
    growth: Float[Any, " flight"]
    """Of acceleration within a stage."""
    first_stage: Float[Any, " flight"]
    """Share of the burn time, 1 = a single stage."""


class Path(NamedTuple):
    """Where a chunk of flights went."""

    impact: Float[Any, "3 flight"]
    """Earth-fixed impact point [m]."""
    flight_time: Float[Any, " flight"]
    """[s]."""
    apogee: Float[Any, " flight"]
    """Geodetic height [m]."""
    apogee_time: Float[Any, " flight"]
    """[s]."""
    burnout: Float[Any, "3 flight"]
    """Earth-fixed position at burn-out [m]."""
    flown: Bool[Any, " flight"]
    """True where the flight rose under power, passed an apogee after burn-out, and came down."""
    aloft: Bool[Any, " flight"]
    """True where it rose and did not come down: in orbit, or nearly."""


class _Coast(NamedTuple):
    number: Any
    time: Any
    state: Any
    length: Any  # of the last step tried, when landing
    landing: Any  # sticky: never flies on once it has been below ground
    landed: Any
    before: Any  # (7, flight): time and state at the start of the step that holds the apogee
    after: Any
    passed: Any  # an apogee was passed
    log: Any


def step_length(state: Any, ballistic_coefficient: Any) -> Any:
    """Length [s] of the next unpowered step: long in space, short where the air thickens.

    A guide, not an error estimate, and not differentiated: the result does not depend on it
    beyond the error of the steps, which the tests hold against an adaptive integrator.
    """
    x, y, z, u, v, w = state
    radius = jnp.sqrt(x * x + y * y + z * z)
    height = height_along_radius(x, y, z)
    rise = jnp.abs(x * u + y * v + z * w) / radius
    reach = _AIR_STEP + 0.5 * jnp.maximum(height - _AIR, 0.0)
    fall = 2.0 * reach / (rise + jnp.sqrt(rise**2 + 20.0 * reach))
    speed = jnp.sqrt(u * u + v * v + w * w)
    stop = 2.0 * ballistic_coefficient / (density(height) * speed + 1e-30)
    coast = _COAST_STEP * (radius / _SURFACE) ** 1.5
    return jax.lax.stop_gradient(jnp.minimum(jnp.minimum(fall, _DRAG_STEP * stop), coast))


def _free(setting: Setting, state: Any) -> Any:
    return free_acceleration(state, setting.ballistic_coefficient, setting.turn)


def fly(setting: Setting, held: Any, note: Note, log: Any) -> tuple[Path, Any]:
    """Fly a chunk with the held thrust (3, flight: east, north, up [m/s²])."""
    state, lowest, log = powered(setting, held, note, log)
    coast = _coast(setting, state, note, log)
    impact, flight_time = _touch_down(coast)
    apogee, apogee_time = _apogee(setting, coast)
    flown = coast.landed & coast.passed & (lowest > 0.0)
    aloft = (lowest > 0.0) & ~coast.landed
    path = Path(impact, flight_time, apogee, apogee_time, state[:3], flown, aloft)
    end = jnp.concatenate((impact, coast.state[3:]))
    rate = jnp.stack((*end[3:], *_free(setting, end)))
    return path, note(coast.log, coast.number, flight_time, end, rate)


def powered(setting: Setting, held: Any, note: Note, log: Any) -> tuple[Any, Any, Any]:
    """State at burn-out (6, flight), lowest height on the way (flight,), and the log."""
    rest = jnp.concatenate((setting.launch, jnp.zeros_like(setting.launch)))
    parts = jax.tree.map(lambda *both: jnp.stack(both), *halves(setting.first_stage))

    def fly_half(number: Any, carry: Any) -> Any:
        half = jax.tree.map(lambda both: both[number], parts)
        return _fly_half(setting, held, note, number, half, carry)

    start = (rest, jnp.full_like(setting.burn_time, jnp.inf), log)
    state, lowest, log = jax.lax.fori_loop(0, 2, fly_half, start)
    return state, lowest, log


def _fly_half(
    setting: Setting, held: Any, note: Note, number: Any, half: Half, carry: Any
) -> tuple[Any, Any, Any]:
    """One half of powered flight. Its own clock runs from 0 to 1, so that its end is its own."""
    begins, lasts = half.begins * setting.burn_time, half.lasts * setting.burn_time
    first = number * (_HALF_STEPS + 1)
    length = lasts / _HALF_STEPS

    def force(clock: Any, state: Any) -> Any:
        turn = turned(jnp.where(number == 0, clock, 1.0))
        push = thrust(
            turn,
            amount(half.burnt + half.burns * clock, setting.growth),
            held,
            setting.up,
            setting.east,
            setting.north,
        )
        return tuple(f + p for f, p in zip(_free(setting, state), push, strict=True))

    def in_time(time: Any, state: Any) -> Any:
        return force(time / lasts, state)

    def advance(count: Any, carry: Any) -> Any:
        state, lowest, log = carry
        moved, rate = step(in_time, count * length, state, length)
        rise = height_along_radius(*moved[:3]) - height_along_radius(*state[:3])
        lift_off = (first + count) == 0
        height = jnp.where(lift_off, rise, height_along_radius(*moved[:3]))
        log = note(log, first + count, begins + count * length, state, rate)
        return moved, jnp.minimum(lowest, height), log

    state, lowest, log = jax.lax.fori_loop(0, _HALF_STEPS, advance, carry)
    rate = jnp.stack((*state[3:], *force(jnp.ones_like(lasts), state)))
    return state, lowest, note(log, first + _HALF_STEPS, begins + lasts, state, rate)


def _coast(setting: Setting, state: Any, note: Note, log: Any) -> _Coast:
    def force(_: Any, state: Any) -> Any:
        return _free(setting, state)

    def advance(c: _Coast) -> _Coast:
        usual = step_length(c.state, setting.ballistic_coefficient)
        length = jnp.where(c.landing, c.length, usual)
        moved, rate = step(force, c.time, c.state, length)
        height = jax.lax.stop_gradient(height_along_radius(*moved[:3]))
        landing = c.landing | (height < 0.0)
        landed = c.landed | (landing & (jnp.abs(height) < _GROUND))
        accept = (~landing | landed) & ~c.landed
        shorter = length - height / jax.lax.stop_gradient(_rise(moved))
        time = c.time + length
        turned = ~landing & (_rise(c.state) > 0.0) & (_rise(moved) <= 0.0)
        return _Coast(
            number=c.number + 1,
            time=jnp.where(accept, time, c.time),
            state=jnp.where(accept, moved, c.state),
            length=jax.lax.stop_gradient(jnp.clip(shorter, 0.0, length + 1.0)),
            landing=landing,
            landed=landed,
            before=jnp.where(turned, jnp.concatenate((c.time[None], c.state)), c.before),
            after=jnp.where(turned, jnp.concatenate((time[None], moved)), c.after),
            passed=c.passed | turned,
            log=note(c.log, c.number, c.time, c.state, rate),
        )

    no = jnp.zeros(setting.burn_time.shape, dtype=bool)
    node = jnp.concatenate((setting.burn_time[None], state))
    start = _Coast(
        jnp.asarray(POWERED_NODES), setting.burn_time, state, setting.burn_time, no, no,
        node, node, no, log,
    )  # fmt: skip
    return jax.lax.while_loop(
        lambda c: (c.number < MOST_STEPS) & ~jnp.all(c.landed), advance, start
    )


def _rise(state: Any) -> Any:
    x, y, z, u, v, w = state
    return (x * u + y * v + z * w) / jnp.sqrt(x * x + y * y + z * z)


def _touch_down(coast: _Coast) -> tuple[Any, Any]:
    """The last centimetre, which also carries how the time of impact changes with the thrust."""
    height = height_along_radius(*coast.state[:3])
    late = -height / _rise(coast.state)
    return coast.state[:3] + coast.state[3:] * late, coast.time + late


def _apogee(setting: Setting, coast: _Coast) -> tuple[Any, Any]:
    """Greatest geodetic height and its time, on the curve through the step that holds it."""
    length = jnp.where(coast.passed, coast.after[0] - coast.before[0], 1.0)
    accelerations = [jnp.stack(_free(setting, s[1:])) for s in (coast.before, coast.after)]
    curve = quintic(coast.before[1:], accelerations[0], coast.after[1:], accelerations[1], length)
    fixed = jax.lax.stop_gradient(curve)

    def closer(_: Any, share: Any) -> Any:
        return share + _climb(fixed, share) / jnp.where(drop > 0.0, drop, 1.0)

    drop = _climb(fixed, jnp.zeros_like(length)) - _climb(fixed, jnp.ones_like(length))
    share = jax.lax.fori_loop(0, 12, closer, jnp.full_like(length, 0.5))
    powers = share ** jnp.arange(6.0)[:, None]
    _, _, height = geodetic(*jnp.sum(curve * powers[:, None, :], axis=0))
    return height, coast.before[0] + share * length


def _climb(curve: Any, share: Any) -> Any:
    """Rate of geodetic height along a quintic, per share of its step."""
    order = jnp.arange(6.0)[:, None]
    powers = share**order
    slopes = order[1:] * powers[:-1]
    x, y, z = jnp.sum(curve * powers[:, None, :], axis=0)
    u, v, w = jnp.sum(curve[1:] * slopes[:, None, :], axis=0)
    lat, lon, _ = geodetic(x, y, z)
    cos_lat = jnp.cos(lat)
    return cos_lat * (u * jnp.cos(lon) + v * jnp.sin(lon)) + w * jnp.sin(lat)

"""Flights from launch to impact, some side by side, in loops compiled by Numba.

The same steps (`stepping`) serve the solver and the sampler, which keeps every one.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.constants import STANDARD_GRAVITY
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.burning import halves, start_and_loss
from noroshi.motion.chunks import in_threads
from noroshi.motion.curves import between
from noroshi.motion.stepping import (
    APOGEE,
    BURNOUT,
    END,
    FOUND,
    GIVEN,
    LANDED,
    LAUNCH,
    LOWEST,
    MOST_NODES,
    PASSED,
    Lanes,
    Nodes,
    coast,
    powered,
)
from noroshi.motion.tableau import STAGES
from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

LANES: Final = 128
"""Flights side by side. One takes 11.6 µs among 64 and 9.9 among 128, which leave the innermost
cache but share what each loop costs to begin."""
_UPRIGHT: Final = 1e-6
"""Level thrust of a flight straight up [m/s²]: it has a direction, too."""
_TOGETHER: Final = 4 * LANES
"""Flights that a thread takes up at a time."""


class Setting(NamedTuple):
    """What flights start from; components first, flights last."""

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
    """Where flights went."""

    impact: Float[Floats, "3 flight"]
    """Earth-fixed impact point [m]."""
    flight_time: Float[Floats, " flight"]
    """[s]."""
    apogee: Float[Floats, " flight"]
    """Geodetic height [m]."""
    apogee_time: Float[Floats, " flight"]
    """[s]."""
    burnout: Float[Floats, "6 flight"]
    """Earth-fixed position [m] and velocity [m/s] at burn-out."""
    flown: Bool[Flags, " flight"]
    """True where the flight rose under power, passed an apogee after burn-out, and came down."""
    aloft: Bool[Flags, " flight"]
    """True where it rose and did not come down: in orbit, or nearly."""


def _room(n: int, most: int) -> tuple[Lanes, Nodes]:
    """What `_fly_some` writes on, for n flights of which each keeps at most so many nodes.

    Compiled code that makes no array counts no references, and takes a quarter less to compile.
    """
    lanes = Lanes(
        given=np.empty((GIVEN, n)),
        found=np.empty((FOUND, n)),
        time=np.empty(n),
        state=np.empty(6 * n),
        moved=np.empty(6 * n),
        length=np.empty(n),
        stride=np.empty(6 * n),
        rates=np.empty((STAGES, 6 * n)),
        push=np.empty((STAGES, 3 * n)),
        above=np.empty(n),
        usual=np.empty(n),
        moves=np.empty(n, np.bool_),
        landing=np.empty(n, np.bool_),
    )
    return lanes, Nodes(np.empty(n, np.int64), np.empty((n, most)), np.empty((n, most, 9)))


@lean
def _fly_some(
    given: Floats,
    some: Ints,
    found: Floats,
    time: Floats,
    position: Floats,
    coasts: bool,
    lanes: Lanes,
    nodes: Nodes,
) -> None:
    """Some flights side by side, from what is given of them to what is found, (row, flight).

    Where they are at rising times, if there are any, is written, too: (flight, 3, time); after
    impact it stands.
    """
    n, keeps = len(some), len(time) > 0
    lanes.found[:] = 0.0
    lanes.time[:] = 0.0
    lanes.state[:] = 0.0
    lanes.landing[:] = False
    nodes.number[:] = 0
    for i in range(n):
        for c in range(GIVEN):
            lanes.given[c, i] = given[c, some[i]]
        for c in range(3):
            lanes.state[c * n + i] = lanes.given[LAUNCH + c, i]
    powered(lanes, nodes, keeps)
    if coasts:
        coast(lanes, nodes, keeps)
    for i in range(n):
        for c in range(FOUND):
            found[c, some[i]] = lanes.found[c, i]
        if keeps:
            end = nodes.number[i]
            between(nodes.time[i, :end], nodes.state[i], time, position[some[i]])


def _fly(
    setting: Setting,
    held: Floats,
    *,
    time: Floats | None = None,
    position: Floats | None = None,
    coasts: bool = True,
) -> Floats:
    """What is found of flights, (row, flight)."""
    given = _given(setting, held)
    found = np.empty((FOUND, given.shape[1]))
    time = np.empty(0) if time is None else np.require(time, np.float64, ["C", "W"])
    position = np.empty((0, 3, 0)) if position is None else position
    most = MOST_NODES if len(time) > 0 else 0

    def work(which: Ints) -> None:
        groups = [which[first : first + LANES] for first in range(0, len(which), LANES)]
        rooms = {n: _room(n, most) for n in {len(some) for some in groups}}
        for some in groups:
            _fly_some(given, some, found, time, position, coasts, *rooms[len(some)])

    in_threads(work, _parts(setting, held))
    return found


def fly(setting: Setting, held: Float[Floats, "3 flight"]) -> Path:
    """Fly with the held thrust (3, flight: east, north, up [m/s²])."""
    found = _fly(setting, held)
    landed, passed, rose = found[LANDED] > 0.0, found[PASSED] > 0.0, found[LOWEST] > 0.0
    impact, summit = found[END + 1 : END + 4], found[APOGEE + 1 : APOGEE + 4]
    height = np.where(passed, geodetic(*np.where(passed, summit, impact))[2], 0.0)
    return Path(
        impact=impact,
        flight_time=found[END],
        apogee=height,
        apogee_time=found[APOGEE],
        burnout=found[BURNOUT : BURNOUT + 6],
        flown=landed & passed & rose,
        aloft=rose & ~landed,
    )


def burnout_states(setting: Setting, held: Float[Floats, "3 flight"]) -> Float[Floats, "6 flight"]:
    """Earth-fixed position [m] and velocity [m/s] at burn-out."""
    # A copy, since a part would hold all that is found.
    return _fly(setting, held, coasts=False)[BURNOUT : BURNOUT + 6].copy()


def places(
    setting: Setting, held: Float[Floats, "3 flight"], time: Float[Floats, " time"]
) -> Float[Floats, "flight 3 time"]:
    """Earth-fixed positions [m] at rising times after launch [s]."""
    position = np.empty((held.shape[1], 3, len(time)))
    if len(time) > 0:
        _fly(setting, held, time=time, position=position)
    return position


def _given(setting: Setting, held: Floats) -> Floats:
    level = np.sqrt(held[0] ** 2 + held[1] ** 2 + _UPRIGHT**2)
    out = (held[0] * setting.east + held[1] * setting.north) / level
    first, loss = start_and_loss(setting.growth)
    return np.stack(
        (
            *setting.launch,
            *setting.up,
            *out,
            np.arctan2(level, held[2]),
            np.hypot(level, held[2]) * first,
            loss,
            *(
                values
                for half in halves(setting.first_stage)
                for values in (
                    half.begins * setting.burn_time,
                    half.lasts * setting.burn_time,
                    half.burnt,
                    half.burns,
                )
            ),
            setting.ballistic_coefficient,
            setting.turn,
        )
    )


def _parts(setting: Setting, held: Floats) -> list[Ints]:
    """Flights in order of how fast they rise, so that those side by side last about as long."""
    order = np.argsort((held[2] - STANDARD_GRAVITY) * setting.burn_time, kind="stable")
    return [order[at : at + _TOGETHER] for at in range(0, len(order), _TOGETHER)]

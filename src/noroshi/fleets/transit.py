"""How long a craft can stay on station: endurance less reserve and the way there and back."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.earth.geodesic import inverse
from noroshi.errors import NoroshiError

Floats = NDArray[np.float64]
_HOUR = 3600.0


class Trip(NamedTuple):
    """One base and one station in every draw, (draw,)."""

    distance: Floats
    """Geodesic, from the base to the pattern's middle [m]."""
    transit: Floats
    """One way [s]."""
    on_station: Floats
    """Each sortie; zero where the station is out of reach [s]."""


def trip(
    base: tuple[ArrayLike, ArrayLike],
    middle: tuple[float, float],
    *,
    speed: ArrayLike,
    endurance: ArrayLike,
    reserve: ArrayLike,
) -> Trip:
    """Time on station of one sortie: endurance − reserve − 2 × transit.

    The way is the geodesic at one speed over ground: climb, wind and detours around the airspace
    of others are left out.

    Args:
        base: latitude and longitude [rad], numbers or (draw,).
        middle: latitude and longitude of the pattern's middle [rad].
        speed: on the way [m/s].
        endurance: from leaving the base to running dry [s].
        reserve: part of it that is kept back [s].
    """
    distance, _ = inverse(*base, *middle)
    transit = distance / np.asarray(speed, dtype=float)
    usable = np.asarray(endurance, dtype=float) - reserve
    return Trip(*np.broadcast_arrays(distance, transit, np.maximum(usable - 2.0 * transit, 0.0)))


def refuse_out_of_reach(
    found: Trip, usable: ArrayLike, *, station: str, base: str, nearer: tuple[str, ...] = ()
) -> None:
    """Refuse a station that no draw can reach, with its numbers.

    Args:
        found: of that base and station.
        usable: endurance less reserve [s].
        station: its name for the message.
        base: its name for the message.
        nearer: bases that would do.
    """
    if np.any(found.on_station > 0.0):
        return
    there, left = float(np.min(found.transit)) / _HOUR, float(np.max(usable)) / _HOUR
    hint = f"name a nearer base, such as {', '.join(nearer)}" if nearer else "name a nearer base"
    raise NoroshiError(
        f"station {station} is out of reach from {base}: 2 × {there:.1f} h of transit exceed "
        f"{max(left, 0.0):.1f} h of endurance less reserve; {hint}, or a craft that flies longer"
    )

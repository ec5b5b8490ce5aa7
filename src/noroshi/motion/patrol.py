"""A craft on patrol: round and round a pattern at its speed and height, in every draw."""

from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.compiled import lean, within
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, Vector, position
from noroshi.motion.patterns.base import Pattern

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_STRETCH: Final = 2_000.0
"""Longest piece that one cubic stands for [m]: good to a millimetre in turns of 20 km radius."""
_PIECES: Final = 64
"""Least number of them between corners: for tight turns."""
_THIRDS: Final = np.arange(4) / 3.0
_CUBIC: Final = np.linalg.inv(np.vander(_THIRDS, increasing=True))
"""From a cubic's values at its ends and thirds to its coefficients, lowest first."""
# Of the meridian at the equator: nowhere does the ellipsoid curve more.
_LEAST_RADIUS: Final = EARTH_RADIUS * (1.0 - ECCENTRICITY_SQUARED)


class PatrolTrajectory(NamedTuple):
    """A `Trajectory` along a pattern; cubics through exact points of it, for NumPy and JAX."""

    corners: Floats
    """Along the way, from 0 to the length of a round, (section + 1,) [m]."""
    pieces: Ints
    """Into how many of one length each section is cut, (section,)."""
    first: Ints
    """Which piece of all is the first of each section, (section,)."""
    density: Floats
    """Pieces a metre in each section, (section,) [1/m]."""
    cubics: Floats
    """Each component's four coefficients in the share of a piece, (piece, 3, 4) [m]: of one piece
    side by side, since whoever asks for one number asks for all twelve."""
    speed: Floats
    """Over ground, (draw,) [m/s]."""
    height: Floats
    """(draw,) [m]."""
    phase: Floats
    """Share of a round that lies behind it at the epoch, (draw,) [1]."""
    draws: int
    fastest: float
    """[m/s]"""

    @property
    def rounds(self) -> tuple[Floats, Floats]:
        """That it makes in a second, and that lie behind it at the epoch, (draw,) each."""
        return self.speed / self.corners[-1], self.phase

    def position(self, time: Any) -> Vector:
        """Earth-fixed position by component [m], each (..., draw).

        Args:
            time: seconds after the epoch, (..., draw) or (..., 1).
        """
        return _raised(*self._ground(time), self.height)

    def pick(self, draw: Any) -> "PatrolTrajectory":
        """The motion in the draws that `draw` (row,) names."""
        speed, height, phase = (field[draw] for field in (self.speed, self.height, self.phase))
        return self._replace(speed=speed, height=height, phase=phase, draws=len(speed))

    def at(self, draw: Ints, time: Floats) -> Vector:
        """Position of each row's own draw at the row's own time, each (row,) [m]; compiled."""
        place = np.empty((3, len(time)))
        way = self.corners, self.pieces, self.first, self.density
        rate, phase = self.rounds
        _at(place, draw, time, way, self.cubics, (rate, self.height, phase))
        return place[0], place[1], place[2]

    def _ground(self, time: Any) -> Vector:
        """The point of the ellipsoid below."""
        xp, round_ = time.__array_namespace__(), self.corners[-1]
        rounds = self.speed * time / round_ + self.phase
        along = (rounds - xp.floor(rounds)) * round_
        # Comparing with the few corners and counting on from there is faster than a search.
        section = sum(xp.asarray(along >= c, dtype=int) for c in self.corners[1:-1])
        section = section + xp.zeros(along.shape, dtype=int)
        begin, density, before, most = (
            xp.asarray(values)[section]
            for values in (self.corners[:-1], self.density, self.first, self.pieces - 1)
        )
        passed = (along - begin) * density
        number = xp.minimum(xp.asarray(passed, dtype=int), most)
        share, piece = passed - number, before + number
        x, y, z = (
            _cubic([xp.asarray(self.cubics[:, one, power])[piece] for power in range(4)], share)
            for one in range(3)
        )
        return x, y, z


def patrol(
    pattern: Pattern, *, speed: ArrayLike, height: ArrayLike, phase: ArrayLike
) -> PatrolTrajectory:
    """The motion along a pattern from an epoch on.

    Speeds are over ground, and turns as wide as declared: wind, bank and the way from the transit's
    end to the pattern are left out.

    Args:
        pattern: declared way.
        speed: (draw,) or a number [m/s].
        height: above the ellipsoid, (draw,) or a number [m].
        phase: where on the round it is at the epoch, from 0 to 1, (draw,) or a number [1].
    """
    pace, up, share = np.atleast_1d(*np.broadcast_arrays(speed, np.asarray(height, float), phase))
    corners = np.array(pattern.corners)
    pieces = np.maximum(np.ceil(np.diff(corners) / _STRETCH).astype(int), _PIECES)
    knots = _knots(corners, pieces)
    lat, lon = pattern.point(knots[:-1, None] + np.diff(knots)[:, None] * _inside())
    samples = position(lat, lon, np.zeros_like(lat))
    fastest = float(np.max(pace * (1.0 + np.maximum(up, 0.0) / _LEAST_RADIUS)))
    cubics = np.stack([s @ _CUBIC.T for s in samples], axis=1)
    first, density = np.cumsum(pieces) - pieces, pieces / np.diff(corners)
    way = corners, pieces, first, density, cubics
    return PatrolTrajectory(*way, pace, up, share, len(pace), fastest)


def _inside() -> Floats:
    # Ends of pieces belong to both: taken just inside, so that a corner stays on its own side.
    return np.clip(_THIRDS, 1e-12, 1.0 - 1e-12)


def _knots(corners: Floats, pieces: Ints) -> Floats:
    """Where along the way the pieces begin, and where the last one ends, (piece + 1,) [m]."""
    parts = [
        np.linspace(*ends, count, endpoint=False)
        for ends, count in zip(pairwise(corners), pieces, strict=True)
    ]
    return np.concatenate([*parts, corners[-1:]])


def _cubic(coefficients: list[Any], share: Any) -> Any:
    a, b, c, d = coefficients
    return a + share * (b + share * (c + share * d))


@lean
def _at(
    place: Floats,
    draw: Ints,
    time: Floats,
    way: tuple[Floats, Ints, Ints, Floats],
    cubics: Floats,
    own: tuple[Floats, Floats, Floats],
) -> None:
    """Positions (3, row), to be written, as `PatrolTrajectory.position` has them.

    Args:
        place: to be written.
        draw: of each row.
        time: of each row [s].
        way: where sections begin and the last one ends [m], their numbers of pieces, which piece
            is the first, and pieces a metre.
        cubics: of the pieces.
        own: rounds a second, height [m] and phase of each draw.
    """
    corners, pieces, first, density = way
    rate, height, phase = own
    round_, last = corners[-1], len(pieces) - 1
    for row in range(len(time)):
        d = draw[row]
        rounds = rate[d] * time[row] + phase[d]
        along = (rounds - np.floor(rounds)) * round_
        # Comparing with the few corners costs less than a jump that nobody can foresee.
        section = 0
        for corner in range(1, last + 1):
            section += 1 if along >= corners[corner] else 0
        passed = (along - corners[section]) * density[section]
        number = min(int(passed), pieces[section] - 1)
        share, piece = passed - number, first[section] + number
        x = _value(cubics, piece, 0, share)
        y = _value(cubics, piece, 1, share)
        z = _value(cubics, piece, 2, share)
        steep = z / (1.0 - ECCENTRICITY_SQUARED)
        scale = height[d] / np.sqrt(x * x + y * y + steep * steep)
        place[0, row] = x + scale * x
        place[1, row] = y + scale * y
        place[2, row] = z + scale * steep


@within
def _value(cubics: Floats, piece: int, component: int, share: float) -> float:
    a, b = cubics[piece, component, 0], cubics[piece, component, 1]
    c, d = cubics[piece, component, 2], cubics[piece, component, 3]
    return float(a + share * (b + share * (c + share * d)))


def _raised(x: Any, y: Any, z: Any, height: Any) -> Vector:
    """A point of the ellipsoid, lifted along its normal."""
    xp = x.__array_namespace__()
    steep = z / (1.0 - ECCENTRICITY_SQUARED)
    scale = height / xp.sqrt(x * x + y * y + steep * steep)
    return x + scale * x, y + scale * y, z + scale * steep

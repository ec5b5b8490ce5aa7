"""One kind of payload looks: compiled anew for each kind, whose `view` and `detection` it calls.

This text is run once for each kind, which puts its own in place of the functions that raise: see
`kinds`. Vectors of many are arrays (3, many).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.payloads.base import Geometry, Vessel, View
from noroshi.compiled import lean, within
from noroshi.earth.ellipsoid import Vector

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
NOTHING: Final = (0.0, 0.0, 0.0)
PEAK: Final = 0.05
"""Peaks are found to this [s]."""
APART: Final = 8.0
"""Of the first looks from the guess [s]."""
ALIKE: Final = 0.02
"""Share of the rise by which a parabola's top may miss the margin and still be its top."""
GOLDEN: Final = 0.6180339887498949
NEVER: Final = np.inf
"""In place of a time: it is out of view all the while."""


def view(parameters: Any, geometry: Geometry) -> View:
    """The kind's own."""
    raise NotImplementedError


def detection(parameters: Any, geometry: Geometry, vessel: Vessel) -> float:
    """The kind's own."""
    raise NotImplementedError


def row(table: Floats, at: int) -> Any:
    """Parameters from a row of numbers."""
    raise NotImplementedError


def toward(
    position: Vector, zenith: Vector, height: float, heading: Vector, sun: Vector, *point: Vector
) -> Geometry:
    """Of numbers: see `access.geometry`."""
    raise NotImplementedError


def zenith(position: Vector) -> tuple[Vector, float]:
    """Of numbers: see `access.geometry`."""
    raise NotImplementedError


def sun_from(start: float, time: float) -> Vector:
    """Of numbers: see `earth.sun`."""
    raise NotImplementedError


def cos_sin(angle: float) -> tuple[float, float]:
    """Of a number: see `scalar_np`."""
    raise NotImplementedError


@lean
def chances(
    out: Floats,
    carriers: tuple[Floats, Floats, Floats, Floats, Floats],
    spots: tuple[Floats, Floats],
    pairs: tuple[Ints, Ints, Ints],
    table: Floats,
    vessels: Floats,
) -> None:
    """Probability that each look detects a vessel, apart from cloud; none out of view.

    Args:
        out: (pair,), to be written.
        carriers: positions, zeniths, heights (carrier,), headings and directions of the sun; the
            last two are of no length where they do not matter.
        spots: positions and normals of the surface.
        pairs: which carrier looks at which spot, in which draw.
        table: parameters of each draw, (draw, parameter).
        vessels: length, speed and cross-section in each draw, (draw, 3).
    """
    position, up, height, heading, sun = carriers
    heads, lit = heading.shape[1] > 0, sun.shape[1] > 0
    for k in range(len(out)):
        at, spot, draw = pairs[0][k], pairs[1][k], pairs[2][k]
        seen = toward(
            three(position, at),
            three(up, at),
            height[at],
            three(heading, at) if heads else NOTHING,
            three(sun, at) if lit else NOTHING,
            three(spots[0], spot),
            three(spots[1], spot),
        )
        parameters = row(table, draw)
        out[k] = 0.0
        if view(parameters, seen).margin >= 0.0:
            vessel = Vessel(vessels[draw, 0], vessels[draw, 1], vessels[draw, 2])
            out[k] = detection(parameters, seen, vessel)


@lean
def best_of_approaches(
    out: Floats,
    approaches: tuple[Ints, Floats, Floats],
    orbits: Floats,
    table: Floats,
    point: tuple[Vector, Vector],
    asked: tuple[float, float, float, float, bool, bool],
) -> None:
    """The best look of each approach of a satellite on a circular orbit.

    Args:
        out: time [s], off-nadir angle's cosine, sines of the satellite's and the sun's elevation,
            and resolution [m] of the looks, (5, approach), to be written; a time of inf = there is
            none.
        approaches: draw, time when it is nearest, and half of how long it may be in range.
        orbits: radius, cosine and sine of the inclination, node, its rate, phase and its rate, of
            each draw, (draw, 7).
        table: parameters of each draw, (draw, parameter).
        point: position and normal.
        asked: from when to when [s], the epoch in days after 2000, the coarsest resolution that
            counts [m], and whether the heading and the sun matter.
    """
    start, end, epoch, coarsest, heads, lit = asked
    for k in range(out.shape[1]):
        draw, guess = approaches[0][k], approaches[1][k]
        half = approaches[2][k]
        low, high = max(guess - half, start), min(guess + half, end)
        case = (row(table, draw), orbit(orbits, draw), point, epoch, coarsest, heads, lit)
        time = best_time(case, low, min(max(guess, low), high), high)
        out[0, k] = NEVER
        if time < NEVER:
            margin, resolution, seen = look(case, time, True)
            if margin >= 0.0:
                out[0, k] = time
                out[1, k] = seen.cos_off_nadir
                out[2, k] = seen.sin_elevation
                out[3, k] = seen.sin_sun
                out[4, k] = resolution


@within
def three(vectors: Floats, at: int) -> Vector:
    """One of many."""
    return (vectors[0, at], vectors[1, at], vectors[2, at])


@within
def orbit(orbits: Floats, draw: int) -> tuple[float, ...]:
    """Of one draw."""
    return (
        orbits[draw, 0],
        orbits[draw, 1],
        orbits[draw, 2],
        orbits[draw, 3],
        orbits[draw, 4],
        orbits[draw, 5],
        orbits[draw, 6],
    )


@within
def look(case: Any, time: float, lit: bool) -> tuple[float, float, Geometry]:
    """Margin, resolution and geometry at a time."""
    parameters, (radius, cos_tilt, sin_tilt, node, node_rate, phase, rate), point = case[:3]
    epoch, coarsest, heads = case[3], case[4], case[5]
    cos_phase, sin_phase = cos_sin(phase + rate * time)
    cos_node, sin_node = cos_sin(node + node_rate * time)
    along, across = radius * cos_phase, radius * cos_tilt * sin_phase
    x, y = along * cos_node - across * sin_node, along * sin_node + across * cos_node
    position = (x, y, radius * sin_tilt * sin_phase)
    heading = NOTHING
    if heads:
        ahead, aside = -radius * sin_phase * rate, radius * cos_tilt * cos_phase * rate
        heading = (
            ahead * cos_node - aside * sin_node - node_rate * y,
            ahead * sin_node + aside * cos_node + node_rate * x,
            radius * sin_tilt * cos_phase * rate,
        )
    up, height = zenith(position)
    sun = sun_from(epoch, time) if lit else NOTHING
    seen = toward(position, up, height, heading, sun, point[0], point[1])
    found = view(parameters, seen)
    margin = min(found.margin, coarsest / found.resolution - 1.0)
    return margin, found.resolution, seen


@within
def margin_at(case: Any, time: float) -> float:
    """Of the kind and of what is asked."""
    return look(case, time, case[6])[0]


@within
def best_time(case: Any, low: float, guess: float, high: float) -> float:
    """When the margin is greatest between two times, or `NEVER` where it is out of view.

    The margin has one peak there. A parabola through three looks around the guess gives it where it
    is there and smooth, to a tenth of a second; else golden section finds it, on the side to which
    the margin rises.
    """
    left, right = max(low, guess - APART), min(high, guess + APART)
    before, here, after = margin_at(case, left), margin_at(case, guess), margin_at(case, right)
    first, last, at_first, at_last = left, right, before, after
    smooth = False
    if here >= before and here >= after and left < guess and guess < right:
        a, b = left - guess, right - guess
        bend = ((before - here) / a - (after - here) / b) / (a - b)
        slope = (before - here) / a - bend * a
        smooth = bend < 0.0
        top = -0.5 * slope / bend if smooth else 0.0
        smooth = smooth and top >= a and top <= b
        if smooth:
            height = here + 0.5 * slope * top
            rise = height - min(before, after)
            # A top out of view by more than what it may be wrong is not worth a search.
            hopeless = height + rise < 0.0
            if hopeless or abs(margin_at(case, guess + top) - height) <= ALIKE * rise:
                return guess + top
    if not smooth:
        if before > after:
            first, last, at_first, at_last = low, guess, np.nan, here
        else:
            first, last, at_first, at_last = guess, high, here, np.nan
    return peak(case, first, last, at_first, at_last)


@within
def peak(case: Any, low: float, high: float, at_low: float, at_high: float) -> float:
    """By golden section, as `bracket.peak`; `NEVER` once it is plain that there is no view.

    That is where twice the margin's last change would not do: a margin that is nowhere hollow
    rises by no more than once that. What is not known at an end is NaN, and then goes on.
    """
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = margin_at(case, left), margin_at(case, right)
    while high - low > PEAK:
        change = max(abs(at_left - at_low), abs(at_right - at_high))
        if max(at_left, at_right) + 2.0 * change < 0.0:
            return NEVER
        if at_left >= at_right:
            high, at_high, right, at_right = right, at_right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = margin_at(case, left)
        else:
            low, at_low, left, at_left = left, at_left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = margin_at(case, right)
    return left if at_left >= at_right else right

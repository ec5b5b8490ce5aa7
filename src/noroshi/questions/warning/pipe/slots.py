"""For each flight and draw, the sensors that hold it first, drawn up in columns.

Of some twenty radars a few tell where a flight comes down before the others rise on it. So each
flight is followed by those that hold it first, a fixed number of each owner's and kind's: what
later ones would add comes after the area is known.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.earth.sight import Site
from noroshi.sensing import Sensor, SensorArray
from noroshi.tracking.available import SensorInformation
from noroshi.tracking.coast_arc import CELLS, CoastArc
from noroshi.tracking.information import fisher_information
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST = 5
"""Sensors of one owner and kind that follow one flight in one draw."""


class StationGroup(NamedTuple):
    """Stations whose parameters have one form, drawn and stacked: (station, draw, ...)."""

    kind: type[Sensor]
    stations: Ints
    """Which of all stations they are."""
    owners: tuple[Ints, ...]
    """Places in `stations` of each owner's."""
    tables: Any
    """Parameters, measurement model and interval."""


class Chosen(NamedTuple):
    """What follows some lanes."""

    station: Ints
    """Which of all stations, (slot, lane)."""
    gathered: SensorInformation


def groups(
    stations: Sequence[tuple[Sensor, Site]],
    posture: SensorArray,
    draws: Draws,
    columns: int | None = None,
) -> tuple[StationGroup, ...]:
    """All stations by the form of their parameters.

    Args:
        stations: with their places.
        posture: the same, ready to be looked with.
        draws: gives each estimate's values.
        columns: that the tables have, where one draw is to fill tables of many; None = a draw each.
    """
    forms: dict[Any, list[int]] = {}
    tables = []
    for i, ((sensor, site), post) in enumerate(zip(stations, posture.sensors, strict=True)):
        tables.append((post.parameters, sensor.measurement_model(site, draws), post.interval))
        forms.setdefault((type(sensor), jax.tree.structure(tables[i])), []).append(i)
    return tuple(
        StationGroup(
            kind,
            np.array(members),
            _by_owner([stations[i][0].owner for i in members]),
            _stacked([tables[i] for i in members], columns or draws.count),
        )
        for (kind, _), members in forms.items()
    )


def _by_owner(owners: Sequence[str]) -> tuple[Ints, ...]:
    names = np.array(owners)
    return tuple(np.flatnonzero(names == owner) for owner in dict.fromkeys(owners))


def _stacked(tables: list[Any], draws: int) -> Any:
    """(station, draw, ...) of leaves (..., draw) or (..., 1); shorter lists of alternatives are
    filled up by repeating the last, which changes nothing (see `Sensor`)."""

    def stack(*leaves: Any) -> Array:
        most = np.max([leaf.shape[:-1] for leaf in leaves], axis=0).astype(int)
        even = []
        for leaf in leaves:
            more = [(0, m - n) for m, n in zip(most, leaf.shape[:-1], strict=True)]
            filled = np.pad(leaf, [*more, (0, 0)], mode="edge")
            even.append(np.broadcast_to(filled, (*filled.shape[:-1], draws)))
        table: Array = jax.device_put(np.moveaxis(np.stack(even), -1, 1))
        return table

    return jax.tree.map(stack, *tables)


def choose(
    groups: Sequence[StationGroup], since: Floats, draw: Ints, arc: CoastArc, cross_section: Floats
) -> Chosen:
    """The first to hold each lane, and what they gather.

    Args:
        groups: of all stations.
        since: when each station begins to hold each lane, (station, lane) [s]; inf = never.
        draw: of each lane.
        arc: the coasts.
        cross_section: (lane,) [m²].
    """
    stations, totals, held = [], [], []
    for group in groups:
        slots = [
            own[np.argsort(since[group.stations[own]], axis=0, kind="stable")[:MOST]]
            for own in group.owners
        ]
        place = np.concatenate(slots)
        stations.append(group.stations[place])
        held.append(np.take_along_axis(since, stations[-1], axis=0))
        totals.append(_gather(group.kind, group.tables, place, draw, arc, cross_section, held[-1]))
    gathered = SensorInformation(jnp.concatenate(totals), np.concatenate(held))
    return Chosen(np.concatenate(stations), gathered)


@partial(jax.jit, static_argnums=0)
def _gather(
    kind: type[Sensor],
    tables: Any,
    place: Array,
    draw: Array,
    arc: CoastArc,
    cross_section: Array,
    since: Array,
) -> Array:
    """(slot, cell + 1, lane, 21)."""

    def looks(which: Array, begin: Array) -> Array:
        parameters, measurement_model, interval = jax.tree.map(
            lambda a: jnp.moveaxis(a[which, draw], 0, -1), tables
        )
        return fisher_information(
            kind, arc, parameters, measurement_model, interval, cross_section, begin
        )

    def nothing(which: Array, begin: Array) -> Array:
        return jnp.zeros((CELLS + 1, len(draw), 21))

    def one(slot: tuple[Array, Array]) -> Array:
        total: Array = jax.lax.cond(jnp.any(jnp.isfinite(slot[1])), looks, nothing, *slot)
        return total

    totals: Array = jax.lax.map(one, (place, since))
    return totals

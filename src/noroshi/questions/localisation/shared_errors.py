"""What biases and the air leave of a track: one flight, with errors that do not average out.

The loops that tell what every team knows in every draw take each look's error as its own. Here one
flight is followed again, with all that is declared at its best value, sensor by sensor and cell by
cell of its coast: what a look tells of the state at burn-out, and what errors that all looks of a
sensor share make of that (`tracking.consider`).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site
from noroshi.questions.localisation.followed import Followed, heard_by
from noroshi.questions.localisation.history import SCALE
from noroshi.questions.warning.pipe import sides
from noroshi.questions.warning.pipe.stations import where
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.sensing import Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.bias import CAUSES
from noroshi.sensing.sensor_array import looks_at
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.coast_arc import edges
from noroshi.tracking.consider import considered, registered
from noroshi.tracking.look_loops import COASTING
from noroshi.tracking.shared_shift import KNOWN, joint_weights
from noroshi.world import Draws

Floats = NDArray[np.float64]
ERRORS: Final = {
    "none": "every look by itself",
    "low": "with shared errors, least",
    "best": "with shared errors",
    "high": "with shared errors, greatest",
    "registered": "with shared errors, estimated",
}
"""Sizes of the shared errors: none, as they are declared, and the best estimated with the track."""
SIZES: Final = (*sides.SIZES, 100.0)
"""Radii of the ellipse about the impact of which it is told when they are reached [m]."""
MOMENTS: Final = 160
"""At which it is reckoned, closer together where tracks are young."""
STATE: Final = 6
BEST: Final = list(ERRORS).index("best")


class SensorCells(NamedTuple):
    """What one sensor's looks in each cell of a coast tell of the state at burn-out."""

    since: float
    """When it begins to hold the flight [s after launch]; inf = never."""
    begin: Floats
    """From when on it looks in each cell, (cell,) [s after launch]."""
    end: Floats
    information: Floats
    """(cell, state, state)."""
    transfer: Floats
    """What one unit of each shared error adds, (cell, state, cause)."""
    crossed: Floats
    """What the looks tell of the shared errors, (cell, cause, cause)."""
    sizes: Floats
    """One standard deviation of each cause, (error, cause)."""

    def by(self, time: Floats) -> tuple[Floats, ...]:
        """The same of the looks until some times, (time, …)."""
        width = np.where(self.end > self.begin, self.end - self.begin, 1.0)
        share = np.clip((time[:, None] - self.begin) / width, 0.0, 1.0)
        return tuple(
            np.tensordot(share, part, 1) for part in (self.information, self.transfer, self.crossed)
        )


class SharedErrors(NamedTuple):
    """The track of one flight over time, before and after."""

    time: Floats
    """(moment,) [s after launch]."""
    radius: Floats
    """Of a circle as large as the ellipse that holds the impact with probability 0.9, by the track
    alone, (posture, error, moment) [m]; inf = no track."""
    left: Floats
    """How far each cause alone moves the impact at last, root mean square, (posture, cause) [m];
    NaN where there is no track."""


def shared_errors(followed: Followed) -> SharedErrors | None:
    """The track that the place's party has with what it is sent; None where nobody has any."""
    if followed.chosen is None:
        return None
    sensors = sensor_cells(followed)
    heard = [heard_by(followed, t[2 * followed.example.party + SHARED]) for t in followed.teams]
    custody = followed.chosen.gathered.custody_start[0]
    first = float(min(np.min(custody + h.soonest[0, 0]) for h in heard))
    if not np.isfinite(first):
        return None
    end = followed.flight_time
    share = np.arange(1, MOMENTS + 1) / (MOMENTS + 1)
    time = first + (end - first) * share**2
    ahead = followed.area.ahead[..., 0]
    told = [known(sensors, h, time, ahead) for h in heard]
    return SharedErrors(
        time, np.stack([radius for radius, _ in told]), np.stack([left for _, left in told])
    )


def first_known(found: SharedErrors) -> Floats:
    """When an ellipse is first no larger than each of `SIZES`, (posture, error, size) [s].

    Between the moments the logarithm of the radius is taken to change evenly; inf = never.
    """
    time, radius = found.time, found.radius
    times = np.full((*radius.shape[:2], len(SIZES)), np.inf)
    for posture, errors, s in np.ndindex(times.shape):
        own, size = radius[posture, errors], SIZES[s]
        small = np.flatnonzero(own <= size)
        if not small.size:
            continue
        k = int(small[0])
        times[posture, errors, s] = time[k]
        if k and np.isfinite(own[k - 1]):
            share = np.log(own[k - 1] / size) / np.log(own[k - 1] / own[k])
            times[posture, errors, s] = time[k - 1] + share * (time[k] - time[k - 1])
    return times


def sensor_cells(followed: Followed) -> list[SensorCells]:
    """What each sensor that follows the flight tells, in the order of what is chosen."""
    assert followed.chosen is not None
    which, since = followed.chosen.station[0], followed.chosen.gathered.custody_start[0]
    return [_of_sensor(followed, int(s), float(t)) for s, t in zip(which, since, strict=True)]


def _of_sensor(followed: Followed, station: int, since: float) -> SensorCells:
    best, arc = Draws.best(), followed.coast
    sensor, place = followed.stations[station]
    gradient = best(followed.example.comparison.after.scenario.header.refractivity_gradient)
    there = where(place, best)
    (drawn,) = sensor_array([(sensor, there)], best, gradient).sensors
    position = arc.position[0]
    target = Target(position, np.array(COASTING), best(followed.declared.cross_section))
    look = looks_at(drawn, target)
    begin, end = (arc.start[0] + share * arc.length[0] for share in (edges()[:-1], edges()[1:]))
    # As in the loops of `look_loops`: who begins within a cell has it in view from then on.
    seen = (margin(look.limits) >= 0.0) | ((begin < since) & (since < end))
    from_ = np.maximum(begin, since)
    looks = np.maximum(end - from_, 0.0) / float(drawn.interval[0])
    detections = np.where(seen, look.probability * looks, 0.0)
    model = sensor.measurement_model(there, best)
    slopes = np.broadcast_arrays(*(a for h in sensor.tells(model, position, look.snr) for a in h))
    told = np.reshape(slopes, (len(sensor.channels), 3, -1))
    moved = np.einsum("cak,aik->kci", told, arc.slope[0])
    shared = np.moveaxis(sensor.biased(one_site(there), gradient, position.T, look.snr), -1, 0)
    weighted = detections[:, None, None] * np.swapaxes(moved, 1, 2)
    return SensorCells(
        since,
        from_,
        end,
        weighted @ moved,
        weighted @ np.swapaxes(shared, 1, 2),
        (detections[:, None, None] * shared) @ np.swapaxes(shared, 1, 2),
        np.array([[0.0] * shared.shape[1], *sensor.biases]),
    )


def one_site(at: Site) -> Site:
    """A place in its only draw, without the axis of draws."""
    least = (1, 1, 1, 1, 0, 0)
    return Site(
        *(np.asarray(f)[..., 0] if np.ndim(f) > n else f for f, n in zip(at, least, strict=True))
    )


def known(
    sensors: list[SensorCells], heard: ReportingLatency, time: Floats, ahead: Floats
) -> tuple[Floats, Floats]:
    """The size of the impact's ellipse at some times, and what each cause moves it at last.

    Own looks are added up, and others' tracks joined by covariance intersection in the way that
    makes the ellipse smallest, as `impact_ellipse` does; a sensor's shared errors go with the
    weight that its looks get.

    Args:
        sensors: what each tells.
        heard: the delays of one team.
        time: [s after launch].
        ahead: derivative of the impact, east and north, by the state, (2, 6) [m].

    Returns:
        Radii (error, time) [m], inf = no track; and root mean squares, (cause,) [m].
    """
    looks, tracks, senders = heard.looks[0, 0], heard.tracks[0, 0], heard.sender[0, 0]
    members = np.array([np.isfinite(looks), *(np.isfinite(tracks) & one for one in senders)])
    delay = np.where(members.any(axis=0), np.minimum(looks, tracks), np.inf)
    some = [i for i in range(len(sensors)) if np.isfinite(delay[i] + sensors[i].since)]
    radius, last = np.full((len(ERRORS), len(time)), np.inf), np.full(len(CAUSES), np.nan)
    if not some:
        return radius, last
    told, moved, seen = (
        np.stack(part, axis=1)
        for part in zip(*(sensors[i].by(time - delay[i]) for i in some), strict=True)
    )
    sizes = np.stack([sensors[i].sizes for i in some], axis=1)
    begun = np.array([time - delay[i] > sensors[i].since for i in some])
    every = sizes.reshape(len(sizes), 1, 1, -1)  # of each of `ERRORS` in every way
    for k in np.flatnonzero(begun.any(axis=0)):
        parts = members[:, some] & begun[:, k]
        arrived = parts[parts.any(axis=1)].astype(np.float64)
        ways = joint_weights(len(arrived)) @ arrived  # (way, sensor)
        information = KNOWN + np.tensordot(ways, told[k], 1)
        # Sensors' errors are independent of one another: causes of all stand side by side.
        transfer = np.moveaxis(ways[..., None, None] * moved[k], 1, 2).reshape(len(ways), STATE, -1)
        each = [*considered(information, transfer, every)]
        crossed = _apart(ways[..., None, None] * seen[k])
        each.append(registered(information, transfer, crossed, sizes[BEST].ravel()))
        area = np.sqrt(np.maximum(np.linalg.det(ahead @ np.array(each) @ ahead.T), 0.0))
        radius[:, k] = SCALE * np.sqrt(area.min(axis=1))
        way = int(np.argmin(area[BEST]))
        moves = ahead @ np.linalg.solve(information[way], transfer[way]) * sizes[BEST].ravel()
        last = np.sqrt(np.sum(moves**2, axis=0).reshape(sizes[BEST].shape).sum(axis=0))
    return radius, last


def _apart(blocks: Floats) -> Floats:
    """Matrices along a diagonal, (way, all, all) of (way, sensor, cause, cause)."""
    ways, sensors, causes, _ = blocks.shape
    whole = np.zeros((ways, sensors, causes, sensors, causes))
    which = np.arange(sensors)
    whole[:, which, :, which, :] = np.moveaxis(blocks, 1, 0)
    return whole.reshape(ways, sensors * causes, sensors * causes)

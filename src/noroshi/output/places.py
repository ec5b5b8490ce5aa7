"""The places of a comparison in degrees, with what each is told: what maps and tables draw from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.sight import GEOSTATIONARY_RADIUS
from noroshi.measures import Interval, impact_margin, interval
from noroshi.study.compare import Comparison
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import SHARED

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class City:
    """A place that is warned, and its useful warning time [s].

    Too late and never told count as no warning. A place that nothing is aimed at has NaN.
    """

    id: str
    name: str
    party: str
    people: float
    lat_deg: float
    lon_deg: float
    flights: int
    """Flights aimed at it."""
    before: Interval
    """Mean over the flights aimed at it."""
    after: Interval
    gain: Interval
    least_before: Interval
    """By its least favourable flight."""
    least_after: Interval

    @property
    def targeted(self) -> bool:
        """Whether any flight is aimed at it, and there is a number to show for it."""
        return self.flights > 0 and bool(np.isfinite(self.gain.p50))


@dataclass(frozen=True)
class Post:
    """A sensor where it stands, or a launch site."""

    id: str
    name: str
    kind: str
    """The sensor's kind; `site` for a launch site."""
    owner: str
    lat_deg: float
    lon_deg: float
    height_m: float
    new: bool
    """Stands only after the decisions."""
    gone: bool
    """Stood only before them."""


def cities(comparison: Comparison) -> tuple[City, ...]:
    """Every place that is warned, in the order of the assessment."""
    after = comparison.after
    before_s, after_s = (_mean_by_receiver(a) for a in (comparison.before, after))
    least_before, least_after = (_least_by_receiver(a) for a in (comparison.before, after))
    aimed = _aimed(after)
    return tuple(
        City(
            id=receiver,
            name=after.scenario.receivers[receiver].name,
            party=after.parties[after.receiver_party[i]],
            people=float(after.population[i]),
            lat_deg=float(np.degrees(after.scenario.receivers[receiver].lat)),
            lon_deg=float(np.degrees(after.scenario.receivers[receiver].lon)),
            flights=int(aimed[i]),
            before=interval(before_s[i]),
            after=interval(after_s[i]),
            gain=interval(after_s[i] - before_s[i]),
            least_before=interval(least_before[i]),
            least_after=interval(least_after[i]),
        )
        for i, receiver in enumerate(after.receivers)
    )


def _aimed(assessment: Assessment) -> NDArray[np.int64]:
    """How many flights are aimed at each receiver, (receiver,)."""
    pairs = assessment.warnings.pairs
    return np.bincount(
        pairs.receiver[pairs.kind == IMPACT], minlength=len(assessment.receivers)
    ).astype(np.int64)


def _mean_by_receiver(assessment: Assessment) -> Floats:
    """Mean useful warning time over the flights aimed at each receiver, (receiver, draw) [s]."""
    warnings = assessment.warnings
    aimed = warnings.pairs.kind == IMPACT
    useful = warnings.useful[SHARED][aimed]
    total = np.zeros((len(assessment.receivers), useful.shape[1]))
    np.add.at(total, warnings.pairs.receiver[aimed], useful)
    count = _aimed(assessment)[:, None]
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _least_by_receiver(assessment: Assessment) -> Floats:
    """Least useful warning time over the flights aimed at each receiver, (receiver, draw) [s]."""
    warnings = assessment.warnings
    least = impact_margin(warnings.margin[SHARED], warnings.pairs, len(assessment.receivers))
    return np.maximum(least, 0.0)


def posts(comparison: Comparison) -> tuple[Post, ...]:
    """Every sensor that stands in either posture."""
    was = comparison.before.detections.sensors
    now = comparison.after.detections.sensors
    return tuple(
        _post(comparison.after if s in now else comparison.before, s, s not in was, s not in now)
        for s in dict.fromkeys((*was, *now))
    )


def _post(assessment: Assessment, sensor: str, new: bool, gone: bool) -> Post:
    record = assessment.scenario.sensors[sensor]
    lat, lon, height = position(assessment, record.at)
    return Post(sensor, record.name, record.kind, record.owner, lat, lon, height, new, gone)


def sites(comparison: Comparison) -> tuple[Post, ...]:
    """Every launch site that a flight starts from."""
    after = comparison.after
    found = []
    for site in dict.fromkeys(after.flights.site):
        lat, lon, height = position(after, site)
        name = after.scenario.places[site].name or site
        found.append(Post(site, name, "site", "", lat, lon, height, False, False))
    return tuple(found)


def position(assessment: Assessment, place: str) -> tuple[float, float, float]:
    """Latitude [deg], longitude [deg] and height [m] of a declared place."""
    record = assessment.scenario.places[place]
    if record.kind == "geostationary":
        return 0.0, float(np.degrees(record.lon.best)), GEOSTATIONARY_RADIUS - EARTH_RADIUS
    return float(np.degrees(record.lat.best)), float(np.degrees(record.lon.best)), record.height

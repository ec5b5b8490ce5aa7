"""The places of a comparison in degrees, with what each is told: what maps and tables draw from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.sight import GEOSTATIONARY_RADIUS
from noroshi.stats import Interval, Sampled, impact_warning_time, interval, sampled
from noroshi.study.answer import measurable
from noroshi.study.compare import Comparison
from noroshi.study.places import Aimed, aimed, mean_over
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
    """Flights aimed at it that its numbers are over."""
    later: bool
    """Whether they are of classes that had not flown by then, because no other is aimed at it."""
    gain: Sampled
    """Mean over those flights: a change has a meaning over unlike flights, a level has none."""
    least_before: Interval
    """By its least favourable flight."""
    least_after: Interval

    @property
    def targeted(self) -> bool:
        """Whether any flight is aimed at it, and there is a number to show for it."""
        return self.flights > 0 and bool(np.isfinite(self.gain.p50))

    @property
    def change(self) -> int:
        """1 where it gains measurably, -1 where it loses."""
        return measurable(self.gain) if self.targeted else 0


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
    tells = aimed(comparison)
    least = [_least_by_receiver(a, tells) for a in (comparison.before, after)]
    return tuple(
        City(
            id=receiver,
            name=after.scenario.receivers[receiver].name,
            party=after.parties[after.receiver_party[i]],
            people=float(after.population[i]),
            lat_deg=float(np.degrees(after.scenario.receivers[receiver].lat)),
            lon_deg=float(np.degrees(after.scenario.receivers[receiver].lon)),
            flights=tells[i].pairs.size,
            later=tells[i].later,
            gain=sampled(mean_over(after, tells[i]) - mean_over(comparison.before, tells[i])),
            least_before=interval(least[0][i]),
            least_after=interval(least[1][i]),
        )
        for i, receiver in enumerate(after.receivers)
    )


def _least_by_receiver(assessment: Assessment, tells: Sequence[Aimed]) -> Floats:
    """Least useful warning time over the flights that tell of each, (receiver, draw) [s]."""
    margin, pairs = assessment.warnings.margin[SHARED], assessment.warnings.pairs
    kept = np.sort(np.concatenate([here.pairs for here in tells]))
    some = pairs._replace(**{name: getattr(pairs, name)[kept] for name in pairs._fields})
    return np.maximum(impact_warning_time(margin[kept], some, len(assessment.receivers)), 0.0)


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

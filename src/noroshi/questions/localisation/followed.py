"""One flight as the sensors of both postures follow it, with every estimate at its best value."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.burnout import burnout
from noroshi.motion.records import Flights
from noroshi.motion.solve import solve
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand, plan
from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.slots import Chosen, choose, followers, groups
from noroshi.questions.warning.pipe.stations import Station, all_stations, where
from noroshi.questions.warning.pipe.teams import Listener, listeners, most_senders
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.sensing import sensor_array
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.coast_arc import CoastArc, coast_arc
from noroshi.tracking.impact_disc import ImpactDisc, impact_disc
from noroshi.tracking.impact_ellipse import impact_covariances, states
from noroshi.tracking.information import SensorInformation
from noroshi.world import Draws

Floats = NDArray[np.float64]
_INSTANTS = 128
"""Times at which the ellipse is worked out: one shape for every flight."""


class Ellipses(NamedTuple):
    """The ellipse about the impact over time, for the party that warns the place."""

    time: Floats
    """(time,) [s after launch]."""
    before: Floats
    """Covariance east-east, north-east, north-north, (time, 3) [m²]; inf = no track yet."""
    after: Floats


@dataclass(frozen=True)
class Followed:
    """The flight, the radars that hold it after burn-out, and what they gather."""

    example: Exemplar
    declared: DeclaredFlight
    solved: Flights
    """A batch of one."""
    stations: tuple[Station, ...]
    """Every station of both postures."""
    since: Floats
    """When each begins to hold the flight in the middle draw, (station,) [s]; inf = never."""
    coast: CoastArc
    chosen: Chosen | None
    """What follows it; None where nobody holds the flight."""
    area: ImpactDisc
    teams: tuple[tuple[Listener, ...], tuple[Listener, ...]]
    """Before and after, at best values: delays (station, 1)."""

    @property
    def active(self) -> NDArray[np.intp]:
        """Stations that hold it."""
        return np.flatnonzero(np.isfinite(self.since))

    @property
    def gathered(self) -> SensorInformation | None:
        """What those that follow it gather; None where nobody holds the flight."""
        return None if self.chosen is None else self.chosen.gathered

    @property
    def flight_time(self) -> float:
        """[s]."""
        return float(self.solved.flight_time[0])

    @property
    def burn_time(self) -> float:
        """[s]."""
        return float(self.solved.plan.burn_time[0])


def follow(example: Exemplar) -> Followed:
    """Follow the exemplar."""
    after, best = example.comparison.after, Draws.best()
    both = (example.comparison.before, after)
    name = after.flights.ids[example.flight]
    declared = next(f for f in expand(after.scenario) if f.id == name)
    solved = solve(plan([declared]))
    stations, own = all_stations([a.scenario for a in both])
    senders = most_senders([a.scenario for a in both])
    since = _since(example, both, len(stations), own)
    coast = _coast(solved)
    rule = list(after.scenario.rules.values())[example.party]
    return Followed(
        example=example,
        declared=declared,
        solved=solved,
        stations=tuple(stations),
        since=since,
        coast=coast,
        chosen=_chosen(after, stations, since, coast, declared),
        area=impact_disc(coast, best(rule.reentry_error), np.array([rule.area_radius])),
        teams=(
            _teams(both[0], own[0], len(stations), best, senders),
            _teams(both[1], own[1], len(stations), best, senders),
        ),
    )


def _coast(solved: Flights) -> CoastArc:
    return coast_arc(burnout(solved), solved.plan.burn_time, solved.flight_time)


def _since(
    example: Exemplar, both: tuple[Assessment, Assessment], count: int, own: list[list[int]]
) -> Floats:
    """When each station begins to hold what coasts, in the middle draw, (station,) [s]."""
    since = np.full(count, np.inf)
    for assessment, indices in zip(both, own, strict=True):
        if not indices:
            continue  # a posture without sensors
        seen, flight = assessment.detections, np.array([example.flight])
        times = [seen.times("held", s, flight)[0] for s in range(len(seen.sensors))]
        held = np.quantile(np.reshape(times, (len(times), -1)), 0.5, axis=1, method="inverted_cdf")
        follows = [s.follows_coast for s in assessment.scenario.sensors.values()]
        since[indices] = np.where(follows, held, np.inf)
    return since


def _chosen(
    assessment: Assessment,
    stations: list[Station],
    since: Floats,
    coast: CoastArc,
    declared: DeclaredFlight,
) -> Chosen | None:
    if not np.isfinite(since).any():
        return None
    best = Draws.best()
    gradient = best(assessment.scenario.header.refractivity_gradient)
    watching = [i for i, (s, _) in enumerate(stations) if s.follows_coast]
    placed = [(stations[s][0], where(stations[s][1], best)) for s in watching]
    made = groups(placed, sensor_array(placed, best, gradient), best)
    made = tuple(g._replace(stations=np.array(watching)[g.stations]) for g in made)
    own, draw = followers([(made, since[:, None])]), np.zeros(1, dtype=np.int64)
    return choose(own, own.since, draw, coast, best(declared.cross_section))


def _teams(
    assessment: Assessment, own: list[int], stations: int, best: Draws, senders: int
) -> tuple[Listener, ...]:
    scenario = assessment.scenario
    rules = list(scenario.rules.values())
    heard = hearings(scenario, rules, best)
    return listeners(scenario, rules, heard, own, stations, best, senders)


def ellipses(followed: Followed) -> Ellipses | None:
    """What the place's party knows over time, with what is shared; None where nobody tracks it."""
    if followed.chosen is None:
        return None
    step = 5.0 * np.ceil(followed.flight_time / (5.0 * (_INSTANTS - 1)))
    time = step * np.arange(_INSTANTS)
    found = []
    for teams in followed.teams:
        heard = heard_by(followed, teams[2 * followed.example.party + SHARED])
        found.append(
            impact_covariances(
                followed.area, followed.coast, followed.chosen.gathered, heard, time
            )[0]
        )
    flying = time < followed.flight_time
    return Ellipses(time[flying], *(np.asarray(f)[flying] for f in found))


def known_states(followed: Followed, time: Floats) -> tuple[Floats, Floats]:
    """Covariance of the state at burn-out before and after, (time, 21) [m, m/s]; inf = no track.

    As the party knows it that warns the place, with what is shared.
    """
    assert followed.chosen is not None
    found = []
    for teams in followed.teams:
        heard = heard_by(followed, teams[2 * followed.example.party + SHARED])
        packed = states(followed.coast, followed.chosen.gathered, heard, time)[0]
        first = np.min(followed.chosen.gathered.custody_start + heard.soonest)
        found.append(np.where(time[:, None] < first, np.inf, packed))
    return found[0], found[1]


def heard_by(followed: Followed, listener: Listener) -> ReportingLatency:
    """A team's delays of the stations that follow the flight."""
    assert followed.chosen is not None
    station, sender = followed.chosen.station[0], listener.sender
    owners = np.ones((1, len(station)), dtype=bool) if sender is None else sender[:, station]
    looks, tracks = (d[None, None, station, 0] for d in (listener.looks, listener.tracks))
    return ReportingLatency(looks, tracks, owners[None, None])

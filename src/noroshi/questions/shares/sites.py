"""What a radar at each declared candidate site would add to the later posture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import listed
from noroshi.questions.answer import Axis
from noroshi.questions.shares.compute import Warned
from noroshi.questions.shares.game import FlightGame, lanes
from noroshi.questions.warning.pipe.coalitions import follow_again
from noroshi.questions.warning.pipe.fly import fly
from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.observe import look_all
from noroshi.questions.warning.pipe.records import Assessment, DetectionTable
from noroshi.scenario.candidates import Candidate
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor
from noroshi.stats.siting import SiteChoice, best_sites, marked
from noroshi.world import Estimate

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
MOST: Final = 4
"""So many sites are taken at most."""


def candidates(world: Scenario) -> Mapping[str, Sensor]:
    """A sensor at each candidate site, there all the time, by the site's id."""
    found = {}
    for key, site in world.candidates.items():
        like = world.sensors[site.as_sensor]
        found[key] = like.model_copy(
            update={
                "id": f"candidates.{key}",
                "name": site.name,
                "at": site.at,
                "availability": Estimate.exactly(1.0),
            }
        )
    return found


@dataclass(frozen=True, eq=False)
class AddedSites:
    """What sites add to the warning of one party's people."""

    flights: FlightGame
    """With the candidates behind the sensors of the posture."""
    count: int
    """How many candidates there are."""

    def gain(self, sets: Mask) -> Floats:
        """Mean warning that sets of sites add to all that stands, (set, draw) [s].

        Args:
            sets: (set, site).
        """
        standing = np.ones((len(sets) + 1, self.flights.sensors), dtype=bool)
        standing[:, -self.count :] = np.concatenate([np.zeros((1, self.count), bool), sets])
        values = self.flights.mean_worth(standing)
        added = (values[1:] - values[0]) * self.flights.scale(values[0])
        # Never less than nothing: the times of knowing are searched for, to a tenth of a second.
        return np.asarray(np.maximum(added[:, 0], 0.0))

    def adds(self, sites: Sequence[int]) -> Floats:
        """What one set adds, (draw,) [s]."""
        return np.asarray(self.gain(marked([sites], self.count))[0])

    def left(self, sites: Sequence[int]) -> Floats:
        """What one set still adds without the site whose loss costs most, (draw,) [s]."""
        gains = self.gain(marked([[s for s in sites if s != lost] for lost in sites], self.count))
        return np.asarray(gains[int(np.argmin(gains.mean(axis=-1)))])

    def best(self) -> tuple[SiteChoice, ...]:
        """The best sets of one, two … sites, by the mean over the draws."""
        return best_sites(lambda sets: self.gain(sets).mean(axis=-1), self.count, MOST)


def added_sites(
    assessment: Assessment,
    sites: Mapping[str, Sensor],
    whom: Sequence[Warned],
    one_in: int,
    seed: int,
) -> list[AddedSites]:
    """What sites would add to a posture, for everybody who is warned.

    Args:
        assessment: of the posture.
        sites: a sensor at each; see `candidates`.
        whom: who is warned.
        one_in: of so many flights one is followed in each draw.
        seed: of the draws.
    """
    wider = _with(assessment, sites, seed)
    (followed,) = follow_again([wider])
    return [
        AddedSites(lanes(wider, followed, w.party, w.weight, one_in, seed), len(sites))
        for w in whom
    ]


def of_sites(
    assessment: Assessment, whom: Sequence[Warned], one_in: int, seed: int, *, closely: bool
) -> tuple[tuple[Axis, Axis], dict[str, Any]]:
    """What candidate sites would add: their axes and values; none where it is not wanted."""
    sites = candidates(assessment.scenario) if closely else {}
    keys, names = list(sites), [s.name for s in sites.values()]
    sizes = list(range(1, min(MOST, len(sites)) + 1))
    draws = assessment.draws.count
    alone = np.zeros((len(whom), len(sites), draws))
    adds, left = np.full((2, len(whom), len(sizes), draws), np.nan)
    at_most = np.zeros((len(whom), len(sizes)))
    best, sturdy = ([[""] * len(sizes) for _ in whom] for _ in range(2))

    def called(some: Sequence[int]) -> str:
        return listed([names[s] for s in some])

    for w, added in enumerate(added_sites(assessment, sites, whom, one_in, seed) if sites else ()):
        alone[w] = added.gain(np.eye(len(sites), dtype=bool))
        for n, choice in enumerate(added.best()):
            best[w][n], adds[w, n] = called(choice.best), added.adds(choice.best)
            if choice.sturdy:
                sturdy[w][n], left[w, n] = called(choice.sturdy), added.left(choice.sturdy)
            at_most[w, n] = choice.at_most
    like = {
        k: assessment.scenario.sensors[c.as_sensor].name for k, c in _declared(assessment, keys)
    }
    values = {
        "candidate_as": [like[key] for key in keys],
        "candidate_adds": alone,
        "sites_best": best,
        "sites_add": adds,
        "sites_at_most": at_most,
        "sites_sturdy": sturdy,
        "sites_left": left,
    }
    return (
        Axis("candidate", keys, names, "site"),
        Axis("sites", sizes, words="new radars"),
    ), values


def _declared(assessment: Assessment, keys: Sequence[str]) -> list[tuple[str, Candidate]]:
    return [(key, assessment.scenario.candidates[key]) for key in keys]


def _with(assessment: Assessment, sites: Mapping[str, Sensor], seed: int) -> Assessment:
    """The posture with a sensor at each site; what is told of it stays that of the posture."""
    world, draws = assessment.scenario, assessment.draws
    own = {s.id: s for s in sites.values()}
    wider = replace(world, sensors={**world.sensors, **own}, origin=None)
    # Satellites that tell a radar where to look belong to what it sees.
    cueing = {key: s for key, s in world.sensors.items() if s.cues}
    looking = replace(world, sensors={**cueing, **own}, origin=None)
    flown = fly([looking], draws, _silent)
    looks = look_all([looking], flown, draws, seed, _silent)
    there = assessment.detections
    members = there.members
    held = [there.seen["held"][s][members] for s in there.own]
    held += [h[looks.members[0]] for h in looks.held_by(0)[len(cueing) :]]
    seen = {"held": np.array(held, dtype=np.float32)}
    ids = (*there.sensors, *own)
    alone = [s.sees_powered_flight_alone for s in own.values()]
    return replace(
        assessment,
        scenario=wider,
        detections=DetectionTable(ids, seen, tuple(range(len(ids))), np.arange(len(members))),
        hearings=hearings(wider, list(wider.rules.values()), draws),
        powered_alone=np.concatenate([assessment.powered_alone, np.array(alone, dtype=bool)]),
    )


def _silent(_stage: str, _share: float) -> None:
    pass

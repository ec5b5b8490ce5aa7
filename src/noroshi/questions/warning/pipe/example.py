"""One flight to show: the one whose warning the decisions changed most."""

from dataclasses import dataclass

import numpy as np

from noroshi.questions.measurable import MEASURABLE
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.classes import later_pairs
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import receiver_name, sensor_name
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.told import SHARED, Stages


@dataclass(frozen=True)
class Exemplar:
    """A flight and the place it is aimed at."""

    comparison: Comparison
    pair: int
    flight: int
    receiver: int
    party: int
    """Index of the party that warns the place."""
    gain: float
    """Median gain of useful warning time [s]."""

    @property
    def name(self) -> str:
        """From where to whom, by what."""
        after = self.comparison.after
        flights, scenario = after.flights, after.scenario
        site = scenario.places[flights.site[self.flight]].name or flights.site[self.flight]
        vehicle = scenario.vehicles[flights.vehicle[self.flight]].name
        aimed = receiver_name(self.comparison, flights.receiver[self.flight])
        return f"{vehicle}, {site} to {aimed}"

    def stages(self, assessment: Assessment) -> Stages:
        """The chain of this flight for the place's party, each (draw,)."""
        found = assessment.warnings.chain(SHARED, np.array([self.pair]))
        return Stages(*(field[0] for field in found))

    def seer(self, assessment: Assessment) -> str:
        """The sensor that the party hears first in most draws."""
        seers = self.stages(assessment).seer
        seen = seers[seers >= 0]
        if seen.size == 0:
            return "nobody"
        return sensor_name(
            self.comparison, assessment.detections.sensors[np.bincount(seen).argmax()]
        )


def exemplar(comparison: Comparison) -> Exemplar | None:
    """The impact whose median warning changes most, at home rather than abroad.

    Where no warning changes by a second: the least favourable flight at the largest city. Home is
    the party with the most places. One of a class that had not flown by the later date is shown
    only where there is no other. None when no flight comes down anywhere that is warned.
    """
    after = comparison.after
    pairs = after.warnings.pairs
    # A flight that does not exist in some draw has no number there, and no median.
    impacts = np.flatnonzero(pairs.kind == IMPACT)
    change = np.median(comparison.gain(SHARED, impacts), axis=-1)
    candidates, gain = impacts[np.isfinite(change)], change[np.isfinite(change)]
    if candidates.size == 0:
        return None
    party = after.receiver_party[pairs.receiver[candidates]]
    home = party == np.bincount(after.receiver_party).argmax()
    people = after.population[pairs.receiver[candidates]]
    left = np.median(after.warnings.margins(SHARED, candidates), axis=-1)
    felt = np.where(np.abs(gain) >= MEASURABLE, np.abs(gain), 0.0)
    flown = ~later_pairs(comparison)[candidates]
    # The last key ranks first.
    best = np.lexsort((-left, people, felt, home, home & (felt > 0.0), flown))[-1]
    return exemplar_of(comparison, int(candidates[best]))


def exemplar_of(comparison: Comparison, pair: int) -> Exemplar:
    """The flight of one pair of a flight and a place that it concerns."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    receiver = int(pairs.receiver[pair])
    return Exemplar(
        comparison,
        pair,
        int(pairs.flight[pair]),
        receiver,
        int(after.receiver_party[receiver]),
        float(np.median(comparison.gain(SHARED, np.array([pair])))),
    )

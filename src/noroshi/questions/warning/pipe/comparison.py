"""Two postures side by side: what changed for whom."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.blocks import Sums
from noroshi.questions.warning.pipe.told import EVERY, Some
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Rule

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Comparison:
    """A posture before and after decisions: the same flights, the same draws."""

    before: Assessment
    after: Assessment
    sums: Sums = field(default_factory=dict)
    """What was summed over flights block by block, by name; else it is summed when it is read."""

    def __post_init__(self) -> None:
        """Refuse postures that do not face the same flights."""
        if any(not np.array_equal(a, b) for a, b in zip(*map(_faced, self._both), strict=True)):
            raise ValueError(
                "the two postures do not face the same flights and people in the same draws; "
                "make the scenarios alike with facing_the_same() before assessing them"
            )

    @property
    def _both(self) -> tuple[Assessment, Assessment]:
        return self.before, self.after

    def gain(self, knowledge: int, pairs: Some = EVERY) -> Floats:
        """Useful warning time gained, (pair, draw) [s]."""
        was, now = (a.warnings.useful_times(knowledge, pairs) for a in self._both)
        return now - was


def _faced(a: Assessment) -> tuple[NDArray[np.generic], ...]:
    pairs = a.warnings.pairs
    names = (a.flights.ids, a.receivers, a.parties)
    return (
        *(np.asarray(n) for n in names),
        *(pairs.flight, pairs.receiver, pairs.kind),
        a.flights.flight_time,
    )


def facing_the_same(before: Scenario, after: Scenario) -> Scenario:
    """The earlier posture against the later one's flights and people.

    What a decision changes is seen only when both postures face the same: so the sensors and the
    warning chains are the earlier ones, and the vehicles, threats and receivers the later ones.
    """
    earlier, later = (_by_party(s) for s in (before, after))
    missing = sorted(set(earlier) ^ set(later))
    if missing:
        raise NoroshiError(
            "the two postures cannot be compared: only one of them declares a warning chain "
            f"(`rules`) for {', '.join(missing)}"
        )
    # What counts as concerned is a matter of whom one faces, not of the posture.
    rules = {
        name: earlier[rule.party].model_copy(
            update={
                "overflight_radius": rule.overflight_radius,
                "area_radius": rule.area_radius,
            }
        )
        for name, rule in after.rules.items()
    }
    return replace(
        before,
        places={**before.places, **{site: after.places[site] for site in _launch_sites(after)}},
        vehicles=after.vehicles,
        threats=after.threats,
        receivers=after.receivers,
        rules=rules,
        origin=None,
    )


def _launch_sites(scenario: Scenario) -> set[str]:
    sites = {site for threat in scenario.threats.values() for site in threat.launched_from}
    return sites & set(scenario.places)


def _by_party(scenario: Scenario) -> dict[str, Rule]:
    return {rule.party: rule for rule in scenario.rules.values()}

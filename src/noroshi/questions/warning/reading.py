"""The answer's data as its words need them."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from noroshi.present.words import in_sentence
from noroshi.questions.answer import Numbers
from noroshi.questions.measurable import settled
from noroshi.sensing import KINDS, Sensor
from noroshi.stats import ENOUGH_DRAWS, Sampled

THRESHOLDS: Final = (60.0, 180.0, 300.0, 600.0)
"""Of which it is told how many people are warned by at least so long [s]."""


class Told(Numbers):
    """Reads numbers of the warning by what they are about."""

    @cached_property
    def whom(self) -> dict[str, str]:
        """Everybody it is told for, by id, as sentences name them."""
        names = self.names("whom").items()
        return {w: n if self.word("whom_place", whom=w) else in_sentence(n) for w, n in names}

    @cached_property
    def parties(self) -> dict[str, str]:
        """All parties, by id, as sentences name them."""
        return {party: in_sentence(name) for party, name in self.names("party").items()}

    @cached_property
    def sensors(self) -> dict[str, str]:
        """All sensors, by id, by name."""
        return self.names("sensor")

    @cached_property
    def receivers(self) -> dict[str, str]:
        """All places that are warned, by id, by name."""
        return self.names("receiver")

    @cached_property
    def threats(self) -> dict[str, str]:
        """All classes of flight, by id, by name."""
        return self.names("threat")

    @cached_property
    def leading(self) -> list[str]:
        """Whom the headline tells of, by id, in the order of the files."""
        return [w for w in self.whom if self.number("whom_leads", whom=w)]

    def gain(self, whom: str) -> Sampled:
        """What somebody gains [s]."""
        return self.spread("gain", whom=whom)

    def place_gain(self, place: str) -> Sampled:
        """What a place gains [s]."""
        return self.spread("place_gain", receiver=place)

    def loss(self, whom: str, sensor: str, posture: str = "after") -> Sampled:
        """What losing a sensor costs somebody [s]."""
        return self.spread("loss", posture=posture, whom=whom, sensor=sensor)

    def side(self, whom: str) -> int:
        """1 where somebody gains measurably, −1 where they lose."""
        return int(self.number("measurable", whom=whom))

    def place_side(self, place: str) -> int:
        """1 where a place gains measurably, −1 where it loses."""
        return int(self.number("place_measurable", receiver=place))

    def later(self, whom: str) -> bool:
        """Whether somebody’s flights are of classes that had not flown by then."""
        return bool(self.number("whom_later", whom=whom))

    def party_of(self, whom: str) -> str:
        """The party, by id."""
        return self.word("whom_party", whom=whom)

    def people_of(self, whom: str) -> float:
        """How many people somebody is."""
        if place := self.word("whom_place", whom=whom):
            return self.number("population", receiver=place)
        return self.number("party_people", party=self.party_of(whom))

    @property
    def thresholds(self) -> tuple[float, ...]:
        """Of which tables tell how many people are warned by at least so long [s]."""
        return THRESHOLDS

    @property
    def few_draws(self) -> bool:
        """Whether there are too few draws for an interval."""
        return self.draws < ENOUGH_DRAWS

    def kind(self, sensor: str) -> type[Sensor]:
        """What kind of sensor it is, with what the kind is called and sees."""
        return KINDS[self.word("sensor_kind", sensor=sensor)]

    def changed(self, *, after: bool) -> list[str]:
        """Sensors that stand in the posture after alone, or in that before alone, by id."""
        own, other = ("after", "before") if after else ("before", "after")
        return [
            s
            for s in self.sensors
            if self.number("stands", posture=own, sensor=s)
            > self.number("stands", posture=other, sensor=s)
        ]

    def label(self, posture: str) -> str:
        """What a posture is called beside the other: its date, or its scenario."""
        return self.names("posture")[posture].partition(", ")[2]

    def classes(self, party: str, *, later: bool | None = None) -> list[str]:
        """Classes of flight aimed at a party, by id; those that had flown, or the others, alone."""
        aimed = ~np.isnan(self.array("class_gain", party=party)[:, 0])  # (threat, draw)
        found = [t for t, some in zip(self.threats, aimed, strict=True) if some]
        if later is None:
            return found
        return [t for t in found if bool(self.number("later_class", threat=t)) is later]

    def no_difference(self, gains: Sequence[Sampled]) -> str:
        """Of gains that are not measurable; that the draws are too few to tell, where they are."""
        few = self.few_draws and not all(map(settled, gains))
        return "no difference that so few draws can tell" if few else "no measurable difference"

"""Reads the numbers of the answer as words need them, and how such numbers are said."""

import math
from typing import Final

from noroshi.constants import KILOTON
from noroshi.present.words import two_digits
from noroshi.questions.answer import BOUNDS, Numbers
from noroshi.questions.listen.choice import WHAT_IF
from noroshi.stats import Interval

_HALF: Final = 0.5
HALF_SHOT, ASKED_SHOT = SHOTS = ("half", "asked")
"""Of which shot there are shares: one heard half of the time, and one as asked about."""


class ListenNumbers(Numbers):
    """Reads numbers of one place's events."""

    @property
    def event(self) -> str:
        """Id of the event that is asked about."""
        return self.word("asked")

    @property
    def network(self) -> str:
        """Id of the network that is told of first."""
        return self.word("leading_network")

    @property
    def place(self) -> str:
        """Name of the place, in short."""
        return self.word("site_name").split(",")[0]

    @property
    def main(self) -> dict[str, str]:
        """The event and the network, as entries of axes."""
        return {"event": self.event, "network": self.network}

    @property
    def network_name(self) -> str:
        """What readers call the leading network."""
        return self.names("network")[self.network]

    def bounds(self, variable: str, **at: str) -> tuple[float, float, float]:
        """Low, best and high."""
        low, best, high = (self.number(variable, bound=b, **at) for b in BOUNDS)
        return low, best, high

    def magnitude(self, event: str) -> float:
        """To which stations are held."""
        return self.bounds("event_magnitude", event=event)[1]

    def mean(self, variable: str, **at: str) -> float:
        """Over the draws."""
        return float(self.spread(variable, **at).mean)

    def asked_relations(self) -> list[str]:
        """Relations that hold for an event as large and have all that they ask for."""
        return [
            relation
            for relation in self.names("relation")
            if not math.isnan(
                self.bounds("explosive_yield", event=self.event, relation=relation)[1]
            )
        ]

    def earlier(self) -> list[str]:
        """Other events at the place until the day that is asked about, by time."""
        day = self.word("event_date", event=self.event)
        others = [e for e in self.names("event") if e not in (WHAT_IF, self.event)]
        return [e for e in others if self.word("event_date", event=e) <= day]

    def sorts(self) -> list[str]:
        """As what stations are counted where that divides a share: not where one has all of it."""
        sorts = self.array("sharer_sort").tolist()
        return [sort for sort in dict.fromkeys(sorts) if sorts.count(sort) > 1]

    def sharers(self, sort: str) -> list[str]:
        """Those of a sort that have a share of a shot heard half of the time, largest first."""
        every = [s for s in self.names("sharer") if self.word("sharer_sort", sharer=s) == sort]
        share = {s: self.mean("hearing_share", sharer=s, shot=HALF_SHOT) for s in every}
        return sorted((s for s in every if share[s] > 0.0), key=lambda s: -share[s])

    def inspectable(self) -> bool:
        """Whether an inspection may search the whole ellipse of the event, in most draws."""
        return self.mean("inspectable", event=self.event) >= _HALF


def named(found: ListenNumbers) -> str:
    """The event asked about, in a sentence."""
    if found.event == WHAT_IF:
        day = found.word("event_date", event=found.event)
        return f"a test of magnitude {found.magnitude(WHAT_IF):.1f} at {found.place} on {day}"
    return f"the {found.names('event')[found.event]}"


def yields(found: ListenNumbers, event: str) -> tuple[float, float]:
    """Least and greatest yield by any relation that holds for an event as large [J]."""
    every = [
        found.bounds("explosive_yield", event=event, relation=r) for r in found.names("relation")
    ]
    told = [e for e in every if not math.isnan(e[1])]
    return min(e[0] for e in told), max(e[2] for e in told)


def yield_span(low: float, high: float) -> str:
    """Two yields with two digits each: "1.4 to 21 kt", "9 to 380 t" [J]."""
    unit, size = ("kt", KILOTON) if high >= KILOTON else ("t", KILOTON / 1e3)
    return f"{two_digits(low / size)} to {two_digits(high / size)} {unit}"


def number(values: Interval) -> str:
    """Of stations: "90 (71 to 105)"."""
    low, mid, high = (f"{float(v):.0f}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def tenths(values: Interval) -> str:
    """Of magnitudes: "3.0 (2.8 to 3.4)"."""
    low, mid, high = (f"{float(v):.1f}" if math.isfinite(v) else "none" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"

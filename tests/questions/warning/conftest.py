"""Comparisons of the small scenario for the tests of warning, and their numbers by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noroshi.questions.answer import Answer
from noroshi.questions.warning import whom
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.pipe import Assessment, assess_all
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.told import SHARED, FirstReports, Warnings
from noroshi.scenario import Scenario, load
from noroshi.sensing.base import Shared
from noroshi.world import Estimate

Floats = np.ndarray
Mask = np.ndarray

EVIL = '<script>alert("x")</script> & $x^2$'


@pytest.fixture(scope="module", autouse=True)
def by_place() -> Iterator[None]:
    """The places of the small world count as far apart here, so that each is told by itself.

    What is told of parties as a whole is told of those as well, and headlines of whole parties are
    looked at in tests of the report and of the rule.
    """
    with _places_far_apart():
        yield


@contextmanager
def _places_far_apart() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(whom, "FAR_APART", 0.0)
        yield


def _answer_of(comparison: Comparison) -> Answer:
    """The answer by places, for fixtures of the session: these are made before any of a module."""
    with _places_far_apart():
        return answer_of(comparison)


@pytest.fixture(scope="session")
def comparison(small_comparison: Comparison) -> Comparison:
    return small_comparison


@pytest.fixture(scope="session")
def nobody_told(comparison: Comparison) -> Comparison:
    """The same flights, which no sensor sees."""
    return Comparison(*(_blind(a) for a in (comparison.before, comparison.after)))


@pytest.fixture(scope="session")
def nothing_gained(comparison: Comparison) -> Comparison:
    return Comparison(comparison.after, comparison.after)


@pytest.fixture(scope="session")
def reversed_dates(comparison: Comparison) -> Comparison:
    """The radar is taken away instead of added: warning is lost."""
    return Comparison(comparison.after, comparison.before)


@pytest.fixture(scope="session")
def hostile(comparison: Comparison) -> Comparison:
    """Every declared name is markup."""
    return Comparison(*(_renamed(a) for a in (comparison.before, comparison.after)))


WORLDS = ("comparison", "nobody_told", "nothing_gained", "reversed_dates", "hostile")


@pytest.fixture(params=WORLDS)
def any_world(request: pytest.FixtureRequest) -> Comparison:
    world: Comparison = request.getfixturevalue(request.param)
    return world


def _blind(a: Assessment) -> Assessment:
    nothing = {"rise": np.nan, "set": np.nan, "custody": 0.0, "lost": np.nan}
    seen = {
        name: np.full_like(values, nothing.get(name, np.inf))
        for name, values in a.detections.seen.items()
    }
    unknown = {
        name: np.full_like(getattr(a.tracks, name), np.inf)
        for name in ("first", "area", "spread", "known", "failed", "reached")
    }
    silent = tuple(
        tuple(
            FirstReports(*(np.full_like(t, np.inf) for t in word[:2]), np.full_like(word.seer, -1))
            for word in words
        )
        for words in a.warnings.reports
    )
    return replace(
        a,
        detections=replace(a.detections, seen=seen),
        tracks=replace(a.tracks, **unknown),
        warnings=replace(a.warnings, known=unknown["known"], reports=silent),
    )


def _renamed(a: Assessment) -> Assessment:
    scenario = a.scenario
    named = {
        section: {
            key: record.model_copy(update={"name": EVIL})
            for key, record in getattr(scenario, section).items()
        }
        for section in ("parties", "places", "sensors", "vehicles", "threats", "receivers")
    }
    sources = {k: s.model_copy(update={"title": EVIL}) for k, s in scenario.sources.items()}
    claims = {k: c.model_copy(update={"question": EVIL}) for k, c in scenario.claims.items()}
    header = scenario.header.model_copy(update={"title": EVIL, "notes": (EVIL,)})
    return replace(
        a, scenario=replace(scenario, header=header, sources=sources, claims=claims, **named)
    )


def _two_parties(world: Scenario) -> Scenario:
    """Northport is the ally's, whose people hear later and who is sent the coast's tracks."""
    aims = {
        key: threat.model_copy(
            update={"at": threat.at.model_copy(update={"party": None, "receivers": tuple(_PEOPLE)})}
        )
        for key, threat in world.threats.items()
    }
    places = {
        key: place.model_copy(update={"party": party, "population": people})
        for (key, place), (party, people) in zip(
            world.receivers.items(), _PEOPLE.values(), strict=True
        )
    }
    coast = next(iter(world.rules.values()))
    slow = {"party": "ally", "decision_delay": Estimate.exactly(200.0)}
    north = world.sensors["north-radar"]
    sent = north.model_copy(update={"shared": (Shared(party="ally", delay=Estimate.exactly(7.0)),)})
    return replace(
        world,
        threats=aims,
        receivers=places,
        rules={**world.rules, "ally": coast.model_copy(update=slow)},
        sensors={**world.sensors, "north-radar": sent},
    )


@pytest.fixture(scope="session")
def two_parties() -> Callable[[Scenario], Scenario]:
    """What makes of the small world one of two parties."""
    return _two_parties


_PEOPLE = {
    "harbour": ("coast", 800_000.0),
    "capital": ("coast", 3_000_000.0),
    "northport": ("ally", 250_000.0),
}


@pytest.fixture(scope="session")
def parted(once: Callable[..., Any]) -> Comparison:
    """Two parties with people, chains and sensors of their own, and a posture before that is far
    slower: before, after, one and the other all differ, so that none can take another's place."""

    def make(_folder: Path) -> tuple[Assessment, ...]:
        world = load("small")
        after = _two_parties(world.at("2015-01-01"))
        before = facing_the_same(_two_parties(world.at("2013-01-01")), after)
        return assess_all([before, after], draws=8, seed=0)

    before, after = once("two-parties", make)
    return Comparison(_slower(before), after)


def _slower(a: Assessment) -> Assessment:
    """Everything is seen, known and told later, by times that tell one thing from another.

    In the first draws one flight is detected and neither confirmed nor heard of, and warnings
    come to Northport after the impact.
    """
    w, t, d = a.warnings, a.tracks, a.detections
    flight, draws = w.pairs.flight[0], slice(0, 3)
    seen = dict(d.seen)
    seen |= {
        "first": seen["first"] + 11.0,
        "confirmed": seen["confirmed"] + 13.0,
        "held": seen["held"] + 17.0,
        "custody": np.float32(0.7) * seen["custody"],
    }
    seen["confirmed"][:, d.members[flight], draws] = np.inf
    northport = w.pairs.receiver == list(a.receivers).index("northport")
    known = t.known + np.float32(LATER)
    known[:, northport, draws] += 9.0 * LATER
    reports = tuple(
        tuple(_reported_later(word, p, flight, draws, northport, w) for p, word in enumerate(words))
        for words in w.reports
    )
    return replace(
        a,
        detections=replace(d, seen=seen),
        tracks=replace(
            t, first=t.first + 50.0, area=t.area + 60.0, spread=3.0 * t.spread,
            known=known, failed=t.failed + LATER, reached=t.reached + 70.0,
        ),
        warnings=replace(w, known=known, reports=reports),
    )  # fmt: skip


def _reported_later(
    word: FirstReports, party: int, flight: int, draws: slice, northport: Mask, w: Warnings
) -> FirstReports:
    """What a party hears, later; of Northport's own party still later."""
    satellite, seer = word.satellite + np.float32(LATER), word.seer.copy()
    satellite[:, draws] += 9.0 * LATER * bool(np.all(w.party[northport] == party))
    seer[flight, draws] = -1
    return FirstReports(word.detected + np.float32(LATER), satellite, seer)


LATER = 100.0
"""[s]"""


@dataclass(frozen=True)
class ByHand:
    """Numbers of a comparison by their definitions, in loops, from the arrays of the run."""

    comparison: Comparison

    def posture(self, when: str) -> Assessment:
        found: Assessment = getattr(self.comparison, when)
        return found

    def aimed(self, when: str, receiver: str, threat: str | None = None) -> list[int]:
        """Pairs of the flights that come down on a place."""
        a = self.posture(when)
        pairs = a.warnings.pairs
        return [
            p
            for p in range(len(pairs.flight))
            if a.receivers[pairs.receiver[p]] == receiver
            and pairs.kind[p] == 0
            and threat in (None, a.flights.threat[pairs.flight[p]])
        ]

    def receivers(self, when: str, party: str) -> Iterator[tuple[str, float]]:
        a = self.posture(when)
        for key, place in a.scenario.receivers.items():
            if place.party == party:
                yield key, float(place.population)

    def mean(
        self, when: str, party: str, threat: str | None = None, knowledge: int = SHARED
    ) -> Floats:
        """Useful warning: each place by its people, each flight aimed at it alike, (draw,) [s]."""
        a = self.posture(when)
        total, people = np.zeros(a.draws.count), 0.0
        for receiver, count in self.receivers(when, party):
            if pairs := self.aimed(when, receiver, threat):
                margins = [np.maximum(a.warnings.margin[knowledge, p], 0.0) for p in pairs]
                total = total + count * np.mean(margins, axis=0)
                people += count
        return total / people

    def of_place(self, when: str, receiver: str) -> Floats:
        """Mean useful warning of one place over the flights aimed at it, (draw,) [s]."""
        a = self.posture(when)
        pairs = self.aimed(when, receiver)
        return np.mean([np.maximum(a.warnings.margin[SHARED, p], 0.0) for p in pairs], axis=0)

    def least(self, when: str, receiver: str) -> Floats:
        """Margin of its least favourable flight, (draw,) [s]."""
        a = self.posture(when)
        return np.min([a.warnings.margin[SHARED, p] for p in self.aimed(when, receiver)], axis=0)

    def people(self, when: str, party: str, at_least: float) -> Floats:
        """People of a party whose least favourable flight leaves so long, (draw,)."""
        return np.sum(
            [c * (self.least(when, r) >= at_least) for r, c in self.receivers(when, party)], axis=0
        )

    def weights(self, when: str, party: str) -> dict[int, float]:
        """What each flight counts among those at a party."""
        a, found = self.posture(when), dict[int, float]()
        everybody = sum(c for r, c in self.receivers(when, party) if self.aimed(when, r))
        for receiver, count in self.receivers(when, party):
            pairs = self.aimed(when, receiver)
            for p in pairs:
                found[int(a.warnings.pairs.flight[p])] = count / len(pairs) / everybody
        return found

    def middle(self, when: str, party: str, values: Floats) -> Floats:
        """The median flight in each draw of (flight, draw), by the weights; NaN counts nothing."""
        weight, found = self.weights(when, party), []
        for draw in range(values.shape[1]):
            known = sorted(
                (float(values[f, draw]), w)
                for f, w in weight.items()
                if values[f, draw] == values[f, draw]
            )
            half, run, at = 0.5 * sum(w for _, w in known) * (1.0 - 1e-12), 0.0, -1
            while known and run < half:
                at += 1
                run += known[at][1]
            found.append(known[at][0] if known else np.nan)
        return np.array(found)

    @staticmethod
    def levels(values: Floats) -> list[float]:
        """5, 50 and 95 %: of n sorted values the one of rank n times the share, rounded up."""
        ordered = sorted(float(v) for v in values)
        return [ordered[int(np.ceil(share * len(ordered))) - 1] for share in (0.05, 0.5, 0.95)]


@pytest.fixture(scope="session")
def by_hand(parted: Comparison) -> ByHand:
    return ByHand(parted)


@pytest.fixture(scope="session")
def answer(comparison: Comparison) -> Answer:
    return _answer_of(comparison)


@pytest.fixture(scope="session")
def parted_answer(parted: Comparison) -> Answer:
    return _answer_of(parted)


@pytest.fixture
def any_answer(any_world: Comparison) -> Answer:
    return answer_of(any_world)

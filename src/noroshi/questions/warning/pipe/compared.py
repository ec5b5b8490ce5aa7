"""The two postures of a case, assessed once for every question that reads them."""

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from noroshi.errors import NoroshiError
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.blocks import BLOCK, Sums
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.stages import assess_and_sum
from noroshi.questions.warning.sums import SUMS
from noroshi.scenario.records import WARNED, Scenario
from noroshi.world.sections import sections_for

READ: Final = (*WARNED, *sections_for("choices"))
"""Sections that an assessment reads, and whoever tells of it."""


@dataclass(frozen=True, eq=False)
class _Assessed:
    """What was assessed last, and of which case."""

    before: Scenario
    after: Scenario
    draws: int
    seed: int
    every_draw: bool
    """Whether each flight in each draw is held, and not sums of it alone."""
    found: Comparison

    def answers(self, case: Case) -> bool:
        """Whether another case asks about the same postures in the same draws."""
        return (
            (self.draws, self.seed) == (case.draws, case.seed)
            and self.every_draw >= case.every_draw
            and _alike(self.before, case.before)
            and _alike(self.after, case.after)
        )


def _alike(one: Scenario, other: Scenario) -> bool:
    return one is other or one == other


_LAST: list[_Assessed] = []
"""At most one: an assessment may hold hundreds of megabytes. Gone with the world that it is of."""


def compared(case: Case, early: Callable[[Comparison], None] | None = None) -> Comparison:
    """Both postures of a case against the flights and people of the later one.

    Worked out when it is first asked for, and kept until another case is, or until the world that
    it is of is forgotten: what questions are asked of one case, one after the other, share it.

    Args:
        case: that is asked about.
        early: told what the first draws say before the others are followed, where they are followed
            some at a time and sums alone are asked about; None = nobody is.

    Raises:
        NoroshiError: the later posture declares no flights.
    """
    if not case.after.threats:
        raise NoroshiError("the scenario declares no flights to warn of: `threats` is empty")
    if _LAST and _LAST[0].answers(case):
        return _LAST[0].found if case.read_again else _LAST.pop().found
    _LAST.clear()  # before the next one is made, so that both are never held
    postures = [facing_the_same(case.before, case.after), case.after]
    assessed, sums = assess_and_sum(
        postures,
        None if case.every_draw else partial(_sums, early if case.draws > BLOCK else None),
        draws=case.draws,
        seed=case.seed,
        progress=case.progress,
        every_team=case.every_draw,
    )
    found = Comparison(assessed[0], assessed[1], sums)
    kept = _Assessed(case.before, case.after, case.draws, case.seed, case.every_draw, found)
    if not case.read_again:
        return kept.found
    _LAST[:] = [kept]
    weakref.finalize(case.whole, _forget, weakref.ref(kept))
    return kept.found


def _sums(early: Callable[[Comparison], None] | None, assessed: Sequence[Assessment]) -> Sums:
    """All that is told of both postures in some draws by sums alone."""
    before, after = assessed
    found = Comparison(before, after)
    sums = {name: of(found) for name, of in SUMS.items()}
    if early is not None and after.draws.first == 0:
        early(replace(found, sums=sums))
    return sums


def _forget(kept: "weakref.ref[_Assessed]") -> None:
    """Let go of one assessment, if it is still the last; another one stays."""
    if _LAST and _LAST[0] is kept():
        _LAST.clear()

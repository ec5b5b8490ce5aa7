"""The two postures of a case, assessed once for every question that reads them."""

from weakref import WeakKeyDictionary

from noroshi.errors import NoroshiError
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.stages import assess_all

_ASSESSED: WeakKeyDictionary[Case, Comparison] = WeakKeyDictionary()
"""By the case itself, not by what it declares; forgotten with it."""


def compared(case: Case) -> Comparison:
    """Both postures of a case against the flights and people of the later one.

    Worked out when it is first asked for and kept as long as the case is.

    Raises:
        NoroshiError: the later posture declares no flights.
    """
    if not case.after.threats:
        raise NoroshiError("the scenario declares no flights to warn of: `threats` is empty")
    if case not in _ASSESSED:
        postures = [facing_the_same(case.before, case.after), case.after]
        assessed = assess_all(postures, draws=case.draws, seed=case.seed, progress=case.progress)
        _ASSESSED[case] = Comparison(*assessed)
    return _ASSESSED[case]

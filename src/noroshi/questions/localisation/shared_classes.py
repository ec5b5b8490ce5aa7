"""What errors that all looks of a radar share leave of one flight of each class at each party."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.localisation.compute import ThreatenedParty, classes, threats_in_order
from noroshi.questions.localisation.followed import follow
from noroshi.questions.localisation.shared_errors import (
    ERRORS,
    SIZES,
    first_known,
    shared_errors,
)
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import Exemplar
from noroshi.questions.warning.pipe.reach import IMPACT

Floats = NDArray[np.float64]


def shared_by_class(
    comparison: Comparison, told: Sequence[ThreatenedParty], *, asked: bool
) -> dict[str, Any]:
    """Of the flight of each class that counts most at a party, as of the example flight.

    Args:
        comparison: of the postures.
        told: the parties.
        asked: whether it is worked out at all; else there is no number.
    """
    threats = threats_in_order(comparison)
    shape = 2, len(told), len(threats), len(ERRORS)
    known, least = np.full((*shape, len(SIZES)), np.nan), np.full(shape, np.nan)
    for one in classes(comparison, tuple(told)) if asked else ():
        example = _example(comparison, told[one.party].id, int(np.argmax(one.weight)))
        found = shared_errors(follow(example))
        at = slice(None), one.party, threats.index(one.threat)
        known[at] = np.inf if found is None else first_known(found)
        least[at] = np.inf if found is None else found.radius.min(axis=-1)
    return {"class_shared_known": known, "class_shared_least": least}


def _example(comparison: Comparison, party: str, flight: int) -> Exemplar:
    after, pairs = comparison.after, comparison.after.warnings.pairs
    number = after.parties.index(party)
    own = (pairs.flight == flight) & (pairs.kind == IMPACT)
    (pair,) = np.flatnonzero(own & (after.receiver_party[pairs.receiver] == number))[:1]
    return Exemplar(comparison, int(pair), flight, int(pairs.receiver[pair]), number, 0.0)

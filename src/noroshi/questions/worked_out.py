"""What of an answer takes long to work out, kept by what the question reads of the world.

All else of an answer, its words, tables and figures, is written from the numbers by rule, and made
anew each time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from noroshi.kept import Aside, kept
from noroshi.questions.answer import Drivers, Feature, Layer, PlainData
from noroshi.questions.base import Case
from noroshi.questions.plain_data import Values
from noroshi.scenario.records import Scenario
from noroshi.stats import Driver


@dataclass(frozen=True)
class WorkedOut:
    """Numbers, what maps show, what drives the numbers, and what is left out."""

    data: PlainData
    layers: tuple[Layer, ...]
    drivers: tuple[Drivers, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]


_RECORDS: Final = (WorkedOut, PlainData, Values, Layer, Feature, Drivers, Driver)


def worked_out(stage: str, function: Callable[..., WorkedOut], *inputs: Any) -> WorkedOut:
    """What a function makes of its inputs, found again where it was worked out before.

    Args:
        stage: the name of the question.
        function: that reads nothing but what it is passed.
        inputs: see `kept`; worlds cut down to what is read, see `read_from`.
    """
    return kept(stage, function, *inputs, records=_RECORDS)


def worked_out_of_case(
    stage: str,
    function: Callable[..., WorkedOut],
    case: Case,
    sections: Sequence[str],
    *options: Any,
) -> WorkedOut:
    """What a function makes of a case and options, kept by what it reads of both postures.

    Where each flight in each draw is wanted, nothing is kept: that takes hundreds of megabytes.

    Args:
        stage: the name of the question.
        function: of the case, to be read `Aside`, and whatever follows.
        case: that is asked about.
        sections: that the function reads; others it does not find.
        options: of the question.
    """
    if case.every_draw:
        return function(Aside(case), *options)
    postures = tuple(read_from(world, sections) for world in (case.before, case.after))
    read = replace(case, before=postures[0], after=postures[1], answers=())
    return worked_out(stage, function, Aside(read), *options, postures, case.draws, case.seed)


def read_from(world: Scenario, sections: Sequence[str]) -> Scenario:
    """A world in which only some sections hold entries: whoever is passed it reads no others.

    Which values were set is forgotten, too: what they are stands in the entries.
    """
    nothing: dict[str, Any] = {name: {} for name in world.entries if name not in sections}
    own = {name: part for name, part in nothing.items() if name not in world.more}
    more = {name: part for name, part in world.more.items() if name in sections}
    return replace(world, **own, more=more, changed=(), origin=None)

"""What several questions leave out alike, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from noroshi.scenario.records import Scenario

SATELLITES: Final = (
    "Where along its orbit a satellite is, is drawn where it is not declared, so single passes are "
    "examples; how many there are, and how they are spread, is what is told. Manoeuvres are left "
    "out.",
    "The satellites of one day are held all through a period: none comes, goes or fails meanwhile.",
)
CRAFT: Final = (
    "Aircraft fail, wait for weather, are inspected and repaired at declared rates that stand for "
    "all reasons; air traffic, overflight rights and refuelling are left out."
)


def trust(world: Scenario, sections: Sequence[str]) -> Iterator[str]:
    """How sure is what is declared under some sections, such as `platforms`."""
    own = (e for e in world.estimates() if e.name.partition(".")[0] in sections)
    graded = [e.grade for e in own if e.grade]
    weak = sum(grade in "CD" for grade in graded)
    if weak:
        yield (
            f"Of the {len(graded)} uncertain numbers that are graded here, {weak} are of grade C "
            "or D: their intervals are wide and are carried through."
        )

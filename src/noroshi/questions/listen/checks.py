"""The measures of events that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured
from noroshi.questions.listen.words import ListenNumbers


def measures(found: ListenNumbers) -> tuple[Measured, ...]:
    """By event; what is heard is heard by the leading network."""
    return (
        Measured("heard", "heard", ("event",), {"network": found.network}),
        *_OF_EVENTS,
    )


_OF_EVENTS: Final = (
    Measured("largest-so-far", "largest_so_far", ("event",)),
    Measured("times-the-largest-before", "times_largest_before", ("event",)),
    Measured("number-at-its-place", "number_at_place", ("event",)),
)

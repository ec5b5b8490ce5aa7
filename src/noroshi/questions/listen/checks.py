"""The measures of events that statements are held against."""

from typing import Final

from noroshi.questions.answer import FIRST, Measured

MEASURES: Final = (
    # The leading network is the first.
    Measured("heard-by-three", "heard", ("event",), {"network": FIRST}),
    Measured("largest-so-far", "largest_so_far", ("event",)),
    Measured("times-the-largest-before", "times_largest_before", ("event",)),
    Measured("number-at-its-place", "number_at_place", ("event",)),
)
"""By event; what is heard is heard by the network that is told of first."""

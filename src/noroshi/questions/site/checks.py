"""The measures of a place's images that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured

DAYS: Final = 3
"""That the activity of these measures lasts."""
_LATER: Final = {"posture": "after"}
MEASURES: Final = (
    Measured("unseen", "unseen", ("site",), {**_LATER, "images": "any", "length": DAYS}),
    Measured(
        "unseen-by-cameras", "unseen", ("site",), {**_LATER, "images": "clear", "length": DAYS}
    ),
    Measured("looks-a-day", "looks_a_day", ("site",), {**_LATER, "images": "any"}),
)

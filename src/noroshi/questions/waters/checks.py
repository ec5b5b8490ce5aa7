"""The measure of watched waters that statements are held against."""

from typing import Final

from noroshi.questions.answer import FIRST, Measured

MEASURES: Final = (
    Measured(
        "noticed",
        "noticed",
        ("waters",),
        {"posture": "after", "vessel": FIRST, "reading": "declared"},
    ),
)
"""Of approaches of the first type of vessel, craft flying as declared."""

"""The measures of how good tracks are that statements are held against."""

from typing import Any, Final

from noroshi.questions.answer import Measured

AT: Final[dict[str, Any]] = {"informed": "shared", "goal": "impact-5-km"}
"""What the party is sent, and the size that the measures tell of."""
MEASURES: Final = (
    Measured("track-gain", "party_reached_gain", ("party",), AT, bounds="error"),
    Measured("place-track-gain", "place_reached_gain", ("place",), AT, bounds="error"),
)

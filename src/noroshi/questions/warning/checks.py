"""The measures of warning that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured

MEASURES: Final = (
    Measured("mean-gain", "gain", ("whom",), bounds="error"),
    Measured("share-of-draws-gaining", "gaining", ("whom",), bounds="error"),
    Measured("cities-gaining", "places_gaining", ("party",)),
    Measured("cities", "places", ("party",)),
    Measured("place-gain", "place_gain", ("receiver",), bounds="error"),
    Measured("added-by-others", "sharing", ("whom",), {"posture": "after"}),
)

"""The measures of warning that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured
from noroshi.questions.warning import variables as v

MEASURES: Final = (
    Measured("mean-gain", v.GAIN.name, ("whom",)),
    Measured("share-of-draws-gaining", v.GAINING.name, ("whom",), bounds="mean"),
    Measured("cities-gaining", v.PLACES_GAINING.name, ("party",)),
    Measured("cities", v.PLACES.name, ("party",)),
    Measured("place-gain", v.PLACE_GAIN.name, ("receiver",), bounds="error"),
    Measured("added-by-others", v.SHARING.name, ("whom",), {"posture": "after"}),
)

"""The measures of basing that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured

MEASURES: Final = (
    Measured("time-on-station-ratio", "gain", ("base", "over", "station"), more=1.0),
)

"""The measures of shares that statements are held against."""

from typing import Final

from noroshi.questions.answer import Measured

MEASURES: Final = (
    Measured(
        "warning-share", "owner_share", ("whom", "owner"), {"posture": "after", "game": "warning"}
    ),
    Measured("warning-share-change", "share_change", ("whom", "owner"), {"game": "warning"}),
)

"""What a ledger leaves out, in words for its page."""

from typing import Final

LIMITS: Final[tuple[str, ...]] = (
    "An index to what was published, not an audit: sums are as stated, and an amount stands for "
    "all that would be printed so. Bounds are bounds; nothing is drawn.",
    "A plan counts places in units, and who is there on a day is fewer or more: the two stand side "
    "by side and are not subtracted from each other.",
    "Price indexes are those of a whole economy or of a whole department; what is built at one "
    "place may have risen otherwise, and a plan need not say which index it used.",
    "Another currency is told in dollars only by a rate that a source used itself, and else as it "
    "is.",
    "What no source states is not here; nothing is filled in.",
)

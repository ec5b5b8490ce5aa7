"""What a ledger leaves out, in words for its page."""

from typing import Final

LIMITS: Final[tuple[str, ...]] = (
    "An index to what was published, not an audit: sums are as stated, and an amount stands for "
    "all that would be printed so. Bounds are bounds; nothing is drawn.",
    "A plan counts places in units, and who is there on a day is fewer or more: the two stand side "
    "by side and are not subtracted from each other.",
    "Price indexes are those of a whole economy or of a whole department; what building on Guam "
    "costs rose otherwise, and the plans do not say which index they used.",
    "Yen are told in dollars only by a rate that a source used itself, and else as they are.",
    "What the second radar and the stay of Global Hawks in Japan cost was found in no source.",
)

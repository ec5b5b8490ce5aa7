"""What statements may be held against in the balance; nothing heavy is imported here."""

from typing import Final

from noroshi.questions.base import Measure

_CHANGE: Final = "how much farther from 1 the ratio of {} to ability is after"
BALANCE: Final = (
    Measure(
        "warning-balance",
        "share of the warning of the first party’s people that the second’s sensors bring, over "
        "the second’s share of ability",
        "",
        ("parties", "parties"),
    ),
    Measure(
        "warning-balance-change", _CHANGE.format("warning brought"), "", ("parties", "parties")
    ),
    Measure(
        "spending-balance",
        "share of military spending over share of the gross domestic product",
        "",
        ("parties",),
    ),
    Measure("spending-balance-change", _CHANGE.format("military spending"), "", ("parties",)),
    Measure(
        "forces-balance",
        "share of the people under arms over share of the labour force",
        "",
        ("parties",),
    ),
    Measure("forces-balance-change", _CHANGE.format("people under arms"), "", ("parties",)),
)
"""Ratios of share of contribution to share of ability after, and how they moved from before."""

"""Who brings which share of what many bring together: values of cooperative games."""

from noroshi.stats.attribution.earliest import (
    owen_of_earliest,
    shapley_of_earliest,
)
from noroshi.stats.attribution.enough import (
    loss_of_enough,
    shapley_of_enough,
)
from noroshi.stats.attribution.enumeration import (
    MOST_PLAYERS,
    leave_one_out,
    members,
    owen,
    quotient,
    shapley,
)
from noroshi.stats.attribution.permutations import (
    orders,
    prefixes,
    steps,
)

__all__ = [
    "MOST_PLAYERS",
    "leave_one_out",
    "loss_of_enough",
    "members",
    "orders",
    "owen",
    "owen_of_earliest",
    "prefixes",
    "quotient",
    "shapley",
    "shapley_of_earliest",
    "shapley_of_enough",
    "steps",
]

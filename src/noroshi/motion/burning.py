"""How thrust is spread over a powered phase of one or two stages: a shape over time, and no more.

Within a stage acceleration grows as mass is burnt at an even rate, a(x) ∝ 1 / (1 - x (1 - 1/g)),
with x the share of the stage that has passed and g the `growth` from its start to its end; both
stages begin alike. The mean over the powered phase is one. Growth 1 is constant acceleration.
"""

from typing import Any, NamedTuple

import numpy as np

SINGLE = 1.0
"""Share of the burn time that the first stage takes where there is one stage only."""
TURNED = 0.5
"""Share of the burn time after which a single stage has turned to its angle; two stages have then
turned when the first is burnt out, so that all that is not smooth lies at one moment."""


class Half(NamedTuple):
    """One of the two parts of a powered phase: while it turns, and with its angle held."""

    begins: Any
    """Share of the burn time at which it begins."""
    lasts: Any
    """Share of the burn time that it takes."""
    burnt: Any
    """Share of its stage that has passed when it begins."""
    burns: Any
    """Share of its stage that passes in it."""


def halves(first_stage: Any) -> tuple[Half, Half]:
    """Both parts, of arrays shaped as `first_stage`, which is `SINGLE` where there is one stage."""
    xp = first_stage.__array_namespace__()
    single = first_stage >= SINGLE
    turned = xp.where(single, TURNED, first_stage)
    nothing = xp.zeros_like(turned)
    return (
        Half(nothing, turned, nothing, xp.where(single, turned, 1.0)),
        Half(
            turned,
            1.0 - turned,
            xp.where(single, turned, 0.0),
            xp.where(single, 1.0 - turned, 1.0),
        ),
    )


def amount(burnt: Any, growth: Any) -> Any:
    """Acceleration over its mean when a share of the stage is burnt."""
    first, loss = start_and_loss(growth)
    return first / (1.0 - loss * burnt)


def start_and_loss(growth: Any) -> tuple[Any, Any]:
    """Acceleration over its mean at the start of a stage, and the share of its mass that burns."""
    xp = growth.__array_namespace__()
    loss = 1.0 - 1.0 / growth
    # Of growth 1 the limit: the quotient itself is only undefined there, not inexact near it.
    none = loss == 0.0
    mean = xp.where(none, 1.0, -xp.log1p(-loss) / xp.where(none, 1.0, loss))
    return 1.0 / mean, loss


def turned(share: Any) -> Any:
    """How much of the turn is done after a share of it: a fifth-degree step."""
    return share**3 * (10.0 + share * (6.0 * share - 15.0))


def lever(growth: Any, first_stage: Any) -> Any:
    """Way gained by a straight burn over final speed times burn time; 1/2 where growth is 1."""
    node, weight = np.polynomial.legendre.leggauss(24)
    node, weight = 0.5 * (node[:, None] + 1.0), 0.5 * weight[:, None]
    growth, first_stage = np.broadcast_arrays(*map(np.atleast_1d, (growth, first_stage)))
    total = np.zeros(growth.shape)
    for half in halves(first_stage):
        left = 1.0 - half.begins - half.lasts * node
        total += np.sum(
            weight * half.lasts * left * amount(half.burnt + half.burns * node, growth), axis=0
        )
    return total

"""A payload's view for a question that sets a limit of its own, such as the coarsest resolution.

Such a limit belongs into the margin and not behind it: a pass of a high or eccentric orbit lasts
for hours, and where its margin is greatest, by the payload's limits alone, its picture may be too
coarse, while an hour before it was fine enough.
"""

from collections.abc import Callable
from typing import Any

from noroshi.access.payloads.base import Geometry, View
from noroshi.access.payloads.limits import least

Looking = Callable[[Any, Geometry], View]
"""`Payload.view`, or what stands for it."""


def no_coarser(view: Looking, coarsest: float) -> Looking:
    """A view with one more limit: a look counts only if its resolution is so fine.

    A limit that the payload keeps anyway changes nothing.

    Args:
        view: `Payload.view`.
        coarsest: resolution that still counts [m]; infinite = any.
    """

    def asked(parameters: Any, geometry: Geometry) -> View:
        seen = view(parameters, geometry)
        return View(least(seen.margin, coarsest / seen.resolution - 1.0), seen.resolution)

    return asked

"""Flat maps of the ellipsoid, by PROJ."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyproj import Transformer

_KEPT = 256


@lru_cache(maxsize=_KEPT)
def plane(kind: str, *, lon_0: float, lat_0: float = 0.0) -> "Transformer":
    """From longitude and latitude [deg] on WGS 84 to a plane about a place [m], and back.

    The two steps are named: PROJ's own search for a way from one system to another ends at the same
    two and takes a hundred times as long.

    Args:
        kind: by PROJ's name: `aeqd` keeps distances from the middle, `laea` and `eqearth` areas.
        lon_0: of the middle [deg].
        lat_0: of the middle [deg]; some kinds have none.

    Example:
        >>> there = plane("aeqd", lon_0=139.7, lat_0=35.7)
        >>> x, y = there.transform(139.7, 36.7)
        >>> round(y / 1e3, 1)
        111.0
        >>> lon, lat = there.transform(x, y, direction="INVERSE")
        >>> round(lat, 9)
        36.7
    """
    from pyproj import Transformer  # only now: what lies in degrees needs none of it

    middle = f"+lon_0={lon_0!r} +lat_0={lat_0!r}"
    return Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"+step +proj={kind} {middle} +datum=WGS84"
    )

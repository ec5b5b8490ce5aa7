"""What one satellite gives a watch over a place, and what its loss would cost."""

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.access.payloads import OpticalImager
from noroshi.access.unseen import first_image
from noroshi.questions.site.axes import OF_LOOKS, RARELY
from noroshi.questions.site.compute import unseen_by
from noroshi.questions.site.records import SiteWatch

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]


def satellite_names(watch: SiteWatch) -> dict[str, str]:
    """The satellites of a watch, by id."""
    return {imager.satellite: imager.platform.name for imager in watch.imagers}


def counting(watch: SiteWatch) -> tuple[Flags, Flags]:
    """Which imagers give clear images, and which any, (imager,) each."""
    cameras = watch.chances.needs_clear
    return cameras, np.ones_like(cameras)


def looks_in_period(watch: SiteWatch) -> Ints:
    """How many opportunities each imager has, (imager, draw)."""
    number: Ints = watch.chances.looks[: watch.terms.days].sum(axis=0, dtype=np.intp)
    return number


def rarely_unseen(watch: SiteWatch, imagers: Flags) -> Floats:
    """Probability that activities go unseen if looks are taken `RARELY`, (1 + longest, draw)."""
    return unseen_by(watch, np.where(imagers, RARELY, 0.0), watch.terms.longest)


def imaged_by(unseen: Floats, shares: tuple[float, ...]) -> Floats:
    """Time by which these shares of all starts are imaged [s], (share, draw); inf = later."""
    return DAY * np.stack([first_image(unseen, share) for share in shares])


def carried_by(watch: SiteWatch, satellite: str) -> Flags:
    """Which imagers a satellite carries, (imager,)."""
    return np.array([imager.satellite == satellite for imager in watch.imagers], dtype=bool)


def rise_without(watch: SiteWatch, satellite: str) -> Floats:
    """Rise of the probability of no clear image, and of none, without a satellite, (2, draw)."""
    days, own = watch.terms.activity, carried_by(watch, satellite)
    whole = watch.cameras.unseen[days], watch.every.unseen[days]
    pairs = zip(counting(watch), whole, strict=True)
    left = [
        unseen_by(watch, np.where(own, 0.0, counted), days)[days] if (own & counted).any() else same
        for counted, same in pairs
    ]
    rise: Floats = np.asarray(left) - np.asarray(whole)
    return rise


def local_times(watch: SiteWatch, satellite: str) -> Floats:
    """Time since midnight before which `OF_LOOKS` of its looks come [s]; NaN where it has none."""
    times = _seen(watch, satellite, "time") % DAY
    if not times.size:
        return np.full(len(OF_LOOKS), np.nan)
    found: Floats = np.percentile(times, OF_LOOKS)
    return found


def median_look(watch: SiteWatch, satellite: str, field: str) -> float:
    """A field of `Opportunities`, median over a satellite's looks; NaN where it has none."""
    values = _seen(watch, satellite, field)
    return float(np.median(values)) if values.size else np.nan


def _seen(watch: SiteWatch, satellite: str, field: str) -> Floats:
    """A field of `Opportunities` of all looks of a satellite, imager by imager, (row,)."""
    own = np.flatnonzero(carried_by(watch, satellite))
    every = watch.chances.opportunities
    return np.concatenate([np.zeros(0), *(getattr(every[i], field) for i in own)])


def coarsest_counted(watch: SiteWatch, payload: str) -> Floats:
    """The finer of a camera's own limit and that of the question [m], (draw,); NaN = not there."""
    imager = next((i for i in watch.imagers if i.payload == payload), None)
    if imager is None:
        return np.full(watch.draws.count, np.nan)
    camera = imager.camera
    own = camera.coarsest if isinstance(camera, OpticalImager) else None
    asked = np.full(watch.draws.count, watch.terms.coarsest)
    return asked if own is None else np.minimum(watch.draws(own), asked)

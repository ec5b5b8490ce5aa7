"""Filters on one flight: simulate looks, follow them by the thousand, compare with the bound.

One flight, every sensor of a posture, five hundred runs::

    import noroshi
    from noroshi import filters

    posture = noroshi.load("small").at("2015-01-01")
    case = noroshi.tracking_case("medium-lofted/test-range/capital", scenario=posture).coasting()
    looks = filters.simulate(case, runs=500)
    start = filters.first_belief(case, runs=500)
    belief = filters.coast(0.0)
    found = filters.extended(belief, case.battery, start, looks)
    errors = filters.compare(found, case, dynamics=belief, start=start)

`extended`, `unscented` and `multiple` (interacting models) go on from what is believed before the
first look. `follow` begins tracks by itself, hands them over and drops them. `trials` runs any
estimator in chunks, so that ten thousand runs need no more memory than a hundred. All take arrays
with the runs last; models of motion are `coast`, `powered`, `reentry`, or a `Dynamics` of one's
own, and `battery` puts sensors of one kind together with any measurement function.
"""

from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import Dynamics, coast, powered, reentry
from noroshi.tracking.filters.case import TrackingCase, case_of, first_belief, least, simulate
from noroshi.tracking.filters.compare import compare
from noroshi.tracking.filters.custody import hand_overs
from noroshi.tracking.filters.extended import (
    Ended,
    Filtered,
    extended,
    extended_end,
    extended_in_chunks,
)
from noroshi.tracking.filters.initiate import Prior
from noroshi.tracking.filters.modes import Mode, Modes, Sojourn, ballistic
from noroshi.tracking.filters.multiple import Interacted, multiple
from noroshi.tracking.filters.sigma_points import Spread
from noroshi.tracking.filters.simulate import Watch
from noroshi.tracking.filters.status import Status
from noroshi.tracking.filters.tracks import Keeping, Stage, Tracks, follow
from noroshi.tracking.filters.trials import Estimates, Trials, band, trials
from noroshi.tracking.filters.unscented import unscented
from noroshi.tracking.looks import Battery, Belief, Looks, battery
from noroshi.tracking.packed import pack, unpack

__all__ = [
    "Battery",
    "Belief",
    "Dynamics",
    "Ended",
    "Estimates",
    "Filtered",
    "Interacted",
    "Keeping",
    "Looks",
    "Mode",
    "Modes",
    "Prior",
    "Sojourn",
    "Spread",
    "Stage",
    "Status",
    "TrackingCase",
    "Tracks",
    "Trials",
    "Watch",
    "ballistic",
    "band",
    "battery",
    "bound",
    "case_of",
    "coast",
    "compare",
    "covariances",
    "extended",
    "extended_end",
    "extended_in_chunks",
    "first_belief",
    "follow",
    "hand_overs",
    "informations",
    "least",
    "multiple",
    "pack",
    "powered",
    "reentry",
    "simulate",
    "trials",
    "unpack",
    "unscented",
]

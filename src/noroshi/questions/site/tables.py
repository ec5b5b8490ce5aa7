"""Tables of how long places work unseen."""

from collections.abc import Iterator
from typing import Final

import xarray as xr

from noroshi.questions.answer import Column, Numbers, Table
from noroshi.questions.site import variables as v
from noroshi.questions.site.words import places

_LENGTHS: Final = (1, 3, 7, 14, 30)
"""Lengths of an activity that tables tell [d]."""
_NOTE: Final = "Median, with 5 to 95 % of the draws in brackets."


def tables(data: xr.Dataset) -> Iterator[Table]:
    """By length of the activity, by satellite, and by month.

    The first tells the level before and the change and no second level: a median of differences is
    no difference of medians.
    """
    labels = Numbers(data).names("posture")
    radarless = all(p.radarless() for p in places(data))
    yield Table(
        name="unseen",
        title="Probability that an activity goes without an image, by how long it lasts",
        data=data,
        rows=("site", "images", "length"),
        columns=(
            Column(v.UNSEEN.name, labels["before"], "chance", {"posture": "before"}),
            Column(v.CHANGE.name, "change", "chance change"),
        ),
        keep={
            "length": [d for d in _LENGTHS if d < data.sizes["length"]],
            "images": v.IMAGES[:1] if radarless else v.IMAGES,
        },
        note=_NOTE,
    )
    after = {"posture": "after"}
    clear = {**after, "images": "clear"}
    yield Table(
        name="satellites",
        title=f"What each satellite gives, {labels['after']}",
        data=data,
        rows=("site", "satellite"),
        columns=(
            Column(v.OWNER.name, "owner", "text", after),
            Column(v.SATELLITE_LOOKS.name, "opportunities", "a day", after),
            Column(v.LOCAL_TIME.name, "local solar time", "time of day", {**after, "of_looks": 50}),
            Column(v.LOCAL_TIME.name, "5 % before", "time of day", {**after, "of_looks": 5}),
            Column(v.LOCAL_TIME.name, "95 % before", "time of day", {**after, "of_looks": 95}),
            Column(v.OFF_NADIR.name, "off nadir", "angle", after),
            Column(v.ELEVATION.name, "above the horizon", "angle", after),
            Column(v.RESOLUTION.name, "resolution", "metres", after),
            Column(v.THROUGH_CLOUD.name, "sees through cloud", "text", after),
            Column(
                v.SATELLITE_RISE.name,
                "without a clear image, if it were lost",
                "chance change",
                clear,
            ),
        ),
        note=_NOTE,
    )
    yield Table(
        name="months",
        title=f"Activities as long as asked about, by the month of their start, {labels['after']}",
        data=data,
        rows=("site", "month"),
        columns=(
            Column(v.UNSEEN_BY_MONTH.name, "without a clear image", "chance", clear),
            Column(
                v.UNSEEN_BY_MONTH.name, "without any image", "chance", {**after, "images": "any"}
            ),
            Column(v.CLEAR.name, "clear days declared", "share", after),
        ),
        note=_NOTE,
    )
    yield Table(
        name="first-image",
        title=f"How long one waits for an image, {labels['after']}",
        data=data,
        rows=("site", "images"),
        columns=(
            *(
                Column(
                    v.FIRST_IMAGE.name,
                    f"{100 * s:.0f} % of starts imaged after",
                    "days",
                    {**after, "share_of_starts": s},
                )
                for s in v.SHARES[1:]
            ),
            Column(v.LONGEST_NO_LOOK.name, "longest without an opportunity", "days", after),
            Column(v.LONGEST_NO_IMAGE.name, "longest without an image", "days", after),
        ),
        note=_NOTE,
    )

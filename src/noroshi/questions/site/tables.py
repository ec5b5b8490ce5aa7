"""Tables of how long places work unseen."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from noroshi.questions.answer import Column, Numbers, PlainData, Table
from noroshi.questions.site.axes import IMAGES, SHARES
from noroshi.questions.site.words import places

if TYPE_CHECKING:
    import xarray as xr

_LENGTHS: Final = (1, 3, 7, 14, 30)
"""Lengths of an activity that tables tell [d]."""
_NOTE: Final = "Median, with 5 to 95 % of the draws in brackets."
_CHANGES: Final = (
    f"{_NOTE} A median change is none of medians: before and change do not add up to after."
)


def tables(data: "xr.Dataset | PlainData") -> Iterator[Table]:
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
            Column(
                "unseen", labels["before"], "chance", {"posture": "before"}, called="chance before"
            ),
            Column("change", "change", "chance change", called="change of that chance"),
        ),
        keep={
            "length": [d for d in _LENGTHS if d < data.sizes["length"]],
            "images": IMAGES[:1] if radarless else IMAGES,
        },
        note=_CHANGES,
    )
    after = {"posture": "after"}
    clear = {**after, "images": "clear"}
    yield Table(
        name="satellites",
        title=f"What each satellite gives, {labels['after']}",
        data=data,
        rows=("site", "satellite"),
        columns=(
            Column("satellite_owner", "owner", "text", after),
            Column("satellite_looks_a_day", "opportunities", "a day", after),
            Column(
                "satellite_local_time", "local solar time", "time of day", {**after, "of_looks": 50}
            ),
            Column("satellite_local_time", "5 % before", "time of day", {**after, "of_looks": 5}),
            Column("satellite_local_time", "95 % before", "time of day", {**after, "of_looks": 95}),
            Column("satellite_off_nadir", "off nadir", "angle", after),
            Column("satellite_elevation", "above the horizon", "angle", after),
            Column("satellite_resolution", "resolution", "metres", after),
            Column("sees_through_cloud", "sees through cloud", "text", after),
            Column(
                "rise_without_satellite",
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
            Column("unseen_by_month", "without a clear image", "chance", clear),
            Column("unseen_by_month", "without any image", "chance", {**after, "images": "any"}),
            Column("clear_days", "clear days declared", "share", after),
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
                    "first_image",
                    f"{100 * s:.0f} % of starts imaged after",
                    "days",
                    {**after, "share_of_starts": s},
                )
                for s in SHARES[1:]
            ),
            Column("longest_without_look", "longest without an opportunity", "days", after),
            Column("longest_without_image", "longest without an image", "days", after),
        ),
        note=_NOTE,
    )

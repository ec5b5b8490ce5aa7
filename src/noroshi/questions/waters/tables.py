"""Tables of whether approaches are noticed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from noroshi.questions.answer import Column, Numbers, PlainData, Table

if TYPE_CHECKING:
    import xarray as xr

_NOTE: Final = "Median, with 5 to 95 % of the draws in brackets."
_CHANGES: Final = (
    f"{_NOTE} A median change is none of medians: before and change do not add up to after."
)


def tables(data: "xr.Dataset | PlainData") -> Iterator[Table]:
    """What is noticed and the change; how early; who watches; how much of the sea is in view.

    The first tells the level before and the change and no second level: a median of differences is
    no difference of medians.
    """
    numbers = Numbers(data)
    labels = numbers.names("posture")
    declared, after = {"reading": "declared"}, {"posture": "after"}
    both = {**declared, **after}
    yield Table(
        name="noticed",
        title="Approaches that are noticed before the territorial sea",
        data=data,
        rows=("waters", "vessel"),
        columns=(
            Column(
                "noticed",
                labels["before"],
                "share",
                {**declared, "posture": "before"},
                called="noticed before",
            ),
            Column("change", "change", "points", declared, called="noticed more often by"),
            Column("change", "change in the season of what is new", "points", _PEAK),
        ),
        note=_CHANGES,
    )
    yield Table(
        name="how-early",
        title="How early they are noticed, and how far off",
        data=data,
        rows=("waters", "vessel", "posture"),
        columns=(
            Column("time_left", "on the average so long before", "hours", declared),
            Column("half_noticed_off", "half are noticed so far off", "km", declared),
        ),
        note=_NOTE,
    )
    if data.sizes["patrol"]:
        yield from _watchers(data, both, labels["after"])
    yield Table(
        name="in-view",
        title="Share of area and time in view of radars that scan, in season",
        data=data,
        rows=("waters", "posture"),
        columns=tuple(
            Column("in_view", name, "share", {"fold": int(fold)})
            for fold, name in numbers.names("fold").items()
        ),
        note=_NOTE,
    )
    yield Table(
        name="territorial-sea",
        title="How often somebody looks at the territorial sea, in season",
        data=data,
        rows=("waters", "posture"),
        columns=(
            Column("coast_age", "the last look was so long ago", "hours"),
            Column("coast_break", "it is looked at again after", "hours"),
        ),
        note=_NOTE,
    )


_PEAK: Final = {"reading": "peak"}


def _watchers(data: "xr.Dataset | PlainData", at: dict[str, str], label: str) -> Iterator[Table]:
    after = {"posture": "after"}
    yield Table(
        name="watchers",
        title=f"Who watches, {label}",
        data=data,
        rows=("waters", "patrol"),
        columns=(
            Column("in_season", "of the period there", "share", after),
            Column("on_station", "then at least one on station", "share", at),
            Column(
                "on_station",
                "if every sortie went there",
                "share",
                {**after, "reading": "flown"},
            ),
        ),
        note=_NOTE,
    )
    yield Table(
        name="each-watcher",
        title=f"What each gives, {label}",
        data=data,
        rows=("waters", "vessel", "patrol"),
        columns=(
            Column("alone", "noticed by it alone", "share", at),
            Column("fall_without", "fewer without it", "points", at),
            Column(
                "fall_without", "fewer in the season of what is new", "points", {**after, **_PEAK}
            ),
        ),
        note=_NOTE,
    )
    modes = Numbers(data).names("mode")
    if modes:
        yield Table(
            name="radar-modes",
            title=f"From one look at a ship in view to the next, by mode of the radar, {label}",
            data=data,
            rows=("patrol",),
            columns=(
                Column("radar_mode", "used", "text", after),
                *(Column("looks_again_after", m, "time", {**after, "mode": m}) for m in modes),
            ),
            note="One antenna does one thing at a time; taken is the mode that comes back to a "
            "ship in view soonest, everything at its best value.",
        )

"""The tables of how good tracks are: place by place, class by class, and for every goal."""

from collections.abc import Iterator
from typing import Final

import xarray as xr

from noroshi.present.words import share
from noroshi.questions.answer import Column, Numbers, Table

_BEFORE: Final = {"posture": "before"}
_AFTER: Final = {"posture": "after"}
_SHARED: Final = {"informed": "shared"}


def quality_tables(data: xr.Dataset, dates: list[str]) -> Iterator[Table]:
    """Of places for the goal that is told of first, then of all goals, then of classes."""
    yield _at_first(data, dates)
    yield _of_goals(data, dates)
    yield _of_classes(data)


def without_air(data: xr.Dataset) -> str:
    """What the numbers are of, said once."""
    sure = share(float(data["known_probability"].to_numpy()[-1]))
    return (
        f"After launch, of the median flight; earlier by: mean over flights. Impact: where the "
        f"flight would come down without air, {sure} sure; what re-entry adds is the same whoever "
        "tracks."
    )


def _at_first(data: xr.Dataset, dates: list[str]) -> Table:
    found = Numbers(data)
    sizes = [goal for goal in found.names("goal") if found.stated("goal_size", goal=goal)]
    return Table(
        name="quality",
        title="When tracks tell where the median flight comes down, the nearer the later; with "
        "what the party is sent",
        data=data,
        rows=("aim", "goal"),
        columns=_columns(dates, _SHARED),
        keep={"goal": sizes},
        note=without_air(data),
    )


def _columns(dates: list[str], at: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("reached_after", dates[0], "median clock", {**_BEFORE, **at}),
        Column("reached_after", dates[1], "median clock", {**_AFTER, **at}),
        Column("reached_gain", "earlier by", "mean change", at),
    )


def _of_goals(data: xr.Dataset, dates: list[str]) -> Table:
    return Table(
        name="quality-goals",
        title="When tracks of the median flight are as good as each goal, by what is known to the "
        "party; velocity: at burn-out, root mean square",
        data=data,
        rows=("aim", "informed", "goal"),
        columns=_columns(dates, {}),
        note=without_air(data),
    )


def _of_classes(data: xr.Dataset) -> Table:
    names = Numbers(data).names("goal")
    return Table(
        name="quality-classes",
        title="Class by class: how much earlier tracks are as good as each goal, with what the "
        "party is sent",
        data=data,
        rows=("party", "threat"),
        columns=tuple(
            Column("reached_gain_by_class", name, "mean change", {**_SHARED, "goal": goal})
            for goal, name in names.items()
        ),
        note=without_air(data),
    )

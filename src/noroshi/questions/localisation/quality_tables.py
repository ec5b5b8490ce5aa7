"""The tables of how good tracks are: place by place, class by class, and for every goal."""

from collections.abc import Iterator
from typing import Final

from noroshi.present.words import share
from noroshi.questions.answer import Column, Numbers, PlainData, Table

_BEFORE: Final = {"posture": "before"}
_AFTER: Final = {"posture": "after"}
_SHARED: Final = {"informed": "shared"}


def quality_tables(data: PlainData, dates: list[str], within: str) -> Iterator[Table]:
    """Of places for the goal that is told of first, then of all goals, then of classes.

    Args:
        data: of the answer.
        dates: of the two postures.
        within: what is known of an area that warnings wait for, which another table tells.
    """
    yield _at_first(data, dates, within)
    yield _of_goals(data, dates)
    yield _of_classes(data)
    yield _custody(data, dates)
    yield _custody_of_classes(data, dates)
    yield _handover(data, dates)


def without_air(data: PlainData) -> str:
    """What the numbers are of, said once."""
    sure = share(float(data["known_probability"][-1]))
    return (
        f"After launch, of the median flight; earlier by: mean over flights. Impact: where the "
        f"flight would come down without air, {sure} sure; what re-entry adds is the same whoever "
        "tracks."
    )


def _at_first(data: PlainData, dates: list[str], within: str) -> Table:
    found = Numbers(data)
    sizes = [goal for goal in found.names("goal") if found.stated("goal_size", goal=goal)]
    return Table(
        name="quality",
        title="When tracks tell where the median flight comes down, the nearer the later; with "
        "what the party is sent",
        data=data,
        rows=("aim", "goal"),
        columns=(
            # What is asked first: a narrow terminal leaves out what stands last.
            Column("reached_gain", "earlier by", "mean change", _SHARED),
            Column("reached_after", dates[0], "median clock", {**_BEFORE, **_SHARED}),
        ),
        keep={"goal": sizes},
        note=f"{without_air(data)} When it is known {within}, another table tells.",
    )


def _of_goals(data: PlainData, dates: list[str]) -> Table:
    return Table(
        name="quality-goals",
        title="When tracks of the median flight are as good as each goal, by what is known to the "
        "party; velocity: at burn-out, root mean square",
        data=data,
        rows=("aim", "informed", "goal"),
        columns=(
            Column("reached_after", dates[0], "median clock", _BEFORE),
            Column("reached_after", dates[1], "median clock", _AFTER),
            Column("reached_gain", "earlier by", "mean change"),
        ),
        note=without_air(data),
    )


def _of_classes(data: PlainData) -> Table:
    return Table(
        name="quality-classes",
        title="Class by class: how much earlier tracks are as good as each goal, with what the "
        "party is sent",
        data=data,
        rows=("party", "threat", "goal"),
        columns=(Column("reached_gain_by_class", "earlier by", "mean change", _SHARED),),
        note=without_air(data),
    )


_RADARS: Final = (
    "A sensor holds a flight from its first hold of what coasts until it would last detect it in "
    "half of its looks; re-entry: where the flight comes down through 100 km. "
)


def _custody(data: PlainData, dates: list[str]) -> Table:
    return Table(
        name="custody",
        title="How long flights stay under track, with what the party is sent",
        data=data,
        rows=("aim",),
        columns=(
            Column("custody", f"share, {dates[0]}", "share", {**_BEFORE, **_SHARED}),
            Column("custody", f"share, {dates[1]}", "share", {**_AFTER, **_SHARED}),
            *(
                Column("held_gain", f"{words} or more, longer by", "mean change", at)
                for words, at in (
                    ("one", {**_SHARED, "holders": 1}),
                    ("two", {**_SHARED, "holders": 2}),
                )
            ),
            Column("gaps_gain", "gaps, longer by", "mean change", _SHARED),
        ),
        note=f"{_RADARS}Share: of the time from the first hold to re-entry, all flights together. "
        "Who holds flights sooner may lose them sooner, too, so that gaps grow.",
    )


def _custody_of_classes(data: PlainData, dates: list[str]) -> Table:
    return Table(
        name="custody-classes",
        title="Class by class: time held by one sensor or more, by two or more, and the longest "
        "gap, with what the party is sent",
        data=data,
        rows=("party", "threat"),
        columns=tuple(
            Column(
                variable, f"{words}, {date}", "median time", {**at, **_SHARED, "posture": posture}
            )
            for variable, words, at in (
                ("held_by_class", "one", {"holders": 1}),
                ("held_by_class", "two", {"holders": 2}),
                ("longest_gap_by_class", "gap", {}),
            )
            for date, posture in zip(dates, ("before", "after"), strict=True)
        ),
        note=f"{_RADARS}Means over the flights of a class, in the middle draw. Gap: from one "
        "sensor's loss to the next one's hold.",
    )


def _handover(data: PlainData, dates: list[str]) -> Table:
    return Table(
        name="handover",
        title="What is left to search when the next sensor rises, with what the party is sent",
        data=data,
        rows=("aim",),
        columns=(
            Column("handover_sensor", "mostly", "text"),
            *(
                Column(variable, f"{words}, {date}", form, at)
                for variable, words, form in (
                    ("handover_volume", "volume", "km3"),
                    ("handover_angle", "sky", "square degrees"),
                    ("handover_untracked", "no track", "count"),
                )
                for date, at in zip(dates, (_BEFORE, _AFTER), strict=True)
            ),
        ),
        note="That holds the flight with probability 0.9; the median flight of those tracked in "
        "both postures; the least that any tracker leaves. Rise, hold and re-entry in the middle "
        "draw, all else at its best value. The next sensor: the first to rise, of those that both "
        "postures have and that will hold it, on a flight that somebody holds. No track: of how "
        "many flights nobody has one then.",
    )

"""The tables about radars: shared errors, the air, several launches, what they cover."""

import math
from collections.abc import Iterator

import numpy as np

from noroshi.present.words import kilometres
from noroshi.questions.answer import Column, Numbers, PlainData, Table

_FELT = 0.5
"""Launches that are confirmed by less later are followed as one [s]."""
_AFTER = {"posture": "after"}
_POSTURES = {"before": {"posture": "before"}, "after": {"posture": "after"}}


def radar_tables(data: PlainData) -> Iterator[Table]:
    """Those for which something is declared."""
    if np.isfinite(data["shared_least"]).any():
        yield _shared(data)
        if np.nan_to_num(data["shared_left"]).any():
            yield _causes(data)
    if np.isfinite(data["class_shared_least"]).any():
        yield _by_class(data)
    if np.isfinite(data["end_times"]).any():
        yield _ends(data)
        yield _ends_by_class(data)
    if np.isfinite(data["launch_delay"]).any():
        yield _launches(data)
    if data.sizes["spot"]:
        yield _coverage(data)
        yield _refraction(data)


def _shared(data: PlainData) -> Table:
    some = np.nan_to_num(data["shared_left"]).any()
    errors = data["errors"] if some else ["none"]
    return Table(
        name="shared-errors",
        title=f"{data['example_name'].item()}: when its impact is known to within so much by the "
        "track alone, and what errors change that all looks of a radar share",
        data=data,
        rows=("posture", "errors"),
        columns=(
            *(
                Column("shared_known", f"{kilometres(float(s))} km", "median clock", {"size": s})
                for s in data["size"]
            ),
            Column("shared_least", "at best", "whole metres"),
        ),
        keep={"errors": [str(e) for e in errors]},
        note="After launch; radius of a circle as large as the ellipse that holds the impact with "
        "probability 0.9, without what re-entry adds, with all that is declared at its best value. "
        "Shared errors: the bias of each radar and the air for which it does not correct, as "
        "declared, which no number of looks averages out; estimated: where a tracker learns them "
        "with the track.",
    )


def _by_class(data: PlainData) -> Table:
    columns = [
        Column("class_shared_known", f"{kilometres(float(s))} km, {words}", "median clock", at)
        for s in data["size"][:3]
        for words, at in (
            ("alone", {"size": s, "errors": "none", **_AFTER}),
            ("shared", {"size": s, "errors": "best", **_AFTER}),
        )
    ]
    return Table(
        name="shared-by-class",
        title="Class by class, the flight that counts most: when its impact is known to within so "
        "much by the track alone, each look by itself and with shared errors",
        data=data,
        rows=("party", "threat"),
        columns=(
            *columns,
            Column("class_shared_least", "at best", "whole metres", {"errors": "none", **_AFTER}),
            Column("class_shared_least", "shared", "whole metres", {"errors": "best", **_AFTER}),
        ),
        note="In the posture after, with what the party is sent, at best values. A dash: no such "
        "flight.",
    )


def _ends(data: PlainData) -> Table:
    dates = dict(zip(_POSTURES, map(str, data["posture_date"]), strict=True))
    return Table(
        name="ends",
        title="How far tracks err at their end, with errors that all looks of a radar share",
        data=data,
        rows=("aim",),
        columns=(
            Column("end_apart", f"by itself, {dates['after']}", "whole metres", _AFTER),
            Column("end_shared", f"with shared, {dates['after']}", "whole metres", _AFTER),
            *(
                Column("end_times", f"times as large, {dates[posture]}", "tenths", at)
                for posture, at in _POSTURES.items()
            ),
        ),
        note="Of the median flight: root mean square of the impact as tracks tell it, without what "
        "re-entry adds, with what the party is sent; median and 5 to 95 % of the draws. By itself: "
        "if every look erred by itself. Shared: each radar’s bias and what is wrong with its "
        f"correction for the air, drawn once a draw; one flight in {int(data['end_one_in'])} is "
        "followed in each.",
    )


def _ends_by_class(data: PlainData) -> Table:
    dates = map(str, data["posture_date"])
    return Table(
        name="ends-by-class",
        title="Class by class: how many times as far tracks err at their end with shared errors",
        data=data,
        rows=("party", "threat"),
        columns=tuple(
            Column("class_end_times", date, "tenths", at)
            for date, at in zip(dates, _POSTURES.values(), strict=True)
        ),
        note="As in the table before. A dash: no such flight.",
    )


def _causes(data: PlainData) -> Table:
    return Table(
        name="shared-causes",
        title=f"{data['example_name'].item()}: how far each shared error moves the predicted "
        "impact at last",
        data=data,
        rows=("cause",),
        columns=tuple(
            Column("shared_left", head, "whole metres", at) for head, at in _POSTURES.items()
        ),
        note="One standard deviation, east and north together, over what is declared of all "
        "radars of the track, at best values.",
    )


def _launches(data: PlainData) -> Table:
    several = [int(n) for n in data["launches"] if n > 1]
    return Table(
        name="launches",
        title=f"How much later the last of several launches within a minute is confirmed: "
        f"{as_one(Numbers(data))} at the best values",
        data=data,
        rows=("launches",),
        columns=(
            Column("launch_delay", "later by", "seconds"),
            Column("launch_closer", "some two may be mixed up", "share"),
        ),
        keep={"launches": several},
        note="Than one launch alone, each like the example flight, by the first radar of the later "
        "posture that confirms it; in brackets, where search and looks take least and most. Radars "
        "that do not say how they spend their time are left out. Shares of time and lengths of "
        "looks are assumed, not published. Mixed up: of launches from one place at random times "
        f"within the minute two are less than {Numbers(data).number('launch_apart'):.2g} s apart, "
        "nearer than the errors of its first looks can tell.",
    )


def as_one(found: Numbers) -> str:
    """Up to how many launches the last is confirmed as one alone is."""
    every = [int(n) for n in found.plain["launches"]]
    delays = {n: found.number("launch_delay", launches=n, bound="best") for n in every}
    most = max((n for n, delay in delays.items() if delay < _FELT), default=1)
    if most < max(delays):
        after = min(n for n in delays if n > most)
        later = delays[after]
        return f"by {later:.3g} s of {after}" if math.isfinite(later) else f"never of {after}"
    return f"all {most} are followed as one"


def _coverage(data: PlainData) -> Table:
    section = Numbers(data).number("coverage_cross_section")
    return Table(
        name="covered",
        title=f"Area above which radars confirm a target of {section:.2g} m² that coasts",
        data=data,
        rows=("altitude",),
        columns=tuple(Column("coverage_area", head, "km2", at) for head, at in _POSTURES.items()),
        note="Within the map of coverage: above it at least one radar is there and confirms with "
        "probability one half or more, at best values.",
    )


def _refraction(data: PlainData) -> Table:
    return Table(
        name="refraction",
        title="How far off the air leaves a radar at sea level that sees a target 300 km high",
        data=data,
        rows=("apparent",),
        columns=(
            Column("refraction_elevation", "too high", "mrad"),
            Column("refraction_range", "too far", "metres"),
            Column("refraction_elevation_left", "by 10 N units", "mrad"),
            Column("refraction_range_left", "by 10 N units, range", "metres"),
        ),
        note="Radars correct for it; by 10 N units: what a correction is wrong by that takes the "
        "surface refractivity of the air by so much wrong.",
    )

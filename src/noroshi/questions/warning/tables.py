"""The tables of the answer, the one that tells most first."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import xarray as xr

from noroshi.present.words import listed
from noroshi.questions.answer import Column, Table
from noroshi.questions.warning import variables as v
from noroshi.questions.warning.hanging import subjects
from noroshi.questions.warning.pipe.measurable import MEASURABLE
from noroshi.questions.warning.reading import THRESHOLDS, Told
from noroshi.questions.warning.words import leading_places
from noroshi.stats import Sampled

_MOST_ROWS: Final = 12
"""Of more who are told, only those who gain or lose have a row of their own."""
_FELT: Final = 0.5
"""A loss of less in the mean and at the upper bound has no row [s]."""
_SHARE: Final = 0.005
"""Who is heard first in a smaller share of the flights has no row [1]."""
_DRAWS: Final = "Mean of the draws (5 to 95 %)."


def tables(data: xr.Dataset) -> tuple[Table, ...]:
    """All of them."""
    told = Told(data)
    found = (_first(told), *_more(told))
    return tuple(table for table in found if table is not None)


def _before(told: Told) -> str:
    return told.word(v.POSTURE_DATE.name, posture="before")


def _first(told: Told) -> Table | None:
    """Party or place, before, gain, and when it is known where to."""
    if not told.leading:
        return None
    shown, note = told.leading, ""
    if len(shown) > _MOST_ROWS:
        rest = [w for w in shown if not told.side(w)]
        shown = [w for w in shown if told.side(w)] or shown[:_MOST_ROWS]
        left = [told.whom[w] for w in rest if w not in shown]
        note = f"Nothing measurable for {len(left)} more: {listed(left)}. " if left else ""
    # Not a party as a whole whose places are told one by one.
    later = [w for w in told.whom if w not in told.leading and w != told.party_of(w)]
    at = {"posture": "before"}
    return Table(
        name="whom",
        title=f"How early people are warned: {_before(told)}, and what was gained since",
        data=told.data,
        rows=("whom",),
        columns=(
            Column(v.SHORTEST.name, "before: least", "mean clock only", at),
            Column(v.LONGEST.name, "before: most", "mean clock only", at),
            Column(v.GAIN.name, "gain", "mean change"),
            Column(v.KNOWN_AT.name, "known after", "median clock", _AFTER),
        ),
        keep={"whom": [*shown, *later]},
        note=(
            f"{note}Before: against the class of flight that leaves least, and most. Gain: mean of "
            "the draws (5 to 95 %) over people and flights; too late counts as none. Known after: "
            "so long after the launch of the median flight it is known where it comes down, now."
        ),
    )


_AFTER: Final = {"posture": "after"}


def _more(told: Told) -> Iterator[Table | None]:
    yield from _gains(told)
    yield _people(told)
    yield _choices(told)
    yield from _chain(told)
    yield from _sensors(told)
    yield _assumptions(told)


def _gains(told: Told) -> Iterator[Table]:
    yield Table(
        name="classes",
        title="By class of flight: the level before, and what is gained",
        data=told.data,
        rows=("party", "threat"),
        columns=(
            Column(v.CLASS_WARNING.name, _before(told), "mean clock", {"posture": "before"}),
            Column(v.CLASS_GAIN.name, "gain", "mean change"),
            Column(v.CLASS_NOTE.name, "class", "text"),
        ),
        keep={"party": _heard(told)},
        note=f"Mean over people; too late counts as none. {_DRAWS}",
    )
    yield Table(
        name="places",
        title="Gain of each place, mean over the flights aimed at it",
        data=told.data,
        rows=("receiver",),
        columns=(
            Column(v.PLACE_PARTY_NAME.name, "of", "text"),
            Column(v.PLACE_PEOPLE.name, "people", "all people"),
            Column(v.PLACE_FLIGHTS.name, "flights", "count"),
            Column(v.PLACE_GAIN.name, "gain", "mean change"),
            Column(v.PLACE_VERDICT.name, "measurable", "text"),
        ),
        keep={"receiver": _places(told)},
        note=(
            f"{_DRAWS} Measurable: the mean is {MEASURABLE:.0f} s or more beyond its sampling "
            "error."
        ),
    )
    yield Table(
        name="sharing",
        title="What a party’s own sensors give, and what others’ add",
        data=told.data,
        rows=("whom",),
        columns=(
            Column(v.GAIN_ALONE.name, "gain by its own sensors alone", "mean change"),
            *(
                Column(
                    v.SHARING.name, f"added by others, {posture}", "mean time", {"posture": posture}
                )
                for posture in ("before", "after")
            ),
        ),
        keep={"whom": [w for w in told.whom if not told.word(v.WHOM_PLACE.name, whom=w)]},
        note=_DRAWS,
    )


def _heard(told: Told) -> list[str]:
    """Parties that something can be told of, by id."""
    return [p for p in told.parties if told.number(v.PEOPLE.name, party=p) > 0.0]


def _places(told: Told) -> list[str]:
    """Places that flights are aimed at, party by party, those that gain most first."""
    led = [r for p in _heard(told) for r in leading_places(told, p)]
    aimed = told.data[v.PLACE_FLIGHTS.name].to_numpy() > 0.0
    every = [str(r) for r in told.data["receiver"].to_numpy()[aimed]]
    mine = [r for r in every if told.word(v.PLACE_PARTY.name, receiver=r) in _heard(told)]
    return [*led, *(r for r in mine if r not in led)]


def _people(told: Told) -> Table:
    both = ("before", "after")
    return Table(
        name="people",
        title="People warned by at least so long before impact",
        data=told.data,
        rows=("party", "at_least"),
        columns=tuple(
            Column(v.PEOPLE_WARNED.name, _date(told, p), "people", {"posture": p}) for p in both
        ),
        keep={
            "party": [p for p in _heard(told) if p in told.whom],
            "at_least": list(THRESHOLDS),
        },
        note=f"Each place by its least favourable flight of any class. {_DRAWS}",
    )


def _date(told: Told, posture: str) -> str:
    return f"{posture}, {told.word(v.POSTURE_DATE.name, posture=posture)}"


def _choices(told: Told) -> Table | None:
    if not (found := subjects(told)):
        return None
    return Table(
        name="choices",
        title="By other choices of the model, same draws",
        data=told.data,
        rows=("whom", "choice"),
        columns=(
            Column(v.CHOICE_GAIN.name, "gain", "mean change"),
            Column(v.CHOICE_GAINING.name, "draws that gain a second or more", "mean share"),
        ),
        keep={"whom": found},
        note=_DRAWS,
    )


def _chain(told: Told) -> Iterator[Table]:
    both = ("before", "after")
    yield Table(
        name="steps",
        title="What takes the time from launch until people are told",
        data=told.data,
        rows=("party", "step"),
        columns=tuple(
            Column(v.STEP_SHARE.name, _date(told, p), "mean share", {"posture": p}) for p in both
        ),
        keep={"party": _heard(told)},
        note="Of the flights of which people are told: share of that time, mean of the draws.",
    )
    first = told.data[v.FIRST_SEER.name].mean("draw").max(("posture", "party"), skipna=True)
    yield Table(
        name="first-heard",
        title="Whose report is heard first",
        data=told.data,
        rows=("party", "sensor"),
        columns=tuple(
            Column(v.FIRST_SEER.name, _date(told, p), "mean share", {"posture": p}) for p in both
        ),
        keep={
            "party": _heard(told),
            "sensor": _most_first(told, first.to_numpy().tolist(), _SHARE),
        },
        note="Share of the draws and of the flights of any class at or over its places.",
    )
    loss = [_largest(told, s) for s in told.sensors]
    yield Table(
        name="losses",
        title="Mean warning time lost with one sensor",
        data=told.data,
        rows=("party", "sensor"),
        columns=tuple(
            Column(v.LOSS.name, _date(told, p), "mean time", {"posture": p}) for p in both
        ),
        keep={"party": _heard(told), "sensor": _most_first(told, loss, _FELT)},
        note=f"{_DRAWS} Sensors not listed: less than half a second.",
    )


def _largest(told: Told, sensor: str) -> float:
    """The most that losing a sensor costs anybody, in the mean or at the upper bound [s]."""
    found: Sampled = told.spread(v.LOSS.name, sensor=sensor)
    costs = np.stack([found.mean, found.p95])
    return float(np.nanmax(costs)) if np.isfinite(costs).any() else 0.0


def _most_first(told: Told, sizes: Sequence[float], least: float) -> list[str]:
    """Sensors by some size, without those below the least one."""
    found = [(size, s) for s, size in zip(told.sensors, sizes, strict=True) if size >= least]
    return [s for _, s in sorted(found, key=lambda x: -x[0])]


def _sensors(told: Told) -> Iterator[Table]:
    yield Table(
        name="sensors",
        title="Sensors in force",
        data=told.data,
        rows=("sensor",),
        columns=(
            Column(v.SENSOR_KIND.name, "kind", "text"),
            Column(v.SENSOR_OWNER_NAME.name, "owner", "text"),
            Column(v.SENSOR_SHARED.name, "shared with", "text"),
            Column(v.SENSOR_SINCE.name, "since", "text"),
            Column(v.SENSOR_IN.name, "in", "text"),
            Column(v.SENSOR_GRADE.name, "grade", "text"),
        ),
    )


def _assumptions(told: Told) -> Table:
    return Table(
        name="assumptions",
        title="Every uncertain number: half of the draws lie on either side of the best value",
        data=told.data,
        rows=("assumption",),
        columns=(
            Column(v.LOW.name, "low", "text"),
            Column(v.BEST.name, "best", "text"),
            Column(v.HIGH.name, "high", "text"),
            Column(v.GRADE.name, "grade", "text"),
            Column(v.SOURCE.name, "source", "text"),
        ),
    )

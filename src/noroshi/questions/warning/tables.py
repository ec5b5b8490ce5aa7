"""The tables of the answer, the one that tells most first."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from noroshi.present.words import listed
from noroshi.questions.answer import Column, PlainData, Table
from noroshi.questions.measurable import BEYOND
from noroshi.questions.warning.hanging import subjects
from noroshi.questions.warning.reading import THRESHOLDS, Told
from noroshi.questions.warning.words import leading_places

_MOST_ROWS: Final = 12
"""Of more who are told, only those who gain or lose have a row of their own."""
_FELT: Final = 0.5
"""A loss of less in the mean and at the upper bound has no row [s]."""
_SHARE: Final = 0.005
"""Who is heard first in a smaller share of the flights has no row [1]."""
_DRAWS: Final = "Mean of the draws (5 to 95 %)."


def tables(data: PlainData) -> tuple[Table, ...]:
    """All of them."""
    told = Told(data)
    found = (_first(told), *_more(told))
    return tuple(table for table in found if table is not None)


def _before(told: Told) -> str:
    return told.label("before")


def _gained(told: Told) -> str:
    """Of what a gain is: of a later date, or of another scenario."""
    if _before(told) == told.word("posture_date", posture="before"):
        return ", and what was gained since"
    return f"; gain of {told.label('after')}"


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
    kept = [*shown, *later]
    # Where each is flown at by one class, its least is its most.
    one = all(
        told.word("shortest_class", whom=w) == told.word("longest_class", whom=w) for w in kept
    )
    return Table(
        name="whom",
        title=f"How early people are warned: {_before(told)}{_gained(told)}",
        data=told.plain,
        rows=("whom",),
        columns=(
            *_levels(one),
            Column("gain", "gain", "mean change", levels="warning_of_all"),
            Column("known_where_at", "known after", "median clock", _AFTER),
        ),
        keep={"whom": kept},
        caveat=_unmeasured(told, kept),
        note=(
            f"{note}{_ITS_FLIGHTS if one else _CLASSES} Gain: mean of the draws (5 to 95 %) over "
            "people and flights; too late counts as none. Known after: so long after its launch "
            "the chain of warning knows where the median flight comes down, "
            "now; localisation tells when tracks do."
        ),
    )


_ITS_FLIGHTS: Final = "Before: mean over its flights; a single flight may leave less."
_CLASSES: Final = (
    "Before: mean over the flights of the class that leaves least (worst), and most (best); a "
    "single flight may leave less."
)


def _levels(one: bool) -> Iterator[Column]:
    """What people had before, by the worst and the best class; by the one there is, once."""
    form, at = "mean clock only", {"posture": "before"}
    if one:
        yield Column("warning_shortest_class", "warning before", form, at)
        return
    called = "before, the worst class leaves"
    yield Column("warning_shortest_class", "before: worst class", form, at, called=called)
    called = "before, the best class leaves"
    yield Column("warning_longest_class", "before: best class", form, at, called=called)


def _unmeasured(told: Told, whom: Sequence[str]) -> str:
    """Of whom a number stands in the table that the headline calls nothing measurable."""
    names = [told.whom[w] for w in whom if not told.side(w)]
    return f"The gain is not measurable for {listed(names)}." if names else ""


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
        data=told.plain,
        rows=("party", "threat"),
        columns=(
            Column("class_warning", _before(told), "mean clock", {"posture": "before"}),
            Column("class_gain", "gain", "mean change", levels="class_warning"),
            Column("class_note", "class", "text"),
        ),
        keep={"party": _heard(told)},
        note=(
            "Mean over the people that the class is aimed at, whatever else is aimed at them. "
            f"Too late counts as none. {_DRAWS}"
        ),
    )
    yield Table(
        name="places",
        title="Warning of each place, mean over the flights aimed at it",
        data=told.plain,
        rows=("receiver",),
        columns=(
            Column("receiver_party_name", "of", "text"),
            Column("population", "people", "all people"),
            Column("flights_aimed", "flights", "count"),
            *(
                Column("place_warning", _date(told, p), "mean clock", {"posture": p})
                for p in ("before", "after")
            ),
            Column("place_gain", "gain", "mean change"),
            Column("place_verdict", "measurable", "text"),
        ),
        keep={"receiver": _places(told)},
        note=f"{_DRAWS} Too late counts as none. Measurable: the mean is {BEYOND}.",
    )
    both = ("before", "after")
    yield Table(
        name="least",
        title="Least warning of each place, by the one flight that leaves least",
        data=told.plain,
        rows=("receiver",),
        columns=tuple(
            Column("least_warning", _date(told, p), "mean clock", {"posture": p}) for p in both
        ),
        keep={"receiver": _places(told)},
        note=_DRAWS,
    )
    yield Table(
        name="sharing",
        title="What a party’s own sensors give, and what others’ add",
        data=told.plain,
        rows=("whom",),
        columns=(
            Column("gain_alone", "gain by its own sensors alone", "mean change"),
            *(
                Column("sharing", f"added by others, {posture}", "mean time", {"posture": posture})
                for posture in both
            ),
        ),
        keep={"whom": [w for w in told.whom if not told.word("whom_place", whom=w)]},
        note=_DRAWS,
    )


def _heard(told: Told) -> list[str]:
    """Parties that something can be told of, by id."""
    return [p for p in told.parties if told.number("party_people", party=p) > 0.0]


def _places(told: Told) -> list[str]:
    """Places that flights are aimed at, party by party, those that gain most first."""
    led = [r for p in _heard(told) for r in leading_places(told, p)]
    aimed = told.plain["flights_aimed"] > 0.0
    every = [str(r) for r in told.plain["receiver"][aimed]]
    mine = [r for r in every if told.word("receiver_party", receiver=r) in _heard(told)]
    return [*led, *(r for r in mine if r not in led)]


def _people(told: Told) -> Table:
    both = ("before", "after")
    return Table(
        name="people",
        title="People warned by at least so long before impact",
        data=told.plain,
        rows=("party", "at_least"),
        columns=tuple(
            Column("people_warned", _date(told, p), "people", {"posture": p}) for p in both
        ),
        keep={
            "party": [p for p in _heard(told) if p in told.whom],
            "at_least": list(THRESHOLDS),
        },
        note=f"Each place by its least favourable flight of any class. {_DRAWS}",
    )


def _date(told: Told, posture: str) -> str:
    return told.names("posture")[posture]


def _choices(told: Told) -> Table | None:
    if not (found := subjects(told)):
        return None
    return Table(
        name="choices",
        title="By other choices of the model, same draws",
        data=told.plain,
        rows=("whom", "choice"),
        columns=(
            Column("choice_gain", "gain", "mean change"),
            Column("choice_gaining", "draws that gain a second or more", "mean share"),
        ),
        keep={"whom": found},
        note=_DRAWS,
    )


def _chain(told: Told) -> Iterator[Table]:
    both = ("before", "after")
    yield Table(
        name="steps",
        title="What takes the time from launch until people are told",
        data=told.plain,
        rows=("party", "step"),
        columns=tuple(
            Column("step_share", _date(told, p), "mean share", {"posture": p}) for p in both
        ),
        keep={"party": _heard(told)},
        note="Of the flights of which people are told: share of that time, mean of the draws.",
    )
    heard = told.spread("heard_first").mean  # (posture, party, sensor)
    first = np.fmax.reduce(heard, axis=(0, 1), initial=-np.inf)
    yield Table(
        name="first-heard",
        title="Whose report is heard first",
        data=told.plain,
        rows=("party", "sensor"),
        columns=tuple(
            Column("heard_first", _date(told, p), "mean share", {"posture": p}) for p in both
        ),
        keep={
            "party": _heard(told),
            "sensor": _most_first(told, first.tolist(), _SHARE),
        },
        note="Share of the draws and of the flights of any class at or over its places.",
    )
    whom = _whole(told) + [w for w in told.leading if told.side(w) and w not in _whole(told)]
    loss = [_largest(told, whom, s) for s in told.sensors]
    yield Table(
        name="losses",
        title="Mean warning time lost with one sensor",
        data=told.plain,
        rows=("whom", "sensor"),
        columns=tuple(Column("loss", _date(told, p), "mean time", {"posture": p}) for p in both),
        keep={"whom": whom, "sensor": _most_first(told, loss, _FELT)},
        note=(
            f"{_DRAWS} Of a party over all its places, and of each place that leads and gains or "
            "loses. Sensors not listed: less than half a second."
        ),
    )


def _whole(told: Told) -> list[str]:
    """Parties as a whole, by id."""
    return [w for w in told.whom if w == told.party_of(w)]


def _largest(told: Told, whom: Sequence[str], sensor: str) -> float:
    """The most that losing a sensor costs any of them, in the mean or at the upper bound [s]."""
    found = [told.loss(w, sensor, p) for w in whom for p in ("before", "after")]
    costs = np.array([(float(each.mean), float(each.p95)) for each in found])
    return float(np.nanmax(costs)) if np.isfinite(costs).any() else 0.0


def _most_first(told: Told, sizes: Sequence[float], least: float) -> list[str]:
    """Sensors by some size, without those below the least one."""
    found = [(size, s) for s, size in zip(told.sensors, sizes, strict=True) if size >= least]
    return [s for _, s in sorted(found, key=lambda x: -x[0])]


def _sensors(told: Told) -> Iterator[Table]:
    yield Table(
        name="sensors",
        title="Sensors in force",
        data=told.plain,
        rows=("sensor",),
        columns=(
            Column("sensor_kind", "kind", "text"),
            Column("sensor_owner_name", "owner", "text"),
            Column("sensor_shared", "shared with", "text"),
            Column("sensor_since", "since", "text"),
            Column("sensor_in", "in", "text"),
            Column("sensor_grade", "grade", "text"),
        ),
    )


def _assumptions(told: Told) -> Table:
    return Table(
        name="assumptions",
        title="Every uncertain number: half of the draws lie on either side of the best value",
        data=told.plain,
        rows=("assumption",),
        columns=(
            Column("assumption_low", "low", "text"),
            Column("assumption_best", "best", "text"),
            Column("assumption_high", "high", "text"),
            Column("assumption_grade", "grade", "text"),
            Column("assumption_source", "source", "text"),
        ),
    )

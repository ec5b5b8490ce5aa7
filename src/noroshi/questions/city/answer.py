"""One place: each class of flight before and after, who is heard first, what takes the time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import share
from noroshi.questions.answer import (
    Answer,
    Axis,
    Column,
    Feature,
    Figure,
    Layer,
    PlainData,
    Table,
    declared,
)
from noroshi.questions.base import Case
from noroshi.questions.city import Options
from noroshi.questions.city import compute as c
from noroshi.questions.city.words import PlaceNumbers, headline, limits, text
from noroshi.questions.measurable import measurable
from noroshi.questions.sources import grounds
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.both import sensors_of
from noroshi.questions.warning.chain import STEPS
from noroshi.questions.warning.example_figures import LEFT
from noroshi.questions.warning.layers import flights_layer
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.facing import facing_only, find
from noroshi.questions.warning.pipe.naming import (
    posture_date,
    posture_labels,
    sensor_name,
    threat_name,
)
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.scenario.records import Scenario
from noroshi.stats import sampled

Floats = NDArray[np.float64]


def answer(case: Case, options: Options) -> Answer:
    """How early one place is warned, before and after."""
    otherwise = f"; another scenario stands behind it: `noroshi city {options.place[:60]} FOLDER`"
    place = find(case.after, options.place, otherwise)
    if not options.passes:
        before, after = (facing_only(w, place) for w in (_facing(case), case.after))
        if not after.threats:
            raise NoroshiError(
                f"no flight is aimed at '{place}'; --passes tells what passes over it"
            )
        case = replace(case, before=before, after=after)
    return answer_of(compared(case), place)


def _facing(case: Case) -> Scenario:
    """The posture before, against the places of the later one."""
    return facing_the_same(case.before, case.after)


def answer_of(comparison: Comparison, place: str) -> Answer:
    """The answer from both postures, assessed."""
    receiver = comparison.after.receivers.index(find(comparison.after.scenario, place))
    data = _data(comparison, receiver)
    found = PlaceNumbers(data)
    return Answer(
        title=f"How early is {found.word('place_name')} warned, by whom, and what takes the time?",
        data=data,
        headline=headline(found),
        text=text(found),
        tables=tuple(_tables(found)),
        figures=tuple(_figures(found)),
        layers=_layers(comparison, receiver),
        limits=limits(),
        sources=grounds(comparison.after.scenario),
        leading="gain",
    )


def _data(comparison: Comparison, receiver: int) -> PlainData:
    after, both = comparison.after, (comparison.before, comparison.after)
    aimed = c.aimed_at(comparison, receiver)
    flown = [a for a in aimed if not a.later and a.impacts.size]
    leading = flown or [a for a in aimed if a.impacts.size]
    every = sensors_of(comparison)

    def each(of: Callable[[Assessment, c.ClassAtPlace], Floats], *shape: int) -> Floats:
        size = (2, len(aimed), *shape, after.draws.count)
        return np.array([[of(a, one) for one in aimed] for a in both]).reshape(size)

    impacts = np.concatenate([a.impacts for a in leading]) if leading else np.zeros(0, np.intp)
    was, now = (c.useful(a, impacts) for a in both)
    gain, warning = now - was, each(lambda a, one: c.useful(a, one.impacts))
    passing = each(lambda a, one: c.useful(a, one.passes))
    first = each(lambda a, one: _of_every(every, a, c.first_heard(a, one.impacts)), len(every))
    told = each(lambda a, one: c.told_at(a, one.impacts))
    record = after.scenario.receivers[after.receivers[receiver]]
    values: dict[str, Any] = {
        "place": after.receivers[receiver],
        "place_name": record.name,
        "party": after.scenario.parties[record.party].name,
        "people": float(after.population[receiver]),
        "posture_date": [posture_date(a) for a in both],
        "gain": gain,
        "measurable": 0.0 if np.isnan(gain).any() else float(measurable(sampled(gain))),
        "only_later": float(bool(leading) and not flown),
        "flights": [float(a.impacts.size) for a in aimed],
        "class_note": ["not flown by then" if a.later else "" for a in aimed],
        "warning": warning,
        "class_gain": warning[1] - warning[0],
        "arrival": each(lambda a, one: c.arrival(a, one.impacts))[1],
        "people_told_at": told,
        "told_mean": np.where(np.isfinite(told).all(axis=-1), told.mean(axis=-1), np.nan),
        "told_share": np.where(np.isnan(told), np.nan, np.isfinite(told)).mean(axis=-1),
        "step_time": each(lambda a, one: c.steps(a, one.impacts), len(STEPS)),
        "heard_first": first,
        "heard_first_mostly": [
            [_mostly(comparison, every, row) for row in posture] for posture in first
        ],
        "passes": [float(a.passes.size) for a in aimed],
        "pass_warning": passing,
        "pass_gain": passing[1] - passing[0],
    }
    threats = [a.threat for a in aimed]
    axes = [
        Axis("posture", POSTURES, posture_labels(comparison)),
        Axis("threat", threats, [threat_name(comparison, t) for t in threats], "class of flight"),
        Axis("step", list(STEPS), list(STEPS.values())),
        Axis("sensor", every, [sensor_name(comparison, s) for s in every]),
    ]
    return declared(__package__).plain(axes, values)


def _of_every(every: Sequence[str], assessment: Assessment, own: Floats) -> Floats:
    """From sensors of a posture to those of either, (sensor, draw); NaN of the others."""
    found = np.full((len(every), own.shape[-1]), np.nan)
    found[[every.index(s) for s in assessment.detections.sensors]] = own
    return found


def _mostly(comparison: Comparison, every: Sequence[str], shares: Floats) -> str:
    """The sensor with the largest mean share; nobody where there is none."""
    means = np.nan_to_num(shares.mean(axis=-1))
    if means.size == 0 or means.max() <= 0.0:
        return "nobody"
    return sensor_name(comparison, every[int(np.argmax(means))])


def _aimed(found: PlaceNumbers) -> list[str]:
    """Classes that are aimed at the place, by id."""
    return [t for t in found.threats if found.number("flights", threat=t)]


_AFTER: Final = {"posture": "after"}


def _told_of(found: PlaceNumbers, aimed: Sequence[str]) -> str:
    """Of which classes people are not always told, so that their means do not add up."""
    shares = {t: found.number("told_share", threat=t, **_AFTER) for t in aimed}
    return "".join(
        f" Of {found.threats[t]} people are told of every flight in {share(of)} of the draws; "
        "steps are those of the flights that they are told of."
        for t, of in shares.items()
        if of < 1.0
    )


def _tables(found: PlaceNumbers) -> Iterator[Table]:
    before, after = (found.names("posture")[p].partition(", ")[2] for p in POSTURES)
    if aimed := _aimed(found):
        yield Table(
            name="classes",
            title=(
                f"{found.word('place_name')}, for each class of flight: {before}, and what was "
                "gained"
            ),
            data=found.plain,
            rows=("threat",),
            columns=(
                Column("warning", "warning before", "mean clock only", {"posture": "before"}),
                Column("class_gain", "gain", "mean change", levels="warning"),
                Column("heard_first_mostly", "first heard from", "text", {"posture": "after"}),
                Column("people_told_at", "told after launch", "median clock", {"posture": "after"}),
                Column("arrival", "arrives after", "median clock"),
                Column("class_note", "note", "text"),
            ),
            keep={"threat": aimed},
            note="Warning: mean over the flights of the class and the draws; too late counts as "
            "none. Gain: with 5 to 95 %. Told and arrives: middle of the draws of the mean over "
            "the flights; the next table has their means, which add up with the warning. "
            f"First heard from and told: with the posture of {after}.",
        )
        yield Table(
            name="steps",
            title=f"What takes the time, {after}",
            data=found.plain,
            rows=("threat",),
            columns=(
                *(
                    Column("step_time", words, "mean clock only", {**_AFTER, "step": step})
                    for step, words in found.names("step").items()
                ),
                Column("told_mean", "told after launch", "median clock", _AFTER),
                Column("warning", "warning", "mean clock only", _AFTER),
                Column("arrival", "arrives after", "mean clock only"),
            ),
            keep={"threat": aimed},
            note="Means over flights and draws: the steps add up to when people are told, and that "
            "with the warning to the arrival, as far as rounding goes." + _told_of(found, aimed),
        )
    passing = [t for t in found.threats if found.number("passes", threat=t)]
    if passing:
        yield Table(
            name="passes",
            title="Flights that pass over or near",
            data=found.plain,
            rows=("threat",),
            columns=(
                Column("passes", "flights", "count"),
                Column("pass_warning", "warning before", "mean clock", {"posture": "before"}),
                Column("pass_gain", "gain", "mean change"),
            ),
            keep={"threat": passing},
            note="Warning before the nearest pass.",
        )


def _figures(found: PlaceNumbers) -> Iterator[Figure]:
    if not _aimed(found):
        return
    yield Figure(
        name="steps",
        title=_steps_title(found),
        caption="From launch: means over the flights of each class of which people are told, and "
        f"over the draws, {found.names('posture')['after']}.",
        variables=("step_time", "arrival"),
        draw=lambda: _steps(found),
    )


_PARTS: Final = {
    ("seeing",): ("seeing", "stay"),
    ("knowing",): ("knowing where to", "area"),
    ("attributing",): ("attributing", "before"),
    ("deciding",): ("deciding", "party-4"),
    ("broadcasting", "reaching"): ("telling", "sensor"),
}


def step_rows(found: PlaceNumbers) -> list[dict[str, Any]]:
    """A row a class of flight and part of the time from launch to impact [min].

    Of classes that had flown by the later date, where there are any.
    """
    rows = []
    for threat in found.leading:
        start = 0.0
        for members, (words, _) in _PARTS.items():
            at = {"posture": "after", "threat": threat}
            lasting = sum(float(found.spread("step_time", step=s, **at).mean) for s in members)
            if not np.isfinite(lasting):
                break
            rows.append(_part(found.threats[threat], words, start, start + lasting))
            start += lasting
        else:
            end = float(found.spread("arrival", threat=threat).mean)
            if end > start:
                rows.append(_part(found.threats[threat], LEFT, start, end))
    return rows


def _part(label: str, words: str, start: float, end: float) -> dict[str, Any]:
    return {"class": label, "step": words, "start": start / 60.0, "end": end / 60.0}


def _steps(found: PlaceNumbers) -> Spec:
    rows = step_rows(found)
    if not rows:
        return charts.sentence(_steps_title(found))
    return charts.stages(
        rows,
        label=Field("class"),
        start=Field("start", "time after launch", "min"),
        end="end",
        stage=Field("step"),
        roles={**dict(_PARTS.values()), LEFT: "gain"},
        title=_steps_title(found),
    )


def _steps_title(found: PlaceNumbers) -> str:
    """Which part takes longest over all classes, and whether more than half of the time is left."""
    name, lasting = found.word("place_name"), defaultdict[str, float](float)
    for row in step_rows(found):
        lasting[row["step"]] += row["end"] - row["start"]
    if not lasting:
        return f"People in {name} are told of none of these flights"
    left = lasting.pop(LEFT, 0.0)
    share = "more" if left > sum(lasting.values()) else "less"
    longest = max(lasting, key=lambda step: lasting[step])
    return (
        f"Until people in {name} are told, {longest} takes longest; {share} than half of the time "
        "to impact is left"
    )


def _layers(comparison: Comparison, receiver: int) -> tuple[Layer, ...]:
    after = comparison.after
    key = after.receivers[receiver]
    record = after.scenario.receivers[key]
    where = (float(np.degrees(record.lon)), float(np.degrees(record.lat)))
    mine = [f for f, at in enumerate(after.flights.receiver) if at == key]
    place = Feature(key, record.name, "point", (where,), "city", {"people": record.population})
    return (
        Layer("city", record.name, (place,)),
        flights_layer(comparison, mine, f"Flights aimed at {record.name}"),
    )

"""Answers made up by hand, so that words can be held against numbers that no run gives."""

from dataclasses import dataclass, field

import numpy as np

from noroshi.questions.answer import Axis, declared
from noroshi.questions.measurable import MEASURABLE, measurable
from noroshi.questions.warning.chain import STEPS
from noroshi.questions.warning.whom import FEW_PLACES
from noroshi.stats import sampled

DRAWS = 200
AT_MOST = 125.0
"""That knowing at launch would bring everybody [s]."""


def draws(p5, mean, p95, count=DRAWS):
    """So many draws with exactly these percentiles and this mean; evenly mixed."""
    ends = count // 10
    middle = (mean * count - ends * (p5 + p95)) / (count - 2 * ends)
    found = np.concatenate([[p5] * ends, [middle] * (count - 2 * ends), [p95] * ends])
    return np.random.default_rng(0).permutation(found)


def same(value, count=DRAWS):
    return np.full(count, float(value))


@dataclass(frozen=True)
class Place:
    name: str
    gain: np.ndarray
    people: float = 1e5
    later: bool = False
    losses: dict[str, tuple] = field(default_factory=dict)
    """As `Party` has them."""


@dataclass(frozen=True)
class Class:
    """Of flight, at one party."""

    name: str
    before: float
    gain: np.ndarray
    later: bool = False
    vehicle: str = "Old class"


@dataclass(frozen=True)
class Party:
    name: str
    places: tuple[Place, ...]
    classes: tuple[Class, ...] = ()
    gain: np.ndarray | None = None
    """Of the whole; None = of its first place."""
    later_gain: np.ndarray | None = None
    first: dict[str, float] = field(default_factory=dict)
    """By sensor: the share of the flights of which it is heard first."""
    unheard: float = 0.0
    steps: tuple[float, ...] | None = (0.4, 0.2, 0.1, 0.1, 0.1, 0.1)
    shorter: tuple[float, float] = (0.0, 0.0)
    """By how much seeing, and knowing where to, take less time after [s], for any class."""
    losses: dict[str, tuple] = field(default_factory=dict)
    """By sensor: before and after; None = not there."""

    @property
    def only_later(self):
        return bool(self.places) and all(p.later for p in self.places)

    @property
    def people(self):
        return sum(p.people for p in self.places)

    @property
    def leading(self):
        return [p for p in self.places if self.only_later or not p.later]


@dataclass(frozen=True)
class Sensor:
    name: str
    kind: str = "radar"
    owner: str = ""
    before: bool = True
    after: bool = True
    heard: bool = True
    sees: bool = True


@dataclass(frozen=True)
class Choice:
    name: str
    supposes: str
    gains: dict[str, np.ndarray]
    """By whom; of others it moves nothing."""


def world(
    *parties,
    sensors=(),
    choices=(),
    dates=("2013-10-02", "2015-01-01"),
    seen=(1.0, 1.0),
    nobody_aimed=(),
):
    """The data of an answer about them.

    Args:
        parties: whom something is aimed at.
        sensors: of either posture.
        choices: of the model, beside the base.
        dates: of the postures.
        seen: share of the draws in which the one flight is confirmed, before and after.
        nobody_aimed: names of parties with a place at which nothing is aimed.
    """
    idle = [Party(name, (Place("X", same(np.nan)),), steps=None) for name in nobody_aimed]
    every = [*parties, *idle]
    count = next((len(p.gain) for party in parties for p in party.places), DRAWS)
    whom = [one for party in parties for one in _whom(party)]
    receivers = [(p, party) for party in every for p in party.places]
    threats = list(dict.fromkeys(c.name for party in every for c in party.classes))
    classes = {c.name: c for party in every for c in party.classes}
    names = [s.name for s in sensors]
    picks = [None, *choices] if choices else []
    gains = np.array([one["gain"] for one in whom]).reshape(len(whom), count)
    chosen = np.array(
        [[c.gains.get(w["id"], w["gain"]) if c else w["gain"] for w in whom] for c in picks]
    ).reshape(len(picks), len(whom), count)
    felt = (chosen >= MEASURABLE).astype(float)
    levels = [_levels(one["party"]) for one in whom]
    values = {
        "posture_date": list(dates),
        "whom_party": [w["party"].name for w in whom],
        "whom_place": [w["place"] for w in whom],
        "whom_later": [float(w["later"]) for w in whom],
        "whom_leads": [float(w["leads"]) for w in whom],
        "gain": gains,
        "warning_of_all": np.stack([0.0 * gains, gains]),
        "gain_at_most": np.full_like(gains, AT_MOST),
        "measurable": [float(measurable(sampled(g))) for g in gains],
        "warning_shortest_class": _twice([same(low, count) for low, _ in levels], count),
        "warning_longest_class": _twice([same(high, count) for _, high in levels], count),
        "shortest_class": [_end(w["party"], min) for w in whom],
        "longest_class": [_end(w["party"], max) for w in whom],
        "known_where_at": _twice([same(120.0, count) for _ in whom], count),
        "people_told_at": _twice([same(240.0, count) for _ in whom], count),
        "places": [float(len(p.places)) for p in every],
        "party_people": [p.people for p in every],
        "only_later": [float(p.only_later and p not in idle) for p in every],
        "people_gaining": np.array([_gaining(p, count) for p in every]),
        "class_warning": np.array(
            [[[_of_class(p, t, "before", count) for t in threats] for p in every]] * 2
        ).reshape(2, len(every), len(threats), count),
        "class_gain": np.array(
            [[_of_class(p, t, "gain", count) for t in threats] for p in every]
        ).reshape(len(every), len(threats), count),
        "later_class": [float(classes[t].later) for t in threats],
        "class_vehicle": [classes[t].vehicle for t in threats],
        "loss": np.array(
            [[[_loss(w, n, k, count) for n in names] for w in whom] for k in (0, 1)]
        ).reshape(2, len(whom), len(names), count),
        "heard_first": np.array(
            [
                [[same(p.first.get(s.name, 0.0) if s.after else np.nan, count) for s in sensors]]
                for p in every
                for _ in (0,)
            ]
            * 2
        ).reshape(2, len(every), len(names), count),
        "never_heard_of": _twice([same(p.unheard, count) for p in every], count),
        "step_share": _twice(
            [[same(s, count) for s in p.steps or [np.nan] * len(STEPS)] for p in every], count
        ),
        "step_time": np.array(
            [[[_times(p, t, k, count) for t in threats] for p in every] for k in (0, 1)]
        ).reshape(2, len(every), len(threats), len(STEPS), count),
        "sensor_kind": [s.kind for s in sensors],
        "sensor_owner": [s.owner for s in sensors],
        "sensor_owner_name": [s.owner for s in sensors],
        "hears": [[float(s.heard) for s in sensors] for _ in every],
        "confirmed_share": np.array(
            [[[same(float(s.sees), count)] * len(threats) for s in sensors]] * 2
        ).reshape(2, len(names), len(threats), count),
        "stands": [[float(s.before) for s in sensors], [float(s.after) for s in sensors]],
        "receiver_party": [party.name for _, party in receivers],
        "population": [p.people for p, _ in receivers],
        "flights_aimed": [float(party not in idle) for _, party in receivers],
        "place_only_later": [float(p.later) for p, _ in receivers],
        "place_gain": np.array([p.gain for p, _ in receivers]).reshape(len(receivers), count),
        "place_measurable": [
            0.0 if np.isnan(p.gain).any() else float(measurable(sampled(p.gain)))
            for p, _ in receivers
        ],
        "choice_supposes": [c.supposes if c else "" for c in picks],
        "choice_gain": chosen,
        "choice_moved": chosen - chosen[:1],
        "choice_gaining": felt,
        "choice_gaining_moved": felt - felt[:1],
        "confirmed_by_any": [[seen[0]], [seen[1]]],
    }
    axes = [
        Axis("posture", ("before", "after")),
        Axis("whom", [w["id"] for w in whom], [w["name"] for w in whom], "for"),
        Axis("party", [p.name for p in every]),
        Axis("threat", threats),
        Axis("sensor", names),
        Axis("receiver", [p.name for p, _ in receivers]),
        Axis("choice", [c.name if c else "base" for c in picks]),
        Axis("step", list(STEPS)),
        Axis("flight", ["a-flight"]),
    ]
    return declared("noroshi.questions.warning").dataset(axes, values)


def _whom(party):
    if party.people <= 0.0:
        return
    few = len(party.leading) <= FEW_PLACES
    whole = party.places[0].gain if party.gain is None else party.gain
    one = {"party": party, "place": "", "later": party.only_later}
    yield {**one, "id": party.name, "name": party.name, "leads": not few, "gain": whole}
    for p in party.leading if few else ():
        told = {"id": f"{party.name}/{p.name}", "name": p.name, "place": p.name}
        yield {**one, **told, "leads": True, "later": p.later, "gain": p.gain}
    if party.later_gain is not None:
        told = {
            "id": f"{party.name}/later",
            "name": f"{party.name}, against unflown missiles",
        }
        yield {**one, **told, "leads": False, "later": True, "gain": party.later_gain}


def _levels(party):
    times = [c.before for c in party.classes if party.only_later or not c.later] or [300.0]
    return min(times), max(times)


def _end(party, most):
    return most(party.classes, key=lambda c: c.before).name if party.classes else ""


def _twice(values, count):
    """Alike before and after."""
    found = np.array(values, dtype=float)
    found = found.reshape(*found.shape[:-1], count) if found.size else np.zeros((0, count))
    return np.stack([found, found])


def _gaining(party, count):
    people = sum(p.people for p in party.leading)
    if not people:
        return same(np.nan, count)
    return np.sum([p.people * (p.gain >= MEASURABLE) for p in party.leading], axis=0) / people


def _of_class(party, threat, what, count):
    for c in party.classes:
        if c.name == threat:
            return same(c.before, count) if what == "before" else c.gain
    return same(np.nan, count)


def _times(party, threat, posture, count):
    aimed = threat in [c.name for c in party.classes]
    less = [*party.shorter, *[0.0] * (len(STEPS) - 2)]
    return [same(50.0 - posture * x if aimed else np.nan, count) for x in less]


def _loss(one, sensor, posture, count):
    own = next((p for p in one["party"].places if p.name == one["place"]), one["party"])
    found = own.losses.get(sensor, (same(0.0, count),) * 2)[posture]
    return same(np.nan, count) if found is None else found

"""Everything that the question states, as one Dataset of declared variables."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.questions.answer import Axis, Variable, dataset
from noroshi.questions.warning import choices, encounters, places
from noroshi.questions.warning import variables as v
from noroshi.questions.warning.assumptions import Assumption, assumptions
from noroshi.questions.warning.chain import (
    STEPS,
    ends,
    first_seers,
    median_flight,
    step_shares,
    step_times,
)
from noroshi.questions.warning.example import profile
from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.people import mean_warning, weights
from noroshi.questions.warning.pipe.classes import headline, later_threats, only_later
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.measurable import MEASURABLE, measurable
from noroshi.questions.warning.pipe.naming import posture_date, sensor_name, threat_name
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import ALONE, KNOWLEDGE, SHARED
from noroshi.questions.warning.reading import THRESHOLDS
from noroshi.questions.warning.swings import swings
from noroshi.questions.warning.whom import Whom, everybody, leading_places
from noroshi.stats import sampled

Floats = NDArray[np.float64]
Values = dict[Variable, Any]
POSTURES: Final = ("before", "after")
_VERDICTS: Final = {1.0: "gains", 0.0: "", -1.0: "loses"}
_STEPS: Final = (5.0, 10.0, 15.0, 30.0, 60.0)
_MOST: Final = 160
"""Points of a curve over how long people are warned: more are not seen."""


def data_of(comparison: Comparison) -> xr.Dataset:
    """The Dataset of a comparison."""
    whom, met = everybody(comparison), encounters.encounters(comparison)
    assumed = assumptions(comparison)
    at_least = thresholds(comparison)
    values = {
        v.POSTURE_DATE: [posture_date(a) for a in _both(comparison)],
        **_of_whom(comparison, whom),
        **_of_parties(comparison, at_least),
        **_of_classes(comparison),
        **_of_sensors(comparison),
        **_of_places(comparison),
        **_of_encounters(comparison, met),
        **_of_choices(comparison, whom),
        **_of_assumptions(comparison, whom, assumed),
        **_of_flights(comparison),
        **_of_example(comparison),
        **_of_looks(comparison),
        **_of_pairs(comparison),
    }
    return dataset(_axes(comparison, whom, met, assumed, at_least), values)


def _both(comparison: Comparison) -> tuple[Assessment, Assessment]:
    return comparison.before, comparison.after


def _postured(comparison: Comparison, of: Callable[[Assessment], Any]) -> Floats:
    """Something of either posture, (posture, …)."""
    return np.stack([of(a) for a in _both(comparison)])


def sensors_of(comparison: Comparison) -> tuple[str, ...]:
    """Sensors of either posture, those of the later one first."""
    both = comparison.after.detections.sensors, comparison.before.detections.sensors
    return tuple(dict.fromkeys((*both[0], *both[1])))


def threats_of(comparison: Comparison) -> tuple[str, ...]:
    """Classes of flight, those that had not flown by then last."""
    later = later_threats(comparison)
    return tuple(sorted(dict.fromkeys(comparison.after.flights.threat), key=lambda t: t in later))


def thresholds(comparison: Comparison) -> Floats:
    """Warning times for which people are counted [s]: an even grid with `THRESHOLDS` among it."""
    longest = max(places.longest_warning(comparison), THRESHOLDS[-1])
    step = next((s for s in _STEPS if longest / s <= _MOST), _STEPS[-1])
    return np.arange(0.0, longest + step, step)


def _axes(
    comparison: Comparison,
    whom: tuple[Whom, ...],
    met: tuple[encounters.Encounter, ...],
    assumed: tuple[Assumption, ...],
    at_least: Floats,
) -> list[Axis]:
    after = comparison.after
    world, flights = after.scenario, after.flights
    threats, sensors = threats_of(comparison), sensors_of(comparison)
    dates = [
        f"{name}, {posture_date(a)}" for name, a in zip(POSTURES, _both(comparison), strict=True)
    ]
    called = [world.receivers[r].name for r in after.receivers]
    asked = choices.picked(comparison)
    example = exemplar(comparison)
    moments = len(profile(after, example.flight, ()).time) if example else 0
    return [
        Axis("posture", POSTURES, dates),
        Axis("whom", [w.id for w in whom], [w.name for w in whom], "for"),
        Axis("party", after.parties, [world.parties[p].name for p in after.parties], "for"),
        Axis("threat", threats, [threat_name(comparison, t) for t in threats], "class of flight"),
        Axis("sensor", sensors, [sensor_name(comparison, s) for s in sensors]),
        Axis("receiver", after.receivers, called, "place"),
        Axis("encounter", [e.id for e in met], [_met(comparison, e) for e in met]),
        Axis("choice", list(map(choices.key, asked)), list(map(choices.label, asked)), "choice"),
        Axis("assumption", [a.id for a in assumed], [a.name for a in assumed]),
        Axis("step", list(STEPS), list(STEPS.values())),
        Axis("at_least", at_least.tolist(), [f"{t / 60.0:g} min" for t in at_least], "at least"),
        Axis("flight", flights.ids),
        Axis("moment", list(range(moments)), words="sample of the example’s path"),
        Axis("knowledge", KNOWLEDGE, ("by its own sensors", "with what is shared")),
        Axis("pair", list(range(len(after.warnings.pairs.flight)))),
        Axis("time", flights.nominal.time.tolist(), words="time after launch [s]"),
    ]


def _met(comparison: Comparison, met: encounters.Encounter) -> str:
    place = comparison.after.scenario.receivers[met.receiver].name
    return f"{place}, {threat_name(comparison, met.threat)}, {met.kind}"


def _of_whom(comparison: Comparison, whom: tuple[Whom, ...]) -> Values:
    after, draws = comparison.after, comparison.after.draws.count

    def mean(assessment: Assessment, knowledge: int) -> Floats:
        return _weighted(assessment.warnings.useful[knowledge], whom)

    shared = _postured(comparison, lambda a: mean(a, SHARED))
    alone = _postured(comparison, lambda a: mean(a, ALONE))
    gain = shared[1] - shared[0]
    bounds = [_class_bounds(comparison, one) for one in whom]
    return {
        v.WHOM_PARTY: [after.parties[w.party] for w in whom],
        v.WHOM_PLACE: ["" if w.receiver is None else after.receivers[w.receiver] for w in whom],
        v.WHOM_LATER: [float(w.later) for w in whom],
        v.WHOM_LEADS: [float(w.leads) for w in whom],
        v.GAIN: gain,
        v.GAIN_ALONE: alone[1] - alone[0],
        v.MEASURABLE_GAIN: _measurable(gain),
        v.GAINING: np.asarray(gain >= MEASURABLE, dtype=np.float64),
        v.SHARING: shared - alone,
        v.SHORTEST: np.reshape([b[1] for b in bounds], (len(whom), 2, draws)).swapaxes(0, 1),
        v.LONGEST: np.reshape([b[3] for b in bounds], (len(whom), 2, draws)).swapaxes(0, 1),
        v.SHORTEST_CLASS: [b[0] for b in bounds],
        v.LONGEST_CLASS: [b[2] for b in bounds],
        v.KNOWN_AT: _postured(comparison, lambda a: _medians(a, "directed", whom)),
        v.ALERTED_AT: _postured(comparison, lambda a: _medians(a, "told", whom)),
        v.WARNING_MOVED: shared[1] - shared[1].mean(axis=-1, keepdims=True),
    }


def _weighted(values: Floats, whom: tuple[Whom, ...]) -> Floats:
    """The mean of a value of pairs, (whom, draw), of (pair, draw)."""
    found = np.zeros((len(whom), values.shape[-1]))
    for row, one in enumerate(whom):
        counted = np.flatnonzero(one.weight)
        found[row] = one.weight[counted] @ values[counted]
    return found


def _measurable(gains: Floats) -> list[float]:
    """1, 0 or −1 of each row, (row, draw); 0 where there is no number."""
    return [0.0 if np.isnan(g).any() else float(measurable(sampled(g))) for g in gains]


def _medians(assessment: Assessment, stage: str, whom: tuple[Whom, ...]) -> Floats:
    """When a link of the chain is reached of the median flight, (whom, draw) [s]."""
    times = getattr(assessment.warnings.stages[SHARED], stage)
    found = np.zeros((len(whom), times.shape[-1]))
    for row, one in enumerate(whom):
        counted = np.flatnonzero(one.weight)
        found[row] = median_flight(times[counted], one.weight[counted])
    return found


def _class_bounds(comparison: Comparison, one: Whom) -> tuple[str, Floats, str, Floats]:
    """The class of flight that leaves least before, and the one that leaves most.

    Returns:
        Id and mean warning, (posture, draw) [s], of either.
    """
    after = comparison.after
    of_pair = np.array(after.flights.threat)[after.warnings.pairs.flight]

    def level(threat: str) -> Floats:
        here = np.flatnonzero((one.weight > 0.0) & (of_pair == threat))
        weight = one.weight[here] / one.weight[here].sum()
        return _postured(comparison, lambda a: weight @ a.warnings.useful[SHARED, here])

    levels = {t: level(t) for t in dict.fromkeys(of_pair[one.weight > 0.0].tolist())}
    ranked = sorted(levels, key=lambda t: float(levels[t][0].mean()))
    return ranked[0], levels[ranked[0]], ranked[-1], levels[ranked[-1]]


def _of_parties(comparison: Comparison, at_least: Floats) -> Values:
    after = comparison.after
    parties = range(len(after.parties))
    radius = {rule.party: rule.area_radius for rule in after.scenario.rules.values()}
    gained = places.gains(comparison)
    sides = np.array(_measurable(gained))
    leading = [leading_places(comparison, p) for p in parties]
    seers = [[first_seers(a, p) for p in parties] for a in _both(comparison)]
    return {
        v.PLACES: [float(np.sum(after.receiver_party == p)) for p in parties],
        v.PLACES_AIMED: [float(len(found)) for found in leading],
        v.PLACES_GAINING: [float(np.sum(sides[found] > 0)) for found in leading],
        v.PLACES_LOSING: [float(np.sum(sides[found] < 0)) for found in leading],
        v.PEOPLE: [float(after.people_of(p).sum()) for p in parties],
        v.ONLY_LATER: [float(only_later(comparison, p)) for p in parties],
        v.AREA_RADIUS: [radius[p] for p in after.parties],
        v.PEOPLE_GAINING: np.stack(
            [places.share_of_people_gaining(comparison, found, gained) for found in leading]
        ),
        v.PEOPLE_WARNED: _postured(
            comparison, lambda a: np.stack([places.warned(a, p, at_least) for p in parties])
        ),
        v.LOSS: _by_sensor(comparison, _losses(comparison)),
        v.FIRST_SEER: _by_sensor(
            comparison, [np.stack([share for share, _ in row], axis=1) for row in seers]
        ),
        v.UNHEARD: np.stack([np.stack([none for _, none in row]) for row in seers]),
        v.STEP_SHARE: _postured(
            comparison,
            lambda a: np.stack([step_shares(a, _flown(comparison, p)) for p in parties]),
        ),
    }


def _flown(comparison: Comparison, party: int, threat: str | None = None) -> Floats:
    """What each pair counts of a party’s own flights, or of those of one class, (pair,)."""
    after = comparison.after
    pairs = after.warnings.pairs
    among = headline(comparison, party)
    if threat is not None:
        among = np.array(after.flights.threat)[pairs.flight] == threat
    return weights(pairs, after.people_of(party), among)


def _losses(comparison: Comparison) -> list[Floats]:
    """Of each posture, (sensor, party, draw) [s]; NaN of parties at which nothing is aimed."""
    parties = range(len(comparison.after.parties))
    among = [headline(comparison, p) for p in parties]
    aimed = np.array([_flown(comparison, p).any() for p in parties])
    return [
        np.where(aimed[None, :, None], single_losses(a, among), np.nan) for a in _both(comparison)
    ]


def _by_sensor(comparison: Comparison, each: list[Floats]) -> Floats:
    """From (sensor of the posture, party, draw) to (posture, party, sensor of either, draw)."""
    every = sensors_of(comparison)
    shape = (len(each), each[0].shape[1], len(every), comparison.after.draws.count)
    found = np.full(shape, np.nan)
    for number, (a, values) in enumerate(zip(_both(comparison), each, strict=True)):
        own = [every.index(s) for s in a.detections.sensors]
        found[number][:, own] = np.swapaxes(values, 0, 1)
    return found


def _of_classes(comparison: Comparison) -> Values:
    after, threats = comparison.after, threats_of(comparison)
    parties = range(len(after.parties))
    of_pair = np.array(after.flights.threat)[after.warnings.pairs.flight]
    later = later_threats(comparison)

    def means(a: Assessment) -> Floats:
        useful, pairs = a.warnings.useful[SHARED], a.warnings.pairs
        return np.stack(
            [
                [mean_warning(useful, pairs, a.people_of(p), of_pair == t) for t in threats]
                for p in parties
            ]
        )

    warning = _postured(comparison, means)
    world = after.scenario
    return {
        v.CLASS_WARNING: warning,
        v.CLASS_GAIN: warning[1] - warning[0],
        v.LATER_CLASS: [float(t in later) for t in threats],
        v.CLASS_NOTE: [
            [_note(warning[1, p, i], t in later) for i, t in enumerate(threats)] for p in parties
        ],
        v.CLASS_VEHICLE: [world.vehicles[world.threats[t].vehicle].name for t in threats],
        v.STEP_TIME: _postured(
            comparison,
            lambda a: np.stack(
                [[step_times(a, _flown(comparison, p, t)) for t in threats] for p in parties]
            ),
        ),
    }


def _note(warning: Floats, later: bool) -> str:
    """What is said of a class that is aimed at a party; nothing of another."""
    return "not flown by then" if later and not np.isnan(warning).any() else ""


def _of_sensors(comparison: Comparison) -> Values:
    every = sensors_of(comparison)
    standing = {
        s: comparison.after if s in comparison.after.scenario.sensors else comparison.before
        for s in every
    }
    records = [standing[s].scenario.sensors[s] for s in every]
    where = [places.position(standing[s], r.at) for s, r in zip(every, records, strict=True)]
    parties = {
        key: party.name for a in _both(comparison) for key, party in a.scenario.parties.items()
    }
    shared = [", ".join(parties.get(s.party, s.party) for s in r.shared) for r in records]
    return {
        v.SENSOR_KIND: [r.kind for r in records],
        v.SENSOR_OWNER: [r.owner for r in records],
        v.SENSOR_OWNER_NAME: [parties.get(r.owner, r.owner) for r in records],
        v.SENSOR_SHARED: shared,
        v.SENSOR_IN: [_standing(comparison, s) for s in every],
        v.SENSOR_SINCE: [r.since.isoformat() if r.since else "" for r in records],
        v.SENSOR_GRADE: [r.grade or "" for r in records],
        v.STANDS: _postured(
            comparison, lambda a: np.array([float(s in a.detections.sensors) for s in every])
        ),
        v.SENSOR_LAT: [w[0] for w in where],
        v.SENSOR_LON: [w[1] for w in where],
        **_seen(comparison),
    }


def _standing(comparison: Comparison, sensor: str) -> str:
    """In which postures a sensor stands."""
    found = [
        name
        for name, a in zip(POSTURES, _both(comparison), strict=True)
        if sensor in a.detections.sensors
    ]
    return "both" if found == list(POSTURES) else found[0]


def _seen(comparison: Comparison) -> Values:
    """What each sensor sees of each class of flight, (posture, sensor, threat, draw)."""
    threats = threats_of(comparison)
    of_flight = np.array(comparison.after.flights.threat)

    def by_class(a: Assessment, of: Callable[[Any, NDArray[np.bool_]], Floats]) -> Floats:
        each = [of(a.detections, of_flight == t) for t in threats]
        return np.moveaxis(np.stack(each), 2, 0)  # of (threat, draw, sensor)

    def share(d: Any, here: NDArray[np.bool_]) -> Floats:
        return np.asarray(np.isfinite(d.confirmed[here]).mean(axis=0))

    def first(d: Any, here: NDArray[np.bool_]) -> Floats:
        times = d.first[here]
        even = np.ones(len(times))
        each = [median_flight(times[..., s], even) for s in range(times.shape[-1])]
        return np.array(each).reshape(times.shape[-1], times.shape[1]).T

    def custody(d: Any, here: NDArray[np.bool_]) -> Floats:
        return np.asarray(d.custody[here].mean(axis=0))

    found = {v.SEEN_SHARE: share, v.FIRST_SEEN: first, v.CUSTODY_MEAN: custody}
    return {
        variable: _by_sensor(comparison, [by_class(a, of) for a in _both(comparison)]).swapaxes(
            1, 2
        )
        for variable, of in found.items()
    }


def _of_places(comparison: Comparison) -> Values:
    after, told = comparison.after, places.aimed(comparison)
    records = [after.scenario.receivers[r] for r in after.receivers]
    gained = places.gains(comparison)
    return {
        v.PLACE_PARTY: [after.parties[p] for p in after.receiver_party],
        v.PLACE_PARTY_NAME: [
            after.scenario.parties[after.parties[p]].name for p in after.receiver_party
        ],
        v.PLACE_PEOPLE: after.population,
        v.PLACE_LAT: [float(np.degrees(r.lat)) for r in records],
        v.PLACE_LON: [float(np.degrees(r.lon)) for r in records],
        v.PLACE_FLIGHTS: [float(here.pairs.size) for here in told],
        v.PLACE_LATER: [float(here.later) for here in told],
        v.PLACE_GAIN: gained,
        v.PLACE_MEASURABLE: _measurable(gained),
        v.PLACE_VERDICT: [_VERDICTS[side] for side in _measurable(gained)],
        v.PLACE_LEAST: _postured(comparison, lambda a: places.least(comparison, a)),
    }


def _of_encounters(comparison: Comparison, met: tuple[encounters.Encounter, ...]) -> Values:
    margin = _postured(comparison, lambda a: encounters.least_margin(a, met))
    useful = np.maximum(margin, 0.0)
    return {
        v.MET_PLACE: [e.receiver for e in met],
        v.MET_CLASS: [e.threat for e in met],
        v.MET_KIND: [e.kind for e in met],
        v.MET_ARRIVAL: encounters.first_arrival(comparison.after, met),
        v.MET_MARGIN: margin,
        v.MET_GAIN: useful[1] - useful[0],
    }


def _of_choices(comparison: Comparison, whom: tuple[Whom, ...]) -> Values:
    gained = choices.gains(comparison, whom)
    felt = choices.gaining(gained)
    count = len(gained)
    impact = _impact_pairs(comparison)
    return {
        v.SUPPOSING: [choices.supposes(comparison, c) for c in choices.picked(comparison)],
        v.CHOICE_GAIN: gained,
        v.CHOICE_MOVED: gained - gained[:1],
        v.CHOICE_GAINING: felt,
        v.CHOICE_GAINING_MOVED: felt - felt[:1],
        v.CHOICE_USEFUL: _postured(
            comparison,
            lambda a: (
                a.choices.useful[:, impact] if count else np.zeros((0, len(impact), a.draws.count))
            ),
        ),
    }


def _impact_pairs(comparison: Comparison) -> NDArray[np.intp]:
    """The pair of each flight and the place that it is aimed at, (flight,)."""
    pairs = comparison.after.warnings.pairs
    impacts = np.flatnonzero(pairs.kind == encounters.KINDS.index("impact"))
    return impacts[np.argsort(pairs.flight[impacts], kind="stable")]


def _of_assumptions(
    comparison: Comparison, whom: tuple[Whom, ...], assumed: tuple[Assumption, ...]
) -> Values:
    points = {a.id: comparison.after.draws.points[a.id] for a in assumed}
    was, now = (_weighted(a.warnings.useful[SHARED], whom) for a in _both(comparison))
    gain, warning = swings(points, now - was), swings(points, now)
    return {
        v.LOW: [a.low for a in assumed],
        v.BEST: [a.best for a in assumed],
        v.HIGH: [a.high for a in assumed],
        v.GRADE: [a.grade for a in assumed],
        v.SOURCE: [a.source for a in assumed],
        v.ASKED_ABOUT: [float(a.asked_about) for a in assumed],
        v.GAIN_AT_LOW: gain.low,
        v.GAIN_AT_HIGH: gain.high,
        v.GAIN_ENDS_ERROR: gain.error,
        v.WARNING_AT_LOW: warning.low,
        v.WARNING_AT_HIGH: warning.high,
        v.WARNING_ENDS_ERROR: warning.error,
    }


def _of_flights(comparison: Comparison) -> Values:
    f = comparison.after.flights
    return {
        v.THREAT: list(f.threat),
        v.VEHICLE: list(f.vehicle),
        v.SITE: list(f.site),
        v.AIMED_AT: list(f.receiver),
        v.RANGE: f.range,
        v.FLIGHT_TIME: f.flight_time,
        v.BURN_TIME: f.burn_time,
        v.APOGEE: f.apogee,
        v.BURNOUT_ALTITUDE: f.burnout_altitude,
        v.CONFIRMED_BY_ANY: _postured(
            comparison,
            lambda a: np.isfinite(a.detections.confirmed).any(axis=-1).mean(axis=-1),
        ),
        v.TRACK_LAT: np.degrees(f.nominal.lat),
        v.TRACK_LON: np.degrees(f.nominal.lon),
        v.TRACK_ALTITUDE: f.nominal.altitude,
    }


def _of_example(comparison: Comparison) -> Values:
    after, every = comparison.after, sensors_of(comparison)
    draws, found = after.draws.count, exemplar(comparison)
    if found is None:
        nothing = np.full((2, len(STEPS), draws), np.inf)
        return {
            v.EXAMPLE: "",
            v.EXAMPLE_NAME: "",
            v.EXAMPLE_PARTY: "",
            v.EXAMPLE_ENDS: nothing,
            v.EXAMPLE_SEER: ["", ""],
            v.EXAMPLE_MARGIN: np.full((2, draws), -np.inf),
            v.EXAMPLE_ARRIVAL: np.full(draws, np.nan),
            v.EXAMPLE_BURN: np.full(draws, np.nan),
            v.EXAMPLE_GROUND: np.zeros(0),
            v.EXAMPLE_ALTITUDE: np.zeros(0),
            v.EXAMPLE_TIME: np.zeros(0),
            v.EXAMPLE_SEEN: np.full((len(every), draws), np.inf),
            v.LOWEST_SEEN: np.zeros((len(every), 0)),
        }
    path = profile(after, found.flight, every)
    seen = np.full((len(every), draws), np.inf)
    own = [every.index(s) for s in after.detections.sensors]
    seen[own] = after.detections.first[found.flight].T
    pair = np.array([found.pair])
    return {
        v.EXAMPLE: after.flights.ids[found.flight],
        v.EXAMPLE_NAME: found.name,
        v.EXAMPLE_PARTY: after.parties[found.party],
        v.EXAMPLE_ENDS: _postured(comparison, lambda a: ends(a, pair)[:, 0]),
        v.EXAMPLE_SEER: [found.seer(a) for a in _both(comparison)],
        v.EXAMPLE_MARGIN: _postured(comparison, lambda a: a.warnings.margin[SHARED, found.pair]),
        v.EXAMPLE_ARRIVAL: after.warnings.arrival[found.pair],
        v.EXAMPLE_BURN: after.flights.burn_time[found.flight],
        v.EXAMPLE_GROUND: path.ground,
        v.EXAMPLE_ALTITUDE: path.altitude,
        v.EXAMPLE_TIME: path.time,
        v.EXAMPLE_SEEN: seen,
        v.LOWEST_SEEN: path.lowest_seen,
    }


def _of_looks(comparison: Comparison) -> Values:
    """Every flight, sensor and draw, of (flight, draw, sensor) of each posture."""
    names = {
        v.FIRST: "first",
        v.CONFIRMED: "confirmed",
        v.RISE: "rise",
        v.SET: "set",
        v.CUSTODY: "custody",
    }
    found: Values = {
        variable: _looked(comparison, [getattr(a.detections, name) for a in _both(comparison)])
        for variable, name in names.items()
    }
    # Of (sensor, flight, draw).
    without = [np.moveaxis(a.tracks.without, 0, -1) for a in _both(comparison)]
    return {**found, v.KNOWN_WITHOUT: _looked(comparison, without)}


def _looked(comparison: Comparison, each: list[Floats]) -> Floats:
    """From (flight, draw, sensor of the posture) to (posture, flight, sensor of either, draw)."""
    every = sensors_of(comparison)
    flights, draws = comparison.after.flights.flight_time.shape
    found = np.full((2, flights, len(every), draws), np.nan)
    for number, (a, values) in enumerate(zip(_both(comparison), each, strict=True)):
        own = [every.index(s) for s in a.detections.sensors]
        found[number][:, own] = np.moveaxis(values, -1, 1)
    return found


def _of_pairs(comparison: Comparison) -> Values:
    after = comparison.after
    pairs = after.warnings.pairs
    names = {
        v.DETECTED: "detected",
        v.DIRECTED: "directed",
        v.ATTRIBUTED: "attributed",
        v.DECIDED: "decided",
        v.BROADCAST: "broadcast",
        v.PEOPLE_TOLD: "told",
    }
    return {
        v.PAIR_FLIGHT: _texts(after.flights.ids, pairs.flight),
        v.PAIR_PLACE: _texts(after.receivers, pairs.receiver),
        v.PAIR_KIND: _texts(encounters.KINDS, pairs.kind),
        v.ARRIVAL: after.warnings.arrival,
        **{variable: _stage(comparison, name) for variable, name in names.items()},
    }


def _stage(comparison: Comparison, name: str) -> Floats:
    """When a link of the chain is reached, (posture, knowledge, pair, draw) [s]."""
    return _postured(comparison, lambda a: np.stack([getattr(s, name) for s in a.warnings.stages]))


def _texts(names: tuple[str, ...], which: NDArray[np.int64]) -> NDArray[np.str_]:
    return np.array(names, dtype=np.str_)[which] if names else np.zeros(0, dtype="U1")

"""Everything that the question states, as arrays of declared variables."""

from typing import Final

import numpy as np

from noroshi.questions.answer import Axis, PlainData, declared
from noroshi.questions.measurable import MEASURABLE, measurable
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning import choices, encounters, places
from noroshi.questions.warning.assumptions import Assumption, assumptions
from noroshi.questions.warning.both import (
    Floats,
    Values,
    both,
    by_sensor,
    postured,
    sensors_of,
    threats_of,
)
from noroshi.questions.warning.chain import (
    STEPS,
    chain,
    first_seers,
    known_at_launch,
    step_shares,
    step_times,
)
from noroshi.questions.warning.example import profile
from noroshi.questions.warning.flights import of_example, of_flights, of_looks, of_pairs
from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.middle import middle
from noroshi.questions.warning.people import mean_warning, weights
from noroshi.questions.warning.pipe.classes import headline, later_threats, only_later
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.naming import (
    posture_date,
    posture_labels,
    sensor_name,
    threat_name,
)
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import ALONE, KNOWLEDGE, SHARED
from noroshi.questions.warning.reading import THRESHOLDS
from noroshi.questions.warning.sensors import of_sensors
from noroshi.questions.warning.swings import swings
from noroshi.questions.warning.whom import Whom, everybody, leading_places
from noroshi.stats import sampled

_VERDICTS: Final = {1.0: "gains", 0.0: "", -1.0: "loses"}
_GRID_STEPS: Final = (5.0, 10.0, 15.0, 30.0, 60.0)
"""Widths that the grid of warning times may have [s]."""
_MOST: Final = 160
"""Points of a curve over how long people are warned: more are not seen."""


def data_of(comparison: Comparison, *, every_draw: bool = True) -> PlainData:
    """The numbers of a comparison; with or without each look and each warning in every draw."""
    whom, met = everybody(comparison), encounters.encounters(comparison)
    assumed = assumptions(comparison)
    at_least, warned = thresholds(comparison), places.means(comparison)
    gained = warned[1] - warned[0]
    values = {
        "posture_date": [posture_date(a) for a in both(comparison)],
        **_of_whom(comparison, whom),
        **_of_parties(comparison, at_least, gained),
        **_of_classes(comparison),
        **of_sensors(comparison),
        **_of_places(comparison, warned, gained),
        **_of_encounters(comparison, met),
        **_of_choices(comparison, whom, every_draw=every_draw),
        **_of_assumptions(comparison, whom, assumed),
        **of_flights(comparison),
        **of_example(comparison),
        **(of_looks(comparison) | of_pairs(comparison) if every_draw else {}),
    }
    return declared(__package__).plain(_axes(comparison, whom, met, assumed, at_least), values)


def thresholds(comparison: Comparison) -> Floats:
    """Warning times for which people are counted [s]: an even grid with `THRESHOLDS` among it."""
    longest = max(places.longest_warning(comparison), THRESHOLDS[-1])
    step = next((s for s in _GRID_STEPS if longest / s <= _MOST), _GRID_STEPS[-1])
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
    called = [world.receivers[r].name for r in after.receivers]
    asked = choices.picked(comparison)
    example = exemplar(comparison)
    moments = len(profile(after, example.flight, ()).time) if example else 0
    return [
        Axis("posture", POSTURES, posture_labels(comparison)),
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
        return _mean_warning(assessment, whom, knowledge)

    shared = postured(comparison, lambda a: mean(a, SHARED))
    alone = postured(comparison, lambda a: mean(a, ALONE))
    gain = shared[1] - shared[0]
    bounds = [_class_bounds(comparison, one) for one in whom]
    return {
        "whom_party": [after.parties[w.party] for w in whom],
        "whom_place": ["" if w.receiver is None else after.receivers[w.receiver] for w in whom],
        "whom_later": [float(w.later) for w in whom],
        "whom_leads": [float(w.leads) for w in whom],
        "gain": gain,
        "warning_of_all": shared,
        "gain_alone": alone[1] - alone[0],
        "gain_at_most": _at_launch(comparison.after, whom) - shared[0],
        "measurable": _measurable(gain),
        "gaining": np.asarray(gain >= MEASURABLE, dtype=np.float64),
        "sharing": shared - alone,
        "warning_shortest_class": np.reshape(
            [b[1] for b in bounds], (len(whom), 2, draws)
        ).swapaxes(0, 1),
        "warning_longest_class": np.reshape([b[3] for b in bounds], (len(whom), 2, draws)).swapaxes(
            0, 1
        ),
        "shortest_class": [b[0] for b in bounds],
        "longest_class": [b[2] for b in bounds],
        "known_where_at": postured(comparison, lambda a: _medians(a, "directed", whom)),
        "people_told_at": postured(comparison, lambda a: _medians(a, "told", whom)),
        "loss": by_sensor(comparison, _losses(comparison, whom)),
        "warning_after_about_mean": shared[1] - shared[1].mean(axis=-1, keepdims=True),
    }


def _mean_warning(assessment: Assessment, whom: tuple[Whom, ...], knowledge: int) -> Floats:
    """Of everybody, (whom, draw) [s]."""
    found = np.zeros((len(whom), assessment.draws.count))
    for row, one in enumerate(whom):
        counted = np.flatnonzero(one.weight)
        found[row] = one.weight[counted] @ assessment.warnings.useful_times(knowledge, counted)
    return found


def _at_launch(assessment: Assessment, whom: tuple[Whom, ...]) -> Floats:
    """The same, were it known at each launch where the flight comes down, (whom, draw) [s]."""
    found = np.zeros((len(whom), assessment.draws.count))
    for row, one in enumerate(whom):
        counted = np.flatnonzero(one.weight)
        found[row] = one.weight[counted] @ known_at_launch(assessment, counted)
    return found


def _measurable(gains: Floats) -> list[float]:
    """1, 0 or −1 of each row, (row, draw); 0 where there is no number."""
    return [0.0 if np.isnan(g).any() else float(measurable(sampled(g))) for g in gains]


def _medians(assessment: Assessment, stage: str, whom: tuple[Whom, ...]) -> Floats:
    """When a link of the chain is reached of the median flight, (whom, draw) [s]."""
    found = np.zeros((len(whom), assessment.draws.count))
    for row, one in enumerate(whom):
        counted = np.flatnonzero(one.weight)
        times = getattr(chain(assessment, counted), stage)
        found[row] = middle(times, one.weight[counted])
    return found


def _class_bounds(comparison: Comparison, one: Whom) -> tuple[str, Floats, str, Floats]:
    """The class of flight that leaves least before, and the one that leaves most.

    Returns:
        Id and mean warning, (posture, draw) [s], of either.
    """
    after, pairs = comparison.after, comparison.after.warnings.pairs
    of_pair = np.array(after.flights.threat)[pairs.flight]
    people = after.people_of(one.party)

    def level(threat: str) -> Floats:
        # Over the people that the class is aimed at, as the level of each class is told.
        among = (one.weight > 0.0) & (of_pair == threat)
        weight = one.weight * among if one.receiver is not None else weights(pairs, people, among)
        here = np.flatnonzero(weight)
        share = weight[here] / weight[here].sum()
        return postured(comparison, lambda a: share @ a.warnings.useful_times(SHARED, here))

    levels = {t: level(t) for t in dict.fromkeys(of_pair[one.weight > 0.0].tolist())}
    ranked = sorted(levels, key=lambda t: float(levels[t][0].mean()))
    return ranked[0], levels[ranked[0]], ranked[-1], levels[ranked[-1]]


def _of_parties(comparison: Comparison, at_least: Floats, gained: Floats) -> Values:
    after = comparison.after
    parties = range(len(after.parties))
    radius = {rule.party: rule.area_radius for rule in after.scenario.rules.values()}
    sides = np.array(_measurable(gained))
    leading = [leading_places(comparison, p) for p in parties]
    seers = [[first_seers(a, p) for p in parties] for a in both(comparison)]
    return {
        "places": [float(np.sum(after.receiver_party == p)) for p in parties],
        "places_aimed": [float(len(found)) for found in leading],
        "places_gaining": [float(np.sum(sides[found] > 0)) for found in leading],
        "places_losing": [float(np.sum(sides[found] < 0)) for found in leading],
        "party_people": [float(after.people_of(p).sum()) for p in parties],
        "only_later": [float(only_later(comparison, p)) for p in parties],
        "area_radius": [radius[p] for p in after.parties],
        "people_gaining": np.stack(
            [places.share_of_people_gaining(comparison, found, gained) for found in leading]
        ),
        "people_warned": postured(
            comparison, lambda a: np.stack([places.warned(a, p, at_least) for p in parties])
        ),
        "heard_first": by_sensor(
            comparison, [np.stack([share for share, _ in row], axis=1) for row in seers]
        ),
        "never_heard_of": np.stack([np.stack([none for _, none in row]) for row in seers]),
        "step_share": postured(
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


def _losses(comparison: Comparison, whom: tuple[Whom, ...]) -> list[Floats]:
    """Of each posture, (sensor, whom, draw) [s]."""
    draws = comparison.after.draws.count
    return [
        single_losses(a, [(one.party, one.weight) for one in whom])
        if whom
        else np.zeros((len(a.detections.sensors), 0, draws))
        for a in both(comparison)
    ]


def _of_classes(comparison: Comparison) -> Values:
    after, threats = comparison.after, threats_of(comparison)
    parties = range(len(after.parties))
    of_pair = np.array(after.flights.threat)[after.warnings.pairs.flight]
    later = later_threats(comparison)

    def means(a: Assessment) -> Floats:
        impact = impacts(a.warnings.pairs)
        useful = a.warnings.useful_times(SHARED, impact)
        pairs = a.warnings.pairs.of(impact)
        among = [of_pair[impact] == t for t in threats]
        return np.stack(
            [[mean_warning(useful, pairs, a.people_of(p), m) for m in among] for p in parties]
        )

    warning = postured(comparison, means)
    world = after.scenario
    return {
        "class_warning": warning,
        "class_gain": warning[1] - warning[0],
        "later_class": [float(t in later) for t in threats],
        "class_note": [
            [_note(warning[1, p, i], t in later) for i, t in enumerate(threats)] for p in parties
        ],
        "class_vehicle": [world.vehicles[world.threats[t].vehicle].name for t in threats],
        "step_time": postured(
            comparison,
            lambda a: np.stack(
                [[step_times(a, _flown(comparison, p, t)) for t in threats] for p in parties]
            ),
        ),
    }


def _note(warning: Floats, later: bool) -> str:
    """What is said of a class that is aimed at a party; nothing of another."""
    return "not flown by then" if later and not np.isnan(warning).any() else ""


def _of_places(comparison: Comparison, warned: Floats, gained: Floats) -> Values:
    after, told = comparison.after, places.aimed(comparison)
    records = [after.scenario.receivers[r] for r in after.receivers]
    return {
        "receiver_party": [after.parties[p] for p in after.receiver_party],
        "receiver_party_name": [
            after.scenario.parties[after.parties[p]].name for p in after.receiver_party
        ],
        "population": after.population,
        "receiver_lat": [float(np.degrees(r.lat)) for r in records],
        "receiver_lon": [float(np.degrees(r.lon)) for r in records],
        "flights_aimed": [float(here.pairs.size) for here in told],
        "place_only_later": [float(here.later) for here in told],
        "place_warning": warned,
        "place_gain": gained,
        "place_measurable": _measurable(gained),
        "place_verdict": [_VERDICTS[side] for side in _measurable(gained)],
        "least_warning": postured(comparison, lambda a: places.least(comparison, a)),
    }


def _of_encounters(comparison: Comparison, met: tuple[encounters.Encounter, ...]) -> Values:
    margin = postured(comparison, lambda a: encounters.least_margin(a, met))
    useful = np.maximum(margin, 0.0)
    return {
        "encounter_receiver": [e.receiver for e in met],
        "encounter_threat": [e.threat for e in met],
        "encounter_kind": [e.kind for e in met],
        "encounter_arrival": encounters.first_arrival(comparison.after, met),
        "encounter_margin": margin,
        "encounter_gain": useful[1] - useful[0],
    }


def _of_choices(comparison: Comparison, whom: tuple[Whom, ...], *, every_draw: bool) -> Values:
    gained = choices.gains(comparison, whom)
    felt = choices.gaining(gained)
    found: Values = {
        "choice_supposes": [choices.supposes(comparison, c) for c in choices.picked(comparison)],
        "choice_gain": gained,
        "choice_moved": gained - gained[:1],
        "choice_gaining": felt,
        "choice_gaining_moved": felt - felt[:1],
    }
    if every_draw:
        nothing = np.zeros((0, *comparison.after.flights.flight_time.shape))
        found["choice_useful"] = postured(
            comparison, lambda a: a.choices.useful if len(gained) else nothing
        )
    return found


def _of_assumptions(
    comparison: Comparison, whom: tuple[Whom, ...], assumed: tuple[Assumption, ...]
) -> Values:
    points = {a.id: comparison.after.draws.points[a.id] for a in assumed}
    was, now = (_mean_warning(a, whom, SHARED) for a in both(comparison))
    gain, warning = swings(points, now - was), swings(points, now)
    return {
        "assumption_low": [a.low for a in assumed],
        "assumption_best": [a.best for a in assumed],
        "assumption_high": [a.high for a in assumed],
        "assumption_grade": [a.grade for a in assumed],
        "assumption_source": [a.source for a in assumed],
        "assumption_asked_about": [float(a.asked_about) for a in assumed],
        "gain_at_low": gain.low,
        "gain_at_high": gain.high,
        "gain_ends_error": gain.error,
        "warning_at_low": warning.low,
        "warning_at_high": warning.high,
        "warning_ends_error": warning.error,
    }

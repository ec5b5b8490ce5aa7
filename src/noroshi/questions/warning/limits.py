"""What the model leaves out, said where its results are shown."""

from collections.abc import Iterator, Sequence

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.refraction import air, effective_factor
from noroshi.present.words import kilometres, some
from noroshi.questions.limits import TRACKING, sharing, unmeasured
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.stations import cuers, stations
from noroshi.scenario.records import Scenario
from noroshi.world import Estimate

INTERCONTINENTAL = 5_500e3
"""Reach from which a vehicle counts as one [m]: treaties on limiting strategic arms, 1979 on."""

_FLIGHT = (
    "A flight is a ballistic path in one plane with a powered phase of a declared length, over a "
    "rotating ellipsoid with its second zonal harmonic and a standard atmosphere. Manoeuvres, "
    "gliding, stages flown in different planes and failures are not modelled."
)

_LIMITS = (
    "The chain of warning is a sum of declared delays. Judgement, confusion and false alarms are "
    "not modelled.",
    "Warning time is not shelter, defence or safety. Nothing here says whether a flight would be "
    "intercepted, or whether anybody intends one.",
    "The 5 to 95 % intervals come from the declared bounds of the assumptions. They do not hold "
    "what the model itself leaves out.",
)


def limits(comparison: Comparison) -> tuple[str, ...]:
    """A sentence or a few each, and the scenario’s own notes after them.

    Of what is not declared in either posture nothing is said.
    """
    both = [a.scenario for a in (comparison.before, comparison.after)]
    return (
        *_unreached(comparison),
        *_notional(both[-1]),
        _rule(comparison),
        *TRACKING,
        *unmeasured(both),
        *sharing(both, "All detections"),
        *_accuracy(comparison),
        _FLIGHT,
        *_of_kinds(both),
        *_LIMITS,
        *_cues(both),
        _refraction(comparison),
        *both[-1].header.notes,
        *_chain_notes(both[-1]),
    )


def _unreached(comparison: Comparison) -> list[str]:
    """Places that are declared and of which nothing is told."""
    after = comparison.after
    aims = {*after.flights.receiver}
    names = [after.scenario.receivers[r].name for r in after.receivers if r not in aims]
    if not names:
        return []
    return [f"No declared flight is aimed at {some(names)}: nothing is told of the people there."]


def _notional(scenario: Scenario) -> list[str]:
    """Which vehicles stand for a class, and whether all that fly very far do."""
    flown = {t.vehicle for t in scenario.threats.values()}
    vehicles = [v for key, v in scenario.vehicles.items() if key in flown]
    notional = [v.name for v in vehicles if v.notional]
    if not notional:
        return []
    text = "Notional, standing for a class of range and not for a known type: "
    text += f"{', '.join(notional)}."
    far = [v for v in vehicles if v.reach[1] > INTERCONTINENTAL]
    if far and len(notional) < len(vehicles) and all(v.notional for v in far):
        text += " Flights of intercontinental range are all of this kind."
    return [text]


def _of_kinds(worlds: Sequence[Scenario]) -> list[str]:
    """What the model of each kind of sensor that is declared leaves out."""
    sensors = [sensor for world in worlds for sensor in world.sensors.values()]
    each = (
        kind.leaves_out([s for s in sensors if type(s) is kind])
        for kind in dict.fromkeys(type(s) for s in sensors)
    )
    return [text for text in each if text]


def _cues(worlds: Sequence[Scenario]) -> Iterator[str]:
    """That radars are still told where to look, where a satellite is taken away."""
    postures = [stations(world) for world in worlds]
    if not any(cuers(station, posture) for posture in postures for station in posture):
        return
    asked = worlds[-1].alternatives.values()
    otherwise = any(option.satellites for question in asked for option in question.options)
    yield (
        "Satellites tell radars that search where to look. They still do in what losing a "
        f"satellite would cost{', and where satellites open no alert' if otherwise else ''}: what "
        "a radar would then find later, or not at all, is not counted."
    )


def _chain_notes(scenario: Scenario) -> list[str]:
    """What is declared of where each party's delays are from."""
    return [
        f"Chain of warning, {scenario.parties[rule.party].name}: {rule.note}"
        for rule in scenario.rules.values()
        if rule.note
    ]


def _rule(comparison: Comparison) -> str:
    """When a place is warned, by each party's rule."""
    scenario = comparison.after.scenario
    asked = dict.fromkeys(
        f"within {kilometres(r.area_radius)} km of it (a pass within "
        f"{kilometres(r.overflight_radius)} km) with a probability of {_bounds(r.area_probability)}"
        for r in scenario.rules.values()
    )
    return (
        "An alert is taken to need an area: radars warn a place once the tracks that its party has "
        f"put the impact {'; or '.join(asked)}.{_DIRECTION if _satellites(scenario) else ''} The "
        "rule is assumed, and the answer hangs on it: were a launch alone enough, an earlier radar "
        "would count for more or less than is said."
    )


_DIRECTION = (
    " A satellite, which sees powered flight alone, gives a direction some time after it has "
    "ended, and that too opens the way."
)


def _satellites(scenario: Scenario) -> bool:
    return any(sensor.sees_powered_flight_alone for sensor in scenario.sensors.values())


def _bounds(estimate: Estimate) -> str:
    if estimate.certain:
        return f"{estimate.best:g}"
    return f"{estimate.best:g} ({estimate.low:g} to {estimate.high:g})"


def _accuracy(comparison: Comparison) -> list[str]:
    """How much of what is declared of the radars' accuracy is a guess."""
    stated = [
        e for e in comparison.after.scenario.estimates() if ".accuracy." in e.name and e.grade
    ]
    guessed = sum(e.grade == "D" for e in stated)
    if not guessed:
        return []
    return [
        f"Of the {len(stated)} numbers declared of how precisely radars measure, {guessed} have "
        "grade D, the weakest. They are drawn between their bounds like all others."
    ]


def _refraction(comparison: Comparison) -> str:
    gradient = comparison.after.scenario.header.refractivity_gradient
    factor = float(effective_factor(gradient.best, EARTH_MEAN_RADIUS))
    top = float(air(gradient.best, EARTH_MEAN_RADIUS).top) / 1e3
    return (
        "Refraction: effective Earth radius in the air and a straight ray above it. The gradient "
        f"of the refractive index is {gradient.best * 1e9:.0f}e-9 per metre "
        f"({gradient.low * 1e9:.0f} to {gradient.high * 1e9:.0f}), so the effective "
        f"radius is {factor:.2f} times the Earth's "
        f"up to {top:.0f} km of height."
    )

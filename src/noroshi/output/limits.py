"""What the model leaves out, said where its results are shown."""

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.refraction import air, effective_factor
from noroshi.output.html import Markup, join, tag
from noroshi.study.compare import Comparison

_LIMITS = (
    "A flight is a ballistic path in one plane with a powered phase of a published length, over a "
    "rotating ellipsoid with its second zonal harmonic and a standard atmosphere. Manoeuvres, "
    "gliding, stages flown in different planes and failures are not modelled.",
    "A radar is its published range for a published cross-section, its sectors and its horizon. "
    "How it shares its time among targets, clutter, jamming, decoys and debris are not modelled; "
    "real detection comes later.",
    "A satellite sees powered flight above the clouds with a declared probability a look. Sun, "
    "background and aspect are not modelled.",
    "The chain of warning is a sum of delays, fitted to the few events whose minutes are public. "
    "Judgement, confusion and false alarms are not modelled.",
    "An alert is taken to need a direction, and a direction to need a radar's hold on what flies "
    "on after burn-out, or a satellite's view of the whole powered phase. That rule is assumed; it "
    "has no interval, so it cannot appear among the drivers, and the answer hangs on it: were a "
    "track of powered flight enough, an earlier radar would count for more or less than is said.",
    "Warning time is not shelter, defence or safety. Nothing here says whether a flight would be "
    "intercepted, or whether anybody intends one.",
    "The 5 to 95 % intervals come from the declared bounds of the assumptions. They do not hold "
    "what the model itself leaves out.",
)


def limits(comparison: Comparison) -> Markup:
    """The scenario's own notes, then the model's limits, then how the air bends a ray."""
    scenario = comparison.after.scenario
    notional = [v.name for v in scenario.vehicles.values() if v.notional]
    items = [*_LIMITS, _refraction(comparison)]
    if notional:
        items.insert(
            0,
            "Notional, standing for a class of range and not for a known type: "
            f"{', '.join(notional)}. Flights of intercontinental range are all of this kind.",
        )
    return join(
        tag("ul", *(tag("li", item) for item in items)),
        tag("h3", "Notes of the scenario") if scenario.header.notes else None,
        tag("ul", *(tag("li", note) for note in scenario.header.notes)),
    )


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

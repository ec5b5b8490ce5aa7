"""What the model leaves out, said where its results are shown."""

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.declared import Estimate
from noroshi.earth.refraction import air, effective_factor
from noroshi.output.html import Markup, join, tag
from noroshi.study.compare import Comparison
from noroshi.study.wording import kilometres

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
    "Warning time is not shelter, defence or safety. Nothing here says whether a flight would be "
    "intercepted, or whether anybody intends one.",
    "The 5 to 95 % intervals come from the declared bounds of the assumptions. They do not hold "
    "what the model itself leaves out.",
)

_TRACKING = (
    "How well an impact is known is a bound: what geometry, declared accuracy and the probability "
    "of detection allow at best (Cramér and Rao). A real tracker comes later, most of all where "
    "looks are few and often miss; a simulated one is shown beside it. The ellipse is drawn about "
    "the true impact, while a real track strays about it by its own size.",
    "A track begins with what flies on after burn-out: looks at powered flight are not used, nor "
    "do satellites add to a track. What re-entry adds to the ellipse is one declared error, the "
    "same for every class.",
    "Tracks that another party shares are joined with one's own by covariance intersection, which "
    "is cautious: it assumes nothing of how independent they are. \u201cAll detections\u201d has "
    "no delay of sharing: the most that could be known, not a system that is known to exist.",
    "Errors of radars are independent from look to look. Left out are biases, misalignment "
    "between radars, refraction that differs from what is corrected for, false tracks, and mixing "
    "up several flights in the air at once.",
)


def limits(comparison: Comparison) -> Markup:
    """The scenario's own notes, then the model's limits, then how the air bends a ray."""
    scenario = comparison.after.scenario
    notional = [v.name for v in scenario.vehicles.values() if v.notional]
    items = [
        _rule(comparison),
        *_TRACKING,
        *_accuracy(comparison),
        *_LIMITS,
        _refraction(comparison),
    ]
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
        f"put the impact {'; or '.join(asked)}. A satellite, which sees powered flight alone, "
        "gives a direction some time after it has ended, and that too opens the way. The rule is "
        "assumed, and the answer hangs on it: were a launch alone enough, an earlier radar would "
        "count for more or less than is said."
    )


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
        f"How precisely radars measure is hardly published: {guessed} of the {len(stated)} numbers "
        "declared of it have grade D, the weakest. Their bounds are wide, and they are among the "
        "assumptions that are drawn."
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

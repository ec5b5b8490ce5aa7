"""What is assumed: every uncertain number, once for those that vary together."""

from dataclasses import dataclass

from noroshi.present.quantities import value_of
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import assumption_names
from noroshi.world import Estimate


@dataclass(frozen=True)
class Assumption:
    """One unknown: an estimate, several that draw together, or whether a sensor is there."""

    id: str
    """Name of the dimension of the draws."""
    name: str
    low: str
    """With its unit; empty of what has no bounds of its own."""
    best: str
    high: str
    grade: str
    source: str
    asked_about: bool
    """Whether the scenario names it as one that readers ask about."""


def assumptions(comparison: Comparison) -> tuple[Assumption, ...]:
    """Everything that is drawn, in the order of the files."""
    worlds = [a.scenario for a in (comparison.after, comparison.before)]
    estimates = {e.dimension: e for world in worlds for e in world.estimates()}
    points = comparison.after.draws.points
    names = assumption_names(comparison)
    asked = set(worlds[0].header.ask_about)
    paths: dict[str, set[str]] = {}
    for world in worlds:
        for e in world.estimates():
            paths.setdefault(e.dimension, set()).update((e.name, f"shared.{e.shared_as}"))
    order = dict.fromkeys((*(d for d in estimates if d in points), *points))
    return tuple(
        _assumption(d, names.get(d, d), estimates.get(d), bool(asked & paths.get(d, set())))
        for d in order
    )


def _assumption(id: str, name: str, estimate: Estimate | None, asked: bool) -> Assumption:
    if estimate is None:
        return Assumption(id, name, "", "", "", "", "", asked)
    low, best, high = (value_of(estimate, x) for x in (estimate.low, estimate.best, estimate.high))
    grade, source = estimate.grade or "", ", ".join(estimate.source)
    return Assumption(id, name, low, best, high, grade, source, asked)

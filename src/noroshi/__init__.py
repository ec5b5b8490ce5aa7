"""Noroshi: what a surveillance and missile-warning posture sees, and how early it warns.

The public names are loaded when they are first used, so that `import noroshi` costs nothing::

    import noroshi

    answer = noroshi.load("japan").ask("basing", bases=["misawa", "andersen"])
    answer.data["gain"]  # an xarray of every draw
    answer.tables[0].to_pandas()
    noroshi.run(noroshi.load("japan")).write("results")  # every question, page and files

One sensor and one flight over time, and filters tried on it by the thousand::

    posture = noroshi.load("small").at("2015-01-01")
    noroshi.look_at("medium-lofted/test-range/capital", "north-radar", scenario=posture)
    case = noroshi.tracking_case("medium-lofted/test-range/capital", scenario=posture).coasting()
    noroshi.filters.simulate(case, runs=500)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noroshi import filters
    from noroshi.arrays import compile_cache
    from noroshi.kept import keep_results
    from noroshi.questions.ask import ask, register
    from noroshi.questions.warning.pipe import assess, assess_all
    from noroshi.questions.warning.pipe.look_at import look_at
    from noroshi.questions.warning.pipe.one_flight import Flight, tracking_case
    from noroshi.report.run import run
    from noroshi.scenario.loading import load
    from noroshi.sensing import Infrared, Look, Radar, Sensor

__version__ = "0.1.0"
__all__ = [
    "Flight",
    "Infrared",
    "Look",
    "Radar",
    "Sensor",
    "ask",
    "assess",
    "assess_all",
    "compile_cache",
    "filters",
    "keep_results",
    "load",
    "look_at",
    "register",
    "run",
    "tracking_case",
]

_HOME = {
    "Flight": "noroshi.questions.warning.pipe.one_flight",
    "Infrared": "noroshi.sensing",
    "Look": "noroshi.sensing",
    "Radar": "noroshi.sensing",
    "Sensor": "noroshi.sensing",
    "ask": "noroshi.questions.ask",
    "assess": "noroshi.questions.warning.pipe",
    "assess_all": "noroshi.questions.warning.pipe",
    "compile_cache": "noroshi.arrays",
    "keep_results": "noroshi.kept",
    "load": "noroshi.scenario",
    "look_at": "noroshi.questions.warning.pipe.look_at",
    "register": "noroshi.questions.ask",
    "run": "noroshi.report.run",
    "tracking_case": "noroshi.questions.warning.pipe.one_flight",
}


def __getattr__(name: str) -> Any:
    if name == "filters":
        return import_module("noroshi.filters")
    if name not in _HOME:
        raise AttributeError(f"module 'noroshi' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, "filters"})

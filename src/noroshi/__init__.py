"""Noroshi: what a surveillance and missile-warning posture sees, and how early it warns.

The public names are loaded when they are first used, so that `import noroshi` costs nothing::

    import noroshi

    after = noroshi.assess(noroshi.load("japan").at("2015-01-01"))
    noroshi.to_xarray(after)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noroshi.output import to_xarray
    from noroshi.questions.warning.pipe import assess, assess_all
    from noroshi.scenario.loading import load
    from noroshi.study import Comparison, facing_the_same, summarise

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "assess",
    "assess_all",
    "facing_the_same",
    "load",
    "summarise",
    "to_xarray",
]

_HOME = {
    "Comparison": "noroshi.study",
    "assess": "noroshi.questions.warning.pipe",
    "assess_all": "noroshi.questions.warning.pipe",
    "facing_the_same": "noroshi.study",
    "load": "noroshi.scenario",
    "summarise": "noroshi.study",
    "to_xarray": "noroshi.output",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'noroshi' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])

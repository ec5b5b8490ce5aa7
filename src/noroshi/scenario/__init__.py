"""The declared world: records, and the loader that reads them from YAML files.

The names are loaded when they are first used, so that finding a scenario's files costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from noroshi.scenario.loading import load
    from noroshi.scenario.pairing import Pairing, pairings
    from noroshi.scenario.records import Scenario

__all__ = ["Pairing", "Scenario", "load", "pairings"]

_HOME = {"Pairing": "pairing", "Scenario": "records", "load": "loading", "pairings": "pairing"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'noroshi.scenario' has no attribute '{name}'")
    return getattr(import_module(f"noroshi.scenario.{_HOME[name]}"), name)

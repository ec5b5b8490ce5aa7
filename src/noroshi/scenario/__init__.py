"""The declared world: records, and the loader that reads them from YAML files."""

from noroshi.scenario.load import load
from noroshi.scenario.pairing import Pairing, pairings
from noroshi.scenario.records import Scenario

__all__ = ["Pairing", "Scenario", "load", "pairings"]

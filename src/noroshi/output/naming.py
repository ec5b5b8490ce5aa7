"""Plain names for what is declared: people read "Nodong: burn time", not a dotted path."""

from collections.abc import Mapping
from typing import Any

from noroshi.assessment import Assessment
from noroshi.scenario.records import Scenario
from noroshi.study.compare import Comparison

_FIELDS = {
    "cloud_break": "cloud-break height",
    "report_delay": "delay of its report",
    "attribution_delay": "delay of attribution",
    "satellite_direction_delay": "delay of a direction from satellites",
    "radar_direction_delay": "delay of a direction from radars",
    "decision_delay": "delay of the decision",
    "broadcast_delay": "delay of the broadcast",
    "reception_delay": "delay until people hear it",
    "refractivity_gradient": "refractivity gradient of the air",
    "cross_section": "radar cross-section",
    "powered_cross_section": "radar cross-section while powered",
}


def posture_date(assessment: Assessment) -> str:
    """The date of a posture, or that it has none."""
    return assessment.day.isoformat() if assessment.day else "undated"


def sensor_name(comparison: Comparison, sensor: str) -> str:
    """The name of a sensor that stands in either posture."""
    return _name(comparison, "sensors", sensor)


def receiver_name(comparison: Comparison, receiver: str) -> str:
    """The name of a place that is warned."""
    return _name(comparison, "receivers", receiver)


def threat_name(comparison: Comparison, threat: str) -> str:
    """The name of a threat, or its id in words."""
    return _name(comparison, "threats", threat)


def assumption_name(comparison: Comparison, path: str) -> str:
    """A plain name for an estimate's dotted path: `vehicles.nodong.burn_time`, "Nodong: burn time".

    Estimates that draw together have a word instead of a path; it is shown as words.
    """
    section, *rest = path.split(".")
    if len(rest) < 2:
        return _words([rest[-1] if rest else section])
    if not _records(comparison.after.scenario, section):
        return _words(rest)
    return f"{_name(comparison, section, rest[0])}: {_words(rest[1:])}"


def _name(comparison: Comparison, section: str, key: str) -> str:
    for assessment in (comparison.after, comparison.before):
        record = _records(assessment.scenario, section).get(key)
        if record is not None:
            return getattr(record, "name", "") or _words([key])
    return _words([key])


def _records(scenario: Scenario, section: str) -> Mapping[str, Any]:
    table = getattr(scenario, section, None)
    return table if isinstance(table, Mapping) else {}


def _words(parts: list[str]) -> str:
    """Field names in words; the numbers of list entries mean nothing to a reader."""
    spoken = [_FIELDS.get(part, part.replace("_", " ").replace("-", " ")) for part in parts]
    return ", ".join(part for part in spoken if not part.isdigit())

"""Plain names of what a comparison speaks of."""

from noroshi.questions.naming import called, posture_names, spoken_names
from noroshi.questions.numbers import Numbers
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment


def posture_date(assessment: Assessment) -> str:
    """The date of a posture, or that it has none."""
    return assessment.day.isoformat() if assessment.day else "undated"


def by_then(found: Numbers) -> str:
    """By when a class had flown or not: "by 2015-01-01"; "yet" where nothing is dated.

    Args:
        found: of an answer that tells the `posture_date` of each posture.
    """
    dates = [found.word("posture_date", posture=posture) for posture in POSTURES]
    dated = [d for d in dates if d[:1].isdigit()]
    return f"by {max(dated)}" if dated else "yet"


def against_later(found: Numbers) -> str:
    """What a number is told against where nothing but later classes is aimed at a place."""
    return f"against missiles that had not flown {by_then(found)}"


def posture_labels(comparison: Comparison) -> list[str]:
    """Of both postures; see `posture_names`."""
    return posture_names(comparison.before.scenario, comparison.after.scenario)


def sensor_name(comparison: Comparison, sensor: str) -> str:
    """The name of a sensor that stands in either posture."""
    return _name(comparison, "sensors", sensor)


def receiver_name(comparison: Comparison, receiver: str) -> str:
    """The name of a place that is warned."""
    return _name(comparison, "receivers", receiver)


def threat_name(comparison: Comparison, threat: str) -> str:
    """The name of a threat, or its id in words."""
    return _name(comparison, "threats", threat)


def assumption_names(comparison: Comparison) -> dict[str, str]:
    """A plain name for everything that is drawn, by the dimension that it draws from."""
    both = (comparison.after, comparison.before)
    return spoken_names([a.scenario for a in both], [n for a in both for n in a.draws.points])


def _name(comparison: Comparison, section: str, key: str) -> str:
    return called([a.scenario for a in (comparison.after, comparison.before)], section, key)

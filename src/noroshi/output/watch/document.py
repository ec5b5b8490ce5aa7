"""`watch.json`: every number that a watch found, for programs."""

from typing import Any

from noroshi.output.json_parts import NULL_MEANS
from noroshi.output.watch import site, waters
from noroshi.study.watch import Watch

SCHEMA = "noroshi.watch/1"


def document(watch: Watch) -> dict[str, Any]:
    """Everything that was found, as plain data."""
    return {
        "schema": SCHEMA,
        "null_means": NULL_MEANS,
        "scenario": watch.after.title,
        "before": str(watch.before.day),
        "after": str(watch.after.day),
        "draws": watch.draws,
        "sites": [site.document(found) for found in watch.sites],
        "waters": [waters.document(found) for found in watch.waters],
    }

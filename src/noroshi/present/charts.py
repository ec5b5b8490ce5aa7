"""The chart kit: functions from rows to Vega-Lite v5 specifications, plain dicts with their rows.

Every function takes rows (mappings), `Field`s that say what a column means, and a finding as
title. Nothing is drawn here; `draw.svg` and `draw.png` do that, and so do Jupyter and a browser.

| to show | call |
|---|---|
| how much of something, with an interval | `bars` |
| where something lies, filled only where it is measurable | `points` |
| what the answer hangs on | `tornado` |
| a whole before and after, by its parts | `stacked` |
| something over time or distance | `lines` |
| the steps of a process, one after the other | `stages` |
| events on a calendar or over a month | `strips` |
| how much goes from where to where | `flows` |
| the same for several cases | `facets` |
| two charts as one figure | `above` |
| a limit, a part of an axis | `with_limit`, `with_span` |
| nothing | `sentence` |
"""

from noroshi.present.bars import bars, points
from noroshi.present.compose import above, facets, sentence, with_limit, with_span
from noroshi.present.curves import lines
from noroshi.present.field import Field, Row, Spec
from noroshi.present.flows import flows
from noroshi.present.stacked import stacked, stages
from noroshi.present.strips import strips
from noroshi.present.tornado import tornado

__all__ = [
    "Field",
    "Row",
    "Spec",
    "above",
    "bars",
    "facets",
    "flows",
    "lines",
    "points",
    "sentence",
    "stacked",
    "stages",
    "strips",
    "tornado",
    "with_limit",
    "with_span",
]

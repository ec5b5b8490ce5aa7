"""Every number that tells whether an approach is noticed, declared once."""

from functools import partial
from typing import Final

from noroshi.questions.answer import Variable, number, word

POSTURES: Final = ("before", "after")
_POSTURE: Final = ("waters", "posture")
_VESSEL: Final = (*_POSTURE, "vessel", "reading")
_WATCHER: Final = (*_POSTURE, "patrol")
_EACH: Final = (*_POSTURE, "vessel", "patrol", "reading")
_OTHER: Final = "no number: these waters are not approached by it"
_NOT_THERE: Final = "no number: it does not watch these waters in that posture"
_FORTNIGHT: Final = (
    "each draw of another fortnight, in the season of what is new; no number: beyond the draws "
    "that are mapped"
)

_noticed = partial(Variable, axes=_VESSEL, comment=_OTHER)
NOTICED: Final = _noticed(
    "noticed",
    "probability that an approach is noticed before the territorial sea, mean over approaches",
)
ASHORE: Final = _noticed(
    "noticed_before_coast",
    "probability that an approach is noticed by the time it reaches the coast",
)
TIME_LEFT: Final = Variable(
    "time_left",
    "time from being noticed to the territorial sea, mean over approaches noticed before it",
    "s",
    _VESSEL,
    comment="no number: none is noticed",
)
HALF: Final = Variable(
    "half_noticed_off",
    "distance from the territorial sea at which half of all approaches have been noticed",
    "m",
    _VESSEL,
    comment="zero: not before it",
)
NOTICED_BY: Final = Variable(
    "noticed_by",
    "probability that an approach has been noticed by that step of its way",
    "1",
    (*_VESSEL, "step"),
    comment=_OTHER,
)
CHANGE: Final = Variable(
    "change",
    "change of the probability of being noticed before the territorial sea, after less before in "
    "the same draws",
    "1",
    ("waters", "vessel", "reading"),
    comment=_OTHER,
)
SATELLITES_ADD: Final = _noticed(
    "satellites_add", "fall of the probability of being noticed without any imaging satellite"
)
SATELLITES_ALONE: Final = _noticed(
    "satellites_alone",
    "probability of being noticed before the territorial sea by imaging satellites alone",
)
ALONE: Final = Variable(
    "alone",
    "probability of being noticed before the territorial sea by the patrol alone",
    "1",
    _EACH,
    comment=_NOT_THERE,
)
FALL: Final = Variable(
    "fall_without",
    "fall of the probability of being noticed before the territorial sea without the patrol",
    "1",
    _EACH,
    comment=_NOT_THERE,
)
ON_STATION: Final = Variable(
    "on_station",
    "share of its season with at least one of its craft on station",
    "1",
    (*_WATCHER, "reading"),
    comment=_NOT_THERE,
)
IN_SEASON: Final = number(
    "in_season", "share of the period that its season covers", "1", *_WATCHER, comment=_NOT_THERE
)
AT_PEAK: Final = number(
    "there_at_peak",
    "whether it is there on the day of the reading peak",
    "1",
    *_WATCHER,
    comment=_NOT_THERE,
)
NEW: Final = number(
    "new",
    "whether no fleet of its type watched these waters from its base before",
    "1",
    *_WATCHER,
    comment=_NOT_THERE,
)
FLEET: Final = word("fleet", "fleet that flies the patrol, by id", "posture", "patrol")
PAYLOADS: Final = word("payloads", "what it searches with, by id", "posture", "patrol")
MODE: Final = word(
    "radar_mode",
    "mode of its surveillance radar that is used, since it comes back soonest",
    "posture",
    "patrol",
)
LOOKS_AGAIN: Final = number(
    "looks_again_after",
    "from one look at a ship in view to the next in that mode, everything at its best value",
    "s",
    "posture",
    "patrol",
    "mode",
    comment="no number: it has no such mode; infinite: never",
)
IMAGERS: Final = number("imagers", "payloads of satellites that look, too", "1", "posture")
TO_LIMIT: Final = number(
    "to_limit",
    "distance from the territorial sea at the end of the step, negative inside it",
    "m",
    "waters",
    "step",
)
LIMIT: Final = number("limit", "breadth of the territorial sea", "m", "waters")
BEGIN: Final = number("begin", "distance from the coast at which approaches begin", "m", "waters")
SIDES: Final = number("sides", "from how many sides approaches come", "1", "waters")
PEAK_DAY: Final = word(
    "peak_day",
    "day on which what is new is there; empty: all the time, or nothing is new",
    "waters",
)
FIRST_VESSEL: Final = word(
    "first_vessel", "first type of vessel that the waters name, by id", "waters"
)
DATES: Final = word("posture_date", "date of the posture", "posture")
PERIOD: Final = number("period", "over which beginnings are spread", "s")

_WAY: Final = ("waters", "way")
BEARING: Final = number(
    "bearing",
    "of the beginning of the way as seen from the coast's middle",
    "rad",
    *_WAY,
    detail=True,
)
WAY_LAT: Final = number(
    "way_latitude", "latitude of the middle of each step", "rad", *_WAY, "step", detail=True
)
WAY_LON: Final = number(
    "way_longitude", "longitude of the middle of each step", "rad", *_WAY, "step", detail=True
)
NOTICED_ON_WAY: Final = Variable(
    "noticed_on_way",
    "probability that the first type of vessel has been noticed by that step of that way, craft "
    "flying as declared",
    "1",
    (*_POSTURE, "way", "step"),
    detail=True,
)

_FOLD: Final = (*_POSTURE, "fold")
IN_VIEW: Final = Variable(
    "in_view",
    "share of area and time in view of so many scanning radars at once, or more",
    "1",
    _FOLD,
    comment=_FORTNIGHT,
)
AREA_IN_VIEW: Final = Variable(
    "area_in_view",
    "area that is in view of so many scanning radars at once, or more, at any time",
    "m2",
    _FOLD,
    comment=_FORTNIGHT,
)
COAST_AGE: Final = Variable(
    "coast_age",
    "mean age of the last look, median by area over the territorial sea",
    "s",
    _POSTURE,
    comment=f"infinite: nobody looks at half of it; {_FORTNIGHT}",
)
COAST_BREAK: Final = Variable(
    "coast_break",
    "mean time from one look to the next, median by area over the territorial sea",
    "s",
    _POSTURE,
    comment=f"infinite: nobody looks at half of it; {_FORTNIGHT}",
)


def _of_cell(name: str, words: str, unit: str) -> Variable:
    return Variable(name, words, unit, ("cell",), drawn=False, detail=True)


CELL_WATERS: Final = _of_cell("cell_waters", "waters that the cell belongs to", "")
CELL_ID: Final = _of_cell("cell_index", "index of the cell in the grid H3", "")
CELL_LAT: Final = _of_cell("cell_latitude", "latitude of the cell's middle", "rad")
CELL_LON: Final = _of_cell("cell_longitude", "longitude of the cell's middle", "rad")
CELL_AREA: Final = _of_cell("cell_area", "area of the cell on the ellipsoid", "m2")


def _in_cell(name: str, words: str, unit: str = "s", *axes: str, never: str = "") -> Variable:
    comment = "; ".join(part for part in (never, _FORTNIGHT) if part)
    return Variable(name, words, unit, ("posture", *axes, "cell"), comment=comment, detail=True)


_NOBODY: Final = "infinite: nobody ever looks"
CELL_LOOKS: Final = _in_cell("cell_looks", "looks in the fortnight", "1")
CELL_REVISIT: Final = _in_cell(
    "cell_mean_revisit", "the fortnight over the number of looks", never=_NOBODY
)
CELL_LONGEST: Final = _in_cell("cell_longest_gap", "longest time without a look")
CELL_GAP: Final = _in_cell("cell_mean_gap", "gap in which an instant falls, mean over all instants")
CELL_AGE: Final = _in_cell("cell_mean_age", "age of the last look, mean over all instants")
CELL_BREAK: Final = _in_cell(
    "cell_mean_break", "time from one look's end to the next, mean over breaks", never=_NOBODY
)
CELL_QUANTILE: Final = _in_cell(
    "cell_gap", "gap in which this share of all instants lies, at most", "s", "quantile"
)
CELL_SHARE: Final = _in_cell(
    "cell_time_share",
    "share of the fortnight in view of so many scanning radars at once, or more",
    "1",
    "fold",
)

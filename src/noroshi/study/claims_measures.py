"""The measures of a run or a watch that a statement can be held against, from their documents.

`answer.json` and `watch.json` hold every number of an answer, so the same few lines serve a run
that has just ended and the files of an earlier one.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, get_args

from noroshi.present.rounding import supported
from noroshi.questions.warning.pipe.measurable import CLEAR
from noroshi.scenario.claim_checks import Measure
from noroshi.study.claims_compare import Value

DAYS: Final = 3
"""Length of the activity at a site that statements are held against [d]."""
Document = Mapping[str, Any]
Read = Callable[[Document], Iterator[tuple[str, Any]]]


class Definition(NamedTuple):
    """What a measure is, in words, its unit, and how it is read from a document."""

    says: str
    unit: str
    read: Read


def facts_of_run(document: Document, origin: str) -> dict[str, Value]:
    """Every measure that a document of `noroshi.run/2` holds, by `measure:of`."""
    watch = document.get("watch")
    found = _facts(_OF_RUN, document, origin)
    return found if watch is None else found | facts_of_watch(watch, origin)


def facts_of_watch(document: Document, origin: str) -> dict[str, Value]:
    """Every measure that a document of `noroshi.watch/1` holds, by `measure:of`."""
    return _facts(_OF_WATCH, document, origin)


def _facts(measures: Mapping[str, Definition], document: Document, origin: str) -> dict[str, Value]:
    return {
        f"{name}:{of}": value
        for name, measure in measures.items()
        for of, raw in measure.read(document)
        if (value := _value(raw, measure.unit, origin)) is not None
    }


def _value(raw: Any, unit: str, origin: str) -> Value | None:
    """A number, or an interval of a document; None where any of it is null: never, or none.

    Where the document holds a mean and errors, the mean stands for the median, and times have no
    digit that their errors do not support.
    """
    if not isinstance(raw, Mapping):
        raw = dict.fromkeys(("p5", "p50", "p95"), raw)
    middle = "mean" if "mean" in raw else "p50"
    three = [raw[key] for key in ("p5", middle, "p95")]
    if any(v is None for v in three):
        return None
    if unit == "s" and "mean_error" in raw:
        errors = [raw[f"{key}_error"] for key in ("p5", "mean", "p95")]
        three = [
            supported(v, math.nan if e is None else e) for v, e in zip(three, errors, strict=True)
        ]
    low, best, high = (float(v) for v in three)
    return Value(low, best, high, unit, origin=origin)


def _of_place(document: Document) -> Iterator[tuple[str, Any]]:
    """The mean gain of each place, between the bounds that its sampling error leaves."""
    for party in document["parties"]:
        for place in party["places"]:
            gain = place["mean_gain_s"]
            off = None if gain["mean_error"] is None else CLEAR * gain["mean_error"]
            low, high = (None if off is None else gain["mean"] + side * off for side in (-1, 1))
            yield place["receiver"], {"p5": low, "p50": gain["mean"], "p95": high}


def _of_party(key: str) -> Read:
    return lambda document: ((p["party"], p[key]) for p in document["parties"])


def _ratios(document: Document) -> Iterator[tuple[str, Any]]:
    """Of time on station; the document holds the ratio less one."""
    for gain in (document["basing"] or {"gains": ()})["gains"]:
        less = gain["time_on_station_ratio_less_one"]
        ratio = {k: None if v is None else v + 1.0 for k, v in less.items()}
        yield f"{gain['base']}/{gain['over']}/{gain['station']}", ratio


def _unseen(images: str) -> Read:
    """The probability that an activity of `DAYS` days goes without an image."""

    def read(document: Document) -> Iterator[tuple[str, Any]]:
        for site in document["sites"]:
            yield site["site"], site["postures"]["after"][images]["unseen_by_days"][DAYS]

    return read


def _looks(document: Document) -> Iterator[tuple[str, Any]]:
    for site in document["sites"]:
        yield site["site"], site["postures"]["after"]["opportunities_per_day"]


def _noticed(document: Document) -> Iterator[tuple[str, Any]]:
    """Of approaches of the first type of vessel, craft flying as declared."""
    for waters in document["waters"]:
        first = waters["postures"]["after"]["vessels"][0]
        yield waters["waters"], first["declared"]["noticed_before_limit"]


_OF_RUN: Final = {
    "mean-gain": Definition(
        "mean warning time gained, over people and flights", "s", _of_party("mean_gain_s")
    ),
    "share-of-draws-gaining": Definition(
        "share of the draws in which a second or more is gained",
        "share",
        _of_party("share_of_draws_gaining"),
    ),
    "cities-gaining": Definition(
        "places that gain measurably", "places", _of_party("receivers_gaining")
    ),
    "cities": Definition("places that are warned", "places", _of_party("receivers")),
    "place-gain": Definition(
        "mean warning time gained, over flights, with its sampling error", "s", _of_place
    ),
    "added-by-others": Definition(
        "mean warning time that others' sensors add to one's own",
        "s",
        _of_party("mean_added_by_others_after_s"),
    ),
}
_OF_WATCH: Final = {
    "time-on-station-ratio": Definition(
        "time on station of one aircraft, as a multiple", "", _ratios
    ),
    "unseen": Definition(
        f"probability that an activity of {DAYS} days goes without an image of any kind",
        "share",
        _unseen("all_images"),
    ),
    "unseen-by-cameras": Definition(
        f"probability that an activity of {DAYS} days goes without a clear image",
        "share",
        _unseen("clear_images"),
    ),
    "looks-a-day": Definition("opportunities of satellites a day", "a day", _looks),
    "noticed": Definition(
        "probability that an approach is noticed before the territorial sea", "share", _noticed
    ),
}
MEASURES: Final[Mapping[str, Definition]] = {**_OF_RUN, **_OF_WATCH}
"""Every measure that a check may name."""

if set(MEASURES) != set(get_args(Measure)):  # pragma: no cover
    raise TypeError("the measures that files may name are not those that are defined")

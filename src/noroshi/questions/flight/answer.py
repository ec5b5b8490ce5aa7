"""What is found about one flight: every number, and how it is told."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.motion.closest_approach import ClosestApproach
from noroshi.questions.answer import (
    BOUND,
    BOUNDS,
    Answer,
    Axis,
    Column,
    Table,
    Variable,
    dataset,
    number,
    spread,
    word,
)
from noroshi.questions.base import Case
from noroshi.questions.flight import QUESTION, Options
from noroshi.questions.flight.compute import Examination, study
from noroshi.questions.flight.figures import figures
from noroshi.questions.flight.layers import layers
from noroshi.questions.flight.words import LIMITS, headline, text
from noroshi.questions.sources import sources_in
from noroshi.questions.warning.pipe.records import DetectionTable

Floats = NDArray[np.float64]
POSTURES: Final = ("before", "after")
_CAUSES: Final = (
    "of the burn time and of the growth of acceleration that are declared for its class"
)


def _interval(name: str, words: str, unit: str, comment: str = "") -> Variable:
    """Known by its 5, 50 and 95 % over what varies the powered phase."""
    words = f"{words}; 5, 50 and 95 % {_CAUSES}"
    return Variable(name, words, unit, (BOUND,), drawn=False, comment=comment)


def _seen(name: str, words: str, comment: str = "") -> Variable:
    return Variable(name, words, "s", ("posture", "sensor"), comment=comment)


FLIGHT_TIME: Final = _interval("flight_time", "time from launch to impact", "s")
POWERED_TIME: Final = _interval("powered_time", "time under power", "s")
BURNOUT_ALTITUDE: Final = _interval(
    "burnout_altitude", "altitude at the end of powered flight", "m"
)
EQUIVALENT_RANGE: Final = _interval(
    "equivalent_range",
    "range that the same powered phase would give on the trajectory of greatest range, on an Earth "
    "that does not turn",
    "m",
    "infinite: into orbit, or nearly",
)
LEAST_TIME: Final = number(
    "least_flight_time",
    "time that no flight over this apogee to this range is shorter than: without air, and with all "
    "its speed from the first moment",
    "s",
)
STATED_TIME: Final = number(
    "stated_time", "flight time that was stated", "s", comment="no number: none"
)
RANGE: Final = number("range", "distance over the ground from launch to impact", "m")
APOGEE: Final = number("apogee", "greatest altitude", "m")
APOGEE_TIME: Final = number("apogee_time", "time from launch to the greatest altitude", "s")
BURN_TIME: Final = number("burn_time", "time under power of the flight at the best values", "s")
IMPACT_TIME: Final = number("impact_time", "flight time of the flight at the best values", "s")
BEARING: Final = number("bearing", "bearing of the impact from the launch point", "deg")
ASSUMED: Final = number(
    "bearing_assumed", "whether no direction was given, and east was taken", "1"
)
LAUNCH_LAT: Final = number("launch_lat", "latitude of the launch point", "degrees_north")
LAUNCH_LON: Final = number("launch_lon", "longitude of the launch point", "degrees_east")
IMPACT_LAT: Final = number("impact_lat", "latitude of the impact", "degrees_north")
IMPACT_LON: Final = number("impact_lon", "longitude of the impact", "degrees_east")
LAUNCHED: Final = word("launched_from", "where it is launched")
VERDICT: Final = word("verdict", "whether the stated flight time can be; empty: none was stated")
REASON: Final = word("reason", "why")
CLASS: Final = word("vehicle_class", "vehicle class whose powered phase is taken, by id")
CLASS_NAME: Final = word("vehicle_class_name", "vehicle class whose powered phase is taken")
OUTREACHED: Final = number(
    "vehicle_class_outreached", "whether it would reach farther than every declared class", "1"
)
VARIED: Final = word("varied", "what the interval is over, in words")

LAT: Final = number("lat", "latitude below the flight", "degrees_north", "time")
LON: Final = number("lon", "longitude below the flight", "degrees_east", "time")
ALTITUDE: Final = number("altitude", "altitude of the flight", "m", "time")
GROUND: Final = number("ground_distance", "distance over the ground from the launch", "m", "time")

PASS_TIME: Final = number("pass_time", "time after launch at which it passes nearest", "s", "place")
PASS_DISTANCE: Final = number("pass_distance", "least distance over the ground", "m", "place")
PASS_ALTITUDE: Final = number("pass_altitude", "altitude at which it passes", "m", "place")
PLACE_LAT: Final = number("place_lat", "latitude of the place", "degrees_north", "place")
PLACE_LON: Final = number("place_lon", "longitude of the place", "degrees_east", "place")

_NEVER: Final = "infinite: never; no number: the sensor is not of that posture"
FIRST: Final = _seen("first_detection", "first detection, after launch", _NEVER)
CONFIRMED: Final = _seen("confirmed", "confirmation by so many hits of so many looks", _NEVER)
HELD: Final = _seen("held", "track of what flies on after burn-out", _NEVER)
RISE: Final = _seen("rise", "enters the field of view", "no number: never, or not of that posture")
SET: Final = _seen("set", "leaves the field of view", "no number: never, or not of that posture")
CUSTODY: Final = _seen(
    "custody",
    "time in view with a probability of detection of one half a look or more",
    "no number: not of that posture",
)


def _look(name: str, words: str, unit: str = "1", comment: str = "") -> Variable:
    axes = ("sensor", "time")
    return Variable(name, words, unit, axes, drawn=False, comment=comment, detail=True)


DISTANCE: Final = _look("distance", "distance from the sensor", "m")
AZIMUTH: Final = _look("azimuth", "azimuth from the sensor", "deg", "no number: in space")
ELEVATION: Final = _look(
    "elevation", "elevation from the sensor, without refraction", "deg", "no number: in space"
)
SNR: Final = _look(
    "signal_to_noise",
    "signal-to-noise ratio of a look",
    comment="zero: not modelled for that kind; no number: out of view",
)
PROBABILITY: Final = _look(
    "detection_probability", "probability that a look detects", comment="zero: out of view"
)


def answer(case: Case, options: Options) -> Answer:
    """How a published flight goes, which sensors see it, and how near it passes to places.

    Raises:
        NoroshiError: an option means nothing.
        Refused: the flight cannot be.
    """
    found = study(case, options)
    data = _data(found, case)
    return Answer(
        question=QUESTION.name,
        title=QUESTION.asks,
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tuple(_tables(data)),
        figures=figures(data),
        layers=layers(data, case),
        limits=LIMITS,
        sources=_sources(found, case),
    )


def _sources(found: Examination, case: Case) -> tuple[str, ...]:
    """Of the vehicle class and of all sensors."""
    used = (case.whole.vehicles[found.examined.vehicle_class], *found.looks.sensors)
    named = {key for record in used for key in sources_in(record)}
    return tuple(key for key in case.whole.sources if key in named)


def _data(found: Examination, case: Case) -> xr.Dataset:
    course, best, examined = found.course, found.best, found.examined
    values: dict[Variable, Any] = {
        FLIGHT_TIME: examined.flight_time,
        POWERED_TIME: examined.flights.plan.burn_time[:3],
        BURNOUT_ALTITUDE: examined.burnout_altitude,
        EQUIVALENT_RANGE: examined.equivalent,
        LEAST_TIME: examined.least_time,
        STATED_TIME: np.nan if (t := found.asked.claim.flight_time) is None else t,
        RANGE: best.range[0],
        APOGEE: best.apogee[0],
        APOGEE_TIME: best.apogee_time[0],
        BURN_TIME: best.plan.burn_time[0],
        IMPACT_TIME: best.flight_time[0],
        BEARING: np.degrees(found.bearing),
        ASSUMED: float(found.asked.assumed_east),
        LAUNCH_LAT: np.degrees(found.asked.start.lat),
        LAUNCH_LON: np.degrees(found.asked.start.lon),
        IMPACT_LAT: np.degrees(best.impact_lat[0]),
        IMPACT_LON: np.degrees(best.impact_lon[0]),
        LAUNCHED: found.asked.start.name,
        VERDICT: examined.verdict or "",
        REASON: examined.reason,
        CLASS: examined.vehicle_class,
        CLASS_NAME: case.whole.vehicles[examined.vehicle_class].name,
        OUTREACHED: float(examined.outreached),
        VARIED: _varied(found),
        LAT: np.degrees(course.lat),
        LON: np.degrees(np.unwrap(course.lon)),
        ALTITUDE: course.altitude,
        GROUND: course.ground_distance,
        **_passes(found),
        **_detections(found, case.draws),
        DISTANCE: found.looks.distance,
        AZIMUTH: np.degrees(found.looks.azimuth),
        ELEVATION: np.degrees(found.looks.elevation),
        SNR: found.looks.snr,
        PROBABILITY: found.looks.probability,
    }
    return dataset(_axes(found, case), values)


def _axes(found: Examination, case: Case) -> list[Axis]:
    dates = [str(world.day or "") for world in (case.before, case.after)]
    named = [f"{p}, {d}".rstrip(", ") for p, d in zip(POSTURES, dates, strict=True)]
    places, sensors = found.passes, found.looks.sensors
    # Two places may have one name: ids are their numbers.
    return [
        Axis(BOUND, BOUNDS),
        Axis("time", list(map(float, found.course.time)), words="after launch [s]"),
        Axis("place", list(range(len(places))), [p.name for p, _ in places], "passes nearest to"),
        Axis("posture", POSTURES, named),
        Axis("sensor", [s.id for s in sensors], [s.name for s in sensors]),
    ]  # fmt: skip


def _varied(found: Examination) -> str:
    plan = found.examined.flights.plan
    causes = (("burn time", plan.burn_time), ("growth of acceleration", plan.growth))
    return " and the ".join(name for name, values in causes if np.ptp(values) > 0.0)


def _passes(found: Examination) -> dict[Variable, Floats]:
    def each(of: Callable[[ClosestApproach], float]) -> Floats:
        return np.array([of(near) for _, near in found.passes], dtype=np.float64)

    return {
        PASS_TIME: each(lambda near: near.time),
        PASS_DISTANCE: each(lambda near: near.ground_distance),
        PASS_ALTITUDE: each(lambda near: max(near.altitude, 0.0)),
        PLACE_LAT: np.degrees(np.array([p.lat for p, _ in found.passes], dtype=np.float64)),
        PLACE_LON: np.degrees(np.array([p.lon for p, _ in found.passes], dtype=np.float64)),
    }


def _detections(found: Examination, draws: int) -> dict[Variable, Floats]:
    names = [s.id for s in found.looks.sensors]

    def of(field: str) -> Floats:
        """(posture, sensor, draw)."""
        values = np.full((len(POSTURES), len(names), draws), np.nan)
        for row, table in zip(values, found.detections, strict=True):
            row[_own(table, names)] = getattr(table, field)[0].T
        return values

    fields = (FIRST, "first"), (CONFIRMED, "confirmed"), (HELD, "held"), (RISE, "rise")
    return {v: of(field) for v, field in (*fields, (SET, "set"), (CUSTODY, "custody"))}


def _own(table: DetectionTable, names: list[str]) -> list[int]:
    return [names.index(sensor) for sensor in table.sensors]


def _tables(data: xr.Dataset) -> Iterator[Table]:
    over = str(data[VARIED.name].item())
    varied = f"Median, and 5 to 95 % over the {over} of the class." if over else ""
    yield Table(
        name="flight",
        title="The flight",
        data=data,
        rows=(),
        columns=(
            Column(LAUNCHED.name, "from", "text"),
            Column(RANGE.name, "range", "whole km"),
            Column(BEARING.name, "bearing", "bearing"),
            Column(APOGEE.name, "apogee", "whole km"),
            Column(APOGEE_TIME.name, "apogee after", "minutes"),
            Column(POWERED_TIME.name, "powered", "seconds"),
            Column(BURNOUT_ALTITUDE.name, "burn-out altitude", "km or more"),
            Column(FLIGHT_TIME.name, "flight time", "minutes"),
            Column(LEAST_TIME.name, "least over this apogee", "minutes"),
            Column(EQUIVALENT_RANGE.name, "equivalent range", "km or more"),
            Column(CLASS_NAME.name, "vehicle class", "text"),
        ),
        note=f"{varied} Equivalent range: of the same powered phase on the trajectory of greatest "
        "range, on an Earth that does not turn.".strip(),
    )
    if seers := in_order(data):
        yield Table(
            name="sensors",
            title="Which sensors confirm it, and when, after launch",
            data=data,
            rows=("sensor",),
            columns=(
                Column(CONFIRMED.name, "before", "time", {"posture": "before"}),
                Column(CONFIRMED.name, "after", "time", {"posture": "after"}),
                Column(CUSTODY.name, "custody after", "time", {"posture": "after"}),
            ),
            keep={"sensor": seers},
            note="Median, and 5 to 95 % of draws of what is declared of the sensors. Sensors that "
            "confirm it in no more than half of the draws are left out.",
        )
    if data.sizes["place"]:
        yield Table(
            name="passes",
            title="How near it passes to places, over the ground",
            data=data,
            rows=("place",),
            columns=(
                Column(PASS_TIME.name, "after launch", "minutes"),
                Column(PASS_DISTANCE.name, "away", "whole km"),
                Column(PASS_ALTITUDE.name, "at altitude", "whole km"),
            ),
        )


def in_order(data: xr.Dataset) -> list[str]:
    """Ids of the sensors that confirm the flight in most draws of a posture; the first first."""
    median = spread(data, CONFIRMED.name).p50
    soonest = np.where(np.isnan(median), np.inf, median).min(axis=0)
    order = np.argsort(soonest, kind="stable")
    return [str(data["sensor"].to_numpy()[i]) for i in order if np.isfinite(soonest[i])]

"""What is found about one flight: every number, and how it is told."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside
from noroshi.motion.closest_approach import ClosestApproach
from noroshi.questions.answer import (
    BOUND,
    BOUNDS,
    Answer,
    Axis,
    Column,
    PlainData,
    Table,
    declared,
    spread,
)
from noroshi.questions.base import Case, Progress
from noroshi.questions.flight import Options
from noroshi.questions.flight.compute import Examination, study
from noroshi.questions.flight.figures import figures
from noroshi.questions.flight.layers import layers
from noroshi.questions.flight.words import LIMITS, headline, text
from noroshi.questions.naming import posture_names
from noroshi.questions.sources import cited_in
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.records import DetectionTable
from noroshi.questions.worked_out import WorkedOut, read_from, worked_out
from noroshi.scenario.records import WARNED, Scenario

Floats = NDArray[np.float64]


def answer(case: Case, options: Options) -> Answer:
    """How a published flight goes, which sensors see it, and how near it passes to places.

    Raises:
        NoroshiError: an option means nothing.
        Refused: the flight cannot be.
    """
    worlds = (read_from(world, WARNED) for world in (case.before, case.after, case.whole))
    asked = tuple(worlds), options, case.draws, case.seed, Aside(case.progress)
    found = worked_out("one flight", _work_out, *asked)
    data = found.data
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tuple(_tables(data)),
        figures=figures(data),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
    )


def _work_out(
    worlds: tuple[Scenario, Scenario, Scenario],
    options: Options,
    draws: int,
    seed: int,
    told: Aside[Progress],
) -> WorkedOut:
    """Examine the flight in the two postures and in all that is declared."""
    before, after, whole = worlds
    case = Case(before, after, whole, draws, seed, progress=told.value)
    found = study(case, options)
    data = _data(found, case)
    vehicle = case.whole.vehicles[found.examined.vehicle_class]
    sources = cited_in(case.whole, vehicle, *found.looks.sensors)
    return WorkedOut(data, layers(data, case), (), LIMITS, sources)


def _data(found: Examination, case: Case) -> PlainData:
    course, best, examined = found.course, found.best, found.examined
    values: dict[str, Any] = {
        "flight_time": examined.flight_time,
        "powered_time": examined.flights.plan.burn_time[:3],
        "burnout_altitude": examined.burnout_altitude,
        "equivalent_range": examined.equivalent,
        "least_flight_time": examined.least_time,
        "stated_time": np.nan if (t := found.asked.claim.flight_time) is None else t,
        "range": best.range[0],
        "apogee": best.apogee[0],
        "apogee_time": best.apogee_time[0],
        "burn_time": best.plan.burn_time[0],
        "impact_time": best.flight_time[0],
        "bearing": np.degrees(found.bearing),
        "bearing_assumed": float(found.asked.assumed_east),
        "launch_lat": np.degrees(found.asked.start.lat),
        "launch_lon": np.degrees(found.asked.start.lon),
        "impact_lat": np.degrees(best.impact_lat[0]),
        "impact_lon": np.degrees(best.impact_lon[0]),
        "launched_from": found.asked.start.name,
        "verdict": examined.verdict or "",
        "reason": examined.reason,
        "vehicle_class": examined.vehicle_class,
        "vehicle_class_name": case.whole.vehicles[examined.vehicle_class].name,
        "vehicle_class_outreached": float(examined.outreached),
        "varied": _varied(found),
        "lat": np.degrees(course.lat),
        "lon": np.degrees(np.unwrap(course.lon)),
        "altitude": course.altitude,
        "ground_distance": course.ground_distance,
        **_passes(found),
        **_detections(found, case.draws),
        "distance": found.looks.distance,
        "azimuth": np.degrees(found.looks.azimuth),
        "elevation": np.degrees(found.looks.elevation),
        "signal_to_noise": found.looks.snr,
        "detection_probability": found.looks.probability,
        "look_error": found.looks.error,
    }
    return declared(__package__).plain(_axes(found, case), values)


def _axes(found: Examination, case: Case) -> list[Axis]:
    places, sensors = found.passes, found.looks.sensors
    # Two places may have one name: ids are their numbers.
    return [
        Axis(BOUND, BOUNDS),
        Axis("time", list(map(float, found.course.time)), words="after launch [s]"),
        Axis("place", list(range(len(places))), [p.name for p, _ in places], "passes nearest to"),
        Axis("posture", POSTURES, posture_names(case.before, case.after)),
        Axis("sensor", [s.id for s in sensors], [s.name for s in sensors]),
    ]  # fmt: skip


def _varied(found: Examination) -> str:
    plan = found.examined.flights.plan
    causes = (("burn time", plan.burn_time), ("growth of acceleration", plan.growth))
    return " and the ".join(name for name, values in causes if np.ptp(values) > 0.0)


def _passes(found: Examination) -> dict[str, Floats]:
    def each(of: Callable[[ClosestApproach], float]) -> Floats:
        return np.array([of(near) for _, near in found.passes], dtype=np.float64)

    return {
        "pass_time": each(lambda near: near.time),
        "pass_distance": each(lambda near: near.ground_distance),
        "pass_altitude": each(lambda near: max(near.altitude, 0.0)),
        "place_lat": np.degrees(np.array([p.lat for p, _ in found.passes], dtype=np.float64)),
        "place_lon": np.degrees(np.array([p.lon for p, _ in found.passes], dtype=np.float64)),
    }


def _detections(found: Examination, draws: int) -> dict[str, Floats]:
    names = [s.id for s in found.looks.sensors]

    def of(field: str) -> Floats:
        """(posture, sensor, draw)."""
        values = np.full((len(POSTURES), len(names), draws), np.nan)
        for row, table in zip(values, found.detections, strict=True):
            row[_own(table, names)] = getattr(table, field)[0].T
        return values

    fields = (
        ("first_detection", "first"),
        ("confirmed", "confirmed"),
        ("held", "held"),
        ("rise", "rise"),
    )
    return {v: of(field) for v, field in (*fields, ("set", "set"), ("custody", "custody"))}


def _own(table: DetectionTable, names: list[str]) -> list[int]:
    return [names.index(sensor) for sensor in table.sensors]


def _tables(data: PlainData) -> Iterator[Table]:
    over = str(data["varied"].item())
    varied = f"Median, and 5 to 95 % over the {over} of the class." if over else ""
    yield Table(
        name="flight",
        title="The flight",
        data=data,
        rows=(),
        columns=(
            Column("launched_from", "from", "text"),
            Column("range", "range", "whole km"),
            Column("bearing", "bearing", "bearing"),
            Column("apogee", "apogee", "whole km"),
            Column("apogee_time", "apogee after", "minutes"),
            Column("powered_time", "powered", "seconds"),
            Column("burnout_altitude", "burn-out altitude", "km or more"),
            Column("flight_time", "flight time", "minutes"),
            Column("least_flight_time", "least over this apogee", "minutes"),
            Column("equivalent_range", "equivalent range", "km or more"),
            Column("vehicle_class_name", "vehicle class", "text"),
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
                Column("confirmed", "before", "time", {"posture": "before"}),
                Column("confirmed", "after", "time", {"posture": "after"}),
                Column("custody", "custody after", "time", {"posture": "after"}),
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
                Column("pass_time", "after launch", "minutes"),
                Column("pass_distance", "away", "whole km"),
                Column("pass_altitude", "at altitude", "whole km"),
            ),
        )


def in_order(data: PlainData) -> list[str]:
    """Ids of the sensors that confirm the flight in most draws of a posture; the first first."""
    median = spread(data, "confirmed").p50
    soonest = np.where(np.isnan(median), np.inf, median).min(axis=0)
    order = np.argsort(soonest, kind="stable")
    return [str(data["sensor"][i]) for i in order if np.isfinite(soonest[i])]

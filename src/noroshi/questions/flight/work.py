"""All numbers of one flight, worked out."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.closest_approach import ClosestApproach
from noroshi.questions.answer import BOUND, BOUNDS, Axis, PlainData, declared
from noroshi.questions.base import Case
from noroshi.questions.flight import Options
from noroshi.questions.flight.compute import Examination, study
from noroshi.questions.flight.layers import layers
from noroshi.questions.flight.words import LIMITS
from noroshi.questions.naming import posture_names
from noroshi.questions.sources import cited_in
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.records import DetectionTable
from noroshi.questions.worked_out import WorkedOut

Floats = NDArray[np.float64]


def work_out(case: Case, options: Options) -> WorkedOut:
    """Examine the flight in the two postures and in all that is declared.

    Raises:
        NoroshiError: an option means nothing.
        Refused: the flight cannot be.
    """
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

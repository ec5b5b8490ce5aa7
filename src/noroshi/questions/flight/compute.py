"""One published flight: examined, followed over the ground, and seen by declared sensors."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.earth.named_place import NamedPlace
from noroshi.motion.closest_approach import ClosestApproach, closest_approach
from noroshi.motion.published import Examined, examine
from noroshi.motion.records import Flights, pick
from noroshi.motion.sample import positions
from noroshi.questions.base import Case, OwnStage
from noroshi.questions.flight import Options
from noroshi.questions.flight.claim import FlightRequest, classes, read
from noroshi.questions.warning.pipe.expand import DeclaredFlight
from noroshi.questions.warning.pipe.fly import DrawnFlights
from noroshi.questions.warning.pipe.observe import observe
from noroshi.questions.warning.pipe.records import DetectionTable
from noroshi.questions.warning.pipe.single_looks import SingleLooks, looks
from noroshi.questions.warning.pipe.stages import unknowns
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Vehicle
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
MOMENTS: Final = 241
"""Even moments from launch to impact at which it is told where the flight is."""
NEAREST: Final = 6
"""Places to be warned of which the pass is told where none is asked for."""


class Course(NamedTuple):
    """Where the flight is, (time,)."""

    time: Floats
    """After launch [s]: even moments, burn-out and apogee."""
    position_ecef: Floats
    """(time, 3) [m]."""
    lat: Floats
    """[rad]."""
    lon: Floats
    altitude: Floats
    """Above the ellipsoid [m]."""
    ground_distance: Floats
    """From the launch point to the point below [m]."""


@dataclass(frozen=True)
class Examination:
    """Everything that is found about one flight."""

    asked: FlightRequest
    examined: Examined
    best: Flights
    """The flight at the best values, a batch of one."""
    course: Course
    bearing: float
    """Of the impact point from the launch point [rad]."""
    passes: tuple[tuple[NamedPlace, ClosestApproach], ...]
    looks: SingleLooks
    detections: tuple[DetectionTable, DetectionTable]
    """Before and after, of one flight."""


def study(case: Case, options: Options) -> Examination:
    """Examine the flight, and look at it with the sensors of both postures.

    Places and vehicle classes are those of the whole scenario, whatever their dates.

    Raises:
        NoroshiError: an option means nothing, or a sensor cannot be what it is declared.
        Refused: the flight cannot be.
    """
    case.progress(OwnStage("solving flights"), 0.0)
    asked = read(options, case.whole)
    examined = examine(asked.claim, classes(case.whole))
    best = pick(examined.flights, np.array([1]))
    course = follow(best)
    vehicle = case.whole.vehicles[examined.vehicle_class]
    postures = case.before, case.after
    case.progress(OwnStage("looking"), 0.0)
    burn_time = float(best.plan.burn_time[0])
    return Examination(
        asked=asked,
        examined=examined,
        best=best,
        course=course,
        bearing=float(
            geodesic.inverse(*asked.claim.launch, best.impact_lat, best.impact_lon)[1][0]
        ),
        passes=_passes(asked, best, course, case.after),
        looks=looks(postures, course.position_ecef, course.time, burn_time, vehicle),
        detections=_detections(case, asked, best, vehicle),
    )


def follow(flight: Flights) -> Course:
    """Where a flight, a batch of one, is at even moments, at burn-out and at its apogee."""
    end = float(flight.flight_time[0])
    own = [float(flight.plan.burn_time[0]), float(flight.apogee_time[0])]
    # To the millisecond, so that every format names the same moments.
    time = np.unique(np.round(np.concatenate([np.linspace(0.0, end, MOMENTS), own]), 3))
    position = positions(flight, time)[:, :, 0]
    lat, lon, altitude = geodetic(*position.T)
    launch = flight.plan.launch_lat, flight.plan.launch_lon
    distance, _ = geodesic.inverse(*launch, lat, lon)
    return Course(time, position, lat, lon, altitude, np.asarray(distance))


def _passes(
    asked: FlightRequest, best: Flights, course: Course, world: Scenario
) -> tuple[tuple[NamedPlace, ClosestApproach], ...]:
    """Of the places asked for; else of those to be warned that it comes nearest to."""
    places = asked.over
    if not places and not asked.assumed_east:
        near = [NamedPlace(r.name, float(r.lat), float(r.lon)) for r in world.receivers.values()]
        least = [_least(place, course) for place in near]
        places = tuple(near[i] for i in np.argsort(least, kind="stable")[:NEAREST])
    return tuple((place, closest_approach(best, place.lat, place.lon)) for place in places)


def _least(place: NamedPlace, course: Course) -> float:
    """Roughly the least distance over the ground [m]."""
    here = np.full_like(course.lat, place.lat)
    return float(np.min(geodesic.inverse(here, place.lon, course.lat, course.lon)[0]))


def _detections(
    case: Case, asked: FlightRequest, best: Flights, vehicle: Vehicle
) -> tuple[DetectionTable, DetectionTable]:
    """What the sensors of both postures see, in every draw of what is declared of them.

    The flight is the one at the best values in every draw: only its echo is drawn.
    """
    postures = case.before, case.after
    echoes = (vehicle.powered_cross_section, vehicle.cross_section)
    names = {e.dimension for e in echoes}.union(*map(unknowns, postures))
    draws = Draws.of(names, case.draws, case.seed)
    flown = DrawnFlights(
        declared=(_declared(asked, best, vehicle),),
        drawn=pick(best, np.zeros(case.draws, dtype=np.intp)),
        tables=(),
        members=(np.array([0]), np.array([0])),
    )
    before, after = observe(postures, flown, draws, case.seed, case.progress)
    return before, after


def _declared(asked: FlightRequest, best: Flights, vehicle: Vehicle) -> DeclaredFlight:
    """The flight as if a scenario declared it."""
    plan = best.plan
    return DeclaredFlight(
        id=f"{asked.start.name}/{float(best.range[0]):.0f}",
        threat="",
        vehicle=vehicle.id,
        site="",
        receiver="",
        launch=(*asked.claim.launch, 0.0),
        aim=asked.claim.aim,
        distance=float(best.range[0]),
        apogee=float(best.apogee[0]),
        burn_time=Estimate.exactly(float(plan.burn_time[0])),
        ballistic_coefficient=Estimate.exactly(float(plan.ballistic_coefficient[0])),
        powered_cross_section=vehicle.powered_cross_section,
        cross_section=vehicle.cross_section,
        growth=Estimate.exactly(float(plan.growth[0])),
        first_stage=float(plan.first_stage[0]),
    )

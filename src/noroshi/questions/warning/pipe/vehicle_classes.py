"""Declared vehicles as the classes by which a published flight is examined."""

from noroshi.motion.published import VehicleClass
from noroshi.scenario.warned import Vehicle


def class_of(vehicle: Vehicle) -> VehicleClass:
    """What a flight's examination needs of a declared vehicle."""
    return VehicleClass(
        vehicle.id,
        vehicle.reach[1],
        vehicle.burn_time,
        vehicle.ballistic_coefficient,
        vehicle.growth,
        vehicle.first_stage,
    )

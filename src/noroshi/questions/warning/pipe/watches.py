"""A declared sensor at its place, with every estimate at its best value."""

from noroshi.questions.warning.pipe.stations import where
from noroshi.scenario.records import Place, Scenario
from noroshi.sensing import Sensor
from noroshi.tracking.filters.simulate import Watch
from noroshi.world import Draws


def watch(sensor: Sensor, place: Place, scenario: Scenario) -> Watch:
    """The sensor's looks by its own clock, from the moment of launch."""
    best = Draws.best()
    there = where(place, best)
    parameters = sensor.parameters(there, best, best(scenario.header.refractivity_gradient))
    interval = float(best(sensor.interval())[0])
    return Watch(
        sensor.id, type(sensor), parameters, sensor.measurement_model(there, best), interval
    )

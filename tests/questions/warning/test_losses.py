"""Single losses against switching each sensor off and warning everybody anew."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.people import mean_warning, weights
from noroshi.questions.warning.pipe.reach import Pairs
from noroshi.questions.warning.pipe.records import DetectionTable, SensorLooks
from noroshi.questions.warning.pipe.sides import NOT_FOLLOWED
from noroshi.questions.warning.pipe.told import SHARED, Chain, Hearing, reports, warn

FLIGHTS, DRAWS, SENSORS, RECEIVERS = 7, 5, 4, 3
RNG = np.random.default_rng(4)


def times(low: float, high: float, shape: tuple[int, ...]) -> np.ndarray:
    """Numbers that single precision holds exactly, as their sums do."""
    return np.round(64.0 * RNG.uniform(low, high, shape)) / 64.0


def seen(confirmed: np.ndarray, held: np.ndarray) -> DetectionTable:
    """The table of what is confirmed and held, (flight, draw, sensor)."""
    count = confirmed.shape[-1]
    fields = {
        name: np.moveaxis(held if name == "held" else confirmed, -1, 0).astype(np.float32)
        for name in SensorLooks._fields
    }
    sensors = tuple(map(str, range(count)))
    return DetectionTable(sensors, fields, tuple(range(count)), np.arange(FLIGHTS))


def posture() -> SimpleNamespace:
    confirmed = times(30.0, 400.0, (FLIGHTS, DRAWS, SENSORS))
    confirmed[RNG.uniform(size=confirmed.shape) < 0.4] = np.inf
    confirmed[0] = np.inf
    pairs = Pairs(
        flight=np.arange(FLIGHTS),
        receiver=np.arange(FLIGHTS) % RECEIVERS,
        kind=np.array([0, 0, 0, 0, 0, 0, 1]),
        fraction=np.ones(FLIGHTS),
    )
    hearings = []
    for unheard in (1, 3):
        delay = times(0.0, 30.0, (DRAWS, SENSORS))
        delay[:, unheard] = np.inf
        chain = Chain(*times(1.0, 60.0, (len(Chain._fields), DRAWS)))
        hearings.append(Hearing(delay, delay, np.zeros(SENSORS, dtype=bool), chain))
    population = np.array([5.0, 3.0, 11.0])
    party = np.array([0, 0, 1])
    without = times(100.0, 300.0, (SENSORS, FLIGHTS, DRAWS))
    known = np.full((2, FLIGHTS, DRAWS), np.inf)
    # Whatever one sensor adds can only make the whole know sooner; a satellite adds to no track.
    known[SHARED] = without.min(axis=0) - times(0.0, 20.0, (FLIGHTS, DRAWS))
    without[[0, 3]] = known[SHARED]
    failing = np.full((2, FLIGHTS, DRAWS), 1, dtype=np.int16)
    failing[1] = 2
    flight_time = times(300.0, 600.0, (FLIGHTS, DRAWS))
    return SimpleNamespace(
        tracks=replace(NOT_FOLLOWED, known=known, failing=failing, failed=without[[1, 2]]),
        without=without,
        flight_time=flight_time,
        detections=seen(confirmed, np.maximum(confirmed, times(60.0, 200.0, confirmed.shape))),
        powered_alone=np.array([True, False, False, True]),
        warnings=SimpleNamespace(pairs=pairs, arrivals=lambda which: flight_time[which]),
        parties=("a", "b"),
        hearings=tuple(hearings),
        receiver_party=party,
        people_of=lambda p: np.where(party == p, population, 0.0),
    )


def warned(
    world: SimpleNamespace, confirmed: np.ndarray, held: np.ndarray, known: np.ndarray
) -> np.ndarray:
    heard = reports(confirmed, held, world.powered_alone, world.hearings)
    pairs = world.warnings.pairs
    warnings = warn(heard, known, pairs, world.flight_time, world.receiver_party, world.hearings)
    people = [*map(world.people_of, (0, 1)), *np.eye(RECEIVERS)]
    return np.stack([mean_warning(warnings.useful[SHARED], pairs, each) for each in people])


def test_a_loss_is_the_difference_that_switching_the_sensor_off_makes() -> None:
    world = posture()
    tracks = world.tracks
    whole = warned(world, world.detections.confirmed, world.detections.held, tracks.known)
    pairs = world.warnings.pairs
    places = zip(world.receiver_party, np.eye(RECEIVERS), strict=True)
    of_places = single_losses(world, [(p, weights(pairs, one)) for p, one in places])
    losses = np.concatenate([single_losses(world), of_places], axis=1)
    assert np.all(np.max(losses, axis=(0, 2)) > 1.0), "of each party, and of each place"
    for sensor in range(SENSORS):
        off, left = world.detections.confirmed.copy(), world.detections.held.copy()
        off[..., sensor] = left[..., sensor] = np.inf
        known = np.stack([tracks.known[0], world.without[sensor]])
        np.testing.assert_allclose(
            losses[sensor], whole - warned(world, off, left, known), atol=1e-9
        )


def test_no_loss_is_negative_and_without_sensors_there_is_none() -> None:
    world = posture()
    assert np.all(single_losses(world) >= 0.0)
    nobody = np.zeros((FLIGHTS, DRAWS, 0))
    world.detections = seen(nobody, nobody)
    world.powered_alone = np.zeros(0, dtype=bool)
    world.hearings = tuple(h._replace(shared=h.shared[:, :0]) for h in world.hearings)
    assert single_losses(world).shape == (0, 2, DRAWS)

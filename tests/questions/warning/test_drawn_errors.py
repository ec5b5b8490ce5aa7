"""Shared errors in draws, against one flight followed another way, and against their definition."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.kept import keeping
from noroshi.kept.store import InMemory
from noroshi.questions.answer import Numbers
from noroshi.questions.localisation.answer import answer_of
from noroshi.questions.localisation.drawn_errors import ONE_IN, drawn_errors
from noroshi.questions.localisation.example import example
from noroshi.questions.localisation.followed import follow, heard_by
from noroshi.questions.localisation.shared_errors import sensor_cells
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.stations import where
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.sensing.bias import CAUSES, Bias
from noroshi.sensing.bias_draws import displaced
from noroshi.tracking.shared_shift import KNOWN, held_pairs, moved_impacts, pulled
from noroshi.world import Draws, Estimate

A_MILLIONTH = 1e-6
SIZES = {"angle": 3e-4, "range": 20.0, "refractivity": 10.0}


def with_bias(comparison, times=1.0):
    """The same postures, each radar with a bias of a size that is known."""
    bias = Bias(**{field: Estimate.exactly(times * size) for field, size in SIZES.items()})

    def of(assessment):
        sensors = {
            key: s.model_copy(update={"bias": bias}) if s.kind == "radar" else s
            for key, s in assessment.scenario.sensors.items()
        }
        return replace(assessment, scenario=replace(assessment.scenario, sensors=sensors))

    return Comparison(of(comparison.before), of(comparison.after))


@pytest.fixture(scope="module")
def biased(comparison):
    return with_bias(comparison)


@pytest.fixture(scope="module")
def errors(biased):
    return drawn_errors(biased, 0)


def ends(followed, posture, sensor, cause):
    """The end of the example's track where one sensor is wrong by one cause, and all it needs."""
    best = Draws.best()
    information = followed.chosen.gathered
    heard = heard_by(followed, followed.teams[posture][2 * followed.example.party + SHARED])
    looks, tracks = np.isfinite(heard.looks[0]), np.isfinite(heard.tracks[0])
    members = np.concatenate([looks, tracks & heard.sender[0, 0]])
    part = np.where(members.any(axis=0), np.argmax(members, axis=0), -1)[None]
    pairs = held_pairs(followed.coast, information, part >= 0)
    gradient = best(followed.example.comparison.after.scenario.header.refractivity_gradient)
    off = np.zeros((len(pairs.lane), 3, followed.coast.position.shape[2]))
    for pair, slot in enumerate(pairs.slot):
        if slot == sensor:
            station, place = followed.stations[int(followed.chosen.station[0, slot])]
            bias = station.bias_drawn(where(place, best), best, gradient)
            size = bias.one.size * (np.arange(len(CAUSES)) == cause)[:, None]
            own = bias.one._replace(size=size)
            at = followed.coast.position
            off[pair] = displaced(own, bias.air[None], np.zeros(1, dtype=np.int64), at)[0]
    summands = pulled(pairs, off)
    found = moved_impacts(followed.coast, pairs, summands, part, len(members), followed.area.ahead)
    return found, members, part[0]


def by_cells(followed, posture, sensor, cause):
    """Oracle: the same from each look's slopes and deviations, added up sensor by sensor.

    In the small world a party has its own looks and at most one other's track, which counts
    nothing, half or alone, whichever leaves the smallest ellipse.
    """
    _, _, part = ends(followed, posture, sensor, cause)
    end = np.array([followed.flight_time * 2.0])
    cells = [c.by(end) for c in sensor_cells(followed)]
    sizes = [SIZES["angle"], SIZES["angle"], SIZES["range"], SIZES["refractivity"]]
    ahead, found = followed.area.ahead[..., 0], []
    for other in (0.0, 0.5, 1.0):
        weight = {-1: 0.0, 0: 1.0 - other, 1: other}
        counts = [weight[int(p)] for p in part]
        information = KNOWN + sum(w * c[0][0] for w, c in zip(counts, cells, strict=True))
        covariance = ahead @ np.linalg.inv(information) @ ahead.T
        pull = counts[sensor] * cells[sensor][1][0][:, cause] * sizes[cause]
        moved = ahead @ np.linalg.solve(information, pull)
        found.append((np.linalg.det(covariance), np.trace(covariance), np.hypot(*moved)))
    _, variance, moved = min(found)
    return np.sqrt(variance), moved


@pytest.mark.parametrize("cause", range(len(CAUSES)))
@pytest.mark.parametrize("posture", [0, 1])
def test_the_end_of_a_track_moves_as_its_looks_say_one_by_one(biased, posture, cause):
    followed = follow(exemplar(biased))
    # The air is read from a table.
    close = 2e-2 if CAUSES[cause] == "refraction" else A_MILLIONTH
    felt = 0
    for sensor in range(len(followed.chosen.station[0])):
        found, _, _ = ends(followed, posture, sensor, cause)
        apart, moved = by_cells(followed, posture, sensor, cause)
        assert found.apart[0] == pytest.approx(apart, rel=A_MILLIONTH)
        assert found.moved[0] == pytest.approx(moved, rel=close, abs=1e-9)
        felt += moved > 1e-3
    assert felt


def test_no_sensor_at_all_leaves_no_number(biased):
    followed = follow(exemplar(biased))
    nobody = np.full((1, len(followed.chosen.station[0])), -1)
    pairs = held_pairs(followed.coast, followed.chosen.gathered, nobody >= 0)
    summands = pulled(pairs, np.zeros((0, 3, followed.coast.position.shape[2])))
    found = moved_impacts(followed.coast, pairs, summands, nobody, 2, followed.area.ahead)
    assert np.isnan(found.apart).all()
    assert np.isnan(found.moved).all()


def test_twice_the_bias_moves_each_track_twice_as_far(comparison, errors):
    twice = drawn_errors(with_bias(comparison, 2.0), 0)
    apart, shared = errors[:, 0], errors[:, 1]
    np.testing.assert_array_equal(twice[:, 0], apart)
    moved, farther = (np.sqrt(s**2 - apart**2) for s in (shared, twice[:, 1]))
    assert np.nanmax(moved) > 1.0
    np.testing.assert_allclose(farther, 2.0 * moved, rtol=1e-6, atol=1e-4)


def test_a_shared_error_never_makes_a_track_better(errors):
    followed = np.isfinite(errors[:, 0])
    assert followed.any()
    assert (errors[:, 1][followed] >= errors[:, 0][followed]).all()


def test_each_flight_is_followed_in_one_of_so_many_draws(biased, errors):
    flights, draws = errors.shape[2:]
    count = np.isfinite(errors[1, 0]).sum()
    assert count <= draws * -(-flights // min(ONE_IN, flights))
    assert (np.isfinite(errors[1, 0]).sum(axis=0) > 0).sum() >= draws // 2


def test_another_seed_is_other_luck_of_the_same_size(biased, errors):
    other = drawn_errors(biased, 1)
    both = np.isfinite(errors) & np.isfinite(other)
    assert (errors[both] != other[both]).any()


def test_radars_without_bias_have_no_number_and_no_table(comparison):
    assert np.isnan(drawn_errors(comparison, 0)).all()
    answer = answer_of(comparison, example(comparison))
    assert not {"ends", "ends-by-class"} & {table.name for table in answer.tables}
    assert "do not average out: at their end" not in answer.text


def test_the_table_and_the_text_tell_the_median_flight(biased, errors):
    answer = answer_of(biased, example(biased))
    found, after = Numbers(answer.data), {"posture": "after"}
    rows = {row[0]: row for row in answer.table("ends").cells()}
    flights = np.array(biased.after.flights.receiver)
    told = 0
    for aim, name in found.names("aim").items():
        if not aim.startswith("receivers."):
            continue
        mine = errors[1][:, flights == aim.partition(".")[2]]
        # The lower middle one of those that are followed in each draw.
        ranked = np.sort(mine, axis=1)
        count = np.isfinite(ranked).sum(axis=1)
        at = np.maximum((count - 1) // 2, 0)
        middle = np.take_along_axis(ranked, at[:, None], axis=1)[:, 0]
        values = found.array("end_shared", aim=aim, **after)
        np.testing.assert_allclose(values, np.where(count[1] > 0, middle[1], np.nan))
        if np.isfinite(values).any():
            low, mid, high = (
                f"{float(v):,.0f}" for v in found.interval("end_shared", aim=aim, **after)
            )
            assert rows[name][2] in (mid, f"{mid} ({low} to {high})")
            told += 1
            assert f" at {name}" in next(
                line for line in answer.text.splitlines() if "do not average out" in line
            )
    assert told


def test_the_ends_of_one_posture_s_tracks_are_found_whatever_is_changed_in_the_other(biased):
    """To the last bit, and of the other they are worked out anew."""
    other = Comparison(biased.before, with_bias(biased, 2.0).after)
    with keeping(InMemory(10**9)):
        drawn_errors(biased, 0)
        found = drawn_errors(other, 0)
    with keeping(None):
        np.testing.assert_array_equal(found, drawn_errors(other, 0))

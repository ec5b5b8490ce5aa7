"""The public door of the filters: one case, every filter, beside what geometry allows."""

from functools import lru_cache

import numpy as np
import pytest

import noroshi
from noroshi import filters

FLIGHT = "medium-lofted/test-range/capital"
RUNS, FEW = 500, 128
BELIEF = filters.coast(0.0)


@lru_cache
def posture():
    return noroshi.load("small").at("2015-01-01")


@lru_cache
def case():
    return noroshi.tracking_case(
        FLIGHT, ["north-radar", "south-radar"], scenario=posture()
    ).coasting()


@lru_cache
def looks():
    return filters.simulate(case(), runs=RUNS, seed=2)


@lru_cache
def start():
    return filters.first_belief(case(), runs=RUNS, seed=2)


@lru_cache
def extended():
    return filters.extended(BELIEF, case().battery, start(), looks())


@lru_cache
def errors():
    return filters.compare(extended(), case(), dynamics=BELIEF, start=start())


def test_a_case_holds_the_looks_after_burn_out_and_above_the_air_alone():
    whole = noroshi.tracking_case(FLIGHT, ["north-radar", "south-radar"], scenario=posture())
    assert whole.time[0] == 0.0
    assert whole.flight_time - 5.0 < whole.time[-1] <= whole.flight_time
    own = (whole.time > whole.burn_time) & np.isin(whole.time, case().time)
    np.testing.assert_array_equal(whole.state_ecef[own], case().state_ecef)
    height = np.linalg.norm(case().state_ecef[:, :3], axis=1) - 6371e3
    assert case().time[0] > case().burn_time
    assert height.min() > 80e3  # 100 km above the ellipsoid, to the Earth's flattening
    with pytest.raises(ValueError, match=f"{FLIGHT}: no look falls after burn-out and above"):
        whole.coasting(above=1e7)


def test_every_sensor_that_measures_takes_part_unless_some_are_named():
    names = [w.name for w in noroshi.tracking_case(FLIGHT, scenario=posture()).watches]
    measuring = [i for i, s in posture().sensors.items() if s.measures]
    assert names == measuring
    assert [w.name for w in case().watches] == ["north-radar", "south-radar"]


def test_looks_scatter_about_the_truth_as_the_sensors_say():
    seen = looks()
    detected, value, sigma = (np.asarray(a) for a in (seen.detected, seen.value, seen.sigma))
    off = (value - np.asarray(case().expected.exact)) / sigma
    normal = off[np.broadcast_to(detected[:, None], off.shape)]
    assert abs(normal.mean()) < 4.0 / np.sqrt(normal.size)
    assert abs(normal.std() - 1.0) < 4.0 / np.sqrt(2.0 * normal.size)
    share, chance = detected.mean(axis=1), np.asarray(case().expected.probability)[:, 0]
    assert np.all(np.abs(share - chance) <= 5.0 * np.sqrt(chance * (1 - chance) / RUNS) + 1e-12)


def test_another_sensor_moves_nobodys_luck():
    alone = noroshi.tracking_case(FLIGHT, ["south-radar"], scenario=posture()).coasting()
    mine = np.asarray(looks().sensor) == 1
    own = filters.simulate(alone, runs=RUNS, seed=2)
    np.testing.assert_array_equal(np.asarray(looks().value)[mine], own.value)


def test_the_extended_filter_comes_near_the_bound_and_knows_its_errors():
    ratio = errors().position_error / errors().position_bound
    assert 0.9 < float(ratio[-1]) < 1.15
    # RMS over 500 runs of three components: good to some 3 %.
    assert float(ratio.min()) > 0.85
    inside = (errors().nees > errors().nees_low) & (errors().nees < errors().nees_high)
    assert float(inside.mean()) > 0.7
    assert 0.97 < float(errors().nis.mean()) < 1.03
    assert (errors().held == RUNS).all()


def test_the_bound_is_infinite_until_looks_say_enough_unless_something_was_believed_before():
    nothing, something = (
        np.sqrt(np.trace(filters.least(case(), BELIEF, start=s)[:, :3, :3], axis1=1, axis2=2))
        for s in (None, start())
    )
    assert np.isinf(nothing[0])
    assert np.all(something <= 1e3 * np.sqrt(3.0) * (1 + 1e-9))
    assert np.all(something <= nothing * (1 + 1e-9))
    np.testing.assert_allclose(nothing[-1], something[-1], rtol=0.01)
    np.testing.assert_allclose(errors().position_bound, something, rtol=1e-12)


def test_a_filter_that_is_told_wrong_noise_is_found_out():
    sure = looks()._replace(sigma=0.5 * looks().sigma)
    wrong = filters.extended(BELIEF, case().battery, start(), sure)
    found = filters.compare(wrong, case(), dynamics=BELIEF, start=start())
    assert (found.nees[-50:] > found.nees_high[-50:]).all()
    assert float(found.nis.mean()) > 2.0


def test_the_unscented_filter_does_as_well():
    found = filters.unscented(BELIEF, case().battery, start(), looks())
    own = filters.compare(found, case(), dynamics=BELIEF, start=start())
    ratio = own.position_error / errors().position_error
    assert 0.9 < float(ratio[-1]) < 1.1
    assert f"{RUNS} targets after each of" in repr(found)


def test_interacting_models_find_the_coast_and_have_no_single_innovation():
    modes = filters.ballistic()
    few = filters.simulate(case(), runs=FEW)
    begin = filters.first_belief(case(), runs=FEW)
    found = filters.multiple(
        modes, case().battery, begin, few, probability=np.array([0.5, 0.4, 0.1])
    )
    assert np.asarray(found.probability)[-1, 1].mean() > 0.9
    own = filters.compare(found, case(), dynamics=BELIEF, start=begin)
    assert np.isnan(own.nis).all()
    # Near the bound from when the coast is found to half of the looks. It then remembers less,
    # since thrust might come back, and says so: its errors are smaller than it believes.
    half = own.isel(look=slice(40, 160))
    assert (half.position_error < 1.25 * half.position_bound).all()
    assert (own.nees < own.nees_high)[20:].all()


def test_tracks_begin_by_themselves_and_count_only_while_they_are_held():
    middle = np.append(case().state_ecef[0, :3], [0.0] * 3)
    prior = filters.Prior(middle, np.array([200e3] * 3 + [4e3] * 3))
    rule = filters.Keeping(np.array([3, 3]), np.array([5, 5]), np.array(60.0), np.array(100e3))
    found = filters.follow(BELIEF, case().battery, filters.simulate(case(), runs=FEW), rule, prior)
    own = filters.compare(found, case(), dynamics=BELIEF)
    assert int(own.held[0]) == 0
    assert np.isnan(own.position_error[0])
    held = own.held > 0.98 * FEW
    assert float(held.mean()) > 0.7
    # A track that was dropped and begun anew is worse for a while.
    ratio = (own.position_error / own.position_bound).where(held)
    assert 0.9 < float(ratio.median()) < 1.15
    # Both radars lose sight of it more than a minute before the last look.
    assert int(own.held[-1]) == 0


def test_the_bound_takes_position_and_velocity_alone():
    with pytest.raises(ValueError, match="takes 6 numbers; try `coast`"):
        filters.least(case(), filters.powered(1.0))


def test_all_that_one_gets_says_in_one_line_what_it_is():
    told = {repr(v) for v in (case(), looks(), start(), extended(), case().battery)}
    assert all(len(line) < 120 and "\n" not in line for line in told)
    assert repr(case()).startswith(f"<TrackingCase {FLIGHT}: north-radar, south-radar; ")
    assert f"at each of {RUNS} targets, 3 channels" in repr(looks())


def _examples():
    """Programs in docstrings of the public door: what follows a line that ends in two colons."""
    from noroshi.questions.warning.pipe.look_at import look_at

    for name, text in (
        ("noroshi", noroshi.__doc__),
        ("filters", filters.__doc__),
        ("look_at", look_at.__doc__),
    ):
        blocks = text.split("::\n")[1:]
        for number, block in enumerate(blocks):
            lines = block.split("\n")
            indent = len(lines[1]) - len(lines[1].lstrip())
            own = [line[indent:] for line in lines[1:]]
            end = next(
                (i for i, ln in enumerate(lines[1:]) if ln and not ln.startswith(" " * indent)),
                None,
            )
            yield pytest.param("\n".join(own[:end]), id=f"{name}-{number}")


@pytest.mark.parametrize("program", [p for p in _examples() if "japan" not in p.values[0]])
def test_the_example_in_the_docstring_runs(program):
    assert "noroshi" in program
    exec(program, {"noroshi": noroshi})


def test_every_public_name_is_there():
    for module in (noroshi, filters):
        assert all(getattr(module, name) is not None for name in module.__all__)
        assert set(module.__all__) <= set(dir(module))

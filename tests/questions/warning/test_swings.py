"""How far an assumption moves an answer, against the definition."""

import numpy as np
import pytest

from noroshi.questions.warning.swings import Swing, swings

RNG = np.random.default_rng(7)


def swing(values: np.ndarray, answers: np.ndarray) -> Swing:
    """Of one assumption among others, (answer,)."""
    found = swings({"before": RNG.normal(size=len(values)), "it": values}, answers)
    return Swing(*(part[:, 1] for part in found))


def test_the_ends_are_means_of_the_fifths_of_the_draws():
    values = RNG.permutation(50).astype(float)
    answers = RNG.normal(size=(3, 50))
    found = swing(values, answers)
    low, high = values < 10, values >= 40
    np.testing.assert_allclose(found.low, answers[:, low].mean(axis=1) - answers.mean(axis=1))
    np.testing.assert_allclose(found.high, answers[:, high].mean(axis=1) - answers.mean(axis=1))


def test_an_answer_that_follows_an_assumption_swings_from_end_to_end_of_it():
    values = RNG.permutation(1000) / 999.0
    found = swing(values, np.stack([10.0 * values, -10.0 * values, np.zeros(1000)]))
    np.testing.assert_allclose(found.low, [-4.0, 4.0, 0.0], atol=0.01)
    np.testing.assert_allclose(found.high, [4.0, -4.0, 0.0], atol=0.01)
    assert found.error[2] == 0.0


def test_unrelated_answers_stray_by_their_standard_error():
    answers = RNG.normal(size=(2000, 100))
    found = swing(RNG.permutation(100).astype(float), answers)
    strayed = (found.high - found.low) / found.error
    # Of means over 20 draws each, so that the quotient has Student's distribution.
    assert np.std(strayed) == pytest.approx(np.sqrt(38.0 / 36.0), rel=0.05)
    assert np.mean(strayed) == pytest.approx(0.0, abs=0.1)


def test_too_few_draws_have_no_ends_or_no_error():
    assert np.isnan(swing(np.arange(4.0), np.ones((1, 4))).low).all()
    few = swing(np.arange(9.0), np.arange(9.0)[None])
    assert np.isfinite(few.low).all()
    assert np.isnan(few.error).all()
    assert swings({}, np.ones((2, 8))).low.shape == (2, 0)

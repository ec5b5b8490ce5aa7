"""Questions laid end to end: each lane gets its own answer, and what is alike is answered once."""

import numpy as np

from noroshi.questions.warning.pipe.ask import ROWS, ask
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.localisation import LocalisationQuestion

LANES = 6
NEVER = np.inf
SINCE = np.arange(2.0 * LANES).reshape(2, LANES)
END = np.full(LANES, 100.0)


def question(delay: float, wanted: float, tracks: float = NEVER) -> LocalisationQuestion:
    one = np.ones((2, LANES))
    lanes = np.arange(LANES)
    return LocalisationQuestion(
        ReportingLatency(delay * one, tracks * one), 0.0 * lanes, wanted + lanes, 0 * lanes, lanes
    )


def asked(postures):
    """The answers, which tell the lane and what it wanted; and how many rows it took."""
    rows_seen = []

    def answer(rows: LocalisationQuestion, count: int) -> np.ndarray:
        rows_seen.append(count)
        assert rows.wanted.shape == (ROWS, LANES)
        assert rows.latency.looks.shape == (ROWS, 2, LANES)
        return np.stack([rows.wanted, rows.latency.looks[:, 0]], axis=1)

    return ask(answer, postures, SINCE, END, (2,)), sum(rows_seen)


def test_every_lane_gets_the_answer_to_its_own_question() -> None:
    wanted = [5.0 * k for k in range(2 * ROWS + 1)]
    (found,), rows = asked([[question(1.0 + w, w, NEVER if w % 10 else 5.0) for w in wanted]])
    assert rows == 2 * ROWS + 1
    for w, answer in zip(wanted, found, strict=True):
        np.testing.assert_array_equal(answer, [w + np.arange(LANES), np.full(LANES, 1.0 + w)])


def test_who_hears_nothing_before_the_end_is_not_asked() -> None:
    (found,), rows = asked([[question(NEVER, 1.0), question(95.0, 2.0)]])
    assert np.all(np.isinf(found[0]))
    # Of the second only the first five lanes hear their first sensor before the end.
    np.testing.assert_array_equal(np.isfinite(found[1][0]), np.arange(LANES) + 95.0 < 100.0)
    assert rows == 1


def test_what_two_postures_put_alike_is_answered_once() -> None:
    both = [[question(1.0, 1.0), question(2.0, 2.0)], [question(1.0, 1.0), question(3.0, 2.0)]]
    found, rows = asked(both)
    assert rows == 3
    np.testing.assert_array_equal(found[1][0], found[0][0])
    assert np.all(found[1][1][1] == 3.0)

"""One assessment is kept for all questions about a case, and goes with its own world only."""

import gc
from dataclasses import replace

import numpy as np
import pytest

import noroshi
from noroshi.present.words import roughly
from noroshi.questions.base import Case, NoOptions
from noroshi.questions.warning.answer import answer
from noroshi.questions.warning.pipe.blocks import BLOCK
from noroshi.questions.warning.pipe.compared import _LAST, compared
from noroshi.questions.warning.pipe.records import SensorLooks


def _case() -> Case:
    world = noroshi.load("small")
    return Case(world.at("2013-10-02"), world.at("2015-01-01"), world, draws=8)


def test_it_is_found_again_until_its_world_is_forgotten() -> None:
    first = _case()
    found = compared(first)
    assert compared(first) is found
    # Another world is asked about; that the first one is then forgotten must not touch it.
    second = _case()
    again = compared(Case(second.before, second.after, second.whole, draws=8, seed=1))
    del first
    gc.collect()
    assert compared(Case(second.before, second.after, second.whole, draws=8, seed=1)) is again
    del second
    gc.collect()
    assert _LAST == []


def test_who_reads_every_draw_and_who_reads_none_share_one_comparison() -> None:
    case = _case()
    whole = compared(case)
    assert set(whole.after.detections.seen) == set(SensorLooks._fields)
    assert compared(replace(case, every_draw=False)) is whole


def test_a_first_estimate_says_what_the_first_draws_of_the_answer_say() -> None:
    told: list[tuple[str, int]] = []
    case = replace(
        _case(),
        draws=BLOCK + 8,
        seed=5,
        every_draw=False,
        estimated=lambda *said: told.append(said),
    )
    gain = answer(case, NoOptions()).data["gain"]
    ((words, draws),) = told  # once, of the first block
    assert draws == BLOCK
    leading = gain[0, :BLOCK]
    error = float(np.std(leading, ddof=1) / np.sqrt(BLOCK))
    assert f" {roughly(float(leading.mean()), error)} earlier" in words


@pytest.mark.parametrize(("draws", "every_draw"), [(BLOCK, False), (BLOCK + 1, True)])
def test_no_estimate_is_told_where_it_is_the_answer_or_nothing_is_followed_in_blocks(
    draws: int, every_draw: bool
) -> None:
    told: list[tuple[str, int]] = []
    compared(
        replace(_case(), draws=draws, every_draw=every_draw),
        lambda found: told.append(("", found.after.draws.count)),
    )
    assert told == []


def test_of_a_world_without_people_the_estimate_says_what_the_answer_does() -> None:
    told: list[str] = []
    nobody = noroshi.load("small")
    nobody = replace(
        nobody,
        receivers={
            k: r.model_copy(update={"population": 0.0}) for k, r in nobody.receivers.items()
        },
    )
    case = Case(
        nobody.at("2013-10-02"),
        nobody.at("2015-01-01"),
        nobody,
        draws=BLOCK + 1,
        every_draw=False,
        estimated=lambda words, _: told.append(words),
    )
    assert answer(case, NoOptions()).headline.verdict == told[0]

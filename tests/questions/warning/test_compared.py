"""One assessment is kept for all questions about a case, and goes with its own world only."""

import gc
from dataclasses import replace

import noroshi
from noroshi.questions.base import Case
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

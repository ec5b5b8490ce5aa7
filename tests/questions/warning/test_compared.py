"""One assessment is kept for all questions about a case, and goes with its own world only."""

import gc
from dataclasses import replace

import numpy as np

import noroshi
from noroshi.questions.base import Case
from noroshi.questions.warning.pipe.compared import _LAST, compared


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


def test_when_sensors_have_flights_in_view_is_held_where_every_draw_is_read() -> None:
    case = _case()
    without = compared(replace(case, every_draw=False)).after.detections
    assert set(without.seen) == {"first", "confirmed", "custody", "held"}
    whole = compared(case)
    assert whole.after.detections.rise.shape == without.first.shape
    assert all(np.array_equal(whole.after.detections.seen[n], t) for n, t in without.seen.items())
    # Who reads no draw takes what is there.
    assert compared(replace(case, every_draw=False)) is whole

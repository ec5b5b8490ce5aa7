"""In how many blocks draws are followed changes no number."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.kept.digest import digest
from noroshi.questions.warning.pipe import assess_all, blocks, followed, slots
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.scenario import load
from noroshi.scenario.records import Scenario
from noroshi.world import Draws

DRAWS = 11


def digests(assessed: Sequence[Assessment]) -> list[str]:
    """Of each posture, what each part of it is to the last bit."""
    parts = ("flights", "detections", "tracks", "warnings", "choices")
    return [f"{part} {digest(getattr(a, part))}" for a in assessed for part in parts]


@pytest.fixture(scope="module")
def worlds() -> list[Scenario]:
    world = load("small")
    return [world.at(day) for day in (world.header.before, world.header.after) if day]


@pytest.fixture(scope="module")
def together(worlds: list[Scenario]) -> list[str]:
    return digests(assess_all(worlds, draws=DRAWS))


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, DRAWS - 1))
def test_no_number_depends_on_how_many_draws_are_followed_together(
    size: int, worlds: list[Scenario], together: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", size)
    assert digests(assess_all(worlds, draws=DRAWS)) == together


@given(count=st.integers(1, 50), size=st.integers(1, 60))
def test_every_draw_is_in_one_block(count: int, size: int) -> None:
    drawn = Draws.of(["a", "b"], count, 0)
    parts = [drawn.part(start, start + size) for start in range(0, count, size)]
    assert [n for p in parts for n in range(p.first, p.first + p.count)] == list(range(count))
    for name, points in drawn.points.items():
        assert [x for part in parts for x in part.points[name]] == points.tolist()


def test_no_number_depends_on_how_many_flights_are_followed_together(
    worlds: list[Scenario], together: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(followed, "_TOGETHER", 1)
    assert digests(assess_all(worlds, draws=DRAWS)) == together


def test_progress_goes_up_to_one_where_not_all_postures_face_a_flight(
    worlds: list[Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = worlds
    fewer = replace(before, threats=dict(list(before.threats.items())[1:]))
    monkeypatch.setattr(followed, "_TOGETHER", 1)
    told: list[float] = []

    def hear(stage: str, share: float) -> None:
        if stage == "tracking":
            told.append(float(share))

    found = assess_all([fewer, after, after], draws=2, seed=41, progress=hear)
    assert 0 < len(found[0].flights.ids) < len(found[1].flights.ids)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_who_holds_first_is_the_same_however_many_are_asked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(1)
    since = random.uniform(60.0, 600.0, (12, 23))
    since[random.random(since.shape) < 0.3] = np.inf
    every, owners = np.arange(12), (np.arange(8), np.arange(8, 12))
    asked = slots.Followers((), every, since, owners, every[None])
    monkeypatch.setattr(slots, "_TOGETHER", 5)
    (picked,) = slots.first_to_hold(asked, since)
    for lane, holds in enumerate(since.T):
        first = [own[np.argsort(holds[own])][: slots.MOST] for own in owners]
        wanted = {s for own in first for s in own.tolist() if np.isfinite(holds[s])}
        assert set(np.flatnonzero(picked[lane]).tolist()) == wanted

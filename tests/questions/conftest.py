"""Worlds that several questions' tests are asked of."""

from datetime import date
from pathlib import Path

import pytest

from noroshi.questions.answer import Answer
from noroshi.questions.site.answer import answer_of
from noroshi.questions.site.compute import watch_postures
from noroshi.questions.site.records import SiteComparison, SiteWatch, Terms
from noroshi.scenario import Scenario, load
from noroshi.scenario.files import built_in

SATELLITES = """
platforms:
  morning:
    kind: satellite
    name: Morning
    owner: coast
    orbit: {kind: sun-synchronous, altitude: {low: 590 km, best: 600 km, high: 610 km},
            local_time: "10:30", local_time_error: 10 min}
  twice:
    kind: satellite
    name: Every other day
    owner: ally
    from: 2014-06-01
    orbit: {kind: sun-synchronous, repeat: {revolutions: 29, days: 2}, local_time: "10:30"}
  night-and-day:
    kind: satellite
    name: Night and day
    owner: ally
    orbit: {kind: sun-synchronous, altitude: 550 km, node: ascending, local_time: "18:00"}
payloads:
  camera:
    kind: optical-imager
    name: Camera
    on: morning
    off_nadir: {low: 30 deg, best: 35 deg, high: 40 deg}
    swath: 15 km
    resolution: 0.5 m
    availability: {low: 0.5, best: 0.8, high: 1.0}
  second:
    like: camera
    on: twice
    availability: 1
  coarse:
    like: camera
    on: twice
    resolution: 30 m
  sar:
    kind: radar-imager
    name: SAR
    on: night-and-day
    off_nadir_from: 20 deg
    off_nadir_to: 35 deg
    swath: 20 km
    resolution: 1 m
    availability: 0.3
skies:
  over-the-range:
    at: test-range
    clear: [0.6, 0.6, 0.5, 0.5, 0.5, 0.4, {low: 0.1, best: 0.2, high: 0.4}, 0.3, 0.5, 0.6, 0.6, 0.6]
    persistence: {low: 0.1, best: 0.3, high: 0.6}
"""


def _loaded(folder: Path, declared: str) -> Scenario:
    for name in ("scenario", "flights", "sensors"):
        path = built_in()["small"] / f"{name}.yaml"
        (folder / path.name).write_text(path.read_text())
    (folder / "own.yaml").write_text(declared)
    return load(folder)


@pytest.fixture(scope="session")
def loaded():
    """The small scenario with other platforms and skies than its own, from a folder and a text."""
    return _loaded


@pytest.fixture(scope="session")
def satellites() -> str:
    return SATELLITES


@pytest.fixture(scope="session")
def sites_world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return _loaded(tmp_path_factory.mktemp("sites"), SATELLITES)


@pytest.fixture(scope="session")
def sites_both(sites_world: Scenario) -> tuple[SiteWatch, ...]:
    """A July over a place, before and after a second camera comes."""
    july = Terms(date(2015, 7, 1), days=31, longest=10)
    postures = [sites_world.at("2014-01-01"), sites_world.at("2015-01-01")]
    return watch_postures(postures, "test-range", july, draws=40, seed=3)


@pytest.fixture(scope="session")
def sites_answer(sites_both: tuple[SiteWatch, SiteWatch]) -> Answer:
    return answer_of([SiteComparison(*sites_both)])

"""Worlds that several questions' tests are asked of."""

from datetime import date
from pathlib import Path

import pytest

from noroshi.questions.answer import Answer
from noroshi.questions.site import QUESTION as SITE
from noroshi.questions.site.answer import answer_of
from noroshi.questions.site.compute import watch_postures
from noroshi.questions.site.records import SiteComparison, SiteTerms, SiteWatch
from noroshi.questions.waters import QUESTION as WATERS
from noroshi.questions.waters import answer as waters
from noroshi.questions.waters.answer import compared
from noroshi.questions.waters.compute import WatersTerms, WatersWatch, watch_waters_postures
from noroshi.questions.waters.noticed import WatersComparison
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

PATROLS = """
places:
  near: {name: Near base, lat: 33 deg, lon: 130 deg}
  far: {name: Far base, lat: 20 deg, lon: 140 deg}
  rock: {name: "Rock, islands", lat: 30 deg, lon: 128 deg}
  stone: {name: "Stone, islands", lat: 30.2 deg, lon: 128.9 deg}
platforms:
  drone:
    kind: aircraft
    name: Drone
    owner: ally
    height: {low: 15 km, best: 17 km, high: 18 km}
    speed: 310 kt
    endurance: {low: 28 h, best: 32 h, high: 34 h}
    turnaround: {low: 8 h, best: 16 h, high: 36 h}
    failure_interval: {low: 20 h, best: 60 h, high: 200 h}
    abort_share: 0.2
    repair_time: 24 h
    inspection_interval: 300 h
    inspection_time: 72 h
  cutter:
    kind: ship
    name: Cutter
    owner: coast
    speed: 16 kt
    loiter_speed: 8 kt
    endurance: 14 d
    turnaround: 5 d
    failure_interval: 60 d
    abort_share: 0.2
    repair_time: 4 d
    inspection_interval: 120 d
    inspection_time: 30 d
payloads:
  drone-moving:
    kind: surveillance-radar
    name: Moving targets
    on: drone
    mode: moving-target
    nearest: 20 km
    farthest: {low: 100 km, best: 150 km, high: 200 km}
    lowest_grazing: 4 deg
    sector: 120 deg
    dwell: 30 s
    resolution: 20 m
    slowest: 4 kt
    detection_probability: {low: 0.6, best: 0.8, high: 0.95}
  drone-spot:
    like: drone-moving
    mode: spot
    spot: 2 km
    dwell: 45 s
  drone-camera:
    kind: electro-optical
    on: drone
    farthest: 80 km
    lowest_grazing: 12 deg
    infrared: true
    field: 2 km
    dwell: 45 s
    resolution: 1 m
  cutter-radar:
    kind: maritime-radar
    on: cutter
    range: {low: 20 km, best: 40 km, high: 90 km}
    cross_section: 1000 m^2
    clutter_margin: 4 dB
    antenna_height: 22 m
    lowest_grazing: 0 deg
    scan: 3 s
    resolution: 30 m
    seen_height: 6 m
fleets:
  drones-far:
    {name: Drones far off, owner: ally, platform: drone, base: far, count: 3, until: 2014-06-01}
  drones-far-winter:
    {name: Drones far off in winter, owner: ally, platform: drone, base: far, count: 3,
     from: 2014-06-01, season: ["10-16", "05-23"]}
  drones-near:
    {name: Drones near by, owner: ally, platform: drone, base: near, count: 2, from: 2014-06-01,
     season: ["05-24", "10-15"]}
  cutters:
    {name: Cutters, owner: coast, platform: cutter, base: near,
     count: {low: 2, best: 4, high: 6}, from: 2000-01-01}
stations:
  islands:
    name: South of the islands
    pattern: {kind: racetrack, lat: 29.6 deg, lon: 128.4 deg, leg: 120 km, width: 30 km,
              bearing: 80 deg}
    waters: islands
  around:
    name: Around the islands
    pattern: {kind: circle, lat: 30.1 deg, lon: 128.45 deg, radius: 80 km}
    waters: islands
patrols:
  far: {fleet: drones-far, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  winter: {fleet: drones-far-winter, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  near: {fleet: drones-near, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  ships: {fleet: cutters, station: around, effort: {low: 0.3, best: 0.5, high: 0.9}}
skies:
  islands: {at: rock, clear: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2],
            persistence: 0.2}
vessels:
  boat: {name: "Boat, 20 tons", length: 20 m, speed: {low: 7 kt, best: 9 kt, high: 14 kt},
         cross_section: {low: 20 m^2, best: 60 m^2, high: 600 m^2}}
  cutter: {name: Foreign cutter, length: 85 m, speed: 14 kt, cross_section: 6000 m^2}
waters:
  islands:
    name: Waters of the islands
    party: coast
    outline: [[28.5 deg, 126.5 deg], [28.5 deg, 130.5 deg], [31.5 deg, 130.5 deg],
              [31.5 deg, 126.5 deg]]
    coast: [rock, stone]
    limit: 12 nmi
    approach_from: 180 km
    vessels: [boat, cutter]
  unwatched:
    name: Unwatched waters
    party: coast
    outline: [[28.5 deg, 126.5 deg], [28.5 deg, 130.5 deg], [31.5 deg, 130.5 deg]]
    coast: [rock]
    limit: 12 nmi
    approach_from: 100 km
    approach_bearings: [200 deg, 330 deg]
    vessels: [boat]
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
    july = SiteTerms(date(2015, 7, 1), days=31, longest=10)
    postures = [sites_world.at("2014-01-01"), sites_world.at("2015-01-01")]
    return watch_postures(postures, "test-range", july, draws=40, seed=3)


@pytest.fixture(scope="session")
def sites_answer(sites_both: tuple[SiteWatch, SiteWatch]) -> Answer:
    return SITE.named(answer_of([SiteComparison(*sites_both)]))


@pytest.fixture(scope="session")
def waters_world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return _loaded(tmp_path_factory.mktemp("waters"), PATROLS)


@pytest.fixture(scope="session")
def waters_both(waters_world: Scenario) -> tuple[WatersWatch, ...]:
    """Approaches before and after drones come to a base near by."""
    asked = WatersTerms(date(2015, 1, 1), bearings=12, starts=3)
    postures = [waters_world.at("2014-01-01"), waters_world.at("2015-01-01")]
    return watch_waters_postures(postures, "islands", asked, draws=40, seed=3)


@pytest.fixture(scope="session")
def waters_comparison(waters_both: tuple[WatersWatch, WatersWatch]) -> WatersComparison:
    return compared(*waters_both)


@pytest.fixture(scope="session")
def waters_answer(waters_comparison: WatersComparison) -> Answer:
    return WATERS.named(waters.answer_of([waters_comparison]))

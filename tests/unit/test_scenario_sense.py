"""What each entry of a watch may say by itself but what makes no sense together."""

from pathlib import Path

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load

WATCH = """\
platforms:
  drone:
    {kind: aircraft, name: Drone, owner: here, speed: 500 km/h, endurance: 10 h, reserve: 1 h,
     turnaround: 8 h, failure_interval: 100 h, abort_share: 0.3, repair_time: 20 h,
     inspection_interval: 300 h, inspection_time: 48 h, height: 15 km}
  moon:
    {kind: satellite, name: Moon, owner: here,
     orbit: {kind: sun-synchronous, altitude: 500 km, local_time: "10:30"}}
payloads:
  lens: {kind: optical-imager, on: moon, off_nadir: 30 deg, swath: 15 km, resolution: 0.5 m}
fleets:
  wing: {name: Wing, owner: here, platform: drone, base: hill, count: 2}
stations:
  near: {name: Near, pattern: {kind: circle, lat: 40 deg, lon: 135 deg, radius: 50 km}}
patrols:
  watch: {fleet: wing, station: near, effort: 0.6}
skies:
  over:
    at: hill
    clear: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
    persistence: 0.3
"""


@pytest.fixture
def problems(tmp_path: Path):
    def of(old: str, new: str):
        text = WORLD + WATCH.replace(old, new)
        assert old == new or text != WORLD + WATCH
        (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
        try:
            load(tmp_path)
        except ScenarioError as error:
            return error.problems
        return ()

    return of


WORLD = """\
scenario: {title: A small world}
parties:
  here: {name: Here}
places:
  hill: {name: Hill, lat: 40 deg, lon: 140 deg}
  pad: {name: Pad, lat: 40 deg, lon: 130 deg}
  star: {kind: geostationary, name: Star, lon: 140 deg}
sensors:
  eye:
    {kind: infrared, name: Eye, at: star, owner: here, cloud_break: 8 km, revisit: 10 s}
vehicles:
  arrow:
    {name: Arrow, reach: [300 km, 1500 km], burn_time: 70 s, ballistic_coefficient: 3000 kg/m^2,
     powered_cross_section: 1 m^2, cross_section: 0.01 m^2}
threats:
  rain: {vehicle: arrow, launched_from: [pad], at: {party: here}}
receivers:
  town: {name: Town, lat: 40 deg, lon: 141 deg, party: here, population: 1000}
rules:
  chain:
    {party: here, overflight_radius: 150 km, radar_direction_delay: 10 s,
     satellite_direction_delay: 40 s, area_radius: 100 km, area_probability: 0.7,
     burnout_recognition: 5 s, reentry_error: 3 km, attribution_delay: 30 s, decision_delay: 30 s,
     broadcast_delay: 10 s, reception_delay: 15 s}
"""


def test_a_watch_that_makes_sense_is_taken(problems):
    assert problems("wing", "wing") == ()


@pytest.mark.parametrize(
    ("old", "new", "path", "says"),
    [
        ("on: moon", "on: drone", "payloads.lens.on", "works in orbit; 'drone' does not"),
        (
            "reserve: 1 h",
            "reserve: {low: 1 h, best: 2 h, high: 10 h}",
            "platforms.drone.reserve",
            "as long as the endurance",
        ),
        ("platform: drone", "platform: moon", "fleets.wing.platform", "'moon' is a satellite"),
        ("base: hill", "base: star", "fleets.wing.base", "'star' is a place in orbit"),
        (
            "lon: 135 deg, r",
            "lon: -135 deg, r",
            "patrols.watch.station",
            "'near' is out of reach from 'hill': 6,9",
        ),
        (
            "effort: 0.6}",
            "effort: 0.6}\n  again: {fleet: wing, station: near, effort: 0.6}",
            "patrols.again.effort",
            "take 1.20 of its sorties together",
        ),
        (
            "at: hill\n    clear",
            "at: star\n    clear",
            "skies.over.at",
            "'star' is a place in orbit",
        ),
    ],
)
def test_what_makes_no_sense_together_is_named_with_its_place(problems, old, new, path, says):
    found = problems(old, new)
    assert [p.path for p in found] == [path]
    assert says in found[0].message
    assert found[0].line
    assert found[0].hint


def test_reach_is_told_in_hours(problems):
    (found,) = problems("endurance: 10 h", "endurance: 1.5 h")
    assert "out and back take" in found.message
    assert "less the reserve is 0.5 h" in found.message


def test_a_scenario_may_be_about_the_watch_alone(tmp_path):
    world = WORLD[: WORLD.index("sensors:")] + WATCH
    (tmp_path / "world.yaml").write_text(world, encoding="utf-8")
    assert set(load(tmp_path).fleets) == {"wing"}


def test_a_scenario_about_warning_is_whole_or_wrong(tmp_path):
    world = WORLD[: WORLD.index("vehicles:")] + WATCH
    (tmp_path / "world.yaml").write_text(world, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path)
    assert {p.path for p in caught.value.problems} == {"threats", "receivers"}

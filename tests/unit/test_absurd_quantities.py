"""What is far beyond anything real is refused where it stands, before numbers break on it."""

import warnings

import pytest

from noroshi.errors import ScenarioError
from noroshi.scenario import load
from noroshi.scenario.records import Scenario


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("small")


@pytest.mark.parametrize(
    ("path", "largest", "beyond"),
    [
        ("receivers.capital.population", 1e10, 1e300),
        ("platforms.drone.height", "100 km", "101 km"),
        ("payloads.drone-radar.resolution", "100 km", "101 km"),
        ("payloads.eye-camera.swath", "10000 km", "1e6 km"),
        ("payloads.eye-camera.resolution", "100 km", "1e6 km"),
        ("vessels.trawler.length", "1 km", "2 km"),
        ("sensors.north-radar.max_range", "1e5 km", "2e5 km"),
        ("sensors.north-radar.reference.snr", "150 dB", "151 dB"),
    ],
)
def test_the_largest_is_taken_and_more_is_refused(
    small: Scenario, path: str, largest: object, beyond: object
) -> None:
    assert small.with_values({path: largest}).changed
    with pytest.raises(ScenarioError) as refused:
        small.with_values({path: beyond})
    assert [p.path for p in refused.value.problems] == [path]


@pytest.mark.parametrize("question", ["warning", "localisation"])
def test_the_most_people_are_told_without_a_warning(small: Scenario, question: str) -> None:
    crowded = small.with_values({f"receivers.{key}.population": 1e10 for key in small.receivers})
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        answer = crowded.ask(question, draws=2)
        assert all(table.cells() for table in answer.tables)

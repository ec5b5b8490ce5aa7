"""Who is told as a whole, and who by places: what a reader of the headline sees."""

from dataclasses import replace

import numpy as np
import pytest

import noroshi
from noroshi.questions.warning.whom import FAR_APART, FEW_PLACES, place_by_place
from noroshi.scenario import Scenario

WORLD = noroshi.load("small").at("2015-01-01")


def with_places(*degrees: tuple[float, float]) -> Scenario:
    """The small world with people at these latitudes and longitudes alone."""
    some = next(iter(WORLD.receivers.values()))
    return replace(
        WORLD,
        receivers={
            f"p{n}": some.model_copy(update={"lat": np.radians(lat), "lon": np.radians(lon)})
            for n, (lat, lon) in enumerate(degrees)
        },
    )


@pytest.mark.parametrize(
    ("degrees", "apart"),
    [
        ([(35.0, 140.0)], True),  # one place is told by its name
        ([(35.0, 140.0), (40.0, 141.0)], False),
        ([(13.5, 144.8), (34.0, -118.2)], True),  # Guam and Los Angeles
        ([(0.0, 179.0), (0.0, -179.0)], False),  # across the line of dates
        ([(13.5, 144.8), (34.0, -118.2), *[(35.0, 140.0)] * (FEW_PLACES - 1)], False),
        ([], False),
    ],
)
def test_few_places_far_apart_are_told_one_by_one(degrees, apart) -> None:
    world = with_places(*degrees)
    assert place_by_place(world, list(world.receivers)) is apart


def test_it_turns_at_the_declared_distance() -> None:
    quarter = np.degrees(FAR_APART / 6378137.0)
    near, far = (with_places((0.0, 0.0), (0.0, quarter * share)) for share in (0.99, 1.02))
    assert not place_by_place(near, list(near.receivers))
    assert place_by_place(far, list(far.receivers))


def test_cities_of_one_coast_are_told_as_a_whole_and_their_people_lead() -> None:
    world = noroshi.load("small")
    warning = world.ask("warning", draws=4)
    told = zip(*(warning.data[n].to_numpy() for n in ("whom", "whom_leads")), strict=True)
    leads = [one for one, leads in told if leads]
    assert leads == ["coast"]
    assert warning.headline.verdict.startswith("Yes for Coastland: its people are warned ")
    quality = world.ask("localisation", draws=4).table("quality")
    assert {row[0] for row in quality.cells()} == {"Coastland"}

"""Who is sent whose tracks, over all stations."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.errors import NoroshiError
from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.teams import (
    MOST_SENDERS,
    listeners,
    most_senders,
    rows,
    senders_to,
)
from noroshi.scenario import Scenario, load
from noroshi.world import Draws

BEST = Draws.best()


@pytest.fixture(scope="module")
def world() -> Scenario:
    """The small scenario with radars of two more owners; one of them passes on detections."""
    small = load("small").at("2015-01-01")
    south = small.sensors["south-radar"]
    detections = [share.model_copy(update={"form": "detections"}) for share in south.shared]
    more = {
        "third-radar": {"id": "third-radar", "owner": "third"},
        "fourth-radar": {"id": "fourth-radar", "owner": "fourth", "shared": tuple(detections)},
        "silent-radar": {"id": "silent-radar", "owner": "fifth", "shared": ()},
    }
    added = {key: south.model_copy(update=what) for key, what in more.items()}
    return replace(small, sensors={**small.sensors, **added})


def test_only_who_passes_on_tracks_of_what_coasts_is_a_sender(world: Scenario) -> None:
    # The satellite of the ally sees nothing that coasts; it is its radar that makes it a sender.
    assert senders_to(world, "coast") == ["ally", "third"]
    radars = {k: s for k, s in world.sensors.items() if k != "south-radar"}
    assert senders_to(replace(world, sensors=radars), "coast") == ["third"]
    assert most_senders([load("small").at("2015-01-01"), world]) == 2


def test_more_owners_than_can_be_joined_are_refused_in_words(world: Scenario) -> None:
    south = world.sensors["south-radar"]
    owners = [f"owner-{i}" for i in range(MOST_SENDERS + 1)]
    many = {o: south.model_copy(update={"id": o, "owner": o}) for o in owners}
    assert most_senders([replace(world, sensors=dict(list(many.items())[1:]))]) == MOST_SENDERS
    with pytest.raises(NoroshiError, match=rf"coast is sent tracks by {MOST_SENDERS + 1} owners"):
        most_senders([replace(world, sensors=many)])


def test_the_order_of_the_file_changes_nothing_of_the_order_in_which_tracks_are_joined(
    world: Scenario,
) -> None:
    backwards = dict(reversed(world.sensors.items()))
    assert senders_to(replace(world, sensors=backwards), "coast") == senders_to(world, "coast")


def test_each_track_comes_from_its_owner_and_nothing_alone_comes_from_anybody(
    world: Scenario,
) -> None:
    rules = list(world.rules.values())
    heard = hearings(world, rules, BEST)
    stations = len(world.sensors) + 1
    own = list(range(1, stations))  # the first of all stations is another posture's
    made = listeners(world, rules, heard, own, stations, BEST, 2)
    alone, shared, together = (listener.sender for listener in made)
    names = np.array(["", *world.sensors])
    assert set(names[shared[0]]) == {"south-radar", "satellite"}
    assert set(names[shared[1]]) == {"third-radar"}
    assert not alone.any()
    assert not together.any()
    table = rows(made, own, BEST)
    team, draw = np.array([[1, 0], [0, 1]]), np.zeros(2, dtype=int)
    station = np.full((2, 1), list(names).index("third-radar"))
    sender = table.heard(team, station, draw).sender
    told, silent = [[False], [True]], [[False], [False]]
    np.testing.assert_array_equal(sender, [[told, silent], [silent, told]])


def test_where_one_owner_sends_nobody_is_told_apart(world: Scenario) -> None:
    small = load("small").at("2015-01-01")
    rules = list(small.rules.values())
    own = list(range(len(small.sensors)))
    made = listeners(small, rules, hearings(small, rules, BEST), own, len(own), BEST, 1)
    assert [listener.sender for listener in made] == [None, None, None]
    assert rows(made, own, BEST).sender is None

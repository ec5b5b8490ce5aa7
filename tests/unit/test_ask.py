"""A question asked from Python: of a world that was cut, too."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.cli import asking_job
from noroshi.errors import NoroshiError
from noroshi.scenario import load

WORLD = load("small")


def test_a_world_that_was_cut_is_compared_with_what_all_its_files_hold_of_another_day() -> None:
    whole = WORLD.ask("site", draws=2, days=30)
    cut = WORLD.at(WORLD.header.after).ask(
        "site", draws=2, days=30, before=str(WORLD.header.before)
    )
    assert cut.headline == whole.headline
    for name, values in whole.data.data_vars.items():
        np.testing.assert_array_equal(values.to_numpy(), cut.data[name].to_numpy(), err_msg=name)


def test_an_earlier_date_holds_what_the_cut_world_no_longer_has() -> None:
    late = WORLD.at("2015-01-01")
    early = WORLD.at("2013-01-01").ask("waters", draws=2, sides=4, vessels=1, before="2015-01-01")
    again = late.ask("waters", draws=2, sides=4, vessels=1, before="2013-01-01")
    level = {"posture": "after", "reading": "declared"}
    had = {**level, "posture": "before"}
    was = again.data["noticed"].sel(had).to_numpy()
    np.testing.assert_array_equal(early.data["noticed"].sel(level).to_numpy(), was)
    now = again.data["noticed"].sel(level).to_numpy()
    assert not np.array_equal(was, now)
    np.testing.assert_array_equal(early.data["noticed"].sel(had).to_numpy(), now)


def test_a_cut_world_without_files_says_what_to_give_instead() -> None:
    alone = replace(WORLD.at("2015-01-01"), origin=None)
    with pytest.raises(NoroshiError, match="holds only what is there on 2015-01-01; give another"):
        alone.ask("site", draws=2, days=30, before="2013-01-01")


def test_what_was_compiled_is_given_back_when_a_stage_with_functions_of_its_own_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A long run would else keep what no later stage uses."""
    told: list[tuple[str, float]] = []
    given_back: list[int] = []
    monkeypatch.setattr(asking_job, "tidy", lambda: given_back.append(len(told)))
    heard = asking_job._tidied(lambda stage, share: told.append((stage, share)))
    WORLD.ask("warning", draws=1, progress=heard)
    begun = [told[next_one][0] for next_one in given_back]
    assert begun == ["solving flights", "looking", "tracking", "summing up"]

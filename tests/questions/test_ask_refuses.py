"""What cannot be asked is refused in words, before anything is worked out."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import noroshi
from noroshi.cli.main import application
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion
from noroshi.questions import QUESTIONS, RESERVED, question, register


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"draws": 0}, "draws=0 cannot be"),
        ({"draws": 2.5}, "draws=2.5 cannot be"),
        ({"draws": True}, "draws=True cannot be"),
        ({"seed": -1}, "seed=-1 cannot be"),
        ({"before": "2013-13-01"}, "'2013-13-01' is not a date; write e.g. 2015-01-01"),
    ],
)
def test_numbers_and_dates_that_cannot_be(given: dict[str, Any], told: str) -> None:
    with pytest.raises(NoroshiError, match=told):
        noroshi.load("small").ask("basing", **given)


def test_a_number_of_draws_may_come_out_of_an_array() -> None:
    small = noroshi.load("small")
    drawn = small.ask("basing", draws=np.int64(2), seed=np.uint8(1))
    assert drawn.data["gain"].sizes["draw"] == 2


@pytest.mark.parametrize("name", ["run", "watch", "check", "sources", "words", "warning"])
def test_a_question_takes_no_name_that_means_something_else(name: str) -> None:
    with pytest.raises(NoroshiError, match="already"):
        register(replace(question("basing"), name=name))


def test_every_command_that_is_no_question_is_reserved() -> None:
    commands = {
        c.name or getattr(c.callback, "__name__", "") for c in application().registered_commands
    }
    assert commands - set(QUESTIONS) <= set(RESERVED)


def test_what_is_refused_is_never_what_is_suggested() -> None:
    assert suggestion("over-the-ocean", ["over-the-ocean", "over-the-sea"]).endswith("-sea'?")
    assert suggestion("over-the-ocean", ["over-the-ocean"]) == ""


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("commitments", {"at": "over-the-ocean"}),
        ("flight", {"start": "over-the-ocean", "toward": "capital", "apogee": "600 km"}),
        ("site", {"sites": ["over-the-ocean"]}),
        ("basing", {"bases": ["over-the-ocean"]}),
    ],
)
def test_a_place_above_the_equator_is_not_taken_for_one_on_the_ground(
    tmp_path: Path, question: str, asked: dict[str, Any]
) -> None:
    text = "scenario: {extends: japan}\nplaces:\n"
    text += "  over-the-ocean: {kind: geostationary, lon: 150 deg}\n"
    for place in ("capital", "over-the-ocea"):
        text += f"  {place}: {{name: {place}, lat: 35 deg, lon: 140 deg}}\n"
    (tmp_path / "own.yaml").write_text(text)
    with pytest.raises(NoroshiError, match="over-the-ocean") as refused:
        noroshi.load(tmp_path).ask(question, draws=2, **asked)
    assert "did you mean 'over-the-ocean'" not in str(refused.value)


def test_people_that_are_not_declared_are_not_taken_for_flights_that_are_not_aimed() -> None:
    small = noroshi.load("small")
    nobody = {f"receivers.{key}.population": 0 for key in small.receivers}
    for name in ("localisation", "warning"):
        told = small.with_values(nobody).ask(name, draws=2).headline.verdict
        assert told.endswith("no place that flights are aimed at declares its `population`.")


def test_statements_that_nobody_declared_are_not_counted_as_none() -> None:
    with pytest.raises(NoroshiError, match="small declares no statement of a report; declare one"):
        noroshi.load("small").ask("claims")


def test_an_assessment_is_told_in_one_line(small_comparison: Any) -> None:
    told = repr(small_comparison.after)
    assert told == "<Assessment small at 2015-01-01: 4 flights, 3 receivers, 8 draws>"

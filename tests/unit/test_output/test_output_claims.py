"""Measures that statements name are in the document that a real run writes."""

from typing import get_args

import pytest

from noroshi.output.answer_json import document
from noroshi.present.words import supported_digits
from noroshi.questions.warning.pipe.measurable import MEASURABLE, measurable
from noroshi.scenario.claim_checks import Measure
from noroshi.study import Answer, Comparison
from noroshi.study.claims_measures import facts_of_run


def test_every_measure_of_warnings_is_in_the_answer_of_a_run(
    comparison: Comparison, answer: Answer
) -> None:
    facts = facts_of_run(document(comparison, answer), "this run")
    watched = {"time-on-station-ratio", "unseen", "unseen-by-cameras", "looks-a-day", "noticed"}
    assert {key.partition(":")[0] for key in facts} >= set(get_args(Measure)) - watched
    assert all(v.low <= v.best <= v.high for v in facts.values())
    first = answer.parties[0]
    mean, _, _ = supported_digits(first.gain)
    assert facts[f"mean-gain:{first.party}"].best == pytest.approx(mean)
    for place in first.places:
        bounds = facts[f"place-gain:{place.receiver}"]
        assert (bounds.low >= MEASURABLE) == (measurable(place.gain) > 0)
    assert facts[f"cities-gaining:{first.party}"].best == first.receivers_gaining

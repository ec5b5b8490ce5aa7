"""Measures that statements name are in the documents that a real run and a real watch write."""

from typing import get_args

import pytest

from noroshi.output.answer_json import document
from noroshi.output.watch.document import document as watch_document
from noroshi.present.words import supported_digits
from noroshi.questions.warning.pipe.measurable import MEASURABLE, measurable
from noroshi.scenario import load
from noroshi.scenario.claim_checks import Measure
from noroshi.study import Answer, Comparison
from noroshi.study.claims_measures import facts_of_run
from noroshi.study.site_answer import DAYS
from noroshi.study.watch import Question, watch


def test_every_measure_is_in_the_answer_of_a_run_with_its_watch(
    comparison: Comparison, answer: Answer
) -> None:
    world = load("small")
    seen = watch(
        world.at("2013-01-01"),
        world.at("2015-01-01"),
        world,
        Question(days=30),
        draws=4,
        seed=0,
        told=lambda _stage, _share: None,
    )
    read = document(comparison, answer) | {"watch": watch_document(seen)}
    facts = facts_of_run(read, "this run")
    # The small scenario has one base, and with it no ratio.
    assert {key.partition(":")[0] for key in facts} >= set(get_args(Measure)) - {
        "time-on-station-ratio"
    }
    assert all(v.low <= v.best <= v.high for v in facts.values())
    first = answer.parties[0]
    mean, _, _ = supported_digits(first.gain)
    assert facts[f"mean-gain:{first.party}"].best == pytest.approx(mean)
    for place in first.places:
        bounds = facts[f"place-gain:{place.receiver}"]
        assert (bounds.low >= MEASURABLE) == (measurable(place.gain) > 0)
    assert facts[f"cities-gaining:{first.party}"].best == first.receivers_gaining
    site = seen.sites[0].answer
    unseen = facts[f"unseen:{site.site}"]
    assert unseen.best == pytest.approx(float(site.after.every.unseen.p50[DAYS]))

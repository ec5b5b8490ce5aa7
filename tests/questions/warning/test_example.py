"""The flight that is shown as an example, plain names, and one assessment for every question."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from noroshi.questions.base import Case
from noroshi.questions.warning import QUESTION
from noroshi.questions.warning.pipe import compared as memo
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.naming import assumption_names
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario import load


def test_the_example_is_the_flight_whose_warning_changes_most(comparison):
    found = exemplar(comparison)
    impacts = comparison.after.warnings.pairs.kind == 0
    most = np.abs(np.median(comparison.gain(SHARED), axis=-1))[impacts].max()
    assert abs(found.gain) == pytest.approx(most, abs=1.0)


def first_flown(a, vehicle, day):
    """The same, with one class, or all of them, first flown on a day."""
    vehicles = {
        name: v.model_copy(update={"first_flown": day}) if vehicle in (None, name) else v
        for name, v in a.scenario.vehicles.items()
    }
    return replace(a, scenario=replace(a.scenario, vehicles=vehicles))


def test_the_example_is_of_a_class_that_had_flown_where_there_is_one(comparison):
    found = exemplar(comparison)
    threat = comparison.after.flights.threat[found.flight]
    vehicle = comparison.after.scenario.threats[threat].vehicle
    late = date(2016, 1, 1)
    both = (comparison.before, comparison.after)
    later = Comparison(*(first_flown(a, vehicle, late) for a in both))
    assert comparison.after.flights.vehicle[exemplar(later).flight] != vehicle
    every = Comparison(*(first_flown(a, None, late) for a in both))
    assert exemplar(every) == replace(found, comparison=every)


def test_every_assumption_has_a_plain_name(comparison):
    names = assumption_names(comparison)
    assert names["vehicles.short.burn_time"] == "Short-range class: burn time"
    assert names["rules.coast.decision_delay"] == "Coastland: delay of the decision"
    name = names["sensors.north-radar.reference.range"]
    assert name == "North Radar: range at which it is published"
    assert set(comparison.after.draws.points) <= set(names)


@pytest.fixture
def case():
    whole = load("small")
    return Case(whole.at(whole.header.before), whole.at(whole.header.after), whole, draws=2)


def test_questions_of_one_case_share_one_assessment(case, monkeypatch):
    first = compared(case)
    monkeypatch.setattr(memo, "assess_and_sum", lambda *_, **__: pytest.fail("assessed again"))
    assert compared(case) is first
    # Copies that hold other answers, and cuts of the same world at the same days.
    assert compared(replace(case, answers=())) is first
    again = replace(case, before=case.whole.at(case.whole.header.before))
    assert compared(again) is first


def test_another_case_is_assessed_anew_and_the_old_one_is_forgotten(case):
    first = compared(case)
    other = compared(replace(case, seed=1))
    assert other is not first
    assert not np.array_equal(other.after.warnings.told, first.after.warnings.told)
    # Before and after are not exchanged, nor is one left as it was.
    turned = compared(replace(case, before=case.after, after=case.before, seed=1))
    assert turned.after.scenario.day == case.before.day
    # Another later posture alone is another case, and so is another earlier one.
    for other in (replace(case, after=case.before), replace(case, before=case.after)):
        compared(case)
        assert compared(other).after.scenario.day == other.after.day
        assert compared(other).before.scenario.day == other.before.day


def test_a_world_without_flights_is_refused_in_words(case):
    silent = replace(case, after=replace(case.after, threats={}))
    with pytest.raises(Exception, match="declares no flights to warn of"):
        QUESTION(silent)
    assert not QUESTION.applies(silent.after)

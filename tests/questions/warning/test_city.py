"""One place: found by id or name, told class by class against the arrays of the run."""

import re
from dataclasses import replace

import numpy as np
import pytest

from noroshi.errors import NoroshiError
from noroshi.present.words import clock, duration, mean_change
from noroshi.questions.base import Case
from noroshi.questions.city import QUESTION
from noroshi.questions.city.answer import answer_of, step_rows
from noroshi.questions.city.compute import told_at
from noroshi.questions.city.words import PlaceNumbers
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.report.beside import uncertain_by, verdict_uncertain_by
from noroshi.scenario import load
from noroshi.stats import sampled


@pytest.fixture(scope="module")
def comparison(small_comparison):
    return small_comparison


@pytest.fixture(scope="module")
def harbour(comparison):
    return answer_of(comparison, "harbour")


def pairs_of(comparison, receiver, threat):
    after, pairs = comparison.after, comparison.after.warnings.pairs
    return [
        p
        for p in range(len(pairs.flight))
        if after.receivers[pairs.receiver[p]] == receiver
        and after.flights.threat[pairs.flight[p]] == threat
        and pairs.kind[p] == 0
    ]


@pytest.mark.parametrize("word", ["harbour", "Harbour", "HARBOUR", " harbour ", "harb"])
def test_a_place_is_found_by_its_id_its_name_or_how_they_begin(comparison, word):
    assert answer_of(comparison, word).data["place"].item() == "harbour"


def test_a_word_that_names_no_place_is_refused_with_the_nearest(comparison):
    with pytest.raises(NoroshiError, match="did you mean 'harbour'"):
        answer_of(comparison, "harbuor")
    with pytest.raises(NoroshiError, match="no place that is warned is called ' '"):
        answer_of(comparison, " ")


def test_each_class_has_its_level_its_gain_its_seer_and_its_times(comparison, harbour):
    shown = {row[0]: row for row in harbour.table("classes").cells()}
    names = {k: t.name or k for k, t in comparison.after.scenario.threats.items()}
    compared = 0
    for threat, name in names.items():
        mine = pairs_of(comparison, "harbour", threat)
        if not mine:
            assert name not in shown
            continue
        compared += 1
        both = (comparison.before, comparison.after)
        was, now = (a.warnings.useful[SHARED][mine].mean(axis=0) for a in both)
        at = {"threat": threat}
        np.testing.assert_allclose(harbour.data["warning"].sel(**at, posture="after"), now)
        assert shown[name][1:3] == [clock(float(was.mean())), mean_change(sampled(now - was))]
        seer = comparison.after.warnings.stages[SHARED].seer[mine]
        counts = np.bincount(seer[seer >= 0].ravel())
        sensor = comparison.after.detections.sensors[int(np.argmax(counts))]
        assert shown[name][3] == comparison.after.scenario.sensors[sensor].name
    assert compared == 2


def test_a_table_of_means_adds_up_from_launch_to_arrival(comparison, harbour):
    def seconds(cell):
        minutes, _, rest = cell.partition(":")
        return 60 * int(minutes) + int(rest)

    rows = harbour.table("steps").cells()
    assert len(rows) == 2
    for row in rows:
        *steps, told, warning, arrives = map(seconds, row[1:])
        assert sum(steps) == pytest.approx(told, abs=3), "six numbers, each rounded by itself"
        assert told + warning == pytest.approx(arrives, abs=1)
    assert "of the draws" not in harbour.table("steps").note


def test_of_whom_people_are_not_always_told_it_says_in_how_many_draws(comparison, monkeypatch):
    def not_at_first(assessment, pairs):
        told = told_at(assessment, pairs)
        return np.where(np.arange(told.size) < 2, np.inf, told)

    monkeypatch.setattr("noroshi.questions.city.compute.told_at", not_at_first)
    found = answer_of(comparison, "harbour").table("steps")
    names = [row[0] for row in found.cells()]
    assert [row[-3] for row in found.cells()] == ["–", "–"]
    for name in names:
        assert f" Of {name} people are told of every flight in 75 % of the draws; " in found.note


def test_the_steps_and_what_is_left_make_up_the_time_until_impact(comparison, harbour):
    found = PlaceNumbers(harbour.data)
    stages = comparison.after.warnings.stages[SHARED]
    by_class = {}
    for row in step_rows(found):
        by_class.setdefault(row["class"], []).append(row)
    for threat, name in found.threats.items():
        mine = pairs_of(comparison, "harbour", threat)
        parts = by_class[name]
        assert parts[0]["end"] * 60.0 == pytest.approx(stages.detected[mine].mean())
        assert parts[-2]["end"] * 60.0 == pytest.approx(stages.told[mine].mean())
        arrival = comparison.after.warnings.arrival[mine].mean()
        assert parts[-1]["end"] * 60.0 == pytest.approx(arrival)
        assert [p["step"] for p in parts][-1] == "left until impact"


def test_the_picture_s_finding_is_the_longest_step_and_what_is_left(harbour):
    figure = harbour.figure("steps")
    drawn = [(r["step"], r["end"] - r["start"]) for r in figure.spec["data"]["values"]]
    taken = {step: sum(t for s, t in drawn if s == step) for step, _ in drawn}
    left = taken.pop("left until impact")
    longest = next(step for step, time in taken.items() if time == max(taken.values()))
    share = "more" if left > sum(taken.values()) else "less"
    assert figure.title == (
        f"Until people in Harbour are told, {longest} takes longest; {share} than half of the "
        "time to impact is left"
    )


def test_the_headline_tells_how_much_of_how_much(comparison, harbour):
    first, second = harbour.headline.lines
    gain = float(harbour.spread("gain").mean)
    said = re.match(
        r"Harbour is warned (about )?(\d+) s \(\d+ s to .* s\) earlier, on top of about .* min",
        first,
    )
    assert abs(int(said[2]) - gain) <= 3.0
    assert second.startswith("First heard from are ")
    still = answer_of(Comparison(comparison.after, comparison.after), "harbour")
    assert still.headline.verdict.startswith("Nothing measurable changes for Harbour: it has about")
    lost = answer_of(Comparison(comparison.after, comparison.before), "harbour")
    assert re.search(r" s (\(.*\) )?later, of about ", lost.headline.verdict)


def test_how_far_off_the_gain_of_the_verdict_may_be_is_three_of_its_errors(comparison, harbour):
    off = verdict_uncertain_by(harbour)
    assert off == duration(np.ceil(3.0 * float(harbour.spread("gain").mean_error)))
    # The first table has another number first: that of one class.
    assert off != uncertain_by(harbour.tables[0])
    still = answer_of(Comparison(comparison.after, comparison.after), "harbour")
    assert verdict_uncertain_by(still) == ""
    assert verdict_uncertain_by(replace(harbour, leading="")) == ""
    with pytest.raises(ValueError, match="declares no nothing"):
        replace(harbour, leading="nothing")


def test_only_what_is_aimed_at_the_place_stands_on_its_map(comparison, harbour):
    city, flights = harbour.layers
    assert [f.name for f in city.features] == ["Harbour"]
    aimed = [
        f
        for f, r in zip(
            comparison.after.flights.ids, comparison.after.flights.receiver, strict=True
        )
        if r == "harbour"
    ]
    assert [f.id for f in flights.features] == aimed


def test_only_the_flights_aimed_there_are_worked_out_and_are_those_of_a_run(comparison, harbour):
    after = comparison.after
    whole = load("small")
    case = Case(
        whole.at(whole.header.before), whole.at(whole.header.after), whole, after.draws.count
    )
    alone = QUESTION(case, place="Harbour")
    assert after.scenario.day == case.after.day
    for name in ("gain", "warning", "class_gain", "step_time", "heard_first"):
        if name in harbour.data:
            np.testing.assert_allclose(
                alone.data[name].to_numpy(), harbour.data[name].to_numpy(), atol=1e-6
            )
    assert not alone.data["passes"].any()


def test_a_place_that_nothing_is_aimed_at_is_told_what_to_ask(monkeypatch):
    whole = load("small")
    threats = {k: t for k, t in whole.threats.items() if t.at.receivers == ("harbour", "capital")}
    bare = replace(whole, threats=threats)
    case = Case(bare.at(bare.header.before), bare.at(bare.header.after), bare, draws=2)
    with pytest.raises(NoroshiError, match="--passes tells what passes over it"):
        QUESTION(case, place="northport")

"""What a reader is told of gains, on the terminal, the page and in tables, against the arrays."""

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from rich.console import Console

from noroshi.assessment import Assessment
from noroshi.output.csv_tables import csv_tables
from noroshi.output.naming import threat_name
from noroshi.output.report_tables import places as place_table
from noroshi.output.report_tables import threats as threat_table
from noroshi.output.report_tables import warning as warning_table
from noroshi.output.tables import terminal
from noroshi.stats import Sampled, mean_warning, sampled
from noroshi.study import Answer, Comparison, summarise
from noroshi.study.wording import mean_change, mean_clock
from noroshi.warning.timeline import SHARED


def _of_class(comparison: Comparison, threat: str) -> dict[str, Sampled]:
    """By hand, from the warnings: the mean over the people that a class of flight is aimed at."""
    after = comparison.after
    among = np.array(after.flights.threat)[after.warnings.pairs.flight] == threat
    was, now = (
        mean_warning(a.warnings.useful[SHARED], a.warnings.pairs, a.population, among)
        for a in (comparison.before, comparison.after)
    )
    return {"before": sampled(was), "after": sampled(now), "gain": sampled(now - was)}


def _lines(comparison: Comparison, answer: Answer) -> list[str]:
    console = Console(file=io.StringIO(), width=200)
    console.print(terminal(comparison, answer))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text.splitlines()


def _rows(answer: Answer, comparison: Comparison, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_tables(comparison, answer)[name])))


def _read(row: dict[str, str], name: str) -> list[float]:
    return [float(row[f"{name}_{part}_s"]) for part in Sampled._fields]


def test_each_class_is_told_by_its_level_before_and_its_gain(
    comparison: Comparison, answer: Answer
) -> None:
    lines, page = _lines(comparison, answer), threat_table(comparison, answer)
    rows = {r["of"]: r for r in _rows(answer, comparison, "gains.csv")}
    for threat in dict.fromkeys(comparison.after.flights.threat):
        found = _of_class(comparison, threat)
        assert found["before"] != found["after"]
        name = threat_name(comparison, threat)
        (line,) = [x for x in lines if x.strip().startswith(name)]
        told = [mean_clock(found["before"]), mean_change(found["gain"])]
        assert [word for word in told if word in line] == told
        assert f"{told[0]}</td><td>{told[1]}" in page
        for when in ("before", "after"):
            assert _read(rows[threat], f"mean_warning_{when}") == pytest.approx(
                [float(v) for v in found[when]], rel=1e-6
            )
        assert _read(rows[threat], "mean_gain") == pytest.approx(
            [float(v) for v in found["gain"]], rel=1e-6
        )


def test_each_place_is_told_with_its_gain_and_its_error(
    comparison: Comparison, answer: Answer
) -> None:
    after, pairs = comparison.after, comparison.after.warnings.pairs
    rows = {r["receiver"]: r for r in _rows(answer, comparison, "places.csv")}
    assert set(rows) == set(after.receivers)
    page = place_table(answer)
    for index, receiver in enumerate(after.receivers):
        here = (pairs.receiver == index) & (pairs.kind == 0)
        gain = sampled(comparison.gain[SHARED, here].mean(axis=0))
        assert _read(rows[receiver], "mean_gain") == pytest.approx(
            [float(v) for v in gain], rel=1e-6, abs=1e-9
        )
        name = after.scenario.receivers[receiver].name
        assert f">{name}<" in page
        assert mean_change(gain) in page.split(f">{name}<")[1].split("</tr>")[0]


def test_before_and_after_stand_nowhere_beside_a_gain_on_the_terminal_or_the_page(
    comparison: Comparison, answer: Answer
) -> None:
    after = comparison.after.scenario.day
    assert after is not None
    (head,) = [x for x in _lines(comparison, answer) if x.rstrip().endswith("gain")]
    assert after.isoformat() not in head
    assert after.isoformat() not in threat_table(comparison, answer)


def _flown(a: Assessment, vehicle: str, day: date) -> Assessment:
    vehicles = dict(a.scenario.vehicles)
    vehicles[vehicle] = vehicles[vehicle].model_copy(update={"first_flown": day})
    return replace(a, scenario=replace(a.scenario, vehicles=vehicles))


def test_a_later_class_is_marked_comes_last_and_is_not_in_the_headline(
    comparison: Comparison,
) -> None:
    new, old = "short-minimum", "medium-lofted"
    both = (comparison.before, comparison.after)
    later = Comparison(*(_flown(a, "short", date(2016, 5, 1)) for a in both))
    answer = summarise(later)
    (party,) = answer.parties
    assert tuple(party.gain) == tuple(_of_class(later, old)["gain"])
    assert party.later_gain is not None
    assert tuple(party.later_gain) == tuple(_of_class(later, new)["gain"])
    assert [(t.threat, t.later) for t in party.by_threat] == [(old, False), (new, True)]
    lines = _lines(later, answer)
    (marked,) = [x for x in lines if "(not flown by then)" in x]
    assert marked.strip().startswith(threat_name(later, new))
    assert mean_change(party.later_gain) in warning_table(later, answer)
    assert "Against classes that had not flown by 2015-01-01 (Short-range class)" in (
        answer.paragraph
    )
    # The same class at a date by which it had flown is one among the rest.
    flown = Comparison(*(_flown(a, "short", date(2015, 1, 1)) for a in both))
    (one,), (same,) = (summarise(c).parties for c in (flown, comparison))
    assert (one.gain, one.by_threat, one.places) == (same.gain, same.by_threat, same.places)
    assert one.later_gain is None

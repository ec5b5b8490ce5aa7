"""Tables and figures show the data of the answer: cells, rows, and what is filled."""

import re
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from noroshi.errors import NoroshiError
from noroshi.present.draw import svg
from noroshi.present.rounding import supported
from noroshi.present.words import (
    clock,
    listed,
    mean_change,
    mean_clock,
    mean_crowd,
    mean_span,
    share,
)
from noroshi.questions.measurable import measurable
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.assumptions import assumptions
from noroshi.questions.warning.example_figures import chain_rows, profile_rows
from noroshi.questions.warning.figures import people_rows, place_rows
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.records import NO_CHOICES, Choices
from noroshi.questions.warning.pipe.stages import unknowns
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tornado import Moved, caption, rows, shown_of, spec, title
from noroshi.scenario import load
from noroshi.stats import sampled

_SPEC = spec_from_file_location("told_worlds", Path(__file__).with_name("told_worlds.py"))
made = module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)
WHEN = ("before", "after")


def table(answer, name):
    """Rows of a table as a reader sees them, by their heads."""
    found = answer.table(name)
    return [dict(zip(found.heads, row, strict=True)) for row in found.cells()]


def test_the_first_table_tells_each_place_its_level_gain_and_times(parted_answer, by_hand):
    (heads,) = {tuple(row) for row in table(parted_answer, "whom")}
    assert heads[1:3] == ("before: worst class [min:s]", "before: best class [min:s]")
    rows_ = {row["for"]: row for row in table(parted_answer, "whom")}
    places = by_hand.posture("after").scenario.receivers
    assert set(rows_) == {p.name for p in places.values()}
    for key, place in places.items():
        gain = by_hand.of_place("after", key) - by_hand.of_place("before", key)
        row = rows_[place.name]
        assert row["gain"] == mean_change(sampled(gain))
        levels = {
            t: np.mean(
                [
                    np.maximum(by_hand.posture("before").warnings.margin[SHARED, p], 0.0)
                    for p in by_hand.aimed("before", key, t)
                ]
            )
            for t in by_hand.posture("after").scenario.threats
            if by_hand.aimed("before", key, t)
        }
        assert row["before: worst class [min:s]"] == clock(min(levels.values()))
        assert row["before: best class [min:s]"] == clock(max(levels.values()))


def test_the_least_of_a_single_flight_has_a_name_and_a_table_of_its_own(parted_answer, by_hand):
    """It is no mean over a class, whose worst stands in the first table."""
    rows_ = {row["place"]: row for row in table(parted_answer, "least")}
    places = by_hand.posture("after").scenario.receivers
    assert set(rows_) == {p.name for p in places.values()}
    for key, place in places.items():
        for when, cell in zip(WHEN, list(rows_[place.name].values())[1:], strict=True):
            least = sampled(np.maximum(by_hand.least(when, key), 0.0))
            assert cell == mean_clock(least)
    assert "a single flight may leave less" in parted_answer.table("whom").note
    assert not any("least" in head for head in parted_answer.table("whom").heads)


def test_a_level_and_a_gain_stand_beside_each_other_and_never_two_levels(parted_answer):
    for name in ("whom", "classes"):
        heads = " ".join(parted_answer.table(name).heads)
        assert "gain" in heads
        assert "2015-01-01" not in heads


def test_classes_places_people_and_losses_are_told_of_their_own(parted_answer, by_hand, parted):
    names = {p: parted.after.scenario.parties[p].name for p in parted.after.parties}
    threats = {k: t.name or k for k, t in parted.after.scenario.threats.items()}
    classes = {(r["for"], r["class of flight"]): r for r in table(parted_answer, "classes")}
    people = {(r["for"], r["at least"]): r for r in table(parted_answer, "people")}
    losses = {(r["for"], r["sensor"]): r for r in table(parted_answer, "losses")}
    for party, name in names.items():
        for threat, called in threats.items():
            was, now = (sampled(by_hand.mean(w, party, threat)) for w in WHEN)
            row = classes[name, called]
            assert row["2013-01-01 [min:s]"] == mean_clock(was)
            gain = by_hand.mean("after", party, threat) - by_hand.mean("before", party, threat)
            assert row["gain"] == mean_change(sampled(gain))
            assert float(now.mean) > float(was.mean)
        for seconds, least in ((60.0, "1 min"), (300.0, "5 min"), (600.0, "10 min")):
            for when, date in zip(WHEN, ("2013-01-01", "2015-01-01"), strict=True):
                count = sampled(by_hand.people(when, party, seconds))
                assert people[name, least][f"{when}, {date}"] == mean_crowd(count)
        for sensor, record in parted.after.scenario.sensors.items():
            if (name, record.name) not in losses:
                continue
            at = {"whom": party, "sensor": sensor, "posture": "after"}
            lost = parted_answer.spread("loss", **at)
            assert losses[name, record.name]["after, 2015-01-01"] == mean_span(lost)
            before = losses[name, record.name]["before, 2013-01-01"]
            assert (before == "–") == (sensor == "south-radar")


def test_no_row_says_that_nobody_is_warned_of_what_is_not_aimed(comparison):
    idle = answer_of(comparison).table("people").cells()
    assert {row[0] for row in idle} == {"Coastland"}


def test_who_is_heard_first_is_a_share_of_its_date(parted_answer, parted):
    found = {(r["for"], r["sensor"]): r for r in table(parted_answer, "first-heard")}
    assert found
    for (party, sensor), row in found.items():
        p = next(k for k, x in parted.after.scenario.parties.items() if x.name == party)
        s = next(k for k, x in parted.after.scenario.sensors.items() if x.name == sensor)
        mean = float(parted_answer.spread("heard_first", party=p, sensor=s, posture="after").mean)
        assert row["after, 2015-01-01"] == share(mean)


def test_of_many_who_are_told_only_those_who_gain_or_lose_have_rows(monkeypatch, parted):
    monkeypatch.setattr("noroshi.questions.warning.tables._MOST_ROWS", 1)
    still = Comparison(parted.after, parted.after)
    found = answer_of(still).table("whom")
    assert len(found.cells()) == 1
    assert "Nothing measurable for 2 more" in found.note
    assert len(answer_of(parted).table("whom").cells()) == 3


def test_of_whom_a_table_tells_a_gain_that_is_not_measurable_it_says_so(parted_answer, parted):
    found, told = parted_answer.table("whom"), Told(parted_answer.data)
    sides = {name: told.side(w) for w, name in told.whom.items()}
    none = [row[0] for row in found.cells() if not sides[row[0]]]
    assert len(none) < len(found.cells())
    assert found.caveat == (f"The gain is not measurable for {listed(none)}." if none else "")
    still = answer_of(Comparison(parted.after, parted.after)).table("whom")
    names = [row[0] for row in still.cells()]
    assert still.caveat == f"The gain is not measurable for {listed(names)}."


PICKED = (
    (),
    (("satellites", "satellites never"),),
    (("lowest", "radars from 5°"),),
    (("satellites", "satellites never"), ("lowest", "radars from 5°")),
)


@pytest.fixture(scope="module")
def picked(comparison):
    """With warning times that no two cells share, so that nothing can be exchanged unseen."""
    flights = len(comparison.after.flights.ids)
    start = 100.0 + 40.0 * np.arange(len(PICKED))[:, None, None] + np.arange(flights)[:, None]
    drawn = np.arange(8) ** 2.0
    was, now = start + drawn, 3.0 * start + 1.5 * drawn
    before, after = (Choices(PICKED, lambda n, some, t=t: t[n][some]) for t in (was, now))
    return Comparison(
        replace(comparison.before, choices=before), replace(comparison.after, choices=after)
    )


def test_each_choice_is_told_for_each_place_against_the_arrays(picked):
    found = answer_of(picked)
    aimed_at = np.array(picked.after.flights.receiver)
    shown = {(r["for"], r["choice"]): r for r in table(found, "choices")}
    for receiver in picked.after.receivers:
        here = np.flatnonzero(aimed_at == receiver)
        both = (picked.before, picked.after)
        was, now = (a.choices.useful[:, here].mean(axis=1) for a in both)
        for choice, gain in zip(PICKED, now - was, strict=True):
            name = " and ".join(n for _, n in choice) or "as reckoned here"
            row = shown[picked.after.scenario.receivers[receiver].name, name]
            assert row["gain"] == mean_change(sampled(gain))
            assert row["draws that gain a second or more"] == share(np.mean(gain >= 1.0))
    # 5 degrees move the gain by 160 s, satellites by 80 s.
    assert found.headline.hangs_on.startswith("Were North Radar and South Radar to look no lower")


def test_where_nothing_is_asked_no_choice_is_told(picked):
    silent = Comparison(
        *(
            replace(a, choices=NO_CHOICES, scenario=replace(a.scenario, alternatives={}))
            for a in (picked.before, picked.after)
        )
    )
    found = answer_of(silent)
    assert found.headline.hangs_on == ""
    assert "choices" not in [t.name for t in found.tables]
    assert found.data.sizes["choice"] == 0


def test_every_figure_of_every_world_can_be_drawn_and_says_what_it_finds(any_answer):
    for figure in any_answer.figures:
        drawn = svg(figure.spec)
        assert figure.title
        assert figure.title[0] == figure.title[0].upper()
        assert "nan" not in f"{figure.title} {figure.caption}".split()
        assert "NaN" not in drawn


def circles(spec):
    return [r for r in spec["data"]["values"] if r["shape"] == "point" and r["role"] == "city"]


def test_the_map_fills_a_place_only_where_its_gain_is_measurable(answer, nothing_gained):
    for found in (answer, answer_of(nothing_gained)):
        drawn = circles(found.figure("change").spec)
        assert len(drawn) == found.data.sizes["receiver"]
        by_name = {str(n): str(r) for r, n in Told(found.data).receivers.items()}
        named = [row for row in drawn if row["name"] in by_name]
        assert named
        for row in named:
            gain = found.spread("place_gain", receiver=by_name[row["name"]])
            assert row["filled"] == bool(measurable(gain))
            # As it is printed: a place is not called by one number and coloured by another.
            assert row["value"] == supported(float(gain.mean), float(gain.mean_error))
    assert answer_of(nothing_gained).figure("change").title == "None of 3 places gains measurably"
    assert re.match(
        r"All 3 places gain measurably: most \w+, \+\d+ s", answer.figure("change").title
    )


def test_the_key_of_the_map_says_what_the_open_circles_are(answer, nothing_gained):
    for found in (answer, answer_of(nothing_gained)):
        spec = found.figure("change").spec
        hollow = [row for row in circles(spec) if not row["filled"]]
        said = "place without a measurable change" in svg(spec)
        assert said == bool(hollow)
    assert len(hollow) == 3
    # Where radars look is asked of no place: there a circle means no gain and is never open.
    assert all(row["filled"] for row in circles(answer_of(nothing_gained).figure("coverage").spec))


def test_two_scenarios_at_one_date_stand_in_heads_by_their_names(comparison):
    def called(a, name):
        day = comparison.after.day
        return replace(a, scenario=replace(a.scenario, name=name, day=day))

    both = Comparison(called(comparison.before, "japan"), called(comparison.after, "mine"))
    found = answer_of(both)
    assert found.tables[0].title == "How early people are warned: japan; gain of mine"
    assert found.table("people").heads[2:] == ["before, japan", "after, mine"]
    same = answer_of(comparison).tables[0].title
    assert same.endswith(", and what was gained since")
    assert "japan" not in same


def test_gains_are_drawn_at_their_mean_between_their_percentiles(answer):
    found = {row["place"]: row for row in place_rows(Told(answer.data))}
    assert set(found) == set(answer.data["receiver"].to_numpy().tolist())
    for place, row in found.items():
        gain = answer.spread("place_gain", receiver=place)
        assert [row["low"], row["gain"], row["high"]] == [gain.p5, gain.mean, gain.p95]
    drawn = answer.figure("gain-by-place").spec["data"]["values"]
    assert [r["gain"] for r in drawn] == sorted((r["gain"] for r in drawn), reverse=True)
    for row in answer.figure("gain-by-class").spec["data"]["values"]:
        gains = [
            answer.spread("class_gain", party="coast", threat=t)
            for t in answer.data["threat"].to_numpy()
        ]
        assert (row["gain"], row["low"], row["high"]) in [
            (float(g.mean), float(g.p5), float(g.p95)) for g in gains
        ]


@pytest.mark.parametrize("losing", [2, 15])
def test_of_many_places_the_ends_of_the_ranking_are_drawn_and_only_sure_losses(losing):
    sure = [made.Place(f"G{i}", made.same(60.0 - i)) for i in range(25)]
    unsure = [made.Place(f"U{i}", made.draws(-90.0, -0.5, 90.0)) for i in range(3)]
    lost = [made.Place(f"L{i}", made.same(-5.0 - i)) for i in range(losing)]
    told = Told(made.world(made.Party("Japan", (*lost, *unsure, *sure))))
    drawn = min(losing, 10)
    assert [row["place"] for row in place_rows(told)] == [
        *(f"G{i}" for i in range(20 - drawn)),
        *(f"L{i}" for i in range(losing - drawn, losing)),
    ]


def test_no_part_of_the_chain_ends_before_it_begins(answer):
    """Medians of two moments may lie the other way round."""
    data = answer.data.copy(deep=True)
    data["example_ends"].loc[{"step": "seeing"}] = data["example_ends"].sel(step="knowing") + 7.0
    parts = [r for r in chain_rows(Told(data)) if r["posture"].startswith("after")]
    seeing = answer.spread("example_ends", posture="after", step="knowing").p50 + 7.0
    assert parts[0]["end"] * 60.0 == pytest.approx(seeing)
    assert (parts[1]["step"], parts[1]["start"]) == ("knowing where to", parts[0]["end"])
    for one, other in pairwise(parts):
        assert one["start"] <= one["end"] == other["start"]


def test_the_chain_ends_where_people_are_told_and_adds_up(comparison, answer):
    told, example = Told(answer.data), exemplar(comparison)
    spans = {}
    for row in chain_rows(told):
        spans.setdefault(row["posture"].partition(",")[0], []).append(row)
    for when, a in zip(WHEN, (comparison.before, comparison.after), strict=True):
        parts = spans[when]
        assert parts[0]["start"] == 0.0
        for one, other in pairwise(parts):
            assert one["end"] == other["start"]
        stages = a.warnings.stages[SHARED]
        median = sorted(stages.told[example.pair])[3]
        (telling,) = [p for p in parts if p["step"] == "telling"]
        assert telling["end"] * 60.0 == pytest.approx(median)
        (left,) = [p for p in parts if p["step"] == "left until impact"]
        arrival = sorted(a.warnings.arrival[example.pair])[3]
        assert left["end"] * 60.0 == pytest.approx(arrival)
        minutes, seconds = re.search(r"(?:(\d+) min )?(\d+) s left", left["text"]).groups()
        assert 60 * int(minutes or 0) + int(seconds) == round(arrival) - round(median)


def test_a_flight_of_which_nobody_is_told_is_said_to_be_so(nobody_told):
    found = answer_of(nobody_told)
    assert "not told in time" in found.figure("chain").title
    assert "In most draws nobody is told of this flight" in str(found.figure("chain").spec)
    assert "no sensor sees it in half of the draws" in found.figure("profile").title


def test_the_profile_is_the_path_and_what_each_radar_sees_above_it(comparison, answer):
    told, example = Told(answer.data), exemplar(comparison)
    nominal = comparison.after.flights.nominal
    points, marks = profile_rows(told)
    height = [r["height"] * 1e3 for r in points if r["line"] == "flight"]
    flown = nominal.altitude[example.flight]
    np.testing.assert_allclose(height, flown[np.isfinite(flown)])
    first = comparison.after.detections.first[example.flight]
    assert marks
    for mark in marks:
        name = (mark["text"] or mark["line"]).rpartition(", ")[0]
        sensor = next(k for k, s in comparison.after.scenario.sensors.items() if s.name == name)
        when = sorted(first[:, comparison.after.detections.sensors.index(sensor)])[3]
        there = np.interp(when, nominal.time[np.isfinite(flown)], flown[np.isfinite(flown)])
        assert mark["height"] * 1e3 == pytest.approx(there)


def test_curves_of_people_are_shares_of_each_party_s_people(parted_answer, by_hand, parted):
    names = {parted.after.scenario.parties[p].name: p for p in parted.after.parties}
    for row in people_rows(Told(parted_answer.data))[::31]:
        party = names[row["party"]]
        everybody = sum(c for _, c in by_hand.receivers("after", party))
        counts = by_hand.people(row["posture"], party, 60.0 * row["minutes"])
        low, middle, high = (100.0 * x / everybody for x in by_hand.levels(counts))
        assert (row["low"], row["people"], row["high"]) == pytest.approx((low, middle, high))


def test_a_tornado_draws_what_moves_it_and_names_below_what_is_asked_about_and_does_not(answer):
    ids = [str(a) for a in answer.data["assumption"].to_numpy()]
    asked = answer.data.copy(deep=True)
    asked["assumption_asked_about"][:] = 0.0
    asked["assumption_asked_about"][2] = 1.0
    told, names = Told(asked), Told(asked).names("assumption")
    # The longest is chance: nobody may read it as a finding, however often it is asked about.
    found = [
        Moved(ids[0], -8.0, 9.0, 1.0, True),
        Moved(ids[2], 20.0, -20.0, 30.0, False),
        Moved(ids[1], 2.0, -1.0, 3.0, False),
    ]
    shown = shown_of(found)
    assert [m.assumption for m in shown] == ids[:1]
    (first,) = rows(told, shown)
    assert (first["assumption"], first["low"], first["high"]) == (names[ids[0]], -8.0, 9.0)
    assert first["low_text"] == answer.data["assumption_low"].sel(assumption=ids[0]).item()
    assert (
        title(told, shown, "the gain of X") == f"{names[ids[0]]} moves the gain of X most: by 17 s"
    )
    said = caption(told, found, shown)
    assert f"Asked about, and moving its mean no more than chance does: {names[ids[2]]}." in said
    assert names[ids[1]] not in said
    assert said.endswith("The 1 other that is drawn moves its mean no more than chance does.")
    assert "40 s" not in said, "nor may it be read beside the longest that is no chance"
    more = [*shown, Moved(ids[2], 4.0, -1.0, 1.0, True), found[2]]
    assert "1 more moves it by 5 s or less. The 1 other" in caption(told, more, shown)
    drawn = svg(spec(told, shown, "found", "the gain of X"))
    assert names[ids[0]].partition(":")[0] in drawn
    assert "20.0" not in drawn
    none = title(told, [], "the gain of X")
    assert none == "No assumption alone moves the gain of X beyond chance"


def test_where_none_stands_out_the_tornado_is_a_sentence_and_its_key_says_what_is_drawn(answer):
    told, words = Told(answer.data), "the gain of X"
    second = str(answer.data["assumption"].to_numpy()[1])
    found = title(told, [], words)
    drawn = svg(spec(told, [], found, words))
    assert "No assumption alone moves the gain of X beyond chance" in drawn
    assert "fifth of draws" not in drawn
    clear = svg(spec(told, [Moved(second, -9.0, 9.0, 1.0, True)], found, words))
    assert "lowest fifth of draws" in clear
    assert "highest fifth of draws" in clear


def test_japan_names_assumptions_that_readers_ask_about_and_each_reaches_the_answer():
    world = load("japan").at("2015-01-01")
    asked = world.header.ask_about
    assert "shared.tpy2.range" in asked
    assert any(path.endswith(".decision_delay") for path in asked)
    drawn = SimpleNamespace(points=dict.fromkeys(unknowns(world)))
    posture = SimpleNamespace(scenario=world, draws=drawn)
    found = assumptions(SimpleNamespace(before=posture, after=posture))
    marked = {a.name: a for a in found if a.asked_about}
    assert len(marked) == len(asked)
    range_ = marked["3 AN/TPY-2: range at which it is published"]
    assert (range_.low, range_.high) == ("600 km", "1,500 km")


def test_what_is_asked_about_is_marked_by_path_and_by_the_word_that_it_shares(comparison):
    def asking(a, *paths):
        header = a.scenario.header.model_copy(update={"ask_about": paths})
        return replace(a, scenario=replace(a.scenario, header=header))

    decision, shared = "rules.coast.decision_delay", "vehicles.short.burn_time"
    both = (asking(a, decision, shared) for a in (comparison.before, comparison.after))
    data = answer_of(Comparison(*both)).data
    marked = data["assumption"].to_numpy()[data["assumption_asked_about"].to_numpy() == 1.0]
    assert set(marked.tolist()) == {decision, shared}


def test_what_is_asked_about_must_be_declared(tmp_path):
    text = "scenario:\n  extends: small\n  title: Mine\n  ask_about: [rules.coast.decision_dela]\n"
    (tmp_path / "scenario.yaml").write_text(text)
    with pytest.raises(NoroshiError) as refused:
        load(str(tmp_path))
    assert "nothing uncertain is declared at 'rules.coast.decision_dela'" in str(refused.value)
    assert "rules.coast.decision_delay" in str(refused.value)

"""What a reader finds in the CSV tables and in answer.json is what the arrays of the run say.

Columns and keys are found by their names. The run has two parties and two very different postures
(see `parted`), and every expected number is worked out here from its definition.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noroshi.assessment import Assessment
from noroshi.output.answer_json import document
from noroshi.output.csv_tables import csv_tables
from noroshi.stats import Driver
from noroshi.study import Answer, Comparison
from noroshi.study.losses import single_losses
from noroshi.warning.timeline import SHARED

Rows = list[dict[str, str]]
WHEN = ("before", "after")
PRINTED = 1e-7
"""Of a number that is written with eight digits."""
PERCENTILES = ("p5", "p50", "p95")


@pytest.fixture(scope="module")
def table(parted_folder: Path, csv_rows: Callable[[Path], Rows]) -> Callable[[str], Rows]:
    return lambda name: csv_rows(parted_folder / f"{name}.csv")


@pytest.fixture(scope="module")
def told(parted_folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((parted_folder / "answer.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def parties(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {p["party"]: p for p in told["parties"]}


def cells(row: dict[str, str], name: str, unit: str = "s") -> list[float]:
    """The three cells of an interval."""
    suffix = f"_{unit}" if unit else ""
    return [float(row[f"{name}_{p}{suffix}"]) for p in PERCENTILES]


def keys(told: dict[str, Any]) -> list[float]:
    """The three numbers of an interval in a document; null is never."""
    return [np.nan if told[p] is None else told[p] for p in PERCENTILES]


def alike(found: list[float], expected: list[float]) -> None:
    np.testing.assert_allclose(found, expected, rtol=PRINTED, atol=PRINTED)


def finite(values: list[float]) -> list[float]:
    """As JSON has it."""
    return [v if np.isfinite(v) else np.nan for v in values]


def test_before_and_after_differ_in_every_number_that_is_read_here(parted, by_hand) -> None:
    for party in parted.after.parties:
        before, after = (by_hand.levels(by_hand.mean(w, party)) for w in WHEN)
        assert min(np.subtract(after, before)) > 30.0
    assert not np.allclose(*(by_hand.mean("after", p) for p in parted.after.parties))
    assert any(
        by_hand.people("before", "coast", t)[0] < by_hand.people("after", "coast", t)[0]
        for t in (60.0, 180.0, 300.0, 600.0)
    )


def test_each_place_and_threat_has_its_own_arrival_warning_and_gain(table, told, by_hand) -> None:
    rows = table("warnings")
    a = by_hand.posture("after")
    seen = set()
    for row, read in zip(rows, told["warnings"], strict=True):
        key = row["receiver"], row["threat"], row["kind"]
        assert key == (read["receiver"], read["threat"], read["kind"])
        seen.add(key)
        pairs = a.warnings.pairs
        kind = ("impact", "overflight").index(row["kind"])
        mine = [
            p
            for p in range(len(pairs.flight))
            if a.receivers[pairs.receiver[p]] == row["receiver"]
            and a.flights.threat[pairs.flight[p]] == row["threat"]
            and pairs.kind[p] == kind
        ]
        margin = {w: by_hand.posture(w).warnings.margin[SHARED, mine].min(axis=0) for w in WHEN}
        useful = {w: np.maximum(m, 0.0) for w, m in margin.items()}
        expected = {
            "arrival": by_hand.levels(a.warnings.arrival[mine].min(axis=0)),
            "warning_before": by_hand.levels(margin["before"]),
            "warning_after": by_hand.levels(margin["after"]),
            "gain": by_hand.levels(useful["after"] - useful["before"]),
        }
        for name, levels in expected.items():
            alike(cells(row, name), levels)
            alike(keys(read[f"{name}_s"]), finite(levels))
    assert len(seen) == len(rows) > 4


def test_each_party_s_gains_by_threat_are_its_own(parties, by_hand, parted) -> None:
    for party, read in parties.items():
        mean = {w: by_hand.mean(w, party) for w in WHEN}
        alike(keys(read["mean_gain_s"]), by_hand.levels(mean["after"] - mean["before"]))
        assert [t["threat"] for t in read["by_threat"]] == list(parted.after.scenario.threats)
        for threat in read["by_threat"]:
            mean = {w: by_hand.mean(w, party, threat["threat"]) for w in WHEN}
            for when, values in mean.items():
                alike(keys(threat[f"mean_warning_{when}_s"]), by_hand.levels(values))
            alike(keys(threat["mean_gain_s"]), by_hand.levels(mean["after"] - mean["before"]))


def test_people_warned_are_counted_party_by_party_before_and_after(table, parties, by_hand) -> None:
    rows = {(r["party"], float(r["warned_at_least_s"])): r for r in table("people")}
    assert {party for party, _ in rows} == set(parties)
    for party, read in parties.items():
        assert read["people"] == sum(count for _, count in by_hand.receivers("after", party))
        for line in read["people_warned"]:
            at_least = line["at_least_s"]
            for when in WHEN:
                levels = by_hand.levels(by_hand.people(when, party, at_least))
                alike(keys(line[when]), levels)
                alike(cells(rows[party, at_least], f"people_{when}", ""), levels)


def test_what_losing_a_sensor_costs_stands_under_its_own_posture(
    table, parties, by_hand, parted
) -> None:
    rows = {(r["party"], r["sensor"]): r for r in table("losses")}
    lost = {w: single_losses(by_hand.posture(w)) for w in WHEN}
    for p, (party, read) in enumerate(parties.items()):
        documents = {x["sensor"]: x for x in read["single_losses"]}
        assert set(documents) == set(parted.after.detections.sensors)
        for sensor, told in documents.items():
            for when in WHEN:
                sensors = by_hand.posture(when).detections.sensors
                if sensor not in sensors:
                    assert told[f"{when}_s"] is None
                    assert rows[party, sensor][f"loss_{when}_p50_s"] == ""
                    continue
                levels = by_hand.levels(lost[when][sensors.index(sensor), p])
                alike(cells(rows[party, sensor], f"loss_{when}"), levels)
                alike(keys(told[f"{when}_s"]), levels)
    assert any(r["loss_before_p50_s"] == "" for r in rows.values())


def test_who_is_heard_first_is_counted_flight_by_flight(table, parties, by_hand) -> None:
    rows = {(r["party"], r["sensor"]): r for r in table("first_seers")}
    for party, read in parties.items():
        documents = {x["sensor"]: x for x in read["first_seers"]}
        assert documents
        for when in WHEN:
            a = by_hand.posture(when)
            pairs, counts, flights = a.warnings.pairs, dict[str, int](), dict[int, int]()
            for p in range(len(pairs.flight)):
                if a.parties[a.receiver_party[pairs.receiver[p]]] == party:
                    flights.setdefault(int(pairs.flight[p]), p)
            for p in flights.values():
                for seer in a.warnings.stages[SHARED].seer[p]:
                    if seer >= 0:
                        name = a.detections.sensors[seer]
                        counts[name] = counts.get(name, 0) + 1
            for sensor, told in documents.items():
                share = counts.get(sensor, 0) / (len(flights) * a.draws.count)
                assert told[f"share_{when}"] == pytest.approx(share)
                assert float(rows[party, sensor][f"share_{when}"]) == pytest.approx(share)


def moments(by_hand, party: str, when: str, time: np.ndarray) -> dict[str, list[float]]:
    """Of times (flight, draw): the median flight's, the share of never, the mean time left."""
    a, weight = by_hand.posture(when), by_hand.weights(when, party)
    known = np.isfinite(time)
    left = np.where(known, a.flights.flight_time - np.where(known, time, 0.0), 0.0)
    return {
        "median_flight": by_hand.levels(by_hand.middle(when, party, time)),
        "never": by_hand.levels(np.sum([w * ~known[f] for f, w in weight.items()], axis=0)),
        "mean_left": by_hand.levels(np.sum([w * left[f] for f, w in weight.items()], axis=0)),
    }


UNITS = {"median_flight": "s", "never": "share", "mean_left": "s"}


def test_when_a_track_and_an_area_are_known_is_told_of_each_team(
    table, parties, by_hand, parted
) -> None:
    rows = {(r["flights_at"], r["team"], r["what"], r["probability"]): r for r in table("knowing")}
    teams = [t.name for t in parted.after.tracks.teams]
    for party, read in parties.items():
        assert {k["team"] for k in read["knowing"]} == set(teams)
        for known in read["knowing"]:
            index = teams.index(known["team"])
            things = [("track", "", known["track"], None)]
            things += [
                ("area", f"{a['probability']:.8g}", a, level)
                for level, a in enumerate(known["area"])
            ]
            for what, probability, told, level in things:
                row = rows[party, known["team"], what, probability]
                for when in WHEN:
                    t = by_hand.posture(when).tracks
                    time = t.first[index] if level is None else t.area[index, level]
                    for name, levels in moments(by_hand, party, when, time).items():
                        alike(cells(row, f"{name}_{when}", UNITS[name]), levels)
                        alike(keys(told[f"{name}_{UNITS[name]}_{when}"]), finite(levels))


def test_the_size_of_an_ellipse_is_that_of_its_team_and_time(
    table, parties, by_hand, parted
) -> None:
    rows = {(r["flights_at"], r["team"], float(r["time_s"])): r for r in table("ellipses")}
    compared = 0
    for party, read in parties.items():
        for index, team in enumerate(t.name for t in parted.after.tracks.teams):
            (known,) = (k for k in read["knowing"] if k["team"] == team)
            for at, told in enumerate(known["ellipse_radius"]):
                time = float(parted.after.tracks.time[at])
                assert told["time_s"] == time
                for when in WHEN:
                    spread = by_hand.posture(when).tracks.spread[index, at]
                    weight = by_hand.weights(when, party)
                    aloft = np.sum([w * ~np.isnan(spread[f]) for f, w in weight.items()], axis=0)
                    if np.any(aloft < 0.5):
                        continue
                    levels = by_hand.levels(by_hand.middle(when, party, spread))
                    alike(cells(rows[party, team, time], f"radius_{when}", "m"), levels)
                    alike(keys(told[f"{when}_m"]), finite(levels))
                    compared += bool(np.isfinite(levels).all())
    assert compared > 40


def test_detections_are_told_posture_by_posture_and_sensor_by_sensor(table, by_hand) -> None:
    rows = table("detections")
    assert {r["posture"] for r in rows} == set(WHEN)
    for row in rows:
        a = by_hand.posture(row["posture"])
        sensor = a.detections.sensors.index(row["sensor"])
        mine = [f for f, t in enumerate(a.flights.threat) if t == row["threat"]]
        first, custody = (x[mine][..., sensor] for x in (a.detections.first, a.detections.custody))
        assert int(row["flights"]) == len(mine)
        confirmed = np.isfinite(a.detections.confirmed[mine][..., sensor])
        assert float(row["share_confirmed"]) == pytest.approx(confirmed.mean())
        seen = np.isfinite(first)
        if seen.any():
            alike(cells(row, "first_detection"), by_hand.levels(first[seen]))
            alike(cells(row, "custody"), by_hand.levels(custody[seen]))


def test_flights_have_their_names_ranges_times_and_heights(table, by_hand) -> None:
    f = by_hand.posture("after").flights
    columns = {
        "flight_time": (f.flight_time, "s"),
        "powered_time": (f.burn_time, "s"),
        "apogee": (f.apogee, "m"),
        "burnout_altitude": (f.burnout_altitude, "m"),
    }
    for i, row in enumerate(table("flights")):
        texts = [row[name] for name in ("flight", "threat", "vehicle", "site", "aimed_at")]
        assert texts == [f.ids[i], f.threat[i], f.vehicle[i], f.site[i], f.receiver[i]]
        assert float(row["range_m"]) == pytest.approx(f.range[i], rel=PRINTED)
        for name, (values, unit) in columns.items():
            alike(cells(row, name, unit), by_hand.levels(values[i]))


def test_drivers_are_told_of_the_party_and_the_answer_that_they_drive(
    parted: Comparison, parted_answer: Answer
) -> None:
    """Eight draws tell no driver from chance: so they are made up here, one of each."""
    named = [
        replace(
            p,
            drivers_of_warning=(Driver(f"warning.{p.party}", -0.25 - i, 0.01),),
            drivers_of_gain=(Driver(f"gain.{p.party}", 0.5 + i, 0.002),),
        )
        for i, p in enumerate(parted_answer.parties)
    ]
    made = replace(parted_answer, parties=tuple(named))
    head, *rows = (line.split(",") for line in csv_tables(parted, made)["drivers.csv"].splitlines())
    read = [dict(zip(head, row, strict=True)) for row in rows]
    assert len(read) == 2 * len(named)
    for row in read:
        i = parted.after.parties.index(row["party"])
        assert row["assumption"] == f"{row['of']}.{row['party']}"
        strength = {"warning": -0.25 - i, "gain": 0.5 + i}[row["of"]]
        assert float(row["rank_correlation"]) == pytest.approx(strength)
        assert float(row["p_value"]) == {"warning": 0.01, "gain": 0.002}[row["of"]]
    for i, party in enumerate(document(parted, made)["parties"]):
        for of, strength in (("warning", -0.25 - i), ("gain", 0.5 + i)):
            (driver,) = party[f"drivers_of_{of}"]
            assert driver["name"] == f"{of}.{party['party']}"
            assert driver["rank_correlation"] == pytest.approx(strength)


def test_flights_that_nobody_sees_and_sensors_that_came_are_told_of_their_posture(
    parted: Comparison, told: dict[str, Any]
) -> None:
    def unseen(a: Assessment) -> list[str]:
        often = np.isfinite(a.detections.confirmed).any(axis=-1).mean(axis=-1) >= 0.5
        return [f for f, seen in zip(a.flights.ids, often, strict=True) if not seen]

    assert told["unseen_flights_before"] == unseen(parted.before)
    assert told["unseen_flights_after"] == unseen(parted.after)
    assert (told["added_sensors"], told["removed_sensors"]) == (["south-radar"], [])
    assert (told["before"], told["after"]) == ("2013-01-01", "2015-01-01")

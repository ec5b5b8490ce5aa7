"""What a reader finds in the report's tables and on the terminal is what the arrays say.

Tables are found by their titles, cells by the heads of columns and rows. A cell's numbers are read
back from its words; its first is a median or a mean of the draws, in brackets stand 5 and 95 %.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.table import Table

from noroshi.output.tables import terminal
from noroshi.study.losses import single_losses
from noroshi.warning.timeline import ALONE, SHARED

WHEN = {"before": "2013-01-01", "after": "2015-01-01"}
TIME = re.compile(r"(−|\+|-)?(?:(\d+):(\d\d)|(?:(\d+) min(?: (\d+) s)?)|(\d+) s)")
COUNT = re.compile(r"([\d.]+)( million| thousand)?")
SCALE = {" million": 1e6, " thousand": 1e3, "": 1.0}


def seconds(cell: str) -> list[float]:
    """Times in the words of a cell: `7:05`, `−0:12`, `+1 min 05 s`, `about 3 min` [s]."""
    found = []
    for sign, m, s, minutes, rest, alone in TIME.findall(cell.replace(" ", " ")):
        value = 60.0 * float(m or minutes or 0) + float(s or rest or alone or 0)
        found.append(-value if sign in ("−", "-") else value)
    return found


def people(cell: str) -> list[float]:
    """Numbers of people; in brackets the unit may be left out."""
    found, unit = [], ""
    for number, word in COUNT.findall(cell):
        unit = word or unit
        found.append(float(number) * SCALE[unit])
    return found


def shares(cell: str) -> list[float]:
    return [float(n) / 100.0 for n in re.findall(r"<?([\d.]+) ?%", cell)]


def near(read: float, values: np.ndarray, by_hand: Any, rounded: float) -> None:
    """The first number of a cell is the median or the mean of the draws, as it is rounded."""
    expected = by_hand.levels(values)[1], float(np.mean(values))
    assert min(abs(read - e) for e in expected) <= rounded, (read, expected)


def rounding(values: np.ndarray, least: float = 1.0) -> float:
    """No more than half of a step that the standard error of the mean reaches."""
    return max(least, 0.5 * float(np.std(values, ddof=1)) / float(np.sqrt(len(values))))


@pytest.fixture(scope="module")
def page(parted_folder: Path, page_tables: Callable[[str], Any]) -> Callable[[str], Any]:
    tables = page_tables((parted_folder / "report.html").read_text(encoding="utf-8"))

    def titled(*words: str) -> Any:
        return next(t for t in tables if all(w in t.title for w in words))

    return titled


def of_dates(table: Any) -> dict[str, int]:
    """Columns headed by the date of a posture."""
    return {
        when: next(i for i, head in enumerate(table.head) if date in head)
        for when, date in WHEN.items()
        if any(date in head for head in table.head)
    }


def test_numbers_in_words_are_read_back() -> None:
    assert seconds("7:05 (5:50 to 8:20)") == [425.0, 350.0, 500.0]
    assert seconds("−0:12") == [-12.0]
    assert seconds("+1 min 05 s (0 s to about 3 min)") == [65.0, 0.0, 180.0]
    assert people("58.1 million (53.7 to 59.0)") == [58.1e6, 53.7e6, 59.0e6]
    assert shares("40 % (<1 % to 60 %)") == [0.4, 0.01, 0.6]


def test_the_table_by_threat_tells_each_party_its_own_warning_and_gain(
    page: Any, by_hand: Any, parted: Any
) -> None:
    table = page("Mean warning time by threat")
    gained = table.column("gain")
    for party in parted.after.parties:
        name = parted.after.scenario.parties[party].name
        for threat, record in parted.after.scenario.threats.items():
            row = table.row(name, record.name)
            mean = {w: by_hand.mean(w, party, threat) for w in WHEN}
            for when, column in of_dates(table).items():
                near(seconds(row[column])[0], mean[when], by_hand, rounding(mean[when]))
            gain = mean["after"] - mean["before"]
            near(seconds(row[gained])[0], gain, by_hand, rounding(gain))
            assert seconds(row[gained])[0] > 60.0


def test_the_main_table_tells_each_party_its_own_gain(page: Any, by_hand: Any, parted: Any) -> None:
    table = page("Mean warning time over people and flights")
    gained = next(i for i, head in enumerate(table.head) if head == "gain")
    told: list[float] = []
    for party in parted.after.parties:
        row = table.row(parted.after.scenario.parties[party].name)
        mean = {w: by_hand.mean(w, party) for w in WHEN}
        added = {w: mean[w] - by_hand.mean(w, party, knowledge=ALONE) for w in WHEN}
        assert set(of_dates(table)) == set(WHEN)
        for when, column in of_dates(table).items():
            near(seconds(row[column])[0], added[when], by_hand, rounding(added[when]))
        told.append(abs(np.mean(added["after"] - added["before"])))
        gain = mean["after"] - mean["before"]
        near(seconds(row[gained])[0], gain, by_hand, rounding(gain))
        low, _, high = by_hand.levels(gain)
        _, *ends = seconds(row[gained])
        np.testing.assert_allclose(ends, [low, high], atol=rounding(gain))
    # What the others add differs by the date, or the two columns could be exchanged unseen.
    assert max(told) > 10.0


def test_the_table_of_people_counts_those_of_its_date(page: Any, by_hand: Any, parted: Any) -> None:
    table = page("People warned before impact")
    differ = 0
    for party in parted.after.parties:
        name = parted.after.scenario.parties[party].name
        for minutes in (1, 3, 5, 10):
            row = table.row(f"{name}, at least {minutes} min")
            told = {w: by_hand.people(w, party, 60.0 * minutes) for w in WHEN}
            differ += told["before"].mean() < told["after"].mean()
            for when, column in of_dates(table).items():
                near(people(row[column])[0], told[when], by_hand, rounding(told[when], 0.05e6))
    assert differ >= 3


def test_the_table_of_losses_tells_what_each_sensor_s_costs_at_its_date(
    page: Any, by_hand: Any, parted: Any
) -> None:
    table = page("Mean warning time lost with one sensor")
    compared = 0
    for row in table.rows:
        p = next(
            i
            for i, party in enumerate(parted.after.parties)
            if parted.after.scenario.parties[party].name in row[0]
        )
        sensor = next(k for k, s in parted.after.scenario.sensors.items() if s.name == row[1])
        for when, column in of_dates(table).items():
            a = by_hand.posture(when)
            if sensor not in a.detections.sensors:
                assert row[column] == "–"
                continue
            lost = single_losses(a)[a.detections.sensors.index(sensor), p]
            near(seconds(row[column])[0], lost, by_hand, rounding(lost))
            compared += 1
    assert compared >= 4


def test_the_table_of_who_is_heard_first_counts_flights_of_its_date(
    page: Any, by_hand: Any, parted: Any
) -> None:
    table = page("Whose report is heard first")
    for row in table.rows:
        party = next(
            key for key in parted.after.parties if parted.after.scenario.parties[key].name in row[0]
        )
        for when, column in of_dates(table).items():
            a = by_hand.posture(when)
            sensor = [a.scenario.sensors[s].name for s in a.detections.sensors]
            wanted = sensor.index(row[1]) if row[1] in sensor else -2
            pairs = a.warnings.pairs
            flights = {
                int(pairs.flight[p]): p
                for p in range(len(pairs.flight))
                if a.parties[a.receiver_party[pairs.receiver[p]]] == party
            }
            seer = a.warnings.stages[SHARED].seer[list(flights.values())]
            assert shares(row[column])[0] == pytest.approx(np.mean(seer == wanted), abs=0.0051)


def test_every_city_and_threat_has_its_own_row(page: Any, by_hand: Any, parted: Any) -> None:
    table = page("Warning time by the least favourable launch site")
    scenario, a = parted.after.scenario, parted.after
    arrives, gained = table.column("arrives"), table.column("gain")
    assert len(table.rows) == len(a.warnings.pairs.flight)
    for row in table.rows:
        place = next(k for k, r in scenario.receivers.items() if r.name == row[0])
        threat = next(k for k, t in scenario.threats.items() if t.name == row[1])
        margin = {
            w: by_hand.posture(w).warnings.margin[SHARED, by_hand.aimed(w, place, threat)].min(0)
            for w in WHEN
        }
        for when, column in of_dates(table).items():
            near(seconds(row[column])[0], margin[when], by_hand, 0.6)
        arrival = a.warnings.arrival[by_hand.aimed("after", place, threat)].min(0)
        near(seconds(row[arrives])[0], arrival, by_hand, 0.6)
        useful = {w: np.maximum(m, 0.0) for w, m in margin.items()}
        gain = useful["after"] - useful["before"]
        near(seconds(row[gained])[0], gain, by_hand, rounding(gain))


def test_the_page_and_the_terminal_count_the_same_people(
    parted: Any, parted_answer: Any, by_hand: Any
) -> None:
    tables = [t for t in terminal(parted, parted_answer).renderables if isinstance(t, Table)]
    shown = next(t for t in tables if "People warned" in str(t.title))
    columns = {str(c.header): [str(cell) for cell in c.cells] for c in shown.columns}
    compared = 0
    for row, name in enumerate(columns["for"]):
        party = next(k for k, p in parted.after.scenario.parties.items() if p.name == name)
        minutes = float(columns["at least"][row].removesuffix(" min"))
        for when, date in WHEN.items():
            told = by_hand.people(when, party, 60.0 * minutes)
            near(people(columns[date][row])[0], told, by_hand, rounding(told, 0.05e6))
            compared += 1
    assert compared >= 8


def test_the_terminal_s_gains_and_losses_are_those_of_the_party(
    parted: Any, parted_answer: Any, by_hand: Any
) -> None:
    tables = [t for t in terminal(parted, parted_answer).renderables if isinstance(t, Table)]
    for shown in tables:
        columns = {str(c.header): [str(cell) for cell in c.cells] for c in shown.columns}
        if "gain" in columns and "for" in columns:
            party = ""
            for row, name in enumerate(columns["for"]):
                party = next(
                    (k for k in parted.after.parties
                     if parted.after.scenario.parties[k].name == name), party
                )  # fmt: skip
                threat = next(
                    (k for k, t in parted.after.scenario.threats.items() if t.name in name), None
                )
                if threat is None:
                    continue
                gain = by_hand.mean("after", party, threat) - by_hand.mean("before", party, threat)
                near(seconds(columns["gain"][row])[0], gain, by_hand, rounding(gain))
        if "sensor lost" in columns:
            for row, name in enumerate(columns["for"]):
                p = next(
                    i for i, k in enumerate(parted.after.parties)
                    if parted.after.scenario.parties[k].name == name
                )  # fmt: skip
                for when, date in WHEN.items():
                    a = by_hand.posture(when)
                    names = [a.scenario.sensors[s].name for s in a.detections.sensors]
                    if columns["sensor lost"][row] not in names:
                        assert columns[date][row] == "–"
                        continue
                    lost = single_losses(a)[names.index(columns["sensor lost"][row]), p]
                    near(seconds(columns[date][row])[0], lost, by_hand, rounding(lost))

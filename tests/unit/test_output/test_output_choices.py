"""Structural choices as a reader gets them, in every format, against the arrays of the run."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from rich.console import Console

from noroshi.assessment.records import NO_CHOICES, Choices
from noroshi.output.alternatives import page_choices
from noroshi.output.answer_json import document
from noroshi.output.csv_tables import csv_tables
from noroshi.output.dataset import to_xarray
from noroshi.output.report import report
from noroshi.output.tables import terminal
from noroshi.stats import sampled
from noroshi.study import Answer, Comparison
from noroshi.study.wording import mean_change
from noroshi.warning.reach import IMPACT

PICKED = (
    (),
    (("satellites", "satellites never"),),
    (("lowest", "radars from 5°"),),
    (("satellites", "satellites never"), ("lowest", "radars from 5°")),
)
DRAWS = 8


class _Reader(HTMLParser):
    """The texts of elements, by their names, in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            tag, text = self.found[-1]
            self.found[-1] = tag, text + data

    def texts(self, *tags: str) -> list[str]:
        return [text for tag, text in self.found if tag in tags]


@pytest.fixture(scope="module")
def made(comparison: Comparison) -> Comparison:
    """With warning times that no two cells share, so that nothing can be exchanged unseen."""
    pairs = len(comparison.after.warnings.pairs.receiver)
    start = 100.0 + 40.0 * np.arange(len(PICKED))[:, None, None] + np.arange(pairs)[:, None]
    draws = np.arange(DRAWS) ** 2.0
    before = Choices(PICKED, start + draws)
    after = Choices(PICKED, 3.0 * start + 1.5 * draws)
    return Comparison(
        replace(comparison.before, choices=before), replace(comparison.after, choices=after)
    )


def _three(values: Any) -> list[float]:
    """The values themselves at 5, 50 and 95 %: of eight the first, the fourth and the last."""
    ordered = np.sort(values)
    return [ordered[0], ordered[3], ordered[7]]


def _arrays(made: Comparison) -> Iterable[tuple[str, list[tuple[Any, Any]]]]:
    """Each place, and what is picked and gained there: the mean over its impacts, by hand."""
    pairs = made.after.warnings.pairs
    for r, receiver in enumerate(made.after.receivers):
        here = np.flatnonzero((pairs.receiver == r) & (pairs.kind == IMPACT))
        gains = [
            np.mean(
                [made.after.choices.useful[i, k] - made.before.choices.useful[i, k] for k in here],
                axis=0,
            )
            for i in range(len(PICKED))
        ]
        yield receiver, list(zip(PICKED, gains, strict=True))


def _error(gain: Any) -> float:
    return float(np.sqrt(np.sum((gain - gain.mean()) ** 2) / (DRAWS - 1) / DRAWS))


def test_the_csv_table_holds_the_arrays(made: Comparison, answer: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_tables(made, answer)["choices.csv"])))
    expected = [(r, *pick) for r, picks in _arrays(made) for pick in picks]
    assert len(rows) == len(expected)
    for row, (receiver, picked, gain) in zip(rows, expected, strict=True):
        assert (row["party"], row["place"]) == ("coast", receiver)
        assert (row["satellites"], row["lowest"]) == tuple(
            dict(picked).get(q, "") for q in ("satellites", "lowest")
        )
        base = next(g for r, p, g in expected if r == receiver and p == ())
        for name, values in {"gain": gain, "moved": gain - base}.items():
            assert float(row[f"{name}_mean_s"]) == pytest.approx(np.mean(values))
            assert float(row[f"{name}_mean_error_s"]) == pytest.approx(_error(values), abs=1e-6)
            cells = [float(row[f"{name}_{p}_s"]) for p in ("p5", "p50", "p95")]
            assert cells == pytest.approx(_three(values))
        assert float(row["share_of_draws_gaining"]) == np.mean(gain >= 1.0)


def test_the_document_holds_the_arrays(made: Comparison, answer: Answer) -> None:
    told = json.loads(json.dumps(document(made, answer)))["choices"]["subjects"]
    for subject, (receiver, picks) in zip(told, _arrays(made), strict=True):
        assert (subject["party"], subject["place"]) == ("coast", receiver)
        base = picks[0][1]
        for choice, (picked, gain) in zip(subject["choices"], picks, strict=True):
            assert choice["picked"] == dict(picked)
            assert choice["moves_gain_by_s"]["mean"] == pytest.approx(np.mean(gain - base))
            found = choice["gain_s"]
            assert found["mean"] == pytest.approx(np.mean(gain))
            assert [found[p] for p in ("p5", "p50", "p95")] == pytest.approx(_three(gain))
            assert choice["share_of_draws_gaining"] == np.mean(gain >= 1.0)


def test_the_dataset_holds_the_arrays_by_name(made: Comparison, tmp_path: Path) -> None:
    for assessment in (made.before, made.after):
        to_xarray(assessment).to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
        with xr.open_dataset(tmp_path / "a.nc", engine="h5netcdf") as found:
            assert found.choice_useful.attrs["units"] == "s"
            for i, picked in enumerate(PICKED):
                name = " and ".join(n for _, n in picked) or "as reckoned here"
                read = found.choice_useful.sel(choice=name)
                assert np.array_equal(read, assessment.choices.useful[i])


def _page(made: Comparison) -> _Reader:
    page = page_choices(made)
    assert page is not None
    return _Reader(page)


def test_page_and_terminal_show_the_arrays_beside_the_answer(
    made: Comparison, answer: Answer
) -> None:
    console = Console(width=300, file=io.StringIO(), record=True)
    console.print(terminal(made, answer))
    text = console.export_text()
    places = dict(_arrays(made))
    cells = _page(made).texts("th", "td")
    wide = 1 + len(places)
    names = [made.after.scenario.receivers[r].name for r in places]
    assert cells[:wide] == ["choice", *names]
    rows = [cells[i : i + wide] for i in range(wide, len(cells), wide)]
    assert len(rows) == len(PICKED)
    for i, (row, picked) in enumerate(zip(rows, PICKED, strict=True)):
        name = " and ".join(n for _, n in picked) or "as reckoned here"
        shown = [
            f"{mean_change(sampled(picks[i][1]))}; {100 * np.mean(picks[i][1] >= 1.0):.0f} %"
            for picks in places.values()
        ]
        assert row == [name, *shown]
        line = next(x for x in text.splitlines() if x.strip().startswith(f"{name}  "))
        assert line.split("  ", 1)[1].split() == " ".join(shown).split()


def test_the_page_says_who_says_what_of_each_option(made: Comparison) -> None:
    page = _page(made)
    asked = made.after.scenario.alternatives
    assert page.texts("summary") == [a.question for a in asked.values()]
    options = page.texts("li")
    assert "satellites open an alert (as reckoned here) (invented; grade –)" in options
    assert "radars from 5° (invented; grade –)" in options


def test_the_sentence_stands_on_page_terminal_and_in_the_document(
    made: Comparison, answer: Answer
) -> None:
    said = document(made, answer)["choices"]["sentence"]
    # 5 degrees move the gain by 160 s, satellites by 80 s.
    assert said.startswith("Were North Radar and South Radar to look no lower than 5°")
    assert said in _page(made).texts("p")
    console = Console(width=3000, file=io.StringIO(), record=True)
    console.print(terminal(made, answer))
    assert said in console.export_text()


def test_the_report_holds_it_in_the_section_of_the_answer(made: Comparison, answer: Answer) -> None:
    whole = report(made, answer)
    section = whole[whole.index('id="answer"') : whole.index('id="where"')]
    assert str(page_choices(made)) in section


def test_where_nothing_is_asked_nothing_is_shown(made: Comparison, answer: Answer) -> None:
    silent = Comparison(
        *(
            replace(a, choices=NO_CHOICES, scenario=replace(a.scenario, alternatives={}))
            for a in (made.before, made.after)
        )
    )
    assert document(silent, answer)["choices"] == {"sentence": "", "subjects": []}
    assert page_choices(silent) is None
    assert csv_tables(silent, answer)["choices.csv"].count("\n") == 1
    assert "choice_useful" not in to_xarray(silent.after)
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(terminal(silent, answer))
    assert "other choices" not in console.export_text()


def test_names_that_are_markup_are_escaped(made: Comparison) -> None:
    evil = "<b>x</b>"
    asked = made.after.scenario.alternatives
    bad = {
        key: a.model_copy(
            update={
                "question": evil,
                "options": tuple(o.model_copy(update={"note": evil}) for o in a.options),
            }
        )
        for key, a in asked.items()
    }
    picked = (*PICKED[:-1], tuple((key, evil) for key, _ in PICKED[-1]))
    after = replace(
        made.after,
        scenario=replace(made.after.scenario, alternatives=bad),
        choices=replace(made.after.choices, picked=picked),
    )
    before = replace(made.before, choices=replace(made.before.choices, picked=picked))
    page = str(page_choices(Comparison(before, after)))
    assert evil not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page

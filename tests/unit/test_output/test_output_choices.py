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
from noroshi.study import Answer, Comparison

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
    start = 100.0 + 40.0 * np.arange(len(PICKED))[:, None, None]
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


def _arrays(made: Comparison) -> Iterable[tuple[Any, Any, Any, Any]]:
    """What is picked, before, after and gain, of the one party."""
    for i, picked in enumerate(PICKED):
        was, now = made.before.choices.warning[i, 0], made.after.choices.warning[i, 0]
        yield picked, was, now, now - was


def test_the_csv_table_holds_the_arrays(made: Comparison, answer: Answer) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_tables(made, answer)["choices.csv"])))
    assert len(rows) == len(PICKED)
    for row, (picked, was, now, gain) in zip(rows, _arrays(made), strict=True):
        assert row["party"] == "coast"
        assert (row["satellites"], row["lowest"]) == tuple(
            dict(picked).get(q, "") for q in ("satellites", "lowest")
        )
        assert float(row["mean_gain_s"]) == pytest.approx(np.mean(gain))
        error = np.sqrt(np.sum((gain - gain.mean()) ** 2) / (DRAWS - 1) / DRAWS)
        assert float(row["mean_gain_error_s"]) == pytest.approx(error)
        for name, values in {"gain": gain, "warning_before": was, "warning_after": now}.items():
            cells = [float(row[f"{name}_{p}_s"]) for p in ("p5", "p50", "p95")]
            assert cells == pytest.approx(_three(values))


def test_the_document_holds_the_arrays(made: Comparison, answer: Answer) -> None:
    (party,) = json.loads(json.dumps(document(made, answer)))["choices"]
    base = next(_arrays(made))[3]
    for told, (picked, was, now, gain) in zip(party["choices"], _arrays(made), strict=True):
        assert told["picked"] == dict(picked)
        assert told["mean_gain_s"]["mean"] == pytest.approx(np.mean(gain))
        assert told["moves_mean_gain_by_s"]["mean"] == pytest.approx(np.mean(gain - base))
        for key, values in {
            "gain_s": gain,
            "mean_warning_before_s": was,
            "mean_warning_after_s": now,
        }.items():
            assert list(told[key].values()) == pytest.approx(_three(values))


def test_the_dataset_holds_the_arrays_by_name(made: Comparison, tmp_path: Path) -> None:
    for assessment in (made.before, made.after):
        to_xarray(assessment).to_netcdf(tmp_path / "a.nc", engine="h5netcdf")
        with xr.open_dataset(tmp_path / "a.nc", engine="h5netcdf") as found:
            assert found.choice_warning.attrs["units"] == "s"
            for i, picked in enumerate(PICKED):
                name = " and ".join(n for _, n in picked) or "as reckoned here"
                read = found.choice_warning.sel(choice=name, party="coast")
                assert np.array_equal(read, assessment.choices.warning[i, 0])


def _page(made: Comparison) -> _Reader:
    page = page_choices(made)
    assert page is not None
    return _Reader(page)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"+{minutes} min {rest:02d} s"


def test_page_and_terminal_show_the_arrays_beside_the_answer(
    made: Comparison, answer: Answer
) -> None:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(terminal(made, answer))
    text = console.export_text()
    cells_of_page = _page(made).texts("th", "td")[3:]
    rows = [cells_of_page[i : i + 3] for i in range(0, len(cells_of_page), 3)]
    assert len(rows) == len(PICKED)
    for row, (picked, _, _, gain) in zip(rows, _arrays(made), strict=True):
        name = " and ".join(n for _, n in picked) or "as reckoned here"
        error = np.sqrt(np.sum((gain - gain.mean()) ** 2) / (DRAWS - 1) / DRAWS)
        low, mid, high = map(_clock, _three(gain))
        cells = [f"+{gain.mean():.0f} s ± {error:.0f} s", f"{mid} ({low} to {high})"]
        assert row == [f"Coastland: {name}", *cells]
        line = next(x for x in text.splitlines() if x.strip().startswith(f"{name}  "))
        assert line.split("  ", 1)[1].split() == " ".join(cells).split()


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
    (party,) = document(made, answer)["choices"]
    # 5 degrees move the gain by 160 s, satellites by 80 s.
    assert party["sentence"].startswith("Were North Radar and South Radar to look no lower than 5°")
    assert party["sentence"] in _page(made).texts("p")
    console = Console(width=2000, file=io.StringIO(), record=True)
    console.print(terminal(made, answer))
    assert party["sentence"] in console.export_text()


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
    assert document(silent, answer)["choices"] == []
    assert page_choices(silent) is None
    assert csv_tables(silent, answer)["choices.csv"].count("\n") == 1
    assert "choice_warning" not in to_xarray(silent.after)
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

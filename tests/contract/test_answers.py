"""Every question: each number is the same in every format, and nothing undeclared is told."""

import csv
import io
import itertools
import json
import math
import pickle
import re
from dataclasses import replace
from datetime import date
from html import unescape

import numpy as np
import pytest
import xarray as xr

from noroshi.present.apart import beside as told_beside
from noroshi.present.cells import FORMS
from noroshi.questions import every_question
from noroshi.questions.answer import BOUND, BOUNDS, DRAW, declared, spread, statistics
from noroshi.questions.base import Case
from noroshi.report import csv as csv_files
from noroshi.report import czml, geojson, netcdf, page
from noroshi.report import json as json_file
from noroshi.report.files import readme
from noroshi.report.report import provenance, report
from noroshi.scenario import load
from noroshi.stats import Sampled
from page_words import as_said
from screen import screen

NAMES = [question.name for question in every_question()]
OPTIONS = {
    "city": {"place": "capital"},
    "flight": {"start": "test-range", "toward": "capital", "apogee": "600 km", "time": "12 min"},
    "localisation": {"tracker": True},
    "timeline": {"flight": "medium-lofted/test-range/capital"},
}
"""Of questions that nobody can ask without saying more, and of parts worked out on demand."""


def answered(whole, questions):
    """A case with the answers to all that a world declares enough for."""
    case = Case(whole.at(whole.header.before), whole.at(whole.header.after), whole, draws=8)
    for question in questions:
        if question.applies(case.after):
            found = question(case, **OPTIONS.get(question.name, {}))
            case = replace(case, answers=(*case.answers, found))
    return case


@pytest.fixture(scope="module")
def cases():
    """The small scenario, and the flagship for what only that declares enough for."""
    small = answered(load("small"), every_question())
    left = [q for q in every_question() if q.name not in {a.question for a in small.answers}]
    return small, answered(load("japan"), left)


@pytest.fixture(params=NAMES)
def case(request, cases):
    """The one in which the question is answered."""
    return next(c for c in cases if request.param in {a.question for a in c.answers})


@pytest.fixture
def answer(request, case):
    name = request.node.callspec.params["case"]
    return next(a for a in case.answers if a.question == name)


@pytest.fixture(scope="module")
def worked_out(cases):
    """`numbers` of everything that is shown, by question and variable."""
    every = {answer.question: answer for case in cases for answer in case.answers}
    return {
        question: {name: numbers(values) for name, values in shown(answer).items()}
        for question, answer in every.items()
    }


@pytest.fixture
def expected(answer, worked_out):
    return worked_out[answer.question]


@pytest.fixture
def told(case):
    made = provenance(case, "noroshi run small", version="0", made=date(2026, 1, 2))
    return report(case, case.answers, made)


def shown(answer):
    return {str(k): v for k, v in answer.data.data_vars.items() if "detail" not in v.attrs}


SUMMED = (DRAW, BOUND)
"""Axes that writers turn into statistics."""


def axes_of(values):
    return tuple(str(d) for d in values.dims if d not in SUMMED)


STATISTICS = ("p5", "p50", "p95", "mean", "p5_error", "p50_error", "p95_error", "mean_error")


def numbers(values):
    """What a variable is to every format, by definition; errors of percentiles as in `spread`."""
    if BOUND in values.dims:
        return {key: values.sel({BOUND: key}).to_numpy() for key in BOUNDS}
    if DRAW not in values.dims:
        return {"": values.to_numpy()}
    draws = values.transpose(..., DRAW).to_numpy()
    each = [of_draws(entry) for entry in draws.reshape(-1, draws.shape[-1])]
    told = spread(values.to_dataset(name="value"), "value")
    found = {key: getattr(told, key) for key in STATISTICS}
    for key in ("p5", "p50", "p95", "mean", "mean_error"):
        found[key] = np.array([one[key] for one in each]).reshape(draws.shape[:-1])
    return found


def of_draws(draws):
    """Mean with its error, and percentiles that occur, over the draws that have a number."""
    known = np.sort(draws[~np.isnan(draws)])
    if not len(known):
        return dict.fromkeys(("mean", "p5", "p50", "p95", "mean_error"), np.nan)
    with np.errstate(invalid="ignore"):
        error = known.std(ddof=1) / math.sqrt(len(known)) if len(known) > 1 else np.nan
        found = {"mean": known.mean(), "mean_error": error}
    for p in (5, 50, 95):
        found[f"p{p}"] = known[max(math.ceil(p * len(known) / 100 - 1e-9), 1) - 1]
    return found


def alike(one, other):
    """Whether arrays hold the same numbers or words: no number is none, and never is never."""
    one, other = np.asarray(one), np.asarray(other)
    if one.dtype.kind in "UO" and other.dtype.kind == "U":
        return one.tolist() == other.tolist()
    one, other = one.astype(float), other.astype(float)
    return np.allclose(one, other, rtol=1e-7, atol=0.0, equal_nan=True)


def as_json_has_it(numbers):
    """Strict JSON has `null` for no number and for never alike; words as they are."""
    return numbers if numbers.dtype.kind == "U" else np.where(np.isfinite(numbers), numbers, np.nan)


def test_each_question_is_asked_once():
    assert len(set(NAMES)) == len(NAMES)


def test_only_questions_without_draws_and_of_partners_need_the_flagship(cases):
    """A partner has sensors, people and flights of its own, more than the small scenario has."""
    small, _ = cases
    left = {q.name for q in every_question()} - {a.question for a in small.answers}
    drawn = {q.name for q in every_question() if q.postures and q.name in left}
    assert drawn == {"partners"}


def test_numbers_are_those_that_the_folder_declares(answer):
    """All of them: a number that is told of no answer would be declared in vain."""
    package = declared(f"noroshi.questions.{answer.question}")
    assert set(answer.data.data_vars) == set(package)
    for name, variable in package.items():
        values = answer.data[name]
        assert values.dims == variable.dims, name
        assert values.attrs == variable.attributes, name
        assert (values.dtype.kind == "U") is (variable.kind == "word"), name
    for axis in {axis for variable in package.values() for axis in variable.axes} - {BOUND}:
        assert answer.data[axis].attrs["long_name"]
        assert f"{axis}_name" in answer.data.coords


@pytest.mark.parametrize("name", [q.name for q in every_question() if q.assesses])
def test_without_every_draw_an_answer_says_the_same(name, cases):
    ask = next(q for q in every_question() if q.name == name)
    # With another seed, so that nothing assessed before with every draw is found again.
    case = replace(cases[0], seed=1, answers=())
    without, whole = (
        ask(replace(case, every_draw=every), **OPTIONS.get(name, {})) for every in (False, True)
    )
    left_out = set(whole.data.data_vars) - set(without.data.data_vars)
    assert left_out or name not in ("warning", "localisation")
    assert not left_out & set(shown(whole))
    # What was drawn along some flights is gone, and all that is left is as it was.
    assert without.data.identical(whole.data.drop_vars(left_out))
    assert [t.cells() for t in without.tables] == [t.cells() for t in whole.tables]
    assert [f.spec for f in without.figures] == [f.spec for f in whole.figures]
    assert (without.headline, without.text) == (whole.headline, whole.text)


def test_an_answer_bears_the_words_of_its_question_where_it_has_none_of_its_own(answer):
    asked = {question.name: question.asks for question in every_question()}
    own = {
        "city": "How early is Capital warned, by whom, and what takes the time?",
        "timeline": "What happens from the launch of Medium-range, lofted, Test range to Capital, "
        "until people are told?",
        "listen": "Is the shot of 1 March 2013 heard, placed and sized, and by whom?",
    }
    assert answer.title == (asked | own)[answer.question]


def test_json_holds_every_number(answer, told, expected):
    document = json.loads(json_file.text(told))["answers"][answer.question]
    assert set(document["variables"]) == set(shown(answer))
    for name, values in shown(answer).items():
        written = document["variables"][name]
        assert written["axes"] == list(axes_of(values))
        wanted = {key or "value": as_json_has_it(v) for key, v in expected[name].items()}
        assert written.keys() - {"words", "unit", "axes", "comment"} == wanted.keys()
        assert written["words"] == values.attrs["long_name"]
        assert written.get("unit", "") == values.attrs.get("units", "")
        for key, one in wanted.items():
            assert alike(written[key], one), (name, key)
        for axis in written["axes"]:
            assert document["axes"][axis]["ids"] == answer.data[axis].to_numpy().tolist()


def csv_columns(name, values, found):
    """Heads and numbers of a variable's columns."""
    unit = {"1": "", "1/day": "1_per_day", "m/s": "m_per_s"}.get(
        values.attrs.get("units", ""), values.attrs.get("units")
    )
    return {"_".join(filter(None, (name, key, unit))): column for key, column in found.items()}


def test_csv_holds_every_number_and_no_row_without_one(answer, told, expected):
    files = {
        name: text
        for name, text in csv_files.files(told).items()
        if name.removesuffix(".csv").split("-")[0] == answer.question
    }
    groups = {axes_of(values) for values in shown(answer).values()}
    assert set(files) == {f"{'-'.join((answer.question, *axes))}.csv" for axes in groups}
    for axes in groups:
        columns = {}
        for name, values in shown(answer).items():
            columns |= csv_columns(name, values, expected[name]) if axes_of(values) == axes else {}
        names = [answer.data[part].to_numpy() for axis in axes for part in (axis, f"{axis}_name")]
        wanted = []
        for at in np.ndindex(tuple(answer.data.sizes[axis] for axis in axes)):
            cells = [column[at] for column in columns.values()]
            if any(cell != "" if isinstance(cell, str) else not np.isnan(cell) for cell in cells):
                wanted.append([*(part[at[k // 2]] for k, part in enumerate(names)), *cells])
        head, *rows = csv.reader(io.StringIO(files[f"{'-'.join((answer.question, *axes))}.csv"]))
        assert head == [h for axis in axes for h in (axis, f"{axis}_name")] + [*columns, "made_by"]
        assert len(rows) == len(wanted), axes
        for row, told_of in zip(rows, wanted, strict=True):
            for cell, one, column in zip(row, told_of, head, strict=False):
                if isinstance(one, str):
                    assert cell in (one, f"'{one}"), column
                else:
                    assert alike(float(cell) if cell else np.nan, one), (column, cell)


def test_netcdf_holds_every_number_and_opens(answer, told, expected, tmp_path):
    files = netcdf.files(told, every_draw=True)
    for ending in (".nc", "-draws.nc"):
        files[f"{answer.question}{ending}"](tmp_path / f"{answer.question}{ending}")
    with xr.open_dataset(tmp_path / f"{answer.question}.nc") as data:
        # What has no entries at all cannot be stored there.
        own = {name: values for name, values in shown(answer).items() if values.size}
        assert set(data.data_vars) == set(own)
        assert told.provenance.line == data.attrs["history"]
        for name, values in own.items():
            assert data[name].attrs["long_name"] == values.attrs["long_name"]
            for key, one in expected[name].items():
                along = BOUND if BOUND in values.dims else "statistic"
                assert DRAW not in values.dims or data["statistic"].values.tolist() == [*STATISTICS]
                written = data[name].sel({along: key}) if key else data[name]
                assert alike(written.to_numpy(), one), (name, key)
    with xr.open_dataset(tmp_path / f"{answer.question}-draws.nc") as data:
        for name, values in answer.data.data_vars.items():
            if not values.size:
                continue
            assert alike(data[name].transpose(*values.dims).to_numpy(), values.to_numpy()), name


def expected_cell(answer, table, column, row):
    """From the draws, by the form of the column."""

    def beside(name):
        """Words before or behind the number, from a variable of their own."""
        if not name:
            return ""
        words = answer.data[name]
        return str(
            words.sel({k: v for k, v in {**column.at, **row}.items() if k in words.dims}).item()
        )

    values = answer.data[column.variable].sel(column.at)
    at = {axis: row[axis] for axis in table.rows if axis in values.dims}
    found = numbers(values.sel(at))
    if values.dtype.kind == "U":
        return str(found[""])
    if np.isnan(next(found[key] for key in ("p50", "best", "") if key in found)):
        return "–"
    number = FORMS[column.form].text(answer.spread(column.variable, **column.at, **at))
    return " ".join(filter(None, (beside(column.prefix), number, beside(column.suffix))))


def test_cells_of_tables_are_those_numbers(answer):
    for table in answer.tables:
        kept = [
            list(table.keep.get(axis, answer.data[axis].to_numpy().tolist())) for axis in table.rows
        ]
        expected = []
        for index in np.ndindex(*map(len, kept)):
            row = {axis: ids[i] for axis, ids, i in zip(table.rows, kept, index, strict=True)}
            names = [str(answer.data[f"{a}_name"].sel({a: row[a]}).item()) for a in table.rows]
            cells = [expected_cell(answer, table, c, row) for c in table.columns]
            for i, column in enumerate(table.columns):
                if column.between is not None:
                    first, last = column.between
                    above = replace(column, form=FORMS[column.form].least)
                    bound = expected_cell(answer, table, above, row)
                    cells[i] = told_beside(cells[first], cells[last], cells[i], bound)
            if any(c not in ("–", "") for c in cells):
                expected.append([*names, *cells])
        assert table.cells() == expected, table.name
        assert len(table.heads) == len(table.rows) + len(table.columns)


def test_columns_say_the_unit_of_their_variable(answer):
    for table in answer.tables:
        for column in table.columns:
            values = answer.data[column.variable]
            if values.dtype.kind == "U":
                assert column.form == "text", column
            else:
                assert FORMS[column.form].unit == values.attrs["units"], column


def test_page_shows_every_table_and_headline(answer, told):
    text = as_said(page.page(told))
    words = re.sub(r"</?dfn[^>]*>", "", text)  # a word that is explained stays in its sentence
    words = re.sub("</?code>", "`", words)
    plain = " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split())
    for line in answer.headline.lines:
        assert " ".join(line.split()) in plain
    for table in answer.tables:
        assert table.title in plain
        for row in table.cells():
            assert " ".join(" ".join(row).split()) in plain, (table.name, row)


def test_terminal_shows_everything_in_full_and_the_headline_in_short(answer, told):
    for full in (True, False):
        # So wide that no sentence breaks.
        text = " ".join(screen(told, full=full, width=8000).split())
        assert answer.headline.verdict in text
        if full:
            for table in answer.tables:
                rows = table.cells()
                columns = range(len(table.rows), len(table.heads))
                # Words that are the same in every row are said once, below the table.
                once = {
                    i
                    for i in columns
                    if len(rows) > 1
                    and table.columns[i - len(table.rows)].form == "text"
                    and len({row[i] for row in rows}) == 1
                }
                for i in (i for i in once if rows[0][i]):
                    assert " ".join(f"{table.heads[i]} is “{rows[0][i]}”".split()) in text
                for row in rows:
                    cells = [row[i] for i in columns if i not in once]
                    # A table of one row stands upright, a line a column.
                    for said in [" ".join(cells)] if table.rows else cells:
                        assert " ".join(said.split()) in text, (table.name, row)


def test_numbers_stand_whole_at_a_window_of_eighty_columns(answer, told):
    """A number with its interval is never broken, and what has no room is named."""
    report = replace(told, answers=(answer,), values=(), unchanged=())
    lines = screen(report, width=80).splitlines()
    assert max(map(len, lines)) <= 80
    # What is told in words alone, an obligation or a verdict a row, is as long as there are rows.
    if any(column.form != "text" for table in answer.tables[:1] for column in table.columns):
        assert len(lines) <= 45
    left_out = " ".join(" ".join(lines).split()).partition("shown by --full: ")[2]
    for table in answer.tables[:1]:
        for row in table.cells():
            for column, cell in zip(table.columns, row[len(table.rows) :], strict=True):
                if column.form != "text" and column.title not in left_out:
                    assert any(cell in line for line in lines), (column.title, cell)


def test_headline_is_three_lines_that_can_be_repeated(answer):
    assert 1 <= len(answer.headline.lines) <= 3
    for line in answer.headline.lines:
        assert line[-1] in ".!?:", line
        assert len(line.split()) <= 45, line
    words = f"{answer.headline} {answer.text}"
    assert not re.search(r"\b(nan|inf|None)\b", words)


def test_figures_show_declared_variables_and_can_be_drawn(answer):
    names = [figure.name for figure in answer.figures]
    assert len(set(names)) == len(names)
    for figure in answer.figures:
        assert figure.variables
        assert figure.title
        json.dumps(figure.spec, allow_nan=False)


def test_drivers_are_of_declared_variables_and_estimates(answer, case):
    known = {e.dimension for w in (case.before, case.after) for e in w.estimates()}
    for drivers in answer.drivers:
        assert drivers.variable in answer.data
        answer.data[drivers.variable].sel(drivers.at)
        for driver in drivers.found:
            assert driver.name in known or driver.name.startswith("fleets.")


def test_map_and_globe_hold_every_feature(answer, told):
    features = json.loads(geojson.text(told))["features"]
    packets = json.loads(czml.czml(told))
    assert len({p["id"] for p in packets}) == len(packets)
    ids = [f["id"] for f in features]
    assert len(set(ids)) == len(ids)
    for layer in answer.layers:
        for feature in layer.features:
            key = f"{answer.question}/{layer.name}/{feature.id}"
            if not (feature.times or feature.joins):  # a map shows what stands still
                assert key in ids
            # What lies in several parts is several packets.
            told_of = any(p["id"] == key or p["id"].startswith(f"{key}/") for p in packets)
            assert told_of is bool(feature.points or feature.joins), key
    for feature in features:
        if feature["geometry"] is None:  # an area without a line
            assert feature["properties"]["limit_known_to_m"] is None
            continue
        assert all(-180.0 <= lon <= 180.0 for lon, *_ in positions(feature["geometry"]))


def positions(geometry):
    """Every position of a geometry, however deep."""

    def flat(part):
        if isinstance(part[0], int | float):
            yield part
        else:
            for inner in part:
                yield from flat(inner)

    return () if geometry is None else flat(geometry["coordinates"])


def test_sources_are_declared_and_listed(answer, told, case):
    assert set(answer.sources) <= set(case.after.sources)
    assert set(answer.sources) <= {source.id for source in told.sources}


def test_every_file_says_what_made_it(told, tmp_path):
    line = told.provenance.line
    assert told.provenance.fingerprint in line
    assert json.loads(json_file.text(told))["provenance"]["cite"] == told.provenance.cite
    assert json.loads(geojson.text(told))["provenance"]["seed"] == told.provenance.seed
    assert told.provenance.cite in json.loads(czml.czml(told))[0]["description"]
    assert line in unescape(as_said(page.page(told)))
    for text in csv_files.files(told).values():
        rows = list(csv.DictReader(io.StringIO(text)))
        assert all(row["made_by"] == line for row in rows)
    assert told.provenance.cite in readme(told, {})


def test_intervals_are_sampled_in_one_place(answer, expected):
    for name, values in shown(answer).items():
        if DRAW in values.dims and values.size:
            found = answer.spread(name)
            assert isinstance(found, Sampled)
            for key, one in expected[name].items():
                assert alike(getattr(found, key), one)


def test_an_answer_arrives_whole_in_another_process(answer, told):
    """As Python sends it there; what is drawn and mapped is the same to the last digit."""
    again = pickle.loads(pickle.dumps(answer))
    assert again.data.identical(answer.data)
    assert [t.cells() for t in again.tables] == [t.cells() for t in answer.tables]
    assert [f.spec for f in again.figures] == [f.spec for f in answer.figures]
    assert [tuple(lay.features) for lay in again.layers] == [
        tuple(lay.features) for lay in answer.layers
    ]
    others = tuple(again if a is answer else a for a in told.answers)
    assert json_file.text(replace(told, answers=others)) == json_file.text(told)


def test_a_table_is_a_frame_with_every_row_and_every_column(answer):
    for table in answer.tables:
        assert len(set(table.heads)) == len(table.heads)
        frame = table.to_pandas()
        ids = [table.keep.get(axis, answer.data[axis].to_numpy()) for axis in table.rows]
        rows = list(itertools.product(*ids))
        named = iter(frame.columns)
        for column in table.columns:
            values = answer.data[column.variable].sel(dict(column.at))
            text = values.dtype.kind == "U"
            for key in [""] if text else statistics(values):
                name = next(named)
                assert name.startswith(column.head)
                for entry, row in zip(frame[name].to_list(), rows, strict=True):
                    at = {a: i for a, i in zip(table.rows, row, strict=True) if a in values.dims}
                    one = values.sel(at)
                    if text or not set(SUMMED) & set(one.dims):
                        assert entry == one.item() or np.isnan(one.item())
                    elif BOUND in one.dims:
                        np.testing.assert_equal(entry, one.sel({BOUND: key}).item())
                    elif key == "mean":
                        np.testing.assert_allclose(entry, of_draws(one.to_numpy())["mean"])
        assert next(named, None) is None
        wanted = [row[0] if len(ids) == 1 else row for row in rows] if ids else [0]
        assert frame.index.to_list() == wanted

"""Writers beyond the contract of answers: set values, glossary, room for figures, README, files."""

import io
import json
import re
import struct
import sys
import zlib
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
import pytest
import xarray as xr
from matplotlib import image

import noroshi
from noroshi.cli import main as command_line
from noroshi.present import charts, draw, drawing
from noroshi.present.palette import COLOURS, FEATURES, ROLES
from noroshi.questions.answer import (
    Answer,
    Axis,
    Column,
    Feature,
    Figure,
    Headline,
    Layer,
    Table,
    Variable,
    dataset,
)
from noroshi.report import czml, files, geojson, page, pictures
from noroshi.report.beside import printed
from noroshi.report.csv import words_of
from noroshi.report.files import begin, write
from noroshi.report.report import Listed, Provenance, Report, fingerprint
from noroshi.scenario import load
from page_words import as_said

GAIN = Variable("gain", "what is gained", "s", ("city",))
MADE = Provenance(
    "0.1", "noroshi x --seed 3", "A world", "2013-01-01", "2015-01-01", 3, 3, "abc", "2026-01-02"
)


def one_answer(gain, *, name="x", figures=0, text="Some words.", layers=()):
    data = dataset([Axis("city", ["a", "b"], ["Alpha", "Beta"])], {GAIN: gain})
    table = Table("t", "Gains", data, ("city",), (Column("gain", "gain", "time"),))
    return Answer(
        question=name,
        title="What is gained?",
        data=data,
        headline=Headline("Something is gained."),
        text=text,
        tables=(table,),
        layers=layers,
        figures=tuple(
            Figure(f"f{i}", f"Finding {i}", "", ("gain",), lambda: SPEC) for i in range(figures)
        ),
    )


SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"x": 1}]},
    "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}


def told(*answers, **more):
    return Report("A world", answers, MADE, **more)


def test_columns_that_a_set_value_changed_stand_beside_what_they_were():
    was, now = one_answer(np.full((2, 3), 60.0)), one_answer(np.full((2, 3), 90.0))
    found = told(now, values=("sensors.r.range=2 km",), unchanged=(was,))
    read = printed(found, now, now.tables[0])
    assert read.words == [True, False, False]
    assert read.heads == ["city", "gain, declared", "gain, set"]
    assert read.rows == [
        ["Alpha", "1 min", "1 min 30 s"],
        ["Beta", "1 min", "1 min 30 s"],
    ]
    variable = now.tables[0].columns[0].variable
    assert list(read.measures) == ["", variable, variable]
    # What did not change is told once.
    same = printed(told(now, values=("x=1",), unchanged=(now,)), now, now.tables[0])
    assert (same.heads, same.rows) == (now.tables[0].heads, now.tables[0].cells())
    assert "As declared: Something is gained." in as_said(page.page(found))
    assert "sensors.r.range = 2 km" in as_said(page.page(found))
    # So broad a table has no map at its side.
    sides = '<div class="beside">'
    assert sides in as_said(page.page(told(now)))
    assert sides not in as_said(page.page(found))


def test_a_word_is_explained_where_it_first_stands_and_listed():
    terms = page.Terms({"draw": "one drawing", "draws": "drawings", "posture": "what stands"})
    first = terms.marked("draws & a draw of a posture")
    assert first == (
        '<dfn tabindex="0" title="drawings">draws</dfn> &amp; a '
        '<dfn tabindex="0" title="one drawing">draw</dfn> of a '
        '<dfn tabindex="0" title="what stands">posture</dfn>'
    )
    assert terms.marked("a draw again, no drawer") == "a draw again, no drawer"
    assert list(terms.used()) == ["draw", "draws", "posture"]


def test_declared_text_is_escaped_on_the_page():
    text = as_said(page.page(told(one_answer(np.zeros((2, 3)), text="<script>alert(1)</script>"))))
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_what_stands_between_backticks_is_code_on_the_page():
    answer = one_answer(np.zeros((2, 3)), text="Ask `noroshi <lofted>` here, ` once, or `Guam`.")
    lines = Headline("`noroshi run` says so.", "`See` below.")
    limits = ("what `noroshi waters` tells",)
    found = as_said(page.page(told(replace(answer, headline=lines, limits=limits))))
    # Words in code are not explained.
    assert "Ask <code>noroshi &lt;lofted&gt;</code> here, <code> once, or </code>Guam`." in found
    assert found.count("<code>noroshi run</code> says so.") == 1
    assert "<code>See</code> below." in found
    assert "<li>what <code>noroshi waters</code> tells</li>" in found
    heads = replace(answer.tables[0], title="Gains by `noroshi`")
    found = as_said(page.page(told(replace(answer, tables=(heads,)))))
    assert '<p class="title">Gains by <code>noroshi</code></p>' in found
    assert 'aria-label="Gains by noroshi"' in found


def test_page_says_the_verdict_first_and_its_links_lead_to_something():
    sources = tuple(Listed(i, i.upper(), "x", "2013", "") for i in ("one", "two"))
    said = Headline("Yes, a little.", "Few gain.", "It hangs on x.")
    answer = replace(one_answer(np.zeros((2, 3))), headline=said, sources=("two",))
    text = as_said(page.page(told(answer, sources=sources)))
    lines = re.findall(r"<p(?: class=\"(verdict|depends)\")?>(Yes|Few|It hangs)", text)
    assert lines[:3] == [("verdict", "Yes"), ("", "Few"), ("depends", "It hangs")]
    assert '<a href="#source-2">two</a>' in text
    assert '<li id="source-2">two, TWO' in text
    links = set(re.findall(r'href="#([\w-]+)"', text))
    assert links <= set(re.findall(r'id="([\w-]+)"', text))


def test_page_has_room_for_fifteen_figures_first_ones_first():
    values = np.zeros((2, 3))
    many = told(one_answer(values, name="x", figures=12), one_answer(values, name="y", figures=9))
    shown = list(page.figures(many))
    assert len(shown) == 15
    assert shown[:4] == ["x-f0", "y-f0", "x-f1", "y-f1"]
    assert page.page(many).count("<figure") == 15


def test_pictures_say_what_made_them():
    shown = {"x-f0": Figure("f0", "A finding", "", ("gain",), lambda: SPEC)}
    files = pictures.files(shown, told(one_answer(np.zeros((2, 3)))))
    assert MADE.line.replace("--", "‐‐") in files["x-f0.svg"]
    png, at, texts = files["x-f0.png"], 8, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", png[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        texts += [body] if kind == b"iTXt" else []
        at += 12 + length
    assert [t.split(b"\0", 5)[-1].decode() for t in texts] == [MADE.line]


def test_pictures_have_their_colours_in_programs_that_know_no_variables():
    shown = {"x-f0": Figure("f0", "A finding", "", (), lambda: charts.sentence("Nothing."))}
    svg = pictures.files(shown, told(one_answer(np.zeros((2, 3)))))["x-f0.svg"]
    drawn = image.imread(io.BytesIO(drawing.pngs([svg])[0]), format="png")[..., :3]
    assert 0.9 < drawn.mean() < drawn.max()  # letters on paper
    assert "var(" not in svg


def test_every_writer_knows_dates_truths_and_objects(tmp_path):
    days = [date(2015, 1, 1), date(2015, 6, 1)]
    places = np.array(["狼煙", "a"], dtype=object)
    columns = {
        "held": ("day", np.array([True, False]), {"long_name": "whether it held", "units": "1"}),
        "place": ("day", places, {"long_name": "where"}),
        "since": ("day", np.array(days, "datetime64[ns]"), {"long_name": "since when"}),
        "metres": ("day", np.array([1, 2.5], object), {"long_name": "how far", "units": "m"}),
    }
    data = xr.Dataset(columns, {"day": days, "day_name": ("day", ["first", "second"])})
    answer = Answer(question="x", data=data, headline=Headline("So."), text="")
    assert dataset([Axis("day", days)], {})["day"].dtype.kind == "U"
    files = {file.name: file for file in write(told(answer), tmp_path)}
    rows = files["x-day.csv"].read_text(encoding="utf-8").splitlines()
    assert rows[1].startswith("2015-01-01,first,1,狼煙,2015-01-01T00:00:00.000000000,1,")
    said = json.loads(files["report.json"].read_text(encoding="utf-8"))["answers"]["x"]
    assert said["axes"]["day"]["ids"] == ["2015-01-01", "2015-06-01"]
    assert said["variables"]["held"]["value"] == [1, 0]
    with xr.open_dataset(files["x.nc"]) as found:
        assert found["metres"].to_numpy().tolist() == [1.0, 2.5]
        assert found["place"].to_numpy().tolist() == ["狼煙", "a"]


def test_the_first_figures_of_an_answer_are_drawn_ahead_and_found_by_the_report(tmp_path):
    draw._DRAWN.clear()
    figures = [
        Figure(f"f{i}", f"Finding {i}", "", (), partial(charts.sentence, f"Ahead {i}."))
        for i in range(3)
    ]
    answer = replace(one_answer(np.zeros((2, 3))), figures=tuple(figures))
    begin(answer)
    files._DRAWING.submit(lambda: None).result()
    ahead = [*draw._DRAWN]
    assert [f"Ahead {i}" in spec for i, spec in enumerate(ahead)] == [True, True]
    write(told(answer), tmp_path)
    assert [*draw._DRAWN][:2] == ahead
    assert len(draw._DRAWN) == 3
    assert drawing._BESIDE == []


def test_readme_names_every_file(tmp_path):
    report = told(one_answer(np.zeros((2, 3)), figures=1))
    files = write(report, tmp_path, every_draw=True)
    text = (tmp_path / "README.md").read_text()
    for file in files:
        if file.name != "README.md":
            (row,) = (line for line in text.splitlines() if f"`{file.name}`" in line)
            assert len(row.split("|")[2].strip()) > 3, file.name
            for words in words_of(report.answers[0]).get(file.name, []):
                assert words in row, file.name
    assert any(words_of(report.answers[0]).values())
    assert MADE.cite in text
    assert "x-draws.nc" in text
    assert "Finding 0" in text


def test_an_answer_cannot_tell_what_it_does_not_declare():
    answer = one_answer(np.zeros((2, 3)))
    data = dataset(
        [Axis("city", ["a"])], {Variable("loss", "what is lost", "s", ("city",)): [[1.0]]}
    )
    table = Table("t", "Losses", data, ("city",), (Column("loss", "loss", "time"),))
    with pytest.raises(ValueError, match=r"x declares no loss \(table t\)"):
        replace(answer, tables=(table,))


LENGTH = Variable("length", "how far it is", "m", ("city",))
NAME = Variable("called", "what it is called", "", ("city",), drawn=False)
TABLE_WRONG = [
    ((), (Column("gain", "gain", "time"),), {}, "gain has the axis city; make it one of the rows"),
    (("town",), (), {}, "data has no axis town"),
    (("city",), (Column("loss", "loss", "time"),), {}, "data has no variable loss"),
    (("city",), (Column("gain", "gain", "tme"),), {}, "gain has no form 'tme'; write one of hours"),
    (("city",), (Column("gain", "gain", "km"),), {}, "gain has no form 'km'; write one of hours"),
    (("city",), (Column("gain", "gain", "text"),), {}, "gain has no form 'text'"),
    (("city",), (Column("called", "gain", "time"),), {}, "no form 'time'; write one of text"),
    (("city",), (Column("gain", "gain", "time", prefix="length"),), {}, "length is no word"),
    (("city",), (Column("gain", "gain", "time", suffix="loss"),), {}, "no variable loss"),
    ((), (Column("gain", "gain", "time", {"city": "c"}),), {}, "the axis city has no entry c"),
    (("city",), (Column("gain", "gain", "time", {"town": "a"}),), {}, "gain has no axis town"),
    (("city",), (Column("gain", "gain", "time"),), {"city": ["c"]}, "city has no entry c"),
    ((), (), {"city": ["a"]}, "city is kept and is none of the rows"),
    (
        ("city",),
        (Column("gain", "it", "time"), Column("called", "it", "text")),
        {},
        "several variables stand under 'it'",
    ),
]


@pytest.mark.parametrize(("rows", "columns", "keep", "said"), TABLE_WRONG)
def test_a_table_that_no_writer_could_tell_is_refused_at_once(rows, columns, keep, said):
    values = {GAIN: np.zeros((2, 3)), LENGTH: np.zeros((2, 3)), NAME: ["x", "y"]}
    data = dataset([Axis("city", ["a", "b"])], values)
    with pytest.raises(ValueError, match=r"^table t: ") as refused:
        Table("t", "Gains", data, rows, columns, keep)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("axes", "values", "said"),
    [
        ([Axis("city", ["a", "a"])], {}, "the axis city has more than one entry a"),
        ([Axis("size", [1, 2, 1])], {}, "the axis size has more than one entry 1"),
        ([Axis("city", ["a", "b"], ["A"])], {}, "the axis city has 2 ids and 1 names"),
        ([Axis("bound", ("low", "high"))], {}, "bound has other entries than low, best, high"),
        (
            [Axis("bound", ("low", "best", "high"))],
            {Variable("gain", "what is gained", "s", ("bound",)): np.zeros((3, 4))},
            "gain is drawn and has the axis bound; take one of both",
        ),
        ([Axis("city", ["a"])], {GAIN: [["x"]]}, "gain has the unit 's', and no numbers"),
    ],
)
def test_data_that_no_writer_could_tell_are_refused_at_once(axes, values, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        dataset(axes, values)


@pytest.mark.parametrize("part", ["tables", "figures"])
def test_two_parts_of_one_name_are_refused(part):
    answer = one_answer(np.zeros((2, 3)), figures=1)
    twice = getattr(answer, part) * 2
    with pytest.raises(ValueError, match=f"x has more than one {part[:-1]} {twice[0].name}"):
        replace(answer, **{part: twice})


def test_a_variable_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="gain has the shape"):
        dataset([Axis("city", ["a", "b"])], {GAIN: np.zeros((3, 4))})


def test_fingerprint_is_of_all_that_is_declared():
    world = load("small")
    assert fingerprint(world) == fingerprint(load("small"))
    changed = world.with_values({"receivers.harbour.population": 800001})
    assert fingerprint(changed) != fingerprint(world)


def test_lines_and_areas_are_cut_at_the_date_line():
    layer = Layer(
        "things",
        "Things",
        (
            Feature("line", "A line", "line", ((170.0, 10.0), (190.0, 20.0)), "way"),
            Feature(
                "area", "An area", "polygon", ((175.0, 0.0), (-175.0, 0.0), (-175.0, 5.0),
                (175.0, 5.0), (175.0, 0.0)), "area",
            ),
        ),
    )  # fmt: skip
    answer = one_answer(np.zeros((2, 3)), layers=(layer,))
    line, area = (f["geometry"] for f in geojson.features(answer))
    assert line["type"] == "MultiLineString"
    ends = [[part[0][0], part[-1][0]] for part in line["coordinates"]]
    assert sorted(ends) == [[-180.0, -170.0], [170.0, 180.0]]
    assert area["type"] == "MultiPolygon"


def test_what_moves_is_where_it_was_said_to_be_on_the_globe():
    times, points = (0.0, 60.0, 120.0), ((130.0, 30.0, 1000.0),) * 3
    thing = Feature("p", "Plane", "point", points, "patrol", times=times, shown=(0.0, 90.5))
    layer = Layer("things", "Things", (thing,), epoch="2015-01-01T00:00:00+00:00")
    packets = json.loads(czml.czml(told(one_answer(np.zeros((2, 3)), layers=(layer,)))))
    (packet,) = (p for p in packets if p["id"] == "x/things/p")
    assert packet["availability"] == "2015-01-01T00:00:00Z/2015-01-01T00:01:31Z"
    rows = np.reshape(packet["position"]["cartesian"], (3, 4))
    assert rows[:, 0].tolist() == list(times)
    lat, lon = np.radians(30.0), np.radians(130.0)
    n = 6378137.0 / np.sqrt(1 - 6.694379990141e-3 * np.sin(lat) ** 2)
    x = (n + 1000.0) * np.cos(lat) * np.cos(lon)
    assert rows[:, 1] == pytest.approx(x, abs=0.1)


def test_what_a_role_looks_like_is_the_same_on_the_globe_and_on_a_map():
    ring = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    sea = Feature("sea", "A sea", "polygon", ring, "territorial-sea")
    layer = Layer("things", "Things", (sea, replace(sea, id="odd", role="of nobody")))
    packets = json.loads(czml.czml(told(one_answer(np.zeros((2, 3)), layers=(layer,)))))
    colours = {p["id"]: p["polygon"]["outlineColor"]["rgba"][:3] for p in packets[1:]}
    on_map = COLOURS[ROLES[FEATURES["territorial-sea"]].colour]
    assert "#" + bytes(colours["x/things/sea"]).hex() == on_map.dark
    assert "#" + bytes(colours["x/things/odd"]).hex() == COLOURS["ink"].dark
    assert set(FEATURES.values()) <= set(ROLES)


@pytest.mark.parametrize(("positions", "degree"), [(2, 1), (5, 1), (6, 5), (40, 5)])
def test_between_few_positions_a_thing_moves_straight_and_between_many_along_a_curve(
    positions, degree
):
    times = tuple(60.0 * k for k in range(positions))
    points = tuple((130.0 + k, 30.0, 1000.0) for k in range(positions))
    thing = Feature("p", "Plane", "point", points, "patrol", times=times)
    layer = Layer("things", "Things", (thing,), epoch="2015-01-01T00:00:00+00:00")
    packets = json.loads(czml.czml(told(one_answer(np.zeros((2, 3)), layers=(layer,)))))
    (place,) = (p["position"] for p in packets if "position" in p)
    assert (place["interpolationAlgorithm"], place["interpolationDegree"]) == ("LAGRANGE", degree)


@pytest.fixture
def noroshi_(monkeypatch, capsys, tmp_path):
    """Run a command within this process; its exit code, and what it printed."""
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["noroshi", *arguments])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        return left.value.code, capsys.readouterr()

    return run


def test_a_program_writes_the_files_that_the_command_writes(noroshi_, tmp_path):
    words = ("run", "small", "--draws", "4", "--only", "basing,site", "--out", "by-command")
    assert noroshi_(*words)[0] == 0
    found = noroshi.run(noroshi.load("small"), ["site", "basing"], draws=4)
    written = found.write(tmp_path / "by-program")
    by_command = sorted((tmp_path / "by-command").iterdir())
    assert sorted(f.name for f in written) == [f.name for f in by_command]
    one, other = (
        json.loads((tmp_path / f"by-{who}" / "report.json").read_text())
        for who in ("command", "program")
    )
    assert one["answers"] == other["answers"]
    assert one["provenance"].pop("command") == "noroshi " + " ".join(words[:-2])
    typed = "noroshi.run(noroshi.load('small'), ['site', 'basing'], draws=4, seed=0)"
    assert other["provenance"].pop("command") == typed


def test_a_set_value_is_compared_with_the_declared_one_over_the_same_draws(noroshi_, tmp_path):
    short = ("basing", "small", "--draws", "4", "--json")
    _, declared = noroshi_(*short)
    _, changed = noroshi_(*short, "--set", "platforms.drone.endurance=9 h")
    was, now = json.loads(declared.out), json.loads(changed.out)
    assert now["as_declared"]["basing"]["variables"] == was["answers"]["basing"]["variables"]
    assert now["answers"]["basing"]["variables"] != was["answers"]["basing"]["variables"]
    assert now["set"] == ["platforms.drone.endurance=9 h"]
    assert now["provenance"]["fingerprint"] != was["provenance"]["fingerprint"]
    code, printed = noroshi_(*short[:-1], "--set", "platforms.drone.endurance=9 h")
    assert code == 0
    assert printed.out.startswith("What changes with platforms.drone.endurance = 9 h:\n")
    assert re.search(r"\nAs declared: .*\nAs set: ", printed.out, re.S)


def test_a_wrong_name_is_answered_before_anything_is_computed(noroshi_):
    code, printed = noroshi_("basing", "smal")
    assert code == 2
    assert "did you mean 'small'" in printed.err
    code, printed = noroshi_("basing", "small", "--as-of", "soon")
    assert code == 2
    assert "write e.g. 2015-01-01" in printed.err


def test_a_day_is_that_of_the_run(noroshi_):
    _, printed = noroshi_("basing", "small", "--draws", "2", "--json")
    assert json.loads(printed.out)["provenance"]["made"] == date.today().isoformat()


@pytest.mark.parametrize(
    ("what", "there"), [("table", "t"), ("figure", "f0, f1")], ids=["table", "figure"]
)
def test_a_part_asked_for_by_a_wrong_name_is_answered_with_those_that_there_are(what, there):
    answer = one_answer([[1.0, 2.0], [3.0, 4.0]], figures=2)
    with pytest.raises(ValueError, match=f"^x has no {what} 'gone'; there are: {there}$"):
        getattr(answer, what)("gone")


def test_no_line_of_a_page_breaks_inside_a_date_and_its_text_is_as_it_was_written():
    lines = Headline("On 2013-10-02 it took 7 min 05 s <1 %.", "Why.", "It hangs on this.")
    made = page.page(told(replace(one_answer(np.zeros((2, 3))), headline=lines)))
    for whole in ("2013-10-02", "7 min 05 s", "1 %"):
        assert f'<span class="whole">{whole}</span>' in made
    assert "On 2013-10-02 it took 7 min 05 s &lt;1 %." in as_said(made)
    assert "whole" not in re.sub(r'<span class="whole">', "", made.partition("<body>")[2])

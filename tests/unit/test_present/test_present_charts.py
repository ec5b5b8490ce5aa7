"""The chart kit: what is plotted against the rows, and where it is drawn against the axis."""

import json
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from noroshi.present import charts, draw
from noroshi.present.field import Field
from noroshi.present.letters import text_width
from noroshi.present.palette import ROLES, light
from noroshi.present.theme import LETTER, WIDTH

BASES = [
    {"base": "Misawa", "when": "before", "h": 2.0, "l": 1.5, "u": 2.6, "t": "2.0 h"},
    {"base": "Misawa", "when": "after", "h": 4.0, "l": 3.0, "u": 5.2, "t": "4.0 h"},
    {"base": "Guam", "when": "before", "h": 3.0, "l": 2.5, "u": 3.5, "t": "3.0 h"},
    {"base": "Guam", "when": "after", "h": 1.0, "l": 0.5, "u": 1.5, "t": "1.0 h"},
]
HOURS = Field("h", "on station", "h a day")
BASE, WHEN = Field("base"), Field("when")


def bars(rows=BASES, **more):
    return charts.bars(rows, HOURS, label=BASE, **more)


def on_axis(seen, numbers, axis="x"):
    """From a drawn place to the number that the axis says there, by its own numbers."""
    anchor = "middle" if axis == "x" else "end"
    words = [next(w for w in seen.words if (w.text, w.anchor) == (t, anchor)) for t in numbers]
    values = [float(text.replace("−", "-").replace(",", "")) for text in numbers]
    places = [w.x if axis == "x" else w.y for w in words]
    slope = (values[-1] - values[0]) / (places[-1] - places[0])
    # An upright axis writes its numbers a little below their lines.
    shift = 0.35 * LETTER if axis == "y" else 0.0
    return lambda place: values[0] + (place + shift - places[0]) * slope


# Rows and encodings


def test_a_specification_holds_the_rows_and_is_json():
    for spec in (
        bars(series=WHEN, low="l", high="u", text="t"),
        charts.points(BASES, HOURS, label=BASE),
    ):
        assert spec["data"]["values"] == BASES
        assert json.loads(json.dumps(spec, allow_nan=False)) == spec
        assert spec["$schema"].endswith("vega-lite/v5.json")


def test_rows_are_not_written_into_and_numpy_numbers_become_plain():
    rows = [{"base": "a", "h": np.float32(1.5)}, {"base": "b", "h": np.float64("nan")}]
    spec = bars(rows)
    assert spec["data"]["values"] == [{"base": "a", "h": 1.5}, {"base": "b", "h": None}]
    assert type(rows[0]["h"]) is np.float32


def test_what_cannot_be_plotted_is_refused_in_words():
    with pytest.raises(ValueError, match="no rows to draw"):
        bars([])
    with pytest.raises(ValueError, match="infinite"):
        bars([{"base": "a", "h": float("inf")}])
    with pytest.raises(ValueError, match="'u' is missing"):
        bars([{"base": "a", "h": 1.0, "l": 0.0}], low="l", high="u")
    with pytest.raises(ValueError, match="logarithmic"):
        charts.lines([{"x": 0, "y": 0.0}, {"x": 1, "y": 2.0}], Field("x"), Field("y", scale="log"))
    with pytest.raises(ValueError, match="negative"):
        charts.stacked(
            [{"a": "x", "p": "y", "v": -1.0}], Field("v"), label=Field("a"), part=Field("p")
        )
    late = [{"a": "x", "s": 2.0, "e": 1.0, "g": "y"}]
    with pytest.raises(ValueError, match="before it begins"):
        charts.stages(late, label=Field("a"), start=Field("s"), end="e", stage=Field("g"))


def test_series_of_one_role_look_alike_in_every_kind():
    for spec in (
        bars(series=WHEN),
        charts.points(BASES, HOURS, label=BASE, series=WHEN),
        charts.lines(BASES, Field("u"), HOURS, series=WHEN),
    ):
        strokes = [e["stroke"] for e in _encodings(spec) if "field" in e.get("stroke", {})]
        assert strokes[0]["scale"]["domain"] == ["before", "after"]
        assert strokes[0]["scale"]["range"] == [light(ROLES[w].colour) for w in ("before", "after")]


def test_series_without_a_role_differ_in_dash_shape_or_filling_and_not_in_colour_alone():
    looks = [ROLES[f"party-{k}"] for k in range(1, 7)]
    assert len({look.dash for look in looks}) == 6
    assert len({look.shape for look in looks}) == 6
    assert len({look.colour for look in looks}) == 6


def test_units_stand_in_the_title_of_the_axis(see):
    assert "on station [h a day]" in see(bars()).texts
    assert "radius [km]" in see(_lines()).texts


# Drawn positions


def test_the_length_of_a_bar_is_its_value_on_the_axis(see):
    seen = see(bars(series=WHEN))
    number = on_axis(seen, ["0", "2", "4"])
    for colour, when in (("ochre-tint", "before"), ("blue", "after")):
        drawn = [m for m in seen.filled(colour) if m.path.startswith("M0,")][-2:]
        assert [number(m.left) for m in drawn] == pytest.approx([0.0, 0.0], abs=0.03)
        rows = [r["h"] for r in BASES if r["when"] == when]
        assert [number(m.right) for m in drawn] == pytest.approx(rows, abs=0.03)


def test_bars_stand_in_the_order_of_the_rows_and_beside_their_labels(see):
    seen = see(bars(series=WHEN))
    blue = [m for m in seen.filled("blue") if m.path.startswith("M0,")][-2:]
    ochre = [m for m in seen.filled("ochre-tint") if m.path.startswith("M0,")][-2:]
    assert ochre[0].foot <= blue[0].top + 1.0 < blue[0].foot <= ochre[1].top
    for label, pair in (("Misawa", 0), ("Guam", 1)):
        assert ochre[pair].top < seen.word(label).y < blue[pair].foot
    assert seen.word("before").x < seen.word("after").x


def test_an_interval_is_drawn_from_its_low_to_its_high_end_and_words_stand_beyond(see):
    seen = see(bars(series=WHEN, low="l", high="u", text="t"))
    number = on_axis(seen, ["0", "2", "4"])
    rules = [m for m in seen.stroked("ink") if m.path == "line" and m.width > 5.0]
    ends = [(number(m.left), number(m.right)) for m in rules]
    assert ends == [pytest.approx((r["l"], r["u"]), abs=0.03) for r in BASES]
    for row, rule in zip(BASES, rules, strict=True):
        word = seen.word(row["t"])
        assert word.anchor == "start"
        assert rule.right < word.x < rule.right + 12.0
        assert word.x + text_width(word.text, LETTER, bold=True) < seen.width


def test_words_of_a_negative_bar_stand_left_of_it(see):
    rows = [{"base": "a", "h": -2.0, "t": "two less"}, {"base": "b", "h": 1.0, "t": "+1"}]
    seen = see(bars(rows, text="t"))
    left, right = seen.word("two less"), seen.word("+1")
    assert (left.anchor, right.anchor) == ("end", "start")
    number = on_axis(seen, ["−2", "0"])
    assert number(left.x) == pytest.approx(-2.0, abs=0.2)
    assert number(right.x) == pytest.approx(1.0, abs=0.2)


def test_a_dot_is_filled_only_where_a_column_says_so(see):
    rows = [
        {"city": "Sapporo", "g": 24.0, "sure": True},
        {"city": "Tokyo", "g": 0.001, "sure": False},
    ]
    spec = charts.points(rows, Field("g", "gained", "s"), label=Field("city"), filled="sure")
    seen = see(spec)
    number = on_axis(seen, ["0", "10", "20"])
    (full,) = [m for m in seen.filled("blue") if m.stroke != "none"]
    (hollow,) = [m for m in seen.filled("paper") if m.stroke.startswith("var(--blue,")]
    assert number(full.middle[0]) == pytest.approx(24.0, abs=0.3)
    assert number(hollow.middle[0]) == pytest.approx(0.0, abs=0.3)
    assert abs(full.middle[1] - seen.word("Sapporo").y) < 6.0
    assert abs(hollow.middle[1] - seen.word("Tokyo").y) < 6.0


def test_dots_of_series_have_shapes_of_their_own(see):
    seen = see(charts.points(BASES, HOURS, label=BASE, series=WHEN))
    squares = [m for m in seen.filled("ochre") if "A" not in m.path]
    discs = [m for m in seen.filled("blue") if "A" in m.path]
    # Two each, and one each in the key.
    assert (len(squares), len(discs)) == (3, 3)


def test_a_tornado_shows_both_ends_whichever_side_they_fall_on(see):
    rows = [
        {"a": "range", "low": 4.0, "high": 22.0, "lt": "1,000 km", "ht": "2,000 km"},
        {"a": "hearing", "low": 24.0, "high": 10.0, "lt": "30 s", "ht": "3 min"},
        {"a": "both below", "low": 11.0, "high": 13.0, "lt": "small", "ht": "large"},
        {"a": "nothing", "low": 14.0, "high": 14.0, "lt": "", "ht": ""},
    ]
    spec = charts.tornado(
        rows, Field("x", "gain", "s"), label=Field("a"), low="low", high="high", centre=14.0,
        low_text="lt", high_text="ht",
    )  # fmt: skip
    seen = see(spec)
    number = on_axis(seen, ["0", "10", "20"])
    discs = [m for m in seen.filled("blue") if "A" in m.path]
    squares = [m for m in seen.filled("paper") if m.stroke.startswith("var(--ochre,")]
    high, low = discs[-4:] if len(discs) == 4 else discs[:4], squares[:4]
    assert [number(m.middle[0]) for m in high] == pytest.approx([r["high"] for r in rows], abs=0.3)
    assert [number(m.middle[0]) for m in low] == pytest.approx([r["low"] for r in rows], abs=0.3)
    for row, left, right in zip(rows[:3], ("lt", "ht", "lt"), ("ht", "lt", "ht"), strict=True):
        assert seen.word(row[left]).x < seen.word(row[right]).x
        assert (seen.word(row[left]).anchor, seen.word(row[right]).anchor) == ("end", "start")
    (middle,) = [m for m in seen.stroked("ink") if m.path == "line" and m.width < 1.0]
    assert number(middle.middle[0]) == pytest.approx(14.0, abs=0.1)


def test_parts_of_a_stacked_bar_follow_one_another_and_add_up(see):
    rows = [
        {"plan": "2006", "who": "Japan", "v": 6.0, "t": "six"},
        {"plan": "2006", "who": "US", "v": 4.0, "t": "four"},
        {"plan": "2012", "who": "US", "v": 5.0, "t": "five"},
        {"plan": "2012", "who": "Japan", "v": 0.2, "t": "hardly anything"},
    ]
    seen = see(
        charts.stacked(rows, Field("v", "cost"), label=Field("plan"), part=Field("who"), text="t")
    )
    number = on_axis(seen, ["0", "4", "8"])
    japan = sorted((m for m in seen.filled("blue") if m.foot - m.top > 20), key=lambda m: m.top)
    us = sorted((m for m in seen.filled("ochre-tint") if m.foot - m.top > 20), key=lambda m: m.top)
    spans = [[(number(m.left), number(m.right)) for m in who] for who in (japan, us)]
    assert spans[0] == [pytest.approx((0.0, 6.0), abs=0.05), pytest.approx((0.0, 0.2), abs=0.05)]
    assert spans[1] == [pytest.approx((6.0, 10.0), abs=0.05), pytest.approx((0.2, 5.2), abs=0.05)]
    assert number(seen.word("four").x) == pytest.approx(8.0, abs=0.1)
    assert number(seen.word("five").x) == pytest.approx(2.7, abs=0.1)
    assert "hardly anything" not in seen.texts
    assert seen.word("six").fill.startswith("var(--paper,")
    assert seen.word("four").fill.startswith("var(--ink,")


def test_stages_follow_one_another_along_time(see):
    rows = [
        {"p": "before", "a": 0.0, "e": 2.0, "s": "seen", "t": "2 min"},
        {"p": "before", "a": 2.0, "e": 8.0, "s": "told", "t": "6 min"},
        {"p": "after", "a": 0.0, "e": 1.0, "s": "seen", "t": "1 min"},
        {"p": "after", "a": 1.0, "e": 6.0, "s": "told", "t": "5 min"},
    ]
    spec = charts.stages(
        rows,
        label=Field("p"),
        start=Field("a", "after launch", "min"),
        end="e",
        stage=Field("s"),
        text="t",
    )
    seen = see(charts.with_limit(spec, 7.0, "impact", axis="x"))
    number = on_axis(seen, ["0", "2", "4"])
    for colour, name in (("blue", "seen"), ("ochre-tint", "told")):
        drawn = [m for m in seen.filled(colour) if m.width > 14]
        mine = [(r["a"], r["e"]) for r in rows if r["s"] == name]
        assert [(number(m.left), number(m.right)) for m in drawn] == [
            pytest.approx(ends, abs=0.05) for ends in mine
        ]
    assert number(seen.word("6 min").x) == pytest.approx(5.0, abs=0.1)
    (limit,) = [m for m in seen.stroked("vermilion") if m.path == "line"]
    assert number(limit.left) == pytest.approx(7.0, abs=0.05)
    assert abs(seen.word("impact").x - limit.left) < 6.0


def _lines(**more):
    rows = [
        {
            "t": t,
            "v": 100.0 * k / (t + 1),
            "l": 80.0 * k / (t + 1),
            "u": 130.0 * k / (t + 1),
            "s": s,
        }
        for s, k in (("before", 2.0), ("after", 1.0))
        for t in range(7)
    ]
    return charts.lines(
        rows,
        Field("t", "after launch", "min"),
        Field("v", "radius", "km"),
        series=Field("s"),
        **more,
    )


def test_a_line_passes_through_its_points(see):
    seen = see(_lines(low="l", high="u"))
    across, up = on_axis(seen, ["0", "6"]), on_axis(seen, ["0", "200"], "y")
    (blue,) = [m for m in seen.stroked("blue") if m.path.startswith("M") and m.width > 100]
    (ochre,) = [m for m in seen.stroked("ochre") if m.path.startswith("M") and m.width > 100]
    assert across(blue.left) == pytest.approx(0.0, abs=0.05)
    assert across(blue.right) == pytest.approx(6.0, abs=0.05)
    assert (up(blue.top), up(blue.foot)) == pytest.approx((100.0, 100.0 / 7.0), abs=4.0)
    assert (up(ochre.top), up(ochre.foot)) == pytest.approx((200.0, 200.0 / 7.0), abs=4.0)
    assert ochre.dash
    assert not blue.dash.replace("1,0", "")
    (band,) = [m for m in seen.filled("blue") if m.width > 100]
    assert (up(band.top), up(band.foot)) == pytest.approx((130.0, 80.0 / 7.0), abs=4.0)


def test_each_line_carries_its_name_at_its_end_and_names_do_not_meet(see):
    rows = [{"t": t, "v": 5.0 + 0.01 * k, "s": f"line {k}"} for k in range(4) for t in range(3)]
    seen = see(charts.lines(rows, Field("t"), Field("v", "y"), series=Field("s")))
    names = [seen.word(f"line {k}") for k in range(4)]
    assert all(a.y - b.y > LETTER for a, b in pairwise(names))
    assert all(w.x < seen.width - 25.0 for w in names)
    many = [{"t": t, "v": float(k), "s": f"line {k}"} for k in range(6) for t in range(3)]
    keyed = see(charts.lines(many, Field("t"), Field("v", "y"), series=Field("s")))
    assert all(keyed.word(f"line {k}").y < 60.0 for k in range(6))


def test_names_stand_where_the_plot_ends_though_the_last_line_ends_before(see):
    x, y, name = Field("t", "time", "s"), Field("v", "value"), Field("who")
    rows = [{"t": t, "v": 1.0 + t, "who": "all along"} for t in (0.0, 10.0)]
    rows += [{"t": t, "v": 4.0 + t, "who": "for a while"} for t in (0.0, 4.0)]
    for given in (rows, rows[::-1]):
        seen = see(charts.lines(given, x, y, series=name))
        lines = [mark for mark in seen.marks if mark.path.count("L") == 1 and mark.width > 9.0]
        end = max(mark.right for mark in lines)
        for who in ("all along", "for a while"):
            assert next(w for w in seen.words if w.text == who).x > end


def test_numbers_on_an_axis_are_what_they_say(see):
    rows = [{"t": 0.0, "v": 0.0}, {"t": 6.0, "v": 0.75}]
    seen = see(charts.lines(rows, Field("t", "x"), Field("v", "y")))
    up = on_axis(seen, ["0.2", "0.8"], "y")
    (line,) = [m for m in seen.stroked("blue") if m.width > 100]
    assert up(line.top) == pytest.approx(0.75, abs=0.02)
    assert not any("e+" in text for text in seen.texts)
    large = see(bars([{"base": "a", "h": 61_000.0}]))
    assert "20,000" in large.texts
    tall = see(charts.lines([{"t": 0, "v": 0.0}, {"t": 1, "v": 1000.3}], Field("t"), Field("v")))
    named = [w.text for w in tall.words if w.anchor == "end"]
    assert named == ["0", "500", "1,000", "1,500"]
    tenths = charts.bars(BASES, Field("h", "x", form=".1f"), label=BASE)
    assert "2.0" in see(tenths).texts


def test_a_step_holds_until_the_next(see):
    rows = [{"t": float(t), "v": float(t * t)} for t in range(4)]
    seen = see(charts.lines(rows, Field("t", "x"), Field("v", "y"), step=True))
    (line,) = [m for m in seen.stroked("blue") if m.width > 100]
    points = [tuple(map(float, p.split(","))) for p in line.path[1:].split("L")]
    assert len(points) == 7
    for (x, y), (to_x, to_y) in pairwise(points):
        assert x == to_x or y == to_y
    assert points[1][1] == points[0][1]


def test_a_logarithmic_axis_has_equal_steps_for_equal_ratios(see):
    rows = [{"t": t, "v": 10.0 ** (3 - t)} for t in range(5)]
    seen = see(charts.lines(rows, Field("t", "x"), Field("v", "radius", "km", "log")))
    words = {w.text: w.y for w in seen.words if w.anchor == "end"}
    tops = [words[text] for text in ("1,000", "100", "10", "1", "0.1")]
    assert np.diff(tops) == pytest.approx(np.full(4, np.diff(tops)[0]), abs=1.1)
    assert np.diff(tops)[0] > 30.0


def test_an_axis_may_fall_from_left_to_right(see):
    rows = [{"d": d, "n": 200.0 - d} for d in range(200, -1, -20)]
    seen = see(charts.lines(rows, Field("d", "left", "km"), Field("n", "noticed", "%")))
    assert seen.word("200").x < seen.word("100").x
    (line,) = [m for m in seen.stroked("blue") if m.width > 100]
    first = line.path.split("L")[0]
    last = line.path.split("L")[-1]
    assert float(first.split(",")[1]) > float(last.split(",")[1])


def test_marks_stand_on_their_line_in_its_shape(see):
    spec = _lines(marks=[{"t": 3, "v": 25.0, "s": "after", "w": "seen"}], mark_text="w")
    seen = see(spec)
    across, up = on_axis(seen, ["0", "6"]), on_axis(seen, ["0", "200"], "y")
    (mark,) = [m for m in seen.filled("blue") if m.stroke.startswith("var(--ink")]
    assert across(mark.middle[0]) == pytest.approx(3.0, abs=0.1)
    assert up(mark.middle[1]) == pytest.approx(25.0, abs=4.0)
    assert "seen" in seen.texts


def test_dates_stand_where_a_calendar_has_them(see):
    rows = [{"d": f"2013-0{month}-01", "v": float(month)} for month in (1, 2, 3)]
    seen = see(charts.lines(rows, Field("d", scale="time"), Field("v", "y")))
    (line,) = [m for m in seen.stroked("blue") if m.width > 100]
    places = [float(p.split(",")[0]) for p in line.path[1:].split("L")]
    # Of the 59 days to the first of March 31 are January's.
    assert places[1] - places[0] == pytest.approx(31 / 59 * line.width, abs=0.5)


def test_events_that_last_are_bars_and_others_are_marks(see):
    rows = [{"p": "US", "d": 1.0, "u": 3.0}, {"p": "Japan", "d": 2.0, "u": None}]
    seen = see(charts.strips(rows, Field("d", "day"), label=Field("p"), until="u"))
    number = on_axis(seen, ["1", "2", "3"])
    (bar,) = [m for m in seen.filled("blue") if m.path.startswith("M0,") and m.foot - m.top > 9]
    (dot,) = [m for m in seen.filled("blue") if "A" in m.path]
    assert (number(bar.left), number(bar.right)) == pytest.approx((1.0, 3.0), abs=0.02)
    assert number(dot.middle[0]) == pytest.approx(2.0, abs=0.02)


def test_labels_of_several_lines_stand_about_their_row_and_cover_no_other(see):
    long = "A radar whose name is as long as that of a ship"
    names = ("one", long, "two", f"{long} again", f"{long} once more")
    rows = [{"p": name, "d": float(day)} for day, name in enumerate(names)]
    for spec in (
        charts.strips(rows, Field("d", "day"), label=Field("p")),
        charts.points(rows, Field("d", "day"), label=Field("p")),
    ):
        seen = see(spec)
        dots = sorted(m.middle[1] for m in seen.filled("blue") if "A" in m.path)
        lines = sorted((w.y, w.text) for w in seen.words if w.anchor == "end")
        assert len(lines) > len(names) == len(dots)
        assert min(b[0] - a[0] for a, b in pairwise(lines)) > LETTER, "no two lines meet"
        # Letters stand on their line: its middle is about a third of their size above.
        middles = [y - 0.35 * LETTER for y, _ in lines]
        assert middles[0] == pytest.approx(dots[0], abs=1.5)
        assert (middles[1] + middles[2]) / 2.0 == pytest.approx(dots[1], abs=1.5)


def test_strips_show_open_what_is_not_taken_and_end_where_they_are_told(see):
    rows = [{"s": "a", "d": 3.0, "ok": True}, {"s": "b", "d": 20.0, "ok": False}]
    spec = charts.strips(
        rows, Field("d", "day"), label=Field("s"), filled="ok", between=(0.0, 31.0)
    )
    seen = see(spec)
    number = on_axis(seen, ["0", "10", "20"])
    (full,) = seen.filled("blue")
    (hollow,) = [m for m in seen.filled("paper") if m.stroke.startswith("var(--blue")]
    assert (number(full.middle[0]), number(hollow.middle[0])) == pytest.approx((3.0, 20.0), abs=0.2)
    (foot,) = [m for m in seen.stroked("soft") if m.path == "line" and m.width > 100]
    assert number(foot.right) == pytest.approx(31.0, abs=0.2)


def test_bands_are_as_thick_as_what_flows_and_nothing_is_lost(see):
    rows = [
        {"s": "Okinawa", "t": "Guam", "v": 4700.0},
        {"s": "Okinawa", "t": "Hawaii", "v": 2700.0},
        {"s": "Elsewhere", "t": "Guam", "v": 300.0},
    ]
    seen = see(charts.flows(rows, Field("v"), source=Field("s"), target=Field("t")))
    nodes = seen.filled("ink")
    left = sorted((m for m in nodes if m.left < seen.width / 2), key=lambda m: m.top)
    right = sorted((m for m in nodes if m.left > seen.width / 2), key=lambda m: m.top)
    thick = [m.foot - m.top for m in (*left, *right)]
    pixel = thick[0] / 7400.0
    assert thick == pytest.approx([7400 * pixel, 300 * pixel, 5000 * pixel, 2700 * pixel], abs=0.2)
    assert left[0].foot < left[1].top
    assert right[0].foot < right[1].top
    bands = [
        m for m in seen.marks if m.fill.startswith(("var(--blue", "var(--ochre")) and m.width > 100
    ]
    assert len(bands) == 3
    starts = [float(m.path[1:].split("L")[0].split(",")[1]) for m in bands]
    assert starts[1] - starts[0] == pytest.approx(4700 * pixel, abs=0.2)
    for text, node in (("Guam", right[0]), ("Hawaii", right[1]), ("Okinawa", left[0])):
        assert abs(seen.word(text).y - node.middle[1]) < 8.0
    with pytest.raises(ValueError, match="positive"):
        charts.flows([{**rows[0], "v": 0.0}], Field("v"), source=Field("s"), target=Field("t"))


def test_small_multiples_share_their_scales_and_carry_their_heads(see):
    rows = [
        {"team": team, "t": t, "v": k * t, "s": s}
        for team, k in (("alone", 1.0), ("together", 3.0))
        for s in ("before", "after")
        for t in range(5)
    ]
    one = charts.lines(
        rows,
        Field("t", "time", "min"),
        Field("v", "known", "%"),
        series=Field("s"),
        key="above",
        height=100,
        title="Finding",
    )
    seen = see(charts.facets(one, Field("team")))
    assert seen.word("alone").x == seen.word("together").x
    assert seen.word("alone").y < seen.word("together").y
    blue = [m for m in seen.stroked("blue") if m.width > 100]
    assert (blue[1].foot - blue[1].top) / (blue[0].foot - blue[0].top) == pytest.approx(
        3.0, rel=0.05
    )
    order = [seen.word(text).y for text in ("Finding", "known [%]", "before", "alone")]
    assert order == sorted(order)
    assert seen.texts.count("before") == 1
    with pytest.raises(ValueError, match="rows of its own"):
        charts.facets(_lines(), Field("s"))


# Keys


def _many(names, **more):
    rows = [{"t": t, "v": float(k), "s": name} for k, name in enumerate(names) for t in range(3)]
    return charts.lines(
        rows, Field("t", "x"), Field("v", "height", "km"), series=Field("s"), **more
    )


@pytest.mark.parametrize("names", [["one"], ["one", "two", "three"], [f"p{k}" for k in range(6)]])
def test_every_line_has_the_width_and_the_dash_of_its_role(names):
    """Of one name, of a few and of many: a scale that is spread evenly gives other widths."""
    looks = [ROLES[f"party-{1 + k}"] for k in range(len(names))]
    root = ElementTree.fromstring(draw.svg(_many(names)))
    drawn = [e for e in root.iter() if e.tag.endswith("path") and "h" not in e.get("d", "h")]
    drawn = [e for e in drawn if e.get("d").count("L") == 2]
    assert [float(e.get("stroke-width", 1.0)) for e in drawn] == [look.width for look in looks]
    dashes = [e.get("stroke-dasharray", "").removesuffix("1,0") for e in drawn]
    assert dashes == [",".join(map(str, look.dash)) for look in looks]


@pytest.mark.parametrize(
    "spec",
    [
        _many(["cameras, before, 2013-10-02", "cameras, after, 2015-01-01", "with radars"],
              key="above", title="Finding"),
        _many([f"a rather long name of a line, {k}" for k in range(6)], title="Finding"),
        _many(["a name that is so long that it takes more than half of a line", "short"],
              key="above", title="Finding"),
        charts.above(_many(["one", "two", "three"], key="above"), _many(["four"]), title="Finding"),
    ],
)  # fmt: skip
def test_a_key_names_each_series_once_inside_the_figure_and_covers_nothing(see, spec):
    seen = see(spec)
    names = spec.get("vconcat", [spec])[0]["layer"][0]["encoding"]["stroke"]["scale"]["domain"]
    assert seen.width <= WIDTH + 8.0
    for name in names:
        assert seen.texts.count(name) == 1
        word = seen.word(name)
        assert word.x + text_width(name, word.size) <= seen.width
        assert seen.word("Finding").y < seen.word("height [km]").y < word.y - 0.9 * LETTER


def test_a_key_of_bars_takes_no_more_room_than_the_plot(see):
    names = ["before", "after, in season", "in season, all from Andersen", "over the year"]
    rows = [{"base": "South of the Senkaku Islands", "h": 1.0, "w": name} for name in names]
    seen = see(bars(rows, series=Field("w")))
    for name in names:
        assert seen.word(name).x + text_width(name, LETTER) < seen.width
    assert seen.width <= WIDTH + 8.0


def test_all_numbers_of_an_axis_are_written(see):
    rows = [{"t": float(t), "v": 100.0 * t} for t in (0, 1)]
    seen = see(charts.lines(rows, Field("t", "x"), Field("v", "share", "%")))
    assert [w.text for w in seen.words if w.anchor == "end"] == ["0", "20", "40", "60", "80", "100"]


# Piles


def test_two_charts_above_one_another_keep_their_own_looks(see):
    both = see(charts.above(bars(title="First"), _lines(), title="Finding"))
    assert both.word("Finding").y < both.word("First").y < both.word("radius [km]").y
    assert both.filled("blue")
    assert [m for m in both.stroked("ochre") if m.width > 100]
    root = ElementTree.fromstring(
        draw.svg(charts.above(_many(["one", "two", "three"]), _many(["before", "after"])))
    )
    drawn = [e for e in root.iter() if e.get("d", "").count("L") == 2]
    roles = ("party-1", "party-2", "party-3", "before", "after")
    assert [float(e.get("stroke-width", 1.0)) for e in drawn] == [ROLES[r].width for r in roles]


@pytest.mark.parametrize("others", [[], ["above"], ["below"], ["above", "below"]])
def test_names_limits_and_spans_stand_by_their_plot_alone_and_in_a_pile(see, others):
    chart = charts.with_span(_lines(), (4.0, 6.0), "territorial sea")
    chart = charts.with_limit(chart, 100.0, "100 km", axis="y")
    flat = charts.lines(
        [{"t": 0, "v": 0.0}, {"t": 1, "v": 5.0}], Field("t"), Field("v"), height=60.0
    )
    pile = [*[flat for o in others if o == "above"], chart, *[flat for o in others if o == "below"]]
    seen = see(charts.above(*pile) if others else chart)
    lines = {r: next(m for m in seen.stroked(c) if m.path.startswith("M") and m.width > 100)
             for r, c in (("before", "ochre"), ("after", "blue"))}  # fmt: skip
    # The curves fall: each ends at its foot.
    own = [m for m in seen.stroked("blue") if m.path.startswith("M") and m.width > 100]
    lines["after"] = next(m for m in own if abs(m.left - lines["before"].left) < 0.5
                          and abs(m.foot - lines["before"].foot) < 40.0)  # fmt: skip
    for name, line in lines.items():
        word = seen.word(name)
        assert word.x == pytest.approx(line.right + 6.0, abs=1.0)
        assert abs(word.y - line.foot) < 20.0
    assert seen.word("before").y < seen.word("after").y
    (shade,) = seen.filled("vermilion")
    said = seen.word("territorial sea")
    assert said.x == pytest.approx(shade.middle[0], abs=0.5)
    assert 0.0 < shade.top - said.y < LETTER
    (limit,) = [m for m in seen.stroked("vermilion") if m.path == "line"]
    assert seen.word("100 km").x == pytest.approx(limit.right, abs=0.5)
    assert 0.0 < limit.top - seen.word("100 km").y < LETTER


def test_a_span_is_shaded_where_it_lies(see):
    rows = [{"d": float(d), "n": float(d)} for d in range(0, 101, 10)]
    spec = charts.lines(rows, Field("d", "x"), Field("n", "y"))
    seen = see(charts.with_span(spec, (20.0, 40.0), "territorial sea"))
    number = on_axis(seen, ["0", "40"])
    (shade,) = seen.filled("vermilion")
    assert (number(shade.left), number(shade.right)) == pytest.approx((20.0, 40.0), abs=0.5)


def test_a_sentence_stands_in_place_of_an_empty_chart(see):
    seen = see(charts.sentence("No flight is aimed at any of these places."))
    assert "No flight is aimed at any of these places." in " ".join(seen.texts)
    assert seen.height < 60.0


def test_no_letters_run_out_of_a_figure(see):
    """Whatever is drawn has a place in the picture, with long names and wide words."""
    name = "A rather long name of an assumption about the time until people hear of it"
    rows = [{"base": name, "h": 3.0, "l": 1.0, "u": 9.0, "t": "nine hours and more a day"}]
    for spec in (
        bars(rows, low="l", high="u", text="t", title=name),
        charts.points(rows, HOURS, label=BASE, low="l", high="u", title=name),
    ):
        seen = see(spec)
        assert seen.width < WIDTH + 5.0
        for word in seen.words:
            wide = text_width(word.text, word.size, bold=word.bold)
            left = {"start": word.x, "end": word.x - wide, "middle": word.x - wide / 2}[word.anchor]
            assert left > 0.0
            assert left + wide < seen.width


def _encodings(spec):
    return [layer.get("encoding", {}) for layer in spec["layer"]]

"""What a command prints fits its window: numbers stand whole, and nothing is left out unsaid."""

import html
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from rich.console import Console

from noroshi.questions.answer import Answer, Axis, Column, Headline, Table, Variable, dataset
from noroshi.report.beside import PrintedTable, difference, uncertain_by
from noroshi.report.beside import printed as as_read
from noroshi.report.page import page
from noroshi.report.report import Provenance, Report
from noroshi.report.terminal import print_line
from noroshi.report.terminal_tables import drawn
from page_words import as_said
from screen import screen

MADE = Provenance("0.1", "noroshi x", "A world", "", "", 5, 3, "abc", str(date(2026, 1, 2)))
CITIES = ["Harbour town", "Capital, against unflown missiles", "Northport"]
GAIN = Variable("gain", "what is gained", "s", ("city",))
KNOWN = Variable("known", "when it is known", "s", ("city",))
SEEN = Variable("seen", "who sees it", "", ("city",), drawn=False)


def answer(gain, known, seen=("own radars",) * 3, name="x", verdict="Something is gained."):
    ids = [f"c{i}" for i in range(3)]
    values = {GAIN: np.array(gain), KNOWN: np.array(known), SEEN: np.array(seen)}
    data = dataset([Axis("city", ids, CITIES)], values)
    columns = (
        Column("gain", "gain", "mean change"),
        Column("known", "known after", "median clock"),
        Column("seen", "seen by", "text"),
    )
    table = Table("t", "What is gained by city", data, ("city",), columns, note="Of all cities.")
    return Answer(
        question=name,
        title="What is gained?",
        data=data,
        headline=Headline(verdict, "Because of that.", "It hangs on this."),
        text="Some words.",
        tables=(table,),
    )


def printed(report, width, *, full=False):
    return [line.rstrip() for line in screen(report, width=width, full=full).splitlines()]


def lines(table, width, **more):
    file = io.StringIO()
    Console(file=file, width=width).print(*drawn(table, width, **more))
    return [line.rstrip() for line in file.getvalue().splitlines()]


WIDE = PrintedTable(
    title="Hours a day on station, by place and by base",
    heads=["to", "from Andersen [h]", "from Misawa", "from Kadena", "heard from"],
    rows=[
        ["South of the Senkaku Islands", "5.8 (4.0 to 9.4)", "+4 % (+3 % to +5 %)",
         "+40 % (+34 % to +52 %)", "the radar on the hill"],
        ["Sea of Japan, middle", "5.3 (3.5 to 8.6)", "+51 % (+42 % to +66 %)",
         "+30 % (+25 % to +39 %)", "satellites"],
    ],
    words=[True, False, False, False, True],
    leading=1,
    note="Median, with 5 to 95 % of the draws in brackets.",
)  # fmt: skip


@pytest.mark.parametrize("width", [44, 60, 80, 100, 120, 200])
def test_a_number_with_its_interval_stands_on_one_line_and_no_line_is_too_long(width):
    found = lines(WIDE, width)
    assert max(map(len, found)) <= width
    for row in WIDE.rows:
        for cell in row[1:4]:
            assert sum(cell in line for line in found) == 1, cell
    words = " ".join(found)
    for text in (*WIDE.heads, *(cell for row in WIDE.rows for cell in row), WIDE.note):
        for word in text.split():
            assert word in words


def test_a_table_that_is_too_wide_goes_on_below_under_the_heads_of_its_rows():
    found = lines(WIDE, 80)
    assert sum(line.startswith("Sea of Japan, middle") for line in found) == 2
    assert sum(line.startswith("Sea of Japan, middle") for line in lines(WIDE, 140)) == 1


def test_what_is_left_out_of_a_short_answer_is_named():
    assert "Left out" not in " ".join(lines(WIDE, 80, most_rows=4))
    found = " ".join(lines(WIDE, 80, most_rows=3))
    assert "Left out for want of width, and shown by --full: " in found
    left = found.partition("--full: ")[2].rstrip(".").split("; ")
    assert left == ["from Kadena", "heard from"]
    assert "+34 %" not in found


def test_what_is_the_same_in_every_row_is_said_once():
    rows = [["Yongbyon", "a clear image", "0.60"], ["Yongbyon", "any image", "0.03"]]
    table = PrintedTable("Unseen", ["at", "without", "before"], rows, [True, True, False], 2)
    found = lines(table, 80)
    assert found == [
        "Unseen: Yongbyon",
        "without        before",
        "a clear image    0.60",
        "any image        0.03",
    ]
    same = WIDE._replace(rows=[[*row[:4], "satellites"] for row in WIDE.rows])
    assert lines(same, 120)[-1] == f"In every row, heard from is “satellites”. {WIDE.note}"


def test_a_table_never_has_names_alone():
    rows = [["Qatar", "must", "help"], ["Aland", "must", "help"]]
    table = PrintedTable("Duties", ["who", "verb", "what"], rows, [True] * 3, 1)
    assert [line.split() for line in lines(table, 80)[1:]] == [["who", "verb", "what"], *rows]


NOTHING = [[10.0] * 5] * 3


def told_of(was, now):
    return Report("A world", (now,), MADE, values=("sensors.r.range=2 km",), unchanged=(was,))


def test_a_set_value_is_told_as_what_it_changes():
    was = answer([[10.0] * 5, [20.0] * 5, [0.0] * 5], [[100.0] * 5] * 3)
    now = answer(
        [[11.0, 12.0, 13.0, 14.0, 15.0], [20.0] * 5, [0.0] * 5],
        [[100.0] * 5] * 3,
        verdict="More is gained.",
    )
    found = printed(told_of(was, now), 80)
    assert found[0] == "What changes with sensors.r.range = 2 km:"
    assert [line.split() for line in found if "Harbour" in line] == [
        ["gain", "Harbour", "town", "+10", "s", "+13", "s", "+3", "s", "(+1", "s", "to", "+5", "s)"]
    ]
    words = " ".join(found)
    assert "The same as declared: known after and seen by." in words
    assert "Nothing changes for Capital, against unflown missiles and Northport." in words
    assert "As declared: Something is gained. As set: More is gained." in words
    assert "Because of that." not in words
    assert len(found) < 15
    table = replace(now.tables[0], caveat="Hardly measurable.")
    whole = as_read(told_of(was, now), replace(now, tables=(table,)), table)
    assert "Hardly measurable. Of all cities." in whole.note
    # Where the verdict stays, it is said once; where nothing changes, so much is said.
    same = " ".join(printed(told_of(was, was), 80))
    assert same.count("Something is gained.") == 1
    assert "What is set moves no number of the first table." in same


def test_the_change_of_medians_is_what_lies_between_them():
    """The median of the draws' changes is another number, and would not add up."""
    was = answer(NOTHING, [[60.0, 61.0, 62.0, 63.0, 64.0], [60.0] * 5, [60.0] * 5])
    now = answer(NOTHING, [[60.0, 61.0, 66.0, 69.0, 74.0], [60.0] * 5, [60.0] * 5])
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows == [["known after [min:s]", CITIES[0], "1:02", "1:06", "+4 s (0 s to +10 s)"]]


def test_a_change_is_the_difference_of_the_numbers_beside_it_or_says_that_it_is_not():
    """A change of 5.8 s is 6 s wherever it stands, and less than half a second is nothing."""
    was = answer([[7.4] * 5, [7.4] * 5, [0.0] * 5], [[62.4] * 5, [60.0] * 5, [60.0] * 5])
    now = answer([[1.6] * 5, [7.8] * 5, [0.0] * 5], [[64.8] * 5, [60.0] * 5, [60.0] * 5])
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert [row[-3:] for row in read.rows] == [
        ["+7 s", "+2 s", "about −6 s"],
        ["+7 s", "+8 s", "<1 s more"],
        ["1:02", "1:05", "about +2 s"],
    ]
    said = "“about” and “<” stand where a change is not the difference of the two before it"
    assert said in read.note
    assert said in " ".join(printed(told_of(was, now), 80)), "where a terminal shows them"
    now = answer([[8.4] * 5, [7.4] * 5, [0.0] * 5], [[62.4] * 5, [60.0] * 5, [60.0] * 5])
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows[0][-3:] == ["+7 s", "+8 s", "+1 s"]
    assert "rounded" not in read.note, "where all of them add up"


def test_a_change_that_so_few_draws_tell_coarsely_is_below_what_it_is_said_to_be():
    """Of 5 draws that stray by 5 to 20 s the mean is told in steps of 5 s: 2 s are none."""
    spread = np.array([-20.0, -5.0, 0.0, 5.0, 20.0])
    assert 5.0 < spread.std(ddof=1) / np.sqrt(5.0) < 10.0
    was = answer([[7.4] * 5, [0.0] * 5, [0.0] * 5], [[60.0] * 5] * 3)
    now = answer([9.4 + spread, [0.0] * 5, [0.0] * 5], [[60.0] * 5] * 3)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows[0][-3:-1] == ["+7 s", "+10 s, not measurable"]
    assert read.rows[0][-1].startswith("<5 s more (")


def test_what_is_not_measurable_says_so_in_its_cell_and_is_no_largest_change():
    """As the verdict has it: a second or more beyond two standard errors of the mean."""
    wide = np.array([0.2, 0.4, 1.1, 1.2, 1.6])
    was = answer([[7.0] * 5, [20.0] * 5, [5.0] * 5], [[60.0] * 5] * 3)
    now = answer([0.0 + wide, 20.0 + wide, [3.0] * 5], [[60.0] * 5] * 3)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert [row[-3:] for row in read.rows] == [
        ["+7 s", "+1 s, not measurable", "−6 s (−7 s to −5 s)"],
        ["+5 s", "+3 s", "−2 s"],
        ["+20 s", "+21 s", "+1 s, not measurable (0 s to +2 s)"],
    ]
    seen = " ".join(" ".join(printed(told_of(was, now), 80)).split())
    assert "+7 s +1 s * −6 s" in seen, "beside one another, where a terminal is narrow"
    assert "*: not measurable." in seen
    was = answer([[7.0] * 5, [20.0] * 5, [5.0] * 5], [[60.0] * 5] * 3)
    now = answer([[7.1] * 5, [20.0] * 5, [5.0] * 5], [[60.0] * 5] * 3)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert "not measurable" not in str(read.rows), "nothing, and less than something, say it"


def test_numbers_that_lie_between_two_columns_of_one_row_are_told_alike():
    day = Axis("day", ["a", "b"], ["before", "after"])
    level = Variable("level", "time", "s", ("day",))
    gain = Variable("gain", "what is gained", "s")
    data = dataset([day], {level: [[62.4] * 5, [64.8] * 5], gain: [2.4] * 5})
    columns = (
        Column("level", "a", "mean clock only", {"day": "a"}),
        Column("level", "b", "mean clock only", {"day": "b"}),
        Column("gain", "gain", "mean change", between=(0, 1)),
    )
    table = Table("t", "Times", data, (), columns)
    assert table.cells() == [["1:02", "1:05", "about +2 s"]]
    back = replace(table, columns=(*columns[:2], replace(columns[2], between=None)))
    assert back.cells() == [["1:02", "1:05", "+2 s"]]


def test_of_so_few_draws_a_change_says_how_far_it_may_be_off():
    """Three standard errors of the paired draws of each row, rounded up; none of medians."""
    gains = np.array([1.0, 9.0, 4.0, 8.0, 5.0])
    was = answer([[1.0] * 5, [7.4] * 5, [0.0] * 5], [[60.0] * 5] * 3)
    now = answer([gains, [9.4] * 5, [0.0] * 5], [[60.0] * 5] * 3)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows[0][1] == CITIES[0]
    error = 3.0 * gains.std(ddof=1) / np.sqrt(5.0)
    assert error % 1.0 < 0.5, "else rounding up could not be told from rounding"
    assert read.chances[0] == f"{np.ceil(error):.0f} s"
    assert len(read.chances) == len(read.rows)
    assert read.chances[1:] == [""] * (len(read.rows) - 1), "what is the same in all draws"
    assert uncertain_by(now.tables[0]) == read.chances[0], "where all that varies is what was set"
    assert uncertain_by(was.tables[0]) == ""
    later = answer([[1.0] * 5] * 3, [gains + 60.0, [60.0] * 5, [60.0] * 5])
    of_medians = difference(told_of(was, later), later, later.tables[0])
    assert of_medians is not None
    assert not any(of_medians.chances)


def test_a_change_tells_first_what_the_table_is_about():
    """Beside its interval stands the gain; what it lies on top of comes behind it."""
    was, now = (
        answer([[v + i for i in range(5)]] * 3, [[60.0 + 10 * v] * 5] * 3) for v in (1.0, 2.0)
    )
    swapped = [
        replace(a, tables=(replace(a.tables[0], columns=a.tables[0].columns[::-1]),))
        for a in (was, now)
    ]
    read = difference(told_of(*swapped), swapped[1], swapped[1].tables[0])
    assert read is not None
    assert [row[0] for row in read.rows].index("gain") == 0


def test_a_gain_that_is_gone_altogether_leads_before_the_levels_that_moved():
    """Nothing left has no interval, and is still what the question asks."""
    data = {}
    for name, gain, before in (("was", 7.0, 400.0), ("now", 0.0, 393.0)):
        draws = np.arange(5.0) - 2.0
        level = Variable("before", "warning before", "s", ("city",))
        given = {GAIN: [gain + draws * bool(gain)] * 3, level: [[before] * 5] * 3}
        data[name] = dataset([Axis("city", ["c0", "c1", "c2"], CITIES)], given)
    columns = (
        Column("before", "before: worst", "mean clock only", called="before, the worst leaves"),
        Column("gain", "gain", "mean change"),
    )
    was, now = (
        replace(
            answer(NOTHING, NOTHING),
            data=data[name],
            tables=(Table("t", "Gains", data[name], ("city",), columns),),
        )
        for name in ("was", "now")
    )
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows[0] == ["gain", CITIES[0], "+7 s", "0 s", "−7 s (−9 s to −5 s)"]
    assert [row[0] for row in read.rows] == ["gain"] * 3 + ["before: worst [min:s]"] * 3
    assert list(read.called) == ["gain"] * 3 + ["before, the worst leaves"] * 3
    # Where what is asked moved by nothing that is told, it stands behind what moved.
    same = dataset(
        [Axis("city", ["c0", "c1", "c2"], CITIES)],
        {GAIN: [[7.2, 7.1, 7.0, 6.9, 6.8]] * 3, level: [[393.0] * 5] * 3},
    )
    table = replace(was.tables[0], data=same)
    later = replace(was, data=same, tables=(table,))
    read = difference(told_of(was, later), later, later.tables[0])
    assert read is not None
    heads = ["before: worst [min:s]"] * 3 + ["gain"] * 3
    assert [row[0] for row in read.rows] == heads


def test_a_gain_that_changes_comes_before_one_that_does_not_whoever_the_verdict_names():
    """A reader took the first row, of one who keeps what it gains, for all of the change."""
    was = answer([[8.0] * 5, [9.0, 9.1, 9.2, 9.3, 9.4], [0.0] * 5], [[100.0] * 5] * 3)
    now = answer(
        [[0.0] * 5, [9.4, 9.3, 9.2, 9.1, 9.0], [0.0] * 5],
        [[100.0] * 5] * 3,
        verdict=f"Yes for {CITIES[1]}.",
    )
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.rows[0] == ["gain", CITIES[0], "+8 s", "0 s", "−8 s"]


def test_what_changed_most_stands_second_and_is_named_where_it_is_clearly_more_than_the_first():
    """A reader of the lab sees two rows: one of them is what a set value is good for."""

    def of(gains, known=(100.0,) * 3):
        return answer([[g] * 5 for g in gains], [[k] * 5 for k in known])

    def read(was, now):
        found = difference(told_of(was, now), now, now.tables[0])
        assert found is not None
        return [(*row[:2], row[-1]) for row in found.rows], found.largest

    none = of([0.0] * 3)
    rows, said = read(none, of([1.0, 2.0, 9.0]))
    assert [row[1] for row in rows] == [CITIES[0], CITIES[2], CITIES[1]]
    assert said == f"The largest change is for {CITIES[2]}: gain 9 s more."
    # A time by which something is known is no measure of what is gained.
    now = of([1.0, 2.0, -9.0], [70.0, 99.0, 100.0])
    rows, said = read(none, now)
    gain, known = "gain", "known after [min:s]"
    assert rows == [
        (gain, CITIES[0], "+1 s"), (gain, CITIES[2], "−9 s"), (gain, CITIES[1], "+2 s"),
        (known, CITIES[0], "−30 s"), (known, CITIES[1], "−1 s"),
    ]  # fmt: skip
    assert said == f"The largest change is for {CITIES[2]}: gain 9 s less."
    for wide in (60, 300):
        assert said in " ".join(" ".join(printed(told_of(none, now), wide)).split())
    note = as_read(told_of(none, now), now, now.tables[0]).note
    assert note == f"{said} Of all cities.", "beside the whole table, too"
    assert read(none, of([5.0, 2.0, 9.0]))[1] == "", "of what is not twice as much"
    assert read(none, none) == ([], "")


def test_what_so_few_draws_may_have_moved_by_chance_is_not_the_largest_change():
    wide = np.array([-20.0, -10.0, 20.0, 30.0, 25.0])
    none = answer([[0.0] * 5] * 3, [[100.0] * 5] * 3)
    now = answer([[1.0] * 5, [3.0] * 5, wide], [[100.0] * 5] * 3)
    read = difference(told_of(none, now), now, now.tables[0])
    assert read is not None
    assert [row[1] for row in read.rows] == CITIES
    assert read.largest == f"The largest change is for {CITIES[1]}: gain 3 s more."


def test_of_many_changes_the_rest_is_counted():
    ids = [str(i) for i in range(20)]

    def many(value):
        data = dataset([Axis("city", ids, ids)], {GAIN: np.full((20, 5), value)})
        table = Table("t", "Gains", data, ("city",), (Column("gain", "gain", "mean change"),))
        return replace(answer(NOTHING, NOTHING), data=data, tables=(table,))

    read = difference(told_of(many(1.0), many(2.0)), many(2.0), many(2.0).tables[0])
    assert read is not None
    assert len(read.rows) == 12
    assert list(read.measures) == ["gain"] * 12
    assert "8 more numbers change (gain): --full shows them." in read.note


def test_other_questions_are_one_paragraph_each_behind_the_name_of_their_command():
    first, second = (answer(NOTHING, NOTHING, name=name) for name in ("x", "site"))
    found = printed(Report("A world", (first, second), MADE), 80)
    assert found[0] == "Something is gained."
    assert "site: Something is gained." in found
    changed = replace(second, headline=Headline("Less is seen."))
    report = Report("A world", (first, changed), MADE, values=("a=1",), unchanged=(first, second))
    found = printed(report, 80)
    assert found[-3:-1] == ["site: As declared: Something is gained.", "As set: Less is seen."]
    report = Report("A world", (first, second), MADE, values=("a=1",), unchanged=(first, second))
    assert "The verdict stays as it is declared of site." in printed(report, 80)


def leveled(before, after):
    """An answer of one gain, as the difference of the levels of two postures (draw,)."""
    draws = np.array([-0.2, 0.0, 0.2, 0.0, 0.0])
    levels = np.array([[before + draws], [after + draws]])
    both = Variable("level", "warning", "s", ("posture", "city"))
    postures = Axis("posture", ("before", "after"), ("before, 2013-10-02", "after, 2019-11-01"))
    data = dataset(
        [postures, Axis("city", ["c"], ["Harbour"])], {both: levels, GAIN: levels[1] - levels[0]}
    )
    gain = Column("gain", "gain", "mean change", levels="level")
    return replace(
        answer(NOTHING, NOTHING),
        data=data,
        tables=(Table("t", "Gains", data, ("city",), (gain,)),),
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (-14.0, -8.0, "grows only because warning comes later, by 14 s with the posture of "
         "2013-10-02, by 8 s with that of 2019-11-01."),
        (14.0, 8.0, "shrinks only because warning comes earlier, by 14 s with the posture of "
         "2013-10-02, by 8 s with that of 2019-11-01."),
        (-6.0, 0.0, "grows only because warning comes later, by 6 s with the posture of "
         "2013-10-02, not at all with that of 2019-11-01."),
        (-6.6, -0.4, "grows only because warning comes later, by 7 s with the posture of "
         "2013-10-02, hardly with that of 2019-11-01."),
        (0.0, 6.0, ""), (0.0, -6.0, ""), (-14.0, -14.0, ""), (-2.0, 6.0, ""), (-8.0, -14.0, ""),
    ],
)  # fmt: skip
def test_a_gain_that_moves_against_the_warning_is_said_so(before, after, said):
    was, now = leveled(300.0, 310.0), leveled(300.0 + before, 310.0 + after)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.contrary == (said and f"Harbour: the gain {said}")
    text = " ".join(printed(told_of(was, now), 300))
    assert not said or text.index(said) < text.index("+")  # before any number of the table
    whole = html.unescape(as_said(page(told_of(was, now))))
    assert not said or whole.index(said) < whole.index("<table")
    assert whole.count("only because") == bool(said)


def test_of_several_such_gains_the_first_row_is_told_and_others_are_named():
    """Who reads of Japan looks for Japan, though the gain of another moves more."""

    def of(levels):
        both = Variable("level", "warning", "s", ("posture", "city"))
        postures = Axis("posture", ("before", "after"), ("before, 2013", "after, 2015"))
        found = np.array(levels)[..., None] + np.zeros(5)
        cities = Axis("city", ["c", "d"], ["Harbour", "Northport"])
        data = dataset([postures, cities], {both: found, GAIN: found[1] - found[0]})
        gain = Column("gain", "gain", "mean change", levels="level")
        table = Table("t", "Gains", data, ("city",), (gain,))
        return replace(answer(NOTHING, NOTHING), data=data, tables=(table,))

    was, now = of([[300.0, 300.0], [310.0, 310.0]]), of([[292.0, 280.0], [310.0, 310.0]])
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert read.contrary == (
        "Harbour: the gain grows only because warning comes later, by 8 s with the posture of "
        "2013, not at all with that of 2015. So it is for Northport."
    )


def test_where_others_gain_alone_it_is_told_first_that_the_first_stays():
    """Else a sentence on a change would begin with whoever happened to move."""
    was = answer([[7.0] * 5, [20.0] * 5, [0.0] * 5], [[60.0] * 5] * 3)
    now = answer([[7.0] * 5, [21.0] * 5, [4.0] * 5], [[60.0] * 5] * 3)
    read = difference(told_of(was, now), now, now.tables[0])
    assert read is not None
    assert [[row[1], *row[-3:]] for row in read.rows] == [
        [CITIES[0], "+7 s", "+7 s", "0 s"],
        [CITIES[2], "0 s", "+4 s", "+4 s"],
        [CITIES[1], "+20 s", "+21 s", "+1 s"],
    ]
    assert read.largest == f"The largest change is for {CITIES[2]}: gain 4 s more."


def test_no_line_breaks_inside_a_date_or_between_a_number_and_its_unit():
    words = "It is warned 7 min 05 s before, on 2013-10-02, in 41 % of the draws, <1 % at 12 km."
    wholes = ("7 min 05 s", "2013-10-02", "41 %", "<1 %", "12 km")
    for width in range(13, 60):  # a name, a gap and a date
        report = Report("A world", (answer([[1.0] * 5] * 3, [[2.0] * 5] * 3, verdict=words),), MADE)
        shown = printed(report, width)
        assert all(any(whole in line for line in shown) for whole in wholes), width
        table = lines(PrintedTable("t", ["a", "b"], [["x", words]] * 2, [True] * 2, 1), width)
        assert all(any(whole in line for line in table) for whole in wholes[1:]), width
        assert all(line.isprintable() for line in (*shown, *table))


def test_a_path_is_printed_unbroken_however_narrow_the_window(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    path = f"/{'korea-west/' * 6}report.html"
    print_line(f"237 files in /x, for people {path}; more: --full")
    assert f"{path};" in capsys.readouterr().out.split()

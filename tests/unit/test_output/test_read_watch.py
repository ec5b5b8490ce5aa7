"""What a reader finds about the watch is what was found: tables, document, data, page, figures.

The small scenario has one base, and its waters are not watched in winter: so every interval of its
real answers is replaced by one of its own (see `stamped`), and no two numbers are alike. That the
answers are those of the draws is tested beside.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
from matplotlib.collections import LineCollection, PolyCollection
from rich.table import Table

from noroshi.access.opportunities import DAY
from noroshi.output.figures.basing import basing_hours
from noroshi.output.figures.basing_fleets import basing_fleets
from noroshi.output.figures.site_strip import strip
from noroshi.output.figures.site_watch import unseen_by_month, unseen_curve
from noroshi.output.figures.waters import waters_curve, waters_map
from noroshi.output.figures.waters_cells import AGE, BREAK, Shown, waters_cells
from noroshi.output.watch import basing as basing_output
from noroshi.output.watch import site as site_output
from noroshi.output.watch import waters as waters_output
from noroshi.output.watch.files import write_watch
from noroshi.scenario import load
from noroshi.stats import Interval, interval
from noroshi.study.basing_answer import BasingAnswer, Gain
from noroshi.study.watch import Question, Watch, watch

PERCENTILES = ("p5", "p50", "p95")
PRINTED = 1e-7
HOUR, KM = 3600.0, 1e3
SIZES = {
    **dict.fromkeys(("distance", "off"), 4e5),
    **dict.fromkeys(("transit", "each_sortie", "left", "looks", "images", "longest_gap"), 4e4),
    **dict.fromkeys(("area_a_day", "area_always"), 1e12),
    **dict.fromkeys(("needed", "needed_steady"), 9.0),
}
"""Of what is no share: how large such numbers are."""


def stamped(record: Any, numbers: Any, name: str = "") -> Any:
    """The same record with a number of its own in every interval, spread over what it may be."""
    if isinstance(record, Interval):
        size = SIZES.get(name, 1.0)
        shape = np.shape(record.p50)
        shares = [
            (0.1 + 0.8 * ((0.618034 * next(numbers)) % 1.0)) for _ in range(int(np.prod(shape)))
        ]
        middle = size * np.reshape(shares, shape)
        return Interval(0.83 * middle, middle, middle + 0.13 * (size - middle))
    if is_dataclass(record):
        return replace(
            record,
            **{f.name: stamped(getattr(record, f.name), numbers, f.name) for f in fields(record)},
        )
    if isinstance(record, Mapping):
        return {key: stamped(value, numbers, name) for key, value in record.items()}
    if isinstance(record, tuple) and not hasattr(record, "_fields"):
        return tuple(stamped(value, numbers, name) for value in record)
    return record


def _two_bases(answer: BasingAnswer) -> BasingAnswer:
    """A second base and station, what it gains, and fleets in both postures."""
    (base,) = answer.bases
    nothing = base.one
    return replace(
        answer,
        bases=tuple(
            replace(base, base=b, name=n, station=s)
            for s in ("offshore", "farther")
            for b, n in (("airfield", "Airfield"), ("second", "Second field"))
        ),
        gains=tuple(
            Gain("second", "airfield", s, nothing, nothing, ()) for s in ("offshore", "farther")
        ),
        stations={"offshore": "Off the Rocks", "farther": "Farther out"},
        season="1 April to 30 November",
        postures=tuple(
            replace(p, posture=when, date=date, station=s)
            for s in ("offshore", "farther")
            for when, date in (("before", "2013-01-01"), ("after", "2015-01-01"))
            for p in [answer.postures[-1]]
        ),
    )


@pytest.fixture(scope="module")
def real() -> Watch:
    world = load("small")
    days = world.at("2013-01-01"), world.at("2015-01-01")
    return watch(*days, world, Question(days=60), draws=8, seed=0, told=lambda *_: None)


@pytest.fixture(scope="module")
def found(real: Watch) -> Watch:
    assert real.basing is not None
    numbers, choice = count(1), real.basing.table.choice
    (site,), (waters,) = real.sites, real.waters
    watchers = real.waters[0].answer.after.watchers
    both = replace(
        waters.answer,
        before=replace(waters.answer.before, watchers=watchers),
    )
    return replace(
        real,
        basing=replace(
            real.basing,
            table=replace(
                real.basing.table,
                choice=replace(
                    choice,
                    bases={**choice.bases, "second": choice.bases["airfield"]},
                    stations={**choice.stations, "farther": choice.stations["offshore"]},
                ),
            ),
            answer=stamped(_two_bases(real.basing.answer), numbers),
        ),
        sites=(
            replace(
                site,
                before=_seen(site.before, 0.5),
                after=_seen(site.after, 0.7),
                answer=stamped(site.answer, numbers),
            ),
        ),
        waters=(
            replace(
                waters,
                before=_noticed(waters.before, 1),
                after=_noticed(waters.after, 2),
                answer=stamped(both, numbers),
                pictures=tuple(
                    cells.assign(mean_age=cells["mean_age"] * share)
                    for cells, share in zip(waters.pictures, (0.5, 0.25), strict=True)
                ),
            ),
        ),
    )


def _seen(watched: Any, share: float) -> Any:
    """Clear images and those of every kind differ, as they do where there are radars."""
    cameras, every = watched.cameras, watched.every
    return replace(
        watched,
        cameras=cameras._replace(unseen=share * cameras.unseen),
        every=every._replace(unseen=0.1 * share * every.unseen),
    )


def _noticed(watched: Any, seed: int) -> Any:
    shape = watched.noticed.shape
    return replace(
        watched, noticed=np.sort(np.random.default_rng(seed).uniform(size=shape), axis=3)
    )


@pytest.fixture(scope="module")
def folder(found: Watch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data alone: pictures have tests of their own."""
    from noroshi.output.watch.files import watch_data
    from noroshi.output.write import write_files

    out = tmp_path_factory.mktemp("read-watch")
    write_files(out, watch_data(found))
    return out


@pytest.fixture(scope="module")
def table(folder: Path, csv_rows: Callable[[Path], Any]) -> Callable[[str], list[dict[str, str]]]:
    return lambda name: csv_rows(folder / f"{name}.csv")


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "watch.json").read_text(encoding="utf-8"))
    return read


def same(row: dict[str, str], name: str, unit: str, expected: Interval) -> None:
    suffix = f"_{unit}" if unit else ""
    read = [float(row[f"{name}_{p}{suffix}"]) for p in PERCENTILES]
    np.testing.assert_allclose(read, [float(v) for v in expected], rtol=PRINTED, err_msg=name)


def alike(read: Any, expected: Interval) -> None:
    np.testing.assert_allclose([read[p] for p in PERCENTILES], [float(v) for v in expected])


def at(values: Interval, index: int) -> Interval:
    return Interval(*(v[index] for v in values))


BASE = {
    "distance": ("distance", "m"),
    "transit": ("transit", "s"),
    "on_station_each_sortie": ("each_sortie", "s"),
    "on_station_share_one_craft": ("one", ""),
    "craft_for_continuous_watch": ("needed", ""),
}


def test_each_base_and_station_has_its_own_numbers(found, table, told) -> None:
    rows = {(r["base"], r["station"]): r for r in table("basing")}
    sizes = {(r["base"], r["station"], int(r["craft"])): r for r in table("fleets")}
    read = {(b["base"], b["station"]): b for b in told["basing"]["by_base"]}
    assert len(rows) == len(read) == 4
    for b in found.basing.answer.bases:
        row, document = rows[b.base, b.station], read[b.base, b.station]
        assert row["name"] == document["name"] == b.name
        for column, (field, unit) in BASE.items():
            same(row, column, unit, getattr(b, field))
            key = column if not unit else f"{column}_{unit}"
            alike(document[key], getattr(b, field))
        alike(document["on_station_share_one_craft_own_weather"], b.one_own)
        alike(document["craft_for_one_on_average"], b.needed_steady)
        alike(document["crew_share"], b.crew_share)
        for payload, area in b.area_a_day.items():
            alike(document["area_searched_a_day_one_craft_m2"][payload], area)
        for i, size in enumerate(found.basing.answer.sizes):
            line = document["by_size_of_fleet"][i]
            assert line["craft"] == size
            alike(line["mean_on_station"], at(b.sustained, i))
            alike(line["share_of_time_with_one"], at(b.covered, i))
            same(sizes[b.base, b.station, size], "mean_on_station", "", at(b.sustained, i))
            same(sizes[b.base, b.station, size], "share_of_time_with_one", "", at(b.covered, i))


def test_gains_and_postures_of_basing_are_told_under_their_names(found, told) -> None:
    for g, read in zip(found.basing.answer.gains, told["basing"]["gains"], strict=True):
        assert (read["base"], read["over"], read["station"]) == (g.base, g.over, g.station)
        alike(read["time_on_station_ratio_less_one"], g.ratio)
        alike(read["time_on_station_ratio_less_one_own_weather"], g.own_weather)
    for p, read in zip(found.basing.answer.postures, told["basing"]["postures"], strict=True):
        assert (read["posture"], read["date"], read["station"]) == (p.posture, p.date, p.station)
        alike(read["mean_on_station_in_season"], p.in_season)
        alike(read["mean_on_station_over_year"], p.over_year)
        alike(read["mean_on_station_in_season_from_compared_base"], p.moved_in_season)
        for f, fleet in zip(p.fleets, read["fleets"], strict=True):
            assert (fleet["fleet"], fleet["share_of_year"]) == (f.fleet, f.year_share)
            alike(fleet["craft"], f.count)
            alike(fleet["mean_on_station"], f.on_station)
            alike(fleet["share_of_time_with_one"], f.covered)
            alike(fleet["declared_effort"], f.effort)


def test_basing_answers_are_those_of_the_draws(real: Watch) -> None:
    assert real.basing is not None
    for b, pair in zip(real.basing.answer.bases, real.basing.table.pairs, strict=True):
        assert (b.base, b.station) == (pair.base, pair.station)
        draws = real.draws
        for values, field in (
            (pair.trip.distance, b.distance),
            (pair.trip.transit, b.transit),
            (pair.trip.on_station, b.each_sortie),
            (pair.needed, b.needed),
        ):
            every = np.broadcast_to(values, draws)
            np.testing.assert_allclose(field, interval(every))
        np.testing.assert_allclose(b.covered, interval(pair.covered))
        np.testing.assert_allclose(b.sustained, interval(pair.sustained))


def test_the_data_of_basing_are_the_arrays(real: Watch) -> None:
    assert real.basing is not None
    read = basing_output.dataset(real.basing)
    for i, pair in enumerate(real.basing.table.pairs):
        for name, values in (
            ("distance", pair.trip.distance),
            ("transit", pair.trip.transit),
            ("on_station", pair.trip.on_station),
            ("sustained", pair.sustained),
            ("covered", pair.covered),
            ("needed", pair.needed),
        ):
            mine = read[name].isel(pair=i).to_numpy()
            np.testing.assert_array_equal(mine, np.broadcast_to(values, mine.shape))
    assert read["size"].values.tolist() == list(real.basing.answer.sizes)


def numbers(cell: str) -> list[float]:
    """Numbers in the words of a cell; a per cent is a hundredth."""
    found = re.findall(r"([−+-]?)(\d[\d,]*(?:\.\d+)?)( %)?", cell.replace(" ", " "))
    signs = {"−": -1.0, "-": -1.0}
    return [
        signs.get(sign, 1.0) * float(n.replace(",", "")) / (100.0 if unit else 1.0)
        for sign, n, unit in found
    ]


@pytest.fixture(scope="module")
def page(found: Watch, page_tables: Callable[[str], Any]) -> Callable[..., Any]:
    assert found.basing is not None
    text = (
        str(basing_output.section(found.basing))
        + str(site_output.section(found.sites[0]))
        + str(waters_output.section(found.waters[0]))
    )
    tables = page_tables(text)
    return lambda *words: next(t for t in tables if all(w in t.title for w in words))


def gain_of(found: Watch, base: Any, field: str) -> Interval | None:
    """What a base gives over the one compared with; None for that one itself."""
    assert found.basing is not None
    of_it = [
        g for g in found.basing.answer.gains if (g.base, g.station) == (base.base, base.station)
    ]
    assert bool(of_it) == (base.base != found.basing.answer.over)
    return getattr(of_it[0], field) if of_it else None


def a_day_or_more(cell: str, share: Interval, gain: Interval | None) -> None:
    """Hours of the base compared with, per cent of the others: never both of one base."""
    assert cell.endswith(" %") == (gain is not None)
    shown, unit, exact = (share, 1.0 / 24.0, 0.051) if gain is None else (gain, 0.01, 0.51)
    wanted = [float(v) / unit for v in (shown.p50, shown.p5, shown.p95)]
    np.testing.assert_allclose(numbers(cell.removesuffix(" %")), wanted, atol=exact)


def test_the_page_tells_each_base_s_kilometres_and_hours(page, found) -> None:
    table = page("time on station by base", "in per cent: more than from Airfield")
    for b in found.basing.answer.bases:
        row = table.row(b.name, found.basing.answer.stations[b.station])
        row = next(
            r for r in table.rows if r[:2] == [b.name, found.basing.answer.stations[b.station]]
        )
        for word, values, unit, exact in (
            ("distance [km]", b.distance, KM, 0.51),
            ("each way [h]", b.transit, HOUR, 0.051),
            ("on station a sortie [h]", b.each_sortie, HOUR, 0.051),
        ):
            read = numbers(row[table.column(word)])
            wanted = [float(v) / unit for v in (values.p50, values.p5, values.p95)]
            np.testing.assert_allclose(read, wanted[: len(read)], atol=exact, err_msg=word)
        a_day_or_more(row[table.column("on station a day, one")], b.one, gain_of(found, b, "ratio"))
        own = gain_of(found, b, "own_weather")
        a_day_or_more(row[table.column("own weather")], b.one_own, own)
        for size in (3, 4, 5):
            covered = at(b.covered, found.basing.answer.sizes.index(size))
            read = numbers(row[table.column(f"by {size} aircraft")])[0]
            assert read == pytest.approx(float(covered.p50), abs=0.0051)


def test_the_terminal_tells_each_base_s_hours(found) -> None:
    (shown,) = (p for p in basing_output.terminal(found.basing) if isinstance(p, Table))
    columns = {str(c.header): [str(cell) for cell in c.cells] for c in shown.columns}
    for i, b in enumerate(found.basing.answer.bases):
        assert columns["from"][i] == b.name
        assert numbers(columns["each way [h]"][i])[0] == pytest.approx(
            b.transit.p50 / HOUR, abs=0.051
        )
        day = next(v for k, v in columns.items() if "a day" in k)[i]
        a_day_or_more(day, b.one, gain_of(found, b, "ratio"))


def test_a_base_from_which_nothing_can_be_compared_keeps_its_hours(found) -> None:
    never, always = Interval(0.0, 0.0, 0.0), Interval(0.5, 0.5, 0.5)
    answer = found.basing.answer
    for mine, ratio, cell in (
        (always, Interval(0.2, np.inf, np.inf), "12.0"),
        (never, Interval(-1.0, -1.0, -1.0), "0.0"),
        (always, Interval(-0.1, 0.001, 0.1), "0 (−10 to +10) %"),
    ):
        bases = tuple(replace(b, one=mine) for b in answer.bases if b.base == "second")
        gains = tuple(replace(g, ratio=ratio) for g in answer.gains)
        told = replace(
            found.basing, answer=replace(answer, over="second", bases=bases, gains=gains)
        )
        columns = shown_by(basing_output.terminal(told))
        assert set(next(v for k, v in columns.items() if "a day" in k)) == {cell}


def bars_by_row(axes: Any) -> list[tuple[float, str, float, list[list[float]]]]:
    """Row by row: height, label, how long the bar is, and the data of lines beside it."""
    labels = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    found = []
    for height, label in labels:
        (bar,) = (p for p in axes.patches if abs(p.get_y() + 0.5 * p.get_height() - height) < 0.2)
        lines = [
            np.asarray(line.get_xdata(), dtype=float).tolist()
            for line in axes.get_lines()
            if len(line.get_ydata()) == 2
            and np.all(np.abs(np.asarray(line.get_ydata()) - height) < 0.2)
        ]
        assert bar.get_x() == 0.0
        found.append((float(height), label.get_text(), bar.get_width(), lines))
    return found


def test_bars_of_basing_are_hours_a_day_in_the_order_of_their_labels(found) -> None:
    axes = basing_hours(found.basing.answer).figure.axes[0]
    assert "hours a day" in axes.get_xlabel()
    rows = bars_by_row(axes)
    for b, (_, label, length, lines) in zip(found.basing.answer.bases, rows, strict=True):
        assert label == b.name
        assert length == pytest.approx(24.0 * float(b.one.p50))
        assert lines
        for ends in lines:
            assert ends == pytest.approx([24.0 * float(b.one.p5), 24.0 * float(b.one.p95)])


def test_bars_of_fleets_are_hours_a_day_before_and_after(found) -> None:
    axes = basing_fleets(found.basing.answer).figure.axes[0]
    rows = bars_by_row(axes)
    expected = []
    for station in ("offshore", "farther"):
        own = {p.posture: p for p in found.basing.answer.postures if p.station == station}
        expected += [
            ("before", own["before"].over_year),
            ("after, in season", own["after"].in_season),
            ("all from Airfield", own["after"].moved_in_season),
            ("after, over the year", own["after"].over_year),
        ]
    for (name, value), (_, label, length, lines) in zip(expected, rows, strict=True):
        assert name in label
        assert length == pytest.approx(24.0 * float(value.p50))
        for ends in lines:
            assert ends == pytest.approx([24.0 * float(value.p5), 24.0 * float(value.p95)])


# --- places that are imaged


def postures(answer: Any) -> dict[str, Any]:
    return {"before": answer.before, "after": answer.after}


def test_how_long_a_site_goes_unseen_is_told_by_days_of_each_posture(found, table, told) -> None:
    answer, read = found.sites[0].answer, told["sites"][0]
    rows = {(r["posture"], int(r["activity_days"])): r for r in table("unseen-test-range")}
    for when, posture in postures(answer).items():
        documents = read["postures"][when]
        assert documents["label"] == posture.label
        for name, key, sight in (
            ("without_clear_image", "clear_images", posture.cameras),
            ("without_image", "all_images", posture.every),
        ):
            for day in range(len(sight.unseen.p50)):
                same(rows[posture.label, day], name, "", at(sight.unseen, day))
                line = documents[key]["unseen_by_days"][day]
                assert line["days"] == day
                alike(line, at(sight.unseen, day))
                alike(
                    documents[key]["unseen_if_one_in_ten_is_used_by_days"][day],
                    at(sight.rarely, day),
                )
            for line, month, value in zip(
                documents[key]["unseen_by_month"], posture.months, sight.monthly, strict=True
            ):
                assert line["month"] == month
                alike(line, value)
            for line, share, value in zip(
                documents[key]["first_image"], (0.05, 0.5, 0.95), sight.first, strict=True
            ):
                assert line["share_of_starts"] == share
                alike(line["within_s"], Interval(*(86400.0 * v for v in value)))
            for line, (days, value) in zip(
                documents[key]["image_within"], sight.within, strict=True
            ):
                assert line["within_s"] == days * 86400.0
                alike(line["probability"], value)
            alike(documents[key]["longest_without_opportunity_s"], sight.looks)
            alike(documents[key]["longest_without_image_s"], sight.images)
        alike(documents["opportunities_per_day"], posture.a_day)
        alike(documents["camera_opportunities_per_day"], posture.cameras_a_day)
        for line, month, clear in zip(
            documents["months"], posture.months, posture.clear, strict=True
        ):
            assert line["month"] == month
            alike(line["clear_share"], clear)
    for name, change in (
        ("change_without_clear_image_by_days", answer.change_of_cameras),
        ("change_without_image_by_days", answer.change),
    ):
        for day, line in enumerate(read[name]):
            alike(line, at(change, day))


def test_each_satellite_has_its_own_row_in_degrees_and_metres(found, table, told) -> None:
    rows = {(r["posture"], r["satellite"]): r for r in table("satellites-test-range")}
    for when, posture in postures(found.sites[0].answer).items():
        documents = told["sites"][0]["postures"][when]["satellites"]
        for s, read in zip(posture.satellites, documents, strict=True):
            row = rows[posture.label, s.satellite]
            assert (row["name"], row["owner"]) == (read["name"], read["owner"]) == (s.name, s.owner)
            same(row, "opportunities_per_day", "", s.a_day)
            same(row, "rise_of_unseen_without_it", "", s.missed)
            alike(read["opportunities_per_day"], s.a_day)
            alike(read["rise_of_unseen_without_it"], s.missed)
            alike(read["rise_of_unseen_by_cameras_without_it"], s.missed_clear)
            for name in ("off_nadir", "elevation"):
                assert float(row[f"{name}_deg"]) == pytest.approx(np.degrees(getattr(s, name)))
                assert read[f"{name}_rad"] == pytest.approx(getattr(s, name))
            for told_in in (float(row["resolution_m"]), read["resolution_m"]):
                assert told_in == pytest.approx(s.resolution, rel=PRINTED)
            assert read["local_solar_time_h"] == pytest.approx(list(s.local_time))


def test_opportunities_are_those_of_the_first_draw_look_by_look(found, table) -> None:
    mine = found.sites[0].after
    seen = mine.opportunities
    rows = [i for i in range(len(seen.time)) if seen.draw[i] == 0 and seen.time[i] < 60 * DAY]
    read = table("opportunities-test-range")
    assert len(read) == len(rows) > 20
    for row, i in zip(read, rows, strict=True):
        assert float(row["time_s"]) == pytest.approx(seen.time[i], rel=PRINTED)
        assert int(row["local_day"]) == seen.day[i]
        for name, values in (
            ("off_nadir", seen.off_nadir),
            ("elevation", seen.elevation),
            ("sun", seen.sun),
        ):
            assert float(row[f"{name}_deg"]) == pytest.approx(np.degrees(values[i]), rel=1e-6)
        assert float(row["resolution_m"]) == pytest.approx(seen.resolution[i], rel=1e-6)
        assert int(row["image_taken"]) == mine.taken[i]
        imager = mine.imagers[seen.imager[i]]
        assert (row["satellite"], row["payload"]) == (imager.satellite, imager.payload)


def test_the_page_tells_how_long_a_site_goes_unseen_under_its_posture(page, found) -> None:
    answer = found.sites[0].answer
    table = page("Probability that an activity")
    compared = 0
    for row in table.rows:
        day = int(row[0].split()[0])
        sight = {"a clear image": "cameras", "any image": "every"}[row[1]]
        unseen = at(getattr(answer.before, sight).unseen, day)
        read = numbers(row[table.column(answer.before.label)])[0]
        assert read == pytest.approx(float(unseen.p50), abs=0.0051)
        compared += 1
    assert compared >= 4


def test_the_curve_of_a_site_is_drawn_against_days(found) -> None:
    answer = found.sites[0].answer
    axes = unseen_curve(answer).figure.axes[0]
    assert "[days]" in axes.get_xlabel()
    lines = {line.get_label(): line for line in axes.get_lines()}
    drawn = 0
    for posture in postures(answer).values():
        line = lines.get(f"cameras, {posture.label}")
        if line is not None:
            days = np.asarray(line.get_xdata()).astype(int)
            assert days[0] == 0
            np.testing.assert_allclose(line.get_ydata(), posture.cameras.unseen.p50[days])
            drawn += 1
    assert drawn == 2
    rare = lines["cameras, a tenth of the use"]
    days = np.asarray(rare.get_xdata()).astype(int)
    np.testing.assert_allclose(rare.get_ydata(), answer.after.cameras.rarely.p50[days])


def test_months_of_a_site_are_drawn_with_their_ends_and_clear_days(found) -> None:
    answer = found.sites[0].answer
    upper, lower = unseen_by_month(answer).figure.axes
    series = {c.get_label(): c for c in upper.containers}
    for posture in postures(answer).values():
        middle, _, (bars,) = series[f"cameras, {posture.label}"]
        monthly = posture.cameras.monthly
        np.testing.assert_allclose(middle.get_ydata(), [float(v.p50) for v in monthly])
        ends = np.array([segment[:, 1] for segment in bars.get_segments()])
        np.testing.assert_allclose(ends, [[float(v.p5), float(v.p95)] for v in monthly])
    assert "[%]" in lower.get_ylabel()
    heights = [p.get_height() for p in lower.patches]
    np.testing.assert_allclose(heights, [100.0 * float(c.p50) for c in answer.after.clear])
    ticks = [label.get_text() for label in lower.get_xticklabels()]
    assert ticks == ["Jan", "Feb", "Mar"]


def test_a_month_s_looks_are_drawn_on_their_days_and_filled_where_an_image_came(found) -> None:
    mine = found.sites[0].after
    axes = strip(mine, 1).figure.axes[0]
    filled, empty = [], []
    for line in axes.get_lines():
        if len(line.get_xdata()) and line.get_marker() == "o":
            group = filled if line.get_markerfacecolor() != "white" else empty
            group += np.asarray(line.get_xdata()).tolist()
    seen = mine.opportunities
    possible = [
        sorted(seen.time[(seen.draw == d) & (seen.day < 31)] / DAY) for d in range(mine.draws.count)
    ]
    assert any(
        np.allclose(sorted(filled + empty), p) for p in possible if len(p) == len(filled + empty)
    )
    assert axes.get_xlim() == (0.0, 31.0)


# --- waters that are watched


READINGS = ("declared", "peak", "flown")


def test_approaches_are_told_vessel_by_vessel_and_reading_by_reading(found, table, told) -> None:
    answer, read = found.waters[0].answer, told["waters"][0]
    rows = {(r["posture"], r["vessel"], r["reading"]): r for r in table("approaches-rocks")}
    curve = {
        (r["posture"], r["vessel"], round(float(r["to_limit_m"]))): r
        for r in table("noticed-rocks")
    }
    np.testing.assert_allclose(read["distance_to_limit_m"], answer.to_limit)
    for when, posture in postures(answer).items():
        documents = read["postures"][when]
        assert documents["label"] == posture.label
        for vessel, document in zip(posture.vessels, documents["vessels"], strict=True):
            assert document["vessel"] == vessel.vessel
            for name in READINGS:
                reading, line = getattr(vessel, name), document[name]
                row = rows[posture.label, vessel.vessel, name]
                for key, column, unit, value in (
                    ("noticed_before_limit", "noticed_before_limit", "", reading.noticed),
                    ("noticed_before_coast", None, "", reading.ashore),
                    ("mean_time_to_limit_s", "mean_time_to_limit", "s", reading.left),
                    ("half_noticed_at_m_from_limit", "half_noticed_from_limit", "m", reading.off),
                ):
                    alike(line[key], value)
                    if column is not None:
                        same(row, column, unit, value)
                for i, part in enumerate(line["noticed_by_distance"]):
                    alike(part, at(reading.by, i))
            for i, distance in enumerate(answer.to_limit):
                row = curve[posture.label, vessel.vessel, round(distance)]
                same(row, "noticed", "", at(vessel.declared.by, i))
    for change, line in zip(answer.change, read["change"], strict=True):
        assert line["vessel"] == change.vessel
        for name in READINGS:
            alike(line[name], getattr(change, name))


def test_each_watcher_has_its_own_row(found, table, told) -> None:
    rows = {(r["posture"], r["fleet"]): r for r in table("watchers-rocks")}
    for when, posture in postures(found.waters[0].answer).items():
        documents = told["waters"][0]["postures"][when]["watchers"]
        assert documents
        for watcher, read in zip(posture.watchers, documents, strict=True):
            row = rows[posture.label, watcher.fleet]
            assert float(row["season_share"]) == read["share_of_period_in_season"]
            for key, column, value in (
                ("on_station_share", "on_station", watcher.on_station),
                ("on_station_share_if_all_flown_there", None, watcher.on_station_flown),
                ("noticed_by_it_alone", "alone", watcher.alone),
                ("fall_without_it", "fall_without", watcher.missed),
                ("fall_without_it_at_peak", None, watcher.missed_at_peak),
            ):
                alike(read[key], value)
                if column is not None:
                    same(row, column, "", value)


def test_the_page_tells_approaches_in_hours_and_kilometres(page, found) -> None:
    answer = found.waters[0].answer
    table = page("Approaches to", "noticed before the territorial sea")
    for vessel, change in zip(answer.before.vessels, answer.change, strict=True):
        name, before, moved = table.row(vessel.name)
        assert name == vessel.name
        assert lead(before) == pytest.approx(vessel.declared.noticed.p50, abs=0.0051)
        assert lead(moved) == pytest.approx(100.0 * float(change.declared.p50), abs=0.51)
    table = page("Approaches to", "how early")
    for posture in postures(answer).values():
        for vessel in posture.vessels:
            row = table.row(vessel.name, posture.label)
            for word, value, unit, exact in (
                ("so long before", vessel.declared.left, HOUR, 0.051),
                ("so far off [km]", vessel.declared.off, KM, 0.51),
            ):
                read = numbers(row[table.column(word)])[0]
                assert read == pytest.approx(float(value.p50) / unit, abs=exact), word


def test_the_curve_of_waters_is_drawn_against_kilometres_to_the_limit(found) -> None:
    answer = found.waters[0].answer
    axes = waters_curve(answer).figure.axes[0]
    assert "[km]" in axes.get_xlabel()
    lines = {line.get_label(): line for line in axes.get_lines()}
    off = np.array(answer.to_limit) / KM
    for label, by in (
        (answer.before.label, answer.before.vessels[0].declared.by),
        (answer.after.label, answer.after.vessels[0].declared.by),
        ("if all sorties went there", answer.after.vessels[0].flown.by),
    ):
        np.testing.assert_allclose(np.asarray(lines[label].get_xdata())[1:], off)
        np.testing.assert_allclose(np.asarray(lines[label].get_ydata())[1:], by.p50)


def test_the_ways_on_the_map_have_the_colour_of_what_is_noticed_there(found) -> None:
    """Each way another probability, alike along it, which a reader finds back by its bearing."""
    waters = found.waters[0]
    ways = len(waters.after.ways.bearing)
    chance = np.linspace(0.02, 0.98, ways)
    noticed = np.broadcast_to(chance[:, None, None], waters.after.noticed[0, 0].shape)
    watched = replace(waters.after, noticed=np.broadcast_to(noticed, waters.after.noticed.shape))
    axes = waters_map(watched, waters.answer, waters.answer.after).figure.axes[0]
    (lines,) = (c for c in axes.collections if isinstance(c, LineCollection))
    values = np.asarray(lines.get_array())
    assert len(values) == ways
    # In steps of a tenth.
    np.testing.assert_allclose(values, chance, atol=0.05 + 1e-9)


@pytest.mark.parametrize(("measure", "variable"), [(AGE, "mean_age"), (BREAK, "mean_break")])
def test_cells_have_the_colour_of_their_own_hours(found, measure, variable) -> None:
    waters = found.waters[0]
    cells = waters.pictures[1]
    size = cells.sizes["target"]
    own = HOUR * np.linspace(1.0, 30.0, size)[:, None] * np.ones(cells.sizes["draw"])
    looked = cells.assign(
        **{variable: (("target", "draw"), own)},
        looks=(("target", "draw"), np.ones((size, cells.sizes["draw"]), dtype=int)),
    )
    (picture,) = waters_cells([Shown(waters.after, looked, waters.answer.after)], measure)
    axes, key = picture.figure.axes[0], picture.figure.axes[-1]
    assert "[h]" in key.get_xlabel()
    (drawn,) = (
        c for c in axes.collections if isinstance(c, PolyCollection) and c.get_array() is not None
    )
    np.testing.assert_allclose(drawn.get_array(), np.linspace(1.0, 30.0, size))
    np.testing.assert_allclose(key.get_xlim(), drawn.get_clim())


def test_the_file_of_the_watch_holds_the_arrays_of_each_posture(found, folder: Path) -> None:
    site, waters = found.sites[0], found.waters[0]
    with xr.open_dataset(folder / "watch.nc", group="site-test-range") as read:
        assert read.posture.values.tolist() == [p.label for p in postures(site.answer).values()]
        for i, seen in enumerate((site.before, site.after)):
            np.testing.assert_array_equal(read.without_clear_image[i], seen.cameras.unseen)
            np.testing.assert_array_equal(read.without_image[i], seen.every.unseen)
    with xr.open_dataset(folder / "watch.nc", group="waters-rocks") as read:
        assert read.reading.values.tolist() == list(READINGS)
        for i, seen in enumerate((waters.before, waters.after)):
            np.testing.assert_array_equal(read.noticed[i], seen.before_limit)
    for when, cells in zip(("before", "after"), waters.pictures, strict=True):
        with xr.open_dataset(folder / "watch.nc", group=f"cells-rocks-{when}") as read:
            xr.testing.assert_allclose(read, cells)


def test_the_map_of_the_watch_tells_each_approach_s_own_probability(found, folder: Path) -> None:
    read = json.loads((folder / "watch.geojson").read_text(encoding="utf-8"))
    ways = [f for f in read["features"] if f["properties"]["role"] == "approach"]
    seen = found.waters[0].after
    assert len(ways) == len(seen.ways.bearing)
    for way, feature in enumerate(ways):
        told = feature["properties"]
        likely = np.median(seen.noticed[0, 0, way, seen.ways.limit - 1])
        assert told["noticed_before_territorial_sea_p50"] == pytest.approx(likely, abs=5e-5)
        bearing = float(np.degrees(seen.ways.bearing[way])) % 360.0
        assert told["from_bearing_deg"] == pytest.approx(bearing, abs=1e-3)
        start = feature["geometry"]["coordinates"][0]
        where = np.degrees([seen.ways.lon[way][0], seen.ways.lat[way][0]])
        np.testing.assert_allclose(start, where, atol=1e-5)


def test_every_file_of_a_stamped_watch_can_be_written(found: Watch, tmp_path: Path) -> None:
    """The page as a whole, with the numbers that no winter gives."""
    assert len(write_watch(found, tmp_path)) > 10


# --- the smaller tables of the page and of the terminal


def lead(cell: str) -> float:
    """The first number of a cell."""
    return numbers(cell)[0]


def shown_by(parts: list[Any]) -> dict[str, list[str]]:
    (shown,) = (p for p in parts if isinstance(p, Table))
    return {str(c.header): [str(cell) for cell in c.cells] for c in shown.columns}


def test_the_terminal_tells_of_a_site_and_waters_the_level_before_and_the_change(found) -> None:
    """And no level after: medians of levels do not differ by the median of the change."""
    site = found.sites[0].answer
    columns = shown_by(site_output.terminal(found.sites[0]))
    for row, lasts in enumerate(columns["activity lasts"]):
        sight = {"a clear image": "cameras", "any image": "every"}[columns["without"][row]]
        days = int(lasts.split()[0])
        unseen = at(getattr(site.before, sight).unseen, days)
        assert lead(columns[site.before.label][row]) == pytest.approx(unseen.p50, abs=0.0051)
        change = at(site.change_of_cameras if sight == "cameras" else site.change, days)
        assert lead(columns["change"][row]) == pytest.approx(change.p50, abs=0.0051)
    assert site.after.label not in columns
    waters = found.waters[0].answer
    columns = shown_by(waters_output.terminal(found.waters[0]))
    for row, change in enumerate(waters.change):
        noticed = waters.before.vessels[row].declared.noticed
        assert lead(columns[waters.before.label][row]) == pytest.approx(noticed.p50, abs=0.0051)
        points = 100.0 * float(change.declared.p50)
        assert lead(columns["change"][row]) == pytest.approx(points, abs=0.51)
    assert waters.after.label not in columns


def test_where_nothing_is_compared_the_tables_tell_the_one_level(found) -> None:
    site, waters = found.sites[0], found.waters[0]
    alone = replace(site.answer, before=None, change=None, change_of_cameras=None)
    columns = shown_by(site_output.terminal(replace(site, answer=alone)))
    assert list(columns) == ["activity lasts", "without", alone.after.label]
    unseen = at(alone.after.cameras.unseen, 1)
    assert lead(columns[alone.after.label][0]) == pytest.approx(unseen.p50, abs=0.0051)
    quiet = replace(waters.answer, before=None, change=())
    columns = shown_by(waters_output.terminal(replace(waters, answer=quiet)))
    assert list(columns) == ["by", quiet.after.label]
    noticed = quiet.after.vessels[0].declared.noticed
    assert lead(columns[quiet.after.label][0]) == pytest.approx(noticed.p50, abs=0.0051)


def test_the_terminal_tells_how_many_keep_one_on_station(found) -> None:
    columns = shown_by(basing_output.terminal(found.basing))
    (kept,) = (cells for head, cells in columns.items() if head.startswith("one there"))
    for b, cell in zip(found.basing.answer.bases, kept, strict=True):
        for size, read in zip((3, 4, 5), map(lead, cell.split(", ")), strict=True):
            covered = at(b.covered, found.basing.answer.sizes.index(size))
            assert read == pytest.approx(float(covered.p50), abs=0.0051)


def test_the_page_tells_satellites_months_and_changes_of_a_site(page, found) -> None:
    answer = found.sites[0].answer
    table = page("What each satellite gives")
    for s in answer.after.satellites:
        lost = table.row(s.name)[table.column("if it were lost")]
        assert lead(lost) == pytest.approx(float(s.missed_clear.p50), abs=0.0051)
    table = page("By month")
    for row, clear, cameras, every in zip(
        table.rows,
        answer.after.clear,
        answer.after.cameras.monthly,
        answer.after.every.monthly,
        strict=True,
    ):
        for head, value in (
            ("without a clear image", cameras),
            ("without any image", every),
            ("clear days declared", clear),
        ):
            assert lead(row[table.column(head)]) == pytest.approx(value.p50, abs=0.0051)
    table = page("Probability that an activity")
    assert len(table.rows[0]) == 4
    for row in table.rows:
        change = answer.change_of_cameras if row[1] == "a clear image" else answer.change
        told_in = lead(row[table.column("change")])
        assert told_in == pytest.approx(at(change, int(row[0].split()[0])).p50, abs=0.0051)


def test_the_page_tells_who_watches_and_how_much_of_the_sea_is_in_view(page, found) -> None:
    waters = found.waters[0]
    table = page("Who watches")
    for w in waters.answer.after.watchers:
        row = table.row(w.name)
        for head, value, unit in (
            ("at least one on station", w.on_station, 1.0),
            ("noticed by it alone", w.alone, 1.0),
            ("fewer without it", w.missed, 100.0),
        ):
            read = lead(row[table.column(head)])
            assert read == pytest.approx(unit * float(value.p50), abs=0.0051 * unit)


def test_the_page_tells_fleets_of_each_size_and_those_declared(page, found) -> None:
    answer = found.basing.answer
    table = page("Share of the time with at least one on station")
    for b, row in zip(answer.bases, table.rows, strict=True):
        for i, size in enumerate(answer.sizes):
            read = lead(row[table.column(f"{size} aircraft")])
            assert read == pytest.approx(float(b.covered.p50[i]), abs=0.0051)
    table = page("Declared fleets")
    fleets = [f for p in answer.postures for f in p.fleets]
    for f, row in zip(fleets, table.rows, strict=True):
        mean = lead(row[table.column("mean number on station")])
        assert mean == pytest.approx(float(f.on_station.p50), abs=0.0051)
        covered = lead(row[table.column("share of the time")])
        assert covered == pytest.approx(float(f.covered.p50), abs=0.0051)

"""What a reader finds of a watch over places: cells of tables, rows of figures, things on maps."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import numpy as np
import pytest
import shapely
from pyproj import Geod

from noroshi.access.opportunities import DAY
from noroshi.present import draw
from noroshi.present.chances import chance
from noroshi.questions.answer import DRAW
from noroshi.questions.satellites import without_satellites
from noroshi.questions.site import maps
from noroshi.questions.site.answer import answer_of
from noroshi.questions.site.compute import watch_postures
from noroshi.questions.site.day import day_of, looks, orbits
from noroshi.questions.site.figures import figures, month_days
from noroshi.questions.site.layers import layers
from noroshi.questions.site.records import SiteComparison, SiteTerms
from noroshi.questions.site.tables import tables
from noroshi.questions.site.words import paragraph, places
from noroshi.questions.variables import POSTURES
from noroshi.report import czml, geojson
from noroshi.report.report import Provenance, Report
from noroshi.stats import interval

WGS84 = Geod(ellps="WGS84")
MADE = Provenance("1", "x", "A world", "2014-01-01", "2015-01-01", 40, 3, "abc", "2026-01-02")
KEPT = ("pass_", "day_clear", "shown_", "course_", "period", "activity", "needs_clear", "rarely")
"""Of variables that hold one course of events and the question's own terms."""


@pytest.fixture(scope="module")
def data(sites_answer):
    """Every drawn number replaced by one of its own, so that none can be taken for another."""
    numbers = count(1)

    def stamped(values):
        if values.dtype.kind != "f" or str(values.name).startswith(KEPT):
            return values
        shape = tuple(n for axis, n in values.sizes.items() if axis != DRAW)
        middle = [
            0.1 + 0.8 * ((0.618034 * next(numbers)) % 1.0) for _ in range(int(np.prod(shape)))
        ]
        spare = np.linspace(0.9, 1.1, values.sizes[DRAW]) if DRAW in values.dims else 1.0
        size = 4e4 if values.attrs["units"] == "s" else 1.0
        own = size * np.multiply.outer(np.reshape(middle, shape), spare)
        return values.copy(data=np.where(values.notnull(), own, np.nan))

    return sites_answer.data.map(stamped, keep_attrs=True)


@pytest.fixture(scope="module")
def place(data):
    (found,) = places(data)
    return found


def middle(data, variable, **at):
    """Median over the draws, where there are any."""
    values = data[variable].sel(site="test-range", **at).to_numpy()
    return float(interval(np.atleast_1d(values)).p50)


def numbers(cell):
    found = re.findall(r"([−+-]?)(\d[\d,]*(?:\.\d+)?)( %)?", cell)
    return [
        (-1.0 if sign in "−-" and sign else 1.0)
        * float(n.replace(",", ""))
        / (100.0 if unit else 1)
        for sign, n, unit in found
    ]


def rows_of(table):
    """Cells by the heads of their columns."""
    return [dict(zip(table.heads, row, strict=True)) for row in table.cells()]


def named(data, name):
    return next(t for t in tables(data) if t.name == name)


def test_lengths_are_told_by_the_level_before_and_the_change(data):
    """And no level after: medians of levels do not differ by the median of the change."""
    read = rows_of(named(data, "unseen"))
    assert [(r["without"], r["activity lasts"]) for r in read] == [
        (images, days)
        for images in ("a clear image", "any image")
        for days in ("one day", "3 days", "7 days")
    ]
    for row in read:
        images = {"a clear image": "clear", "any image": "any"}[row["without"]]
        at = {"images": images, "length": int(row["activity lasts"].replace("one", "1").split()[0])}
        level = middle(data, "unseen", posture="before", **at)
        assert numbers(row["before, 2014-01-01"])[0] == pytest.approx(level, abs=0.0051)
        change = middle(data, "change", **at)
        assert numbers(row["change"])[0] == pytest.approx(change, abs=0.0051)
    assert not any("2015" in head for head in read[0])


def test_each_satellite_has_its_own_row(data):
    read = rows_of(named(data, "satellites"))
    assert [r["satellite"] for r in read] == ["Morning", "Every other day", "Night and day"]
    for row, key in zip(read, ("morning", "twice", "night-and-day"), strict=True):
        at = {"posture": "after", "satellite": key}
        assert row["sees through cloud"] == ("yes" if key == "night-and-day" else "no")
        for head, variable, unit, exact in (
            ("opportunities [a day]", "satellite_looks_a_day", 1.0, 0.051),
            ("off nadir [°]", "satellite_off_nadir", np.radians(1.0), 0.51),
            ("above the horizon [°]", "satellite_elevation", np.radians(1.0), 0.51),
            ("resolution [m]", "satellite_resolution", 1.0, 0.0051),
        ):
            assert numbers(row[head])[0] == pytest.approx(
                middle(data, variable, **at) / unit, abs=exact
            ), head
        rise = middle(data, "rise_without_satellite", images="clear", **at)
        lost = numbers(row["without a clear image, if it were lost"])[0]
        assert lost == pytest.approx(rise, abs=0.0051)
        for head, share in (("local solar time", 50), ("5 % before", 5), ("95 % before", 95)):
            hours, minutes = row[head].split(":")
            seconds = middle(data, "satellite_local_time", of_looks=share, **at)
            assert 0.0 <= seconds - 3600.0 * int(hours) - 60.0 * int(minutes) < 60.0


def test_months_tell_clear_images_any_and_the_sky(data):
    (row,) = rows_of(named(data, "months"))
    assert row["starts in"] == "July"
    at = {"posture": "after", "month": 7}
    for head, images in (("without a clear image", "clear"), ("without any image", "any")):
        level = middle(data, "unseen_by_month", images=images, **at)
        assert numbers(row[head])[0] == pytest.approx(level, abs=0.0051)
    clear = middle(data, "clear_days", **at)
    assert numbers(row["clear days declared"])[0] == pytest.approx(clear, abs=0.0051)


def test_how_long_one_waits_is_told_in_days(data):
    for row in rows_of(named(data, "first-image")):
        at = {"posture": "after", "images": "clear" if "clear" in row["without"] else "any"}
        for head, variable, more in (
            ("50 % of starts imaged after [d]", "first_image", {"share_of_starts": 0.5}),
            ("95 % of starts imaged after [d]", "first_image", {"share_of_starts": 0.95}),
            ("longest without an opportunity [d]", "longest_without_look", {}),
            ("longest without an image [d]", "longest_without_image", {}),
        ):
            days = middle(data, variable, **at, **more) / DAY
            assert numbers(row[head])[0] == pytest.approx(days, abs=0.051), head


def test_the_paragraph_tells_the_numbers_under_their_names(place, data):
    text = paragraph(place)
    at = {"posture": "after", "images": "clear"}
    for said, variable, more in (
        ("goes without a clear image with probability {}", "unseen", {"length": 3}),
        ("It is {} for one day", "unseen", {"length": 1}),
        (" and {} for 7 days", "unseen", {"length": 7}),
        ("it goes without a clear image with {}", "unseen_rarely", {"length": 3}),
    ):
        values = data[variable].sel(site="test-range", **at, **more).to_numpy()
        assert said.format(chance(interval(values))) in text, said


# --- figures


def figure(data, name):
    return next(f for f in figures(data) if f.name == name)


def plotted(spec):
    """Rows of the whole figure."""
    return spec["data"]["values"]


def test_the_curve_plots_each_series_by_days(data):
    shown = figure(data, "unseen-test-range")
    rows = plotted(shown.spec)
    series = {
        "cameras, before, 2014-01-01": ("unseen", "before", "clear"),
        "cameras, after, 2015-01-01": ("unseen", "after", "clear"),
        "cameras, a tenth of the use": ("unseen_rarely", "after", "clear"),
        "with radars, after, 2015-01-01": ("unseen", "after", "any"),
        "with radars, a tenth of the use": ("unseen_rarely", "after", "any"),
        "with radars, before, 2014-01-01": ("unseen", "before", "any"),
    }
    assert {r["series"] for r in rows} == set(series)
    for row in rows:
        variable, posture, images = series[row["series"]]
        at = {"posture": posture, "images": images, "length": int(row["days"])}
        values = interval(data[variable].sel(site="test-range", **at).to_numpy())
        assert row["mid"] == values.p50
        if row["series"].startswith("cameras, before") or row["series"].startswith(
            "cameras, after"
        ):
            assert (row["low"], row["high"]) == (values.p5, values.p95)
    lines = [x for x in shown.spec["layer"] if x["mark"]["type"] == "line"]
    assert lines[0]["encoding"]["x"]["field"] == "days"
    assert lines[0]["encoding"]["y"]["field"] == "mid"
    assert "[days]" in lines[0]["encoding"]["x"]["axis"]["title"]
    assert set(shown.variables) >= {"unseen", "unseen_rarely"}


def test_the_curve_s_finding_is_the_median_of_the_activity_asked_about(data):
    now, was = (middle(data, "unseen", posture=p, images="clear", length=3) for p in POSTURES[::-1])
    title = figure(data, "unseen-test-range").title
    assert f"miss {100 * now:.0f} of 100 activities of 3 days, {100 * was:.0f} before" in title


def test_months_are_plotted_above_their_clear_days(sites_world):
    """Two months, so that there is something to compare."""
    terms = SiteTerms(date(2015, 7, 15), days=31, longest=10)
    cut = sites_world.at("2015-01-01")
    both = SiteComparison(*watch_postures([cut, cut], "test-range", terms, draws=8))
    found = answer_of([both])
    shown = found.figure("months-test-range")
    upper, lower = shown.spec["vconcat"]
    rows = plotted(upper)
    assert len(rows) == 4
    for row in rows:
        images = "any" if row["series"].startswith("with radars, ") else "clear"
        at = {"posture": "after", "images": images, "month": int(row["month"][5:7])}
        told = found.spread("unseen_by_month", site="test-range", **at)
        assert (row["low"], row["mid"], row["high"]) == told.interval
    for row in plotted(lower):
        at = {"posture": "after", "month": int(row["month"][5:7])}
        clear = found.spread("clear_days", site="test-range", **at)
        assert row["mid"] == pytest.approx(100.0 * clear.p50)
    assert "[%]" in json.dumps(lower)
    assert "most at Test range in July" in shown.title


def test_a_month_s_looks_are_marked_on_their_days_and_filled_where_an_image_came(
    sites_both, sites_answer, place, data
):
    mine = sites_both[1]
    draws = sites_answer.data["course_draw"].sel(site="test-range", course="middle")
    middle_one = int(draws.item())
    seen = mine.opportunities
    which = (seen.draw == middle_one) & (seen.day < 31)
    rows = plotted(figure(data, "passes-test-range").spec)
    assert month_days(place) == list(range(31))
    assert sorted(r["day"] for r in rows) == pytest.approx(sorted(seen.time[which] / DAY))
    filled = sorted(r["day"] for r in rows if r["image"])
    assert filled == pytest.approx(sorted(seen.time[which & mine.taken] / DAY))
    kinds = {r["satellite"]: r["kind"] for r in rows}
    assert kinds == {"Morning": "camera", "Every other day": "camera", "Night and day": "radar"}
    shade = figure(data, "passes-test-range").spec["layer"][0]["data"]["values"]
    assert [s["from"] for s in shade] == np.flatnonzero(~mine.clear[:31, middle_one]).tolist()
    # The middle one of all draws, by days with a clear image.
    days = [
        len(np.unique(seen.day[(seen.draw == d) & mine.taken & (seen.day < 31)
            & mine.chances.needs_clear[seen.imager]]))
        for d in range(40)
    ]  # fmt: skip
    assert days[middle_one] == sorted(days)[20]
    title = figure(data, "passes-test-range").title
    assert f"a clear image on {days[middle_one]} of 31 days" in title


# --- one day on a map and a globe


def test_the_map_shows_every_opportunity_of_a_clear_day_of_the_first_draw(sites_both, sites_answer):
    watch = sites_both[1]
    shown = sites_answer.figure("map-test-range")
    day = int(np.argmax(watch.clear[:31, 0]))
    assert watch.clear[day, 0]
    seen = watch.opportunities
    rows = np.flatnonzero((seen.draw == 0) & (seen.day == day))
    told = [f for f in _layer(sites_answer, "looks").features if f.geometry == "point"]
    assert len(told) == len(rows) > 0
    for feature, row in zip(told, rows, strict=True):
        minutes = int(seen.time[row] % DAY // 60)
        name = watch.imagers[seen.imager[row]].platform.name
        assert feature.name == f"{minutes // 60}:{minutes % 60:02d} {name}"
        off = np.degrees(seen.off_nadir[row])
        assert feature.properties["off_nadir_deg"] == pytest.approx(off, abs=0.01)
    assert f"2015-07-{day + 1:02d}" in shown.title
    drawn = [r for r in plotted(shown.spec) if r["shape"] == "point"]
    assert {r["name"] for r in drawn} == {"Test range", *(f.name for f in told)}
    for feature in told:
        (row,) = (r for r in drawn if r["name"] == feature.name)
        assert (row["lon"], row["lat"]) == pytest.approx(feature.points[0])


def test_a_map_without_a_look_says_so(tmp_path, loaded, satellites, sites_both):
    coarse = satellites.replace("resolution: 0.5 m", "resolution: 5 m")
    cut = without_satellites(loaded(tmp_path, coarse).at("2014-01-01"), ["night-and-day"])
    terms = sites_both[1].terms._replace(days=5)
    (watch,) = watch_postures([cut], "test-range", terms, draws=2)
    found = answer_of([SiteComparison(watch, watch)])
    assert found.figure("map-test-range").title.endswith("no looks by cameras")
    for shown in found.figures:
        assert draw.svg(shown.spec).startswith("<svg")


def _layer(answer, name):
    return next(layer for layer in answer.layers if layer.name == name)


def test_views_of_the_day_that_is_shown_hold_their_passes(sites_both, sites_answer):
    data = sites_answer.data
    first = data["pass_course"].to_numpy() == "first"
    day = data["shown_day"].sel(site="test-range").item()
    on = first & (data["pass_day"].to_numpy() == day)
    start, end, best = (data[f"pass_{n}"].to_numpy() for n in ("start", "end", "time"))
    assert on.sum() > 0
    assert np.all((start[on] <= best[on]) & (best[on] <= end[on]))
    assert np.isnan(start[~on]).all()
    # Row by row the opportunities of the first draw.
    seen = sites_both[1].opportunities
    rows = (seen.draw == 0) & (seen.time < 31 * DAY)
    assert np.array_equal(best[first], seen.time[rows])
    assert np.array_equal(data["pass_sun"].to_numpy()[first], seen.sun[rows])
    assert np.array_equal(data["pass_image"].to_numpy()[first] > 0, sites_both[1].taken[rows])
    names = [sites_both[1].imagers[i].payload for i in seen.imager[rows]]
    assert data["pass_payload"].to_numpy()[first].tolist() == names


@pytest.fixture(scope="module")
def globe(sites_answer):
    return json.loads(czml.czml(Report("A world", (sites_answer,), MADE)))


def _moving(globe, key):
    packet = next(p for p in globe if p["id"] == key)
    return packet, np.array(packet["position"]["cartesian"]).reshape(-1, 4)


def test_a_globe_shows_each_satellite_where_the_first_draw_has_it(sites_both, globe):
    assert globe[0]["id"] == "document"
    assert len({p["id"] for p in globe}) == len(globe)
    shown = orbits(sites_both[1])
    packet, rows = _moving(globe, "site/satellites/morning")
    begin = (datetime.fromisoformat(packet["position"]["epoch"]) - shown.epoch).total_seconds()
    assert begin == pytest.approx(DAY * shown.day, abs=1.0)
    at = shown.trajectories["morning"].position(begin + rows[:, :1])
    there = np.stack([np.asarray(c)[:, 0] for c in at], axis=-1)
    np.testing.assert_allclose(rows[:, 1:], there, atol=0.1)
    assert rows[-1, 0] >= DAY


def test_a_globe_of_a_later_day_shows_that_day(sites_both):
    """All days before one with a pass are made cloudy."""
    mine = sites_both[1]
    seen = mine.opportunities
    day = int(min(seen.day[(seen.draw == 0) & (seen.day >= 3)]))
    clear = mine.clear.copy()
    clear[: day + 1, 0] = np.arange(day + 1) == day
    late = replace(mine, clear=clear)
    found = {layer.name: layer for layer in layers([day_of(late)])}
    epoch = datetime.fromisoformat(found["satellites"].epoch)
    shown = orbits(late)
    assert (epoch - shown.epoch).total_seconds() == pytest.approx(day * DAY, abs=1.0)
    assert found["passes"].features
    for each in found["passes"].features:
        start, end = each.shown
        assert -1.0 <= start < end <= DAY + 1.0


def test_passes_on_the_globe_are_the_opportunities_of_the_first_draw(sites_both, globe):
    mine = sites_both[1]
    shown = orbits(mine)
    seen = mine.opportunities
    rows = np.flatnonzero((seen.draw == 0) & (seen.day == shown.day))
    lines = [p for p in globe if p["id"].startswith("site/passes/")]
    assert len(lines) == len(rows) > 0
    for line, row in zip(lines, rows, strict=True):
        start, end = (datetime.fromisoformat(t) for t in line["availability"].split("/"))
        best = shown.epoch + timedelta(seconds=float(seen.time[row]))
        assert start <= best <= end
        imager = mine.imagers[seen.imager[row]]
        assert line["name"].startswith(f"{imager.platform.name} sees Test range: ")
        assert line["name"].endswith(f"off nadir, resolution {seen.resolution[row]:.2g} m")
        ends = line["polyline"]["positions"]["references"]
        assert ends == [
            f"site/satellites/{imager.satellite}#position",
            "site/sites/test-range#position",
        ]
        known = {p["id"] for p in globe}
        assert {e.removesuffix("#position") for e in ends} <= known


def test_a_pass_on_the_globe_lasts_as_long_as_the_view(sites_both, sites_answer):
    day = day_of(sites_both[1])
    begin = datetime.fromisoformat(_layer(sites_answer, "passes").epoch) - day.orbits.epoch
    for line, look in zip(_layer(sites_answer, "passes").features, day.looks, strict=True):
        start, end = (t + begin.total_seconds() for t in line.shown)
        assert (start, end) == pytest.approx((look.start, look.end), abs=1e-3)
        assert start < look.best < end


def test_pictures_on_the_map_hold_the_site_and_are_as_wide_as_the_swath(sites_both, sites_answer):
    read = json.loads(geojson.text(Report("A world", (sites_answer,), MADE)))["features"]
    pictures = [f for f in read if f["properties"]["role"] == "footprint"]
    mine = sites_both[1]
    shown = orbits(mine)
    assert len(pictures) == len(looks(shown, mine.place)) > 0
    place = np.degrees([mine.place.lon.best, mine.place.lat.best])
    for picture in pictures:
        shape = shapely.geometry.shape(picture["geometry"])
        assert shape.contains(shapely.Point(place))
        ring = shapely.get_coordinates(shape)
        sides = WGS84.inv(*ring[:-1].T, *ring[1:].T)[2]
        assert sides.min() > 0.99 * min(float(i.camera.swath.low) for i in mine.imagers)
        assert abs(WGS84.geometry_area_perimeter(shape)[0] / (sides[0] * sides[1]) - 1.0) < 0.02
    # What moves is for the globe.
    assert not any(f["id"].startswith(("satellites/", "passes/")) for f in read)


def test_the_title_counts_looks_by_kind(sites_answer, data):
    layer = _layer(sites_answer, "looks")
    (place,) = places(sites_answer.data)
    seen = maps.looks(place, layer)
    cameras = sum(f.role == "look by camera" and f.geometry == "point" for f in seen)
    radars = sum(f.role == "look by radar" and f.geometry == "point" for f in seen)
    told = maps.title(place, seen)
    assert (f"{cameras} looks by cameras" in told) or (
        cameras == 1 and "one look by a camera" in told
    )
    assert ("radar" in told) == (radars > 0)

"""What a reader finds of a watch over waters: cells of tables, rows of figures, things on maps."""

import json
import re
from dataclasses import replace
from itertools import count, pairwise

import numpy as np
import pytest
import shapely
import xarray as xr
from pyproj import Geod

from noroshi.earth.territorial import nearest
from noroshi.present import draw
from noroshi.questions.answer import DRAW
from noroshi.questions.waters import maps
from noroshi.questions.waters.answer import answer_of
from noroshi.questions.waters.figures import figures
from noroshi.questions.waters.layers import layers
from noroshi.questions.waters.maps import AGE, BREAK, cells_title, middle_hours
from noroshi.questions.waters.noticed import coast_points, near_coast
from noroshi.questions.waters.tables import tables
from noroshi.questions.waters.words import coasts, headline, noticed_title, text
from noroshi.report import czml, geojson
from noroshi.report.report import Provenance, Report
from noroshi.stats import interval

WGS84 = Geod(ellps="WGS84")
TEN_METRES, ONE_KILOMETRE = 10.0, 1000.0
HOUR = 3600.0
MADE = Provenance("1", "x", "A world", "2014-01-01", "2015-01-01", 40, 3, "abc", "2026-01-02")
KEPT = ("way_", "bearing", "to_limit", "limit", "begin", "sides", "cell_", "period", "imagers")


@pytest.fixture(scope="module")
def data(waters_answer):
    """Every number replaced by one of its own, so that none can be taken for another."""
    numbers = count(1)

    def stamped(values):
        if values.dtype.kind != "f" or str(values.name).startswith(KEPT):
            return values
        shape = tuple(n for axis, n in values.sizes.items() if axis != DRAW)
        middle = [
            0.1 + 0.8 * ((0.618034 * next(numbers)) % 1.0) for _ in range(int(np.prod(shape)))
        ]
        spare = np.linspace(0.9, 1.1, values.sizes[DRAW]) if DRAW in values.dims else 1.0
        size = {"s": 4e4, "m": 4e5}.get(values.attrs["units"], 1.0)
        own = size * np.multiply.outer(np.reshape(middle, shape), spare)
        return values.copy(data=np.where(values.notnull(), own, np.nan))

    return waters_answer.data.map(stamped, keep_attrs=True)


@pytest.fixture(scope="module")
def coast(data):
    (found,) = coasts(data)
    return found


def middle(data, variable, **at):
    """Median over the draws, where there are any."""
    values = data[variable].sel(waters="islands", **at).to_numpy()
    known = np.atleast_1d(values)
    return float(interval(known[~np.isnan(known)]).p50)


def lead(cell):
    """The first number of a cell; a per cent is a hundredth."""
    sign, number, unit = re.search(r"([−+]?)(\d[\d,]*(?:\.\d+)?)( %)?", cell).groups()
    return (-1.0 if sign == "−" else 1.0) * float(number.replace(",", "")) / (100.0 if unit else 1)


def rows_of(data, name):
    table = next(t for t in tables(data) if t.name == name)
    return [dict(zip(table.heads, row, strict=True)) for row in table.cells()]


def changed(data, low, middle, high):
    """The same waters with another change of what is noticed of the first vessel."""
    change = data["change"].copy(deep=True)
    draws = change.sizes[DRAW]
    ends = draws // 10
    change.loc[{"vessel": "boat"}] = np.repeat([low, middle, high], [ends, draws - 2 * ends, ends])
    return data.assign(change=change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((0.001, 0.005, 0.009), "no measurable difference"),
        ((-0.009, 0.0, 0.009), "no measurable difference"),
        ((0.002, 0.02, 0.05), "no measurable difference, +2 (0 to +5) percentage points"),
        ((0.011, 0.02, 0.05), "more, +2 (+1 to +5) percentage points"),
        ((-0.05, -0.02, -0.002), "no measurable difference, −2 (−5 to 0) percentage points"),
        ((-0.05, -0.02, -0.011), "fewer, −2 (−5 to −1) percentage points"),
        ((-0.05, 0.02, 0.05), "no measurable difference, +2 (−5 to +5) percentage points"),
    ],
)
def test_a_change_is_told_as_one_where_nearly_all_draws_agree_on_it(data, change, said):
    assert f"on 2014-01-01: {said}." in text(changed(data, *change))


NONE, MORE, MOST = (0.0, 0.02, 0.9), (0.02, 0.03, 0.05), (0.1, 0.2, 0.3)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((MOST, NONE), "Now 20 more (10 to 30); nothing measurable changes at Sound."),
        ((MOST, MORE), "Now 20 more (10 to 30); at Sound, 3 more (2 to 5)."),
        (
            (NONE, NONE),
            "Now 2 more (0 to 90): no measurable change, since not nearly all draws agree on it; "
            "nor is there one at Sound.",
        ),
    ],
)
def test_all_waters_are_told_in_two_sentences(data, changes, said):
    here, there = (changed(data, *change) for change in changes)
    other = there.assign_coords(waters=["sound"], waters_name=("waters", ["Sound"]))
    verdict = headline(xr.concat([here, other], "waters", data_vars="minimal")).verdict
    assert verdict.endswith(f" before the territorial sea. {said}")
    assert verdict.startswith("Of 100 approaches to waters of the islands by a boat, ")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Yellow Sea, west coast", "the Yellow Sea, west coast"),
        ("Sea of Japan", "the Sea of Japan"),
        ("Sound", "Sound"),
        ("Waterston Bay", "Waterston Bay"),
    ],
)
def test_waters_have_an_article_where_their_name_does(data, name, said):
    named = data.assign_coords(waters_name=("waters", [name]))
    assert headline(named).verdict.startswith(f"Of 100 approaches to {said} by a boat, ")


def test_waters_with_a_sure_change_are_told_first(data):
    """However wide the interval of others is, which may be chance."""
    other = changed(data, *MORE).assign_coords(waters=["sound"], waters_name=("waters", ["Sound"]))
    both = xr.concat([changed(data, *NONE), other], "waters", data_vars="minimal")
    assert headline(both).verdict.startswith("Of 100 approaches to Sound by a boat, ")
    assert headline(both).verdict.endswith(
        "Now 3 more (2 to 5); nothing measurable changes at waters of the islands."
    )


def test_fewer_sides_than_usual_are_told_last(data):
    few = data.assign(sides=data["sides"] * 0.0 + 8.0)
    assert headline(few).hangs_on.endswith(" This is from 8 sides, where 64 are usual.")
    assert "sides" not in headline(few).verdict
    one = data.assign(sides=data["sides"] * 0.0 + 1.0)
    assert headline(one).hangs_on.endswith(" This is from 1 side, where 64 are usual.")


VESSELS = {"Boat, 20 tons": "boat", "Foreign cutter": "cutter"}
POSTURES = {"before, 2014-01-01": "before", "after, 2015-01-01": "after"}
PATROLS = {"Drones far off in winter": "winter", "Drones near by": "near", "Cutters": "ships"}


def test_approaches_are_told_by_the_level_before_and_the_change(data):
    """And no level after: medians of levels do not differ by the median of the change."""
    read = rows_of(data, "noticed")
    assert [r["by"] for r in read] == list(VESSELS)
    for row in read:
        at = {"vessel": VESSELS[row["by"]]}
        before = middle(data, "noticed", posture="before", reading="declared", **at)
        assert lead(row["before, 2014-01-01"]) == pytest.approx(before, abs=0.0051)
        for head, reading in (
            ("change [points]", "declared"),
            ("change in the season of what is new [points]", "peak"),
        ):
            change = middle(data, "change", reading=reading, **at)
            assert lead(row[head]) == pytest.approx(100.0 * change, abs=0.51)
    assert not any("2015" in head for head in read[0])


def test_how_early_is_told_in_hours_and_kilometres(data):
    read = rows_of(data, "how-early")
    assert len(read) == 4
    for row in read:
        at = {"vessel": VESSELS[row["by"]], "posture": POSTURES[row["posture"]]}
        for head, variable, unit, exact in (
            ("on the average so long before [h]", "time_left", HOUR, 0.051),
            ("half are noticed so far off [km]", "half_noticed_off", 1e3, 0.51),
        ):
            exactly = middle(data, variable, reading="declared", **at) / unit
            assert lead(row[head]) == pytest.approx(exactly, abs=exact), head


def test_each_watcher_has_its_own_row(data):
    read = rows_of(data, "watchers")
    assert [r["fleet"] for r in read] == ["Cutters", "Drones far off in winter", "Drones near by"]
    for row in read:
        at = {"posture": "after", "patrol": PATROLS[row["fleet"]]}
        season = middle(data, "in_season", **at)
        assert lead(row["of the period there"]) == pytest.approx(season, abs=0.0051)
        for head, reading in (
            ("then at least one on station", "declared"),
            ("if every sortie went there", "flown"),
        ):
            there = middle(data, "on_station", reading=reading, **at)
            assert lead(row[head]) == pytest.approx(there, abs=0.0051)
    read = rows_of(data, "each-watcher")
    assert len(read) == 6
    for row in read:
        at = {"posture": "after", "patrol": PATROLS[row["fleet"]], "vessel": VESSELS[row["by"]]}
        alone = middle(data, "alone", reading="declared", **at)
        assert lead(row["noticed by it alone"]) == pytest.approx(alone, abs=0.0051)
        for head, reading in (
            ("fewer without it [points]", "declared"),
            ("fewer in the season of what is new [points]", "peak"),
        ):
            fall = middle(data, "fall_without", reading=reading, **at)
            assert lead(row[head]) == pytest.approx(100.0 * fall, abs=0.51)


def test_modes_of_radars_are_told_with_the_one_that_is_used(waters_answer):
    rows = {r["fleet"]: r for r in rows_of(waters_answer.data, "radar-modes")}
    assert set(rows) == {"Drones far off in winter", "Drones near by"}
    own = rows["Drones near by"]
    assert (own["used"], own["moving-target"]) == ("moving-target", "30 s")
    seconds = float(waters_answer.data["looks_again_after"].sel(
        posture="after", patrol="near", mode="spot"))  # fmt: skip
    assert own["spot"] == f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def test_how_much_of_the_sea_is_in_view_is_told_by_how_many_see_it(data):
    for row in rows_of(data, "in-view"):
        for head, fold in (("anybody", 1), ("2 or more", 2), ("3 or more", 3)):
            share = middle(data, "in_view", posture=POSTURES[row["posture"]], fold=fold)
            assert lead(row[head]) == pytest.approx(share, abs=0.0051)


def test_how_often_the_territorial_sea_is_looked_at_is_told_in_hours(data):
    for row in rows_of(data, "territorial-sea"):
        for head, variable in (
            ("the last look was so long ago [h]", "coast_age"),
            ("it is looked at again after [h]", "coast_break"),
        ):
            told = middle(data, variable, posture=POSTURES[row["posture"]]) / HOUR
            assert lead(row[head]) == pytest.approx(told, abs=0.051)


# --- figures


def test_the_curve_plots_both_postures_by_kilometres_to_the_limit(data):
    (shown,) = figures(data)
    rows = shown.spec["data"]["values"]
    off = data["to_limit"].sel(waters="islands").to_numpy() / 1e3
    for label, posture, reading in (
        ("before, 2014-01-01", "before", "declared"),
        ("after, 2015-01-01", "after", "declared"),
        ("if all sorties went there", "after", "flown"),
    ):
        own = [r for r in rows if r["series"] == label]
        assert own[0]["mid"] == 0.0
        assert own[0]["off"] == pytest.approx((180e3 - 12 * 1852.0) / 1e3)
        assert [r["off"] for r in own[1:]] == pytest.approx(off.tolist())
        by = [
            100.0
            * middle(data, "noticed_by", posture=posture, reading=reading, vessel="boat", step=i)
            for i in range(len(off))
        ]
        assert [r["mid"] for r in own[1:]] == pytest.approx(by)
    line = next(x for x in shown.spec["layer"] if x["mark"]["type"] == "line")
    assert "[km]" in line["encoding"]["x"]["axis"]["title"]
    assert "territorial sea" in json.dumps(shown.spec["layer"])
    noticed = middle(data, "noticed", posture="after", vessel="boat", reading="declared")
    assert f"after, 2015-01-01: {100 * noticed:.0f} % noticed before" in shown.title


@pytest.fixture(scope="module")
def on_map(waters_comparison, waters_answer):
    return {layer.name: layer for layer in layers([waters_comparison], waters_answer.data)}


def test_the_ways_on_the_map_have_the_class_of_what_is_noticed_there(waters_answer, on_map):
    """Each way another probability, alike along it, which a reader finds back by its bearing."""
    data = waters_answer.data
    ways = data.sizes["way"]
    chance = np.linspace(0.02, 0.98, ways)
    own = np.broadcast_to(chance[:, None, None], data["noticed_on_way"].shape[2:])
    stamped = np.broadcast_to(own, data["noticed_on_way"].shape)
    (coast,) = coasts(data.assign(noticed_on_way=data["noticed_on_way"].copy(data=stamped)))
    spec = maps.ways_map(coast, "after", on_map)
    drawn = [r for r in spec["data"]["values"] if r["class"] is not None]
    assert [r["shape"] for r in drawn] == ["line"] * ways
    for row, value in zip(drawn, chance, strict=True):
        low, high = map(float, row["class"].split(" to "))
        assert low <= 100.0 * value <= high


def test_a_way_is_cut_where_its_class_changes_and_keeps_its_ends(waters_answer, on_map):
    data = waters_answer.data
    shape = data["noticed_on_way"].shape
    steps = shape[3]
    rising = np.linspace(0.0, 0.999, steps)
    stamped = np.broadcast_to(rising[:, None], shape)
    (coast,) = coasts(data.assign(noticed_on_way=data["noticed_on_way"].copy(data=stamped)))
    pieces = list(maps._ways(coast, "after"))
    assert len(pieces) == 5 * data.sizes["way"]
    first = pieces[:5]
    assert [p.value for p in first] == [10.0, 30.0, 50.0, 70.0, 90.0]
    # Nothing of the way is missing between one piece and the next.
    for one, other in pairwise(first):
        assert (one.lon_deg[-1], one.lat_deg[-1]) == (other.lon_deg[0], other.lat_deg[0])
    lon = np.degrees(data["way_longitude"].sel(waters="islands", way=0).to_numpy())
    assert (first[0].lon_deg[0], first[-1].lon_deg[-1]) == pytest.approx((lon[0], lon[-1]))


@pytest.mark.parametrize("measure", [AGE, BREAK])
def test_cells_have_the_class_of_their_own_hours(waters_answer, on_map, measure):
    data = waters_answer.data
    values = data[measure.variable]
    hours = np.linspace(1.0, 29.0, values.sizes["cell"])
    own = np.broadcast_to(HOUR * hours[:, None], values.shape)
    looked = data["cell_looks"].copy(data=np.ones(values.shape))
    (coast,) = coasts(data.assign({measure.variable: values.copy(data=own), "cell_looks": looked}))
    assert middle_hours(coast, "after", measure) == pytest.approx(hours)
    spec = maps.cells_map(maps.CoastCells(coast), "after", measure, on_map)
    drawn = [r for r in spec["data"]["values"] if r["class"] is not None]
    assert sum(r.get("count", 1) for r in drawn) == len(hours)
    # As many cells in each class as have such hours.
    for row in drawn:
        low, high = (*map(float, re.findall(r"[\d.]+", row["class"])), np.inf)[:2]
        number = np.sum((hours >= low) & (hours < high))
        same = sum(r.get("count", 1) for r in drawn if r["class"] == row["class"])
        assert same == number, row["class"]
    assert "[h]" in json.dumps(spec)


def test_maps_of_cells_have_the_same_colours_in_both_postures(waters_answer, on_map):
    (coast,) = coasts(waters_answer.data)
    for measure in (AGE, BREAK):
        assert maps._limits(maps.CoastCells(coast), measure)[1] >= 1.0
        for posture in ("before", "after"):
            # A cell that nobody looks at in half of the draws has no class but that.
            data = waters_answer.data.sel(posture=posture)
            looks = data["cell_looks"].to_numpy()
            seconds = data[measure.variable].to_numpy().astype(np.float64)  # from single ones
            told = np.where(looks > 0, seconds / HOUR, np.inf)
            known = told[:, ~np.isnan(looks).any(axis=0)]
            assert known.shape[1] == 32
            expected = np.sort(known, axis=-1)[:, 15]
            np.testing.assert_array_equal(middle_hours(coast, posture, measure), expected)
            spread_ = waters_answer.spread(measure.coast, waters="islands", posture=posture)
            title = cells_title(coast, posture, measure)
            assert "territorial sea" in title
            if np.isfinite(spread_.p50):
                hours = spread_.p50 / HOUR
                assert f"{hours:.{0 if hours >= 10 else 1}f} h (" in title


def test_the_sea_s_median_is_by_area_over_the_cells_of_the_territorial_sea(waters_comparison):
    """Definition: sorted by age, the cell in which half of the area is reached."""
    watch, cells = waters_comparison.after, waters_comparison.pictures[1]
    found = near_coast(watch, cells, "mean_age")
    coast = coast_points(watch)
    off = nearest(cells["lat"], cells["lon"], *coast.T).distance
    inside = np.flatnonzero(off <= max(watch.waters.limit, off.min()))
    area = cells["area"][inside]
    for draw_ in (0, 7, 31):
        looks = cells["looks"][inside, draw_]
        age = np.where(looks > 0, cells["mean_age"][inside, draw_], np.inf)
        order = np.argsort(age)
        half = np.searchsorted(np.cumsum(area[order]), 0.5 * area.sum())
        assert found[draw_] == age[order][half]


def test_every_figure_of_both_postures_can_be_drawn(waters_answer):
    names = [f.name for f in waters_answer.figures]
    assert len(names) == len(set(names)) == 7
    for shown in waters_answer.figures:
        assert shown.title.startswith("Waters of the islands, ")
        assert draw.svg(shown.spec).startswith("<svg")


# --- maps and globe


@pytest.fixture(scope="module")
def read(waters_answer):
    return json.loads(geojson.text(Report("A world", (waters_answer,), MADE)))["features"]


def by_role(read, role):
    return [f for f in read if f["properties"]["role"] == role]


def test_territorial_sea_on_the_map_is_as_broad_as_declared(waters_comparison, read):
    seas = by_role(read, "territorial-sea")
    assert len(seas) == 2  # two islands that lie farther apart than twice its breadth
    watch = waters_comparison.after
    coast = [watch.scenario.places[p] for p in watch.waters.coast]
    for sea in seas:
        assert sea["properties"]["breadth_m"] == watch.waters.limit
        rim = shapely.get_coordinates(shapely.geometry.shape(sea["geometry"]))
        off = [
            WGS84.inv(*rim.T, *(np.full(len(rim), np.degrees(e.best)) for e in (p.lon, p.lat)))[2]
            for p in coast
        ]
        np.testing.assert_allclose(np.min(off, axis=0), watch.waters.limit, atol=TEN_METRES)


def test_the_map_tells_each_approach_s_own_probability(waters_comparison, waters_answer, read):
    ways = by_role(read, "approach")
    seen = waters_comparison.after
    assert len(ways) == len(seen.ways.bearing)
    for way, feature in enumerate(ways):
        told = feature["properties"]
        likely = interval(seen.noticed[0, 0, way, seen.ways.limit - 1]).p50
        assert told["noticed_before_territorial_sea_p50"] == pytest.approx(likely, abs=5e-5)
        bearing = float(np.degrees(seen.ways.bearing[way])) % 360.0
        assert told["from_bearing_deg"] == pytest.approx(bearing, abs=1e-3)
        start = feature["geometry"]["coordinates"][0]
        where = np.degrees([seen.ways.lon[way][0], seen.ways.lat[way][0]])
        np.testing.assert_allclose(start, where, atol=1e-5)


def test_the_map_holds_who_watches_and_from_where(read):
    names = {f["properties"]["name"] for f in by_role(read, "patrol")}
    assert names == {"South of the islands", "Around the islands"}
    assert {f["properties"]["name"] for f in by_role(read, "base")} == {"Near base", "Far base"}
    assert {f["properties"]["name"] for f in by_role(read, "coast")} == {
        "Rock, islands",
        "Stone, islands",
    }


def test_a_patrol_on_the_globe_is_interpolated_to_within_a_kilometre(waters_comparison, on_map):
    """Straight pieces between the samples stay near the way that is flown."""
    watch = waters_comparison.after
    assert len(on_map["craft"].features) == len(watch.groups) == 3
    for group, craft in zip(watch.groups, on_map["craft"].features, strict=True):
        assert craft.id == group.patrol
        pattern = watch.scenario.stations[group.station].pattern
        flown = watch.scenario.platforms[watch.scenario.fleets[group.fleet].platform]
        pace = (flown.loiter_speed or flown.speed).best
        seconds, points = np.array(craft.times), np.array(craft.points)
        halfway = 0.5 * (seconds[1:] + seconds[:-1])
        lat, lon = pattern.point(halfway * pace % pattern.length)
        half = 0.5 * (points[1:] + points[:-1])
        off = WGS84.inv(half[:, 0], half[:, 1], np.degrees(lon), np.degrees(lat))[2]
        assert off.max() < ONE_KILOMETRE


def test_vessels_on_the_globe_go_at_the_speed_of_their_type(waters_comparison, on_map):
    """From as far out as approaches begin to the coast, and from several sides."""
    watch = waters_comparison.after
    vessel = watch.vessels[0]
    under_way = on_map["vessels"].features
    assert len(under_way) >= 4
    assert len({v.name for v in under_way}) == len(under_way)
    for shown in under_way:
        seconds, points = np.array(shown.times), np.array(shown.points)
        lon, lat = points[:, 0], points[:, 1]
        gone = WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]
        np.testing.assert_allclose(gone / np.diff(seconds), vessel.speed.best, rtol=1e-3)
        assert shown.shown == (seconds[0], seconds[-1])


def with_chance(both, chance):
    """The same waters, with a chance of having been noticed by cell, alike in all draws."""
    noticed = np.broadcast_to(chance[:, None], both.after.noticed.shape)
    return both._replace(after=replace(both.after, noticed=noticed))


def shown_of(both, data):
    on_globe = {layer.name: layer.features for layer in layers([both], data)}
    return list(zip(on_globe["vessels"], on_globe["noticed"], strict=True))


def test_a_vessel_on_the_globe_ends_where_it_has_been_noticed_as_likely_as_not(
    waters_comparison, waters_answer
):
    ways = waters_comparison.after.ways
    chance = np.linspace(0.0, 1.0, len(ways.edge) - 1)
    cell = int(np.argmax(chance >= 0.5))
    assert 0 < cell < len(chance) - 1
    for vessel, end in shown_of(with_chance(waters_comparison, chance), waters_answer.data):
        assert len(vessel.points) == cell + 1
        assert vessel.points[-1] == end.points[0]
        assert vessel.shown[1] == end.shown[0]
        far = ways.from_coast[cell] / 1e3
        assert end.name.startswith(f"{vessel.name}: noticed {far:.0f} km off, most by ")
        assert end.role == "noticed"


def test_who_notices_most_on_a_way_is_named_as_its_fleet_or_as_satellites(
    waters_comparison, waters_answer
):
    after = waters_comparison.after
    chance = np.ones(len(after.ways.edge) - 1)
    fleets = [after.scenario.fleets[g.fleet].name.split(",")[0] for g in after.groups]
    assert len(set(fleets)) > 1
    known = [*fleets, *(["satellites"] if after.imagers else [])]
    for most, name in enumerate(known):
        alone = np.zeros(after.alone.shape)
        alone[:, most] = 1.0
        both = with_chance(waters_comparison, chance)
        both = both._replace(after=replace(both.after, alone=alone))
        for _, end in shown_of(both, waters_answer.data):
            assert end.name.endswith(f" km off, most by {name}")


def test_a_vessel_that_is_rather_not_noticed_sails_to_the_coast(waters_comparison, waters_answer):
    cells = len(waters_comparison.after.ways.edge) - 1
    for chance in (np.zeros(cells), np.full(cells, 0.49)):
        for vessel, end in shown_of(with_chance(waters_comparison, chance), waters_answer.data):
            assert len(vessel.points) == cells
            assert end.name == f"{vessel.name}: at the coast, rather unnoticed"


def test_patrols_are_shown_on_the_day_of_the_satellites(waters_answer, sites_answer):
    """What moves alike on any day joins the day of what does not."""
    both = Report("A world", (sites_answer, waters_answer), MADE)
    globe = json.loads(czml.czml(both))
    craft = next(p for p in globe if p["id"] == "waters/craft/near")
    eye = next(p for p in globe if p["id"] == "site/satellites/morning")
    assert craft["availability"] == eye["availability"]
    alone = json.loads(czml.czml(Report("A world", (waters_answer,), MADE)))
    craft = next(p for p in alone if p["id"] == "waters/craft/near")
    assert craft["availability"].startswith("2015-01-01T00:00:00")


def test_a_posture_without_watchers_has_ways_and_no_cells(waters_comparison):
    empty = replace(waters_comparison.before, groups=())
    before = waters_comparison.before
    none = waters_comparison._replace(
        before=replace(
            empty,
            noticed=0.0 * before.noticed,
            alone=before.alone[:, :0],
            without=before.without[:, :0],
        )
    )
    found = answer_of([none])
    names = [f.name for f in found.figures]
    assert "ways-islands-before" in names
    assert "age-islands-before" not in names
    assert "age-islands-after" in names
    (coast,) = coasts(found.data)
    assert noticed_title(coast, "before").endswith("nobody is declared to watch")

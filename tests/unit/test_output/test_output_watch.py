"""What a watch writes: one real watch over the small scenario, read back."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely
import xarray as xr
from pyproj import Geod

from noroshi.access.opportunities import DAY
from noroshi.assessment.imaging import local_midnight
from noroshi.assessment.site_day import orbits
from noroshi.output.watch.czml import watch_czml
from noroshi.output.watch.document import document
from noroshi.output.watch.files import watch_data, write_watch
from noroshi.output.watch.page import page
from noroshi.scenario import load
from noroshi.stats import Interval
from noroshi.study.watch import Question, Watch, watch

WGS84 = Geod(ellps="WGS84")
TEN_METRES, ONE_KILOMETRE = 10.0, 1000.0


@pytest.fixture(scope="module")
def found() -> Watch:
    world = load("small")
    before, after = world.at("2013-01-01"), world.at("2015-01-01")
    question = Question(days=60)
    return watch(before, after, world, question, draws=8, seed=0, told=lambda _stage, _share: None)


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    out = tmp_path_factory.mktemp("watch")
    write_watch(found, out)
    return out


def test_with_nothing_asked_every_question_is_answered(found):
    assert found.basing is not None
    assert [f.answer.site for f in found.sites] == ["test-range"]
    assert [f.answer.waters for f in found.waters] == list(found.after.waters)


def test_only_what_is_asked_is_answered():
    world = load("small")
    after = world.at("2015-01-01")
    question = Question(sites=("test-range",), days=20)
    only = watch(after, after, world, question, draws=4, seed=0, told=lambda _s, _x: None)
    assert only.basing is None
    assert only.waters == ()
    assert len(only.sites) == 1


def test_the_document_is_strict_json_and_holds_the_answers(found, folder):
    text = (folder / "watch.json").read_text(encoding="utf-8")
    read = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert read == json.loads(json.dumps(document(found)))
    site = found.sites[0].answer
    told = read["sites"][0]["postures"]["after"]["clear_images"]["unseen_by_days"][3]
    assert told["p50"] == pytest.approx(float(site.after.cameras.unseen.p50[3]))
    assert {"p5", "p50", "p95"} <= set(told)


def test_every_table_has_a_cell_for_each_head(folder):
    tables = sorted(folder.glob("*.csv"))
    assert len(tables) >= 8
    for table in tables:
        rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))
        assert len(rows) > 1, table.name
        assert {len(row) for row in rows} == {len(rows[0])}, table.name
        assert len(set(rows[0])) == len(rows[0]), table.name


def test_the_data_give_the_answer_back(found, folder):
    """What an analyst works out from the file is what the page says."""
    site = found.sites[0]
    with xr.open_dataset(folder / "watch.nc", group="site-test-range") as data:
        mine = np.percentile(data.without_clear_image[-1], 50, axis=-1, method="inverted_cdf")
    np.testing.assert_allclose(mine, site.answer.after.cameras.unseen.p50, rtol=1e-12)
    with xr.open_dataset(folder / "watch.nc", group="basing") as data:
        assert data.sizes["pair"] == len(found.basing.table.pairs)
        assert data.transit.attrs["units"] == "s"


def test_territorial_sea_on_the_map_is_as_broad_as_declared(found, folder):
    read = json.loads((folder / "watch.geojson").read_text(encoding="utf-8"))
    by_role = {}
    for feature in read["features"]:
        by_role.setdefault(feature["properties"]["role"], []).append(feature)
    assert {"base", "site", "station", "territorial sea", "approach"} <= set(by_role)
    (sea,) = by_role["territorial sea"]
    waters = next(iter(found.after.waters.values()))
    rim = shapely.get_coordinates(shapely.geometry.shape(sea["geometry"]))
    coast = [found.after.places[p] for p in waters.coast]
    nearest = np.min(
        [
            WGS84.inv(*rim.T, *(np.full(len(rim), np.degrees(e.best)) for e in (p.lon, p.lat)))[2]
            for p in coast
        ],
        axis=0,
    )
    np.testing.assert_allclose(nearest, waters.limit, atol=TEN_METRES)


@pytest.fixture(scope="module")
def packets(folder):
    return json.loads((folder / "watch.czml").read_text(encoding="utf-8"))


def test_a_globe_shows_each_satellite_where_the_first_draw_has_it(found, packets):
    assert packets[0]["id"] == "document"
    assert len({p["id"] for p in packets}) == len(packets)
    eye = next(p for p in packets if p["id"] == "satellite/eye")
    rows = np.array(eye["position"]["cartesian"]).reshape(-1, 4)
    mine = found.sites[0].after
    epoch = local_midnight(mine.place, mine.terms.start)
    begin = (datetime.fromisoformat(eye["position"]["epoch"]) - epoch).total_seconds()
    moves = found.after.platforms["eye"].orbit.trajectory(epoch, 60 * DAY, mine.draws)
    at = begin + rows[:, :1]
    there = np.stack([np.asarray(c)[:, 0] for c in moves.position(at)], axis=-1)
    assert begin == pytest.approx(DAY * int(np.argmax(mine.clear[:60, 0])), abs=1.0)
    np.testing.assert_allclose(rows[:, 1:], there, atol=0.1)
    assert any(p["id"].startswith("patrol/") for p in packets)
    assert any(p["id"].startswith("station/") for p in packets)


def test_a_globe_of_a_later_day_shows_that_day(found):
    """All days before one with a pass are made cloudy."""
    mine = found.sites[0].after
    seen = mine.opportunities
    day = int(min(seen.day[(seen.draw == 0) & (seen.day >= 3)]))
    clear = mine.clear.copy()
    clear[: day + 1, 0] = np.arange(day + 1) == day
    shown = orbits(replace(mine, clear=clear))
    packets = json.loads(watch_czml(mine.scenario, mine.scenario.day, ["test-range"], shown))
    eye = next(p for p in packets if p["id"] == "satellite/eye")
    begin = datetime.fromisoformat(eye["position"]["epoch"]) - shown.epoch
    assert begin.total_seconds() == pytest.approx(day * DAY, abs=1.0)
    rows = np.array(eye["position"]["cartesian"]).reshape(-1, 4)
    at = begin.total_seconds() + rows[:, :1]
    there = [np.asarray(c)[:, 0] for c in shown.trajectories["eye"].position(at)]
    np.testing.assert_allclose(rows[:, 1:], np.stack(there, axis=-1), atol=0.1)
    times = [p["availability"].split("/")[0] for p in packets if p["id"].startswith("pass/")]
    assert times
    for moment in times:
        after = datetime.fromisoformat(moment) - shown.epoch
        assert day * DAY - 1.0 <= after.total_seconds() <= (day + 1) * DAY


def test_passes_on_the_globe_are_the_opportunities_of_the_first_draw(found, packets):
    mine = found.sites[0].after
    epoch = local_midnight(mine.place, mine.terms.start)
    day = int(np.argmax(mine.clear[:60, 0]))
    seen = mine.opportunities
    rows = np.flatnonzero((seen.draw == 0) & (seen.day == day))
    lines = [p for p in packets if p["id"].startswith("pass/")]
    assert len(lines) == len(rows) > 0
    for line, row in zip(lines, rows, strict=True):
        start, end = (datetime.fromisoformat(t) for t in line["availability"].split("/"))
        best = epoch + timedelta(seconds=float(seen.time[row]))
        assert start <= best <= end
        imager = mine.imagers[seen.imager[row]]
        assert line["name"].startswith(f"{imager.platform.name} sees Test range: ")
        assert line["name"].endswith(f"off nadir, {seen.resolution[row]:.2g} m")
        ends = line["polyline"]["positions"]["references"]
        assert ends == [f"satellite/{imager.satellite}#position", "site/test-range#position"]
        assert "drawn and not known" in line["description"]


def test_pictures_on_the_map_hold_the_site_and_are_as_wide_as_the_swath(found, folder):
    read = json.loads((folder / "watch.geojson").read_text(encoding="utf-8"))
    pictures = [f for f in read["features"] if f["properties"]["role"] == "footprint"]
    mine = found.sites[0].after
    day = int(np.argmax(mine.clear[:60, 0]))
    seen = mine.opportunities
    assert len(pictures) == np.sum((seen.draw == 0) & (seen.day == day))
    place = np.degrees([mine.place.lon.best, mine.place.lat.best])
    for picture in pictures:
        shape = shapely.geometry.shape(picture["geometry"])
        assert shape.contains(shapely.Point(place))
        ring = shapely.get_coordinates(shape)
        sides = WGS84.inv(*ring[:-1].T, *ring[1:].T)[2]
        # The swath of the small scenario's camera and radar, seen aslant.
        assert sides.min() > 0.99 * min(float(i.camera.swath.low) for i in mine.imagers)
        assert abs(WGS84.geometry_area_perimeter(shape)[0] / (sides[0] * sides[1]) - 1.0) < 0.02


def test_a_patrol_on_the_globe_is_interpolated_to_within_a_kilometre(found, folder):
    """Straight pieces between the samples stay near the way that is flown."""
    packets = json.loads((folder / "watch.czml").read_text(encoding="utf-8"))
    key, patrol = next(iter(found.after.patrols.items()))
    packet = next(p for p in packets if p["id"] == f"patrol/{key}")
    rows = np.array(packet["position"]["cartographicDegrees"]).reshape(-1, 4)
    pattern = found.after.stations[patrol.station].pattern
    craft = found.after.platforms[found.after.fleets[patrol.fleet].platform]
    pace = (craft.loiter_speed or craft.speed).best
    halfway = rows[:-1, 0] + 0.5 * np.diff(rows[:, 0])
    lat, lon = pattern.point(halfway * pace % pattern.length)
    off = WGS84.inv(
        0.5 * (rows[1:, 1] + rows[:-1, 1]),
        0.5 * (rows[1:, 2] + rows[:-1, 2]),
        np.degrees(lon),
        np.degrees(lat),
    )[2]
    assert off.max() < ONE_KILOMETRE


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: dict[str, int] = {}
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen[tag] = self.seen.get(tag, 0) + 1
        self.ids += [v for k, v in attrs if k == "id"]


def test_the_page_fetches_nothing_and_has_no_identifier_twice(found):
    read = _Tags()
    read.feed(page(found))
    assert "script" not in read.seen
    assert "link" not in read.seen
    assert "img" not in read.seen
    assert read.seen["svg"] >= 6
    assert len(set(read.ids)) == len(read.ids)


def test_every_paragraph_stands_on_the_page(found):
    text = page(found)
    for part in (found.basing, *found.sites, *found.waters):
        assert part.answer.paragraph[:60].replace("&", "&amp;") in text


def test_a_run_s_report_takes_all_files_of_the_watch(found):
    names = set(watch_data(found))
    assert {"watch.json", "watch.czml", "watch.geojson", "watch.nc", "basing.csv"} <= names


def test_every_interval_of_an_answer_is_in_order(found):
    def intervals(value):
        if isinstance(value, Interval):
            yield value
        elif hasattr(value, "__dataclass_fields__"):
            for field in fields(value):
                yield from intervals(getattr(value, field.name))
        elif isinstance(value, dict):
            for item in value.values():
                yield from intervals(item)
        elif isinstance(value, tuple):
            for item in value:
                yield from intervals(item)

    answers = [found.basing.answer, *(f.answer for f in (*found.sites, *found.waters))]
    told = [i for answer in answers for i in intervals(answer)]
    assert len(told) > 50
    for p5, p50, p95 in told:
        known = ~np.isnan(p50)
        assert np.all(np.asarray(p5)[known] <= np.asarray(p50)[known])
        assert np.all(np.asarray(p50)[known] <= np.asarray(p95)[known])

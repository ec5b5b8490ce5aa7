"""The watch over a place: whose satellites, when they pass, and what is said of it."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from noroshi.access.opportunities import DAY
from noroshi.assessment.imaging import ground, local_midnight
from noroshi.assessment.satellites import with_satellites, without_satellites
from noroshi.assessment.site_day import looks, orbits
from noroshi.assessment.site_records import Terms
from noroshi.assessment.site_watch import unseen_by, watch_postures, watch_site
from noroshi.declared import Estimate
from noroshi.earth.geodesic import inverse
from noroshi.errors import NoroshiError
from noroshi.output.figures.site_map import site_map
from noroshi.output.figures.site_strip import strip
from noroshi.output.figures.site_watch import unseen_by_month, unseen_curve
from noroshi.output.watch.limits import pictured, undeclared
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.stats import Interval
from noroshi.study.site_paragraph import few
from noroshi.study.site_watch import SiteComparison, summarise_site
from noroshi.study.site_wording import at, chance, days_of, signed_chance, waiting

SATELLITES = """
platforms:
  morning:
    kind: satellite
    name: Morning
    owner: coast
    orbit: {kind: sun-synchronous, altitude: {low: 590 km, best: 600 km, high: 610 km},
            local_time: "10:30", local_time_error: 10 min}
  twice:
    kind: satellite
    name: Every other day
    owner: ally
    from: 2014-06-01
    orbit: {kind: sun-synchronous, repeat: {revolutions: 29, days: 2}, local_time: "10:30"}
  night-and-day:
    kind: satellite
    name: Night and day
    owner: ally
    orbit: {kind: sun-synchronous, altitude: 550 km, node: ascending, local_time: "18:00"}
payloads:
  camera:
    kind: optical-imager
    name: Camera
    on: morning
    off_nadir: {low: 30 deg, best: 35 deg, high: 40 deg}
    swath: 15 km
    resolution: 0.5 m
    availability: {low: 0.5, best: 0.8, high: 1.0}
  second:
    like: camera
    on: twice
    availability: 1
  coarse:
    like: camera
    on: twice
    resolution: 30 m
  sar:
    kind: radar-imager
    name: SAR
    on: night-and-day
    off_nadir_from: 20 deg
    off_nadir_to: 35 deg
    swath: 20 km
    resolution: 1 m
    availability: 0.3
skies:
  over-the-range:
    at: test-range
    clear: [0.6, 0.6, 0.5, 0.5, 0.5, 0.4, {low: 0.1, best: 0.2, high: 0.4}, 0.3, 0.5, 0.6, 0.6, 0.6]
    persistence: {low: 0.1, best: 0.3, high: 0.6}
"""
JULY = Terms(date(2015, 7, 1), days=31, longest=10)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("world"), SATELLITES)


def loaded(folder, satellites):
    """The small scenario with other satellites and skies than its own."""
    for name in ("scenario", "flights", "sensors"):
        path = built_in()["small"] / f"{name}.yaml"
        (folder / path.name).write_text(path.read_text())
    (folder / "satellites.yaml").write_text(satellites)
    return load(folder)


@pytest.fixture(scope="module")
def both(world):
    return watch_postures(
        [world.at("2014-01-01"), world.at("2015-01-01")], "test-range", JULY, draws=40, seed=3
    )


@pytest.fixture(scope="module")
def answer(both):
    return summarise_site(both[1], both[0])


def test_days_begin_at_midnight_of_the_mean_sun(world):
    place = ground(world, "test-range")
    epoch = local_midnight(place, date(2015, 7, 1))
    # 129° east: the mean sun is 8 h 36 min ahead of Greenwich.
    assert epoch == datetime(2015, 6, 30, 15, 24, tzinfo=UTC)
    west = place.model_copy(update={"lon": Estimate.exactly(np.radians(230.0))})
    behind = local_midnight(west, date(2015, 7, 1)) - datetime(2015, 7, 1, tzinfo=UTC)
    assert behind == timedelta(hours=130 / 15)


def test_opportunities_come_at_the_local_time_of_the_orbit_and_by_daylight(both):
    seen = both[1].opportunities
    hour = seen.time % DAY / 3600.0
    cameras = both[1].chances.needs_clear[seen.imager]
    # Half an hour of longitude and latitude to either side of the node's 10:30 passage.
    assert np.all(np.abs(hour[cameras] - 10.9) < 0.8)
    assert np.all(seen.sun[cameras] > np.radians(10.0) - 1e-9)
    radar = hour[~cameras]
    assert np.any(np.abs(radar - 6.0) < 1.5)
    assert np.any(np.abs(radar - 18.0) < 1.5)
    assert np.all(seen.resolution <= JULY.coarsest)
    assert np.all((seen.time >= 0.0) & (seen.time < 41 * DAY))


def test_a_repeating_orbit_passes_at_the_same_times_every_other_day(both):
    after = both[1]
    names = [imager.payload for imager in after.imagers]
    mine = after.opportunities.imager == names.index("second")
    for draw in range(after.draws.count):
        time = after.opportunities.time[mine & (after.opportunities.draw == draw)]
        folded = np.sort(time[time < 40 * DAY] % (2 * DAY)).reshape(-1, 20)
        assert np.all(np.ptp(folded, axis=1) < 2.0)
    # What is no finer than its 30 m does not count.
    assert not np.any(after.opportunities.imager == names.index("coarse"))


def test_probabilities_agree_with_one_course_of_events_in_every_draw(world):
    terms = Terms(date(2015, 5, 1), days=120, longest=5)
    watch = watch_site(world.at("2015-01-01"), "test-range", terms, draws=128, seed=5)
    seen = watch.opportunities
    for sight, counted in (
        (watch.every, np.ones(len(watch.imagers), dtype=bool)),
        (watch.cameras, watch.chances.needs_clear),
    ):
        imaged = np.zeros((125, 128), dtype=bool)
        rows = watch.taken & counted[seen.imager]
        imaged[seen.day[rows], seen.draw[rows]] = True
        for length in (1, 2, 5):
            blank = [~imaged[s : s + length].any(axis=0) for s in range(120)]
            assert np.mean(sight.unseen[length]) == pytest.approx(np.mean(blank), abs=0.015)


def test_what_two_postures_share_is_the_same_in_both_and_alone(world, both):
    before, after = both
    alone = watch_site(world.at("2014-01-01"), "test-range", JULY, draws=40, seed=3)
    np.testing.assert_array_equal(before.every.unseen, alone.every.unseen)
    np.testing.assert_array_equal(before.clear, after.clear)
    added = {i for i, imager in enumerate(after.imagers) if imager.satellite == "twice"}
    kept = ~np.isin(after.opportunities.imager, list(added))
    np.testing.assert_array_equal(before.opportunities.time, after.opportunities.time[kept])
    np.testing.assert_array_equal(before.taken, after.taken[kept])


def test_an_added_satellite_hides_nothing_and_lengthens_no_gap(both):
    before, after = both
    for was, now in ((before.every, after.every), (before.cameras, after.cameras)):
        assert np.all(now.unseen <= was.unseen + 1e-12)
        assert np.all(now.monthly <= was.monthly + 1e-12)
        assert np.all(now.looks.longest <= was.looks.longest + 1e-6)
        assert np.all(now.images.longest <= was.images.longest + 1e-6)
    assert np.mean(after.cameras.unseen[3]) < np.mean(before.cameras.unseen[3]) - 0.05
    assert np.all(after.every.unseen <= after.cameras.unseen + 1e-12)


def test_leaving_out_is_the_posture_without(world, both):
    after = both[1]
    less = without_satellites(world.at("2015-01-01"), ["twice"])
    without = watch_site(less, "test-range", JULY, draws=40, seed=3)
    kept = np.array([imager.satellite != "twice" for imager in after.imagers], dtype=float)
    np.testing.assert_allclose(unseen_by(after, kept, 10), without.every.unseen, rtol=1e-12)
    again = with_satellites(less, world, ["twice"])
    assert watch_site(again, "test-range", JULY, draws=40, seed=3).every.unseen == pytest.approx(
        after.every.unseen
    )


def test_what_is_never_tasked_sees_nothing(world):
    terms = JULY._replace(tasked=Estimate.exactly(0.0))
    watch = watch_site(world.at("2015-01-01"), "test-range", terms, draws=2)
    np.testing.assert_allclose(watch.every.unseen, 1.0, rtol=1e-14)
    assert np.all(watch.every.images.longest == 31 * DAY)
    answer = summarise_site(watch)
    assert answer.after.every.first[1].p50 == np.inf
    assert "within more than 10 days in half" in answer.paragraph


def test_only_the_satellites_of_the_named_owners_count(world):
    terms = JULY._replace(owners=("coast",))
    watch = watch_site(world.at("2015-01-01"), "test-range", terms, draws=2)
    assert [imager.satellite for imager in watch.imagers] == ["morning"]
    with pytest.raises(NoroshiError, match=r"no satellite of nobody carries .* 2015-01-01"):
        watch_site(
            world.at("2015-01-01"), "test-range", terms._replace(owners=("nobody",)), draws=2
        )


def test_places_and_skies_that_are_not_declared_are_refused_by_name(world):
    cut = world.at("2015-01-01")
    with pytest.raises(NoroshiError, match=r"no sky is declared for 'north-cape'.*test-range"):
        watch_site(cut, "north-cape", JULY)
    with pytest.raises(NoroshiError, match="did you mean 'test-range'"):
        ground(cut, "test-rang")
    with pytest.raises(NoroshiError, match="no place on the ground is called 'over-the-ocean'"):
        ground(cut, "over-the-ocean")
    with pytest.raises(NoroshiError, match=r"cannot leave out 'twice'.* on 2014-01-01"):
        without_satellites(world.at("2014-01-01"), ["twice"])
    with pytest.raises(NoroshiError, match=r"cannot add 'mornin'.*did you mean 'morning'"):
        with_satellites(cut, world, ["mornin"])


def test_a_stale_orbit_is_refused_with_the_name_of_its_satellite(tmp_path):
    # The space station in 2008, as published.
    lines = [
        "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927",
        "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537",
    ]
    old = f"""
platforms:
  old: {{kind: satellite, name: Old, owner: coast, orbit: {{kind: two-line, lines: {lines}}}}}
payloads:
  eye: {{kind: optical-imager, on: old, off_nadir: 30 deg, swath: 15 km, resolution: 1 m}}
skies:
  above: {{at: test-range, clear: [{", ".join(["0.5"] * 12)}], persistence: 0.2}}
"""
    with pytest.raises(NoroshiError, match=r"^platforms\.old: "):
        watch_site(loaded(tmp_path, old).at("2015-01-01"), "test-range", JULY, draws=2)


def test_a_fresh_set_serves_a_year_as_a_picture_and_a_page_says_so(tmp_path):
    lines = [  # of the space station, as of New Year's Eve
        "1 25544U 98067A   14365.50000000  .00009000  00000-0  14000-3 0  9991",
        "2 25544  51.6400 100.0000 0007000  90.0000 270.0000 15.50000000 12345",
    ]
    for oldest, said in (("14 days", True), ("100 days", False)):
        orbit = f"{{kind: two-line, lines: {lines}, oldest: {oldest}}}"
        text = f"""
platforms:
  station: {{kind: satellite, name: Station, owner: coast, orbit: {orbit}}}
payloads:
  eye: {{kind: optical-imager, on: station, off_nadir: 30 deg, swath: 15 km, resolution: 1 m}}
skies:
  above: {{at: test-range, clear: [{", ".join(["0.5"] * 12)}], persistence: 0.2}}
"""
        terms = Terms(date(2015, 1, 1), days=10, longest=60)
        cut = loaded(_made(tmp_path / oldest), text).at("2015-01-01")
        watch = watch_site(cut, "test-range", terms, draws=2)
        assert len(watch.opportunities.time) > 10
        told = list(pictured([watch, watch]))
        assert told == [
            t for t in told if t.startswith("The published elements of Station are not")
        ]
        assert len(told) == said


def test_the_answer_holds_the_numbers_of_the_watch(both, answer):
    after = both[1]
    low, middle, high = np.percentile(after.cameras.unseen[3], [5, 50, 95], method="inverted_cdf")
    found = answer.after.cameras.unseen
    assert (found.p5[3], found.p50[3], found.p95[3]) == (low, middle, high)
    within = dict(answer.after.every.within)
    assert within[1].p50 == np.percentile(1 - after.every.unseen[1], 50, method="inverted_cdf")
    assert answer.after.months == (7,)
    assert answer.after.clear[0].p50 == pytest.approx(0.2, abs=0.01)
    gained = after.cameras.unseen - both[0].cameras.unseen
    assert answer.change_of_cameras.p5[3] == np.percentile(gained[3], 5, method="inverted_cdf")
    assert any(d.name == "skies.over-the-range.clear.6" for d in answer.drivers_of_cameras)
    morning, twice, radar = answer.after.satellites
    assert morning.local_time[1] == pytest.approx(10.9, abs=0.3)
    assert twice.missed_clear.p50 > 0.0
    assert radar.missed_clear.p50 == 0.0 < radar.missed.p50
    assert not radar.needs_clear


def test_the_paragraph_says_both_postures_and_what_it_rests_on(answer):
    text = answer.paragraph
    assert text.startswith(
        "Over the 31 days from 2015-07-01, with the satellites of 2015-01-01 all through, "
        "3 declared satellites have "
    )
    now = f"{answer.after.cameras.unseen.p50[3]:.2f} ("
    assert f"goes without a clear image with probability {now}" in text
    # No level beside the change: a median of differences is no difference of medians.
    moved = signed_chance(at(answer.change_of_cameras, 3))
    assert f"(after, 2015-01-01), a change of {moved} against before, 2014-01-01" in text
    assert "if but one in 10 of them is" in text
    assert "Without Every other day it would change by +" in text
    assert "Counted is an image of 2 m or better of a camera and 2 m or better of a radar." in text
    assert "With 40 draws only, medians move" in text


def test_a_hundred_draws_need_no_warning():
    assert few(99)
    assert not few(100)


def test_who_is_left_out_is_said_where_a_scenario_declares_it_and_nowhere_else(
    answer, tmp_path
) -> None:
    said = SATELLITES.replace(
        "    at: test-range\n", "    at: test-range\n    left_out: the eyes of other powers\n"
    )
    cut = loaded(tmp_path, said).at("2015-01-01")
    told = summarise_site(watch_site(cut, "test-range", JULY._replace(days=5), draws=2))
    bound = "; the eyes of other powers are not declared, so real gaps are shorter: this is an"
    assert bound in told.paragraph.split(". An activity")[0]
    (limit,) = undeclared([answer, told])
    assert limit.startswith("The eyes of other powers are not declared over Test range")
    assert answer.left_out is None
    assert "upper bound" not in answer.paragraph


def test_what_counts_is_what_the_cameras_limits_and_the_question_s_leave(tmp_path) -> None:
    limited = SATELLITES.replace(
        "    resolution: 0.5 m\n",
        "    resolution: 0.5 m\n    coarsest: {low: 0.8 m, best: 1 m, high: 2.6 m}\n",
    )
    cut = loaded(tmp_path, limited).at("2014-01-01")
    watch = watch_site(cut, "test-range", JULY._replace(days=5), draws=64)
    posture = summarise_site(watch).after
    own = next(i.camera.coarsest for i in watch.imagers if i.payload == "camera")
    limit = np.minimum(watch.draws(own), 2.0)
    assert posture.camera_limit.p50 == np.percentile(limit, 50, method="inverted_cdf")
    assert posture.camera_limit.p95 == np.percentile(limit, 95, method="inverted_cdf") <= 2.0
    seen = watch.opportunities
    cameras = watch.chances.needs_clear[seen.imager]
    assert np.all(seen.resolution[cameras] <= limit[seen.draw[cameras]] * (1.0 + 1e-9))


def test_a_camera_whose_own_limit_is_that_of_the_question_has_the_same_images(tmp_path) -> None:
    far = SATELLITES.replace(
        "    orbit: {kind: sun-synchronous, repeat: {revolutions: 29, days: 2}, "
        'local_time: "10:30"}\n',
        "    orbit: {kind: elements, epoch: 2014-12-31T12:00:00, semi_major_axis: 20000 km,\n"
        "            inclination: 55 deg, ascending_node: 0 deg, mean_anomaly: 0 deg}\n",
    )
    limited = far.replace("    resolution: 0.5 m\n", "    resolution: 0.5 m\n    coarsest: 2 m\n")
    assert far != SATELLITES != limited != far
    without, with_it = (
        watch_site(
            loaded(_made(tmp_path / name), text).at("2015-01-01"), "test-range", JULY, draws=2
        )
        for name, text in (("without", far), ("with", limited))
    )
    names = [imager.payload for imager in without.imagers]
    assert np.count_nonzero(without.opportunities.imager == names.index("second")) > 20
    for here, there in zip(without.opportunities, with_it.opportunities, strict=True):
        np.testing.assert_array_equal(here, there)
    # And what a page shows of one day is what the watch counts on that day.
    shown = orbits(without)
    today = (without.opportunities.day == shown.day) & (without.opportunities.draw == 0)
    assert len(looks(shown, without.place)) == np.count_nonzero(today)


def _made(folder):
    folder.mkdir()
    return folder


def test_watches_that_do_not_pair_are_refused(world, both):
    other = watch_site(world.at("2014-01-01"), "test-range", JULY, draws=2)
    with pytest.raises(ValueError, match="not of the same place"):
        SiteComparison(other, both[1])


def test_figures_say_the_answer_in_their_headline(both, answer):
    curve, months, week = (unseen_curve(answer), unseen_by_month(answer), strip(both[1], 7))
    now, was = (f"{p.cameras.unseen.p50[3]:.2f}" for p in (answer.after, answer.before))
    assert f"probability {now}, {was} before" in curve.alt
    assert f"{now} in July" in months.alt
    assert week.alt.startswith("Test range, July: a clear image on ")
    with pytest.raises(ValueError, match="no day of the period lies in month 2"):
        strip(both[1], 2)


def test_the_map_shows_every_opportunity_of_a_clear_day_of_the_first_draw(both):
    watch = both[1]
    picture = site_map(watch)
    day = int(np.argmax(watch.clear[:31, 0]))
    assert watch.clear[day, 0]
    seen = watch.opportunities
    rows = np.flatnonzero((seen.draw == 0) & (seen.day == day))
    told = picture.alt.split(". ")[-1].rstrip(".").split("; ")
    assert len(told) == len(rows) > 0
    for text, row in zip(told, rows, strict=True):
        minutes = int(seen.time[row] % DAY // 60)
        name = watch.imagers[seen.imager[row]].platform.name[:8]
        assert text.startswith(f"{minutes // 60}:{minutes % 60:02d} {name}")
        assert text.endswith(f"{np.degrees(seen.off_nadir[row]):.0f}° off nadir")
    assert f"{day + 1} July 2015" in picture.alt


def test_a_map_without_a_look_says_so(tmp_path):
    coarse = SATELLITES.replace("resolution: 0.5 m", "resolution: 5 m")
    cut = without_satellites(loaded(tmp_path, coarse).at("2014-01-01"), ["night-and-day"])
    picture = site_map(watch_site(cut, "test-range", JULY._replace(days=5), draws=2))
    assert picture.alt.endswith("no looks by cameras.")


def test_looks_are_drawn_where_the_satellite_is_as_far_off_nadir_as_told(both):
    """On the ground the way to the point below is (angle at the Earth's middle) × its radius."""
    shown = orbits(both[1])
    place = both[1].place
    for look in looks(shown, place):
        lat, lon = shown.below(look.imager.satellite, np.array([look.best]))
        away = inverse(place.lat.best, place.lon.best, lat, lon)[0][0]
        middle = 0.5 * np.pi - look.elevation - look.off_nadir
        assert away == pytest.approx(6.371e6 * middle, rel=0.01, abs=2e3)


def test_another_length_of_activity_may_be_asked_about(world):
    terms = JULY._replace(activity=12, longest=2)
    watch = watch_site(world.at("2015-01-01"), "test-range", terms, draws=8)
    answer = summarise_site(watch)
    assert "An activity of 12 days at Test range goes" in answer.paragraph
    assert "With 8 draws only, medians move and the intervals mean little." in answer.paragraph
    assert unseen_curve(answer).alt.startswith("12 days at Test range go without")
    monthly = np.percentile(watch.cameras.monthly[0][12], 50, method="inverted_cdf")
    assert answer.after.cameras.monthly[0].p50 == monthly


def test_postures_of_one_day_are_told_apart_by_their_satellites(world):
    cut = world.at("2015-01-01")
    less = without_satellites(cut, ["night-and-day"])
    before, after = watch_postures([less, cut], "test-range", JULY, draws=8)
    answer = summarise_site(after, before)
    assert (answer.before.label, answer.after.label) == (
        "without Night and day",
        "with Night and day",
    )
    assert "no different from without Night and day" in answer.paragraph
    assert "without any image with probability" in answer.paragraph
    assert summarise_site(before, after).before.label == "with Night and day"


def values(low, middle, high):
    return Interval(*(np.float64(v) for v in (low, middle, high)))


def test_probabilities_and_days_are_said_with_the_digits_that_they_have():
    assert chance(values(0.001, 0.2, 0.996)) == "0.20 (<0.01 to >0.99)"
    assert chance(values(0.0, 0.0, 0.0)) == "0.00"
    assert signed_chance(values(-0.2, -0.001, 0.3)) == "0.00 (−0.20 to +0.30)"
    assert waiting(values(0.5, 2.0, np.inf), JULY) == "2.0 days (0.5 to more than 10 days)"
    assert days_of(values(DAY, 2 * DAY, 2.04 * DAY)) == "2.0 days (1.0 to 2.0)"

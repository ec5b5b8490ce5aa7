"""The watch over a place: whose satellites, when they pass, and what is said of it."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from noroshi.access.opportunities import DAY
from noroshi.earth.geodesic import inverse
from noroshi.errors import NoroshiError
from noroshi.present.chances import chance, more_or_fewer, signed_chance
from noroshi.questions.answer import spread
from noroshi.questions.satellites import with_satellites, without_satellites
from noroshi.questions.site import Options
from noroshi.questions.site.answer import answer_of
from noroshi.questions.site.compute import unseen_by, watch_postures
from noroshi.questions.site.courses import month_days
from noroshi.questions.site.day import looks, orbits
from noroshi.questions.site.imaging import ground, local_midnight
from noroshi.questions.site.records import SiteComparison, SiteTerms
from noroshi.questions.site.wording import days_of, waiting
from noroshi.questions.site.words import few, headline, pictured
from noroshi.stats import Interval
from noroshi.world import Estimate

JULY = SiteTerms(date(2015, 7, 1), days=31, longest=10)


def watch_site(scenario, site, terms, **sampling):
    """The watch of one posture."""
    return watch_postures([scenario], site, terms, **sampling)[0]


@pytest.fixture(scope="module")
def world(sites_world):
    return sites_world


@pytest.fixture(scope="module")
def both(sites_both):
    return sites_both


FEW = " With 8 draws only, the intervals mean little."


@pytest.fixture(scope="module")
def answer(sites_answer):
    return sites_answer


def alone(watch):
    """The answer where both postures are one."""
    return answer_of([SiteComparison(watch, watch)])


def unseen(answer, posture="after", images="clear", days=3, variable="unseen"):
    """Median and interval of a probability."""
    at = {"site": "test-range", "posture": posture, "images": images, "length": days}
    return answer.spread(variable, **at).interval


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
    terms = SiteTerms(date(2015, 5, 1), days=120, longest=5)
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
    answer = alone(watch)
    at = {"site": "test-range", "posture": "after", "images": "any", "share_of_starts": 0.5}
    assert answer.spread("first_image", **at).p50 == np.inf
    assert "within more than 10 days in half" in answer.text


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


def test_a_stale_orbit_is_refused_with_the_name_of_its_satellite(tmp_path, loaded):
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


def test_a_fresh_set_serves_a_year_as_a_picture_and_a_page_says_so(tmp_path, loaded):
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
        terms = SiteTerms(date(2015, 1, 1), days=10, longest=60)
        cut = loaded(_made(tmp_path / oldest), text).at("2015-01-01")
        watch = watch_site(cut, "test-range", terms, draws=2)
        assert len(watch.opportunities.time) > 10
        told = list(pictured([watch, watch]))
        assert told == [t for t in alone(watch).limits if t.startswith("The published elements")]
        assert told == [
            t for t in told if t.startswith("The published elements of Station are not")
        ]
        assert len(told) == said


def test_the_answer_holds_the_numbers_of_the_watch(both, answer):
    after = both[1]
    low, middle, high = np.percentile(after.cameras.unseen[3], [5, 50, 95], method="inverted_cdf")
    assert unseen(answer) == (low, middle, high)
    at = {"site": "test-range", "posture": "after", "images": "any"}
    within = answer.spread("image_within", **at, within=1)
    assert within.p50 == np.percentile(1 - after.every.unseen[1], 50, method="inverted_cdf")
    assert answer.data["month"].to_numpy().tolist() == [7]
    clear = answer.spread("clear_days", site="test-range", posture="after", month=7)
    assert clear.p50 == pytest.approx(0.2, abs=0.01)
    gained = after.cameras.unseen - both[0].cameras.unseen
    change = answer.spread("change", site="test-range", images="clear", length=3)
    assert change.p5 == np.percentile(gained[3], 5, method="inverted_cdf")
    clearly = answer.drivers[0]
    assert clearly.at["images"] == "clear"
    assert any(d.name == "skies.over-the-range.clear.6" for d in clearly.found)
    own = answer.data.sel(site="test-range", posture="after")
    hours = own["satellite_local_time"].sel(satellite="morning", of_looks=50) / 3600.0
    assert float(hours) == pytest.approx(10.9, abs=0.3)
    rise = own["rise_without_satellite"]
    assert float(spread(own, "rise_without_satellite", satellite="twice", images="clear").p50) > 0.0
    radar = rise.sel(satellite="night-and-day")
    assert float(radar.sel(images="clear").max()) == 0.0 < float(radar.sel(images="any").median())
    assert str(own["sees_through_cloud"].sel(satellite="night-and-day").item()) == "yes"
    # A posture that does not have a satellite tells nothing of it.
    gone = answer.data.sel(posture="before", satellite="twice")
    assert np.isnan(gone["satellite_looks_a_day"]).all()
    assert gone["satellite_owner"].item() == gone["sees_through_cloud"].item() == ""


def test_every_number_is_that_of_the_watch_it_is_told_of(both, answer):
    """Arrays of both postures, to the last bit, draw by draw."""
    data = answer.data.sel(site="test-range")
    for posture, watch in zip(("before", "after"), both, strict=True):
        for images, sight, counted in (
            ("clear", watch.cameras, watch.chances.needs_clear),
            ("any", watch.every, np.ones(len(watch.imagers))),
        ):
            own = data.sel(posture=posture, images=images)
            assert np.array_equal(own["unseen"], sight.unseen)
            assert np.array_equal(own["unseen_by_month"], sight.monthly[:, 3])
            assert np.array_equal(own["longest_without_look"], sight.looks.longest)
            assert np.array_equal(own["longest_without_image"], sight.images.longest)
            rarely = unseen_by(watch, 0.1 * counted, JULY.longest)
            np.testing.assert_allclose(own["unseen_rarely"], rarely, rtol=1e-12)
            rows = counted[watch.opportunities.imager] > 0
            within = rows & (watch.opportunities.day < 31)
            number = np.bincount(watch.opportunities.draw[within], minlength=40) / 31
            np.testing.assert_allclose(own["looks_a_day"], number)
            for s in {i.satellite for i in watch.imagers}:
                kept = np.array([i.satellite != s for i in watch.imagers]) * counted
                rise = unseen_by(watch, kept, 3)[3] - sight.unseen[3]
                told = own["rise_without_satellite"].sel(satellite=s)
                np.testing.assert_allclose(told, rise, atol=1e-12)
        for s in {i.satellite for i in watch.imagers}:
            mine = np.array([i.satellite == s for i in watch.imagers])[watch.opportunities.imager]
            within = mine & (watch.opportunities.day < 31)
            number = np.bincount(watch.opportunities.draw[within], minlength=40) / 31
            told = data["satellite_looks_a_day"].sel(posture=posture, satellite=s)
            np.testing.assert_allclose(told, number)


def test_the_paragraph_says_both_postures_and_what_it_rests_on(answer):
    text = answer.text
    assert text.startswith(
        "Over the 31 days from 2015-07-01, with the satellites of 2015-01-01 all through, "
        "3 declared satellites have "
    )
    now = f"{unseen(answer).p50:.2f} ("
    assert f"goes without a clear image with probability {now}" in text
    # No level beside the change: a median of differences is no difference of medians.
    change = answer.spread("change", site="test-range", images="clear", length=3).interval
    moved = signed_chance(change)
    assert f"(after, 2015-01-01), a change of {moved} against before, 2014-01-01" in text
    assert "if but one in 10 of them is" in text
    assert "Without Every other day it would change by +" in text
    assert "Counted is an image of 2 m or better of a camera and 2 m or better of a radar." in text
    assert "With 40 draws only, medians move" in text


def test_the_headline_says_level_before_and_change_and_not_a_second_level(both, answer):
    verdict, why, hangs_on = answer.headline.lines
    before = unseen(answer, "before").p50
    change = answer.spread("change", site="test-range", images="clear", length=3).interval
    assert verdict.startswith("Of 100 activities of 3 days at Test range, satellites' cameras miss")
    assert f"missed {100 * before:.0f} (" in verdict
    assert f". With those of 2015-01-01: {more_or_fewer(change)}." in verdict
    assert "fewer" in verdict
    cloudy = 1.0 - both[1].draws(both[1].sky.clear[6]).mean()
    assert f"{100 * cloudy:.0f} % of days are cloudy" in why
    assert f"{100 * unseen(answer, images='any').p50:.0f} (" in why
    rarely = unseen(answer, variable="unseen_rarely").p50
    assert f"cameras miss {100 * rarely:.0f} (" in hangs_on


def test_where_nothing_changes_the_headline_says_so(world):
    watch = watch_site(world.at("2015-01-01"), "test-range", JULY, draws=8)
    assert alone(watch).headline.verdict.endswith(", before as after." + FEW)


def test_a_change_of_a_hundred_is_said_with_its_direction():
    assert more_or_fewer(values(-0.09, -0.05, -0.02)) == "5 fewer (2 to 9)"
    assert more_or_fewer(values(0.0, 0.05, 0.10)) == "5 more (0 to 10)"
    assert more_or_fewer(values(-0.006, 0.03, 0.10)) == "3 more (1 fewer to 10 more)"
    assert more_or_fewer(values(-0.02, 0.0, 0.06)) == "as many (2 fewer to 6 more)"
    assert more_or_fewer(values(-0.02, 0.0, 0.0)) == "as many (2 fewer to as many)"
    assert more_or_fewer(values(0.05, 0.05, 0.05)) == "5 more"


def test_a_hundred_draws_need_no_warning_and_two_are_told_in_the_headline(answer):
    assert few(99)
    few_told = headline(answer.data.isel(draw=slice(2))).verdict
    assert few_told.endswith("With 2 draws only, the intervals mean little.")
    assert "draws only" not in headline(answer.data).verdict
    assert not few(100)


def test_who_is_left_out_is_said_where_a_scenario_declares_it_and_nowhere_else(
    answer, tmp_path, satellites, loaded
) -> None:
    said = satellites.replace(
        "    at: test-range\n", "    at: test-range\n    left_out: the eyes of other powers\n"
    )
    cut = loaded(tmp_path, said).at("2015-01-01")
    watch = watch_site(cut, "test-range", JULY._replace(days=5), draws=2)
    told = alone(watch)
    bound = "; the eyes of other powers are not declared, so real gaps are shorter: this is an"
    assert bound in told.text.split(". An activity")[0]
    assert told.headline.hangs_on.endswith(" The eyes of other powers are not counted.")
    assert told.limits[0].startswith("The eyes of other powers are not declared over Test range")
    assert answer.data["left_out"].item() == ""
    assert "upper bound" not in answer.text
    assert not any("not declared over" in limit for limit in answer.limits)


def test_what_counts_is_what_the_cameras_limits_and_the_question_s_leave(
    tmp_path, satellites, loaded
) -> None:
    limited = satellites.replace(
        "    resolution: 0.5 m\n",
        "    resolution: 0.5 m\n    coarsest: {low: 0.8 m, best: 1 m, high: 2.6 m}\n",
    )
    cut = loaded(tmp_path, limited).at("2014-01-01")
    watch = watch_site(cut, "test-range", JULY._replace(days=5), draws=64)
    told = alone(watch)
    own = next(i.camera.coarsest for i in watch.imagers if i.payload == "camera")
    limit = np.minimum(watch.draws(own), 2.0)
    found = told.spread("coarsest_counted", posture="after", payload="camera")
    low, middle, high = np.percentile(limit, [5, 50, 95], method="inverted_cdf")
    assert (found.p5, found.p50, found.p95) == (low, middle, high)
    assert high <= 2.0
    said = f"an image of {middle:.2g} m ({low:.2g} to {high:.2g}) or better of a camera"
    assert said in told.text
    seen = watch.opportunities
    cameras = watch.chances.needs_clear[seen.imager]
    assert np.all(seen.resolution[cameras] <= limit[seen.draw[cameras]] * (1.0 + 1e-9))


def test_a_camera_whose_own_limit_is_that_of_the_question_has_the_same_images(
    tmp_path, satellites, loaded
) -> None:
    far = satellites.replace(
        "    orbit: {kind: sun-synchronous, repeat: {revolutions: 29, days: 2}, "
        'local_time: "10:30"}\n',
        "    orbit: {kind: elements, epoch: 2014-12-31T12:00:00, semi_major_axis: 20000 km,\n"
        "            inclination: 55 deg, ascending_node: 0 deg, mean_anomaly: 0 deg}\n",
    )
    limited = far.replace("    resolution: 0.5 m\n", "    resolution: 0.5 m\n    coarsest: 2 m\n")
    assert far != satellites != limited != far
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
    answer = alone(watch)
    assert "An activity of 12 days at Test range goes" in answer.text
    assert "With 8 draws only, medians move and the intervals mean little." in answer.text
    assert "activities of 12 days" in answer.figure("unseen-test-range").title
    monthly = np.percentile(watch.cameras.monthly[0][12], 50, method="inverted_cdf")
    at = {"site": "test-range", "posture": "after", "images": "clear", "month": 7}
    assert answer.spread("unseen_by_month", **at).p50 == monthly


def test_postures_of_one_day_are_told_apart_by_their_satellites(world):
    cut = world.at("2015-01-01")
    less = without_satellites(cut, ["night-and-day"])
    before, after = watch_postures([less, cut], "test-range", JULY, draws=8)
    answer = answer_of([SiteComparison(before, after)])
    assert answer.data["posture_name"].to_numpy().tolist() == [
        "without Night and day",
        "with Night and day",
    ]
    assert "no different from without Night and day" in answer.text
    assert "without any image with probability" in answer.text
    turned = answer_of([SiteComparison(after, before)])
    assert turned.data["posture_name"].to_numpy().tolist()[0] == "with Night and day"
    # No day tells them apart, and no word of before and after.
    assert turned.headline.verdict.endswith(", with Night and day as without Night and day." + FEW)


def values(low, middle, high):
    return Interval(*(np.float64(v) for v in (low, middle, high)))


def test_probabilities_and_days_are_said_with_the_digits_that_they_have():
    assert chance(values(0.001, 0.2, 0.996)) == "0.20 (<0.01 to >0.99)"
    assert chance(values(0.0, 0.0, 0.0)) == "0.00"
    assert signed_chance(values(-0.2, -0.001, 0.3)) == "0.00 (−0.20 to +0.30)"
    assert (
        waiting(values(0.5 * DAY, 2.0 * DAY, np.inf), JULY.longest)
        == "2.0 days (0.5 to more than 10 days)"
    )
    assert days_of(values(DAY, 2 * DAY, 2.04 * DAY)) == "2.0 days (1.0 to 2.0)"


@pytest.mark.parametrize(
    "options",
    [{"days": 9}, {"days": 1097}, {"activity": 0}, {"activity": 366}, {"nights": 3}],
)
def test_options_out_of_bounds_are_refused(options):
    with pytest.raises(ValueError, match="validation error"):
        Options.model_validate(options)


def test_a_month_that_is_not_in_the_period_has_no_days(both):
    with pytest.raises(ValueError, match="no day of the period lies in month 2"):
        month_days(both[1], 2)

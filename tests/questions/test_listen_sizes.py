"""How large events were, by what agencies state: differences, order, screening, xenon."""

import csv
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from noroshi.questions.ask import case_of
from noroshi.questions.listen import Options, sizes
from noroshi.questions.listen.answer import answer
from noroshi.questions.listen.choice import choose
from noroshi.questions.listen.reading import ListenNumbers
from noroshi.scenario import load
from noroshi.seismic.location import station_separation
from noroshi.seismic.size import (
    DIFFERENCE_SIGMA,
    RATIO_SLOPES,
    RELATIONS,
    SITE_SCATTER,
    ZHANG_WEN,
    yields,
)
from noroshi.world import Estimate

DATA = Path(__file__).resolve().parents[1] / "reference" / "data"
TEN_METRES = 1.6e-6
"""As an angle at the surface: the list is rounded [rad]."""


@pytest.fixture(scope="module")
def japan():
    return load("japan")


@pytest.fixture(scope="module")
def tests(japan):
    """The six declared tests by id, as occasions."""
    asked = choose(case_of(japan, None, 2, 0, None), Options())
    return {o.id: o for o in asked.occasions}


@pytest.fixture(scope="module")
def found(japan):
    return answer(case_of(japan, None, 64, 0, None), Options())


def test_a_deviation_is_that_of_which_the_bounds_hold_nine_tenths():
    sigma = sizes.deviation(Estimate(4.8, 4.9, 5.0))
    assert norm(4.9, sigma).cdf(5.0) - norm(4.9, sigma).cdf(4.8) == pytest.approx(0.9)


def test_two_tests_are_compared_by_agencies_that_state_both(tests):
    apart = sizes.difference(tests["test-2013"], tests["test-2009"])
    assert apart.agencies == 3  # IDC, USGS and KMA; the surface wave is of one alone
    assert apart.mean == pytest.approx(0.4)  # each of the three says so
    # Each states a tenth, of its mean over stations; two entries of a bulletin differ by more.
    assert apart.error == pytest.approx(DIFFERENCE_SIGMA / math.sqrt(3.0))


def test_what_an_agency_states_counts_where_it_is_more_than_bulletins_have(tests):
    one = tests["test-2013"]._replace(event=None, magnitude=Estimate(3.9, 4.9, 5.9))
    apart = sizes.difference(one, one)
    assert apart.error == pytest.approx(math.sqrt(2.0) * sizes.deviation(one.magnitude))


def test_a_magnitude_that_is_meant_is_no_entry_of_a_bulletin(tests):
    meant = tests["test-2013"]._replace(event=None, magnitude=Estimate.exactly(4.9))
    assert sizes.difference(meant, meant).error == 0.0
    half = sizes.difference(meant, tests["test-2009"]).error
    assert half == pytest.approx(DIFFERENCE_SIGMA / math.sqrt(2.0))


def test_surface_waves_do_not_tell_which_of_two_is_larger(tests):
    # One agency states both of both; its surface waves are left out.
    apart = sizes.difference(tests["test-2016-01"], tests["test-2013"])
    assert apart.agencies == 3
    assert apart.mean == pytest.approx((-0.05 + 0.0 - 0.1) / 3.0)


def test_agencies_that_differ_widen_the_error(tests):
    apart = sizes.difference(tests["test-2017"], tests["test-2013"])
    assert apart.agencies == 2  # 6.1 less 4.9 by one, 5.7 less 4.9 by the other
    assert apart.mean == pytest.approx(1.0)
    scatter = np.var([1.2, 0.8], ddof=1) / 2.0
    assert apart.error == pytest.approx(math.sqrt(DIFFERENCE_SIGMA**2 / 2.0 + scatter))


def test_the_third_test_was_the_largest_until_then_and_the_fourth_was_not(tests):
    order = list(tests.values())
    third, fourth = order[2], order[3]
    assert sizes.largest_so_far(third, order[:2]) > 0.99
    assert sizes.largest_so_far(fourth, order[:3]) < 0.5
    assert math.isnan(sizes.largest_so_far(order[0], []))


def test_its_yield_against_the_largest_before_has_the_bounds_of_the_slope(tests):
    order = list(tests.values())
    low, best, high = sizes.times_largest_before(order[2], order[:2])
    apart = sizes.difference(order[2], order[1])
    half = norm.ppf(0.95) * apart.error
    assert low == pytest.approx(10.0 ** ((0.4 - half) / RATIO_SLOPES[2]))
    assert best == pytest.approx(10.0 ** (0.4 / RATIO_SLOPES[1]))
    assert high == pytest.approx(10.0 ** ((0.4 + half) / RATIO_SLOPES[0]))
    assert all(map(math.isnan, sizes.times_largest_before(order[0], [])))


def test_what_nobody_states_of_both_is_compared_by_what_there_is(tests):
    what_if = tests["test-2013"]._replace(event=None, magnitude=Estimate.exactly(4.0))
    apart = sizes.difference(what_if, tests["test-2009"])
    assert apart.agencies == 0
    assert apart.mean == pytest.approx(-0.5)


@pytest.mark.parametrize("mean", [-1.0, 0.0, 1.0])
def test_magnitudes_without_error_are_larger_or_not(mean):
    chance = sizes.chance_larger(sizes.MagnitudeDifference(mean, 0.0, 1))
    assert chance == {-1.0: 0.0, 0.0: 0.5, 1.0: 1.0}[mean]


def test_screening_takes_both_magnitudes_of_one_agency(tests):
    event = tests["test-2013"].event
    before, since = sizes.surface_waves(event)
    assert sizes.surface_agency(event) == "USGS"
    # USGS: mb 5.1, Ms 4.0; by the data centre's mb of 4.9 it would lie above the old line.
    old, new = (
        (4.0 - (1.25 * mb - 2.20) for mb in (5.1, 4.9)),
        (4.0 - (mb - 0.64) for mb in (5.1, 4.9)),
    )
    for found, (own, other) in ((before, old), (since, new)):
        assert found.margin == pytest.approx((own, own, other))
        assert float(found.own.margin) == pytest.approx(own)
        assert not found.own.screened_out
    assert before.margin[1] < 0.0 < before.margin[2]
    assert sizes.surface_waves(tests["test-2009"].event) == ()
    assert sizes.surface_waves(None) == ()


def test_the_line_of_the_day_is_the_one_that_is_told(tests, found):
    before, since = sizes.surface_waves(tests["test-2013"].event)
    assert (before.in_force, since.in_force) == (False, True)
    event = tests["test-2013"].event
    earlier = event.model_copy(update={"origin": event.origin.replace(year=2009)})
    assert [s.in_force for s in sizes.surface_waves(earlier)] == [True, False]
    (told,) = (line for line in found.text.splitlines() if line.startswith("Surface waves"))
    assert "USGS" in told
    assert "since June 2010, which was in force: 0.46 below it" in told
    assert "from 0.46 below it to 0.26 below it by the mb of every agency" in told


def test_yields_reach_over_the_magnitudes_of_all_agencies(tests):
    one = tests["test-2013"]  # mb 4.9 by one, 5.1 by another
    sigma = sizes.deviation(Estimate(4.8, 4.9, 5.0))
    low, middle, high = yields(4.9, sigma), yields(5.0, sigma), yields(5.1, sigma)
    without_depth = sizes.yields_of(one, [r for r in RELATIONS if not r.needs_depth])
    for found, *parts in zip(without_depth, low, middle, high, strict=True):
        expected = (parts[0].low, parts[1].best, parts[2].high)
        assert found == pytest.approx([float(e) for e in expected])


def test_a_relation_for_small_shots_is_not_asked_of_a_large_one(tests):
    *others, small, _ = sizes.yields_of(tests["test-2017"])
    assert all(map(math.isnan, small))
    assert not any(math.isnan(v) for own in others for v in own)
    assert not any(math.isnan(v) for own in sizes.yields_of(tests["test-2013"]) for v in own)


def test_a_relation_with_depth_is_asked_with_its_own_magnitude_and_all_of_the_depth(tests):
    one = tests["test-2009"]  # mb(Lg) 4.53 by one, 550 to 690 m below the ground
    depth = one.event.depth
    assert (depth.low, depth.best, depth.high) == (550.0, 610.0, 690.0)
    (told,) = sizes.yields_of(one, [ZHANG_WEN])
    # By hand: log10 Y = (mb − 5.887 + 0.7875 log10 h) / 1.0125, 90 % to either side.
    half = norm.ppf(0.95) * math.hypot(sizes.deviation(Estimate(4.43, 4.53, 4.63)), SITE_SCATTER)
    expected = [
        (4.53 + off - 5.887 + 0.7875 * math.log10(depth)) / 1.0125
        for off, depth in ((-half, 550.0), (0.0, 610.0), (half, 690.0))
    ]
    assert np.log10(told) == pytest.approx(expected)
    known = one.event.model_copy(update={"depth": Estimate.exactly(610.0)})
    (sharp,) = sizes.yields_of(one._replace(event=known), [ZHANG_WEN])
    assert told[0] < sharp[0] < sharp[1] == told[1] < sharp[2] < told[2]


@pytest.mark.parametrize("missing", ["depth", "mb(Lg)", "event"])
def test_a_relation_with_depth_is_not_asked_where_something_is_missing(tests, missing):
    one = tests["test-2013"]
    rest = tuple(m for m in one.event.magnitudes if m.scale != "mb(Lg)")
    without = {
        "depth": one._replace(event=one.event.model_copy(update={"depth": None})),
        "mb(Lg)": one._replace(event=one.event.model_copy(update={"magnitudes": rest})),
        "event": one._replace(event=None),
    }[missing]
    assert all(map(math.isnan, sizes.yields_of(without, [ZHANG_WEN])[0]))
    assert ZHANG_WEN in sizes.asked_of([one])
    assert ZHANG_WEN not in sizes.asked_of([without])


def test_depth_and_whose_magnitudes_were_asked_are_told(found):
    told = ListenNumbers(found.plain)
    assert told.bounds("event_depth", event="test-2013") == (430.0, 460.0, 490.0)
    assert told.word("relation_scale", relation="zhang-wen") == "mb(Lg)"
    hangs_on = found.headline.hangs_on
    assert "by 4 relations between magnitude and yield, the mb of IDC and USGS, and" in hangs_on
    assert "and the mb(Lg) of Zhao and others 2013" in hangs_on
    (sizes_table,) = (t for t in found.tables if t.name == "sizes")
    document = "\n".join("\t".join(row) for row in sizes_table.cells())
    assert "460 (430 to 490)" in document
    assert "13 (4.4 to 40)" in document
    assert any("estimates that most relations do not ask for" in line for line in found.limits)


def test_where_no_depth_is_declared_nothing_is_told_of_one():
    told = answer(case_of(load("small"), None, 2, 0, None), Options())
    assert "zhang-wen" not in ListenNumbers(told.plain).names("relation")
    (sizes_table,) = (t for t in told.tables if t.name == "sizes")
    assert not any(c.variable == "event_depth" for c in sizes_table.columns)
    assert any("depths are not declared" in line for line in told.limits)


def test_a_large_one_is_told_by_the_relations_that_hold(japan):
    told = answer(case_of(japan, None, 2, 0, None), Options(event="test-2017"))
    assert "by 2 relations between magnitude and yield and the mb of IDC" in told.headline.hangs_on


def test_the_find_of_april_2013_is_55_days_after_the_test(found):
    told = ListenNumbers(found.plain)
    (find,) = (
        k for k in told.plain["find"].tolist() if told.word("find_event", find=k) == "test-2013"
    )
    # From 02:57 of a day to noon of another.
    assert told.number("find_after", find=find) / 86400.0 == pytest.approx(55.38, abs=0.01)
    assert told.number("find_announced_after", find=find) / 86400.0 == pytest.approx(70.4, abs=0.1)
    low, best, high = (
        told.number("find_ratio", find=find, bound=b) for b in ("low", "best", "high")
    )
    assert 0.0 < low < best < high
    assert "55 days after" in found.text


def test_a_ratio_before_the_fission_is_no_number():
    assert all(map(math.isnan, sizes.xenon_ratio(-86400.0)))


def test_yields_are_a_set_of_intervals_of_more_than_a_factor_of_two(found):
    told = ListenNumbers(found.plain)
    relations = told.names("relation")
    assert len(relations) > 1
    for event in told.names("event"):
        for relation in relations:
            low, best, high = told.bounds("explosive_yield", event=event, relation=relation)
            if math.isnan(best):
                continue
            assert low < best / 1.9
            assert high > best * 1.9
    assert "stays open" in found.headline.hangs_on


def test_the_numbers_of_the_flagship_are_told_right(found):
    told = ListenNumbers(found.plain)
    assert told.event == "test-2013"
    assert found.headline.verdict.startswith("Yes: the test of 12 February 2013 (magnitude 4.9)")
    for event, stated in (("test-2009", 61), ("test-2013", 94)):
        low, _, high = told.interval("hear", event=event, network="ims")
        assert low <= stated <= high
    assert told.number("station_works", station="KSRS") == 1.0
    assert told.word("station_party", station="KSRS") == "the Republic of Korea"


def test_neighbours_whose_errors_are_alike_tell_less(found):
    told = ListenNumbers(found.plain)
    alike, apart = told.array("ellipse_alike"), told.array("ellipse_area", event="test-2013")
    assert (alike > apart).all()


def test_every_station_stands_in_the_country_that_it_is_said_to_be_of(japan):
    # The facts are one list and the parties another: some that are easily mistaken.
    parties = {key: station.party for key, station in japan.seismometers.items()}
    expected = {"SPITS": "no", "GUMO": "us", "RAR": "ck", "PPT": "fr", "SFJD": "dk", "MAW": "au"}
    assert {key: parties[key] for key in expected} == expected
    assert len(parties) == 143


def test_the_flagship_has_the_stations_that_published_numbers_are_held_against(japan):
    with (DATA / "seismic_stations.csv").open(encoding="utf-8") as file:
        next(file)  # the source
        rows = list(csv.DictReader(file))
    assert len(rows) > 100
    for row in rows:
        station = japan.seismometers[row["code"]]
        where = np.radians([float(row["lat_deg"]), float(row["lon_deg"])])
        np.testing.assert_allclose([station.lat, station.lon], where, atol=TEN_METRES)
        assert station.array == (row["array"] == "1")
        primary = station.network == "ims-primary"
        assert primary == (row["primary"] == "1"), row["code"]


def test_no_instrument_is_counted_twice(japan):
    lat, lon = np.array([(s.lat, s.lon) for s in japan.seismometers.values()]).T
    apart = station_separation(lat, lon)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 10.0  # of the same place under two codes 4 km would be much


def test_the_network_of_2006_lacks_the_two_nearest_arrays(japan):
    for code in ("KSRS", "USRK"):
        assert not japan.seismometers[code].holds(date(2006, 10, 9))
        assert japan.seismometers[code].holds(date(2009, 5, 25))


def test_the_statement_on_the_third_test_is_borne_out(japan):
    from noroshi.report.run import run

    report = run(japan, ["listen", "claims"], draws=16)
    claims = next(a for a in report.answers if a.question == "claims")
    document = "\n".join("\t".join(row) for t in claims.tables for row in t.cells())
    (row,) = (line for line in document.splitlines() if "third and strongest" in line)
    assert "supported" in row


def test_texts_tell_of_a_relation_with_depth_only_where_it_is_asked():
    """A depth alone does not do: the relation asks for an mb(Lg), too."""
    world = load("small")
    deep = {
        key: event.model_copy(update={"depth": Estimate.exactly(500.0)})
        for key, event in world.seismic_events.items()
    }
    told = answer(case_of(replace(world, seismic_events=deep, origin=None), None, 2, 0, None),
                  Options())  # fmt: skip
    (sizes_,) = (t for t in told.tables if t.name == "sizes")
    assert "depth" in " ".join(sizes_.heads)
    assert "mb(Lg)" not in sizes_.note
    assert any(
        "depths are estimates that no relation here asks for" in each for each in told.limits
    )

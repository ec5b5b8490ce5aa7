"""The watch over waters: whose patrols, how often they are there, and what is said of it."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import spearmanr

from noroshi.earth.territorial import nearest
from noroshi.errors import NoroshiError
from noroshi.present.chances import hundredths, points
from noroshi.questions.waters.answer import answer_of, compared, driving
from noroshi.questions.waters.compute import WatersTerms, watch_waters_postures
from noroshi.questions.waters.lookouts import (
    DECLARED,
    FLOWN,
    PEAK,
    patrols_of,
    peak_day,
    radar_modes,
    searching,
    season,
)
from noroshi.questions.waters.noticed import half_noticed, time_left
from noroshi.questions.waters.picture import waters_pictures
from noroshi.questions.waters.words import headline, text
from noroshi.scenario import load
from noroshi.stats import Interval
from noroshi.world import Estimate, named

SMALL = WatersTerms(date(2015, 1, 1), bearings=12, starts=3)


@pytest.fixture(scope="module")
def world(waters_world):
    return waters_world


@pytest.fixture(scope="module")
def both(waters_both):
    return waters_both


@pytest.fixture(scope="module")
def answer(waters_answer):
    return waters_answer


def told(answer, variable, posture="after", vessel="boat", reading="declared", **at):
    """Median and interval of a number of the islands."""
    where = {"waters": "islands", "vessel": vessel, "reading": reading, **at}
    if posture:
        where["posture"] = posture
    return answer.spread(variable, **where).interval


def test_the_patrols_of_a_posture_watch(both):
    assert [g.patrol for g in both[0].groups] == ["far", "ships"]
    assert [g.patrol for g in both[1].groups] == ["winter", "near", "ships"]
    winter, near, ships = both[1].groups
    assert (winter.in_season, near.in_season) == pytest.approx((220 / 365, 145 / 365))
    assert ships.in_season == 1.0
    assert len(ships.squad.craft) > 1


def test_a_drone_searches_with_one_mode_of_its_radar(world):
    posture = world.at("2015-01-01")
    used = [p.id for p in searching(posture, "drone", posture.platforms["drone"])]
    assert used == ["drone-moving", "drone-camera"]


def test_the_modes_of_a_radar_are_told_with_why_one_is_taken(world, answer):
    posture = world.at("2015-01-01")
    moving, spot = radar_modes(posture, "drone", posture.platforms["drone"])
    # Every dwell, against an annulus' sectors of 2 x 120 degrees searched spot by spot.
    assert (moving.payload, moving.mode, moving.every) == ("drone-moving", "moving-target", 30.0)
    annulus = np.pi * (150e3**2 - 20e3**2) * 2.0 / 3.0
    assert (spot.payload, spot.mode) == ("drone-spot", "spot")
    assert spot.every == pytest.approx(annulus / 2e3**2 * 45.0, rel=0.1)
    own = answer.data.sel(posture="after", patrol="near")
    assert own["fleet"].item() == "drones-near"
    assert own["radar_mode"].item() == "moving-target"
    again = own["looks_again_after"]
    assert again["mode"].to_numpy().tolist() == ["moving-target", "spot"]
    assert again.to_numpy().tolist() == [30.0, spot.every]
    ships = answer.data.sel(posture="after", patrol="ships")
    assert ships["radar_mode"].item() == ""
    assert np.isnan(ships["looks_again_after"]).all()


def test_it_is_noticed_no_less_often_when_every_sortie_goes_there(both):
    for watch in both:
        assert np.all(watch.noticed[:, FLOWN] >= watch.noticed[:, DECLARED] - 1e-12)
        assert watch.before_limit[:, FLOWN].mean() > watch.before_limit[:, DECLARED].mean() + 0.05
        for group in watch.groups:
            assert np.all(group.on_station[FLOWN] >= group.on_station[DECLARED] - 1e-12)


def test_it_never_falls_towards_the_coast_and_each_fleet_adds_to_it(both):
    for watch in both:
        assert np.all(np.diff(watch.noticed, axis=3) >= -1e-12)
        before = watch.noticed[:, :, :, watch.ways.limit - 1]
        assert np.all(watch.alone <= before[:, None] + 1e-12)
        assert np.all(watch.without <= before[:, None] + 1e-12)


def test_two_groups_that_look_independently_join_as_probabilities_do(both):
    """1 - missed of all = product of missed by each; here by single approaches, so as a mean of
    products it may differ by how visits coincide, which is by chance alone."""
    watch = both[0]
    whole = 1.0 - watch.noticed[:, :, :, watch.ways.limit - 1].mean(axis=2)
    product = np.prod(1.0 - watch.alone.mean(axis=3), axis=1)
    assert whole.mean() == pytest.approx(product.mean(), abs=0.02)


def test_the_peak_is_the_middle_of_the_days_on_which_what_is_new_is_there(world, both):
    before, after = world.at("2014-01-01"), world.at("2015-01-01")
    assert both[0].peak == both[1].peak == date(2015, 8, 4)
    assert peak_day(after, after, "islands", date(2015, 1, 1), 365) is None
    assert peak_day(before, after, "islands", date(2015, 11, 1), 60) is None
    winter, near, ships = both[1].groups
    assert (winter.at_peak, near.at_peak, ships.at_peak) == (False, True, True)
    # Nobody of the winter's fleet looks in summer, and the summer's looks on every day of it.
    assert both[1].alone[:, 0, PEAK].max() == 0.0
    assert both[1].alone[:, 1, PEAK].mean() > both[1].alone[:, 1, DECLARED].mean()


def test_what_two_postures_have_in_common_is_the_same_in_both(both):
    assert np.array_equal(both[0].alone[:, 1], both[1].alone[:, 2])


def renamed(posture, ending="-again"):
    """The same fleets and patrols under other ids, as another file would have them."""
    fleets = {
        f"{i}{ending}": named(f.model_copy(update={"id": f"{i}{ending}"}), f"fleets.{i}{ending}")
        for i, f in posture.fleets.items()
    }
    patrols = {}
    for i, p in posture.patrols.items():
        other = {"id": f"{i}{ending}", "fleet": f"{p.fleet}{ending}"}
        patrols[f"{i}{ending}"] = named(p.model_copy(update=other), f"patrols.{i}{ending}")
    return replace(posture, fleets=fleets, patrols=patrols)


def test_a_posture_with_other_ids_is_the_same_posture_to_the_last_bit(world):
    posture = world.at("2015-01-01")
    found = watch_waters_postures([renamed(posture), posture], "islands", SMALL, draws=16, seed=3)
    assert found[0].groups[0].fleet != found[1].groups[0].fleet
    assert np.array_equal(found[0].noticed, found[1].noticed)
    assert np.array_equal(found[0].without, found[1].without)


def test_two_fleets_of_one_type_at_one_base_have_their_own_luck(world):
    posture = world.at("2014-01-01")
    fleet, patrol = posture.fleets["drones-far"], posture.patrols["far"]
    second = {"id": "second", "fleet": "second"}
    twice = replace(
        posture,
        fleets={**posture.fleets, "second": fleet.model_copy(update={"id": "second"})},
        patrols={**posture.patrols, "second": patrol.model_copy(update=second)},
    )
    found = watch_waters_postures([posture, twice], "islands", SMALL, draws=16, seed=3)
    assert np.array_equal(found[0].alone[:, 0], found[1].alone[:, 0])
    assert not np.array_equal(found[1].alone[:, 0], found[1].alone[:, 2])


def test_how_long_looks_are_remembered_is_drawn_and_stands_among_what_may_drive_the_answer(both):
    watch = both[1]
    memory = watch.waters.look_memory
    assert (memory.low, memory.best, memory.high, memory.scale) == (60.0, 600.0, 3600.0, "log")
    assert {"waters.islands.look_memory", "waters.islands.tasked"} <= set(watch.draws.points)
    for group in watch.groups:
        for look in group.squad.payloads:
            assert np.array_equal(look.memory, watch.draws(memory))


def test_the_memory_is_named_as_a_driver_where_the_answer_goes_with_it(both):
    """A weak link of one named assumption is told; the same of any of a hundred others is not."""
    watch = both[1]
    for name, named_ in (("waters.islands.look_memory", True), ("vessels.boat.speed", False)):
        said = [d.name for d in driving(watch, weakly_linked(watch.draws.points[name]))]
        assert (name in said) == named_


def weakly_linked(points):
    """An answer that goes with some points by a rank correlation of about -0.45."""
    noise = np.random.default_rng(5).permutation(len(points)) / len(points)
    answers = (noise - share * points for share in np.arange(0.0, 2.0, 0.01))
    return next(a for a in answers if -0.46 < spearmanr(points, a)[0] < -0.44)


def test_a_longer_memory_leaves_fewer_noticed(world):
    posture = world.at("2015-01-01")
    found = []
    for memory in (60.0, 600.0, 3600.0):
        waters = posture.waters["islands"].model_copy(
            update={"look_memory": Estimate.exactly(memory)}
        )
        told = replace(posture, waters={**posture.waters, "islands": waters})
        watch = watch_waters_postures([told], "islands", SMALL, draws=16, seed=3)[0]
        found.append(watch.before_limit[0, DECLARED])
    assert np.all(np.diff(found, axis=0) <= 0.0)
    assert (found[0] - found[2]).mean() > 0.05


def test_another_fleet_moves_nobody_elses_numbers(world):
    posture = world.at("2015-01-01")
    few = {i: p for i, p in posture.patrols.items() if i != "near"}
    asked = WatersTerms(SMALL.start, bearings=12, starts=3)
    less = watch_waters_postures(
        [replace(posture, patrols=few)], "islands", asked, draws=40, seed=3
    )[0]
    more = watch_waters_postures([posture], "islands", SMALL, draws=40, seed=3)[0]
    assert np.array_equal(less.alone[:, 0], more.alone[:, 0])
    assert np.array_equal(less.alone[:, 1], more.alone[:, 2])
    assert np.all(less.noticed[:, DECLARED] <= more.noticed[:, DECLARED] + 1e-12)


def test_seasons_hold_both_their_days_and_run_over_the_new_year(world):
    near, winter = (world.fleets[f] for f in ("drones-near", "drones-far-winter"))
    year = season(near, date(2015, 1, 1), 365)
    days = [date(2015, 1, 1).toordinal() + int(d) for d in np.flatnonzero(year)]
    assert date.fromordinal(days[0]) == date(2015, 5, 24)
    assert date.fromordinal(days[-1]) == date(2015, 10, 15)
    assert np.array_equal(season(winter, date(2015, 1, 1), 365), ~year)
    assert season(world.fleets["cutters"], date(2015, 1, 1), 365).all()


def test_waters_that_nobody_watches_notice_nothing_and_say_so(world):
    asked = WatersTerms(SMALL.start, bearings=5)
    found = watch_waters_postures([world.at("2015-01-01")], "unwatched", asked, draws=4)[0]
    assert patrols_of(world.at("2015-01-01"), "unwatched") == []
    assert found.noticed.max() == 0.0
    nobody = answer_of([compared(found, found)])
    assert "Nobody is declared to watch Unwatched waters" in nobody.text
    assert nobody.headline.lines == (
        "Nobody is declared to watch Unwatched waters: no approach is noticed.",
    )
    assert np.isnan(nobody.data["time_left"]).all()
    assert np.degrees(found.ways.bearing) == pytest.approx([200.0, 232.5, 265.0, 297.5, 330.0])
    for figure in nobody.figures:
        assert "nobody is declared to watch" in figure.title


@pytest.mark.parametrize(
    ("waters", "vessels", "said"),
    [("island", None, "did you mean 'islands'"), ("islands", ["ship"], "no type of vessel")],
)
def test_what_is_not_declared_is_refused_by_name(world, waters, vessels, said):
    with pytest.raises(NoroshiError, match=said):
        watch_waters_postures(
            [world.at("2015-01-01")], waters, WatersTerms(SMALL.start, vessels=vessels), draws=2
        )


def test_watches_of_other_draws_are_not_compared(world, both):
    other = watch_waters_postures([world.at("2015-01-01")], "islands", SMALL, draws=40, seed=4)[0]
    with pytest.raises(ValueError, match="not of the same approaches"):
        compared(both[1], other)


def test_the_time_left_is_the_mean_over_those_that_are_noticed(both):
    watch = both[1]
    limit = watch.ways.edge[watch.ways.limit]
    by = watch.noticed[0, DECLARED].mean(axis=0)
    for draw in (0, 7, 21):
        times, weights = [], []
        for cell in range(watch.ways.limit):
            new = by[cell, draw] - (by[cell - 1, draw] if cell else 0.0)
            times.append((watch.ways.from_coast[cell] - limit) / watch.speed[0, draw])
            weights.append(new)
        expected = np.average(times, weights=weights)
        assert time_left(watch, 0, DECLARED)[draw] == pytest.approx(expected)
    assert np.all(time_left(watch, 0, DECLARED) < (watch.ways.edge[0] - limit) / watch.speed[0])


def test_half_are_noticed_where_the_curve_crosses_one_half(both):
    watch = both[1]
    by = watch.noticed[1, FLOWN].mean(axis=0)
    off = watch.ways.edge[1:] - watch.ways.edge[watch.ways.limit]
    for draw, found in enumerate(half_noticed(watch, 1, FLOWN)):
        if by[watch.ways.limit - 1, draw] < 0.5:
            assert found == 0.0
        else:
            assert found == off[np.flatnonzero(by[:, draw] >= 0.5)[0]]


def test_the_answer_holds_the_numbers_that_the_paragraph_says(both, answer):
    noticed = both[1].before_limit[0, DECLARED]
    middle = np.sort(noticed)[len(noticed) // 2 - 1]
    assert told(answer, "noticed").p50 == middle
    assert f"A boat is noticed before the territorial sea in {100 * middle:.0f} %" in answer.text
    change = both[1].before_limit[0, PEAK] - both[0].before_limit[0, PEAK]
    moved = told(answer, "change", posture="", reading="peak")
    assert moved.p50 == np.sort(change)[len(change) // 2 - 1]
    assert "as on 2015-08-04" in answer.text
    assert answer.data["peak_day"].item() == "2015-08-04"
    assert answer.data["posture_name"].to_numpy()[0] == "before, 2014-01-01"
    new = answer.data["new"].sel(waters="islands", posture="after")
    assert {p: float(new.sel(patrol=p)) for p in ("winter", "near", "ships")} == {
        "winter": 0.0,
        "near": 1.0,
        "ships": 0.0,
    }
    assert np.isnan(new.sel(patrol="far"))
    to_limit = answer.data["to_limit"].sel(waters="islands").to_numpy()
    assert to_limit[both[1].ways.limit - 1] == 0.0
    assert to_limit[-1] == -answer.data["limit"].item()


def test_every_number_is_that_of_the_watch_it_is_told_of(both, answer):
    """Arrays of both postures, to the last bit, draw by draw."""
    for posture, watch in zip(("before", "after"), both, strict=True):
        own = answer.data.sel(waters="islands", posture=posture)
        assert np.array_equal(own["noticed"], watch.before_limit)
        assert np.array_equal(own["noticed_before_coast"], watch.noticed[..., -1, :].mean(axis=2))
        assert np.array_equal(own["noticed_by"], watch.noticed.mean(axis=2))
        assert np.array_equal(own["noticed_on_way"], watch.noticed[0, DECLARED])
        for k, vessel in enumerate(("boat", "cutter")):
            for r, reading in enumerate(("declared", "peak", "flown")):
                one = own.sel(vessel=vessel, reading=reading)
                assert np.array_equal(one["time_left"], time_left(watch, k, r), equal_nan=True)
                assert np.array_equal(one["half_noticed_off"], half_noticed(watch, k, r))
                whole = watch.before_limit[k, r]
                for g, group in enumerate(watch.groups):
                    mine = one.sel(patrol=group.patrol)
                    assert np.array_equal(mine["alone"], watch.alone[k, g, r].mean(axis=0))
                    without = watch.without[k, g, r].mean(axis=0)
                    np.testing.assert_allclose(mine["fall_without"], whole - without, atol=1e-15)
        for group in watch.groups:
            mine = own.sel(patrol=group.patrol)
            assert np.array_equal(mine["on_station"], group.on_station)
            assert float(mine["in_season"]) == group.in_season
            assert float(mine["there_at_peak"]) == group.at_peak
        others = {"far", "winter", "near", "ships"} - {g.patrol for g in watch.groups}
        for patrol in others:
            assert np.isnan(own["alone"].sel(patrol=patrol)).all()
            assert np.isnan(own["in_season"].sel(patrol=patrol))


def test_satellites_that_look_too_are_told_apart():
    """The small scenario's satellite, over its own waters."""
    posture = load("small").at("2015-01-01")
    asked = SMALL._replace(days=30, bearings=4)
    watch = watch_waters_postures([posture], "rocks", asked, draws=4)[0]
    found = answer_of([compared(watch, watch)])
    assert found.data["imagers"].to_numpy().tolist() == [1.0, 1.0]
    own = found.data.sel(waters="rocks", posture="after", vessel="trawler")
    without = watch.without[0, -1].mean(axis=1)
    assert np.array_equal(own["satellites_add"], watch.before_limit[0] - without)
    assert np.array_equal(own["satellites_alone"], watch.alone[0, -1].mean(axis=1))
    assert "imaging satellites add" in found.text


def test_every_number_of_the_paragraph_is_said_of_a_vessel_by_name(answer):
    """Else the change for the first vessel reads as that for the last one named before it."""
    sentences = re.split(r"(?<=[.]) (?=[A-Z])", answer.text)
    assert len(sentences) <= 7
    for sentence in sentences[1:]:
        assert re.search(r"\bboat\b", sentence) or not re.search(r"\d %|points", sentence), sentence
    # No level beside the change: a median of differences is no difference of medians.
    moved = points(told(answer, "change", posture=""))
    assert "For the boat that is, against before, on 2014-01-01: " in answer.text
    assert moved in answer.text or "no measurable difference" in answer.text


def test_the_headline_says_level_before_and_change_and_who(answer):
    verdict, why, hangs_on = answer.headline.lines
    before = told(answer, "noticed", "before").p50
    assert verdict.startswith("Of 100 approaches to waters of the islands by a boat, ")
    assert f" {100 * before:.0f} (" in verdict
    assert "were noticed before the territorial sea. " in verdict
    missed = hundredths(told(answer, "fall_without", reading="peak", patrol="near"))
    assert why.startswith(
        f"What is new is Drones near by: without it, {missed.replace('+', '')} fewer of 100 "
        "would be noticed in its season"
    )
    at = {"waters": "islands", "posture": "after", "patrol": "near"}
    there = answer.spread("on_station", reading="declared", **at)
    assert f"It is there 40 % of the time, with one on station {100 * there.p50:.0f} %" in why
    flown = told(answer, "noticed", reading="flown").p50
    assert f"it would be {100 * flown:.0f} (" in hangs_on


@pytest.mark.parametrize(
    ("change", "head", "paragraph"),
    [
        (
            (-0.01, 0.02, 0.09),
            "): no measurable change, since not nearly all draws agree on it.",
            "no measurable diff",
        ),
        ((0.02, 0.03, 0.09), ". Now 3 more (2 to 9)", "more, +3 (+2 to +9)"),
        ((-0.09, -0.03, -0.02), ". Now 3 fewer (2 to 9)", "fewer, −3 (−9 to −2)"),
        ((0.0, 0.001, 0.002), "sea. Nothing measurable changes.", "no measurable difference"),
    ],
)
def test_headline_and_paragraph_come_to_one_verdict(answer, change, head, paragraph):
    data = answer.data.copy(deep=True)
    draws = data.sizes["draw"]
    low, middle, high = change
    ends = draws // 10
    data["change"][:] = np.array([low] * ends + [middle] * (draws - 2 * ends) + [high] * ends)
    verdict = headline(data).verdict
    assert head in verdict
    assert verdict.count(". ") == 1, "a level and its change"
    assert f"2014-01-01: {paragraph}" in text(data)


def test_few_draws_are_told_in_the_headline(answer):
    said = "draws only, the intervals mean little."
    assert said not in answer.headline.verdict
    few = headline(answer.data.isel(draw=slice(2))).verdict
    assert few.endswith(f"With 2 {said}")


def test_several_waters_stand_side_by_side(world, both):
    """Other vessels, ways and limits: what one has not, has no number."""
    pair = watch_waters_postures(
        [world.at("2014-01-01"), world.at("2015-01-01")],
        "unwatched",
        SMALL._replace(bearings=5),
        draws=40,
        seed=3,
    )
    found = answer_of([compared(*both), compared(*pair)])
    assert found.data["waters"].to_numpy().tolist() == ["islands", "unwatched"]
    other = found.data.sel(waters="unwatched")
    assert np.isnan(other["noticed"].sel(vessel="cutter")).all()
    assert float(other["noticed"].sel(vessel="boat").max()) == 0.0
    assert np.isfinite(other["bearing"].to_numpy()).sum() == 5
    assert other["begin"].item() == 100e3
    assert found.data["begin"].sel(waters="islands").item() == 180e3
    assert found.text.count("\n") == 1
    assert "waters of the islands" in found.headline.verdict
    # Not one row of a table tells of a vessel that does not come there.
    rows = found.table("noticed").cells()
    assert [r[:2] for r in rows] == [
        ["Waters of the islands", "Boat, 20 tons"],
        ["Waters of the islands", "Foreign cutter"],
        ["Unwatched waters", "Boat, 20 tons"],
    ]


def test_a_change_in_points_has_its_sign():
    assert points(Interval(*map(np.array, (-0.021, 0.049, 0.1)))) == (
        "+5 (−2 to +10) percentage points"
    )
    assert points(Interval(*map(np.array, (0.001, 0.002, 0.003)))) == "0 percentage points"


def test_the_same_seed_gives_the_same_numbers(world, both):
    again = watch_waters_postures(
        [world.at("2014-01-01"), world.at("2015-01-01")], "islands", SMALL, draws=40, seed=3
    )
    assert np.array_equal(again[1].noticed, both[1].noticed)


@pytest.fixture(scope="module")
def pictures(waters_comparison):
    return waters_comparison.pictures


def test_the_picture_is_fresher_where_and_when_somebody_patrols(pictures):
    before, after = pictures
    for found in (before, after):
        assert found.variables["mean_age"].attrs["units"] == "s"
        assert found.sizes["draw"] == 32
        # The more at once, the less often; and the first fold is what anybody sees.
        shares = found["coverage"]
        assert np.all(np.diff(shares, axis=0) <= 0.0)
        assert shares[1].max() > 0.0
        assert np.all(found["mean_age"] <= 0.5 * 15 * 86400.0 + 1e-6)
    middle = np.radians([30.1]), np.radians([128.45])
    off = nearest(after["lat"], after["lon"], *middle).distance
    # A cutter goes round at 80 km once in a day and a half, and sees a boat some 25 km off.
    on_the_beat, beyond = np.abs(off - 80e3) < 15e3, off > 200e3
    age = after["mean_age"].mean(axis=-1)
    assert age[on_the_beat].mean() < 0.6 * age[beyond].mean()


def test_waters_that_nobody_watches_have_a_picture_as_old_as_the_period(world):
    asked = WatersTerms(SMALL.start, bearings=3)
    found = watch_waters_postures([world.at("2015-01-01")], "unwatched", asked, draws=2)[0]
    (picture,) = waters_pictures([found], period=2 * 86400.0)
    assert np.all(picture["mean_age"] == 86400.0)
    assert float(picture["coverage"].max()) == 0.0


def test_waters_that_are_named_twice_are_told_once() -> None:
    asked = {"draws": 2, "sides": 4, "days": 10}
    small = load("small")
    once = small.ask("waters", waters=["rocks"], **asked)
    twice = small.ask("waters", waters=["rocks", "rocks"], **asked)
    assert twice.data.identical(once.data)
    assert twice.tables[0].cells() == once.tables[0].cells()


def test_who_is_told_how_far_it_is_can_end_the_work_at_every_step(world):
    class Enough(BaseException):
        pass

    posture = world.at("2015-01-01")
    shares: list[float] = []
    watch_waters_postures([posture], "islands", SMALL, draws=2, seed=3, told=shares.append)
    assert min(shares) == 0.0
    assert max(shares) < 1.0
    assert len({*shares}) > 2

    def watched(most: float) -> None:
        def until(share: float) -> None:
            if share >= most:
                raise Enough

        watch_waters_postures([posture], "islands", SMALL, draws=2, seed=3, told=until)

    for most in {*shares}:
        with pytest.raises(Enough):
            watched(most)

"""Bases compared: choices, refusals, seasons, what a change of base and of crews does, words."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.earth.geodesic import inverse
from noroshi.errors import NoroshiError
from noroshi.fleets.sorties import Timing
from noroshi.fleets.station_time import covered, mean_on_station
from noroshi.fleets.steady_state import cycle, sustained
from noroshi.present.draw import svg
from noroshi.present.words import share, share_span
from noroshi.questions.answer import Numbers
from noroshi.questions.basing.answer import answer_of, one_craft
from noroshi.questions.basing.compute import SIZES, basing
from noroshi.questions.basing.seasons import days_in_words
from noroshi.questions.basing.wording import area, percent, short
from noroshi.questions.basing.words import NAUTICAL, STATUTE, BasingNumbers, headline, text
from noroshi.questions.fleets import (
    base_of,
    crew_share,
    days_there,
    duty,
    fly,
    luck_of,
    size,
    upkeep_of,
)
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.stats import Interval, interval
from noroshi.world import Draws, Estimate

HOUR, DAY = 3600.0, 86400.0
MORE = """
places:
  isle: {name: "Isle Air Base, far away", lat: 20 deg, lon: 150 deg}
  antipode: {name: Antipode, lat: -38 deg, lon: -45 deg}
  perch: {kind: geostationary, name: Perch, lon: 140 deg}
platforms:
  scout:
    like: drone
    name: Scout
    from: 2000-01-01
    loiter_speed: 360 km/h
  steady:
    like: scout
    name: Scout without any unknown
    endurance: 28 h
    turnaround: 12 h
    failure_interval: 40 h
    repair_time: 24 h
payloads:
  scout-strip:
    kind: surveillance-radar
    name: Strip
    on: scout
    mode: strip
    nearest: 20 km
    farthest: 150 km
    lowest_grazing: 5 deg
    sector: 90 deg
    swath: 10 km
    dwell: 30 s
    resolution: 1 m
fleets:
  old:
    name: Scouts on the isle
    owner: coast
    platform: scout
    base: isle
    from: 2010-01-01
    until: 2014-06-01
    count: 3
    weather_hold: 0.1
    crew_hours: {low: 12 h, best: 20 h, high: 30 h, shared_as: crews}
  winter:
    like: old
    name: Scouts on the isle in winter
    from: 2014-06-01
    until: 2030-01-01
    season: ["10-16", "05-23"]
  summer:
    like: old
    name: Scouts on the coast in summer
    base: airfield
    from: 2014-06-01
    until: 2030-01-01
    season: ["05-24", "10-15"]
    weather_hold: 0.0
stations:
  far-side:
    name: Far side
    pattern: {kind: circle, lat: -38 deg, lon: -45 deg, radius: 50 km}
patrols:
  summer-offshore: {fleet: summer, station: offshore, effort: 0.4}
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    for path in built_in()["small"].glob("*.yaml"):
        (folder / path.name).write_text(path.read_text())
    (folder / "more.yaml").write_text(MORE)
    return load(folder)


@pytest.fixture(scope="module")
def table(world):
    return basing(world, bases=("airfield", "isle"), stations=("offshore",), platform="scout")


@pytest.fixture(scope="module")
def answer(table):
    return answer_of(table, {"payloads.scout-strip.swath"})


def test_distance_transit_and_time_on_station_are_those_of_the_geodesic(table, world):
    pair, scout = table.pair("isle", "offshore"), world.platforms["scout"]
    distance, _ = inverse(*np.radians([20.0, 150.0, 38.0, 134.5]))
    assert pair.trip.distance == pytest.approx(float(distance))
    assert pair.trip.transit == pytest.approx(float(distance) / scout.speed.best)
    usable = table.draws(scout.endurance) - 2.0 * HOUR
    assert pair.trip.on_station == pytest.approx(usable - 2.0 * pair.trip.transit)


def test_table_is_the_closed_form_within_its_scatter(table):
    for pair in table.pairs:
        ratio = pair.sustained / sustained(pair.steady, SIZES[:, None])
        assert ratio.mean(axis=-1) == pytest.approx(1.0, abs=0.03)
        assert one_craft(pair) == pytest.approx(pair.steady.on_station / pair.steady.whole)
        assert pair.needed_steady == pytest.approx(1.0 / one_craft(pair))


def test_craft_needed_is_the_least_size_that_covers_enough(table):
    for pair in table.pairs:
        for draw, needed in enumerate(pair.needed):
            enough = pair.covered[:, draw] >= table.enough
            assert needed == (SIZES[enough][0] if enough.any() else np.inf)
            assert needed >= np.ceil(pair.needed_steady[draw] * table.enough * 0.9)


def test_less_to_cover_takes_no_more_craft(world, table):
    half = basing(
        world, bases=("airfield", "isle"), stations=("offshore",), platform="scout", enough=0.5
    )
    for pair in table.pairs:
        assert np.all(half.pair(pair.base, pair.station).needed <= pair.needed)


def test_fleets_of_both_postures_fly_while_they_are_there(table):
    found = {(p.posture, p.fleet): p for p in table.postings}
    assert set(found) == {("before", "old"), ("after", "winter"), ("after", "summer")}
    assert found["before", "old"].there.all()
    winter, summer = found["after", "winter"].there, found["after", "summer"].there
    assert np.array_equal(winter, ~summer)
    assert summer.sum() == 145  # 24 May to 15 October
    assert found["after", "summer"].effort == pytest.approx(0.4)
    assert found["before", "old"].effort is None


def test_moved_to_the_old_base_the_same_craft_and_crews_give_what_they_gave(table):
    found = {(p.posture, p.fleet): p for p in table.postings}
    summer, old = found["after", "summer"], found["before", "old"]
    # Equal craft, crews and weather; each fleet has its own luck.
    assert summer.moved.mean() == pytest.approx(old.on_station.mean(), rel=0.02)
    assert np.all(summer.on_station > summer.moved)
    assert np.array_equal(old.moved, old.on_station)


def test_each_fleet_flies_in_the_weather_of_the_base_that_it_flies_from(world):
    """The weather that all bases are compared in is another: that at the airfield is known best."""
    holds = {"old": 0.6, "winter": 0.6, "summer": 0.0}
    fleets = {
        i: world.fleets[i].model_copy(
            update={"weather_hold": Estimate(h, h, h, grade="A" if i == "summer" else "C")}
        )
        for i, h in holds.items()
    }
    held = replace(world, fleets={**world.fleets, **fleets})
    asked = {"bases": ("airfield", "isle"), "stations": ("offshore",), "platform": "scout"}
    found = basing(held, draws=8, **asked)
    assert found.choice.weather.id == "summer"
    after, draws = found.choice.after, found.draws

    def flown(fleet, base, weather, timing):
        return fly(
            after, after.fleets[fleet], found.choice.craft, base_of(after, base),
            found.choice.stations["offshore"], draws, weather=after.fleets[weather],
            seed=0, period=found.period, timing=timing,
        )  # fmt: skip

    own = {p.fleet: p for p in found.postings}
    for fleet, base in (("winter", "isle"), ("summer", "airfield")):
        sent, relieved = (
            flown(fleet, base, fleet, timing) for timing in (Timing.AT_ONCE, Timing.RELIEVE)
        )
        span = (0.0, found.period)
        assert np.array_equal(own[fleet].on_station, mean_on_station(sent, span))
        assert np.array_equal(own[fleet].covered, covered(relieved, span))
        calm = flown(fleet, base, "summer", Timing.AT_ONCE)
        assert bool(mean_on_station(calm, span).mean() > own[fleet].on_station.mean()) is bool(
            holds[fleet]
        )
    moved = {
        w: mean_on_station(flown("summer", "isle", w, Timing.AT_ONCE), span)
        for w in ("winter", "summer")
    }
    assert np.array_equal(own["summer"].moved, moved["winter"])
    assert not np.array_equal(moved["winter"], moved["summer"])


def test_the_season_is_of_all_fleets_at_bases_that_had_none(world):
    spring = world.fleets["summer"].model_copy(
        update={"id": "spring", "season": ("03-01", "05-23")}
    )
    both = replace(world, fleets={**world.fleets, "spring": spring})
    table = basing(both, bases=("airfield", "isle"), stations=("offshore",), draws=2)
    assert answer_of(table).data["season"].item() == "1 March to 15 October"


def test_from_two_bases_out_of_reach_nothing_is_longer_on_station(world):
    far = {i: world.places["antipode"].model_copy(update={"id": i}) for i in ("south", "souther")}
    table = basing(
        replace(world, places={**world.places, **far}),
        bases=("airfield", "south", "souther"), stations=("offshore",), platform="scout", draws=2,
    )  # fmt: skip
    found = answer_of(table)
    assert found.data["over"].item() == "souther"
    gain = found.data["gain"].sel(station="offshore")
    assert gain.sel(base="south").to_numpy().tolist() == [0.0, 0.0]
    assert gain.sel(base="airfield").to_numpy().tolist() == [np.inf, np.inf]


AT = {"base": "airfield", "station": "offshore"}


def test_answer_puts_the_seasons_together(answer, table):
    assert answer.data["season"].item() == "24 May to 15 October"
    before, after = ({"posture": p, "station": "offshore"} for p in ("before", "after"))
    assert answer.spread("all_in_season", **before) == pytest.approx(
        answer.spread("all_over_year", **before)
    )
    found = {(p.posture, p.fleet): p.on_station for p in table.postings}
    year = (145 * found["after", "summer"] + 220 * found["after", "winter"]) / 365
    assert answer.data["all_over_year"].sel(after).to_numpy() == pytest.approx(year)
    summer = answer.data["all_in_season"].sel(after).to_numpy()
    assert summer == pytest.approx(found["after", "summer"])


def test_gain_compares_with_the_base_that_had_the_fleet_before(answer, table):
    assert answer.data["over"].item() == "isle"
    ratio = one_craft(table.pair("airfield", "offshore")) / one_craft(
        table.pair("isle", "offshore")
    )
    assert answer.spread("gain", **AT).interval == interval(ratio - 1.0)
    assert answer.spread("gain", **AT).p5 > 0.0
    assert np.isnan(answer.data["gain"].sel(base="isle")).all()
    (drivers,) = answer.drivers
    assert drivers.found[0].name == "platforms.scout.endurance"
    assert drivers.found[0].correlation < 0.0  # who flies long minds a long way less


def test_area_a_day_is_strip_times_way(answer):
    assert answer.data["strip"].item() == "scout-strip"
    always, payload = 10e3 * 100.0 * DAY, {"payload": "scout-strip"}
    assert answer.data["area_a_day_best"].sel(payload).item() == pytest.approx(always)
    assert answer.spread("area_a_day_always", **payload).p50 == pytest.approx(always)
    for base in ("airfield", "isle"):
        at = {"base": base, "station": "offshore"}
        one = answer.data["on_station_one"].sel(at).to_numpy()
        assert answer.data["area_a_day"].sel(at).sel(payload).to_numpy() == pytest.approx(
            always * one
        )


def test_numbers_of_the_answer_are_those_that_were_worked_out(answer, table):
    for pair in table.pairs:
        at = {"base": pair.base, "station": pair.station}
        for name, values in (
            ("distance", pair.trip.distance),
            ("transit", pair.trip.transit),
            ("on_station_each_sortie", pair.trip.on_station),
            ("on_station_one", one_craft(pair)),
            ("on_station_fleet", pair.sustained),
            ("sorties_a_day", pair.sorties_a_day),
            ("under_way", pair.under_way),
            ("covered", pair.covered),
            ("longest_gap", pair.longest_gap),
            ("craft_continuous", pair.needed),
            ("craft_for_one", pair.needed_steady),
            ("crew_share", pair.crew_share),
        ):
            assert np.array_equal(answer.data[name].sel(at).to_numpy(), values), name
    for p in table.postings:
        at = {"posture": p.posture, "fleet": p.fleet, "station": p.station}
        assert np.array_equal(answer.data["fleet_on_station"].sel(at).to_numpy(), p.on_station)
        assert np.array_equal(answer.data["fleet_covered"].sel(at).to_numpy(), p.covered)
        del at["station"]
        assert np.array_equal(answer.data["fleet_craft"].sel(at).to_numpy(), p.count)
        assert answer.data["fleet_year_share"].sel(at).item() == pytest.approx(p.there.mean())


def test_forty_thousand_square_miles_in_both_readings():
    assert pytest.approx(103_600e6, rel=1e-4) == STATUTE
    assert pytest.approx(137_196e6, rel=1e-4) == NAUTICAL
    # 10 km × 310 kt × 24 h is the nautical one.
    assert pytest.approx(NAUTICAL, rel=0.005) == 10e3 * 310.0 * 1852.0 / 3600.0 * DAY


def test_another_base_or_station_moves_nobody_s_numbers(world, table):
    alone = basing(world, bases=("isle",), stations=("offshore",), platform="scout")
    pair, other = alone.pair("isle", "offshore"), table.pair("isle", "offshore")
    assert np.array_equal(pair.covered, other.covered)
    assert np.array_equal(pair.sustained, other.sustained)


def test_seed_is_the_seed_of_the_luck_also_where_nothing_is_unknown(world):
    asked = {"bases": ("isle",), "stations": ("offshore",), "platform": "steady", "draws": 16}
    one, other = (basing(world, **asked, seed=s).pair("isle", "offshore") for s in (0, 1))
    assert np.array_equal(one.needed_steady, other.needed_steady)
    assert not np.any(one.sustained == other.sustained)


def test_what_is_left_open_is_filled_in_from_the_declared_fleets(world):
    table = basing(world, draws=2)
    assert table.choice.platform == "scout"
    assert tuple(table.choice.bases) == ("isle", "airfield")
    assert table.stations == ("offshore",)  # the far side is out of reach, and nobody asked for it
    without = replace(world, fleets={"drones": world.fleets["drones"]})
    assert basing(without, bases=("airfield",), draws=2).choice.platform == "drone"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"bases": ("nowhere",)}, "base 'nowhere' is not declared; write one of: .*airfield"),
        ({"bases": ("perch",)}, "base 'perch' is a place in orbit"),
        ({"stations": ("nowhere",)}, "station 'nowhere' is not declared; write one of: .*offshore"),
        ({"platform": "nothing"}, "platform 'nothing' is not declared; write one of: .*drone"),
        ({"platform": "eye"}, "platform 'eye' is a satellite and has no base"),
        (
            {"bases": ("isle",), "stations": ("far-side",)},
            r"station far-side is out of reach from isle: 2 × \d+\.\d h of transit exceed "
            r"\d+\.\d h of endurance less reserve; name a nearer base, or",
        ),
        ({"bases": ("antipode",), "stations": ("offshore",)}, "name a nearer base, such as"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(world, asked, why):
    with pytest.raises(NoroshiError, match=why):
        basing(world, draws=4, **asked)


def test_nothing_within_reach_is_refused(world):
    only = replace(world, stations={"far-side": world.stations["far-side"]})
    with pytest.raises(NoroshiError, match="no declared station is within reach of isle"):
        basing(only, bases=("isle",), platform="scout", draws=2)


def test_without_fleets_a_type_and_a_base_must_be_named(world):
    bare = replace(world, fleets={}, patrols={})
    with pytest.raises(NoroshiError, match="no fleet is declared on those dates"):
        basing(bare, draws=2)
    with pytest.raises(NoroshiError, match="no fleet of 'scout' is declared"):
        basing(bare, platform="scout", draws=2)
    table = basing(bare, bases=("isle",), stations=("offshore",), platform="scout", draws=2)
    assert table.postings == ()
    assert table.choice.weather is None
    assert table.choice.own_weather == {"isle": None}
    text = answer_of(table).text
    assert "declared fleets" not in text
    assert "Weather at the bases is left out: none is declared." in text


def test_duty_of_a_declared_fleet_is_what_the_table_says(world, table):
    scenario = world.at("2015-01-01")
    flown = duty(scenario, "summer", "offshore", table.draws, seed=0, period=table.period)
    summer = next(p for p in table.postings if p.fleet == "summer")
    assert np.array_equal(covered(flown, (0.0, table.period)), summer.covered)


def test_crews_and_weather_are_the_fleet_s(world):
    fleet, craft = world.fleets["old"], world.platforms["scout"]
    best = Draws.best()
    crews = crew_share(world.at("2013-01-01"), fleet, best)
    mine = upkeep_of(craft, best, weather=fleet, crews=crews)
    assert mine.crew_share == pytest.approx(20.0 / 24.0)
    assert mine.weather_hold == pytest.approx(0.1)
    free = upkeep_of(craft, best)
    assert np.isinf(free.crew_share)
    assert free.weather_hold == 0.0


def test_fleet_s_size_is_the_drawn_number_rounded(world):
    count = Estimate(1.5, 2.0, 3.5, name="count")
    draws = Draws.of(["count"], 64, seed=0)
    own = world.fleets["old"].model_copy(update={"count": count})
    assert set(size(replace(world, fleets={"old": own}), own, draws)) == {2, 3}
    half = own.model_copy(update={"count": Estimate.exactly(2.5)})
    assert size(replace(world, fleets={"old": half}), half, draws)[0] == 3


def test_craft_and_crews_out_of_another_fleet_are_missing_there_in_every_draw(world):
    counts = {
        "old": Estimate(2.0, 3.0, 4.0, name="whole"),
        "a": Estimate(0.6, 2.0, 4.0, name="a"),
        "b": Estimate(0.0, 1.0, 5.0, name="b"),
    }
    old = world.fleets["old"]
    fleets = {
        i: old.model_copy(update={"id": i, "count": n, "out_of": None if i == "old" else "old"})
        for i, n in counts.items()
    }
    draws = Draws.of(["whole", "a", "b", "crews"], 256, seed=0)
    alone, held = (replace(world, fleets=f) for f in ({"old": fleets["old"]}, fleets))
    number = {i: size(held, f, draws) for i, f in fleets.items()}
    assert all(np.all(n >= 0) for n in number.values())
    assert np.array_equal(sum(number.values()), size(alone, old, draws))
    assert np.any(number["a"] < np.floor(draws(counts["a"]) + 0.5))  # never more than there are
    shares = sum(crew_share(held, f, draws) for f in fleets.values())
    assert shares == pytest.approx(crew_share(alone, old, draws))


def _renamed(scenario, ids):
    """The same posture, its fleets under other ids; the estimates' names, too, as a file has it."""

    def named(fleet):
        text = repr(fleet.id)[1:-1]
        own = {
            n: replace(v, name=v.name.replace(f"fleets.{text}.", f"fleets.{ids[text]}."))
            for n in type(fleet).model_fields
            if isinstance(v := getattr(fleet, n), Estimate)
        }
        return fleet.model_copy(update={**own, "id": ids[text]})

    return replace(
        scenario,
        fleets={ids[i]: named(f) for i, f in scenario.fleets.items()},
        patrols={
            i: p.model_copy(update={"fleet": ids[p.fleet]}) for i, p in scenario.patrols.items()
        },
    )


def test_the_same_forces_under_other_ids_change_nothing(world):
    unknown = world.fleets["summer"].model_copy(
        update={"weather_hold": Estimate(0.0, 0.1, 0.3, name="fleets.summer.weather_hold")}
    )
    world = replace(world, fleets={**world.fleets, "summer": unknown})
    before, after = world.at("2013-10-02"), world.at("2015-01-01")
    ids = {i: f"{i}-again" for i in world.fleets}
    asked = {"bases": ("airfield", "isle"), "stations": ("offshore",), "platform": "scout"}
    one = basing(after, before=before, draws=16, **asked)
    twin = basing(_renamed(after, ids), before=_renamed(before, ids), draws=16, **asked)
    for ours, theirs in zip(one.pairs, twin.pairs, strict=True):
        for name in ("sustained", "covered", "longest_gap", "under_way", "needed"):
            assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name
        assert np.array_equal(ours.steady.whole, theirs.steady.whole)
        assert np.array_equal(ours.steady_own.whole, theirs.steady_own.whole)
    for ours, theirs in zip(one.postings, twin.postings, strict=True):
        assert theirs.fleet == ids[ours.fleet]
        for name in ("count", "there", "on_station", "moved", "covered"):
            assert np.array_equal(getattr(ours, name), getattr(theirs, name)), name
    texts = [answer_of(t).text for t in (one, twin)]
    assert texts[0] == texts[1]


def test_the_same_fleet_before_and_after_under_two_ids_has_the_same_duty(world):
    before, after = world.at("2013-10-02"), world.at("2015-01-01")
    draws = Draws.of({e.dimension for e in world.estimates()}, 16, seed=0)
    one, twin = (
        duty(s, i, "offshore", draws, seed=3, period=20.0 * DAY)
        for s, i in ((before, "old"), (after, "winter"))
    )
    assert all(np.array_equal(a, b) for a, b in zip(one, twin, strict=True))


def test_fleets_that_are_at_a_base_together_have_each_their_own_luck(world):
    after = world.at("2015-01-01")
    fleets = dict(after.fleets)
    for name, like in (("second", "winter"), ("whole-year", "winter"), ("elsewhere", "summer")):
        season = None if name == "whole-year" else fleets[like].season
        fleets[name] = fleets[like].model_copy(update={"id": name, "season": season})
    turned = fleets["winter"].model_copy(update={"id": "turned", "season": ("05-24", "10-15")})
    held = replace(after, fleets={**fleets, "turned": turned})
    luck = {i: luck_of(held, f) for i, f in held.fleets.items()}
    assert luck["winter"] == luck_of(after, after.fleets["winter"])
    assert len({luck["winter"], luck["second"], luck["whole-year"]}) == 3
    assert luck["turned"] == luck["winter"]  # never there together: one force in two seasons
    assert len({luck["summer"], luck["elsewhere"], luck["winter"]}) == 3


def test_bases_are_compared_in_one_weather_and_their_own_is_told_apart(world, table, answer):
    best = world.fleets["old"].model_copy(
        update={"weather_hold": Estimate(0.0, 0.3, 0.5, grade="B", name="hold")}
    )
    known = replace(world, fleets={**world.fleets, "old": best})
    found = basing(known, bases=("airfield", "isle"), stations=("offshore",), platform="scout")
    assert found.choice.weather.id == "old"  # it has a grade, the others have none
    for pair in found.pairs:
        upkeep = upkeep_of(found.choice.craft, found.draws, weather=found.choice.weather)
        assert pair.steady.whole == pytest.approx(cycle(pair.trip, upkeep).whole)
    told = answer_of(found)
    own = told.spread("gain_own_weather", **AT).interval
    assert own.p50 > told.spread("gain", **AT).p50  # nothing holds a take-off at the airfield
    assert np.array_equal(
        found.pair("airfield", "offshore").steady_own.whole,
        table.pair("airfield", "offshore").steady_own.whole,
    )
    text = told.text
    assert "all are given one weather, that of “Scouts on the isle”" in text
    assert "With each base’s own weather (held back: 0 % at Airfield, 30 % at Isle)" in text
    assert f"it is {percent(own)} longer from Airfield" in text


def test_base_without_a_fleet_says_whose_weather_it_got(world):
    found = basing(
        world, bases=("rocks", "isle"), stations=("offshore",), platform="scout", draws=8
    )
    answer = answer_of(found)
    assert found.choice.own_weather["rocks"] is None
    assert found.pair("rocks", "offshore").steady_own is None
    assert not Numbers(answer.data).stated("gain_own_weather", base="rocks", station="offshore")
    assert "No weather is declared for The Rocks, which has that one only." in answer.text
    assert "With each base" not in answer.text


@pytest.mark.parametrize(
    ("low", "high", "verified", "said"),
    [
        (100e9, 140e9, True, "ours fits both."),
        (110e9, 260e9, False, "is closer to the nautical reading; the swath behind it is not ver"),
        (90e9, 110e9, True, "ours is closer to the statute reading."),
        (200e9, 260e9, True, "ours fits neither."),
    ],
)
def test_square_miles_are_read_by_the_drawn_interval(answer, low, high, verified, said):
    draws = answer.data.sizes["draw"]
    always = np.full((1, draws), (low + high) / 2.0)
    always[0, : draws // 10], always[0, -(draws // 10) :] = low, high
    data = answer.data.assign(
        area_a_day_always=(("payload", "draw"), always), strip_verified=float(verified)
    )
    assert said in text(BasingNumbers(data))
    assert "too few draws to tell" in text(BasingNumbers(data.isel(draw=slice(4))))


def test_few_draws_are_owned_up_to(answer):
    few = headline(BasingNumbers(answer.data.isel(draw=slice(2)))).verdict
    assert few.endswith(". With 2 draws only, the intervals mean little.")
    assert "draws only" not in answer.headline.verdict
    heads = answer.table("each-base").heads
    assert "aircraft for one there 95 % of the time" in heads
    said = "the medians themselves move from seed to seed"
    assert said not in answer.text
    assert said not in text(BasingNumbers(answer.data.isel(draw=slice(100))))
    assert f"With 99 draws only, {said}" in text(BasingNumbers(answer.data.isel(draw=slice(99))))


def test_paragraph_tells_how_much_of_the_time_three_four_and_five_have_one_there(answer, table):
    for pair in table.pairs:
        three, four, five = (interval(pair.covered[n - 1]) for n in (3, 4, 5))
        name = table.choice.bases[pair.base].name
        said = f"from {short(name)} {share(three.p50)}, {share_span(four)}, {share(five.p50)}"
        assert said in answer.text
    assert "continuous" not in answer.text


def test_season_may_run_over_the_new_year_and_into_a_leap_day(world):
    fleet = world.fleets["winter"]
    days = days_there(fleet)
    assert days[0]
    assert days[-1]
    assert days.sum() == 220
    leap = days_there(fleet.model_copy(update={"season": ("02-29", "03-01")}))
    assert leap.sum() == 2
    one = days_there(fleet.model_copy(update={"season": ("07-04", "07-04")}))
    assert one.sum() == 1
    assert days_there(fleet.model_copy(update={"season": None})).all()


def test_days_in_words():
    assert days_in_words(np.zeros(365, dtype=bool)) == ""
    assert days_in_words(np.ones(365, dtype=bool)) == "all year"
    some = np.zeros(365, dtype=bool)
    some[[0, 364]] = True
    assert days_in_words(some) == "31 December to 1 January"
    some[31:59] = True
    assert days_in_words(some) == "1 February to 28 February and 31 December to 1 January"


def test_paragraph_answers_first_and_says_what_is_the_base_s_doing(answer):
    gain = answer.spread("gain", **AT).interval
    assert answer.text.startswith("One Scout flown from Airfield rather than Isle is on station")
    assert percent(gain) + " longer (Off the Rocks)" in answer.text
    # Hours of one base and the ratio to it: hours of both would not give the median ratio.
    assert f"{percent(gain)} longer from Airfield" in answer.text
    assert "buys" not in answer.text
    assert "from 24 May to 15 October, against" in answer.text
    assert "had the same craft and crews all flown from Isle" in answer.text
    assert "“40,000 square miles a day”" in answer.text
    # Where nobody claims it, it is nobody's measure.
    assert "square miles" not in text(BasingNumbers(answer.data.assign(area_claimed=0.0)))


def test_headline_says_how_much_and_why(answer, table):
    gain = float(answer.spread("gain", **AT).p50)
    verdict, why, hangs_on = answer.headline.lines
    assert verdict == (
        f"One Scout from Airfield rather than Isle is on station {100 * gain:.0f} % longer at Off "
        "the Rocks."
    )
    hours = [
        float(np.median(table.pair(b, "offshore").trip.transit)) / HOUR
        for b in ("airfield", "isle")
    ]
    assert f"{hours[0]:.1f} h one way instead of {hours[1]:.1f}" in why
    own = float(answer.spread("gain_own_weather", **AT).p50)
    assert f"{100 * own:.0f} % longer" in hangs_on


def test_where_a_base_does_not_reach(world):
    table = basing(
        world, bases=("airfield", "antipode"), stations=("offshore",), platform="scout", draws=4
    )
    answer = answer_of(table)
    assert "never from Antipode" in answer.text
    assert "is on station at all, since from the other base it does not get" in answer.text
    rows = answer.figure("hours").spec["data"]["values"]
    assert [r["text"] for r in rows if r["base"] == "Antipode"] == ["out of reach"]
    assert "out of reach" in svg(answer.figure("hours").spec)
    assert np.all(np.isinf(answer.data["craft_continuous"].sel(base="antipode")))


def test_figure_of_gains_plots_the_interval_of_each_station(world):
    table = basing(world, bases=("airfield", "isle"), platform="scout", draws=16)
    answer = answer_of(table)
    rows = answer.figure("gain").spec["data"]["values"]
    assert len(rows) == len(table.stations)
    for station in table.stations:
        name = table.choice.stations[station].name
        (row,) = (r for r in rows if r["station"] == name)
        low, mid, high = answer.spread("gain", base="airfield", station=station).interval
        assert [row["low"], row["mid"], row["high"]] == pytest.approx(
            [100 * low, 100 * mid, 100 * high]
        )
        assert row["clear"] == (low > 0.02 or high < -0.02)
    assert [r["mid"] for r in rows] == sorted((r["mid"] for r in rows), reverse=True)


def test_figure_of_hours_plots_every_base(answer):
    rows = answer.figure("hours").spec["data"]["values"]
    assert [(r["station"], r["base"]) for r in rows] == [
        ("Off the Rocks", "Isle"),
        ("Off the Rocks", "Airfield"),
    ]
    for row, base in zip(rows, ("isle", "airfield"), strict=True):
        low, mid, high = answer.spread("on_station_one", base=base, station="offshore").interval
        assert [row["low"], row["mid"], row["high"]] == pytest.approx(
            [24 * low, 24 * mid, 24 * high]
        )
        assert row["text"] == f"{24 * mid:.1f} h"


def test_figure_of_the_fleets_sets_the_base_s_share_apart(answer):
    figure = answer.figure("fleets")
    rows = {r["what"]: r for r in figure.spec["data"]["values"]}
    for what, variable, posture in (
        ("before", "all_over_year", "before"),
        ("after, in season", "all_in_season", "after"),
        ("in season, all from Isle", "all_in_season_moved", "after"),
        ("after, over the year", "all_over_year", "after"),
    ):
        spread = answer.spread(variable, posture=posture, station="offshore").interval
        assert [rows[what][k] for k in ("low", "mid", "high")] == pytest.approx(
            [24.0 * float(v) for v in spread]
        )
    assert len(rows) == 4
    assert "24 May to 15 October" in figure.caption
    assert figure.title.startswith("Off the Rocks: ")


def test_figure_of_sizes_plots_the_share_of_the_time(answer):
    rows = answer.figure("sizes").spec["data"]["values"]
    for row in rows:
        base = {"Isle": "isle", "Airfield": "airfield"}[row["base"]]
        at = {"base": base, "station": "offshore", "size": row["size"]}
        low, mid, high = answer.spread("covered", **at).interval
        assert [row["low"], row["mid"], row["high"]] == pytest.approx(
            [100 * low, 100 * mid, 100 * high]
        )
    assert len(rows) == 2 * len(SIZES)


def test_without_fleets_of_the_type_there_is_no_figure_of_fleets(world):
    table = basing(
        world, bases=("airfield", "isle"), stations=("offshore",), platform="steady", draws=4
    )
    assert "fleets" not in [f.name for f in answer_of(table).figures]
    assert "fleets" not in [t.name for t in answer_of(table).tables]


def test_ways_and_patrols_are_layers(answer, table):
    layers = {layer.name: layer for layer in answer.layers}
    assert {f.id for f in layers["bases"].features} == {"airfield", "isle"}
    for way in layers["ways"].features:
        base, station = way.id.split("-")
        pair = table.pair(base, station)
        assert way.properties["distance"] == pytest.approx(np.median(pair.trip.distance))
        ends = np.radians([way.points[0], way.points[-1]])
        length, _ = inverse(ends[0][1], ends[0][0], ends[1][1], ends[1][0])
        assert length == pytest.approx(np.median(pair.trip.distance), rel=1e-6)


def test_numbers_in_words():
    assert percent(Interval(0.3, 0.39, 0.51)) == "39 % (30 % to 51 %)"
    assert percent(Interval(-0.51, -0.39, -0.3)) == "39 % (30 % to 51 %)"
    assert percent(Interval(-0.02, 0.01, 0.04)) == "1 % (−2 % to 4 %)"
    assert area(Interval(0.0, 1.23456e11, 1.23456e11)) == "123,000 (0 to 123,000)"
    assert short("Andersen Air Force Base, Guam") == "Andersen"

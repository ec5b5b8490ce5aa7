"""The watch over waters: whose patrols, how often they are there, and what is said of it."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import spearmanr

from noroshi.assessment.lookouts import (
    DECLARED,
    FLOWN,
    PEAK,
    patrols_of,
    peak_day,
    radar_modes,
    searching,
    season,
)
from noroshi.assessment.waters_picture import waters_picture
from noroshi.assessment.waters_watch import Asked, watch_waters, watch_waters_postures
from noroshi.declared import Estimate
from noroshi.earth.territorial import nearest
from noroshi.errors import NoroshiError
from noroshi.measures import Interval
from noroshi.output.figures.waters import waters_curve, waters_map
from noroshi.output.figures.waters_cells import AGE, BREAK, Shown, near_coast, waters_cells
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import named
from noroshi.study.waters_paragraph import points
from noroshi.study.waters_watch import _drivers, half_noticed, summarise_waters, time_left

PATROLS = """
places:
  near: {name: Near base, lat: 33 deg, lon: 130 deg}
  far: {name: Far base, lat: 20 deg, lon: 140 deg}
  rock: {name: "Rock, islands", lat: 30 deg, lon: 128 deg}
  stone: {name: "Stone, islands", lat: 30.2 deg, lon: 128.9 deg}
platforms:
  drone:
    kind: aircraft
    name: Drone
    owner: ally
    height: {low: 15 km, best: 17 km, high: 18 km}
    speed: 310 kt
    endurance: {low: 28 h, best: 32 h, high: 34 h}
    turnaround: {low: 8 h, best: 16 h, high: 36 h}
    failure_interval: {low: 20 h, best: 60 h, high: 200 h}
    abort_share: 0.2
    repair_time: 24 h
    inspection_interval: 300 h
    inspection_time: 72 h
  cutter:
    kind: ship
    name: Cutter
    owner: coast
    speed: 16 kt
    loiter_speed: 8 kt
    endurance: 14 d
    turnaround: 5 d
    failure_interval: 60 d
    abort_share: 0.2
    repair_time: 4 d
    inspection_interval: 120 d
    inspection_time: 30 d
payloads:
  drone-moving:
    kind: surveillance-radar
    name: Moving targets
    on: drone
    mode: moving-target
    nearest: 20 km
    farthest: {low: 100 km, best: 150 km, high: 200 km}
    lowest_grazing: 4 deg
    sector: 120 deg
    dwell: 30 s
    resolution: 20 m
    slowest: 4 kt
    detection_probability: {low: 0.6, best: 0.8, high: 0.95}
  drone-spot:
    like: drone-moving
    mode: spot
    spot: 2 km
    dwell: 45 s
  drone-camera:
    kind: electro-optical
    on: drone
    farthest: 80 km
    lowest_grazing: 12 deg
    infrared: true
    field: 2 km
    dwell: 45 s
    resolution: 1 m
  cutter-radar:
    kind: maritime-radar
    on: cutter
    range: {low: 20 km, best: 40 km, high: 90 km}
    cross_section: 1000 m^2
    clutter_margin: 4 dB
    antenna_height: 22 m
    lowest_grazing: 0 deg
    scan: 3 s
    resolution: 30 m
    seen_height: 6 m
fleets:
  drones-far:
    {name: Drones far off, owner: ally, platform: drone, base: far, count: 3, until: 2014-06-01}
  drones-far-winter:
    {name: Drones far off in winter, owner: ally, platform: drone, base: far, count: 3,
     from: 2014-06-01, season: ["10-16", "05-23"]}
  drones-near:
    {name: Drones near by, owner: ally, platform: drone, base: near, count: 2, from: 2014-06-01,
     season: ["05-24", "10-15"]}
  cutters:
    {name: Cutters, owner: coast, platform: cutter, base: near,
     count: {low: 2, best: 4, high: 6}, from: 2000-01-01}
stations:
  islands:
    name: South of the islands
    pattern: {kind: racetrack, lat: 29.6 deg, lon: 128.4 deg, leg: 120 km, width: 30 km,
              bearing: 80 deg}
    waters: islands
  around:
    name: Around the islands
    pattern: {kind: circle, lat: 30.1 deg, lon: 128.45 deg, radius: 80 km}
    waters: islands
patrols:
  far: {fleet: drones-far, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  winter: {fleet: drones-far-winter, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  near: {fleet: drones-near, station: islands, effort: {low: 0.1, best: 0.2, high: 0.4}}
  ships: {fleet: cutters, station: around, effort: {low: 0.3, best: 0.5, high: 0.9}}
skies:
  islands: {at: rock, clear: [0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2],
            persistence: 0.2}
vessels:
  boat: {name: "Boat, 20 tons", length: 20 m, speed: {low: 7 kt, best: 9 kt, high: 14 kt},
         cross_section: {low: 20 m^2, best: 60 m^2, high: 600 m^2}}
  cutter: {name: Foreign cutter, length: 85 m, speed: 14 kt, cross_section: 6000 m^2}
waters:
  islands:
    name: Waters of the islands
    party: coast
    outline: [[28.5 deg, 126.5 deg], [28.5 deg, 130.5 deg], [31.5 deg, 130.5 deg],
              [31.5 deg, 126.5 deg]]
    coast: [rock, stone]
    limit: 12 nmi
    approach_from: 180 km
    vessels: [boat, cutter]
  unwatched:
    name: Unwatched waters
    party: coast
    outline: [[28.5 deg, 126.5 deg], [28.5 deg, 130.5 deg], [31.5 deg, 130.5 deg]]
    coast: [rock]
    limit: 12 nmi
    approach_from: 100 km
    approach_bearings: [200 deg, 330 deg]
    vessels: [boat]
"""
SMALL = Asked(date(2015, 1, 1), bearings=12, starts=3)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    for name in ("scenario", "flights", "sensors"):
        path = built_in()["small"] / f"{name}.yaml"
        (folder / path.name).write_text(path.read_text())
    (folder / "patrols.yaml").write_text(PATROLS)
    return load(folder)


@pytest.fixture(scope="module")
def both(world):
    return watch_waters_postures(
        [world.at("2014-01-01"), world.at("2015-01-01")], "islands", SMALL, draws=40, seed=3
    )


@pytest.fixture(scope="module")
def answer(both):
    return summarise_waters(both[1], both[0])


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
    near = next(w for w in answer.after.watchers if w.fleet == "drones-near")
    assert near.radar_modes == (("moving-target", 30.0), ("spot", spot.every))
    assert next(w for w in answer.after.watchers if w.fleet == "cutters").radar_modes == ()


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
        for look in group.squad.looks:
            assert np.array_equal(look.memory, watch.draws(memory))


def test_the_memory_is_named_as_a_driver_where_the_answer_goes_with_it(both):
    """A weak link of one named assumption is told; the same of any of a hundred others is not."""
    watch = both[1]
    for name, named_ in (("waters.islands.look_memory", True), ("vessels.boat.speed", False)):
        said = [d.name for d in _drivers(watch, weakly_linked(watch.draws.points[name]))]
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
    less = watch_waters(
        replace(posture, patrols=few),
        "islands",
        start=SMALL.start,
        bearing_count=12,
        starts=3,
        draws=40,
        seed=3,
    )
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
    found = watch_waters(
        world.at("2015-01-01"), "unwatched", start=SMALL.start, bearing_count=5, draws=4
    )
    assert patrols_of(world.at("2015-01-01"), "unwatched") == []
    assert found.noticed.max() == 0.0
    text = summarise_waters(found)
    assert "Nobody is declared to watch Unwatched waters" in text.paragraph
    assert np.isnan(text.after.vessels[0].declared.left.p50)
    assert np.degrees(found.ways.bearing) == pytest.approx([200.0, 232.5, 265.0, 297.5, 330.0])
    picture = waters_map(found, text, text.after)
    assert "nobody is declared to watch" in picture.alt


@pytest.mark.parametrize(
    ("waters", "vessels", "said"),
    [("island", None, "did you mean 'islands'"), ("islands", ["ship"], "no type of vessel")],
)
def test_what_is_not_declared_is_refused_by_name(world, waters, vessels, said):
    with pytest.raises(NoroshiError, match=said):
        watch_waters(world.at("2015-01-01"), waters, start=SMALL.start, vessels=vessels, draws=2)


def test_watches_of_other_draws_are_not_compared(world, both):
    other = watch_waters_postures([world.at("2015-01-01")], "islands", SMALL, draws=40, seed=4)[0]
    with pytest.raises(ValueError, match="not of the same approaches"):
        summarise_waters(both[1], other)


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
    assert answer.after.vessels[0].declared.noticed.p50 == middle
    assert (
        f"A boat is noticed before the territorial sea in {100 * middle:.0f} %" in answer.paragraph
    )
    change = both[1].before_limit[0, PEAK] - both[0].before_limit[0, PEAK]
    assert answer.change[0].peak.p50 == np.sort(change)[len(change) // 2 - 1]
    assert "as on 2015-08-04" in answer.paragraph
    assert answer.before.label == "before, 2014-01-01"
    assert [w.new for w in answer.after.watchers] == [False, True, False]
    assert answer.to_limit[both[1].ways.limit - 1] == 0.0
    assert answer.to_limit[-1] == -answer.limit


def test_every_number_of_the_paragraph_is_said_of_a_vessel_by_name(answer):
    """Else the change for the first vessel reads as that for the last one named before it."""
    sentences = re.split(r"(?<=[.]) (?=[A-Z])", answer.paragraph)
    assert len(sentences) <= 7
    for sentence in sentences[1:]:
        assert re.search(r"\bboat\b", sentence) or not re.search(r"\d %|points", sentence), sentence
    # No level beside the change: a median of differences is no difference of medians.
    told = points(answer.change[0].declared)
    assert "For the boat that is, against before, on 2014-01-01: " in answer.paragraph
    assert told in answer.paragraph or "no measurable difference" in answer.paragraph


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


def test_maps_and_curve_show_both_postures(both, answer):
    shown = waters_map(both[1], answer, answer.after)
    axes = shown.figure.axes[0]
    assert shown.alt.startswith("Map. After, 2015-01-01:")
    labels = {text.get_text() for text in axes.texts}
    assert {"Rock", "Stone"} <= labels
    curve = waters_curve(answer)
    legend = curve.figure.axes[0].get_legend()
    assert [t.get_text() for t in legend.get_texts()][:2] == [
        "before, 2014-01-01",
        "after, 2015-01-01",
    ]
    drawn = curve.figure.axes[0].lines[1].get_ydata()
    assert np.allclose(drawn[1:], answer.after.vessels[0].declared.by.p50)


@pytest.fixture(scope="module")
def pictures(both):
    return [waters_picture(watch) for watch in both]


def test_the_picture_is_fresher_where_and_when_somebody_patrols(pictures):
    before, after = pictures
    for found in (before, after):
        assert found["mean_age"].attrs["units"] == "s"
        assert found.sizes["draw"] == 32
        # The more at once, the less often; and the first fold is what anybody sees.
        shares = found["coverage"].to_numpy()
        assert np.all(np.diff(shares, axis=0) <= 0.0)
        assert shares[1].max() > 0.0
        assert np.all(found["mean_age"] <= 0.5 * 15 * 86400.0 + 1e-6)
    middle = np.radians([30.1]), np.radians([128.45])
    off = nearest(after["lat"].values, after["lon"].values, *middle).distance
    # A cutter goes round at 80 km once in a day and a half, and sees a boat some 25 km off.
    on_the_beat, beyond = np.abs(off - 80e3) < 15e3, off > 200e3
    age = after["mean_age"].mean("draw").to_numpy()
    assert age[on_the_beat].mean() < 0.6 * age[beyond].mean()


def test_maps_of_cells_show_both_postures_in_the_same_colours(both, pictures, answer):
    postures = (answer.before, answer.after)
    shown = [Shown(*one) for one in zip(both, pictures, postures, strict=True)]
    for measure in (AGE, BREAK):
        maps = waters_cells(shown, measure)
        scales = [picture.figure.axes[0].collections[0].norm for picture in maps]
        assert (scales[0].vmin, scales[0].vmax) == (scales[1].vmin, scales[1].vmax)
        for one, picture in zip(shown, maps, strict=True):
            looked = one.cells["looks"].to_numpy() > 0
            told = np.where(looked, one.cells[measure.variable].to_numpy() / 3600.0, np.inf)
            values = np.sort(told, axis=-1)[:, 15]
            colours = picture.figure.axes[0].collections[0].get_array()
            assert np.allclose(colours, values[np.isfinite(values)])
            found = near_coast(one, measure)
            assert "territorial sea" in picture.alt
            if np.isfinite(found.p50):
                middle = found.p50 / 3600.0
                assert f"{middle:.{0 if middle >= 10 else 1}f} h (" in picture.alt
    assert waters_cells([], AGE) == []


def test_waters_that_nobody_watches_have_a_picture_as_old_as_the_period(world):
    found = watch_waters(
        world.at("2015-01-01"), "unwatched", start=SMALL.start, bearing_count=3, draws=2
    )
    picture = waters_picture(found, period=2 * 86400.0)
    assert np.all(picture["mean_age"] == 86400.0)
    assert float(picture["coverage"].max()) == 0.0

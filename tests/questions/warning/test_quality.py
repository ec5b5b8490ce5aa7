"""How good tracks are, how long flights are held, what is left to search: by hand, and in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noroshi import load
from noroshi.earth.sight import site
from noroshi.questions.answer import Answer, Axis, Numbers, Variable, dataset
from noroshi.questions.localisation.answer import answer_of
from noroshi.questions.localisation.compute import parties, places
from noroshi.questions.localisation.custody import AIR, STEP, custody, moments, party_of, re_entry
from noroshi.questions.localisation.example import example
from noroshi.questions.localisation.followed import follow, known_states
from noroshi.questions.localisation.handover import handovers
from noroshi.questions.localisation.history import PROBABILITY
from noroshi.questions.localisation.quality import aims, changes
from noroshi.questions.localisation.quality_words import how_held, what_changed
from noroshi.questions.warning import whom
from noroshi.questions.warning.pipe import Assessment, assess_all
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.questions.warning.pipe.sides import SIZES, SPEEDS
from noroshi.scenario.records import Scenario
from noroshi.tracking.handover import searched_room
from noroshi.world import Estimate

WHEN = ("before", "after")
INFORMED = ("alone", "shared", "together")
ONE_MILLISECOND = 1e-3


def told_of(comparison: Comparison) -> Answer:
    return answer_of(comparison, example(comparison))


@pytest.fixture(scope="module")
def told(comparison: Comparison) -> Answer:
    return told_of(comparison)


@pytest.fixture(scope="module")
def parted_told(parted: Comparison) -> Answer:
    return told_of(parted)


def flights_at(comparison: Comparison, aim: str) -> np.ndarray:
    """Of a place, by its name in the answer."""
    found = next(p for p in places(comparison) if f"receivers.{p.id}" == aim)
    return found.flights


def test_gains_of_goals_are_means_of_the_time_left_flight_by_flight(
    parted: Comparison, parted_told: Answer
) -> None:
    data, compared = parted_told.data, 0
    assert len(data["goal"]) == len(SIZES) + len(SPEEDS)
    for aim in data["aim"].to_numpy():
        flights = flights_at(parted, str(aim))
        for at in np.ndindex(len(INFORMED), len(data["goal"])):
            left = []
            for when in WHEN:
                assessment = getattr(parted, when)
                total = np.zeros(parted.after.draws.count)
                for flight in flights:
                    for draw, time in enumerate(assessment.tracks.reached[*at, flight]):
                        impact = assessment.flights.flight_time[flight, draw]
                        total[draw] += (impact - time) / len(flights) if time < np.inf else 0.0
                left.append(total)
            found = data["reached_gain"].sel(aim=aim).to_numpy()[at]
            np.testing.assert_allclose(found, left[1] - left[0], atol=ONE_MILLISECOND)
            place = str(aim).removeprefix("receivers.")
            own = data["place_reached_gain"].sel(place=place).to_numpy()[at]
            np.testing.assert_array_equal(own, found)
            compared += bool(np.any(found))
    assert compared > 10


def test_nearer_is_known_later_and_together_sooner_in_the_pipe(parted: Comparison) -> None:
    for when in WHEN:
        reached = getattr(parted, when).tracks.reached
        sizes, speeds = reached[:, : len(SIZES)], reached[:, len(SIZES) :]
        for part in (sizes, speeds):
            assert np.all(part[:, 1:] >= part[:, :-1] - 0.25)
        alone, _, together = reached
        assert np.all(together <= alone + 0.25)
        assert np.isfinite(reached).any()


def test_in_the_pipe_a_size_without_air_is_known_as_an_area_where_re_entry_adds_nothing(
    two_parties: Callable[[Scenario], Scenario], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two parties, so that each flight asks its own: alone, with what is shared, all together.
    def without_air(world: Scenario) -> Scenario:
        world = two_parties(world)
        rules = {
            key: rule.model_copy(update={"reentry_error": Estimate.exactly(0.0)})
            for key, rule in world.rules.items()
        }
        return replace(world, rules=rules)

    world = without_air(load("small").at("2015-01-01"))
    (radius,) = {rule.area_radius for rule in world.rules.values()}
    sizes = (radius, *SIZES[1:])
    monkeypatch.setattr("noroshi.questions.warning.pipe.track.SIZES", sizes)
    (found,) = assess_all([world], draws=2, seed=0)
    parties_ = [found.parties[p] for p in party_of(Comparison(found, found))]
    assert len(set(parties_)) == 2
    teams = [(team.party, team.shared) for team in found.tracks.teams]
    for flight, party in enumerate(parties_):
        for informed, team in enumerate(((party, False), (party, True), (None, True))):
            area = found.tracks.area[teams.index(team), -1, flight]
            reached = found.tracks.reached[informed, 0, flight]
            np.testing.assert_array_equal(np.isfinite(area), np.isfinite(reached))
            known = np.isfinite(area)
            np.testing.assert_allclose(reached[known], area[known], atol=0.25)
    assert np.isfinite(found.tracks.reached[:, 0]).mean() > 0.5


def spans(comparison: Comparison, when: str, flight: int, draw: int, informed: int) -> Any:
    """Oracle: when each sensor that tells the flight's party holds it, until re-entry."""
    assessment = getattr(comparison, when)
    party = party_of(comparison)[flight]
    heard = assessment.hearings[party]
    end = re_entry(assessment.flights)[flight, draw]
    for number, sensor in enumerate(assessment.scenario.sensors.values()):
        delay = (heard.alone, heard.shared, np.zeros_like(heard.alone))[informed][:, number]
        if not sensor.follows_coast or np.isinf(delay).all():
            continue
        since, lost = (
            assessment.detections.times(name, number)[flight, draw] for name in ("held", "lost")
        )
        if since < end:
            yield since, min(max(since, np.nan_to_num(lost)), end)


def seconds(found: Iterator[tuple[float, float]], step: float = 0.25) -> np.ndarray:
    """How many hold it in each step."""
    middle = np.arange(0.5 * step, 4000.0, step)
    return sum((np.array((a <= middle) & (middle < b), int) for a, b in found), 0 * middle)


def test_flights_are_held_as_by_hand(parted: Comparison) -> None:
    compared = 0
    for when in WHEN:
        found = custody(getattr(parted, when), party_of(parted))
        for informed, flight, draw in np.ndindex(found.tracked.shape):
            count = seconds(spans(parted, when, flight, draw, informed))
            for level in range(3):
                held = 0.25 * (count > level).sum()
                assert found.held[informed, level, flight, draw] == pytest.approx(held, abs=1.0)
            some = np.flatnonzero(count)
            if some.size:
                gaps = 0.25 * (count[some[0] : some[-1]] == 0).sum()
                assert found.gaps[informed, flight, draw] == pytest.approx(gaps, abs=1.0)
                compared += 1
    assert compared > 50


def test_more_is_held_with_what_is_shared_and_the_share_is_one_of_time(
    parted: Comparison, parted_told: Answer
) -> None:
    found = custody(parted.after, party_of(parted))
    assert np.all(found.held[1] >= found.held[0])
    assert np.all(found.held[2] >= found.held[1])
    assert np.all(found.longest_gap <= found.gaps)
    assert np.all(found.held[:, 0] + found.gaps <= found.tracked + 1e-6)
    share = parted_told.data["custody"].to_numpy()
    assert np.all((share[~np.isnan(share)] >= 0.0) & (share[~np.isnan(share)] <= 1.0 + 1e-12))


def test_the_share_that_is_held_is_counted_at_each_moment(
    comparison: Comparison, told: Answer
) -> None:
    data = told.data
    at = moments(comparison)
    np.testing.assert_array_equal(data["held_moment"], at)
    for aim in data["aim"].to_numpy():
        flights = flights_at(comparison, str(aim))
        for when in WHEN:
            ends = re_entry(getattr(comparison, when).flights)[flights]
            for k in range(10, len(at), 13):
                held, aloft = 0, 0
                for (row, draw), end in np.ndenumerate(ends):
                    held += any(
                        a <= at[k] < b
                        for a, b in spans(comparison, when, int(flights[row]), draw, 1)
                    )
                    aloft += at[k] < end
                found = data["share_held"].sel(posture=when, aim=aim, holders=1).to_numpy()[k]
                if aloft < 0.5 * ends.size:
                    assert np.isnan(found)
                else:
                    assert found == pytest.approx(held / aloft, abs=1e-9)
    assert STEP == 10.0


def test_a_flight_re_enters_where_it_comes_down_through_the_air(comparison: Comparison) -> None:
    flights = comparison.after.flights
    end, nominal = re_entry(flights), flights.nominal
    assert np.all(end <= flights.flight_time)
    for row, height in enumerate(nominal.altitude):
        over = np.flatnonzero(height >= AIR)
        left = flights.flight_time[row] - end[row]
        np.testing.assert_allclose(left, left[0], atol=1e-6)
        if not over.size:
            assert left[0] == 0.0
            continue
        crossed = nominal.flight_time[row] - left[0]
        assert nominal.time[over[-1]] <= crossed <= nominal.time[over[-1] + 1]


def _with_late_radar(world: Scenario, *gone: str) -> Scenario:
    """A third radar, which does not see far and so rises when others already hold flights; the
    capital is the ally's."""
    other = {"id": "late-radar", "name": "Late Radar", "at": "airfield"}
    other |= {"max_range": Estimate.exactly(350e3)}
    sensors = {**world.sensors, "late-radar": world.sensors["north-radar"].model_copy(update=other)}
    capital = world.receivers["capital"].model_copy(update={"party": "ally"})
    return replace(
        world,
        sensors={key: sensor for key, sensor in sensors.items() if key not in gone},
        receivers={**world.receivers, "capital": capital},
    )


@pytest.fixture(scope="module", params=[(), ("north-radar",)], ids=["two before", "one before"])
def late(request: Any, once: Any, two_parties: Callable[[Scenario], Scenario]) -> Comparison:
    def make(_folder: Path) -> tuple[Assessment, ...]:
        world = load("small")
        after = _with_late_radar(two_parties(world.at("2015-01-01")))
        before = _with_late_radar(two_parties(world.at("2013-01-01")), *request.param)
        return assess_all([facing_the_same(before, after), after], draws=8, seed=0)

    return Comparison(*once(f"late-radar-{len(request.param)}", make))


def test_what_is_left_to_search_follows_from_the_states_of_each_flight(late: Comparison) -> None:
    # Oracle: the example's own way from sensors to what is known of the state at burn-out.
    chosen, found = exemplar(late), handovers(late)
    assert chosen is not None
    assert set(found.sensor) == {"Late Radar"}
    assert len(found.flight) > 1
    compared, party = 0, party_of(late)[found.flight]
    assert len(set(party)) == 2
    for number, flight in enumerate(found.flight):
        example_ = replace(chosen, flight=int(flight), party=int(party[number]))
        followed, time = follow(example_), found.time[[number]]
        (radar,) = [i for i, (s, _) in enumerate(followed.stations) if s.id == "late-radar"]
        # It rises while somebody holds the flight, and does not hold it yet.
        assert followed.since.min() < time[0] <= followed.since[radar]
        place = followed.stations[radar][1]
        origin = site(place.lat.best, place.lon.best, place.height).position_ecef[None]
        for room, states in zip(found.room, known_states(followed, time), strict=True):
            if np.isnan(room.volume[number]):
                assert np.isinf(states).all()
                continue
            expected = searched_room(followed.coast, states, time, origin, PROBABILITY)
            assert room.volume[number] == pytest.approx(expected.volume[0], rel=1e-6)
            assert room.solid_angle[number] == pytest.approx(expected.solid_angle[0], rel=1e-6)
            compared += 1
    some = [np.isfinite(room.volume).any() for room in found.room]
    assert compared >= len(found.flight)
    assert some == ["north-radar" in late.before.scenario.sensors, True]


def test_a_forward_radar_leaves_less_to_search(late: Comparison) -> None:
    found, data = handovers(late), told_of(late).data
    both = np.all([np.isfinite(room.volume) for room in found.room], axis=0)
    before, after = found.room
    assert np.all(after.volume[both] <= before.volume[both])
    assert np.all(np.isfinite(after.volume) >= np.isfinite(before.volume))
    volume = data["handover_volume"]
    told = volume.notnull().all("posture").to_numpy()
    assert told.any() == both.any() == ("north-radar" in late.before.scenario.sensors)
    assert np.all(volume.sel(posture="after")[told] < volume.sel(posture="before")[told])
    assert set(data["handover_sensor"].to_numpy()) <= {"Late Radar", ""}


def test_the_median_flight_of_a_place_tells_what_is_left_to_search(late: Comparison) -> None:
    found, data = handovers(late), told_of(late).data
    both = np.all([np.isfinite(room.volume) for room in found.room], axis=0)
    for aim in data["aim"].to_numpy():
        mine = np.isin(found.flight, flights_at(late, str(aim)))
        for when, room in zip(WHEN, found.room, strict=True):
            at = {"posture": when, "aim": aim}
            told = data["handover_volume"].sel(at), data["handover_angle"].sel(at)
            for values, one in zip(room, told, strict=True):
                some = np.sort(values[mine & both])
                middle = some[(len(some) - 1) // 2] if some.size else np.nan
                np.testing.assert_allclose(float(one), middle)
            untracked = np.isnan(room.volume[mine]).sum()
            assert data["handover_untracked"].sel(at) == untracked


def test_a_sensor_that_never_holds_a_flight_is_not_the_next(late: Comparison) -> None:
    after, first = late.after, handovers(late)
    number = list(after.scenario.sensors).index("late-radar")
    lost = first.flight[0]

    def without(assessment: Assessment) -> Assessment:
        looked = assessment.detections
        sensor = list(assessment.scenario.sensors).index("late-radar")
        held = looked.seen["held"].copy()
        held[looked.own[sensor], looked.members[lost]] = np.inf
        seen = {**looked.seen, "held": held}
        return replace(assessment, detections=replace(looked, seen=seen))

    assert np.isfinite(after.detections.times("held", number)[lost]).any()
    found = handovers(Comparison(without(late.before), without(late.after)))
    members = after.detections.members[first.flight]
    alike = members == after.detections.members[lost]
    assert not alike.all()
    np.testing.assert_array_equal(found.flight, first.flight[~alike])


def test_a_posture_without_sensors_is_told(comparison: Comparison) -> None:
    world = load("small").at("2015-01-01")
    nobody = replace(world, sensors={})
    both = assess_all([facing_the_same(nobody, world), world], draws=2, seed=0)
    told = told_of(Comparison(*both))
    assert "sooner" in told.headline.why
    assert np.isinf(told.data["reached_after"].sel(posture="before")).all()


def test_changed_sensors_begin_the_second_line(
    told: Answer, comparison: Comparison, reversed_dates: Comparison, nothing_gained: Comparison
) -> None:
    assert told.headline.why.startswith("With South Radar, tracks place the impact within 5 km: ")
    assert told_of(reversed_dates).headline.why.startswith("Without South Radar, tracks place ")
    same = told_of(nothing_gained).headline.why
    assert same.startswith("With the same sensors, tracks place the impact within 5 km: not ")
    assert [c.how for c in changes(comparison)] == ["added"]
    assert [c.how for c in changes(reversed_dates)] == ["gone"]
    assert changes(nothing_gained) == ()


def test_what_nobody_sees_is_tracked_by_nobody(nobody_told: Comparison) -> None:
    found = told_of(nobody_told)
    assert np.isinf(found.data["reached_after"]).all()
    assert not found.data["reached_gain"].to_numpy().any()
    assert np.isnan(found.data["custody"]).all()
    assert not np.nan_to_num(found.data["share_held"].to_numpy()).any()
    assert np.isnan(found.data["handover_volume"]).all()
    assert found.headline.why.endswith("no track places the impact within 5 km, before or after.")
    assert not found.data["reached_share"].to_numpy().any()


def test_a_party_of_many_places_is_told_as_a_whole(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parties(comparison), places(comparison)
    assert [aim.id for aim in aims(comparison, *parts)] == [
        f"receivers.{place.id}" for place in parts[1]
    ]
    monkeypatch.setattr(whom, "FEW_PLACES", 2)
    (whole,) = aims(comparison, *parts)
    assert whole.id == f"parties.{parts[0][0].id}"
    np.testing.assert_array_equal(whole.weight, parts[0][0].weight)


def test_the_first_table_and_picture_tell_how_good_tracks_are(told: Answer) -> None:
    first = told.tables[0]
    assert first.name == "quality"
    assert len(first.cells()) == len(told.data["aim"]) * len(SIZES)
    assert told.figures[0].name == "quality"
    names = [figure.name for figure in told.figures]
    assert sum(name.startswith("holders-") for name in names) == len(told.data["aim"])


def made_up(held: dict[str, float]) -> Numbers:
    """Numbers that no run gives: seconds held by two."""
    axes = [
        Axis("aim", list(held), [name.title() for name in held]),
        Axis("informed", ["shared"]),
        Axis("holders", [2]),
    ]
    gain = Variable("held_gain", "held longer", "s", ("aim", "informed", "holders"))
    return Numbers(dataset(axes, {gain: [[[[seconds] * 64]] for seconds in held.values()]}))


def test_how_flights_are_held_is_told_where_it_changes() -> None:
    assert how_held(made_up({"a": 30.0, "b": -20.0, "c": 0.2})) == (
        "Two sensors or more hold flights 30 s longer at A and 20 s shorter at B; not measurably "
        "longer or shorter elsewhere."
    )
    assert how_held(made_up({"a": 30.0})) == "Two sensors or more hold flights 30 s longer at A."
    assert how_held(made_up({"a": 0.0, "b": 0.0})) == ""


def test_the_text_tells_how_flights_are_held(late: Comparison) -> None:
    assert "Two sensors or more hold flights" in told_of(late).text


AGAINST = "Against missiles that had not flown by 2015-01-01"


def compared(gains: dict[str, float], *, later: str = "", never: str = "") -> str:
    """The sentence about places, by their letters, that gain so many seconds."""
    axes = [
        Axis("posture", WHEN),
        Axis("aim", list(gains), [name.title() for name in gains]),
        Axis("informed", ["shared"]),
        Axis("goal", ["g"], ["5 km"]),
        Axis("change", []),
    ]
    at = ("aim", "informed", "goal")
    share = [[[[float(name not in never)]] for name in gains]] * 2
    values = {
        Variable("reached_gain", "gain", "s", at): [[[[s] * 64]] for s in gains.values()],
        Variable("reached_share", "share", "1", ("posture", *at), drawn=False): share,
        Variable("aim_later", "later", "1", ("aim",), drawn=False): [
            float(name in later) for name in gains
        ],
        Variable("posture_date", "date", "", ("posture",), drawn=False): [
            "2013-10-02",
            "2015-01-01",
        ],
        Variable("goal_size", "size", "m", ("goal",), drawn=False): [5e3],
    }
    return what_changed(Numbers(dataset(axes, values)))


def test_later_classes_are_told_last_and_what_is_never_tracked_is_said() -> None:
    begin = "With the same sensors, tracks place the impact within 5 km: "
    assert compared({"a": 9.0, "b": 30.0, "c": 0.0, "d": -40.0}, later="d") == (
        f"{begin}30 s sooner at B and 9 s sooner at A; not measurably sooner or later at C. "
        f"{AGAINST}: 40 s later at D."
    )
    assert compared({"a": 0.0}) == f"{begin}not measurably sooner or later at A."
    assert (
        compared(dict.fromkeys("abcdef", 0.0))
        == f"{begin}not measurably sooner or later everywhere."
    )
    assert compared({"a": 9.0, "b": 0.0}, never="b") == (
        f"{begin}9 s sooner at A; no track does at B, before or after."
    )
    assert compared({"a": 9.0}, later="a") == (
        f"{AGAINST}, {begin[0].lower()}{begin[1:]}9 s sooner at A."
    )
    none = "With the same sensors, no track places the impact within 5 km, before or after."
    assert compared({"a": 0.0, "b": 0.0}, never="ab") == none


def test_a_party_that_only_later_classes_reach_is_marked_in_both_lines(
    comparison: Comparison,
) -> None:
    world = comparison.after.scenario
    assert world.day is not None
    day = world.day.replace(year=2099)
    vehicles = {k: v.model_copy(update={"first_flown": day}) for k, v in world.vehicles.items()}
    changed = replace(comparison.after, scenario=replace(world, vehicles=vehicles))
    found = told_of(Comparison(comparison.before, changed))
    assert found.data["party_later"].to_numpy().all()
    assert found.data["aim_later"].to_numpy().all()
    assert "gainst missiles that had not flown by " in found.headline.verdict
    assert "gainst missiles that had not flown by " in found.headline.why
    assert "had not flown" not in str(told_of(comparison).headline)

"""Shares: every set of sensors against the world in which only these stand, and what is told."""

from dataclasses import replace

import numpy as np
import pytest

from noroshi.errors import NoroshiError
from noroshi.present.words import clock, in_sentence
from noroshi.questions.shares import Options
from noroshi.questions.shares import compute as c
from noroshi.questions.shares import data as shares_data
from noroshi.questions.shares import sensors as single
from noroshi.questions.shares.answer import answer_of
from noroshi.questions.shares.game import lanes
from noroshi.questions.shares.groups import MOST_GROUPS, groups
from noroshi.questions.shares.sites import added_sites, candidates
from noroshi.questions.shares.words import GAME
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.pipe import assess, assess_all
from noroshi.questions.warning.pipe.coalitions import follow_again, lanes_of_impacts
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario import load
from noroshi.scenario.candidates import Candidate
from noroshi.stats.attribution import members, shapley
from noroshi.streams import stream

DRAWS = 8
ONE_SECOND, A_TENTH = 1.0, 0.1


@pytest.fixture(scope="module")
def after(comparison):
    """All flights of the later posture, for the one party of the small world."""
    return _lanes(comparison, one_in=1)


def _lanes(comparison, one_in, posture=1):
    both = (comparison.before, comparison.after)
    (whom,) = c.warned(comparison)
    followed = follow_again(both)[posture]
    return lanes(both[posture], followed, whom.party, whom.weight, one_in)


@pytest.fixture(scope="module")
def worth(after):
    """Of every set of the three sensors, (set, game, draw)."""
    return after.mean(after.worth(members(3)))


@pytest.fixture(scope="module")
def answer(comparison):
    return answer_of(comparison, Options(one_in=1))


@pytest.fixture(scope="module")
def alone(comparison):
    """The later posture with some of its sensors taken out of the world, assessed anew."""
    world, found = comparison.after.scenario, {}

    def of(keys):
        if keys not in found:
            left = {k: s for k, s in world.sensors.items() if k in keys}
            found[keys] = assess(replace(world, sensors=left, origin=None), draws=DRAWS)
        return found[keys]

    return of


@pytest.mark.parametrize("number", range(8))
def test_a_set_is_worth_what_people_have_in_a_world_with_these_alone(
    comparison, alone, worth, number
):
    sensors = comparison.after.detections.sensors
    some = alone(tuple(s for s, inside in zip(sensors, members(3)[number], strict=True) if inside))
    (whom,) = c.warned(comparison)
    counted = np.flatnonzero(whom.weight)
    told = whom.weight[counted] @ some.warnings.useful_times(SHARED, counted)
    left = some.warnings.arrivals(counted) - some.tracks.known[SHARED, counted]
    known = whom.weight[counted] @ np.maximum(left, 0.0)
    np.testing.assert_allclose(worth[number], [told, known], atol=A_TENTH)


def test_all_and_nobody_are_worth_all_and_nothing(after, worth):
    np.testing.assert_allclose(worth[-1], after.exactly[:, SHARED], atol=1e-3)
    assert (worth[0] == 0.0).all()
    assert worth[-1].mean() > 60.0


def test_more_sensors_are_worth_no_less(worth):
    inside = members(3)
    for one in range(8):
        for other in range(8):
            if (inside[one] <= inside[other]).all():
                assert (worth[one] <= worth[other] + A_TENTH).all()


def test_parties_share_by_every_set_of_whole_parties(comparison, answer, worth):
    sensors = comparison.after.scenario.sensors
    ally = sum(1 << i for i, s in enumerate(sensors.values()) if s.owner == "ally")
    both = np.array([worth[0], worth[7 ^ ally], worth[ally], worth[7]])
    coast, other = shapley(both)
    at = {"posture": "after", "whom": "coast"}
    brings = answer.data["owner_brings"].sel(**at)
    np.testing.assert_allclose(brings.sel(owner="coast"), coast, atol=A_TENTH)
    np.testing.assert_allclose(brings.sel(owner="ally"), other, atol=A_TENTH)


def test_what_all_lose_without_others_is_what_sharing_is_worth(answer):
    at = {"posture": "after", "whom": "coast"}
    lost = answer.data["owner_lost"].sel(**at, game="warning", owner="ally")
    np.testing.assert_allclose(lost, answer.data["sharing"].sel(**at), atol=1e-9)


@pytest.mark.parametrize("one_in", [1, 3, 1024])
def test_shares_sum_to_one_and_parts_to_their_owner_however_few_flights_are_followed(
    comparison, one_in
):
    data = answer_of(comparison, Options(one_in=one_in)).data
    owners = data["owner_share"].sum("owner")
    np.testing.assert_allclose(owners, 1.0, atol=1e-9)
    np.testing.assert_allclose(
        data["owner_brings"].sum("owner"), data["whole"], atol=1e-6, rtol=1e-9
    )
    for owner in data["owner"].to_numpy():
        mine = data["class_owner"] == owner
        parts = data["class_brings"].where(mine).sum("class").mean("draw")
        whole = data["owner_brings"].sel(owner=owner).mean("draw")
        np.testing.assert_allclose(parts, whole, rtol=1e-6, atol=1e-6)


def test_a_share_is_that_of_its_draw(answer):
    data, at = answer.data, {"posture": "after", "whom": "coast", "game": "warning"}
    whole, share = data["whole"].sel(**at), data["owner_share"].sel(**at)
    assert (whole > 0.0).any()
    ratio = data["owner_brings"].sel(**at) / whole.where(whole > 0.0)
    np.testing.assert_allclose(share.where(whole > 0.0), ratio, rtol=1e-9)
    for variable in ("owner_share", "class_share"):
        known = data[variable].to_numpy()
        assert np.nanmin(known) >= 0.0
        assert np.nanmax(known) <= 1.0 + 1e-9


def test_a_draw_with_nothing_to_share_has_the_shares_of_all_draws():
    parts = np.array([[[3.0, 0.0, 1.0]], [[1.0, 0.0, 3.0]], [[np.nan] * 3]])
    found = c.shares_of(parts, np.array([[4.0, 0.0, 4.0]]))
    np.testing.assert_allclose(found[:2, 0], [[0.75, 0.5, 0.25], [0.25, 0.5, 0.75]])
    assert np.isnan(found[2]).all()
    assert np.isnan(c.shares_of(parts[:2] * 0.0, np.zeros((1, 3)))).all()


def test_who_does_not_stand_yet_has_no_number(answer):
    data = answer.data
    for variable in ("class_brings", "class_share"):
        assert np.isnan(data[variable].sel({"posture": "before", "class": "south-radar"})).all()
    assert np.isnan(data["sensor_lost"].sel(posture="before", sensor="south-radar")).all()
    assert not np.isnan(data["sensor_lost"].sel(posture="after", sensor="south-radar")).any()


def test_single_sensors_have_what_every_set_gives_within_the_error_of_orders(after, worth):
    exactly = shapley(worth)
    found = np.mean([single.by_orders(after, stream("try", n)) for n in range(60)], axis=0)
    np.testing.assert_allclose(found.sum(axis=0), worth[-1], atol=A_TENTH)
    np.testing.assert_allclose(found.mean(-1), exactly.mean(-1), atol=2.0 * ONE_SECOND)


def test_within_owners_single_sensors_sum_to_their_owners(after, comparison, worth):
    owners = [s.owner for s in comparison.after.scenario.sensors.values()]
    unions = [owners.index(owner) for owner in owners]
    found = single.by_orders(after, stream("try"), unions)
    ally = np.array(owners) == "ally"
    inside = 1 << np.arange(3)
    alone = worth[inside[ally].sum()]
    rest = worth[inside[~ally].sum()]
    np.testing.assert_allclose(
        found[ally].sum(axis=0).mean(-1), ((alone + worth[-1] - rest) / 2.0).mean(-1), rtol=0.1
    )


def test_losses_are_those_of_the_sets_without(after, worth):
    without = [7 ^ (1 << sensor) for sensor in range(3)]
    found = single.losses(after, np.maximum(worth[7] - worth[without], 0.0)[:, 0])
    for sensor in range(3):
        expected = np.maximum(worth[7] - worth[7 ^ (1 << sensor)], 0.0)
        np.testing.assert_allclose(found.one[sensor], expected, atol=1e-3)
    for which, (first, second) in enumerate(found.pairs.tolist()):
        expected = np.maximum(worth[7] - worth[7 ^ (1 << first) ^ (1 << second)], 0.0)
        np.testing.assert_allclose(found.two[which], expected, atol=1e-3)
        np.testing.assert_array_equal(
            single.of_pair(found, second, first), single.of_pair(found, first, second)
        )
    ranked = found.two[single.dearest(found, 9), 0].mean(-1)
    assert (np.diff(ranked) <= 0.0).all()


def test_losses_agree_with_those_that_the_answer_on_warning_tells(comparison, after):
    told = single_losses(comparison.after)[:, 0]
    nothing = np.zeros_like(told)
    followed = single.losses(after, nothing)
    exactly = single.losses(after, told)
    some = after.mean_worth(np.ones((1, 3), dtype=bool))[0] - after.mean_worth(
        ~np.eye(3, dtype=bool)
    )
    np.testing.assert_allclose(np.maximum(some, 0.0)[:, 0], told, atol=2.0 * A_TENTH)
    assert (followed.one[:, 0] == 0.0).all()
    assert (exactly.two[:, 0] >= told[exactly.pairs].max(axis=1)).all()


def test_a_loss_is_one_number_however_few_flights_are_followed(comparison):
    found = answer_of(comparison, Options(one_in=3)).data["sensor_lost"]
    for posture, assessment in zip(POSTURES, (comparison.before, comparison.after), strict=True):
        told = single_losses(assessment)[:, 0]
        for sensor, lost in zip(assessment.detections.sensors, told, strict=True):
            at = {"posture": posture, "whom": found["whom"][0], "game": GAME, "sensor": sensor}
            np.testing.assert_allclose(found.sel(at), lost, atol=1e-9)


def test_each_flight_is_taken_once_in_as_many_draws_as_one_in(comparison):
    (whom,) = c.warned(comparison)
    counted = np.flatnonzero(whom.weight)
    pair, flight, draw = lanes_of_impacts(comparison.after, whom.weight, 4)
    np.testing.assert_array_equal(flight, comparison.after.warnings.pairs.flight[pair])
    assert (np.diff(draw) >= 0).all()
    for first in (0, 4):
        some = pair[(draw >= first) & (draw < first + 4)]
        np.testing.assert_array_equal(np.sort(some), counted)


def test_which_flights_are_taken_hangs_on_their_ids_and_not_on_their_order(comparison):
    """The same flights, declared the other way round."""
    one = comparison.after
    flights, pairs = one.flights, one.warnings.pairs
    turned = len(flights.ids) - 1 - pairs.flight
    back = np.lexsort((pairs.receiver, turned))
    other = replace(
        one,
        flights=replace(flights, ids=flights.ids[::-1]),
        warnings=replace(one.warnings, pairs=pairs._replace(flight=turned).of(back)),
    )

    def taken(assessment):
        found = assessment.warnings.pairs
        every = np.ones(len(found.flight))
        _, flight, draw = lanes_of_impacts(assessment, every, 3)
        return sorted(zip(draw, np.array(assessment.flights.ids)[flight], strict=True))

    assert taken(other) == taken(one)


def test_another_seed_follows_other_flights_and_takes_other_orders(comparison, monkeypatch):
    asked = []
    monkeypatch.setattr(shares_data, "stream", lambda *words: asked.append(words) or stream(*words))
    one, other = (answer_of(comparison, Options(one_in=3), seed).data for seed in (0, 1))
    for variable in ("class_brings", "sensor_lost"):
        assert not one[variable].equals(other[variable])
    np.testing.assert_array_equal(one["sharing"], other["sharing"])
    assert {words[0] for words in asked} == {0, 1}


def test_fewer_flights_stray_about_all(comparison, answer):
    few = answer_of(comparison, Options(one_in=3)).data["class_share"]
    at = {"posture": "after", "whom": "coast", "game": "warning"}
    np.testing.assert_allclose(
        few.sel(**at).mean("draw"), answer.data["class_share"].sel(**at).mean("draw"), atol=0.15
    )


# --- groups


def test_sensors_of_one_type_and_owner_are_one_class():
    world = load("japan")
    found = groups([world.at(world.header.after), world.at(world.header.before)])
    named = {group.name: group for group in found}
    assert set(named["AN/TPY-2"].sensors) == {"tpy2-shariki", "tpy2-kyogamisaki", "tpy2-guam"}
    assert {g.owner for g in found if "AN/SPY-1D" in g.name} == {"jp", "us"}
    assert "JS Kongo (AN/SPY-1D) and 3 more" in named  # their prefix alone says nothing
    assert len(found) <= MOST_GROUPS
    every = [s for group in found for s in group.sensors]
    assert len(every) == len(set(every)) == 27


def test_where_classes_are_too_many_sensors_are_told_by_kind_and_owner():
    world = load("small").at("2015-01-01")
    radar = world.sensors["north-radar"]
    many = {f"r{n}": radar.model_copy(update={"id": f"r{n}", "name": f"R{n}"}) for n in range(12)}
    crowd = replace(world, sensors={**many, "satellite": world.sensors["satellite"]})
    found = groups([crowd])
    assert [(g.owner, len(g.sensors)) for g in found] == [("coast", 12), ("ally", 1)]
    owners = {
        f"o{n}": radar.model_copy(update={"id": f"o{n}", "owner": f"p{n % 11}"}) for n in range(22)
    }
    assert len(groups([replace(world, sensors=owners)])) == 11
    each = {k: s.model_copy(update={"owner": k}) for k, s in owners.items()}
    with pytest.raises(NoroshiError, match=r"22 parties .* at most 16"):
        groups([replace(world, sensors=each)])


# --- what is told


def test_every_world_has_an_answer(any_world):
    found = answer_of(any_world, Options(one_in=2))
    assert found.headline.verdict
    assert len(found.headline.lines) <= 3
    for table in found.tables:
        assert table.cells()
    for figure in found.figures:
        assert figure.spec


def test_where_nobody_is_told_there_is_nothing_to_share(nobody_told):
    found = answer_of(nobody_told, Options())
    assert found.headline.verdict == "Nobody is warned in time, so there is nothing to share out."
    assert not found.tables
    assert np.isnan(found.data["owner_share"]).all()


def test_the_headline_says_what_the_numbers_say(answer):
    at = {"posture": "after", "whom": "coast", "game": "warning"}
    shares = answer.data["owner_share"].sel(**at).mean("draw")
    own = float(shares.sel(owner="coast"))
    assert f"its own sensors bring {100.0 * own:.0f} %" in answer.headline.verdict
    assert "Coastland" in answer.headline.verdict
    assert "is worth" in answer.headline.why


def test_without_a_closer_look_single_sensors_are_not_told(comparison):
    found = answer_of(comparison, Options(closely=False))
    assert [t.name for t in found.tables] == ["owners", "sharing", "classes"]
    assert np.isnan(found.data["sensor_brings"]).all()
    assert found.data.sizes["rank"] == 0


def test_a_bill_is_not_read_out_of_it(answer):
    assert any("no bill" in limit for limit in answer.limits)


def test_the_party_itself_and_one_owner_alone_are_told(comparison):
    """Of a world whose sensors are all its own there is one owner, and nothing is shared."""
    both = []
    for a in (comparison.before, comparison.after):
        own = {k: s.model_copy(update={"owner": "coast"}) for k, s in a.scenario.sensors.items()}
        both.append(assess(replace(a.scenario, sensors=own, origin=None), draws=DRAWS))
    found = answer_of(Comparison(*both), Options(one_in=1))
    assert found.data["owner"].to_numpy().tolist() == ["coast"]
    np.testing.assert_allclose(found.data["owner_share"], 1.0)
    assert "its own sensors bring 100 %" in found.headline.verdict
    assert "nothing measurable for Coastland" in found.headline.why


def test_shares_before_name_whom_they_are_of_where_others_had_sensors_then(comparison):
    world = comparison.after.scenario

    def told(*owners):
        worlds = [
            replace(
                world,
                sensors={k: s for k, s in world.sensors.items() if s.owner in those},
                origin=None,
            )
            for those in owners
        ]
        found = answer_of(Comparison(*assess_all(worlds, draws=DRAWS)), Options(closely=False))
        return found.headline.verdict

    name = world.parties["ally"].name
    grown = told(("ally",), ("ally", "coast"))
    assert grown.endswith(f" (before: {in_sentence(name)} 100 %).")
    lost = told(("coast",), ("ally",))
    assert lost == (
        f"Of the warning of Coastland, sensors of {in_sentence(name)} bring 100 % "
        "(before: its own sensors 100 %)."
    )


# --- sites


@pytest.fixture(scope="module")
def planned():
    """The small world in which a radar at the southern cape is but a candidate."""
    world = load("small")
    sites = {
        key: Candidate(id=key, name=name, at=place, as_sensor="north-radar")
        for key, name, place in (("cape", "Cape", "south-cape"), ("twin", "Twin", "north-cape"))
    }
    return replace(world, candidates=sites, origin=None)


def test_a_site_adds_what_people_gain_in_a_world_where_the_radar_stands(planned):
    before = planned.at("2013-01-01")
    stands = candidates(before)["cape"]
    both = [before, replace(before, sensors={**before.sensors, stands.id: stands}, origin=None)]
    found = Comparison(*assess_all(both, draws=DRAWS))
    (whom,) = c.warned(found)
    counted = np.flatnonzero(whom.weight)
    gained = whom.weight[counted] @ found.gain(SHARED, counted)
    (added,) = added_sites(found.before, candidates(before), [whom], 1, 0)
    gain = added.gain(np.array([[True, False], [False, True], [True, True]]))
    assert gained.mean() > ONE_SECOND
    np.testing.assert_allclose(gain[0], gained, atol=A_TENTH)
    assert (gain[2] >= gain[:2].max(axis=0) - A_TENTH).all()
    choice = added.best()
    assert len(choice) == 2
    np.testing.assert_allclose(added.adds(choice[0].best).mean(), choice[0].gain)
    np.testing.assert_allclose(added.left(choice[1].sturdy).mean(), choice[1].sturdy_gain)


def test_candidate_sites_are_told_and_stand_in_no_posture(planned):
    postures = [planned.at(d) for d in (planned.header.before, planned.header.after)]
    found = answer_of(Comparison(*assess_all(postures, draws=DRAWS)), Options(one_in=1))
    assert "candidates.cape" not in found.data["sensor"].to_numpy()
    rows = found.table("candidates").cells()
    assert [row[1] for row in rows] == ["Cape", "Twin"]
    assert {row[-1] for row in rows} == {"North Radar"}
    assert "candidate site" in found.text
    one, two = found.table("sites").cells()
    assert (one[5], two[5]) == ("", "Cape and Twin")
    assert two[4] == clock(float(found.data["sites_at_most"].sel(whom="coast", sites=2)))


def test_where_no_site_is_declared_none_is_told(answer):
    assert answer.data.sizes["candidate"] == answer.data.sizes["sites"] == 0
    assert "candidate" not in answer.text


def test_the_dearest_losses_are_told_before_and_after(answer):
    data, at = answer.data, {"whom": "coast", "posture": "after"}
    first = data["pair_lost"].sel(**at).isel(rank=0)
    np.testing.assert_array_equal(data["two_lost"].sel(**at), first)
    assert data["two_lost_names"].sel(**at).item() == data["pair_lost_names"].isel(rank=0).item()
    before = data["two_lost_names"].sel(whom="coast", posture="before").item()
    assert before == "North Radar and Early-warning satellite"
    np.testing.assert_allclose(
        data["two_lost"].sel(whom="coast", posture="before"),
        data["whole"].sel(whom="coast", posture="before", game="warning"),
        atol=A_TENTH,
    )
    assert "Before, it was " in answer.text
    assert f"({before})." in answer.text

"""What the answer's data say is what the arrays of the run say, worked out from definitions.

The run has two parties and two very different postures (see `parted`), so that none can take
another's place.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from noroshi.questions.answer import DRAW
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.losses import single_losses
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.told import ALONE, SHARED

WHEN = ("before", "after")


@pytest.fixture(scope="module")
def data(parted_answer):
    return parted_answer.data


def alike(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-9)


def test_before_and_after_differ_in_every_number_that_is_read_here(parted, by_hand):
    for party in parted.after.parties:
        assert np.min(by_hand.mean("after", party) - by_hand.mean("before", party)) > 30.0
    assert not np.allclose(*(by_hand.mean("after", p) for p in parted.after.parties))
    assert any(
        by_hand.people("before", "coast", t)[0] < by_hand.people("after", "coast", t)[0]
        for t in (60.0, 180.0, 300.0, 600.0)
    )


def test_each_party_and_each_place_of_a_small_one_gains_what_its_flights_do(data, by_hand, parted):
    told = data["whom"].to_numpy().tolist()
    assert told == ["coast", "coast/harbour", "coast/capital", "ally", "ally/northport"]
    assert data["whom_leads"].to_numpy().tolist() == [0, 1, 1, 0, 1]
    for party in parted.after.parties:
        gain = by_hand.mean("after", party) - by_hand.mean("before", party)
        alike(data["gain"].sel(whom=party), gain)
        alone = [by_hand.mean(w, party, knowledge=ALONE) for w in WHEN]
        alike(data["gain_alone"].sel(whom=party), alone[1] - alone[0])
        for when, own in zip(WHEN, alone, strict=True):
            added = by_hand.mean(when, party) - own
            alike(data["sharing"].sel(whom=party, posture=when), added)
        alike(data["gaining"].sel(whom=party), gain >= 1.0)
        for receiver, _ in by_hand.receivers("after", party):
            one = by_hand.of_place("after", receiver) - by_hand.of_place("before", receiver)
            alike(data["gain"].sel(whom=f"{party}/{receiver}"), one)
            alike(data["place_gain"].sel(receiver=receiver), one)
            for when in WHEN:
                warned = by_hand.of_place(when, receiver)
                alike(data["place_warning"].sel(receiver=receiver, posture=when), warned)


def test_no_sensor_brings_more_than_knowing_at_launch_where_each_flight_comes_down(
    data, by_hand, parted
):
    """The limiting case goes through the whole chain: tracks tell everything at once."""
    warned = parted.after.warnings
    at_once = replace(
        warned,
        known=np.zeros_like(warned.known),
        chains=tuple(c._replace(radar_direction=0.0 * c.radar_direction) for c in warned.chains),
    )
    limit = replace(
        by_hand, comparison=replace(parted, after=replace(parted.after, warnings=at_once))
    )
    for party in parted.after.parties:
        most = limit.mean("after", party) - by_hand.mean("before", party)
        alike(data["gain_at_most"].sel(whom=party), most)
        for receiver, _ in by_hand.receivers("after", party):
            of_place = limit.of_place("after", receiver) - by_hand.of_place("before", receiver)
            alike(data["gain_at_most"].sel(whom=f"{party}/{receiver}"), of_place)
    assert np.all(data["gain"] <= data["gain_at_most"])
    assert np.all(data["gain"] < data["gain_at_most"] - 1.0), "it is no gain itself"


def test_each_party_s_classes_have_their_own_levels_and_gains(data, by_hand, parted):
    assert data["threat"].to_numpy().tolist() == list(parted.after.scenario.threats)
    for party in parted.after.parties:
        for threat in parted.after.scenario.threats:
            at = {"party": party, "threat": threat}
            mean = {w: by_hand.mean(w, party, threat) for w in WHEN}
            for when, values in mean.items():
                alike(data["class_warning"].sel(**at, posture=when), values)
            alike(data["class_gain"].sel(at), mean["after"] - mean["before"])
        before = {t: by_hand.mean("before", party, t) for t in parted.after.scenario.threats}
        least = min(before, key=lambda t: before[t].mean())
        most = max(before, key=lambda t: before[t].mean())
        assert data["shortest_class"].sel(whom=party).item() == least
        assert data["longest_class"].sel(whom=party).item() == most
        assert least != most
        for when in WHEN:
            alike(
                data["warning_shortest_class"].sel(whom=party, posture=when),
                by_hand.mean(when, party, least),
            )
            alike(
                data["warning_longest_class"].sel(whom=party, posture=when),
                by_hand.mean(when, party, most),
            )


def test_people_warned_are_counted_party_by_party_before_and_after(data, by_hand, parted):
    times = data["at_least"].to_numpy()
    assert {60.0, 180.0, 300.0, 600.0} <= set(times)
    assert len(set(np.diff(times))) == 1
    for party in parted.after.parties:
        everybody = sum(count for _, count in by_hand.receivers("after", party))
        assert data["party_people"].sel(party=party) == everybody
        for when in WHEN:
            for time in times[::7]:
                found = data["people_warned"].sel(party=party, posture=when, at_least=time)
                alike(found, by_hand.people(when, party, time))


def test_what_losing_a_sensor_costs_stands_under_its_own_posture(data, by_hand, parted):
    missing = 0
    for p, party in enumerate(parted.after.parties):
        for when in WHEN:
            a = by_hand.posture(when)
            lost = single_losses(a)
            for sensor in data["sensor"].to_numpy():
                found = data["loss"].sel(whom=party, posture=when, sensor=sensor)
                if sensor in a.detections.sensors:
                    alike(found, lost[a.detections.sensors.index(sensor), p])
                else:
                    assert np.isnan(found).all()
                    missing += 1
    assert missing == 2


def test_who_is_heard_first_is_counted_flight_by_flight(data, by_hand, parted):
    for party in parted.after.parties:
        for when in WHEN:
            a = by_hand.posture(when)
            pairs, flights = a.warnings.pairs, dict[int, int]()
            for p in range(len(pairs.flight)):
                if a.parties[a.receiver_party[pairs.receiver[p]]] == party:
                    flights.setdefault(int(pairs.flight[p]), p)
            seers = np.array([a.warnings.stages[SHARED].seer[p] for p in flights.values()])
            for number, sensor in enumerate(a.detections.sensors):
                found = data["heard_first"].sel(party=party, posture=when, sensor=sensor)
                alike(found, (seers == number).mean(axis=0))
            alike(data["never_heard_of"].sel(party=party, posture=when), (seers < 0).mean(axis=0))
    assert data["never_heard_of"].sel(posture="before").max() > 0.0
    assert data["never_heard_of"].sel(posture="after").max() == 0.0


def test_a_place_has_its_least_favourable_flight_and_its_people(data, by_hand, parted):
    for receiver, place in parted.after.scenario.receivers.items():
        assert data["population"].sel(receiver=receiver) == place.population
        assert data["receiver_party"].sel(receiver=receiver).item() == place.party
        assert data["flights_aimed"].sel(receiver=receiver) == len(by_hand.aimed("after", receiver))
        for when in WHEN:
            found = data["least_warning"].sel(receiver=receiver, posture=when)
            alike(found, np.maximum(by_hand.least(when, receiver), 0.0))


def test_each_place_and_class_has_its_own_arrival_margin_and_gain(data, by_hand):
    a = by_hand.posture("after")
    pairs = a.warnings.pairs
    for met in data["encounter"].to_numpy():
        one = data.sel(encounter=met)
        receiver, threat, kind = (
            one[f"encounter_{part}"].item() for part in ("receiver", "threat", "kind")
        )
        assert met == f"{receiver}/{threat}/{kind}"
        mine = [
            p
            for p in range(len(pairs.flight))
            if a.receivers[pairs.receiver[p]] == receiver
            and a.flights.threat[pairs.flight[p]] == threat
            and pairs.kind[p] == ("impact", "overflight").index(kind)
        ]
        margin = {w: by_hand.posture(w).warnings.margin[SHARED, mine].min(axis=0) for w in WHEN}
        alike(one["encounter_arrival"], a.warnings.arrival[mine].min(axis=0))
        for when in WHEN:
            alike(one["encounter_margin"].sel(posture=when), margin[when])
        useful = {w: np.maximum(m, 0.0) for w, m in margin.items()}
        alike(one["encounter_gain"], useful["after"] - useful["before"])
        assert bool(margin["before"].min() < 0.0) is (receiver == "northport")
    assert len(set(data["encounter"].to_numpy().tolist())) == data.sizes["encounter"] == 6


def test_sensors_see_classes_in_their_own_posture(data, by_hand):
    for when in WHEN:
        a = by_hand.posture(when)
        for number, sensor in enumerate(a.detections.sensors):
            for threat in dict.fromkeys(a.flights.threat):
                mine = [f for f, t in enumerate(a.flights.threat) if t == threat]
                at = {"posture": when, "sensor": sensor, "threat": threat}
                d = a.detections
                confirmed = np.isfinite(d.confirmed[mine][..., number]).mean(axis=0)
                alike(data["confirmed_share"].sel(at), confirmed)
                alike(data["custody_mean"].sel(at), d.custody[mine][..., number].mean(axis=0))
                ordered = np.sort(d.first[mine][..., number], axis=0)
                middle = ordered[(len(mine) - 1) // 2]
                alike(data["first_detection_median"].sel(at), middle)


def without(a):
    """When each impact is known without each sensor: as with it, but where its failure is told."""
    found = []
    for sensor in range(len(a.detections.sensors)):
        known = np.stack([a.tracks.known[SHARED, p] for p in impacts(a.warnings.pairs)])
        for rank, flight, draw in np.argwhere(a.tracks.failing == sensor):
            known[flight, draw] = a.tracks.failed[rank, flight, draw]
        found.append(known)
    return found


def test_every_flight_draw_and_sensor_is_there_as_it_is_called(data, by_hand, parted):
    a = parted.after
    for name, values in {
        "flight_time": a.flights.flight_time,
        "burn_time": a.flights.burn_time,
        "apogee": a.flights.apogee,
        "burnout_altitude": a.flights.burnout_altitude,
        "arrival": a.warnings.arrival,
    }.items():
        alike(data[name], values)
    alike(data["nominal_lat"], np.degrees(a.flights.nominal.lat))
    alike(data["nominal_lon"], np.degrees(a.flights.nominal.lon))
    alike(data["nominal_altitude"], a.flights.nominal.altitude)
    for when in WHEN:
        b = by_hand.posture(when)
        sensors = list(b.detections.sensors)
        at = {"posture": when, "sensor": sensors}
        for name, values in {
            "first_detection": b.detections.first,
            "confirmed": b.detections.confirmed,
            "rise": b.detections.rise,
            "set": b.detections.set,
            "custody": b.detections.custody,
            "known_without": np.stack(without(b), axis=-1),
        }.items():
            alike(data[name].sel(at).transpose("flight", DRAW, "sensor"), values)
        for knowledge, stages in zip(("alone", "shared"), b.warnings.stages, strict=True):
            for name in ("detected", "directed", "attributed", "decided", "broadcast"):
                found = data[name].sel(posture=when, knowledge=knowledge)
                alike(found, getattr(stages, name))
            alike(data["people_told"].sel(posture=when, knowledge=knowledge), stages.told)
        alike(data["choice_useful"].sel(posture=when), b.choices.useful)  # impacts alone, here
    assert data["pair_flight"].to_numpy().tolist() == [
        a.flights.ids[f] for f in a.warnings.pairs.flight
    ]
    assert data["pair_receiver"].to_numpy().tolist() == [
        a.receivers[r] for r in a.warnings.pairs.receiver
    ]


def test_the_steps_of_the_chain_make_up_the_time_until_people_are_told(data, by_hand, parted):
    for when in WHEN:
        shares = data["step_share"].sel(posture=when)
        alike(shares.sum("step"), np.ones(shares.isel(step=0).shape))
        for party in parted.after.parties:
            weight = by_hand.weights(when, party)
            stages = by_hand.posture(when).warnings.stages[SHARED]
            pairs = parted.after.warnings.pairs
            first = np.zeros(parted.after.draws.count)
            for p, flight in enumerate(pairs.flight):
                if parted.after.parties[parted.after.receiver_party[pairs.receiver[p]]] == party:
                    first += weight[flight] * stages.detected[p] / stages.told[p]
            alike(shares.sel(party=party, step="seeing"), first)
            for threat in parted.after.scenario.threats:
                times, people = np.zeros(parted.after.draws.count), 0.0
                for receiver, count in by_hand.receivers(when, party):
                    for p in by_hand.aimed(when, receiver, threat):
                        times += count * (stages.told[p] - stages.broadcast[p])
                        people += count
                found = data["step_time"].sel(
                    posture=when, party=party, threat=threat, step="reaching"
                )
                alike(found, times / people)


def test_the_median_flight_is_told_at_its_own_time(data, by_hand, parted):
    pairs = parted.after.warnings.pairs
    for party in parted.after.parties:
        for when in WHEN:
            stages = by_hand.posture(when).warnings.stages[SHARED]
            by_flight = np.full((len(parted.after.flights.ids), parted.after.draws.count), np.nan)
            for p, flight in enumerate(pairs.flight):
                by_flight[flight] = stages.directed[p]
            found = data["known_where_at"].sel(whom=party, posture=when)
            alike(found, by_hand.middle(when, party, by_flight))


def test_flights_that_nobody_confirms_are_counted_in_their_posture(data, by_hand):
    for when in WHEN:
        confirmed = by_hand.posture(when).detections.confirmed
        expected = np.isfinite(confirmed).any(axis=-1).mean(axis=-1)
        alike(data["confirmed_by_any"].sel(posture=when), expected)
    # To detect a flight is not to confirm it.
    assert data["confirmed_by_any"].sel(posture="before").min() == 5 / 8
    assert data["confirmed_by_any"].sel(posture="after").min() == 1.0


def test_places_that_gain_or_lose_are_those_that_do_so_measurably(
    answer, nothing_gained, reversed_dates
):
    for found, gaining, losing in (
        (answer, 3.0, 0.0),
        (answer_of(nothing_gained), 0.0, 0.0),
        (answer_of(reversed_dates), 0.0, 3.0),
    ):
        own = found.data.sel(party="coast")
        assert (own["places_gaining"].item(), own["places_losing"].item()) == (gaining, losing)


def test_the_answer_says_which_dates_and_sensors_it_compares(data):
    assert data["posture_date"].to_numpy().tolist() == ["2013-01-01", "2015-01-01"]
    stands = data["stands"].sel(sensor="south-radar").to_numpy().tolist()
    assert stands == [0.0, 1.0]
    assert data["sensor_in"].sel(sensor="south-radar").item() == "after"
    assert data["sensor_in"].sel(sensor="north-radar").item() == "both"


def flown(a, vehicle, day):
    vehicles = dict(a.scenario.vehicles)
    vehicles[vehicle] = vehicles[vehicle].model_copy(update={"first_flown": day})
    return replace(a, scenario=replace(a.scenario, vehicles=vehicles))


def test_a_later_class_is_marked_comes_last_and_stands_apart(comparison):
    both = (comparison.before, comparison.after)
    later = answer_of(Comparison(*(flown(a, "short", date(2016, 5, 1)) for a in both)))
    assert later.data["threat"].to_numpy().tolist() == ["medium-lofted", "short-minimum"]
    assert later.data["later_class"].to_numpy().tolist() == [0.0, 1.0]
    old = later.data["class_gain"].sel(party="coast", threat="medium-lofted")
    new = later.data["class_gain"].sel(party="coast", threat="short-minimum")
    alike(later.data["gain"].sel(whom="coast"), old)
    alike(later.data["gain"].sel(whom="coast/later"), new)
    assert not np.allclose(old, new)
    assert "Against classes that had not flown by 2015-01-01 (Short-range class)" in later.text
    (marked,) = [r for r in later.table("classes").cells() if "not flown by then" in r]
    assert marked[1].startswith("Short-range")
    # The same class at a date by which it had flown is one among the rest.
    same = answer_of(Comparison(*(flown(a, "short", date(2015, 1, 1)) for a in both)))
    assert same.data["gain"].equals(answer_of(comparison).data["gain"])
    assert "coast/later" not in same.data["whom"]


LINKS = {
    "attributed": "attribution",
    "decided": "decision",
    "broadcast": "broadcast",
    "told": "reception",
}
HELD = 1e-3
"""So near are times in single precision [s]."""


def test_what_a_party_hears_is_what_sensors_confirm_and_hold_later_by_its_delays(parted):
    a = parted.after
    directed = 0
    for party, hearing in enumerate(a.hearings):
        for knowledge, delay in ((ALONE, hearing.alone), (SHARED, hearing.shared)):
            word = a.warnings.reports[knowledge][party]
            heard = a.detections.confirmed + delay
            np.testing.assert_allclose(word.detected, heard.min(axis=-1), atol=HELD)
            given = a.detections.held + delay + hearing.chain.satellite_direction[:, None]
            given[..., ~a.powered_alone] = np.inf
            np.testing.assert_allclose(word.satellite, given.min(axis=-1), atol=HELD)
            directed += np.isfinite(word.satellite).sum()
            for (flight, draw), seer in np.ndenumerate(word.seer):
                times = heard[flight, draw]
                assert np.isinf(times).all() if seer < 0 else times[seer] <= times.min() + HELD
    assert directed > 0


def test_each_link_of_the_chain_follows_by_the_delay_of_the_places_own_party(parted):
    a = parted.after
    parties = a.receiver_party[a.warnings.pairs.receiver]
    assert set(parties) == {0, 1}
    for knowledge in (ALONE, SHARED):
        stages, told = a.warnings.chain(knowledge), a.warnings.told_at(knowledge)
        assert np.array_equal(stages.told, told)
        for pair, party in enumerate(parties):
            chain, flight = a.hearings[party].chain, a.warnings.pairs.flight[pair]
            tracks = a.tracks.known[knowledge, pair] + chain.radar_direction
            satellite = a.warnings.reports[knowledge][party].satellite[flight]
            time = np.minimum(tracks, satellite)
            assert np.array_equal(stages.directed[pair], time)
            for link, delay in LINKS.items():
                time = time + getattr(chain, delay)
                assert np.array_equal(getattr(stages, link)[pair], time)


def test_the_base_of_all_choices_is_the_warning_of_each_impact_by_its_own_party(parted):
    a = parted.after
    assert a.choices.picked[0] == ()
    own = a.warnings.useful[SHARED][impacts(a.warnings.pairs)]
    assert np.array_equal(a.choices.useful[0], own)
    assert len({float(u) for u in own.ravel()}) > 1

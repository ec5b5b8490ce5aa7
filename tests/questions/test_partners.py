"""What partners see for one another, and what of it is passed on in time."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.errors import NoroshiError
from noroshi.present.words import amount
from noroshi.questions.base import Case
from noroshi.questions.partners import QUESTION, Options
from noroshi.questions.partners.compute import study
from noroshi.questions.partners.figures import gain_rows
from noroshi.questions.partners.sets import days_of, heard_by, postures_of
from noroshi.questions.partners.words import PartnerNumbers
from noroshi.questions.warning.people import mean_warning
from noroshi.questions.warning.pipe import assess
from noroshi.questions.warning.pipe.stations import all_stations
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario import load
from noroshi.scenario.sharing import shared_by

DRAWS = 6
ONE_MILLISECOND = 1e-3

NEIGHBOUR = """
scenario: {extends: small}
parties:
  neighbour: {name: Neighbour, partner: true}
places:
  near-cape: {name: Near Cape, lat: 38 deg, lon: 129.5 deg, height: 100 m}
  island: {name: Island, lat: -20 deg, lon: 130 deg}
sensors:
  near-radar:
    like: north-radar
    name: Near Radar
    at: near-cape
    owner: neighbour
    faces: [{azimuth: [0 deg, 360 deg], elevation: [0 deg, 80 deg]}]
receivers:
  near-town: {name: Near Town, lat: 36.5 deg, lon: 128.5 deg, party: neighbour, population: 500000}
rules:
  neighbour: {like: coast, party: neighbour}
threats:
  short-near:
    name: Short-range to the neighbour
    vehicle: short
    launched_from: [test-range]
    at: {party: neighbour}
    profile: minimum-energy
"""
SHARING = """
sharing:
  asked:
    {name: Talks, carried: on-request, among: [coast, neighbour], delay: 10 s, from: 2014-01-01}
  link:
    {name: Link, carried: real-time, among: [coast, neighbour], delay: 10 s, from: 2016-01-01}
"""
NODES = """
nodes:
  far: {name: Far Node, at: island, owner: neighbour, reach: 3000 km}
"""


@pytest.fixture(scope="module")
def declared(tmp_path_factory):
    """A world from texts."""

    def made(*texts):
        folder = tmp_path_factory.mktemp("world")
        for number, text in enumerate(texts):
            (folder / f"part{number}.yaml").write_text(text)
        return load(folder)

    return made


@pytest.fixture(scope="module")
def world(declared):
    return declared(NEIGHBOUR, SHARING, NODES)


def case_of(world, draws=DRAWS):
    header = world.header
    return Case(world.at(header.before), world.at(header.after), world, draws=draws)


@pytest.fixture(scope="module")
def answer(world):
    return QUESTION(case_of(world))


def numbers(answer):
    return PartnerNumbers(answer.data)


# --- partners and all other questions


def test_a_partner_enters_no_world_that_is_cut_at_a_date_unless_it_is_asked_for(world):
    alone, small = world.at("2015-01-01"), load("small").at("2015-01-01")
    for section in ("sensors", "receivers", "rules", "threats"):
        assert getattr(alone, section) == getattr(small, section)
    assert not alone.nodes
    whole = world.at("2015-01-01", partners=True)
    assert {"near-radar", "near-town", "neighbour", "short-near", "far"} <= {
        key
        for held in (whole.sensors, whole.receivers, whole.rules, whole.threats, whole.nodes)
        for key in held
    }


def test_a_partner_that_is_none_any_more_is_a_party_like_others(world):
    joined = world.with_values({"parties.neighbour.partner": False}).at("2015-01-01")
    assert "near-radar" in joined.sensors
    assert "near-town" in joined.receivers


def test_a_list_of_places_loses_those_of_partners_alone(declared):
    both = "threats: {medium-lofted: {at: [harbour, near-town]}}"
    world = declared(NEIGHBOUR, both)
    assert world.at("2015-01-01").threats["medium-lofted"].at.receivers == ("harbour",)
    whole = world.at("2015-01-01", partners=True)
    assert whole.threats["medium-lofted"].at.receivers == ("harbour", "near-town")


# --- what is passed on


def test_days_are_the_two_of_the_scenario_and_those_of_later_arrangements(world):
    days = days_of(case_of(world), ())
    assert days == (date(2013, 1, 1), date(2014, 1, 1), date(2015, 1, 1), date(2016, 1, 1))
    asked = date(2014, 5, 1)
    assert days_of(case_of(world), (asked, asked)) == (date(2013, 1, 1), asked)
    between = world.with_values({"sharing.asked.from": "2014-06-01"})
    assert date(2014, 6, 1) in days_of(case_of(between), ())


def test_on_request_passes_nothing_on_and_real_time_everything_that_is_not_withheld(world):
    first, *_, between, last = postures_of(case_of(world), days_of(case_of(world), ()), places=9)
    assert heard_by(first.shared, "coast") == heard_by(first.base, "coast")
    assert (between.names, between.added) == (("Talks",), ())
    assert between.shared == between.base
    assert last.added == ("link",)
    assert heard_by(last.shared, "coast") - heard_by(last.base, "coast") == {"near-radar"}
    assert heard_by(last.shared, "neighbour") - heard_by(last.base, "neighbour") == {"north-radar"}


@given(
    among=st.lists(st.sampled_from(["coast", "ally", "neighbour"]), unique=True, min_size=2),
    withheld=st.sets(st.sampled_from(["north-radar", "south-radar", "near-radar", "satellite"])),
)
def test_an_arrangement_only_adds_and_adds_nothing_twice(world, among, withheld):
    cut = world.at("2016-06-01", partners=True)
    link = cut.sharing["link"].model_copy(
        update={"among": tuple(among), "withheld": tuple(withheld)}
    )
    once = shared_by(cut, [link])
    assert shared_by(replace(cut, sensors=once), [link]) == once
    for party in world.parties:
        was, now = (heard_by(replace(cut, sensors=s), party) for s in (cut.sensors, once))
        assert was <= now
        given_to = {k for k, s in cut.sensors.items() if s.owner in among} - withheld
        assert now - was == (given_to - was if party in among else set())


def test_what_was_shared_already_keeps_its_delay(world):
    cut = world.at("2016-06-01", partners=True)
    link = cut.sharing["link"].model_copy(update={"among": ("ally", "coast")})
    assert shared_by(cut, [link])["south-radar"].shared == cut.sensors["south-radar"].shared


def test_a_sensor_looks_once_whomever_it_is_shared_with(world):
    last = postures_of(case_of(world), days_of(case_of(world), ()), places=9)[-1]
    stations, own = all_stations([last.base, last.shared])
    assert last.base.sensors != last.shared.sensors
    assert len(stations) == len(last.base.sensors)
    assert own[0] == own[1]


# --- what it gives


def test_on_request_gives_nothing_at_all(answer):
    found = numbers(answer)
    for day in found.days[:3]:
        for party in found.parties:
            assert (found.array("gain", day=day, party=party) == 0.0).all()
    assert [found.word("day_passed", day=day) for day in found.days] == [
        "nothing more",
        "on request",
        "on request",
        "in real time",
    ]


def test_a_gain_is_what_the_same_sensor_gives_that_is_declared_as_shared(declared, answer):
    """The oracle: no arrangement, but two sensors that are each shared with the other party."""
    member = {"parties.neighbour.partner": False}
    by_hand = {
        "sensors.near-radar.shared": [{"with": "coast", "delay": "10 s"}],
        "sensors.north-radar.shared": [{"with": "neighbour", "delay": "10 s"}],
    }
    declared_so = declared(NEIGHBOUR).with_values(member)
    alone, shared = (w.at("2016-01-01") for w in (declared_so, declared_so.with_values(by_hand)))
    before, after = (assess(replace(w, alternatives={}), draws=DRAWS) for w in (alone, shared))
    found = numbers(answer)
    for party in ("coast", "neighbour"):
        among = before.receiver_party[before.warnings.pairs.receiver] == before.parties.index(party)
        was, now = (
            mean_warning(a.warnings.useful_times(SHARED), a.warnings.pairs, a.population, among)
            for a in (before, after)
        )
        mine = found.array("gain", day="2016-01-01", party=party)
        assert mine == pytest.approx(now - was, abs=ONE_MILLISECOND)
        level = found.array("warning", day="2016-01-01", party=party)
        assert level == pytest.approx(was, abs=ONE_MILLISECOND)


def test_hearing_of_more_never_makes_a_warning_later(answer):
    found = numbers(answer)
    for variable in ("would_gain", "located_gain", "flights_gaining"):
        assert (answer.plain.variables[variable].array >= -ONE_MILLISECOND).all(), variable
    assert (answer.plain.variables["place_gain"].array >= -ONE_MILLISECOND).all()
    assert found.spread("located_gain", day=found.last, party="coast").mean > 1.0


def test_real_time_that_is_set_gives_on_that_day_what_it_would_have_given(world, answer):
    changed = world.with_values({"sharing.asked.carried": "real-time"})
    found, was = numbers(QUESTION(case_of(changed))), numbers(answer)
    at = {"day": "2015-01-01", "party": "coast"}
    assert np.array_equal(found.array("gain", **at), was.array("would_gain", **at))
    assert found.word("day_passed", day="2015-01-01") == "in real time"


def test_shares_of_the_first_holder_add_up_to_all_flights(answer):
    held = answer.plain.variables["held_first"].array
    assert np.nansum(held, axis=2) == pytest.approx(1.0)
    found = numbers(answer)
    theirs = found.array("given_held_first", day=found.last, party="coast")
    own = found.array("held_first", day=found.last, party="coast", sensor="near-radar")
    assert np.array_equal(theirs, own)


def test_satellites_open_no_alert_where_there_are_none_and_all_where_tracks_tell_nothing(world):
    radars = world.with_values({"sensors.satellite": None})
    blind = {
        "rules.coast.radar_direction_delay": "2 h",
        "rules.neighbour.radar_direction_delay": "2 h",
    }
    for changed, share in ((radars, 0.0), (world.with_values(blind), 1.0)):
        found = numbers(QUESTION(case_of(changed, draws=2), might=False))
        opened = found.array("satellites_open", day=found.last, party="coast")
        assert opened == pytest.approx(share)


def test_days_before_the_last_are_worked_out_on_demand(world, answer):
    brief, whole = numbers(QUESTION(case_of(world), might=False)), numbers(answer)
    at = {"party": "coast"}
    assert not brief.stated("would_gain", day=brief.days[0], **at)
    assert (brief.array("gain", day=brief.days[0], **at) == 0.0).all()
    last = (n.array("would_gain", day=n.last, **at) for n in (brief, whole))
    assert np.array_equal(*last)
    assert "–" in {row[-1] for row in QUESTION(case_of(world), might=False).tables[0].cells()}


def test_places_are_the_largest_of_each_party(world):
    found = numbers(QUESTION(case_of(world), places=1, might=False))
    assert list(found.names("place")) == ["capital", "near-town"]
    assert found.number("people", party="coast") == 3e6


# --- what is told


def test_the_headline_says_that_nothing_was_given_until_real_time(answer):
    verdict = answer.headline.verdict
    assert verdict.startswith(
        "What was arranged after 2013-01-01 gave no more warning until 2016-01-01, for requests "
        "come too late. In real time since then, "
    )
    gain = numbers(answer).spread("gain", day="2016-01-01", party="coast")
    assert f"Coastland is warned {amount(gain)} earlier" in verdict


def test_a_day_that_is_asked_for_alone_is_held_against_that_of_the_earlier_posture(world, answer):
    found = numbers(QUESTION(case_of(world), days=(date(2017, 6, 1),), might=False))
    assert found.days == ["2013-01-01", "2017-06-01"]
    # Real time is said to begin on its own day, and not on that which is looked at.
    assert found.began == "2016-01-01"
    at = {"party": "coast"}
    mine = found.array("gain", day="2017-06-01", **at)
    assert np.array_equal(mine, numbers(answer).array("gain", day="2016-01-01", **at))


def test_what_lapsed_by_the_last_day_is_not_told_as_holding(declared):
    world = declared(
        NEIGHBOUR, SHARING.replace("from: 2016-01-01", "from: 2014-02-01, until: 2016-01-01")
    )
    answer = QUESTION(case_of(world, draws=2), days=(date(2015, 1, 1), date(2017, 1, 1)))
    found = numbers(answer)
    assert found.word("day_since", day="2015-01-01") == "2014-02-01"
    assert found.began is None
    assert answer.headline.verdict.startswith("By 2017-01-01, what was arranged after 2013-01-01 ")


def test_a_headline_says_of_how_many_places_it_tells(world, answer):
    assert "(largest places: " in answer.headline.verdict
    one = QUESTION(case_of(world, draws=2), places=1, might=False)
    assert one.headline.verdict.endswith(" (largest place each).")


def test_limits_say_to_what_year_sensors_are_declared_and_what_is_taken_to_be_there(
    world, declared, answer
):
    dated = {"sensors.near-radar.from": "2012-05-01"}
    told = "\n".join(QUESTION(case_of(world.with_values(dated), draws=2), might=False).limits)
    assert "Neighbour 2012" in told
    assert "Taken to be there on all days" not in told
    always = (
        "sharing: {old: {name: Old Links, carried: real-time, among: [coast, ally], delay: 1 s}}"
    )
    told = "\n".join(QUESTION(case_of(declared(NEIGHBOUR, SHARING, always), draws=2)).limits)
    assert "Taken to be there on all days, and so in no gain: Old Links, with every" in told


def test_without_anything_in_real_time_it_is_told_what_that_would_give(declared):
    world = declared(NEIGHBOUR, SHARING.replace("real-time", "on-request"))
    answer = QUESTION(case_of(world, draws=2))
    assert answer.headline.verdict.startswith(
        "By 2016-01-01, what was arranged after 2013-01-01 gives no more warning"
    )
    assert ". In real time, " in answer.headline.verdict
    found = numbers(answer)
    assert found.began is None
    assert (answer.plain.variables["gain"].array == 0.0).all()
    assert found.spread("located_gain", day=found.last, party="coast").mean > 1.0
    assert list(found.names("node")) == []
    assert "nodes" not in {table.name for table in answer.tables}


def test_a_node_sees_what_comes_within_its_reach_over_the_ground_and_nothing_else(world, answer):
    found = numbers(answer)
    assert found.number("node_sees", node="far") == 0.0
    assert found.number("node_nearest", node="far") > 5e6
    assert "Neighbour sees none of these flights" in answer.text
    at_the_range = world.with_values({"nodes.far.at": "test-range", "nodes.far.reach": "10 km"})
    near = numbers(QUESTION(case_of(at_the_range, draws=2), might=False))
    flights = sum(near.number("flights", party=p) for p in near.parties)
    assert near.number("node_sees", node="far") == flights


def test_figures_show_the_numbers_of_the_table(answer):
    found = numbers(answer)
    rows = gain_rows(found)
    assert len(rows) == 2 * len(found.days) * len(found.parties)
    last = [r for r in rows if r["label"] == f"Coastland, {found.last}"]
    means = [
        found.spread(v, day=found.last, party="coast").mean.item() for v in ("gain", "would_gain")
    ]
    assert [r["gain"] for r in last] == means


# --- what cannot be asked


def test_a_world_that_was_cut_at_a_date_is_refused_in_words(world):
    cut = world.at("2015-01-01")
    with pytest.raises(NoroshiError, match="ask the whole world, as `load` gives it"):
        QUESTION(Case(cut, cut, cut, draws=2))


def test_arrangements_by_which_nobody_hears_of_more_are_refused_in_words(declared):
    text = "sharing:\n  link: {name: L, carried: real-time, among: [ally, coast], delay: 1 s}\n"
    with pytest.raises(NoroshiError, match="no party with people to warn would hear of more"):
        QUESTION(case_of(declared(NEIGHBOUR, text)))


def test_an_arrangement_of_one_party_alone_is_refused(declared):
    with pytest.raises(NoroshiError, match="among"):
        declared(NEIGHBOUR, SHARING.replace("among: [coast, neighbour]", "among: [coast]", 1))


def test_days_are_assessed_once_where_nothing_differs(world):
    found = study(case_of(world, draws=2), Options())
    assert found.days[1].assessed is not None
    assert found.days[1].assessed.base is found.days[1].assessed.shared
    two, last = found.days[2:]
    assert two.assessed is not None
    assert last.assessed is not None
    assert two.assessed.base is last.assessed.base

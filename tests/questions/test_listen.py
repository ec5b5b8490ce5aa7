"""Who hears a shot, in worlds small enough to be reckoned by hand."""

from datetime import date
from functools import partial
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from scipy.stats import binom

from noroshi.errors import NoroshiError, ScenarioError
from noroshi.kept import keeping
from noroshi.kept.store import InMemory
from noroshi.present import draw
from noroshi.questions.listen import QUESTION
from noroshi.questions.listen.compute import listen
from noroshi.questions.listen.curves import Curves
from noroshi.questions.listen.levels import SURE
from noroshi.questions.listen.placing import placed
from noroshi.questions.listen.words import text
from noroshi.scenario import load
from noroshi.seismic.detection import detection_probability
from noroshi.seismic.location import arrival_sigma, ellipse
from noroshi.seismic.network import threshold
from noroshi.seismic.tables import attenuation
from ring import DRAWS, RING, WORLD, asked, heard, numbers, read, shot, station

THOUSANDTH = 1e-3
"""Of a magnitude: within which a curve is read between two of its points."""
LONG = (("A", 60.0, 10.0), ("B", 62.0, 20.0), ("C", 58.0, 0.0), ("D", 20.0, 15.0))
"""All to one side of it."""


@pytest.fixture
def world(tmp_path):
    """A function that reads a world with some sections replaced."""
    return partial(read, tmp_path)


def test_equal_stations_at_one_distance_are_a_binomial(world):
    found = heard(world())
    q = attenuation(found.stations.distance_deg)
    assert np.ptp(q) < 1e-9
    event = found.asked.main
    p = detection_probability(
        found.magnitudes[event], q[0], found.stations.level[:, 0], snr=1.0,
        availability=0.9, sigma=found.stations.sigma[:, 0],
    )  # fmt: skip
    np.testing.assert_allclose(found.levels.heard[event, 0], binom(9, p).sf(2), rtol=1e-12)


def test_what_is_heard_in_one_course_of_luck_is_as_likely_as_said(world):
    found = heard(world(), draws=512)
    event = found.asked.main
    hear = found.detects[event].sum(axis=1)
    expected = found.chance[event].sum(axis=1)
    assert (hear == found.hear[event, 0]).all()
    spread = np.sqrt((found.chance[event] * (1.0 - found.chance[event])).sum()) / 512
    assert abs(hear.mean() - expected.mean()) < 4.0 * spread


def test_each_station_has_luck_of_its_own(world):
    found = heard(world(), draws=512)
    event = found.asked.main
    chance = found.chance[event]
    apart = found.detects[event].sum(axis=1) - chance.sum(axis=1)
    own = (chance * (1.0 - chance)).sum(axis=1).mean()
    # Shared by nine stations, luck would have nine times the variance.
    assert apart.var() == pytest.approx(own, rel=0.3)


def test_what_one_partys_stations_hear_is_a_binomial_too(world):
    found = heard(world())
    p = found.chance[found.asked.main][:, 0]
    assert found.parties == ("a", "b")
    np.testing.assert_allclose(found.levels.party_heard[0], binom(5, p).sf(2), rtol=1e-12)
    np.testing.assert_allclose(found.levels.party_heard[1], binom(4, p).sf(2), rtol=1e-12)


def test_thresholds_are_the_roots_of_the_chance_that_three_hear(world):
    found = heard(world())
    of = found.stations
    exact = threshold(of.q, of.level, of.availability, SURE, snr=1.0, sigma=of.sigma.max(axis=1))
    np.testing.assert_allclose(found.levels.thresholds[0, 0, 1], exact, atol=THOUSANDTH)


def test_without_a_party_or_a_station_stands_the_threshold_of_the_others(world):
    found = heard(world())
    of, everything = found.stations, found.works[found.asked.main]
    sigma = of.sigma.max(axis=1)

    def lacking(lost):
        left = of.availability * (everything & ~lost)
        return threshold(of.q, of.level, left, SURE, snr=1.0, sigma=sigma)

    everybody = lacking(np.zeros(9, dtype=bool))
    exact = np.array([lacking(of.of_party(p)) for p in found.parties])
    np.testing.assert_allclose(found.levels.party_without, exact - everybody, atol=THOUSANDTH)
    rise = np.array([lacking(one) for one in np.eye(9, dtype=bool)]) - everybody
    np.testing.assert_allclose(found.levels.loss, rise, atol=THOUSANDTH)


@settings(max_examples=20, deadline=None)
@given(mask=st.lists(st.booleans(), min_size=9, max_size=9), extra=st.integers(0, 8))
def test_one_more_station_never_raises_the_threshold(mask, extra, ring):
    curves = Curves(ring.stations)
    own = np.array(mask)
    more = own.copy()
    more[extra] = True
    less, enough = curves.thresholds(np.array([own, more]), (0.5, SURE))
    assert (enough <= less + 1e-12).all()


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    return heard(read(tmp_path_factory.mktemp("ring")))


def test_another_station_moves_nobodys_luck(world):
    before = heard(world())
    after = heard(world(seismometers={"NEW": station(50.0, 5.0), **RING}))
    assert (after.detects[:, :, 1:] == before.detects).all()


def test_who_was_not_there_yet_hears_nothing(world):
    late = {**RING, "S0": station(60.0, 0.0, **{"from": date(2012, 1, 1)})}
    found = numbers(asked(world(seismometers=late)))
    work = [found.number("stations_work", event=e, network="net") for e in ("first", "second")]
    assert work == [8.0, 9.0]
    first = numbers(asked(world(seismometers=late), event="first"))
    assert first.mean("station_hears", station="S0") == 0.0
    assert first.mean("station_hears", station="S1") > 0.0


def test_a_party_that_is_not_there_yet_has_no_stations(world):
    parties = {"a": {"name": "Aland"}, "b": {"name": "Bland", "from": date(2012, 1, 1)}}
    found = numbers(asked(world(parties=parties)))
    work = [found.number("stations_work", event=e, network="net") for e in ("first", "second")]
    assert work == [5.0, 9.0]


def test_the_latest_event_by_the_later_date_is_asked_about(world):
    assert asked(world()).plain["asked"].item() == "second"
    assert (
        asked(world().at("2011-01-01"), before=world().at("2010-06-01")).plain["asked"].item()
        == "first"
    )
    assert asked(world(), event="third").plain["asked"].item() == "third"


def test_before_every_event_the_first_is_asked_about(world):
    scenario = {**WORLD["scenario"], "before": "2001-01-01", "after": "2002-01-01"}
    assert asked(world(scenario=scenario)).plain["asked"].item() == "first"


def test_what_never_was_is_asked_about_on_the_day_of_the_event(world):
    found = asked(world(), magnitude=1.0)
    told = numbers(found)
    assert told.event == "what-if"
    assert told.word("event_date", event="what-if") == "2013-05-01"
    assert found.headline.verdict.startswith("No: a test of magnitude 1.0 at The Pole")
    assert np.isnan(told.number("largest_so_far", event="what-if"))
    assert told.earlier() == ["first", "second"]


def test_a_place_without_events_is_asked_about_with_a_magnitude(world):
    places = {**WORLD["places"], "vale": {"name": "The Vale", "lat": "50 deg", "lon": "0 deg"}}
    whole = world(places=places)
    with pytest.raises(NoroshiError, match="--magnitude says how large"):
        asked(whole, site="vale")
    found = asked(whole, site="vale", magnitude=5.0)
    assert found.headline.verdict.startswith("Yes: a test of magnitude 5.0 at The Vale")
    assert "The Pole" in numbers(found).word("elsewhere")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"site": "pol"}, "there is no place 'pol'; did you mean 'pole'?"),
        ({"event": "secnd"}, "there is no seismic event 'secnd'; did you mean 'second'?"),
        ({"site": "sky"}, "turns with the Earth"),
        ({"site": "sky", "event": "first"}, "'first' was at 'pole' and not at 'sky'"),
    ],
)
def test_what_is_not_there_is_refused_in_words(world, options, message):
    with pytest.raises(NoroshiError, match=message.replace("?", r"\?")):
        asked(world(), **options)


@pytest.mark.parametrize("left_out", ["seismometers", "seismic_events"])
def test_it_is_asked_of_worlds_that_declare_stations_and_events(left_out):
    small = load("small")
    whole = small.at("2015-01-01")
    assert QUESTION.applies(whole)
    entries = {**whole.entries, left_out: {}}
    assert not QUESTION.applies(type(whole).of_entries(whole.header, entries))


def test_nobody_that_works_hears_nothing_and_says_so(world):
    later = {key: {**s, "from": date(2014, 1, 1)} for key, s in RING.items()}
    found = asked(world(seismometers=later))
    told = numbers(found)
    assert told.mean("heard", **told.main) == 0.0
    assert np.isinf(told.array("threshold_sure", **told.main)).all()
    assert found.headline.verdict.startswith("No: ")
    assert "too few stations" in found.headline.why
    for figure in found.figures:
        draw.svg(figure.spec)
    for table in found.tables:
        table.cells()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_stations_are_told_and_drawn(world, count):
    few = {key: {**s, "availability": 0.98} for key, s in list(RING.items())[:count]}
    found = asked(world(seismometers=few))
    told = numbers(found)
    assert told.number("stations_work", **told.main) == count
    assert np.isinf(told.array("threshold_sure", **told.main)).all() == (count < 3)
    for figure in found.figures:
        draw.svg(figure.spec)
    for table in found.tables:
        table.cells()


def test_parts_of_a_network_are_counted_with_it(world):
    networks = {
        **WORLD["seismic_networks"],
        "inner": {"like": "net", "name": "Inner", "part_of": "net"},
        "other": {"like": "net", "name": "Other"},
    }
    stations = {
        **RING,
        "IN": station(70.0, 0.0, network="inner"),
        "OUT": station(50.0, 0.0, network="other"),
    }
    told = numbers(asked(world(seismic_networks=networks, seismometers=stations)))
    work = {
        n: told.number("stations_work", event="second", network=n) for n in told.names("network")
    }
    assert work == {"net": 10.0, "other": 1.0, "inner": 1.0, "all": 11.0}
    assert told.network == "net"
    # A part is counted with its whole, and not beside it.
    assert "11" not in text(told).splitlines()[0]
    assert "10 of the Ring (1 Inner) and 1 of the Other." in text(told)


def test_networks_in_a_circle_are_refused(world):
    networks = {
        "net": {**WORLD["seismic_networks"]["net"], "part_of": "upper"},
        "upper": {"like": "net", "name": "Upper", "part_of": "net"},
    }
    with pytest.raises(ScenarioError, match="part of each other in a circle: net → upper → net"):
        world(seismic_networks=networks)


def test_an_event_in_orbit_and_xenon_before_its_fission_are_refused(world):
    find = {"at": "a door", "collected": date(2010, 4, 1), "both": True}
    with pytest.raises(ScenarioError, match="2010-04-01 is before the event"):
        world(seismic_events={"first": shot("2010-05-01", 3.2, xenon=[find])})
    with pytest.raises(ScenarioError, match="'sky' is a place in orbit"):
        world(seismic_events={"first": shot("2010-05-01", 3.2, place="sky")})


def test_an_event_without_a_body_wave_magnitude_is_refused(world):
    surface = [{"by": "survey", "scale": "Ms", "value": 4.0}]
    with pytest.raises(ScenarioError, match=r"no magnitude mb is given \(only Ms\)"):
        world(seismic_events={"first": shot("2010-05-01", 3.2, magnitudes=surface)})


def test_stations_that_others_count_are_told_beside_those_declared(world):
    def limits(*counts):
        nets = {"net": {**WORLD["seismic_networks"]["net"], "counts": list(counts)}}
        return "\n".join(asked(world(seismic_networks=nets)).limits)

    def count(day, stations):
        return {"by": "a survey", "day": date.fromisoformat(day), "stations": stations}

    assert "counted 9" not in limits()
    assert "counted 9" not in limits(count("2013-05-01", 9))
    more = limits(count("2001-01-01", 5), count("2013-01-01", 30))
    assert "9 stations are declared for that day; a survey counted 30 in operation" in more
    assert "are missing here" in more
    assert "may not have listened" in limits(count("2013-01-01", 5))


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"stations": 0}, "(stated: 0)"),
        ({"stations": 0, "or_more": True}, ""),
        ({"stations": 50, "or_more": True}, "(stated: at least 50)"),
        ({"stations": 9}, ""),
    ],
)
def test_what_was_stated_is_told_at_once_where_it_lies_outside(world, stated, told):
    heard_by = [{"network": "net", **stated}]
    networks = {"net": {**WORLD["seismic_networks"]["net"], "snr": 3.0}}
    event = shot("2010-05-01", 7.0, heard=heard_by)
    few = {key: {**s, "availability": 0.99} for key, s in RING.items()}
    whole = world(seismic_events={"first": event}, seismic_networks=networks, seismometers=few)
    verdict = asked(whole).headline.verdict
    assert ("stated" in verdict) == bool(told)
    assert told in verdict


def test_an_ellipse_that_is_stated_and_lies_apart_is_told_at_once(world):
    heard_by = [
        {"network": "net", "ellipse": {"low": "9 km^2", "best": "10 km^2", "high": "11 km^2"}}
    ]
    found = asked(world(seismic_events={"first": shot("2010-05-01", 7.0, heard=heard_by)}))
    assert "(stated: 10)" in found.headline.verdict
    assert "if neighbours err alike" in found.headline.verdict


def test_a_long_ellipse_of_a_small_area_is_more_than_an_inspection_may_search(world):
    # Before and behind it, within 17 degrees of one line: across it they tell least.
    lines = (0.0, -17.0, 17.0, 180.0, 163.0, -163.0)
    fan = {
        f"F{k}": station(lat, lon, availability=1.0)
        for k, (lat, lon) in enumerate(product(range(20, 70, 7), lines))
    }
    found = asked(world(seismometers=fan), event="third", magnitude=7.5)
    told = numbers(found)
    area = told.array("ellipse_area", event="what-if")
    major = told.array("ellipse_major", event="what-if")
    may = told.array("inspectable", event="what-if")
    assert ((may == 1.0) == ((area <= 1e9) & (2.0 * major <= 5e4))).all()
    assert (2.0 * major > 5e4).all()
    assert (area < 1e9).any()
    assert found.headline.verdict.endswith(": more than an inspection may search.")
    assert "1,000 km², in no line more than 50 km, so that none may cover" in found.text


@pytest.mark.parametrize("shared", [True, False])
def test_whose_data_every_party_is_given_is_told(world, shared):
    networks = {"net": {**WORLD["seismic_networks"]["net"], "shared": shared}}
    told = asked(world(seismic_networks=networks)).text
    assert ("Data of the Ring are given to every party" in told) == shared


def test_networks_ask_for_as_much_over_noise_as_the_engine_does(world):
    quiet = {key: {**s, "noise": "1 nanometres"} for key, s in RING.items()}
    found = heard(world(seismometers=quiet))
    of = found.stations
    size = found.magnitudes[found.asked.main]
    engine = detection_probability(size[:, None], of.q, 0.0, availability=0.9, sigma=of.sigma)
    np.testing.assert_allclose(of.hears(size), engine, rtol=1e-12)


def test_each_magnitude_that_an_agency_states_stands_in_a_table(world):
    found = asked(world())
    cells = found.table("magnitudes").cells()
    assert len(cells) == 3
    assert "3.80 (3.70 to 3.90)" in cells[1]


def test_the_ellipse_on_the_map_has_the_area_that_is_told(world):
    found = asked(world(), event="third", draws=1)
    told = numbers(found)
    (layer,) = (one for one in found.layers if one.name == "placed")
    (ellipse,) = layer.features
    lon, lat = zip(*ellipse.points, strict=True)
    area, _ = Geod(ellps="WGS84").polygon_area_perimeter(lon, lat)
    stated = float(told.spread("ellipse_area", event="third").p50)
    # On its sphere: a degree of arc is as long everywhere; and a polygon lies within its ellipse.
    assert abs(area) == pytest.approx(stated, rel=0.02)


def test_the_ellipse_on_the_map_lies_along_its_longer_axis(world):
    few = {key: station(lat, lon, availability=1.0) for key, lat, lon in LONG}
    found = asked(world(seismometers=few), event="third", magnitude=7.0, draws=1)
    told = numbers(found)
    major, minor, strike = (
        float(told.spread(f"ellipse_{part}", event="what-if").p50)
        for part in ("major", "minor", "strike")
    )
    assert major > 1.1 * minor
    (ellipse,) = next(one for one in found.layers if one.name == "placed").features
    lon, lat = zip(*ellipse.points, strict=True)
    at = [told.number(f"site_{part}") for part in ("lon", "lat")]
    geod = Geod(ellps="WGS84")
    bearing, _, distance = geod.inv([at[0]] * len(lon), [at[1]] * len(lon), lon, lat)
    farthest = bearing[int(np.argmax(distance))]
    assert (farthest - strike + 90.0) % 180.0 - 90.0 == pytest.approx(0.0, abs=1.0)
    assert max(distance) == pytest.approx(major, rel=1e-6)


def test_each_draw_is_placed_by_its_own_stations(world):
    found = heard(world(), draws=80)
    event = found.asked.main
    of = found.stations
    exact = ellipse(
        of.distance_deg,
        of.azimuth_deg,
        np.diag(arrival_sigma(of.distance_deg) ** 2),
        heard=found.detects[event],
    )
    ours = placed(found, event)
    np.testing.assert_allclose(ours.area_km2, exact.area_km2, rtol=1e-9)
    assert len(np.unique(ours.area_km2)) > 10


def test_the_third_wave_is_the_third_of_those_that_hear(world):
    found = heard(world(), event="third")
    third = found.third[2, 0]
    arrival = found.stations.arrival
    for d in range(DRAWS):
        times = sorted(arrival[found.detects[2, d]])
        assert third[d] == (times[2] if len(times) > 2 else np.inf)


def test_what_was_heard_is_found_again_until_what_listens_changes(world, monkeypatch):
    """Found is the same as worked out; and a world with a station less is another."""
    worked = []

    def counted(*given, **how):
        worked.append(given)
        return listen(*given, **how)

    monkeypatch.setattr("noroshi.questions.listen.answer.listen", counted)
    fewer = {key: one for key, one in RING.items() if key != "S0"}
    with keeping(InMemory(10**9)):
        first, again, other = (asked(one) for one in (world(), world(), world(seismometers=fewer)))
    assert len(worked) == 2
    for part in ("headline", "text", "drivers", "limits", "layers", "sources"):
        assert getattr(first, part) == getattr(again, part)
    assert first.data.identical(again.data)
    assert not first.data.identical(other.data)

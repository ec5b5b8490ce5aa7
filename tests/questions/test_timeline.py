"""One flight, second by second: what the timeline tells is what warning's pipe finds."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from pydantic import ValidationError

from noroshi.errors import NoroshiError
from noroshi.present.words import amount, clock, middle, supported_interval
from noroshi.questions.answer import Numbers
from noroshi.questions.base import Case
from noroshi.questions.city import QUESTION as CITY
from noroshi.questions.timeline import QUESTION, Options
from noroshi.questions.timeline.answer import answer_of
from noroshi.questions.timeline.compute import lasting, pair_of
from noroshi.questions.timeline.events import FlightMoment
from noroshi.questions.timeline.figures import rows
from noroshi.questions.timeline.flights import chosen_flight, flights
from noroshi.questions.warning.chain import STEPS, ends
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.facing import facing_flight
from noroshi.questions.warning.pipe.stages import assess_all
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.scenario import load

FLIGHT = "medium-lofted/test-range/capital"
DRAWS = 8
ONE_MILLISECOND = 1e-3


@pytest.fixture(scope="module")
def case():
    world = load("small")
    return Case(world.at(world.header.before), world.at(world.header.after), world, draws=DRAWS)


@pytest.fixture(scope="module")
def told(case):
    return QUESTION(case, flight=FLIGHT)


@pytest.fixture(scope="module")
def found(told):
    return Numbers(told.data)


def by_warnings(assessed, pair):
    """What warning's pipe says of one pair, by variable."""
    warnings, which = assessed.warnings, np.array([pair])
    return {
        "reached": ends(assessed, which)[:, 0],
        "tracks_tell": warnings.known[SHARED, pair],
        "margin": warnings.margins(SHARED, which)[0],
        "warning": warnings.useful_times(SHARED, which)[0],
    }


def test_a_flight_played_to_its_end_shows_when_warnings_say_that_people_are_told(
    small_comparison, told
):
    """To the last bit where the same arrays are read, and to a millisecond flown by itself."""
    pair = pair_of(small_comparison, FLIGHT)
    among = answer_of(small_comparison, pair)
    for posture in ("before", "after"):
        assessed = getattr(small_comparison, posture)
        for name, wanted in by_warnings(assessed, pair).items():
            same, alone = (x.data[name].sel(posture=posture) for x in (among, told))
            np.testing.assert_array_equal(same, wanted)
            np.testing.assert_allclose(alone, wanted, atol=ONE_MILLISECOND, rtol=0.0)
        at_end = among.data["reached"].sel(posture=posture, step="reaching")
        np.testing.assert_array_equal(
            at_end, assessed.warnings.told_at(SHARED, np.array([pair]))[0]
        )
    assert among.headline == told.headline
    assert among.table("timeline").cells() == told.table("timeline").cells()


def test_city_and_timeline_agree_where_one_flight_of_a_class_is_aimed_at_a_place(case, told):
    """Mean and percentiles over the same draws."""
    city = CITY(case, place="capital")
    at = {"posture": "after", "threat": "medium-lofted"}
    assert city.plain["flights"][city.plain["threat"].tolist().index("medium-lofted")] == 1.0
    theirs = city.spread("people_told_at", **at)
    ours = told.spread("reached", posture="after", step="reaching")
    for one, other in (
        (ours, theirs),
        (told.spread("warning", posture="after"), city.spread("warning", **at)),
        (told.spread("gain"), city.spread("class_gain", threat="medium-lofted")),
    ):
        np.testing.assert_allclose(one, other, atol=ONE_MILLISECOND, rtol=0.0)


def test_steps_add_up_to_when_people_are_told(told):
    steps, reached = (told.data[name] for name in ("step_time", "reached"))
    whole = reached.sel(step="reaching")
    assert np.isfinite(whole).any()
    people = np.isfinite(whole.to_numpy())
    np.testing.assert_allclose(
        steps.sum("step").to_numpy()[people], whole.to_numpy()[people], rtol=1e-14
    )


def test_steps_of_a_chain_that_never_ends_have_no_number():
    reached = np.array([[60.0, 50.0], [90.0, np.inf]])
    np.testing.assert_array_equal(lasting(reached), [[60.0, np.nan], [30.0, np.nan]])


def test_headline_says_the_moments_of_the_tables(told, found):
    end = told.spread("reached", posture="after", step="reaching")
    line = told.headline.verdict
    assert line.startswith(f"Capital is told {middle(end)} after launch, ")
    assert f"{middle(told.spread('margin', posture='after'))} before the missile comes down" in line
    assert f"{found.word('first_sensor', posture='after')} " in line
    cells = {row[0]: row for row in told.table("timeline").cells()}
    assert cells["Capital is told"][2].startswith(clock(float(supported_interval(end).p50)))
    assert told.headline.why.startswith("On 2013-01-01: ")


def test_no_moment_is_told_to_the_second_that_so_few_draws_do_not_support(told):
    """Eight draws leave half a minute: seconds in the table would be another seed's by chance."""
    end = told.spread("reached", posture="after", step="reaching")
    assert end.p50_error >= 5.0
    assert float(end.p50) % 5.0
    told_at = next(row for row in told.table("timeline").cells() if row[0] == "Capital is told")
    seconds = int(told_at[2].partition(" ")[0].rpartition(":")[2])
    assert seconds % 5 == 0
    assert "about" in told.headline.verdict


def test_what_only_some_draws_have_says_how_many_they_are():
    """A sensor that is away in some draws has its median over the others, and their share."""
    times = np.full(20, 90.0)
    away = np.where(np.arange(20) < 8, np.nan, times)
    half = np.where(np.arange(20) < 9, np.nan, times)
    both = FlightMoment("detects/ship", "A ship", "detects it", np.stack([away, away]))
    assert (both.name, both.at) == ("A ship detects it in 60 % of the draws", 90.0)
    new = both._replace(time=np.stack([away * np.nan, away]))
    assert new.name == "A ship detects it in 60 % of the draws"
    other = both._replace(time=np.stack([half, away]))
    assert other.name == "A ship detects it in 60 % of the draws (before: 55 %)"
    always = both._replace(time=np.stack([times, times]))
    assert (always.name, always.mostly) == ("A ship detects it", True)
    rarely = np.where(np.arange(20) < 11, np.inf, times)
    assert not both._replace(time=np.stack([times, rarely])).mostly


def test_the_other_day_is_told_by_the_gain_and_not_by_medians_of_another_difference(
    case, told, found
):
    gain = told.spread("gain")
    assert found.number("measurable") == 1.0
    assert found.word("gain_words") == (words := amount(gain))
    assert f"On 2013-01-01: on average {words} less warning" in told.headline.why
    assert f"Warning is {words} more after" in told.text
    few = QUESTION(replace(case, draws=2), flight=FLIGHT)
    assert few.plain["gain_words"].item() == ""
    assert "On 2013-01-01: no measurable difference by so few draws" in few.headline.why


def test_a_sensor_comes_into_its_own_in_order(told):
    """It has the flight in view, detects, confirms, and is heard; and loses it before it sets."""
    names = ("rises", "detects", "confirms", "heard")
    values = [told.data[n].to_numpy() for n in names]
    for earlier, later in pairwise(values):
        known = np.isfinite(earlier) & np.isfinite(later)
        assert known.any()
        assert (earlier[known] <= later[known] + ONE_MILLISECOND).all()
    loses, sets = (told.data[n].to_numpy() for n in ("loses", "sets"))
    known = np.isfinite(loses)
    assert known.any()
    assert (loses[known] <= sets[known] + 1.0).all()


def test_the_first_report_is_the_earliest_of_what_is_heard(told):
    """Of sensors in single precision, a tenth of a millisecond."""
    earliest = np.nanmin(told.data["heard"].to_numpy(), axis=1)
    seeing = told.data["reached"].sel(step="seeing").to_numpy()
    np.testing.assert_allclose(seeing, earliest, atol=ONE_MILLISECOND)
    assert told.data["heard_first"].sum("sensor").to_numpy().max() == 1.0


def test_events_are_in_order_and_the_table_has_twelve(told):
    when = [float(told.spread("event_time", posture="after", event=e).p50)
            for e in told.data["event"].to_numpy()]  # fmt: skip
    assert when == sorted(when)
    cells = told.table("timeline").cells()
    assert len(cells) == 12
    assert cells[0][0] == "The missile is launched at Test range"
    assert cells[-1][0] == "The missile comes down at Capital"


def test_a_place_is_answered_by_the_flight_that_leaves_least_warning(case):
    by_place = QUESTION(case, place="Capital")
    city = CITY(case, place="capital")
    least = min(
        (t for t in city.data["threat"].to_numpy() if city.spread("warning", posture="after",
         threat=t).mean >= 0.0),
        key=lambda t: float(city.spread("warning", posture="after", threat=t).mean),
    )  # fmt: skip
    numbers = Numbers(by_place.data)
    assert numbers.word("flight").split("/")[0] == least
    assert numbers.number("asked_by_place") == 1.0
    assert "leaves least warning" in by_place.text
    alone = QUESTION(case, flight=numbers.word("flight"))
    np.testing.assert_array_equal(alone.data["reached"], by_place.data["reached"])


def test_the_figure_shows_each_sensor_in_view_and_both_chains(told, found):
    data = rows(found)
    bars = {r["row"]: (r["start"], r["end"]) for r in data if r["what"] == "in view"}
    radar = {"posture": "after", "sensor": "south-radar"}
    assert bars["South Radar"] == pytest.approx(
        [float(told.spread(v, **radar).p50) / 60.0 for v in ("rises", "sets")]
    )
    chains = [r for r in data if r["row"].startswith("chain, ")]
    assert len({r["row"] for r in chains}) == 2
    for name in {r["row"] for r in chains}:
        own = [r for r in chains if r["row"] == name]
        assert own[0]["start"] == 0.0
        assert all(a["end"] == b["start"] for a, b in pairwise(own))
        assert own[-1]["end"] * 60.0 == pytest.approx(float(told.spread("arrival").p50))
    assert told.figures[0].spec["data"]


def test_lines_join_what_is_there_while_it_is_looked_at(told):
    layers = {layer.name: layer for layer in told.layers}
    there = {f"{layer.name}/{f.id}" for layer in told.layers for f in layer.features}
    looks = layers["looks"].features
    assert {f.properties["state"] for f in looks} == {"in view", "detected", "held"}
    end = layers["flights"].features[0].times[-1]
    for look in looks:
        assert set(look.joins) <= there
        assert 0.0 <= look.shown[0] < look.shown[1] <= end
    held = [f for f in looks if f.properties["state"] == "held"
            and f.properties["sensor"] == "south-radar"]  # fmt: skip
    at = {"posture": "after", "sensor": "south-radar"}
    assert held[0].shown[0] == pytest.approx(float(told.spread("confirms", **at).p50))
    assert {layers[n].epoch for n in ("flights", "looks", "impact")} == {layers["flights"].epoch}


def test_ellipses_follow_one_another_and_shrink(told, found):
    (layer,) = (layer for layer in told.layers if layer.name == "impact")
    mine = [f for f in layer.features if f.role == "after"]
    assert len(mine) > 3
    for one, other in pairwise(mine):
        assert one.shown[1] == other.shown[0]
        assert other.properties["radius_m"] <= one.properties["radius_m"] * 1.001
    times = found.array("instant_time")
    at = np.searchsorted(told.data["moment"].to_numpy(), times)
    drawn = found.array("ellipse_radius", posture="after")
    history = found.array("impact_radius", posture="after")[at]
    known = np.isfinite(drawn)
    np.testing.assert_allclose(drawn[known], history[known])


def test_flights_that_can_be_asked_are_listed_with_their_words(case):
    every = flights(case.after)
    assert [f.id for f in every if f.place == "capital" and f.threat == "medium-lofted"] == [FLIGHT]
    for flight in every:
        assert flight.id == f"{flight.threat}/{flight.site}/{flight.place}"
        assert flight.place_name in flight.words
        assert chosen_flight(case.after, flight.id).id == flight.id


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("medium-lofted/test-range/capitol", FLIGHT),
        ("medium-loftd/test-range/capital", FLIGHT),
        ("short/test-range/northport", "short-minimum/test-range/northport"),
    ],
)
def test_a_flight_that_there_is_not_is_told_with_the_nearest(case, typed, meant):
    with pytest.raises(NoroshiError, match=f"no flight is called '{typed}'.*'?{meant}'?"):
        QUESTION(case, flight=typed)


def test_an_id_of_nothing_names_some_that_there_are(case):
    with pytest.raises(NoroshiError, match="short-minimum/test-range/"):
        QUESTION(case, flight="zzz")


@pytest.mark.parametrize("given", [{}, {"flight": FLIGHT, "place": "capital"}])
def test_just_one_of_flight_and_place_is_given(given):
    with pytest.raises(ValidationError, match="write just one of flight and place"):
        Options.model_validate(given)
    assert QUESTION.wants_words


def test_a_posture_that_tells_nobody_says_so(case):
    """Without any sensor no report is heard, nothing moves and nothing is drawn."""
    blind = replace(case.after, sensors={})
    nobody = QUESTION(replace(case, before=blind, after=blind), flight=FLIGHT)
    assert nobody.headline.verdict == (
        "Capital is not told of this flight in most draws. No sensor's report is heard."
    )
    assert [t.name for t in nobody.tables] == ["timeline", "chain"]
    assert [row[0] for row in nobody.table("timeline").cells()] == [
        "The missile is launched at Test range",
        "The missile stops burning",
        "The missile comes down at Capital",
    ]
    assert nobody.figures[0].spec


def test_a_flight_of_japan_is_told_as_among_others():
    """Two classes from two sites at one place; few draws."""
    world = load("japan")
    postures = [world.at(world.header.before), world.at(world.header.after)]
    postures[0] = facing_the_same(*postures)
    asked = chosen_flight(postures[1], "nodong-minimum/kittaeryong/tokyo")
    other = chosen_flight(postures[1], "musudan-lofted/wonsan/tokyo")
    alone, among = ([facing_flight(w, f) for w in postures] for f in (asked, other))
    both = [
        replace(one, threats={**one.threats, **two.threats})
        for one, two in zip(alone, among, strict=True)
    ]
    assessed = [Comparison(*assess_all(w, draws=4)) for w in (alone, both)]
    answers = [answer_of(x, pair_of(x, asked.id)) for x in assessed]
    for name in ("reached", "margin", "rises", "detects", "heard"):
        one, other = (found.data[name] for found in answers)
        np.testing.assert_allclose(one, other, atol=ONE_MILLISECOND, rtol=0.0)
    assert answers[0].headline == answers[1].headline
    assert list(answers[0].data["step"].to_numpy()) == list(STEPS)

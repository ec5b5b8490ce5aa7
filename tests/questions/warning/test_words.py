"""Headline and paragraphs say what the numbers say, in every case that a world may give."""

import re
from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.figures import place_rows, place_title
from noroshi.questions.warning.headline import between, headline, too_few
from noroshi.questions.warning.maps import change_title
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tables import _first
from noroshi.questions.warning.words import text

_SPEC = spec_from_file_location("told_worlds", Path(__file__).with_name("told_worlds.py"))
made = module_from_spec(_SPEC)
_SPEC.loader.exec_module(made)
Choice, Class, Party, Place, Sensor = made.Choice, made.Class, made.Party, made.Place, made.Sensor
draws, same, world = made.draws, made.same, made.world

ZERO = same(0.0)
SURE = draws(1.0, 4.0, 9.0)
NEAR = Class("Near flights", 240.0, SURE)
FAR = Class("Far flights", 420.0, ZERO)
OLD = Sensor("Old radar", owner="Japan")
NEW = Sensor("New radar", owner="Ally", before=False)
SATELLITE = Sensor("A satellite", "infrared", "Ally")
SENSORS = (OLD, SATELLITE, NEW)


def many(gain, name="Japan", **more):
    """A party of ten places that all gain as much as it does."""
    places = tuple(Place(f"P{i}", gain) for i in range(10))
    first = {"Old radar": 0.45, "A satellite": 0.4, "New radar": 0.15}
    given = {"classes": (NEAR, FAR), "gain": gain, "first": first, **more}
    return Party(name, places, **given)


def verdict(*parties, **more):
    return headline(world(*parties, sensors=SENSORS, **more)).verdict


def test_a_party_that_gains_is_told_by_how_much_of_how_much():
    assert verdict(many(SURE)) == (
        "Yes for Japan: its people are warned 4 s earlier, on top of 4 to 7 min, "
        "depending on the missile."
    )


def test_a_class_that_has_far_more_time_than_the_least_is_named():
    lofted = Class("Lofted, to (3,000 km)", 1260.0, SURE)
    assert verdict(many(SURE, classes=(NEAR, FAR, lofted))) == (
        "Yes for Japan: its people are warned 4 s earlier, on top of about 4 to 21 min (most: "
        "Lofted, to (3,000 km))."
    )


def first_table(*parties):
    table = _first(Told(world(*parties, sensors=SENSORS)))
    assert table is not None
    return table


def test_who_is_flown_at_by_one_class_has_one_level_before():
    one = first_table(many(SURE, classes=(NEAR,)))
    assert one.heads == ["for", "warning before [min:s]", "gain", "known after [min:s]"]
    assert one.note.startswith("Before: mean over its flights;")
    both = first_table(many(SURE), Party("Isle", (Place("Isle", SURE),), (NEAR,)))
    assert both.heads[1:3] == ["before: worst class [min:s]", "before: best class [min:s]"]
    assert "(worst), and most (best)" in both.note


def test_a_party_that_loses_is_told_no():
    assert verdict(many(-SURE)) == (
        "No for Japan: its people are warned 4 s later, of about 4 to 7 min before."
    )


def test_where_nothing_is_gained_it_says_no_and_for_whom():
    assert verdict(many(ZERO)) == "No: nothing measurable changes for Japan."


def test_a_difference_too_small_for_the_draws_is_not_called_none():
    wide = draws(-20.0, 1.0, 30.0)
    small = Party("Isle", (Place("Isle", wide, people=5e4),), (NEAR,))
    # Beside somebody who gains, nothing of it can be measured, whatever the draws leave open.
    assert verdict(many(SURE), small).endswith(". Nothing measurable changes for Isle.")
    for gain in (wide, -wide):
        assert verdict(many(gain)) == (
            "Nothing measurable changes for Japan: 200 draws are too few to tell so small a "
            "difference."
        )


def test_a_single_draw_is_told_as_one():
    assert too_few(SimpleNamespace(draws=1)).startswith("1 draw is too few to tell")


def test_a_gain_below_a_second_is_told_as_nothing_measurable():
    # A mean of 0.7 s with an error of 0.15 s: earlier for certain, and less than a second.
    little = draws(-4.0, 0.7, 7.0)
    error = little.std(ddof=1) / len(little) ** 0.5
    assert 0.7 > 2.0 * error > 0.3
    isle = Party("Isle", (Place("Isle", ZERO, people=5e4),), (NEAR,))
    assert verdict(many(little)) == "No: nothing measurable changes for Japan."
    assert verdict(many(-little)) == "No: nothing measurable changes for Japan."
    assert verdict(many(little), isle) == "No: nothing measurable changes for Japan and Isle."
    told = Party("Isle", (Place("Isle", little, people=5e4),), (NEAR,))
    assert verdict(many(SURE), told).endswith(". Nothing measurable changes for Isle.")
    assert "Isle: no measurable difference" in said(told, sensors=())
    # Of this size, but the draws leave even the sign open.
    assert "draws are too few" in verdict(many(draws(-20.0, 0.7, 20.0)))


def test_of_several_only_those_that_the_draws_leave_open_are_called_so():
    wide = draws(-20.0, 1.0, 30.0)
    places = (Place("Isle", wide, people=5e4), Place("Port", ZERO, people=9e4))
    two = Party("States", places, (NEAR,))
    assert verdict(many(SURE), two).endswith(". Nothing measurable changes for Port and Isle.")
    assert verdict(two) == (
        "Nothing measurable changes for Port and Isle. For Isle, 200 draws are too few to tell so "
        "small a difference."
    )
    assert "Isle and Port: no measurable difference" in said(two, sensors=())


def test_of_a_party_whose_mean_stays_it_is_told_that_some_of_its_places_gain_or_lose():
    """A map colours them: who reads that nothing changes takes one of the two for wrong."""
    isle = Party("Isle", (Place("Isle", ZERO, people=5e4),), (NEAR,))

    def of(*gains, name="P"):
        places = tuple(Place(f"{name}{i}", same(g)) for i, g in enumerate(gains))
        return replace(many(ZERO), places=places)

    still = "nothing measurable changes for "
    assert verdict(of(*[0.0] * 7, 3.0, 4.0, 0.4), isle) == (
        f"No: on average {still}Japan, but 2 of its 10 places gain, most P8 (4 s). "
        f"N{still[1:]}Isle."
    )
    assert verdict(of(-2.0, *[0.0] * 7, 3.0, 4.0)) == (
        f"No: on average {still}Japan, but 2 of its 10 places gain, most P9 (4 s) and 1 loses, "
        "most P0 (2 s)."
    )
    wide = replace(of(-2.0, *[0.0] * 9), gain=draws(-20.0, 1.0, 30.0))
    assert verdict(wide) == (
        f"On average {still}Japan, but 1 of its 10 places loses, most P0 (2 s): 200 draws are too "
        "few to tell so small a difference."
    )
    two = (of(*[0.0] * 9, 3.0), replace(of(*[0.0] * 9, 4.0, name="Q"), name="Korea"))
    assert "for Japan and Korea, but 2 of their 20 places gain, most Q9 (4 s)." in verdict(*two)
    assert verdict(many(SURE), isle).endswith(". Nothing measurable changes for Isle.")


def test_few_places_stand_by_name_and_later_classes_are_marked():
    islands = Party(
        "States",
        (
            Place("Guam", SURE, later=True, people=5e4),
            Place("Honolulu", ZERO, later=True),
            Place("Seattle", ZERO, later=True),
        ),
        (Class("New flights", 440.0, SURE, later=True),),
    )
    assert verdict(many(draws(0.0, 7.0, 20.0)), islands) == (
        "Yes for Japan: its people are warned 7 s earlier, on top of 4 to 7 min, "
        "depending on the missile. "
        "Against missiles that had not flown by 2015-01-01, Guam would gain 4 s. "
        "Nothing measurable changes for Honolulu and Seattle."
    )


def test_of_many_parties_the_largest_leads_a_few_are_named_and_the_rest_are_counted():
    parties = [
        Party(f"Party {i}", (Place(f"City {i}", SURE, people=1e5 * (i + 1)),), (NEAR,))
        for i in range(9)
    ]
    idle = [Party(f"Idle {i}", (Place(f"Town {i}", ZERO),), (FAR,)) for i in range(7)]
    found = verdict(*parties, *idle)
    assert found.startswith(
        "Yes for City 8: 4 s earlier, on top of about 4 min. City 7 gains 4 s; City 6 4 s. 6 "
    )
    assert found.endswith(
        " 6 others gain too. Nothing measurable changes for Town 0, Town 1, Town 2 and 4 other "
        "places."
    )
    assert len(found) < 250
    little = Party("Late", (Place("Small town", draws(0.0, 0.8, 2.0), people=1.0),), (FAR,))
    assert " for Small town, Town 0, Town 1 and 5 other places." in verdict(*parties, *idle, little)
    small = tuple(Place(f"P{i}", ZERO, people=1.0) for i in range(10))
    land = replace(many(ZERO, name="Land"), places=small)
    assert verdict(land, *idle).endswith("Town 2 and 5 others."), "parties and places"


def test_after_parties_of_many_places_those_places_are_named_that_gain_most():
    size = {"Big": 2.0, "Middle": 4.0, "Small": 9.0, "Smallest": 6.0}
    people = {"Big": 9e6, "Middle": 5e6, "Small": 1e5, "Smallest": 1e4}
    places = tuple(
        Place(name, draws(gain - 1.0, gain, gain + 1.0), people=people[name])
        for name, gain in size.items()
    )
    found = verdict(many(SURE), Party("States", places, (NEAR,)))
    assert found.startswith("Yes for Japan: its people are warned")
    assert ". Small gains 9 s; Smallest 6 s. Middle and Big gain too." in found


@pytest.mark.parametrize(("count", "said"), [(1, "A3 {0}s"), (3, "A3, A4 and A5 {0}"), (4, None)])
@pytest.mark.parametrize(("sign", "verb"), [(1.0, "gain"), (-1.0, "lose")])
def test_up_to_three_more_are_named_and_others_are_counted(count, said, sign, verb):
    def places(later, some):
        return tuple(Place(f"A{i}", sign * SURE, people=9e5 - i, later=later) for i in some)

    every = range(3 + count)
    found = verdict(Party("States", places(False, every), (NEAR,)))
    assert f" {said.format(verb) if said else f'4 others {verb}'} too." in found
    near = Party("States", places(False, range(3)), (NEAR,))
    islands = Class("New flights", 440.0, sign * SURE, later=True)
    mixed = verdict(near, Party("Isles", places(True, every[3:]), (islands,)))
    names = said.split(" {")[0] if said else ""
    later = f". Against missiles that had not flown by 2015-01-01, {names} would {verb} too."
    assert (later in mixed) is bool(said)


def test_chart_and_map_of_places_find_the_same_where_one_of_many_gains():
    # More places than the chart has rows, all but one with a gain that may be chance.
    wide = draws(-20.0, 1.0, 30.0)
    places = [Place(f"Town {i}", wide) for i in range(30)]
    told = Told(world(Party("Japan", (*places, Place("Naha", SURE, later=True)), (NEAR,))))
    assert change_title(told) == "Of 31 places 1 gains measurably: most Naha, +4 s"
    assert place_title(told).startswith("The gain is largest in Naha: +4 s")
    rows = place_rows(told)
    assert len(rows) == 20
    assert [row["label"] for row in rows if row["sure"]] == ["Naha * (100 thousand)"]
    idle = Told(world(Party("Japan", tuple(places), (NEAR,))))
    assert change_title(idle) == "None of 30 places gains measurably"
    assert place_title(idle) == "In no place is anything gained or lost measurably"


def test_gains_and_losses_stand_side_by_side():
    parties = (many(SURE), Party("Ally", (Place("Port", -SURE),), (FAR,)))
    assert verdict(*parties) == (
        "Yes for Japan: its people are warned 4 s earlier, on top of 4 to 7 min, "
        "depending on the missile. "
        "No for Port: 4 s later, of about 7 min before."
    )


def test_warning_where_there_was_none_is_told_so():
    assert "4 s earlier, where there was no warning before" in verdict(
        many(SURE, classes=(Class("Near flights", 0.0, SURE),))
    )


def test_nobody_aimed_at_and_nobody_counted_are_told_apart():
    assert verdict(nobody_aimed=("Japan",)) == ("No flight is aimed at any place that is warned.")
    empty = Party("Japan", (Place("P", SURE, people=0.0),))
    assert "no place that flights are aimed at declares its `population`" in verdict(empty)


def test_a_single_draw_tells_no_difference():
    one = np.array([6.0])
    party = Party(
        "Japan", (Place("P", one),), (Class("Near flights", 240.0, one),), steps=(1, 0, 0, 0, 0, 0)
    )
    data = world(party, sensors=())
    assert "single draw" in headline(data).verdict
    assert "single draw of what is uncertain, which tells no difference" in text(data)


def test_it_says_why_so_little_who_is_heard_first_and_what_takes_the_time():
    found = headline(world(many(SURE), sensors=SENSORS)).why
    assert found == (
        "Why no more: most flights are first seen by what stood before (Japan’s own radars 45 % "
        "and satellites 40 %), only 15 % by the new radar New radar. Of the time until people are "
        "told, seeing takes 40 %, knowing where it comes down 20 %, and attributing, deciding and "
        "telling 40 %. No sensor shortens this last part: even one that knew at launch where a "
        "flight comes down would bring no more than 2 min 05 s."
    )


def test_shares_of_one_whole_sum_to_a_hundred_and_none_is_not_few():
    steps = (0.3855, 0.2065, 0.408, 0.0, 0.0, 0.0)
    first = {"Old radar": 0.5, "A satellite": 0.5, "New radar": 0.0}
    found = headline(
        world(many(SURE, first=first, steps=steps, shorter=(1.0, 3.0)), sensors=SENSORS)
    ).why
    assert "takes 38 %, knowing where it comes down 21 %, and attributing, deciding" in found
    assert "telling 41 %" in found
    assert "50 % and satellites 50 %), none by the new radar New radar, which helps" in found


@pytest.mark.parametrize(
    ("share", "gain", "shorter", "told"),
    [
        (0.004, SURE, (1.0, 3.0), True),
        (0.004, SURE, (3.0, 1.0), False),
        (0.004, ZERO, (1.0, 3.0), False),
        (0.15, SURE, (1.0, 3.0), False),
    ],
)
def test_a_sensor_that_is_rarely_first_is_told_to_help_to_know_where(share, gain, shorter, told):
    """Else a reader asks how it can bring earlier warning."""
    first = {"Old radar": 0.5, "A satellite": 0.4, "New radar": share}
    found = headline(world(many(gain, first=first, shorter=shorter), sensors=SENSORS)).why
    said = " by the new radar New radar, which helps to know sooner where they come down. Of the"
    assert (said in found) is told
    added = (*SENSORS, Sensor("Newer radar", owner="Ally", before=False))
    several = headline(world(many(gain, first=first, shorter=shorter), sensors=added)).why
    assert (" by the added sensors, which help to know sooner where" in several) is told


def test_it_asks_not_why_no_more_where_the_new_sensor_sees_most_or_the_gain_is_large():
    mostly_new = many(SURE, first={"Old radar": 0.2, "New radar": 0.8})
    found = headline(world(mostly_new, sensors=SENSORS)).why
    assert found.startswith(
        "Flights are first seen by Japan’s own radars 20 % and the new radar New radar 80 %. Of the"
    )
    large = headline(world(many(draws(60.0, 90.0, 120.0)), sensors=SENSORS)).why
    assert large.startswith("Most flights are first seen by")
    assert "no more than" not in large, "it answers what was not asked"
    assert headline(world(many(ZERO), sensors=SENSORS)).why.startswith("Why not: most flights")


@pytest.mark.parametrize(("share", "named"), [(0.06, True), (0.04, False)])
def test_who_is_heard_first_in_few_flights_is_named_from_five_in_a_hundred(share, named):
    first = {"Old radar": share, "A satellite": 0.9 - share, "New radar": 0.1}
    found = headline(world(many(ZERO, first=first), sensors=SENSORS)).why
    assert ("Japan’s own radars 6 %" in found) is named
    assert ("own radars" in found) is named


def test_other_parties_radars_are_told_apart_from_its_own():
    """By name where one party has them, and together where several do."""
    first = {"Old radar": 0.3, "Theirs": 0.6, "Others": 0.1}
    theirs = Sensor("Theirs", owner="United States")
    found = headline(world(many(ZERO, first=first), sensors=(OLD, theirs))).why
    assert found.startswith("No sensor was added or removed: flights are first seen by the United")
    assert "the United States’ radars 60 % and Japan’s own radars 30 %" in found
    several = (OLD, theirs, Sensor("Others", owner="Ally"))
    found = headline(world(many(ZERO, first=first), sensors=several)).why
    assert "others’ radars 70 % and Japan’s own radars 30 %" in found


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ({"heard": False}, "nobody who warns hears the new radar New radar"),
        ({"sees": False}, "the new radar New radar sees none of them"),
    ],
)
def test_a_sensor_that_is_never_first_is_told_why_and_not_nothing_per_cent(new, why):
    first = {"Old radar": 0.5, "A satellite": 0.5}
    added = replace(SENSORS[-1], name="New radar", **new)
    found = headline(world(many(ZERO, first=first), sensors=(*SENSORS[:-1], added))).why
    assert f"and satellites 50 %); {why}. Of the time" in found
    assert " 0 %" not in found


def test_thirds_sum_to_a_hundred_in_a_sentence():
    first = {"Old radar": 1 / 3, "A satellite": 1 / 3, "New radar": 1 / 3}
    found = headline(world(many(ZERO, first=first), sensors=SENSORS)).why
    assert "(Japan’s own radars 34 % and satellites 33 %), only 33 % by the new radar" in found


def test_a_party_has_its_article_in_every_sentence():
    gulf = replace(many(SURE), name="Gulf Cooperation Council")
    data = world(gulf, sensors=())
    assert headline(data).verdict.startswith("Yes for the Gulf Cooperation Council: ")
    assert "For the Gulf Cooperation Council: " in text(data)


def test_flights_of_which_nothing_is_heard_are_the_reason():
    found = headline(world(many(ZERO, unheard=0.8, steps=None), sensors=SENSORS)).why
    assert found == "Nothing is heard of 80 % of the flights at Japan."
    silent = headline(world(many(ZERO, steps=None), sensors=SENSORS)).why
    assert silent.endswith(" Nobody is told in time."), "what takes no time is not shortened"


NEVER = "Were satellites never to open an alert, so that warning comes later"
LOW = "Were the radars to look no lower than 5° above the horizon"


def test_it_hangs_on_the_choice_that_moves_the_gain_most():
    choices = (
        Choice("lowest=5", LOW, {"Japan": SURE + 3.0}),
        Choice("satellites=never", NEVER, {"Japan": SURE + 40.0}),
        Choice("satellites=never and lowest=5", "", {"Japan": SURE + 500.0}),
    )
    data = world(many(SURE), sensors=SENSORS, choices=choices)
    assert headline(data).hangs_on == f"{NEVER}, the gain would be 44 s instead of 4 s for Japan."
    assert (
        f"{NEVER}, the gain would be +44 s (+41 s to +49 s) instead of +4 s (+1 s to +9 s) for "
        "Japan" in text(data)
    )


def test_it_hangs_on_what_moves_the_number_that_the_verdict_begins_with():
    """Though another choice moves the gain of a smaller party further."""
    small = Party("Isle", (Place("Isle", SURE, people=5e4),), (NEAR,))
    choices = (
        Choice("lowest=5", LOW, {"Japan": SURE + 3.0}),
        Choice("satellites=never", NEVER, {"Isle/Isle": SURE + 40.0}),
    )
    data = world(many(SURE), small, sensors=SENSORS, choices=choices)
    assert headline(data).verdict.startswith("Yes for Japan: ")
    assert headline(data).hangs_on == f"{LOW}, the gain would be 7 s instead of 4 s for Japan."
    # Only where no choice moves that number, another's is told.
    others = world(many(SURE), small, sensors=SENSORS, choices=choices[1:])
    assert headline(others).hangs_on == f"{NEVER}, the gain would be 44 s instead of 4 s for Isle."


def test_a_choice_that_moves_how_often_something_is_gained_is_told_by_that():
    often = draws(0.0, 3.0, 9.0)
    rare = np.where(np.arange(made.DRAWS) % 4 == 0, often * 4.0, 0.0)
    rare = rare * often.mean() / rare.mean()
    data = world(many(often), sensors=SENSORS, choices=(Choice("lowest=5", LOW, {"Japan": rare}),))
    found = headline(data).hangs_on
    assert found.startswith(f"{LOW}, Japan would gain a second or more in ")
    assert found.endswith("of the draws, down from 90 %."), "of means that are told alike, none"
    # Whoever chooses it sees the mean.
    less = world(many(often), sensors=SENSORS, choices=(Choice("l=5", LOW, {"Japan": rare - 0.9}),))
    told = headline(less).hangs_on
    assert re.search(r"would gain .* of the draws, down from 90 %; on average \d+ s instead", told)


def test_where_no_choice_tells_nothing_is_said_to_hang_on_one():
    choices = (Choice("lowest=5", LOW, {}),)
    data = world(many(SURE), sensors=SENSORS, choices=choices)
    assert headline(data).hangs_on == ""
    assert "For Japan no single other choice of the model tells by a second." in text(data)
    assert headline(world(many(SURE), sensors=SENSORS)).hangs_on == ""


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (0.0, 0.2, None),
        (260.0, 396.0, "about 4 to 7 min"),
        (300.0, 301.0, "about 5 min"),
        (240.0, 2760.0, "about 4 to 46 min (most: Far)"),
        (41.0, 189.0, "about 40 s to 3 min 10 s (most: Far)"),
        (44.0, 41.0, "about 40 s"),
        (0.0, 120.0, "about 0 s to 2 min (most: Far)"),
    ],
)
def test_two_levels_are_said_as_one(least, most, words):
    assert between(least, most, "Far") == words


def said(*parties, **more):
    return text(world(*parties, **{"sensors": (NEW, OLD), **more}))


@pytest.mark.parametrize(
    ("gain", "says"),
    [
        (ZERO, "Japan: no measurable difference; none of its 10 places gains or loses measurably"),
        (draws(-0.9, 0.0, 0.9), "Japan: no measurable difference; none"),
        (draws(0.0, 0.9, 9.0), "no measurable difference on average, +1 s (0 s to +9 s); none"),
        (draws(-2.0, 4.0, 9.0), "Japan: warning is longer by 4 s (−2 s to 9 s); all 10 places"),
        (draws(2.0, 4.0, 9.0), "gain measurably, most P0 (4 s), P1 (4 s) and P2 (4 s);"),
        (draws(-9.0, -4.0, 1.0), "warning is shorter by 4 s (−1 s to 9 s); all 10 places lose"),
    ],
)
def test_the_verdict_follows_the_mean_and_its_sampling_error(gain, says):
    assert says in said(many(gain))


def test_the_class_against_which_most_is_gained_is_named():
    assert "Most is gained against Near flights: 4 s (1 s to 9 s)." in said(many(SURE))
    assert "Most is gained" not in said(many(ZERO, classes=(FAR,)))


def test_a_few_places_are_told_by_name_so_that_none_hides_behind_a_larger_one():
    places = (
        Place("Guam", draws(0.0, 5.0, 20.0)),
        *(Place(name, draws(0.0, 0.2, 1.9)) for name in ("Honolulu", "Seattle")),
        Place("Anchorage", draws(-7.0, -3.0, 0.0)),
    )
    found = said(Party("Japan", places, (NEAR,)))
    assert (
        "For Japan: Guam gains 5 s (0 s to 20 s); Anchorage loses 3 s (0 s to 7 s); Honolulu "
        "and Seattle: no measurable difference." in found
    )
    assert "Most is gained" not in found


def test_of_many_places_those_that_lose_are_told_as_well():
    gaining = tuple(Place(f"G{i}", same(9.0 - i)) for i in range(5))
    still = tuple(Place(f"S{i}", ZERO) for i in range(4))
    losing = (Place("L1", same(-2.0)), Place("L2", same(-6.0)))
    found = said(Party("Japan", (*gaining, *still, *losing), (NEAR,), gain=SURE))
    assert "5 of its 11 places gain measurably, most G0 (9 s), G1 (8 s) and G2 (7 s)" in found
    assert "; 2 of its 11 places lose measurably, most L2 (6 s) and L1 (2 s);" in found
    assert "in the average draw 45 % of its people gain a second or more." in found


def test_the_level_lies_between_classes():
    found = said(many(ZERO))
    assert "lay between 4 min (Near flights) and 7 min (Far flights), depending on" in found
    assert "Before, mean warning was 4 min (Near flights)." in said(many(ZERO, classes=(NEAR,)))


def test_classes_that_had_not_flown_come_after_the_rest_and_never_lead():
    largest = draws(10.0, 40.0, 90.0)
    new = Class("New flights", 3000.0, largest, later=True, vehicle="New class")
    one = many(SURE, classes=(NEAR, FAR, new), later_gain=largest)
    found = said(one)
    assert "Most is gained against Near flights: 4 s" in found
    assert "and 7 min (Far flights)" in found
    assert "Against classes that had not flown by 2015-01-01 (New class) warning is longer" in found
    guam = replace(one, places=(*one.places, Place("Guam", same(40.0), later=True)))
    again = said(guam)
    assert "all 10 places gain measurably, most P0 (4 s)" in again
    assert "at places that only such classes reach: Guam gains 40 s" in again
    assert "(New class) there is no measurable difference." in said(replace(one, later_gain=ZERO))
    later = tuple(replace(p, later=True) for p in one.places)
    only = replace(one, later_gain=None, places=later, classes=(new,))
    assert "no class of vehicle that had flown by 2015-01-01 is aimed at its places" in said(only)
    assert "had flown yet is aimed" in said(only, dates=("undated", "undated"))


def test_few_draws_are_said_to_mean_little_and_not_to_show_that_there_is_none():
    few = np.array([0.0, 240.0, 0.0, 0.0])
    wide = Party("Japan", (Place("Guam", few), Place("Honolulu", 0 * few)), ())
    found = said(wide, sensors=())
    assert "means over 4 draws only of what is uncertain" in found
    assert "Guam: no difference that so few draws can tell" in found
    assert "Honolulu: no measurable difference" in found
    assert "means over 200 draws of what is uncertain" in said(many(ZERO))


def test_a_party_at_which_nothing_is_aimed_or_that_has_no_people_is_said_so():
    assert "For Ally: no flight is aimed at its places." in said(many(SURE), nobody_aimed=("Ally",))
    nobody = Party("Japan", (Place("P", SURE, people=0.0),), (NEAR,))
    assert "For Japan nothing can be told: all means are over people" in said(nobody)


def test_the_dearest_failure_is_told_before_and_after_when_it_can_be_felt():
    costs = {"Old radar": (draws(0.0, 2.0, 12.0), ZERO), "New radar": (None, draws(0.0, 0.1, 0.4))}
    found = said(many(ZERO, losses=costs))
    assert (
        "The dearest single failure costs 2 s (0 s to 12 s; Old radar) before and less than a "
        "second after." in found
    )
    nothing = {"Old radar": (draws(0.0, 0.1, 0.4), ZERO)}
    assert "failure" not in said(many(ZERO, losses=nothing))


def test_what_was_added_and_removed_is_named():
    gone = Sensor("Gone radar", after=False)
    assert text(world(many(ZERO), sensors=(OLD,))).startswith("No sensor was added or removed")
    assert "one sensor was removed: Gone radar" in said(many(ZERO), sensors=(gone, OLD))
    two = (NEW, Sensor("Newer radar", before=False))
    assert "2 sensors were added: New radar; Newer radar" in said(many(ZERO), sensors=two)


def test_of_several_added_sensors_only_those_that_would_be_missed_are_named():
    two = (NEW, Sensor("Newer radar", before=False))
    felt = {"Newer radar": (None, draws(1.0, 2.0, 3.0))}
    found = said(many(SURE, losses=felt), sensors=two)
    assert "loss of one would be felt: Newer radar 2 s." in found
    assert "No single one of the added sensors" in said(many(SURE), sensors=two)


def test_of_few_places_it_is_told_which_of_several_added_sensors_each_would_miss():
    two = (NEW, Sensor("Newer radar", before=False))
    felt = {"New radar": (None, draws(5.0, 6.0, 7.0)), "Newer radar": (None, draws(1.0, 2.0, 3.0))}
    least = {"New radar": (None, draws(1.0, 2.0, 3.0))}
    much = draws(7.0, 8.0, 9.0)
    places = (Place("Guam", much, losses=felt), Place("Port", much, losses=least))
    found = said(Party("Japan", (*places, Place("Cape", ZERO)), ()), sensors=two)
    gain = "Of the 8 s that Guam gains, 6 s hang on New radar and 2 s on Newer radar"
    assert f"{gain}. Of the 8 s that Port gains, 2 s hang on New radar, the rest on no" in found
    gone = said(Party("Japan", places, ()), sensors=(*two, Sensor("Gone radar", after=False)))
    assert "gains, 2 s hang on New radar." in gone, "a part of it may be what another one took"
    none = said(Party("Japan", (Place("Guam", SURE), Place("Cape", ZERO)), ()), sensors=two)
    assert "Guam would miss no single one of the added sensors by a second." in none
    assert "hang on" not in said(Party("Japan", (*places,), ()), sensors=(NEW,))
    assert "hang on" not in said(Party("Japan", (Place("Cape", ZERO),), ()), sensors=two)


def test_the_dearest_failure_of_few_places_is_one_over_them_all():
    costs = {"New radar": (None, draws(1.0, 2.0, 12.0))}
    found = said(Party("Japan", (Place("Guam", SURE),), (), losses=costs), sensors=(NEW,))
    assert "The dearest single failure costs on average over its places less than a second" in found


def test_flights_that_nobody_confirms_are_counted():
    assert "Flights that no sensor confirms in most of the draws: 1 before, 0 after." in said(
        many(SURE), seen=(0.2, 0.9)
    )
    assert "Every flight is confirmed by some sensor" in said(many(SURE))


def test_the_headline_is_three_lines_at_most_in_every_world(any_answer):
    assert 1 <= len(any_answer.headline.lines) <= 3
    assert any_answer.text
    for line in (*any_answer.headline.lines, any_answer.text):
        assert "nan" not in line.split()
        assert "inf" not in line.split()


def test_a_world_in_which_nobody_is_told_says_so(nobody_told):
    found = answer_of(nobody_told)
    assert found.headline.verdict.startswith("No: nothing measurable changes for ")
    assert found.headline.why.startswith("Nothing is heard of 100 % of the flights at ")

"""Who brings which share of hearing, in worlds small enough to look at every set of stations."""

from datetime import date
from functools import partial
from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy.stats import poisson_binom

from ring import DRAWS, RING, asked, heard, numbers, read, station

HALF, ASKED = 0, 1
UNEQUAL = {
    **RING,
    "N": station(80.0, 0.0, party="b", array=True),
    "M": station(75.0, 90.0, party="a", array=True),
}


@pytest.fixture
def world(tmp_path):
    """A function that reads a world with some sections replaced."""
    return partial(read, tmp_path)


def chance_of_three(p):
    """By SciPy's law; nothing where fewer are there."""
    return float(poisson_binom(p).sf(2)) if len(p) > 2 else 0.0


def by_definition(p, players):
    """Each player's Shapley value and loss, by every set of the others."""
    every = sorted(set(players))

    def worth(there):
        return chance_of_three([q for q, own in zip(p, players, strict=True) if own in there])

    share, lost = {}, {}
    for player in every:
        others = [o for o in every if o != player]
        sets = [s for k in range(len(every)) for s in combinations(others, k)]
        share[player] = sum(
            (worth({*s, player}) - worth(s)) / (len(every) * comb(len(others), len(s)))
            for s in sets
        )
        lost[player] = worth(every) - worth(others)
    return share, lost, worth(every)


def chances(found, draw):
    """That each station hears the faint shot and the one asked about."""
    shots = (found.shares.magnitude, found.magnitudes[found.asked.main])
    return [found.stations.hears(m)[draw] for m in shots]


def owners(found):
    return {
        "party": [s.party for s in found.stations.records.values()],
        "class": [
            f"net-{'array' if s.array else 'single'}" for s in found.stations.records.values()
        ],
        "station": list(found.stations.ids),
    }


def test_shares_are_those_of_every_set_of_stations(world):
    found = heard(world(seismometers=UNEQUAL))
    shares = found.shares
    assert {s.sort for s in shares.sharers} == {"party", "class", "station"}
    for shot, p in enumerate(chances(found, 3)):
        for sort, players in owners(found).items():
            share, lost, whole = by_definition(p, players)
            for k, sharer in enumerate(shares.sharers):
                if sharer.sort == sort:
                    own = share[sharer.id] / whole, lost[sharer.id] / whole
                    told = shares.share[k, shot, 3], shares.lost[k, shot, 3]
                    assert told == pytest.approx(own, rel=1e-9)


def test_the_shares_of_each_sort_add_up_to_all(world):
    shares = heard(world(seismometers=UNEQUAL)).shares
    for sort in ("party", "class", "station"):
        own = [k for k, s in enumerate(shares.sharers) if s.sort == sort]
        np.testing.assert_allclose(shares.share[own].sum(axis=0), 1.0, rtol=1e-12)


def test_the_faint_shot_is_heard_half_of_the_time(world):
    np.testing.assert_allclose(heard(world()).shares.together[HALF], 0.5, atol=2e-3)


def test_stations_that_hear_alike_have_the_same_share(world):
    shares = heard(world()).shares
    single = np.array([s.sort == "station" for s in shares.sharers])
    np.testing.assert_allclose(shares.share[single], 1.0 / 9.0, rtol=1e-9)


def test_a_station_that_never_works_brings_nothing_and_is_not_missed(world):
    deaf = {**RING, "S0": station(60.0, 0.0, availability=0.0)}
    shares = heard(world(seismometers=deaf)).shares
    (own,) = (k for k, s in enumerate(shares.sharers) if s.id == "S0")
    assert (shares.share[own] == 0.0).all()
    assert (shares.lost[own] == 0.0).all()


def test_a_half_of_the_stations_is_every_set_of_them_taken_alike(world):
    found = heard(world())
    p = chances(found, 0)[ASKED]
    sets = [s for k in range(10) for s in combinations(p, k)]
    mean = np.mean([chance_of_three(s) for s in sets])
    assert found.shares.by_half[ASKED, 0] == pytest.approx(mean, rel=1e-9)


def test_the_table_tells_the_share_that_an_independent_sum_gives(world):
    scenario = world(seismometers=UNEQUAL)
    found = heard(scenario)
    rows = {row[0]: row for row in asked(scenario).table("shares").cells()}
    each = [by_definition(chances(found, d)[HALF], owners(found)["party"]) for d in range(DRAWS)]
    for party, name in (("a", "Aland"), ("b", "Bland")):
        brings, lost = (np.mean([one[k][party] / one[2] for one in each]) for k in range(2))
        assert rows[name][1:5] == [
            "party",
            str(sum(s.party == party for s in scenario.seismometers.values())),
            f"{100.0 * brings:.0f} %",
            f"{100.0 * lost:.0f} %",
        ]  # fmt: skip


def test_the_text_tells_who_brings_most_of_a_faint_shot(world):
    found = asked(world(seismometers=UNEQUAL))
    assert "of single stations N (At 80.0, 0.0) " in found.text
    assert "all 11 stations together hear half of the time" in found.text
    # Of 11 stations a half is too few to be as good as all.
    assert "none would be missed" not in found.text


def test_that_nobody_is_missed_is_told_where_a_half_is_as_good_as_all(world):
    many = {f"S{k}": station(60.0, 9.0 * k, party="ab"[k % 2]) for k in range(40)}
    assert "none would be missed" in asked(world(seismometers=many), magnitude=7.0).text
    assert "none would be missed" not in asked(world(seismometers=many), magnitude=3.0).text


def test_where_one_party_has_all_only_stations_and_classes_are_told(world):
    alone = {key: {**s, "party": "a"} for key, s in RING.items()}
    found = asked(world(seismometers=alone))
    assert {row[1] for row in found.table("shares").cells()} == {"station"}
    assert "Aland" not in next(line for line in found.text.splitlines() if "Who brings" in line)


def test_two_stations_bring_nothing_together_and_no_share_is_told(world):
    two = dict(list(RING.items())[:2])
    found = asked(world(seismometers=two))
    told = numbers(found)
    assert np.isnan(told.array("hearing_share")).all()
    assert "Who brings" not in found.text
    assert "shares" not in [table.name for table in found.tables]


def test_without_stations_there_is_nobody_to_share(world):
    later = {key: {**s, "from": date(2014, 1, 1)} for key, s in RING.items()}
    assert heard(world(seismometers=later)).shares.sharers == ()

"""Shares that others have printed: airports, weighted votes, the Security Council."""

import numpy as np
import pytest

from noroshi.stats.attribution import (
    members,
    orders,
    prefixes,
    shapley,
    shapley_of_earliest,
    steps,
)

AIRPORT = "Littlechild and Thompson, Bell Journal of Economics 8 (1977) 186, Birmingham 1968-69"
FLEET = (
    # movements, cost of the runway that the type needs [£], its share a movement [£]
    ("Fokker Friendship 27", 42, 65_899, 4.86),
    ("Viscount 800", 9_555, 76_725, 5.66),
    ("Hawker Siddeley Trident", 288, 95_200, 10.30),
    ("Britannia", 303, 97_200, 10.85),
    ("Caravelle VI R", 151, 97_436, 10.92),
    ("BAC 111 (500)", 1_315, 98_142, 11.13),
    ("Vanguard 953", 505, 102_496, 13.40),
    ("Comet 4B", 1_128, 104_849, 15.07),
    ("Britannia 300", 151, 113_322, 44.80),
    ("Convair Coronado", 112, 115_440, 60.61),
    ("Boeing 707", 22, 117_676, 162.24),
)
PENNY, LAST_DIGIT = 0.0051, 5.1e-6


def test_landing_fees_at_birmingham(validation):
    costs = np.repeat([cost for _, _, cost, _ in FLEET], [count for _, count, _, _ in FLEET])
    fees = shapley_of_earliest(costs.astype(float))
    assert len(fees) == 13_572
    assert fees.sum() == pytest.approx(117_676.0)
    for name, _, cost, fee in FLEET:
        validation(
            source=AIRPORT,
            quantity=f"share of a movement of a {name}",
            theirs=fee,
            ours=float(fees[costs == cost][0]),
            unit="£",
            tolerance=PENNY,
        )


def test_four_aircraft_that_share_a_runway():
    """The example of many textbooks."""
    assert shapley_of_earliest(np.array([8.0, 11.0, 13.0, 18.0])).tolist() == [2.0, 3.0, 4.0, 9.0]


def voted(weights, quota):
    return (members(len(weights)) @ np.array(weights) >= quota).astype(float)


def test_weighted_votes(validation):
    found = shapley(voted([10, 10, 20, 30], 50))
    for number, (ours, theirs) in enumerate(
        zip(found, (0.08333, 0.08333, 0.25, 0.58333), strict=True), 1
    ):
        validation(
            source="Stach, Shapley-Shubik index, in Encyclopedia of Power (2011)",
            quantity=f"share of member {number} with 10, 10, 20 and 30 votes, where 50 decide",
            theirs=theirs,
            ours=float(ours),
            unit="1",
            tolerance=LAST_DIGIT,
        )


def council():
    """Five who may each prevent, and ten others of whom four must agree."""
    inside = members(15)
    return (inside[:, :5].all(axis=1) & (inside[:, 5:].sum(axis=1) >= 4)).astype(float)


@pytest.mark.parametrize(
    ("member", "called", "theirs"),
    [(0, "a permanent member", 0.196270396), (14, "another member", 0.001864802)],
)
def test_the_security_council(validation, member, called, theirs):
    validation(
        source="Shapley-Shubik index of the UN Security Council of 15, 9 votes",
        quantity=f"share of {called}",
        theirs=theirs,
        ours=float(shapley(council())[member]),
        unit="1",
        tolerance=5.1e-10,
    )


def test_the_security_council_by_orders():
    """The mean over some pairs of orders finds it within its own error."""
    values, bits = council(), 1 << np.arange(15)
    order = orders(np.random.default_rng(1), 15, 4000)
    pairs = steps(order, values[prefixes(order) @ bits]).reshape(-1, 2, 15).mean(axis=1)
    error = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    assert (np.abs(pairs.mean(axis=0) - shapley(values)) <= 4.0 * error).all()


def test_the_closed_form_needs_no_look_at_every_coalition():
    """Of twelve it is what all 4,096 coalitions give."""
    worth = np.random.default_rng(2).uniform(0.0, 400.0, (12, 5))
    best = np.max(np.where(members(12)[:, :, None], worth, 0.0), axis=1)
    np.testing.assert_allclose(shapley_of_earliest(worth), shapley(best), atol=1e-9)

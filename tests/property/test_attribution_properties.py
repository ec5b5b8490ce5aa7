"""Laws of shares, against the definition: the mean over every order in which players may come."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from noroshi.stats.attribution import (
    MOST_PLAYERS,
    leave_one_out,
    loss_of_enough,
    members,
    orders,
    owen,
    owen_of_earliest,
    prefixes,
    quotient,
    shapley,
    shapley_of_earliest,
    shapley_of_enough,
    steps,
)

NUMBERS = st.floats(-100.0, 100.0, allow_nan=False, width=32)
WORTHS = st.one_of(st.just(0.0), st.just(7.0), st.floats(0.0, 1e4, width=32))


@st.composite
def games(draw, most=5):
    """A game of a few players, and their unions."""
    players = draw(st.integers(1, most))
    values = draw(arrays(np.float64, 1 << players, elements=NUMBERS))
    values[0] = 0.0
    return values, draw(st.lists(st.integers(0, 2), min_size=players, max_size=players))


@st.composite
def worths(draw, most=7):
    players = draw(st.integers(1, most))
    worth = draw(arrays(np.float64, (players, 3), elements=WORTHS))
    return worth, draw(st.lists(st.integers(0, 2), min_size=players, max_size=players))


def everything(_order):
    return True


def of_the_earliest(worth, inside):
    """What coalitions are worth of which the best member counts, by definition."""
    return np.max(np.where(inside[:, :, None], worth, 0.0), axis=1, initial=0.0)


def over_orders(values, allowed=everything):
    """The mean of what each player brings over all orders that are allowed."""
    players = len(values).bit_length() - 1
    found, count = np.zeros(players), 0
    for order in permutations(range(players)):
        if not allowed(order):
            continue
        come = 0
        for player in order:
            found[player] += values[come | 1 << player] - values[come]
            come |= 1 << player
        count += 1
    return found / count


def together(unions):
    """Whether members of each union come one after the other."""

    def allowed(order):
        seen = [unions[player] for player in order]
        changes = sum(a != b for a, b in pairwise(seen))
        return changes == len(set(seen)) - 1

    return allowed


@given(games())
def test_shapley_is_the_mean_over_all_orders(game):
    values, _ = game
    np.testing.assert_allclose(shapley(values), over_orders(values), atol=1e-9)


@given(games())
def test_owen_is_the_mean_over_all_orders_of_unions(game):
    values, unions = game
    np.testing.assert_allclose(
        owen(values, unions), over_orders(values, together(unions)), atol=1e-9
    )


@given(games())
def test_shares_add_up_to_what_all_are_worth(game):
    values, unions = game
    for share in (shapley(values), owen(values, unions)):
        assert share.sum() == pytest.approx(values[-1] - values[0], abs=1e-9)


@given(games(), games())
def test_of_the_sum_of_two_games_each_has_the_sum_of_his_shares(one, other):
    size = min(len(one[0]), len(other[0]))
    unions = one[1][: size.bit_length() - 1]
    values = one[0][:size], other[0][:size]
    for share in (shapley, lambda v: owen(v, unions)):
        np.testing.assert_allclose(share(values[0] + values[1]), sum(map(share, values)), atol=1e-9)


@given(games())
def test_who_brings_nothing_has_nothing_and_changes_nobody(game):
    values, unions = game
    more = np.concatenate([values, values])  # a new player, who adds nothing to anybody
    assert shapley(more)[-1] == pytest.approx(0.0, abs=1e-9)
    np.testing.assert_allclose(shapley(more)[:-1], shapley(values), atol=1e-9)
    for union in (unions[0], 9):
        share = owen(more, [*unions, union])
        assert share[-1] == pytest.approx(0.0, abs=1e-9)
        np.testing.assert_allclose(share[:-1], owen(values, unions), atol=1e-9)


@given(games())
def test_players_who_bring_the_same_have_the_same(game):
    values, _ = game
    players = len(values).bit_length() - 1
    turned = np.array([_swapped(c, players) for c in range(len(values))])
    alike = values + values[turned]
    share = shapley(alike)
    assert share[0] == pytest.approx(share[-1], abs=1e-9)


def _swapped(coalition, players):
    """The same with the first and the last player in one another's place."""
    first, last = coalition & 1, coalition >> (players - 1) & 1
    kept = coalition & ~1 & ~(1 << (players - 1))
    return kept | last | first << (players - 1)


@given(games())
def test_a_union_has_what_it_has_as_one_player(game):
    values, unions = game
    names = sorted(set(unions))
    unions = [names.index(u) for u in unions]
    share = owen(values, unions)
    as_one = shapley(quotient(values, unions))
    for union, whole in enumerate(as_one):
        mine = np.array(unions) == union
        assert share[mine].sum() == pytest.approx(whole, abs=1e-9)


@given(games())
def test_owen_is_shapley_where_all_or_none_are_of_one_union(game):
    values, unions = game
    for alike in ([4] * len(unions), list(range(len(unions)))):
        np.testing.assert_allclose(owen(values, alike), shapley(values), atol=1e-9)


@given(worths())
def test_the_closed_forms_are_what_every_coalition_gives(given_worths):
    worth, unions = given_worths
    values = of_the_earliest(worth, members(len(worth)))
    close = {"rtol": 1e-9, "atol": 1e-9}
    np.testing.assert_allclose(shapley_of_earliest(worth), shapley(values), **close)
    np.testing.assert_allclose(owen_of_earliest(worth, unions), owen(values, unions), **close)


@given(worths())
def test_where_the_earliest_counts_nobody_has_less_than_nothing_or_more_than_alone(given_worths):
    worth, _ = given_worths
    share = shapley_of_earliest(worth)
    assert (share >= 0.0).all()
    assert (share <= worth + 1e-9).all()


@given(games(), st.integers(0, 99))
def test_orders_come_in_pairs_of_which_one_is_the_other_turned_round(game, seed):
    _, unions = game
    order = orders(np.random.default_rng(seed), len(unions), 3, unions)
    np.testing.assert_array_equal(order[::2], order[1::2, ::-1])
    assert (np.sort(order, axis=1) == np.arange(len(unions))).all()
    assert all(map(together(unions), order.tolist()))


@given(games(), st.integers(0, 99))
def test_what_players_bring_when_they_come_adds_up_in_every_order(game, seed):
    values, unions = game
    order = orders(np.random.default_rng(seed), len(unions), 2, unions)
    come = steps(order, values[prefixes(order) @ (1 << np.arange(len(unions)))])
    np.testing.assert_allclose(come.sum(axis=1), values[-1], atol=1e-9)


@given(games(most=3))
def test_over_all_orders_steps_have_shapleys_mean(game):
    values, _ = game
    players = len(values).bit_length() - 1
    every = np.array(list(permutations(range(players))))
    come = steps(every, values[prefixes(every) @ (1 << np.arange(players))])
    np.testing.assert_allclose(come.mean(axis=0), shapley(values), atol=1e-9)


def test_prefixes_begin_with_nobody_and_end_with_everybody():
    order = np.array([[2, 0, 1]])
    inside = prefixes(order)[0]
    assert inside.tolist() == [
        [False, False, False],
        [False, False, True],
        [True, False, True],
        [True, True, True],
    ]
    assert steps(order, np.array([[0.0, 1.0, 3.0, 7.0]])).tolist() == [[2.0, 4.0, 1.0]]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: members(MOST_PLAYERS + 1), "groups"),
        (lambda: shapley(np.zeros(3)), "1, 2, 4, 8"),
        (lambda: owen(np.zeros(4), [0]), "give each player one"),
        (lambda: shapley_of_earliest(np.array([-1.0])), "worth 0"),
        (lambda: shapley_of_earliest(np.array([np.nan])), "no number"),
        (lambda: owen_of_earliest(np.zeros((2, 1)), [0]), "give each one"),
    ],
)
def test_misuse_is_told_with_its_cause(wrong, says):
    with pytest.raises(ValueError, match=says):
        wrong()


def test_nobody_has_no_shares():
    assert shapley(np.zeros(1)).shape == (0,)
    assert owen(np.zeros(1), []).shape == (0,)
    assert shapley_of_earliest(np.zeros((0, 4))).shape == (0, 4)
    assert owen_of_earliest(np.zeros((0, 4)), []).shape == (0, 4)


@st.composite
def chances(draw, most=7):
    """Chances of some who may hit, in two games, and to which player each belongs."""
    count = draw(st.integers(0, most))
    likely = st.one_of(st.just(0.0), st.just(1.0), st.just(0.3), st.floats(0.0, 1.0))
    hit = draw(arrays(np.float64, (count, 2), elements=likely))
    return hit, draw(st.integers(1, 4)), draw(st.permutations([k // 2 for k in range(count)]))


def of_enough(hit, enough, players):
    """What coalitions of players are worth, by every outcome of those who may hit."""
    inside = members(max(players, default=-1) + 1)
    there = inside[:, np.asarray(players, dtype=int)].astype(float)
    worth = np.zeros((len(inside), hit.shape[1]))
    for outcome in members(len(hit)):
        if outcome.sum() >= enough:
            p = there[:, :, None] * hit
            worth += np.where(outcome[:, None], p, 1.0 - p).prod(axis=1)
    return worth


@given(chances())
def test_shares_of_enough_hits_are_those_of_every_coalition(game):
    hit, enough, players = game
    worth = of_enough(hit, enough, players)
    np.testing.assert_allclose(shapley_of_enough(hit, enough, players), shapley(worth), atol=1e-12)
    lost = loss_of_enough(hit, enough, players)
    np.testing.assert_allclose(lost, leave_one_out(worth), atol=1e-12)


@given(chances())
def test_each_who_may_hit_is_a_player_where_nobody_says_otherwise(game):
    hit, enough, _ = game
    own = range(len(hit))
    assert (shapley_of_enough(hit, enough) == shapley_of_enough(hit, enough, own)).all()
    assert (loss_of_enough(hit, enough) == loss_of_enough(hit, enough, own)).all()


def test_shares_of_a_hundred_lie_within_the_error_of_shares_by_orders():
    random = np.random.default_rng(5)
    hit = random.beta(0.3, 3.0, 100)
    order = orders(random, 100, 400)
    come = np.where(prefixes(order), hit, 0.0)
    none, one, two = np.zeros((3, *come.shape[:2]))
    none += 1.0
    for p in np.moveaxis(come, -1, 0):
        none, one, two = none * (1 - p), one * (1 - p) + none * p, two * (1 - p) + one * p
    found = steps(order, 1.0 - none - one - two).reshape(400, 2, 100).mean(axis=1)
    error = found.std(axis=0, ddof=1) / np.sqrt(400)
    exact = shapley_of_enough(hit, 3)
    assert np.sum(exact) == pytest.approx(1.0 - (none + one + two)[0, -1], rel=1e-12)
    assert np.max(np.abs(found.mean(axis=0) - exact) / error) < 4.5


def test_small_shares_keep_their_digits():
    # Three of three must hit: each has a third of a chance that is far below what 1 − 1 leaves.
    np.testing.assert_allclose(shapley_of_enough(np.full(3, 1e-7), 3), 1e-21 / 3.0, rtol=1e-12)
    np.testing.assert_allclose(loss_of_enough(np.full(3, 1e-7), 3), 1e-21, rtol=1e-12)


@pytest.mark.parametrize(
    ("hit", "enough", "players", "message"),
    [
        ([0.5], 0, None, "1 or more"),
        ([0.5, 0.5], 1, [0], "2 chances, and players of 1"),
        ([1.5], 1, None, "more than 1"),
        ([np.nan], 1, None, "no number"),
    ],
)
def test_chances_that_are_none_are_refused(hit, enough, players, message):
    with pytest.raises(ValueError, match=message):
        shapley_of_enough(np.array(hit), enough, players)

"""What is summed block by block and not held is told as if every draw of every flight were held."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from noroshi.questions.base import Case
from noroshi.questions.localisation import custody
from noroshi.questions.localisation.answer import answer_of as localisation_of
from noroshi.questions.localisation.example import example
from noroshi.questions.shares import game
from noroshi.questions.shares.answer import Options
from noroshi.questions.shares.answer import answer_of as shares_of
from noroshi.questions.warning.answer import answer_of
from noroshi.questions.warning.pipe import blocks
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT, impacts
from noroshi.questions.warning.pipe.told import ALONE, SHARED
from noroshi.questions.warning.sums import SUMS, summed
from noroshi.scenario import load
from noroshi.scenario.records import Scenario


@pytest.fixture(scope="module")
def case() -> Case:
    world = load("small")
    return Case(world.at("2013-10-02"), world.at("2015-01-01"), world, draws=11)


@pytest.fixture(scope="module")
def held(case: Case) -> Comparison:
    """Every draw of every flight, followed at once."""
    return compared(replace(case, every_draw=True, read_again=False))


@pytest.fixture(scope="module")
def lean(case: Case) -> Comparison:
    """What a command holds that is not asked for every draw, in four blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 3)
        return compared(replace(case, every_draw=False, read_again=False))


def alike(one, other) -> None:
    assert set(one.data_vars) == set(other.data_vars)
    for name, values in one.data_vars.items():
        np.testing.assert_array_equal(values.to_numpy(), other[name].to_numpy(), err_msg=name)


def test_what_sums_rest_on_is_not_held(held: Comparison, lean: Comparison) -> None:
    for a in (lean.before, lean.after):
        assert not set(blocks.LET_GO) & set(a.detections.seen)
        assert a.tracks.spread.size == 0
    assert set(lean.sums) == set(SUMS)
    assert not held.sums


@pytest.mark.parametrize("name", SUMS)
def test_sums_of_blocks_are_those_of_all_draws(
    held: Comparison, lean: Comparison, name: str
) -> None:
    now = SUMS[name](held)
    assert np.isfinite(now).any()
    np.testing.assert_array_equal(summed(lean, name), now)


def test_warning_is_told_alike(held: Comparison, lean: Comparison) -> None:
    alike(*(answer_of(c, every_draw=False).data for c in (held, lean)))


def test_localisation_is_told_alike(held: Comparison, lean: Comparison) -> None:
    alike(*(localisation_of(c, example(c), every_draw=False).data for c in (held, lean)))


def test_what_nobody_reads_of_flights_at_others_is_not_asked_and_all_is_told_alike(
    case: Case, two_parties: Callable[[Scenario], Scenario]
) -> None:
    def wide(world: Scenario) -> Scenario:
        """Of two parties, over whose places flights pass on their way to the other's."""
        made = two_parties(world)
        far = {"overflight_radius": 400e3}
        rules = {key: rule.model_copy(update=far) for key, rule in made.rules.items()}
        return replace(made, rules=rules, origin=None)

    both = replace(case, before=wide(case.before), after=wide(case.after), draws=5)
    held, lean = (
        compared(replace(both, every_draw=every, read_again=False)) for every in (True, False)
    )
    after = held.after
    aimed = after.warnings.party[impacts(after.warnings.pairs)]
    for team, who in enumerate(after.tracks.teams):
        others = np.array([who.party not in (after.parties[p], None) for p in aimed])
        asked, unasked = held.after.tracks.area[team], lean.after.tracks.area[team]
        np.testing.assert_array_equal(unasked[:, ~others], asked[:, ~others])
        assert np.isinf(unasked[:, others]).all()
        if who.party is not None:
            assert np.isfinite(asked[:, others]).any()
    known, every = lean.after.tracks.known, after.tracks.known
    impact = after.warnings.pairs.kind == IMPACT
    assert np.isfinite(every[:, ~impact]).any(axis=(1, 2)).all()
    np.testing.assert_array_equal(known[SHARED], every[SHARED])
    np.testing.assert_array_equal(known[:, impact], every[:, impact])
    assert np.isinf(known[ALONE, ~impact]).all()
    alike(*(answer_of(c, every_draw=False).data for c in (held, lean)))
    alike(*(localisation_of(c, example(c), every_draw=False).data for c in (held, lean)))


def test_who_reads_every_draw_is_not_given_sums_alone(case: Case) -> None:
    lean = compared(replace(case, every_draw=False))
    assert compared(replace(case, every_draw=False)) is lean
    assert not compared(case).sums


def test_how_many_draws_are_laid_out_together_changes_no_share_and_no_custody(
    held: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told():
        closely = shares_of(held, Options(one_in=2, closely=True)).data
        return closely, localisation_of(held, example(held), every_draw=False).data

    at_once = told()
    monkeypatch.setattr(game, "_TOGETHER", 4)
    monkeypatch.setattr(custody, "_TOGETHER", 4)
    alike(told()[0], at_once[0])
    for name, values in told()[1].data_vars.items():
        there = at_once[1][name].to_numpy()
        if values.dtype.kind == "f":
            np.testing.assert_allclose(
                values.to_numpy(), there, rtol=1e-12, atol=1e-12, err_msg=name
            )

"""Where will it come down, and when do we know: for each team, before and after.

Over the flights aimed at one party's places, weighted by people as warning times are. A time after
launch is that of the median flight; the time left before impact is a mean over flights, none where
it is never known, so that a gain counts both flights known sooner and flights known at all.
"""

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment import Assessment
from noroshi.stats import interval, sampled, weights
from noroshi.study.answer import Known, Moment, Size, TeamAnswer
from noroshi.study.classes import headline
from noroshi.study.compare import Comparison

Floats = NDArray[np.float64]


def knowing(comparison: Comparison, party: int) -> tuple[TeamAnswer, ...]:
    """What each team knows of the flights aimed at a party; its own teams first, all together last.

    Empty where nothing is aimed at it.
    """
    after = comparison.after
    weight = flight_weights(comparison, party)
    if not weight.any():
        return ()
    home = after.parties[party]
    teams = after.tracks.teams
    order = sorted(
        range(len(teams)), key=lambda t: (teams[t].party is None, teams[t].party != home)
    )
    return tuple(_team(comparison, weight, t) for t in order)


def flight_weights(comparison: Comparison, party: int) -> Floats:
    """What each flight counts for one party, (flight,) [1]; they sum to one, or are all 0.

    Those of the party's headline: see `classes`.
    """
    after, pairs = comparison.after, comparison.after.warnings.pairs
    weight = weights(pairs, after.people_of(party), headline(comparison, party))
    return np.asarray(np.bincount(pairs.flight, weight, len(after.flights.ids)), float)


def _team(comparison: Comparison, weight: Floats, team: int) -> TeamAnswer:
    both = (comparison.before, comparison.after)
    tracks = comparison.after.tracks
    found = tracks.teams[team]
    return TeamAnswer(
        team=found.name,
        party=found.party,
        shared=found.shared,
        track=_known(both, [a.tracks.first[team] for a in both], weight),
        area=tuple(
            (probability, _known(both, [a.tracks.area[team, level] for a in both], weight))
            for level, probability in enumerate(tracks.levels)
        ),
        sizes=_sizes(both, weight, team),
    )


def _known(both: tuple[Assessment, Assessment], times: list[Floats], weight: Floats) -> Known:
    """One thing that becomes known at times (flight, draw), in both postures."""
    left = [_left(t, a.flights.flight_time, weight) for t, a in zip(times, both, strict=True)]
    before, after = (_moment(t, mean, weight) for t, mean in zip(times, left, strict=True))
    return Known(before, after, sampled(left[1] - left[0]))


def _left(time: Floats, impact: Floats, weight: Floats) -> Floats:
    """Mean time left before impact when it is known, (draw,) [s]; none where it never is."""
    return np.asarray(weight @ time_left(time, impact))


def time_left(time: Floats, impact: Floats) -> Floats:
    """Time left before impact when something is known [s]; none where it never is."""
    known = np.isfinite(time)
    return np.where(known, impact - np.where(known, time, 0.0), 0.0)


def _moment(time: Floats, left: Floats, weight: Floats) -> Moment:
    return Moment(
        at=interval(middle(time, weight)),
        never=interval(weight @ np.isinf(time)),
        left=interval(left),
    )


def _sizes(both: tuple[Assessment, Assessment], weight: Floats, team: int) -> tuple[Size, ...]:
    before, after = (size_over_time(a, weight, team) for a in both)
    return tuple(
        Size(float(t), interval(was), interval(now))
        for t, was, now in zip(both[1].tracks.time, before, after, strict=True)
    )


def size_over_time(assessment: Assessment, weight: Floats, team: int) -> Floats:
    """The median flight's ellipse, (time, draw) [m]: see `TrackTable.spread`.

    The median is over the flights still in the air; NaN once more than half have landed.
    """
    spread = assessment.tracks.spread[team]
    aloft = np.einsum("f,tfd->td", weight, ~np.isnan(spread)) >= 0.5
    return np.where(aloft, [middle(s, weight) for s in spread], np.nan)


def share_known(assessment: Assessment, weight: Floats, team: int, time: Floats) -> Floats:
    """Share of the flights whose area a team knows by rising times [s], (time, draw) [1].

    With the greatest of the tabulated probabilities.
    """
    known = assessment.tracks.area[team, -1]
    draws = known.shape[1]
    by = np.searchsorted(time, known)  # inf lies beyond the last
    cell = by * draws + np.arange(draws)
    each = np.broadcast_to(weight[:, None], known.shape)
    gained = np.bincount(cell.ravel(), each.ravel(), minlength=(len(time) + 1) * draws).astype(
        float
    )
    return np.cumsum(gained.reshape(-1, draws), axis=0)[: len(time)]


def middle(values: Floats, weight: Floats) -> Floats:
    """Weighted median over flights in each draw, (draw,), of (flight, draw); NaN counts nothing.

    A value that occurs: the least one that flights of half the weight do not exceed, so that inf
    (never) keeps its meaning. NaN where no flight counts.
    """
    rank = np.argsort(values, axis=0, kind="stable")  # NaN comes last
    ordered = np.take_along_axis(values, rank, axis=0)
    share = np.where(np.isnan(ordered), 0.0, weight[rank])
    running = np.cumsum(share, axis=0)
    # Half less a rounding of the sum, so that two equal flights give the lower one.
    at = np.argmax(running >= 0.5 * running[-1] * (1.0 - 1e-12), axis=0)
    found = np.take_along_axis(ordered, at[None], axis=0)[0]
    return np.where(running[-1] > 0.0, found, np.nan)

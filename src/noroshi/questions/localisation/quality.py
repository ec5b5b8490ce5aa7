"""When tracks are as good as is asked: how near they tell the impact, how well the velocity.

The area that a rule asks for, a hundred kilometres, is told by any track of a good radar within
seconds. What one more sensor adds shows where more is asked. Goals are those of
`TrackTable.reached`: of the impact without air, since what re-entry adds is the same whoever
tracks.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import kilometres
from noroshi.questions.localisation.compute import (
    Class,
    ThreatenedParty,
    ThreatenedPlace,
    middle,
    threats_in_order,
    time_left,
)
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.classes import only_later
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import TrackTable
from noroshi.questions.warning.whom import place_by_place

Floats = NDArray[np.float64]


def goal_ids(tracks: TrackTable) -> list[str]:
    """Of the goals, sizes first."""
    sizes = [f"impact-{kilometres(size)}-km" for size in tracks.sizes]
    return [*sizes, *(f"velocity-{speed:g}-m-s" for speed in tracks.speeds)]


def goal_names(tracks: TrackTable) -> list[str]:
    """For people."""
    sizes = [f"{kilometres(size)} km" for size in tracks.sizes]
    return [*sizes, *(f"{speed:g} m/s" for speed in tracks.speeds)]


class SensorChange(NamedTuple):
    """A sensor that two postures have not in common, or declare otherwise."""

    id: str
    name: str
    how: str
    """`added`, `gone` or `changed`."""


def changes(comparison: Comparison) -> tuple[SensorChange, ...]:
    """In the order of the later posture; what is gone last."""
    was, now = (a.scenario.sensors for a in (comparison.before, comparison.after))
    found = [
        SensorChange(key, sensor.name, "changed" if key in was else "added")
        for key, sensor in now.items()
        if was.get(key) != sensor
    ]
    gone = [SensorChange(key, sensor.name, "gone") for key, sensor in was.items() if key not in now]
    return (*found, *gone)


class FlightsAt(NamedTuple):
    """Whom flights are aimed at, as it is told: one place, or all of a party's."""

    id: str
    name: str
    party: int
    """Its place among the parties of the assessment."""
    weight: Floats
    """What each flight counts, (flight,) [1]; they sum to one."""
    later: bool
    """Whether only classes that had not flown by then are aimed there."""


def aims(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], places: tuple[ThreatenedPlace, ...]
) -> tuple[FlightsAt, ...]:
    """Whom it is told for: parties as a whole, or by their places where these lead."""
    parties, found = comparison.after.parties, []
    for party in told:
        mine = [place for place in places if place.party == party.id]
        number = parties.index(party.id)
        leading = [place.id for place in mine if not place.later] or [place.id for place in mine]
        if leading and place_by_place(comparison.after.scenario, leading):
            found += [
                FlightsAt(f"receivers.{p.id}", p.name, number, even(comparison, p), p.later)
                for p in mine
            ]
        else:
            later = only_later(comparison, number)
            found.append(FlightsAt(f"parties.{party.id}", party.name, number, party.weight, later))
    return tuple(found)


def even(comparison: Comparison, place: ThreatenedPlace) -> Floats:
    """What each flight counts at a place, (flight,) [1]."""
    weight = np.zeros(len(comparison.after.flights.ids))
    weight[place.flights] = 1.0 / len(place.flights)
    return weight


def reached_gain(comparison: Comparison, weights: Sequence[Floats]) -> Floats:
    """Time left before impact when a goal is reached, after less before, mean over flights.

    Args:
        comparison: of the postures.
        weights: what each flight counts, (flight,) each.

    Returns:
        (weight, informed, goal, draw) [s]; none is left where it is never reached.
    """
    shape = len(weights), *_shape(comparison.after.tracks)
    if not weights:
        return np.zeros(shape)
    every = np.stack(weights)
    before, after = (
        np.einsum("wf,kgfd->wkgd", every, _left(a), optimize=True)
        for a in (comparison.before, comparison.after)
    )
    return np.reshape(after - before, shape)


def reached_gain_by_class(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], classes: tuple[Class, ...]
) -> Floats:
    """The same of each class of flights, (party, informed, threat, goal, draw) [s]; NaN = none."""
    threats, tracks = threats_in_order(comparison), comparison.after.tracks
    found = np.full((len(told), len(threats), *_shape(tracks)), np.nan)
    gains = reached_gain(comparison, [kind.weight for kind in classes])
    for kind, gain in zip(classes, gains, strict=True):
        found[kind.party, threats.index(kind.threat)] = gain
    return np.moveaxis(found, 2, 1)


def reached_after(comparison: Comparison, aims: tuple[FlightsAt, ...]) -> Floats:
    """When a goal is reached of the median flight.

    Returns:
        (posture, aim, informed, goal, draw) [s after launch]; inf = never.
    """
    found = np.full((2, len(aims), *_shape(comparison.after.tracks)), np.inf)
    for posture, assessment in enumerate((comparison.before, comparison.after)):
        for number, aim in enumerate(aims):
            counted = np.flatnonzero(aim.weight)
            reached = assessment.tracks.reached[:, :, counted].astype(np.float64)
            for at in np.ndindex(reached.shape[:2]):
                found[posture, number, *at] = middle(reached[at], aim.weight[counted])
    return found


def reached_share(comparison: Comparison, aims: tuple[FlightsAt, ...]) -> Floats:
    """Share of flights and draws that ever reach a goal, (posture, aim, informed, goal) [1]."""
    shape = 2, len(aims), *_shape(comparison.after.tracks)[:2]
    if not aims:
        return np.zeros(shape)
    every = np.stack([aim.weight for aim in aims])
    ever = [
        np.isfinite(a.tracks.reached).mean(axis=-1) for a in (comparison.before, comparison.after)
    ]
    return np.reshape([np.einsum("wf,kgf->wkg", every, one) for one in ever], shape)


def _left(assessment: Assessment) -> Floats:
    """(informed, goal, flight, draw) [s]."""
    return time_left(assessment.tracks.reached.astype(np.float64), assessment.flights.flight_time)


def _shape(tracks: TrackTable) -> tuple[int, int, int]:
    informed, goals, _, draws = tracks.reached.shape
    return informed, goals, draws

"""When it is known where flights come down: every number with its draws, and how it is told."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside
from noroshi.present.words import minutes
from noroshi.questions.answer import BOUND, BOUNDS, Answer, Axis, Numbers, PlainData, declared
from noroshi.questions.base import Case
from noroshi.questions.localisation import Options
from noroshi.questions.localisation.checks import MEASURES
from noroshi.questions.localisation.compute import (
    ThreatenedParty,
    ThreatenedPlace,
    classes,
    known_at,
    left_at,
    mean_left,
    median_flight,
    never_known,
    parties,
    places,
    share_known,
    threats_in_order,
)
from noroshi.questions.localisation.custody import custody_numbers, moments
from noroshi.questions.localisation.drawn_errors import end_numbers
from noroshi.questions.localisation.example import ExampleFlight, example
from noroshi.questions.localisation.figures import figures
from noroshi.questions.localisation.handover import handover_numbers
from noroshi.questions.localisation.layers import layers
from noroshi.questions.localisation.quality import (
    aims,
    changes,
    even,
    goal_ids,
    goal_names,
    reached_after,
    reached_gain,
    reached_gain_by_class,
    reached_share,
)
from noroshi.questions.localisation.radar_figures import radar_figures
from noroshi.questions.localisation.radar_tables import radar_tables
from noroshi.questions.localisation.shared_classes import shared_by_class
from noroshi.questions.localisation.tables import tables
from noroshi.questions.localisation.words import headline, limits, text
from noroshi.questions.sources import grounds
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.classes import later_threats, only_later
from noroshi.questions.warning.pipe.compared import READ, compared
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.naming import posture_date, posture_labels, threat_name
from noroshi.questions.warning.sums import radius_over_time, summed
from noroshi.questions.worked_out import WorkedOut, worked_out_of_case
from noroshi.stats import interval
from noroshi.tracking.holding import HOLDERS

Floats = NDArray[np.float64]
INFORMED: Final = {
    "alone": "with its own sensors",
    "shared": "with what it is sent",
    "together": "all detections together",
}
"""Who tells a party what, in the order of `ThreatenedParty.informed`."""
MOMENTS: Final[Floats] = np.arange(0.0, 901.0)
"""By which it is told of how many flights the area is known [s after launch]."""


def answer(case: Case, options: Options) -> Answer:
    """When each party knows where the flights aimed at it come down, before and after.

    Raises:
        NoroshiError: the later posture declares no flights.
    """
    return _written(worked_out_of_case("localisation", _work_out, case, READ, options))


def _work_out(case: Aside[Case], options: Options, *_read: object) -> WorkedOut:
    comparison = compared(case.value)
    case.value.progress("following one flight", 0.0)
    followed = example(comparison, tracker=options.tracker)
    asked = case.value
    return _worked_out(
        comparison, followed, asked.seed, every_draw=asked.every_draw, errors=options.errors
    )


def answer_of(
    comparison: Comparison,
    followed: ExampleFlight,
    seed: int = 0,
    *,
    every_draw: bool = True,
    errors: bool = False,
) -> Answer:
    """The answer from what was worked out."""
    return _written(_worked_out(comparison, followed, seed, every_draw=every_draw, errors=errors))


def _worked_out(
    comparison: Comparison, followed: ExampleFlight, seed: int, *, every_draw: bool, errors: bool
) -> WorkedOut:
    data = _data(comparison, followed, seed, every_draw=every_draw, errors=errors)
    worlds = [a.scenario for a in (comparison.before, comparison.after)]
    return WorkedOut(
        data=data,
        layers=layers(data, worlds[1]),
        drivers=(),
        limits=limits(worlds),
        sources=grounds(worlds[1]),
    )


def _written(found: WorkedOut) -> Answer:
    """Words, tables and figures, from the numbers alone."""
    data = found.data
    return Answer(
        data=found.data,
        headline=headline(data),
        text=text(data),
        tables=(*tables(data), *radar_tables(data)),
        figures=(*figures(data), *radar_figures(Numbers(data))),
        layers=found.layers,
        limits=found.limits,
        sources=found.sources,
        measures=MEASURES,
    )


def _data(
    comparison: Comparison, followed: ExampleFlight, seed: int, *, every_draw: bool, errors: bool
) -> PlainData:
    told, found = _told(comparison)
    every, kinds = aims(comparison, told, found), classes(comparison, told)
    both = (comparison.before, comparison.after)
    values: dict[str, Any] = {
        **_known(comparison, told, every_draw=every_draw),
        **_by_class(comparison, told),
        **_places(comparison, told, found),
        **_quality(comparison, told, found),
        "share_known": _shares(comparison, told),
        "party_later": [
            float(only_later(comparison, comparison.after.parties.index(p.id))) for p in told
        ],
        "area_radius": [p.area_radius for p in told],
        "known_probability": [np.nan, *comparison.after.tracks.levels],
        "later_class": [
            float(t in later_threats(comparison)) for t in threats_in_order(comparison)
        ],
        "posture_date": [posture_date(a) for a in both],
        **followed.values,
        **shared_by_class(comparison, told, asked=errors),
        **end_numbers(comparison, every, len(told), kinds, seed),
    }
    if every_draw:
        values["flight_known_at"] = np.stack([known_at(a) for a in both])
        values["flight_impact_radius"] = np.stack([a.tracks.spread for a in both]).astype(
            np.float64
        )
    return declared(__package__).plain(_axes(comparison, told, found, followed), values)


def _told(
    comparison: Comparison,
) -> tuple[tuple[ThreatenedParty, ...], tuple[ThreatenedPlace, ...]]:
    """Parties with people that flights are aimed at, and their places."""
    told = parties(comparison)
    known = {party.id for party in told}
    return told, tuple(place for place in places(comparison) if place.party in known)


def _axes(
    comparison: Comparison,
    told: tuple[ThreatenedParty, ...],
    found: tuple[ThreatenedPlace, ...],
    followed: ExampleFlight,
) -> list[Axis]:
    after = comparison.after
    levels = [round(100.0 * level) for level in after.tracks.levels]
    threats, times = threats_in_order(comparison), list(map(float, after.tracks.time))
    every = aims(comparison, told, found)
    return [
        Axis("posture", POSTURES, posture_labels(comparison)),
        Axis("party", [p.id for p in told], [p.name for p in told], "flights at"),
        Axis("informed", list(INFORMED), list(INFORMED.values()), "known to it"),
        Axis(
            "known",
            ["track", *(f"area-{level}" for level in levels)],
            ["a track", *(f"the area, {level} % sure" for level in levels)],
            "what",
        ),
        Axis("team", [team.name for team in after.tracks.teams], words="known to"),
        Axis("threat", threats, [threat_name(comparison, t) for t in threats], "class"),
        Axis("place", [p.id for p in found], [p.name for p in found]),
        Axis("goal", goal_ids(after.tracks), goal_names(after.tracks), "known to"),
        Axis("aim", [aim.id for aim in every], [aim.name for aim in every], "flights at"),
        Axis("holders", list(HOLDERS), [f"{n} or more" for n in HOLDERS], "sensors"),
        Axis("held_moment", list(map(float, moments(comparison))), words="after launch [s]"),
        Axis("change", [change.id for change in changes(comparison)]),
        Axis("flight", after.flights.ids),
        Axis("time", times, list(map(minutes, times)), "after launch"),
        Axis("moment", list(map(float, MOMENTS)), words="after launch [s]"),
        Axis(BOUND, BOUNDS),
        *followed.axes,
    ]


def _known(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], *, every_draw: bool
) -> dict[str, Floats]:
    """What each team knows when, of the flights of each party's headline."""
    informed = np.reshape([p.informed for p in told], (-1, len(INFORMED))).astype(np.intp)
    after = comparison.after
    mine = [after.parties.index(party.id) for party in told]
    radius = {"impact_radius": summed(comparison, "impact_radius")[:, mine]}
    found = _by_teams(comparison, told, informed) | radius
    if not every_draw:
        return found
    teams = np.arange(len(comparison.after.tracks.teams))
    whose = np.broadcast_to(teams, (len(told), len(teams)))
    every = _by_teams(comparison, told, whose)
    every |= {"impact_radius": _each_party(comparison, told, whose, radius_over_time)}
    return found | {f"team_{name}": values for name, values in every.items()}


def _by_teams(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], teams: NDArray[np.intp]
) -> dict[str, Floats]:
    """Of some teams of each party, (party, team); each (posture, party, team, …, draw)."""
    known, never, left = (
        _each_party(comparison, told, teams, of) for of in (median_flight, never_known, mean_left)
    )
    return {
        "known_after": known,
        "never_known": never,
        "known_gain": left[1] - left[0],
    }


def _each_party(
    comparison: Comparison,
    told: tuple[ThreatenedParty, ...],
    teams: NDArray[np.intp],
    of: Callable[[Assessment, Floats, NDArray[np.intp]], Floats],
) -> Floats:
    """What a function of a posture, weights and teams gives, (posture, party, team, …, draw)."""
    both = (comparison.before, comparison.after)
    nobody = np.zeros(len(comparison.after.flights.ids))
    shape = of(comparison.after, nobody, np.zeros(teams.shape[1], dtype=np.intp)).shape
    found = [[of(a, p.weight, t) for p, t in zip(told, teams, strict=True)] for a in both]
    return np.reshape(found, (2, len(told), *shape))


def _by_class(comparison: Comparison, told: tuple[ThreatenedParty, ...]) -> dict[str, Floats]:
    """Mean time left, class by class, (posture, party, informed, threat, known, draw)."""
    both, threats = (comparison.before, comparison.after), threats_in_order(comparison)
    tracks = comparison.after.tracks
    draws = comparison.after.draws.count
    shape = (2, len(told), len(INFORMED), len(threats), 1 + len(tracks.levels), draws)
    left = np.full(shape, np.nan)
    for kind in classes(comparison, told):
        teams = np.array(told[kind.party].informed)
        for posture, assessment in enumerate(both):
            found = mean_left(assessment, kind.weight, teams)
            left[posture, kind.party, :, threats.index(kind.threat)] = found
    return {"left_by_class": left, "known_gain_by_class": left[1] - left[0]}


def _quality(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], found: tuple[ThreatenedPlace, ...]
) -> dict[str, Any]:
    """When tracks are as good as is asked, and what the postures have not in common."""
    tracks, changed = comparison.after.tracks, changes(comparison)
    every = aims(comparison, told, found)
    return {
        "reached_after": reached_after(comparison, every),
        "reached_gain": reached_gain(comparison, [aim.weight for aim in every]),
        "reached_gain_by_class": reached_gain_by_class(comparison, told, classes(comparison, told)),
        "party_reached_gain": reached_gain(comparison, [party.weight for party in told]),
        "place_reached_gain": reached_gain(comparison, [even(comparison, p) for p in found]),
        **custody_numbers(comparison, told, classes(comparison, told), every),
        **handover_numbers(comparison, every),
        "reached_share": reached_share(comparison, every),
        "aim_later": np.array([aim.later for aim in every], dtype=np.float64),
        "aim_party": [comparison.after.parties[aim.party] for aim in every],
        "goal_size": [*tracks.sizes, *[np.nan] * len(tracks.speeds)],
        "changed_sensor": [change.name for change in changed],
        "changed_how": [change.how for change in changed],
    }


def _shares(comparison: Comparison, told: tuple[ThreatenedParty, ...]) -> Floats:
    """(posture, party, informed, moment, percentile)."""
    shares = [
        [
            [np.stack(interval(share_known(a, p.weight, t, MOMENTS)), -1) for t in p.informed]
            for p in told
        ]
        for a in (comparison.before, comparison.after)
    ]
    return np.reshape(shares, (2, len(told), len(INFORMED), len(MOMENTS), len(BOUNDS)))


def _places(
    comparison: Comparison, told: tuple[ThreatenedParty, ...], found: tuple[ThreatenedPlace, ...]
) -> dict[str, Any]:
    informed = {p.id: p.informed for p in told}
    gains = [
        [
            left_at(comparison.after, place, t) - left_at(comparison.before, place, t)
            for t in informed[place.party]
        ]
        for place in found
    ]
    draws = comparison.after.draws.count
    return {
        "place_known_gain": np.reshape(gains, (len(found), len(INFORMED), draws)),
        "place_party": [p.party for p in found],
        "place_people": np.array([p.people for p in found], dtype=np.float64),
        "place_flights": np.array([p.flights.size for p in found], dtype=np.float64),
        "place_later": np.array([p.later for p in found], dtype=np.float64),
    }

"""One flight from launch until people are told: every number with its draws, and how it is told."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.present.words import amount, in_sentence
from noroshi.questions.answer import Answer, Axis, Numbers, PlainData, declared
from noroshi.questions.base import Case
from noroshi.questions.localisation.example import drawn_ellipses
from noroshi.questions.localisation.followed import follow
from noroshi.questions.localisation.history import History, history
from noroshi.questions.measurable import measurable
from noroshi.questions.sources import grounds
from noroshi.questions.timeline import Options
from noroshi.questions.timeline import compute as c
from noroshi.questions.timeline.events import FlightMoment, FlightNames, moments, shown
from noroshi.questions.timeline.figures import figures
from noroshi.questions.timeline.flights import asked_flight, chosen_flight
from noroshi.questions.timeline.layers import layers
from noroshi.questions.timeline.tables import tables
from noroshi.questions.timeline.words import headline, limits, text, title
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.chain import STEPS
from noroshi.questions.warning.pipe.classes import later_pairs
from noroshi.questions.warning.pipe.compared import compared
from noroshi.questions.warning.pipe.comparison import Comparison, facing_the_same
from noroshi.questions.warning.pipe.example import Exemplar, exemplar_of
from noroshi.questions.warning.pipe.facing import facing_flight, facing_only, find
from noroshi.questions.warning.pipe.naming import posture_date, posture_labels, sensor_name
from noroshi.scenario import pairings
from noroshi.stats import sampled

Floats = NDArray[np.float64]
_ELLIPSES = 24
"""Of each posture that a map shows one after the other."""


def answer(case: Case, options: Options) -> Answer:
    """What happens from the launch of one flight until people are told, before and after.

    Raises:
        NoroshiError: there is no such flight or place, or no flight is aimed at the place.
    """
    before = facing_the_same(case.before, case.after)
    if options.flight is not None:
        flight = chosen_flight(case.after, options.flight)
        own = [facing_flight(world, flight) for world in (before, case.after)]
    else:
        assert options.place is not None
        place = find(case.after, options.place)
        own = [facing_only(world, place) for world in (before, case.after)]
        if not pairings(own[1]):
            raise NoroshiError(f"no flight is aimed at '{place}'")
    # There is room for each draw of so few flights, which sums could not tell.
    found = compared(replace(case, before=own[0], after=own[1], every_draw=True))
    if options.flight is not None:
        return answer_of(found, c.pair_of(found, options.flight))
    return answer_of(found, c.least_warned(found, place), by_place=True)


def answer_of(comparison: Comparison, pair: int, *, by_place: bool = False) -> Answer:
    """The answer on the flight of one pair, from both postures, assessed.

    Args:
        comparison: of the postures.
        pair: of the flight and the place that it is aimed at.
        by_place: whether that place was asked about.
    """
    chosen = exemplar_of(comparison, pair)
    followed = history(follow(chosen), most=_ELLIPSES)
    happens, data = _data(chosen, followed, by_place=by_place)
    found = Numbers(data)
    return Answer(
        title=title(found),
        data=data,
        headline=headline(found),
        text=text(found),
        tables=tuple(tables(found, shown(happens))),
        figures=tuple(figures(found)),
        layers=layers(chosen, found, followed),
        limits=limits(),
        sources=grounds(comparison.after.scenario),
    )


def _data(
    chosen: Exemplar, followed: History | None, *, by_place: bool
) -> tuple[list[FlightMoment], PlainData]:
    comparison, after = chosen.comparison, chosen.comparison.after
    both = (comparison.before, after)
    courses = [c.course(a, chosen.pair) for a in both]
    every = tuple(dict.fromkeys(s for a in both[::-1] for s in a.detections.sensors))
    names = {s: sensor_name(comparison, s) for s in every}
    looks = {
        name: np.stack(
            [
                c.by_every(every, a.detections.sensors, course.looks[name])
                for a, course in zip(both, courses, strict=True)
            ]
        )
        for name in c.OF_SENSORS
    }
    reached = np.stack([course.reached for course in courses])
    arrival = after.warnings.arrivals(np.array([chosen.pair]))[0]
    burn_out = after.flights.burn_time[chosen.flight]
    firsts = [_first(comparison, i, course) for i, course in enumerate(courses)]
    words = _words(chosen)
    party = in_sentence(words["party"])
    happens = moments(
        FlightNames(
            words["site"],
            words["place_name"],
            party[0].upper() + party[1:],
            (firsts[0], firsts[1]),
        ),
        names,
        looks,
        reached,
        burn_out,
        arrival,
    )
    lasting = np.stack([c.lasting(each) for each in reached])
    gain = courses[1].warning - courses[0].warning
    gained = sampled(gain)
    side = 0 if np.isnan(gain).any() else measurable(gained)
    axes_of_ellipses, ellipses = _ellipses(followed)
    values: dict[str, Any] = {
        **words,
        "asked_by_place": float(by_place),
        "posture_date": [posture_date(a) for a in both],
        "burn_out": burn_out,
        "apogee": after.flights.apogee[chosen.flight],
        "arrival": arrival,
        "first_sensor": firsts,
        "reached": reached,
        "step_time": lasting,
        "step_gain": lasting[0] - lasting[1],
        "tracks_tell": np.stack([course.tracks_tell for course in courses]),
        "satellites_tell": np.stack([course.satellites_tell for course in courses]),
        "margin": np.stack([course.margin for course in courses]),
        "warning": np.stack([course.warning for course in courses]),
        "gain": gain,
        "gain_words": amount(gained, lost=side < 0) if side else "",
        "measurable": float(side),
        **looks,
        "heard_first": _heard_first(comparison, courses, every),
        "event_time": np.stack([moment.time for moment in happens], axis=1),
        "event_who": [moment.who for moment in happens],
        "event_what": [moment.what for moment in happens],
        "aim_lat": float(np.degrees(after.scenario.receivers[words["place"]].lat)),
        "aim_lon": float(np.degrees(after.scenario.receivers[words["place"]].lon)),
        **ellipses,
    }
    axes = [
        Axis("posture", POSTURES, posture_labels(comparison)),
        Axis("step", list(STEPS), list(STEPS.values())),
        Axis("sensor", every, list(names.values())),
        Axis("event", [m.id for m in happens], [m.name for m in happens], "moment"),
        *axes_of_ellipses,
    ]
    return happens, declared(__package__).plain(axes, values)


def _words(chosen: Exemplar) -> dict[str, str]:
    comparison, after = chosen.comparison, chosen.comparison.after
    world = after.scenario
    flight = chosen_flight(world, after.flights.ids[chosen.flight])
    asked = asked_flight(world, flight)
    later = bool(later_pairs(comparison)[chosen.pair])
    return {
        "flight": asked.id,
        "flight_name": asked.words,
        "threat": asked.threat_name,
        "class_note": "not flown by then" if later else "",
        "site": asked.site_name,
        "place": asked.place,
        "place_name": asked.place_name,
        "party": world.parties[after.parties[chosen.party]].name,
    }


def _first(comparison: Comparison, which: int, course: c.PostureCourse) -> str:
    """Whose report is heard first in most draws, in words."""
    assessment = (comparison.before, comparison.after)[which]
    first = c.mostly_first(course.seer)
    return "nobody" if first < 0 else sensor_name(comparison, assessment.detections.sensors[first])


def _heard_first(
    comparison: Comparison, courses: list[c.PostureCourse], every: tuple[str, ...]
) -> Floats:
    found = []
    for assessment, course in zip((comparison.before, comparison.after), courses, strict=True):
        own = assessment.detections.sensors
        first = course.seer[None, :] == np.arange(len(own))[:, None]
        found.append(c.by_every(every, own, first.astype(np.float64)))
    return np.stack(found)


def _ellipses(found: History | None) -> tuple[list[Axis], dict[str, Any]]:
    """How large the ellipse is over time, and what it is like when it is drawn."""
    time = [] if found is None else [float(t) for t in found.time]
    drawn = drawn_ellipses(found)
    return [
        Axis("moment", time, words="after launch [s]"),
        Axis("instant", list(range(len(drawn["instant_time"])))),
    ], {"impact_radius": np.zeros((2, 0)) if found is None else np.stack(found.radius), **drawn}

"""Who watches declared waters: the patrols' craft, their payloads, and when they are there."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.footprint import footprint, revisit_interval
from noroshi.access.glimpse import DAY
from noroshi.access.patrol_forces import PatrolForce, SearchPayload, held_once
from noroshi.access.payloads import Payload, SurveillanceRadar
from noroshi.earth.ellipsoid import Vector, position
from noroshi.fleets.presence import roster, share_of_time, visits
from noroshi.fleets.sorties import Timing, forget_luck
from noroshi.motion.patrol import patrol
from noroshi.motion.trajectory import Trajectory
from noroshi.questions.alike import patrol_posts
from noroshi.questions.fleets import craft_of, duty, station_of
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Fleet, Flown, Patrol, Station, Waters
from noroshi.streams import stream
from noroshi.world import Draws

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
DECLARED, PEAK, FLOWN = range(3)
READINGS: Final = ("declared", "peak", "flown")
"""How often craft are there: as declared; as declared, but as on a day on which what is new in a
posture is there; and as often as the fleets can come, if all their sorties went there."""
WINDOW: Final = 45.0 * DAY
"""Flown at least; every approach falls somewhere in it [s]."""
SORTIES: Final = 12.0
"""One after the other, that are flown at least, so that luck evens out."""
LONGER: Final = 30
"""Days beyond the period for which seasons and skies are told."""
MOST: Final = 12
"""Craft of one fleet on station at once; any more add nothing."""
_STEP: Final = 600.0
"""To which comings and goings are resolved [s]."""
_BEAT: Final = 64
"""Points that stand for where a patrol may be."""
_GOLDEN: Final = 0.6180339887498949
"""Phases apart by it are spread nearly evenly, however many there are."""


class RadarMode(NamedTuple):
    """One mode of a surveillance radar."""

    payload: str
    mode: str
    every: float
    """From one look at a ship in view to the next, on the average, all at best [s]; inf = never."""


class Lookout(NamedTuple):
    """One fleet's craft over the waters."""

    patrol: str
    fleet: str
    station: str
    payloads: tuple[str, ...]
    """That search."""
    modes: tuple[RadarMode, ...]
    """Of its surveillance radar, the one that is used first; empty where it has none."""
    on_station: Floats
    """Share of its season in which at least one is there, (reading, draw)."""
    in_season: float
    """Share of the period that its season covers [1]."""
    at_peak: bool
    """Whether it is there on the day of the reading `peak`."""
    squad: PatrolForce


def groups(
    scenario: Scenario,
    waters: Waters,
    draws: Draws,
    *,
    seed: int,
    start: date,
    days: int,
    peak: date | None = None,
    known: Sequence[PatrolForce] = (),
) -> list[Lookout]:
    """The patrols whose station is to watch the waters; none where nobody does.

    Args:
        scenario: cut at a date.
        waters: what is watched, as all postures face it.
        draws: of every estimate of what watches, and of the waters.
        seed: of luck.
        start: first day of the period.
        days: of the period.
        peak: day of the reading `peak`; None = there is none, and it is the declared one.
        known: forces of other postures: what is the same is held once.
    """
    posts_, memory = patrol_posts(scenario), draws(waters.look_memory)
    given = memory, draws, seed, start, days, peak
    every = (_group(scenario, p, posts_[p.id], *given) for p in patrols_of(scenario, waters.id))
    return [g._replace(squad=held_once(g.squad, known)) for g in every]


def patrols_of(scenario: Scenario, waters: str) -> list[Patrol]:
    """The patrols to stations that are to watch some waters."""
    stations = {i for i, s in scenario.stations.items() if s.waters == waters}
    return [p for p in scenario.patrols.values() if p.station in stations]


def posts(scenario: Scenario, waters: str) -> set[tuple[str, str]]:
    """Types of craft and bases of the fleets that watch some waters.

    A fleet of the same type at the same base is the old one, in another season or number.
    """
    own = (scenario.fleets[p.fleet] for p in patrols_of(scenario, waters))
    return {(f.platform, f.base) for f in own}


def peak_day(before: Scenario, after: Scenario, waters: str, start: date, days: int) -> date | None:
    """The middle of the days on which a fleet is there that was not before, if it has a season."""
    had = posts(before, waters)
    own = {p.fleet: after.fleets[p.fleet] for p in patrols_of(after, waters)}
    added = [f for f in own.values() if (f.platform, f.base) not in had]
    seasonal = [f for f in added if f.season is not None]
    if not seasonal:
        return None
    there = np.any([season(f, start, days) for f in seasonal], axis=0)
    found = np.flatnonzero(there)
    return start + timedelta(days=int(found[len(found) // 2])) if found.size else None


def _group(
    scenario: Scenario,
    declared: Patrol,
    post: str,
    memory: Floats,
    draws: Draws,
    seed: int,
    start: date,
    days: int,
    peak: date | None,
) -> Lookout:
    fleet, station = scenario.fleets[declared.fleet], station_of(scenario, declared.station)
    craft = craft_of(scenario, fleet.platform)
    period = max(WINDOW, SORTIES * craft.endurance.best)
    flown = duty(
        scenario, fleet.id, station.id, draws, seed=seed, period=period, timing=Timing.AT_ONCE
    )
    forget_luck()  # nobody else asks for it, and what follows is large, too
    every = visits(flown.start.T, flown.end.T)
    luck = stream(seed, f"patrols.{post}.effort").random(flown.start.shape)
    kept = np.where(luck < draws(declared.effort), [flown.start, flown.end], np.inf)
    declared_ = visits(kept[0].T, kept[1].T)
    present = (declared_, every)
    # An approach that begins on the last day goes on for longer.
    open_ = season(fleet, start, days + LONGER)
    at_peak = bool(season(fleet, peak, 1)[0]) if peak else True
    peaking = np.full_like(open_, at_peak) if peak else open_
    usual, whole = (roster(p, period, _STEP) for p in present)
    shares = [share_of_time(p, 0.0, period) for p in present]
    # In the order of the readings.
    rosters, on_station = (usual, usual, whole), [shares[0], shares[0], shares[1]]
    most = max(int(r.number.max(initial=0)) for r in rosters)
    payloads = searching(scenario, fleet.platform, craft)
    return Lookout(
        patrol=declared.id,
        fleet=fleet.id,
        station=station.id,
        payloads=tuple(p.id for p in payloads),
        modes=radar_modes(scenario, fleet.platform, craft),
        on_station=np.stack(on_station),
        in_season=float(open_[:days].mean()),
        at_peak=at_peak,
        squad=PatrolForce(
            name=declared.id,
            rosters=rosters,
            season=np.stack([open_, peaking, open_]),
            craft=_craft(craft, station, most, draws, seed),
            patrol_area=_beat(station),
            stray=0.5 * station.pattern.length / _BEAT,
            payloads=tuple(_look(p, craft, memory, draws, seed) for p in payloads),
        ),
    )


def _craft(
    craft: Flown, station: Station, most: int, draws: Draws, seed: int
) -> tuple[Trajectory, ...]:
    """As many as are ever there, spread along the pattern."""
    height, speed = _height(craft, draws), _speed(craft, draws)
    phase = stream(seed, f"stations.{station.id}.{craft.id}.phase").random(draws.count)
    shares = [(phase + nth * _GOLDEN) % 1.0 for nth in range(min(most, MOST))]
    first = patrol(station.pattern, speed=speed, height=height, phase=phase)
    return tuple(first._replace(phase=share) for share in shares)


def _beat(station: Station) -> Vector:
    """Points of the surface along a pattern, by component, each (point,) [m]."""
    along = (np.arange(_BEAT) + 0.5) / _BEAT * station.pattern.length
    lat, lon = station.pattern.point(along)
    return position(lat, lon, np.zeros_like(lat))


def _look(payload: Payload, craft: Flown, memory: Floats, draws: Draws, seed: int) -> SearchPayload:
    """Never, in the draws in which the payload is out of order."""
    parameters = payload.parameters(draws)
    found = footprint(type(payload), parameters, _height(craft, draws))
    luck = stream(seed, f"payloads.{payload.id}.absence").random(draws.count)
    works = luck < draws(payload.availability)
    every = np.where(works, revisit_interval(payload, found, draws, _speed(craft, draws)), np.inf)
    return SearchPayload(payload.id, type(payload), parameters, found, every, memory)


def searching(scenario: Scenario, platform: str, craft: Flown) -> list[Payload]:
    """What looks for ships: all that a craft carries, but its surveillance radar in one mode.

    The first of its `radar_modes`, since one antenna does one thing at a time.
    """
    left_out = {m.payload for m in radar_modes(scenario, platform, craft)[1:]}
    own = (p for p in scenario.payloads.values() if p.on == platform)
    return [p for p in own if p.id not in left_out]


def radar_modes(scenario: Scenario, platform: str, craft: Flown) -> tuple[RadarMode, ...]:
    """Modes of a craft's surveillance radar, the one that comes back to a ship soonest first."""
    best = Draws.best()
    height, speed = _height(craft, best), _speed(craft, best)

    def mode(radar: SurveillanceRadar) -> RadarMode:
        found = footprint(type(radar), radar.parameters(best), height)
        return RadarMode(
            radar.id, radar.mode, float(revisit_interval(radar, found, best, speed)[0])
        )

    own = [p for p in scenario.payloads.values() if p.on == platform]
    radars = [mode(p) for p in own if isinstance(p, SurveillanceRadar)]
    return tuple(sorted(radars, key=lambda m: m.every))


def season(fleet: Fleet, start: date, days: int) -> Flags:
    """On which days a fleet is there, both ends of its season included, (day,)."""
    if fleet.season is None:
        return np.ones(days, dtype=bool)
    first, last = fleet.season
    dates = [f"{start + timedelta(days=d):%m-%d}" for d in range(days)]
    if first <= last:
        return np.array([first <= d <= last for d in dates])
    return np.array([d >= first or d <= last for d in dates])


def _height(craft: Flown, draws: Draws) -> Floats:
    return draws(craft.height) if hasattr(craft, "height") else np.zeros(draws.count)


def _speed(craft: Flown, draws: Draws) -> Floats:
    return draws(craft.loiter_speed or craft.speed)

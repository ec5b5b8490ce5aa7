"""An assessment as an xarray Dataset with units: what analysts already open."""

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.naming import posture_date
from noroshi.study.alternatives import label
from noroshi.warning.timeline import KNOWLEDGE

Column = tuple[str | tuple[str, ...], NDArray[np.generic], dict[str, str]]
_TWO = 2
"""Choices: the base and another."""
_KINDS = np.array(["impact", "overflight"])


def to_xarray(assessment: Assessment) -> xr.Dataset:
    """Everything that was worked out for one posture, by name, in SI units.

    Dimensions: flight, draw, sensor, team, level (a probability), instant, pair (a flight and a
    place it comes down on or passes over), knowledge (alone, shared), receiver, party, time.
    Infinity is "never"; NaN "no such geometry".
    """
    stages = (_flights, _detections, _tracks, _warnings, _choices)
    variables = {name: column for stage in stages for name, column in stage(assessment).items()}
    return xr.Dataset(
        variables,
        coords=_coordinates(assessment) | _receivers(assessment),
        attrs={
            "title": assessment.scenario.title,
            "date": posture_date(assessment),
            "Conventions": "CF-1.11",
            "comment": "inf: never; NaN: no such geometry. Times count from each flight's launch.",
        },
    )


def _text(values: object) -> NDArray[np.str_]:
    """Text of one fixed width, at least one character so that an empty table keeps its type."""
    array = np.asarray(values, dtype=np.str_)
    return array if array.dtype.itemsize else array.astype("U1")


def _column(dims: str | tuple[str, ...], values: object, long_name: str, units: str = "") -> Column:
    attributes = {"long_name": long_name} | ({"units": units} if units else {})
    array = np.asarray(values)
    return dims, _text(array) if array.dtype.kind in "UO" else array, attributes


def _coordinates(a: Assessment) -> dict[str, Column]:
    draws = a.flights.flight_time.shape[1]
    return {
        "flight": _column("flight", _text(a.flights.ids), "flight, by id"),
        "draw": _column("draw", np.arange(draws), "point of the sampled estimates", "1"),
        "sensor": _column("sensor", _text(a.detections.sensors), "sensor in force, by id"),
        "knowledge": _column("knowledge", _text(KNOWLEDGE), "what a party knows: own or shared"),
        "receiver": _column("receiver", _text(a.receivers), "place to be warned, by id"),
        "party": _column("party", _text(a.parties), "party with a warning chain, by id"),
        "team": _column("team", _text([t.name for t in a.tracks.teams]), "who tracks together"),
        "level": _column("level", np.array(a.tracks.levels), "probability of the area", "1"),
        "instant": _column("instant", a.tracks.time, "time after launch", "s"),
        "time": _column("time", a.flights.nominal.time, "time after launch", "s"),
    }


def _receivers(a: Assessment) -> dict[str, Column]:
    records = [a.scenario.receivers[r] for r in a.receivers]
    lat, lon = ([float(np.degrees(getattr(r, axis))) for r in records] for axis in ("lat", "lon"))
    return {
        "receiver_name": _column("receiver", _text([r.name for r in records]), "name"),
        "receiver_lat": _column("receiver", lat, "latitude, WGS 84", "degrees_north"),
        "receiver_lon": _column("receiver", lon, "longitude, WGS 84", "degrees_east"),
        "population": _column("receiver", a.population, "people", "1"),
        "receiver_party": _column(
            "receiver", _text(np.array(a.parties)[a.receiver_party]), "party that warns the place"
        ),
    }


def _flights(a: Assessment) -> dict[str, Column]:
    f, by_draw = a.flights, ("flight", "draw")
    track = ("flight", "time")
    return {
        "threat": _column("flight", _text(f.threat), "threat, by id"),
        "vehicle": _column("flight", _text(f.vehicle), "vehicle, by id"),
        "site": _column("flight", _text(f.site), "launch site, by id"),
        "aimed_at": _column("flight", _text(f.receiver), "place aimed at, by id"),
        "range": _column("flight", f.range, "geodesic distance from the site to the place", "m"),
        "flight_time": _column(by_draw, f.flight_time, "launch to impact", "s"),
        "burn_time": _column(by_draw, f.burn_time, "powered time", "s"),
        "apogee": _column(by_draw, f.apogee, "greatest height above the ellipsoid", "m"),
        "burnout_altitude": _column(
            by_draw, f.burnout_altitude, "height at the end of powered flight", "m"
        ),
        "nominal_lat": _column(
            track, np.degrees(f.nominal.lat), "latitude, every estimate at best", "degrees_north"
        ),
        "nominal_lon": _column(
            track, np.degrees(f.nominal.lon), "longitude, every estimate at best", "degrees_east"
        ),
        "nominal_altitude": _column(
            track, f.nominal.altitude, "height above the ellipsoid, every estimate at best", "m"
        ),
    }


def _detections(a: Assessment) -> dict[str, Column]:
    d, dims = a.detections, ("flight", "draw", "sensor")
    return {
        "first_detection": _column(dims, d.first, "first detection after launch", "s"),
        "confirmed": _column(dims, d.confirmed, "detection confirmed, after launch", "s"),
        "rise": _column(dims, d.rise, "enters the field of view, after launch", "s"),
        "set": _column(dims, d.set, "leaves the field of view, after launch", "s"),
        "custody": _column(
            dims, d.custody, "time in view with a detection probability of at least one half", "s"
        ),
    }


def _tracks(a: Assessment) -> dict[str, Column]:
    t, some = a.tracks, ("flight", "draw")
    return {
        "track": _column(
            ("team", *some),
            t.first,
            "first heard of a track of what flies on, after launch",
            "s",
        ),
        "area_known": _column(
            ("team", "level", *some), t.area, "area of the impact known, after launch", "s"
        ),
        "ellipse": _column(
            ("team", "instant", *some),
            t.spread,
            "radius of a circle as large as the ellipse that holds the impact with 0.9",
            "m",
        ),
        "concerned_known": _column(
            ("knowledge", "pair", "draw"), t.known, "tracks tell that the place is concerned", "s"
        ),
        "concerned_known_without": _column(
            ("sensor", *some), t.without, "the same of the impact if one sensor failed", "s"
        ),
    }


def _warnings(a: Assessment) -> dict[str, Column]:
    w, pairs = a.warnings, a.warnings.pairs
    told = ("knowledge", "pair", "draw")
    return _stages(a) | {
        "pair_flight": _column("pair", pairs.flight, "index of the flight", "1"),
        "pair_receiver": _column("pair", pairs.receiver, "index of the receiver", "1"),
        "pair_kind": _column("pair", _KINDS[pairs.kind], "impact or overflight"),
        "arrival": _column(("pair", "draw"), w.arrival, "impact or nearest pass after launch", "s"),
        "told": _column(told, w.told, "people told, after launch; inf: never", "s"),
        "margin": _column(
            told, w.margin, "arrival less told; negative: too late; -inf: never told", "s"
        ),
    }


def _choices(a: Assessment) -> dict[str, Column]:
    """Warning by each structural choice; nothing where none was asked for."""
    if len(a.choices.picked) < _TWO:
        return {}
    names = [label(picked) for picked in a.choices.picked]
    return {
        "choice": _column("choice", _text(names), "structural choices, the base first"),
        "choice_useful": _column(
            ("choice", "pair", "draw"),
            a.choices.useful,
            "useful warning of each impact with what is shared; 0 of passes",
            "s",
        ),
    }


def _stages(a: Assessment) -> dict[str, Column]:
    """The chain of the party that warns the pair's place."""
    dims = ("knowledge", "pair", "draw")
    meanings = {
        "detected": "the party hears of a detection, after launch",
        "directed": "it is known that the place is concerned, after launch",
        "attributed": "attributed to a launch and a direction, after launch",
        "decided": "decided to warn, after launch",
        "broadcast": "warning broadcast, after launch",
    }
    return {
        name: _column(
            dims,
            np.array([getattr(stage, name) for stage in a.warnings.stages]),
            meaning,
            "s",
        )
        for name, meaning in meanings.items()
    }

"""Every number of the answer, by the names of its variables."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import KILOTON
from noroshi.present.words import in_sentence
from noroshi.questions.answer import BOUND, BOUNDS, Axis, PlainData, declared
from noroshi.questions.listen import sizes
from noroshi.questions.listen.attributed import Sharer
from noroshi.questions.listen.choice import Occasion
from noroshi.questions.listen.compute import Listening, threshold_map
from noroshi.questions.listen.placing import placed
from noroshi.questions.listen.reading import SHOTS
from noroshi.questions.listen.stations import ALL
from noroshi.scenario.listening import StatedHearing, StatedYield, XenonFind
from noroshi.seismic.location import INSPECTION_AREA_KM2, INSPECTION_LENGTH_KM
from noroshi.seismic.paths import KM_PER_DEGREE
from noroshi.seismic.screening import LINES
from noroshi.seismic.size import YieldRelation
from noroshi.world import Estimate

Floats = NDArray[np.float64]
_KM: Final = 1e3
_KM2: Final = 1e6
_NAMES: Final = {
    "murphy": "Murphy, Shagan River",
    "bowers": "Bowers, Novaya Zemlya",
    "shagan-small": "small shots, Shagan River",
    "zhang-wen": "Zhang and Wen, with depth",
}


def data_of(found: Listening) -> PlainData:
    """Everything that the answer states."""
    asked, events = found.asked, found.asked.occasions
    main, leading = asked.asked, found.leading
    place = asked.place
    values: dict[str, Any] = {
        "site": asked.site,
        "site_name": place.name,
        "site_lat": float(np.degrees(place.lat.best)),
        "site_lon": float(np.degrees(place.lon.best)),
        "asked": main.id,
        "leading_network": leading,
        "elsewhere": ", ".join(asked.elsewhere),
        "inspection_area": INSPECTION_AREA_KM2 * _KM2,
        "inspection_length": INSPECTION_LENGTH_KM * _KM,
        **_of_networks(found),
        **_of_events(found),
        **_of_places(found),
        **_of_stations(found),
        **_of_parties(found),
        **_of_shares(found),
        **_of_sizes(found),
        **_as_stated(events),
        **_of_surface(events),
        **_of_xenon(events),
    }
    points = threshold_map(found)
    values |= {
        "cell_lat": points.lat_deg,
        "cell_lon": points.lon_deg,
        "cell_threshold": points.magnitude,
    }
    return declared(__package__).plain(_axes(found, points.lat_deg.size), values)


def _axes(found: Listening, cells: int) -> list[Axis]:
    world, events = found.asked.world, found.asked.occasions
    relations = sizes.asked_of(events)
    names = {**{key: n.name for key, n in world.seismic_networks.items()}, ALL: "all together"}
    networks, parties, sharers = list(found.networks), found.parties, found.shares.sharers
    owners = [in_sentence(world.parties[p].name) for p in parties]
    return [
        Axis("event", [o.id for o in events], [o.name for o in events]),
        Axis("network", networks, [names[key] for key in networks], "network"),
        Axis("station", found.stations.ids),
        Axis("party", parties, owners, "stations of"),
        Axis("sharer", [_sharer(s) for s in sharers], [s.name for s in sharers], "share of"),
        Axis("shot", SHOTS, ["heard half of the time", "as asked about"]),
        Axis("relation", [r.name for r in relations], [_called(r) for r in relations]),
        _numbered("stated", [o for o, _ in _yields(events)]),
        _numbered("given", [o for o, _ in _magnitudes(events)]),
        Axis("line", [_line(k) for k in range(len(LINES))], [f"line {x.name}" for x in LINES]),
        _numbered("find", [o for o, _ in _finds(events)]),
        Axis("cell", list(range(cells))),
        Axis(BOUND, BOUNDS),
    ]


def _numbered(axis: str, events: Sequence[Occasion]) -> Axis:
    """An axis of what is stated of events, one after the other, each named by its event."""
    ids = [f"{o.id}/{events[:k].count(o) + 1}" for k, o in enumerate(events)]
    return Axis(axis, ids, [o.name for o in events], "event")


def _called(relation: YieldRelation) -> str:
    """What readers call a relation."""
    return _NAMES.get(relation.name, relation.name)


def _line(number: int) -> str:
    return ("until-2010", "since-2010")[number]


def _of_networks(found: Listening) -> dict[str, Any]:
    networks, day = found.asked.world.seismic_networks, found.asked.asked.day
    nearest = [
        min(networks[n].counts, key=lambda c: abs(c.day - day), default=None)
        if n in networks
        else None
        for n in found.networks
    ]
    return {
        "network_part_of": [
            networks[n].part_of or "" if n in networks else "" for n in found.networks
        ],
        "network_shared": [
            "yes" if all(networks[k].shared for k in ([n] if n in networks else networks)) else "no"
            for n in found.networks
        ],
        "network_counted": [np.nan if c is None else float(c.stations) for c in nearest],
        "network_counted_by": ["" if c is None else c.by for c in nearest],
        "network_counted_on": ["" if c is None else c.day.isoformat() for c in nearest],
    }


def _of_events(found: Listening) -> dict[str, Any]:
    events, networks = found.asked.occasions, list(found.networks)
    levels = found.levels
    stated = [[_heard_as_stated(o, n) for n in networks] for o in events]
    return {
        "event_date": [o.day.isoformat() for o in events],
        "event_magnitude": [_bounds(o.magnitude) for o in events],
        "event_by": [o.by for o in events],
        "event_depth": [_depth(o) for o in events],
        "stations_work": found.work.astype(float),
        "hear": found.hear,
        "hear_stated": [[_count(s) for s in own] for own in stated],
        "hear_stated_least": [
            ["at least" if s and s.or_more else "" for s in own] for own in stated
        ],
        "heard": levels.heard,
        "third_arrival": found.third,
        "asked_heard": levels.asked_heard,
        "threshold_half": levels.thresholds[:, :, 0],
        "threshold_sure": levels.thresholds[:, :, 1],
    }


def _of_places(found: Listening) -> dict[str, Any]:
    ellipses = [placed(found, k) for k in range(len(found.asked.occasions))]
    stated = [_ellipse_as_stated(o, found.leading) for o in found.asked.occasions]
    return {
        "ellipse_area": [e.area_km2 * _KM2 for e in ellipses],
        "ellipse_major": [e.semi_major_km * _KM for e in ellipses],
        "ellipse_minor": [e.semi_minor_km * _KM for e in ellipses],
        "ellipse_strike": [e.strike_deg for e in ellipses],
        "inspectable": [e.inspectable.astype(float) for e in ellipses],
        "ellipse_alike": placed(found, found.asked.main, alike=True).area_km2 * _KM2,
        "ellipse_stated": stated,
    }


def _of_stations(found: Listening) -> dict[str, Any]:
    stations, main = found.stations, found.asked.main
    records = [*stations.records.values()]
    parties = found.asked.world.parties
    return {
        "station_at": [s.name for s in records],
        "station_party": [in_sentence(parties[s.party].name) for s in records],
        "station_network": [s.network for s in records],
        "station_lat": np.degrees([s.lat for s in records]),
        "station_lon": np.degrees([s.lon for s in records]),
        "station_works": found.works[main].astype(float),
        "station_distance": stations.distance_deg * KM_PER_DEGREE * _KM,
        "station_arrival": stations.arrival,
        "station_hears": found.chance[main].T,
        "station_loss": found.levels.loss,
    }


def _of_parties(found: Listening) -> dict[str, Any]:
    levels = found.levels
    return {
        "party_stations": found.party_stations.astype(float),
        "party_heard": levels.party_heard,
        "party_alone": levels.party_alone,
        "party_without": levels.party_without,
    }


def _of_shares(found: Listening) -> dict[str, Any]:
    shares, asked = found.shares, found.magnitudes[found.asked.main]
    return {
        "shot_magnitude": np.stack([shares.magnitude, asked]),
        "shot_heard": shares.together,
        "shot_heard_by_half": shares.by_half,
        "sharer_sort": [s.sort for s in shares.sharers],
        "sharer_stations": [float(s.stations) for s in shares.sharers],
        "hearing_share": shares.share,
        "hearing_lost": shares.lost,
    }


def _sharer(sharer: Sharer) -> str:
    return f"{sharer.sort}/{sharer.id}"


def _of_sizes(found: Listening) -> dict[str, Any]:
    events, main = found.asked.occasions, found.asked.asked
    relations = sizes.asked_of(events)
    by_relation = [sizes.yields_of(o, relations) for o in events]
    apart = [sizes.difference(main, o) for o in events]
    were = [o for o in events if o.event is not None]
    before = [were[: were.index(o)] if o in were else [] for o in events]
    return {
        "relation_source": [r.source for r in relations],
        "relation_scale": [r.magnitude for r in relations],
        "explosive_yield": [[np.array(bounds) * KILOTON for bounds in own] for own in by_relation],
        "yield_ratio": [
            sizes.NOTHING if o is main else sizes.ratio_of(d)
            for o, d in zip(events, apart, strict=True)
        ],
        "magnitude_difference": [d.mean for d in apart],
        "magnitude_difference_error": [d.error for d in apart],
        "agencies_compared": [float(d.agencies) for d in apart],
        "number_at_place": [were.index(o) + 1.0 if o in were else np.nan for o in events],
        "largest_so_far": [sizes.largest_so_far(o, b) for o, b in zip(events, before, strict=True)],
        "times_largest_before": [
            sizes.times_largest_before(o, b) for o, b in zip(events, before, strict=True)
        ],
    }


def _as_stated(events: Sequence[Occasion]) -> dict[str, Any]:
    yields, magnitudes = _yields(events), _magnitudes(events)
    return {
        "stated_event": [o.id for o, _ in yields],
        "stated_by": [s.by for _, s in yields],
        "stated_yield": [_bounds(s.value) for _, s in yields],
        "stated_grade": [s.value.grade or s.grade or "" for _, s in yields],
        "given_event": [o.id for o, _ in magnitudes],
        "given_by": [m.by for _, m in magnitudes],
        "given_scale": [m.scale for _, m in magnitudes],
        "given_magnitude": [_bounds(m.value) for _, m in magnitudes],
    }


def _of_surface(events: Sequence[Occasion]) -> dict[str, Any]:
    every = [sizes.surface_waves(o.event) for o in events]
    empty, nothing = ("",) * len(LINES), (np.nan,) * len(LINES)
    return {
        "surface_by": [sizes.surface_agency(o.event) for o in events],
        "line_in_force": [["yes" if s.in_force else "no" for s in own] or empty for own in every],
        "surface_margin": [
            [s.margin for s in own] or (sizes.NOTHING,) * len(LINES) for own in every
        ],
        "surface_deviation": [[float(s.own.deviation) for s in own] or nothing for own in every],
        "screened": [
            ["screened out" if s.own.screened_out else "kept" for s in own] or empty
            for own in every
        ],
    }


def _of_xenon(events: Sequence[Occasion]) -> dict[str, Any]:
    finds = _finds(events)
    after = [_since(o, f.collected) for o, f in finds]
    return {
        "find_event": [o.id for o, _ in finds],
        "find_at": [f.at for _, f in finds],
        "find_collected": [f.collected.isoformat() for _, f in finds],
        "find_after": after,
        "find_announced_after": [
            np.nan if f.announced is None else _since(o, f.announced) for o, f in finds
        ],
        "find_nuclides": ["Xe-131m and Xe-133" if f.both else "Xe-133" for _, f in finds],
        "find_ratio": [
            sizes.xenon_ratio(seconds) if f.both else sizes.NOTHING
            for (_, f), seconds in zip(finds, after, strict=True)
        ],
    }


def _since(one: Occasion, day: Any) -> float:
    """From an event to noon of a day [s]."""
    noon = datetime.combine(day, time(12), UTC)
    return float((noon - one.event.origin).total_seconds()) if one.event else float("nan")


def _yields(events: Sequence[Occasion]) -> list[tuple[Occasion, StatedYield]]:
    return [(o, s) for o in events if o.event for s in o.event.yields]


def _magnitudes(events: Sequence[Occasion]) -> list[tuple[Occasion, Any]]:
    return [(o, m) for o in events if o.event for m in o.event.magnitudes]


def _finds(events: Sequence[Occasion]) -> list[tuple[Occasion, XenonFind]]:
    return [(o, f) for o in events if o.event for f in o.event.xenon]


def _heard_as_stated(one: Occasion, network: str) -> StatedHearing | None:
    heard = one.event.heard if one.event else ()
    return next((h for h in heard if h.network == network and h.stations is not None), None)


def _count(stated: StatedHearing | None) -> float:
    return np.nan if stated is None or stated.stations is None else float(stated.stations)


def _ellipse_as_stated(one: Occasion, network: str) -> sizes.Bounds:
    heard = one.event.heard if one.event else ()
    found = (h.ellipse for h in heard if h.network == network and h.ellipse is not None)
    ellipse = next(found, None)
    return sizes.NOTHING if ellipse is None else _bounds(ellipse)


def _depth(one: Occasion) -> sizes.Bounds:
    depth = one.event.depth if one.event else None
    return sizes.NOTHING if depth is None else _bounds(depth)


def _bounds(value: Estimate) -> sizes.Bounds:
    return value.low, value.best, value.high

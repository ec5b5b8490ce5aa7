"""Pictures of who hears a test: with how much to spare, from where, whose stations; how large."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from noroshi.constants import KILOTON
from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.features import OnMap, area, point
from noroshi.present.maps import frame_for, geographic
from noroshi.questions.answer import Figure
from noroshi.questions.listen.compute import STEP
from noroshi.questions.listen.reading import ListenNumbers

_MOST: Final = 12
_HEARS: Final = 0.5
"""Probability from which a station's mark is filled."""
_TEST, _NETWORK = "the event", "that day's network hears with 90 %"


def figures(found: ListenNumbers) -> Iterator[Figure]:
    """The one that answers comes first."""
    yield Figure(
        name="spare",
        title=spare_title(found),
        caption=f"Of the {found.network_name}: the magnitude at {found.place} that three of its "
        "stations hear in 90 % of all cases on the day of each event, with 5 to 95 % of the draws; "
        "and the event's own magnitude.",
        variables=("event_magnitude", "threshold_sure"),
        draw=lambda: _spare(found),
    )
    yield Figure(
        name="map",
        title=map_title(found),
        caption=f"The magnitude that three stations of the {found.network_name} hear in 90 % of "
        "all cases, every estimate at its best, and the stations of all networks; filled: hears "
        "the event with a probability of a half or more. Stations farther off are left out.",
        variables=("cell_threshold", "station_hears"),
        draw=lambda: _map(found),
    )
    if rows := party_rows(found):
        yield Figure(
            name="parties",
            title=party_title(found),
            caption="The magnitude that three of each party's own stations hear in 90 % of all "
            "cases, with 5 to 95 % of the draws; parties with too few stations are left out.",
            variables=("party_alone", "event_magnitude"),
            draw=lambda: _parties(found, rows),
        )
    yield Figure(
        name="yields",
        title=f"How large the {found.names('event')[found.event]} was depends on whom one asks",
        caption="Middle and 90 % by each relation between magnitude and yield, and as others state "
        "it with the bounds that they give.",
        variables=("explosive_yield", "stated_yield"),
        draw=lambda: _yields(found),
    )


def spare_rows(found: ListenNumbers) -> list[dict[str, Any]]:
    """Two a event: its magnitude, and that which its day's network hears."""
    rows = []
    for event, name in found.names("event").items():
        low, best, high = found.bounds("event_magnitude", event=event)
        rows.append(_row(name, _TEST, low, best, high))
        level = found.interval("threshold_sure", event=event, network=found.network)
        if np.isfinite(level.p95):
            rows.append(_row(name, _NETWORK, *map(float, level)))
    return rows


def _row(label: str, series: str, low: float, best: float, high: float) -> dict[str, Any]:
    return {"label": label, "series": series, "low": low, "value": best, "high": high}


def spare_title(found: ListenNumbers) -> str:
    """Whether each event is above what its network hears."""
    of = {"network": found.network}
    events = list(found.names("event"))
    above = [
        e
        for e in events
        if found.bounds("event_magnitude", event=e)[1]
        > float(found.spread("threshold_sure", event=e, **of).p50)
    ]
    every = f"the {found.network_name} of its day hears there with 90 %"
    if len(above) == len(events):
        return f"Each event at {found.place} was larger than what {every}"
    if not above:
        return f"No event at {found.place} was as large as what {every}"
    return f"{len(above)} of {len(events)} events at {found.place} were larger than what {every}"


def _spare(found: ListenNumbers) -> Spec:
    return charts.points(
        spare_rows(found),
        Field("value", "magnitude"),
        label=Field("label"),
        low="low",
        high="high",
        series=Field("series"),
        title=spare_title(found),
    )


def map_title(found: ListenNumbers) -> str:
    """The least and greatest threshold about the place."""
    level = found.array("cell_threshold")
    day = found.word("event_date", event=found.event)
    if not np.isfinite(level).all():
        return f"On {day} the {found.network_name} has too few stations to hear with 90 %"
    least, most = (f"{value:.1f}" for value in (level.min(), level.max()))
    size = least if least == most else f"{least} to {most}"
    return f"About {found.place} the {found.network_name} of {day} hears magnitude {size} with 90 %"


def _map(found: ListenNumbers) -> Spec:
    cells, near = _cells(found), _near(found)
    where = point(found.number("site_lon"), found.number("site_lat"), "site", found.place)
    window = frame_for(cells or [where, *near])
    finite = bool(cells)
    return geographic(
        [where, *near, *cells],
        title=map_title(found),
        value=Field("level", "magnitude heard with 90 %") if finite else None,
        key_words={"sensor": "station"},
        open_words="hears the event with less than a half",
        frame=window,
    )


def _cells(found: ListenNumbers) -> list[OnMap]:
    """Squares about the points of the map; none where nothing is heard anywhere."""
    lat, lon, level = (found.array(f"cell_{name}") for name in ("lat", "lon", "threshold"))
    middle = found.number("site_lon")
    across = 0.5 * STEP / max(np.cos(np.radians(found.number("site_lat"))), 0.1)
    up = 0.5 * STEP
    return [
        area(
            [x - across, x + across, x + across, x - across],
            [y - up, y - up, y + up, y + up],
            value=float(v),
        )
        for x, y, v in zip((lon - middle + 180.0) % 360.0 - 180.0 + middle, lat, level, strict=True)
        if np.isfinite(v)
    ]


def _near(found: ListenNumbers) -> list[OnMap]:
    """Stations that work and lie on the map."""
    lat, lon = found.array("station_lat"), found.array("station_lon")
    works = found.array("station_works") > 0.0
    cell_lat, cell_lon = found.array("cell_lat"), found.array("cell_lon")
    middle = found.number("site_lon")
    off = np.abs((lon - middle + 180.0) % 360.0 - 180.0)
    wide = np.abs((cell_lon - middle + 180.0) % 360.0 - 180.0).max()
    inside = works & (off <= wide) & (lat >= cell_lat.min()) & (lat <= cell_lat.max())
    ids = found.plain["station"].tolist()
    return [
        point(
            float(lon[k]),
            float(lat[k]),
            "sensor",
            ids[k],
            filled=found.mean("station_hears", station=ids[k]) >= _HEARS,
        )
        for k in sorted(np.flatnonzero(inside), key=lambda k: found.array("station_distance")[k])
    ]


def party_rows(found: ListenNumbers) -> list[dict[str, Any]]:
    """A row a party whose own stations are enough, the most sensitive first."""
    rows = []
    for party, name in found.names("party").items():
        level = found.interval("party_alone", party=party)
        if np.isfinite(level.p50) and np.isfinite(level.p95):
            rows.append(_row(name, name, *map(float, level)))
    return sorted(rows, key=lambda row: row["value"])[:_MOST]


def party_title(found: ListenNumbers) -> str:
    """How many parties would hear the event by themselves."""
    own = [
        p
        for p in found.names("party")
        if found.magnitude(found.event) >= float(found.spread("party_alone", party=p).p50)
    ]
    count = {0: "No party", 1: "One party"}.get(len(own), f"{len(own)} parties")
    size = f"magnitude {found.magnitude(found.event):.1f}"
    return f"{count} would hear {size} at {found.place} with 90 % by their own stations alone"


def _parties(found: ListenNumbers, rows: list[dict[str, Any]]) -> Spec:
    chart = charts.points(
        rows,
        Field("value", "magnitude heard with 90 %"),
        label=Field("label"),
        low="low",
        high="high",
        title=party_title(found),
    )
    size = found.magnitude(found.event)
    return charts.with_limit(chart, size, f"the event, {size:.1f}", axis="x")


def yield_rows(found: ListenNumbers) -> list[dict[str, Any]]:
    """A row a relation, and one for each that states a yield [kt]."""
    rows = []
    for relation, name in found.names("relation").items():
        at = {"event": found.event, "relation": relation}
        kilotons = [v / KILOTON for v in found.bounds("explosive_yield", **at)]
        if not np.isnan(kilotons).any():  # it holds for one as large
            rows.append(_row(name, "by a relation", *kilotons))
    for stated in found.plain["stated"].tolist():
        if found.word("stated_event", stated=stated) == found.event:
            kilotons = [v / KILOTON for v in found.bounds("stated_yield", stated=stated)]
            rows.append(_row(found.word("stated_by", stated=stated), "as stated", *kilotons))
    return rows


def _yields(found: ListenNumbers) -> Spec:
    return charts.points(
        yield_rows(found),
        Field("value", "yield", "kt of TNT", scale="log"),
        label=Field("label"),
        low="low",
        high="high",
        series=Field("series"),
        title=f"How large the {found.names('event')[found.event]} was depends on whom one asks",
    )

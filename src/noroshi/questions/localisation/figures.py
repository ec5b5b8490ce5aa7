"""When it is known where flights come down, how well, and one flight, in pictures."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.present import charts
from noroshi.present.chances import signed_hundredth
from noroshi.present.features import OnMap, area, point
from noroshi.present.field import Field, Row, Spec
from noroshi.present.maps import frame_for, geographic
from noroshi.present.words import clock, duration, kilometres, roughly, share
from noroshi.questions.answer import Figure, Numbers, PlainData
from noroshi.questions.localisation.history import RUNS
from noroshi.questions.localisation.layers import drawn, edge
from noroshi.questions.localisation.quality_figures import quality_figures
from noroshi.questions.localisation.tables import by_change, surest
from noroshi.questions.measurable import measurable
from noroshi.questions.variables import POSTURES
from noroshi.stats import Interval, Sampled

Floats = NDArray[np.float64]
_TOP: Final = 3_000.0
"""Nothing is known: lines come down from the upper edge [km]."""
_FELT: Final = 0.1
"""Sizes that differ by less than this share are called the same."""
_SETTLED: Final = 0.97
"""Share of what is known at last at which a curve has nearly settled."""
_AFTERWARDS: Final = 30.0
"""What is drawn after that [s]."""
_EVERY: Final = 2
"""Of so many moments one is drawn: the page stays light."""
_LOOKS: Final = 250
"""Looks that are drawn: more the eye cannot tell apart."""
_NO_TRACK: Final = "no track"
_TOO_LARGE: Final = "over 1,000 km"
"""The size of an ellipse that finds no room on a map."""


def figures(data: PlainData) -> Iterator[Figure]:
    """Of how many flights it is known, and how well: one party, the example, other parties."""
    found = Numbers(data)
    first, *others = by_change(found) or [""]
    more = [*quality_figures(found)] if first else []
    yield from more[:2]
    if first:
        yield _known(found, first)
    if data.sizes["instant"]:
        yield from (_map(found, posture) for posture in POSTURES)
    if first:
        yield _radius(found, first)
    if data.sizes["look"]:
        yield _tracker(found)
    for party in others:
        yield from (_known(found, party), _radius(found, party))
    yield from more[2:]


def _known(found: Numbers, party: str) -> Figure:
    """Of how many flights the area is known, over time, with what the party is sent."""
    curves = {posture: _curve(found, party, posture) for posture in POSTURES}
    title = _known_title(found, party, curves)
    sure = share(found.number("known_probability", known=surest(found.plain)))
    near = kilometres(found.number("area_radius", party=party))
    return Figure(
        f"known-{party}",
        title,
        f"Known: within {near} km of the place, {sure} sure, with what the party is sent. Flights "
        "are weighted by the people they are aimed at. Line: median; band: 5 to 95 % of draws.",
        ("share_known",),
        lambda: _known_spec(found, curves, title),
    )


def _curve(found: Numbers, party: str, posture: str) -> Interval:
    return found.interval("share_known", posture=posture, party=party, informed="shared")


def _known_spec(found: Numbers, curves: dict[str, Interval], title: str) -> Spec:
    time = found.plain["moment"]
    if not any(curve.p50[-1] > 0.0 for curve in curves.values()):
        return charts.sentence(title)
    window = _window(list(curves.values()), time)
    rows = [
        {"minutes": t / 60.0, "posture": posture, "low": low, "share": middle, "high": high}
        for posture, curve in curves.items()
        for t, low, middle, high in zip(
            time[window], *(100.0 * v[window] for v in curve), strict=True
        )
    ]
    return charts.lines(
        rows,
        Field("minutes", "after launch", "min"),
        Field("share", "known of", "% of flights"),
        low="low",
        high="high",
        series=Field("posture"),
        title=title,
    )


def _window(curves: list[Interval], time: Floats) -> slice:
    """From the first flight that anybody knows to where the slowest median has nearly settled."""
    first = min(int(np.argmax(c.p95 > 0.0)) for c in curves if c.p95[-1] > 0.0)
    settled = [int(np.argmax(c.p50 >= _SETTLED * c.p50[-1])) for c in curves if c.p50[-1] > 0.0]
    last = int(np.searchsorted(time, time[max(settled)] + _AFTERWARDS))
    return slice(first, min(last, len(time) - 1) + 1, _EVERY)


def _known_title(found: Numbers, party: str, curves: dict[str, Interval]) -> str:
    """When half of the flights are known in the middle draw."""
    time, name = found.plain["moment"], found.names("party")[party]
    was, now = (_half(curves[posture], time) for posture in POSTURES)
    gain = found.spread("known_gain", party=party, informed="shared", known=surest(found.plain))
    told = _changed(was, now, gain)
    return f"Flights at {name}: where half of them come down is {told}"


def _half(curve: Interval, time: Floats) -> float:
    """When half of the flights are known in the middle draw [s after launch]; inf = never."""
    enough = np.flatnonzero(curve.p50 >= 0.5)
    return float(time[enough[0]]) if enough.size else float("inf")


def _changed(was: float, now: float, gain: Sampled) -> str:
    """A difference is told only where the mean over flights has it, too, measurably.

    That mean, which headline and table tell, is another number and stands beside it.
    """
    side = measurable(gain)
    if not np.isfinite(now):
        return "not known in most draws" if not np.isfinite(was) else "not known any more"
    known = f"known after {duration(now)}"
    if not np.isfinite(was):
        return f"{known}, never before"
    if round(was) == round(now):
        return f"{known}, as before"
    if not side or (now < was) != (side > 0):
        return f"{known}, {duration(was)} before: not measurably sooner or later on average"
    # Of the two times that are told elsewhere, so that the three add up.
    sooner = "sooner" if now < was else "later"
    mean = roughly(abs(float(gain.mean)), float(gain.mean_error))
    by = duration(abs(round(was) - round(now)))
    return f"{known}, {by} {sooner} (on average over flights {mean} {sooner})"


def _radius(found: Numbers, party: str) -> Figure:
    """How large the ellipse about the impact is over time, with what the party is sent."""
    title = _radius_title(found, party)
    near = kilometres(found.number("area_radius", party=party))
    return Figure(
        f"radius-{party}",
        title,
        "Radius of a circle as large as the ellipse that holds the impact with probability 0.9, "
        "for the median flight, with what the party is sent. Line: median; band: 5 to 95 % of "
        "draws; at the upper edge: no track; flat at last: what re-entry adds, as declared. "
        f"Across: {near} km, within which a place is warned.",
        ("impact_radius", "area_radius"),
        lambda: _radius_spec(found, party, title),
    )


def _sizes(found: Numbers, party: str) -> dict[str, Interval]:
    at = {"party": party, "informed": "shared"}
    return {p: found.interval("impact_radius", posture=p, **at) for p in POSTURES}


def _radius_spec(found: Numbers, party: str, title: str) -> Spec:
    sizes, time = _sizes(found, party), found.plain["time"]
    if not _flying(sizes).any():
        return charts.sentence(title)
    rows = [
        {"minutes": time[i] / 60.0, "posture": posture, "low": low, "radius": middle, "high": high}
        for posture, size in sizes.items()
        for i, (low, middle, high) in enumerate(zip(*map(_clipped, size), strict=True))
        if not np.isnan(sizes["after"].p50[i])
    ]
    spec = charts.lines(
        rows,
        Field("minutes", "after launch", "min"),
        Field("radius", "radius", "km", scale="log"),
        low="low",
        high="high",
        series=Field("posture"),
        title=title,
    )
    near = found.number("area_radius", party=party)
    return charts.with_limit(spec, near / 1e3, f"{kilometres(near)} km", axis="y")


def _clipped(radius: Floats) -> Floats:
    """[km]; what is beyond the upper edge, or not known at all, lies on it."""
    return np.minimum(np.asarray(radius, dtype=np.float64) / 1e3, _TOP)


def _flying(sizes: dict[str, Interval]) -> NDArray[np.bool_]:
    """At which times something is known in the median draw of either posture, (time,)."""
    return np.asarray(np.isfinite([size.p50 for size in sizes.values()]).any(axis=0))


def _radius_title(found: Numbers, party: str) -> str:
    """The time at which what the party knows changes most."""
    sizes, name = _sizes(found, party), found.names("party")[party]
    some = np.flatnonzero(_flying(sizes))
    if not some.size:
        return f"Flights at {name}: no track tells where they come down in most draws"
    time, (was, now) = found.plain["time"], (sizes[p].p50 for p in POSTURES)
    most = max(some, key=lambda i: _ratio(float(was[i]), float(now[i])))
    if _ratio(float(was[most]), float(now[most])) < _FELT:
        radius = found.number("area_radius", party=party)
        shown = next((i for i in some if now[i] <= radius), some[-1])
        within = kilometres(float(now[shown]), never="any")
        return (
            f"Flights at {name}: impact known to {within} km after {duration(time[shown])}, "
            "as before"
        )
    told = f"impact known to {kilometres(now[most])} km" if np.isfinite(now[most]) else "no track"
    earlier = f"{kilometres(was[most])} km before" if np.isfinite(was[most]) else "no track before"
    return f"Flights at {name}, {duration(time[most])} after launch: {told}, {earlier}"


def _ratio(was: float, now: float) -> float:
    """How much a size changes, as a logarithm; a track where there was none counts ten times."""
    if np.isfinite(was) and np.isfinite(now):
        return abs(float(np.log(was / now)))
    return float(np.log(10.0)) if np.isfinite(was) != np.isfinite(now) else 0.0


def _map(found: Numbers, posture: str) -> Figure:
    """The ellipses of one posture; both maps show the same times in the same window."""
    title = _map_title(found, posture)
    return Figure(
        f"impact-{posture}",
        title,
        f"{found.word('example_name')}: the ellipse that holds the impact with probability 0.9, as "
        f"{found.word('example_party')} knows it with what it is sent, at times after launch "
        "[min:s]; every assumption at its best value. Distances: radius of a circle as large.",
        ("ellipse_major", "ellipse_minor", "ellipse_bearing", "instant_time"),
        lambda: _map_spec(found, posture, title),
    )


def _map_spec(found: Numbers, posture: str, title: str) -> Spec:
    shown = {p: _ellipses(found, p) for p in POSTURES}
    window = frame_for([f for each in shown.values() for f in each], margin=0.1)
    at = found.number("example_lon"), found.number("example_lat")
    impact = point(*at, role="limit", name=found.word("example_place"))
    return geographic([impact, *shown[posture]], title=title, frame=window, with_borders=True)


def _ellipses(found: Numbers, posture: str) -> list[OnMap]:
    """The small ones first: they have the choice of where their names stand."""
    features = []
    for instant, name in found.names("instant").items():
        if drawn(found, posture, int(instant)):
            lon, lat = zip(*edge(found, posture, int(instant)), strict=True)
            said = f"{name.partition(' ')[0]}, {_size(found, posture, int(instant))}"
            features.append(area(lon, lat, role=f"party-{1 + int(instant)}", name=said))
    return features[::-1]


def _map_title(found: Numbers, posture: str) -> str:
    """The time at which the postures differ most."""
    instants = [int(i) for i in found.names("instant")]
    most = max(instants, key=lambda i: _differ(found, i))
    time = clock(found.number("instant_time", instant=most))
    date = found.names("posture")[posture]
    size = _size(found, posture, most)
    known = "not known to" if size == _TOO_LARGE else "known to"
    told = size if size == _NO_TRACK else f"impact {known} {size.removeprefix('over ')}"
    return f"{date}, {time} after launch: {told}"


def _differ(found: Numbers, instant: int) -> float:
    was, now = (found.number("ellipse_radius", posture=p, instant=instant) for p in POSTURES)
    if np.isnan(was) or np.isnan(now):
        return 1e-3 if np.isnan(was) != np.isnan(now) else 0.0
    return abs(float(np.log(was / now)))


def _size(found: Numbers, posture: str, instant: int) -> str:
    radius = found.number("ellipse_radius", posture=posture, instant=instant)
    if np.isnan(radius):
        return _NO_TRACK
    return f"{kilometres(radius)} km" if drawn(found, posture, instant) else _TOO_LARGE


def _tracker(found: Numbers) -> Figure:
    """A simulated tracker's error over time against the bound, for both postures."""
    title = _tracker_title(found)
    return Figure(
        "tracker",
        title,
        f"{found.word('example_name')}, after burn-out; every assumption at its best value. Root "
        f"mean square over {RUNS} runs of an extended Kalman filter that gets the detections of "
        "all radars of the posture, each from when it holds the flight. Least: the posterior "
        "Cramér-Rao bound, from geometry and the probability of detection alone, on which the "
        f"times and ellipses rest; out of reach where looks are few and often miss. {_over(found)}",
        ("look_time", "tracker_error", "least_error"),
        lambda: charts.lines(
            _tracker_rows(found),
            Field("minutes", "after launch", "min"),
            Field("metres", "error of position", "m", scale="log"),
            series=Field("line"),
            roles={
                "before": "before",
                "after": "after",
                "least before": "bound",
                "least after": "stay",
            },
            title=title,
        ),
    )


def _looks(found: Numbers, posture: str) -> tuple[Floats, Floats, Floats]:
    """Time, error and least error of a posture's looks; none where no radar tracks it."""
    names = ("look_time", "tracker_error", "least_error")
    rows = [found.array(name, posture=posture) for name in names]
    there = ~np.isnan(rows[0])
    return rows[0][there], rows[1][there], rows[2][there]


def _tracker_rows(found: Numbers) -> list[Row]:
    rows: list[Row] = []
    for posture in POSTURES:
        time, error, least = _looks(found, posture)
        if not time.size:
            continue
        kept = np.unique(np.geomspace(1, len(time), _LOOKS).astype(int)) - 1
        for line, values in ((posture, error), (f"least {posture}", least)):
            rows += [{"minutes": time[k] / 60.0, "line": line, "metres": values[k]} for k in kept]
    return rows


def _tracker_title(found: Numbers) -> str:
    """What the error is a minute after both postures have a track, or when looks end."""
    before, after = (_looks(found, posture) for posture in POSTURES)
    if not (before[0].size and after[0].size):
        some, when = (before, "before") if before[0].size else (after, "after")
        return f"Tracked from {duration(float(some[0][0]))} after launch, only {when}"
    begun, ends = (before[0][0], after[0][0]), (before[0][-1], after[0][-1])
    time = float(min(max(begun) + 60.0, *ends))
    was, now = (_error_at(*looks[:2], time) for looks in (before, after))
    told = f"{clock(time)} after launch the position is known to {now:,.0f} m"
    return f"{told}, as before" if abs(was - now) < _FELT * was else f"{told}, {was:,.0f} m before"


def _error_at(times: Floats, error: Floats, time: float) -> float:
    """The error around a time, over ten seconds or at the nearest look [m]."""
    away = np.abs(times - time)
    near = away <= max(5.0, float(np.min(away)))
    return float(np.sqrt(np.mean(error[near] ** 2)))


def _over(found: Numbers) -> str:
    """How far above the bound the runs are, once the track has settled."""
    parts = []
    for posture in POSTURES:
        time, error, least = _looks(found, posture)
        if time.size:
            late = time >= time[0] + 0.2 * np.ptp(time)
            over = float(np.median(error[late] / least[late])) - 1.0
            parts.append(f"{posture}: {signed_hundredth(over)} % from the bound")
    return f"Once settled, {'; '.join(parts)}."

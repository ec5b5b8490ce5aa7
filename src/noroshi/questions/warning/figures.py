"""The answer drawn: what is gained, what moves it, and what takes the time."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import about_people, duration, mean_change, people, signed
from noroshi.questions.answer import Figure, Layer
from noroshi.questions.warning.maps import maps
from noroshi.questions.warning.pipe.measurable import MEASURABLE, measurable
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tornado import tornadoes
from noroshi.stats import Sampled

Rows = list[dict[str, Any]]
_MOST: Final = 20
_MOST_PARTIES: Final = 4
_SENSORS: Final = 5
"""Sensors in the profile: more lines cannot be told apart."""


def figures(told: Told, layers: Sequence[Layer]) -> tuple[Figure, ...]:
    """All of them, the one that tells most first."""
    if not told.whom:
        return ()
    change, coverage = maps(told, layers)
    gain_moved, *warning_moved = tornadoes(told)
    found = [change, _classes(told), gain_moved, *_example(told), _people(told), coverage]
    return (*found, _places(told), *warning_moved)


_CAPTION: Final = (
    "Too late counts as none. Dot: mean of the draws; line: 5 to 95 % of them; filled where the "
    f"mean is measurable, {MEASURABLE:.0f} s or more beyond its sampling error."
)


def _row(label: str, gain: Sampled, **more: Any) -> dict[str, Any]:
    low, mid, high = (float(x) for x in (gain.p5, gain.mean, gain.p95))
    sure = bool(measurable(gain))
    return {"label": label, "low": low, "gain": mid, "high": high, "sure": sure, **more}


_GAINED: Final = Field("gain", "warning time gained", "s")


def _points(rows: Rows, title: str) -> Spec:
    return charts.points(
        rows,
        _GAINED,
        label=Field("label"),
        low="low",
        high="high",
        filled="sure",
        role="gain",
        title=title,
    )


def _classes(told: Told) -> Figure:
    return Figure(
        name="gain-by-class",
        title=class_title(told),
        caption=f"Mean over the people of each party and the flights of a class. {_CAPTION}"
        " *: had not flown by then.",
        variables=("class_gain",),
        draw=lambda: _points(class_rows(told), class_title(told)),
    )


def class_rows(told: Told) -> Rows:
    """A row a party and class of flight, in the order of the files."""
    several = len([p for p in told.parties if told.classes(p)]) > 1
    found: Rows = []
    for party, name in told.parties.items():
        for threat in told.classes(party):
            gain = told.spread("class_gain", party=party, threat=threat)
            later = bool(told.number("later_class", threat=threat))
            label = f"{told.threats[threat]}{' *' if later else ''}"
            whole = f"{name}: {label}" if several else label
            words = f"for {name} against {told.threats[threat]}"
            found.append(_row(whole, gain, later=later, words=words))
    return found


def class_title(told: Told) -> str:
    """Against which class most is gained or lost."""
    rows = class_rows(told)
    sure = [r for r in rows if r["sure"]]
    if not sure:
        return "Against no class of flight is anything gained or lost measurably"
    best = max(sure, key=lambda r: (not r["later"], abs(r["gain"])))
    which = "gained" if best["gain"] > 0.0 else "lost"
    return f"Most is {which} {best['words']}: {signed(best['gain'])}"


def _places(told: Told) -> Figure:
    return Figure(
        name="gain-by-place",
        title=place_title(told),
        caption=f"Mean over the flights aimed at each place. {_CAPTION} People in brackets."
        " *: only classes that had not flown by then are aimed at it.",
        variables=("place_gain", "population"),
        draw=lambda: _place_spec(told),
    )


def _place_spec(told: Told) -> Spec:
    rows = place_rows(told)
    return _points(rows, place_title(told)) if rows else charts.sentence(place_title(told))


def place_rows(told: Told) -> Rows:
    """Places whose warning moves, the ends of the ranking where they are many."""
    found: Rows = []
    for place, name in told.receivers.items():
        if not told.number("flights_aimed", receiver=place):
            continue
        gain = told.place_gain(place)
        if max(abs(float(x)) for x in (gain.p5, gain.mean, gain.p95)) < MEASURABLE:
            continue
        later = bool(told.number("place_only_later", receiver=place))
        count = people(told.number("population", receiver=place))
        label = f"{name}{' *' if later else ''} ({count})"
        found.append(_row(label, gain, later=later, place=place))
    found.sort(key=lambda r: (r["later"], -r["gain"], -r["high"]))
    if len(found) <= _MOST:
        return found
    losing = [r for r in found if r["sure"] and r["gain"] < 0.0][-_MOST // 2 :]
    # What is measurable is shown before what is not, whatever class it is of.
    others = sorted((r for r in found if r not in losing), key=lambda r: not r["sure"])
    kept = others[: _MOST - len(losing)]
    return [r for r in found if r in kept or r in losing]


def place_title(told: Told) -> str:
    """Where the gain, or the loss, is largest."""
    rows = place_rows(told)
    if not rows:
        return "Nothing gained in any place: less than a second in 95 % of draws"
    sure = [r for r in rows if r["sure"]]
    if not sure:
        return "In no place is anything gained or lost measurably"
    best = max(sure, key=lambda r: (not r["later"], abs(r["gain"])))
    which = "gain" if best["gain"] > 0.0 else "loss"
    gain = mean_change(told.place_gain(best["place"]))
    return f"The {which} is largest in {told.receivers[best['place']]}: {gain}"


def _people(told: Told) -> Figure:
    return Figure(
        name="people",
        title=people_title(told),
        caption="Each place counts by its least favourable flight of any class. Line: median; "
        "band: 5 to 95 % of draws; numbers above: means over the draws.",
        variables=("people_warned",),
        draw=lambda: _people_spec(told),
    )


def _shown_parties(told: Told) -> list[str]:
    """Parties that something is aimed at, the most people first."""
    aimed = [p for p in told.parties if p in told.whom]
    return sorted(aimed, key=lambda p: -told.number("party_people", party=p))[:_MOST_PARTIES]


def people_rows(told: Told) -> Rows:
    """A row a party, posture and time: the share of its people who are warned by so long."""
    found: Rows = []
    at_least = told.data["at_least"].to_numpy()
    for party in _shown_parties(told):
        everybody = told.number("party_people", party=party)
        for posture in ("before", "after"):
            counts = told.spread("people_warned", party=party, posture=posture)
            for k, time in enumerate(at_least):
                low, mid, high = (100.0 * float(p[k]) / everybody for p in counts.interval)
                found.append(
                    {
                        "party": told.parties[party],
                        "posture": posture,
                        "minutes": float(time) / 60.0,
                        "low": low,
                        "people": mid,
                        "high": high,
                    }
                )
    return found


def _people_spec(told: Told) -> Spec:
    rows = people_rows(told)
    several = len(_shown_parties(told)) > 1
    chart = charts.lines(
        rows,
        Field("minutes", "warned at least this long before impact", "min"),
        Field("people", "people", "%"),
        low="low",
        high="high",
        series=Field("posture"),
        roles={"before": "before", "after": "after"},
        step=True,
        key="above" if several else "ends",
        title=people_title(told),
        height=_FLAT if several else 2.0 * _FLAT,
    )
    return charts.facets(chart, Field("party")) if several else chart


_FLAT: Final = 110.0
"""Height of a plot where several stand one below the other [px]."""


def people_title(told: Told) -> str:
    """The usual thresholds: the one where most people change sides, or the middle one."""
    party = _shown_parties(told)[0]
    name, everybody = told.parties[party], told.number("party_people", party=party)

    def warned(posture: str, time: float) -> Sampled:
        return told.spread("people_warned", party=party, posture=posture, at_least=time)

    def moved(time: float) -> float:
        return abs(float(warned("after", time).mean - warned("before", time).mean))

    def said(posture: str, time: float) -> str:
        count = warned(posture, time)
        return about_people(float(count.mean), float(count.mean_error))

    most = max(told.thresholds, key=moved)
    if moved(most) < 0.005 * everybody:
        middle = min(told.thresholds, key=lambda t: abs(t - 300.0))
        count = said("after", middle)
        return f"{name}: {count} people have at least {middle / 60:g} min, before and after"
    return (
        f"{name}: {said('after', most)} people have at least {most / 60:g} min, "
        f"{said('before', most)} before"
    )


def _example(told: Told) -> Iterator[Figure]:
    """One flight’s chain of warning, and the flight from the side."""
    if not told.word("example"):
        return
    yield Figure(
        name="chain",
        title=chain_title(told),
        caption="Medians of the draws. Each part begins where the one before ends; the line marks "
        f"the impact. {_first_heard(told)}",
        variables=("example_ends", "example_arrival"),
        draw=lambda: _chain_spec(told),
    )
    yield Figure(
        name="profile",
        title=profile_title(told),
        caption="Dashed: the lowest height that each radar sees over the flight’s ground track, "
        "with refraction, inside its sectors and its limit of range. Marks and times: the median "
        "moment of first detection, on the path with every assumption at its best value. Powered "
        f"flight ends after {duration(float(told.spread('example_burn_time').p50))}.",
        variables=("example_altitude", "example_lowest_seen", "example_first_detection"),
        draw=lambda: _profile_spec(told),
    )


def _first_heard(told: Told) -> str:
    before, after = (told.word("example_seer", posture=p) for p in ("before", "after"))
    if before == after:
        return f"First heard from: {after}, before and after."
    return f"First heard from: {before} before, {after} after."


_PARTS: Final = {
    "seeing": ("seeing", "stay"),
    "knowing": ("knowing where to", "area"),
    "attributing": ("attributing", "before"),
    "deciding": ("deciding", "party-4"),
    "reaching": ("telling", "sensor"),
}
"""Steps after whose end a part of the chart ends: what it is called, and its role."""
_LEFT: Final = "left until impact"


def _end(told: Told, posture: str, step: str) -> float:
    """When a step of the example’s chain ends in the middle draw [s after launch]; inf = never."""
    return float(told.spread("example_ends", posture=posture, step=step).p50)


def chain_rows(told: Told) -> Rows:
    """A row a posture and part of the chain, and what is left until impact [min]."""
    found: Rows = []
    arrival = float(told.spread("example_arrival").p50)
    for posture in ("before", "after"):
        label, start = told.names("posture")[posture], 0.0
        for step, (words, _) in _PARTS.items():
            # Medians of two moments may lie the other way round.
            end = max(_end(told, posture, step), start)
            if not np.isfinite(end):
                break
            found.append(_part(label, words, start, end))
            start = end
        else:
            if start < arrival:
                # Of the seconds that are told, so that they add up.
                left = f"{duration(round(arrival) - round(start))} left"
                found.append(_part(label, _LEFT, start, arrival) | {"text": left})
    return found


def _part(label: str, words: str, start: float, end: float) -> dict[str, Any]:
    return {
        "posture": label,
        "step": words,
        "start": start / 60.0,
        "end": end / 60.0,
        "text": "",
    }


def _chain_spec(told: Told) -> Spec:
    rows = chain_rows(told)
    if not rows:
        return charts.sentence("In most draws nobody is told of this flight, before or after.")
    chart = charts.stages(
        rows,
        label=Field("posture"),
        start=Field("start", "time after launch", "min"),
        end="end",
        stage=Field("step"),
        roles={**dict(_PARTS.values()), _LEFT: "gain"},
        text="text",
        title=chain_title(told),
    )
    arrival = float(told.spread("example_arrival").p50) / 60.0
    return charts.with_limit(chart, arrival, axis="x")


def chain_title(told: Told) -> str:
    """When people are told of the example flight, before and after."""
    name = told.word("example_name")
    before, after = (_end(told, p, "reaching") for p in ("before", "after"))
    if not np.isfinite(after):
        return f"{name}: people are not told in time in most draws"
    if not np.isfinite(before):
        return f"{name}: told {duration(after)} after launch, and not in time before"
    if round(before) == round(after):
        return f"{name}: told {duration(after)} after launch, before and after"
    # Of the two times that are drawn, so that the three add up.
    earlier = "earlier" if after < before else "later"
    return f"{name}: people are told {duration(abs(round(before) - round(after)))} {earlier}"


def seers(told: Told) -> list[str]:
    """Sensors to draw: those that see the flight in most draws, by time.

    What was added comes first into the choice, then others by their time, then one of those that
    see powered flight alone.
    """
    when = {s: _first_seen(told, s) for s in told.sensors}
    ranked = sorted((s for s in when if np.isfinite(when[s])), key=lambda s: when[s])
    satellites = [s for s in ranked if told.kind(s).sees_powered_flight_alone]
    new = told.changed(after=True)
    others = sorted((s for s in ranked if s not in satellites), key=lambda s: s not in new)
    chosen = [*others[: _SENSORS - 1], *satellites[:1]]
    return [s for s in ranked if s in chosen]


def _first_seen(told: Told, sensor: str) -> float:
    """Median moment of its first detection [s]; inf where it sees nothing in most draws."""
    return float(told.spread("example_first_detection", sensor=sensor).p50)


_PATH: Final = "flight"


def profile_rows(told: Told) -> tuple[Rows, Rows]:
    """Points of the path and of what each radar sees at lowest [km], and marks of detections."""
    data = told.data
    ground = data["example_ground"].to_numpy() / 1e3
    height = data["example_altitude"].to_numpy() / 1e3
    time = data["example_time"].to_numpy()
    rows: Rows = [
        {"ground": x, "height": y, "line": _PATH}
        for x, y in zip(ground.tolist(), height.tolist(), strict=True)
    ]
    top = float(height.max())
    marks: Rows = []
    for sensor in seers(told):
        when = _first_seen(told, sensor)
        name = f"{told.sensors[sensor]}, {duration(when)}"
        lowest = data["example_lowest_seen"].sel(sensor=sensor).to_numpy() / 1e3
        seen = np.isfinite(lowest) & (lowest <= 1.1 * top)
        rows += [
            {"ground": float(x), "height": float(y), "line": name}
            for x, y in zip(ground[seen], lowest[seen], strict=True)
        ]
        marks.append(
            {
                "ground": float(np.interp(when, time, ground)),
                "height": float(np.interp(when, time, height)),
                # A satellite has no lowest height: its mark says whose it is.
                "line": name if seen.any() else _PATH,
                "text": "" if seen.any() else name,
            }
        )
    return rows, marks


def _profile_spec(told: Told) -> Spec:
    rows, marks = profile_rows(told)
    names = list(dict.fromkeys(row["line"] for row in rows))
    looks = ("party-1", "party-2", "party-3", "party-4", "limit")
    return charts.lines(
        rows,
        Field("ground", "distance over ground from the launch", "km"),
        Field("height", "height", "km"),
        series=Field("line") if len(names) > 1 else None,
        roles={_PATH: "sensor", **dict(zip(names[1:], looks, strict=False))},
        role="sensor",
        marks=marks,
        mark_text="text",
        title=profile_title(told),
    )


def profile_title(told: Told) -> str:
    """Which sensor sees the example flight first, of those that see more than powered flight."""
    name = told.word("example_name")
    found = seers(told)
    low = [s for s in found if not told.kind(s).sees_powered_flight_alone]
    if not found:
        return f"{name}: no sensor sees it in half of the draws"
    if not low:
        return f"{name}: {told.kind(found[0]).called}s alone see it"
    first = low[0]
    return f"{name}: {told.sensors[first]} is the first {told.kind(first).called} to see it"

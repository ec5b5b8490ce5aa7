"""The answer drawn: what is gained, what moves it, and what takes the time."""

from collections.abc import Sequence
from typing import Any, Final

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import about_people, begun, mean_change, people, signed
from noroshi.questions.answer import Figure, Layer
from noroshi.questions.measurable import BEYOND, MEASURABLE, measurable
from noroshi.questions.warning.example_figures import example_figures
from noroshi.questions.warning.maps import maps
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.tornado import tornadoes
from noroshi.stats import Sampled

Rows = list[dict[str, Any]]
_MOST: Final = 20
_MOST_PARTIES: Final = 4


def figures(told: Told, layers: Sequence[Layer]) -> tuple[Figure, ...]:
    """All of them, the one that tells most first."""
    if not told.whom:
        return ()
    change, coverage = maps(told, layers)
    gain_moved, *warning_moved = tornadoes(told)
    found = [change, _classes(told), gain_moved, *example_figures(told), _people(told), coverage]
    return (*found, _places(told), *warning_moved)


_CAPTION: Final = (
    "Too late counts as none. Dot: mean of the draws; line: 5 to 95 % of them; filled where the "
    f"mean is measurable, {BEYOND}."
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
            whole = f"{begun(name)}: {label}" if several else label
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
    at_least = told.plain["at_least"]
    for party in _shown_parties(told):
        everybody = told.number("party_people", party=party)
        for posture in ("before", "after"):
            counts = told.spread("people_warned", party=party, posture=posture)
            for k, time in enumerate(at_least):
                low, mid, high = (100.0 * float(p[k]) / everybody for p in counts.interval)
                found.append(
                    {
                        "party": begun(told.parties[party]),
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
    name, everybody = begun(told.parties[party]), told.number("party_people", party=party)

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

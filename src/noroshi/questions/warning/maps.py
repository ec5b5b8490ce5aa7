"""The large map of the change, and what radars cover."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from noroshi.present import features as on_map
from noroshi.present.charts import Field, Spec, sentence
from noroshi.present.classes import bulk
from noroshi.present.maps import geographic
from noroshi.present.palette import FEATURES
from noroshi.present.rounding import supported
from noroshi.present.words import signed
from noroshi.questions.answer import Feature, Figure, Layer
from noroshi.questions.measurable import BEYOND
from noroshi.questions.warning.reading import Told
from noroshi.sensing import KINDS

_NAMED_GAINS: Final = 8
"""Of those who gain, so many have their gain written beside them."""
_NAMED: Final = 24
"""Places with their names."""
_CLASSES: Final = 4
"""Of gains: a few, between round numbers, as the globe of the lab has them."""
_CIRCLES: Final = "Area of a circle: people."


def maps(told: Told, layers: Sequence[Layer]) -> Iterator[Figure]:
    """Both maps; nothing where no place is warned."""
    if not told.plain.sizes["receiver"]:
        return
    drawn = {layer.name: layer for layer in layers}
    yield Figure(
        name="change",
        title=change_title(told),
        caption=(
            "Mean over the flights aimed at each place, too late counted as none, and over the "
            f"draws. Measurable: {BEYOND}. {_CIRCLES}{_later(told)}"
        ),
        variables=("place_gain", "place_measurable", "population"),
        draw=lambda: change(told, drawn),
    )
    yield Figure(
        name="coverage",
        title=coverage_title(told),
        caption=(
            "How far each radar is published to reach, for the cross-section that this was "
            "published for, laid on the ground: where it looks, not what it detects. Satellites, "
            "which see powered flight nearly everywhere, are left out."
        ),
        variables=("stands", "sensor_lat", "sensor_lon"),
        draw=lambda: coverage(told, drawn),
    )


def _later(told: Told) -> str:
    """What a star on the map means, where any place has one."""
    if not any(told.number("place_only_later", receiver=r) for r in told.receivers):
        return ""
    return " *: only classes that had not flown by then are aimed at it."


def change_title(told: Told) -> str:
    """How many places gain or lose, and which most."""
    aimed = [r for r in told.receivers if told.number("flights_aimed", receiver=r)]
    if not aimed:
        return "No flight is aimed at these places"
    sides = {r: told.place_side(r) for r in aimed}
    felt = [r for r in aimed if sides[r]]
    if not felt:
        return f"None of {len(aimed)} places gains measurably"
    # A class that had not flown by then never leads.
    best = max(
        felt,
        key=lambda r: (
            not told.number("place_only_later", receiver=r),
            abs(float(told.place_gain(r).mean)),
        ),
    )
    most = f"most {told.receivers[best]}, {_said(told, best)}"
    gaining, losing = (sum(side == s for side in sides.values()) for s in (1, -1))
    if gaining == len(aimed):
        every = "Both" if len(aimed) == 2 else f"All {len(aimed)}"
        return f"{every} places gain measurably: {most}"
    verbs = ((gaining, "gain"), (losing, "lose"))
    counts = [f"{n} {word}{'s' if n == 1 else ''}" for n, word in verbs if n]
    return f"Of {len(aimed)} places {' and '.join(counts)} measurably: {most}"


def _said(told: Told, place: str) -> str:
    """What a place gained, with the digits that the draws support."""
    gain = told.place_gain(place)
    return signed(supported(float(gain.mean), float(gain.mean_error)))


def change(told: Told, layers: dict[str, Layer]) -> Spec:
    """Every place by what it gained, with all sensors and launch sites."""
    cities = [*_cities(told, layers["cities"])]
    # Those that the answer tells by name come before radars: a corner is named after its first.
    alone = {told.receivers[p] for w in told.leading if (p := told.word("whom_place", whom=w))}
    others = [
        *(c for c in cities[_NAMED_GAINS:] if c.name in alone),
        *_sites(layers["sites"]),
        *_sensors(layers["sensors"]),
        *(c for c in cities[_NAMED_GAINS:] if c.name not in alone),
    ]
    if not cities:
        return sentence(change_title(told))
    ranked = on_map.gathered([*cities[:_NAMED_GAINS], *others])
    # Classes go by what is gained, as the globe's; which one a place is in, by what it is called.
    gains = {r: float(told.place_gain(r).mean) for r in told.receivers}
    felt = [g for r, g in gains.items() if told.place_side(r)]
    return geographic(
        [f if _same(f, cities[:_NAMED]) else _without_name(f) for f in ranked],
        value=Field("gain", "mean warning gained", "s"),
        limits=bulk(felt) if felt else None,
        most=_CLASSES,
        open_words="place without a measurable change",
        key_words=_key_words(layers["sensors"]),
        title=change_title(told),
    )


def _same(feature: on_map.OnMap, others: Sequence[on_map.OnMap]) -> bool:
    """Whether it is one of the others, near or not."""
    return any(feature.middle == o.middle and feature.name == o.name for o in others)


def _without_name(feature: on_map.OnMap) -> on_map.OnMap:
    """Near places and radars have no name of their own; what lies outside needs one."""
    plain = feature.near and feature.role in ("city", "sensor")
    return replace(feature, name="", text="") if plain else feature


def _cities(told: Told, layer: Layer) -> Iterator[on_map.OnMap]:
    """Those that change most first, then by their people."""

    def rank(one: str) -> tuple[bool, float]:
        side = told.place_side(one)
        people = told.number("population", receiver=one)
        return not side, -abs(float(told.place_gain(one).mean)) if side else -people

    where = {f.id: f for f in layer.features}
    for number, one in enumerate(sorted(where, key=rank)):
        found = told.place_gain(one)
        # As it is told: else a place called “10 s” would have the colour of those below ten.
        gain = supported(float(found.mean), float(found.mean_error))
        side = bool(told.place_side(one))
        named = number < _NAMED_GAINS and side
        later = told.number("place_only_later", receiver=one)
        (lon, lat), *_ = where[one].points
        yield on_map.point(
            lon,
            lat,
            "city",
            where[one].name,
            text=f"{_said(told, one)}{' *' if later else ''}" if named else "",
            value=None if np.isnan(gain) else gain,
            weight=told.number("population", receiver=one),
            filled=side,
        )


def _sites(layer: Layer) -> Iterator[on_map.OnMap]:
    for site in layer.features:
        lon, lat, *_ = site.points[0]
        yield on_map.point(lon, lat, "site", site.name)


_SPACE: Final = 1e6
"""What is higher than that stands on no map [m]."""


def _sensors(layer: Layer) -> Iterator[on_map.OnMap]:
    """Sensors, what was added first; a satellite stands on no map."""
    for sensor in sorted(_standing(layer), key=lambda f: f.role == "sensor"):
        lon, lat, *_ = sensor.points[0]
        yield on_map.point(lon, lat, _role(sensor), sensor.name)


def _role(sensor: Feature) -> str:
    return FEATURES.get(sensor.role, sensor.role)


def _standing(layer: Layer) -> list[Feature]:
    return [f for f in layer.features if f.points[0][2] < _SPACE]


def _key_words(layer: Layer) -> dict[str, str]:
    """What a mark is, by its role; sensors are called after their kinds."""
    words = {role: set[str]() for role in ("sensor", "new", "gone")}
    for sensor in _standing(layer):
        words[_role(sensor)].add(KINDS[sensor.properties["kind"]].called)
    called = {role: " or ".join(sorted(found)) for role, found in words.items()}
    return {
        "sensor": called["sensor"],
        "new": f"added {called['new']}",
        "gone": f"removed {called['gone']}",
        "site": "launch site",
    }


def coverage_title(told: Told) -> str:
    """What was added or removed."""
    added, removed = (told.changed(after=after) for after in (True, False))
    names = [told.sensors[s] for s in (*added, *removed)]
    if not names:
        return f"{len(told.sensors)} sensors look before and after"
    word = "added" if added and not removed else "removed" if removed and not added else "changed"
    said = names[0] if len(names) == 1 else f"{len(names)} sensors"
    return f"Where radars look: {said} {word}"


def coverage(told: Told, layers: dict[str, Layer]) -> Spec:
    """Sectors of the radars near the places, with the added one’s over the others."""
    cities = [
        replace(c, value=None, name=c.name if n < _NAMED_GAINS else "", text="", filled=True)
        for n, c in enumerate(_cities(told, layers["cities"]))
    ]
    found = on_map.gathered([*_sensors(layers["sensors"]), *_sites(layers["sites"]), *cities])
    near = [f if f.role != "sensor" else _without_name(f) for f in found if f.near]
    lons, lats = ({f.middle[k] for f in near} for k in (0, 1))
    areas = [
        on_map.area(
            [p[0] for p in f.points], [p[1] for p in f.points], FEATURES[f.role], near=False
        )
        for f in layers["coverage"].features
        if min(lons) - 1 <= _middle(f.id, layers)[0] <= max(lons) + 1
        and min(lats) - 1 <= _middle(f.id, layers)[1] <= max(lats) + 1
    ]
    return geographic(
        [*near, *areas],
        key_words=_key_words(layers["sensors"])
        | {
            "city": "place that is warned",
            "area": "where radars look",
            "limit": "where the added one looks",
            "bound": "where the removed one looked",
        },
        title=coverage_title(told),
    )


def _middle(sector: str, layers: dict[str, Layer]) -> tuple[float, float]:
    """Where the radar of a sector stands, longitude and latitude [deg]."""
    sensor = sector.rpartition("/")[0]
    place = next(f for f in layers["sensors"].features if f.id == sensor)
    return place.points[0][0], place.points[0][1]

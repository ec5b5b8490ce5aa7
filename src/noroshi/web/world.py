"""A declared world as one document: what it holds, and what of it can be changed and asked."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from noroshi.glossary import meanings
from noroshi.questions import every_question
from noroshi.questions.sources import disagreements, listed
from noroshi.questions.timeline.flights import flights
from noroshi.report.report import fingerprint
from noroshi.scenario.files import built_in
from noroshi.scenario.loading import ReadWorld, read
from noroshi.scenario.records import Ground, Scenario
from noroshi.units import in_unit
from noroshi.web.below import with_declared, worlds_below
from noroshi.web.controls import controls_of, shared_controls
from noroshi.web.entries import NO_POSTURE, change_named, name_of
from noroshi.web.options import question_entry
from noroshi.web.records import (
    AlternativeOption,
    AlternativeQuestion,
    Control,
    DayChanges,
    DeclaredThing,
    DisagreementEntry,
    FlightEntry,
    PlaceEntry,
    SourceEntry,
    StatementEntry,
    World,
)
from noroshi.world import SECTIONS, Declared, estimates_of
from noroshi.world.merging import Tree
from noroshi.world.values import SHARED, can_be_set


def world_document(id_: str, word: str) -> World:
    """All that a page needs to know of a world before it asks anything.

    Args:
        id_: as the server calls the world.
        word: as `load` takes it.

    Raises:
        ScenarioError: the world is not there, or wrong.
    """
    found = read(word)
    whole = found[0]
    header = whole.header
    before, after = (
        whole if day is None else whole.at(day) for day in (header.before, header.after)
    )
    asked = [*_flights(after)]
    sensors, rules, left_out = things_of(found)
    return World(
        scenario=id_,
        title=whole.title,
        asks=header.asks,
        ja={**_names(found), **header.ja},
        fingerprint=fingerprint(before, after, whole),  # any day may be asked about
        before=_day(header.before),
        after=_day(header.after),
        days=[*_days(whole)],
        sensors=sensors,
        rules=rules,
        left_out=left_out,
        alternatives=choices_of(found),
        questions=[question_entry(q, whole, asked) for q in every_question() if q.applies(after)],
        flights=asked,
        places=[
            PlaceEntry(id=key, name=r.name, party=r.party) for key, r in whole.receivers.items()
        ],
        sources=[*source_entries(whole)],
        disagreements=[
            DisagreementEntry(
                about=d.question,
                paths=[*_one_unknown(whole, d.path)],
                used=d.used,
                statements=[
                    StatementEntry(value=s.value, sources=[*s.sources], grade=s.grade, note=s.note)
                    for s in d.said
                ],
            )
            for d in disagreements(whole)
        ],
        glossary=meanings(),
    )


def _names(found: ReadWorld) -> dict[str, str]:
    """Names of a world that rests on no built-in one, each by itself: the page has names in
    Japanese of the built-in ones alone, and one that is written alike may be another thing's."""
    lowest = Path(found.layers[-1].files[0][0]).resolve().parent
    if lowest in {path.resolve() for path in built_in().values()}:
        return {}
    # Parties are countries, and names of threats hold words of the program.
    of = [v for k, v in found[0].entries.items() if k not in ("parties", "threats")]
    names = (getattr(entry, "name", "") for entries in of for entry in entries.values())
    return {name: name for name in names if name}


class Things(NamedTuple):
    """What may be changed of a world."""

    sensors: list[DeclaredThing]
    rules: list[DeclaredThing]
    """And what else may be changed."""
    left_out: list[str]
    """Names of those that the world that it extends has, and it has not."""


def things_of(found: ReadWorld) -> Things:
    """Sensors and rules; values that were set say what was there."""
    whole, tree, _ = found
    sensors = [_sensor(whole, tree, key) for key in whole.sensors]
    rules = [*_rules(whole, tree)]
    for under in worlds_below(found):
        lower = things_of(under)
        there = [*lower.sensors, *lower.rules]
        below = {c.path: c for t in there for c in t.controls}
        own = {t.path for t in (*sensors, *rules)}
        sensors, rules = (
            [t.model_copy(update={"controls": with_declared(t.controls, below)}) for t in part]
            for part in (sensors, rules)
        )
        return Things(sensors, rules, [t.name for t in there if t.path not in own])
    return Things(sensors, rules, [])


def _one_unknown(world: Scenario, path: str) -> Iterator[str]:
    """A value, and those that are one unknown with it."""
    if not path:
        return
    yield path
    every = [
        e
        for entries in world.entries.values()
        for entry in entries.values()
        for e in estimates_of(entry)
    ]
    own = next((e for e in every if e.name == path), None)
    if own is not None and own.shared_as:
        yield f"{SHARED}.{own.shared_as}"
        yield from (e.name for e in every if e.shared_as == own.shared_as and e is not own)


def source_entries(world: Scenario) -> Iterator[SourceEntry]:
    """The sources that a world declares, in its order."""
    for s in listed(world, tuple(world.sources)):
        yield SourceEntry(id=s.id, title=s.title, publisher=s.by, date=s.published, url=s.url)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _days(whole: Scenario) -> Iterator[DayChanges]:
    """In order; each entry by its name, as files have it."""
    found: dict[date, dict[str, bool]] = {}
    for section, entries in whole.entries.items():
        if section in NO_POSTURE:
            continue
        warns = SECTIONS[section].topic == "warning"
        for key, entry in entries.items():
            name = change_named(whole, entry, key)
            for day, what in ((entry.since, "begins"), (entry.until, "ends")):
                if day is not None:
                    on, change = found.setdefault(day, {}), f"{_quoted(name)} {what}"
                    on[change] = warns or on.get(change, False)
    for day, on in sorted(found.items()):
        warning = [change for change, warns in on.items() if warns]
        yield DayChanges(day=day.isoformat(), changes=[*on], warning=warning)


def _quoted(name: str) -> str:
    """A name in a sentence; in quotes where it is more than a name, and its verb would be lost."""
    more = any(word.islower() for word in name.partition(", ")[2].split())
    return f"“{name}”" if more else name


def _sensor(whole: Scenario, tree: Tree, key: str) -> DeclaredThing:
    sensor, path = whole.sensors[key], f"sensors.{key}"
    place = whole.places.get(sensor.at)
    moves: list[str] = []
    lat = lon = None
    stated = _structural(whole)
    controls = [
        _above(c, stated)
        for c in controls_of(whole, tree, path, sensor, sensor, leave=("shared",))
        if c.path not in stated
    ]
    if isinstance(place, Ground):
        lat, lon = (_degrees(v) for v in (place.lat, place.lon))
        steps = [f"places.{sensor.at}.{name}" for name in ("lat", "lon")]
        moves = steps if all(can_be_set(tree, step) for step in steps) else []
        controls += [
            c.model_copy(update={"of": path})
            for c in controls_of(whole, tree, f"places.{sensor.at}", place, place)
            if c.kind == "number"
        ]
    return DeclaredThing(
        **_about(whole, path, key, sensor),
        kind=sensor.kind,
        party=sensor.owner,
        lat=lat,
        lon=lon,
        moves=moves,
        off=[f"{path}=null"],
        controls=controls,
    )


def _degrees(value: Any) -> float:
    return round(float(np.degrees(getattr(value, "best", value))), 6)


def _about(whole: Scenario, path: str, key: str, entry: Declared) -> dict[str, Any]:
    return {
        "path": path,
        "id": key,
        "name": name_of(entry, key),
        "from": _day(entry.since),
        "until": _day(entry.until),
    }


def _rules(whole: Scenario, tree: Tree) -> Iterator[DeclaredThing]:
    """Rules, what single sensors and whole parties pass on, and unknowns that several share."""
    still: dict[str, Any] = {"lat": None, "lon": None, "moves": []}
    for key, rule in whole.rules.items():
        path = f"rules.{key}"
        party = whole.parties.get(rule.party)
        about = _about(whole, path, key, rule)
        about["name"] = key if party is None else party.name
        yield DeclaredThing(
            **about,
            **still,
            kind="rule",
            party=rule.party,
            off=[],
            controls=controls_of(whole, tree, path, rule, rule),
        )
    for key, sensor in whole.sensors.items():
        if not sensor.shared:
            continue
        path = f"sensors.{key}"
        names = [whole.parties[s.party].name for s in sensor.shared if s.party in whole.parties]
        own = [
            c
            for c in controls_of(whole, tree, path, sensor, sensor)
            if c.path.startswith(f"{path}.shared.")
        ]
        about = _about(whole, f"{path}.shared", f"{key}.shared", sensor)
        about["name"] = f"{sensor.name}, shared with {', '.join(names)}"
        yield DeclaredThing(
            **about,
            **still,
            kind="shared",
            party=sensor.owner,
            off=[f"{path}.shared=[]"],
            controls=own,
        )
    for key, arrangement in whole.sharing.items():
        path = f"sharing.{key}"
        yield DeclaredThing(
            **_about(whole, path, key, arrangement),
            **still,
            kind="sharing",
            party=", ".join(arrangement.among),
            off=[f"{path}=null"],
            controls=controls_of(whole, tree, path, arrangement, arrangement),
        )
    if together := shared_controls(tree, whole):
        yield DeclaredThing(
            path=SHARED,
            id=SHARED,
            name="Unknowns that several values share",
            **still | {"from": None, "until": None},
            kind="unknowns",
            party="",
            off=[],
            controls=together,
        )


def choices_of(found: ReadWorld) -> list[AlternativeQuestion]:
    """Structural choices; those that are made otherwise than below say how they are made there."""
    whole, tree, _ = found
    own = [_alternative(whole, tree, key) for key in whole.alternatives]
    for under in worlds_below(found):
        below = {each.id: each.declared or each.base for each in choices_of(under)}
        return [
            a
            if below.get(a.id, a.base) == a.base
            else a.model_copy(update={"declared": below[a.id]})
            for a in own
        ]
    return own


def _alternative(whole: Scenario, tree: Tree, key: str) -> AlternativeQuestion:
    alternative = whole.alternatives[key]
    return AlternativeQuestion(
        id=key,
        name=alternative.question,
        base=next(o.name for o in alternative.options if o.base),
        declared=None,
        options=[
            AlternativeOption(
                name=o.name,
                note=o.note,
                values=[] if o.base else [*_chosen(whole, tree, key, i)],
            )
            for i, o in enumerate(alternative.options)
        ],
    )


def _chosen(whole: Scenario, tree: Tree, key: str, option: int) -> Iterator[str]:
    """That some radars look no lower than an elevation, as values of their faces; and which option
    is the base, which has to say what the faces do. What satellites do is no matter of values."""
    options = whole.alternatives[key].options
    lowest = options[option].lowest_elevation
    if lowest is None:
        return
    base = next(o.lowest_elevation for o in options if o.base)
    told = () if base is None else base.sensors  # what is chosen now is all that raises those
    for sensor in lowest.sensors:
        for i, face in enumerate(getattr(whole.sensors.get(sensor), "faces", ())):
            path = f"sensors.{sensor}.faces.{i}.elevation.0"
            above = face.elevation[0].high > lowest.elevation and sensor not in told
            if not above and can_be_set(tree, path):
                yield f"{path}={np.degrees(lowest.elevation):g} deg"
    for i, each in enumerate(options):
        if each.base or i == option:
            yield f"alternatives.{key}.options.{i}.base={'true' if i == option else 'false'}"


def _structural(whole: Scenario) -> dict[str, float]:
    """Paths of values that a structural choice states, too, and the highest that one does [rad]:
    one alone may not be set."""
    found: dict[str, float] = {}
    for alternative in whole.alternatives.values():
        for lowest in (o.lowest_elevation for o in alternative.options if o.lowest_elevation):
            for sensor in lowest.sensors:
                for i, _ in enumerate(getattr(whole.sensors.get(sensor), "faces", ())):
                    path = f"sensors.{sensor}.faces.{i}.elevation.0"
                    found[path] = max(found.get(path, -np.inf), lowest.elevation)
    return found


def _above(control: Control, stated: Mapping[str, float]) -> Control:
    """The same; a highest elevation stays above each lowest one that a choice may state."""
    lowest = stated.get(f"{control.path.removesuffix('.1')}.0")
    if lowest is None or control.least is None or control.most is None:
        return control
    # A hundredth of the way up, as where both are declared.
    under = in_unit(lowest, "angle", control.unit)
    least = max(control.least, under + (control.most - under) / 100.0)
    return control.model_copy(update={"least": round(least, 6)})


def _flights(after: Scenario) -> Iterator[FlightEntry]:
    for flight in flights(after):
        yield FlightEntry(
            id=flight.id,
            name=flight.words,
            **{"class": flight.threat_name},
            site=flight.site,
            place=flight.place,
        )

"""What is kept of the pipe never makes an answer another one, whatever is changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from noroshi.errors import NoroshiError
from noroshi.kept import keeping
from noroshi.kept.digest import digest
from noroshi.kept.store import InMemory, Store
from noroshi.questions import question
from noroshi.questions.answer import Answer
from noroshi.questions.ask import case_of
from noroshi.questions.warning.pipe import assess_all, followed
from noroshi.questions.warning.pipe.comparison import facing_the_same
from noroshi.questions.warning.pipe.observe import absence, absence_name
from noroshi.questions.warning.pipe.track import track
from noroshi.scenario import load
from noroshi.scenario.records import WARNED, Scenario
from noroshi.world import Draws, Estimate

DRAWS = 2
EVERYTHING = 10**9


def numbers(value: Any) -> Iterator[Any]:
    """Every declared number of a record, estimates whole, in order."""
    if isinstance(value, Estimate | int | float):
        if not isinstance(value, bool):
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from numbers(getattr(value, name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name))


def with_other(value: Any, others: Iterator[Any]) -> Any:
    """The same record with other numbers in the order of `numbers`."""
    if isinstance(value, Estimate | int | float):
        return value if isinstance(value, bool) else next(others)
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return value.model_copy(
            update={name: with_other(getattr(value, name), others) for name in names}
        )
    if isinstance(value, Mapping):
        return {key: with_other(part, others) for key, part in value.items()}
    if isinstance(value, tuple):
        parts = [with_other(part, others) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        new = {f.name: with_other(getattr(value, f.name), others) for f in fields(value)}
        return replace(value, **new)
    return value


def moved(number: Any) -> Any:
    """A number that is a little greater, or one more."""
    if isinstance(number, Estimate):
        return replace(number, **{k: 1.01 * getattr(number, k) for k in ("low", "best", "high")})
    return number + 1 if isinstance(number, int) else 1.01 * number


def declared(world: Scenario) -> list[Any]:
    """Every number that warning may read."""
    return [n for name in ("header", *WARNED) for n in numbers(getattr(world, name))]


def changed(world: Scenario, which: int) -> Scenario:
    """The world with one declared number moved."""
    every = declared(world)
    every[which] = moved(every[which])
    others = iter(every)
    new = {name: with_other(getattr(world, name), others) for name in ("header", *WARNED)}
    return replace(world, **new, origin=None)


def outcome(worlds: Sequence[Scenario], store: Store | None) -> str:
    """A digest of all that is assessed, or why nothing is."""
    with keeping(store):
        try:
            assessed = assess_all(worlds, draws=DRAWS)
        except (NoroshiError, ValueError) as problem:
            return str(problem)
    return digest([(a.flights, a.detections, a.tracks, a.warnings, a.choices) for a in assessed])


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("small").at("2015-01-01")


@pytest.fixture(scope="module")
def store(small: Scenario) -> Store:
    held = InMemory(EVERYTHING)
    outcome([small], held)
    return held


NUMBERS = len(declared(load("small").at("2015-01-01")))


@settings(max_examples=25)
@given(which=st.integers(0, NUMBERS - 1))
def test_whatever_number_is_changed_nothing_stale_is_found(
    which: int, small: Scenario, store: Store
) -> None:
    """Were an input of a stage missing from its key, the old result would be found."""
    worlds = [small, changed(small, which)]
    assert outcome(worlds, store) == outcome(worlds, None)


def test_what_was_found_of_other_places_parties_or_choices_is_not_taken(
    small: Scenario, store: Store
) -> None:
    """Of what has other rows nothing finds its place, whether there are as many or not."""
    far = {
        key: rule.model_copy(update={"overflight_radius": 20.0 * rule.overflight_radius})
        for key, rule in small.rules.items()
    }
    places = dict(reversed(small.receivers.items()))
    for change in ({"rules": far}, {"alternatives": {}}, {"receivers": places}):
        worlds = [replace(small, **change, origin=None)]
        assert outcome(worlds, store) == outcome(worlds, None)


class Counting(InMemory):
    """A store that counts what is kept of each stage."""

    def __init__(self) -> None:
        super().__init__(EVERYTHING)
        self.kept: Counter[str] = Counter()

    def keep(self, stage: str, key: str, value: Any) -> None:
        self.kept[stage] += 1
        super().keep(stage, key, value)


def test_of_two_postures_the_one_that_lacks_what_is_changed_is_found(small: Scenario) -> None:
    before = facing_the_same(load("small").at("2013-01-01"), small)
    (new,) = set(small.sensors) - set(before.sensors)
    store = Counting()
    outcome([before, small], store)
    assert store.kept["tracks"] == 2
    farther = small.sensors[new].model_copy(update={"report_delay": Estimate.exactly(40.0)})
    changed = replace(small, sensors={**small.sensors, new: farther}, origin=None)
    store.kept.clear()
    assert outcome([before, changed], store) == outcome([before, changed], None)
    assert store.kept["tracks"] == 1


def test_only_draws_that_a_change_touches_are_followed_again(
    small: Scenario, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A radar that is away in one draw of two leaves what teams know in the other as it was."""
    (radar, *_) = small.sensors.values()
    asked: list[Any] = []

    def spied(*given: Any) -> None:
        asked.append(given[-1].copy())
        track(*given)

    monkeypatch.setattr(followed, "track", spied)
    seldom = radar.model_copy(update={"availability": Estimate.exactly(0.5)})
    world = replace(small, sensors={**small.sensors, radar.id: seldom}, origin=None)
    found = outcome([world], store)
    (wanted,) = asked
    assert found == outcome([world], None)
    away = absence(seldom, Draws.of([absence_name(seldom)], DRAWS, 0))
    assert away.tolist() in ([True, False], [False, True])
    assert wanted[:, away].any()
    assert not wanted[:, ~away].any()


def told(world: Scenario, name: str, store: Store | None, *, every_draw: bool = False) -> str:
    """A digest of all that people read of an answer, or why there is none."""
    case = replace(case_of(world, draws=DRAWS), every_draw=every_draw)
    with keeping(store):
        try:
            return _read(question(name)(case))
        except (NoroshiError, ValueError) as problem:
            return str(problem)


def _read(answer: Answer) -> str:
    values = {name: (v.dims, v.array) for name, v in answer.told.items()}
    tables = [table.cells() for table in answer.tables]
    written = (answer.headline, answer.text, tables, answer.limits, answer.sources)
    return digest(values, written, answer.layers, answer.drivers)


@pytest.mark.parametrize("name", ["warning", "localisation"])
def test_an_answer_that_reads_no_draw_tells_what_the_one_that_does_tells(
    name: str, small: Scenario
) -> None:
    """It is passed only the sections that it is kept by: did it read others, it would differ."""
    assert told(small, name, None) == told(small, name, None, every_draw=True)


@pytest.mark.parametrize("name", ["warning", "localisation", "shares"])
@settings(max_examples=5)
@given(which=st.integers(0, NUMBERS - 1))
def test_whatever_number_is_changed_no_stale_answer_is_found(
    name: str, which: int, small: Scenario, store: Store
) -> None:
    told(small, name, store)
    other = changed(small, which)
    assert told(other, name, store) == told(other, name, None)


@pytest.mark.parametrize("name", ["warning", "localisation"])
def test_an_answer_is_found_without_asking_any_stage(name: str, small: Scenario) -> None:
    """All that is read of a world that did not change is one result."""
    first, again = Counting(), Counting()
    expected = told(small, name, first)
    again._results = first._results
    assert told(small, name, again) == expected
    assert not again.kept


@settings(max_examples=3)
@given(one=st.integers(0, NUMBERS - 1), other=st.integers(0, NUMBERS - 1))
def test_a_world_is_told_alike_however_it_is_reached(one: int, other: int, small: Scenario) -> None:
    """Changed and changed back, and by two changes in either order."""
    both = [changed(changed(small, a), b) for a, b in ((one, other), (other, one))]
    worlds = [small, changed(small, one), small, both[0], changed(small, other), *both, small]
    for name in ("localisation", "shares"):
        held = InMemory(EVERYTHING)
        anew = {id(world): told(world, name, None) for world in worlds}
        assert [told(world, name, held) for world in worlds] == [anew[id(w)] for w in worlds]


def test_what_sets_of_sensors_are_worth_is_found_of_a_posture_that_lacks_what_is_changed(
    small: Scenario,
) -> None:
    whole = load("small")
    (new,) = set(small.sensors) - set(whole.at("2013-01-01").sensors)
    farther = small.sensors[new].model_copy(update={"report_delay": Estimate.exactly(40.0)})
    other = replace(whole, sensors={**whole.sensors, new: farther}, origin=None)
    store = Counting()
    told(whole, "shares", store)
    assert store.kept["worth of sensors"] == 2
    assert told(other, "shares", store) == told(other, "shares", None)
    assert store.kept["worth of sensors"] == 3


def test_where_a_sensor_confirms_is_found_unless_it_is_changed(small: Scenario) -> None:
    (radar, *_) = small.sensors.values()
    other = radar.model_copy(update={"availability": Estimate.exactly(0.5)})
    world = replace(small, sensors={**small.sensors, radar.id: other}, origin=None)
    store = Counting()
    told(small, "localisation", store)
    before = store.kept["coverage"]
    assert told(world, "localisation", store) == told(world, "localisation", None)
    assert store.kept["coverage"] == before + 1

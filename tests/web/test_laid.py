"""A folder of set values is opened as what it was saved from: with these values set."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from noroshi.errors import NoroshiError
from noroshi.scenario.loading import read
from noroshi.scenario.set_values import read_values
from noroshi.web.exports import scenario_archive
from noroshi.web.laid import _read_as, _text
from noroshi.web.records import Control, LaidOver, World
from noroshi.web.told import ToldWorlds
from noroshi.web.uploads import Worlds, unzipped
from noroshi.web.world import world_document
from noroshi.world import HEADER
from noroshi.world.between import set_between
from noroshi.world.values import with_values
from web_lab import archive


@pytest.fixture
def worlds() -> Iterator[Worlds]:
    held = Worlds.of("small")
    yield held
    held.close()


@pytest.fixture(scope="module")
def small() -> World:
    return world_document("small", "small")


def opened(worlds: Worlds, files: dict[str, bytes]) -> LaidOver | None:
    return ToldWorlds(worlds).laid(worlds.add(files))


def saved(*values: str, of: str = "small", word: str = "small", shipped: bool = True) -> Any:
    return unzipped(scenario_archive(of, word, values, shipped=shipped))


def one_file(text: str) -> dict[str, bytes]:
    return {"mine/changes.yaml": textwrap.dedent(text).encode()}


def every_change(world: World) -> Iterator[tuple[str, ...]]:
    """What the page can set, one thing at a time."""
    things = [*world.sensors, *world.rules]
    yield from (tuple(thing.off) for thing in things if thing.off)
    for thing in things:
        if thing.moves:
            at = (thing.lat, thing.lon)
            moved = zip(thing.moves, at, strict=True)
            yield tuple(f"{path}={(degrees or 0.0) + 0.5:g} deg" for path, degrees in moved)
        yield from ((word,) for word in map(another, thing.controls) if word)
    yield from (tuple(o.values) for each in world.alternatives for o in each.options if o.values)
    yield ("scenario.before=2013-05-01", "scenario.after=2016-05-01")


def another(control: Control) -> str:
    """A value that a control can take and has not; empty where none is sure to be one."""
    if control.kind == "choice":
        other = [choice for choice in control.choices if choice != control.value]
        return f"{control.path}={other[0]}" if other else ""
    if control.kind != "number" or not isinstance(control.value, float):
        return ""
    if control.low is None or control.low == control.high:
        return ""  # whole numbers are among these
    return f"{control.path}={control.low:g} {control.unit}".strip()


def test_each_change_that_the_page_can_make_comes_back_as_it_was_set(small: World) -> None:
    tried = 0
    for values in every_change(small):
        worlds = Worlds.of("small")
        laid = opened(worlds, saved(*values))
        worlds.close()
        assert laid is not None, values
        days = [f"scenario.{d}={v}" for d in ("before", "after") if (v := getattr(laid, d))]
        assert sorted([*laid.values, *days]) == sorted(values)
        assert (laid.scenario, laid.named) == ("small", False)
        tried += 1
    assert tried > 30


@settings(max_examples=20, deadline=None, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_several_changes_come_back_as_the_same_world(data: st.DataObject, small: World) -> None:
    changes = st.sampled_from([*every_change(small)])
    values = {v for each in data.draw(st.lists(changes, min_size=2, max_size=4)) for v in each}
    worlds = Worlds.of("small")
    try:
        files = saved(*sorted(values))
    except NoroshiError:  # two of them set the same, or one is of what another takes out
        worlds.close()
        return
    laid = opened(worlds, files)
    found = read(worlds.word(worlds.add(files)))
    worlds.close()
    assert laid is not None
    again = read("small", read_values(laid.values)).tree
    assert {**found.tree.data, HEADER: {}} == {**again.data, HEADER: {}}


def test_a_name_of_its_own_is_told_and_what_is_no_change_is_nothing(worlds: Worlds) -> None:
    text = """
        scenario: {extends: small, title: Mine}
        sensors: {south-radar: {reference: {range: 700 km}}}
    """
    laid = opened(worlds, one_file(text))
    assert laid is not None
    assert (laid.values, laid.named) == (["sensors.south-radar.reference.range=700 km"], True)
    assert opened(worlds, one_file("scenario: {extends: small, title: Mine}")) is None


@pytest.mark.parametrize(
    "more",
    [
        "scenario: {extends: small, asks: Is it so?}",
        "scenario: {extends: small, after: null}",
        "scenario: {extends: small, ja: {Capital: 首都}}",
        """
        scenario: {extends: small}
        sensors: {third: {like: north-radar}}
        """,
        """
        scenario: {extends: small}
        sensors: {north-radar: {note: seen by nobody}}
        """,
        """
        scenario: {extends: small}
        receivers: {capital: null}
        """,
    ],
    ids=["asks", "no-day", "names", "sensor", "note", "city"],
)
def test_what_is_more_than_set_values_stays_a_world_of_its_own(worlds: Worlds, more: str) -> None:
    text = textwrap.dedent(more).strip()
    changed = "sensors: {south-radar: {reference: {range: 700 km}}}"
    with_it = text.replace("sensors: {", "sensors: {south-radar: {reference: {range: 700 km}}, ")
    whole = with_it if "sensors:" in text else f"{text}\n{changed}"
    assert opened(worlds, one_file(f"scenario: {{extends: small}}\n{changed}")) is not None
    assert opened(worlds, one_file(whole)) is None


def test_a_folder_that_is_laid_over_a_given_one_is_that_one_with_values(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = "scenario: {extends: small, title: Own}\nsensors: {third: {like: north-radar}}\n"
    (own / "a.yaml").write_text(text)
    value = "sensors.third.reference.range=700 km"
    files = saved(value, of="own", word=str(own), shipped=False)
    for started, of in ((str(own), "own"), ("small", None)):
        worlds = Worlds.of(started)
        laid = opened(worlds, files)
        worlds.close()
        assert (laid and (laid.scenario, laid.values)) == (of and (of, [value]))


def test_more_values_than_a_job_sets_are_not_tried(small: World, monkeypatch: Any) -> None:
    tree, ways = read("small").tree, [*every_change(small)]
    values = read_values([v for each in ways if "=null" not in each[0] for v in each[:1]][:3])
    above, able = with_values(tree, values, "--set"), {*values}
    assert set_between(tree, above, able, 3) == values
    monkeypatch.setattr("noroshi.world.between.with_values", None)
    assert set_between(tree, above, able, 2) is None


def test_what_is_served_of_it(client: TestClient) -> None:
    kind = {"content-type": "application/zip"}
    body = archive(
        {name: text.decode() for name, text in saved("scenario.after=2016-05-01").items()}
    )
    id_ = client.post("/api/scenarios", content=body, headers=kind).json()["id"]
    told = client.get(f"/api/laid/{id_}").json()
    assert told == {
        **{"scenario": "small", "values": [], "before": None},
        **{"after": "2016-05-01", "named": False},
    }
    assert client.get("/api/laid/small").json() is None
    assert client.get("/api/laid/smal").status_code == 404


@pytest.mark.parametrize(("value", "same"), [("800 km", True), (0.5, True), ("0.5", False)])
def test_a_value_that_its_text_would_not_be_read_as_is_told_by_no_text(
    value: str | float, same: bool
) -> None:
    assert _read_as([f"a.b={_text(value)}"], {"a.b": value}) is same

"""A declared world that is found again is the one that was read, and never an older one."""

import json
import math
import sys
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from noroshi.cli import postures
from noroshi.compiled.folder import files_of
from noroshi.errors import ScenarioError
from noroshi.kept import keeping
from noroshi.kept.digest import state_of
from noroshi.kept.store import InFolder, InMemory
from noroshi.questions import measures
from noroshi.questions.base import Measure
from noroshi.report.report import fingerprint
from noroshi.scenario import Scenario, kept_world, load
from noroshi.scenario.as_plain import of_plain, plain
from noroshi.scenario.kept_world import world_of
from noroshi.web import declared
from noroshi.world import Declared, Estimate
from noroshi.world.merging import Tree

FILE = "scenario:\n  title: Mine\n  extends: {base}\n"
RANGE = "sensors.north-radar.reference.range"
HEARD = """claims:
  said:
    question: Is it heard?
    of: invented:1
    says: It is heard.
    checks:
      - {part: heard, kind: computed, measure: heard, of: north-radar}
"""


def nothing(_tree: Tree, _world: Scenario) -> None:
    """Finds nothing wrong."""


def found(scenario: Path | str, values: dict[str, Any] | None = None) -> Scenario:
    return world_of(str(scenario), values or {}, nothing)[0]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was read from files."""
    read, told = kept_world._read, list[str]()

    def noted(scenario: str, *rest: Any) -> Any:
        told.append(scenario)
        return read(scenario, *rest)

    monkeypatch.setattr(kept_world, "_read", noted)
    return told


@pytest.mark.parametrize("name", ["japan", "small"])
def test_what_was_made_plain_comes_back_to_the_last_bit(name: str) -> None:
    world = load(name)
    again = of_plain(json.loads(json.dumps(plain(world))))
    assert again == world
    assert fingerprint(again) == fingerprint(world)
    for section, entries in world.entries.items():
        assert list(again.entries[section]) == list(entries)
        for key, entry in entries.items():
            other = again.entries[section][key]
            assert type(other) is type(entry)
            assert repr(other) == repr(entry)
            assert other.model_fields_set == entry.model_fields_set
            assert other.model_dump() == entry.model_dump()


def test_what_no_file_of_the_program_makes_is_not_made_plain() -> None:
    class Own(Declared):
        kind: str = "own"

    for odd in (
        Own(),
        Declared.model_construct(note=np.zeros(2)),
        Declared.model_construct(id={1}),
    ):
        with pytest.raises(TypeError):
            plain(Scenario.of_entries(load("small").header, {"sensors": {"odd": odd}}))


@pytest.mark.parametrize("store", [InMemory(10**8), "folder"])
def test_a_world_is_read_once(store: Any, tmp_path: Path, reads: list[str]) -> None:
    with keeping(InFolder(tmp_path / "kept", 10**8) if store == "folder" else store):
        first, second = found("small"), found("small")
        assert found("small", {RANGE: "800 km"}) != first
        assert found("small", {RANGE: "800 km"}).sensors["north-radar"].reference.range.best == 8e5  # type: ignore[attr-defined]
    assert first == second
    assert reads == ["small", "small"]


def test_any_library_counts_however_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "checks_of_their_own.py"
    file.write_text("")

    class Finder:  # as of what is installed to be worked on
        @staticmethod
        def find_spec(name: str, *_rest: Any) -> ModuleSpec | None:
            return spec_from_file_location(name, file) if name == file.stem else None

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    monkeypatch.setattr(kept_world, "_CHECKING", (file.stem,))
    monkeypatch.setattr("noroshi.kept.digest._BEGUN", math.inf)
    before = kept_world.made_by.__wrapped__()
    file.write_text("x = 1")
    assert kept_world.made_by.__wrapped__() != before is not None
    monkeypatch.setattr("noroshi.kept.digest._BEGUN", file.stat().st_ctime - 1.0)
    assert kept_world.made_by.__wrapped__() is None


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("web/page/assets/draw.js", False),
        ("web/page/index.html", False),
        ("web/page.py", True),
        ("scenarios/japan/radars.yaml", True),
        ("questions/warning/variables.csv", True),
        ("data/coast.npz", True),
    ],
)
def test_only_what_an_answer_depends_on_makes_kept_worlds_others(
    file: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_world, "program", lambda: state_of(files_of(tmp_path)))
    monkeypatch.setattr("noroshi.kept.digest._BEGUN", math.inf)
    before = kept_world.made_by.__wrapped__()
    built = tmp_path / file
    built.parent.mkdir(parents=True)
    built.write_text("anew")
    assert (kept_world.made_by.__wrapped__() != before) is counts


def test_nothing_is_kept_by_a_program_that_changed(
    monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    monkeypatch.setattr(kept_world, "made_by", lambda: None)
    with keeping(InMemory(10**8)):
        assert found("small") == found("small")
    assert reads == ["small"] * 2


def test_nothing_is_kept_where_nothing_is_to_be(reads: list[str]) -> None:
    with keeping(None):
        assert found("small") == found("small")
    assert reads == ["small"] * 2


def test_any_byte_of_its_files_or_of_what_it_extends_makes_it_another_world(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mine", "base"):
        (tmp_path / name).mkdir()
    mine, base = tmp_path / "mine" / "a.yaml", tmp_path / "base" / "a.yaml"
    mine.write_text(FILE.format(base="../base"))
    base.write_text(FILE.format(base="small"))
    with keeping(InMemory(10**8)):
        for _ in range(2):
            assert found(mine.parent).title == "Mine"
        assert len(reads) == 1
        mine.write_text(FILE.format(base="../base").replace("Mine", "Ours"))
        assert found(mine.parent).title == "Ours"
        base.write_text(base.read_text() + "parties:\n  new: {name: New}\n")
        for _ in range(2):
            assert "new" in found(mine.parent).parties
        (base.parent / "b.yaml").write_text("parties:\n  other: {name: Other}\n")
        assert "other" in found(mine.parent).parties
        assert len(reads) == 4
        monkeypatch.setattr(kept_world, "made_by", lambda: "another version")
        found(mine.parent)
        assert len(reads) == 5
        base.write_text("scenario:\n  extends: ../mine\n")
        with pytest.raises(ScenarioError, match="extends itself"):
            found(mine.parent)


def test_a_world_with_a_fault_is_told_so_each_time(tmp_path: Path, reads: list[str]) -> None:
    (tmp_path / "a.yaml").write_text(FILE.format(base="small") + "  titel: x\n")
    with keeping(InMemory(10**8)):
        for _ in range(2):
            with pytest.raises(ScenarioError, match="titel"):
                found(tmp_path)

        def refuse(tree: Tree, _world: Scenario) -> None:
            tree.problem(("scenario",), "not this one")

        found("small")
        with pytest.raises(ScenarioError, match="not this one"):
            world_of("small", {}, refuse)
    assert len(reads) == 4


def test_what_is_damaged_is_read_anew(tmp_path: Path, reads: list[str]) -> None:
    store = InFolder(tmp_path, 10**8)
    with keeping(store):
        first = found("small")
        (kept,) = (tmp_path / "worlds").iterdir()
        kept.write_bytes(kept.read_bytes()[:-100])
        assert found("small") == first
        (kept,) = (tmp_path / "worlds").iterdir()
        strange = np.frombuffer(b'{"base": 1}', np.uint8)
        store.keep("worlds", kept.stem, {"json": strange})
        assert found("small") == first
    assert len(reads) == 3


def test_values_are_set_over_a_world_that_was_found_as_over_one_that_was_read() -> None:
    values = {RANGE: {"low": "700 km", "best": "800 km", "high": "900 km"}}
    with keeping(InMemory(10**8)):
        worlds = [found("small") for _ in range(2)]
        read, again = (world.with_values(values) for world in worlds)
        assert read == again == load("small").with_values(values)
        assert again.at("2015-01-01").with_values(values).day is not None
        both = found("small", values), found("small", values)
        more = {"sensors.north-radar.report_delay": "3 s"}
        assert both[0].with_values(more) == both[1].with_values(more) != both[0]


def test_an_estimate_that_comes_back_cannot_be_written_to() -> None:
    world = load("small")
    radar = of_plain(json.loads(json.dumps(plain(world)))).sensors["north-radar"]
    with pytest.raises(AttributeError):
        radar.availability.best = 2.0  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        radar.name = "other"
    assert radar.model_copy(update={"name": "other"}) != radar
    assert isinstance(radar.availability, Estimate)
    assert hash(radar.availability) == hash(world.sensors["north-radar"].availability)


def test_a_statement_is_held_against_what_questions_find_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text(FILE.format(base="small") + HEARD)
    name, more = str(tmp_path / "mine.yaml"), Measure("heard", "what is heard", "1", ("sensors",))
    with keeping(InMemory(10**8)):
        with monkeypatch.context() as patched:  # as a question that a program registers
            for module in (measures, declared):
                patched.setattr(module, "measures", lambda: {"heard": more})
            assert postures.declared(name).claims
        with pytest.raises(ScenarioError, match="no question finds 'heard'"):
            postures.declared(name)

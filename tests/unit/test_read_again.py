"""A world whose files are the same is not read again, and one whose files changed is."""

from pathlib import Path

import pytest

from noroshi.errors import ScenarioError
from noroshi.report.report import fingerprint
from noroshi.scenario import loading
from noroshi.scenario.loading import read
from noroshi.scenario.set_values import read_values

BASE = "scenario:\n  extends: small\n  title: {}\n"
MINE = "scenario:\n  extends: ../base\n"


def both(tmp_path: Path) -> tuple[Path, Path]:
    """A scenario, and one that it extends."""
    for name, text in (("base", BASE.format("One")), ("mine", MINE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.yaml").write_text(text)
    return tmp_path / "mine", tmp_path / "base"


def test_files_that_changed_are_read_again_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, base = both(tmp_path)
    told, tree = list[str](), loading._tree
    monkeypatch.setattr(loading, "_tree", lambda *of: (told.append(of[1]), tree(*of))[1])
    first, again = read(mine), read(mine)
    assert told == [str(mine)]
    assert again.world == first.world
    assert again.world is not first.world  # what hangs on a world goes when it is forgotten
    (base / "base.yaml").write_text(BASE.format("Two"))
    assert read(mine).world.title == "Two"
    (mine / "more.yaml").write_text("scenario:\n  title: Three\n")
    assert read(mine).world.title == "Three"
    (mine / "more.yaml").unlink()
    assert read(mine).world.title == "Two"
    assert len(told) == 4


def test_what_a_reader_finds_wrong_is_not_told_to_the_next() -> None:
    first = read("small")
    first.tree.problem(("sensors",), "is odd")
    first.tree.remark(("sensors",), "is odd, too")
    again = read("small").tree
    assert not again.problems
    assert again.remarks == first.tree.remarks[:-1]


@pytest.mark.parametrize(
    "value",
    [
        "sensors.north-radar.reference.range=800 km",
        "sensors.north-radar=null",
        "rules.coast.decision_delay=600 s",
        "scenario.title=Another",
        "places.rocks=null",
    ],
)
def test_a_value_gives_the_world_that_is_read_anew_with_it(value: str) -> None:
    # Oracle: the same files, of whose entries nothing is known beforehand.
    values = read_values([value])
    results = []
    for known in (True, False, True):
        if not known:
            loading._LAST.clear()
        try:
            world, tree, _ = read("small", values)
            results.append((fingerprint(world), tree.data, tree.marks, tree.remarks))
        except ScenarioError as error:
            results.append((str(error), {}, {}, []))
    assert results[0] == results[1] == results[2]

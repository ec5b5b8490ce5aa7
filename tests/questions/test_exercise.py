"""A new question is one place: here in twenty lines, "how many sensors does each party own?"."""

import csv
import json
import re
import sys
from collections import Counter

import pytest
import xarray as xr

import noroshi
from noroshi.cli import main as command_line
from noroshi.questions import _ADDED, register
from noroshi.questions.answer import Answer, Axis, Column, Headline, Table, Variable, dataset
from noroshi.questions.base import NoOptions, Question

# --- the exercise ---
OWNED = Variable("sensors_owned", "sensors that the party owns", "1", ("party",), drawn=False)


def answer(case, _options):
    owned = Counter(sensor.owner for sensor in case.after.sensors.values())
    parties = {party: case.after.parties[party].name for party in owned}
    data = dataset([Axis("party", [*parties], [*parties.values()])], {OWNED: [*owned.values()]})
    most, count = owned.most_common(1)[0]
    columns = (Column("sensors_owned", "sensors", "count"),)
    return Answer(
        data=data,
        headline=Headline(f"{parties[most]} owns most sensors: {count}."),
        text=f"{len(parties)} parties own {sum(owned.values())} sensors.",
        tables=(Table("owners", "Sensors by party", data, ("party",), columns),),
    )


OWNERS = Question(
    "owners", "How many sensors does each party own?", NoOptions, lambda w: bool(w.sensors), answer
)
# --- its end ---


@pytest.fixture
def owners():
    register(OWNERS)
    yield
    _ADDED.clear()


@pytest.fixture(scope="module")
def small():
    return noroshi.load("small").at("2015-01-01")


@pytest.fixture
def noroshi_(monkeypatch, capsys, tmp_path):
    """Run a command within this process; what it printed."""
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["noroshi", *arguments])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        assert left.value.code == 0
        return capsys.readouterr().out

    return run


def test_it_is_in_python(owners, small):
    found = noroshi.load("small").ask("owners", draws=2)
    assert repr(found).startswith("<Answer owners: Allyland owns most sensors: ")
    assert found.tables[0].to_pandas()["sensors"].to_dict() == owned(small)


def test_it_is_in_the_help(owners, noroshi_):
    assert "How many sensors does each party own?" in noroshi_("--help")
    assert "How many sensors does each party own?" in noroshi_("owners", "--help")


def test_it_is_on_the_terminal(owners, noroshi_, small):
    text = noroshi_("owners", "small", "--draws", "2")
    assert text.startswith("Allyland owns most sensors: ")
    for party, count in owned(small).items():
        name = small.parties[party].name
        assert any(line.split() == [*name.split(), str(count)] for line in text.splitlines())


def test_it_is_in_every_file(owners, noroshi_, small, tmp_path):
    printed = json.loads(noroshi_("owners", "small", "--draws", "2", "--json"))
    out = tmp_path / "noroshi-out" / "small-owners-draws-2"
    assert json.loads((out / "report.json").read_text()) == printed
    told = printed["answers"]["owners"]
    by_party = dict(
        zip(told["axes"]["party"]["ids"], told["variables"]["sensors_owned"]["value"], strict=True)
    )
    assert by_party == owned(small)
    with (out / "owners-party.csv").open() as file:
        assert {r["party"]: int(r["sensors_owned"]) for r in csv.DictReader(file)} == by_party
    data = xr.open_dataset(out / "owners.nc")
    assert dict(zip(data.party.values, data.sensors_owned.values, strict=True)) == by_party
    page = (out / "report.html").read_text()
    assert "How many sensors does each party own?" in page
    for party, count in by_party.items():
        row = re.search(rf"{small.parties[party].name}\s*</th>\s*<td[^>]*>\s*(\d+)", page)
        assert int(row[1]) == count
    assert "owners-party.csv" in (out / "README.md").read_text()


def owned(world):
    """What the answer must be, counted by hand."""
    return dict(Counter(sensor.owner for sensor in world.sensors.values()))

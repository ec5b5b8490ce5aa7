"""What is told on stderr beside an answer: what it may hang on, and what goes with set values."""

import pytest

from noroshi.cli.main import application
from noroshi.web.declared import checked


@pytest.fixture
def beside(capsys, tmp_path):
    """What stands on stderr beside an answer about the world `small` with values set."""

    def run(*sets, more=()):
        words = [word for value in sets for word in ("--set", value)]
        command = ["listen", "small", "--draws", "2", "--out", str(tmp_path / "out")]
        application("listen")([*command, *words, *more], standalone_mode=False)
        told = capsys.readouterr().err.splitlines()
        return [line for line in told if line.startswith("noroshi: ")]

    return run


def test_what_an_answer_may_hang_on_is_told_shortly(beside):
    (line,) = beside("sensors.north-radar.accuracy=null")
    assert line.startswith("noroshi: sensors.north-radar: it has no `accuracy`, so that")
    radars = ("sensors.north-radar", "sensors.south-radar")
    values = [f"{r}.{what}" for r in radars for what in ("accuracy=null", "max_range=1 km")]
    *told, last = beside(*values)
    assert len(told) == 3
    assert last.startswith("noroshi: and 1 more: noroshi check small --set sensors.north-radar.")


def test_what_holds_on_neither_day_is_not_told(beside):
    values = ("sensors.north-radar.accuracy=null", "sensors.north-radar.from=2030-01-01")
    assert beside(*values) == []
    assert len(beside(*values, more=("--as-of", "2031-01-01"))) == 1


@pytest.mark.parametrize("name", ["japan", "small"])
def test_our_own_worlds_have_nothing_odd_that_answers_hang_on(name):
    assert checked(name, ()).odd == ()


def test_what_goes_with_an_entry_is_told_in_two_lines_or_in_full(beside):
    values = ("places.south-cape=null", "sensors.north-radar=null")
    *_, last = told = beside(*values)
    assert len(told) == 2
    assert last.endswith(": see --full")
    whole = beside(*values, more=("--full",))
    assert len(whole) > 2
    assert not [line for line in whole if "--full" in line]

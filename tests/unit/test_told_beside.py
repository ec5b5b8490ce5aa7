"""What is told on stderr beside an answer: what it may hang on, and what goes with set values."""

import sys

import pytest

from noroshi.cli.asking import command
from noroshi.cli.main import application, main
from noroshi.questions import question
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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("city --place capital small", "the place stands first, without it: "),
        ("timeline small capital", "write `--place capital`"),
        ("listen small hills", "write `--site hills`"),
    ],
)
def test_a_place_that_is_typed_as_for_another_command_is_told(words, told, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["noroshi", *words.split()])
    with pytest.raises(SystemExit):
        main()
    assert told in capsys.readouterr().err.replace("\n", " ")


@pytest.mark.parametrize("words", [("small", "capital"), ("capital", "small")])
def test_a_place_and_its_scenario_may_stand_either_way_round(words, monkeypatch, tmp_path):
    heard = []
    monkeypatch.setattr(
        "noroshi.cli.asking_job.answer_command",
        lambda _name, _questions, own, asked, **_: heard.append((own["place"], asked.scenario)),
    )
    asked = dict.fromkeys(("passes", "as_of", "against", "sets"))
    rest = {"full": False, "data": False, "figures": False, "json": False}
    run = command("city", (question("city"),))
    run(place=words[0], scenario=words[1], out=tmp_path, **asked, **rest)
    assert heard == [("capital", "small")]


def test_commitments_say_what_lists_their_questions_and_what_answers_one(capsys):
    words = ["commitments", "japan", "--at", "senkaku", "--event", "armed-attack", "--by", "cn"]
    application("commitments")(words, standalone_mode=False)
    last = " ".join(capsys.readouterr().out.split())
    assert last.endswith(
        "more: --full (every provision, change and open question; "
        "--given NAME=yes answers a question)"
    )

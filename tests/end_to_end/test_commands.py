"""check, show, init, schema: as a user types them, in a process of their own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from noroshi.cli import main as command_line
from noroshi.scenario import load
from noroshi.scenario.files import built_in
from noroshi.scenario.records import SECTIONS

only_posix = pytest.mark.skipif(os.name != "posix", reason="a signal is sent")


def noroshi(*words, cwd=None, columns="100"):
    """Run the command; returns exit code, stdout and stderr."""
    done = subprocess.run(
        [sys.executable, "-m", "noroshi", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "COLUMNS": columns},
        timeout=1800,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def here(monkeypatch, capsys):
    """The same inside this process, for the many small cases."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["noroshi", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return run


def broken_folder(tmp_path):
    for path in built_in()["small"].glob("*.yaml"):
        text = path.read_text().replace("at: north-cape", "at: nroth-cape")
        (tmp_path / path.name).write_text(text.replace("look_interval: 5 s", "look_interval: 5"))
    return tmp_path


def test_help_imports_nothing_heavy():
    program = (
        "import sys; sys.argv = ['noroshi', '--help']\n"
        "from noroshi.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as left: assert left.code == 0\n"
        "heavy = {'jax', 'pint', 'numpy', 'scipy', 'xarray', 'matplotlib'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for command in ("run", "watch", "flight", "check", "show", "init", "schema", "export", "cache"):
        assert command in done.stdout


def test_a_good_scenario_is_checked_with_exit_code_zero():
    code, out, err = noroshi("check", "small")
    assert (code, err) == (0, "")
    assert "no problem" in out
    assert "sensors 3" in out


def test_a_bad_one_with_two_and_every_problem_at_its_place(tmp_path):
    folder = broken_folder(tmp_path)
    code, out, err = noroshi("check", folder)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    sensors = (folder / "sensors.yaml").read_text().splitlines()
    at = next(i for i, line in enumerate(sensors, 1) if "nroth" in line)
    look = next(i for i, line in enumerate(sensors, 1) if "look_interval" in line)
    assert f"sensors.yaml:{at}: sensors.north-radar.at" in err
    assert "did you mean 'north-cape'?" in err
    assert f"sensors.yaml:{look}: sensors.north-radar.look_interval" in err
    assert "write the unit, e.g. '5 s'" in err


def test_problems_as_a_document_have_place_message_and_hint(tmp_path, here):
    code, out, err = here("check", broken_folder(tmp_path), "--json")
    document = json.loads(out)
    assert (code, err, document["schema"]) == (2, "", "noroshi.check/1")
    first = next(p for p in document["problems"] if p["path"] == "sensors.north-radar.at")
    assert set(first) == {"file", "line", "path", "value", "message", "hint"}
    assert first["message"] == "there is no 'nroth-cape' in places"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["check", "nowhere"], "there is no such folder"),
        (["check"], "Missing argument"),
        (["chekc", "small"], "No such command"),
        (["show", "small", "weather"], "is not one of 'sensors', 'sites'"),
        (["show", "small", "sensors", "--as-of", "soon"], "'soon' is not a date"),
        (["show", "small", "sensors", "--colour"], "No such option"),
        (["show", "small", "sensors", "--from", "x"], "--from, --whole and --values are for"),
        (["partners", "japan", "--on", "soon"], "--on: 'soon' is not a date; write e.g. 2015-"),
        (["init", "."], "is not an empty folder"),
        (["init", "full/mine"], "full is not a folder"),
        (["schema", "--out", "no/such/folder/s.json"], "No such file or directory"),
        (["run", "nowhere"], "there is no such folder"),
    ],
)
def test_bad_input_has_a_message_exit_code_two_and_no_traceback(
    here, words, message, tmp_path, monkeypatch
):
    (tmp_path / "full").touch()
    monkeypatch.chdir(tmp_path)
    # In this process JAX may have begun already; its environment is left alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    words = [str(tmp_path) if word == "." else word for word in words]
    code, out, err = here(*words)
    told = " ".join(err.replace("│", " ").split())
    assert code == 2
    assert message in told
    assert out == ""
    assert "Traceback" not in err
    code, out, err = here(*words, "--json")
    assert code == 2
    document = json.loads(out)
    assert message in document["problems"][0]["message"]
    assert err == ""


def test_without_a_word_show_says_how_many_there_are_of_each(here):
    code, out, err = here("show", "small")
    assert code == 0, err
    first, *rest = out.splitlines()
    assert first.strip() == "Two radars and a satellite on an invented coast"
    assert "sensors 3" in [" ".join(line.split()) for line in rest]
    found = json.loads(here("show", "small", "--json")[1])
    assert found["entries"]["sensors"] == 3
    assert "plans" not in found["entries"]


def test_control_characters_of_a_file_do_not_reach_the_terminal(tmp_path, here):
    (tmp_path / "a.yaml").write_text('"\\e[31mred": 1\n')
    code, _, err = here("check", tmp_path)
    assert code == 2
    assert "[31mred" in err
    assert "\x1b[31mred" not in err


def test_a_problem_that_repeats_is_told_once_with_its_places(tmp_path, here):
    texts = {path.name: path.read_text() for path in built_in()["small"].glob("*.yaml")}
    for name, text in texts.items():
        (tmp_path / name).write_text(text.replace("party: coast,", "party: cost,"))
    receivers = "".join(
        f"  r{i}: {{name: R, lat: 1 deg, lon: 1 deg, party: cost}}\n" for i in range(6)
    )
    (tmp_path / "more.yaml").write_text("receivers:\n" + receivers)
    _, _, err = here("check", tmp_path)
    assert err.count("there is no 'cost' in parties") == 1
    places = sum(text.count("party: coast,") for text in texts.values()) + 6
    assert f"the same in {places - 1} other places" in err


THINGS = ["sensors", "sites", "vehicles", "threats", "receivers", "rules", "sources", "claims"]
THINGS += ["platforms", "payloads", "fleets", "stations", "patrols", "skies", "vessels", "waters"]


@pytest.mark.parametrize("thing", THINGS)
def test_everything_declared_is_shown_for_people_and_for_programs(here, thing):
    world = load("small")
    entries = world.places if thing == "sites" else getattr(world, thing)
    code, out, err = here("show", "small", thing)
    assert (code, err) == (0, "")
    assert all(name in out for name in entries)
    code, out, err = here("show", "small", thing, "--json")
    document = json.loads(out)
    assert (code, err, document["schema"]) == (0, "", "noroshi.show/1")
    assert [row["id"] for row in document["rows"]] == list(entries)


def test_where_one_number_is_from_is_told_in_one_command(here):
    world = load("japan")
    path = "sensors.tpy2-kyogamisaki.reference.range"
    estimate = world.sensors["tpy2-kyogamisaki"].reference.range
    code, out, err = here("show", "japan", "sources", "--of", path)
    assert (code, err) == (0, "")
    assert f"{path} 870 (600–1,500) km" in " ".join(out.split())
    cited = set(estimate.source or world.sensors["tpy2-kyogamisaki"].source)
    named = {id_ for id_ in world.sources if re.search(rf"^{re.escape(id_)} ", out, re.MULTILINE)}
    assert named == cited
    _, out, _ = here("show", "japan", "sources", "--of", "afp-2013", "--json")
    assert [row["id"] for row in json.loads(out)["rows"]] == ["afp-2013"]
    code, _, err = here("show", "japan", "sources", "--of", "sensors.tpy2-kyogamisaki.range")
    assert code == 2
    assert "did you mean 'sensors.tpy2-kyogamisaki.max_range'" in " ".join(err.split())


def test_intervals_are_shown_with_their_best_value_first(here):
    _, out, _ = here("show", "small", "claims")
    assert "sensors.north-radar.reference.range 900 (600–1,500) km" in " ".join(out.split())
    _, out, _ = here("show", "small", "vehicles")
    assert "75 (60–90)" in out
    assert "burn time [s]" in out


def test_shown_data_is_in_the_units_that_its_keys_name(here):
    rows = json.loads(here("show", "small", "vehicles", "--json")[1])["rows"]
    assert rows[0]["reach_m"] == [300e3, 1000e3]
    assert rows[0]["burn_time_s"]["best"] == 75.0
    rows = json.loads(here("show", "small", "receivers", "--json")[1])["rows"]
    assert rows[0]["lat_deg"] == pytest.approx(34.7, rel=1e-12)


def test_a_date_shows_only_what_holds_then(here):
    assert "south-radar" not in here("show", "small", "sensors", "--as-of", "2013-01-01")[1]
    assert "south-radar" in here("show", "small", "sensors", "--as-of", "2015-01-01")[1]


def test_a_new_scenario_is_whole_checked_and_brings_its_schema(tmp_path, here):
    folder = tmp_path / "deep" / "mine"
    code, out, _ = here("init", folder)
    assert code == 0
    assert f"noroshi run {folder}" in out
    assert load(folder) == load("small")
    assert here("check", folder)[0] == 0
    schema = json.loads((folder / "noroshi.schema.json").read_text())
    assert schema["title"] == "A file of a Noroshi scenario"
    for path in folder.glob("*.yaml"):
        assert path.read_text().startswith("# yaml-language-server: $schema=noroshi.schema.json\n")
    assert [p.name for p in folder.parent.iterdir()] == ["mine"]


def test_a_new_scenario_runs_at_once(small_run):
    assert small_run.document["schema"].startswith("noroshi.report/")
    assert (small_run.out / "report.html").is_file()


def test_a_new_scenario_goes_into_an_empty_folder_but_not_into_a_full_one(tmp_path, here):
    (tmp_path / "empty").mkdir()
    assert here("init", tmp_path / "empty")[0] == 0
    before = sorted(tmp_path.rglob("*"))
    assert here("init", tmp_path / "empty")[0] == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_the_schema_is_printed_or_written(tmp_path, here):
    printed = json.loads(here("schema")[1])
    assert here("schema", "--out", tmp_path / "s.json")[0] == 0
    assert json.loads((tmp_path / "s.json").read_text()) == printed
    document = json.loads(here("schema", "--json")[1])
    assert document == {"schema": "noroshi.schema/1", "json_schema": printed}


def test_the_schema_replaces_a_file_alone_and_says_where_it_cannot_be_written(tmp_path, here):
    (tmp_path / "true.json").write_text("")
    (tmp_path / "link.json").symlink_to(tmp_path / "true.json")
    assert here("schema", "--out", tmp_path / "link.json")[0] == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "true.json").read_text())
    for where, why in ((tmp_path, "is a folder"), (tmp_path / "no" / "s.json", "cannot write")):
        code, _, err = here("schema", "--out", where)
        assert code == 2
        assert f"'{where}'" in err
        assert why in err


@pytest.mark.parametrize("words", ["show japan sensors", "show japan sensors --json", "schema"])
def test_a_reader_that_leaves_early_meets_no_complaint(words):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "noroshi", *words.split()],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            timeout=1800,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupt_ends_in_one_line_and_130(here, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("noroshi.cli.check_job.read", interrupted)
    code, out, err = here("check", "small")
    assert (code, out, err.strip()) == (130, "", "noroshi: stopped")


def test_the_version_is_that_of_the_package(here):
    from noroshi import __version__

    assert here("--version")[:2] == (0, f"noroshi {__version__}\n")


def test_a_folder_beside_you_goes_before_a_built_in_scenario(tmp_path, here, monkeypatch):
    assert here("init", tmp_path / "small")[0] == 0
    file = tmp_path / "small" / "scenario.yaml"
    file.write_text(file.read_text().replace("title: Two radars", "title: My own radars"))
    monkeypatch.chdir(tmp_path)
    assert "My own radars" in here("show", "small", "sites")[1]
    (tmp_path / "japan").mkdir()
    assert Path("japan").is_dir()
    assert here("show", "japan", "rules")[0] == 0


NOTHING_HEAVY = """
import sys
from noroshi.cli.main import main
sys.argv = ["noroshi", *{words!r}]
try:
    main()
except SystemExit as left:
    heavy = ("jax", "xarray", "numpy", "noroshi.scenario.loading")
    print(left.code, [name for name in heavy if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "jappan"], "did you mean 'japan'?"),
        (["run", "japan", "--as-of", "2015-13-01"], "--as-of: '2015-13-01' is not a date"),
        (["watch", "japan", "--against", "20013-10-02"], "'20013-10-02' is not a date"),
        (["run", "japan", "--against", "jappan"], "did you mean 'japan'?"),
        (["run", "japan", "--set", "sensors.x.range"], "is no PATH=VALUE"),
        (["flight", "jappan", "--from", "x", "--apogee", "x"], "'japan'?"),
        (["ledger", "jappan"], "did you mean 'japan'?"),
        (["commitments", "japan", "--as-of", "soon"], "'soon' is not a date"),
        (["show", "jappan", "sensors"], "did you mean 'japan'?"),
        (["check", "jappan"], "did you mean 'japan'?"),
    ],
)
def test_wrong_words_are_answered_before_anything_heavy_is_imported(words, says):
    done = subprocess.run(
        [sys.executable, "-c", NOTHING_HEAVY.format(words=words)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "2 []"
    assert says in " ".join(done.stderr.split())


def test_a_value_that_is_set_is_shown_and_checked_and_its_twins_are_told(here):
    value = "sensors.tpy2-kyogamisaki.reference.range=2000 km"
    code, out, err = here("show", "japan", "sensors", "--set", value, "--json")
    assert code == 0
    assert json.loads(out)["rows"]
    assert "alone is set: 3 others that are `shared_as: tpy2.range` keep 870 km" in err
    code, out, err = here("check", "japan", "--set", value)
    assert (code, err) == (0, "")
    assert "alone is set" in out
    code, out, err = here("check", "japan", "--set", value.replace("km", "kg"))
    assert code == 2
    assert "--set: sensors.tpy2-kyogamisaki.reference.range" in err
    assert "'2000 kg' is not a length" in err


def test_a_folder_from_another_scenario_is_made_and_checked(tmp_path, here):
    assert here("init", tmp_path / "mine", "--from", "japan")[0] == 0
    code, out, _ = here("check", tmp_path / "mine")
    assert code == 0
    assert "no problem" in out
    assert "Odd" not in out
    code, _, err = here("init", tmp_path / "other", "--from", "jappan")
    assert code == 2
    assert "did you mean 'japan'?" in err
    assert not (tmp_path / "other").exists()


def test_a_folder_that_extends_another_is_listed_with_what_differs(tmp_path, here):
    (tmp_path / "mine.yaml").write_text(
        "scenario: {extends: small}\nsensors: {north-radar: {name: Changed Radar}}\n"
    )
    code, out, _ = here("show", tmp_path / "mine.yaml", "sensors", "--json")
    assert code == 0
    assert json.loads(out)["rows"][0]["name"] == "Changed Radar"


def test_the_schema_of_a_new_process_has_every_section():
    """Sections register themselves where they are imported, and a test has imported them all."""
    code, out, err = noroshi("schema")
    assert (code, err) == (0, "")
    assert set(json.loads(out)["properties"]) == set(SECTIONS)
    assert {"sensors", "fleets", "areas", "plans", "claims"} <= set(SECTIONS)


@only_posix
def test_an_interrupt_while_a_command_still_starts_ends_alike():
    program = (
        "import os, runpy, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'noroshi.cli.main':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "sys.argv = ['noroshi', '--version']\n"
        "runpy.run_module('noroshi', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "noroshi: stopped\n")


@pytest.mark.parametrize(
    "words",
    [
        ("ledger", "small", "--out", ""),
        ("run", "small", "--out", ""),
        ("run", "small", "--against", ""),
        ("run", "small", "--only", ""),
        ("run", ""),
        ("export", "small", "--flight", "x", "--out", ""),
        ("init", ""),
        ("init", "new", "--from", ""),
        ("schema", "--out", ""),
        ("show", "small", "claims", "--from", ""),
    ],
)
def test_a_word_that_is_empty_names_nothing(tmp_path, here, monkeypatch, words):
    """As an unset variable of a shell leaves it: it is not the folder one happens to be in."""
    (tmp_path / "scenario.yaml").write_text((built_in()["small"] / "scenario.yaml").read_text())
    monkeypatch.chdir(tmp_path)
    code, out, err = here(*words)
    assert (code, out) == (2, "")
    assert re.search("it is empty|names no scenario|no question is named", " ".join(err.split()))
    assert [p.name for p in tmp_path.iterdir()] == ["scenario.yaml"]


@pytest.mark.parametrize("more", [(), ("--from", "small")])
def test_the_folder_that_one_is_in_can_be_begun_in(tmp_path, here, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    code, out, err = here("init", ".", *more)
    assert code == 0, err
    assert {p.name for p in Path().iterdir()} == set(out.split("\n")[0][3:].split(", "))
    assert here("check", ".")[0] == 0


def test_a_word_in_place_of_a_number_is_answered_in_plain_words(here):
    code, _, err = here("site", "small", "--draws", "x")
    assert (code, "Invalid value for '--draws': it is no whole number" in err) == (2, True)
    code, _, err = here("site", "small", "--days", "0")
    assert (code, "Input" in err) == (2, False)


def test_a_folder_that_looks_like_markup_is_told_as_it_is(tmp_path, here, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")  # so that no path is broken
    out = tmp_path / "x[red]y[" / "b]"
    code, told, err = here("commitments", "japan", "--out", out)
    assert code == 0, err
    assert f"files in {out}/, for people {out}/report.html" in told


@pytest.mark.parametrize(
    ("only", "more"),
    [
        ("site,waters", "waters asks more as a command of its own"),
        ("shares,waters", "shares and waters ask more as commands of their own"),
        ("site", ""),
    ],
)
def test_a_run_says_which_questions_ask_more_by_themselves(tmp_path, here, only, more):
    code, told, err = here("run", "small", "--draws", "2", "--only", only, "--out", tmp_path / "o")
    assert code == 0, err
    end = " ".join(told.split()).partition("report.html; ")[2]
    assert end == "; ".join(filter(None, ("more: --full", more)))

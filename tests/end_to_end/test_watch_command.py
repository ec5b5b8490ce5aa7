"""`noroshi watch`: as a user types it; once in a process of its own, else within this one."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from noroshi.cli import main as command_line

NOROSHI = Path(sys.executable).with_name("noroshi")
HALF_AN_HOUR = 1800.0


@pytest.fixture
def noroshi(monkeypatch, capsys):
    """Run the command within this process; its returncode, stdout and stderr."""
    # JAX has begun already; its environment is left alone.
    monkeypatch.setattr("noroshi.cli.engine.prepare_engine", lambda: None)
    # Of what one command compiled the next one has need; in its own process each begins anew.
    monkeypatch.setattr("noroshi.cli.asking_job.tidy", lambda: None)

    def run(*arguments: str, cwd: Path | None = None) -> SimpleNamespace:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["noroshi", *arguments])
        with pytest.raises(SystemExit) as left:
            command_line.main()
        told = capsys.readouterr()
        return SimpleNamespace(returncode=left.value.code, stdout=told.out, stderr=told.err)

    return run


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """All three questions, asked of the small scenario, in a process of its own."""
    out = tmp_path_factory.mktemp("watch")
    short = ("--draws", "8", "--days", "30", "--out", str(out))
    run = subprocess.run(
        [str(NOROSHI), "watch", "small", *short, "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=HALF_AN_HOUR,
    )
    return run, out


def test_one_document_answers_the_three_questions(done):
    run, _ = done
    assert (run.returncode, run.stderr) == (0, "")
    told = json.loads(run.stdout)
    assert told["schema"] == "noroshi.report/2"
    found = told["answers"]
    assert list(found) == ["basing", "site", "waters"]
    assert found["basing"]["axes"]["base"]["ids"]
    assert found["site"]["axes"]["site"]["ids"] == ["test-range"]
    assert found["waters"]["axes"]["vessel"]["ids"] == ["trawler"]
    assert found["site"]["variables"]["unseen"]["p50"][0][1][0][0] == 1.0


def test_the_folder_holds_what_was_printed(done):
    run, out = done
    assert json.loads((out / "report.json").read_text(encoding="utf-8")) == json.loads(run.stdout)
    names = {file.name for file in out.iterdir()}
    assert {"report.html", "globe.czml", "map.geojson", "site.nc", "waters.nc"} <= names
    assert {"site-site-posture-images-length.csv", "waters-waters-vessel-reading.csv"} <= names


def test_the_same_seed_gives_the_same_answer_and_another_another(done, noroshi, tmp_path):
    run, _ = done
    short = ("--draws", "8", "--days", "30", "--out", str(tmp_path), "--json")
    again = noroshi("watch", "small", *short)
    other = noroshi("watch", "small", *short, "--seed", "1", "--only", "basing,site")
    found, same, others = (json.loads(r.stdout)["answers"] for r in (run, again, other))
    assert same == found
    assert all(others[question] != found[question] for question in ("basing", "site"))


def test_one_question_alone_for_people(noroshi, tmp_path):
    run = noroshi(*("watch", "small", "--base", "airfield", "--draws", "8", "--out", str(tmp_path)))
    assert (run.returncode, run.stderr) == (0, "")
    assert "Airfield" in run.stdout
    assert "activities" not in run.stdout
    assert not list(tmp_path.glob("site*"))


def test_adding_a_satellite_is_compared_with_leaving_it_out(noroshi, tmp_path):
    """Leaving out the only camera: nothing is imaged, whatever the activity's length."""
    short = ("--site", "test-range", "--draws", "8", "--days", "20", "--out", str(tmp_path))
    run = noroshi("watch", "small", *short, "--without", "eye", "--json")
    assert run.returncode == 0, run.stderr
    site = json.loads(run.stdout)["answers"]["site"]
    assert site["axes"]["posture"]["names"] == ["with Eye in the sky", "without Eye in the sky"]
    (unseen,) = site["variables"]["unseen"]["p50"]
    some, none = (posture[site["axes"]["images"]["ids"].index("any")] for posture in unseen)
    assert all(median == 1.0 for median in none)
    assert some[7] < 1.0


STALE = (
    "1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927",
    "2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537",
)


@pytest.mark.parametrize(
    ("old", "new", "options", "says"),
    [
        ("", "", ("--base", "nowhere"), "base 'nowhere' is not declared"),
        ("", "", ("--site", "nowhere"), "no place on the ground is called 'nowhere'"),
        ("", "", ("--waters", "nowhere"), "no waters are called 'nowhere'"),
        ("", "", ("--station", "nowhere"), "station 'nowhere' is not declared"),
        ("", "", ("--site", "test-range", "--add", "nothing"), "cannot add 'nothing'"),
        ("", "", ("--site", "test-range", "--add", "eye"), "already; to see what it gives"),
        ("", "", ("--base", "airfeld"), "did you mean 'airfield'?"),
        ("", "", ("--days", "2"), "--days"),
        (
            "endurance: {low: 24 h, best: 28 h, high: 32 h}",
            "endurance: {low: 2.1 h, best: 2.5 h, high: 3 h}",
            (),
            "is out of reach from 'airfield'",
        ),
        (
            'kind: sun-synchronous\n      altitude: 600 km\n      local_time: "10:30"',
            f'kind: two-line\n      lines: ["{STALE[0]}", "{STALE[1]}"]\n      epoch_is: old',
            (),
            "epoch_is",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_write(
    noroshi, tmp_path, old, new, options, says
):
    assert noroshi("init", str(tmp_path / "mine")).returncode == 0
    file = tmp_path / "mine" / "watch.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    run = noroshi("watch", "mine", *options, "--draws", "4", cwd=tmp_path)
    assert run.returncode == 2, run.stdout
    assert says in " ".join(run.stderr.split()), run.stderr
    assert "Traceback" not in run.stderr


def _with_lines(noroshi, tmp_path: Path, lines: tuple[str, str]) -> SimpleNamespace:
    assert noroshi("init", str(tmp_path / "mine")).returncode == 0
    file = tmp_path / "mine" / "watch.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("      kind: sun-synchronous")
    end = text.index("    source:", start)
    orbit = f'      kind: two-line\n      lines:\n        - "{lines[0]}"\n        - "{lines[1]}"\n'
    file.write_text(text[:start] + orbit + text[end:], encoding="utf-8")
    return noroshi("watch", "mine", "--site", "test-range", "--draws", "4", cwd=tmp_path)


def test_lines_that_are_too_old_are_refused_with_their_age(noroshi, tmp_path):
    run = _with_lines(noroshi, tmp_path, STALE)
    assert run.returncode == 2
    told = " ".join(run.stderr.split())
    assert "platforms.eye" in told
    assert "days" in told
    assert "Traceback" not in told


def test_corrupt_lines_are_refused_with_their_place_in_the_file(noroshi, tmp_path):
    run = _with_lines(noroshi, tmp_path, (STALE[0][:-1] + "3", STALE[1]))
    assert run.returncode == 2
    told = " ".join(run.stderr.split())
    assert "checksum" in told
    assert "watch.yaml" in told

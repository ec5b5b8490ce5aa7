"""`noroshi run` as a user runs it: answer, files, bad input, and being stopped."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from noroshi.cli.postures import postures
from noroshi.cli.run_job import run_job
from noroshi.errors import NoroshiError

NOROSHI = Path(sys.executable).with_name("noroshi")
DRAWS = 8


def run_small(out: Path, seed: int = 3) -> dict:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run_job("small", None, None, draws=DRAWS, seed=seed, out=out, json=True)
    return json.loads(printed.getvalue())


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Path]:
    out = tmp_path_factory.mktemp("run") / "out"
    return run_small(out), out


def test_one_document_answers_for_every_party(ran: tuple[dict, Path]) -> None:
    document, _ = ran
    assert document["schema"] == "noroshi.run/2"
    assert document["paragraph"]
    for party in document["parties"]:
        gain = party["mean_gain_s"]
        if gain["p50"] is not None:
            assert gain["p5"] <= gain["p50"] <= gain["p95"]
        for known in party["knowing"]:
            left = known["area"][-1]["gain_s"]
            assert left["p5"] <= left["p50"] <= left["p95"]


def test_every_promised_file_is_there_and_nothing_else(ran: tuple[dict, Path]) -> None:
    _, out = ran
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "answer.json", "picture.czml", "assessment.nc"} <= names
    assert any(name.endswith(".csv") for name in names)
    assert any(name.endswith(".geojson") for name in names)
    assert not any(name.startswith(".") for name in names)


def test_the_same_seed_gives_the_same_answer_to_the_last_digit(
    ran: tuple[dict, Path], tmp_path: Path
) -> None:
    document, out = ran
    assert run_small(tmp_path / "again") == document
    again = (tmp_path / "again" / "answer.json").read_bytes()
    assert again == (out / "answer.json").read_bytes()
    assert run_small(tmp_path / "other", seed=4) != document


def test_the_file_for_xarray_holds_what_the_answer_says(ran: tuple[dict, Path]) -> None:
    document, out = ran
    with xr.open_dataset(out / "assessment.nc", engine="h5netcdf", group="after") as data:
        assert data.sizes["draw"] == DRAWS
        assert data.sizes["flight"] == document["flights"]
        arrival, told, margin = (data[name] for name in ("arrival", "told", "margin"))
        np.testing.assert_array_equal((arrival - told).transpose(*margin.dims), margin)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nowhere", None, None), "nowhere"),
        (("small", "yesterday", None), "'yesterday' is not a date; write e.g. 2015-01-01"),
        (("small", None, "2013-13-45"), "'2013-13-45' is not a date"),
        (("small", None, "elsewhere"), "elsewhere"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(
    options: tuple[str, str | None, str | None], says: str
) -> None:
    with pytest.raises(NoroshiError, match=says):
        postures(*options)


def call(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(NOROSHI), *arguments], capture_output=True, text=True, check=False, timeout=120, **more
    )


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_computed(
    tmp_path: Path,
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    started = time.monotonic()
    result = call("run", "small", "--out", str(blocked / "out"))
    assert result.returncode == 2
    assert str(blocked) in result.stderr
    assert "Traceback" not in result.stderr
    assert time.monotonic() - started < 20.0


def test_a_run_that_is_stopped_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        [str(NOROSHI), "run", "japan", "--draws", "4096", "--out", str(out)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache"), "TERM": "dumb"},
    )
    time.sleep(6.0)
    assert process.poll() is None, "the run ended before it could be stopped"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert not out.exists()

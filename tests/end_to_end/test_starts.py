"""What a short command does not start: libraries that it has no use for. Names, never times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
sys.argv = ["noroshi", *sys.argv[1:]]
from noroshi.__main__ import main
try:
    main()
except SystemExit as end:
    code = end.code or 0
print("code:", code)
print("started:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {
    *("h3", "jax", "jaxtyping", "jinja2", "numba", "pandas", "pint", "pyproj", "scipy", "sgp4"),
    *("shapely", "vl_convert", "xarray", "yaml"),
}


def started(cache: Path, *words: str, code: int = 0) -> set[str]:
    """Packages that were imported."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "NOROSHI_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = dict(line.split(":", 1) for line in ran.stdout.splitlines()[-2:])
    assert int(told["code"]) == code
    return set(told["started"].split())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In which the world of `japan` is found again."""
    folder = tmp_path_factory.mktemp("starts")
    assert started(folder, "show", "japan") >= {"shapely", "yaml"}  # for it is read and checked
    return folder


@pytest.mark.parametrize(
    "words",
    [("ledger", "japan"), ("commitments", "japan"), ("show", "japan", "sensors")],
    ids=lambda words: words[0],
)
def test_a_short_command_starts_no_library_that_it_has_no_use_for(
    cache: Path, words: tuple[str, ...]
) -> None:
    assert not started(cache, *words) & HEAVY


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--help",), 0), (("show", "--help"), 0), (("show", "japam"), 2), (("shwo", "japan"), 2)],
    ids=["help", "help of one", "scenario", "command"],
)
def test_help_and_a_misspelt_word_need_neither_arrays_nor_a_library_of_tables(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    assert not started(tmp_path, *words, code=code) & {*HEAVY, "numpy", "rich"}


def test_a_flight_that_was_asked_before_does_not_start_the_compiler(
    tmp_path: Path,
) -> None:
    words = ("flight", "small", "--from", "test-range", "--range", "1000 km")
    words = (*words, "--apogee", "300 km", "--burn", "120 s", "--out", str(tmp_path / "out"))
    assert started(tmp_path / "cache", *words) >= {"numba"}
    assert not started(tmp_path / "cache", *words) & {"jax", "llvmlite", "numba"}


@pytest.mark.parametrize("question", ["basing", "run", "site", "waters"])
def test_runs_and_watches_are_told_without_named_axes_and_what_scipy_never_uses(
    tmp_path: Path, question: str
) -> None:
    words = (question, "small", "--draws", "4", "--out", str(tmp_path / "out"))
    found = started(tmp_path / "cache", *words)
    assert "scipy" in found
    assert not found & {"charset_normalizer", "jax", "jaxtyping", "pandas", "unittest", "xarray"}


def test_a_flight_that_was_asked_before_draws_and_reads_no_language_anew(tmp_path: Path) -> None:
    words = ("flight", "small", "--from", "test-range", "--range", "1000 km")
    words = (*words, "--apogee", "300 km", "--burn", "120 s", "--out", str(tmp_path / "out"))
    program = PROGRAM + 'print("parts:", *(n for n in sys.modules if n.count(".") < 2))\n'
    told = {**os.environ, "NOROSHI_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-c", program, *words]
    for _ in range(2):
        ran = subprocess.run(command, env=told, capture_output=True, text=True, check=True)
    found = {*ran.stdout.splitlines()[-1].split()}
    assert "jinja2" in found
    assert not found & {"numpy.ma", "scipy", "shapely", "vl_convert", "yaml"}

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
    assert not end.code
print("started:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {
    *("h3", "jax", "jaxtyping", "jinja2", "numba", "pandas", "pint", "pyproj", "scipy", "sgp4"),
    *("shapely", "vl_convert", "xarray", "yaml"),
}


def started(cache: Path, *words: str) -> set[str]:
    """Packages that were imported."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        env={**os.environ, "NOROSHI_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    told = next(line for line in ran.stdout.splitlines() if line.startswith("started:"))
    return set(told.split()[1:])


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In which the world of `japan` is found again."""
    folder = tmp_path_factory.mktemp("starts")
    assert started(folder, "show", "japan") >= {"shapely", "yaml"}  # for it is read and checked
    return folder


@pytest.mark.parametrize(
    "words",
    [("ledger", "japan"), ("commitments", "japan"), ("show", "japan", "sensors"), ("--help",)],
    ids=lambda words: words[0],
)
def test_a_short_command_starts_no_library_that_it_has_no_use_for(
    cache: Path, words: tuple[str, ...]
) -> None:
    assert not started(cache, *words) & HEAVY
    if words[0] == "--help":
        assert "numpy" not in started(cache, *words)

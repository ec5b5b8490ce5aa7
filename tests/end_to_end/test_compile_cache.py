"""What a command compiles is kept, so that the next start is warm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
sys.argv = ["noroshi", *{words!r}]
from noroshi.cli.main import main
try:
    main()
finally:
    import jax
    print("kept in", jax.config.jax_compilation_cache_dir, file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["basing", "small", "--draws", "2", "--out", "out"],
        ["export", "small", "--flight", "medium-lofted/test-range/capital", "--out", "out"],
    ],
)
def test_jax_knows_the_folder_before_it_is_imported(words: list[str], tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JAX_", "XLA_"))}
    environment["NOROSHI_CACHE"] = str(tmp_path / "cache")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(words=words)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"kept in {tmp_path / 'cache' / 'compiled'}" in done.stderr

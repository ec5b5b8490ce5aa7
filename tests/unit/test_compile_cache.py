"""The public switch for the cache of compiled functions, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from pathlib import Path

import jax
import noroshi
from noroshi import arrays

def kept():
    return len(list(Path(sys.argv[1]).glob("*-cache")))

arrays.WORTH_KEEPING = 0.0  # these compile within milliseconds
jax.jit(lambda x: x + 1.0)(2.0)
print(noroshi.compile_cache(sys.argv[1]))
before = kept()
jax.jit(lambda x: x * 3.0)(2.0)
during = kept()
print(noroshi.compile_cache(None))
jax.jit(lambda x: x - 5.0)(2.0)
print(before, during > before, kept() - during)
"""


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Without what the tests set for themselves."""
    own = {k: v for k, v in os.environ.items() if not k.startswith("JAX_")}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_keeps_what_is_compiled_from_then_on_until_it_is_switched_off(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "one"
    done = _run(PROGRAM, str(folder))
    assert done.stdout.splitlines() == [str(folder), "None", "0 True 0"], done.stderr


def test_a_folder_that_cannot_be_written_to_is_refused_at_the_call(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    import noroshi

    with pytest.raises(OSError, match="file"):
        noroshi.compile_cache(tmp_path / "file" / "below")

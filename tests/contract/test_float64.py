"""JAX works in float64 wherever it is used: else a command fails, or loses half of its digits."""

import re
from pathlib import Path

import noroshi

PACKAGE = Path(noroshi.__file__).parent
OURS = re.compile(
    r"^\s*(import noroshi\.arrays|from noroshi import jnp|from noroshi\.arrays)", re.M
)
JAX = re.compile(r"^(import jax|from jax)\b", re.M)


def test_whoever_imports_jax_sees_to_it_that_it_works_in_float64():
    """In its own module or that of its package: who imports it first, nobody knows."""
    left = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if JAX.search(path.read_text(encoding="utf-8"))
        and not OURS.search(path.read_text(encoding="utf-8"))
        and not OURS.search((path.parent / "__init__.py").read_text(encoding="utf-8"))
    ]
    assert not left

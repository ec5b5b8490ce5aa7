"""Every example in a docstring gives what it says."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import noroshi

ROOT = Path(noroshi.__file__).parent


def with_examples() -> list[str]:
    """Dotted names of the modules whose docstrings hold examples."""
    found = (p for p in sorted(ROOT.rglob("*.py")) if ">>> " in p.read_text(encoding="utf-8"))
    parts = (p.relative_to(ROOT.parent).with_suffix("").parts for p in found)
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts]


@pytest.mark.parametrize("name", with_examples())
def test_an_example_gives_what_it_says(name):
    found = doctest.testmod(import_module(name), report=True)
    assert found.attempted > 0
    assert found.failed == 0

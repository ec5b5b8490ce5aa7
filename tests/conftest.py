"""Shared by all tests: the hypothesis profile and the record of comparisons with the outside."""

import json
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

hypothesis.settings.register_profile(
    "noroshi", derandomize=True, deadline=None, print_blob=True, max_examples=100
)
hypothesis.settings.load_profile("noroshi")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--validation FILE` appends one JSON line a comparison, for docs/validation.md."""
    parser.addoption("--validation", default=None, help="append every outside comparison to FILE")


@pytest.fixture
def validation(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Compare a number of ours with one that no one here wrote, and keep the comparison.

    A difference beyond the tolerance fails, unless `explained` says why it is expected:
    then the row carries that explanation into the public table, and the test fails
    if the difference is *not* there (an explanation that explains nothing is stale).
    """

    def compare(
        *,
        source: str,
        quantity: str,
        theirs: float,
        ours: float,
        unit: str,
        tolerance: float,
        note: str = "",
        explained: str = "",
    ) -> None:
        row = {
            "section": Path(str(request.node.path)).stem.removeprefix("test_"),
            "source": source,
            "quantity": quantity,
            "theirs": float(theirs),
            "ours": float(ours),
            "unit": unit,
            "tolerance": float(tolerance),
            "note": explained or note,
            "within": bool(abs(ours - theirs) <= tolerance),
            "test": request.node.nodeid,
        }
        out = request.config.getoption("--validation")
        if out:
            with Path(out).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        message = (
            f"{quantity}: ours {ours:.10g} {unit}, {source} says {theirs:.10g} (± {tolerance:g})"
        )
        if explained:
            assert not row["within"], f"{message}: within tolerance, drop the explanation"
        else:
            assert row["within"], message

    return compare

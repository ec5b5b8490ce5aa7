"""Keep what is found of japan's flights, so that tests can hold later versions against it.

    python tools/freeze_run.py

Run it anew where declarations of japan change, on a version whose numbers are trusted. What
is kept was found by a version that looked and tracked in JAX and flew every drawn flight.
"""

from operator import attrgetter
from pathlib import Path

import numpy as np

import noroshi
from noroshi.questions.ask import case_of
from noroshi.questions.warning.pipe.compared import compared

FILE = Path(__file__).parents[1] / "tests" / "reference" / "data" / "frozen_japan.npz"
DRAWS = 16
KEPT = (
    "after.detections.first",
    "after.detections.confirmed",
    "after.detections.held",
    "after.flights.flight_time",
    "after.tracks.area",
    "after.warnings.told",
    "before.warnings.told",
)
"""Times of a `Comparison`, kept in whole milliseconds; -1 = never."""


def main() -> None:
    comparison = compared(case_of(noroshi.load("japan"), None, DRAWS, 0, None))
    found = {name: attrgetter(name)(comparison) for name in KEPT}
    whole = {name: np.where(np.isfinite(t), np.round(1e3 * t), -1) for name, t in found.items()}
    np.savez_compressed(FILE, **{name: t.astype(np.int32) for name, t in whole.items()})
    print(f"{FILE.name}: {FILE.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

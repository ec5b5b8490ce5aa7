"""The work behind `noroshi export`."""

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from rich.console import Console

from noroshi.cli.postures import declared, posture
from noroshi.cli.printing import print_document
from noroshi.errors import NoroshiError, install
from noroshi.questions.warning.pipe.recording import Recording, record
from noroshi.report.folder import check_writable


def export_job(
    name: str, flight: str, to: str, as_of: str | None, *, seed: int, out: Path, json: bool
) -> None:
    """Record one run of one flight, write it for the other program, and say what was written."""
    writer = _stonesoup()
    check_writable(out)
    recording = record(posture(declared(name), as_of), flight, seed=seed)
    console = Console(stderr=True)
    with console.status("writing detections"):
        files = writer.save(recording, out)
    if json:
        print_document("export", _document(name, to, seed, recording, writer, files))
        return
    _print(recording, files)


def _stonesoup() -> ModuleType:
    try:
        from noroshi.report import stonesoup
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "stonesoup":
            raise
        raise NoroshiError(
            "the package Stone Soup is not installed; install it with: " + install("stonesoup")
        ) from None
    return stonesoup


def _document(
    name: str, to: str, seed: int, recording: Recording, writer: Any, files: tuple[Path, ...]
) -> dict[str, Any]:
    return {
        "scenario": name,
        "as_of": recording.day,
        "to": to,
        "flight": recording.flight.id,
        "seed": seed,
        "launch": writer.epoch(recording).isoformat(),
        "flight_time_s": recording.flight_time,
        "sensors": [{"sensor": sensor, "detections": n} for sensor, n in _counts(recording)],
        "files": [str(file) for file in files],
    }


def _counts(recording: Recording) -> list[tuple[str, int]]:
    seen = recording.looks.detected[:, 0]
    each = np.bincount(recording.looks.sensor[seen], minlength=len(recording.stations))
    return [(s.sensor.id, int(n)) for s, n in zip(recording.stations, each, strict=True)]


def _print(recording: Recording, files: tuple[Path, ...]) -> None:
    counts = _counts(recording)
    print(
        f"{sum(n for _, n in counts):,} detections of {recording.flight.id} "
        f"by {sum(n > 0 for _, n in counts)} of {len(counts)} sensors that measure:"
    )
    for sensor, number in counts:
        print(f"  {sensor:<24} {number:>6,}")
    for file in files:
        print(f"written: {file}")

"""Two-line sets and messages with odd numbers: a motion, or a message that names the number."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError
from sgp4 import io

from noroshi.errors import NoroshiError
from noroshi.motion.orbits import MeanElements, Orbit, TwoLine
from noroshi.motion.orbits.mean import LIMITS
from noroshi.world import Draws

MESSAGE = {
    "NORAD_CAT_ID": 28057,
    "EPOCH": "2006-06-26T18:52:04.079712",
    "MEAN_MOTION": 14.35478080,
    "ECCENTRICITY": 0.0000884,
    "INCLINATION": 98.4283,
    "RA_OF_ASC_NODE": 247.6961,
    "ARG_OF_PERICENTER": 88.1964,
    "MEAN_ANOMALY": 271.9322,
    "BSTAR": 3.594e-5,
    "MEAN_MOTION_DOT": 6e-7,
    "MEAN_MOTION_DDOT": 0.0,
    "EPHEMERIS_TYPE": 0,
    "ELEMENT_SET_NO": 183,
    "REV_AT_EPOCH": 14055,
}
LINES = (  # the same, from the verification set of SGP4
    "1 28057U 03049A   06177.78615833  .00000060  00000-0  35940-4 0  1836",
    "2 28057  98.4283 247.6961 0000884  88.1964 271.9322 14.35478080140550",
)
COLUMNS = {  # line, first column counted from 0, width
    "EPOCH": (0, 18, 14),
    "MEAN_MOTION_DOT": (0, 33, 10),
    "MEAN_MOTION_DDOT": (0, 44, 8),
    "BSTAR": (0, 53, 8),
    "INCLINATION": (1, 8, 8),
    "RA_OF_ASC_NODE": (1, 17, 8),
    "ECCENTRICITY": (1, 26, 7),
    "ARG_OF_PERICENTER": (1, 34, 8),
    "MEAN_ANOMALY": (1, 43, 8),
    "MEAN_MOTION": (1, 52, 11),
}
FAR = ("EPOCH", "BSTAR")
"""What may be in order by itself, and of which SGP4 tells only later that it cannot be."""
NOON = datetime(2006, 6, 27, 12, tzinfo=UTC)
ODD = st.sampled_from([np.nan, np.inf, -np.inf, -1.0, 0.0, 1e9, -1e9, 1e-300, 1e300, True])
WRITTEN = st.sampled_from(
    ["nan", "inf", "1e999", "-1", "0", "1e9", "", "1_5", "98 deg", "٣", "0x10"]
)


def outcome(record: type[Orbit], /, **declared: Any) -> str:
    """What a declaration is refused with, or "moved"; anything but a message fails the test."""
    try:
        orbit = record.model_validate({"oldest": "100 d", **declared})
    except ValidationError as refused:
        return str(refused.errors()[0]["msg"])
    try:
        motion = orbit.trajectory(NOON, 3600.0, Draws.best())
    except NoroshiError as refused:
        return str(refused)
    whole = np.all(np.isfinite(np.stack(motion.position(np.linspace(0.0, 3600.0, 7)))))
    return "moved" if whole else "lost"


@pytest.mark.parametrize("key", MESSAGE)
@given(st.one_of(ODD, WRITTEN, st.floats(), st.text(max_size=12), st.integers(-(10**12), 10**12)))
@example(None)
def test_a_message_with_an_odd_value_moves_or_is_refused_by_its_key(key: str, value: Any) -> None:
    found = outcome(MeanElements, kind="omm", message={**MESSAGE, key: value})
    assert found == "moved" or key in found or (key in FAR and "satellite" in found)


@given(st.dictionaries(st.sampled_from(sorted(LIMITS)), st.one_of(ODD, st.floats(-400, 400))))
def test_several_odd_numbers_at_once_move_or_are_refused(odd: dict[str, float]) -> None:
    found = outcome(MeanElements, kind="omm", message={**MESSAGE, **odd})
    assert found == "moved" or any(key in found for key in (*odd, "satellite 28057"))


@pytest.mark.parametrize("key", COLUMNS)
@given(st.text("0123456789 .+-eEnaif_", min_size=14, max_size=14), st.booleans())
@example("0.000000000000", False)
@example("00000000000000", False)
@example("99999999999999", False)
@example("-9999999999999", False)
@example("           nan", True)
def test_columns_with_an_odd_number_move_or_are_refused(key: str, text: str, last: bool) -> None:
    line, at, width = COLUMNS[key]
    lines = list(LINES)
    put = text[-width:] if last else text[:width]
    lines[line] = io.fix_checksum(lines[line][:at] + put + lines[line][at + width :])
    found = outcome(TwoLine, kind="two-line", lines=lines)
    told = (key, "its columns", "no set has", "satellite 28057")
    assert found == "moved" or any(words in found for words in told)


@given(st.integers(-840, 840), st.integers(1, 365), st.booleans())
def test_an_epoch_is_the_same_moment_in_any_offset_and_by_day_of_the_year(
    minutes: int, day: int, short: bool
) -> None:
    moment = datetime(2014, 1, 1, 23, 59, 1, 250000, UTC) + timedelta(days=day - 1)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours:02d}{'' if short else ':'}{rest:02d}"
    local = moment + timedelta(minutes=minutes)
    written = (
        f"{moment:%Y-%m-%dT%H:%M:%S.%f}",
        f"{moment:%Y-%jT%H:%M:%S.%f}Z",
        f"{local:%Y-%m-%dT%H:%M:%S.%f}{offset}",
        f"{local:%Y-%jT%H:%M:%S.%f}{offset}",
    )
    where = [
        np.stack(
            MeanElements(kind="omm", message={**MESSAGE, "EPOCH": text})
            .trajectory(moment, 60.0, Draws.best())
            .position(np.array([0.0, 30.0]))
        )
        for text in written
    ]
    for other in where[1:]:
        np.testing.assert_array_equal(other, where[0])

"""What a reader sees in the report's figures is what the arrays say: by the data that they plot.

Titles and captions play no part here. Lines are found by their labels and colours, rows by the
labels of the axis, marks by where they lie.
"""

import re
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex

from noroshi.output.figures.drivers import Influence, drivers
from noroshi.output.figures.far import far
from noroshi.output.figures.gains import gains
from noroshi.output.figures.style import BLUE, ORANGE
from noroshi.output.gallery import Gallery, atlas_of, gallery
from noroshi.output.places import cities
from noroshi.questions.warning.pipe.example import exemplar
from noroshi.study import Comparison
from noroshi.warning.timeline import SHARED

WHEN = ("before", "after")
COLOURS = {"before": ORANGE, "after": BLUE}


@pytest.fixture(scope="module")
def drawn(parted: Comparison, parted_answer: Any) -> Gallery:
    return gallery(parted, parted_answer)


def rows_of(axes: Any) -> dict[str, float]:
    """Heights of the rows of an axis by their labels."""
    ticks = zip(axes.get_yticklabels(), axes.get_yticks(), strict=True)
    return {label.get_text(): float(y) for label, y in ticks}


def in_row(axes: Any, height: float, reach: float = 0.3) -> list[np.ndarray]:
    """Data along x of all lines and marks of one row."""
    return [
        np.asarray(line.get_xdata(), dtype=float)
        for line in axes.get_lines()
        if len(line.get_ydata()) and np.all(np.abs(np.asarray(line.get_ydata()) - height) < reach)
    ]


def middle_of(values: np.ndarray, by_hand: Any) -> list[float]:
    """What a mark may stand at: the median or the mean of the draws."""
    return [by_hand.levels(values)[1], float(np.mean(values))]


def test_the_gains_of_each_city_are_drawn_in_its_row_with_their_sign(
    drawn: Gallery, parted: Comparison, by_hand: Any
) -> None:
    for sign, picture in (
        (1.0, drawn.gains),
        (-1.0, gains(cities(Comparison(parted.after, parted.before)))),
    ):
        axes = picture.figure.axes[0]
        assert "[s]" in axes.get_xlabel()
        rows = rows_of(axes)
        assert len(rows) == len(parted.after.receivers)
        for key, place in parted.after.scenario.receivers.items():
            height = next(y for text, y in rows.items() if text.startswith(place.name))
            gain = sign * (by_hand.of_place("after", key) - by_hand.of_place("before", key))
            low, _, high = by_hand.levels(gain)
            data = in_row(axes, height, 0.1)
            ends = [x for x in data if len(x) == 2]
            (mark,) = [x for x in data if len(x) == 1]
            assert len(ends) == 2
            for pair in ends:
                np.testing.assert_allclose(pair, [low, high], atol=1e-6)
            assert any(mark[0] == pytest.approx(e) for e in middle_of(gain, by_hand))


def test_the_colour_of_each_city_on_a_map_is_its_own_number_in_the_unit_of_the_key(
    drawn: Gallery, parted: Comparison, by_hand: Any
) -> None:
    chart = atlas_of(parted).chart
    for picture, which in zip(drawn.maps, ("before", "after", "gain"), strict=True):
        assert which in picture.name
        axes, key = picture.figure.axes[0], picture.figure.axes[-1]
        (marks,) = (
            c
            for c in axes.collections
            if isinstance(c, PathCollection) and c.get_array() is not None and len(c.get_array())
        )
        unit = 60.0 if "[min]" in key.get_xlabel() else 1.0
        assert ("[min]" in key.get_xlabel()) == (which != "gain")
        offsets, colours = np.asarray(marks.get_offsets()), np.asarray(marks.get_array())
        assert len(colours) == len(parted.after.receivers)
        for key_, place in parted.after.scenario.receivers.items():
            spot = chart.place(*(np.degrees([angle]) for angle in (place.lon, place.lat)))[0]
            at = int(np.argmin(np.hypot(*(offsets - spot).T)))
            assert np.hypot(*(offsets[at] - spot)) < 1e3
            if which == "gain":
                values = by_hand.of_place("after", key_) - by_hand.of_place("before", key_)
                allowed = middle_of(values, by_hand)
            else:
                allowed = [by_hand.levels(np.maximum(by_hand.least(which, key_), 0.0))[1]]
            assert any(colours[at] == pytest.approx(v / unit) for v in allowed)
        # The key that the reader holds them against has the same scale.
        np.testing.assert_allclose(key.get_xlim(), marks.get_clim())


def test_places_far_away_are_drawn_in_their_row_before_above_after(
    parted: Comparison, by_hand: Any
) -> None:
    picture = far(cities(parted))
    assert picture is not None
    axes = picture.figure.axes[0]
    assert "[min]" in axes.get_xlabel()
    rows = rows_of(axes)
    for key, place in parted.after.scenario.receivers.items():
        height = next(y for text, y in rows.items() if text.startswith(place.name))
        for when, side in (("before", 0.14), ("after", -0.14)):
            data = in_row(axes, height + side, 0.1)
            (ends,) = [x for x in data if len(x) == 2]
            (mark,) = [x for x in data if len(x) == 1]
            mean = by_hand.of_place(when, key)
            least = np.maximum(by_hand.least(when, key), 0.0)
            told = [np.array(by_hand.levels(v)) / 60.0 for v in (mean, least)]
            assert any(np.allclose([ends[0], mark[0], ends[1]], levels) for levels in told)


def line_of(axes: Any, when: str) -> Any:
    """The one labelled line of a posture."""
    (found,) = (line for line in axes.get_lines() if line.get_label().startswith(when))
    assert found.get_color() == COLOURS[when]
    return found


def band_of(axes: Any, when: str) -> np.ndarray:
    """Corners of the band of a posture."""
    (found,) = (
        c
        for c in axes.collections
        if len(c.get_facecolor()) and to_hex(c.get_facecolor()[0]) == COLOURS[when].lower()
    )
    return np.asarray(found.get_paths()[0].vertices)


def test_people_warned_are_drawn_against_minutes_party_by_party(
    drawn: Gallery, parted: Comparison, by_hand: Any
) -> None:
    for picture in drawn.warned:
        party = picture.name.removeprefix("warned-")
        axes = picture.figure.axes[0]
        assert "[min]" in axes.get_xlabel()
        assert "[million]" in axes.get_ylabel()
        for when in WHEN:
            line = line_of(axes, when)
            minutes, people = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
            assert len(minutes) > 30
            for i in range(0, len(minutes), 7):
                levels = by_hand.levels(by_hand.people(when, party, 60.0 * minutes[i] - 1e-6))
                near = by_hand.levels(by_hand.people(when, party, 60.0 * minutes[i] + 1e-6))
                assert people[i] in (pytest.approx(levels[1] / 1e6), pytest.approx(near[1] / 1e6))
            everybody = sum(count for _, count in by_hand.receivers(when, party))
            assert band_of(axes, when)[:, 1].max() == pytest.approx(everybody / 1e6)
    assert len(drawn.warned) == len(parted.after.parties)


def test_the_chain_of_warning_is_drawn_link_by_link_in_minutes(
    drawn: Gallery, parted: Comparison
) -> None:
    example = exemplar(parted)
    assert example is not None
    axes = next(p for p in drawn.flight if p.name == "timeline").figure.axes[0]
    assert "[min]" in axes.get_xlabel()
    rows = {text.split(",")[0]: y for text, y in rows_of(axes).items()}
    for when in WHEN:
        a = getattr(parted, when)
        stages = a.warnings.stages[SHARED]
        links = ("detected", "directed", "attributed", "decided", "broadcast", "told")
        ends = [np.median(getattr(stages, link)[example.pair]) / 60.0 for link in links]
        bars = sorted(
            (p.get_x(), p.get_x() + p.get_width())
            for p in axes.patches
            if abs(p.get_y() + 0.5 * p.get_height() - rows[when]) < 1e-6
        )
        np.testing.assert_allclose([b for _, b in bars], ends)
        np.testing.assert_allclose([a for a, _ in bars], [0.0, *ends[:-1]], atol=1e-9)
        burn = np.median(a.flights.burn_time[example.flight]) / 60.0
        below = [
            p.get_width()
            for p in axes.patches
            if abs(p.get_y() + 0.5 * p.get_height() - rows[when] + 0.36) < 1e-6
        ]
        assert below == [pytest.approx(burn)]
        told = stages.told[example.pair]
        ends_of_told = [np.sort(told)[0] / 60.0, np.sort(told)[-1] / 60.0]
        data = [x for x in in_row(axes, rows[when], 1e-6) if len(x) == 2]
        assert data
        for pair in data:
            np.testing.assert_allclose(pair, ends_of_told)
    impact = np.median(parted.after.warnings.arrival[example.pair]) / 60.0
    upright = [
        np.asarray(line.get_xdata(), dtype=float)
        for line in axes.get_lines()
        if len(line.get_xdata()) == 2 and np.ptp(np.asarray(line.get_xdata(), dtype=float)) == 0.0
    ]
    assert any(np.allclose(x, impact) for x in upright)


def test_the_side_view_marks_each_sensor_where_the_flight_is_when_it_sees_it(
    drawn: Gallery, parted: Comparison
) -> None:
    example = exemplar(parted)
    assert example is not None
    a = parted.after
    axes = next(p for p in drawn.flight if p.name == "profile").figure.axes[0]
    nominal = a.flights.nominal
    altitude = nominal.altitude[example.flight]
    top = max(np.max(line.get_ydata()) for line in axes.get_lines()[:1])
    assert top == pytest.approx(np.nanmax(altitude) / 1e3)
    far_ = max(np.max(line.get_xdata()) for line in axes.get_lines()[:1])
    assert far_ == pytest.approx(a.flights.range[example.flight] / 1e3, rel=0.03)
    flying = np.isfinite(altitude)
    compared = 0
    for line in axes.get_lines():
        name = line.get_label().split(":")[0]
        sensor = next((k for k, s in a.scenario.sensors.items() if s.name == name), None)
        if sensor is None:
            continue
        first = a.detections.first[example.flight, :, a.detections.sensors.index(sensor)]
        when = np.median(first[np.isfinite(first)])
        height = np.interp(when, nominal.time[flying], altitude[flying]) / 1e3
        assert np.ravel(line.get_ydata())[0] == pytest.approx(height)
        compared += 1
    assert compared >= 2


def test_drivers_are_bars_of_their_correlation_in_the_row_of_their_name() -> None:
    found = [Influence("first", -0.9), Influence("second", 0.4), Influence("third", -0.2)]
    axes = drivers("d", "warning", found).figure.axes[0]
    bars = {
        round(p.get_y() + 0.5 * p.get_height(), 6): p.get_x() + p.get_width() for p in axes.patches
    }
    rows = rows_of(axes)
    for influence in found:
        height = next(y for text, y in rows.items() if re.search(influence.name, text))
        assert bars[round(height, 6)] == pytest.approx(influence.correlation)

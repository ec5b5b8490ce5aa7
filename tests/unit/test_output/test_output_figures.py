"""Figures say their finding, cut no label, and answer the empty case in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection

from noroshi.assessment import Assessment
from noroshi.earth.land import land_within
from noroshi.output.exemplar import exemplar
from noroshi.output.figures.atlas import atlas
from noroshi.output.figures.city_map import panel
from noroshi.output.figures.drivers import Influence, drivers
from noroshi.output.figures.errors import errors
from noroshi.output.figures.far import far
from noroshi.output.figures.gains import gains
from noroshi.output.figures.render import png, svg
from noroshi.output.figures.style import BLUE, RED, Picture, styled
from noroshi.output.gallery import Gallery, gallery
from noroshi.output.places import City
from noroshi.output.runs import Errors
from noroshi.stats import Interval, Sampled
from noroshi.study import Answer, Comparison
from noroshi.study.wording import duration

ONE_POINT = 1.0 / 72.0
CITY = City(
    id="a",
    name="A",
    party="p",
    people=1e6,
    lat_deg=35.0,
    lon_deg=135.0,
    flights=1,
    later=False,
    gain=Sampled(*np.array([5.0, 15.0, 25.0, 20.0, 1.0, 1.0, 1.0, 0.5])),
    least_before=Interval(*np.array([60.0, 80.0, 90.0])),
    least_after=Interval(*np.array([60.0, 80.0, 90.0])),
)


def _pictures(found: Gallery) -> list[Picture]:
    far_away = [found.far] if found.far else []
    down = (*found.known, *found.ellipse, *found.shrinking, *found.errors)
    return [
        *found.maps,
        found.gains,
        *found.warned,
        *down,
        *found.flight,
        *found.drivers,
        *far_away,
    ]


@styled
def _overhang(picture: Picture) -> float:
    """How far anything drawn reaches beyond the page [inch]."""
    figure = picture.figure
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = figure.get_tightbbox(canvas.get_renderer())
    width, height = figure.get_size_inches()
    return max(-drawn.x0, -drawn.y0, drawn.x1 - width, drawn.y1 - height)


def test_no_figure_of_any_world_cuts_a_label(
    any_world: Comparison, summarised: Callable[[Comparison], Answer]
) -> None:
    pictures = _pictures(gallery(any_world, summarised(any_world)))
    assert len(pictures) >= 7
    cut = {p.name: _overhang(p) for p in pictures if _overhang(p) > ONE_POINT}
    assert cut == {}


def test_every_figure_says_in_words_what_it_shows(comparison: Comparison, answer: Answer) -> None:
    for picture in _pictures(gallery(comparison, answer)):
        assert len(picture.alt.split()) > 6, picture.name
        assert len(picture.figure.axes) >= 1


def test_every_axis_that_counts_something_has_a_unit(
    comparison: Comparison, answer: Answer
) -> None:
    for picture in _pictures(gallery(comparison, answer)):
        for axes in picture.figure.axes:
            if axes.axison and len(axes.get_xticks()):
                label = axes.get_xlabel()
                assert "[" in label or "correlation" in label, picture.name


def test_nothing_gained_is_said_and_not_left_as_an_empty_plot(
    nothing_gained: Comparison, summarised: Callable[[Comparison], Answer]
) -> None:
    found = gallery(nothing_gained, summarised(nothing_gained))
    assert found.gains.alt.startswith("Nothing gained in any of 3 places")
    assert "None of 3 cities gains measurably" in found.maps[2].alt


def test_a_flight_that_nobody_sees_is_said_to_be_unseen(
    nobody_told: Comparison, summarised: Callable[[Comparison], Answer]
) -> None:
    profile, timeline = gallery(nobody_told, summarised(nobody_told)).flight
    assert "no sensor confirms it" in profile.alt
    assert "never" in timeline.alt


def test_errors_are_told_also_where_one_posture_or_both_have_no_track(
    comparison: Comparison,
) -> None:
    example = exemplar(comparison)
    assert example is not None
    time = np.arange(120.0, 300.0, 12.0)
    found = Errors(time, 1e5 / time, 0.9e5 / time)
    assert "Tracked from 2 min 00 s after launch, only after" in errors(example, (None, found)).alt
    assert "no radar tracks it" in errors(example, (None, None)).alt
    half = Errors(time, 0.5e5 / time, 0.4e5 / time)
    assert errors(example, (found, half)).alt.startswith(
        "3:00 after launch the position is known to 278 m, 556 m before. before: +11 %"
    )
    assert "as before" in errors(example, (found, found)).alt


def test_the_title_names_the_city_that_gains_most() -> None:
    better = replace(CITY, name="B", gain=CITY.gain._replace(mean=70.0, p95=90.0))
    assert gains([CITY, better]).alt.startswith(
        "The gain is largest in B: +1 min 10 s (+5 s to +1 min 30 s)."
    )


def _shifted(name: str, mean: float, error: float) -> City:
    """A city whose mean gain is so large and so well known; longitudes apart, as map marks are."""
    gain = CITY.gain._replace(mean=np.float64(mean), mean_error=np.float64(error))
    return replace(CITY, id=name, name=name, gain=gain, lon_deg=130.0 + len(name))


def test_a_dot_is_filled_only_where_a_gain_or_a_loss_is_measurable() -> None:
    sure, unsure = _shifted("A", 20.0, 0.5), _shifted("BB", 20.0, 15.0)
    loses = _shifted("CCC", -9.0, 0.5)
    shared = atlas([sure, unsure, loses], [], [], ("before", "after"))
    axes = panel(shared, "gain").figure.axes[0]
    marks = [c for c in axes.collections if len(c.get_offsets()) and c.get_array() is not None]
    assert [m.get_array().tolist() for m in marks] == [[20.0, -9.0]]
    open_marks = [
        c
        for c in axes.collections
        if isinstance(c, PathCollection) and not len(c.get_facecolors()) and len(c.get_offsets())
    ]
    assert [len(m.get_offsets()) for m in open_marks] == [1]
    assert "Of 3 cities 1 gain and 1 lose: most +20 s (A)." in panel(shared, "gain").alt
    filled = [
        line.get_markerfacecolor()
        for line in gains([sure, unsure, loses]).figure.axes[0].lines
        if line.get_marker() in ("o", "s")
    ]
    # From the bottom: the one that loses, the unsure one, the one that gains.
    assert filled == [RED, "none", BLUE]


def test_gains_are_drawn_at_their_mean_between_their_percentiles() -> None:
    axes = gains([CITY, _shifted("BB", -9.0, 0.5)]).figure.axes[0]
    drawn = [line.get_xdata() for line in axes.lines]
    assert [list(x) for x in drawn if len(x) == 2][:1] == [[5.0, 25.0]]
    marks = [float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() in ("o", "s")]
    assert marks == [-9.0, 20.0]


def test_a_place_that_only_later_classes_reach_is_marked_and_never_leads() -> None:
    later = replace(_shifted("Far", 50.0, 0.5), later=True)
    picture = gains([later, CITY])
    assert picture.alt.startswith("The gain is largest in A: +20 s")
    labels = [text.get_text() for text in picture.figure.axes[0].get_yticklabels()]
    assert labels == ["Far* (1.0 million)", "A (1.0 million)"]  # from the bottom
    assert "*: nothing but classes that had not flown" in picture.caption
    assert "most +20 s (A)" in panel(atlas([later, CITY], [], [], ("x", "y")), "gain").alt
    many = [_shifted(f"P{i}", 20.0 + i, 0.5) for i in range(25)]
    shown = gains([*many, later]).figure.axes[0].get_yticklabels()
    assert len(shown) == 20
    assert shown[0].get_text().startswith("Far*")


def test_a_gain_has_no_digit_that_the_draws_do_not_support() -> None:
    unsure = _shifted("A", 73.4, 12.0)
    assert "+1 min 10 s (" in gains([unsure]).alt
    shared = atlas([unsure], [], [], ("before", "after"))
    assert "most +1 min 10 s (A)" in panel(shared, "gain").alt


def test_far_places_are_told_by_their_shortest_warning_and_their_gain() -> None:
    earlier = CITY.least_after._replace(p50=np.float64(95.0))
    cities = [replace(c, least_after=earlier) for c in (CITY, _shifted("BB", 0.2, 0.1))]
    picture = far(cities)
    assert picture is not None
    assert picture.alt.startswith("Beyond the map: A +20 s (+5 s to +25 s); 1 of 2 not measurably.")
    axes = picture.figure.axes[0]
    marks = {line.get_marker(): line.get_xdata()[0] * 60.0 for line in axes.lines}
    assert (marks["s"], marks["o"]) == pytest.approx((80.0, 95.0))  # before, after
    nowhere = far([_shifted("BB", 0.2, 0.1)])
    assert nowhere is not None
    assert "no place gains measurably" in nowhere.alt


def test_a_single_city_makes_a_map() -> None:
    shared = atlas([CITY], [], [], ("before", "after"))
    for which in ("before", "after", "gain"):
        picture = panel(shared, which)  # type: ignore[arg-type]
        assert "Map of 1 places" in picture.alt
        assert _overhang(picture) < ONE_POINT


def test_a_place_that_nothing_is_aimed_at_is_left_out_of_the_rankings() -> None:
    spared = replace(CITY, name="C", flights=0, gain=Sampled(*np.full(8, np.nan)))
    assert gains([spared]).alt == "No flight is aimed at any of these places."
    assert far([spared]) is None
    assert "C" not in gains([CITY, spared]).alt


def test_a_place_without_a_number_is_an_open_circle_and_takes_no_colours() -> None:
    nothing = Interval(*np.full(3, np.nan))
    unsolved = replace(CITY, name="D", gain=Sampled(*np.full(8, np.nan)))
    unsolved = replace(unsolved, least_before=nothing, least_after=nothing)
    shared = atlas([CITY, unsolved], [], [], ("before", "after"))
    assert shared.minutes == (1.0, 2.0)
    assert "+20 s (A)" in panel(shared, "gain").alt


def test_drivers_are_words_and_the_strongest_is_in_the_title() -> None:
    found = [Influence("Delay " * 12, -0.9), Influence("b", 0.4)]
    picture = drivers("d", "warning", found)
    assert _overhang(picture) < ONE_POINT
    assert drivers("d", "warning", []).alt.startswith("No assumption stands out")


def test_an_svg_has_neutral_colours_that_a_page_can_change_and_names_of_its_own() -> None:
    text = svg(gains([CITY]))
    assert text.startswith('<svg role="img" aria-label=')
    assert "var(--ink, #1b1b1d)" in text
    assert "xmlns" not in text
    assert 'id="gains-figure_1"' in text


def test_a_png_is_a_png() -> None:
    assert png(gains([CITY])).startswith(b"\x89PNG\r\n")


def test_the_exemplar_is_the_flight_whose_warning_changes_most(comparison: Comparison) -> None:
    found = exemplar(comparison)
    assert found is not None
    impacts = comparison.after.warnings.pairs.kind == 0
    most = np.abs(np.median(comparison.gain[1], axis=-1))[impacts].max()
    assert abs(found.gain) == pytest.approx(most, abs=1.0)


def test_the_exemplar_is_of_a_class_that_had_flown_where_there_is_one(
    comparison: Comparison,
) -> None:
    found = exemplar(comparison)
    assert found is not None
    threat = comparison.after.flights.threat[found.flight]
    vehicle = comparison.after.scenario.threats[threat].vehicle
    later = Comparison(
        *(_first_flown(a, vehicle, date(2016, 1, 1)) for a in (comparison.before, comparison.after))
    )
    other = exemplar(later)
    assert other is not None
    assert comparison.after.flights.vehicle[other.flight] != vehicle
    both = (later.before, later.after)
    every = Comparison(*(_first_flown(a, None, date(2016, 1, 1)) for a in both))
    assert exemplar(every) == replace(found, comparison=every)


def _first_flown(a: Assessment, vehicle: str | None, day: date) -> Assessment:
    """The same, with one class, or all of them, first flown on a day."""
    vehicles = {
        name: v.model_copy(update={"first_flown": day}) if vehicle in (None, name) else v
        for name, v in a.scenario.vehicles.items()
    }
    return replace(a, scenario=replace(a.scenario, vehicles=vehicles))


def test_the_two_times_of_the_chain_and_the_change_in_its_title_add_up(
    comparison: Comparison, answer: Answer
) -> None:
    _, picture = gallery(comparison, answer).flight
    found = exemplar(comparison)
    assert found is not None
    told = [
        round(float(np.median(found.stages(a).told))) for a in (comparison.before, comparison.after)
    ]
    title = " ".join(picture.figure.get_suptitle().split())  # blanks of any kind
    assert f"people are told {duration(told[0] - told[1])} earlier" in title


def test_land_is_where_it_is_known_to_be() -> None:
    window = (120.0, 20.0, 150.0, 50.0)
    area = sum(p.area for p in land_within(window))
    assert 0.0 < area < 30.0 * 30.0
    assert all(p.bounds[0] >= 120.0 and p.bounds[3] <= 50.0 for p in land_within(window))


def test_land_beyond_the_antimeridian_is_that_of_the_neighbouring_turn() -> None:
    east, west = land_within((170.0, 60.0, 200.0, 70.0)), land_within((-190.0, 60.0, -160.0, 70.0))
    assert len(east) > 3
    assert sum(p.area for p in east) == pytest.approx(sum(p.area for p in west), rel=1e-9)


def test_a_dollar_sign_in_a_name_is_no_formula() -> None:
    _, drawn = svg(gains([replace(CITY, name="$x^2$")])).split(">", 1)  # beyond the alt text
    assert ">$x^2$ (1.0 million)</text>" in drawn

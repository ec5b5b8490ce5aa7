"""Colours: told apart on paper and land, in light and dark, in grey and in the reader's eye."""

import math
from itertools import combinations, pairwise

import pytest

from noroshi.present.palette import (
    COLOURS,
    DIVERGING,
    PARTIES,
    ROLES,
    STEPS,
    css,
    letters,
    light,
    looks,
)

HUES = ("ochre", "blue", "green", "purple", "vermilion", "sky")
SIDES = ("light", "dark")


def contrast(one: str, other: str) -> float:
    """Contrast of two colours "#rrggbb" by WCAG 2.2: 1 for the same, 21 for black on white."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("side", SIDES)
def test_words_can_be_read_on_paper_and_on_land(side):
    for name in ("ink", "soft", *(f"{hue}-letters" for hue in HUES)):
        for ground in ("paper", "land"):
            found = contrast(getattr(COLOURS[name], side), getattr(COLOURS[ground], side))
            assert found >= 4.5, (name, ground, side, found)


@pytest.mark.parametrize("side", SIDES)
def test_marks_stand_out_from_paper_and_land(side):
    for name in (*HUES, "ink", "soft"):
        for ground in ("paper", "land"):
            found = contrast(getattr(COLOURS[name], side), getattr(COLOURS[ground], side))
            assert found >= 3.0, (name, ground, side, found)


@pytest.mark.parametrize("side", SIDES)
def test_words_inside_bars_can_be_read(side):
    for hue in HUES:
        solid, tint = (getattr(COLOURS[name], side) for name in (hue, f"{hue}-tint"))
        assert contrast(getattr(COLOURS["paper"], side), solid) >= 4.0
        assert contrast(getattr(COLOURS["ink"], side), tint) >= 4.5


def test_before_and_after_differ_in_grey_too():
    before, after = ROLES["before"], ROLES["after"]
    assert contrast(light(before.fill), light(after.fill)) > 3.0
    assert before.dash != after.dash
    assert before.shape != after.shape


@pytest.mark.parametrize("side", SIDES)
def test_steps_keep_their_order_in_grey(side):
    steps = [getattr(COLOURS[f"step-{k}"], side) for k in range(len(STEPS))]
    apart = [contrast(colour, "#ffffff" if side == "light" else "#000000") for colour in steps]
    assert apart == sorted(apart)
    assert min(b / a for a, b in pairwise(apart)) > 1.25
    assert len(set(DIVERGING)) == 6


@pytest.mark.parametrize("kind", ["plain", "protan", "deutan", "tritan"])
@pytest.mark.parametrize("side", SIDES)
def test_neighbouring_steps_are_told_apart_by_every_eye(side, kind):
    steps = [_lab(getattr(COLOURS[f"step-{k}"], side), kind) for k in range(len(STEPS))]
    apart = [math.dist(one, other) for one, other in pairwise(steps)]
    # Five times what two patches side by side need; dots lie apart.
    assert min(apart) > 11.5, apart
    # Of four classes, which is what cities have.
    few = [math.dist(one, other) for one, other in pairwise(steps[k] for k in (0, 2, 3, 5))]
    assert min(few) > 16.0, few


@pytest.mark.parametrize("kind", ["protan", "deutan", "tritan"])
def test_neighbouring_series_are_told_apart_by_the_colour_blind(kind):
    pairs = [*combinations(PARTIES[:5], 2), ("before", "after"), ("gain", "loss")]
    for one, other in pairs:
        a, b = (_as_seen(light(ROLES[role].colour), kind) for role in (one, other))
        assert sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 > 0.08, (one, other)


def _lab(colour, kind):
    """CIE 1976 L*a*b* of a colour as an eye sees it, of D65 (CIE 15:2004)."""
    rgb = [min(max(part, 0.0), 1.0) for part in _as_seen(colour, kind)]
    rows = ((0.4339, 0.3763, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8727))
    whole = [sum(m * c for m, c in zip(row, rgb, strict=True)) for row in rows]
    x, y, z = (w ** (1 / 3) if w > 0.008856 else 7.787 * w + 16 / 116 for w in whole)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _as_seen(colour, kind):
    """Linear RGB of a colour by Machado, Oliveira & Fernandes (2009), severity 1."""
    matrix = {
        "plain": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
        "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                   (-0.011820, 0.042940, 0.968881)),
        "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
    }[kind]  # fmt: skip
    parts = [int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5)]
    line = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return [sum(m * c for m, c in zip(row, line, strict=True)) for row in matrix]


def test_every_colour_has_a_variable_for_both_pages_and_none_stands_twice():
    text = css()
    every = [colour.light for colour in COLOURS.values()]
    assert len(set(every)) == len(every)
    dark = text.partition("prefers-color-scheme: dark")[2]
    for name, colour in COLOURS.items():
        assert f"--{name}: {colour.light};" in text
        assert f"--{name}: {colour.dark};" in dark
    assert "screen" in text.partition("prefers-color-scheme")[0]


def test_a_role_is_given_out_once_before_any_is_given_twice():
    found = looks(["Japan", "US", "after"], {"US": "party-1"})
    assert found["after"] == ROLES["after"]
    assert found["US"] == ROLES["party-1"]
    assert found["Japan"] == ROLES["party-2"]
    many = looks([str(k) for k in range(8)])
    assert list(many.values())[:6] == [ROLES[role] for role in PARTIES]
    assert many["6"] == ROLES["party-1"]
    with pytest.raises(KeyError):
        looks(["a"], {"a": "no such role"})


def test_letters_about_a_series_are_darker_than_its_marks():
    for role in ("before", "after", "new"):
        look = ROLES[role]
        assert contrast(letters(look), light("paper")) > contrast(
            light(look.colour), light("paper")
        )

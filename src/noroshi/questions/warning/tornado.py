"""What the answer becomes from one end of an assumption to the other."""

from collections.abc import Iterator
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.questions.answer import Figure
from noroshi.questions.warning.headline import subject
from noroshi.questions.warning.reading import Told

_MOST: Final = 15
"""Assumptions that move the answer most."""
_CHANCE: Final = 0.05
"""Of one false name among all assumptions."""


class Moved(NamedTuple):
    """How far one assumption moves an answer, low end and high end, off its mean [s]."""

    assumption: str
    low: float
    high: float
    error: float
    """Standard error of the difference between the two ends; NaN where there are too few draws."""
    beyond: bool
    """Whether the difference is more than chance does."""

    @property
    def size(self) -> float:
        """The difference between the ends [s]."""
        return abs(self.high - self.low)


def tornadoes(told: Told) -> Iterator[Figure]:
    """Of the gain, then of the warning itself, for the party that the headline begins with."""
    whom = subject(told) if told.leading else next(iter(told.whom))
    yield _figure(told, whom, "gain", f"the gain of {told.whom[whom]}", _GAIN)
    yield _figure(told, whom, "warning", f"the warning of {told.whom[whom]}", _WARNING)


_GAIN: Final = ("gain_at_low", "gain_at_high", "gain_ends_error")
_WARNING: Final = ("warning_at_low", "warning_at_high", "warning_ends_error")


def _figure(told: Told, whom: str, name: str, words: str, of: tuple[str, str, str]) -> Figure:
    found = moved(told, whom, of)
    shown = shown_of(found)
    return Figure(
        name=f"{name}-moved-by",
        title=title(told, shown, words),
        caption=caption(told, found, shown),
        variables=of,
        draw=lambda: spec(told, shown, title(told, shown, words), words),
    )


def moved(told: Told, whom: str, of: tuple[str, str, str]) -> list[Moved]:
    """Every assumption, those that move the answer most first."""
    low, high, error = (told.array(name, whom=whom) for name in of)
    ids = [str(i) for i in told.plain["assumption"]]
    clear = NormalDist().inv_cdf(1.0 - 0.5 * _CHANCE / max(len(ids), 1))
    found = [
        Moved(i, float(a), float(b), float(e), bool(abs(b - a) > max(clear * e, 0.0)))
        for i, a, b, e in zip(ids, low, high, error, strict=True)
        if np.isfinite(a)
    ]
    return sorted(found, key=lambda m: (not m.beyond, -m.size))


def shown_of(found: list[Moved]) -> list[Moved]:
    """Those beyond chance that move it most: a bar of chance would be read as a finding."""
    return [m for m in found if m.beyond][:_MOST]


def title(told: Told, shown: list[Moved], words: str) -> str:
    """Which assumption moves the answer most."""
    if not shown:
        return f"No assumption alone moves {words} beyond chance"
    names = told.names("assumption")
    most = shown[0]
    return f"{names[most.assumption]} moves {words} most: by {most.size:.0f} s"


def caption(told: Told, found: list[Moved], shown: list[Moved]) -> str:
    """How it is reckoned, and what was tested and does not matter, by name what is asked about."""
    text = (
        "Mean of the answer in the fifth of the draws with the lowest values of each assumption "
        "(square) and in the fifth with the highest (disc), less the mean of all draws. Before "
        "and after are told apart in the same draw. The choices of the model are apart from these. "
    )
    left = [m for m in found if m not in shown]
    names = told.names("assumption")
    asked = [
        names[m.assumption]
        for m in left
        if not m.beyond and told.number("assumption_asked_about", assumption=m.assumption)
    ]
    if asked:
        text += f"Asked about, and moving its mean no more than chance does: {'; '.join(asked)}. "
    less = [m for m in left if m.beyond]
    if less:
        moves = "move" if len(less) > 1 else "moves"
        text += f"{len(less)} more {moves} it by {less[0].size:.0f} s or less. "
    chance = len(left) - len(less) - len(asked)
    if chance:
        which = "others that are drawn move" if chance > 1 else "other that is drawn moves"
        text += f"The {chance} {which} its mean no more than chance does."
    return text.strip()


def rows(told: Told, shown: list[Moved]) -> list[dict[str, Any]]:
    """A row an assumption: the answer at either end [s], and what the assumption is there."""
    names = told.names("assumption")
    return [
        {
            "assumption": names[m.assumption],
            "low": m.low,
            "high": m.high,
            "low_text": told.word("assumption_low", assumption=m.assumption),
            "high_text": told.word("assumption_high", assumption=m.assumption),
        }
        for m in shown
    ]


def spec(told: Told, shown: list[Moved], found: str, words: str) -> Spec:
    """The tornado; a sentence where no assumption stands out of chance."""
    if not shown:
        return charts.sentence(found)
    return charts.tornado(
        rows(told, shown),
        Field("low", f"{words}, less its mean", "s"),
        label=Field("assumption"),
        low="low",
        high="high",
        centre=0.0,
        low_text="low_text",
        high_text="high_text",
        title=found,
    )

"""The things of an answer that maps and globes show."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, overload

Geometry = Literal["point", "line", "polygon"]


@dataclass(frozen=True)
class Feature:
    """One thing on a map or a globe."""

    id: str
    name: str
    geometry: Geometry
    points: tuple[tuple[float, ...], ...]
    """Longitude and latitude [deg] and, where it matters, height [m]; of a polygon its outline."""
    role: str
    """What it is, for its colour: `city`, `site`, `sensor`, `base`, `coverage`, `path`, `area` …"""
    properties: Mapping[str, Any] = field(default_factory=dict)
    times: tuple[float, ...] = ()
    """Of each point, where something moves [s after the epoch of its layer]."""
    holes: tuple[tuple[tuple[float, ...], ...], ...] = ()
    """Of a polygon."""
    shown: tuple[float, float] | None = None
    """From when until when it is there [s after the epoch]; None = always."""
    joins: tuple[str, ...] = ()
    """Of a line between things that may move: `layer/id` of each in the same answer; `points` are
    where they are at one time."""


class FeaturesLater(Sequence[Feature]):
    """Features that are worked out when they are first looked at: only maps need them."""

    def __init__(self, make: Callable[[], Iterable[Feature]]) -> None:
        """Work nothing out yet."""
        self._make = make

    @cached_property
    def _made(self) -> tuple[Feature, ...]:
        return tuple(self._make())

    @overload
    def __getitem__(self, index: int) -> Feature: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Feature]: ...
    def __getitem__(self, index: int | slice) -> Feature | Sequence[Feature]:
        """One of them, or several."""
        return self._made[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._made)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as the features: the function that makes them cannot be."""
        return tuple, (self._made,)


@dataclass(frozen=True)
class Layer:
    """Things of one kind on a map or a globe: GeoJSON, CZML and the page's maps read the same."""

    name: str
    title: str
    features: Sequence[Feature]
    """`FeaturesLater` where working them out takes long."""
    epoch: str = ""
    """From which the times count, ISO 8601; empty = nothing moves."""
    any_day: bool = False
    """Whether things move alike on any day, so that they may be shown on that of another layer."""

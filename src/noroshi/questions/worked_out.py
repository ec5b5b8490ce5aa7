"""What of an answer takes long to work out, kept by what the question reads of the world.

All else of an answer, its words, tables and figures, is written from the numbers by rule, and made
anew each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import xarray as xr

from noroshi.kept import kept
from noroshi.questions.answer import Drivers, Feature, Layer
from noroshi.scenario.records import Scenario
from noroshi.stats import Driver

Columns = Mapping[str, tuple[tuple[str, ...], Any, Mapping[str, Any]]]
"""By name: the axes, the values, and the attributes."""


@dataclass(frozen=True)
class PlainData:
    """The numbers of an answer without a library's own classes."""

    variables: Columns
    coordinates: Columns
    attributes: Mapping[str, Any]

    @classmethod
    def of(cls, data: xr.Dataset) -> "PlainData":
        """The same numbers."""
        return cls(_columns(data, data.data_vars), _columns(data, data.coords), dict(data.attrs))

    @property
    def dataset(self) -> xr.Dataset:
        """The same numbers."""
        return xr.Dataset(dict(self.variables), dict(self.coordinates), dict(self.attributes))


def _columns(data: xr.Dataset, names: Any) -> Columns:
    return {
        str(name): (tuple(map(str, data[name].dims)), data[name].to_numpy(), dict(data[name].attrs))
        for name in names
    }


@dataclass(frozen=True)
class WorkedOut:
    """Numbers, what maps show, what drives the numbers, and what is left out."""

    data: PlainData
    layers: tuple[Layer, ...]
    drivers: tuple[Drivers, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]


_RECORDS: Final = (WorkedOut, PlainData, Layer, Feature, Drivers, Driver)


def worked_out(stage: str, function: Callable[..., WorkedOut], *inputs: Any) -> WorkedOut:
    """What a function makes of its inputs, found again where it was worked out before.

    Args:
        stage: the name of the question.
        function: that reads nothing but what it is passed.
        inputs: see `kept`; worlds cut down to what is read, see `read_from`.
    """
    return kept(stage, function, *inputs, records=_RECORDS)


def read_from(world: Scenario, sections: Sequence[str]) -> Scenario:
    """A world in which only some sections hold entries: whoever is passed it reads no others.

    Which values were set is forgotten, too: what they are stands in the entries.
    """
    nothing: dict[str, Any] = {name: {} for name in world.entries if name not in sections}
    own = {name: part for name, part in nothing.items() if name not in world.more}
    more = {name: part for name, part in world.more.items() if name in sections}
    return replace(world, **own, more=more, changed=(), origin=None)

"""Declared numbers: estimates with bounds and sources, and the draws made from them.

An estimate may stand wherever a quantity may. Its distribution is two even halves: half of the
draws lie evenly between `low` and `best`, half between `best` and `high`, so that the median is
`best` and the bounds are bounds. On a logarithmic scale "evenly" is meant for the logarithm.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from noroshi.units import KINDS, NUMBER_PATTERN, UnitError, parse

Floats = NDArray[np.float64]
Scale = Literal["linear", "log"]
Grade = Literal["A", "B", "C", "D"]
GRADES: Final = MappingProxyType(
    {
        "A": "two sources agree",
        "B": "one source",
        "C": "commonly stated, not re-read",
        "D": "sources conflict, or the figure is publicity",
    }
)
"""How far a declared value can be trusted."""


@dataclass(frozen=True)
class Estimate:
    """A declared number in SI units: bounds, best value, and where it is from."""

    low: float
    best: float
    high: float
    scale: Scale = "linear"
    source: tuple[str, ...] = ()
    grade: Grade | None = None
    name: str = ""
    """Dotted path, filled by the loader; names the dimension of the draws."""
    shared_as: str | None = None
    """Estimates with the same word here are one unknown: they draw together."""
    note: str = ""
    kind: str = ""
    """The kind of quantity, one of `units.KINDS`; says the SI unit of the numbers."""

    @classmethod
    def exactly(cls, value: float) -> "Estimate":
        """An estimate without uncertainty."""
        return cls(value, value, value)

    @property
    def certain(self) -> bool:
        """Whether the bounds leave no room."""
        return self.low == self.high

    @property
    def dimension(self) -> str:
        """Name of the dimension of the unit cube that this estimate draws from."""
        return self.shared_as or self.name

    def quantile(self, u: Floats | float) -> Floats:
        """The value that a share `u` of the draws lies below, elementwise; best at one half."""
        u = np.asarray(u, dtype=np.float64)
        # 1 at the bound, 0 at best: so that best, and nothing beside it, comes out at one half.
        far = np.abs(1.0 - 2.0 * u)
        bound = np.where(u < 0.5, self.low, self.high)
        if self.scale == "log":
            value = self.best * (bound / self.best) ** far
        else:
            value = self.best + (bound - self.best) * far
        return np.clip(value, self.low, self.high)


@dataclass(frozen=True)
class Quantity:
    """How pydantic reads an estimate of one kind, and what its JSON Schema says."""

    kind: str
    minimum: float = -np.inf
    """Least value [SI]."""
    maximum: float = np.inf
    positive: bool = False
    """Whether zero is refused."""
    scale: Scale = "linear"
    example: str = ""
    """For the schema, where the kind's own does not fit."""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Text, or a mapping of `low`, `best`, `high`, becomes an `Estimate`."""
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(_written)
        )

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A quantity or an interval of quantities, with examples that editors offer."""
        wanted = KINDS[self.kind]
        number = _number_schema(self.kind, self.example)
        spread = dict.fromkeys(("low", "best", "high"), number)
        return {
            "anyOf": [
                number,
                {
                    "type": "object",
                    "title": f"{wanted.noun} with bounds",
                    "properties": {**spread, **_SPREAD_PROPERTIES},
                    "required": ["low", "best", "high"],
                    "additionalProperties": False,
                },
            ],
            "description": f"{wanted.noun} with its unit, or {{low, best, high, source, grade}}",
            "examples": [self.example or wanted.example],
        }

    def read(self, value: object) -> Estimate:
        """An estimate from what a file holds there."""
        if isinstance(value, Estimate):
            return value
        if isinstance(value, Mapping):
            return self._spread(value)
        number = self.number(value)
        return Estimate(number, number, number, scale=self.scale, kind=self.kind)

    def number(self, value: object) -> float:
        """One bound in SI units."""
        try:
            number = parse(value, self.kind)  # type: ignore[arg-type]  # parse refuses what is no text
        except UnitError as error:
            raise PydanticCustomError("quantity", "{why}", {"why": str(error)}) from None
        if number < self.minimum or number > self.maximum or (self.positive and number <= 0.0):
            raise PydanticCustomError("out_of_range", "{why}", {"why": self._range(value)})
        return number

    def _range(self, value: object) -> str:
        if self.positive and not np.isfinite(self.maximum):
            return f"'{value}' must be more than zero"
        least = "more than 0" if self.positive else f"at least {_bound(self.minimum, self.kind)}"
        most = f" and at most {_bound(self.maximum, self.kind)}"
        return f"'{value}' must be {least}{most if np.isfinite(self.maximum) else ''}"

    def _spread(self, value: Mapping[Any, Any]) -> Estimate:
        # Errors in the parts keep their own place: pydantic merges them into the outer reply.
        fields = _spread_validator(self).validate_python(dict(value))
        low, best, high = fields["low"], fields["best"], fields["high"]
        scale = fields.get("scale", self.scale)
        _check_order(low, best, high, value)
        if scale == "log" and low <= 0.0:
            raise PydanticCustomError(
                "log_scale", "a logarithmic scale needs low > 0; write scale: linear"
            )
        rest = {
            name: fields[name]
            for name in ("source", "grade", "shared_as", "note")
            if name in fields
        }
        return Estimate(low, best, high, scale=scale, kind=self.kind, **rest)


@dataclass(frozen=True)
class Exact:
    """How pydantic reads a quantity that has no uncertainty: a float in SI units."""

    kind: str
    minimum: float = -np.inf
    maximum: float = np.inf
    example: str = ""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Text with a unit becomes a float."""
        reader = Quantity(self.kind, minimum=self.minimum, maximum=self.maximum)
        return core_schema.no_info_plain_validator_function(reader.number)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A quantity, with an example that editors offer."""
        wanted = KINDS[self.kind]
        return {
            "description": f"{wanted.noun} with its unit",
            **_number_schema(self.kind, self.example),
        }


def _check_order(low: float, best: float, high: float, value: Mapping[Any, Any]) -> None:
    if not low <= best <= high:
        stated = ", ".join(f"{name}: {value[name]}" for name in ("low", "best", "high"))
        raise PydanticCustomError(
            "order", "low ≤ best ≤ high does not hold ({stated})", {"stated": stated}
        )


@cache
def _spread_validator(quantity: Quantity) -> SchemaValidator:
    number = core_schema.no_info_plain_validator_function(quantity.number)
    text = core_schema.str_schema(strict=True)
    fields = {
        "low": core_schema.typed_dict_field(number, required=True),
        "best": core_schema.typed_dict_field(number, required=True),
        "high": core_schema.typed_dict_field(number, required=True),
        "scale": core_schema.typed_dict_field(
            core_schema.literal_schema(["linear", "log"]), required=False
        ),
        "source": core_schema.typed_dict_field(
            core_schema.no_info_before_validator_function(
                _as_list, core_schema.tuple_variable_schema(text)
            ),
            required=False,
        ),
        "grade": core_schema.typed_dict_field(
            core_schema.literal_schema(list(GRADES)), required=False
        ),
        "shared_as": core_schema.typed_dict_field(text, required=False),
        "note": core_schema.typed_dict_field(text, required=False),
    }
    return SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="forbid"))


def _as_list(value: object) -> object:
    """One source may stand alone."""
    return (value,) if isinstance(value, str) else value


def _written(estimate: Estimate) -> dict[str, Any]:
    return {"low": estimate.low, "best": estimate.best, "high": estimate.high}


def _bound(value: float, kind: str) -> str:
    if kind == "angle":
        return f"{np.degrees(value):g} deg"
    return f"{value:g} {KINDS[kind].si}".strip()


def _number_schema(kind: str, example: str) -> dict[str, Any]:
    wanted = KINDS[kind]
    offered = [example or wanted.example]
    text = {"type": "string", "pattern": _text_pattern(kind), "examples": offered}
    return {"anyOf": [text, {"type": "number"}]} if wanted.bare else text


def _text_pattern(kind: str) -> str:
    unit = r"(\s*\S.*)?" if KINDS[kind].bare else r"\s*\S.*"
    return rf"^\s*{NUMBER_PATTERN}{unit}$"


SPREAD_FIELDS: Final = ("low", "best", "high", "scale", "source", "grade", "shared_as", "note")
"""What an estimate may say of itself."""

_SOURCES_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "description": "ids of sources",
}
_SPREAD_PROPERTIES: Final[dict[str, Any]] = {
    "scale": {
        "enum": ["linear", "log"],
        "description": "whether the halves are even in the logarithm",
    },
    "source": _SOURCES_SCHEMA,
    "grade": {"enum": list(GRADES)},
    "shared_as": {"type": "string", "description": "estimates with the same word draw together"},
    "note": {"type": "string"},
}

Length = Annotated[Estimate, Quantity("length", minimum=0.0)]
Height = Annotated[Estimate, Quantity("length", minimum=-12e3, maximum=100e3)]
Duration = Annotated[Estimate, Quantity("time", minimum=0.0)]
Angle = Annotated[Estimate, Quantity("angle", minimum=-2 * np.pi, maximum=2 * np.pi)]
Frequency = Annotated[Estimate, Quantity("frequency", positive=True)]
Power = Annotated[Estimate, Quantity("power", positive=True)]
Area = Annotated[Estimate, Quantity("area", positive=True, scale="log")]
Speed = Annotated[Estimate, Quantity("speed", minimum=0.0)]
Temperature = Annotated[Estimate, Quantity("temperature", positive=True)]
ArealDensity = Annotated[Estimate, Quantity("areal_density", positive=True)]
InverseLength = Annotated[Estimate, Quantity("inverse_length")]
SolidAngle = Annotated[Estimate, Quantity("solid_angle", positive=True, maximum=4 * np.pi)]
Ratio = Annotated[Estimate, Quantity("ratio", positive=True)]
Probability = Annotated[Estimate, Quantity("probability", minimum=0.0, maximum=1.0)]
Northing = Annotated[
    Estimate, Quantity("angle", minimum=-np.pi / 2, maximum=np.pi / 2, example="40.9 deg")
]
Easting = Annotated[
    Estimate, Quantity("angle", minimum=-np.pi, maximum=2 * np.pi, example="140.3 deg")
]
"""Latitude and longitude of a place that may be known roughly: a ship's station, a satellite's."""

Latitude = Annotated[
    float, Exact("angle", minimum=-np.pi / 2, maximum=np.pi / 2, example="40.9 deg")
]
Longitude = Annotated[float, Exact("angle", minimum=-np.pi, maximum=2 * np.pi, example="140.3 deg")]
Altitude = Annotated[float, Exact("length", minimum=-12e3, maximum=100e6)]
Distance = Annotated[float, Exact("length", minimum=0.0, maximum=100e6)]
"""Of known places and agreed limits: exact numbers in SI, not estimates."""

Sources = Annotated[
    tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | list[str])
]
"""Ids of sources: one, or a list."""


class Record(BaseModel):
    """A frozen part of a declared entry: unknown keys are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True
    )


class Declared(Record):
    """A declared entry: what holds between two dates, and who says so."""

    id: str = Field(default="", exclude=True, description="filled from the key of the entry")
    since: date | None = Field(
        default=None, alias="from", description="first day on which it holds"
    )
    until: date | None = Field(default=None, description="first day on which it holds no more")
    source: Sources = Field(default=(), description="ids of sources")
    grade: Grade | None = Field(default=None, description="how far the values can be trusted")
    note: str = ""

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, info: ValidationInfo) -> date | None:
        since = info.data.get("since")
        if since is not None and until is not None and until <= since:
            raise PydanticCustomError(
                "dates", "it ends before it begins ({since})", {"since": str(since)}
            )
        return until

    def holds(self, at: date) -> bool:
        """Whether the entry holds on that day: `from` included, `until` excluded."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Draws:
    """Numbers drawn for every named estimate, each the same whatever else is declared."""

    points: Mapping[str, Floats]
    """A point of the unit interval for each dimension's name, (draw,)."""
    count: int

    @classmethod
    def of(cls, names: Iterable[str], count: int, seed: int) -> "Draws":
        """Scrambled Sobol points for each name, in an order of the name's own.

        Every name's points fill its interval evenly; the order, from the name and the seed, makes
        names independent and lets a new name move nobody's draws. (One Sobol point over all names
        would not do: of 279 names at 128 draws, 167 pairs correlate beyond 0.5, and an answer's
        drivers are then echoes.) `count` need not be a power of two, but only then are the points
        balanced: other counts are the first points of the next one.
        """
        if count < 1:
            raise ValueError(f"count must be at least 1, not {count}")
        points = {name: _points(name, count, seed) for name in sorted(set(names))}
        return cls(MappingProxyType(points), count)

    @classmethod
    def best(cls) -> "Draws":
        """One draw, with every estimate at its best value."""
        return cls(_Halves(), 1)

    def __call__(self, estimate: Estimate) -> Floats:
        """The estimate's value in every draw, (draw,)."""
        if estimate.certain:
            return np.full(self.count, estimate.best)
        if estimate.dimension not in self.points:
            raise ValueError(f"no draws were made for the estimate '{estimate.dimension}'")
        return estimate.quantile(self.points[estimate.dimension])


class _Halves(dict[str, Floats]):
    """Every dimension at one half."""

    def __contains__(self, _name: object) -> bool:
        return True

    def __missing__(self, _name: str) -> Floats:
        return np.array([0.5])


def _points(name: str, count: int, seed: int) -> Floats:
    """One name's points of the unit interval, (draw,)."""
    from scipy.stats import qmc

    digest = hashlib.blake2b(f"{seed}\n{name}".encode(), digest_size=16).digest()
    rng = np.random.default_rng(int.from_bytes(digest, "big"))
    even = qmc.Sobol(1, scramble=True, rng=rng).random(1 << (count - 1).bit_length())
    return rng.permutation(even[:count, 0])

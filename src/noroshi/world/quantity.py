"""How pydantic reads a quantity, and what its JSON Schema says."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from noroshi.units import (
    KINDS,
    NUMBER_PATTERN,
    UnitError,
    implausible,
    last_digit,
    parse,
    unit_of,
)
from noroshi.world.estimate import GRADES, Estimate, Scale
from noroshi.world.ids import read_id

SPREAD_FIELDS: Final = ("low", "best", "high", "scale", "source", "grade", "shared_as", "note")
"""What an estimate may say of itself."""

_QUOTED: Final = re.compile(r"'([^']+)'")
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
    "shared_as": {
        "type": ["string", "null"],
        "description": "estimates with the same word draw together; null = with no other",
    },
    "note": {"type": "string"},
}


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
    others: tuple[str, ...] = ()
    """Further kinds that may stand there: the unit tells which is meant."""
    rounded: bool = False
    """Whether a plain number stands for all that would be printed so."""

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
        number = _number_schema(self.kind, self.example)
        spread = dict.fromkeys(("low", "best", "high"), number)
        return {
            "anyOf": [
                number,
                {
                    "type": "object",
                    "title": f"{self.noun} with bounds",
                    "properties": {**spread, **_SPREAD_PROPERTIES},
                    "required": ["low", "best", "high"],
                    "additionalProperties": False,
                },
            ],
            "description": f"{self.noun} with its unit, or {{low, best, high, source, grade}}",
            "examples": [self.offered],
        }

    def read(self, value: object) -> Estimate:
        """An estimate from what a file holds there."""
        if isinstance(value, Estimate):
            return value
        meant = self._meant(value.get("best") if isinstance(value, Mapping) else value)
        if isinstance(value, Mapping):
            return meant._spread(value)
        try:
            number = meant.number(value)
        except PydanticCustomError:
            if why := _as_spread(meant, value):
                raise PydanticCustomError("quantity", "{why}", {"why": why}) from None
            raise
        half = 0.5 * last_digit(value, meant.kind) if self.rounded else 0.0
        low = max(number - half, self.minimum)
        return Estimate(low, number, number + half, scale=self.scale, kind=meant.kind)

    def _meant(self, value: object) -> "Quantity":
        """This quantity, of the one kind that the unit tells; of all where it tells none."""
        unit = unit_of(value).rpartition(" ")[2].upper() if self.others else ""
        if unit in (self.kind, *self.others):
            return replace(self, kind=unit, others=())
        return self

    @property
    def noun(self) -> str:
        """What may stand there, with its article."""
        return "an amount of money" if self.others else KINDS[self.kind].noun

    def number(self, value: object) -> float:
        """One bound in SI units."""
        try:
            number = parse(value, self.kind)  # type: ignore[arg-type]  # parse refuses what is no text
        except UnitError as error:
            why = self._fitting(str(error).replace(KINDS[self.kind].noun, self.noun))
            raise PydanticCustomError("quantity", "{why}", {"why": why}) from None
        if number < self.minimum or number > self.maximum or (self.positive and number <= 0.0):
            raise PydanticCustomError("out_of_range", "{why}", {"why": self._range(value)})
        if why := implausible(number, self.kind):
            why = f"'{value}' is {why}; write e.g. '{self.offered}'"
            raise PydanticCustomError("implausible", "{why}", {"why": why})
        return number

    @property
    def offered(self) -> str:
        """What a message recommends to write: something that is taken here."""
        return self.example or KINDS[self.kind].example

    def _fitting(self, why: str) -> str:
        """A refusal whose advice is taken here: the parser knows the kind, and not the bounds."""
        what, _, advice = why.partition("; ")
        advised = _QUOTED.search(advice)
        if advised is not None and advised.group(1) != self.offered:
            with suppress(PydanticCustomError):
                self.number(advised.group(1))
                return why
        return f"{what}; write e.g. '{self.offered}'{self._codes}"

    @property
    def _codes(self) -> str:
        return ", the currency by its code of ISO 4217" if self.others else ""

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
        reader = Quantity(
            self.kind, minimum=self.minimum, maximum=self.maximum, example=self.example
        )
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


def _as_spread(quantity: Quantity, value: object) -> str:
    """Why an interval as answers print it is refused, and how to write it; else empty."""
    try:
        parse(value, quantity.kind)  # type: ignore[arg-type]  # parse refuses what is no text
    except UnitError as error:
        what, _, advice = str(error).partition("; write {")
        numbers = [part.partition(": ")[2] for part in advice.rstrip("}").split(", ")]
        with suppress(PydanticCustomError):
            for number in numbers:
                quantity.number(number)
            return f"{what}; write {{{advice}"
    return ""


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
    word = core_schema.no_info_after_validator_function(read_id, text)
    fields = {
        "low": core_schema.typed_dict_field(number, required=True),
        "best": core_schema.typed_dict_field(number, required=True),
        "high": core_schema.typed_dict_field(number, required=True),
        "scale": core_schema.typed_dict_field(
            core_schema.literal_schema(["linear", "log"]), required=False
        ),
        "source": core_schema.typed_dict_field(
            core_schema.no_info_before_validator_function(
                as_list, core_schema.tuple_variable_schema(text)
            ),
            required=False,
        ),
        "grade": core_schema.typed_dict_field(
            core_schema.literal_schema(list(GRADES)), required=False
        ),
        "shared_as": core_schema.typed_dict_field(
            core_schema.nullable_schema(word), required=False
        ),
        "note": core_schema.typed_dict_field(text, required=False),
    }
    return SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="forbid"))


def as_list(value: object) -> object:
    """One source may stand alone."""
    return (value,) if isinstance(value, str) else value


def _written(estimate: Estimate) -> dict[str, Any]:
    return {"low": estimate.low, "best": estimate.best, "high": estimate.high}


def _bound(value: float, kind: str) -> str:
    if kind == "angle":
        return f"{np.degrees(value):g} deg"
    # What is told is itself taken: rounded to six digits, it may not be.
    told = f"{value:g}" if abs(float(f"{value:g}")) <= abs(value) else repr(float(value))
    return f"{told} {KINDS[kind].si}".strip()


def _number_schema(kind: str, example: str) -> dict[str, Any]:
    wanted = KINDS[kind]
    offered = [example or wanted.example]
    text = {"type": "string", "pattern": _text_pattern(kind), "examples": offered}
    return {"anyOf": [text, {"type": "number"}]} if wanted.bare else text


def _text_pattern(kind: str) -> str:
    unit = r"(\s*\S.*)?" if KINDS[kind].bare else r"\s*\S.*"
    return rf"^\s*{NUMBER_PATTERN}{unit}$"

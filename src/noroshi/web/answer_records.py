"""An answer as records: the shape of `AnswerDocument` of `lab/src/api.ts`, in OpenAPI."""

from typing import Any, Literal

from pydantic import Field

from noroshi.web.records import ToldRecord


class TableDocument(ToldRecord):
    """A table as it is read."""

    name: str
    title: str
    heads: list[str]
    rows: list[list[str]]
    words: list[bool] = Field(description="which columns hold words")
    leading: int = Field(description="so many first columns name the row")
    note: str
    measures: list[str] = Field(
        description="the variable of each column, empty where it names the row; of `change` of"
        " each row"
    )
    chances: list[str] = Field(
        description="of each row of `change`, and of the first row of the first table: by how much "
        "so many draws leave a mean uncertain, three times its sampling error; empty where that is "
        "no mean of times"
    )
    called: list[str] = Field(
        description="of each row of `change`: what its number is called in a sentence"
    )
    contrary: str = Field(
        description="of `change`: which gains grow only because all is later, or shrink because it "
        "is earlier, in a sentence; empty where none does"
    )
    largest: str = Field(
        description="of `change`: which number changed clearly more than the first one, in a "
        "sentence; empty where none did"
    )


class FigureEntry(ToldRecord):
    """A figure, whose specification is asked for by name."""

    name: str
    title: str
    caption: str


class Hue(ToldRecord):
    """A colour in a light page and in a dark one."""

    light: str
    dark: str


class FeatureDocument(ToldRecord):
    """One thing on the globe."""

    id: str
    name: str
    geometry: Literal["point", "line", "polygon"]
    points: list[list[float]] = Field(description="longitude, latitude [deg], height [m]")
    holes: list[list[list[float]]]
    role: str
    colour: Hue
    properties: dict[str, str | float | bool | None]
    times: list[float] = Field(description="of each point [s after the layer's epoch]")
    shown: tuple[float, float] | None
    joins: list[str]


class LayerDocument(ToldRecord):
    """Things of one kind on the globe."""

    name: str
    title: str
    epoch: str
    any_day: bool
    features: list[FeatureDocument]


class AxisDocument(ToldRecord):
    """Along what variables lie."""

    ids: list[Any]
    names: list[str]


class AnswerDocument(ToldRecord):
    """The answer to a question; numbers as `answer.json` has them."""

    question: str
    title: str
    headline: list[str]
    chance: str = Field(
        description="by how much so many draws leave the mean that the verdict tells uncertain, "
        "three times its sampling error; empty where it tells none, or one of the first table, "
        "whose `chances` tell it"
    )
    text: str
    tables: list[TableDocument]
    change: TableDocument | None = Field(
        description="what set values changed of the first table; null where nothing was set"
    )
    declared: list[str] | None = Field(
        description="headline of the declared world where values were set"
    )
    declared_places: dict[str, Any] | None = Field(
        description="what the declared world's answer says of each place, by variable, where values"
        " were set: the globe keeps its classes"
    )
    figures: list[FigureEntry]
    layers: list[LayerDocument]
    axes: dict[str, AxisDocument]
    variables: dict[str, dict[str, Any]]
    drivers: list[dict[str, Any]]
    limits: list[str]
    sources: list[str]
    provenance: str

"""What the server tells and takes, as records: the shapes of `lab/src/api.ts`, in OpenAPI."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_DRAWS: Final = 1024
"""Of one answer here: more take minutes and memory that a page should not; commands take more."""
MOST_STEPS: Final = 8
"""Numbers of draws that a job works through."""
MOST_VALUES: Final = 200
"""Values that a job sets."""
LONGEST: Final = 2000
"""Characters of a value that is set, or of another word."""

Word = Annotated[str, StringConstraints(max_length=LONGEST)]
Basis = Literal["own", "record", "set", "default"]
Kind = Literal["text", "number", "flag", "list", "date"]


class ToldRecord(BaseModel):
    """A document, or a part of one."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)


class ProblemDocument(ToldRecord):
    """Why something cannot be done."""

    message: str = Field(description="what is wrong, where, and what to write instead")


class ScenarioEntry(ToldRecord):
    """A world that can be asked about."""

    id: str = Field(description="as jobs name it")
    title: str
    ja: str = Field(description="its title in Japanese; empty where it does not say so")
    origin: Literal["built-in", "given", "uploaded"]


class LaidOver(ToldRecord):
    """A world that only sets values of another one: what has to be chosen of that one."""

    scenario: str = Field(description="id of the other one")
    values: list[str] = Field(description="`PATH=VALUE` each, as jobs take them")
    before: str | None = Field(description="null: as the other one declares")
    after: str | None
    named: bool = Field(description="whether it has a title of its own")


class Scenarios(ToldRecord):
    """All worlds that can be asked about."""

    chosen: str = Field(description="the one that the server was started with")
    scenarios: list[ScenarioEntry]
    started: str = Field(description="the command that started the server, and would again")


class Control(ToldRecord):
    """A value that may be changed, as `--set PATH=VALUE` takes it."""

    path: str
    of: str = Field(description="path of the declared thing that it belongs to")
    label: str
    kind: Literal["number", "choice", "date"]
    unit: str = Field(description="shown and sent behind the number; empty where there is none")
    value: float | str | None
    low: float | None
    high: float | None
    least: float | None = Field(description="less makes no sense, for a slider")
    most: float | None
    choices: list[str]
    basis: Basis = Field(
        description="`own`: its file gives it a source or a grade; `record`: it gives none, so that"
        " those of its record may or may not tell of it; `set`: another file laid it, without a"
        " source, over what is declared; `default`: no file states it, the program assumes it"
    )
    sources: list[str] = Field(description="its own alone")
    grade: str = Field(description="its own; empty where it has none")
    record_sources: list[str] = Field(description="of the record that it stands in")
    record_grade: str
    declared: "Control | None" = Field(description="of a value that was set, what it was before")
    shared_as: str = Field(description="the unknown that it is with others; empty: with none")
    note: str


class DeclaredThing(ToldRecord):
    """A sensor, a rule, or another thing with values that may be changed."""

    path: str
    id: str
    name: str
    kind: str
    party: str
    lat: float | None = Field(description="degrees; null where it moves or is not on the Earth")
    lon: float | None
    moves: list[str] = Field(description="paths that move it, latitude first; empty = none can")
    since: str | None = Field(alias="from")
    until: str | None
    off: list[str] = Field(description="values that switch it off; empty = it cannot be")
    controls: list[Control]


class EntryDocument(ToldRecord):
    """What is declared of one thing, whatever it is."""

    path: str
    name: str
    values: list[Control] = Field(description="its numbers, what is asked about most first")
    sources: list[str] = Field(description="those of the thing and of its values")
    grade: str
    note: str


class DayChanges(ToldRecord):
    """A day on which something declared begins or ends."""

    day: str
    changes: list[str]
    warning: list[str] = Field(description="those of them that have a part in warning of missiles")


class AlternativeOption(ToldRecord):
    """One answer to a structural question."""

    name: str
    note: str
    values: list[str] = Field(description="that set it; empty where it is no matter of values")


class AlternativeQuestion(ToldRecord):
    """A structural choice that no source settles."""

    id: str
    name: str
    base: str = Field(description="name of the option that is reckoned with")
    declared: str | None = Field(
        description="name of the option of the world that is extended, where that is another one"
    )
    options: list[AlternativeOption]


class ChoiceEntry(ToldRecord):
    """What an option can be."""

    id: str
    name: str


class OptionField(ToldRecord):
    """What may be chosen about a question."""

    name: str
    words: str
    kind: Kind
    choices: list[ChoiceEntry] = Field(description="empty = it is written freely")
    only: bool = Field(description="whether it is one of the choices and nothing else")
    required: bool
    on: bool = Field(description="of a flag, whether it is on where nothing is said")
    default: str = Field(description="what stands where nothing is chosen; empty = it has no value")
    example: str = Field(description="how it may be written; empty where it is chosen")


class QuestionEntry(ToldRecord):
    """A question that may be asked of a world."""

    name: str
    asks: str
    example: str
    options: list[OptionField]
    one_of: list[str] = Field(description="options of which just one is given; empty = no such")
    first: dict[str, str] = Field(description="options with which it is asked till others are")
    drawn: bool = Field(description="whether its answer rests on draws")
    quick: bool = Field(description="whether it takes a second once the first question is answered")
    reads: list[str] = Field(
        description="questions whose answers it reads, where a job asks them before it"
    )


class FlightEntry(ToldRecord):
    """A flight that can be played."""

    id: str
    name: str
    vehicle: str = Field(alias="class")
    site: str
    place: str


class PlaceEntry(ToldRecord):
    """A city, or another place that is warned."""

    id: str
    name: str
    party: str


class SourceEntry(ToldRecord):
    """Where numbers are from."""

    id: str
    title: str
    publisher: str
    date: str
    url: str


class StatementEntry(ToldRecord):
    """What one side of a disagreement states."""

    value: str
    sources: list[str]
    grade: str
    note: str = Field(description="what it is of, and how it is read; may be empty")


class DisagreementEntry(ToldRecord):
    """What sources state where they do not agree, and what is used."""

    about: str
    paths: list[str] = Field(description="of the values that it is about, and of what is in them")
    statements: list[StatementEntry]
    used: str


class World(ToldRecord):
    """A declared world, with all that can be changed and asked."""

    scenario: str
    title: str
    asks: str = Field(description="what was decided and is asked; empty where it does not say so")
    ja: dict[str, str] = Field(
        description="texts of it in Japanese, by the English ones; of a world that rests on no "
        "built-in one its names, too, as they are"
    )
    fingerprint: str
    before: str | None
    after: str | None
    days: list[DayChanges]
    sensors: list[DeclaredThing]
    rules: list[DeclaredThing] = Field(description="sharing, delays and rules that may be changed")
    left_out: list[str] = Field(
        description="names of sensors and rules of the world that it extends, and it has not"
    )
    alternatives: list[AlternativeQuestion]
    questions: list[QuestionEntry]
    flights: list[FlightEntry]
    places: list[PlaceEntry]
    sources: list[SourceEntry]
    disagreements: list[DisagreementEntry]
    glossary: dict[str, str] = Field(description="meanings of the words that answers use")


class AskedQuestion(BaseModel):
    """A question of a job, with its options by name."""

    model_config = ConfigDict(extra="forbid")

    name: Word
    options: dict[str, Any] = Field(default_factory=dict)


class JobRequest(BaseModel):
    """What is to be answered: questions about a world, with values set, at numbers of draws."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "page": "one",
                    "scenario": "small",
                    "values": ["sensors.north-radar.reference.range=800 km"],
                    "questions": [{"name": "warning", "options": {}}],
                    "draws": [2],
                }
            ]
        },
    )

    page: Annotated[str, StringConstraints(min_length=1, max_length=100)] = Field(
        description="of the tab: a newer job of a page ends its older one"
    )
    scenario: Word
    values: Annotated[list[Word], Field(max_length=MOST_VALUES)] = Field(
        default=[], description="`PATH=VALUE`, as `--set` takes them"
    )
    before: Word | None = Field(default=None, description="a day; null = the scenario's own")
    after: Word | None = None
    questions: Annotated[list[AskedQuestion], Field(min_length=1, max_length=20)]
    draws: Annotated[
        list[Annotated[int, Field(ge=1, le=MOST_DRAWS)]],
        Field(min_length=1, max_length=MOST_STEPS),
    ] = [16, 64, 128]
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0


class JobStarted(ToldRecord):
    """A job that was taken."""

    job: str


class ScenarioFileRequest(BaseModel):
    """Values that are to be written as a scenario of one's own."""

    model_config = ConfigDict(extra="forbid")

    scenario: Word
    values: Annotated[list[Word], Field(max_length=MOST_VALUES)] = []

"""What a question is: its name, its options, and what makes its answer.

Nothing heavy is imported here: every command needs the names and options of all questions, and the
engine of one only when that one is asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from pydantic_core import PydanticCustomError

from noroshi.errors import NoroshiError

if TYPE_CHECKING:
    from noroshi.questions.answer import Answer
    from noroshi.scenario.records import Scenario

DRAWS: Final = 128
"""So often are uncertain numbers drawn where nobody says how often."""
MOST_DRAWS: Final = 65536
"""So often can uncertain numbers be drawn at most."""
Progress = Callable[[str, float], None]
"""Told the name of the stage and the share of it that is done."""
Estimated = Callable[[str, int], None]
"""Told what the first draws alone say, in words, and how many of all they are."""


JUST_ONE: Final = "just_one"
"""The type of the error where not one of several options was given, but none or more."""


def just_one(options: Sequence[str]) -> str:
    """How that is told, of options by their names."""
    return f"write just one of {' and '.join(options)}"


class QuestionOptions(BaseModel):
    """What can be chosen about a question; words that are no option are refused."""

    # Built when they are first used: a command uses its own question's alone.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    one_of: ClassVar[tuple[str, ...]] = ()
    """Fields of which just one has to be given."""

    @field_validator("*")
    @classmethod
    def _each_once(cls, value: Any) -> Any:
        """A word that is given twice asks no more than given once."""
        if isinstance(value, tuple) and all(isinstance(word, str) for word in value):
            return tuple(dict.fromkeys(value))
        return value

    @model_validator(mode="after")
    def _just_one(self) -> Self:
        given = [name for name in self.one_of if getattr(self, name) is not None]
        if self.one_of and len(given) != 1:
            raise PydanticCustomError(JUST_ONE, "{why}", {"why": just_one(self.one_of)})
        return self


@dataclass(frozen=True)
class Measure:
    """A number that a question finds, and that statements of a scenario may be held against."""

    name: str
    """As files name it."""
    says: str
    """What it is, in words."""
    unit: str
    of: tuple[str, ...]
    """Sections of the ids that a check names in its `of`, with a stroke between them."""


class OwnStage(str):
    """The name of a stage, told where it uses little of what was before.

    A command then gives back to the system what memory was freed until there.
    """

    __slots__ = ()


@dataclass(frozen=True)
class OptionName:
    """How a field of a question's options is called on the command line."""

    option: str
    """`--base` for a field `bases`; a word such as `PLACE` stands first and has to be given."""
    example: str = ""
    """A value, for the help."""


FLIGHTS: Final = "flights"
"""Those that a world can be asked about one by one, which no section declares."""
LAUNCH_SITES: Final = "launch sites"
"""The places that declared threats leave from."""


@dataclass(frozen=True)
class IdOf:
    """Says of a field of a question's options what it takes an id of, for whoever offers them."""

    section: str
    """Of the scenario, or `FLIGHTS`, or `LAUNCH_SITES`."""
    only: bool = True
    """Whether nothing else may be written there; else they are offered beside that."""


@dataclass(frozen=True)
class OneOf:
    """Says of a field of a question's options what it can be where no one section declares that."""

    named: "Callable[[Scenario], Mapping[str, str]]"
    """Names by what is written, in the order in which they are offered; see `offered`."""
    only: bool = True
    """Whether nothing else may be written there; else they are offered beside that."""


@dataclass(frozen=True)
class DayOf:
    """Says of a field of a question's options which day of the world stands for it if none does."""

    day: str
    """`before` or `after`, of the scenario."""


@dataclass(frozen=True, eq=False)
class Case:
    """What questions are asked about: two postures of one world, over the same draws."""

    before: "Scenario"
    """The posture against which, cut at its date."""
    after: "Scenario"
    """The posture asked about, cut at its date."""
    whole: "Scenario"
    """What `after` was cut from: everything that was ever declared."""
    draws: int = DRAWS
    seed: int = 0
    every_draw: bool = True
    """Whether answers also hold each flight in each draw: hundreds of megabytes for a large world,
    which only programs and files of every draw read."""
    progress: Progress = field(default=lambda _stage, _share: None, repr=False)
    estimated: Estimated | None = field(default=None, repr=False)
    """Told a first estimate where the answer takes a while; None = nobody asks for one."""
    read_again: bool = True
    """Whether another question is to read what was assessed for this one; else that is let go."""
    answers: "tuple[Answer, ...]" = ()
    """To the questions that were asked before this one."""

    def day(self, named: date | None) -> date:
        """The day that is looked at: the one named, or that of the later posture.

        Raises:
            NoroshiError: neither an option nor the scenario names one.
        """
        day = named or self.after.day or self.whole.header.after
        if day is None:
            raise NoroshiError(
                "the scenario names no date to take here; write e.g. "
                f"--as-of {self.whole.example_day}"
            )
        return day


@dataclass(frozen=True)
class Question:
    """Something that can be asked of a world: a folder of this package, or one of your own.

    Example:
        >>> from noroshi.questions import question
        >>> question("ledger").asks
        'What does each plan cost, who pays, what was promised and what became of it?'
    """

    name: str
    """`[a-z]`: the command, the section, the key."""
    asks: str
    """In words, with a question mark: "What does flying from one base rather than another buy?"."""
    options: type[QuestionOptions]
    """Its fields become options of the command, words of a call and their documentation."""
    applies: "Callable[[Scenario], bool]"
    """Whether a world declares what is needed."""
    answer: "Callable[[Case, Any], Answer]"
    """From the case and the options to the answer."""
    left_out: "Callable[[Scenario], str]" = field(default=lambda _: "")
    """Why it does not apply though part of what it needs is declared, for who asks all that do;
    empty = it applies, or nothing of it is declared."""
    example: str = ""
    """Of a command, for its help."""
    first: "Callable[[Scenario], Mapping[str, str]]" = field(default=lambda _: {})
    """Options by name with which a page asks it of a world before anybody chose, where it can be
    asked at all only with some that are written freely."""
    postures: bool = True
    """Whether it compares two postures over draws; else it looks at the whole of what is declared,
    and the dates that it needs are options of its own."""
    reads: "Callable[[Scenario], Sequence[str]]" = field(default=lambda _: ())
    """Questions by name whose answers it reads, of those that are asked before it."""
    measures: tuple[Measure, ...] = ()
    """What statements may be held against; its answers say by `Measured` which number each is."""
    watches: bool = False
    """Whether the command `watch` asks it."""
    assesses: bool = False
    """Whether it reads what both postures see and tell, worked out once for all that do, and lays
    it out by the names of its axes: the library for that takes a quarter of a second to start."""
    quick: bool = False
    """Whether it takes a second at most beside what both postures see and tell: no page need show
    a first estimate of it from fewer draws."""
    more: str = ""
    """What its command says last of what `--full` lists, and of what may be asked further."""
    in_run: Mapping[str, Any] = field(default_factory=dict)
    """Options with which a run asks it among others, where it tells less than the command."""

    @property
    def wants_words(self) -> bool:
        """Whether it has an option that nobody else can fill in, so that no run asks it."""
        required = any(field.is_required() for field in self.options.model_fields.values())
        return required or bool(self.options.one_of)

    def __call__(
        self, case: Case, chosen: QuestionOptions | None = None, /, **options: Any
    ) -> "Answer":
        """The answer, with options as a record of them or by name.

        Raises:
            NoroshiError: what is asked about is not declared.
            pydantic.ValidationError: there is no such option, or it cannot have such a value.
        """
        asked = self.options.model_validate(options) if chosen is None else chosen
        return self.named(self.answer(case, asked))

    def named(self, answer: "Answer") -> "Answer":
        """The answer with this question's name and words, where it has none of its own."""
        name, title = answer.question or self.name, answer.title or self.asks
        return replace(answer, data=answer.plain, question=name, title=title)


class NoOptions(QuestionOptions):
    """The options of a question that leaves nothing to choose."""


def later(home: str) -> "Callable[[Case, Any], Answer]":
    """The function `answer` of a module that is imported when it is called.

    A question's name and options are needed by every command, its engine only when it is asked.

    Args:
        home: of the module, by its dotted name; it defines `answer(case, options)`.
    """

    def answer(case: Case, options: Any) -> "Answer":
        found: Answer = import_module(home).answer(case, options)
        return found

    return answer

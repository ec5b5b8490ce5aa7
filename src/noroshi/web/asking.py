"""The work of a job: its questions at each number of draws, and what set values change of them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple

from noroshi import __version__
from noroshi.errors import NoroshiError
from noroshi.questions import every_question, question
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case, Progress, Question, QuestionOptions
from noroshi.questions.measures import check_measures, measures
from noroshi.questions.options import options_of
from noroshi.report.report import Report, provenance, report
from noroshi.report.run import that_apply
from noroshi.scenario.kept_world import world_of
from noroshi.scenario.records import Scenario
from noroshi.scenario.set_values import read_values
from noroshi.web.documents import command

_MOST_KEPT: Final = 60
"""Answers of declared worlds that are kept, so that a what-if costs only the changed world."""

Meant = tuple[tuple[Question, QuestionOptions], ...]


class Asked(NamedTuple):
    """What a job asks, in plain words that cross from one process to the other."""

    scenario: str
    """As the server calls it."""
    word: str
    """As `load` takes it."""
    values: tuple[str, ...]
    before: str | None
    after: str | None
    questions: tuple[tuple[str, Mapping[str, Any]], ...]
    draws: tuple[int, ...]
    seed: int


class Found(NamedTuple):
    """An answer, and the report that it stands in."""

    draws: int
    answer: Answer
    report: Report


@dataclass
class Asking:
    """Answers jobs, one after the other, and keeps what the next one may need again."""

    _declared: "OrderedDict[tuple[Any, ...], Answer]" = field(default_factory=OrderedDict)

    def answers(self, asked: Asked, progress: Callable[[int], Progress]) -> Iterator[Found]:
        """Each answer as it is known: at the least draws first.

        Args:
            asked: the job.
            progress: told, for a number of draws, what is being worked out.

        Raises:
            NoroshiError: something cannot be asked, or set.
        """
        meant = chosen(asked)
        world = declared(asked.word, asked.values)
        plain = declared(asked.word) if asked.values else world
        for draws in asked.draws:
            case = _case(asked, world, meant, draws, progress(draws))
            other = case if not asked.values else _case(asked, plain, meant, draws, case.progress)
            found: tuple[Answer, ...] = ()
            beside: tuple[Answer, ...] = ()
            for number in range(1, len(meant) + 1):
                if asked.values:
                    found = (*found, _next(case, meant[number - 1], found))
                    beside = (*beside, self._kept(asked, other, meant[:number], beside))
                else:
                    found = (*found, self._kept(asked, other, meant[:number], found))
                yield Found(
                    draws, found[-1], _report(asked, case, meant[number - 1], found, beside)
                )

    def _kept(self, asked: Asked, case: Case, meant: Meant, before: tuple[Answer, ...]) -> Answer:
        """The answer of the declared world to the last of some questions, found again or new."""
        said = tuple((q.name, options.model_dump_json()) for q, options in meant)
        key = (asked.word, case.before.day, case.after.day, case.draws, case.seed, said)
        if key not in self._declared:
            self._declared[key] = _next(case, meant[-1], before)
        self._declared.move_to_end(key)
        while len(self._declared) > _MOST_KEPT:
            self._declared.popitem(last=False)
        return self._declared[key]


def chosen(asked: Asked) -> Meant:
    """The questions with their options.

    Raises:
        NoroshiError: there is no such question, or an option cannot be so.
    """
    return tuple(_chosen(name, options) for name, options in asked.questions)


def _chosen(name: str, options: Mapping[str, Any]) -> tuple[Question, QuestionOptions]:
    asked = question(name)
    known = asked.options.model_fields
    if unknown := [word for word in options if word not in known]:
        names = ", ".join(known) or "none"
        raise NoroshiError(f"{name} has no option '{unknown[0][:60]}'; there are: {names}")
    if missing := [w for w, f in known.items() if f.is_required() and options.get(w) is None]:
        raise NoroshiError(f"{name} needs the option '{missing[0]}'")
    made: QuestionOptions = options_of(asked, options, in_run=False)
    return asked, made


def first_question(word: str) -> str:
    """The one that a page opens with: the first that applies and needs no words.

    Raises:
        NoroshiError: the world is wrong, or declares too little for any.
    """
    world = declared(word)
    after = world if world.header.after is None else world.at(world.header.after)
    meant = [q for q in every_question() if not q.wants_words]
    return that_apply(meant, after, word)[0].name


def declared(word: str, values: tuple[str, ...] = ()) -> Scenario:
    """A scenario with values set as `PATH=VALUE`.

    Raises:
        NoroshiError: it is not there, or a value does not fit.
    """
    known = sorted((m.name, m.of) for m in measures().values())
    return world_of(word, read_values(values), check_measures, known)[0]


def _case(asked: Asked, whole: Scenario, meant: Meant, draws: int, told: Progress) -> Case:
    """As a command makes it: where nothing is compared, all that is declared stands for both."""
    if any(q.postures for q, _ in meant):
        header = whole.header
        before = whole.at(_day(asked.before, header.before, "before"))
        after = whole.at(_day(asked.after, header.after, "after"))
    else:
        before = after = whole
    return Case(before, after, whole, draws=draws, seed=asked.seed, every_draw=False, progress=told)


def _day(asked: str | None, own: date | None, which: str) -> date | str:
    if asked is not None:
        return asked
    if own is None:
        raise NoroshiError(f"the scenario names no date `{which}`; choose one")
    return own


def _next(case: Case, one: tuple[Question, QuestionOptions], before: tuple[Answer, ...]) -> Answer:
    asked, options = one
    return asked(replace(case, answers=before), options)


def _report(
    asked: Asked,
    case: Case,
    one: tuple[Question, QuestionOptions],
    found: tuple[Answer, ...],
    beside: tuple[Answer, ...],
) -> Report:
    days = asked.before, asked.after
    typed = command(*one, asked.scenario, asked.values, days, case.draws, case.seed)
    made = provenance(case, typed, version=__version__, made=date.today())
    return report(case, found, made, values=asked.values, unchanged=beside)

"""The work of a job: its questions at each number of draws, and what set values change of them."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple

from noroshi import __version__
from noroshi.errors import NoroshiError
from noroshi.questions import every_question
from noroshi.questions.answer import Answer
from noroshi.questions.base import Case, Progress, Question, QuestionOptions
from noroshi.report.report import Report, fingerprint, provenance, report
from noroshi.report.run import that_apply
from noroshi.scenario.records import Scenario
from noroshi.web.asked import AskedJob, Meant, chosen
from noroshi.web.declared import declared, declared_under, with_remarks
from noroshi.web.documents import command
from noroshi.web.kept_documents import answers_key

_MOST_KEPT: Final = 60
"""Answers of declared worlds that are kept, so that a what-if costs only the changed world."""


class Found(NamedTuple):
    """An answer, and the report that it stands in."""

    draws: int
    answer: Answer
    report: Report
    key: str
    """Under which its document is kept; see `answers_key`."""
    remarks: tuple[str, ...]
    """What the values that are set may not mean."""


@dataclass
class Asking:
    """Answers jobs, one after the other, and keeps what the next one may need again."""

    _declared: "OrderedDict[tuple[Any, ...], Answer]" = field(default_factory=OrderedDict)
    _world: tuple[tuple[str, str | None], Scenario] | None = None
    """The declared world that was asked about last, and what it is kept under."""

    def answers(self, asked: AskedJob, progress: Callable[[int], Progress]) -> Iterator[Found]:
        """Each answer as it is known: at the least draws first.

        Args:
            asked: the job.
            progress: told, for a number of draws, what is being worked out.

        Raises:
            NoroshiError: something cannot be asked, or set.
        """
        meant = chosen(asked)
        under = declared_under(asked.word)
        world, remarks = with_remarks(asked.word, asked.values)
        plain = self._as_declared(asked.word, under) if asked.values else world
        key = answers_key(asked)
        # Files may be written to while they are read, and not every world is kept.
        if under is None or under != declared_under(asked.word):
            under, self._world = fingerprint(plain), None
        for draws in asked.draws:
            case = _case(asked, world, meant, draws, progress(draws))
            other = case if not asked.values else _case(asked, plain, meant, draws, case.progress)
            found: tuple[Answer, ...] = ()
            beside: tuple[Answer, ...] = ()
            for number in range(1, len(meant) + 1):
                if asked.values:
                    found = (*found, _next(case, meant[number - 1], found))
                    beside = (*beside, self._kept(under, asked, other, meant[:number], beside))
                else:
                    found = (*found, self._kept(under, asked, other, meant[:number], found))
                made = _report(asked, case, meant[number - 1], found, beside)
                yield Found(draws, found[-1], made, key, remarks if asked.values else ())

    def _as_declared(self, word: str, under: str | None) -> Scenario:
        if self._world is None or self._world[0] != (word, under) or under is None:
            self._world = (word, under), declared(word)
        return self._world[1]

    def _kept(
        self,
        under: str,
        asked: AskedJob,
        case: Case,
        meant: Meant,
        before: tuple[Answer, ...],
    ) -> Answer:
        """The answer of the declared world to the last of some questions, found again or new."""
        said = tuple((q.name, options.model_dump_json()) for q, options in meant)
        # By what it declares, since its files may be written to while the server runs.
        key = (asked.word, under, case.before.day, case.after.day, case.draws, case.seed, said)
        if key not in self._declared:
            self._declared[key] = _next(case, meant[-1], before)
        self._declared.move_to_end(key)
        while len(self._declared) > _MOST_KEPT:
            self._declared.popitem(last=False)
        return self._declared[key]


def first_question(word: str) -> str:
    """The one that a page opens with: the first that applies and needs no words.

    Raises:
        NoroshiError: the world is wrong, or declares too little for any.
    """
    world = declared(word)
    after = world if world.header.after is None else world.at(world.header.after)
    meant = [q for q in every_question() if not q.wants_words]
    return that_apply(meant, after, word)[0].name


def _case(asked: AskedJob, whole: Scenario, meant: Meant, draws: int, told: Progress) -> Case:
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
    asked: AskedJob,
    case: Case,
    one: tuple[Question, QuestionOptions],
    found: tuple[Answer, ...],
    beside: tuple[Answer, ...],
) -> Report:
    days = asked.before, asked.after
    typed = command(*one, asked.scenario, asked.values, days, case.draws, case.seed)
    made = provenance(case, typed, version=__version__, made=date.today())
    return report(case, found, made, values=asked.values, unchanged=beside)

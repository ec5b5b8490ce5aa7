"""Several questions of one world as one report: what `noroshi run` does, for a program."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from ctypes import CDLL
from dataclasses import replace
from datetime import date

from noroshi.errors import NoroshiError
from noroshi.questions import questions
from noroshi.questions.answer import Answer
from noroshi.questions.ask import case_of
from noroshi.questions.base import DRAWS, Case, Progress, Question, QuestionOptions
from noroshi.report.report import Report, provenance, report
from noroshi.scenario.records import Scenario


def run(
    world: Scenario,
    only: Sequence[str] = (),
    *,
    before: Scenario | str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Report:
    """Ask all that a world declares enough for, in short, as `noroshi run` does.

    Args:
        world: as loaded, which is asked about at its own later date, or cut at a date.
        only: names of questions; none = all but those that need words of their own (`city`,
            `timeline`, `flight`).
        before: what it is compared with, as for `ask`.
        draws: how often every uncertain number is drawn from its interval.
        seed: of the draws.
        progress: told what is being worked out.

    Returns:
        A report: `answers`, each as from `ask`, and `write(folder)` for the page, data and maps.

    Raises:
        NoroshiError: there is no such question, what is asked about is not declared, or a date or
            number cannot be.

    Example:
        >>> import noroshi
        >>> found = noroshi.run(noroshi.load("small"), ["ledger", "basing"], draws=4)
        >>> [answer.question for answer in found.answers]
        ['basing']
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     files = found.write(folder)
        >>> "report.html" in {file.name for file in files}
        True
    """
    case = case_of(world, before, draws, seed, progress)
    meant = [q for q in questions(only) if not q.wants_words]
    asked = [
        (q, q.options.model_validate(q.in_run)) for q in that_apply(meant, case.after, world.name)
    ]
    from noroshi import __version__

    words = [f"noroshi.load({world.name!r})", *([repr([*only])] if only else [])]
    typed = f"noroshi.run({', '.join(words)}, draws={draws}, seed={seed})"
    made = provenance(case, typed, version=__version__, made=date.today())
    return report(case, tuple(answered(case, asked)), made)


def that_apply(meant: Sequence[Question], after: Scenario, scenario: str) -> list[Question]:
    """Those for which a posture declares enough.

    Raises:
        NoroshiError: there is none.
    """
    found = [q for q in meant if q.applies(after)]
    if not found:
        raise NoroshiError(
            f"'{scenario}' does not declare what it takes to ask "
            f"{', '.join(q.name for q in meant)}; `noroshi show {scenario}` lists what it declares"
        )
    return found


def answered(case: Case, asked: Sequence[tuple[Question, QuestionOptions]]) -> Iterator[Answer]:
    """Answers, each as it is known: a later question may read what earlier ones found."""
    found: tuple[Answer, ...] = ()
    for number, (question, options) in enumerate(asked, start=1):
        # Where every draw is to be told, it may be a program that goes on to ask of the same world.
        again = case.every_draw or any(later.assesses for later, _ in asked[number:])
        found = (*found, question(replace(case, answers=found, read_again=again), options))
        give_back()
        yield found[-1]


def give_back() -> None:
    """Let the system have the memory back that a question took: a third of a gigabyte, of a
    thousand draws, which the C library would keep."""
    with suppress(AttributeError, OSError, TypeError):  # not every C library can
        CDLL(None).malloc_trim(0)

"""Which statements the numbers bear out: each judged by one rule, and how it is told."""

from collections.abc import Iterator, Sequence

from noroshi.errors import NoroshiError
from noroshi.questions.answer import DRAW, Answer
from noroshi.questions.base import Case
from noroshi.questions.claims import Options
from noroshi.questions.claims.entries import data_of
from noroshi.questions.claims.facts import facts_of
from noroshi.questions.claims.judge import Judged, judge
from noroshi.questions.claims.tables import tables
from noroshi.questions.claims.words import headline, limits, text
from noroshi.questions.measures import unknown_measures
from noroshi.scenario import Scenario
from noroshi.world.merging import dotted


def answer(case: Case, options: Options) -> Answer:
    """The statements of the whole of what is declared, held against what was answered before."""
    world = case.whole
    for path, what, hint in unknown_measures(world):
        raise NoroshiError(f"{dotted(path)}: {what}; {hint}")
    facts = facts_of(case.answers, _origin(case))
    judged = judge(world.claims, world, facts)
    if not judged:
        raise NoroshiError(
            f"{world.called} declares no statement of a report; declare one under `claims:`, "
            "with `of:` and `says:`"
        )
    return answer_of(judged if options.of is None else only(judged, options.of), world)


def only(judged: Sequence[Judged], of: str) -> tuple[Judged, ...]:
    """The one statement of a number, as `afp-2013:5`.

    Raises:
        NoroshiError: no report has a statement of that number.
    """
    chosen = tuple(j for j in judged if j.claim.of == of)
    if not chosen:
        known = ", ".join(str(j.claim.of) for j in judged)
        hint = f"there are: {known}" if known else "none is declared"
        raise NoroshiError(f"--of: there is no statement '{of}'; {hint}")
    return chosen


def answer_of(judged: Sequence[Judged], world: Scenario, run_first: str = "") -> Answer:
    """The answer from what was judged; a command `run_first` is named beside what it would find."""
    data = data_of(judged, world, run_first)
    named = set(_named(judged))
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tables(data),
        limits=limits(),
        sources=tuple(key for key in world.sources if key in named),
    )


def _origin(case: Case) -> str:
    """Of the measures, for people."""
    drawn = [a.plain.sizes[DRAW] for a in case.answers if DRAW in a.plain.sizes]
    return f"this run, {max(drawn)} draws" if drawn else "this run"


def _named(judged: Sequence[Judged]) -> Iterator[str]:
    for j in judged:
        yield j.claim.report
        for part in j.parts:
            for finding in part.findings:
                yield from finding.source

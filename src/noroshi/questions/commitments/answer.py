"""Whether an obligation holds, for whom and why: every provision weighed, and how it is told."""

from collections.abc import Iterator
from datetime import date

from noroshi.questions.answer import Answer
from noroshi.questions.base import Case
from noroshi.questions.commitments import Options
from noroshi.questions.commitments.compute import Weighed, weigh_event
from noroshi.questions.commitments.entries import data_of, days_of
from noroshi.questions.commitments.layers import layers
from noroshi.questions.commitments.tables import tables
from noroshi.questions.commitments.words import headline, limits, text
from noroshi.questions.sources import sources_in
from noroshi.scenario import Scenario


def answer(case: Case, options: Options) -> Answer:
    """The provisions that an event meets, at a day and beside another."""
    day = case.day(options.as_of)
    weighed = weigh_event(case.whole, options, day=day, against=_against(case, options))
    data = data_of(weighed)
    return Answer(
        data=data,
        headline=headline(data),
        text=text(data),
        tables=tables(data, whole=options.whole),
        layers=layers(case.whole, weighed),
        limits=tuple(limits(data)),
        sources=_cited(case.whole, weighed),
    )


def _against(case: Case, options: Options) -> date | None:
    """The day to compare with: one that is named, or the scenario's own where no day is."""
    if options.against is not None or options.as_of is not None:
        return options.against
    return case.before.day or case.whole.header.before


def _cited(world: Scenario, weighed: Weighed) -> tuple[str, ...]:
    """Of what applies or depends, says nothing, or is contested on one of the days."""
    named = set(_named(weighed))
    return tuple(key for key in world.sources if key in named)


def _named(weighed: Weighed) -> Iterator[str]:
    for found in days_of(weighed):
        for finding in (*found.of("applies"), *found.of("depends")):
            yield from sources_in(finding.declared)
            yield from weighed.book.agreements[finding.agreement].source
        for silent in found.silent:
            yield from sources_in(silent.silence)
        for contest in found.contested:
            yield from sources_in(contest.dispute)

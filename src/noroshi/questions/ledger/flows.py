"""Who goes from where to where by one plan, or went; and what that makes of each place."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from noroshi.ledger.books import Books
from noroshi.ledger.records import Force, Move
from noroshi.ledger.span import Span, added, less, span_of


class Flow(NamedTuple):
    """People from one place to another."""

    id: str
    leaves: str
    to: str | None
    """A place; None = only told in words."""
    to_words: str
    service: str
    who: str
    number: Span
    rotational: bool
    begins: tuple[date, date] | None
    by: date | None


class Balance(NamedTuple):
    """One place by one plan: a strength, what leaves and comes, and what that makes."""

    place: str
    before: Span | None
    """None = the plan states none."""
    gone: Span
    come: Span
    stated_after: Span | None

    @property
    def change(self) -> Span:
        """Those who come less those who leave."""
        return less(self.come, self.gone)

    @property
    def after(self) -> Span | None:
        """As the plan states it, or else worked out; None where neither can be said."""
        if self.stated_after is not None:
            return self.stated_after
        return None if self.before is None else added([self.before, self.change])


def flows(books: Books, plan: str | None, *, who: str | None = None) -> tuple[Flow, ...]:
    """The moves of a plan (None = those that happened), of one kind of people or all."""
    moves = (m for m in books.moves.values() if m.plan == plan and who in (None, m.who))
    return tuple(_flow(m) for m in moves)


def _flow(m: Move) -> Flow:
    return Flow(
        id=m.id,
        leaves=m.leaves,
        to=m.to,
        to_words=m.to_words,
        service=m.service,
        who=m.who,
        number=span_of(m.number),
        rotational=m.rotational,
        begins=m.begins,
        by=m.by,
    )


def leaving(moves: Iterable[Flow], place: str) -> Span:
    """All that leave a place."""
    return added(f.number for f in moves if f.leaves == place)


def coming(moves: Iterable[Flow], place: str) -> Span:
    """All that come to a place."""
    return added(f.number for f in moves if f.to == place)


def balances(books: Books, plan: str) -> tuple[Balance, ...]:
    """Military people at every place that a plan names, in order of the files."""
    moved = flows(books, plan, who="military")
    staged = [f for f in books.forces.values() if f.plan == plan and f.who == "military"]
    places = dict.fromkeys(
        p
        for p in (*(f.place for f in staged), *(p for f in moved for p in (f.leaves, f.to)))
        if p is not None
    )
    return tuple(
        Balance(
            place,
            _stage(staged, place, "before"),
            off(books, plan, place),
            coming(moved, place),
            _stage(staged, place, "after"),
        )
        for place in places
    )


def _stage(forces: list[Force], place: str, stage: str) -> Span | None:
    here = [span_of(f.number) for f in forces if f.place == place and f.stage == stage]
    return added(here) if here else None


def off(books: Books, plan: str | None, place: str) -> Span:
    """Military people that leave a place: as the plan states it, or else the sum of its moves.

    A plan may say "about 9,000" of all while its parts are known less well.
    """
    moves = [m for m in flows(books, plan, who="military") if m.leaves == place]
    ids = {m.id for m in moves}
    sums = [t for t in books.totals.values() if t.plan == plan and t.number and set(t.parts) == ids]
    if ids and sums and sums[0].number is not None:
        return span_of(sums[0].number)
    return leaving(moves, place)


class Stand(NamedTuple):
    """A force as it is declared to stand somewhere on the day asked for."""

    id: str
    name: str
    party: str
    service: str
    place: str
    number: Span
    depth: int
    """How many forces count it, too: 0 = none."""
    since: date | None
    counted: str
    """When it was counted, if that is not the month of `since`."""


def stands(books: Books) -> tuple[Stand, ...]:
    """The forces that stand on the day at which the books were cut, each below what counts it."""
    actual = {f.id: f for f in books.forces.values() if f.plan is None}
    heads = [f for f in actual.values() if f.part_of not in actual]
    return tuple(stand for head in heads for stand in _below(head, actual, 0))


def _below(force: Force, actual: dict[str, Force], depth: int) -> list[Stand]:
    own = Stand(
        force.id, force.name, force.party, force.service, force.place, span_of(force.number),
        depth, force.since, force.counted,
    )  # fmt: skip
    parts = [f for f in actual.values() if f.part_of == force.id]
    return [own, *(s for part in parts for s in _below(part, actual, depth + 1))]

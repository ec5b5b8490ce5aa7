"""A ledger as one dataset: every number with its bounds, every word of its tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np

from noroshi.amounts import people
from noroshi.currencies import CURRENCIES
from noroshi.ledger.account import Item, Restated
from noroshi.ledger.prices import Money
from noroshi.ledger.span import Span, added
from noroshi.questions.answer import BOUND, BOUNDS, Axis, PlainData, declared
from noroshi.questions.ledger.borne import NOTHING, WAYS, Planned, borne
from noroshi.questions.ledger.cash import kept
from noroshi.questions.ledger.compute import Chapter
from noroshi.questions.ledger.flows import Balance, Flow
from noroshi.questions.ledger.found import LedgerComparison
from noroshi.questions.ledger.wording import (
    counted,
    limit,
    place_name,
    service,
    titled,
    when,
    yearly,
)
from noroshi.scenario import Scenario
from noroshi.world import Declared, estimates_of

_NOTED: Final = ("plans", "forces", "moves", "costs", "totals", "rates")


def data_of(found: LedgerComparison) -> PlainData:
    """Everything that a ledger states."""
    plans = _plans(found)
    world = found.world
    parties = list(
        dict.fromkeys(p.payer for one in plans.values() for p in one.chapter.money.parts)
    )
    places = _places(found, plans.values())
    axes = [
        _axis("chain", {c.ledger.now.plan.id: titled(c.ledger.now.plan.name) for c in found.each}),
        _axis("plan", {key: titled(one.chapter.plan.name) for key, one in plans.items()}),
        _axis("party", {key: world.parties[key].name for key in parties}),
        _axis("place", places),
        Axis("way", list(WAYS), ["in all", "in cash", "otherwise"]),
        Axis(BOUND, BOUNDS),
    ]
    parts = (_heads(found), _by_plan(found, plans), borne(found.world, plans.values(), parties),
             _placed(plans, list(places)))  # fmt: skip
    tables = (_moves, _costs, _restatements)
    lists = (*(of(found, plans) for of in tables), _paid(found), _stands(found), _events(found))
    values: dict[str, Any] = {}
    for part in parts:
        values |= part
    for axis, columns in (*lists, _notes(world)):
        axes.append(axis)
        values |= columns
    return declared(__package__).plain(axes, values)


def _axis(name: str, names: Mapping[str, str], words: str = "") -> Axis:
    return Axis(name, list(names), list(names.values()), words)


def _plans(found: LedgerComparison) -> dict[str, Planned]:
    """Every plan that is told of, by id: the chains, what they are compared with, estimates."""
    made: dict[str, Planned] = {}
    for chain in found.each:
        key, alike = chain.ledger.now.plan.id, _alike(chain.compared)
        for c in chain.ledger.chapters:
            made[c.plan.id] = Planned(c, key, "agreement", alike)
    for chain in found.each:
        if chain.earlier.plan.id not in made:
            made[chain.earlier.plan.id] = Planned(chain.earlier, "", "agreement", None)
    for c in found.ledger.estimates:
        made[c.plan.id] = Planned(c, "", "estimate", None)
    return made


def _alike(chapters: Sequence[Chapter]) -> tuple[int, str] | None:
    """Year and currency of the last sum of a chain."""
    sums = (c.money.total for c in reversed(chapters) if c.money.total is not None)
    last = next(sums, None)
    return None if last is None else (last.year, last.currency)


def _places(found: LedgerComparison, plans: Iterable[Planned]) -> dict[str, str]:
    """Names of all that people leave or go to; what is told in words only comes last."""
    chapters = [one.chapter for one in plans]
    keys = dict.fromkeys(
        key
        for c in chapters
        for key in (*(b.place for b in c.balances), *(m.leaves for m in c.moves))
    )
    return {key: place_name(found.world.places, key) for key in keys} | _elsewhere(chapters)


def _elsewhere(chapters: Iterable[Chapter]) -> dict[str, str]:
    """What is told in words only of where people go, each with an id."""
    told = dict.fromkeys(m.to_words for c in chapters for m in c.moves if m.to is None)
    return {f"elsewhere-{n}": words for n, words in enumerate(told, 1)}


def _heads(found: LedgerComparison) -> dict[str, Any]:
    prices, each = found.ledger.prices, found.each
    index = prices.by or next(iter(found.world.deflators.values()), None)
    rows = [
        kept(c.ledger.now, c.earlier, p.payer, prices)
        if (p := next((p for p in c.earlier.money.parts if p.stated), None))
        else None
        for c in each
    ]
    return {
        "as_of": _day(found.ledger.day),
        "told_price_year": np.nan if prices.year is None else float(prices.year),
        "told_index": "" if prices.by is None else prices.by.id,
        "told_by": "" if prices.by is None else prices.by.name,
        "told_currency": CURRENCIES[0] if index is None else index.currency,
        "holds": [c.ledger.now.plan.id for c in each],
        "compared_with": [c.earlier.plan.id for c in each],
        "cash_kept": ["" if row is None else _restated_id(row) for row in rows],
    }


def _by_plan(found: LedgerComparison, plans: Mapping[str, Planned]) -> dict[str, Any]:
    every = list(plans.values())
    declared = [one.chapter.plan for one in every]
    sums = [one.chapter.money.total for one in every]
    leaving = [[m.number for m in one.chapter.moves if m.who == "dependants"] for one in every]
    whens = [", ".join(dict.fromkeys(filter(None, map(when, one.chapter.moves)))) for one in every]
    return {
        "plan_called": [p.name for p in declared],
        "plan_kind": [one.kind for one in every],
        "plan_chain": [one.chain for one in every],
        "plan_agreed": [_day(p.since) for p in declared],
        "plan_in_force": [_day(p.in_force) for p in declared],
        "plan_signed": ["signed" if p.signed_only(found.ledger.day) else "" for p in declared],
        "plan_replaces": [p.replaces or "" for p in declared],
        "plan_says": [p.text for p in declared],
        "plan_source": [", ".join(p.source) for p in declared],
        "plan_grade": [p.grade or "" for p in declared],
        "plan_when": whens,
        "dependants": [added(numbers) if numbers else NOTHING for numbers in leaving],
        "sum_item": [one.chapter.money.item for one in every],
        **_money("sum", sums),
        "alike_price_year": [np.nan if one.alike is None else one.alike[0] for one in every],
        "alike_currency": ["" if one.alike is None else one.alike[1] for one in every],
    }


def _placed(plans: Mapping[str, Planned], places: Sequence[str]) -> dict[str, Any]:
    """Each place by each plan, (plan, place, bound)."""
    every = [one.chapter for one in plans.values()]
    elsewhere = _elsewhere(every)

    def grid(of: Callable[[Chapter, Balance | None, str], Span | None]) -> Any:
        found = [
            [of(c, own.get(key), key) or NOTHING for key in places]
            for c in every
            for own in ({b.place: b for b in c.balances},)
        ]
        return np.reshape(found, (len(every), len(places), len(BOUNDS)))

    def come(c: Chapter, balance: Balance | None, key: str) -> Span | None:
        if key in elsewhere:
            return _told_in_words(c, elsewhere[key])
        return balance.come if balance is not None and balance.come.high else None

    return {
        "before": grid(lambda _c, b, _k: b.before if b else None),
        "gone": grid(_gone),
        "come": grid(come),
        "after": grid(lambda _c, b, _k: b.after if b else None),
    }


def _gone(chapter: Chapter, balance: Balance | None, place: str) -> Span | None:
    """Those who leave; of where only dependants do, none."""
    if place in chapter.off:
        return chapter.off[place]
    return balance.gone if balance is not None and balance.gone.high else None


def _told_in_words(chapter: Chapter, words: str) -> Span | None:
    """Military people who go where no one place is named."""
    moves = [m for m in chapter.moves if m.to is None and m.who == "military"]
    numbers = [m.number for m in moves if m.to_words == words]
    return added(numbers) if numbers else None


Columns = tuple[Axis, dict[str, Any]]


def _moves(found: LedgerComparison, plans: Mapping[str, Planned]) -> Columns:
    rows = [(key, m) for key, one in plans.items() for m in one.chapter.moves]
    rows += [("", m) for m in found.ledger.moved]
    flows = [m for _, m in rows]
    return _axis("move", {m.id: _move_name(found.world, m) for m in flows}), {
        "move_plan": [key for key, _ in rows],
        "move_leaves": [m.leaves for m in flows],
        "move_to": [m.to or "" for m in flows],
        "move_to_words": [m.to_words for m in flows],
        "move_service": [m.service for m in flows],
        "move_who": [m.who for m in flows],
        "people": [m.number for m in flows],
        "move_in_turns": [float(m.rotational) for m in flows],
        "move_begins_first": [_day(m.begins[0]) if m.begins else "" for m in flows],
        "move_begins_last": [_day(m.begins[1]) if m.begins else "" for m in flows],
        "move_by": [_day(m.by) for m in flows],
        "move_day": [_day(found.world.moves[m.id].since)
                            if m.id in found.world.moves else "" for m in flows],
    }  # fmt: skip


def _move_name(world: Scenario, m: Flow) -> str:
    to = m.to_words or place_name(world.places, m.to or "")
    return f"{service(m.service, m.who)} from {place_name(world.places, m.leaves)} to {to}"


def _costs(found: LedgerComparison, plans: Mapping[str, Planned]) -> Columns:
    rows = [(key, i) for key, one in plans.items() for i in one.chapter.money.items]
    rows += [("", i) for i in found.ledger.beside]
    items = [i for _, i in rows]
    names = found.world.parties
    return _axis("cost", {i.id: i.item for i in items}, "item"), {
        "cost_plan": [key for key, _ in rows],
        "payer": [i.payer for i in items],
        "payer_name": [names[i.payer].name for i in items],
        "cost_means": [i.means for i in items],
        "amount_as": [limit(upper=i.upper_limit).strip() for i in items],
        "amount_unit": [f"{i.money.currency}{yearly(i)}" for i in items],
        "due_first": [_year(i, 0) for i in items],
        "due_last": [_year(i, 1) for i in items],
        **_money("amount", [i.money for i in items]),
    }


def _year(item: Item, which: int) -> float:
    return float("nan") if item.years is None else float(item.years[which])


def _restatements(found: LedgerComparison, plans: Mapping[str, Planned]) -> Columns:
    rows = [(key, r) for key, one in plans.items() for r in one.chapter.restated]
    made = [r for _, r in rows]
    items = {i.id: i.item for one in plans.values() for i in one.chapter.money.items}
    return _axis("restatement", {_restated_id(r): items[r.cost] for r in made}, "item"), {
        "restated_cost": [r.cost for r in made],
        "restated_plan": [key for key, _ in rows],
        "restated_index": [r.series for r in made],
        **_money("older", [r.older for r in made]),
        **_money("newer", [r.newer for r in made]),
        "by_index": [r.by_index.amount for r in made],
        "beyond_index": [
            np.nan if r.agree else r.newer.amount.best - r.by_index.amount.best for r in made
        ],
        "restated_agrees": ["agrees" if r.agree else "does not agree" for r in made],
    }


def _restated_id(row: Restated) -> str:
    return f"{row.cost}, {row.series}"


def _paid(found: LedgerComparison) -> Columns:
    rows = found.ledger.paid
    return _axis("payment", {p.id: p.item for p in rows}, "paid"), {
        "paid_by": [", ".join(p.payers) for p in rows],
        **_money("paid", [p.money for p in rows]),
    }


def _stands(found: LedgerComparison) -> Columns:
    rows = found.ledger.stands
    names = {s.id: f"{'… ' * (s.depth > 0)}{s.name}" for s in rows}
    return _axis("force", names), {
        "force_party": [s.party for s in rows],
        "force_service": [s.service for s in rows],
        "force_at": [s.place for s in rows],
        "force_place": [place_name(found.world.places, s.place) for s in rows],
        "stand": [s.number for s in rows],
        "force_depth": [float(s.depth) for s in rows],
        "counted": [counted(s) for s in rows],
    }


def _events(found: LedgerComparison) -> Columns:
    """What happened, by day: milestones, and moves that were made."""
    made = [
        (_day(m.since), m.id, "milestone", m.name, m.source) for m in found.ledger.milestones
    ] + [
        (_day(entry.since), m.id, "move", f"{_crowd(m.number)} {name}", entry.source)
        for m in found.ledger.moved
        for entry, name in ((found.world.moves[m.id], _move_name(found.world, m)),)
    ]  # fmt: skip
    rows = sorted(made, key=lambda row: (row[0], row[3]))
    return _axis("event", {f"{kind}-{key}": day for day, key, kind, _, _ in rows}, "day"), {
        "event_day": [day for day, *_ in rows],
        "happened": [text for _, _, _, text, _ in rows],
        "event_source": [", ".join(source) for *_, source in rows],
    }


def _crowd(span: Span) -> str:
    low, best, high = (people(value) for value in span)
    return best if low == high else f"{best} ({low} to {high})"


def _notes(world: Scenario) -> Columns:
    """What is noted of single rows: how sure they are, and what is left open."""
    noted: dict[tuple[str, str], list[str]] = {}
    for section in _NOTED:
        for key, entry in getattr(world, section).items():
            for note, grade in _notes_of(entry):
                noted.setdefault((note, grade or ""), []).append(key)
    return _axis("note", {str(n): ", ".join(of) for n, of in enumerate(noted.values(), 1)}, "of"), {
        "noted": [note for note, _ in noted],
        "note_grade": [grade for _, grade in noted],
        "noted_of": [", ".join(keys) for keys in noted.values()],
    }


def _notes_of(entry: Declared) -> Iterator[tuple[str, str | None]]:
    if entry.note:
        yield entry.note, entry.grade
    yield from ((e.note, e.grade) for e in estimates_of(entry) if e.note)


def _money(name: str, sums: Sequence[Money | None]) -> dict[str, Any]:
    """Amounts under a name, with the currency and the year of the prices of each."""
    return {
        name: [NOTHING if m is None else m.amount for m in sums],
        f"{name}_currency": ["" if m is None else m.currency for m in sums],
        f"{name}_price_year": [np.nan if m is None else float(m.year) for m in sums],
    }


def _day(day: date | None) -> str:
    return "" if day is None else str(day)

"""The tables of a ledger."""

from collections.abc import Iterator

import numpy as np

from noroshi.questions.answer import Column, PlainData, Table
from noroshi.questions.ledger.reading import ComparedPlans, LedgerNumbers, chains

BEST = "Best values, with the bounds of what the sources state where they matter."


def tables(data: PlainData) -> tuple[Table, ...]:
    """Every table that says something, the change from plan to plan first."""
    return tuple(table for table in _tables(data) if table.columns and table.cells())


def compared(chain: ComparedPlans) -> list[str]:
    """Plans from the one to compare with to the one that holds."""
    every = chain.numbers.rows("plan", plan_chain=chain.key)
    return every[every.index(chain.earlier) :] if chain.earlier in every else every


def _tables(data: PlainData) -> Iterator[Table]:
    numbers, found = LedgerNumbers(data), chains(data)
    for chain, more in _numbered(found):
        plans = compared(chain)
        yield Table(
            f"people{more}", "Who is to move, plan by plan", data, ("plan",),
            tuple(_people(numbers, plans)), {"plan": plans}, BEST,
        )  # fmt: skip
        yield Table(
            f"money{more}", "What each plan costs, and who pays", data, ("plan",),
            tuple(_money(numbers, plans)), {"plan": plans},
        )  # fmt: skip
    for chain, more in _numbered(found):
        yield _items(numbers, f"items{more}", compared(chain))
    as_of = numbers.word("as_of")
    yield Table(
        "forces", f"Who stands where{f' on {as_of}' if as_of else ''}, as last counted", data,
        ("force",),
        (Column("force_place", "at", "text"), Column("stand", "people", "count"),
         Column("counted", "counted", "text")),
    )  # fmt: skip
    for chain, more in _numbered(found):
        yield Table(
            f"places{more}",
            f"Balance by place: {numbers.entry('plan', chain.plan)} (military places, not heads)",
            data, ("place",),
            tuple(Column(v, head, "count", {"plan": chain.plan}) for v, head in _BALANCE),
        )  # fmt: skip
    yield from _beside(numbers)
    yield Table(
        "estimates", "What others reckoned", data, ("plan",),
        (*_people(numbers, numbers.rows("plan", plan_kind="estimate")),
         Column("sum_item", "sum of", "text"), *_SUM),
        {"plan": numbers.rows("plan", plan_kind="estimate")},
    )  # fmt: skip
    yield Table("events", "What happened", data, ("event",), (Column("happened", "what", "text"),))
    yield Table(
        "notes", "What is noted of single rows", data, ("note",),
        (Column("noted", "note", "text"), Column("note_grade", "grade", "text")),
    )  # fmt: skip


_BALANCE = (("before", "before"), ("gone", "leave"), ("come", "come"), ("after", "after"))
_SUM = (
    Column("sum", "sum", "money", suffix="sum_currency"),
    Column("sum_price_year", "in prices of", "year"),
)


def _numbered(found: list[ComparedPlans]) -> Iterator[tuple[ComparedPlans, str]]:
    """Chains, with what tells the tables of a second one apart."""
    for number, chain in enumerate(found, 1):
        yield chain, "" if number == 1 else f"-{number}"


def _people(n: LedgerNumbers, plans: list[str]) -> Iterator[Column]:
    """Who leaves each place, where they go, and when."""
    for variable, words in (("gone", "off {}"), ("come", "to {}")):
        for place, name in n.names("place").items():
            if any(n.has(variable, plan=p, place=place) for p in plans):
                yield Column(variable, words.format(name), "count", {"place": place})
    if any(n.has("dependants", plan=p) for p in plans):
        yield Column("dependants", "dependants", "count")
    if any(n.word("plan_when", plan=p) for p in plans):
        yield Column("plan_when", "when", "text")
    if any(n.word("plan_signed", plan=p) for p in plans):
        yield Column("plan_signed", "not yet in force", "text")


def _money(n: LedgerNumbers, plans: list[str]) -> Iterator[Column]:
    """The sum, and each party's part of it."""
    if not any(n.has("sum", plan=p) for p in plans):
        return
    yield from _SUM
    for payer in dict.fromkeys(p for plan in plans for p in n.payers(plan)):
        name, at = n.entry("party", payer), {"party": payer}
        yield Column("borne", f"{name} bears", "money", at, "borne_as", "sum_currency")
        yield Column("share", f"share of {name}", "share", at)


def _items(n: LedgerNumbers, name: str, plans: list[str]) -> Table:
    """What each party's part is made of, by the first plan that says so."""
    parted = [p for p in plans if len(n.rows("cost", cost_plan=p)) > 1]
    plan = (parted or plans[-1:])[0]
    title = f"What the shares are made of: {n.entry('plan', plan)}"
    return Table(name, title, n.plain, ("cost",), _COST, {"cost": n.rows("cost", cost_plan=plan)})


_COST = (
    Column("payer_name", "payer", "text"),
    Column("cost_means", "by", "text"),
    Column("amount", "amount", "money", {}, "amount_as", "amount_unit"),
    Column("amount_price_year", "prices of", "year"),
)


def _beside(n: LedgerNumbers) -> Iterator[Table]:
    """What was paid, what is in no plan, and what was stated in two years' prices."""
    yield Table(
        "paid", "Paid so far, as far as sources say", n.plain, ("payment",),
        (Column("paid", "amount", "money", suffix="paid_currency"),
         Column("paid_price_year", "prices of", "year")),
    )  # fmt: skip
    yield Table(
        "beside", "Beside the plans", n.plain, ("cost",), _COST,
        {"cost": n.rows("cost", cost_plan="")},
    )  # fmt: skip
    held = np.isin(n.plain["restated_plan"], n.plain["holds"])
    yield Table(
        "restated", "One amount in the prices of two years", n.plain, ("restatement",),
        (
            Column("older", "stated first", "money", suffix="older_currency"),
            Column("older_price_year", "first in prices of", "year"),
            Column("newer", "then", "money", suffix="newer_currency"),
            Column("newer_price_year", "then in prices of", "year"),
            Column("restated_index", "by the index of", "text"),
            Column("by_index", "the first would be", "money in bounds", suffix="newer_currency"),
            Column("restated_agrees", "both as printed", "text"),
            Column("beyond_index", "stated beyond it", "rough change of money",
                   suffix="newer_currency"),
        ),
        {"restatement": n.plain["restatement"][held].tolist()},
    )  # fmt: skip

"""What plans, forces and costs may each well say by themselves but what makes no sense together."""

from collections.abc import Callable, Iterator, Mapping

from noroshi.ledger.balance import imbalances
from noroshi.ledger.books import Books
from noroshi.ledger.records import Force
from noroshi.nearest import suggestion_or_list
from noroshi.scenario.overlapping import together
from noroshi.scenario.records import Scenario
from noroshi.world.document import Notice
from noroshi.world.merging import Tree


def check_ledger(tree: Tree, scenario: Scenario) -> None:
    """Report payers who are no party, forces counted twice, and sums that do not add up."""
    found = [finding for check in _CHECKS for finding in check(scenario)]
    # A total of rows that are not there is told once, as that.
    for path, what, hint in found or list(_sums(scenario)):
        tree.problem(path, what, hint=hint)


def _payers(scenario: Scenario) -> Iterator[Notice]:
    for section in ("costs", "totals"):
        field = "payer" if section == "costs" else "rest"
        for key, row in getattr(scenario, section).items():
            payer = getattr(row, field)
            parties = () if row.plan is None else scenario.plans[row.plan].parties
            if payer is not None and parties and payer not in parties:
                yield (
                    (section, key, field),
                    f"'{payer}' is no party of the plan '{row.plan}'",
                    suggestion_or_list(payer, parties),
                )


def _totals(scenario: Scenario) -> Iterator[Notice]:
    books = Books.of(scenario)
    for key, total in scenario.totals.items():
        if (total.amount is None) == (total.number is None):
            what = "states both an amount and a number" if total.amount else "states no sum"
            yield ("totals", key), what, "write either `amount:` and `price_year:`, or `number:`"
        if total.amount is not None and total.price_year is None:
            hint = "write e.g. `price_year: 2012`"
            yield ("totals", key, "amount"), "the amount has no price year", hint
        if total.amount is not None and total.amount.low <= 0.0:
            yield ("totals", key, "amount"), "a sum of nothing has no shares", "write what it is"
        known = (*books.costs, *books.totals) if total.amount else (*books.moves, *books.forces)
        for index, part in enumerate(total.parts):
            if part not in known:
                what = f"there is no cost or total '{part}'"
                if total.amount is None:
                    what = f"there is no move or force '{part}'"
                yield ("totals", key, "parts", index), what, suggestion_or_list(part, known)


def _circles(scenario: Scenario) -> Iterator[Notice]:
    """Sums that are parts of themselves, and forces that count themselves."""
    within: dict[str, dict[str, tuple[str, ...]]] = {
        "totals": {key: total.parts for key, total in scenario.totals.items()},
        "forces": {
            key: () if force.part_of is None else (force.part_of,)
            for key, force in scenario.forces.items()
        },
    }
    fields = {"totals": "parts", "forces": "part_of"}
    for section, inner in within.items():
        for key in inner:
            if key in _reached(inner, key):
                what = f"'{key}' is part of itself"
                yield (section, key, fields[section]), what, "name rows that do not hold it"


def _reached(inner: Mapping[str, tuple[str, ...]], start: str) -> set[str]:
    """Everything below a row, at any depth."""
    found: set[str] = set()
    open_ = list(inner[start])
    while open_:
        key = open_.pop()
        if key not in found:
            found.add(key)
            open_ += inner.get(key, ())
    return found


def _overlaps(scenario: Scenario) -> Iterator[Notice]:
    forces = list(scenario.forces.values())
    for index, force in enumerate(forces):
        for other in forces[:index]:
            if _same(force, other) and together(force, other):
                yield (
                    ("forces", force.id),
                    f"stands at '{force.place}' in the same days as '{other.id}'",
                    "let one end (`until:`) on the day on which the other begins (`from:`)",
                )


def _same(a: Force, b: Force) -> bool:
    return all(
        getattr(a, name) == getattr(b, name)
        for name in ("party", "service", "who", "place", "plan", "stage")
    )


def _rates(scenario: Scenario) -> Iterator[Notice]:
    for key, rate in scenario.rates.items():
        if rate.amount.kind == rate.equals.kind:
            what = f"both amounts are in {rate.amount.kind}"
            yield ("rates", key), what, "write `equals:` in another currency"
    for key, cost in scenario.costs.items():
        if cost.rate is not None and cost.amount.kind != scenario.rates[cost.rate].amount.kind:
            what = f"'{cost.rate}' is no rate for {cost.amount.kind}"
            hint = f"name one whose `amount:` is in {cost.amount.kind}"
            yield ("costs", key, "rate"), what, hint


def _plans(scenario: Scenario) -> Iterator[Notice]:
    for key, plan in scenario.plans.items():
        if plan.since is None:
            yield ("plans", key), "the plan has no date", "write e.g. `from: 2012-04-27`"
        old = scenario.plans.get(plan.replaces or "")
        if old is not None and plan.since and old.since and old.since >= plan.since:
            what = f"it replaces '{old.id}', which is not older"
            yield ("plans", key, "replaces"), what, "name an older plan"


def _staged(scenario: Scenario) -> Iterator[Notice]:
    for key, force in scenario.forces.items():
        if (force.plan is None) != (force.stage is None):
            what = "a force of a plan needs a stage, and one that stood there has none"
            yield ("forces", key), what, "write `plan:` and `stage: before` or `after`, or neither"


def _sums(scenario: Scenario) -> Iterator[Notice]:
    for off in imbalances(Books.of(scenario)):
        yield (off.section, off.row), off.what, off.hint


_CHECKS: tuple[Callable[[Scenario], Iterator[Notice]], ...] = (
    _plans,
    _payers,
    _totals,
    _circles,
    _staged,
    _overlaps,
    _rates,
)

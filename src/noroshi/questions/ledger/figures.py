"""How plans changed, who is to go where, and who pays in which way: as specifications of charts."""

from collections.abc import Iterator, Sequence
from functools import partial

from noroshi.amounts import people
from noroshi.present.charts import Field, Row, Spec, above, bars, flows, stacked
from noroshi.present.palette import PARTIES
from noroshi.questions.answer import Figure, PlainData
from noroshi.questions.ledger.borne import WAYS
from noroshi.questions.ledger.reading import ComparedPlans, LedgerNumbers, chains
from noroshi.questions.ledger.tables import compared
from noroshi.questions.ledger.wording import limit, money, roughly, service, services

_BILLION = 1e9
_ENOUGH_ITEMS = 3
"""A plan of fewer items has nothing to take apart."""


def figures(data: PlainData) -> tuple[Figure, ...]:
    """Those of each chain of agreements: what changed, who goes, who pays in which way."""
    every = chains(data)
    made = [(figure, number) for number, chain in enumerate(every, 1) for figure in _of(chain)]
    return tuple(figure if number == 1 else _renamed(figure, number) for figure, number in made)


def _renamed(figure: Figure, number: int) -> Figure:
    """A figure of a second chain has a name of its own."""
    return Figure(
        f"{figure.name}-{number}", figure.title, figure.caption, figure.variables, figure.draw
    )


def _of(chain: ComparedPlans) -> Iterator[Figure]:
    plans = compared(chain)
    n = chain.numbers
    if (
        len(plans) > 1
        and any(n.moves(p) for p in plans)
        and any(n.has("sum", plan=p) for p in plans)
    ):
        yield _change(chain, plans)
    left = dict.fromkeys(n.word("move_leaves", move=m) for m in n.moves(chain.plan))
    yield from (_leaving(chain, place, k) for k, place in enumerate(left, 1))
    taken_apart = (p for p in plans if len(n.rows("cost", cost_plan=p)) >= _ENOUGH_ITEMS)
    plan = next(taken_apart, None)
    if plan is not None and n.has("sum", plan=plan):
        yield _paying(n, plan)


# --- how the plan changed


def _change(chain: ComparedPlans, plans: Sequence[str]) -> Figure:
    """A bar an agreement: those who go, by where; and the money, by who pays."""
    n = chain.numbers
    place = next(n.word("move_leaves", move=m) for p in plans for m in n.moves(p))
    title = _changed(chain, plans, place)
    return Figure(
        "plans",
        title,
        "Best values of what each agreement says. Money is told in the prices of one year by the "
        "first declared price index; the amounts as they were stated are in the tables.",
        ("people", "alike", "alike_share", "borne_as"),
        partial(_draw_change, n, plans, place, title),
    )


def _draw_change(n: LedgerNumbers, plans: Sequence[str], place: str, title: str) -> Spec:
    moves, costs = moving(n, plans, place), paying(n, plans)
    who = services(row["who"] for row in moves)
    year = n.number("alike_price_year", plan=plans[-1])
    currency = n.word("alike_currency", plan=plans[-1])
    return above(
        stacked(
            moves, Field("people"), label=Field("plan"), part=Field("to"), text="words",
            title=f"{who} who are to leave {n.entry('place', place)}",
        ),
        stacked(
            costs, Field("amount", f"billion {currency}"), label=Field("plan"),
            part=Field("part"), text="share",
            title=f"What it costs, in billion {currency} of fiscal year {year:.0f}",
        ),
        title=title,
    )  # fmt: skip


def moving(n: LedgerNumbers, plans: Sequence[str], place: str) -> list[Row]:
    """A row a plan and place that military people of one place are to go to."""
    return [
        {
            "plan": _label(n, plans, plan),
            "to": n.entry("place", to) if to else "elsewhere",
            "people": number.best,
            "words": roughly(number),
            "who": service(n.word("move_service", move=move)),
        }
        for plan in plans
        for move in n.moves(plan)
        if n.word("move_leaves", move=move) == place
        for to in (n.word("move_to", move=move),)
        for number in (n.bounds("people", move=move),)
    ]


def _label(n: LedgerNumbers, plans: Sequence[str], plan: str) -> str:
    """Year of a plan, or its name where another is of that year."""
    years = [n.word("plan_agreed", plan=p)[:4] for p in plans]
    year = n.word("plan_agreed", plan=plan)[:4]
    return year if year and years.count(year) == 1 else n.entry("plan", plan)


def paying(n: LedgerNumbers, plans: Sequence[str]) -> list[Row]:
    """A row a plan, a party that bears a part of its sum, and a way of bearing it."""
    return [
        {
            "plan": _label(n, plans, plan),
            "party": party,
            "way": way,
            "part": f"{n.entry('party', party)}{words}",
            "amount": amount,
            "words": _said(n, plan, party, way).format(f"{amount:.1f} ({share})"),
            "share": f"{limit(upper=_upper(n, way, plan, party))}{share}",
        }
        for plan in plans
        for party in n.payers(plan)
        for way, words in WAYS.items()
        for at in ({"plan": plan, "party": party, "way": way},)
        if n.has("alike", **at)
        for amount in (n.bounds("alike", **at).best / _BILLION,)
        for share in (f"{100.0 * n.number('alike_share', **at):.0f} %",)
    ]


def _said(n: LedgerNumbers, plan: str, party: str, way: str) -> str:
    at = {"plan": plan, "party": party}
    if way == "all":
        how = n.word("borne_as", **at)
        return f"{how} {{}}" if how else "{}"
    return f"{limit(upper=_upper(n, way, plan, party))}{{}}"


def _upper(n: LedgerNumbers, way: str, plan: str, party: str) -> bool:
    """Whether what is borne in a way is a ceiling."""
    variable = {"cash": "cash_ceiling", "all": "borne_ceiling"}.get(way)
    return variable is not None and n.number(variable, plan=plan, party=party) > 0.0


def _changed(chain: ComparedPlans, plans: Sequence[str], place: str) -> str:
    """What changed between the first and the last."""
    n, first, last = chain.numbers, plans[0], plans[-1]
    to = next((t for m in n.moves(first) if (t := n.word("move_to", move=m))), "")
    said = []
    if to:
        now, then = (
            roughly(n.bounds("come", plan=p, place=to))
            if n.has("come", plan=p, place=to)
            else "none"
            for p in (last, first)
        )
        said.append(f"To {n.entry('place', to)} {now} instead of {then}")
    both = [next(iter(n.payers(p)), "") for p in (first, last)]
    if both[0] and both[0] == both[1]:
        at = {"party": both[0]}
        now, then = (f"{100.0 * n.bounds('share', plan=p, **at).best:.0f} %" for p in (last, first))
        upper = limit(upper=n.number("borne_ceiling", plan=last, **at) > 0.0)
        same = ", but no less cash" if n.word("cash_kept", chain=chain.key) else ""
        said.append(f"{n.entry('party', both[0])} bears {upper}{now} instead of {then}{same}")
    return "; ".join(said) or f"Who is to leave {n.entry('place', place)}, plan by plan"


# --- who goes


def _leaving(chain: ComparedPlans, place: str, number: int) -> Figure:
    """Who stays at a place and who leaves it for where, by the plan that holds."""
    n = chain.numbers
    rows = leaving(n, chain.plan, place)
    gone = sum(row["people"] for row in rows if row["role"] != "stay")
    who = services(row["who"] for row in rows if row["who"])
    moved = [n.bounds("people", move=m).best
             for m in n.rows("move", move_plan="", move_leaves=place)]  # fmt: skip
    title = f"{people(gone)} {who} are to leave {n.entry('place', place)}."
    if as_of := n.word("as_of"):
        title += f" By {as_of}, {people(sum(moved)) if moved else 'none'} had moved."
    roles = {row["to"]: row["role"] for row in rows}
    return Figure(
        "people" if number == 1 else f"people-{place}",
        title,
        f"{n.entry('plan', chain.plan)}. Bands are as thick as the numbers (best values). They "
        "count places in units; the people there on a day are fewer or more.",
        ("people", "after"),
        partial(
            flows, rows, Field("people"), source=Field("place"), target=Field("to"), roles=roles,
            text="words", title=title,
        ),
    )  # fmt: skip


def leaving(n: LedgerNumbers, plan: str, place: str) -> list[Row]:
    """A row a place that people of one place go to, and one for those who stay, if that is told."""
    name = n.entry("place", place)
    moves = [m for m in n.moves(plan) if n.word("move_leaves", move=m) == place]
    rows: list[Row] = [
        {
            "place": name,
            "to": f"to {_goal(n, m)}",
            "people": n.bounds("people", move=m).best,
            "words": people(n.bounds("people", move=m).best),
            "who": service(n.word("move_service", move=m)),
            "role": PARTIES[k % len(PARTIES)],
        }
        for k, m in enumerate(moves)
    ]  # fmt: skip
    if (
        n.has("after", plan=plan, place=place)
        and (stay := n.bounds("after", plan=plan, place=place).best) > 0.0
    ):
        rows.append({"place": name, "to": f"stay on {name}", "people": stay, "words": people(stay),
                     "who": "", "role": "stay"})  # fmt: skip
    return rows


def _goal(n: LedgerNumbers, move: str) -> str:
    words = n.word("move_to_words", move=move)
    return words or n.entry("place", n.word("move_to", move=move))


# --- who pays


def _paying(n: LedgerNumbers, plan: str) -> Figure:
    """Who pays in which way, of the first plan that says so."""
    currency = n.word("sum_currency", plan=plan)
    parts = {p: 100.0 * n.bounds("share", plan=plan, party=p).best for p in n.payers(plan)}
    shares = " and ".join(f"{n.party(p)} {share:.0f} %" for p, share in parts.items())
    total = money(n.bounds("sum", plan=plan), currency)
    title = ", ".join(filter(None, [f"{n.entry('plan', plan)}: {total}", shares]))
    year = n.number("sum_price_year", plan=plan)
    stated = "" if n.word("told_index") else ", as stated"
    rows = items(n, plan)
    payers = list(dict.fromkeys(row["payer"] for row in rows))
    return Figure(
        "money",
        title,
        f"In billion {currency} in prices of fiscal year {year:.0f}{stated}.",
        ("amount", "payer_name", "sum", "share"),
        partial(
            bars, rows, Field("amount", f"billion {currency}"), label=Field("item"),
            series=Field("payer"),
            roles={p: PARTIES[k % len(PARTIES)] for k, p in enumerate(payers)}, text="words",
            title=title,
        ),
    )  # fmt: skip


def items(n: LedgerNumbers, plan: str) -> list[Row]:
    """A row a cost."""
    return [
        {
            "payer": n.word("payer_name", cost=c),
            "item": n.entry("cost", c),
            "amount": n.bounds("amount", cost=c).best / _BILLION,
            "words": f"{n.bounds('amount', cost=c).best / _BILLION:.2f}",
        }
        for c in n.rows("cost", cost_plan=plan)
    ]

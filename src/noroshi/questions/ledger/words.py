"""Who moves, when, and who pays: in a headline, and in two sentences a plan that holds."""

from collections.abc import Iterator, Sequence
from datetime import date

from noroshi.amounts import people
from noroshi.ledger.span import Span, added
from noroshi.present.words import in_sentence, listed
from noroshi.questions.answer import Headline, PlainData
from noroshi.questions.ledger.reading import ComparedPlans, LedgerNumbers, chains
from noroshi.questions.ledger.wording import (
    day,
    limit,
    money,
    per_cent,
    roughly,
    service,
    services,
    titled,
)


def headline(data: PlainData) -> Headline:
    """What the newest agreement moves and costs; what changed; what is not known of it."""
    chain = chains(data)[0]
    return Headline(_verdict(chain), _change(chain), _became(chain))


def text(data: PlainData) -> str:
    """Two sentences about each plan that holds, with what it was before."""
    return " ".join(f"{_moves(chain)} {_money(chain)}" for chain in chains(data))


def limits(data: PlainData) -> Iterator[str]:
    """What is said of every ledger, and what concerns only some of what may be declared."""
    yield (
        "An index to what was published, not an audit: sums are as stated, and an amount stands "
        "for all that would be printed so. Bounds are bounds; nothing is drawn."
    )
    if data.sizes["force"] and data.sizes["move"]:
        yield (
            "A plan counts places in units, and who is there on a day is fewer or more: the two "
            "stand side by side and are not subtracted from each other."
        )
    if data.sizes["restatement"] or str(data["told_index"].item()):
        yield (
            "Price indexes are averages of much more than what is built at one place, which may "
            "have risen otherwise; a plan need not say which index it used."
        )
    into = str(data["told_currency"].item())
    told = {*data["amount_currency"].tolist(), *data["sum_currency"].tolist()} - {"", into}
    for code in sorted(told):
        yield (
            f"What is stated in {code} is told so. It is told in prices of one year and in {into} "
            "where a cost, and each row of a sum that holds it, names a declared rate, such as "
            f"`{code.lower()}: {{amount: 100 {code}, equals: … {into}, on: …}}` under `rates:`."
        )
    yield "What no source states is not here; nothing is filled in."


# --- the headline


def _verdict(chain: ComparedPlans) -> str:
    """Who leaves and who pays, by the plan that holds."""
    n, plan = chain.numbers, chain.plan
    who = " and ".join(
        f"about {people(n.bounds('gone', plan=plan, place=place).best)} "
        f"{_who(n, _leaving(n, plan, place))} are to leave {n.entry('place', place)}"
        for place in _left(n, plan)
    )
    name = n.word("plan_called", plan=plan)
    paid = _payments(n, plan)
    if not n.rows("move", move_plan=plan):
        if paid or (paid := "; ".join(_bearers(n, plan))):
            return f"By the {name}, {paid}."
        return f"Of the {name}, neither a move nor a cost is declared."
    moved = f"By the {name}, {who or 'no military people move'}."
    return f"{moved} {titled(paid)}." if paid else moved


def _payments(n: LedgerNumbers, plan: str) -> str:
    """Who pays which share of a stated sum; empty where there is none, or nobody's part of it."""
    payers = n.payers(plan, stated=True)
    if not payers:
        return ""
    cost = money(n.bounds("sum", plan=plan), n.word("sum_currency", plan=plan))
    if n.bounds("share", plan=plan, party=payers[0]).low == 1.0:
        # A share that is all of it is no ceiling; the sum itself may be one.
        return f"{n.party(payers[0])} pays all of {_limit(n, plan, payers[0])}{cost}"
    paid = (f"{n.party(p)} pays {_limit(n, plan, p)}{_per_cent(n, plan, p)}" for p in payers)
    return f"of {cost}, {', '.join(paid)}"


def _change(chain: ComparedPlans) -> str:
    """What that is beside the plan before, in people and in money."""
    n, plan, earlier = chain.numbers, chain.plan, chain.earlier
    if plan == earlier:
        return ""
    parts = [
        f"{roughly(n.bounds('come', plan=plan, place=place))} instead of "
        f"{roughly(n.bounds('come', plan=earlier, place=place))} go to {n.entry('place', place)}"
        for place in n.names("place")
        if n.has("come", plan=plan, place=place)
        and n.has("come", plan=earlier, place=place)
        and roughly(n.bounds("come", plan=plan, place=place))
        != roughly(n.bounds("come", plan=earlier, place=place))
    ]
    for payer in n.payers(plan, stated=True):
        if payer in n.payers(earlier, stated=True):
            now, then = (n.bounds("share", plan=p, party=payer) for p in (plan, earlier))
            if per_cent(now) != per_cent(then):
                share = f"{n.party(payer)} pays {_limit(n, plan, payer)}{_whole(now)}"
                kept = ", but no less cash" if n.word("cash_kept", chain=chain.key) else ""
                parts.append(f"{share} instead of {_whole(then)}{kept}")
    said = "; ".join(parts)
    return f"Since the {n.word('plan_called', plan=earlier)}: {said}." if said else ""


def _became(chain: ComparedPlans) -> str:
    """How many had moved by the day, of those who are to."""
    n = chain.numbers
    places = _left(n, chain.plan)
    if not places or not n.word("as_of"):
        return ""
    until = day(date.fromisoformat(n.word("as_of")))
    gone = [n.bounds("people", move=m).best for p in places for m in _gone_from(n, p)]
    return f"By {until}, {people(sum(gone)) if gone else 'nobody'} had moved."


def _whole(share: Span) -> str:
    return f"{100.0 * share.best:.0f} %"


# --- who moves


def _moves(chain: ComparedPlans) -> str:
    n, plan = chain.numbers, chain.plan
    head = f"By the {n.word('plan_called', plan=plan)}{_since(n, plan)}, "
    if not n.moves(plan):
        any_ = n.rows("move", move_plan=plan)
        return f"{head}no military people move." if any_ else f"{head}no move is declared."
    return f"{head}{'; '.join(_from(n, plan, place) for place in _left(n, plan))}."


def _left(n: LedgerNumbers, plan: str) -> list[str]:
    """Places that military people leave, in order of the moves."""
    return list(dict.fromkeys(n.word("move_leaves", move=m) for m in n.moves(plan)))


def _leaving(n: LedgerNumbers, plan: str, place: str) -> list[str]:
    return [m for m in n.moves(plan) if n.word("move_leaves", move=m) == place]


def _gone_from(n: LedgerNumbers, place: str) -> list[str]:
    """Moves of military people that were made."""
    return n.rows("move", move_plan="", move_who="military", move_leaves=place)


def _who(n: LedgerNumbers, moves: Sequence[str]) -> str:
    return services(
        service(n.word("move_service", move=m), n.word("move_who", move=m)) for m in moves
    )


def _from(n: LedgerNumbers, plan: str, place: str) -> str:
    """Who leaves one place."""
    leaving = _leaving(n, plan, place)
    number = people(n.bounds("gone", plan=plan, place=place).best)
    where = f"leave {n.entry('place', place)}, {_shares(n, leaving)}"
    when = f"{_when(n, leaving)}, {_so_far(n, place)}"
    return f"about {number} {_who(n, leaving)} {where}; {when}"


def _since(n: LedgerNumbers, plan: str) -> str:
    """Since when it holds: the day of it, or of its signature and of its coming into force."""
    agreed, in_force = (n.word(v, plan=plan) for v in ("plan_agreed", "plan_in_force"))
    if not agreed:
        return ""
    if not in_force:
        return f", {_day(agreed)}"
    late = n.word("plan_signed", plan=plan)
    then = "not yet in force" if late else f"in force since {_day(in_force)}"
    return f", signed {_day(agreed)} and {then}"


def _shares(n: LedgerNumbers, moves: Sequence[str]) -> str:
    """Where they go: each place with its number, and then where the others go."""
    to = {m: n.entry("place", n.word("move_to", move=m)) for m in moves}
    told = {m: n.word("move_to_words", move=m) for m in moves}
    placed = [m for m in moves if n.word("move_to", move=m)]
    if len(moves) == 1:
        return f"all for {to[moves[0]] if placed else told[moves[0]]}"
    named = [f"{roughly(n.bounds('people', move=m))} for {to[m]}" for m in placed]
    words = [told[m] for m in moves if m not in placed]
    others = f"{'the others ' if named else ''}for {' and '.join(words)}" if words else ""
    return listed([*named, *filter(None, [others])])


def _when(n: LedgerNumbers, moves: Sequence[str]) -> str:
    by, first, last = (
        sorted(filter(None, (n.word(v, move=m) for m in moves)))
        for v in ("move_by", "move_begins_first", "move_begins_last")
    )
    if by:
        return f"they are to have moved by {by[-1][:4]}"
    if first:
        return f"they are to begin to move between {first[0][:4]} and {last[-1][:4]}"
    return "no year is named"


def _so_far(n: LedgerNumbers, place: str) -> str:
    moved = _gone_from(n, place)
    until = f" by {_day(n.word('as_of'))}" if n.word("as_of") else ""
    if not moved:
        return f"and none had moved{until}"
    return f"and {roughly(added(n.bounds('people', move=m) for m in moved))} had moved{until}"


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))


# --- who pays


def _money(chain: ComparedPlans) -> str:
    n, plan, earlier = chain.numbers, chain.plan, chain.earlier
    if not n.has("sum", plan=plan):
        return _without_sum(n, plan)
    text_ = titled(_paid(n, plan))
    if earlier == plan or not n.has("sum", plan=earlier):
        return f"{text_}."
    return f"{text_}; the {n.word('plan_called', plan=earlier)} had {_before(chain)}."


def _without_sum(n: LedgerNumbers, plan: str) -> str:
    """What is declared of costs where no sum of them is stated."""
    costs = n.rows("cost", cost_plan=plan)
    if not costs and (n.rows("cost", cost_plan="") or n.rows("payment")):
        return "No cost of the plan itself is declared; what is declared beside it is listed."
    if not costs:
        return "No cost of it is declared."
    return f"No sum of its costs is stated: {'; '.join(_bearers(n, plan))}."


def _bearers(n: LedgerNumbers, plan: str) -> list[str]:
    """What each party bears of the costs of a plan, as far as they are declared."""
    costs = n.rows("cost", cost_plan=plan)
    payers = dict.fromkeys(n.word("payer", cost=c) for c in costs)
    said = []
    for payer in payers:
        own = [c for c in costs if n.word("payer", cost=c) == payer]
        name = in_sentence(n.word("payer_name", cost=own[0]))
        said.append(f"{name} bears {_costs(n, own)}")
    return said


def _costs(n: LedgerNumbers, costs: Sequence[str]) -> str:
    """One party's costs, added up where they are of one kind of money and not yearly."""
    kinds = {
        (n.word("amount_currency", cost=c), n.number("amount_price_year", cost=c)) for c in costs
    }
    upper = [n.word("amount_as", cost=c) for c in costs]
    if len(kinds) == 1 and not any(n.has("due_first", cost=c) for c in costs):
        ((currency, year),) = kinds
        amount = money(added(n.bounds("amount", cost=c) for c in costs), currency)
        return f"{limit(upper=any(upper))}{amount} in prices of fiscal year {year:.0f}"
    return ", ".join(
        f"{limit(upper=bool(up))}{_cost(n, c)}" for c, up in zip(costs, upper, strict=True)
    )


def _cost(n: LedgerNumbers, cost: str) -> str:
    amount = money(n.bounds("amount", cost=cost), n.word("amount_unit", cost=cost))
    year = n.number("amount_price_year", cost=cost)
    return f"{amount} ({n.entry('cost', cost)}, prices of {year:.0f})"


def _limit(n: LedgerNumbers, plan: str, payer: str) -> str:
    return limit(upper=bool(n.number("borne_ceiling", plan=plan, party=payer)))


def _paid(n: LedgerNumbers, plan: str) -> str:
    """Who bears what of the sum."""
    said = [
        f"{n.party(p)} bears {_borne(n, plan, p)}, {_per_cent(n, plan, p)}"
        if n.number("borne_stated", plan=plan, party=p)
        else f"{n.party(p)} the rest"
        for p in n.payers(plan)
    ]
    if not said:
        amount = money(n.bounds("sum", plan=plan), n.word("sum_currency", plan=plan))
        return f"the sum is {amount}"
    told = ", and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"of {n.sum(plan)}, {told}"


def _per_cent(n: LedgerNumbers, plan: str, payer: str) -> str:
    return per_cent(n.bounds("share", plan=plan, party=payer))


def _borne(n: LedgerNumbers, plan: str, payer: str) -> str:
    """An amount that may be a ceiling, and whether it is cash alone."""
    amount = money(n.bounds("borne", plan=plan, party=payer), n.word("sum_currency", plan=plan))
    cash = " in cash" if _cash_alone(n, plan, payer) else ""
    return f"{_limit(n, plan, payer)}{amount}{cash}"


def _cash_alone(n: LedgerNumbers, plan: str, payer: str) -> bool:
    at = {"plan": plan, "party": payer}
    return n.has("cash", **at) and not n.word("otherwise_as", **at)


def _before(chain: ComparedPlans) -> str:
    """The earlier plan in short."""
    n, plan = chain.numbers, chain.earlier
    moves = n.moves(plan)
    leaves = n.word("move_leaves", move=moves[0]) if moves else ""
    many = f"{people(n.bounds('gone', plan=plan, place=leaves).best)} go" if moves else ""
    by = max((n.word("move_by", move=m) for m in moves), default="")
    year = f" by {by[:4]}" if by and many else ""
    payer = next(iter(n.payers(plan, stated=True)), None)
    if payer is None:
        paid = f"a sum of {n.sum(plan)}"
    else:
        at = {"plan": plan, "party": payer}
        amount = money(n.bounds("borne", **at), n.word("sum_currency", plan=plan))
        share = per_cent(n.bounds("share", **at))
        paid = f"{n.party(payer)} bear {amount}, {share}, of {n.sum(plan)}{_made_of(chain, payer)}"
    return " and ".join(filter(None, [f"{many}{year}", paid]))


def _made_of(chain: ComparedPlans, payer: str) -> str:
    """What of an earlier part was cash, and whether that fell; where cash is all that is left."""
    n, at = chain.numbers, {"plan": chain.earlier, "party": payer}
    other = n.word("otherwise_as", **at)
    if not n.has("cash", **at) or not other or not _cash_alone(n, chain.plan, payer):
        return ""
    currency = n.word("cash_currency", **at)
    text_ = f", but {limit(upper=bool(n.number('cash_ceiling', **at)))}"
    text_ += f"{money(n.bounds('cash', **at), currency)} of it in cash and "
    text_ += f"{money(n.bounds('otherwise', **at), currency)} as {other}"
    key = n.word("cash_kept", chain=chain.key)
    if not key:
        return text_
    old, new = (
        f"{money(n.bounds(v, restatement=key), n.word(f'{v}_currency', restatement=key))} of "
        f"{n.year(f'{v}_price_year', restatement=key)}"
        for v in ("older", "newer")
    )
    return f"{text_}, so that its cash did not fall: {old} was restated as {new}"

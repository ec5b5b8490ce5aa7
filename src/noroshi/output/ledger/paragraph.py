"""The answer in two sentences an agreement that holds: who moves, when, and who pays."""

from noroshi.questions.ledger.account import Account, Item, Part
from noroshi.questions.ledger.cash import kept, ways
from noroshi.questions.ledger.flows import Flow
from noroshi.questions.ledger.compute import Chapter
from noroshi.ledger.span import added
from noroshi.ledger.wording import people
from noroshi.output.ledger.found import Found, of_party, place_name
from noroshi.questions.ledger.wording import (
    bears,
    day,
    due,
    limit,
    money,
    otherwise,
    per_cent,
    prices,
    roughly,
    services,
    titled,
)


def paragraph(found: Found) -> str:
    """Two sentences about each plan that holds, with what it was before."""
    return " ".join(f"{_moves(chain)} {_money(chain)}" for chain in found.each)


def _moves(found: Found) -> str:
    now = found.ledger.now
    head = f"By the {now.plan.name}{_since(found)}, "
    military = [m for m in now.moves if m.who == "military"]
    if not military:
        return f"{head}no military people move." if now.moves else f"{head}no move is declared."
    places = dict.fromkeys(m.leaves for m in military)
    return f"{head}{'; '.join(_from(found, place, military) for place in places)}."


def _from(found: Found, place: str, military: list[Flow]) -> str:
    """Who leaves one place."""
    leaving = [m for m in military if m.leaves == place]
    many = f"about {people(found.ledger.now.off[place].best)} {services(leaving)}"
    where = f"leave {_place(found, place)}, {_shares(found, leaving)}"
    return f"{many} {where}; {_when(leaving)}, {_so_far(found, place)}"


def _since(found: Found) -> str:
    """Since when it holds: the day of it, or of its signature and of its coming into force."""
    plan = found.ledger.now.plan
    if plan.since is None:
        return ""
    if plan.in_force is None:
        return f", {day(plan.since)}"
    late = plan.signed_only(found.ledger.day)
    then = "not yet in force" if late else f"in force since {day(plan.in_force)}"
    return f", signed {day(plan.since)} and {then}"


def _place(found: Found, key: str) -> str:
    return place_name(found.world.places, key)


def _shares(found: Found, moves: list[Flow]) -> str:
    """Where they go: each place with its number, and then where the others go."""
    if len(moves) == 1:
        return f"all for {_place(found, moves[0].to) if moves[0].to else moves[0].to_words}"
    named = [f"{roughly(m.number)} for {_place(found, m.to)}" for m in moves if m.to]
    words = [m.to_words for m in moves if not m.to]
    others = f"{'the others ' if named else ''}for {' and '.join(words)}" if words else ""
    parts = [*named, *filter(None, [others])]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _when(moves: list[Flow]) -> str:
    by = {m.by for m in moves if m.by}
    begins = {m.begins for m in moves if m.begins}
    if by:
        return f"they are to have moved by {max(by).year}"
    if begins:
        first, last = min(b[0] for b in begins).year, max(b[1] for b in begins).year
        return f"they are to begin to move between {first} and {last}"
    return "no year is named"


def _so_far(found: Found, place: str) -> str:
    moved = [m for m in found.ledger.moved if m.leaves == place and m.who == "military"]
    until = f" by {day(found.ledger.day)}" if found.ledger.day else ""
    if not moved:
        return f"and none had moved{until}"
    return f"and {roughly(added(m.number for m in moved))} had moved{until}"


def _money(found: Found) -> str:
    now, earlier = found.ledger.now, found.earlier
    if now.money.total is None:
        return _without_sum(found)
    text = titled(_paid(found, now))
    if earlier.plan.id == now.plan.id or earlier.money.total is None:
        return f"{text}."
    return f"{text}; the {earlier.plan.name} had {_before(found, earlier)}."


def _without_sum(found: Found) -> str:
    """What is declared of costs where no sum of them is stated."""
    items = found.ledger.now.money.items
    if not items and (found.ledger.beside or found.ledger.paid):
        return "No cost of the plan itself is declared; what is declared beside it is listed."
    if not items:
        return "No cost of it is declared."
    payers = dict.fromkeys(i.payer for i in items)
    said = [
        f"{of_party(found, p)} bears {_listed([i for i in items if i.payer == p])}" for p in payers
    ]
    return f"No sum of its costs is stated: {'; '.join(said)}."


def _listed(items: list[Item]) -> str:
    """One party's costs, added up where they are of one kind of money and not yearly."""
    kinds = {(i.money.currency, i.money.year) for i in items}
    if len(kinds) == 1 and not any(i.years for i in items):
        money_ = items[0].money._replace(amount=added(i.money.amount for i in items))
        upper = any(i.upper_limit for i in items)
        return f"{limit(upper=upper)}{money(money_)} in prices of {prices(money_)}"
    return ", ".join(f"{due(i)} ({i.item}, prices of {i.money.year})" for i in items)


def _paid(found: Found, chapter: Chapter) -> str:
    """Who bears what of the sum."""
    account = chapter.money
    assert account.total is not None
    said = [
        f"{of_party(found, p.payer)} bears {_borne(account, p)}, {per_cent(p.share)}"
        if p.stated
        else f"{of_party(found, p.payer)} the rest"
        for p in account.parts
    ]
    if not said:
        return f"the sum is {money(account.total)}"
    told = ", and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
    return f"of {money(account.total)} in prices of {prices(account.total)}, {told}"


def _borne(account: Account, part: Part) -> str:
    """An amount that may be a ceiling, and whether it is cash alone."""
    found = ways(account, part.payer)
    cash = " in cash" if found is not None and not found.others else ""
    return bears(part, f"{money(part.money)}{cash}")


def _before(found: Found, chapter: Chapter) -> str:
    """The same in short, of an earlier plan."""
    account = chapter.money
    assert account.total is not None
    moves = [m for m in chapter.moves if m.who == "military"]
    many = f"{people(chapter.off[moves[0].leaves].best)} go" if moves else ""
    by = max((m.by for m in moves if m.by), default=None)
    year = f" by {by.year}" if by and many else ""
    bore = [
        f"{of_party(found, p.payer)} bear {money(p.money)}, {per_cent(p.share)}, of "
        for p in account.parts
        if p.stated
    ][:1]
    total = f"{money(account.total)} in prices of {prices(account.total)}"
    paid = f"{''.join(bore)}{total}{_made_of(found, chapter)}" if bore else f"a sum of {total}"
    return " and ".join(filter(None, [f"{many}{year}", paid]))


def _made_of(found: Found, chapter: Chapter) -> str:
    """What of an earlier part was cash, and whether that fell; where cash is all that is left."""
    payer = next(p.payer for p in chapter.money.parts if p.stated)
    made, new = ways(chapter.money, payer), ways(found.ledger.now.money, payer)
    if made is None or not made.others or new is None or new.others:
        return ""
    text = f", but {limit(upper=made.upper_limit)}{money(made.cash)} of it in cash and "
    text += f"{money(made.other)} as {otherwise(made.others)}"
    same = kept(found.ledger.now, chapter, payer, found.ledger.prices)
    if same is None:
        return text
    text += f", so that its cash did not fall: {money(same.older)} of {prices(same.older)} was "
    return f"{text}restated as {money(same.newer)} of {prices(same.newer)}"

"""What a ledger leaves out, in words for its page."""

from collections.abc import Iterator

from noroshi.output.ledger.found import Found


def limits(found: Found) -> Iterator[str]:
    """What is said of every ledger, and what concerns only some of what may be declared."""
    world = found.world
    yield (
        "An index to what was published, not an audit: sums are as stated, and an amount stands "
        "for all that would be printed so. Bounds are bounds; nothing is drawn."
    )
    if world.forces and world.moves:
        yield (
            "A plan counts places in units, and who is there on a day is fewer or more: the two "
            "stand side by side and are not subtracted from each other."
        )
    if world.deflators:
        yield (
            "Price indexes are averages of much more than what is built at one place, which may "
            "have risen otherwise; a plan need not say which index it used."
        )
    if world.rates:
        yield ("Another currency is told in dollars only by a declared rate, and else as it is.")
    yield "What no source states is not here; nothing is filled in."

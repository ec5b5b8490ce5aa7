"""Tables of what partners give one another."""

from collections.abc import Iterator

from noroshi.questions.answer import Column, Table
from noroshi.questions.partners.words import PartnerNumbers


def tables(found: PartnerNumbers) -> tuple[Table, ...]:
    """The one by day first."""
    return tuple(_tables(found))


def _tables(found: PartnerNumbers) -> Iterator[Table]:
    last = found.last
    yield Table(
        name="days",
        title="What is shared since the first day, and what it gives",
        data=found.plain,
        rows=("party", "day"),
        columns=(
            Column("day_passed", "shared", "text"),
            Column("gain", "gained", "mean change"),
            Column("would_gain", "in real time", "mean change"),
            Column("given_held_first", "first seen", "mean share"),
        ),
        note="Mean warning (5 to 95 %); in real time: were all shared that ever is; –: not asked. "
        "First seen: flights that a sensor heard of only by that confirms first.",
    )
    yield Table(
        name="places",
        title=f"Place by place, were all shared in real time, {last}",
        data=found.plain,
        rows=("place",),
        columns=(
            Column("place_party", "warned by", "text"),
            Column("place_people", "people", "all people"),
            Column("place_warning", "without it", "mean clock only"),
            Column("place_gain", "gained", "mean change"),
        ),
        note="Without it: mean warning with what was shared in real time on the first day.",
    )
    aimed = [
        t
        for t in found.names("threat")
        if any(found.number("class_flights", party=p, threat=t) for p in found.parties)
    ]
    yield Table(
        name="classes",
        title=f"By class of flight, were all shared in real time, {last}",
        data=found.plain,
        rows=("party", "threat"),
        columns=(
            Column("class_warning", "without it", "mean clock only"),
            Column("class_gain", "gained", "mean change"),
        ),
        keep={"threat": aimed},
    )
    if found.names("node"):
        yield Table(
            name="nodes",
            title="Nodes, by how far they reach over the ground",
            data=found.plain,
            rows=("node",),
            columns=(
                Column("node_owner", "of", "text"),
                Column("node_reach", "reaches", "km"),
                Column("node_nearest", "nearest flight", "km"),
                Column("node_sees", "flights seen", "count"),
            ),
        )

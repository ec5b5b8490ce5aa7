"""The tables of localisation: when it is known, how well, and one flight."""

from collections.abc import Iterator

import numpy as np

from noroshi.present.words import kilometres, share
from noroshi.questions.answer import Column, Numbers, PlainData, Table
from noroshi.questions.localisation.quality_tables import quality_tables

_BEFORE, _AFTER = {"posture": "before"}, {"posture": "after"}


def tables(data: PlainData) -> Iterator[Table]:
    """The one that tells most comes first; none where nothing is aimed at anybody."""
    if data.sizes["party"]:
        yield from quality_tables(data, _dates(data), within(data))
        yield _known(data)
        yield _by_class(data)
        yield _steps(data)
        yield _sizes(data)
        yield _places(data)
    if data.sizes["instant"]:
        yield from _example(data)


def surest(data: PlainData) -> str:
    """Id of what is asked at most: the area with the greatest probability."""
    return str(data["known"][-1])


def by_change(found: Numbers) -> list[str]:
    """Parties by what they gain or lose, with what they are sent; the largest change first.

    Those at which only classes are aimed that had not flown by then never lead.
    """
    known = surest(found.plain)

    def change(party: str) -> tuple[bool, float]:
        gain = found.spread("known_gain", party=party, informed="shared", known=known)
        return later_only(found, party), -abs(float(gain.mean))

    return sorted(found.names("party"), key=change)


def later_only(found: Numbers, party: str) -> bool:
    """Whether only classes that had not flown by then are aimed at a party."""
    return bool(found.number("party_later", party=party))


def within(data: PlainData) -> str:
    """What "known" means, said once; parties with other radii are told apart."""
    sure = share(float(data["known_probability"][-1]))
    radii = dict.fromkeys(kilometres(float(r)) for r in data["area_radius"])
    return f"to within {' or '.join(radii)} km, {sure} sure"


def _dates(data: PlainData) -> list[str]:
    """Of the two postures, as heads of columns; what they are called where they are of one date."""
    dates = [name.partition(", ")[2] for name in Numbers(data).names("posture").values()]
    return dates if len({*dates}) == len(dates) else ["before", "after"]


def _known(data: PlainData) -> Table:
    known = {"known": surest(data)}
    before, after = _dates(data)
    return Table(
        name="known",
        title=f"When it is known at best where the median flight comes down, {within(data)}",
        data=data,
        rows=("party", "informed"),
        columns=(
            Column(
                "known_after",
                before,
                "median clock",
                {**known, **_BEFORE},
                called="before, known after",
            ),
            Column("known_gain", "earlier by", "mean change", known),
            Column("never_known", f"never, {before}", "share", {**known, **_BEFORE}),
            Column("never_known", f"never, {after}", "share", {**known, **_AFTER}),
        ),
        note=f"{before}: after launch, of the median flight. Earlier by: mean over flights, which "
        "is not what the median flight gains; what is never known leaves no time before impact. "
        "Never: share of flights, by the people that they are aimed at.",
    )


def _by_class(data: PlainData) -> Table:
    """A level has a meaning within a class of flights."""
    at = {"known": surest(data), "informed": "shared"}
    return Table(
        name="classes",
        title="Time left before impact when the area is known, with what the party is sent, class "
        "by class",
        data=data,
        rows=("party", "threat"),
        columns=(
            Column("left_by_class", _dates(data)[0], "mean time", {**at, **_BEFORE}),
            Column("known_gain_by_class", "gained", "mean change", at),
        ),
        note="Means over the flights of a class, with 5 to 95 % of the draws.",
    )


def _steps(data: PlainData) -> Table:
    return Table(
        name="steps",
        title="From a track to the area: median flight, and how much earlier after, mean over "
        "flights",
        data=data,
        rows=("party", "informed", "known"),
        columns=(
            Column("known_after", _dates(data)[0], "clock", _BEFORE),
            Column("known_gain", "earlier by", "mean change"),
        ),
    )


def _sizes(data: PlainData) -> Table:
    return Table(
        name="sizes",
        title="Radius of a circle as large as the ellipse that holds the impact with probability "
        "0.9, of the median flight still in the air",
        data=data,
        rows=("party", "informed", "time"),
        columns=(
            *(
                Column("impact_radius", day, "ellipse", at)
                for day, at in zip(_dates(data), (_BEFORE, _AFTER), strict=True)
            ),
        ),
    )


def _places(data: PlainData) -> Table:
    order = np.argsort(-data["place_people"], kind="stable")
    return Table(
        name="places",
        title=f"Place by place: how much earlier it is known where flights come down, "
        f"{within(data)}",
        data=data,
        rows=("place",),
        columns=(
            Column("place_known_gain", "with what its party is sent", "mean change", _SHARED),
            Column("place_known_gain", "with its own sensors", "mean change", _ALONE),
        ),
        keep={"place": [str(p) for p in data["place"][order]]},
    )


_SHARED, _ALONE = {"informed": "shared"}, {"informed": "alone"}


def _example(data: PlainData) -> Iterator[Table]:
    named = Numbers(data)
    instants = named.names("instant")

    def columns(variable: str, form: str) -> tuple[Column, ...]:
        return tuple(
            Column(variable, name, form, {"instant": int(i)}) for i, name in instants.items()
        )

    flight = named.word("example_name")
    if data.sizes["area"]:
        yield Table(
            name="areas",
            title=f"{flight}: probability that it comes down in each area",
            data=data,
            rows=("area", "posture"),
            columns=columns("in_area", "share"),
            note="Land only; the rest is sea. A dash: no track yet.",
        )
    yield Table(
        name="launch",
        title=f"{flight}: how well it is known where it was launched, from the coast and the "
        "declared burn time",
        data=data,
        rows=("posture",),
        columns=columns("launch_radius", "ellipse"),
        note="Radius of a circle as large as the ellipse that holds the launch point with "
        "probability 0.9. A dash: no track yet.",
    )

"""The tables of what basing buys."""

from collections.abc import Iterator

from noroshi.present.words import share
from noroshi.questions.answer import Column, Table
from noroshi.questions.basing.records import SIZES
from noroshi.questions.basing.words import BasingNumbers


def tables(found: BasingNumbers) -> Iterator[Table]:
    """Hours from each base, each base in full, sizes of a fleet, and declared fleets."""
    data, over, compared = found.plain, found.over, found.bases[found.over]
    enough = share(found.number("continuous_from"))
    yield Table(
        name="bases",
        title=f"{found.craft}: hours a day on station from {compared}, and more from elsewhere",
        data=data,
        rows=("station",),
        columns=(
            Column("on_station_one", f"from {compared}", "hours a day", {"base": over}),
            *(
                Column("gain", f"from {found.bases[base]}", "percent change", {"base": base})
                for base in found.others
            ),
        ),
        note="Median, with 5 to 95 % of the draws in brackets; all bases are given one weather.",
    )
    yield Table(
        name="each-base",
        title="Each base in full, each in one weather and in its own",
        data=data,
        rows=("station", "base"),
        columns=(
            Column("distance", "distance", "whole km"),
            Column("transit", "each way", "hours"),
            Column("on_station_each_sortie", "on station a sortie", "hours"),
            Column("on_station_one", "on station a day, one aircraft", "hours a day"),
            Column("on_station_one_own_weather", "… in the base’s own weather", "hours a day"),
            Column("gain_own_weather", f"more than from {compared}, own weather", "percent change"),
            Column("craft_for_one", "aircraft for one there on the average", "tenths"),
            Column("craft_continuous", f"aircraft for one there {enough} of the time", "count"),
        ),
        note=f"For one there {enough} of the time: the least fleet that reaches it in each draw, "
        "before shares are rounded for the table of sizes; never: no fleet tried does.",
    )
    yield Table(
        name="sizes",
        title="Share of the time with at least one on station, by size of the fleet",
        data=data,
        rows=("station", "base"),
        columns=tuple(
            Column("covered", f"{int(n)} aircraft", "share", {"size": int(n)}) for n in SIZES
        ),
    )
    if data.sizes["fleet"]:
        yield Table(
            name="fleets",
            title="Declared fleets, if all of each flew to that station while it is there",
            data=data,
            rows=("posture", "station", "fleet"),
            columns=(
                Column("fleet_on_station", "mean number on station", "hundredths"),
                Column("fleet_covered", "share of the time with one", "share"),
                Column("fleet_craft", "aircraft", "count"),
                Column("fleet_year_share", "of the year", "share"),
            ),
        )

"""Tables of who hears a test, and what follows from it."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from noroshi.questions.answer import Column, Table
from noroshi.questions.listen.reading import SHOTS, ListenNumbers
from noroshi.seismic.size import RELATIONS

_MOST: Final = 12
"""Rows of parties and of stations that tables tell."""
_SHARERS: Final = 6
"""Rows of each sort in the table of shares."""
_NOTE: Final = "Median, with 5 to 95 % of the draws in brackets."


def tables(found: ListenNumbers) -> Iterator[Table]:
    """By event, by network, by party, by station; sizes, and what others state."""
    yield _events(found)
    yield _sizes(found)
    if len(found.names("event")) > 1:
        yield _ratios(found)
    yield _relations(found)
    yield _days(found)
    yield _parties(found)
    yield _stations(found)
    yield from _shares(found)
    yield from _networks(found)
    yield from _given(found)
    yield from _stated(found)
    yield from _surface(found)
    yield from _xenon(found)


def _events(found: ListenNumbers) -> Table:
    of = {"network": found.network}
    stated = [
        e for e in found.names("event") if not np.isnan(found.number("hear_stated", event=e, **of))
    ]
    placed = [
        e for e in found.names("event") if not np.isnan(found.bounds("ellipse_stated", event=e)[1])
    ]
    columns = [
        Column("event_magnitude", "magnitude", "middle tenths"),
        Column("event_by", "agency", "text"),
        Column("hear", "hear it", "count", of),
        *([Column("hear_stated", "stated", "count", of, "hear_stated_least")] if stated else []),
        Column("ellipse_area", "placed within", "km2"),
        *([Column("ellipse_stated", "stated", "middle km2")] if placed else []),
    ]
    return Table(
        name="events",
        title=f"Each event at {found.place}, as the {found.network_name} of its day hears it",
        data=found.plain,
        rows=("event",),
        columns=tuple(columns),
        note=f"{_NOTE} How many stations hear it, and within what they place it with 90 %; stated: "
        "by those who run them.",
    )


def _sizes(found: ListenNumbers) -> Table:
    deep = any(not np.isnan(found.bounds("event_depth", event=e)[1]) for e in found.names("event"))
    asked = any(r.needs_depth for r in RELATIONS if r.name in found.names("relation"))
    return Table(
        name="sizes",
        title="Yield by each relation between magnitude and yield",
        data=found.plain,
        rows=("event",),
        columns=(
            *([Column("event_depth", "depth", "whole metres")] if deep else []),
            *(
                Column("explosive_yield", name, "kilotons", {"relation": relation})
                for relation, name in found.names("relation").items()
            ),
        ),
        note="Middle, with 90 % in brackets: the error of the magnitude, its differences between "
        "agencies, and of carrying a relation to another site. None of them is the yield. A "
        "relation for small shots is not asked of large ones"
        f"{'; one with depth asks for a depth and an mb(Lg)' if asked else ''}.",
    )


def _ratios(found: ListenNumbers) -> Table:
    return Table(
        name="ratios",
        title=f"How much larger than each: {_event(found)}",
        data=found.plain,
        rows=("event",),
        columns=(
            Column("agencies_compared", "pairs of magnitudes", "count"),
            Column("magnitude_difference", "magnitude above", "hundredths"),
            Column("magnitude_difference_error", "standard error", "hundredths"),
            Column("yield_ratio", "times as large", "number"),
        ),
        keep={"event": [e for e in found.names("event") if e != found.event]},
        note="Mean difference over pairs of one agency and scale (mb, ML), so that its offset "
        "cancels; without such, of the magnitudes that stations are held to. One pair is known "
        "to 0.28 at best. The yield by slopes from 0.75 to 1, with 90 % in brackets.",
    )


def _relations(found: ListenNumbers) -> Table:
    return Table(
        name="relations",
        title="Where the relations between magnitude and yield are from",
        data=found.plain,
        rows=("relation",),
        columns=(
            Column("relation_scale", "asked with", "text"),
            Column("relation_source", "source", "text"),
        ),
    )


def _parties(found: ListenNumbers) -> Table:
    return Table(
        name="parties",
        title=f"By stations of one party alone, and without them: {_event(found)}",
        data=found.plain,
        rows=("party",),
        columns=(
            Column("party_stations", "stations", "count"),
            Column("party_heard", "hear it", "chance"),
            Column("party_alone", "hear 90 % from", "tenths"),
            Column("party_without", "rise without them", "hundredths"),
        ),
        keep={"party": list(found.names("party"))[:_MOST]},
        note=f"{_NOTE} The parties with most stations, of all networks.",
    )


def _stations(found: ListenNumbers) -> Table:
    """Those without which most is lost, the nearest first where nothing is."""
    loss = {
        s: float(np.nan_to_num(found.spread("station_loss", station=s).p50, nan=-1.0))
        for s in found.names("station")
    }
    ranked = sorted(loss, key=lambda s: (-loss[s], found.number("station_arrival", station=s)))
    return Table(
        name="stations",
        title=f"Stations without which the {found.network_name} would lose most there",
        data=found.plain,
        rows=("station",),
        columns=(
            Column("station_at", "at", "text"),
            Column("station_party", "of", "text"),
            Column("station_distance", "distance", "whole km"),
            Column("station_arrival", "wave after", "median clock"),
            Column("station_hears", "hears it", "chance"),
            Column("station_loss", "threshold rises without it by", "hundredths"),
        ),
        keep={"station": [s for s in ranked if loss[s] >= 0.0][:_MOST]},
        note=_NOTE,
    )


def _shares(found: ListenNumbers) -> Iterator[Table]:
    """Those of each sort with the largest shares, where stations have any."""
    told = [key for sort in found.sorts() for key in found.sharers(sort)[:_SHARERS]]
    if not told:
        return
    half, asked = ({"shot": shot} for shot in SHOTS)
    yield Table(
        name="shares",
        title=f"Who brings which share of hearing a shot at {found.place}: a faint one, "
        "which all stations together hear half of the time, and one as asked about",
        data=found.plain,
        rows=("sharer",),
        columns=(
            Column("sharer_sort", "counted as", "text"),
            Column("sharer_stations", "stations", "count"),
            Column("hearing_share", "brings, faint", "mean share", half),
            Column("hearing_lost", "lost without, faint", "mean share", half),
            Column("hearing_share", "brings, as asked", "mean share", asked),
            Column("hearing_lost", "lost without, as asked", "mean share", asked),
        ),
        keep={"sharer": told},
        note="Of the probability that three of all stations hear it; mean over the draws. Brings: "
        "what one adds, averaged over all orders in which parties (or classes, or stations) may "
        f"come, so that the shares of each sort add up to 100 %; up to {_SHARERS} are told. Lost "
        "without: where all others stay; losses do not add up.",
    )


def _networks(found: ListenNumbers) -> Iterator[Table]:
    """Of the day asked about, where there are several."""
    of = {"event": found.event}
    names = found.names("network")
    stated = [n for n in names if not np.isnan(found.number("hear_stated", network=n, **of))]
    if len(names) > 1:
        yield Table(
            name="networks",
            title=f"Each network by itself: {_event(found)}",
            data=found.plain,
            rows=("network",),
            columns=(
                Column("stations_work", "stations", "count", of),
                Column("hear", "hear it", "count", of),
                *(
                    [Column("hear_stated", "stated", "count", of, "hear_stated_least")]
                    if stated
                    else []
                ),
                Column("threshold_half", "hear 50 % from", "tenths", of),
                Column("threshold_sure", "hear 90 % from", "tenths", of),
                Column("third_arrival", "at three after", "median clock", of),
            ),
            note=_NOTE,
        )


def _days(found: ListenNumbers) -> Table:
    """The leading network of each event's day against one and the same shot."""
    of = {"network": found.network}
    return Table(
        name="days",
        title=f"The {found.network_name} of each day, and a shot as large as asked about",
        data=found.plain,
        rows=("event",),
        columns=(
            Column("event_date", "network of", "text"),
            Column("stations_work", "stations", "count", of),
            Column("asked_heard", "hear it", "chance", of),
            Column("threshold_half", "hear 50 % from", "tenths", of),
            Column("threshold_sure", "hear 90 % from", "tenths", of),
        ),
        note=f"{_NOTE} Hear it: three stations or more, magnitude "
        f"{found.magnitude(found.event):.1f}.",
    )


def _given(found: ListenNumbers) -> Iterator[Table]:
    if found.plain.sizes["given"]:
        yield Table(
            name="magnitudes",
            title="Magnitudes as agencies state them",
            data=found.plain,
            rows=("given",),
            columns=(
                Column("given_by", "by", "text"),
                Column("given_scale", "scale", "text"),
                Column("given_magnitude", "magnitude", "hundredths"),
            ),
            note="The first mb of an event is what stations are held to.",
        )


def _stated(found: ListenNumbers) -> Iterator[Table]:
    if found.plain.sizes["stated"]:
        yield Table(
            name="stated",
            title="Yields as others state them",
            data=found.plain,
            rows=("stated",),
            columns=(
                Column("stated_by", "by", "text"),
                Column("stated_yield", "yield", "kilotons"),
                Column("stated_grade", "grade", "text"),
            ),
        )


def _surface(found: ListenNumbers) -> Iterator[Table]:
    told = [
        e
        for e in found.names("event")
        if any(found.word("screened", event=e, line=k) for k in found.names("line"))
    ]
    if told:
        yield Table(
            name="surface",
            title="Surface waves against the lines of the data centre",
            data=found.plain,
            rows=("event", "line"),
            columns=(
                Column("surface_by", "agency", "text"),
                Column("line_in_force", "in force that day", "text"),
                Column("surface_margin", "above the line", "hundredths"),
                Column("surface_deviation", "standard deviation", "hundredths"),
                Column("screened", "verdict", "text"),
            ),
            keep={"event": told},
            note="Above the line by two standard deviations it is screened out as natural. In "
            "brackets by the greatest and the least mb of any agency: the lines were drawn for the "
            "data centre's own magnitudes, and others' are not the same.",
        )


def _xenon(found: ListenNumbers) -> Iterator[Table]:
    if found.plain.sizes["find"]:
        yield Table(
            name="xenon",
            title="Radioactive xenon that was found and laid to the events",
            data=found.plain,
            rows=("find",),
            columns=(
                Column("find_at", "at", "text"),
                Column("find_collected", "collected", "text"),
                Column("find_nuclides", "found", "text"),
                Column("find_after", "after", "days"),
                Column("find_announced_after", "announced after", "days"),
                Column("find_ratio", "Xe-131m over Xe-133 by then", "hundredths"),
            ),
            note="The ratio is that of a fission on the day of the event; a dating, no transport.",
        )


def _event(found: ListenNumbers) -> str:
    return found.names("event")[found.event]

"""Where flights come down, and when that is known, on the terminal."""

from collections.abc import Sequence
from typing import Literal

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from noroshi.present.words import clock, kilometres, mean_change, minutes, share
from noroshi.study.answer import Moment, PartyAnswer, Size

_TIMES = (180.0, 240.0, 300.0, 480.0)
"""When the ellipse is told, of those that are worked out [s after launch]."""


def plain_table(title: str, *columns: str, texts: int = 1) -> Table:
    """A table whose first `texts` columns are words, the others numbers."""
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        side: Literal["left", "right"] = "left" if number < texts else "right"
        table.add_column(Text(column), justify=side, overflow="fold", header_style="bold")
    return table


def inner(text: str) -> Padding:
    """A row below its heading; also its second line is set in."""
    return Padding(Text(text), (0, 0, 0, 2))


def knowing(parties: Sequence[PartyAnswer]) -> Table:
    """Time to a track, to the area, and how much longer before impact; before → after."""
    table = plain_table(
        "Where will it come down, and when do we know: the median flight before [min:s after "
        "launch]; how much earlier after, mean over flights; area: " + _area(parties),
        *("known to", "track", "area", "area earlier by", "never known"),
    )
    for p in parties:
        if p.knowing:
            table.add_row(Text(f"Flights at {p.name}", style="bold"), "", "", "", "")
        for k in p.knowing:
            known = k.area[-1][1]
            table.add_row(
                inner(k.team),
                clock(float(k.track.before.at.p50)),
                clock(float(known.before.at.p50)),
                mean_change(known.gain),
                _change(*(_never(m) for m in (known.before, known.after))),
            )
    return table


def _area(parties: Sequence[PartyAnswer]) -> str:
    """What "known" means, said once; parties with other areas are told apart."""
    said = dict.fromkeys(
        f"{kilometres(p.area_radius)} km, {share(p.knowing[0].area[-1][0])} sure"
        for p in parties
        if p.knowing
    )
    return "; ".join(said)


def _never(moment: Moment) -> str:
    return share(float(moment.never.p50))


def _change(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def sizes(parties: Sequence[PartyAnswer]) -> Table:
    """The ellipse of the impact at a few times."""
    shown = [s.time for p in parties for k in p.knowing[:1] for s in k.sizes if s.time in _TIMES]
    times = list(dict.fromkeys(shown))
    table = plain_table(
        "How well: radius of the 90 % ellipse of the impact, before → after [km]",
        *("known to", *(f"after {minutes(t)}" for t in times)),
    )
    for p in parties:
        if p.knowing:
            table.add_row(Text(f"Flights at {p.name}", style="bold"), *("" for _ in times))
        for k in p.knowing:
            cells = [_size(s) for s in k.sizes if s.time in times]
            table.add_row(inner(k.team), *cells)
    return table


def _size(size: Size) -> str:
    return _change(*(kilometres(float(v.p50)) for v in (size.before, size.after)))

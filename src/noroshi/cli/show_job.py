"""The work behind `noroshi show`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from noroshi.cli.columns import columns_of
from noroshi.cli.printing import print_document, printable
from noroshi.cli.quantities import quantity
from noroshi.errors import NoroshiError
from noroshi.scenario import Scenario, load
from noroshi.scenario.summary import Graded, weak_values

_SECTION = {"sites": "places"}
"""Where what people call a thing differs from its section."""


def show_job(name: str, thing: str, as_of: str | None, *, json: bool) -> None:
    """Print one kind of entry, for people or as a document."""
    scenario = _world(name, as_of)
    entries = getattr(scenario, _SECTION.get(thing, thing)).values()
    columns = columns_of(thing, scenario)
    weak = weak_values(scenario) if thing == "claims" else ()
    if json:
        rows = [{c.key: c.data(entry) for c in columns} for entry in entries]
        head = {"scenario": name, "thing": thing, "as_of": as_of}
        graded = {"weak": [_weak_data(g) for g in weak]} if thing == "claims" else {}
        print_document("show", {**head, "rows": rows, **graded})
        return
    cells = [[c.text(entry) for c in columns] for entry in entries]
    _print(f"{scenario.title}: {thing}", [c.title for c in columns], cells)
    if thing == "claims":
        _print_weak(weak)


def _world(name: str, as_of: str | None) -> Scenario:
    scenario = load(name)
    if as_of is None:
        return scenario
    try:
        return scenario.at(date.fromisoformat(as_of))
    except ValueError:
        raise NoroshiError(f"--as-of: '{as_of}' is not a date; write e.g. 2015-01-01") from None


def _print(title: str, heads: Iterable[str], rows: list[list[str]]) -> None:
    """A table without the columns in which nothing stands."""
    listed = list(heads)
    filled = [i for i in range(len(listed)) if any(row[i] for row in rows)]
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False)
    for i in filled:
        table.add_column(Text(listed[i]), overflow="fold", header_style="bold")
    for row in rows:
        table.add_row(*(Text(printable(row[i])) for i in filled))
    Console().print(table if rows else Text(f"{title}: none is declared"))


def _print_weak(weak: tuple[Graded, ...]) -> None:
    rows = [
        [g.path, quantity(g.estimate) if g.estimate else "", g.grade, ", ".join(g.source)]
        for g in weak
    ]
    Console().print()
    _print("Values of grade C or D", ["value", "best (low–high)", "grade", "source"], rows)


def _weak_data(graded: Graded) -> dict[str, Any]:
    e = graded.estimate
    bounds = {} if e is None else {"low": e.low, "best": e.best, "high": e.high, "kind": e.kind}
    return {"path": graded.path, "grade": graded.grade, "source": graded.source, **bounds}

"""The work behind `noroshi show`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from noroshi.cli.column import ListedColumn
from noroshi.cli.columns import SECTION_OF, columns_of, things
from noroshi.cli.out import folder_of
from noroshi.cli.postures import declared
from noroshi.cli.printing import print_document
from noroshi.cli.tables import print_table
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion
from noroshi.present.quantities import quantity
from noroshi.scenario import Scenario
from noroshi.scenario.set_values import read_day
from noroshi.scenario.summary import Graded, intervals_of, values_of, weak_values
from noroshi.world import Declared

_DETAILED = ("sensors", "platforms", "payloads")
"""Entries with more numbers than a row has room for: every interval is listed below them."""


class ShowOptions(NamedTuple):
    """How much is to be told of statements."""

    run: Path | None = None
    """Folder of an earlier run; None = where a run puts its files by itself."""
    whole: bool = False
    """What bears on each, too."""
    of: str | None = None
    """One statement alone, with what bears on it; of sources, a source or what rests on some."""
    values: bool = False
    """What sources state of values, and which values are weak, too."""


def show_job(
    name: str,
    thing: str,
    as_of: str | None,
    asked: ShowOptions = ShowOptions(),
    *,
    sets: Sequence[str] | None = None,
    json: bool,
) -> None:
    """Print one kind of entry, for people or as a document."""
    thing = next((called for called, section in SECTION_OF.items() if section == thing), thing)
    if thing and thing not in things():
        known = ", ".join(f"'{each}'" for each in things())
        raise NoroshiError(f"'{thing}' is not one of {known}")
    world = declared(name, sets or ())
    scenario = world if as_of is None else world.at(read_day(as_of, "--as-of"))
    if not thing:
        _show_counts(name, scenario, as_of, json=json)
        return
    if thing == "claims":
        # Dates are among what is checked, so that every date is looked at.
        _show_claims(name, world, scenario, as_of, asked, json=json)
        return
    of_source = thing == "sources" and asked.of is not None
    if asked.whole or asked.values or asked.run is not None:
        raise NoroshiError(f"--from, --whole and --values are for claims, not for {thing}")
    if asked.of is not None and not of_source:
        raise NoroshiError(f"--of is for claims and sources, not for {thing}")
    value = _looked_up(scenario, asked.of) if of_source and asked.of else None
    entries = tuple(scenario.entries[SECTION_OF.get(thing, thing)].values())
    columns = columns_of(thing, scenario)
    if value is not None:
        entries = tuple(scenario.sources[s.partition(":")[0]] for s in value.source)
    if json:
        print_document(
            "show",
            {"scenario": name, "thing": thing, "as_of": as_of} | _data(entries, columns),
        )
        return
    if value is not None and value.path not in scenario.sources:
        _print_values("Where it is from", (value,))
        print()
    _print_entries(scenario, thing, entries, columns)
    if thing in _DETAILED:
        _print_values("Intervals", tuple(g for e in entries for g in intervals_of(e)))


def _looked_up(scenario: Scenario, of: str) -> Graded:
    """What a value or an entry rests on, by its path; a source by its id rests on itself.

    Raises:
        NoroshiError: nothing of that name is declared; names what is near.
    """
    if of in scenario.sources:
        return Graded(of, None, "", (of,))
    known = values_of(scenario)
    if of not in known:
        hint = suggestion(of, (*scenario.sources, *known)) or "give a source's id, or a path"
        raise NoroshiError(f"--of: nothing is declared as '{of}'; {hint}")
    return known[of]


def _show_counts(name: str, scenario: Scenario, as_of: str | None, *, json: bool) -> None:
    """How many entries there are of each kind that is declared."""
    held = {thing: len(scenario.entries[SECTION_OF.get(thing, thing)]) for thing in things()}
    counts = {thing: count for thing, count in held.items() if count}
    if json:
        print_document("show", {"scenario": name, "as_of": as_of, "entries": counts})
        return
    rows = [(thing, str(count)) for thing, count in counts.items()]
    print_table(scenario.title, ("to be shown", "entries"), rows)


def _show_claims(
    name: str,
    world: Scenario,
    scenario: Scenario,
    as_of: str | None,
    asked: ShowOptions,
    *,
    json: bool,
) -> None:
    """Statements of reports and their verdicts; the document holds everything there is."""
    # Only now: they bring in much that no other list needs.
    from noroshi.cli.claims_job import judged_in, print_statements, print_verdicts
    from noroshi.questions.claims import QUESTION
    from noroshi.questions.claims.answer import answer_of, only
    from noroshi.report.json import answer_document

    judged, facts = judged_in(asked.run or folder_of(name), world)
    chosen = judged if asked.of is None else only(judged, asked.of)
    if json:
        answer = QUESTION.named(answer_of(chosen, world, f"`noroshi run {name}`"))
        content: dict[str, Any] = {
            **{"scenario": name, "thing": "claims", "as_of": as_of},
            "answer": answer_document(answer),
            "computed_from": facts.notes,
            "weak": [_weak_data(g) for g in weak_values(scenario)],
        }
        entries, columns = tuple(scenario.claims.values()), columns_of("claims", scenario)
        print_document("show", content | _data(entries, columns))
        return
    if asked.whole or asked.of is not None:
        print_statements(chosen, facts, world, f"`noroshi run {name}`")
    elif judged:
        print_verdicts(judged, facts, f"`noroshi run {name}`")
    if asked.values or not judged:
        _print_stated(scenario)


def _print_stated(scenario: Scenario) -> None:
    """What sources state of a number, and every number that is weak."""
    entries = tuple(c for c in scenario.claims.values() if c.of is None)
    print()
    _print_entries(scenario, "claims", entries, columns_of("claims", scenario))
    _print_values("Values of grade C or D", weak_values(scenario))


def _print_entries(
    scenario: Scenario, thing: str, entries: tuple[Declared, ...], columns: tuple[ListedColumn, ...]
) -> None:
    listed = [c for c in columns if c.listed]
    print_table(
        f"{scenario.title}: {thing}",
        [c.title for c in listed],
        [[c.text(entry) for c in listed] for entry in entries],
        spare={c.title for c in listed if c.spare},
    )


def _data(entries: tuple[Declared, ...], columns: tuple[ListedColumn, ...]) -> dict[str, Any]:
    return {"rows": [{c.key: c.data(entry) for c in columns} for entry in entries]}


def _print_values(title: str, values: tuple[Graded, ...]) -> None:
    rows = [
        [
            g.path,
            quantity(g.estimate) if g.estimate else "",
            g.grade if g.own_grade else f"{g.grade}, its record's",
            ", ".join(g.source) if g.own_source else f"its record's: {', '.join(g.source)}",
        ]
        for g in values
    ]
    print()
    print_table(title, ["value", "best (low–high)", "grade", "source"], rows)


def _weak_data(graded: Graded) -> dict[str, Any]:
    e = graded.estimate
    bounds = {} if e is None else {"low": e.low, "best": e.best, "high": e.high, "kind": e.kind}
    own = {"own_grade": graded.own_grade, "own_source": graded.own_source}
    return {"path": graded.path, "grade": graded.grade, "source": graded.source, **own, **bounds}

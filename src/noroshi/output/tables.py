"""The answer on the terminal: the paragraph, then a few small tables."""

from typing import TypeGuard

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from noroshi.output.alternatives import terminal_choices
from noroshi.output.knowing_tables import inner, knowing, plain_table, sizes
from noroshi.output.naming import assumption_names, posture_date, sensor_name, threat_name
from noroshi.stats import Sampled
from noroshi.study.answer import Answer, PartyAnswer, ThreatAnswer
from noroshi.study.compare import Comparison
from noroshi.study.wording import (
    mean_change,
    mean_clock,
    mean_crowd,
    mean_span,
    minutes,
    share,
)

_SHOWN = 5
"""Rows of a ranking."""


def terminal(comparison: Comparison, answer: Answer) -> Group:
    """The paragraph, structural choices and a few small tables; the rest is in the files."""
    before, after = posture_date(comparison.before), posture_date(comparison.after)
    heard = [p for p in answer.parties if p.people > 0.0]
    tables = [
        _warning(comparison, heard, before),
        _people(heard, before, after),
        knowing(heard),
        sizes(heard),
        _seers(comparison, heard, before, after),
        _losses(comparison, heard, before, after),
        _drivers(comparison, heard),
    ]
    parts = [Text(answer.paragraph), terminal_choices(comparison), Text(_unseen(answer)), *tables]
    return Group(*(item for part in parts if _filled(part) for item in (part, Text(""))))


def _filled(part: Text | Table | Group | None) -> TypeGuard[RenderableType]:
    if isinstance(part, Table):
        return part.row_count > 0
    return bool(part.plain) if isinstance(part, Text) else part is not None


def _unseen(answer: Answer) -> str:
    before, after = len(answer.unseen_before), len(answer.unseen_after)
    if before == after == 0:
        return "Every flight is confirmed by some sensor in most of the draws, before and after."
    return f"Flights that no sensor confirms in most draws: {before} before, {after} after."


def _warning(comparison: Comparison, parties: list[PartyAnswer], before: str) -> Table:
    """What each party gains, then class by class: the level before, and what is gained."""
    table = plain_table(
        "Mean warning time over people; mean of the draws (5 to 95 %)",
        *("for", f"{before} [min:s]", "gain"),
    )
    for p in parties:
        table.add_row(Text(headed(p), style="bold"), "", mean_change(p.gain))
        table.add_row(inner("by its own sensors alone"), "", mean_change(p.alone_gain))
        for t in p.by_threat:
            name = class_name(comparison, p, t)
            table.add_row(inner(name), mean_clock(t.before), mean_change(t.gain))
        if p.later_gain is not None:
            table.add_row(inner(f"all {LATER}"), "", mean_change(p.later_gain))
    return table


LATER = "classes not flown by then"
"""What stands for classes that first flew after both dates."""


def headed(party: PartyAnswer) -> str:
    """The party's name, and what its headline is about where that is marked."""
    return f"{party.name}, {LATER}" if party.only_later else party.name


def class_name(comparison: Comparison, party: PartyAnswer, threat: ThreatAnswer) -> str:
    """The threat's name, marked where the rest of the party's are of classes that had flown."""
    name = threat_name(comparison, threat.threat)
    return f"{name} (not flown by then)" if threat.later and not party.only_later else name


def _people(parties: list[PartyAnswer], before: str, after: str) -> Table:
    table = plain_table(
        "People warned by at least …, by their least favourable flight of any class; mean of the "
        "draws (5 to 95 %)",
        "for",
        "at least",
        before,
        after,
    )
    # Where nothing is aimed, nobody has to be warned: no row says that nobody is.
    for p in (p for p in parties if p.places):
        for w in p.people_warned:
            cells = (mean_crowd(v) for v in (w.before, w.after))
            table.add_row(Text(p.name), minutes(w.at_least), *cells)
    return table


def _seers(comparison: Comparison, parties: list[PartyAnswer], before: str, after: str) -> Table:
    table = plain_table(
        "Whose report is heard first, as a share of flights of any class",
        "for",
        "sensor",
        before,
        after,
        texts=2,
    )
    for p in parties:
        for seer in p.first_seers[:_SHOWN]:
            name = Text(sensor_name(comparison, seer.sensor))
            table.add_row(Text(p.name), name, share(seer.before), share(seer.after))
    return table


def _losses(comparison: Comparison, parties: list[PartyAnswer], before: str, after: str) -> Table:
    table = plain_table(
        "What losing one sensor costs in mean warning time; mean of the draws (5 to 95 %)",
        "for",
        "sensor lost",
        before,
        after,
        texts=2,
    )
    for p in parties:
        for loss in [x for x in p.losses if matters(x.before, x.after)][:_SHOWN]:
            cells = ("–" if v is None else mean_span(v) for v in (loss.before, loss.after))
            table.add_row(Text(p.name), Text(sensor_name(comparison, loss.sensor)), *cells)
    return table


def matters(*losses: Sampled | None) -> bool:
    """Whether a loss is felt at all: half a second or more in the mean or at the upper bound."""
    return any(loss is not None and max(loss.mean, loss.p95) >= 0.5 for loss in losses)


def _drivers(comparison: Comparison, parties: list[PartyAnswer]) -> Table:
    table = plain_table(
        "Assumptions that drive the answer most",
        "for",
        "of",
        "assumption",
        "rank correlation",
        texts=3,
    )
    names = assumption_names(comparison)
    for p in parties:
        for what, drivers in (("gain", p.drivers_of_gain), ("warning", p.drivers_of_warning)):
            for driver in drivers[:_SHOWN]:
                table.add_row(
                    Text(p.name),
                    Text(what),
                    Text(names.get(driver.name, driver.name)),
                    f"{driver.correlation:+.2f}",
                )
    return table

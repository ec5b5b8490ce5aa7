"""The answer in one plain paragraph, written from the numbers by rule."""

from collections.abc import Sequence
from typing import SupportsFloat

from noroshi.measures import Interval
from noroshi.scenario.records import Scenario
from noroshi.study.answer import MEASURABLE, PartyAnswer


def paragraph(scenario: Scenario, parties: Sequence[PartyAnswer], added: Sequence[str]) -> str:
    """What was added, and for each party: does it warn better, by how much, for how many?"""
    opening = _opening([scenario.sensors[s].name for s in added])
    return " ".join([opening, *(_verdict(party, added) for party in parties if party.people > 0.0)])


def _opening(names: Sequence[str]) -> str:
    if not names:
        return "No sensor was added between the two dates."
    if len(names) == 1:
        return f"Between the two dates one sensor was added: {names[0]}."
    return f"Between the two dates {len(names)} sensors were added: {'; '.join(names)}."


def _verdict(party: PartyAnswer, added: Sequence[str]) -> str:
    level = f"mean warning is {duration(party.warning_after.p50)}"
    if party.gain.p50 < MEASURABLE and party.gain.p95 < MEASURABLE and party.gain.p5 > -MEASURABLE:
        return f"For {party.name}: no measurable difference ({level}, before and after)."
    if party.gain.p50 <= -MEASURABLE:
        return f"For {party.name}: less warning than before, {_change(party)}."
    if party.gain.p50 < MEASURABLE:
        return f"For {party.name}: no measurable difference in the middle case, {_change(party)}; {level}."
    sure = "yes" if party.gain.p5 >= MEASURABLE else "probably"
    return (
        f"For {party.name}: {sure}, warning is longer, {_change(party)}, and "
        f"{party.receivers_gaining} of {party.receivers} cities gain a second or more."
        f"{_of_which(party, added)}"
    )


def _change(party: PartyAnswer) -> str:
    return (
        f"from {duration(party.warning_before.p50)} to {duration(party.warning_after.p50)} on average "
        f"over people and flights (change {signed(party.gain)})"
    )


def _of_which(party: PartyAnswer, added: Sequence[str]) -> str:
    if len(added) < 2:
        return ""
    parts = [f"{name} {float(loss.p50):.0f} s" for name, loss in party.added.items()]
    return f" Without one of the added sensors the loss would be: {', '.join(parts)}."


def duration(seconds: SupportsFloat) -> str:
    """`75.2` → `1 min 15 s`."""
    whole = round(float(seconds))
    sign, whole = ("-" if whole < 0 else ""), abs(whole)
    minutes, rest = divmod(whole, 60)
    return f"{sign}{minutes} min {rest:02d} s" if minutes else f"{sign}{rest} s"


def signed(change: Interval) -> str:
    """`+12 s, 5–95 %: +3 to +20 s`."""
    return f"{change.p50:+.0f} s, 5–95 %: {change.p5:+.0f} to {change.p95:+.0f} s"

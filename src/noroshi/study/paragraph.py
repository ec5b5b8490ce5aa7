"""The answer in one plain paragraph, written from the numbers by rule."""

from collections.abc import Sequence
from typing import SupportsFloat

from noroshi.measures import Interval
from noroshi.scenario.records import Scenario
from noroshi.study.answer import MEASURABLE, Loss, PartyAnswer


def paragraph(scenario: Scenario, parties: Sequence[PartyAnswer], added: Sequence[str]) -> str:
    """What was added; for each party: is it warned better, by how much, how surely, for whom?"""
    names = {i: sensor.name for i, sensor in scenario.sensors.items()}
    sentences = [_opening([names[s] for s in added])]
    for party in parties:
        if party.people > 0.0:
            sentences += [_verdict(party), _of_which(party, names), _resilience(party, names)]
    return " ".join(s for s in sentences if s)


def _opening(names: Sequence[str]) -> str:
    if not names:
        return "No sensor was added between the two dates."
    if len(names) == 1:
        return f"Between the two dates one sensor was added: {names[0]}."
    return f"Between the two dates {len(names)} sensors were added: {'; '.join(names)}."


def _verdict(party: PartyAnswer) -> str:
    gain = party.gain
    level = (
        f"mean warning over people and flights is {duration(party.warning_after.p50)} "
        f"({duration(party.warning_after.p5)} to {duration(party.warning_after.p95)})"
    )
    if max(abs(float(g)) for g in gain) < MEASURABLE:
        return f"For {party.name}: no measurable difference; {level}."
    if gain.p50 <= -MEASURABLE:
        return f"For {party.name}: warning is shorter, {signed(gain)}; {level}."
    if gain.p50 < MEASURABLE:
        return (
            f"For {party.name}: no measurable difference in the middle case, {signed(gain)}; it is "
            f"longer by a second or more in {party.share_gaining:.0%} of the draws; {level}."
        )
    sure = "yes" if gain.p5 >= MEASURABLE else "probably"
    return (
        f"For {party.name}: {sure}, warning is longer, {signed(gain)}; "
        f"{party.receivers_gaining} of "
        f"{party.receivers} cities gain a second or more; {level}."
    )


def _of_which(party: PartyAnswer, names: dict[str, str]) -> str:
    """Which of several added sensors the gain is due to."""
    if len(party.added) < 2 or party.gain.p50 < MEASURABLE:
        return ""
    parts = [f"{names[i]} {float(loss.p50):.0f} s" for i, loss in party.added.items()]
    return f"Without one of the added sensors the loss would be: {', '.join(parts)}."


def _resilience(party: PartyAnswer, names: dict[str, str]) -> str:
    """What the dearest single failure could cost, before and after (the 95 % of the draws)."""
    before = max((x for x in party.losses if x.before is not None), key=_before, default=None)
    after = max((x for x in party.losses if x.after is not None), key=_after, default=None)
    if before is None or after is None or max(_before(before), _after(after)) < MEASURABLE:
        return ""
    return (
        f"The one failure that could cost most takes up to {duration(_before(before))} before "
        f"({names.get(before.sensor, before.sensor)}) and up to {duration(_after(after))} after "
        f"({names.get(after.sensor, after.sensor)})."
    )


def _before(loss: Loss) -> float:
    return 0.0 if loss.before is None else float(loss.before.p95)


def _after(loss: Loss) -> float:
    return 0.0 if loss.after is None else float(loss.after.p95)


def duration(seconds: SupportsFloat) -> str:
    """`75.2` → `1 min 15 s`."""
    whole = round(float(seconds))
    sign, whole = ("-" if whole < 0 else ""), abs(whole)
    minutes, rest = divmod(whole, 60)
    return f"{sign}{minutes} min {rest:02d} s" if minutes else f"{sign}{rest} s"


def signed(change: Interval) -> str:
    """`+12 s (5–95 %: +3 to +20 s)`."""
    return f"{change.p50:+.0f} s (5–95 %: {change.p5:+.0f} to {change.p95:+.0f} s)"

"""The answer in one plain paragraph, written from the numbers by rule."""

import math
from collections.abc import Mapping, Sequence

from noroshi.measures import Interval
from noroshi.scenario.records import Scenario
from noroshi.study.answer import MEASURABLE, Known, Loss, PartyAnswer, ThreatAnswer
from noroshi.study.wording import duration, kilometres, share, signed_span

_MOST_NAMED = 5
ENOUGH_DRAWS = 20
"""Fewer draws carry no 5 to 95 % interval, and no verdict is called sure."""


def paragraph(
    before: Scenario,
    after: Scenario,
    parties: Sequence[PartyAnswer],
    *,
    added: Sequence[str],
    removed: Sequence[str],
    draws: int,
) -> str:
    """What was changed; for each party: is it warned better, by how much, how surely, for whom?"""
    sensors = {**before.sensors, **after.sensors}
    names = {i: sensor.name for i, sensor in sensors.items()}
    threats = {i: threat.name or i for i, threat in after.threats.items()}
    sentences = [_opening("added", added, names), _opening("removed", removed, names)]
    if not (added or removed):
        sentences = ["No sensor was added or removed between the two postures."]
    if draws < ENOUGH_DRAWS:
        sentences.append(f"With {draws} draws only, the intervals mean little.")
    for party in parties:
        sentences += _of_party(party, names, threats, draws)
    return " ".join(s for s in sentences if s)


def _opening(what: str, which: Sequence[str], names: Mapping[str, str]) -> str:
    if not which:
        return ""
    listed = "; ".join(names[i] for i in which[:_MOST_NAMED])
    if len(which) > _MOST_NAMED:
        listed += f"; and {len(which) - _MOST_NAMED} more"
    if len(which) == 1:
        return f"Between the two postures one sensor was {what}: {listed}."
    return f"Between the two postures {len(which)} sensors were {what}: {listed}."


def _of_party(
    party: PartyAnswer, names: Mapping[str, str], threats: Mapping[str, str], draws: int
) -> list[str]:
    if party.people == 0.0:
        return []
    if math.isnan(float(party.gain.p50)):
        return [f"For {party.name}: no flight is aimed at its cities."]
    return [
        f"For {party.name}: {_verdict(party, draws)}.",
        _for_whom(party, threats),
        _level(party, threats),
        _of_which(party, names),
        _knowing(party),
        _resilience(party, names),
    ]


def _verdict(party: PartyAnswer, draws: int) -> str:
    gain = party.gain
    if max(abs(float(g)) for g in gain) < MEASURABLE:
        return "no measurable difference in mean warning"
    if gain.p50 <= -MEASURABLE:
        return f"mean warning is shorter, {signed_span(gain)}"
    if gain.p50 < MEASURABLE:
        return (
            f"no measurable difference in the middle case, {signed_span(gain)}; mean warning is "
            f"longer by a second or more in {100.0 * party.share_gaining:.0f} % of the draws"
        )
    sure = "yes" if gain.p5 >= MEASURABLE and draws >= ENOUGH_DRAWS else "probably"
    return (
        f"{sure}, mean warning is longer, {signed_span(gain)}, and "
        f"{party.receivers_gaining} of {party.receivers} cities gain a second or more"
    )


def _for_whom(party: PartyAnswer, threats: Mapping[str, str]) -> str:
    """Against which flights the gain is largest: in the middle draw, else at its upper end."""
    order = sorted(party.by_threat, key=lambda t: (round(float(t.gain.p50)), float(t.gain.p95)))
    if not order or order[-1].gain.p95 < MEASURABLE:
        return ""
    most = order[-1]
    return f"The largest gain is against {threats[most.threat]}: {signed_span(most.gain)}."


def _level(party: PartyAnswer, threats: Mapping[str, str]) -> str:
    """Between which classes of flight the warning itself lies."""
    if not party.by_threat:
        return ""
    ranked = sorted(party.by_threat, key=lambda t: float(t.after.p50))
    if len(ranked) == 1:
        return f"Mean warning is {_stated(ranked[0], threats)}."
    least, most = _stated(ranked[0], threats), _stated(ranked[-1], threats)
    return f"Mean warning goes from {least} to {most}."


def _stated(threat: ThreatAnswer, threats: Mapping[str, str]) -> str:
    return f"{duration(float(threat.after.p50))} ({threats[threat.threat]})"


def _of_which(party: PartyAnswer, names: Mapping[str, str]) -> str:
    """Which of several added sensors the gain is due to."""
    if len(party.added) < 2 or party.gain.p50 < MEASURABLE:
        return ""
    felt = {i: float(loss.p50) for i, loss in party.added.items() if loss.p50 >= MEASURABLE}
    if not felt:
        return "No single one of the added sensors would be missed by a second."
    parts = [f"{names[i]} {duration(loss)}" for i, loss in felt.items()]
    return f"Of the added sensors the loss of one would be felt: {', '.join(parts)}."


def _knowing(party: PartyAnswer) -> str:
    """When it is known where flights come down: with what is shared, then alone."""
    own = [k for k in party.knowing if k.party == party.party]
    shared = next((k for k in own if k.shared), None)
    if shared is None:
        return ""
    probability, known = shared.area[-1]
    where = f"to within {kilometres(party.area_radius)} km and {share(probability)} sure"
    parts = [f"Where a flight comes down, {where}, is {_when(known)}{_unknown(known)}."]
    left = duration(float(known.after.left.p50))
    parts.append(f" {left} are left then on average over flights, {_left(known)}")
    alone = next((k for k in own if not k.shared), None)
    if alone is not None:
        parts.append(f"; with its own sensors alone {_left(alone.area[-1][1])}")
    return "".join(parts) + "."


def _when(known: Known) -> str:
    at = float(known.after.at.p50)
    if not math.isfinite(at):
        return "not known in the middle case"
    return f"at best known {duration(at)} after launch in the middle case"


def _left(known: Known) -> str:
    """How much more time than before."""
    if max(abs(float(g)) for g in known.gain) < MEASURABLE:
        return "as much as before"
    if abs(known.gain.p50) < MEASURABLE:
        return f"as much as before in the middle case, {signed_span(known.gain)}"
    return f"{signed_span(known.gain)} against before"


def _unknown(known: Known) -> str:
    """The share of flights of which it is never known, where that changes."""
    was, now = (float(m.never.p50) for m in (known.before, known.after))
    if abs(was - now) < 0.005:
        return ""
    return f", and never for {share(now)} of flights instead of {share(was)}"


def _resilience(party: PartyAnswer, names: Mapping[str, str]) -> str:
    """What the dearest single failure could cost, before and after (the 95 % of the draws)."""
    before = _dearest([(x, x.before) for x in party.losses], names)
    after = _dearest([(x, x.after) for x in party.losses], names)
    if before == after == _NOTHING:
        return ""
    return f"The single failure that could cost most takes {before} before and {after} after."


_NOTHING = "less than a second"


def _dearest(losses: Sequence[tuple[Loss, Interval | None]], names: Mapping[str, str]) -> str:
    felt = [(float(loss.p95), x.sensor) for x, loss in losses if loss is not None]
    worst, sensor = max(felt, default=(0.0, ""))
    if worst < MEASURABLE:
        return _NOTHING
    return f"up to {duration(worst)} ({names[sensor]})"

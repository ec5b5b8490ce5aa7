"""The answer in one plain paragraph, written from the numbers by rule."""

import math
from collections.abc import Mapping, Sequence

from noroshi.scenario.records import Scenario
from noroshi.stats import Sampled
from noroshi.study.answer import (
    FEW_PLACES,
    MEASURABLE,
    Known,
    Loss,
    PartyAnswer,
    PlaceAnswer,
    ThreatAnswer,
    measurable,
    unmoved,
)
from noroshi.study.rounding import rounded
from noroshi.study.wording import amount, kilometres, listed, mean_change, roughly, share

_MOST_NAMED = 5
_MOST = 3
"""Of more places, so many that gain most are named."""
ENOUGH_DRAWS = 20
"""Fewer draws carry no 5 to 95 % interval."""


def paragraph(
    before: Scenario,
    after: Scenario,
    parties: Sequence[PartyAnswer],
    *,
    added: Sequence[str],
    removed: Sequence[str],
    draws: int,
) -> str:
    """What was changed; for each party: who is warned better, by how much, how surely, of what?

    A line for what was changed and one for each party.
    """
    sensors = {**before.sensors, **after.sensors}
    names = {i: sensor.name for i, sensor in sensors.items()}
    threats = {i: threat.name or i for i, threat in after.threats.items()}
    vehicles = {i: after.vehicles[threat.vehicle].name for i, threat in after.threats.items()}
    sentences = [_opening("added", added, names), _opening("removed", removed, names)]
    if not (added or removed):
        sentences = ["No sensor was added or removed between the two postures."]
    if any(p.places for p in parties):
        sentences.append(_reading(draws))
    last = max((s.day for s in (before, after) if s.day), default=None)
    by_then = f"by {last}" if last else "yet"
    few = draws < ENOUGH_DRAWS
    told = [
        sentences,
        *(_of_party(p, names, threats, vehicles, by_then, few_draws=few) for p in parties),
    ]
    return "\n".join(" ".join(s for s in part if s) for part in told if part)


def _reading(draws: int) -> str:
    """How the numbers are meant, and when they mean little."""
    if draws == 1:
        return "Numbers are of a single draw of what is uncertain, which tells no difference."
    if draws < ENOUGH_DRAWS:
        return (
            f"Numbers are means over {draws} draws only of what is uncertain; brackets, which "
            "would hold 90 % of many draws, mean little."
        )
    return (
        f"Numbers are means over {draws} draws of what is uncertain, rounded to what "
        "they support; brackets hold 90 % of the draws."
    )


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
    party: PartyAnswer,
    names: Mapping[str, str],
    threats: Mapping[str, str],
    vehicles: Mapping[str, str],
    by_then: str,
    *,
    few_draws: bool,
) -> list[str]:
    if not party.receivers:
        return []
    if not party.places:
        return [f"For {party.name}: no flight is aimed at its places."]
    if party.people == 0.0:
        return [
            f"For {party.name} nothing can be told: all means are over people, and none of its "
            "places has a `population`; declare it."
        ]
    places = party.leading_places
    few = len(places) <= FEW_PLACES
    verdict = _by_place(places, few_draws) if few else _in_all(party, few_draws)
    if party.only_later:
        verdict = (
            f"no class of vehicle that had flown {by_then} is aimed at its places; against later "
            f"ones, {verdict}"
        )
    leading = [t for t in party.by_threat if party.only_later or not t.later]
    return [
        f"For {party.name}: {verdict}.",
        "" if few else _for_whom(leading, threats),
        _level(leading, threats),
        _later(party, vehicles, by_then, few_draws),
        _of_which(party, names),
        _knowing(party, few=few),
        _resilience(party, names),
    ]


def _none(gain: Sampled, few_draws: bool) -> str:
    """Of a difference that is not measurable: whether there is none, or the draws are too few."""
    if few_draws and not unmoved(gain):
        return "no difference that so few draws can tell"
    return "no measurable difference"


def _by_place(places: Sequence[PlaceAnswer], few_draws: bool) -> str:
    """Few places: each by its name, since a mean hides a small one behind a large one."""
    parts = [
        f"{p.name} {'gains' if side > 0 else 'loses'} {amount(p.gain, lost=side < 0)}"
        for p in places
        if (side := measurable(p.gain))
    ]
    same: dict[str, list[str]] = {}
    for p in places:
        if not measurable(p.gain):
            same.setdefault(_none(p.gain, few_draws), []).append(p.name)
    return "; ".join(parts + [f"{listed(which)}: {none}" for none, which in same.items()])


def _in_all(party: PartyAnswer, few_draws: bool) -> str:
    """Many places: the mean, how many gain and lose measurably, and which gain and lose most."""
    side = measurable(party.gain)
    if side:
        longer = "longer" if side > 0 else "shorter"
        verdict = f"warning is {longer} by {amount(party.gain, lost=side < 0)}"
    elif max(abs(float(v)) for v in party.gain.interval) < MEASURABLE:
        verdict = "no measurable difference"
    else:
        verdict = f"{_none(party.gain, few_draws)} on average, {mean_change(party.gain)}"
    places = party.leading_places
    gaining = [p for p in places if measurable(p.gain) > 0]
    losing = [p for p in reversed(places) if measurable(p.gain) < 0]
    parts = [verdict]
    for which, word in ((gaining, "gain"), (losing, "lose")):
        if which:
            all_of = len(which) == len(places)
            count = f"all {len(which)}" if all_of else f"{len(which)} of its {len(places)}"
            most = listed([f"{p.name} ({_mean(p.gain, word)})" for p in which[:_MOST]])
            parts.append(f"{count} places {word} measurably, most {most}")
    if gaining:
        felt = rounded(float(party.people_gaining.mean), float(party.people_gaining.mean_error))
        parts.append(f"in the average draw {share(felt)} of its people gain a second or more")
    if not gaining and not losing:
        parts.append(f"none of its {len(places)} places gains or loses measurably")
    return "; ".join(parts)


def _mean(gain: Sampled, word: str) -> str:
    size = float(gain.mean) if word == "gain" else -float(gain.mean)
    return roughly(size, float(gain.mean_error))


def _for_whom(leading: Sequence[ThreatAnswer], threats: Mapping[str, str]) -> str:
    """Against which class of flight most is gained, of the one that leads."""
    felt = [t for t in leading if measurable(t.gain) > 0]
    if not felt or len(leading) < 2:
        return ""
    most = max(felt, key=lambda t: float(t.gain.mean))
    return f"Most is gained against {threats[most.threat]}: {amount(most.gain)}."


def _level(leading: Sequence[ThreatAnswer], threats: Mapping[str, str]) -> str:
    """Between which classes of flight the warning itself lay: no mean of all has a meaning."""
    if not leading:
        return ""
    ranked = sorted(leading, key=lambda t: float(t.before.mean))
    least, most = (_stated(t, threats) for t in (ranked[0], ranked[-1]))
    if len(ranked) == 1:
        return f"Before, mean warning was {least}."
    return f"Before, mean warning lay between {least} and {most}, by class of flight."


def _stated(threat: ThreatAnswer, threats: Mapping[str, str]) -> str:
    level = roughly(float(threat.before.mean), float(threat.before.mean_error))
    return f"{level} ({threats[threat.threat]})"


def _later(party: PartyAnswer, vehicles: Mapping[str, str], by_then: str, few_draws: bool) -> str:
    """Classes that had not flown by then, after the rest."""
    if party.later_gain is None:
        return ""
    classes = dict.fromkeys(vehicles[t.threat] for t in party.by_threat if t.later)
    which = f"Against classes that had not flown {by_then} ({listed(list(classes))})"
    side = measurable(party.later_gain)
    if not side:
        return f"{which} there is {_none(party.later_gain, few_draws)}."
    longer = "longer" if side > 0 else "shorter"
    told = f"{which} warning is {longer} by {amount(party.later_gain, lost=side < 0)}"
    only = [p for p in party.places if p.later]
    if only and len(only) <= FEW_PLACES:
        return f"{told}; at places that only such classes reach: {_by_place(only, few_draws)}."
    return f"{told}."


def _of_which(party: PartyAnswer, names: Mapping[str, str]) -> str:
    """Which of several added sensors the gain is due to."""
    if len(party.added) < 2 or measurable(party.gain) <= 0:
        return ""
    felt = {i: loss for i, loss in party.added.items() if measurable(loss) > 0}
    if not felt:
        return "No single one of the added sensors would be missed by a second."
    parts = [f"{names[i]} {_mean(loss, 'gain')}" for i, loss in felt.items()]
    return f"Of the added sensors the loss of one would be felt: {', '.join(parts)}."


def _knowing(party: PartyAnswer, *, few: bool) -> str:
    """How much sooner it is known where flights come down: with what is shared, then alone."""
    own = [k for k in party.knowing if k.party == party.party]
    shared = next((k for k in own if k.shared), None)
    if shared is None:
        return ""
    probability, known = shared.area[-1]
    where = f"to within {kilometres(party.area_radius)} km and {share(probability)} sure"
    if not math.isfinite(float(known.after.at.p50)):
        return f"Where a flight comes down, {where}, is not known in the middle case."
    named = party.leading_places
    sooner = _sooner([(p.name, p.known_gain) for p in named] if few else [("", known.gain)])
    parts = [f"Where a flight comes down, {where}, is at best known {sooner}{_since_never(known)}"]
    alone = next((k for k in own if not k.shared), None)
    if alone is not None:
        known_alone = alone.area[-1][1]
        found = [(p.name, p.known_gain_alone) for p in named] if few else [("", known_alone.gain)]
        if math.isfinite(float(known_alone.after.at.p50)):
            parts.append(f"; by its own sensors alone {_sooner(found)}{_since_never(known_alone)}")
        else:
            parts.append("; by its own sensors alone it is not known in the middle case")
    return "".join([*parts, _unknown(known)]) + "."


def _sooner(gains: Sequence[tuple[str, Sampled]]) -> str:
    """How much more time before impact than before, mean over flights: at places, or at all."""
    felt = [(name, gain, side) for name, gain in gains if (side := measurable(gain))]
    if not felt:
        return _no_sooner([gain for _, gain in gains])
    parts = [
        f"{amount(gain, lost=side < 0)} {'earlier' if side > 0 else 'later'}"
        + (f" at {name}" if name else "")
        for name, gain, side in felt
    ]
    if rest := [gain for _, gain in gains if not measurable(gain)]:
        parts.append(f"{_no_sooner(rest)} elsewhere")
    return listed(parts)


def _no_sooner(gains: Sequence[Sampled]) -> str:
    """No measurable difference is as early as before only where the draws tell as much."""
    return "as early as before" if all(map(unmoved, gains)) else "not measurably earlier or later"


def _since_never(known: Known) -> str:
    """What is gained on a time that never came is all that is left before impact."""
    if math.isfinite(float(known.before.at.p50)):
        return ""
    return " than at impact, since in the middle case it was not known before"


def _unknown(known: Known) -> str:
    """The share of flights of which it is never known, where that changes."""
    was, now = (float(m.never.p50) for m in (known.before, known.after))
    if abs(was - now) < 0.005:
        return ""
    return f"; in the middle case it is never known of {share(now)} of flights, {share(was)} before"


def _resilience(party: PartyAnswer, names: Mapping[str, str]) -> str:
    """What the dearest single failure costs, before and after, as a mean with its interval."""
    before = _dearest([(x, x.before) for x in party.losses], names)
    after = _dearest([(x, x.after) for x in party.losses], names)
    if before == after == _NOTHING:
        return ""
    return f"The dearest single failure costs {before} before and {after} after."


_NOTHING = "less than a second"


def _dearest(losses: Sequence[tuple[Loss, Sampled | None]], names: Mapping[str, str]) -> str:
    felt = [(loss, x.sensor) for x, loss in losses if loss and loss.p95 >= MEASURABLE]
    if not felt:
        return _NOTHING
    loss, sensor = max(felt, key=lambda f: (float(f[0].mean), float(f[0].p95)))
    cost = amount(loss)
    return f"{cost[:-1]}; {names[sensor]})" if cost.endswith(")") else f"{cost} ({names[sensor]})"

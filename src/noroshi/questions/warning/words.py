"""The answer in plain paragraphs, written from the numbers by rule."""

from collections.abc import Mapping, Sequence
from typing import Final

from noroshi.present.rounding import rounded
from noroshi.present.words import amount, begun, listed, mean_change, roughly, share
from noroshi.questions.answer import PlainData
from noroshi.questions.measurable import MEASURABLE, measurable
from noroshi.questions.warning.hanging import sentence
from noroshi.questions.warning.pipe.naming import by_then
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.whom import FEW_PLACES
from noroshi.stats import ENOUGH_DRAWS, Sampled

_MOST_NAMED: Final = 5
_MOST: Final = 3
"""Of more places, so many that gain most are named."""


def text(data: PlainData) -> str:
    """What was changed; for each party: who is warned better, by how much, how surely, of what?

    A line for what was changed, one for each party, and one for structural choices.
    """
    told = Told(data)
    added, removed = (told.changed(after=after) for after in (True, False))
    first = [_opening("added", added, told), _opening("removed", removed, told)]
    if not (added or removed):
        first = ["No sensor was added or removed between the two postures."]
    if told.whom:
        first.append(_reading(told.draws))
    parts = [first, *(_of_party(told, party) for party in told.parties), _unseen(told)]
    lines = [" ".join(s for s in part if s) for part in [*parts, [sentence(told)]]]
    return "\n".join(line for line in lines if line)


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


def _opening(what: str, which: Sequence[str], told: Told) -> str:
    if not which:
        return ""
    names = "; ".join(told.sensors[i] for i in which[:_MOST_NAMED])
    if len(which) > _MOST_NAMED:
        names += f"; and {len(which) - _MOST_NAMED} more"
    if len(which) == 1:
        return f"Between the two postures one sensor was {what}: {names}."
    return f"Between the two postures {len(which)} sensors were {what}: {names}."


def _of_party(told: Told, party: str) -> list[str]:
    name = told.parties[party]
    if not told.number("places", party=party):
        return []
    if not told.classes(party) and not _aimed(told, party):
        return [f"For {name}: no flight is aimed at its places."]
    if party not in told.whom:
        return [
            f"For {name} nothing can be told: all means are over people, and none of its "
            "places has a `population`; declare it."
        ]
    places = leading_places(told, party)
    few = not told.number("whom_leads", whom=party)
    found = verdict_by_place(told, places) if few else _in_all(told, party, places)
    only = bool(told.number("only_later", party=party))
    if only:
        found = (
            f"no class of vehicle that had flown {by_then(told)} is aimed at its places; against "
            f"later ones, {found}"
        )
    leading = told.classes(party, later=None if only else False)
    return [
        f"For {name}: {found}.",
        "" if few else _for_whom(told, party, leading),
        _level(told, party, leading),
        _later(told, party),
        _by_place(told, party) if few else _of_which(told, party),
        _resilience(told, party, "on average over its places " if few else ""),
    ]


def _aimed(told: Told, party: str) -> bool:
    mine = told.plain["receiver_party"] == party
    return bool((told.plain["flights_aimed"][mine] > 0.0).any())


def leading_places(told: Told, party: str) -> list[str]:
    """Places that the party’s answer is about, by id.

    Those with a measurable gain come first and those with a measurable loss last, each by its size,
    the others between them as they are declared.
    """
    data = told.plain
    every = bool(told.number("only_later", party=party))
    kept = (data["receiver_party"] == party) & (data["flights_aimed"] > 0.0)
    if not every:
        kept &= data["place_only_later"] == 0.0
    return _ranked(told, [str(r) for r in data["receiver"][kept]])


def _ranked(told: Told, places: Sequence[str]) -> list[str]:
    def rank(place: str) -> tuple[int, float]:
        side = told.place_side(place)
        return -side, -float(_gain(told, place).mean) if side else 0.0

    return sorted(places, key=rank)


def _gain(told: Told, place: str) -> Sampled:
    return told.spread("place_gain", receiver=place)


def verdict_by_place(told: Told, places: Sequence[str]) -> str:
    """Places that lead: each by its name, since a mean hides a small one behind a large one."""
    names = told.names("receiver")
    parts = [
        f"{names[p]} {'gains' if side > 0 else 'loses'} {amount(_gain(told, p), lost=side < 0)}"
        for p in places
        if (side := told.place_side(p))
    ]
    same: dict[str, list[str]] = {}
    for p in places:
        if not told.place_side(p):
            same.setdefault(told.no_difference([_gain(told, p)]), []).append(names[p])
    return "; ".join(parts + [f"{listed(which)}: {none}" for none, which in same.items()])


def _in_all(told: Told, party: str, places: Sequence[str]) -> str:
    """A party as a whole: the mean, how many places gain and lose, and which most."""
    gain, side = told.gain(party), told.side(party)
    if side:
        longer = "longer" if side > 0 else "shorter"
        found = f"warning is {longer} by {amount(gain, lost=side < 0)}"
    elif max(abs(float(x)) for x in gain.interval) < MEASURABLE:
        found = "no measurable difference"
    else:
        found = f"{told.no_difference([gain])} on average, {mean_change(gain)}"
    gaining = [p for p in places if told.place_side(p) > 0]
    losing = [p for p in reversed(places) if told.place_side(p) < 0]
    parts = [found]
    for which, word in ((gaining, "gain"), (losing, "lose")):
        if which:
            all_of = len(which) == len(places)
            count = f"all {len(which)}" if all_of else f"{len(which)} of its {len(places)}"
            names = told.names("receiver")
            most = listed([f"{names[p]} ({_mean(_gain(told, p))})" for p in which[:_MOST]])
            parts.append(f"{count} places {word} measurably, most {most}")
    if gaining:
        people = told.spread("people_gaining", party=party)
        felt = rounded(float(people.mean), float(people.mean_error))
        parts.append(f"in the average draw {share(felt)} of its people gain a second or more")
    if not gaining and not losing:
        parts.append(f"none of its {len(places)} places gains or loses measurably")
    return "; ".join(parts)


def _mean(change: Sampled) -> str:
    """The size of a change."""
    return roughly(abs(float(change.mean)), float(change.mean_error))


def _for_whom(told: Told, party: str, leading: Sequence[str]) -> str:
    """Against which class of flight most is gained, of those that lead."""
    gains = {t: told.spread("class_gain", party=party, threat=t) for t in leading}
    felt = [t for t in leading if measurable(gains[t]) > 0]
    if not felt or len(leading) < 2:
        return ""
    most = max(felt, key=lambda t: float(gains[t].mean))
    return f"Most is gained against {told.threats[most]}: {amount(gains[most])}."


def _level(told: Told, party: str, leading: Sequence[str]) -> str:
    """Between which classes of flight the warning itself lay: no mean of all has a meaning."""
    if not leading:
        return ""
    levels = {
        t: told.spread("class_warning", posture="before", party=party, threat=t) for t in leading
    }
    ranked = sorted(levels, key=lambda t: float(levels[t].mean))
    stated = [
        f"{roughly(float(levels[t].mean), float(levels[t].mean_error))} ({told.threats[t]})"
        for t in (ranked[0], ranked[-1])
    ]
    if len(ranked) == 1:
        return f"Before, mean warning was {stated[0]}."
    return (
        f"Before, mean warning lay between {stated[0]} and {stated[1]}, depending on the class of "
        "flight."
    )


def _later(told: Told, party: str) -> str:
    """Classes that had not flown by then, after the rest."""
    later = f"{party}/later"
    if later not in told.whom:
        return ""
    vehicles = dict.fromkeys(
        told.word("class_vehicle", threat=t) for t in told.classes(party, later=True)
    )
    which = f"Against classes that had not flown {by_then(told)} ({listed(list(vehicles))})"
    gain, side = told.gain(later), told.side(later)
    if not side:
        return f"{which} there is {told.no_difference([gain])}."
    longer = "longer" if side > 0 else "shorter"
    found = f"{which} warning is {longer} by {amount(gain, lost=side < 0)}"
    only = _only_later_places(told, party)
    if only and len(only) <= FEW_PLACES:
        places = verdict_by_place(told, only)
        return f"{found}; at places that only such classes reach: {places}."
    return f"{found}."


def _only_later_places(told: Told, party: str) -> list[str]:
    data = told.plain
    kept = (data["receiver_party"] == party) & (data["place_only_later"] > 0.0)
    return _ranked(told, [str(r) for r in data["receiver"][kept]])


def _of_which(told: Told, party: str) -> str:
    """Which of several added sensors the gain is due to."""
    added = told.changed(after=True)
    if len(added) < 2 or told.side(party) <= 0:
        return ""
    felt = {s: loss for s in added if measurable(loss := told.loss(party, s)) > 0}
    if not felt:
        return "No single one of the added sensors would be missed by a second."
    parts = [f"{told.sensors[s]} {_mean(loss)}" for s, loss in felt.items()]
    return f"Of the added sensors the loss of one would be felt: {', '.join(parts)}."


def _by_place(told: Told, party: str) -> str:
    """The same by places, each by its name: a mean over them hides whose gain is whose."""
    added = told.changed(after=True)
    gaining = [w for w in told.leading if told.party_of(w) == party and told.side(w) > 0]
    if len(added) < 2 or not gaining:
        return ""
    found = {w: {s: told.loss(w, s) for s in added} for w in gaining}
    parts = [part for w, losses in found.items() if (part := _hanging_on(told, w, losses))]
    if not parts:
        names = listed([told.whom[w] for w in gaining])
        return f"{begun(names)} would miss no single one of the added sensors by a second."
    return f"{'. '.join(parts)}."


def _hanging_on(told: Told, whom: str, losses: Mapping[str, Sampled]) -> str:
    """What of somebody's gain hangs on which of the sensors that were added; empty = on none."""
    felt = {s: loss for s, loss in losses.items() if measurable(loss) > 0}
    if not felt:
        return ""
    first, *others = [f"{_mean(loss)} hang on {told.sensors[s]}" for s, loss in felt.items()]
    shares = listed([first, *(part.replace(" hang", "", 1) for part in others)])
    rest = float(told.gain(whom).mean) - sum(float(loss.mean) for loss in losses.values())
    # What one that was removed brought is no part of what those added bring.
    more = rest >= MEASURABLE and not told.changed(after=False)
    none = ", the rest on no single one: others stand in for it" if more else ""
    return f"Of the {_mean(told.gain(whom))} that {told.whom[whom]} gains, {shares}{none}"


def _resilience(told: Told, party: str, over: str) -> str:
    """What the dearest single failure costs, before and after, as a mean with its interval."""
    before, after = (_dearest(told, party, posture) for posture in ("before", "after"))
    if before == after == _NOTHING:
        return ""
    return f"The dearest single failure costs {over}{before} before and {after} after."


_NOTHING: Final = "less than a second"


def _dearest(told: Told, party: str, posture: str) -> str:
    losses = {s: told.loss(party, s, posture) for s in told.sensors}
    felt = [s for s, loss in losses.items() if float(loss.p95) >= MEASURABLE]
    if not felt:
        return _NOTHING
    sensor = max(felt, key=lambda s: (float(losses[s].mean), float(losses[s].p95)))
    cost = amount(losses[sensor])
    name = told.sensors[sensor]
    return f"{cost[:-1]}; {name})" if cost.endswith(")") else f"{cost} ({name})"


def unseen(told: Told, posture: str) -> list[str]:
    """Flights that no sensor of anybody confirms in more than half of the draws, by id."""
    seen = told.array("confirmed_by_any", posture=posture)
    return [str(f) for f in told.plain["flight"][seen < 0.5]]


def _unseen(told: Told) -> list[str]:
    before, after = (unseen(told, p) for p in ("before", "after"))
    if not told.plain.sizes["flight"]:
        return []
    if not before and not after:
        return ["Every flight is confirmed by some sensor in most of the draws, before and after."]
    counts = f"{len(before)} before, {len(after)} after"
    return [f"Flights that no sensor confirms in most of the draws: {counts}."]

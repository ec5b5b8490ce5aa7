"""Why so little or so much: who is heard first, and what takes the time, by rule."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from noroshi.present.words import (
    begun,
    in_sentence,
    listed,
    percentages,
    possessive,
    roughly,
    share,
)
from noroshi.questions.warning.reading import Told

_LITTLE: Final = 0.1
"""A gain of less than this share of the shortest warning is little."""
_HEARD: Final = 0.05
"""Who is heard first in fewer flights is not named."""
_HALF: Final = 0.5
_WHY: Final = ("Why not: ", "Why no more: ")
_NOBODY: Final = "nobody is told in time"
_SEVERAL: Final = "the added sensors"


def why(told: Told, whom: str) -> str:
    """Why somebody gains so little or so much: who is heard first, and what takes the time."""
    party = told.party_of(whom)
    unheard = float(told.spread("never_heard_of", posture="after", party=party).mean)
    if unheard >= _HALF:
        return f"Nothing is heard of {share(unheard)} of the flights at {told.parties[party]}."
    first = _first_seers(told, whom)
    opening = _opening(told, whom, first)
    parts = [_seen(first, _knows_sooner(told, whom, first)), _taking(told, party)]
    if opening in _WHY and parts[1] != _NOBODY:
        most = told.spread("gain_at_most", whom=whom)
        parts.append(
            "no sensor shortens this last part: even one that knew at launch where a flight comes "
            f"down would bring no more than {roughly(float(most.mean), float(most.mean_error))}"
        )
    parts = [part for part in parts if part]
    if not parts:
        return ""
    sentences = [f"{opening}{parts[0]}.", *(f"{part}." for part in parts[1:])]
    return " ".join(map(begun, sentences))


class _First(NamedTuple):
    """Who is heard first, by whose sensors, as shares of the flights [1]."""

    before: dict[str, float]
    """What stood before."""
    added: dict[str, float]
    silent: str
    """Why nothing of what was added is first in any, in words; empty where something is."""

    @property
    def mostly_before(self) -> bool:
        """Whether what stood before is first in most flights, though something was added."""
        return bool(self.added) and sum(self.before.values()) > _HALF


def _opening(told: Told, whom: str, first: _First) -> str:
    if not told.changed(after=True) and not told.changed(after=False):
        return "No sensor was added or removed: "
    if not told.side(whom):
        return _WHY[0] if first.mostly_before else ""
    gain = float(told.gain(whom).mean)
    least = float(told.spread("warning_shortest_class", posture="before", whom=whom).mean)
    little = 0.0 < gain < _LITTLE * least and first.mostly_before
    return _WHY[1] if little else ""


def _first_seers(told: Told, whom: str) -> _First:
    party, new = told.party_of(whom), told.changed(after=True)
    before: dict[str, float] = {}
    added: dict[str, float] = {}
    for s in told.sensors:
        if told.number("stands", posture="after", sensor=s):
            seen = told.spread("heard_first", posture="after", party=party, sensor=s)
            groups, group = (
                (added, _one(told, new)) if s in new else (before, _group(told, party, s))
            )
            groups[group] = groups.get(group, 0.0) + float(seen.mean)
    # Who gains may do so by a sensor that only tells another one where to look.
    helps = sum(added.values()) > 0.0 or told.side(whom) > 0
    silent = "" if helps else _silent(told, party, new)
    return _First({g: s for g, s in before.items() if s >= _HEARD}, added, silent)


def _silent(told: Told, party: str, new: Sequence[str]) -> str:
    """Why none of the added sensors is heard first: who warns hears none, or they see nothing."""
    if not new:
        return ""
    heard = {p: [s for s in new if told.number("hears", party=p, sensor=s)] for p in told.parties}
    if not any(heard.values()):
        return f"nobody who warns hears {_one(told, new)}"
    if not heard[party]:
        return f"{told.parties[party]} does not hear {_one(told, new)}"
    for sensor in heard[party]:
        for threat in told.classes(party):
            at = {"posture": "after", "sensor": sensor, "threat": threat}
            if told.spread("confirmed_share", **at).mean > 0.0:
                return ""
    return f"{_one(told, new)} {'sees' if len(new) == 1 else 'see'} none of them"


def _knows_sooner(told: Told, whom: str, first: _First) -> bool:
    """Whether what was added is rarely first, and yet gives time: most of it in the step `knowing`.

    Means of the steps over the classes of flight that count for somebody.
    """
    if told.side(whom) <= 0 or sum(first.added.values()) >= _HEARD:
        return False
    party = told.party_of(whom)
    shorter = {"seeing": 0.0, "knowing": 0.0}
    for threat in told.classes(party, later=told.later(whom)):
        for step in shorter:
            was, now = (
                float(
                    told.spread("step_time", posture=p, party=party, threat=threat, step=step).mean
                )
                for p in ("before", "after")
            )
            shorter[step] += was - now if math.isfinite(was - now) else 0.0
    return shorter["knowing"] > max(shorter["seeing"], 0.0)


def _seen(first: _First, knows_sooner: bool) -> str:
    """Who is heard first, in which share of the flights."""
    old = sorted(first.before, key=lambda g: -first.before[g])
    told = percentages([*(first.before[g] for g in old), *first.added.values()])
    shares = [f"{g} {part}" for g, part in zip(old, told, strict=False)]
    added = dict(zip(first.added, told[len(old) :], strict=True))
    new = [f"{g} {part}" for g, part in added.items()]
    if not shares and not new:
        return ""
    if first.silent:
        most = "most flights are first seen by what stood before ({})"
        said = most if first.mostly_before else "flights are first seen by {}"
        return "; ".join([*([said.format(listed(shares))] if shares else []), first.silent])
    if first.mostly_before:
        old_ones = f"most flights are first seen by what stood before ({listed(shares)})"
        few = [f"{f'only {p}' if first.added[g] else 'none'} by {g}" for g, p in added.items()]
        verb = "help" if _SEVERAL in first.added else "helps"
        helps = f", which {verb} to know sooner where they come down" if knows_sooner else ""
        return f"{old_ones}, {listed(few)}{helps}"
    return f"flights are first seen by {listed([*shares, *new])}"


def _one(told: Told, new: Sequence[str]) -> str:
    """What was added, by what it is: not every reader knows a radar by its name."""
    if len(new) > 1:
        return _SEVERAL
    return f"the new {told.kind(new[0]).called} {told.sensors[new[0]]}"


def _group(told: Told, party: str, sensor: str) -> str:
    """Whose sensor it is, as far as the answer tells it."""
    kind = told.kind(sensor)
    if kind.sees_powered_flight_alone:
        return f"{kind.called}s"
    if told.word("sensor_owner", sensor=sensor) == party:
        return f"{possessive(told.parties[party])} own {kind.called}s"
    owners = {
        told.word("sensor_owner_name", sensor=s)
        for s in told.sensors
        if told.kind(s) is kind
        and told.word("sensor_owner", sensor=s) != party
        and told.spread("heard_first", posture="after", party=party, sensor=s).mean > 0.0
    }
    whose = possessive(in_sentence(owners.pop())) if len(owners) == 1 else "others’"
    return f"{whose} {kind.called}s"


def _taking(told: Told, party: str) -> str:
    """What takes which share of the time from launch until people are told."""

    def of(*steps: str) -> float:
        found = [told.spread("step_share", posture="after", party=party, step=s) for s in steps]
        return sum(float(s.mean) for s in found)

    seeing, knowing = of("seeing"), of("knowing")
    if math.isnan(seeing):
        return _NOBODY
    rest = of("attributing", "deciding", "broadcasting", "reaching")
    see, know, tell = percentages((seeing, knowing, rest))
    return (
        f"of the time until people are told, seeing takes {see}, knowing where it comes down "
        f"{know}, and attributing, deciding and telling {tell}"
    )

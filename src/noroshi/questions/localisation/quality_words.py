"""What changed sensors change of tracks, in words written from the numbers by rule."""

from typing import Final

from noroshi.present.words import listed, roughly
from noroshi.questions.answer import Numbers
from noroshi.questions.warning.pipe.measurable import measurable, unmoved
from noroshi.stats import Sampled

_MOST: Final = 5
"""Sensors that are named one by one."""
_HOW: Final = {"added": "With {}", "gone": "Without {}", "changed": "With {} changed"}


def sizes(found: Numbers) -> list[str]:
    """Ids of the goals that are sizes of the impact."""
    return [goal for goal in found.names("goal") if found.stated("goal_size", goal=goal)]


def telling(found: Numbers) -> str:
    """Id of the goal that is told of first: the middle one of the sizes."""
    every = sizes(found)
    return every[len(every) // 2]


def what_changed(found: Numbers) -> str:
    """By place, how much sooner tracks are as good as is asked, with what the party is sent."""
    goal = telling(found)
    gains = [
        (name, found.spread("reached_gain", aim=aim, informed="shared", goal=goal))
        for aim, name in found.names("aim").items()
    ]
    felt = [(name, gain) for name, gain in gains if measurable(gain)]
    rest = [(name, gain) for name, gain in gains if not measurable(gain)]
    felt.sort(key=lambda row: -abs(float(row[1].mean)))
    what = f"{_sensors(found)}, tracks tell the impact to {found.names('goal')[goal]}"
    if not felt:
        return f"{what} {_no_sooner([gain for _, gain in rest])} at all {len(rest)} of them."
    parts = [f"{_size(gain)} {_side(gain)} at {name}" for name, gain in felt]
    but = f"; {_no_sooner([g for _, g in rest])} at {listed(n for n, _ in rest)}" if rest else ""
    return f"{what} {listed(parts)}{but}."


def how_held(found: Numbers) -> str:
    """How much longer two sensors or more hold flights."""
    at = {"informed": "shared", "holders": 2}
    gains = {name: found.spread("held_gain", aim=a, **at) for a, name in found.names("aim").items()}
    felt = {name: gain for name, gain in gains.items() if measurable(gain)}
    if not felt:
        return ""
    parts = [
        f"{_size(gain)} {'longer' if measurable(gain) > 0 else 'shorter'} at {name}"
        for name, gain in felt.items()
    ]
    rest = "; not measurably longer or shorter elsewhere" if len(felt) < len(gains) else ""
    return f"Two sensors or more hold flights {listed(parts)}{rest}."


def _sensors(found: Numbers) -> str:
    """Which sensors the postures have not in common, said at the begin of a sentence."""
    parts: dict[str, list[str]] = {}
    for change in found.names("change"):
        how = found.word("changed_how", change=change)
        parts.setdefault(how, []).append(found.word("changed_sensor", change=change))
    if not parts:
        return "With the same sensors"
    said = [_HOW[how].format(_named(names)) for how, names in parts.items()]
    return ", ".join([said[0], *(one[0].lower() + one[1:] for one in said[1:])])


def _named(names: list[str]) -> str:
    return listed(names) if len(names) <= _MOST else f"{len(names)} sensors"


def _size(gain: Sampled) -> str:
    return roughly(abs(float(gain.mean)), float(gain.mean_error))


def _side(gain: Sampled) -> str:
    return "sooner" if measurable(gain) > 0 else "later"


def _no_sooner(gains: list[Sampled]) -> str:
    """No measurable difference is as early as before only where the draws tell as much."""
    return "as early as before" if all(map(unmoved, gains)) else "not measurably sooner or later"

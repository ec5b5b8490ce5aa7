"""What changed sensors change of tracks, in words written from the numbers by rule."""

from typing import Final, NamedTuple

from noroshi.present.words import listed, roughly
from noroshi.questions.answer import Numbers
from noroshi.questions.measurable import measurable
from noroshi.questions.variables import POSTURES
from noroshi.questions.warning.pipe.naming import against_later
from noroshi.stats import Sampled

_MOST: Final = 5
"""Sensors, and places, that are named one by one."""
_HOW: Final = {"added": "With {}", "gone": "Without {}", "changed": "With {} changed"}


def sizes(found: Numbers) -> list[str]:
    """Ids of the goals that are sizes of the impact."""
    return [goal for goal in found.names("goal") if found.stated("goal_size", goal=goal)]


def telling(found: Numbers) -> str:
    """Id of the goal that is told of first: the middle one of the sizes."""
    every = sizes(found)
    return every[len(every) // 2]


def what_changed(found: Numbers) -> str:
    """By place, how much sooner tracks are as good as is asked, with what the party is sent.

    Where only classes are aimed that had not flown by then, it is told last, and marked.
    """
    size, begin = found.names("goal")[telling(found)], _sensors(found)
    aims = [_Aim.of(found, aim) for aim in found.names("aim")]
    if not any(aim.tracked for aim in aims):
        return f"{begin}, no track places the impact within {size}, before or after."
    groups = [[aim for aim in aims if aim.later == later] for later in (False, True)]
    flown, late = (_gains(group, whole=len(group) == len(aims)) for group in groups)
    placed = f"{begin}, tracks place the impact within {size}:"
    return apart(found, placed, "; ".join(flown), "; ".join(late))


def apart(found: Numbers, begin: str, flown: str, late: str, end: str = "") -> str:
    """A sentence of classes that had flown, and then one of others, which says so.

    Args:
        found: the numbers.
        begin: of the sentence, as one begins.
        flown: what is told of classes that had flown by then; empty where nothing is.
        late: what is told of others; empty where nothing is.
        end: of the first sentence.
    """
    against = against_later(found)
    against = f"{against[0].upper()}{against[1:]}"
    if not flown:
        return f"{against}, {begin[0].lower()}{begin[1:]} {late}{end}."
    return f"{begin} {flown}{end}." + (f" {against}: {late}." if late else "")


NO_SOONER: Final = "not measurably sooner or later"
"""Of everything whose mean change is not measurable, also where no draw moves: one word for it."""


class _Aim(NamedTuple):
    """Whom flights are aimed at, as the sentence needs it."""

    name: str
    gain: Sampled
    tracked: bool
    """Whether any track ever tells the impact as near, in one of the postures."""
    later: bool

    @classmethod
    def of(cls, found: Numbers, aim: str) -> "_Aim":
        at = {"aim": aim, "informed": "shared", "goal": telling(found)}
        ever = [found.number("reached_share", posture=posture, **at) for posture in POSTURES]
        later = bool(found.number("aim_later", aim=aim))
        return cls(found.names("aim")[aim], found.spread("reached_gain", **at), any(ever), later)


def _gains(aims: list[_Aim], *, whole: bool) -> list[str]:
    """Who gains or loses, the most first; who does not; who has no such track at all.

    Args:
        aims: of whom it is told.
        whole: whether these are all that there are.
    """
    tracked = [aim for aim in aims if aim.tracked]
    felt = [aim for aim in tracked if measurable(aim.gain)]
    rest = [aim for aim in tracked if not measurable(aim.gain)]
    never = [aim for aim in aims if not aim.tracked]
    felt.sort(key=lambda aim: -abs(float(aim.gain.mean)))
    parts = [listed(f"{_size(aim.gain)} {_side(aim.gain)} at {aim.name}" for aim in felt)]
    if rest:
        every = whole and len(rest) == len(aims)
        where = "everywhere" if every and len(rest) > _MOST else f"at {_who(rest)}"
        parts.append(f"{NO_SOONER} {where}")
    if never:
        parts.append(f"no track does at {_who(never)}, before or after")
    return parts if felt else parts[1:]


def _who(aims: list[_Aim]) -> str:
    return listed(a.name for a in aims) if len(aims) <= _MOST else f"{len(aims)} others"


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

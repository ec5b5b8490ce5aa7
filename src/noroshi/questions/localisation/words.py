"""When it is known where flights come down, in words written from the numbers by rule."""

import math
from collections.abc import Sequence
from typing import Final

from noroshi.present.words import (
    amount,
    clock,
    kilometres,
    listed,
    middle,
    roughly,
    share,
    two_digits,
)
from noroshi.questions.answer import Headline, Numbers, PlainData
from noroshi.questions.limits import NO_FLIGHT, NO_PEOPLE, TRACKING, sharing, unmeasured
from noroshi.questions.localisation.quality_words import NO_SOONER, apart, how_held, what_changed
from noroshi.questions.localisation.tables import by_change, later_only, surest, within
from noroshi.questions.measurable import measurable
from noroshi.questions.variables import POSTURES
from noroshi.scenario.records import Scenario
from noroshi.stats import Sampled

BIAS: Final = (
    "Times until tracks tell small sizes, and what is left to search, suppose radars without bias: "
    "a constant error of 1 mrad is 1 km at 1,000 km, and no more looks make it less. What biases "
    "make of the end of tracks is told beside."
)
HELD: Final = (
    "A sensor is taken to hold a flight without a break from its first hold to its last likely "
    "look, also where it leaves one face and comes back into another."
)
_FEW: Final = 0.005
"""A share of the flights that is told as less than one in a hundred."""
_MOST: Final = 3
"""Parties that the headline names one by one."""
_UNALIKE: Final = 0.005
"""Shares that differ by less are called the same."""


def headline(data: PlainData) -> Headline:
    """Whether it is known sooner, and for whom; how good tracks are; what it hangs on."""
    found = Numbers(data)
    if not data.sizes["party"]:
        return Headline(NO_PEOPLE if data.sizes["flight"] else NO_FLIGHT)
    return Headline(_verdict(found), what_changed(found), _hangs_on(found))


def text(data: PlainData) -> str:
    """A paragraph a party: how much sooner, with what it is sent and alone, and how often never;
    then how flights are held, and what takes the time."""
    found = Numbers(data)
    parties = found.names("party")
    if not parties:
        return ""
    parts = [
        *(_of_party(found, party) for party in parties),
        how_held(found),
        _ends(found),
        _why(found),
    ]
    return "\n".join(filter(None, parts))


def limits(worlds: Sequence[Scenario]) -> tuple[str, ...]:
    """What a bound leaves out, and how what is shared is put together."""
    return (*TRACKING, BIAS, HELD, *unmeasured(worlds), *sharing(worlds, "All detections together"))


def _gain(found: Numbers, party: str, informed: str = "shared") -> Sampled:
    return found.spread("known_gain", party=party, informed=informed, known=surest(found.plain))


def _median(
    found: Numbers, party: str, posture: str, known: str, informed: str = "shared"
) -> float:
    return float(_after(found, party, posture, known, informed).p50)


def _after(
    found: Numbers, party: str, posture: str, known: str, informed: str = "shared"
) -> Sampled:
    at = {"posture": posture, "party": party, "informed": informed, "known": known}
    return found.spread("known_after", **at)


def _between(first: Sampled, second: Sampled) -> str:
    """From one median to another, in a sentence."""
    error = math.hypot(float(first.p50_error), float(second.p50_error))
    return roughly(float(second.p50 - first.p50), error)


def _never(found: Numbers, party: str, posture: str) -> float:
    at = {"posture": posture, "party": party, "informed": "shared", "known": surest(found.plain)}
    return float(found.interval("never_known", **at).p50)


def _verdict(found: Numbers) -> str:
    flown, late = (
        _of_parties(found, [p for p in by_change(found) if later_only(found, p) == later])
        for later in (False, True)
    )
    # Else minutes sooner would stand beside seconds of warning, and nobody would know why.
    never = "; one never known counts as no time left" if _some_never(found) else ""
    what = f" (mean over flights, {within(found.plain)}{never})"
    begin = "Where flights come down is known"
    return apart(found, begin, ", and ".join(flown), ", and ".join(late), what)


def _some_never(found: Numbers) -> bool:
    """Whether some flight at a party is never known, before or after, in a share that is told."""
    at = {"informed": "shared", "known": surest(found.plain)}
    return any(
        found.spread("never_known", posture=posture, party=party, **at).mean >= _FEW
        for posture in POSTURES
        for party in by_change(found)
    )


def _of_parties(found: Numbers, parties: list[str]) -> list[str]:
    """Who knows it sooner, who later, and who neither."""
    sides = {party: measurable(_gain(found, party)) for party in parties}
    return [
        *_changed(found, [p for p, side in sides.items() if side > 0], "sooner"),
        *_changed(found, [p for p, side in sides.items() if side < 0], "later"),
        *_same(found, [p for p, side in sides.items() if side == 0]),
    ]


def _changed(found: Numbers, parties: list[str], side: str) -> list[str]:
    """Parties with their mean changes, the largest first; of many only how many more they are."""
    names = found.names("party")
    said = [f"{_size(_gain(found, p))} {side} at {names[p]}" for p in parties[:_MOST]]
    more = len(parties) - _MOST
    return [listed(said) + (f" and {side} at {more} more parties" if more > 0 else "")] * bool(said)


def _same(found: Numbers, parties: list[str]) -> list[str]:
    """Parties that gain nothing measurable as a whole, with those of their places that do."""
    names = found.names("party")
    places = [row for p in parties for row in _at_places(found, p, "shared", every=True)]
    felt = [(name, gain) for name, gain in places if measurable(gain)]
    but = [
        f"{name}, {_size(gain)} {'sooner' if measurable(gain) > 0 else 'later'}"
        for name, gain in felt[:_MOST]
    ]
    except_ = f" except at {listed(but)}" if but else ""
    return [f"{NO_SOONER} at {_who([names[p] for p in parties])}{except_}"] * bool(parties)


def _size(gain: Sampled) -> str:
    return roughly(abs(float(gain.mean)), float(gain.mean_error))


def _who(names: list[str]) -> str:
    return listed(names) if len(names) <= _MOST else f"{len(names)} parties"


def _why(found: Numbers) -> str:
    """What takes the time, for the party that is told of first: seeing it, or measuring it."""
    party = by_change(found)[0]
    name, known = found.names("party")[party], surest(found.plain)
    track, area = (_after(found, party, "before", what) for what in ("track", known))
    if not math.isfinite(area.p50):
        return f"Before, it was never known of the median flight at {name}."
    slow = "measuring it well enough" if area.p50 - track.p50 > track.p50 else "seeing it at all"
    return (
        f"Before, the median flight at {name} had a track {middle(track)} after launch and a "
        f"known area {_between(track, area)} later: {slow} takes most of the time."
    )


def _ends(found: Numbers) -> str:
    """How far tracks err at their end, with what all looks of a radar share and without."""
    said: list[str] = []
    for aim, name in found.names("aim").items():
        at = {"posture": "after", "aim": aim}
        apart, shared = (float(found.spread(v, **at).p50) for v in ("end_apart", "end_shared"))
        if math.isfinite(shared):
            unit = "" if said else " m"
            said.append(f"{two_digits(shared)}{unit} and not {two_digits(apart)} at {name}")
    if not said:
        return ""
    return (
        "Errors that all looks of a radar share do not average out: at their end, they make tracks "
        f"err by {listed(said)} (the median flight, in the middle draw)."
    )


def _hangs_on(found: Numbers) -> str:
    """How sure one must be."""
    party, levels = by_change(found)[0], list(found.names("known"))[1:]
    if len(levels) < 2:
        return ""
    less, most = levels[0], levels[-1]
    told = [_after(found, party, "after", level) for level in (less, most)]
    times = [float(each.p50) for each in told]
    sure = [share(found.number("known_probability", known=level)) for level in (less, most)]
    if not all(map(math.isfinite, times)):
        return (
            f"It hangs on how sure one must be: {sure[0]} is reached {_when(times[0])}, "
            f"{sure[1]} {_when(times[1])}."
        )
    return (
        f"It hangs on how sure one must be: to be {sure[0]} and not {sure[1]} sure takes "
        f"{_between(*told)} less."
    )


def _when(time: float) -> str:
    return f"{clock(time)} [min:s] after launch" if math.isfinite(time) else "never"


def _of_party(found: Numbers, party: str) -> str:
    name, known = found.names("party")[party], surest(found.plain)
    radius = kilometres(found.number("area_radius", party=party))
    sure = share(found.number("known_probability", known=known))
    where = f"Where a flight at {name} comes down, to within {radius} km and {sure} sure"
    if not math.isfinite(_median(found, party, "after", known)):
        return f"{where}, is not known in the middle case."
    parts = [f"{where}, is at best known {_told(found, party, 'shared')}"]
    if math.isfinite(_median(found, party, "after", known, "alone")):
        parts.append(f"; by its own sensors alone {_told(found, party, 'alone')}")
    else:
        parts.append("; by its own sensors alone it is not known in the middle case")
    return "".join([*parts, _unknown(found, party)]) + "."


def _told(found: Numbers, party: str, informed: str) -> str:
    """How much sooner, at each of a few places or at all; and on what that is gained."""
    gains = _at_places(found, party, informed) or [("", _gain(found, party, informed))]
    was = _median(found, party, "before", surest(found.plain), informed)
    # What is gained on a time that never came is all that is left before impact.
    since = " than at impact, since in the middle case it was not known before"
    return _sooner(gains) + ("" if math.isfinite(was) else since)


def _at_places(
    found: Numbers, party: str, informed: str, *, every: bool = False
) -> list[tuple[str, Sampled]]:
    """Names and gains of a party's places, those of the headline alone; none of a party that is
    told as a whole, unless every one is asked for."""
    mine = [p for p in found.names("place") if found.word("place_party", place=p) == party]
    flown = [p for p in mine if not found.number("place_later", place=p)] or mine
    if not every and f"parties.{party}" in found.names("aim"):
        return []
    names = found.names("place")
    return [(names[p], found.spread("place_known_gain", place=p, informed=informed)) for p in flown]


def _sooner(gains: Sequence[tuple[str, Sampled]]) -> str:
    """How much more time before impact than before, mean over flights: at places, or at all."""
    felt = [(name, gain, side) for name, gain in gains if (side := measurable(gain))]
    if not felt:
        return NO_SOONER
    parts = [
        f"{amount(gain, lost=side < 0)} {'earlier' if side > 0 else 'later'}"
        + (f" at {name}" if name else "")
        for name, gain, side in felt
    ]
    if len(felt) < len(gains):
        parts.append(f"{NO_SOONER} elsewhere")
    return listed(parts)


def _unknown(found: Numbers, party: str) -> str:
    """The share of flights of which it is never known, where that changes."""
    was, now = (_never(found, party, posture) for posture in ("before", "after"))
    if abs(was - now) < _UNALIKE:
        return ""
    return f"; in the middle case it is never known of {share(now)} of flights, {share(was)} before"

"""The answer in three lines, by rule: did it help and whom, why so little or so much, on what."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from noroshi.present.words import begun, counted, duration, listed, roughly
from noroshi.questions.answer import Headline, Numbers, PlainData
from noroshi.questions.limits import NO_FLIGHT, NO_PEOPLE
from noroshi.questions.measurable import settled
from noroshi.questions.warning.hanging import hangs_on
from noroshi.questions.warning.pipe.naming import against_later
from noroshi.questions.warning.reading import Told
from noroshi.questions.warning.why import why
from noroshi.questions.warning.words import leading_places

_MOST: Final = 3
"""Of those who gain or lose, so many are named with their numbers."""
_ALSO: Final = 3
"""So many more of those are named without a number; of more it is told how many they are."""
_NAMED: Final = 6
"""Of those for whom nothing changes, so many are named: of more, never so few as three are not."""
_HALF: Final = 0.5
_WIDE: Final = 3.0
"""A class that leaves more than so many times the least is named: it is asked why so much."""


def headline(data: PlainData) -> Headline:
    """Three lines that a stranger can repeat."""
    told = Told(data)
    if not told.leading:
        return Headline(_nobody(told))
    whom = subject(told)
    return Headline(verdict(told), why(told, whom), hangs_on(told, whom))


def _nobody(told: Told) -> str:
    if told.plain["flights_aimed"].sum() > 0:
        return NO_PEOPLE
    return NO_FLIGHT


def verdict(told: Told) -> str:
    """Did it help, whom, how much of how much."""
    if told.draws == 1:
        return "A single draw of what is uncertain tells no difference: take more draws."
    sentences = [said for side in (1, -1) for said in _changed(told, _ranked(told, side), side)]
    rest = [w for w in told.leading if not told.side(w)]
    if not sentences:
        return _nothing(told, rest)
    return " ".join([*sentences, *_unmoved(told, rest)])


def _ranked(told: Told, side: int) -> list[str]:
    """Those who gain, or lose, measurably: parties as a whole first, those of most people
    before the others; then single places, by how much."""
    found = [w for w in told.leading if told.side(w) == side]
    places = {w for w in found if told.word("whom_place", whom=w)}

    def order(whom: str) -> tuple[bool, float, float]:
        size, people = abs(float(told.gain(whom).mean)), float(told.people_of(whom))
        return (True, -size, -people) if whom in places else (False, -people, -size)

    return sorted(found, key=order)


def _changed(told: Told, whom: Sequence[str], side: int) -> Iterator[str]:
    """The first in full, the others with their numbers, those of later missiles by themselves."""
    if not whom:
        return
    answer, which, verb = ("Yes", "earlier", "gain") if side > 0 else ("No", "later", "lose")
    first, *others = whom[:_MOST]
    also = whom[_MOST:]
    also = also if len(also) <= _ALSO else []
    people = "" if told.word("whom_place", whom=first) else "its people are warned "
    against = f", {against_later(told)}" if told.later(first) else ""
    yield (
        f"{answer} for {told.whom[first]}: {people}{_seconds(told, first)} {which}, "
        f"{_level(told, first, which)}{against}."
    )
    flown, later = (
        ([w for w in others if told.later(w) == is_], [w for w in also if told.later(w) == is_])
        for is_ in (False, True)
    )
    if flown[0]:
        yield f"{begun(_each(told, flown[0], f'{verb}s'))}."
    if flown[1]:
        yield f"{begun(_too(told, flown[1], verb if len(flown[1]) > 1 else f'{verb}s'))}."
    if any(later):
        opening = against_later(told)
        parts = [_each(told, later[0], f"would {verb}")] if later[0] else []
        parts += [_too(told, later[1], f"would {verb}")] if later[1] else []
        yield f"{opening[0].upper()}{opening[1:]}, {'; '.join(parts)}."
    if more := len(whom) - 1 - len(others) - len(also):
        yield f"{more} others {verb} too."


def _too(told: Told, whom: Sequence[str], verb: str) -> str:
    """Those whose numbers the table tells."""
    return f"{listed([told.whom[w] for w in whom])} {verb} too"


def _each(told: Told, whom: Sequence[str], verb: str) -> str:
    """Each with its number, the verb but once."""
    first, *others = whom
    parts = [f"{told.whom[first]} {verb} {_seconds(told, first)}"]
    return "; ".join(parts + [f"{told.whom[w]} {_seconds(told, w)}" for w in others])


def _seconds(told: Told, whom: str) -> str:
    gain = told.gain(whom)
    return roughly(abs(float(gain.mean)), float(gain.mean_error))


def _level(told: Told, whom: str, which: str) -> str:
    """What the gain is on top of, or the loss is of: the warning before, by class of flight."""
    least, most = (
        float(told.spread(name, posture="before", whom=whom).mean)
        for name in ("warning_shortest_class", "warning_longest_class")
    )
    longest = told.word("longest_class", whom=whom)
    level = between(least, most, told.threats.get(longest, longest))
    if level is None:
        return "where there was no warning before"
    if which != "earlier":
        return f"of {level} before"
    # Else a span of classes would be read as how uncertain it is.
    spans = " to " in level and not level.endswith(")")
    if spans:
        return f"on top of {level.removeprefix('about ')}, depending on the missile"
    return f"on top of {level}"


def between(least: float, most: float, longest: str) -> str | None:
    """Two times as one level: "about 4 to 7 min"; None where there is no warning at all.

    Args:
        least: of any class of flight [s].
        most: of any [s].
        longest: the class that has the most, by name; told where it is far from the least.
    """
    if most < _HALF:
        return None
    whose = f" (most: {longest})" if most > _WIDE * least else ""
    if least >= 90.0:
        low, high = (math.floor(t / 60.0 + 0.5) for t in (least, most))
        return f"about {low} min" if low == high else f"about {low} to {high} min{whose}"
    low_s, high_s = (duration(math.floor(t / 10.0 + 0.5) * 10.0) for t in (least, most))
    if low_s == high_s:
        return f"about {high_s}"
    return f"about {low_s} to {high_s}{whose}"


def across(levels: Mapping[str, float]) -> str | None:
    """The same of levels [s] by class of flight, by name; None where there is no class, too."""
    if not levels:
        return None
    longest = max(levels, key=levels.__getitem__)
    return between(min(levels.values()), levels[longest], longest)


def _nothing(told: Told, whom: Sequence[str]) -> str:
    """Where nobody gains or loses measurably: that it is so, or that the draws are too few."""
    unclear = [w for w in whom if not settled(told.gain(w))]
    said = _unmoved(told, whom)
    if unclear and len(unclear) < len(whom):
        return " ".join([*said, f"For {_names(told, unclear)}, {too_few(told)}."])
    if unclear:
        return f"{' '.join(said).removesuffix('.')}: {too_few(told)}."
    first, *rest = said
    return " ".join([f"No: {first[0].lower()}{first[1:]}", *rest])


def _unmoved(told: Told, whom: Sequence[str]) -> list[str]:
    """For whom only the mean over their places stays, and for whom nothing measurable changes."""
    felt = [w for w in whom if _moved_places(told, w)]
    still = [w for w in whom if w not in felt]
    said = []
    if felt:
        where = [p for w in felt for p in _moved_places(told, w)]
        count = sum(len(leading_places(told, told.party_of(w))) for w in felt)
        whose = "its" if len(felt) == 1 else "their"
        said.append(
            f"On average nothing measurable changes for {_names(told, felt)}, but "
            f"{_moving(told, where, f'of {whose} {count} places')}."
        )
    if still:
        said.append(f"Nothing measurable changes for {_names(told, still)}.")
    return said


def _moved_places(told: Told, whom: str) -> list[str]:
    """Of a party as a whole those places that gain or lose measurably, by id."""
    if told.word("whom_place", whom=whom):
        return []
    return [p for p in leading_places(told, told.party_of(whom)) if told.place_side(p)]


def _moving(told: Told, places: Sequence[str], among: str) -> str:
    """How many gain, how many lose, and who most: "21 of its 112 places gain, most Kumamoto"."""
    parts: list[str] = []
    for side, verb in ((1, "gain"), (-1, "lose")):
        which = [p for p in places if told.place_side(p) == side]
        if not which:
            continue
        most = max(which, key=lambda p: abs(float(told.place_gain(p).mean)))
        gain = told.place_gain(most)
        size = roughly(abs(float(gain.mean)), float(gain.mean_error))
        number = f"{len(which)} {'' if parts else f'{among} '}"
        verb = verb if len(which) > 1 else f"{verb}s"
        parts.append(f"{number}{verb}, most {told.receivers[most]} ({size})")
    return " and ".join(parts)


def too_few(found: Numbers) -> str:
    """Why a difference that is not measurable is not called none."""
    are = "is" if found.draws == 1 else "are"
    return f"{counted(found.draws, 'draw')} {are} too few to tell so small a difference"


def _names(told: Told, whom: Sequence[str]) -> str:
    """Those by name; of many the few for whom most moved, and what the others are."""
    ranked = sorted(whom, key=lambda w: -told.people_of(w))
    if len(ranked) <= _NAMED:
        return listed([told.whom[w] for w in ranked])
    # Whose number of whole seconds a table tells is not hidden among the others.
    ranked.sort(key=lambda w: -round(abs(float(told.gain(w).mean))))
    others = ranked[_MOST:]
    what = "places" if all(told.word("whom_place", whom=w) for w in others) else ""
    count = f"{len(others)} other {what}" if what else f"{len(others)} others"
    return listed([*(told.whom[w] for w in ranked[:_MOST]), count])


def subject(told: Told) -> str:
    """Whom the second and third line speak of, by id: the first that the first line names."""
    felt = [*_ranked(told, 1), *_ranked(told, -1)]
    return felt[0] if felt else max(told.leading, key=told.people_of)

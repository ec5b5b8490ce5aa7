"""What the answer hangs on: the structural choice that moves it most, else an assumption."""

from collections.abc import Sequence
from typing import Final

from noroshi.present.words import listed, mean_change, roughly, share
from noroshi.questions.measurable import measurable, unmoved
from noroshi.questions.warning.reading import Told
from noroshi.stats import CLEAR, Sampled

NOTABLE: Final = 0.1
"""A share of the draws that moves by less is not told [1]."""


def single(told: Told) -> list[str]:
    """Choices of one question alone, by id."""
    return [c for c in map(str, told.plain["choice"]) if c != "base" and " and " not in c]


def clear(moved: Sampled) -> bool:
    """Whether a share of the draws is moved by a tenth or more, beyond its sampling error."""
    size, error = abs(float(moved.mean)), float(moved.mean_error)
    return size >= NOTABLE and size >= CLEAR * error


def moving_most(told: Told, whom: Sequence[str]) -> tuple[str, str] | None:
    """The single choice that moves somebody’s gain most, and whose; None where none does."""
    found = [
        (abs(float(moved.mean)), choice, one)
        for one in whom
        for choice in single(told)
        if measurable(moved := told.spread("choice_moved", choice=choice, whom=one))
    ]
    return max(found)[1:] if found else None


def moving_often(told: Told, whom: Sequence[str]) -> tuple[str, str] | None:
    """The single choice that most often makes somebody gain or not, and whose; None: none does."""
    found = [
        (abs(float(moved.mean)), choice, one)
        for one in whom
        for choice in single(told)
        if clear(moved := told.spread("choice_gaining_moved", choice=choice, whom=one))
    ]
    return max(found)[1:] if found else None


def sentence(told: Told) -> str:
    """Names, for each whom choices move, the option that moves the gain most, and how often.

    Those whom no single choice moves by a second are named after them. Empty where nothing is
    asked.
    """
    moved: dict[str, list[str]] = {}
    none: list[str] = []
    unclear: list[str] = []
    for one in subjects(told):
        name = told.whom[one]
        further, oftener = moving_most(told, [one]), moving_often(told, [one])
        if further:
            gains = [mean_change(_gain(told, c, one)) for c in (further[0], "base")]
            moved.setdefault(further[0], []).append(f"{gains[0]} instead of {gains[1]} for {name}")
        if oftener:
            now, base = (_often(told, c, one) for c in (oftener[0], "base"))
            often = f"a second or more in {now} of the draws, {_from(told, *oftener)} {base}"
            moved.setdefault(oftener[0], []).append(f"{often}, for {name}")
        if not further and not oftener:
            still = all(
                unmoved(told.spread("choice_moved", choice=c, whom=one)) for c in single(told)
            )
            (none if still else unclear).append(name)
    parts = [
        f"{_supposing(told, c)}, the gain would be {'; '.join(gains)}" for c, gains in moved.items()
    ]
    if none:
        parts.append(f"For {listed(none)} no single other choice of the model tells by a second")
    if unclear:
        parts.append(
            f"For {listed(unclear)} the draws are too few to say that any single other choice of "
            "the model tells by a second"
        )
    return " ".join(f"{part}." for part in parts)


def subjects(told: Told) -> list[str]:
    """Parties told as a whole, later classes of these, and places that some choice lets gain."""
    if not single(told):
        return []
    every = [str(c) for c in told.plain["choice"]]
    return [one for one in told.whom if _is_subject(told, one, every)]


def _is_subject(told: Told, one: str, choices: Sequence[str]) -> bool:
    if told.word("whom_place", whom=one):
        return any(measurable(_gain(told, c, one)) for c in choices)
    return one in told.leading or (told.later(one) and told.party_of(one) in told.leading)


def hangs_on(told: Told, subject: str) -> str:
    """The third line of the headline: what moves the number that the first line begins with.

    The single choice that moves the subject's own gain most; else the one that most often makes it
    gain or not; only where none does, the choice that moves anybody else's gain most. Empty where
    nothing is known to move the answer.
    """
    for whom in ([subject], told.leading):
        if most := moving_most(told, whom):
            choice, one = most
            now, base = (_seconds(_gain(told, c, one)) for c in (choice, "base"))
            return (
                f"{_supposing(told, choice)}, the gain would be {now} instead of {base} for "
                f"{told.whom[one]}."
            )
        if most := moving_often(told, whom):
            choice, one = most
            now, base = (_often(told, c, one) for c in (choice, "base"))
            mean, was = (_seconds(_gain(told, c, one)) for c in (choice, "base"))
            means = "" if mean == was else f"; on average {mean} instead of {was}"
            return (
                f"{_supposing(told, choice)}, {told.whom[one]} would gain a second or more in "
                f"{now} of the draws, {_from(told, choice, one)} {base}{means}."
            )
    return ""


def _gain(told: Told, choice: str, whom: str) -> Sampled:
    return told.spread("choice_gain", choice=choice, whom=whom)


def _often(told: Told, choice: str, whom: str) -> str:
    return share(float(told.spread("choice_gaining", choice=choice, whom=whom).mean))


def _from(told: Told, choice: str, whom: str) -> str:
    """Which way the share of the draws goes: "instead of" would leave it to whoever repeats it."""
    moved = told.spread("choice_gaining_moved", choice=choice, whom=whom)
    return "down from" if float(moved.mean) < 0.0 else "up from"


def _supposing(told: Told, choice: str) -> str:
    return told.word("choice_supposes", choice=choice)


def _seconds(gain: Sampled) -> str:
    mean, error = float(gain.mean), float(gain.mean_error)
    return roughly(mean, error)

"""The balance in plain words, from its numbers by rule."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from noroshi.present.words import duration, listed
from noroshi.questions.answer import Headline
from noroshi.questions.shares.balance import UNKNOWN
from noroshi.questions.shares.words import Shares
from noroshi.stats import Sampled


def text(found: Shares) -> Iterator[str]:
    """How each party's warning, money and people lie beside its ability, and what moved."""
    for whom, name in found.names("whom").items():
        if said := _ratios(found, "warning_ratio", "warning_band", "owner", whom=whom):
            yield f"Warning of the people of {name} beside ability: {said}. " + _moved(
                found.spread("warning_misplaced_more", whom=whom)
            )
    for effort, name in found.names("effort").items():
        said = _ratios(found, "ratio", "ratio_band", "contributor", effort=effort)
        if not said:
            yield f"{_capital(name)}: fewer than two parties declare it and their ability."
            continue
        once = bool(found.number("effort_told_once", effort=effort))
        moved = (
            "One count stands for both dates, so that no change can be told."
            if once
            else _moved(found.spread("misplaced_more", effort=effort))
        )
        against = found.word("effort_against", effort=effort)
        yield f"{_capital(name)} beside {against}: {said}. {moved}"


def headline(shares: Headline, found: Shares) -> Headline:
    """The headline on shares with the balance in its last line, where any ability is declared."""
    parts = [
        f"of the warning of {name} {said}"
        for whom, name in found.names("whom").items()
        if (said := _ratios(found, "warning_ratio", "warning_band", "owner", whom=whom))
    ]
    if not parts:
        return shares
    line = f"Over each one’s share of ability, its share {listed(parts)}."
    return replace(shares, hangs_on=" ".join(filter(None, (shares.hangs_on, line))))


def limits(found: Shares) -> Iterator[str]:
    """What a balance leaves out."""
    able = [found.word("owner_able", owner=owner) for owner in found.names("owner")]
    if found.names("effort") or any(text != UNKNOWN for text in able):
        yield (
            "A ratio compares those alone who stand in its rows; what an ally gives elsewhere, and "
            "what sensors and their crews cost, is in no number here."
        )


def gets(found: Shares) -> list[str]:
    """By owner: the warning that its own people have, and what of it others' sensors add."""
    return [_gets(found, owner) for owner in found.names("owner")]


def _gets(found: Shares, owner: str) -> str:
    if owner not in found.names("whom"):
        return "no flight of these is aimed at its people"
    whole = found.mean("whole", posture="after", whom=owner, game="warning")
    others = found.mean("sharing", posture="after", whom=owner)
    return f"{duration(whole)} of warning, of which {duration(others)} by what others share"


def _ratios(found: Shares, ratio: str, band: str, axis: str, **at: str) -> str:
    """ "Japan 1.7, substantial, and the United States 0.8, very low"; empty without a ratio."""
    said = []
    for party, name in found.names(axis).items():
        held = found.word(band, posture="after", **at, **{axis: party})
        middle = float(found.spread(ratio, posture="after", **at, **{axis: party}).p50)
        if held:
            said.append(f"{name} {middle:.2f} ({held})")
    return listed(said)


def _moved(more: Sampled) -> str:
    """Whether it is nearer to balance than before, by all of 90 % of the draws."""
    low, high = float(more.p5), float(more.p95)
    if np.isnan(low) or np.isnan(high):
        return ""
    points = f"{100.0 * abs(float(more.p50)):.1f} points of the whole"
    if high < 0.0:
        return f"It is nearer to balance than before, by {points}."
    if low > 0.0:
        return f"It is farther from balance than before, by {points}."
    return "It cannot be told whether it is nearer to balance than before."


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"

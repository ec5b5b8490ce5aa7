"""The balance in plain words, from its numbers by rule."""

from collections.abc import Iterator, Sequence

import numpy as np

from noroshi.ledger.fair_share import IN_BALANCE
from noroshi.present.words import duration, listed
from noroshi.questions.shares.balance import UNKNOWN
from noroshi.questions.shares.words import Shares
from noroshi.stats import Sampled

_ONE, _TEN = 1.0, 10.0


def text(found: Shares) -> Iterator[str]:
    """How each party's warning, money and people lie beside its ability, and what moved."""
    for whom, name in found.warned.items():
        said = _ratios(
            found, "warning_ratio", "warning_band", "owner", called="would be called ", whom=whom
        )
        if said:
            each = [
                found.spread("warning_farther", whom=whom, owner=o) for o in found.names("owner")
            ]
            more = found.spread("warning_misplaced_more", whom=whom)
            yield (
                f"Warning of the people of {name}, share over share of "
                f"{found.word('sensors_against')}: {said}. {_moved(each, more)}."
            )
    for effort, name in found.names("effort").items():
        said = _ratios(found, "ratio", "ratio_band", "contributor", effort=effort)
        if said:
            against = found.word("effort_against", effort=effort)
            yield f"{_capital(name)}, share over share of {against}: {said}. {_why(found, effort)}."
        else:
            yield f"{_capital(name)}: fewer than two parties declare it and their ability."


def _why(found: Shares, effort: str) -> str:
    """Whether it moved, and what each gave of its own ability before and after."""
    if found.number("effort_told_once", effort=effort):
        return "One count stands for both dates, so that no change can be told"
    against = found.word("effort_against", effort=effort)
    steps = []
    for party, name in found.called("contributor").items():
        before, after = (
            float(found.spread("given_of_able", posture=p, effort=effort, contributor=party).p50)
            for p in ("before", "after")
        )
        if not np.isnan(before + after):
            steps.append(f"{name} {_percent(before)} %, then {_percent(after)} %")
    each = [
        found.spread("ratio_farther", effort=effort, contributor=c)
        for c in found.names("contributor")
    ]
    if _same_ability(found, effort):
        moved = _moved(each, found.spread("misplaced_more", effort=effort))
    else:
        moved = f"{_moved(each)}; what each is able to moved as well"
    return f"{moved}. What each gave of its own {against}: {'; '.join(steps)}"


def _same_ability(found: Shares, effort: str) -> bool:
    """Whether what each is able to is that of one year for both dates.

    Else a rate of exchange moves the points as what is given does, and they tell neither.
    """
    return all(
        found.word("able", posture="before", effort=effort, contributor=party)
        == found.word("able", posture="after", effort=effort, contributor=party)
        for party in found.names("contributor")
    )


def line(found: Shares) -> str:
    """The balance of the first party that is warned, for the headline; empty where it has none.

    Of what the reports name no band for, stationing, the table tells the ratio.
    """
    owners = found.called("owner")
    party = next((w for w in found.warned if w in owners), None)
    if party is None or not found.word("warning_band", posture="after", whom=party, owner=party):
        return ""
    own = found.spread("warning_ratio", posture="after", whom=party, owner=party)
    parts = [f"{_times(own)} for its people’s warning"]
    for effort, name in found.names("effort").items():
        at = {"posture": "after", "effort": effort, "contributor": party}
        if found.word("ratio_band", **at):
            parts.append(f"{_times(found.spread('ratio', **at))} for {name}")
    low, high = IN_BALANCE
    return (
        f"For what it is able to, {owners[party]} gives this many times its share: "
        f"{listed(parts)} ({low:g} to {high:g} is in balance)."
    )


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
    if owner not in found.warned:
        return "no flight of these is aimed at its people"
    whole = found.mean("whole", posture="after", whom=owner, game="warning")
    others = found.mean("sharing", posture="after", whom=owner)
    return f"{duration(whole)} of warning, of which {duration(others)} by what others share"


def _ratios(found: Shares, ratio: str, band: str, axis: str, *, called: str = "", **at: str) -> str:
    """ "Japan 1.70 (substantial) and the United States 0.75 (very low)"; empty without a ratio.

    Args:
        found: the numbers.
        ratio: the variable.
        band: what it is called, a variable; empty where the reports have no name for it.
        axis: of those compared.
        called: what stands before the band.
        at: the entries of the other axes.
    """
    said = []
    for party, name in found.called(axis).items():
        held = found.word(band, posture="after", **at, **{axis: party})
        middle = found.mean(ratio, posture="after", **at, **{axis: party})
        if not np.isnan(middle):
            said.append(f"{name} {middle:.2f}{f' ({called}{held})' if held else ''}")
    return listed(said)


def _moved(each: Sequence[Sampled], more: Sampled | None = None) -> str:
    """Whether every ratio is nearer to 1 than before, by 90 % of the draws, and by how much.

    Args:
        each: how much farther from 1 each ratio is.
        more: how much more of the whole is misplaced; None = not to be told.
    """
    ends = [(float(s.p5), float(s.p95)) for s in each if np.isfinite(float(s.p50))]
    points = "" if more is None else f", by {100.0 * abs(float(more.p50)):.1f} points of the whole"
    known = bool(ends) and (more is None or bool(np.isfinite(more.p50)))
    if known and all(high < 0.0 for _, high in ends):
        return f"It is nearer to balance than before{points}"
    if known and all(low > 0.0 for low, _ in ends):
        return f"It is farther from balance than before{points}"
    return "It cannot be told whether it is nearer to balance than before"


def _times(ratio: Sampled) -> str:
    """A ratio in a sentence, two digits that count: "2.0", "0.33"."""
    mean = float(ratio.mean)
    return f"{mean:.1f}" if _ONE <= mean < _TEN else f"{mean:.2g}"


def _percent(share: float) -> str:
    """A small share in per cent, to two digits that count: "0.97", "4.0"."""
    return f"{100.0 * share:#.2g}"


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"

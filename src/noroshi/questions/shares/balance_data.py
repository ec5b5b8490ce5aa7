"""The numbers and words of the balance, beside those of the shares that they are held against."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.ledger.contributions import ABILITIES
from noroshi.ledger.fair_share import BANDS, band
from noroshi.questions.answer import Axis, PlainData, declared
from noroshi.questions.base import Case
from noroshi.questions.shares.balance import (
    WARNING_AGAINST,
    FairShares,
    FairWarning,
    by_party,
    drawn,
    fair_shares,
    fair_warning,
    farther,
)
from noroshi.questions.shares.balance_account import account_of
from noroshi.questions.shares.balance_words import gets
from noroshi.questions.shares.words import Shares
from noroshi.questions.sources import cited
from noroshi.questions.worked_out import WorkedOut
from noroshi.scenario.records import Scenario
from noroshi.stats import interval

Floats = NDArray[np.float64]
SECTIONS: Final = ("abilities", "contributions", "plans", "forces", "costs", "totals")
"""Whose entries the balance rests on, beside those that shares rest on."""
GAME: Final = "warning"
"""Whose shares are held against ability: being told early is what sensors are there for."""


def with_balance(found: WorkedOut, case: Case) -> WorkedOut:
    """What was worked out of shares, with the balance beside it.

    It reads what neither flights nor sensors hang on, and takes milliseconds: it is worked out each
    time, so that nothing kept of shares goes by what allies spend.

    Args:
        found: shares by owner of sensors, with the axes `posture`, `whom`, `owner` and `game`.
        case: whose worlds declare what parties give and are able to.
    """
    postures = (case.before, case.after)
    owners = [str(o) for o in found.data["owner"]]
    share = _of_warning(found.data)
    draws = drawn(postures, share.shape[-1], case.seed)
    efforts = fair_shares(postures, owners, draws)
    warning = fair_warning(case.before, owners, share, draws)
    values = {
        **_efforts(efforts),
        **_warning(warning, len(postures)),
        **account_of(case.after, owners, efforts),
        "gets": gets(Shares(found.data)),
    }
    axes = [_axis(found.data, name) for name in ("posture", "whom", "owner")]
    axes += _own_axes(efforts, case.after)
    added = declared(__package__).plain(axes, values)
    data = PlainData(
        {**found.data.data_vars, **added.data_vars},
        {**added.coords, **found.data.coords},
        found.data.attrs,
    )
    sources = set(found.sources) | set(cited(case.after, SECTIONS))
    return replace(found, data=data, sources=tuple(s for s in case.after.sources if s in sources))


def _of_warning(data: PlainData) -> Floats:
    """Shares of the warning, (posture, whom, owner, draw)."""
    held = data.data_vars["owner_share"]
    at = list(data["game"]).index(GAME)
    return np.asarray(np.take(held.array, at, axis=held.dims.index("game")), dtype=np.float64)


def _axis(data: PlainData, name: str) -> Axis:
    """An axis of what is there already."""
    words = str(data.coords[name].attrs["long_name"])
    return Axis(name, data[name].tolist(), data[f"{name}_name"].tolist(), words)


def _own_axes(found: FairShares, world: Scenario) -> list[Axis]:
    names = [world.parties[p].name for p in found.parties]
    return [
        Axis("effort", [e.id for e in found.efforts], [e.name for e in found.efforts], "effort"),
        Axis("contributor", found.parties, names, "by"),
    ]


def _efforts(found: FairShares) -> dict[str, Any]:
    kept = np.array([e.told_once for e in found.efforts], dtype=bool)
    moved, more = farther(found.ratio), found.misplaced[-1] - found.misplaced[0]
    moved[kept], more[kept] = np.nan, np.nan
    nothing = np.full(found.ratio.shape[-1], np.nan)
    return {
        "effort_against": [e.against for e in found.efforts],
        "effort_told_once": kept.astype(np.float64),
        "given": by_party(found, lambda given, _able: given.told, ""),
        "able": by_party(found, lambda _given, able: able.told, ""),
        "given_sources": by_party(found, lambda given, _able: ", ".join(given.sources), ""),
        "able_sources": by_party(found, lambda _given, able: ", ".join(able.sources), ""),
        "given_of_able": np.array(
            by_party(found, lambda given, able: _over(given.yearly, able.values), nothing)
        ).reshape(found.ratio.shape),
        "given_share": found.given_share,
        "able_share": found.able_share,
        "ratio": found.ratio,
        "ratio_band": _bands_of(found),
        "ratio_farther": moved,
        "misplaced": found.misplaced,
        "misplaced_more": more,
    }


def _over(given: Floats, able: Floats) -> Floats:
    """One over the other; NaN where there is nothing to give from."""
    found = np.full(given.shape, np.nan)
    np.divide(given, able, out=found, where=able > 0.0)
    return found


def _warning(found: FairWarning, postures: int) -> dict[str, Any]:
    return {
        "sensors_against": ABILITIES[WARNING_AGAINST],
        "owner_able": [side.told for side in found.able],
        "owner_able_sources": [", ".join(side.sources) for side in found.able],
        "owner_able_share": found.able_share,
        "warning_ratio": found.ratio,
        "warning_band": _each_band(found.ratio),
        "warning_farther": farther(found.ratio),
        "warning_misplaced": found.misplaced,
        "warning_misplaced_more": found.misplaced[postures - 1] - found.misplaced[0],
    }


def _bands_of(found: FairShares) -> NDArray[np.str_]:
    """Bands of money and people; none of stationing, which the reports judge by another goal."""
    named = np.array([e.banded for e in found.efforts], dtype=bool)
    return np.where(named[None, :, None], _each_band(found.ratio), "")


def _each_band(ratio: Floats) -> NDArray[np.str_]:
    """What the reports call each ratio, from the least to the most likely, over its draws."""
    shape = ratio.shape[:-1]
    words = [bands(row) for row in ratio.reshape(-1, ratio.shape[-1])]
    return np.array(words, dtype=np.str_).reshape(shape)


def bands(draws: Floats) -> str:
    """What the reports call a ratio: "in balance", or "very low to in balance" where draws differ.

    Empty where no draw has a ratio.
    """
    known = draws[~np.isnan(draws)]
    if not known.size:
        return ""
    ends: Sequence[str] = [band(float(one)) for one in interval(known)]
    first, last = BANDS.index(ends[0]), BANDS.index(ends[-1])
    return " to ".join(dict.fromkeys((BANDS[first], BANDS[last])))

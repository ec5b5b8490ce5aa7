"""The tables of the answer."""

from collections.abc import Iterator
from typing import Any

from noroshi.questions.answer import Column, Table
from noroshi.questions.shares.words import GAME, Shares
from noroshi.stats.siting import ENUMERATED, GREEDY_BOUND

_NOW: dict[str, Any] = {"posture": "after", "game": GAME}


def tables(found: Shares) -> Iterator[Table]:
    """Parties first, then what sharing is worth, classes, sensors, and losses of two."""
    if not found.warned:
        return
    yield _owners(found)
    yield _sharing(found)
    yield _classes(found)
    if found.number("closely"):
        yield _sensors(found)
        yield _pairs(found)
        if found.names("candidate"):
            yield from _sites(found)


def _postured(variable: str, form: str, found: Shares) -> tuple[Column, Column]:
    """Before and after."""
    before, after = found.when
    return (
        Column(variable, before, form, {**_NOW, "posture": "before"}),
        Column(variable, after, form, _NOW),
    )


def _owners(found: Shares) -> Table:
    _, after = found.when
    return Table(
        name="owners",
        title="Who brings the warning: shares of each party’s sensors",
        data=found.plain,
        rows=("whom", "owner"),
        columns=(
            *_postured("owner_share", "mean share", found),
            Column("owner_alone", "by itself", "mean clock only", _NOW),
            Column("owner_lost", "lost without", "mean clock only", _NOW),
            Column(
                "owner_share",
                "of knowing where",
                "mean share",
                {"posture": "after", "game": "localisation"},
            ),
        ),
        keep={"whom": [*found.warned]},
        note="Share of the warning of the people of a party that the sensors of each bring, the "
        "mean over the draws. "
        f"By itself: the warning if only these stood, and lost without: if all others did, {after}."
        " Of knowing where: by tracks, the same. A share is no bill.",
    )


def _sharing(found: Shares) -> Table:
    before, after = found.when
    return Table(
        name="sharing",
        title="What sharing is worth: warning by all sensors less that by one’s own",
        data=found.plain,
        rows=("whom",),
        columns=(
            Column("sharing", before, "mean time", {"posture": "before"}),
            Column("sharing", after, "mean time", {"posture": "after"}),
            Column("sharing_change", "change", "mean change", between=(0, 1)),
            Column("people_helped", "a minute or more for", "people", {"posture": "after"}),
            Column("people", "of", "all people"),
        ),
        keep={"whom": [*found.warned]},
        note="Mean over people, flights and draws, 5 to 95 % in brackets.",
    )


def _classes(found: Shares) -> Table:
    return Table(
        name="classes",
        title="Shares by class of sensors",
        data=found.plain,
        rows=("whom", "class"),
        columns=(
            *_postured("class_share", "mean share", found),
            Column("class_brings", "brings", "mean clock only", _NOW),
            Column("class_apart", "counted apart", "mean clock only", _NOW),
            Column("class_lost", "lost without", "mean clock only", _NOW),
            Column(
                "class_share",
                "of knowing where",
                "mean share",
                {"posture": "after", "game": "localisation"},
            ),
        ),
        keep={"whom": [*found.warned]},
        note="Brings: within the share of its owner (Owen’s value). Counted apart: whoever owns it "
        "(Shapley’s value). Lost without: if all other classes stood. Where the last is far less, "
        "others see the same.",
    )


def _sensors(found: Shares) -> Table:
    before, after = found.when
    was = {**_NOW, "posture": "before"}
    return Table(
        name="sensors",
        title="By single sensor",
        data=found.plain,
        rows=("whom", "sensor"),
        columns=(
            Column("sensor_brings", f"brings, {before}", "mean clock only", was),
            Column("sensor_brings", f"brings, {after}", "mean clock only", _NOW),
            Column("sensor_within", "within its owner’s share", "mean clock only", _NOW),
            Column("sensor_lost", f"lost without, {before}", "mean clock only", was),
            Column("sensor_lost", f"lost without, {after}", "mean clock only", _NOW),
        ),
        keep={"whom": [*found.warned]},
        note="Warning that each sensor brings: counted apart (Shapley’s value), and within the "
        f"share of its owner (Owen’s value), {after}; estimated by a pair of orders a flight and "
        "draw. Lost without: if all others stood.",
    )


def _pairs(found: Shares) -> Table:
    before, after = found.when
    return Table(
        name="pairs",
        title="The pairs of sensors whose loss costs most warning",
        data=found.plain,
        rows=("whom", "rank"),
        columns=(
            Column("pair_lost_names", "without", "text"),
            Column("pair_lost", before, "mean time", {"posture": "before"}),
            Column("pair_lost", after, "mean time", {"posture": "after"}),
            Column("pair_lost_apart", "one by one", "mean clock only"),
        ),
        keep={"whom": [*found.warned]},
        note="What is lost, 5 to 95 % of the draws in brackets. One by one: both losses, each with "
        "all others standing, added up.",
    )


def _sites(found: Shares) -> Iterator[Table]:
    yield Table(
        name="candidates",
        title="What one more radar at each candidate site would add",
        data=found.plain,
        rows=("whom", "candidate"),
        columns=(
            Column("candidate_adds", "adds", "mean change"),
            Column("candidate_as", "counted as", "text"),
        ),
        keep={"whom": [*found.warned]},
        note="To the later posture, there all the time; 5 to 95 % of the draws in brackets.",
    )
    yield Table(
        name="sites",
        title="The best sites of so many new radars",
        data=found.plain,
        rows=("whom", "sites"),
        columns=(
            Column("sites_best", "best", "text"),
            Column("sites_add", "adds", "mean change"),
            Column("sites_at_most", "no set more than", "mean clock only"),
            Column("sites_sturdy", "best if one fails", "text"),
            Column("sites_left", "still adds", "mean change"),
        ),
        keep={"whom": [*found.warned]},
        note=f"Of up to {ENUMERATED} radars every set was looked at. Larger sets are built up site "
        f"by site: they add at least {100.0 * GREEDY_BOUND:.0f} % of the most that can be had, as "
        "long as what a site adds never grows with what stands already, and no set more than that "
        "allows.",
    )

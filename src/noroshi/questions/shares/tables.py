"""The tables of the answer."""

from collections.abc import Iterator

from noroshi.questions.answer import Column, Table
from noroshi.questions.shares.words import Shares


def tables(found: Shares) -> Iterator[Table]:
    """Parties first, then classes of sensors."""
    before, after = found.when
    yield Table(
        name="parties",
        title="Who brings the warning, and what sharing it is worth",
        data=found.plain,
        rows=("whom", "owner"),
        columns=(
            Column("party_share", before, "mean share", {"posture": "before", "game": "warning"}),
            Column("party_share", after, "mean share", {"posture": "after", "game": "warning"}),
            Column(
                "party_alone",
                "by itself",
                "mean clock only",
                {"posture": "after", "game": "warning"},
            ),
            Column(
                "party_lost",
                "lost without",
                "mean clock only",
                {"posture": "after", "game": "warning"},
            ),
            Column(
                "party_share",
                f"of knowing where, {after}",
                "mean share",
                {"posture": "after", "game": "localisation"},
            ),
        ),
        note="Share: of the warning that a party’s people have with all sensors together, each "
        "owner taken as a whole. A share is no bill.",
    )
    yield Table(
        name="sharing",
        title="What sharing is worth",
        data=found.plain,
        rows=("whom",),
        columns=(
            Column("sharing", before, "mean time", {"posture": "before"}),
            Column("sharing", after, "mean time", {"posture": "after"}),
            Column("sharing_change", "change", "mean change"),
            Column(
                "people_helped", "people helped by a minute or more", "people", {"posture": "after"}
            ),
            Column("people", "of", "all people"),
        ),
        note="Warning with what others share, less that by one’s own sensors alone.",
    )
    yield Table(
        name="classes",
        title="By class of sensors",
        data=found.plain,
        rows=("whom", "class"),
        columns=(
            Column("class_share", before, "mean share", {"posture": "before", "game": "warning"}),
            Column("class_share", after, "mean share", {"posture": "after", "game": "warning"}),
            Column(
                "class_brings", "brings", "mean clock only", {"posture": "after", "game": "warning"}
            ),
            Column(
                "class_apart",
                "counted apart",
                "mean clock only",
                {"posture": "after", "game": "warning"},
            ),
            Column(
                "class_lost",
                "lost without",
                "mean clock only",
                {"posture": "after", "game": "warning"},
            ),
            Column(
                "class_share",
                f"of knowing where, {after}",
                "mean share",
                {"posture": "after", "game": "localisation"},
            ),
        ),
    )

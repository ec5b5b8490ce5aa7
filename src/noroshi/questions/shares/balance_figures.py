"""The picture of the balance: every ratio with its interval, and the band that is in balance."""

from collections.abc import Iterator, Mapping
from typing import Any

from noroshi.ledger.fair_share import BANDS, IN_BALANCE, band
from noroshi.present.bars import points
from noroshi.present.charts import Field, Spec
from noroshi.present.words import listed
from noroshi.questions.answer import Figure
from noroshi.questions.shares.words import Shares


def figures(found: Shares) -> Iterator[Figure]:
    """One, where any party has a ratio."""
    rows = ratio_rows(found)
    if not rows:
        return
    title = _title(rows)
    yield Figure(
        name="balance",
        title=title,
        caption="Share of what is given over share of ability, among those compared, "
        f"{found.when[1]}: a mark the mean, a line 5 to 95 % of the draws. At 1 a party gives "
        f"its share of ability; the strip from {IN_BALANCE[0]:g} to {IN_BALANCE[1]:g} is what the "
        "US defence department’s reports call in balance, of money and people.",
        variables=("ratio", "warning_ratio"),
        draw=lambda: _points(rows, title),
    )


def ratio_rows(found: Shares) -> list[dict[str, Any]]:
    """A row a kind of contribution and party that has a ratio."""
    rows = []
    for whom, name in found.warned.items():
        for owner in found.owners(whom):
            party = found.names("owner")[owner]
            at = {"posture": "after", "whom": whom, "owner": owner}
            rows.append(_row(found, "warning_ratio", f"warning of {name}", party, at))
    for effort, name in found.names("effort").items():
        for contributor, party in found.names("contributor").items():
            at = {"posture": "after", "effort": effort, "contributor": contributor}
            rows.append(_row(found, "ratio", name, party, at))
    return [row for row in rows if row["ratio"] == row["ratio"]]


def _row(
    found: Shares, variable: str, effort: str, party: str, at: Mapping[str, str]
) -> dict[str, Any]:
    spread = found.spread(variable, **at)
    low, mean, high = (float(v) for v in (spread.p5, spread.mean, spread.p95))
    return {"effort": effort, "party": party, "ratio": mean, "low": low, "high": high}


def _title(rows: list[dict[str, Any]]) -> str:
    """Of what the first party clearly gives more than its share of ability, and of what less.

    The first is who is warned, where it owns sensors: its own row comes first.
    """
    party = rows[0]["party"]
    own = [row for row in rows if row["party"] == party]
    more, less = (
        [f"the {row['effort']}" for row in own if {band(row["low"]), band(row["high"])} == {name}]
        for name in (BANDS[-1], BANDS[0])
    )
    parts = [f"{side} of {listed(of)}" for side, of in (("more", more), ("less", less)) if of]
    if not parts:
        return f"{party} gives nothing that is clearly more or less than its share of ability"
    return f"{party} gives {', and '.join(parts)} than its share of ability"


def _points(rows: list[dict[str, Any]], title: str) -> Spec:
    return points(
        rows,
        Field("ratio", "share of what is given over share of ability", ""),
        label=Field("effort"),
        low="low",
        high="high",
        series=Field("party"),
        band=IN_BALANCE,
        title=title,
    )

"""What partners give one another, drawn: gains by day."""

from typing import Any

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.words import amount, listed
from noroshi.questions.answer import Figure
from noroshi.questions.measurable import measurable
from noroshi.questions.partners.words import PartnerNumbers


def figures(found: PartnerNumbers) -> tuple[Figure, ...]:
    """Gains by day, as it was and as it might have been."""
    return (
        Figure(
            name="days",
            title=_title(found),
            caption="Dot: mean over people, flights and draws; line: 5 to 95 % of draws; filled "
            "where it is measurable. The sensors are those of each day.",
            variables=("gain", "would_gain"),
            draw=lambda: gains(found),
        ),
    )


_AS_IT_WAS, _IN_REAL_TIME = "as it was shared", "all in real time"


def gain_rows(found: PartnerNumbers) -> list[dict[str, Any]]:
    """A row a party, a day, and what was passed on or might have been [s]; none where unasked."""
    rows, names = [], found.names("party")
    for party in names:
        for day in found.days:
            for variable, series in (("gain", _AS_IT_WAS), ("would_gain", _IN_REAL_TIME)):
                if not found.stated(variable, day=day, party=party):
                    continue
                gain = found.spread(variable, day=day, party=party)
                rows.append(
                    {
                        "label": f"{names[party]}, {day}",
                        "series": series,
                        "gain": float(gain.mean),
                        "low": float(gain.p5),
                        "high": float(gain.p95),
                        "clear": measurable(gain) != 0,
                    }
                )
    return rows


def gains(found: PartnerNumbers) -> Spec:
    """Mean warning gained by day."""
    return charts.points(
        gain_rows(found),
        Field("gain", "warning gained", "s"),
        label=Field("label"),
        low="low",
        high="high",
        filled="clear",
        series=Field("series"),
        title=_title(found),
    )


def _title(found: PartnerNumbers) -> str:
    """Nothing until when, and what real time gives."""
    given = [
        f"{name} {amount(gain, lost=float(gain.mean) < 0.0)}"
        for party, name in found.parties.items()
        for gain in (found.spread("would_gain", day=found.last, party=party),)
    ]
    if found.began is None:
        return f"Nothing more by {found.last}; in real time it would give {listed(given)}"
    return f"Nothing more until {found.began}; in real time it gives {listed(given)}"

"""The answer on shares with the balance told in it."""

from dataclasses import replace
from typing import Final

from noroshi.questions.answer import Answer, Measured
from noroshi.questions.shares import balance_figures, balance_tables, balance_words
from noroshi.questions.shares.words import Shares

MEASURES: Final = (
    Measured("warning-balance", "warning_ratio", ("whom", "owner"), {"posture": "after"}),
    Measured("warning-balance-change", "warning_farther", ("whom", "owner")),
    *(
        measured
        for effort in ("spending", "forces")
        for measured in (
            Measured(
                f"{effort}-balance",
                "ratio",
                ("contributor",),
                {"posture": "after", "effort": effort},
            ),
            Measured(
                f"{effort}-balance-change", "ratio_farther", ("contributor",), {"effort": effort}
            ),
        )
    ),
)
"""What statements may be held against: ratios now, and how much farther from 1 than before."""


def with_balance_told(answer: Answer) -> Answer:
    """The same answer with sentences, tables, a figure and measures of the balance.

    Args:
        answer: on shares, whose data hold the balance.
    """
    told = Shares(answer.plain)
    line, headline = balance_words.line(told), answer.headline
    # The balance takes the headline's last line, and what stood there leads the paragraphs.
    first = headline.hangs_on if line else ""
    paragraphs = [first, answer.text, *balance_words.text(told)]
    return replace(
        answer,
        data=answer.plain,
        headline=replace(headline, hangs_on=line or headline.hangs_on),
        text="\n".join(paragraph for paragraph in paragraphs if paragraph),
        tables=(*answer.tables, *balance_tables.tables(told)),
        figures=(*answer.figures, *balance_figures.figures(told)),
        limits=(*answer.limits, *balance_words.limits(told)),
        measures=(*answer.measures, *MEASURES),
    )

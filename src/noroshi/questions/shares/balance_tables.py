"""The tables of the balance."""

from collections.abc import Iterator

from noroshi.ledger.fair_share import IN_BALANCE
from noroshi.questions.answer import Column, Table
from noroshi.questions.shares.balance import UNKNOWN
from noroshi.questions.shares.balance_account import NOT_DECLARED
from noroshi.questions.shares.words import Shares

_AFTER = {"posture": "after"}
_WARNING = {"posture": "after", "game": "warning"}


def tables(found: Shares) -> Iterator[Table]:
    """Warning beside ability, money and people beside ability, and all of it by party."""
    owners = found.names("owner")
    if any(found.word("owner_able", owner=owner) != UNKNOWN for owner in owners):
        yield _warning(found)
    if found.names("effort"):
        yield _efforts(found)
    ledger = [found.word(name, owner=o) for name in ("pays", "stations") for o in owners]
    if any(text != NOT_DECLARED for text in ledger):
        yield _account(found)


def _warning(found: Shares) -> Table:
    before, after = found.when
    low, high = IN_BALANCE
    return Table(
        name="balance-of-warning",
        title="Is the warning that each brings in balance with what it is able to?",
        data=found.plain,
        rows=("whom", "owner"),
        columns=(
            Column("party_share", f"share, {after}", "mean share", _WARNING),
            Column("owner_able_share", "of ability", "mean share"),
            Column("warning_ratio", f"ratio, {before}", "hundredths", {"posture": "before"}),
            Column("warning_ratio", f"ratio, {after}", "hundredths", _AFTER),
            Column("warning_band", "which is", "text", _AFTER),
            Column("owner_able", "ability", "text"),
            Column("owner_able_sources", "from", "text"),
        ),
        note=f"Ratio: share of the warning over share of ability ({found.word('sensors_against')}, "
        f"of one year for both dates); {low:g} to {high:g} is in balance, after the US defence "
        "department’s reports on allied contributions. 5 to 95 % of the draws.",
    )


def _efforts(found: Shares) -> Table:
    before, after = found.when
    low, high = IN_BALANCE
    return Table(
        name="balance",
        title="Is what each gives in balance with what it is able to?",
        data=found.plain,
        rows=("effort", "contributor"),
        columns=(
            Column("given", "gives", "text", _AFTER),
            Column("given_share", "of all given", "mean share", _AFTER),
            Column("able", "is able to", "text", _AFTER),
            Column("able_share", "of all ability", "mean share", _AFTER),
            Column("ratio", f"ratio, {before}", "hundredths", {"posture": "before"}),
            Column("ratio", f"ratio, {after}", "hundredths", _AFTER),
            Column("ratio_band", "which is", "text", _AFTER),
            Column("given_sources", "what is given, from", "text", _AFTER),
            Column("able_sources", "ability, from", "text", _AFTER),
        ),
        note="Of all: of those compared, who are the owners of sensors, and who bears a part of "
        f"the cost of stationing. Ratio: the one over the other; {low:g} to {high:g} is in "
        "balance. Bounds of what is declared in brackets; of ratios 5 to 95 % of the draws.",
    )


def _account(found: Shares) -> Table:
    return Table(
        name="pays-brings-gets",
        title="What each pays, brings and gets",
        data=found.plain,
        rows=("owner",),
        columns=(
            Column("pays", "pays", "text"),
            Column("stations", "people abroad and at home, as declared", "text"),
            *(
                Column(
                    "party_share",
                    f"brings of the warning of {name}",
                    "mean share",
                    {**_WARNING, "whom": whom},
                )
                for whom, name in found.names("whom").items()
            ),
            Column("gets", "gets", "text"),
        ),
        note="Pays: by the last plan of each chain and in each year, as the ledger holds it. "
        "Nothing says what a sensor costs its owner unless it is declared.",
    )
